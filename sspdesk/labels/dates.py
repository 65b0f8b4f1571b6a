"""Writes dates, times and numbers the Danish way: "ons. 25. nov. 2026 kl. 9.00", "uge 48", "1.630", "64 %"."""

from datetime import date, datetime, time
from functools import cache
from typing import TYPE_CHECKING

from sspdesk.i18n import _, ngettext

if TYPE_CHECKING:
    from babel import Locale

NBSP = "\N{NO-BREAK SPACE}"
_EN_DASH = "\N{EN DASH}"


@cache
def _locale() -> "Locale":
    from babel import Locale  # noqa: PLC0415 - reads the locale files, so not before the first date is written

    return Locale.parse("da")


@cache
def _weekdays() -> dict[int, str]:
    names: dict[int, str] = _locale().days["format"]["abbreviated"]
    return {index: str(name) for index, name in names.items()}


@cache
def _months() -> dict[int, str]:
    names: dict[int, str] = _locale().months["format"]["abbreviated"]
    return {index: str(name) for index, name in names.items()}


@cache
def _month_names() -> dict[int, str]:
    names: dict[int, str] = _locale().months["format"]["wide"]
    return {index: str(name) for index, name in names.items()}


def day(value: date) -> str:
    """Return a full date, e.g. "ons. 25. nov. 2026"."""
    return f"{day_short(value)} {value.year}"


def day_short(value: date) -> str:
    """Return a date without its year, e.g. "ons. 25. nov.", for lists of the current year."""
    return f"{weekday(value)} {value.day}. {_months()[value.month]}"


def weekday(value: date) -> str:
    """Return the short weekday, e.g. "tirs."."""
    return _weekdays()[value.weekday()]


def weekday_name(value: date) -> str:
    """Return the whole weekday, e.g. "tirsdag"."""
    return str(_locale().days["format"]["wide"][value.weekday()])


def day_in_list(value: date, today: date) -> str:
    """Return a date for a list: without its year when that is the year of ``today``."""
    return day_short(value) if value.year == today.year else day(value)


def plain_day(value: date) -> str:
    """Return a date without its weekday, e.g. "25. nov. 2026", for birth dates and validity."""
    return f"{value.day}. {_months()[value.month]} {value.year}"


def long_day(value: date) -> str:
    """Return a date as a letter writes it, e.g. "27. november 2026"."""
    return f"{value.day}. {month(value)}"


def spoken_day(value: date) -> str:
    """Return a date as one says it, e.g. "fredag den 27. november 2026"."""
    return _("{weekday}, {day}").format(weekday=weekday_name(value), day=long_day(value))


def spoken(value: date | datetime) -> str:
    """Return a day, with its time where there is one, as one says it: "… kl. 15.00"."""
    if isinstance(value, datetime):
        return _("{day} at {time}").format(day=spoken_day(value.date()), time=clock(value))
    return spoken_day(value)


def month(value: date) -> str:
    """Return a month and its year, e.g. "november 2026"."""
    return f"{_month_names()[value.month]} {value.year}"


def month_short(value: date) -> str:
    """Return a month alone and shortened, e.g. "nov."."""
    return str(_months()[value.month])


def clock(value: time | datetime) -> str:
    """Return a time of day, e.g. "9.00"; seconds are left out."""
    return f"{value.hour}.{value.minute:02d}"


def moment(value: datetime) -> str:
    """Return a date and time, e.g. "ons. 25. nov. 2026 kl. 9.00", in the time zone the value already has."""
    return _("{day} at {time}").format(day=day(value.date()), time=clock(value))


def moment_short(value: datetime) -> str:
    """Return a date and time without the year, e.g. "ons. 25. nov. kl. 9.00"."""
    return _("{day} at {time}").format(day=day_short(value.date()), time=clock(value))


def span(start: datetime, end: datetime | None) -> str:
    """Return when something lasts, e.g. "ons. 25. nov. 2026 kl. 9.00–11.00"; other days are written in full."""
    if end is None or end == start:
        return moment(start)
    if end.date() == start.date():
        return f"{moment(start)}{_EN_DASH}{clock(end)}"
    return f"{moment(start)} {_EN_DASH} {moment(end)}"


def clock_span(start: time, end: time | None) -> str:
    """Return a span of the day, e.g. "kl. 9.00–11.00"."""
    hours = clock(start) if end is None else f"{clock(start)}{_EN_DASH}{clock(end)}"
    return _("at {time}").format(time=hours)


def week(value: date) -> str:
    """Return the ISO week, e.g. "uge 48"."""
    return _("week {number}").format(number=value.isocalendar().week)


def relative_day(value: date, today: date) -> str:
    """Return a near date in words ("i dag", "om 2 dage", "3 dage over"); further off than 14 days the date itself."""
    days = (value - today).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if abs(days) > 14:
        return day_in_list(value, today)
    if days > 1:
        return ngettext("in {count} day", "in {count} days", days).format(count=days)
    return ngettext("{count} day overdue", "{count} days overdue", -days).format(count=-days)


def number(value: int | float, decimals: int = 0) -> str:
    """Return a number with Danish separators, e.g. "1.630" or "12,5"."""
    english = f"{value:,.{decimals}f}"
    return english.translate(str.maketrans(",.", ".,"))


def percent(share: float) -> str:
    """Return a share (0.64) as whole percent, e.g. "64 %" with a hard space."""
    return f"{number(round(share * 100))}{NBSP}%"


def age(years: int) -> str:
    """Return an age, e.g. "15 år"."""
    return ngettext("{count} year old", "{count} years old", years).format(count=years)
