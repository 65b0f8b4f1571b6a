"""The school calendar of the municipality: school years, holidays, and what a list of them changes (domain.md § 7)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from sspdesk.domain.errors import DomainError
from sspdesk.domain.workdays import SchoolBreak

LONGEST = 70
"""The most days a school holiday may last; the summer has about 45."""


@dataclass(frozen=True, slots=True, order=True)
class SchoolYear:
    """A school year, 1 August to 31 July; ``start`` is the year it begins in."""

    start: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.start, 8, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.start + 1, 7, 31)

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each of its months, August first."""
        return tuple(date(self.start + (at > 4), (at + 7) % 12 + 1, 1) for at in range(12))


def school_year(day: date) -> SchoolYear:
    """Return the school year of a day."""
    return SchoolYear(day.year if day.month >= 8 else day.year - 1)


class Fate(StrEnum):
    """What storing a read holiday does."""

    NEW = "ny"
    SAME = "findes"
    REPLACES = "erstatter"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBreak:
    """A holiday read from a file and what it does to those known; ``replaces`` are the known ones it stands for."""

    found: SchoolBreak
    fate: Fate
    replaces: tuple[SchoolBreak, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadBreak:
    """A row of a file that is no holiday: its number and why (a code of ``labels.school_calendar``)."""

    row: int
    code: str


def check_break(one: SchoolBreak, others: Sequence[SchoolBreak]) -> SchoolBreak:
    """Return the holiday with a tidy name; raises DomainError beside the field that cannot be so."""
    name = " ".join(one.name.split())
    if not name:
        raise DomainError("break_name_missing", "name")
    if one.last < one.first:
        raise DomainError("break_ends_before", "last")
    if (one.last - one.first).days >= LONGEST:
        raise DomainError("break_too_long", "last", days=LONGEST)
    for other in others:
        if other.id != one.id and overlap(one, other):
            raise DomainError("break_overlaps", "first", name=other.name)
    return replace(one, name=name)


def overlap(one: SchoolBreak, other: SchoolBreak) -> bool:
    """Whether two holidays have a day in common."""
    return one.first <= other.last and other.first <= one.last


def compared(found: Sequence[SchoolBreak], known: Sequence[SchoolBreak]) -> tuple[ReadBreak, ...]:
    """Tell for each holiday of a file, by date, whether it is new, known, or another date or name for a known one.

    Rows of the file that overlap are one after the other: the first of them stays.
    """
    kept: list[SchoolBreak] = []
    for one in sorted(found, key=lambda each: (each.first, each.last)):
        if not any(overlap(one, other) for other in kept):
            kept.append(one)
    return tuple(_compared(one, known) for one in kept)


def _compared(one: SchoolBreak, known: Sequence[SchoolBreak]) -> ReadBreak:
    touched = tuple(other for other in known if overlap(one, other))
    same = len(touched) == 1 and replace(touched[0], id=one.id) == one
    fate = Fate.SAME if same else Fate.REPLACES if touched else Fate.NEW
    return ReadBreak(found=one, fate=fate, replaces=() if same else touched)


def gap_days(one: SchoolBreak) -> int:
    """Return how many days a holiday lasts."""
    return (one.last - one.first + timedelta(days=1)).days
