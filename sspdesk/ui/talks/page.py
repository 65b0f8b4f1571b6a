"""The page "Samtaler": the list of talks with one of them beside it, the school's cases, and figures of one's own."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QStackedWidget, QWidget

from sspdesk.domain.changes import ChangeSet
from sspdesk.domain.ids import PersonId, TalkId
from sspdesk.domain.talk_statistics import TalksMeant
from sspdesk.domain.talks import Talk
from sspdesk.i18n import _
from sspdesk.services import people
from sspdesk.ui.context import PageContext
from sspdesk.ui.letters.actions import resume_text
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.choices import Segment, SegmentedControl
from sspdesk.ui.shared.page import Command, Page
from sspdesk.ui.shared.splitter import Splitter
from sspdesk.ui.talks import moves, resuming
from sspdesk.ui.talks.dialogs import NewTalkDialog
from sspdesk.ui.talks.list_view import TalkListView
from sspdesk.ui.talks.moves import MoveFacts
from sspdesk.ui.talks.pane import TalkPane
from sspdesk.ui.talks.schools import SchoolCasesView
from sspdesk.ui.talks.statistics import StatisticsView

NEW_TALK = 0
"""The record that stands for a talk yet to be begun: what the "Ny" menu opens."""
_KINDS = frozenset(
    {
        *("talk", "talk_offer", "talk_participant", "talk_agreement", "talk_follow_up", "talk_transition"),
        *("notification", "task", "person", "guardian", "professional", "institution", "school_case", "setting"),
    }
)


class TalksPage(Page):
    """List and talk side by side. Ctrl+Enter makes the talk's next move."""

    help_topic = "samtaler"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(_("Talks"), full_bleed=True, parent=parent)
        self._context = context
        self.list = TalkListView(context)
        self.pane = TalkPane(context)
        self.cases = SchoolCasesView(context)
        self.statistics = StatisticsView(context)
        self.new_button = Button(_("New talk…"), icon="plus", name="new_talk_button")
        self.new_case_button = Button(_("New case from a school…"), icon="school", name="new_case_button")
        segments = [
            Segment("talks", _("Talks"), "messages-square"),
            Segment("cases", _("The school's cases"), "school"),
            Segment("figures", _("Figures"), "chart-column"),
        ]
        self.side_control = SegmentedControl(segments, name=_("What is shown"), value="talks")
        self.header.middle.addWidget(self.side_control)
        self.header.add_tools(self.new_case_button, self.new_button)
        self.splitter = Splitter(self.list, self.pane, sizes=(500, 670), key="talks", grounds=("bg", "surface"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.cases)
        self.stack.addWidget(self.statistics)
        self.body.addWidget(self.stack)
        self._connect()

    def _connect(self) -> None:
        self.side_control.value_changed.connect(self._on_side_changed)
        self.list.chosen.connect(self._on_talk_chosen)
        self.list.new_pressed.connect(self.new_talk)
        self.new_button.clicked.connect(self.new_talk)
        self.new_case_button.clicked.connect(self.cases.new_case)
        self.cases.talk_begun.connect(self._on_begun)
        self.statistics.opened.connect(self._on_number_opened)
        self.statistics.talks_wanted.connect(self.show_list)

    @property
    def shown_record(self) -> int | None:
        return self.pane.talk_id

    # the shell's calls
    def point_at(self, kind: str, record_id: int) -> None:
        if kind == "school_case":
            self.side_control.set_value("cases")
            self.stack.setCurrentWidget(self.cases)
            self.cases.point_at(record_id)

    def open_record(self, record_id: int) -> None:
        self._show_side("talks")
        if record_id == NEW_TALK:
            self.new_talk()
            return
        self.list.select(record_id)
        self.pane.open(TalkId(record_id))

    def activate(self) -> None:
        self._reload()
        self._context.operations.query(self, people.schools, self.list.show_schools)

    def _reload(self) -> None:
        self.list.reload()
        self.pane.reload()
        self.cases.reload()
        if self.stack.currentWidget() is self.statistics:
            self.statistics.reload()

    def refresh(self, changes: ChangeSet) -> None:
        if changes.kinds & _KINDS:
            self._reload()

    def focus_first(self) -> None:
        if self.stack.currentWidget() is self.cases:
            self.cases.table.setFocus()
        elif self.stack.currentWidget() is self.statistics:
            self.statistics.focus_first()
        else:
            self.list.table.setFocus()

    def commands(self) -> Sequence[Command]:
        found = [Command(title=_("New talk"), run=self.new_talk, icon="plus")]
        found.append(Command(title=_("New case from a school"), run=self.cases.new_case, icon="school"))
        found.append(Command(title=_("Figures about talks"), run=self.show_statistics, icon="chart-column"))
        if self.pane.view is not None:
            found += [
                Command(title=_("Write minutes"), run=self.pane.write_minutes, icon="file-text"),
                Command(title=_("Letters and papers"), run=self.pane.write_letters, icon="file-text"),
                Command(title=_("New agreement"), run=self.pane.new_agreement, icon="plus"),
                Command(title=_("Write a follow-up"), run=self.pane.write_follow_up, icon="phone"),
            ]
        return found

    def editors(self) -> Mapping[str, Callable[[int], object]]:
        return resuming.editors(self)

    def resume_text(self, subject: int) -> None:
        """Open the wording of a letter again."""
        resume_text(self._context, self, subject)

    def resume_case(self, case_id: int) -> None:
        """Open the editor of a school's case again, or of a new one (0)."""
        self.side_control.set_value("cases")
        self._on_side_changed("cases")
        self.cases.open_case(case_id)

    # what the user does
    def _on_side_changed(self, side: str) -> None:
        self._show_side(side)
        self.new_button.set_kind(Kind.NORMAL)
        self.focus_first()

    def _show_side(self, side: str) -> None:
        self.side_control.set_value(side)
        self.stack.setCurrentWidget({"cases": self.cases, "figures": self.statistics}.get(side, self.splitter))
        if side == "figures":
            self.statistics.reload()

    def show_list(self) -> None:
        """Go to the list."""
        self._show_side("talks")
        self.focus_first()

    def show_statistics(self) -> None:
        """Go to the figures."""
        self._show_side("figures")
        self.focus_first()

    def _on_number_opened(self, meant: TalksMeant, words: str) -> None:
        self.list.show_behind(meant, words)
        self.show_list()

    def _on_talk_chosen(self, talk_id: int) -> None:
        self.pane.open(TalkId(talk_id))

    def new_talk(self) -> None:
        """Begin a talk."""
        self._context.operations.query(self, moves.gather, self._open_new)

    def _open_new(self, facts: MoveFacts, person_id: PersonId | None = None) -> None:
        dialog = NewTalkDialog(self._context, facts, person_id=person_id, parent=self)
        dialog.begun.connect(self._on_begun)
        dialog.open()

    def _on_begun(self, talk: Talk) -> None:
        self._context.open_page("talks", talk.id)
