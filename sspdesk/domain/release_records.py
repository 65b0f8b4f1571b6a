"""What hangs on a release case: checklist, prison visits, contacts after the release, who takes part, its meetings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sspdesk.domain.consents import RELEASE_TOPICS, ConsentAuthority, ConsentTopic
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import (
    MeetingId,
    PersonId,
    ProfessionalId,
    ReleaseContactId,
    ReleaseId,
    ReleaseItemId,
    ReleaseMeetingId,
    ReleaseMemberId,
    ReleaseVisitId,
)

MAX_TITLE = 120
MAX_TEXT = 500


class Section(StrEnum):
    """A group of the checklist (Køreplan for god løsladelse)."""

    HOUSING = "bolig"
    SUPPORT = "forsoergelse"
    WORK = "beskaeftigelse_og_uddannelse"
    HEALTH = "helbred"
    SUBSTANCE = "misbrug"
    NETWORK = "netvaerk"
    PAPERS = "papirer_og_bank"
    DAY = "loesladelsesdagen"


TOPIC_OF: Mapping[Section, ConsentTopic] = {
    Section.HOUSING: ConsentTopic.HOUSING,
    Section.SUPPORT: ConsentTopic.ECONOMY,
    Section.WORK: ConsentTopic.WORK,
    Section.HEALTH: ConsentTopic.HEALTH,
    Section.SUBSTANCE: ConsentTopic.SUBSTANCE,
    Section.NETWORK: ConsentTopic.NETWORK,
    Section.PAPERS: ConsentTopic.OTHER,
    Section.DAY: ConsentTopic.OTHER,
}
"""The topic whose consent a section's points are shared under."""


class ItemState(StrEnum):
    """What became of a point of the checklist."""

    OPEN = "aaben"
    DONE = "klaret"
    NOT_NEEDED = "ikke_relevant"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseItem:
    """One point of the checklist. Its deadline is a task's; where the point has one, that task says whether it is done.

    ``responsible`` are free words where no professional of the register has the point.
    """

    id: ReleaseItemId = ReleaseItemId(0)
    release_id: ReleaseId
    person_id: PersonId
    number: int
    section: Section
    title: str
    note: str = ""
    responsible_id: ProfessionalId | None = None
    responsible: str = ""
    not_needed: bool = False
    done_on: date | None = None


class VisitState(StrEnum):
    """What became of a visit in the prison."""

    PLANNED = "aftalt"
    HELD = "holdt"
    CANCELLED = "aflyst"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseVisit:
    """One visit in the prison, or a talk by video or telephone instead. Times are local."""

    id: ReleaseVisitId = ReleaseVisitId(0)
    release_id: ReleaseId
    person_id: PersonId
    at: datetime
    place: str = ""
    state: VisitState = VisitState.PLANNED
    note: str = ""


class ContactPoint(StrEnum):
    """Which contact after the release it is."""

    FIRST = "foerste_kontakt"
    THREE_MONTHS = "tre_maaneder"
    OTHER = "anden"


class Known(StrEnum):
    """An answer that may be unknown."""

    YES = "ja"
    NO = "nej"
    UNKNOWN = "ukendt"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseContact:
    """One contact after the release: a roof, money to live on, something to do (S001:783)."""

    id: ReleaseContactId = ReleaseContactId(0)
    release_id: ReleaseId
    person_id: PersonId
    point: ContactPoint
    day: date
    reached: bool = True
    housing: Known = Known.UNKNOWN
    support: Known = Known.UNKNOWN
    occupation: Known = Known.UNKNOWN
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseMember:
    """A professional with a function in the release: for which authority, in which topics.

    Standing here admits nobody: only a consent to a topic AND the authority does, the leading authority's too.
    """

    id: ReleaseMemberId = ReleaseMemberId(0)
    release_id: ReleaseId
    person_id: PersonId
    professional_id: ProfessionalId
    authority: ConsentAuthority
    topics: tuple[ConsentTopic, ...]
    function: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseMeeting:
    """That a meeting of the calendar is a release meeting of a case."""

    id: ReleaseMeetingId = ReleaseMeetingId(0)
    release_id: ReleaseId
    person_id: PersonId
    meeting_id: MeetingId


def check_title(title: str) -> str:
    """Return a point's title, or raise DomainError when it is empty or too long."""
    words = " ".join(title.split())
    if not words:
        raise DomainError("text_missing", "title")
    if len(words) > MAX_TITLE:
        raise DomainError("text_too_long", "title", limit=MAX_TITLE, length=len(words))
    return words


def check_note(note: str) -> str:
    """Return a note, or raise DomainError when it is too long."""
    words = note.strip()
    if len(words) > MAX_TEXT:
        raise DomainError("text_too_long", "note", limit=MAX_TEXT, length=len(words))
    return words


def check_member(member: ReleaseMember) -> None:
    """Raise DomainError when somebody would take part without a topic, or in one that is none of a release."""
    if not member.topics:
        raise DomainError("release_member_without_topic", "topics")
    if not set(member.topics) <= set(RELEASE_TOPICS):
        raise DomainError("release_topic_is_none", "topics")


def check_contact(contact: ReleaseContact, released_on: date | None, today: date) -> None:
    """Raise DomainError when a contact lies before the release, in the future, or answers for nobody reached."""
    if contact.day > today:
        raise DomainError("release_day_in_future", "day")
    if released_on is None or contact.day < released_on:
        raise DomainError("release_contact_before", "day")
    answers = (contact.housing, contact.support, contact.occupation)
    if not contact.reached and any(one is not Known.UNKNOWN for one in answers):
        raise DomainError("release_contact_not_reached", "reached")


class CopyKind(StrEnum):
    """Which of the three papers it is."""

    INVITATION = "indkaldelse"
    AGENDA = "dagsorden"
    MINUTES = "referat"


class PrintState(StrEnum):
    """Whether a recipient's printed copy still holds."""

    NONE = "ikke_udskrevet"
    CURRENT = "gaelder"
    CHANGED = "aendret"
    WITHDRAWN = "samtykke_bortfaldet"
