"""What a search found, ready to be shown: persons, texts that concern them, and records of every kind in groups."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sspdesk.domain.ids import PersonId
from sspdesk.domain.wednesday import Role, Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonHit:
    """A found person. A protected person's school is left out; CPR, address and phone have no place here."""

    id: PersonId
    name: str
    born: date | None = None
    age: int | None = None
    class_name: str = ""
    school: str = ""
    protected: bool = False


class TextKind(StrEnum):
    """Where a text was found."""

    CONTACT = "contact"
    NOTE = "note"
    REMARK = "person"
    TALK = "talk"
    PARENT = "guardian"
    DOCUMENT = "attachment"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextHit:
    """A found text and the person it belongs to. ``id`` is the contact's, the note's, the talk's or the person's."""

    kind: TextKind
    id: int
    person_id: PersonId
    name: str
    day: date
    text: str
    place: str = ""
    role: Role | None = None
    theme: Theme | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHits:
    """Everything one search found, newest first; never the words that were searched for."""

    persons: tuple[PersonHit, ...] = ()
    texts: tuple[TextHit, ...] = ()

    @property
    def count(self) -> int:
        """How many hits there are."""
        return len(self.persons) + len(self.texts)


class HitKind(StrEnum):
    """The kind of record a hit opens; the value is its table's name, which the log keeps."""

    PARENT = "guardian"
    TALK = "talk"
    CASE = "school_case"
    TASK = "task"
    NOTE = "note"
    REMARK = "person"
    CONTACT = "contact"
    DOCUMENT = "attachment"
    MEETING = "meeting"
    ITEM = "agenda_item"
    LINE = "meeting_line"
    FORUM = "forum"
    CONSENT = "consent"
    OBSERVATION = "observation"
    MATTER = "situational_matter"
    RELEASE = "release_case"


class HitGroup(StrEnum):
    """The headings hits stand under, in their order."""

    PARENTS = "foraeldre"
    TALKS = "samtaler"
    RELEASES = "loesladelser"
    TASKS = "opgaver"
    NOTES = "noter"
    DOCUMENTS = "dokumenter"
    CONTACTS = "politikontakter"
    MEETINGS = "moeder"
    CONSENTS = "samtykker"
    STREET = "gadeteam"


GROUP_OF: Mapping[HitKind, HitGroup] = {
    HitKind.PARENT: HitGroup.PARENTS,
    HitKind.TALK: HitGroup.TALKS,
    HitKind.CASE: HitGroup.TALKS,
    HitKind.TASK: HitGroup.TASKS,
    HitKind.NOTE: HitGroup.NOTES,
    HitKind.REMARK: HitGroup.NOTES,
    HitKind.DOCUMENT: HitGroup.DOCUMENTS,
    HitKind.CONTACT: HitGroup.CONTACTS,
    HitKind.MEETING: HitGroup.MEETINGS,
    HitKind.ITEM: HitGroup.MEETINGS,
    HitKind.LINE: HitGroup.MEETINGS,
    HitKind.FORUM: HitGroup.MEETINGS,
    HitKind.CONSENT: HitGroup.CONSENTS,
    HitKind.OBSERVATION: HitGroup.STREET,
    HitKind.MATTER: HitGroup.STREET,
    HitKind.RELEASE: HitGroup.RELEASES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHit:
    """A found record. A hit never holds CPR, address or phone.

    ``name`` is the person's, empty where the record concerns nobody. ``code`` is the state, kind or role as it is
    stored; ``place`` the forum's or the street place's name. ``meeting_id`` is the meeting it stands on. ``closed``
    marks a closed agenda item and a done task, ``police_list`` a meeting or forum with the police's list.
    """

    kind: HitKind
    id: int
    day: date | None = None
    person_id: PersonId | None = None
    name: str = ""
    text: str = ""
    code: str = ""
    place: str = ""
    meeting_id: int | None = None
    closed: bool = False
    police_list: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundGroup:
    """The newest hits of one group, and how many there are; ``more`` where there are more than were counted."""

    group: HitGroup
    hits: tuple[RecordHit, ...]
    count: int
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Everything the command field found, by group; never the words that were searched for."""

    persons: tuple[PersonHit, ...] = ()
    person_count: int = 0
    more_persons: bool = False
    groups: tuple[FoundGroup, ...] = ()

    @property
    def count(self) -> int:
        """How many hits were counted."""
        return self.person_count + sum(group.count for group in self.groups)
