"""What an Exit case holds: parties and signatures, focus areas, ratings, applications for funds, notes, links."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sspdesk.domain.errors import DomainError
from sspdesk.domain.exits import check_text
from sspdesk.domain.ids import ExitCaseId, ExitFocusId, ExitFundsId, ExitPartId, ExitPartyId, ProfessionalId

MAX_LINE = 280
"""Longest goal, next step or purpose, in characters."""


class PartyRole(StrEnum):
    """Who stands in the agreement; the first three make it one (S004:343)."""

    CITIZEN = "borger"
    MUNICIPALITY = "kommune"
    POLICE = "politi"
    PRISON_SERVICE = "kriminalforsorgen"
    OTHER = "anden"


REQUIRED = (PartyRole.CITIZEN, PartyRole.MUNICIPALITY, PartyRole.POLICE)
"""Without these signatures there is no agreement."""


class FocusArea(StrEnum):
    """The elements of "En vej ud" (P21, S002:119-128)."""

    HOUSING = "bolig"
    WORK = "beskaeftigelse_og_uddannelse"
    ECONOMY = "oekonomi"
    NETWORK = "netvaerk"
    SUBSTANCE = "misbrug"
    SECURITY = "sikkerhed"
    HEALTH = "helbred"
    MENTAL_HEALTH = "psykiske_problemer"
    FAMILY = "familie"
    THINKING = "taenkemoenstre"
    TAX = "skat"
    POLICE_HELP = "bistand_fra_politiet"
    MINOR = "saerlig_stoette_til_mindreaarige"
    INMATE = "saerligt_for_indsatte"
    OTHER = "andet"


class FocusStatus(StrEnum):
    """How an area stands, the one that matters most first."""

    URGENT = "haster"
    UNDER_WAY = "i_gang"
    WAITING = "venter"
    NOT_BEGUN = "ikke_begyndt"
    DONE = "klaret"


class FundsAnswer(StrEnum):
    """What Det Nationale Exitkontaktpunkt said to an application for funds."""

    GRANTED = "bevilget"
    PARTLY = "delvist_bevilget"
    REFUSED = "afslaaet"


class NoteKind(StrEnum):
    """What a note is."""

    NOTE = "notat"
    STATUS = "status"
    INTERRUPTION = "afbrydelse"


class PaperKind(StrEnum):
    """The papers of a case; the value is the document's id in domain.md § 9."""

    AGREEMENT = "DOC-13"
    PLAN = "DOC-14"
    STATUS = "DOC-15"
    INTERRUPTION = "DOC-16"
    FUNDS = "DOC-17"


class LinkKind(StrEnum):
    """The kind of record in the shared desk that a case points at; the value is its table's name."""

    TASK = "task"
    MEETING = "meeting"
    CONSENT = "consent"
    ATTACHMENT = "attachment"
    DISCLOSURE = "disclosure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who signs the agreement; ``reminded_on`` is when they were last asked for it."""

    id: ExitPartyId = ExitPartyId(0)
    case_id: ExitCaseId
    role: PartyRole
    name: str
    professional_id: ProfessionalId | None = None
    signed_on: date | None = None
    reminded_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """One focus area: goal, next step, who does it, by when. ``done_on`` is the day it was managed."""

    id: ExitFocusId = ExitFocusId(0)
    case_id: ExitCaseId
    area: FocusArea
    status: FocusStatus = FocusStatus.NOT_BEGUN
    goal: str = ""
    next_step: str = ""
    responsible: str = ""
    due: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """That an LS/RNR rating was made: day, rater, summary level and notes by domain. Never its items (licensed)."""

    id: ExitPartId = ExitPartId(0)
    case_id: ExitCaseId
    day: date
    rater: str
    level: str
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Funds:
    """An application for funds at Det Nationale Exitkontaktpunkt (S004:334); amounts in whole kroner."""

    id: ExitFundsId = ExitFundsId(0)
    case_id: ExitCaseId
    kroner: int
    purpose: str
    sent_on: date | None = None
    answer: FundsAnswer | None = None
    answered_on: date | None = None
    granted: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitNote:
    """A note of a case."""

    id: ExitPartId = ExitPartId(0)
    case_id: ExitCaseId
    kind: NoteKind = NoteKind.NOTE
    day: date
    text: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitLink:
    """That a record of the shared desk belongs to a case. The record itself does not know: it carries no mark.

    ``part`` names what it is for ("focus:7", "DOC-13"), ``title`` how Exit calls it.
    """

    id: ExitPartId = ExitPartId(0)
    case_id: ExitCaseId
    kind: LinkKind
    row_id: int
    part: str = ""
    title: str = ""


# -- rules -----------------------------------------------------------------------------------------------------------


def check_line(text: str, field: str) -> str:
    """Return a short text with single spaces, or raise DomainError when it is too long."""
    tidy = " ".join(text.split())
    if len(tidy) > MAX_LINE:
        raise DomainError("text_too_long", field, limit=MAX_LINE, length=len(tidy))
    return tidy


def check_party(party: Party, today: date) -> None:
    """Raise DomainError beside a missing name or a day to come."""
    if not party.name.strip():
        raise DomainError("name_missing", "name")
    if party.signed_on is not None and party.signed_on > today:
        raise DomainError("exit_day_in_future", "signed_on")


def missing_signatures(parties: Iterable[Party]) -> tuple[PartyRole, ...]:
    """Return the required roles that nobody has signed for, in their order."""
    signed = {one.role for one in parties if one.signed_on is not None}
    return tuple(role for role in REQUIRED if role not in signed)


def check_focus(focus: Focus) -> None:
    """Raise DomainError where an area is begun without a goal, or is done with a deadline still open."""
    if focus.status not in (FocusStatus.NOT_BEGUN, FocusStatus.DONE) and not focus.goal.strip():
        raise DomainError("exit_goal_missing", "goal")
    if focus.area is FocusArea.OTHER and not focus.goal.strip():
        raise DomainError("exit_goal_missing", "goal")


def check_rating(rating: Rating, today: date) -> None:
    """Raise DomainError beside what is missing of a rating."""
    if rating.day > today:
        raise DomainError("exit_day_in_future", "day")
    for name in ("rater", "level"):
        if not getattr(rating, name).strip():
            raise DomainError("exit_fact_missing", name)
    check_text(rating.notes, "notes")


def check_funds(funds: Funds, today: date) -> None:
    """Raise DomainError beside a fact of an application that cannot be so."""
    if funds.kroner <= 0:
        raise DomainError("exit_amount_cannot_be", "kroner")
    if not funds.purpose.strip():
        raise DomainError("purpose_missing", "purpose")
    if funds.sent_on is not None and funds.sent_on > today:
        raise DomainError("exit_day_in_future", "sent_on")
    if funds.answer is None:
        return
    if funds.sent_on is None or funds.answered_on is None or not funds.sent_on <= funds.answered_on <= today:
        raise DomainError("exit_answer_day_cannot_be", "answered_on")
    granted = funds.granted or 0
    right = {
        FundsAnswer.GRANTED: granted == funds.kroner,
        FundsAnswer.PARTLY: 0 < granted < funds.kroner,
        FundsAnswer.REFUSED: granted == 0,
    }
    if not right[funds.answer]:
        raise DomainError("exit_granted_cannot_be", "granted")


def check_note(note: ExitNote, today: date) -> None:
    """Raise DomainError beside an empty text or a day to come."""
    if not note.text.strip():
        raise DomainError("exit_fact_missing", "text")
    if note.day > today:
        raise DomainError("exit_day_in_future", "day")
    check_text(note.text, "text")
