"""Tendencies: themes week by week, places and weekdays hour by hour, a period against others, what is new."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sspdesk.domain.ids import PlaceId
from sspdesk.domain.street_counts import (
    Compared,
    Filter,
    Span,
    Tally,
    band_of,
    bands,
    categories_of,
    compared,
    monday,
    monday_of,
    ranked,
    weeks,
)
from sspdesk.domain.street_team import Category
from sspdesk.storage.unit_of_work import UnitOfWork

_PLACES = 7
_WEEKS_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeWeeks:
    """One theme's counts week by week, in the period and before it."""

    category: Category
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHours:
    """One place's counts band by band."""

    place_id: PlaceId
    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tendencies:
    """All that the page and the paper show of one filter. ``chosen`` of the ``weeks`` lie in the period."""

    wanted: Filter
    total: int
    weeks: tuple[date, ...]
    chosen: int
    themes: tuple[ThemeWeeks, ...]
    bands: tuple[int, ...]
    places: tuple[PlaceHours, ...]
    weekdays: tuple[tuple[int, ...], ...]
    compared: tuple[Compared, ...]
    new_places: tuple[str, ...]
    now: Tally


def tendencies(uow: UnitOfWork, wanted: Filter) -> Tendencies:
    """Count everything a filter means, with the weeks before it and the two periods it is compared with."""
    span = wanted.span
    mondays = weeks(span)
    earlier = max(0, min(len(mondays), _WEEKS_SHOWN - len(mondays)))
    shown = [mondays[0] - timedelta(weeks=back) for back in range(earlier, 0, -1)] + mondays
    all_weeks = Span(first=shown[0] if earlier else span.first, last=span.last)
    weekly = uow.observations.by_week(replace(wanted, span=all_weeks))
    whole = not earlier  # then the weeks hold the period and nothing else, and need not be counted again
    masks = [(bits, count) for _week, bits, count in weekly] if whole else uow.observations.by_mask(wanted)
    now = _tally(uow, wanted, masks)
    before, year_before = (
        _themes_of(uow.observations.by_mask(replace(wanted, span=one))) for one in (span.before, span.year_before)
    )
    columns = bands(band for _place, band in now.by_place_band)
    names = {place.id: place.name for place in uow.places.all()}
    return Tendencies(
        wanted=wanted,
        total=now.total,
        weeks=tuple(shown),
        chosen=len(mondays),
        themes=_themes(_by_week(weekly), now, shown),
        bands=tuple(columns),
        places=tuple(
            PlaceHours(
                place_id=PlaceId(one),
                name=names[PlaceId(one)],
                counts=tuple(now.by_place_band[one, column] for column in columns),
            )
            for one in ranked(now.by_place, _PLACES)
        ),
        weekdays=tuple(tuple(now.by_weekday_band[day, column] for column in columns) for day in range(7)),
        compared=tuple(compared(now, before, year_before)),
        new_places=_new_places(uow, now, span, {int(key): name for key, name in names.items()}),
        now=now,
    )


def _themes_of(masks: Iterable[tuple[int, int]]) -> Tally:
    counts = Tally()
    for bits, count in masks:
        counts.total += count
        for category in categories_of(bits):
            counts.by_category[category] += count
    return counts


def _tally(uow: UnitOfWork, wanted: Filter, masks: Iterable[tuple[int, int]]) -> Tally:
    counts = _themes_of(masks)
    for place_id, hour, count in uow.observations.by_place_hour(wanted):
        counts.by_place[place_id] += count
        counts.by_place_band[place_id, band_of(hour)] += count
    for weekday, hour, count in uow.observations.by_weekday_hour(wanted):
        counts.by_weekday_band[weekday, band_of(hour)] += count
    return counts


def _by_week(weekly: Iterable[tuple[int, int, int]]) -> Counter[tuple[Category, date]]:
    found: Counter[tuple[Category, date]] = Counter()
    for week, bits, count in weekly:
        day = monday_of(week)
        for category in categories_of(bits):
            found[category, day] += count
    return found


def _themes(weekly: Counter[tuple[Category, date]], now: Tally, shown: list[date]) -> tuple[ThemeWeeks, ...]:
    """Return the themes that occur in the weeks shown, the most frequent of the period first."""
    order = list(Category)
    sums: Counter[Category] = Counter()
    for (category, _day), count in weekly.items():
        sums[category] += count
    found = sorted(sums, key=lambda one: (-now.by_category[one], -sums[one], order.index(one)))
    return tuple(ThemeWeeks(category=one, counts=tuple(weekly[one, day] for day in shown)) for one in found)


def _new_places(uow: UnitOfWork, now: Tally, span: Span, names: dict[int, str]) -> tuple[str, ...]:
    """Return the places where nothing was seen before the period."""
    known = uow.observations.seen_before(now.by_place, span.first)
    return tuple(names[place] for place in ranked(now.by_place, len(now.by_place)) if place not in known)


def recent(today: date, count: int = 4) -> Span:
    """Return the last whole weeks up to and including the week of ``today``."""
    last = monday(today) + timedelta(days=6)
    return Span(first=last - timedelta(weeks=count) + timedelta(days=1), last=last)
