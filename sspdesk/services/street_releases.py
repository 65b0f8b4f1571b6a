"""Remembers for which periods the local council has got counts, so that two papers cannot be drawn from each other.

A quarter's table less those of its months is a table nobody has protected: a small count that each paper hides for
itself could be computed from both. A period that overlaps one the council has got is therefore told without tables.
"""

from dataclasses import replace
from datetime import date, timedelta

from sspdesk.domain.changes import ChangeSet, Outcome
from sspdesk.domain.log import Action
from sspdesk.domain.street_counts import Filter, Span
from sspdesk.domain.suppression import FEW
from sspdesk.storage.unit_of_work import UnitOfWork

_BACK = timedelta(days=3 * 366)
"""Periods that ended longer ago are forgotten: no paper is about them any more."""


def released(uow: UnitOfWork) -> dict[Span, int]:
    """Return the periods the council has got, each with how many observations the paper told of."""
    return {_span(key): total for key, total in uow.settings().street_released.items()}


def overlapping(uow: UnitOfWork, span: Span) -> tuple[Span, ...]:
    """Return the other periods the council has got that share days with this one, oldest first."""
    found = [one for one in released(uow) if one != span and one.first <= span.last and span.first <= one.last]
    return tuple(sorted(found, key=lambda one: (one.first, one.last)))


def changed_since(uow: UnitOfWork, span: Span) -> int:
    """Return how many more or fewer observations the very same period has than when the council got it; else 0."""
    before = released(uow).get(span)
    return 0 if before is None else _count(uow, span) - before


def remainder_is_small(uow: UnitOfWork, span: Span) -> bool:
    """Say whether the total less that of what the council has got would be a count from 1 to 4."""
    total, others = _count(uow, span), overlapping(uow, span)
    inside = [one for one in others if span.first <= one.first and one.last <= span.last]
    around = [one for one in others if one.first <= span.first and span.last <= one.last]
    rests = [total - sum(_count(uow, one) for one in inside)] if inside else []
    rests += [_count(uow, one) - total for one in around]
    return any(0 < abs(rest) < FEW for rest in rests)


def remember(uow: UnitOfWork, span: Span) -> Outcome[None]:
    """Note that the council gets the counts of a period; it is not undone, for what was handed out stays handed out."""
    present = uow.settings()
    kept = {key: total for key, total in present.street_released.items() if _span(key).last >= uow.today - _BACK}
    kept[_key(span)] = _count(uow, span)
    if kept != present.street_released:
        uow.save_settings(replace(present, street_released=kept))
        uow.log(Action.EXPORT, "street_report", None, first=span.first.isoformat(), last=span.last.isoformat())
    return Outcome(None, ChangeSet(frozenset({"setting"})))


def _count(uow: UnitOfWork, span: Span) -> int:
    return uow.observations.how_many(Filter(span=span))


def _key(span: Span) -> str:
    return f"{span.first.isoformat()}/{span.last.isoformat()}"


def _span(key: str) -> Span:
    first, _slash, last = key.partition("/")
    return Span(first=date.fromisoformat(first), last=date.fromisoformat(last))
