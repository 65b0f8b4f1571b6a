"""The school's case (SSP-lærersag, PRO-3): what the school saw, what was decided, its states (domain.md § 3.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import InstitutionId, PersonId, ProfessionalId, SchoolCaseId
from sspdesk.domain.talks import MAX_REASON


class SchoolCaseState(StrEnum):
    """Where a school's case stands."""

    ENQUIRY = "henvendelse"
    ASSESSMENT = "vurdering"
    MEASURES = "tiltag"
    FOLLOW_UP = "opfoelgning"
    CLOSED = "afsluttet"


SCHOOL_MOVES: Mapping[SchoolCaseState, tuple[SchoolCaseState, ...]] = {
    SchoolCaseState.ENQUIRY: (SchoolCaseState.ASSESSMENT, SchoolCaseState.CLOSED),
    SchoolCaseState.ASSESSMENT: (SchoolCaseState.MEASURES, SchoolCaseState.CLOSED),
    SchoolCaseState.MEASURES: (SchoolCaseState.FOLLOW_UP, SchoolCaseState.CLOSED),
    SchoolCaseState.FOLLOW_UP: (SchoolCaseState.MEASURES, SchoolCaseState.CLOSED),
    SchoolCaseState.CLOSED: (),
}
"""Every legal move; from follow-up back to measures, where more is needed."""


class Trigger(StrEnum):
    """What the school saw (S004)."""

    CRIMINAL_ACT = "kriminel_handling"
    WITNESS = "vidne"
    WORRYING_BEHAVIOUR = "bekymrende_adfaerd"
    HARMFUL_NETWORK = "uhensigtsmaessig_adfaerd_eller_netvaerk"


class Measure(StrEnum):
    """What SSP teacher, SSP consultant and school head can decide on."""

    TALK = "samtale"
    MEDIATION = "konfliktmaegling"
    TEACHING = "klasseundervisning"
    REFERRAL = "onsdagsgruppen"
    NOTIFICATION = "underretning"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolCase:
    """One enquiry from a school about one pupil. Who decided, the day and the basis of the last move stand with it."""

    id: SchoolCaseId = SchoolCaseId(0)
    person_id: PersonId
    school_id: InstitutionId
    teacher_id: ProfessionalId | None = None
    state: SchoolCaseState = SchoolCaseState.ENQUIRY
    triggers: tuple[Trigger, ...] = ()
    measures: tuple[Measure, ...] = ()
    text: str = ""
    received_on: date
    changed_on: date
    decided_by: str = ""
    basis_code: str = ""
    note: str = ""


def check_school_case(case: SchoolCase, today: date) -> None:
    """Raise DomainError beside the fact that cannot be so."""
    if not case.triggers:
        raise DomainError("trigger_missing", "triggers")
    if case.received_on > today:
        raise DomainError("talk_day_in_future", "received_on")
    if len(case.text) > MAX_REASON:
        raise DomainError("text_too_long", "text", limit=MAX_REASON, length=len(case.text))


def check_school_move(case: SchoolCase, to: SchoolCaseState) -> None:
    """Raise DomainError for a move that is none, or measures without any."""
    if to not in SCHOOL_MOVES[case.state]:
        raise DomainError("school_move_illegal")
    if to is SchoolCaseState.MEASURES and not case.measures:
        raise DomainError("measure_missing", "measures")
