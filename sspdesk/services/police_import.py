"""Stores a police list as the user decided: persons, contacts, lines of a meeting; one undoable transaction."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sspdesk.domain.changes import Outcome
from sspdesk.domain.ids import ContactId, ImportId, InstitutionId, MeetingId, PersonId
from sspdesk.domain.log import Action
from sspdesk.domain.names import fold
from sspdesk.domain.people import Institution
from sspdesk.domain.persons import Person, check_person, school_year_of
from sspdesk.domain.police_list import ListRow
from sspdesk.domain.wednesday import ImportBatch, PoliceContact, Theme, check_contact
from sspdesk.services.police_list import born_of, contact_of
from sspdesk.services.school_texts import read_school
from sspdesk.services.wednesday import add_lines
from sspdesk.storage.unit_of_work import UnitOfWork

Step = Callable[[int, int], None]

UPDATED_FIELDS = (
    "contact_date", "contact_time", "role", "role_text", "place", "text", "reference", "talk_recommended", "note",
)  # fmt: skip
"""What a later list may change in a stored contact; never its decision, state, theme or person."""
_AT_A_TIME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One row that is to be stored: about a known person, or about a new one that rows of one ``newcomer`` share."""

    row: ListRow
    person_id: PersonId | None = None
    newcomer: int | None = None
    update: ContactId | None = None
    """The stored contact that this row brings up to date, instead of a new one."""
    theme: Theme | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Everything the user decided about one list."""

    rows: tuple[Decided, ...]
    file_name: str
    """Empty for the clipboard."""
    sha256: str
    meeting_id: MeetingId | None
    undated: date
    """The date of contacts that the list gives none."""
    keep_addresses: bool = False
    schools: Mapping[str, InstitutionId] = field(default_factory=dict)
    """School as the list writes it (without class) -> institution; a school that is not here stays empty."""
    new_schools: frozenset[str] = frozenset()
    signature: str = ""
    columns: Mapping[str, int] | None = None
    """Columns the user corrected, to be remembered by the headings' signature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What was stored."""

    batch: ImportBatch
    contacts: int
    updated: int
    persons: int
    completed: int
    """Known persons who got something that was missing."""
    schools: int
    cpr_left_out: int = 0
    """CPR numbers that were not kept: somebody else has it, or the person has another number or birth date."""


def import_list(uow: UnitOfWork, order: Order, step: Step | None = None) -> Outcome[Imported]:
    """Store the decided rows. ``step(done, total)`` may raise to stop; nothing is stored then.

    Raises DomainError when a row breaks a rule or the meeting is closed; nothing is stored then either.
    """
    work = _Work(uow, order, step or _nothing)
    schools = work.make_schools()
    batch = uow.imports.add(
        ImportBatch(
            file_name=order.file_name,
            sha256=order.sha256,
            imported_at=uow.now,
            row_count=len(order.rows),
            meeting_id=order.meeting_id,
        )
    )
    persons = work.make_persons()
    completed = work.complete_persons()
    fresh, updated = work.make_contacts(batch.id, persons)
    if order.meeting_id is not None and fresh:
        add_lines(uow, order.meeting_id, fresh)
    if order.columns is not None and order.signature:
        uow.remember_columns(order.signature, order.columns)
    counts = {"contacts": len(fresh), "updated": updated, "new_persons": len(persons), "completed": completed}
    touched = sorted({*persons.values(), *work.known_ids()})
    uow.log(
        Action.IMPORT,
        "import_batch",
        batch.id,
        meeting=order.meeting_id,
        rows=len(order.rows),
        persons=touched,
        **counts,
    )
    return uow.outcome(
        Imported(
            batch=batch,
            contacts=len(fresh),
            updated=updated,
            persons=len(persons),
            completed=completed,
            schools=schools,
            cpr_left_out=work.cpr_left_out,
        )
    )


def _nothing(_done: int, _total: int) -> None:
    return None


class _Work:
    """One import on its way: the order, the schools by text, and how far it is."""

    def __init__(self, uow: UnitOfWork, order: Order, step: Step) -> None:
        self._uow = uow
        self._order = order
        self._step = step
        self._schools = dict(order.schools)
        self._cprs: set[str] = set()
        self._cprs_left_out: set[str] = set()
        self._known = self._persons_of(order)
        self._done = 0
        self._total = 2 * len(order.rows)

    def _persons_of(self, order: Order) -> dict[PersonId, Person]:
        """Return the known persons by the id they had when the user decided; one merged since is the kept one."""
        wanted = {one.person_id for one in order.rows if one.person_id is not None}
        found = self._uow.persons.many(wanted)
        return {
            row_id: found[row_id]
            if row_id in found and found[row_id].merged_into is None
            else self._uow.persons.final(row_id)
            for row_id in wanted
        }

    @property
    def cpr_left_out(self) -> int:
        """How many CPR numbers of the list were not kept."""
        return len(self._cprs_left_out)

    def known_ids(self) -> set[PersonId]:
        """Return the known persons that the rows are about."""
        return {person.id for person in self._known.values()}

    def _moved(self, rows: int) -> None:
        self._done += rows
        self._step(min(self._done, self._total), self._total)

    def make_schools(self) -> int:
        """Create the schools the user asked for, or take one into use again that was put away; return how many."""
        wanted = sorted(self._order.new_schools - self._schools.keys())
        known = {fold(one.name): one for one in self._uow.institutions.listed(with_inactive=True)}
        for name in wanted:
            school = replace(known.get(fold(name), Institution(name=name)), active=True)
            known[fold(name)] = self._uow.institutions.save(school)
            self._schools[name] = InstitutionId(known[fold(name)].id)
        return len(wanted)

    def make_persons(self) -> dict[int, PersonId]:
        """Create one person for each newcomer; return ids by the newcomers' numbers."""
        groups: dict[int, list[ListRow]] = {}
        for decided in self._order.rows:
            if decided.newcomer is not None:
                groups.setdefault(decided.newcomer, []).append(decided.row)
        numbers = list(groups)
        made: dict[int, PersonId] = {}
        for start in range(0, len(numbers), _AT_A_TIME):
            chunk = numbers[start : start + _AT_A_TIME]
            ids = self._uow.persons.add_many([self._newcomer(groups[number]) for number in chunk])
            made |= {number: PersonId(row_id) for number, row_id in zip(chunk, ids, strict=True)}
            self._moved(len(chunk))
        return made

    def _newcomer(self, rows: list[ListRow]) -> Person:
        person = Person(
            first_name=rows[0].first_name or "",
            last_name=rows[0].last_name or "",
            created_on=self._uow.today,
        )
        for row in rows:
            person = self._filled(person, row)
        return check_person(person, self._uow.today)

    def complete_persons(self) -> int:
        """Fill in what is missing about known persons, and set protection; change nothing else. Return how many."""
        about: dict[PersonId, list[ListRow]] = {}
        persons: dict[PersonId, Person] = {}
        for decided in self._order.rows:
            if decided.person_id is not None:
                person = self._known[decided.person_id]
                persons[person.id] = person
                about.setdefault(person.id, []).append(decided.row)
        completed = 0
        for number, (person_id, before) in enumerate(persons.items(), 1):
            after = before
            for row in about[person_id]:
                after = self._filled(after, row)
            if after != before:
                self._uow.persons.save(check_person(after, self._uow.today))
                completed += 1
            if number % _AT_A_TIME == 0:
                self._moved(_AT_A_TIME)
        return completed

    def _filled(self, person: Person, row: ListRow) -> Person:
        """Return the person with what the row knows and the person lacks. The address only where the user keeps it."""
        born, cpr = born_of(row), row.cpr
        fits = person.birth_date is None or born is None or person.birth_date == born
        if cpr is not None and cpr != person.cpr:
            if person.cpr is None and fits and self._is_free(cpr):
                person = replace(person, cpr=cpr)
                self._cprs.add(cpr)
            else:
                self._cprs_left_out.add(cpr)
        if person.birth_date is None and born is not None:
            person = replace(person, birth_date=born)
        if row.protected:
            person = replace(person, protected=True)
        if self._order.keep_addresses and row.address and not person.address:
            person = replace(person, address=row.address)
        return self._with_school(person, row)

    def _is_free(self, cpr: str) -> bool:
        return cpr not in self._cprs and self._uow.persons.by_cpr(cpr) is None

    def _with_school(self, person: Person, row: ListRow) -> Person:
        said = read_school(row.school or "")
        school = self._schools.get(said.school)
        if school is None or person.school_id not in (None, school):
            return person
        person = replace(person, school_id=school)
        if said.class_name and not person.class_name:
            year = school_year_of(row.contact_date or self._order.undated)
            person = replace(person, class_name=said.class_name, class_year=year)
        return person

    def make_contacts(self, import_id: ImportId, newcomers: Mapping[int, PersonId]) -> tuple[list[ContactId], int]:
        """Store contacts and bring known ones up to date; return the new ones' ids and how many were updated."""
        fresh: list[ContactId] = []
        updated = 0
        rows = self._order.rows
        for start in range(0, len(rows), _AT_A_TIME):
            chunk = rows[start : start + _AT_A_TIME]
            new = [self._contact(one, import_id, newcomers) for one in chunk if one.update is None]
            fresh += [ContactId(row_id) for row_id in self._uow.contacts.add_many(new)]
            updated += self._update([one for one in chunk if one.update is not None])
            self._moved(len(chunk))
        return fresh, updated

    def _contact(self, decided: Decided, import_id: ImportId, newcomers: Mapping[int, PersonId]) -> PoliceContact:
        if decided.newcomer is not None:
            person_id = newcomers[decided.newcomer]
        elif decided.person_id is not None:
            person_id = self._known[decided.person_id].id
        else:
            raise ValueError(decided.row.row)
        contact = replace(
            contact_of(decided.row, person_id, self._uow.today, self._order.undated),
            theme=decided.theme,
            import_id=import_id,
            source_hash=self._order.sha256,
        )
        check_contact(contact, born_of(decided.row), self._uow.today)
        return contact

    def _update(self, rows: Iterable[Decided]) -> int:
        changed = 0
        for decided in rows:
            before = self._uow.contacts.get(decided.update or ContactId(0))
            after = updated_contact(before, decided.row)
            if decided.theme is not None:
                after = replace(after, theme=decided.theme)
            if after != before:
                check_contact(after, born_of(decided.row), self._uow.today)
                self._uow.contacts.save(after)
                changed += 1
        return changed


def updated_contact(stored: PoliceContact, row: ListRow) -> PoliceContact:
    """Return a stored contact with what a later list says; what the list leaves empty stays as it was."""
    said = contact_of(row, stored.person_id, stored.received_on, stored.contact_date)
    changes: dict[str, object] = {}
    for name in UPDATED_FIELDS:
        value = getattr(said, name)
        if value not in (None, "") and value != getattr(stored, name):
            changes[name] = value
    if row.role is None:
        changes.pop("role", None)
    return replace(stored, **changes)  # type: ignore[arg-type] # names and values of the very same class
