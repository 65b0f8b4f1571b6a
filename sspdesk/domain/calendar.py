"""The calendar as it is shown: entries of every kind on days, each day with its week and its holiday."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum


class EntryKind(StrEnum):
    """What an entry stands for; the value is the kind of record."""

    MEETING = "meeting"
    TALK = "talk"
    TASK = "task"
    REMINDER = "feed"
    SHIFT = "street_shift"
    SKIPPED = "series"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. It never names a person: a talk is "Samtale", an Exit meeting "Optaget".

    ``ends`` is None for what has a day but no clock time. ``group`` is what the filters switch: a forum, or a kind.
    ``tone`` names the colour, and ``title`` always says what the colour means. In discreet display ``plain`` stands for
    a title that somebody typed.
    """

    kind: EntryKind
    id: int
    starts: datetime
    ends: datetime | None = None
    title: str
    plain: str = ""
    detail: str = ""
    icon: str = "users"
    tone: str = "neutral"
    group: str = ""
    strong: bool = False
    cancelled: bool = False
    movable: bool = False
    has_police_list: bool = False

    @property
    def day(self) -> date:
        """The day it begins on."""
        return self.starts.date()

    @property
    def timed(self) -> bool:
        """Whether it has a clock time."""
        return self.ends is not None and not (self.starts.time() == time() and self.ends.time() == time())

    @property
    def key(self) -> tuple[str, int]:
        """What it is, for the spots of a chart."""
        return self.kind.value, self.id

    @property
    def days(self) -> tuple[date, ...]:
        """Every day it touches."""
        last = (self.ends - timedelta(seconds=1)).date() if self.ends is not None else self.day
        return tuple(self.day + timedelta(days=at) for at in range(max((last - self.day).days, 0) + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Something the filters switch on and off: its colour and its words."""

    key: str
    title: str
    tone: str = "neutral"


HOLIDAYS = "ferie"
"""The group of the school's holidays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day: its heads ("23.", "man. 23. nov."), its week, its holiday and whether it is hatched.

    ``note`` is the holiday's name where it is to be written: on its first day and on every Monday.
    """

    day: date
    number: str
    short: str
    note: str = ""
    closed: bool = False
    today: bool = False

    @property
    def weekend(self) -> bool:
        """Whether it is a Saturday or Sunday."""
        return self.day.weekday() >= 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words a layout writes itself."""

    week: str
    weekdays: tuple[str, ...]
    even: str
    more: str
    none: str
    today: str
    months: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days from ``first`` to ``last`` with their entries."""

    days: tuple[Day, ...]
    entries: tuple[Entry, ...]
    groups: tuple[Group, ...] = ()

    @property
    def first(self) -> date:
        """The first day."""
        return self.days[0].day

    @property
    def last(self) -> date:
        """The last day."""
        return self.days[-1].day

    def by_day(self) -> Mapping[date, list[Entry]]:
        """Return the entries of each day that has any, in their order."""
        found: dict[date, list[Entry]] = {}
        for entry in self.entries:
            for day in entry.days:
                found.setdefault(day, []).append(entry)
        return found

    def discreet(self) -> "Period":
        """Return the period with what somebody typed replaced by what kind of entry it is."""
        entries = tuple(replace(one, title=one.plain, detail="") if one.plain else one for one in self.entries)
        return Period(days=self.days, entries=entries, groups=self.groups)

    def without(self, hidden: Iterable[str]) -> "Period":
        """Return the period without the groups that are switched off."""
        off = set(hidden)
        if not off:
            return self
        days = self.days
        if HOLIDAYS in off:
            days = tuple(Day(day=d.day, number=d.number, short=d.short, today=d.today) for d in days)
        entries = tuple(one for one in self.entries if one.group not in off)
        return Period(days=days, entries=entries, groups=self.groups)


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def month_span(day: date) -> tuple[date, date]:
    """Return the nine weeks a month is shown in: from the Monday of its first week, so the next month is there too."""
    first = monday_of(day.replace(day=1))
    return first, first + timedelta(days=9 * 7 - 1)


def next_month(day: date, months: int = 1) -> date:
    """Return the first day of the month so many months on."""
    at = day.year * 12 + day.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)


def sorted_entries(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries by day: those without a clock time first, then by time, then the more important ones."""
    return tuple(sorted(entries, key=lambda one: (one.day, one.timed, one.starts, not one.strong, one.title, one.id)))
