"""All meetings of the Wednesday group: planned, held and approved, with their lines; Enter opens one."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.meetings import MeetingState
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.labels import wednesday as labels
from sspdesk.services.meetings import MeetingItem
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column
from sspdesk.ui.shared.panels import EmptyState, Panel
from sspdesk.ui.shared.table import RecordTable
from sspdesk.ui.wednesday import words


class MeetingOverview(QWidget):
    """``opened`` carries the id of the meeting to show."""

    opened = Signal(int)
    plan_pressed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("meeting_overview")
        self._today = today
        empty = EmptyState(
            "calendar-plus",
            _("No meetings yet"),
            _("Plan the first meeting of the Wednesday group. Its members are invited by themselves."),
            action=_("Plan meeting …"),
        )
        columns: list[Column[MeetingItem]] = [
            Column(title=_("Date"), cell=self._date, width=300),
            Column(title=_("Place"), cell=lambda item: Cell(text=item.meeting.place, tint="muted")),
            Column(title=_("Lines"), cell=_lines, width=220),
            Column(title=_("State"), cell=self._state, width=190),
            Column(title="", cell=lambda _item: Cell(action=_("Open meeting")), width=120, align_right=True),
        ]
        self.table: RecordTable[MeetingItem] = RecordTable(columns, name=_("Meetings"), empty=empty)
        panel = Panel(padded=False)
        panel.body.addWidget(self.table)
        self.setLayout(layouts.column(panel, margins=(16, 12, 16, 16)))
        self.setFocusProxy(self.table)
        self.table.opened.connect(self._on_opened)
        self.table.action_pressed.connect(self._on_opened)
        empty.pressed.connect(self.plan_pressed)

    def show_meetings(self, items: Sequence[MeetingItem], current: int | None) -> None:
        """Show the meetings, newest first, and choose one."""
        self.table.set_rows(items)
        if items:
            self.table.select(lambda item: item.meeting.id == current)

    def _date(self, item: MeetingItem) -> Cell:
        start, end = item.meeting.starts_at, item.meeting.ends_at
        day = dates.day_in_list(start.date(), self._today())
        return Cell(text=day, detail=words.joined(words.time_span(start, end), dates.week(start.date())), strong=True)

    def _state(self, item: MeetingItem) -> Cell:
        state = item.meeting.state
        icon, tone = words.phase(state)
        going_on = state is MeetingState.HELD and item.meeting.starts_at.date() == self._today()
        text = _("Going on") if going_on else labels.meeting_state(state)
        return Cell(badges=(BadgeSpec(text, icon, tone),))

    def _on_opened(self, item: MeetingItem, _column: int = 0) -> None:
        self.opened.emit(item.meeting.id)


def _lines(item: MeetingItem) -> Cell:
    if not item.lines:
        return Cell(text=_("no lines"), tint="muted")
    lines = ngettext("{count} line", "{count} lines", item.lines).format(count=item.lines)
    missing = item.lines - item.decided
    return Cell(text=lines, detail=_("{count} without a decision").format(count=missing) if missing else "")
