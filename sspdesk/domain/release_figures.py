"""The figures of releases: names, counts, and what of them may stand on paper (domain.md § 4.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sspdesk.domain.suppression import FEW, Shown
from sspdesk.domain.suppression import Figure as Number


class Figure(StrEnum):
    """One figure. Only L-12 is of the client's list (domain.md § 4.2); the others follow the deadlines of § 3.7."""

    WITH_PLAN = "L-12"
    PLAN_IN_TIME = "D-GL2"
    FIRST_CONTACT = "D-GL7-1"
    SECOND_CONTACT = "D-GL7-2"
    HOUSING = "BOLIG"
    SUPPORT = "FORSOERGELSE"
    OCCUPATION = "BESKAEFTIGELSE"


_PLANS = (Figure.WITH_PLAN, Figure.PLAN_IN_TIME)
"""Two parts of the same cases, one nearly within the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A share: ``part`` of ``whole``. ``waiting`` are cases whose day has not passed, ``unknown`` those in the whole
    of which nothing is known."""

    figure: Figure
    part: int
    whole: int
    waiting: int = 0
    unknown: int = 0

    @property
    def share(self) -> float | None:
        """The share, or None where there is nothing to share."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """A figure as it may stand on paper; where ``shown`` is not set, none of its numbers may."""

    count: Count
    shown: bool
    unknown: Number


def on_paper(released: int, counts: Sequence[Count]) -> tuple[PaperRow, ...]:
    """Return the figures as they may leave: no count from 1 to 4 stands there or can be computed from what does.

    How many were released is known to the reader, so a whole gives away how many wait; the wholes of two figures give
    away the cases between them, and so do the parts of the two figures about the plan.
    """
    wholes, plans, found = [released], list[int](), list[PaperRow]()
    for one in counts:
        plan = one.figure in _PLANS
        apart = [one.whole - other for other in wholes] + [one.part - other for other in plans if plan]
        numbers = (released, one.part, one.whole - one.part, one.waiting, *apart)
        shown = all(_enough(abs(number)) for number in numbers)
        if shown:
            wholes.append(one.whole)
            plans += [one.part] if plan else []
        found.append(PaperRow(count=one, shown=shown, unknown=_unknown(one) if shown else Number(Shown.HIDDEN, None)))
    return tuple(found)


def _enough(number: int) -> bool:
    return number == 0 or number >= FEW


def _unknown(one: Count) -> Number:
    if 0 < one.unknown < FEW:
        return Number(Shown.FEW, None)
    exact = _enough(one.whole - one.part - one.unknown)
    return Number(Shown.EXACT, one.unknown) if exact else Number(Shown.HIDDEN, None)
