"""One exit case: the stages on top, the focus areas, and beside them parties, meeting, consent and the rest."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from sspdesk.domain.exits import ENDED
from sspdesk.domain.ids import ExitCaseId
from sspdesk.i18n import _
from sspdesk.labels import exits as labels
from sspdesk.services import exit_views
from sspdesk.services.exit_views import CaseView, FocusRow
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.exits import side, words
from sspdesk.ui.persons.side_parts import Section
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.cells import Cell, Column
from sspdesk.ui.shared.panels import EmptyState, InlineMessage
from sspdesk.ui.shared.splitter import Splitter
from sspdesk.ui.shared.stages import StageBar
from sspdesk.ui.shared.table import RecordTable

Ask = Callable[[str, Any], None]
"""Asks the page for something: what ("focus", "party", …), and about which part."""


class CasePane(QWidget):
    """Shows a case; ``shown`` tells the page that another view is there, ``wanted`` what the user asks for."""

    shown = Signal(object)
    gone = Signal()
    wanted = Signal(str, object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exit_case")
        self._context = context
        self._case_id: ExitCaseId | None = None
        self._view: CaseView | None = None
        self.stage_bar = StageBar(_("Where the case stands"))
        self.message = InlineMessage(tone="info")
        self.message.hide()
        self.summary_label = layouts.label(tone="muted")
        self.add_focus_button = Button(_("Add a focus area"), kind=Kind.LINK, name="add_focus_button")
        self._make_table()
        self._make_sections()
        self._build()
        context.privacy.changed.connect(self._fill)

    def _make_table(self) -> None:
        columns: tuple[Column[FocusRow], ...] = (
            Column(title=_("Area"), cell=words.area_cell, width=160),
            Column(title=_("Status"), cell=words.status_cell, width=124),
            Column(title=_("Goal"), cell=self._goal_cell),
            Column(title=_("Next step"), cell=self._step_cell),
            Column(title=_("Responsible"), cell=self._responsible_cell, width=120),
            Column(title=_("Deadline"), cell=self._due_cell, width=128),
        )
        self.empty = EmptyState(
            "list-checks",
            _("No focus areas yet"),
            _("Choose the areas of »En vej ud« that matter here, each with a goal and a next step."),
            action=_("Add a focus area…"),
            action_icon="plus",
        )
        self.table = RecordTable(
            columns, name=_("Focus areas"), privacy=self._context.privacy, empty=self.empty, row_height=46
        )
        self.table.opened.connect(self._on_focus_opened)
        self.empty.pressed.connect(self._on_add_focus_pressed)
        self.add_focus_button.clicked.connect(self._on_add_focus_pressed)
        insert = QShortcut(QKeySequence("Ins"), self)
        insert.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        insert.activated.connect(self._on_add_focus_pressed)

    def _make_sections(self) -> None:
        links = {
            "parties": (_("Parties and signatures"), _("Add…")),
            "facts": (_("The case"), _("Edit…")),
            "meetings": (_("Next status meeting"), _("Call…")),
            "consent": (_("Consent"), _("Choose…")),
            "threat": (_("Threat level"), _("Write…")),
            "side": (_("Custody and safe house"), _("Write…")),
            "outcome": (_("Outcome"), ""),
            "funds": (_("Applications for funds"), _("New…")),
            "rating": (_("LS/RNR"), _("Write…")),
            "note": (_("Notes"), _("New…")),
            "document": (_("Signed papers"), _("Scan in…")),
            "paper": (_("Papers that left"), ""),
        }
        self.sections = {key: Section(title, link) for key, (title, link) in links.items()}
        asks = {"parties": "party", "meetings": "meeting", "threat": "assess"}
        for key, section in self.sections.items():
            section.link_pressed.connect(_sender(self.wanted, asks.get(key, key)))

    def _build(self) -> None:
        head = layouts.row(
            layouts.label(_("Focus areas"), level="panel"), self.summary_label, None, self.add_focus_button,
            spacing=10, margins=(16, 8, 16, 8),
        )  # fmt: skip
        left = QWidget()
        column = layouts.column(self.message, head, self.table, spacing=0)
        column.setStretch(2, 1)
        left.setLayout(column)
        inside = QWidget()
        inside.setLayout(layouts.column(*self.sections.values(), None, spacing=0))
        self.area = QScrollArea()
        self.area.setObjectName("exit_side")
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setWidget(inside)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setMinimumWidth(theme.px(270))
        for ground in (self.area.viewport(), inside):
            ground.setAutoFillBackground(False)
        splitter = Splitter(left, self.area, sizes=(880, 290), key="exit", grounds=("surface", "alt"))
        stages = layouts.row(self.stage_bar, margins=(0, 8, 0, 4))
        layout = layouts.column(layouts.rule(), stages, layouts.rule(), splitter, spacing=0)
        layout.setStretch(3, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.table)

    # -- showing -----------------------------------------------------------------------------------------------------

    @property
    def case_id(self) -> ExitCaseId | None:
        """The case that is shown."""
        return self._case_id

    @property
    def view(self) -> CaseView | None:
        """Everything about it."""
        return self._view

    @property
    def _today(self) -> date:
        return self._context.now().date()

    def open(self, case_id: ExitCaseId) -> None:
        """Show a case and write in the log that it was opened."""
        self._case_id = case_id
        self._context.operations.query(self, lambda uow: exit_views.opened(uow, case_id), self._on_view, self._on_gone)

    def reload(self) -> None:
        """Show the same case as it is now."""
        case_id = self._case_id
        if case_id is not None:
            self._context.operations.query(
                self, lambda uow: exit_views.view(uow, case_id), self._on_view, self._on_gone
            )

    def clear(self) -> None:
        """Forget everything that was shown."""
        self._case_id, self._view = None, None
        self.stage_bar.show_stages([])
        self.table.set_rows([])
        self.summary_label.clear()
        self.message.hide()
        for section in self.sections.values():
            section.show_rows([])

    def _on_gone(self, _error: object) -> None:
        self.clear()
        self.gone.emit()

    def _on_view(self, view: CaseView) -> None:
        if view.case.id != self._case_id:
            return
        self._view = view
        self._fill()
        self.shown.emit(view)

    def _fill(self) -> None:
        view = self._view
        if view is None:
            return
        self.stage_bar.show_stages(words.stages(view, self._today))
        self.summary_label.setText(words.focus_summary(view))
        self.table.set_rows(list(view.focus))
        running = view.case.open and view.case.state not in ENDED
        self.add_focus_button.setVisible(running)
        self.empty.button.setVisible(running)
        self._fill_message(view)
        self._fill_sections(view, running)

    def _fill_message(self, view: CaseView) -> None:
        if view.side is not None:
            led = _("The prison service leads until the hand-over.") if view.side.kind.value != "safe_house" else ""
            self.message.say(labels.side(view.side.kind), led, tone="warn")
        elif view.draft and view.case.open:
            self.message.say(
                _("The agreement is a draft"), _("The police have not assessed the threat yet."), tone="warn"
            )
        else:
            self.message.hide()

    def _fill_sections(self, view: CaseView, running: bool) -> None:
        privacy, today, sections = self._context.privacy, self._today, self.sections
        ask = self._ask
        rows = side.parties(view, privacy, today, ask("party"), ask("remind"))
        sections["parties"].show_rows(rows)
        of = _("{signed} of {parties}").format(signed=view.signed, parties=len(view.parties))
        sections["parties"].count_label.setText(of)
        sections["facts"].show_rows(side.facts(view, privacy))
        sections["meetings"].show_rows(side.meetings(view, today, ask("show_meeting")), empty=_("None is planned"))
        sections["consent"].show_rows(side.consent(view, today))
        sections["threat"].show_rows(side.threats(view, today))
        sections["side"].show_rows(side.sides(view, today, ask("leave_side")), empty=_("None"))
        sections["outcome"].show_rows(side.outcomes(view, today, ask("outcome")))
        sections["outcome"].setVisible(side.has_outcomes(view))
        sections["funds"].show_rows(side.funds(view, today, ask("funds"), ask("print_funds")), empty=_("None"))
        sections["rating"].show_rows(side.ratings(view, today), empty=_("None"))
        sections["note"].show_rows(
            side.notes(view, privacy, today, ask("note")), count=len(view.notes), empty=_("None yet")
        )
        sections["document"].show_rows(
            side.documents(view, today, ask("show_document"), ask("remove_document")), empty=_("None yet")
        )
        sections["paper"].show_rows(side.papers(view, privacy, today))
        sections["paper"].setVisible(bool(view.papers))
        for key, section in sections.items():
            always = key in ("document",)
            section.link_button.setVisible(
                bool(section.link_button.text()) and (view.case.open if not always else True)
            )
            section.link_button.setEnabled(not privacy.discreet)
        for key in ("parties", "meetings", "side", "rating"):
            sections[key].link_button.setVisible(running)
        sections["side"].link_button.setVisible(running and view.side is None)
        sections["side"].setVisible(running or bool(view.sides))

    def _ask(self, what: str) -> Callable[[Any], None]:
        return lambda part: self.wanted.emit(what, part)

    # -- cells -------------------------------------------------------------------------------------------------------

    def _text(self, text: str) -> str:
        name = self._view.person.name if self._view is not None else ""
        return self._context.privacy.text(text, name)

    def _goal_cell(self, row: FocusRow) -> Cell:
        return Cell(text=self._text(row.focus.goal), tip=self._text(row.focus.goal), wrap=True)

    def _step_cell(self, row: FocusRow) -> Cell:
        return Cell(text=self._text(row.focus.next_step), tip=self._text(row.focus.next_step), wrap=True)

    def _responsible_cell(self, row: FocusRow) -> Cell:
        return Cell(text=row.focus.responsible or _("you"), is_name=bool(row.focus.responsible))

    def _due_cell(self, row: FocusRow) -> Cell:
        return words.focus_due(row, self._today)

    # -- what the user does ------------------------------------------------------------------------------------------

    def _on_focus_opened(self, row: FocusRow) -> None:
        self.wanted.emit("focus", row.focus)

    def _on_add_focus_pressed(self) -> None:
        self.wanted.emit("focus", None)


def _sender(signal: Any, what: str) -> Callable[[], None]:
    def send() -> None:
        signal.emit(what, None)

    return send
