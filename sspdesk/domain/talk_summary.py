"""The figures of a period's talks as they may be shown: exactly to oneself, without small counts on paper.

On paper (domain.md § 4.3) the answers are protected as one table by school, whose totals are the figures on top. What
is shown beside it shares only exact totals with that table, so that no two of them give a small count away together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sspdesk.domain.suppression import FEW, Figure, SafeTable, Shown, figure, protect
from sspdesk.domain.talk_statistics import NO_SCHOOL, Answer, Held, TalkCounts

OTHERS = -1
"""Stands for the schools that are too small to be shown alone."""
_HIDDEN = Figure(Shown.HIDDEN, None)


class Share(NamedTuple):
    """A part of a whole."""

    part: int
    whole: int

    @property
    def size(self) -> float:
        """The share as a number from 0 to 1."""
        return self.part / self.whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Every figure of a group of talks, and the shares; a share or median that may not be shown is None."""

    offered: Figure
    again: Figure
    answers: Mapping[Answer, Figure]
    held: Figure
    to_hold: Figure | None
    """Said yes, and the time has not come; None on paper."""
    yes_share: Share | None
    held_share: Share | None
    median: float | None
    timed: Figure
    undated: Figure


def _exact(number: int) -> Figure:
    return Figure(Shown.EXACT, number)


def _share(part: int, whole: int) -> Share | None:
    return Share(part, whole) if whole else None


def exact(counts: TalkCounts) -> Summary:
    """Return the figures for the consultant's own eyes."""
    yes, held = counts.answers[Answer.YES], counts.held[Held.HELD]
    return Summary(
        offered=_exact(counts.offered),
        again=_exact(counts.again),
        answers={one: _exact(counts.answers[one]) for one in Answer},
        held=_exact(held),
        to_hold=_exact(counts.held[Held.WAITING]),
        yes_share=_share(yes, counts.answerable),
        held_share=_share(held, counts.holdable),
        median=counts.median_days,
        timed=_exact(counts.timed),
        undated=_exact(counts.undated),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The figures of a paper. ``schools`` name the table's rows; with one row there is no table by school to show.

    ``offered`` and ``held`` stand by quarter; ``held`` is empty where its numbers would give something away.
    """

    summary: Summary
    schools: tuple[int, ...]
    table: SafeTable
    offered: tuple[Figure, ...] = ()
    held: tuple[Figure, ...] = ()


def on_paper(total: TalkCounts, schools: Mapping[int, TalkCounts], quarters: Sequence[TalkCounts]) -> Paper | None:
    """Return the figures as they may leave; None where there is too little to show anything."""
    found = _by_school(schools)
    if found is None:
        return None
    rows, table = found
    answers = dict(zip(Answer, table.column_totals, strict=True))
    summary = _summary(total, answers)
    offered, held = _by_quarter(quarters, summary)
    return Paper(summary=summary, schools=rows, table=table, offered=offered, held=held)


def _by_school(schools: Mapping[int, TalkCounts]) -> tuple[tuple[int, ...], SafeTable] | None:
    """Return the largest table of schools that can be protected; the smallest ones are merged for it."""
    order = sorted((one for one in schools if one != NO_SCHOOL), key=lambda one: -schools[one].offered)
    for kept in range(len(order), -1, -1):
        alone = order[:kept]
        rest = [one for one in schools if one not in alone]
        groups = [[one] for one in alone] + ([rest] if rest else [])
        counts = [[sum(schools[one].answers[answer] for one in group) for answer in Answer] for group in groups]
        table = protect(counts) if counts else None
        if table is not None:
            rows = [*alone, *([NO_SCHOOL if rest == [NO_SCHOOL] else OTHERS] if rest else [])]
            return tuple(rows), table
    return None


def _safe(part: int, whole: int) -> bool:
    """Tell whether a part and its rest are both none or enough to be shown."""
    return all(one == 0 or one >= FEW for one in (part, whole - part))


def _summary(total: TalkCounts, answers: Mapping[Answer, Figure]) -> Summary:
    yes, waiting = answers[Answer.YES].number, answers[Answer.WAITING].number
    held = _held(total, answers[Answer.YES])
    yes_share = held_share = None
    if yes is not None and waiting is not None and total.answerable >= FEW and _safe(yes, total.answerable):
        yes_share = Share(yes, total.answerable)
    if held.number is not None and yes is not None and yes >= FEW and not total.held[Held.WAITING]:
        held_share = Share(held.number, yes)
    timed, undated = _timed(total, held)
    return Summary(
        offered=_exact(total.offered),
        again=_part(total.again, total.offered),
        answers=answers,
        held=held,
        to_hold=None,
        yes_share=yes_share,
        held_share=held_share,
        median=total.median_days if total.timed >= FEW else None,
        timed=timed,
        undated=undated,
    )


def _part(part: int, whole: int) -> Figure:
    """Return a part of a whole that is known exactly."""
    safe = protect([[part, whole - part]])
    return _HIDDEN if safe is None else safe.cells[0][0]


def _held(total: TalkCounts, yes: Figure) -> Figure:
    """Return how many were held; hidden where the rest of those who said yes would be few, or are not shown."""
    held = total.held[Held.HELD]
    if 0 < held < FEW:
        return figure(held)
    if held == 0:
        return _exact(0)
    if yes.number is None or not _safe(held, yes.number):
        return _HIDDEN
    return _exact(held)


def _timed(total: TalkCounts, held: Figure) -> tuple[Figure, Figure]:
    """Return how many talks the median is taken of, and of how many the list's day is missing."""
    if held.number is None:
        return (figure(total.timed) if total.timed < FEW else _HIDDEN), _HIDDEN
    safe = protect([[total.timed, total.undated, held.number - total.timed - total.undated]])
    return (_HIDDEN, _HIDDEN) if safe is None else (safe.cells[0][0], safe.cells[0][1])


def _by_quarter(quarters: Sequence[TalkCounts], summary: Summary) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    if summary.held.number is not None:
        both = protect([[one.held[Held.HELD], one.offered - one.held[Held.HELD]] for one in quarters])
        if both is not None and all(one.shown is Shown.EXACT for one in both.column_totals):
            return both.row_totals, tuple(row[0] for row in both.cells)
    alone = protect([[one.offered for one in quarters]])
    return (alone.cells[0], ()) if alone is not None else ((), ())
