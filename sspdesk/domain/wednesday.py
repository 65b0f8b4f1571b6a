"""Onsdagsgruppen: the police's contacts, the roles on the list, the six decisions and the states of a line (PRO-1)."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import ContactId, ImportId, LineId, MeetingId, PersonId, ProfessionalId

MAX_TEXT = 280
"""Longest neutral description of a contact in characters (domain.md § 3.1)."""


class Role(StrEnum):
    """The person's part in what the police saw. The neutral default brands nobody as a suspect."""

    CHARGED = "sigtet"
    SUSPECTED = "mistaenkt"
    WITNESS = "vidne"
    VICTIM = "forurettet"
    WORRYING_BEHAVIOUR = "bekymrende_adfaerd"
    HARMFUL_NETWORK = "uhensigtsmaessigt_netvaerk"
    MET = "andet"


class Theme(StrEnum):
    """What the contact was about, chosen by the user and never shown without the role."""

    VANDALISM = "haervaerk"
    TRAFFIC = "faerdsel"
    UNREST = "uro"
    SHOPLIFTING = "butikstyveri"
    DRUGS = "rusmidler"
    DIGITAL = "digitalt"
    VIOLENCE = "slagsmaal"
    OTHER = "andet"


class ContactState(StrEnum):
    """Where a line stands (domain.md § 3.1)."""

    RECEIVED = "modtaget"
    CLARIFIED = "afklaret"
    TALK_RECOMMENDED = "samtale_anbefalet"
    OTHER_EFFORT = "anden_indsats"
    NOT_RELEVANT = "ikke_relevant"
    ASSIGNED = "tildelt"
    CLOSED = "afsluttet"


class Decision(StrEnum):
    """The group's six possible decisions on a line."""

    OFFER_TALK = "samtale"
    STREET_TEAM = "gadeteam"
    NOTIFICATION = "underretning"
    ALREADY_HELPED = "hjaelpes_allerede"
    NO_ACTION = "ingen_handling"
    NOT_RELEVANT = "ikke_relevant"

    @property
    def key(self) -> int:
        """The digit that chooses the decision at the meeting."""
        return list(Decision).index(self) + 1

    @property
    def paper_letter(self) -> str:
        """The letter beside the box on the printed list."""
        return "SGUHIX"[list(Decision).index(self)]


KEEPS_LONGER = frozenset({Decision.OFFER_TALK, Decision.STREET_TEAM, Decision.NOTIFICATION, Decision.ALREADY_HELPED})
"""Decisions that keep a person longer than 14 days and so start the duty to inform (GDPR art. 14)."""

NEEDS_RESPONSIBLE = frozenset({Decision.OFFER_TALK, Decision.STREET_TEAM, Decision.NOTIFICATION})


def state_after(decision: Decision | None, responsible: ProfessionalId | None) -> ContactState:
    """Return the state of a contact after a decision, or after a decision was taken back (None)."""
    if decision is None:
        return ContactState.CLARIFIED
    if decision is Decision.NO_ACTION:
        return ContactState.CLOSED
    if decision is Decision.NOT_RELEVANT:
        return ContactState.NOT_RELEVANT
    if responsible is not None and decision in NEEDS_RESPONSIBLE:
        return ContactState.ASSIGNED
    return ContactState.TALK_RECOMMENDED if decision is Decision.OFFER_TALK else ContactState.OTHER_EFFORT


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliceContact:
    """One line of the police's list: one person, one event."""

    id: ContactId = ContactId(0)
    person_id: PersonId
    contact_date: date
    contact_time: time | None = None
    role: Role = Role.MET
    role_text: str = ""
    theme: Theme | None = None
    place: str = ""
    text: str = ""
    reference: str = ""
    talk_recommended: bool | None = None
    officer: str = ""
    guardian_informed: bool | None = None
    note: str = ""
    received_on: date
    import_id: ImportId | None = None
    source_row: int | None = None
    source_hash: str = ""
    state: ContactState = ContactState.CLARIFIED


def check_contact(contact: PoliceContact, born: date | None, today: date) -> None:
    """Raise DomainError when the date lies over 31 days ahead or before birth, or the text is too long."""
    if (contact.contact_date - today).days > 31:
        raise DomainError("contact_in_future", "contact_date")
    if born is not None and contact.contact_date < born:
        raise DomainError("contact_before_birth", "contact_date")
    if len(contact.text) > MAX_TEXT:
        raise DomainError("text_too_long", "text", limit=MAX_TEXT, length=len(contact.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """One contact on one meeting's list, with what the group decided."""

    id: LineId = LineId(0)
    meeting_id: MeetingId
    contact_id: ContactId
    number: int
    decision: Decision | None = None
    responsible_id: ProfessionalId | None = None
    due: date | None = None
    note: str = ""
    decided_at: datetime | None = None
    carried_from: MeetingId | None = None
    withheld_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportBatch:
    """One imported police list: where its contacts came from."""

    id: ImportId = ImportId(0)
    file_name: str
    sha256: str
    imported_at: datetime
    row_count: int
    meeting_id: MeetingId | None = None
