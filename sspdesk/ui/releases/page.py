"""The page "God løsladelse": the list of cases, and one of them over the whole page."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from sspdesk.domain.changes import ChangeSet
from sspdesk.domain.ids import ReleaseId
from sspdesk.domain.releases import Release
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.services.release_view import ReleaseView
from sspdesk.ui.context import PageContext
from sspdesk.ui.releases import resuming, words
from sspdesk.ui.releases.case_view import ReleaseCaseView
from sspdesk.ui.releases.dialogs import NewReleaseDialog
from sspdesk.ui.releases.figures_dialog import FiguresDialog
from sspdesk.ui.releases.list_view import ReleaseListView
from sspdesk.ui.shared.buttons import Button, IconButton
from sspdesk.ui.shared.page import Command, Page
from sspdesk.ui.talks import moves
from sspdesk.ui.talks.moves import MoveFacts

NEW_RELEASE = 0
"""The record that stands for a case yet to be begun: what the "Ny" menu opens."""
_KINDS = frozenset(
    {
        *("release_case", "release_move", "release_item", "release_visit", "release_contact", "release_member"),
        *("release_meeting", "consent", "consent_scope", "task", "meeting", "agenda_item", "attendee", "disclosure"),
        *("person", "guardian", "professional", "setting"),
    }
)


class ReleasesPage(Page):
    """Enter opens a case, Alt+Left goes back to the list, Ctrl+Enter makes the case's next move."""

    help_topic = "loesladelse"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(_("Good release"), full_bleed=True, parent=parent)
        self._context = context
        self.list = ReleaseListView(context)
        self.case = ReleaseCaseView(context)
        self.back_button = IconButton(_("Back to the list"), "chevron-left", bare=True)
        self.new_button = Button(_("New release…"), icon="plus", name="new_release_button")
        self.figures_button = Button(_("Figures…"), icon="chart-column", name="figures_button")
        self.header.middle.addWidget(self.list.side_control)
        self.header.add_tools(
            self.figures_button,
            self.new_button,
            self.case.papers_button,
            self.case.more_button,
            self.case.next_button,
        )
        layout = self.header.layout()
        if layout is not None:
            layout.insertWidget(0, self.back_button)  # type: ignore[attr-defined]  # the header's own row
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.case)
        self.body.addWidget(self.stack)
        self.list.opened.connect(self._on_opened)
        self.list.new_pressed.connect(self.new_release)
        self.new_button.clicked.connect(self.new_release)
        self.figures_button.clicked.connect(self.show_figures)
        self.back_button.clicked.connect(self.show_list)
        self.case.shown.connect(self._on_case_shown)
        self.case.gone.connect(self.show_list)
        context.privacy.changed.connect(self._fill_header)
        self.show_list()

    @property
    def shown_record(self) -> int | None:
        return self.case.release_id

    # the shell's calls
    def open_record(self, record_id: int) -> None:
        if record_id == NEW_RELEASE:
            self.show_list()
            self.new_release()
            return
        self._on_opened(record_id)

    def open_all(self) -> None:
        self.show_list()

    def activate(self) -> None:
        self.list.reload()
        self.case.reload()

    def refresh(self, changes: ChangeSet) -> None:
        if changes.kinds & _KINDS:
            self.activate()

    def focus_first(self) -> None:
        if self.stack.currentWidget() is self.list:
            self.list.table.setFocus()
        else:
            self.case.next_button.setFocus()

    def editors(self) -> Mapping[str, Callable[[int], object]]:
        return resuming.editors(self)

    def commands(self) -> Sequence[Command]:
        found = [
            Command(title=_("New release"), run=self.new_release, icon="plus"),
            Command(title=_("Figures of releases"), run=self.show_figures, icon="chart-column"),
        ]
        if self.case.view is not None:
            found += [
                Command(title=_("New release meeting"), run=self.case.new_meeting, icon="calendar-plus"),
                Command(title=_("New consent"), run=self.case.new_consent, icon="file-check-2"),
                Command(title=_("New visit"), run=self.case.new_visit, icon="plus"),
                Command(title=_("Facts of the release"), run=self.case.edit_facts, icon="notebook-pen"),
            ]
        return found

    # what is shown
    def show_list(self) -> None:
        """Go back to the list."""
        left = self.case.release_id
        self.case.leave()
        self.stack.setCurrentWidget(self.list)
        self._fill_header()
        if left is not None:
            self.list.select(left)
            self.list.table.setFocus()

    def _on_opened(self, release_id: int) -> None:
        self.stack.setCurrentWidget(self.case)
        self.case.open(ReleaseId(release_id))

    def _on_case_shown(self, _view: ReleaseView) -> None:
        self._fill_header()

    def _fill_header(self, _discreet: bool = False) -> None:
        view = self.case.view
        one = self.stack.currentWidget() is self.case and view is not None
        of_case: tuple[QWidget, ...] = (self.back_button, self.case.papers_button, self.case.more_button)
        of_list: tuple[QWidget, ...] = (self.list.side_control, self.new_button, self.figures_button)
        for widget in (*of_case, *of_list):
            widget.setVisible(one == (widget in of_case))
        if not one or view is None:
            self.case.next_button.hide()
            self.set_title(_("Good release"))
            return
        age = f", {dates.age(view.age)}" if view.age is not None else ""
        name = self._context.privacy.name(view.person.name)
        self.set_title(f"{name}{age}", words.subtitle(view) if not self._context.privacy.discreet else "")

    # what the user does
    def new_release(self) -> None:
        """Begin a case."""
        self._context.operations.query(self, moves.gather, partial(self._open_new))

    def _open_new(self, facts: MoveFacts) -> None:
        dialog = NewReleaseDialog(self._context, facts, parent=self)
        dialog.begun.connect(self._on_begun)
        dialog.open()

    def _on_begun(self, case: Release) -> None:
        self._on_opened(case.id)

    def show_figures(self) -> None:
        """Show the figures with their definitions."""
        FiguresDialog(self._context, self).open()
