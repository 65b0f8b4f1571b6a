"""The deadlines of "I dag": overdue, today, this week; Enter handles one, the space bar marks it as done."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from sspdesk.domain.tasks import DueGroup, TaskKind
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.labels import tasks as words
from sspdesk.services.tasks import Due, TaskRow
from sspdesk.services.today import Today
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind, set_tip
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column, GroupRow
from sspdesk.ui.shared.choices import Segment, SegmentedControl
from sspdesk.ui.shared.panels import EmptyState, Panel
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shared.table import RecordTable

_LOOKS = {
    DueGroup.OVERDUE: ("octagon-alert", "danger"),
    DueGroup.TODAY: ("clock", "warn"),
    DueGroup.WEEK: ("calendar-days", "muted"),
    DueGroup.LATER: ("calendar-days", "muted"),
    DueGroup.UNDATED: ("circle", "muted"),
}
_ICONS = {
    TaskKind.OFFER_TALK: "messages-square",
    TaskKind.AWAIT_REPLY: "hourglass",
    TaskKind.HOLD_TALK: "messages-square",
    TaskKind.FOLLOW_UP: "messages-square",
    TaskKind.REOFFER: "refresh-cw",
    TaskKind.AGREEMENT: "heart-handshake",
    TaskKind.STREET_TEAM: "footprints",
    TaskKind.NOTIFICATION: "megaphone",
    TaskKind.CHASE_RECEIPT: "megaphone",
    TaskKind.DUTY_TO_INFORM: "info",
    TaskKind.RENEW_CONSENT: "file-check-2",
    TaskKind.MEETING_ACTION: "users-round",
    TaskKind.YEAR_WHEEL: "calendar-days",
    TaskKind.ASK_CONSENT: "file-check-2",
    TaskKind.RELEASE_NOTICE: "sunrise",
    TaskKind.RELEASE_PLAN: "sunrise",
    TaskKind.RELEASE_APPROACH: "sunrise",
    TaskKind.RELEASE_PAROLE: "sunrise",
    TaskKind.RELEASE_ACTIVE: "sunrise",
    TaskKind.RELEASE_EXPENSES: "sunrise",
    TaskKind.RELEASE_CONTACT_1: "phone",
    TaskKind.RELEASE_CONTACT_2: "phone",
    TaskKind.RELEASE_ITEM: "square-check-big",
    TaskKind.RELEASE_VISIT: "sunrise",
    TaskKind.OWN: "list-checks",
}
_FIRST_GROUPS = (DueGroup.OVERDUE, DueGroup.TODAY, DueGroup.WEEK)


class DeadlinesPanel(Panel):
    """``handled`` carries the row whose link or Enter was pressed, ``done`` the one that is done, ``moved`` the one
    whose deadline is to be moved; ``mine_changed`` says whether only one's own are wanted.
    """

    handled = Signal(object)
    done = Signal(object)
    moved = Signal(object)
    mine_changed = Signal(bool)

    def __init__(self, privacy: Privacy, now: Callable[[], datetime]) -> None:
        super().__init__(_("Deadlines"), padded=False)
        self._now = now
        self._today: Today | None = None
        self._later = False
        segments = [Segment(False, _("All")), Segment(True, _("Only mine"))]
        self.mine = SegmentedControl(segments, name=_("Whose deadlines"), value=False)
        self.mine.value_changed.connect(lambda: self.mine_changed.emit(bool(self.mine.value)))
        self.tools.addWidget(layouts.label(_("Show"), tone="muted"))
        self.tools.addWidget(self.mine)
        columns: tuple[Column[TaskRow], ...] = (
            Column(title=_("What"), cell=_what, width=210),
            Column(title=_("Whom"), cell=_whom),
            Column(title=_("When"), cell=self._when, width=100),
            Column(title="", cell=self._badge, width=122),
            Column(title="", cell=_link, width=88, align_right=True),
        )
        empty = EmptyState("circle-check", _("No deadlines"), _("What is decided at meetings and in talks comes here."))
        self.table: RecordTable[TaskRow] = RecordTable(
            columns, name=_("Deadlines"), privacy=privacy, empty=empty, row_height=36, show_header=False
        )
        self.done_button = Button(_("Done"), icon="check", compact=True, name="task_done_button")
        set_tip(self.done_button, "", "Space")
        self.move_button = Button(
            _("Deadline and responsible…"), icon="calendar-clock", compact=True, name="task_move_button"
        )
        self.more_label = layouts.label(tone="muted", level="small")
        self.more_button = Button(_("Show later ones"), kind=Kind.LINK, name="later_button")
        foot = layouts.row(
            self.done_button, self.move_button, None, self.more_label, self.more_button, margins=(12, 6, 12, 6)
        )
        self.body.addWidget(self.table, 1)
        self.body.addWidget(layouts.box(foot, role="page-footer"))
        self.table.opened.connect(self.handled)
        self.table.action_pressed.connect(lambda row, _column: self.handled.emit(row))
        self.done_button.clicked.connect(self._on_done)
        self.move_button.clicked.connect(self._on_moved)
        self.more_button.clicked.connect(self._on_more)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_done)

    def show_today(self, today: Today) -> None:
        """Show the groups; empty ones are left out, but "I dag" always stands there."""
        self._today = today
        kept = self.table.current
        rows: list[TaskRow | GroupRow] = []
        shown = list(DueGroup) if self._later else list(_FIRST_GROUPS)
        total = sum(today.of(group).count for group in DueGroup)
        for group in shown:
            due = today.of(group)
            if due.count or (group is DueGroup.TODAY and total):
                rows.append(_heading(due))
                rows += due.rows
        self.table.set_rows(rows if total else [])
        self.set_detail(ngettext("{count} in all", "{count} in all", total).format(count=dates.number(total)))
        left = today.of(DueGroup.LATER).count + today.of(DueGroup.UNDATED).count
        told = ngettext("Later there is {count} deadline.", "Later there are {count} deadlines.", left)
        self.more_label.setText(told.format(count=dates.number(left)) if left and not self._later else "")
        self.more_button.setVisible(bool(left))
        self.more_button.set_words(_("Show this week only") if self._later else _("Show later ones"))
        if kept is None or not self.table.select(lambda one: one.task.id == kept.task.id):
            self.table.select(lambda _one: True)

    def point_at(self, task_id: int) -> bool:
        """Choose a task, also one that is due later; return False where it is not among the rows."""
        today = self._today
        if today is None:
            return False
        groups = {group for group in DueGroup for row in today.of(group).rows if row.task.id == task_id}
        if groups - set(_FIRST_GROUPS) and not self._later:
            self._on_more()
        return self.table.select(lambda one: one.task.id == task_id)

    def _when(self, row: TaskRow) -> Cell:
        day = dates.day_short(row.task.due) if row.task.due is not None else ""
        return Cell(text=day, tip=words.how_found(row.task, self._now().date(), row.moved))

    def _badge(self, row: TaskRow) -> Cell:
        due = row.task.due
        return Cell(badges=(_badge(due, self._now().date()),) if due is not None else ())

    def _on_done(self) -> None:
        row = self.table.current
        if row is not None:
            self.done.emit(row)

    def _on_moved(self) -> None:
        row = self.table.current
        if row is not None:
            self.moved.emit(row)

    def _on_more(self) -> None:
        self._later = not self._later
        if self._today is not None:
            self.show_today(self._today)


def _heading(due: Due) -> GroupRow:
    icon, tint = _LOOKS[due.group]
    told = ngettext("{count} deadline", "{count} deadlines", due.count).format(count=dates.number(due.count))
    return GroupRow(
        title=words.due_group(due.group), detail=told if due.count else _("No deadlines"), icon=icon, tint=tint
    )


def _badge(due: date, today: date) -> BadgeSpec:
    days = (due - today).days
    if days < 0:
        return BadgeSpec(
            ngettext("{count} day overdue", "{count} days overdue", -days).format(count=dates.number(-days)),
            "octagon-alert",
            "danger",
        )
    if days == 0:
        return BadgeSpec(_("Today"), "clock", "warn")
    return BadgeSpec(ngettext("{count} day", "{count} days", days).format(count=days), "calendar-days")


def _what(row: TaskRow) -> Cell:
    return Cell(text=words.kind(row.task.kind), icon=_ICONS[row.task.kind], strong=True)


def _whom(row: TaskRow) -> Cell:
    """Return whom a deadline is about with age, and what it is about or the school; who has it where it is another."""
    if not row.name:
        return Cell(text=row.task.title or row.responsible, detail=row.responsible if row.task.title else "")
    age = dates.age(row.age) if row.age is not None else ""
    parts = (age, row.task.title or row.school, row.responsible)
    return Cell(text=row.name, is_name=True, detail=" · ".join(part for part in parts if part), hide_detail=True)


def _link(row: TaskRow) -> Cell:
    return Cell(action=words.link(row.task.kind))
