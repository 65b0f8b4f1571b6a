"""What a search found, ready to be shown: persons, and texts of contacts, notes, talks and remarks."""

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
