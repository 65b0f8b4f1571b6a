"""Reads a calendar file through the limited child process that reads lists too."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

from sspdesk.domain.calendar_files import SPLIT, CalendarEvent, CalendarFile
from sspdesk.exchange.tables.reading import read as read_tables
from sspdesk.exchange.tables.workbook import Cell, Kind


def _nothing(_done: float) -> None:
    return None


def _never() -> bool:
    return False


def read(
    path: Path, *, progress: Callable[[float], None] = _nothing, cancelled: Callable[[], bool] = _never
) -> CalendarFile:
    """Return the events of a calendar file; raises KnownError with one of the ``list_…`` codes."""
    book = read_tables(path, progress=progress, cancelled=cancelled, kinds=frozenset({Kind.ICS}))
    events, unread = [], []
    for row in book.sheets[0].rows:
        event = event_of(row)
        if event is None:
            unread.append(str(row[6] or "") if len(row) > 6 else "")
        else:
            events.append(event)
    return CalendarFile(events=tuple(events), unread=tuple(unread))


def event_of(row: tuple[Cell, ...]) -> CalendarEvent | None:
    """Return a row of ``tables.calendar_file`` as an event; None for one without a start or a name."""
    uid, name, sequence, status, start, end, title, place = (*row, *([None] * 8))[:8]
    if not uid or not isinstance(start, date) or not isinstance(end, date):
        return None
    return CalendarEvent(
        uid=f"{uid}{SPLIT}{name}" if name else str(uid),
        sequence=sequence if isinstance(sequence, int) else 0,
        cancelled=status == "CANCELLED",
        starts=_moment(start),
        ends=_moment(end),
        whole_days=not isinstance(start, datetime),
        title=str(title or ""),
        place=str(place or ""),
    )


def _moment(value: date) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time())
