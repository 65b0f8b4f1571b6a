"""Keeps and lists persons, with their parents, relatives and short notes; shows a CPR number and logs that it did."""

from dataclasses import dataclass, replace
from datetime import date

from sspdesk.domain.changes import Outcome
from sspdesk.domain.cpr import formatted
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import GuardianId, NoteId, PersonId, ProfessionalId
from sspdesk.domain.log import Action
from sspdesk.domain.names import clean
from sspdesk.domain.persons import (
    Guardian,
    Note,
    Person,
    age_on,
    check_person,
    class_outdated,
    school_year_of,
    within_age_limit,
)
from sspdesk.domain.tasks import Task
from sspdesk.services import consents, duty, talk_participants, tasks
from sspdesk.services.tasks import NewTask
from sspdesk.storage.unit_of_work import UnitOfWork

MAX_NOTE = 2000
"""Longest short note in characters; longer texts belong in the municipality's own records."""


# -- the list --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person as the list shows them. The school of a protected person is left out."""

    person: Person
    age: int | None
    school: str = ""
    over_age: bool = False
    class_outdated: bool = False


def count(uow: UnitOfWork, *, school_id: int | None = None, words: str = "") -> int:
    """Return how many persons the list shows."""
    return uow.persons.count_listed(school_id=school_id, words=words)


def page(
    uow: UnitOfWork,
    offset: int,
    limit: int,
    *,
    sort: str = "name",
    descending: bool = False,
    school_id: int | None = None,
    words: str = "",
) -> list[PersonRow]:
    """Return one window of the list, sorted by ``name``, ``age`` (youngest first) or ``newest``."""
    found = uow.persons.page(offset, limit, sort=sort, descending=descending, school_id=school_id, words=words)
    schools = uow.institutions.many(one.school_id for one in found if one.school_id is not None)
    settings = uow.settings()

    def over(one: Person) -> bool:
        return one.birth_date is not None and not within_age_limit(
            one.birth_date, uow.today, settings.age_limit, inclusive=settings.age_limit_inclusive
        )

    return [
        PersonRow(
            person=one,
            age=None if one.birth_date is None else age_on(one.birth_date, uow.today),
            school="" if one.protected or one.school_id is None else schools[one.school_id].name,
            over_age=over(one),
            class_outdated=class_outdated(one, uow.today),
        )
        for one in found
    ]


# -- the person ------------------------------------------------------------------------------------------------------


def find(uow: UnitOfWork, person_id: PersonId) -> Person:
    """Return a person to be edited, following merges; nothing is logged (the page that shows it has been)."""
    return uow.persons.final(person_id)


def save_person(uow: UnitOfWork, person: Person) -> Outcome[Person]:
    """Store a new person or the changes of a known one; raises DomainError beside the field that cannot be so.

    A class without a year is this school year's. ``cpr_taken`` carries the other person's id as fact ``person``.
    """
    before = uow.persons.get(person.id) if person.id else None
    if before is not None and before.merged_into is not None:
        raise KnownError("record_gone", kind="person")
    checked = check_person(_tidied(uow, person, before), uow.today)
    check_birth_and_contacts(uow, checked, [checked.id])
    holder = uow.persons.by_cpr(checked.cpr) if checked.cpr is not None else None
    if holder is not None and holder.id != checked.id:
        raise DomainError("cpr_taken", "cpr", person=holder.id)
    stored = uow.persons.save(checked)
    uow.log(Action.CHANGE if before else Action.CREATE, "person", stored.id)
    if before is not None and _duty(before) != _duty(stored):
        duty.follow_duty(uow, stored.id)
    return uow.outcome(stored)


def _duty(person: Person) -> tuple[object, ...]:
    return person.duty_state, person.duty_date, person.duty_reason


def _tidied(uow: UnitOfWork, person: Person, before: Person | None) -> Person:
    class_name = clean(person.class_name)
    return replace(
        person,
        first_name=clean(person.first_name),
        last_name=clean(person.last_name),
        class_name=class_name,
        class_year=(person.class_year or school_year_of(uow.today)) if class_name else None,
        phone=clean(person.phone),
        address=person.address.strip(),
        note=person.note.strip(),
        duty_reason=person.duty_reason.strip(),
        created_on=before.created_on if before else uow.today,
        merged_into=None,
    )


def check_birth_and_contacts(uow: UnitOfWork, person: Person, ids: list[PersonId]) -> None:
    """Raise DomainError("born_after_contact") when the police met any of these persons before the birth date."""
    if person.birth_date is None:
        return
    earliest = uow.contacts.earliest_of(ids)
    if earliest is not None and earliest < person.birth_date:
        raise DomainError("born_after_contact", "birth_date")


def show_cpr(uow: UnitOfWork, person_id: PersonId) -> str:
    """Return the whole CPR number ("150512-1234") and write in the log that it was shown; empty when there is none."""
    person = uow.persons.final(person_id)
    if person.cpr is None:
        return ""
    uow.log(Action.SHOW_CPR, "person", person.id)
    return formatted(person.cpr)


# -- parents and relatives -------------------------------------------------------------------------------------------


def save_guardian(uow: UnitOfWork, guardian: Guardian) -> Outcome[Guardian]:
    """Store a parent or relative; only one can be the one to contact first."""
    if not clean(guardian.name):
        raise DomainError("name_missing", "name")
    if guardian.contact_first and not guardian.may_be_contacted:
        raise DomainError("contact_first_forbidden", "contact_first")
    person = uow.persons.final(guardian.person_id)
    tidy = replace(
        guardian,
        person_id=person.id,
        name=clean(guardian.name),
        phone=clean(guardian.phone),
        mail=clean(guardian.mail),
    )
    if tidy.contact_first:
        for other in uow.guardians.of_person(person.id):
            if other.contact_first and other.id != tidy.id:
                uow.guardians.save(replace(other, contact_first=False))
    stored = uow.guardians.save(tidy)
    uow.log(Action.CHANGE, "person", person.id, guardian=stored.id)
    return uow.outcome(stored)


def remove_guardian(uow: UnitOfWork, guardian_id: GuardianId) -> Outcome[None]:
    """Take a parent or relative off the person."""
    guardian = uow.guardians.get(guardian_id)
    consents.let_go_of_parent(uow, guardian_id)
    talk_participants.let_go_of_parent(uow, guardian_id)
    uow.guardians.remove(guardian_id)
    uow.log(Action.CHANGE, "person", guardian.person_id, guardian=guardian_id)
    return uow.outcome(None)


# -- short notes -----------------------------------------------------------------------------------------------------


def add_note(uow: UnitOfWork, person_id: PersonId, text: str) -> Outcome[Note]:
    """Store a short note dated now."""
    person = uow.persons.final(person_id)
    stored = uow.notes.add(Note(person_id=person.id, at=uow.now, text=_note_text(text)))
    uow.log(Action.CHANGE, "person", person.id, note=stored.id)
    return uow.outcome(stored)


def change_note(uow: UnitOfWork, note_id: NoteId, text: str) -> Outcome[Note]:
    """Change the words of a note; its date stays."""
    note = uow.notes.get(note_id)
    stored = uow.notes.save(replace(note, text=_note_text(text)))
    uow.log(Action.CHANGE, "person", note.person_id, note=note_id)
    return uow.outcome(stored)


def remove_note(uow: UnitOfWork, note_id: NoteId) -> Outcome[None]:
    """Delete a note."""
    note = uow.notes.get(note_id)
    uow.notes.remove(note_id)
    uow.log(Action.DELETE, "person", note.person_id, note=note_id)
    return uow.outcome(None)


def _note_text(text: str) -> str:
    words = text.strip()
    if not words:
        raise DomainError("note_empty", "text")
    if len(words) > MAX_NOTE:
        raise DomainError("note_too_long", "text", limit=MAX_NOTE, length=len(words))
    return words


# -- tasks of one's own ----------------------------------------------------------------------------------------------


def add_task(
    uow: UnitOfWork,
    person_id: PersonId,
    title: str,
    due: date | None,
    responsible_id: ProfessionalId | None = None,
) -> Outcome[Task]:
    """Store a task about a person that follows from no decision."""
    person = uow.persons.final(person_id)
    return tasks.create(uow, NewTask(person_id=person.id, title=title, due=due, responsible_id=responsible_id))
