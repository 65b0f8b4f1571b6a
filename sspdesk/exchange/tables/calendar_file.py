"""A calendar file (RFC 5545) as rows, one an occurrence; runs in the limited child process.

A row is: UID, the occurrence's own name inside its series (empty for a single event), SEQUENCE, STATUS, start, end,
title, place. Times are local (Europe/Copenhagen) without a zone; a whole day is a date, and its end the day after the
last. A row without a start is an event that could not be read.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil.rrule import rrulestr
from icalendar import Calendar, Component
from icalendar.error import BrokenCalendarProperty
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from sspdesk.domain.errors import KnownError
from sspdesk.exchange.tables.guards import refuse
from sspdesk.exchange.tables.text import decoded
from sspdesk.exchange.tables.workbook import Cell, Sheet

MAX_EVENTS = 20_000
MAX_OF_SERIES = 2_000
MAX_TEXT = 500
_BACK, _AHEAD = timedelta(days=400), timedelta(days=3 * 366)
"""How much of a series without an end is kept, around the day of reading."""

_HOME = ZoneInfo("Europe/Copenhagen")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
Moment = date | datetime
Row = tuple[Cell, ...]


def read_calendar(data: bytes) -> Sheet:
    """Return the events of a calendar file; raises KnownError "list_corrupt" or, for too many, "list_bomb"."""
    text = _whole(decoded(data))
    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except (ValueError, KeyError, IndexError, AttributeError, TypeError):
        raise KnownError("list_corrupt") from None
    events = [event for one in calendars for event in one.walk("VEVENT")]
    cancelled = any(_words(one, "METHOD").upper() == "CANCEL" for one in calendars)
    rows: list[Row] = []
    for group in _by_uid(events):
        rows += [_cancelled(row) if cancelled else row for row in _rows_of(group)]
        if len(rows) > MAX_EVENTS:
            raise refuse("events")
    return Sheet(rows=tuple(rows))


def _whole(text: str) -> str:
    """Return the text with one kind of line end; raises KnownError where the file was cut off."""
    lines = [line.rstrip("\r") for line in text.replace("\r\n", "\n").split("\n")]
    begun = sum(line.strip().upper() == "BEGIN:VCALENDAR" for line in lines)
    ended = sum(line.strip().upper() == "END:VCALENDAR" for line in lines)
    if not begun or begun != ended:
        raise KnownError("list_corrupt")
    return "\r\n".join(lines)


def _by_uid(events: Iterable[Component]) -> list[list[Component]]:
    """Return the events that belong together: a series and its changed occurrences have one UID."""
    found: dict[str, list[Component]] = {}
    for number, event in enumerate(events):
        found.setdefault(_words(event, "UID") or f"\x00{number}", []).append(event)
    return list(found.values())


def _rows_of(group: list[Component]) -> list[Row]:
    masters = [event for event in group if "RECURRENCE-ID" not in event]
    changed: dict[Moment, Component] = {}
    rows: list[Row] = []
    for event in group:
        if event not in masters:
            moment = _moment(event, "RECURRENCE-ID")
            if moment is None:
                rows.append(_unread(event))
            elif _sequence(event) >= _sequence(changed.get(moment)):
                changed[moment] = event
    if masters:
        rows += _of_master(max(masters, key=_sequence), changed)
    rows += [_row(event, _moment(event, "DTSTART"), name=moment) for moment, event in changed.items()]
    return rows


def _of_master(master: Component, changed: dict[Moment, Component]) -> list[Row]:
    start = _moment(master, "DTSTART")
    if start is None:
        return [_unread(master)]
    if "RRULE" not in master and "RDATE" not in master:
        return [_row(master, start)]
    try:
        days = list(_occurrences(master, start))
    except (ValueError, KeyError, TypeError, OverflowError, AttributeError, BrokenCalendarProperty):
        return [_unread(master)]
    return [_row(master, day, name=day) for day in days if day not in changed]


def _occurrences(master: Component, start: Moment) -> Iterator[Moment]:
    """Yield when a series takes place, in local time. Its clock time is that of its own zone, in summer and winter."""
    whole = not isinstance(start, datetime)
    zone = None if whole else _zone(master["DTSTART"])
    first = datetime.combine(start, time()) if not isinstance(start, datetime) else _in_zone(start, zone)
    without = set(_listed(master, "EXDATE"))
    found = {start, *_listed(master, "RDATE")}
    for rule in _as_list(master.get("RRULE")):
        found |= {_home(day, zone, whole=whole) for day in _ruled(rule, first, zone)}
    days = {one.date() if isinstance(one, datetime) else one for one in without if not isinstance(one, datetime)}
    for moment in sorted(found, key=_sorting):
        day = moment.date() if isinstance(moment, datetime) else moment
        if moment not in without and day not in days:
            yield moment


def _ruled(rule: Any, first: datetime, zone: tzinfo | None) -> Iterator[datetime]:
    parts = {name.upper(): values for name, values in rule.items()}
    if _TOO_OFTEN & {str(freq).upper() for freq in parts.get("FREQ", [])}:
        raise ValueError
    until = parts.get("UNTIL", [None])[0]
    words = ";".join(part for part in rule.to_ical().decode().split(";") if not part.upper().startswith("UNTIL"))
    last = _until(until, first, zone)
    endless = until is None and "COUNT" not in parts
    today = datetime.combine(date.today(), time())
    kept = 0
    for day in rrulestr(f"RRULE:{words}", dtstart=first):
        if day > last or (endless and day > today + _AHEAD) or kept >= MAX_OF_SERIES:
            return
        if not endless or day >= today - _BACK:
            kept += 1
            yield day


def _until(until: Any, first: datetime, zone: tzinfo | None) -> datetime:
    if until is None:
        return datetime(9999, 12, 31)
    if not isinstance(until, datetime):
        return datetime.combine(until, time.max)
    return until.astimezone(zone or _HOME).replace(tzinfo=None) if until.tzinfo is not None else until


def _listed(event: Component, name: str) -> Iterator[Moment]:
    for values in _as_list(event.get(name)):
        for value in getattr(values, "dts", ()):
            moment = value.dt[0] if isinstance(value.dt, tuple) else value.dt
            yield _local(moment, values.params.get("TZID", ""))


def _as_list(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _sorting(moment: Moment) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time())


# -- moments -----------------------------------------------------------------------------------------------------------


def _moment(event: Component, name: str) -> Moment | None:
    value = event.get(name)
    try:
        moment = value.dt
        return _local(moment, value.params.get("TZID", "")) if isinstance(moment, date) else None
    except (AttributeError, ValueError, OverflowError, BrokenCalendarProperty):
        return None


def _local(moment: Moment, name: str) -> Moment:
    """Return a date as it is, and a time as the clock in Copenhagen shows it; one without a zone is ours."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None and name:
        moment = moment.replace(tzinfo=_named(name) or _HOME)
    elif (zone := _named(name)) is not None:
        moment = moment.replace(tzinfo=zone)
    return moment.replace(microsecond=0) if moment.tzinfo is None else _bare(moment.astimezone(_HOME))


def _bare(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None, microsecond=0, fold=0)


def _named(name: str) -> tzinfo | None:
    """Return the zone of a name, also of Windows' own names ("Romance Standard Time"); None for an unknown one."""
    plain = str(name).strip().strip('"')
    try:
        return ZoneInfo(WINDOWS_TO_OLSON.get(plain, plain)) if plain else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return _HOME if "Copenhagen" in plain else None


def _zone(start: Any) -> tzinfo | None:
    return _named(start.params.get("TZID", "")) or start.dt.tzinfo


def _in_zone(moment: datetime, zone: tzinfo | None) -> datetime:
    return moment if zone is None else _bare(moment.replace(tzinfo=_HOME).astimezone(zone))


def _home(day: datetime, zone: tzinfo | None, *, whole: bool) -> Moment:
    if whole:
        return day.date()
    return day if zone is None else _bare(day.replace(tzinfo=zone).astimezone(_HOME))


# -- rows --------------------------------------------------------------------------------------------------------------


def _row(event: Component, start: Moment | None, *, name: Moment | None = None) -> Row:
    if start is None:
        return _unread(event)
    end = start + _length(event)
    own = name.strftime("%Y%m%dT%H%M%S" if isinstance(name, datetime) else "%Y%m%d") if name is not None else None
    status = _words(event, "STATUS").upper()
    return (
        _words(event, "UID"), own, _sequence(event), status, start, end, _words(event, "SUMMARY"),
        _words(event, "LOCATION"),
    )  # fmt: skip


def _cancelled(row: Row) -> Row:
    return (*row[:3], "CANCELLED", *row[4:])


def _unread(event: Component) -> Row:
    uid, title = _words(event, "UID"), _words(event, "SUMMARY")
    return (uid, None, 0, "", None, None, title, None)


def _length(event: Component) -> timedelta:
    """Return how long an event lasts: by its end, its DURATION, or a day or an hour where it says nothing."""
    start, end = _moment(event, "DTSTART"), _moment(event, "DTEND")
    whole = not isinstance(start, datetime)
    lasts = _duration(event)
    if start is not None and end is not None and isinstance(end, datetime) is not whole:
        length = _sorting(end) - _sorting(start)
    else:
        length = lasts if isinstance(lasts, timedelta) else timedelta(days=1) if whole else timedelta(hours=1)
    least, most = (timedelta(days=1), timedelta(days=366)) if whole else (timedelta(minutes=1), timedelta(days=31))
    return min(max(length, least), most)


def _duration(event: Component) -> object:
    value: Any = event.get("DURATION")
    try:
        return value.dt
    except (AttributeError, BrokenCalendarProperty):
        return None


def _sequence(event: Component | None) -> int:
    try:
        return max(int(str(event["SEQUENCE"])), 0) if event is not None else -1
    except (KeyError, ValueError, TypeError):
        return 0


def _words(event: Component, name: str) -> str:
    value = event.get(name, "")
    first = value[0] if isinstance(value, list) and value else value
    return " ".join(_CONTROL.sub(" ", str(first)).split())[:MAX_TEXT]
