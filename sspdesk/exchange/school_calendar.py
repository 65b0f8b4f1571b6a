"""Reads a municipality's school holidays from a list (from, to, name) or a calendar file."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sspdesk.domain.calendar_files import CalendarEvent, last_day
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.names import fold
from sspdesk.domain.school_calendar import UnreadBreak, check_break
from sspdesk.domain.workdays import SchoolBreak
from sspdesk.exchange.icalendar.reading import event_of
from sspdesk.exchange.tables.reading import read as read_tables
from sspdesk.exchange.tables.workbook import Cell, Kind, Sheet

_HEADS = {
    "first": (
        "fra",
        "start",
        "startdato",
        "foerste dag",
        "foerste feriedag",
        "begynder",
        "fra dato",
        "dato",
        "start dato",
    ),
    "last": ("til", "slut", "slutdato", "sidste dag", "sidste feriedag", "slutter", "til dato", "slut dato"),
    "name": ("navn", "ferie", "beskrivelse", "titel", "emne", "aarsag"),
}
_FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%y", "%d.%m.%y", "%d/%m/%y", "%Y%m%d")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCalendar:
    """The holidays of a file and the rows that are none."""

    breaks: tuple[SchoolBreak, ...]
    unread: tuple[UnreadBreak, ...] = ()


def read(path: Path) -> ReadCalendar:
    """Return what a file holds; raises KnownError, "school_calendar_empty" where it holds no holiday at all."""
    book = read_tables(path, kinds=frozenset(Kind) - {Kind.HTML})
    sheet = book.sheets[0]
    found = _of_events(sheet) if book.kind is Kind.ICS else _of_table(sheet)
    if not found.breaks and not found.unread:
        raise KnownError("school_calendar_empty")
    return found


def _of_events(sheet: Sheet) -> ReadCalendar:
    """Take the whole days of a calendar file; a meeting at a clock time is no holiday."""
    events = [event_of(row) for row in sheet.rows]
    whole = [event for event in events if event is not None and event.whole_days and not event.cancelled]
    breaks: list[SchoolBreak] = []
    unread: list[UnreadBreak] = []
    for number, event in enumerate(whole, 1):
        _keep(number, _break_of(event), breaks, unread)
    return ReadCalendar(breaks=tuple(breaks), unread=tuple(unread))


def _break_of(event: CalendarEvent) -> SchoolBreak:
    return SchoolBreak(name=event.title, first=event.starts.date(), last=last_day(event))


def _keep(number: int, one: SchoolBreak, breaks: list[SchoolBreak], unread: list[UnreadBreak]) -> None:
    try:
        breaks.append(check_break(one, ()))
    except DomainError as error:
        unread.append(UnreadBreak(row=number, code=error.code))


def _of_table(sheet: Sheet) -> ReadCalendar:
    columns, start = _columns(sheet)
    breaks: list[SchoolBreak] = []
    unread: list[UnreadBreak] = []
    for number in range(start, len(sheet.rows)):
        if not any(cell is not None for cell in sheet.rows[number]):
            continue
        first = _day(sheet.cell(number, columns["first"]))
        last = _day(sheet.cell(number, columns["last"])) or first
        if first is None or last is None:
            unread.append(UnreadBreak(row=number + 1, code="break_date_unread"))
            continue
        name = str(sheet.cell(number, columns["name"]) or "")
        _keep(number + 1, SchoolBreak(name=name, first=first, last=last), breaks, unread)
    return ReadCalendar(breaks=tuple(breaks), unread=tuple(unread))


def _columns(sheet: Sheet) -> tuple[dict[str, int], int]:
    """Return the columns by their headings, and the first row after them; without headings: from, to, name."""
    for number, row in enumerate(sheet.rows[:5]):
        heads = {fold(str(cell)): at for at, cell in enumerate(row) if cell is not None}
        found = {what: next((heads[word] for word in words if word in heads), None) for what, words in _HEADS.items()}
        if found["first"] is not None and found["name"] is not None:
            last = found["last"] if found["last"] is not None else found["first"]
            return {"first": found["first"], "last": last, "name": found["name"]}, number + 1
    return {"first": 0, "last": 1, "name": 2}, 0


def _day(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 30_000 < cell < 80_000:
        return date(1899, 12, 30) + timedelta(days=int(cell))
    words = " ".join(str(cell or "").replace(" ", "").split())
    for form in _FORMATS:
        try:
            return datetime.strptime(words, form).date()
        except ValueError:
            continue
    return None
