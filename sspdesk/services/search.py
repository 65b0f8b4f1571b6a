"""Searches everything as the user types, and writes a search in the log without its words."""

from sspdesk.domain.ids import PersonId
from sspdesk.domain.log import Action
from sspdesk.domain.persons import age_on
from sspdesk.domain.search import Found, PersonHit, RecordHit, SearchHits, TextHit, TextKind
from sspdesk.storage.unit_of_work import UnitOfWork

__all__ = [
    "Found",
    "PersonHit",
    "RecordHit",
    "SearchHits",
    "TextHit",
    "TextKind",
    "find",
    "person_as_hit",
    "record_found",
    "record_search",
    "search",
    "search_persons",
]

SHOWN = 5
"""So many hits of each group are shown by the command field; the others are counted."""


def find(uow: UnitOfWork, words: str, content: bool = True) -> Found:
    """Return what the words find of every kind, in groups, for the command field.

    Persons as ``search``, and by their parents' names; talks, also by their state, agreements and follow-ups; the open
    tasks and the talks of the persons found; notes, documents by title and remark, contacts, meetings with agenda,
    lines and minutes; forums, consents; what the street team saw and what places need. Without
    ``content`` only persons, meetings and forums: the table sees the screen.
    """
    return uow.find_records(words, SHOWN, content=content)


def search(uow: UnitOfWork, words: str, limit: int = 20) -> SearchHits:
    """Return the newest persons and texts that the words begin, ready to be shown; one query each.

    Knows names in any spelling (Muhamed finds Mohammed, aa finds å), school, class, birth date and CPR, and the texts
    of contacts, notes and remarks, parents and documents. Address, phone and CPR are never in a hit, nor is a protected
    person's school.
    """
    return SearchHits(persons=uow.person_hits(words, limit), texts=uow.text_hits(words, limit))


def search_persons(uow: UnitOfWork, words: str, limit: int = 8) -> SearchHits:
    """Return the newest persons that the words begin, for a field that chooses a person."""
    return SearchHits(persons=uow.person_hits(words, limit))


def person_as_hit(uow: UnitOfWork, person_id: PersonId) -> SearchHits:
    """Return one known person as a search would show them; nobody if they are gone by now."""
    person = uow.persons.find(person_id)
    if person is None or person.merged_into is not None:
        return SearchHits()
    born = person.birth_date
    age = age_on(born, uow.today) if born is not None else None
    hit = PersonHit(
        id=person.id,
        name=person.name,
        born=born,
        age=age,
        class_name=person.class_name,
        protected=person.protected,
    )
    return SearchHits(persons=(hit,))


def record_search(uow: UnitOfWork, hits: SearchHits, opened_id: PersonId | None = None) -> None:
    """Write one search in the log: how many hits, and who was opened from them; never the words.

    Call it once a search: when a hit is opened, or after three seconds of rest (design.md § 3a).
    """
    uow.log(Action.SEARCH, "search" if opened_id is None else "person", opened_id, hits=hits.count)


def record_found(uow: UnitOfWork, found: Found, opened: PersonHit | RecordHit | None = None) -> None:
    """Write one search of the command field in the log, as ``record_search``; the record opened, and whom it is about.

    The hit of a person's remark opens the person.
    """
    if opened is None:
        uow.log(Action.SEARCH, "search", hits=found.count)
    elif isinstance(opened, PersonHit):
        uow.log(Action.SEARCH, "person", opened.id, hits=found.count)
    elif opened.person_id is None:
        uow.log(Action.SEARCH, opened.kind, opened.id, hits=found.count)
    else:
        uow.log(Action.SEARCH, opened.kind, opened.id, hits=found.count, person=opened.person_id)
