"""The preventive talk (forebyggende samtale, PRO-2): its states, the moves between them, its facts and minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import LineId, PersonId, ProfessionalId, SchoolCaseId, TalkId, TransitionId

MAX_REASON = 280
MAX_MINUTES = 4000
"""Longest reason, and longest phase of the minutes, in characters."""


class TalkState(StrEnum):
    """Where a talk stands (domain.md § 3.2); the last four are side exits."""

    RECOMMENDED = "anbefalet"
    OFFERED = "tilbudt"
    ACCEPTED = "accepteret"
    DECLINED = "afslaaet"
    NO_REPLY = "ikke_reageret"
    PLANNED = "planlagt"
    HELD = "afholdt"
    FOLLOW_UP = "opfoelgning"
    CLOSED = "afsluttet"
    TO_NOTIFICATION = "til_underretning"
    TO_INFOHUS = "til_infohus"
    TO_EXIT = "til_exit"
    CANCELLED = "aflyst"

    @property
    def outward(self) -> "TalkState":
        """The state as everybody outside Exit reads it: over to Exit is a talk that ended (domain.md § 3.6)."""
        return TalkState.CLOSED if self is TalkState.TO_EXIT else self


SIDE_EXITS = (TalkState.TO_NOTIFICATION, TalkState.TO_INFOHUS, TalkState.TO_EXIT)
_OUT = (*SIDE_EXITS, TalkState.CANCELLED)
MOVES: Mapping[TalkState, tuple[TalkState, ...]] = {
    TalkState.RECOMMENDED: (TalkState.OFFERED, *_OUT),
    TalkState.OFFERED: (TalkState.ACCEPTED, TalkState.DECLINED, TalkState.NO_REPLY, *_OUT),
    TalkState.ACCEPTED: (TalkState.PLANNED, TalkState.DECLINED, *_OUT),
    TalkState.DECLINED: (TalkState.OFFERED, TalkState.CLOSED, *SIDE_EXITS),
    TalkState.NO_REPLY: (
        *(TalkState.OFFERED, TalkState.ACCEPTED, TalkState.DECLINED, TalkState.CLOSED),
        *SIDE_EXITS,
    ),
    TalkState.PLANNED: (TalkState.HELD, TalkState.ACCEPTED, TalkState.DECLINED, *_OUT),
    TalkState.HELD: (TalkState.FOLLOW_UP, TalkState.CLOSED, *SIDE_EXITS),
    TalkState.FOLLOW_UP: (TalkState.CLOSED, *SIDE_EXITS),
    **dict.fromkeys((TalkState.CLOSED, *_OUT), ()),
}
"""Every legal move. From planned back to accepted: the time fell through. A no and silence are endings nobody is
punished for; the talk may be offered again."""

ENDED = frozenset({TalkState.DECLINED, TalkState.NO_REPLY, TalkState.CLOSED, *_OUT})
"""States in which nothing is asked of anybody, save a re-offer that was chosen."""


class TalkKind(StrEnum):
    """What a talk is about; how often it is offered again is set for each."""

    PREVENTIVE = "forebyggende"
    CONCERN = "bekymring"
    RADICALISATION = "radikalisering"


REOFFERS: Mapping[TalkKind, int] = {TalkKind.PREVENTIVE: 0, TalkKind.CONCERN: 0, TalkKind.RADICALISATION: 2}
"""How often a declined talk is offered again unless the settings say otherwise; only the last has a source (S001)."""


MOST_REOFFERS = 2


def check_reoffers(own: Mapping[str, int]) -> None:
    """Raise DomainError("reoffers_cannot_be") beside the kind whose number is none."""
    for name, count in own.items():
        if not 0 <= count <= MOST_REOFFERS:
            raise DomainError("reoffers_cannot_be", TalkKind(name).value)


class TalkOrigin(StrEnum):
    """Where a talk comes from."""

    WEDNESDAY = "onsdagsgruppen"
    SCHOOL = "skole"
    STREET_TEAM = "gadeteam"
    DIRECT = "direkte"


class NotifyCheck(StrEnum):
    """The answer to the check on the duty to notify (barnets lov § 133) at the end of a talk."""

    NEEDED = "ja"
    NOT_NEEDED = "nej"


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A preventive talk with a person and their parents; its minutes have the phases ``mapping`` to ``measures``."""

    id: TalkId = TalkId(0)
    person_id: PersonId
    line_id: LineId | None = None
    school_case_id: SchoolCaseId | None = None
    kind: TalkKind = TalkKind.PREVENTIVE
    origin: TalkOrigin = TalkOrigin.WEDNESDAY
    state: TalkState = TalkState.RECOMMENDED
    reason: str = ""
    recommended_on: date
    changed_on: date
    offer_by: date | None = None
    responsible_id: ProfessionalId | None = None
    planned_at: datetime | None = None
    place: str = ""
    held_at: datetime | None = None
    mapping: str = ""
    accountability: str = ""
    measures: str = ""
    read_on: date | None = None
    """The day the family read the minutes."""
    notify_check: NotifyCheck | None = None
    notify_checked_on: date | None = None
    notify_reason: str = ""

    @property
    def open(self) -> bool:
        """Whether something is still asked of somebody."""
        return self.state not in ENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What every move asks for: day, who decided (a forum or a person), legal basis, note (domain.md § 3.0)."""

    day: date
    decided_by: str
    basis_code: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One move of a talk, as it was made."""

    id: TransitionId = TransitionId(0)
    talk_id: TalkId
    person_id: PersonId
    from_state: TalkState | None
    to_state: TalkState
    day: date
    decided_by: str
    basis_code: str
    note: str = ""
    at: datetime
    by: str


_USUAL_BASIS = {
    TalkState.RECOMMENDED: "RPL115-1",
    TalkState.OFFERED: "RPL115-1",
    TalkState.DECLINED: "RPL115-1",
    TalkState.NO_REPLY: "RPL115-1",
    TalkState.CANCELLED: "RPL115-1",
    TalkState.TO_NOTIFICATION: "BL133",
    TalkState.TO_INFOHUS: "RPL115-1",
}


def usual_basis(to: TalkState) -> str:
    """Return the code of the legal basis a move usually stands on; once the family has said yes, their consent."""
    return _USUAL_BASIS.get(to, "SAMT")


def check_move(talk: Talk, to: TalkState, step: Step, today: date) -> None:
    """Raise DomainError for a move that is none, or beside the fact that is missing or cannot be so."""
    if to not in MOVES[talk.state]:
        raise DomainError("talk_move_illegal")
    check_step(step, talk.changed_on, today)
    if talk.state is TalkState.HELD and to is not TalkState.TO_NOTIFICATION and talk.notify_check is None:
        raise DomainError("notify_check_missing", "notify_check")


def check_step(step: Step, since: date, today: date) -> None:
    """Raise DomainError when the day lies ahead or before the last move, or nobody is said to have decided."""
    if step.day > today:
        raise DomainError("talk_day_in_future", "day")
    if step.day < since:
        raise DomainError("talk_day_before_last", "day")
    if not step.decided_by.strip():
        raise DomainError("decided_by_missing", "decided_by")


def check_held_on(day: date, span: tuple[date, date], today: date) -> None:
    """Raise DomainError beside ``on`` when a talk cannot have been held on a day; ``span`` leaves room for it."""
    if day > today:
        raise DomainError("talk_day_in_future", "on")
    if day < span[0]:
        raise DomainError("talk_day_before_last", "on")
    if day > span[1]:
        raise DomainError("talk_day_after_next", "on")


def check_talk(talk: Talk, today: date) -> None:
    """Raise DomainError beside a fact of a talk that cannot be so."""
    if len(talk.reason) > MAX_REASON:
        raise DomainError("text_too_long", "reason", limit=MAX_REASON, length=len(talk.reason))
    for name in ("mapping", "accountability", "measures"):
        length = len(getattr(talk, name))
        if length > MAX_MINUTES:
            raise DomainError("text_too_long", name, limit=MAX_MINUTES, length=length)
    if talk.read_on is not None and talk.held_at is not None and not talk.held_at.date() <= talk.read_on <= today:
        raise DomainError("read_day_cannot_be", "read_on")
    if talk.notify_check is NotifyCheck.NEEDED and not talk.notify_reason.strip():
        raise DomainError("notify_reason_missing", "notify_reason")


def may_have_minutes(talk: Talk) -> bool:
    """Tell whether the talk was held, so that minutes, agreements and follow-ups can be written."""
    return talk.held_at is not None
