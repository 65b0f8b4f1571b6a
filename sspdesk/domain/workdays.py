"""Working days: weekends, public holidays, the school's own holidays, and counting past them (domain.md § 7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from sspdesk.domain.ids import BreakId

_ONE = timedelta(days=1)
_FIRST_OF_MAY = "Arbejdernes kampdag"


class DayKind(StrEnum):
    """Why a day is no ordinary working day, or that it is one."""

    WORKING = "hverdag"
    WEEKEND = "weekend"
    PUBLIC_HOLIDAY = "helligdag"
    SCHOOL_HOLIDAY = "skoleferie"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolBreak:
    """One of the school's holidays, first and last day included."""

    id: BreakId = BreakId(0)
    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Tells working days from others. ``breaks`` are the school's holidays, which are working days for the desk."""

    breaks: Sequence[SchoolBreak] = ()

    def kind(self, day: date) -> DayKind:
        """Return what a day is; a weekend in a school holiday is a weekend."""
        if day.weekday() >= 5:
            return DayKind.WEEKEND
        if public_holiday(day):
            return DayKind.PUBLIC_HOLIDAY
        return DayKind.SCHOOL_HOLIDAY if self.break_on(day) is not None else DayKind.WORKING

    def is_working(self, day: date) -> bool:
        """Whether offices are open; they are in a school holiday."""
        return self.kind(day) in (DayKind.WORKING, DayKind.SCHOOL_HOLIDAY)

    def is_school_day(self, day: date) -> bool:
        """Whether there is school."""
        return self.kind(day) is DayKind.WORKING

    def is_open(self, day: date, *, school: bool) -> bool:
        """Whether a day counts as a working day, or as a school day."""
        return self.is_school_day(day) if school else self.is_working(day)

    def break_on(self, day: date) -> SchoolBreak | None:
        """Return the school holiday a day lies in."""
        return next((one for one in self.breaks if one.first <= day <= one.last), None)

    def name(self, day: date) -> str:
        """Return the name of the public or school holiday a day is, e.g. "2. juledag"; empty on others."""
        found = self.break_on(day)
        return public_holiday(day) or (found.name if found is not None else "")

    def after(self, day: date, count: int, *, school: bool = False) -> date:
        """Return the ``count``-th working day (``school``: school day) after a day, or before it when negative."""
        step, left = (_ONE if count >= 0 else -_ONE), abs(count)
        while left:
            day += step
            left -= self.is_open(day, school=school)
        return day

    def not_later(self, day: date) -> date:
        """Return the day, or the last working day before it."""
        while not self.is_working(day):
            day -= _ONE
        return day


@cache
def _holidays_of(year: int) -> dict[date, str]:
    from holidays import country_holidays  # noqa: PLC0415 - slow to import, and most starts need no holiday

    found = country_holidays("DK", years=year, language="da", categories=("public", "optional"))
    named = ((day, "; ".join(one for one in name.split("; ") if one != _FIRST_OF_MAY)) for day, name in found.items())
    return {day: name for day, name in named if name}


def public_holiday(day: date) -> str:
    """Return the Danish name of the holiday (domain.md § 7).

    Grundlovsdag, 24 and 31 December count, 1 May by itself does not.
    """
    return _holidays_of(day.year).get(day, "")
