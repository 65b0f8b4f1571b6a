"""The dates of a series: what its rule gives, what falls on a holiday, what is moved, and the gaps (domain.md § 7).

Dates, never clock times, are counted, so the change to and from summer time cannot move a meeting; even and odd weeks
are ISO weeks by their date, so a year with week 53 gives the gap it really has.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from sspdesk.domain.series import HolidayPolicy, Series, SeriesRule
from sspdesk.domain.workdays import DayKind, Days

_WEEK = timedelta(weeks=1)
_ISO_WEEK_RULES = {SeriesRule.EVEN_WEEKS: 0, SeriesRule.ODD_WEEKS: 1}


class Why(StrEnum):
    """Why a date of the rule is no meeting on that day, or that it is one."""

    HELD = "holdes"
    SKIPPED = "sprunget_over"
    MOVED = "flyttet"
    MEETS_NEXT = "falder_sammen_med_naeste"
    NO_SUCH_DAY = "dagen_findes_ikke"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesDate:
    """One date of the rule and what becomes of it.

    ``day`` is the date the rule gives (in NO_SUCH_DAY the first of the month that has no such weekday), ``held`` when
    the meeting is, ``kind`` and ``holiday`` what ``day`` is, ``gap`` the days from ``held`` to the next meeting.
    """

    day: date
    held: date | None
    why: Why = Why.HELD
    kind: DayKind = DayKind.WORKING
    holiday: str = ""
    gap: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One of two rhythms side by side, and the dates it gives."""

    series: Series
    dates: tuple[SeriesDate, ...]

    @property
    def meetings(self) -> tuple[date, ...]:
        """The days on which a meeting is held."""
        return tuple(one.held for one in self.dates if one.held is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LongGap:
    """Two meetings of a series by even or odd weeks that lie further apart, or nearer, than two weeks by a week 53."""

    year: int
    before: date
    after: date

    @property
    def weeks(self) -> int:
        """The weeks between the two."""
        return (self.after - self.before).days // 7


def rule_days(series: Series) -> Iterator[tuple[date, bool]]:
    """Yield the dates the rule gives from the anchor until the end, and whether the month has such a day at all."""
    if series.rule is SeriesRule.BY_HAND:
        yield from ((day, True) for day in sorted(set(series.days)) if series.anchor <= day <= series.until)
    elif series.rule is SeriesRule.MONTH_WEEKDAY:
        yield from _month_days(series)
    elif series.rule is SeriesRule.WEEKS:
        yield from _stepped(series.anchor, series.until, series.interval)
    else:
        first = series.anchor + timedelta(days=(series.weekday - series.anchor.weekday()) % 7)
        wanted = _ISO_WEEK_RULES[series.rule]
        yield from ((d, True) for d, _ in _stepped(first, series.until, 1) if d.isocalendar().week % 2 == wanted)


def _stepped(day: date, until: date, weeks: int) -> Iterator[tuple[date, bool]]:
    while day <= until:
        yield day, True
        day += _WEEK * weeks


def _month_days(series: Series) -> Iterator[tuple[date, bool]]:
    month = series.anchor.replace(day=1)
    while month <= series.until:
        day = nth_weekday(month, series.weekday, series.nth)
        if day is None:
            yield month, False
        elif series.anchor <= day <= series.until:
            yield day, True
        months = month.month - 1 + series.interval
        month = date(month.year + months // 12, months % 12 + 1, 1)


def nth_weekday(month: date, weekday: int, nth: int) -> date | None:
    """Return the ``nth`` weekday of the month that begins on ``month`` (-1: the last one); None when there is none."""
    if nth == -1:
        nth = 5 if nth_weekday(month, weekday, 5) is not None else 4
    day = month + timedelta(days=(weekday - month.weekday()) % 7, weeks=nth - 1)
    return day if day.month == month.month else None


def dates_of(series: Series, days: Days) -> tuple[SeriesDate, ...]:
    """Return every date of a series with what is skipped or moved and why, and the gap to the next meeting.

    A moved meeting goes to the first following day of the same weekday that is no holiday; where the next one of the
    series lies there or before, it falls away. The rhythm is kept. Weekends chosen on purpose are no reason to skip.
    """
    found: list[SeriesDate] = []
    following: date | None = None
    for day, exists in reversed(list(rule_days(series))):
        if exists:
            found.append(_fate(series, days, day, following))
            following = day
        else:
            found.append(SeriesDate(day=day, held=None, why=Why.NO_SUCH_DAY))
    return tuple(_with_gaps(found[::-1]))


def is_free(day: date, days: Days) -> bool:
    """Whether a day is neither a public nor a school holiday."""
    return not days.name(day)


def _fate(series: Series, days: Days, day: date, following: date | None) -> SeriesDate:
    name = days.name(day)
    one = SeriesDate(day=day, held=day, kind=days.kind(day), holiday=name)
    if not name or series.policy is HolidayPolicy.KEEP:
        return one
    if series.policy is HolidayPolicy.SKIP:
        return replace(one, held=None, why=Why.SKIPPED)
    target = day + _WEEK
    while not is_free(target, days) and target <= series.until:
        target += _WEEK
    if target > series.until or (following is not None and target >= following):
        return replace(one, held=None, why=Why.MEETS_NEXT if following is not None else Why.SKIPPED)
    return replace(one, held=target, why=Why.MOVED)


def _with_gaps(found: Sequence[SeriesDate]) -> Iterator[SeriesDate]:
    later: date | None = None
    gaps: list[int | None] = []
    for one in reversed(found):
        gaps.append((later - one.held).days if one.held is not None and later is not None else None)
        later = one.held or later
    for one, gap in zip(found, reversed(gaps), strict=True):
        yield replace(one, gap=gap)


def turn(series: Series, days: Days) -> Turn:
    """Return a series with its dates."""
    return Turn(series=series, dates=dates_of(series, days))


def both_turns(series: Series, days: Days) -> tuple[Turn, ...]:
    """Return the two rhythms one can choose between, side by side: even and odd weeks, or this week and the next one.

    A series that is not every second week has only its own.
    """
    if series.rule in _ISO_WEEK_RULES:
        both = (replace(series, rule=SeriesRule.EVEN_WEEKS), replace(series, rule=SeriesRule.ODD_WEEKS))
    elif series.rule is SeriesRule.WEEKS and series.interval == 2 and series.anchor + _WEEK <= series.until:
        both = (series, replace(series, anchor=series.anchor + _WEEK))
    else:
        return (turn(series, days),)
    return tuple(turn(one, days) for one in both)


def restarted(series: Series, day: date) -> Series:
    """Return the series counted anew from a day; the dates before it are no longer the rule's."""
    return replace(series, anchor=day, weekday=day.weekday())


def has_week_53(year: int) -> bool:
    """Whether the ISO year has 53 weeks."""
    return date(year, 12, 28).isocalendar().week == 53


def week_53_gaps(meetings: Iterable[date]) -> tuple[LongGap, ...]:
    """Return the gaps around a week 53 that are not two weeks, of a series by even or odd weeks."""
    held = sorted(meetings)
    found = []
    for before, after in pairwise(held):
        year = before.isocalendar().year
        passes = after.isocalendar().year > year or before.isocalendar().week == 53
        if passes and has_week_53(year) and (after - before).days != 14:
            found.append(LongGap(year=year, before=before, after=after))
    return tuple(found)


def extra_day(gap: LongGap, days: Days) -> date | None:
    """Return the day for a further meeting in a long gap: of the same weekday, no holiday, nearest the middle."""
    within = range(1, gap.weeks)
    free = [day for at in within if is_free(day := gap.before + _WEEK * at, days)]
    middle = gap.before + (gap.after - gap.before) / 2
    return min(free, key=lambda day: abs(day - middle), default=None) if gap.weeks > 2 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A meeting that exists: the date its rule gave, where it lies now, and whether it may be changed by its series."""

    id: int
    series_day: date | None
    day: date
    fixed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What makes the meetings of a series agree with its dates: new ones, others' new day, and those to take away."""

    add: tuple[SeriesDate, ...]
    move: tuple[tuple[int, SeriesDate], ...]
    drop: tuple[int, ...]
    keep: tuple[int, ...]


def agree(dates: Sequence[SeriesDate], meetings: Sequence[Planned], today: date) -> Agreement:
    """Compare a series' dates with its meetings.

    Nothing of the past and nothing ``fixed`` (held, begun, moved or cancelled one by one) is touched, and no second
    meeting is made for a date, or a day, that has one.
    """
    ahead = {one.day: one for one in dates if one.held is not None and one.held >= today}
    taken = {one.series_day for one in meetings if one.series_day is not None}
    busy = {one.day for one in meetings if one.fixed or one.day < today}
    move, drop, keep = [], [], []
    for one in meetings:
        wanted = ahead.get(one.series_day) if one.series_day is not None else None
        if one.fixed or one.day < today or (wanted is not None and wanted.held == one.day):
            keep.append(one.id)
        elif wanted is not None:
            move.append((one.id, wanted))
        else:
            drop.append(one.id)
    add = [one for day, one in ahead.items() if day not in taken and one.held not in busy]
    return Agreement(add=tuple(add), move=tuple(move), drop=tuple(drop), keep=tuple(keep))
