"""A person's timeline: everything that concerns them, newest first, each entry with the facts its words need."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from sspdesk.domain.attachments import Attachment
from sspdesk.domain.consents import FullConsent
from sspdesk.domain.disclosures import Disclosure
from sspdesk.domain.ids import MeetingId, NoteId, PersonId
from sspdesk.domain.persons import Merge, Note
from sspdesk.domain.school_cases import SchoolCase
from sspdesk.domain.talk_records import FollowUp, Notification
from sspdesk.domain.talks import Talk
from sspdesk.domain.tasks import Task
from sspdesk.domain.wednesday import MeetingLine, PoliceContact


class TimelineKind(StrEnum):
    """What an entry is about; the timeline can be limited to one. An anonymous observation is never on it."""

    CONTACT = "politikontakt"
    MEETING = "onsdagsgruppen"
    SCHOOL = "skolesag"
    TALK = "samtale"
    NOTIFICATION = "underretning"
    CONSENT = "samtykke"
    TASK = "opgave"
    DISCLOSURE = "videregivelse"
    NOTE = "note"
    DOCUMENT = "dokument"
    RECORD = "oplysninger"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnMeeting:
    """A contact's line on a meeting's list, with the names of those who were given the task."""

    line: MeetingLine
    meeting_id: MeetingId
    starts_at: datetime
    responsible: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsible:
    """A task or a recommended talk and who has it."""

    what: Task | Talk
    responsible: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A disclosure and the name of the legal basis it stood on."""

    disclosure: Disclosure
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """The day the person was recorded."""

    person_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Consented:
    """A consent on the day it was given, or on the day it was taken back."""

    full: FullConsent
    withdrawn: bool = False


OfEffort = SchoolCase | FollowUp | Notification | Consented
"""What happens around a talk, besides its own moves."""
Facts = PoliceContact | OnMeeting | Responsible | Left | Note | Attachment | Merge | Created | OfEffort


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One event. ``clock`` is None where only the day is known."""

    kind: TimelineKind
    day: date
    clock: time | None = None
    facts: Facts

    @property
    def note_id(self) -> NoteId | None:
        """The note this entry shows, if it shows one."""
        return self.facts.id if isinstance(self.facts, Note) else None


def newest_first(entries: list[TimelineEntry]) -> tuple[TimelineEntry, ...]:
    """Return entries newest first; on one day those with a time come first, the day the person was recorded last."""
    return tuple(sorted(entries, key=_order, reverse=True))


def _order(entry: TimelineEntry) -> tuple[bool, date, bool, time]:
    recorded = isinstance(entry.facts, Created)
    return (not recorded, entry.day, entry.clock is not None, entry.clock or time())
