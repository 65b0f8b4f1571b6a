"""God Løsladelse (PRO-7): the stages of a case, the moves between them, its dates and the deadlines counted from them.

Dates of release are typed by the user; what the program computes of a sentence is a guide and never the law
(domain.md § 3.7).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import PersonId, ProfessionalId, ReleaseId, ReleaseMoveId
from sspdesk.domain.intervals import Interval
from sspdesk.domain.tasks import Anchor, AnchorKind, DeadlineRule, Rule, TaskKind

MAX_NOTE = 500
"""Longest note in characters."""


class Custody(StrEnum):
    """Why somebody is held."""

    SENTENCE = "afsoning"
    REMAND = "varetaegt"


class ReleaseState(StrEnum):
    """Where a case stands (domain.md § 3.7)."""

    INMATE = "indsat"
    NOTIFIED = "kommune_underrettet"
    OWNER = "handleplansansvarlig_udpeget"
    TALK = "samtale_og_udredning"
    PLAN = "handleplan"
    MEETINGS = "loesladelsesmoeder"
    RELEASED = "loesladt"
    FOLLOW_UP = "opfoelgning"
    CLOSED = "afsluttet"


ORDER = tuple(ReleaseState)
INSIDE = ORDER[: ORDER.index(ReleaseState.RELEASED)]
"""The stages before the release."""

MOVES: Mapping[ReleaseState, tuple[ReleaseState, ...]] = {
    **{state: (ORDER[ORDER.index(state) + 1], ReleaseState.RELEASED, ReleaseState.CLOSED) for state in INSIDE[:-1]},
    ReleaseState.MEETINGS: (ReleaseState.RELEASED, ReleaseState.CLOSED),
    ReleaseState.RELEASED: (ReleaseState.FOLLOW_UP, ReleaseState.CLOSED),
    ReleaseState.FOLLOW_UP: (ReleaseState.CLOSED,),
    ReleaseState.CLOSED: (),
}
"""Every legal move: one stage on; a release comes when it comes (remand above all); an ending at any time."""


class Ending(StrEnum):
    """Why a case was closed. That somebody says no thanks is recorded, never held against them."""

    DONE = "gennemfoert"
    DECLINED = "takker_nej"
    MOVED = "flyttet"
    STAYS = "bliver_indsat"
    OTHER = "andet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One case. ``owner`` is who at the municipality answers for the plan of action (handleplansansvarlig).

    ``possible_on`` is the possible release on parole, ``expected_on`` the day that is planned for; both are typed.
    """

    id: ReleaseId = ReleaseId(0)
    person_id: PersonId
    state: ReleaseState = ReleaseState.INMATE
    custody: Custody = Custody.SENTENCE
    institution: str = ""
    imprisoned_on: date | None = None
    notified_on: date | None = None
    possible_on: date | None = None
    expected_on: date | None = None
    expected_at: time | None = None
    released_on: date | None = None
    planned_on: date | None = None
    """The day the plan of action was ready."""
    owner: str = ""
    leading_id: ProfessionalId | None = None
    """Who leads the case at the prison and probation service; their consent is asked for like everybody's."""
    responsible_id: ProfessionalId | None = None
    ending: Ending | None = None
    note: str = ""
    begun_on: date
    changed_on: date

    @property
    def inside(self) -> bool:
        """Whether the release lies ahead."""
        return self.state in INSIDE

    @property
    def open(self) -> bool:
        """Whether the case goes on."""
        return self.state is not ReleaseState.CLOSED

    @property
    def release_day(self) -> date | None:
        """The day of the release: the real one, else the expected one."""
        return self.released_on or self.expected_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseMove:
    """One move of a case, as it was made."""

    id: ReleaseMoveId = ReleaseMoveId(0)
    release_id: ReleaseId
    person_id: PersonId
    from_state: ReleaseState | None
    to_state: ReleaseState
    day: date
    decided_by: str
    basis_code: str
    note: str = ""
    at: datetime
    by: str


# -- checks ----------------------------------------------------------------------------------------------------------


def check_move(case: Release, to: ReleaseState) -> None:
    """Raise DomainError for a move that is none, or where what the new stage stands on is missing."""
    if to not in MOVES[case.state]:
        raise DomainError("release_move_illegal")


def check_release(case: Release, today: date) -> None:
    """Raise DomainError beside a fact of a case that cannot be so."""
    if len(case.note) > MAX_NOTE:
        raise DomainError("text_too_long", "note", limit=MAX_NOTE, length=len(case.note))
    start = case.imprisoned_on
    for name in ("imprisoned_on", "notified_on", "released_on", "planned_on"):
        day = getattr(case, name)
        if day is not None and day > today:
            raise DomainError("release_day_in_future", name)
    if start is not None:
        for name in ("notified_on", "possible_on", "expected_on", "released_on"):
            day = getattr(case, name)
            if day is not None and day < start:
                raise DomainError("release_before_imprisoned", name)
    if case.state is not ReleaseState.INMATE and case.inside and case.notified_on is None:
        raise DomainError("release_notified_missing", "notified_on")
    if case.inside and ORDER.index(case.state) >= ORDER.index(ReleaseState.OWNER) and not case.owner.strip():
        raise DomainError("release_owner_missing", "owner")
    if case.state in (ReleaseState.RELEASED, ReleaseState.FOLLOW_UP) and case.released_on is None:
        raise DomainError("release_day_missing", "released_on")
    if case.state is ReleaseState.CLOSED and case.ending is None:
        raise DomainError("release_ending_missing", "ending")


def guide_to_parole(start: date, sentence_days: int) -> date:
    """Return the day two thirds of a sentence have passed, rounded up: a guide only, never the authorities' date."""
    if sentence_days < 1:
        raise DomainError("sentence_days_cannot_be", "sentence_days")
    return start + timedelta(days=-(-2 * sentence_days // 3))


# -- deadlines -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One deadline of a case: what is to be done, by which rule, counted from which of its days."""

    kind: TaskKind
    interval: Interval | None
    anchor: Anchor

    def rule(self, own: Mapping[Interval, Rule]) -> Rule:
        """Return the rule in force; at once where no interval belongs to it."""
        return own[self.interval] if self.interval is not None else AT_ONCE


AT_ONCE = Rule(DeadlineRule.DAYS, 0)
"""The prison tells the municipality at once (D-GL1)."""

DEADLINES = (
    TaskKind.RELEASE_NOTICE,
    TaskKind.RELEASE_PLAN,
    TaskKind.RELEASE_APPROACH,
    TaskKind.RELEASE_PAROLE,
    TaskKind.RELEASE_ACTIVE,
    TaskKind.RELEASE_EXPENSES,
    TaskKind.RELEASE_CONTACT_1,
    TaskKind.RELEASE_CONTACT_2,
)
"""What D-GL1 to D-GL7 ask for, in order."""

_UNTIL: Mapping[TaskKind, ReleaseState] = {
    TaskKind.RELEASE_NOTICE: ReleaseState.NOTIFIED,
    TaskKind.RELEASE_PLAN: ReleaseState.PLAN,
    TaskKind.RELEASE_APPROACH: ReleaseState.TALK,
    TaskKind.RELEASE_PAROLE: ReleaseState.RELEASED,
    TaskKind.RELEASE_ACTIVE: ReleaseState.MEETINGS,
    TaskKind.RELEASE_EXPENSES: ReleaseState.RELEASED,
}
"""The stage at which a deadline has been met."""


def met(kind: TaskKind, state: ReleaseState) -> bool:
    """Tell whether a stage meets a deadline."""
    until = _UNTIL.get(kind)
    return until is not None and ORDER.index(state) >= ORDER.index(until)


def deadlines(case: Release) -> Iterator[Due]:
    """Yield the deadlines that a case has now: those whose day is known and whose stage has not come.

    D-GL3 asks for contact a year before a possible parole that is more than a year away at imprisonment, else within
    four weeks of it. D-GL7 is counted from the real release, and before that from the expected one.
    """
    if not case.open:
        return
    prison, parole, release = _anchors(case)
    found: list[tuple[TaskKind, Interval | None, Anchor | None]] = [
        (TaskKind.RELEASE_NOTICE, None, prison),
        (TaskKind.RELEASE_PLAN, Interval.RELEASE_PLAN, prison),
        (TaskKind.RELEASE_APPROACH, *_approach(case, prison, parole)),
        (TaskKind.RELEASE_PAROLE, Interval.RELEASE_PAROLE, parole),
        (TaskKind.RELEASE_ACTIVE, Interval.RELEASE_ACTIVE, release),
        (TaskKind.RELEASE_EXPENSES, Interval.RELEASE_EXPENSES, release),
        (TaskKind.RELEASE_CONTACT_1, Interval.RELEASE_CONTACT_1, release),
        (TaskKind.RELEASE_CONTACT_2, Interval.RELEASE_CONTACT_2, release),
    ]
    for kind, interval, anchor in found:
        if anchor is not None and not met(kind, case.state):
            yield Due(kind=kind, interval=interval, anchor=anchor)


def _anchors(case: Release) -> tuple[Anchor | None, Anchor | None, Anchor | None]:
    def anchor(day: date | None, kind: AnchorKind) -> Anchor | None:
        return None if day is None else Anchor(day, kind, case.id)

    real = case.released_on is not None
    return (
        anchor(case.imprisoned_on, AnchorKind.IMPRISONED),
        anchor(case.possible_on, AnchorKind.POSSIBLE_PAROLE),
        anchor(case.release_day, AnchorKind.RELEASED if real else AnchorKind.EXPECTED_RELEASE),
    )


def _approach(case: Release, prison: Anchor | None, parole: Anchor | None) -> tuple[Interval | None, Anchor | None]:
    if case.possible_on is None:
        return None, None
    start = case.imprisoned_on
    if start is None or case.possible_on > start + relativedelta(years=1):
        return Interval.RELEASE_APPROACH_LONG, parole
    return Interval.RELEASE_APPROACH_SHORT, prison
