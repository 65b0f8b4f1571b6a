"""Tendencies: themes week by week, places and weekdays hour by hour, a period against others, what is new."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sspdesk.domain.ids import PlaceId
from sspdesk.domain.street_counts import (
    Columns,
    Compared,
    Filter,
    Span,
    Tally,
    band_of,
    bands,
    categories_of,
    columns,
    compared,
    monday,
    ranked,
    week_of,
)
from sspdesk.domain.street_team import Category
from sspdesk.storage.unit_of_work import UnitOfWork

_PLACES = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeWeeks:
    """One theme's counts column by column, in the period and before it."""

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
    """All that the page and the paper show of one filter."""

    wanted: Filter
    total: int
    columns: Columns
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
    shown = columns(span)
    whole = len(shown.starts) == shown.chosen  # then they hold the period and nothing else
    counted = span if whole else Span(first=shown.first, last=span.last)
    weekly = uow.observations.by_week(replace(wanted, span=counted))
    now = _tally(uow, wanted, _summed(weekly) if whole else uow.observations.by_mask(wanted))
    before, year_before = (
        _themes_of(uow.observations.by_mask(replace(wanted, span=one))) for one in (span.before, span.year_before)
    )
    hours = bands(band for _place, band in now.by_place_band)
    names = {place.id: place.name for place in uow.places.all()}
    return Tendencies(
        wanted=wanted,
        total=now.total,
        columns=shown,
        themes=_themes(weekly, now, shown),
        bands=tuple(hours),
        places=tuple(
            PlaceHours(
                place_id=PlaceId(one),
                name=names[PlaceId(one)],
                counts=tuple(now.by_place_band[one, hour] for hour in hours),
            )
            for one in ranked(now.by_place, _PLACES)
        ),
        weekdays=tuple(tuple(now.by_weekday_band[day, hour] for hour in hours) for day in range(7)),
        compared=tuple(compared(now, before, year_before)),
        new_places=_new_places(uow, now, span, {int(key): name for key, name in names.items()}),
        now=now,
    )


def _summed(weekly: Iterable[tuple[int, int, int]]) -> Counter[int]:
    counts: Counter[int] = Counter()
    for _week, bits, count in weekly:
        counts[bits] += count
    return counts


def _themes_of(masks: Counter[int]) -> Tally:
    counts = Tally()
    for bits, count in masks.items():
        counts.total += count
        for category in categories_of(bits):
            counts.by_category[category] += count
    return counts


def _tally(uow: UnitOfWork, wanted: Filter, masks: Counter[int]) -> Tally:
    counts = _themes_of(masks)
    for place_id, weekday, hour, count in uow.observations.by_place_and_hour(wanted):
        band = band_of(hour)
        counts.by_place[place_id] += count
        counts.by_place_band[place_id, band] += count
        counts.by_weekday_band[weekday, band] += count
    return counts


def _themes(weekly: Iterable[tuple[int, int, int]], now: Tally, shown: Columns) -> tuple[ThemeWeeks, ...]:
    """Return the themes that occur in the weeks shown, the most frequent of the period first."""
    first, width = week_of(shown.first), len(shown.starts)
    counts: dict[Category, list[int]] = {}
    for week, bits, count in weekly:
        at = (week - first) // shown.step
        for category in categories_of(bits):
            if category not in counts:
                counts[category] = [0] * width
            counts[category][at] += count
    order = list(Category)
    found = sorted(counts, key=lambda one: (-now.by_category[one], -sum(counts[one]), order.index(one)))
    return tuple(ThemeWeeks(category=one, counts=tuple(counts[one])) for one in found)


def _new_places(uow: UnitOfWork, now: Tally, span: Span, names: dict[int, str]) -> tuple[str, ...]:
    """Return the places where nothing was seen before the period."""
    known = uow.observations.seen_before(now.by_place, span.first)
    return tuple(names[place] for place in ranked(now.by_place, len(now.by_place)) if place not in known)


def recent(today: date, count: int = 4) -> Span:
    """Return the last whole weeks up to and including the week of ``today``."""
    last = monday(today) + timedelta(days=6)
    return Span(first=last - timedelta(weeks=count) + timedelta(days=1), last=last)
