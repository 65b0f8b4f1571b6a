"""Disclosures (videregivelser): legal bases with validity dates, what left, to whom, why (domain.md §§ 5, 5.1 G-1)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sspdesk.domain.consents import ConsentTopic
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import BasisId, DisclosureId, MeetingId, PersonId, ProfessionalId


class Document(StrEnum):
    """The document's id in domain.md § 9."""

    MEETING_LIST = "DOC-01"
    DECISION_MINUTES = "DOC-02"
    CONSENT_FORM = "DOC-18"
    RELEASE_CHECKLIST = "DOC-19"
    RELEASE_AGENDA = "DOC-20"
    RELEASE_MINUTES = "DOC-21"
    CONTACT_SHEET = "DOC-22"
    AGENDA = "DOC-26"
    MINUTES = "DOC-27"
    HANDOUT = "DOC-28"
    INVITATION = "DOC-03"
    TALK_MINUTES = "DOC-04"
    AGREEMENTS = "DOC-05"
    FOLLOW_UP = "DOC-06"
    PERSON_SUMMARY = "PERSONOVERSIGT"
    ATTACHMENT = "DOKUMENT"
    LOG_EXTRACT = "LOGUDTRAEK"
    REVIEW = "TILSYN"
    DAY_LIST = "DAGSLISTE"
    RELEASE_INVITATION = "LOESLADELSE-INDKALDELSE"


class Channel(StrEnum):
    """How a disclosure left."""

    PRINT = "udskrift"
    PDF = "krypteret_pdf"
    XLSX = "krypteret_xlsx"
    DOCX = "krypteret_docx"


class Field(StrEnum):
    """A kind of fact that can leave."""

    INITIALS = "initialer"
    NAME = "navn"
    AGE = "alder"
    BIRTH_DATE = "foedselsdato"
    SCHOOL = "skole"
    CLASS = "klasse"
    ROLE = "rolle"
    THEME = "tema"
    TASK = "opgave"
    DEADLINE = "frist"
    CALL = "kontakt"
    NEUTRAL_LINE = "neutral_linje"
    DECISION = "beslutning"
    CASE_NUMBER = "sagsnummer"
    NOTE = "note"
    TIMELINE = "forloeb"
    TASKS = "opgaver"
    DUTY = "oplysningspligt"
    DISCLOSURES = "videregivelser"
    CPR = "cpr"
    ADDRESS = "adresse"
    PHONE = "telefon"
    GUARDIANS = "foraeldre"
    DOCUMENT = "dokument"
    LOG = "log"
    STAFF = "medarbejdere"
    FIGURES = "tal"
    MEETING = "tid_og_sted"
    TALK_MINUTES = "referat"
    AGREEMENTS = "aftaler"


HANDOUT_FIELDS = frozenset(
    {Field.INITIALS, Field.NAME, Field.CLASS, Field.TASK, Field.DEADLINE, Field.CALL, Field.NEUTRAL_LINE}
)
"""All that may leave in a hand-out to an SSP teacher (PRO-10, issue § 8)."""
HANDOUT_CHANNELS = frozenset({Channel.PDF, Channel.XLSX})
"""How a hand-out may leave: as an encrypted file only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """A legal basis as data: law texts change (domain.md § 5)."""

    id: BasisId = BasisId(0)
    code: str
    name: str
    short_text: str = ""
    allows_disclosure: bool = True
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    checked_on: date | None = None
    checked_by: str = ""
    warning: str = ""

    def valid_on(self, day: date) -> bool:
        """Whether the basis is in force on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def outdated(self, day: date) -> bool:
        """Whether nobody has checked the text for over a year (G-6)."""
        return self.checked_on is None or (day - self.checked_on).days > 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """One print or export with persons on it. ``refused`` holds the code when it was stopped and nothing left.

    ``topics`` is what was told under the consents, ``recipient_id`` the professional who got it, ``content`` a digest
    of what stood in it, and ``reason`` why a basis without consent was used. The reason goes with the persons.
    """

    id: DisclosureId = DisclosureId(0)
    at: datetime
    by: str
    document: Document
    channel: Channel
    number: str
    recipient: str
    purpose: str
    basis_code: str
    fields: tuple[Field, ...]
    persons: tuple[PersonId, ...] = ()
    meeting_id: MeetingId | None = None
    copies: int = 1
    expires_on: date | None = None
    sha256: str = ""
    refused: str = ""
    topics: tuple[ConsentTopic, ...] = ()
    recipient_id: ProfessionalId | None = None
    content: str = ""
    reason: str = ""


KSP_BASES = frozenset({"RPL115-3A", "RPL115-3B", "RPL115-3C"})
"""The bases that let the KSP parties share without a consent (RPL § 115, stk. 1, nr. 3): only with a reason."""

BOUNDED = frozenset(
    {
        *(Document.CONSENT_FORM, Document.RELEASE_CHECKLIST, Document.RELEASE_AGENDA, Document.RELEASE_MINUTES),
        *(Document.CONTACT_SHEET, Document.RELEASE_INVITATION),
    }
)
"""Papers of a release: that one left, and to whom, already tells of the release."""

FORBIDDEN_PURPOSE_WORDS = ("efterforsk", "sigtelse", "bevis")
"""Word stems that make a purpose look like investigation, which RPL § 115, stk. 2 forbids (G-2)."""


def check_basis(basis: LegalBasis | None, day: date) -> LegalBasis:
    """Return the basis, or raise DomainError when there is none or it is not in force (G-1)."""
    if basis is None:
        raise DomainError("basis_missing", "basis")
    if not basis.allows_disclosure:
        raise DomainError("basis_not_for_sharing", "basis")
    if not basis.valid_on(day):
        raise DomainError("basis_not_in_force", "basis")
    return basis


def check_purpose(purpose: str) -> str:
    """Return the purpose, or raise DomainError when it is empty or is investigation (RPL § 115, stk. 2)."""
    if not purpose.strip():
        raise DomainError("purpose_missing", "purpose")
    if any(stem in purpose.casefold() for stem in FORBIDDEN_PURPOSE_WORDS):
        raise DomainError("purpose_is_investigation", "purpose")
    return purpose.strip()
