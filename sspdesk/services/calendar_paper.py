"""Gathers the calendar as it is printed (DOC-30): meetings, holidays, shifts and the year wheel, and no person."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date

from sspdesk.domain.calendar import HOLIDAYS, Entry, EntryKind, Group, Period
from sspdesk.domain.calendar_layout import Sheet
from sspdesk.domain.papers import Letterhead
from sspdesk.i18n import _
from sspdesk.labels import calendar as labels
from sspdesk.labels import dates
from sspdesk.reports.calendar_sheet import CalendarPaper, ListLine, room
from sspdesk.services import calendar
from sspdesk.storage.unit_of_work import UnitOfWork

Draw = Callable[[Period, float, float], Sheet]
_PIXELS = {False: 1250.0, True: 1640.0}
"""How many pixels wide a calendar is laid out for A4 and A3: the more, the smaller its letters."""


def gather(
    uow: UnitOfWork,
    *,
    title: str,
    first: date,
    last: date,
    hidden: Collection[str],
    draw: Draw | None,
    large: bool,
) -> CalendarPaper:
    """Return the paper of a period; without ``draw`` it is the list. Talks and deadlines never stand on it."""
    period = calendar.period(uow, first, last, calendar.WITHOUT_PERSONS).without(hidden)
    settings = uow.settings()
    paper = Letterhead(
        municipality=settings.municipality,
        unit=settings.unit,
        printed_at=uow.now,
        printed_by=settings.consultant or uow.user,
        demo=settings.demo,
    )
    chart = None
    if draw is not None:
        wide, high = room(large=large)
        pixels = _PIXELS[large]
        chart = draw(_without_today(period), pixels, pixels * high / wide).chart
    return CalendarPaper(
        paper=paper,
        title=_("Meeting calendar"),
        subtitle=title,
        groups=_groups(period),
        chart=chart,
        heads=(_("Date"), _("Time"), _("What"), _("Week"), _("Kind")),
        lines=_lines(period) if draw is None else (),
        large=large,
    )


def _without_today(period: Period) -> Period:
    """A paper is read on other days than it was printed on."""
    days = tuple(replace(day, today=False) for day in period.days)
    return Period(days=days, entries=period.entries, groups=period.groups)


def _groups(period: Period) -> tuple[Group, ...]:
    """Return the colours that stand on the paper, with their words."""
    there = {entry.group for entry in period.entries}
    return tuple(group for group in period.groups if group.key in there and group.key != HOLIDAYS)


def _lines(period: Period) -> tuple[ListLine, ...]:
    found: list[ListLine] = []
    month = ""
    for entry in period.entries:
        name = dates.month(entry.day)
        if name != month:
            month = name
            found.append(ListLine(month=name[:1].upper() + name[1:]))
        found.append(ListLine(cells=_cells(entry)))
    return tuple(found)


def _cells(entry: Entry) -> tuple[str, ...]:
    when = ""
    if entry.timed and entry.ends is not None:
        when = dates.clock_span(entry.starts.time(), entry.ends.time())
    elif entry.kind is EntryKind.MEETING:
        when = _("all day")
    title = f"{entry.title} · {entry.detail}" if entry.detail else entry.title
    return (dates.day(entry.day), when, title, dates.week(entry.day), labels.kind(entry.kind))
