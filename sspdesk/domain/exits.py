"""The Exit case (PRO-6; S004:326-345, S002): its states and moves, the gate before the agreement, who is warned of age.

Exit is confidential beyond the rest: nothing outside these tables points at a case, so that no list, search, paper or
export of the open desk can tell who has one (domain.md § 3.6).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import ExitCaseId, ExitPartId, PersonId, ProfessionalId, TalkId
from sspdesk.domain.talks import Step

MAX_NOTE = 2000
"""Longest free text, in characters."""
KIV_UNTIL = date(2016, 1, 1)
"""KIV was joined with Exit in 2015 (S002:112-117); it stands for older cases only."""
USUAL_WEEKS = 52
"""About how long a course takes, unless it is planned otherwise."""
CONFIDENTIAL = "exit_"
"""How the names of Exit's tables begin; nothing else's does."""


def is_confidential(kind: str) -> bool:
    """Tell whether a table's rows are seen inside Exit only."""
    return kind.startswith(CONFIDENTIAL)


class ExitState(StrEnum):
    """Where a case stands: the step that is being worked on."""

    ENQUIRY = "henvendelse"
    THREAT = "trusselsvurdering"
    VISITATION = "visitation"
    APPROVED = "godkendt"
    AGREED = "aftale"
    COURSE = "forloeb"
    COMPLETED = "gennemfoert"
    INTERRUPTED = "afbrudt"
    CLOSED = "lukket"


MOVES: Mapping[ExitState, tuple[ExitState, ...]] = {
    ExitState.ENQUIRY: (ExitState.THREAT, ExitState.CLOSED),
    ExitState.THREAT: (ExitState.VISITATION, ExitState.CLOSED),
    ExitState.VISITATION: (ExitState.APPROVED, ExitState.CLOSED),
    ExitState.APPROVED: (ExitState.AGREED, ExitState.CLOSED),
    ExitState.AGREED: (ExitState.COURSE, ExitState.INTERRUPTED),
    ExitState.COURSE: (ExitState.COMPLETED, ExitState.INTERRUPTED),
    ExitState.COMPLETED: (ExitState.CLOSED,),
    ExitState.INTERRUPTED: (ExitState.CLOSED,),
    ExitState.CLOSED: (),
}
"""Every legal move. Before the agreement a case may be closed (the citizen lets go, or it is refused)."""
ENDED = frozenset({ExitState.COMPLETED, ExitState.INTERRUPTED})
"""The course is over; its outcomes are looked for after 3 and 12 months."""
BEFORE_AGREEMENT = frozenset({ExitState.ENQUIRY, ExitState.THREAT, ExitState.VISITATION, ExitState.APPROVED})
ACTIVE = frozenset({ExitState.AGREED, ExitState.COURSE})
"""States that take one of the municipality's places."""


class Programme(StrEnum):
    """Which programme a case runs by (S002:46-53)."""

    EXIT = "exit"
    FRAMEWORK = "rammemodel"
    KIV = "kiv"


class EnquirySource(StrEnum):
    """Who turned to the municipality."""

    CITIZEN = "borgeren"
    POLICE = "politiet"
    PRISON_SERVICE = "kriminalforsorgen"
    MUNICIPALITY = "kommunen"
    TALK = "samtale"
    OTHER = "andre"


class SideKind(StrEnum):
    """A side state beside the course."""

    CUSTODY = "varetaegt_eller_afsoning"
    SAFE_HOUSE = "safe_house"


class AgeWarning(StrEnum):
    """What is worth knowing of an age; it never blocks (S002:229-250)."""

    MINOR = "under_18"
    OLDER = "over_25"
    UNKNOWN = "ukendt"


class OutcomePoint(StrEnum):
    """When the outcome is looked for (IND-16, IND-17)."""

    THREE_MONTHS = "3_maaneder"
    TWELVE_MONTHS = "12_maaneder"

    @property
    def months(self) -> int:
        """How many months after the end."""
        return 3 if self is OutcomePoint.THREE_MONTHS else 12


class OutcomeAnswer(StrEnum):
    """What was found: the good outcome, the other, or that nobody could tell."""

    YES = "ja"
    NO = "nej"
    UNKNOWN = "ukendt"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitCase:
    """One person's way out. ``changed_on`` is the day of the last move."""

    id: ExitCaseId = ExitCaseId(0)
    person_id: PersonId
    number: str
    programme: Programme = Programme.EXIT
    source: EnquirySource = EnquirySource.CITIZEN
    talk_id: TalkId | None = None
    state: ExitState = ExitState.ENQUIRY
    received_on: date
    changed_on: date
    contact_id: ProfessionalId | None = None
    """The contact person in the municipality, the way in for citizen and authorities (S004:343)."""
    approved_on: date | None = None
    approval_reference: str = ""
    planned_weeks: int = USUAL_WEEKS
    ended_on: date | None = None
    note: str = ""

    @property
    def open(self) -> bool:
        """Whether something is still to come."""
        return self.state is not ExitState.CLOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitMove:
    """One move of a case, as it was made."""

    id: ExitPartId = ExitPartId(0)
    case_id: ExitCaseId
    from_state: ExitState | None
    to_state: ExitState
    day: date
    decided_by: str
    basis_code: str
    note: str = ""
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Threat:
    """The police's assessment of the threat: when, by whom, which level. Never the grounds (S004:343)."""

    id: ExitPartId = ExitPartId(0)
    case_id: ExitCaseId
    day: date
    police_contact: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Custody, where Kriminalforsorgen leads until the hand-over, or a stay in a safe house."""

    id: ExitPartId = ExitPartId(0)
    case_id: ExitCaseId
    kind: SideKind
    began_on: date
    ended_on: date | None = None
    led_by: str = ""
    handed_over: str = ""
    """What was handed over, and to whom, when custody ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitOutcome:
    """What was found 3 or 12 months after the end."""

    id: ExitPartId = ExitPartId(0)
    case_id: ExitCaseId
    point: OutcomePoint
    found_on: date
    answer: OutcomeAnswer
    source: str = ""


# -- rules -----------------------------------------------------------------------------------------------------------


def age_warning(age: int | None) -> AgeWarning | None:
    """Return what is worth knowing of an age, None from 18 to 25."""
    if age is None:
        return AgeWarning.UNKNOWN
    if age < 18:
        return AgeWarning.MINOR
    return AgeWarning.OLDER if age > 25 else None


def check_case(case: ExitCase, today: date) -> None:
    """Raise DomainError beside a fact of a case that cannot be so."""
    if case.received_on > today:
        raise DomainError("exit_day_in_future", "received_on")
    if case.programme is Programme.KIV and case.received_on >= KIV_UNTIL:
        raise DomainError("kiv_is_history", "programme")
    if not 1 <= case.planned_weeks <= 520:
        raise DomainError("exit_weeks_cannot_be", "planned_weeks")
    check_text(case.note, "note")


def check_text(text: str, field: str) -> str:
    """Return a text without outer spaces, or raise DomainError beside the field when it is too long."""
    tidy = text.strip()
    if len(tidy) > MAX_NOTE:
        raise DomainError("text_too_long", field, limit=MAX_NOTE, length=len(tidy))
    return tidy


def require_threat(threats: Iterable[Threat]) -> Threat:
    """Return the latest assessment; without one an agreement is a draft: DomainError("exit_threat_missing")."""
    latest = max(threats, key=lambda one: (one.day, one.id), default=None)
    if latest is None:
        raise DomainError("exit_threat_missing")
    return latest


def check_move(case: ExitCase, to: ExitState, step: Step, threats: Iterable[Threat], sides: Iterable[Side]) -> None:
    """Raise DomainError for a move that is none, or that lacks the police's assessment or the hand-over."""
    if to not in MOVES[case.state]:
        raise DomainError("exit_move_illegal")
    if step.day < case.changed_on:
        raise DomainError("talk_day_before_last", "day")
    if to in (ExitState.VISITATION, ExitState.APPROVED, ExitState.AGREED):
        require_threat(threats)
    if to is ExitState.COMPLETED and any(one.ended_on is None for one in sides):
        raise DomainError("exit_side_open")
    if to is ExitState.INTERRUPTED and not step.note.strip():
        raise DomainError("exit_interruption_reason", "note")


def check_threat(threat: Threat, levels: Iterable[str], today: date) -> None:
    """Raise DomainError beside the missing contact, a level that is not on the list, or a day to come."""
    if threat.day > today:
        raise DomainError("exit_day_in_future", "day")
    if not threat.police_contact.strip():
        raise DomainError("exit_police_contact_missing", "police_contact")
    if threat.level not in set(levels):
        raise DomainError("exit_level_unknown", "level")


def check_side(side: Side, today: date) -> None:
    """Raise DomainError beside a day that cannot be, or a hand-over that is not told."""
    if side.began_on > today:
        raise DomainError("exit_day_in_future", "began_on")
    if side.ended_on is not None:
        if not side.began_on <= side.ended_on <= today:
            raise DomainError("exit_side_ends_before", "ended_on")
        if side.kind is SideKind.CUSTODY and not side.handed_over.strip():
            raise DomainError("exit_hand_over_missing", "handed_over")
    check_text(side.handed_over, "handed_over")


def check_levels(levels: Iterable[str]) -> tuple[str, ...]:
    """Return the list of levels without empty lines; raise DomainError when nothing is left or one stands twice."""
    tidy = tuple(" ".join(one.split()) for one in levels if one.strip())
    if not tidy or len({one.casefold() for one in tidy}) != len(tidy):
        raise DomainError("exit_levels_cannot_be", "levels")
    return tidy
