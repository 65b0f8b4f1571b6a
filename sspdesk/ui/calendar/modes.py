"""The four views: which days each shows, how far it steps, and how it is laid out."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sspdesk.domain import calendar_layout, calendar_sheets
from sspdesk.domain.calendar import Period, monday_of, month_span, next_month
from sspdesk.domain.calendar_layout import Sheet
from sspdesk.domain.school_calendar import SchoolYear, school_year
from sspdesk.i18n import _
from sspdesk.labels import calendar as labels
from sspdesk.labels import dates
from sspdesk.labels import school_calendar as year_labels


class Mode(StrEnum):
    """A way to see the calendar."""

    WEEK = "uge"
    MONTH = "maaned"
    YEAR = "skoleaar"
    LIST = "liste"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days a view shows, and what its heading says."""

    first: date
    last: date
    title: str


def title(mode: Mode) -> str:
    """Return the name of a view."""
    return {Mode.WEEK: _("Week"), Mode.MONTH: _("Month"), Mode.YEAR: _("School year"), Mode.LIST: _("List")}[mode]


def span(mode: Mode, day: date) -> Span:
    """Return the days a view shows around a day."""
    if mode is Mode.WEEK:
        first = monday_of(day)
        return Span(first=first, last=first + timedelta(days=6), title=labels.week(first))
    if mode is Mode.MONTH:
        first, last = month_span(day)
        return Span(first=first, last=last, title=labels.span(day.replace(day=1), next_month(day)))
    year = school_year(day)
    return Span(first=year.first, last=year.last, title=year_labels.year(year))


def stepped(mode: Mode, day: date, steps: int) -> date:
    """Return the day the view shows so many steps on: a week, a month, a school year."""
    if mode is Mode.WEEK:
        return day + timedelta(weeks=steps)
    if mode is Mode.MONTH:
        return next_month(day, steps)
    return SchoolYear(school_year(day).start + steps).first


def least_height(mode: Mode) -> float:
    """Return the height a view needs."""
    return {Mode.WEEK: 360.0, Mode.MONTH: 430.0, Mode.YEAR: 492.0}.get(mode, 0.0)


def draw(mode: Mode, period: Period, width: float, height: float) -> Sheet:
    """Lay a period out in a view; the list has no layout of its own."""
    words = labels.words()
    if mode is Mode.WEEK:
        return calendar_sheets.week(period, words, width=width, height=height)
    if mode is Mode.YEAR:
        months = school_year(period.first).months
        return calendar_sheets.year(period, months, words, width=width, height=height)
    return calendar_layout.month(period, words, width=width, height=height)


def full_title(span_of: Span) -> str:
    """Return the heading of a paper."""
    return f"{span_of.title} ({dates.plain_day(span_of.first)} – {dates.plain_day(span_of.last)})"
