"""The calendar as a list: one entry a row, by date."""

from collections.abc import Callable, Sequence
from datetime import date

from sspdesk.domain.calendar import Entry, EntryKind, Period
from sspdesk.i18n import _
from sspdesk.labels import calendar as labels
from sspdesk.labels import dates
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column, GroupRow
from sspdesk.ui.shared.panels import EmptyState
from sspdesk.ui.shared.table import RecordTable


def make_list(today: Callable[[], date]) -> RecordTable[Entry]:
    """Return the table; ``set_rows(rows(period))`` fills it."""
    columns: tuple[Column[Entry], ...] = (
        Column(title=_("Date"), cell=lambda one: Cell(text=dates.day(one.day), strong=one.day == today()), width=170),
        Column(title=_("Time"), cell=lambda one: Cell(text=_time(one)), width=130),
        Column(title=_("What"), cell=_what, width=330),
        Column(title=_("Week"), cell=_week, width=110),
        Column(title=_("Kind"), cell=lambda one: Cell(text=labels.kind(one.kind))),
    )
    empty = EmptyState(
        "calendar-days",
        _("Nothing in this school year"),
        _("Meetings come from the forums' series and from calendar files; deadlines come by themselves."),
    )
    return RecordTable(columns, name=_("Calendar"), empty=empty, row_height=34)


def rows(period: Period) -> Sequence[Entry | GroupRow]:
    """Return the entries under the name of their month."""
    found: list[Entry | GroupRow] = []
    by_month: dict[tuple[int, int], list[Entry]] = {}
    for entry in period.entries:
        by_month.setdefault((entry.day.year, entry.day.month), []).append(entry)
    for (year, month), entries in by_month.items():
        name = dates.month(date(year, month, 1))
        found.append(GroupRow(title=name[:1].upper() + name[1:], detail=str(len(entries)), icon="calendar-days"))
        found += entries
    return found


def _time(one: Entry) -> str:
    if not one.timed or one.ends is None:
        return _("all day") if one.kind is EntryKind.MEETING else ""
    return dates.clock_span(one.starts.time(), one.ends.time())


def _what(one: Entry) -> Cell:
    return Cell(badges=(BadgeSpec(one.title, one.icon, one.tone),), second="", detail=one.detail)


def _week(one: Entry) -> Cell:
    week = one.day.isocalendar().week
    return Cell(text=dates.week(one.day), detail=_("even") if week % 2 == 0 else "")
