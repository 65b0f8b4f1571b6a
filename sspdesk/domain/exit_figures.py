"""Exit's figures (domain.md § 4.1 IND-16 to IND-20, § 4.2 L-13): only cases whose day has passed are counted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sspdesk.domain.exit_stages import outcome_due
from sspdesk.domain.exits import ACTIVE, ExitCase, ExitState, OutcomeAnswer, OutcomePoint, Programme
from sspdesk.domain.ids import ExitCaseId
from sspdesk.domain.persons import age_on

LEAST = 5
"""Counts below this stand as "<5" on paper, and shares are hidden (domain.md § 4.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Good ones of those counted; ``unknown`` are among those counted, ``waiting`` are not counted yet."""

    good: int
    counted: int
    unknown: int = 0
    waiting: int = 0

    @property
    def share(self) -> float | None:
        """The share, None where nobody is counted."""
        return self.good / self.counted if self.counted else None

    @property
    def fit_for_paper(self) -> bool:
        """Whether the share tells of nobody: enough on both sides, or none on one of them."""
        sides = (self.good, self.counted - self.good)
        return self.counted >= LEAST and all(one == 0 or one >= LEAST for one in sides)


Outcomes = Mapping[ExitCaseId, Mapping[OutcomePoint, OutcomeAnswer]]


def outcome_share(cases: Collection[ExitCase], outcomes: Outcomes, point: OutcomePoint, today: date) -> Share:
    """Return the share of good outcomes of those who ended; a missing one counts, and not as good (IND-16, IND-17)."""
    ended = [(one, outcome_due(one.ended_on, point)) for one in cases if one.ended_on is not None]
    passed = [one for one, due in ended if due <= today]
    answers = [outcomes.get(one.id, {}).get(point, OutcomeAnswer.UNKNOWN) for one in passed]
    return Share(
        good=sum(one is OutcomeAnswer.YES for one in answers),
        counted=len(passed),
        unknown=sum(one is OutcomeAnswer.UNKNOWN for one in answers),
        waiting=len(ended) - len(passed),
    )


def older_share(cases: Collection[ExitCase], born: Mapping[int, date | None]) -> Share:
    """Return the share of enquiries from persons over 25 on that day; an unknown birth date counts as not (IND-20)."""
    ages = [_age(one, born) for one in cases]
    return Share(
        good=sum(one is not None and one > 25 for one in ages),
        counted=len(ages),
        unknown=sum(one is None for one in ages),
    )


def _age(case: ExitCase, born: Mapping[int, date | None]) -> int | None:
    day = born.get(case.person_id)
    return None if day is None else age_on(day, case.received_on)


def by_programme(cases: Collection[ExitCase], begun: Collection[ExitCaseId]) -> dict[Programme, int]:
    """Return how many courses were begun in each programme (IND-18)."""
    return {kind: sum(one.programme is kind and one.id in begun for one in cases) for kind in Programme}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreements:
    """Exit agreements by how they stand (L-13)."""

    active: int
    completed: int
    interrupted: int


def agreements(cases: Collection[ExitCase], ended_as: Mapping[ExitCaseId, ExitState]) -> Agreements:
    """Count the agreements; a closed case counts by how its course ended."""
    return Agreements(
        active=sum(one.state in ACTIVE for one in cases),
        completed=sum(ended_as.get(one.id) is ExitState.COMPLETED for one in cases),
        interrupted=sum(ended_as.get(one.id) is ExitState.INTERRUPTED for one in cases),
    )
