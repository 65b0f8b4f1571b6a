"""Counting observations: what is asked for, in which hours, and how a period compares with others."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from sspdesk.domain.ids import PlaceId, ProfessionalId
from sspdesk.domain.street_team import NIGHT_ENDS, Category, ObservationState

BAND = 2
"""Hours in one band of a table."""
_FIRST_BAND, _LAST_BAND = 14, 24
_CATEGORIES = tuple(Category)
_STEPS = (1, 4, 13)
_MOST_COLUMNS, _FEW_COLUMNS = 53, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A period; both days belong to it."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Span":
        """The period of the same length just before."""
        return Span(first=self.first - timedelta(days=self.days), last=self.first - timedelta(days=1))

    @property
    def year_before(self) -> "Span":
        """The same period last year: whole weeks stay on their weekdays, months on their dates."""
        if self.first.weekday() == 0 and self.days % 7 == 0:
            return Span(first=self.first - timedelta(weeks=52), last=self.last - timedelta(weeks=52))
        first = self.first - relativedelta(years=1)
        month_ends = (self.last + timedelta(days=1)).day == 1
        last = self.last + timedelta(days=1) - relativedelta(years=1) - timedelta(days=1)
        return Span(first=first, last=last if month_ends else self.last - relativedelta(years=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which observations are meant. An empty choice means all. ``hours`` is (from, to), past midnight as 24, 25 …"""

    span: Span
    place_id: PlaceId | None = None
    area: str = ""
    category: Category | None = None
    hours: tuple[int, int] | None = None
    weekday: int | None = None
    worker_id: ProfessionalId | None = None
    state: ObservationState | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """Observations that agree in day, hour, place and categories, and how many they are."""

    day: date
    hour: int
    place_id: int
    categories: int
    count: int


def clock_hour(hour: int) -> int:
    """Return an hour as the evening counts it: after midnight 24, 25 …"""
    return hour + 24 if hour < NIGHT_ENDS else hour


def band_of(hour: int) -> int:
    """Return the first hour of the band an hour lies in."""
    return clock_hour(hour) // BAND * BAND


def bands(hours: Iterable[int]) -> list[int]:
    """Return the bands of a table: the evening, and whatever earlier or later hours hold observations."""
    found = {band_of(hour) for hour in hours}
    first, last = min([_FIRST_BAND, *found]), max([_LAST_BAND - BAND, *found])
    return list(range(first, last + BAND, BAND))


@lru_cache(maxsize=1 << len(_CATEGORIES))
def categories_of(bits: int) -> tuple[Category, ...]:
    """Return the categories of a mask."""
    return tuple(category for at, category in enumerate(_CATEGORIES) if bits >> at & 1)


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_of(monday_: date) -> int:
    """Return a week by its Monday, counted as the store counts them: from the first Monday there was."""
    return (monday_.toordinal() - 1) // 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a picture by weeks: the Monday each begins with, and how many weeks it holds.

    The last ``chosen`` of them lie in the period, the others before it.
    """

    starts: tuple[date, ...]
    step: int
    chosen: int

    @property
    def first(self) -> date:
        """The first day that is counted, where columns stand before the period."""
        return self.starts[0]


def columns(span: Span) -> Columns:
    """Return the columns of a period: its weeks and those before it, or several weeks in one where they are many.

    The last column is whole, so that it can be compared with the one before; the first may hold fewer weeks.
    """
    last = monday(span.last)
    count = (last - monday(span.first)).days // 7 + 1
    step = next(one for one in _STEPS if count <= _MOST_COLUMNS * one or one == _STEPS[-1])
    chosen = -(-count // step)
    earlier = min(chosen, max(0, _FEW_COLUMNS - chosen)) if step == 1 else 0
    end = last + timedelta(weeks=1)
    starts = [end - timedelta(weeks=step * back) for back in range(chosen + earlier, 0, -1)]
    return Columns(starts=tuple(starts), step=step, chosen=chosen)


@dataclass(slots=True)
class Tally:
    """The counts of one period, taken in one pass."""

    total: int = 0
    by_category: Counter[Category] = field(default_factory=Counter)
    by_week: Counter[tuple[Category, date]] = field(default_factory=Counter)
    by_place: Counter[int] = field(default_factory=Counter)
    by_place_band: Counter[tuple[int, int]] = field(default_factory=Counter)
    by_weekday_band: Counter[tuple[int, int]] = field(default_factory=Counter)
    by_place_category: Counter[tuple[int, Category]] = field(default_factory=Counter)


def tally(cells: Iterable[Cell]) -> Tally:
    """Count everything a page or paper shows. An observation with two categories counts once in each."""
    counts = Tally()
    mondays: dict[date, date] = {}
    for cell in cells:
        count, day = cell.count, cell.day
        band = band_of(cell.hour)
        counts.total += count
        counts.by_place[cell.place_id] += count
        counts.by_place_band[cell.place_id, band] += count
        counts.by_weekday_band[day.weekday(), band] += count
        if day not in mondays:
            mondays[day] = monday(day)
        for category in categories_of(cell.categories):
            counts.by_category[category] += count
            counts.by_week[category, mondays[day]] += count
            counts.by_place_category[cell.place_id, category] += count
    return counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One theme now, in the period before, and in the same period last year."""

    category: Category
    now: int
    before: int
    year_before: int

    @property
    def new(self) -> bool:
        """Whether it was in neither of the earlier periods."""
        return self.now > 0 and not self.before and not self.year_before


def compared(now: Tally, before: Tally, year_before: Tally) -> list[Compared]:
    """Return the themes that occur in any of the three periods, the most frequent now first."""
    found = [
        Compared(
            category=one,
            now=now.by_category[one],
            before=before.by_category[one],
            year_before=year_before.by_category[one],
        )
        for one in Category
    ]
    kept = [one for one in found if one.now or one.before or one.year_before]
    return sorted(kept, key=lambda one: (-one.now, list(Category).index(one.category)))


def ranked(counts: Mapping[int, int], limit: int) -> Sequence[int]:
    """Return the keys with the highest counts, the highest first."""
    return sorted(counts, key=lambda key: (-counts[key], key))[:limit]
