"""Tendencies: themes week by week, places and weekdays hour by hour, a period against others, what is new."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sspdesk.domain.ids import PlaceId
from sspdesk.domain.street_counts import (
    Compared,
    Filter,
    Span,
    Tally,
    bands,
    compared,
    monday,
    ranked,
    tally,
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
    cells = uow.observations.cells(wanted)
    now = tally(cells)
    weekly = now
    if earlier:
        before_first = replace(wanted, span=Span(first=shown[0], last=span.first - timedelta(days=1)))
        weekly = tally([*cells, *uow.observations.cells(before_first)])
    before = tally(uow.observations.cells(replace(wanted, span=span.before)))
    year_before = tally(uow.observations.cells(replace(wanted, span=span.year_before)))
    columns = bands(cells)
    names = {place.id: place.name for place in uow.places.all()}
    return Tendencies(
        wanted=wanted,
        total=now.total,
        weeks=tuple(shown),
        chosen=len(mondays),
        themes=_themes(weekly, now, shown),
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


def _themes(weekly: Tally, now: Tally, shown: list[date]) -> tuple[ThemeWeeks, ...]:
    """Return the themes that occur in the weeks shown, the most frequent of the period first."""
    order = list(Category)
    found = [category for category in order if weekly.by_category[category]]
    found.sort(key=lambda one: (-now.by_category[one], -weekly.by_category[one], order.index(one)))
    return tuple(ThemeWeeks(category=one, counts=tuple(weekly.by_week[one, day] for day in shown)) for one in found)


def _new_places(uow: UnitOfWork, now: Tally, span: Span, names: dict[int, str]) -> tuple[str, ...]:
    """Return the places where nothing was seen before the period."""
    first = uow.observations.first_seen(now.by_place)
    return tuple(names[place] for place in ranked(now.by_place, len(now.by_place)) if first[place] >= span.first)


def recent(today: date, count: int = 4) -> Span:
    """Return the last whole weeks up to and including the week of ``today``."""
    last = monday(today) + timedelta(days=6)
    return Span(first=last - timedelta(weeks=count) + timedelta(days=1), last=last)
