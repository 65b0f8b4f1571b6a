"""What the talks of a period come to: who was offered one, who answered what, which were held, how long it took.

A talk counts once, in the quarter of its first offer, whatever came after (domain.md § 4.1, IND-03). What is not due
yet waits and stays out of a share; what is missing stays in it (§ 4.1, due date window).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from sspdesk.domain.street_counts import Span

NO_SCHOOL = 0
"""Stands for persons without a school, and for those whose school is protected."""


class Answer(StrEnum):
    """What became of an offer. Every offered talk has exactly one of them."""

    YES = "ja"
    NO = "nej"
    SILENT = "intet_svar"
    WAITING = "afventer"
    UNKNOWN = "ukendt"


class Held(StrEnum):
    """What became of a yes: held, its time not come yet, or nothing written though the time passed."""

    HELD = "holdt"
    WAITING = "afventer"
    MISSING = "ikke_holdt"


@dataclass(frozen=True, slots=True, kw_only=True)
class TalksMeant:
    """Which offered talks are meant; the talks behind a number. An empty choice means all."""

    span: Span
    school_id: int | None = None
    answer: Answer | None = None
    held: Held | None = None
    again: bool = False
    """Only those offered more than once."""
    timed: bool = False
    """Only those whose days from list to talk are known."""


class TalkCell(NamedTuple):
    """Talks that agree in everything counted, and how many they are. ``days`` from the police's list to the talk."""

    school_id: int
    year: int
    month: int
    answer: Answer
    held: Held | None
    again: bool
    listed: bool
    days: int | None
    talks: int


@dataclass(slots=True)
class TalkCounts:
    """The counts of one group of talks."""

    offered: int = 0
    again: int = 0
    answers: Counter[Answer] = field(default_factory=Counter)
    held: Counter[Held] = field(default_factory=Counter)
    days: Counter[int] = field(default_factory=Counter)
    undated: int = 0
    """Held talks from the Wednesday group whose list is no longer known."""

    def add(self, cell: TalkCell) -> None:
        """Count a cell."""
        self.offered += cell.talks
        self.again += cell.talks if cell.again else 0
        self.answers[cell.answer] += cell.talks
        if cell.held is not None:
            self.held[cell.held] += cell.talks
        if cell.listed and cell.held is Held.HELD:
            if cell.days is None:
                self.undated += cell.talks
            else:
                self.days[cell.days] += cell.talks

    @property
    def answerable(self) -> int:
        """How many are in the share of yes: all but those whose answer is not due yet."""
        return self.offered - self.answers[Answer.WAITING]

    @property
    def holdable(self) -> int:
        """How many are in the share of held: every yes but those whose time has not come yet."""
        return self.answers[Answer.YES] - self.held[Held.WAITING]

    @property
    def timed(self) -> int:
        """How many talks the median is taken of."""
        return sum(self.days.values())

    @property
    def median_days(self) -> float | None:
        """The median of days from list to talk; None where no talk has any."""
        return median(self.days)


def median(counts: Counter[int]) -> float | None:
    """Return the median of numbers that are counted, halfway between the middle two where they are even many."""
    whole = sum(counts.values())
    if not whole:
        return None
    low, high = _nth(counts, (whole - 1) // 2), _nth(counts, whole // 2)
    return (low + high) / 2


def _nth(counts: Counter[int], at: int) -> int:
    for number in sorted(counts):
        at -= counts[number]
        if at < 0:
            return number
    raise IndexError(at)


def quarter(year: int, number: int) -> Span:
    """Return a quarter (1 to 4) of a year."""
    first = date(year, 3 * number - 2, 1)
    following = date(year + 1, 1, 1) if number == 4 else date(year, 3 * number + 1, 1)
    return Span(first=first, last=following - timedelta(days=1))


def quarter_of(day: date) -> Span:
    """Return the quarter a day lies in."""
    return quarter(day.year, (day.month + 2) // 3)


def quarters(span: Span) -> list[Span]:
    """Return the quarters a period touches; the first and last are cut at the period's ends."""
    found, day = [], span.first
    while day <= span.last:
        whole = quarter_of(day)
        found.append(Span(first=max(whole.first, span.first), last=min(whole.last, span.last)))
        day = whole.last + timedelta(days=1)
    return found


def school_year_of(day: date) -> Span:
    """Return the school year of a day: August to July."""
    year = day.year if day.month >= 8 else day.year - 1
    return Span(first=date(year, 8, 1), last=date(year + 1, 7, 31))


def counted(cells: Iterable[TalkCell]) -> TalkCounts:
    """Return the counts of cells together."""
    counts = TalkCounts()
    for cell in cells:
        counts.add(cell)
    return counts


def by_school(cells: Iterable[TalkCell]) -> dict[int, TalkCounts]:
    """Return the counts of each school, the one with most offers first; those without a school last."""
    found: dict[int, TalkCounts] = {}
    for cell in cells:
        found.setdefault(cell.school_id, TalkCounts()).add(cell)
    order = sorted(found, key=lambda one: (one == NO_SCHOOL, -found[one].offered, one))
    return {school: found[school] for school in order}


def by_quarter(cells: Iterable[TalkCell], span: Span) -> list[tuple[Span, TalkCounts]]:
    """Return the counts of each quarter of a period, also of those in which nothing was offered."""
    found = [(one, TalkCounts()) for one in quarters(span)]
    place = {(one.first.year, (one.first.month + 2) // 3): counts for one, counts in found}
    for cell in cells:
        place[cell.year, (cell.month + 2) // 3].add(cell)
    return found
