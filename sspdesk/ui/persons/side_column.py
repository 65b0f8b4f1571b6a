"""The right column of a person's page: parents, the duty to inform, open tasks, the latest disclosures."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from sspdesk.domain.persons import DutyState
from sspdesk.i18n import _
from sspdesk.services.person_view import PersonView
from sspdesk.ui import theme
from sspdesk.ui.persons import words
from sspdesk.ui.persons.side_parts import Section, TaskBox, disclosure_row, guardian_row
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import IconButton
from sspdesk.ui.shared.panels import Badge
from sspdesk.ui.shared.privacy import Privacy

_DISCLOSURES_SHOWN = 3


class SideColumn(QScrollArea):
    """Every action is a signal; the person pane answers it."""

    guardian_asked = Signal(object)
    """A ``Guardian`` to be edited, or None for a new one."""
    duty_asked = Signal()
    task_asked = Signal()
    task_done = Signal(object)
    disclosures_asked = Signal()

    def __init__(self, privacy: Privacy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side_column")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(theme.px(240))
        self._privacy = privacy
        self._view: PersonView | None = None
        self._today = date.min
        self.guardians = Section(_("Parents"), _("Add parent"))
        self.duty = Section(_("Duty to inform"), _("Answer"))
        self.tasks = Section(_("Open tasks"), _("New task"))
        self.disclosures = Section(_("Disclosures"), _("See all"))
        inside = QWidget()
        inside.setProperty("role", "alt")
        column = self._column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for section in (self.guardians, self.duty, self.tasks, self.disclosures):
            column.addWidget(section)
        column.addStretch()
        self.setWidget(inside)
        self.guardians.link_pressed.connect(partial(self.guardian_asked.emit, None))
        self.duty.link_pressed.connect(self.duty_asked)
        self.tasks.link_pressed.connect(self.task_asked)
        self.disclosures.link_pressed.connect(self.disclosures_asked)
        privacy.changed.connect(self._fill)

    def insert_section(self, place: int, section: Section) -> None:
        """Put a section that fills itself among the others, e.g. the consents."""
        self._column.insertWidget(place, section)

    def show_view(self, view: PersonView, today: date) -> None:
        """Show the person as they are now."""
        self._view, self._today = view, today
        self._fill()

    def _fill(self) -> None:
        view = self._view
        if view is None:
            return
        self._fill_guardians(view)
        self._fill_duty(view)
        self._fill_tasks(view)
        shown = [disclosure_row(left, self._privacy, view.school) for left in view.disclosures[:_DISCLOSURES_SHOWN]]
        self.disclosures.show_rows(shown, count=len(view.disclosures), empty=_("Nothing has been disclosed"))
        self.disclosures.link_button.setVisible(bool(shown))

    def _fill_guardians(self, view: PersonView) -> None:
        rows = []
        for guardian in view.guardians:
            edit = IconButton(_("Edit parent"), "notebook-pen", bare=True)
            edit.setEnabled(not self._privacy.discreet)
            edit.clicked.connect(partial(_tell, self.guardian_asked, guardian))
            rows.append(guardian_row(guardian, self._privacy, edit))
        self.guardians.show_rows(rows, count=len(rows), empty=_("No parents written yet"))
        self.guardians.link_button.setEnabled(not self._privacy.discreet)

    def _fill_duty(self, view: PersonView) -> None:
        badge = Badge()
        badge.set_badge(words.duty_badge(view))
        line = layouts.row(badge, None)
        box = QWidget()
        said = words.duty_line(view, self._today)
        text = layouts.label(said, level="small", tone=words.duty_tone(view, self._today), wrap=True)
        text.setVisible(bool(said))
        box.setLayout(layouts.column(line, text, spacing=4))
        self.duty.show_rows([box])
        missing = view.person.duty_state is DutyState.MISSING
        self.duty.link_button.set_words(_("Answer…") if missing else _("Change…"))

    def _fill_tasks(self, view: PersonView) -> None:
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.tasks.isAncestorOf(focus)
        rows: list[TaskBox] = []
        for row in view.open_tasks:
            title, under, tone = words.task_lines(row, self._today)
            box = TaskBox(row, self._privacy.text(title, view.person.name), under, tone)
            box.done.connect(partial(self._on_task_done, box))
            rows.append(box)
        self.tasks.show_rows(list(rows), count=len(rows), empty=_("No open tasks"))
        if had_focus:  # the row that had it is a new one now, or gone
            (rows[0].box if rows else self.tasks.link_button).setFocus()

    def _on_task_done(self, box: TaskBox, _row: object) -> None:
        self.task_done.emit(box)


def _tell(signal: object, guardian: object, _checked: bool = False) -> None:
    signal.emit(guardian)  # type: ignore[attr-defined]  # a bound signal, which the stubs do not name
