"""What the vault knows about a police list: an earlier import, who its rows are about, contacts already stored."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sspdesk.domain.cpr import birth_date_of
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import InstitutionId, PersonId
from sspdesk.domain.log import Action
from sspdesk.domain.matching import Match
from sspdesk.domain.meetings import Meeting
from sspdesk.domain.people import Institution
from sspdesk.domain.persons import Person, check_person, within_age_limit
from sspdesk.domain.police_list import Field, ListProblem, ListRow
from sspdesk.domain.wednesday import ImportBatch, PoliceContact, Role, check_contact
from sspdesk.services import matching
from sspdesk.services.school_texts import match_schools, read_school
from sspdesk.storage.unit_of_work import UnitOfWork

Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What the wizard asks for before it shows the columns."""

    earlier: ImportBatch | None
    """The last import of the very same file, if there was one."""
    meetings: tuple[Meeting, ...]
    """Meetings the contacts can be put on, the next first."""
    columns: Mapping[str, int] | None
    """Columns the user corrected for a list with the same headings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What the vault knows about a list's rows; frozen, so that a screen can hold it while the user decides."""

    rows: tuple[ListRow, ...]
    problems: tuple[ListProblem, ...]
    matches: tuple[Match, ...]
    """One for each of ``rows``, in their order."""
    names: Mapping[PersonId, str]
    contacts: Mapping[PersonId, tuple[PoliceContact, ...]]
    institutions: tuple[Institution, ...]
    schools: Mapping[str, InstitutionId]
    """School as the list writes it (without class) -> institution, for those that are known."""
    over_age: frozenset[int]
    """Rows about persons above the age setting on the day of the contact; a warning, never a block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A stored person beside a row of the list."""

    person: Person
    school: str


def start(uow: UnitOfWork, sha256: str, signature: str) -> Start:
    """Return what is known of a file by its SHA-256 and of its headings by their signature."""
    earlier = uow.imports.by_sha256(sha256)
    meetings = [one for one in uow.meetings.of_forum(uow.forums.wednesday_group().id) if not one.over]
    coming = sorted((one for one in meetings if one.ends_at.date() >= uow.today), key=lambda one: one.starts_at)
    past = [one for one in meetings if one.ends_at.date() < uow.today]
    columns = uow.remembered_columns(signature)
    return Start(earlier=earlier, meetings=(*coming, *past), columns=columns)


def review(
    uow: UnitOfWork, rows: Sequence[ListRow], problems: Sequence[ListProblem], step: Step | None = None
) -> Review:
    """Return what the vault knows about the rows; rows that break a rule of the casework become problems.

    Nothing is stored. ``step(done, total)`` may raise to stop.
    """
    good, bad = _checked(rows, uow.today)
    identities = uow.persons.identities()
    matches = matching.match_with(identities, good, step)
    wanted = {one.person_id for match in matches for one in match.candidates if one.person_id is not None}
    names = {PersonId(row[0]): f"{row[1]} {row[2]}".strip() for row in identities if row[0] in wanted}
    institutions = tuple(uow.institutions.listed())
    schools = {read_school(text).school for text in {row.school for row in good} if text}
    return Review(
        rows=tuple(good),
        problems=tuple(sorted((*problems, *bad), key=lambda one: one.row)),
        matches=tuple(matches),
        names=names,
        contacts=_contacts(uow, wanted, good),
        institutions=institutions,
        schools=match_schools(schools, institutions),
        over_age=_over_age(uow, good),
    )


def candidate(uow: UnitOfWork, person_id: PersonId) -> Candidate:
    """Return a stored person to compare a row with; that is an opening of the person and is logged as one."""
    person = uow.persons.final(person_id)
    school = uow.institutions.find(person.school_id) if person.school_id is not None else None
    uow.log(Action.OPEN, "person", person.id, place="import")
    return Candidate(person=person, school=school.name if school is not None else "")


def born_of(row: ListRow) -> date | None:
    """Return a row's birth date, taken from the CPR number where the list has no other."""
    return row.birth_date or (birth_date_of(row.cpr) if row.cpr else None)


def contact_of(row: ListRow, person_id: PersonId, received: date, undated: date) -> PoliceContact:
    """Return the contact a row tells of; ``undated`` is the date of rows that have none."""
    text, rest = cut_text(row.text or "")
    return PoliceContact(
        person_id=person_id,
        contact_date=row.contact_date or undated,
        contact_time=row.contact_time,
        role=row.role or Role.MET,
        role_text=row.role_text or "",
        place=row.place or "",
        text=text,
        reference=row.reference or "",
        talk_recommended=row.talk_recommended,
        note="\n".join(part for part in (rest, row.note) if part),
        received_on=received,
        source_row=row.row,
    )


def cut_text(text: str, limit: int = 280) -> tuple[str, str]:
    """Return a text of at most ``limit`` characters, cut between words, and all of it for the note if it was cut."""
    if len(text) <= limit:
        return text, ""
    head = text[: limit - 2]
    cut = head.rfind(" ")
    return f"{head[: cut if cut > limit // 2 else None].rstrip()} …", text


def _checked(rows: Sequence[ListRow], today: date) -> tuple[list[ListRow], list[ListProblem]]:
    good, bad = [], []
    for row in rows:
        if _is_plain(row, today):
            good.append(row)
            continue
        try:
            check_row(row, today)
        except DomainError as error:
            bad.append(as_problem(row, error))
        else:
            good.append(row)
    return good, bad


def _is_plain(row: ListRow, today: date) -> bool:
    """Tell whether a row surely breaks no rule, which is quicker said than checked for thousands of rows."""
    born, cpr, contact = row.birth_date, row.cpr, row.contact_date or today
    if not row.first_name or (contact - today).days > 31:
        return False
    if born is None:
        return cpr is None
    fits = cpr is None or (int(cpr[:2]), int(cpr[2:4]), int(cpr[4:6])) == (born.day, born.month, born.year % 100)
    return fits and born <= contact and born <= today


def check_row(row: ListRow, today: date) -> None:
    """Raise DomainError when a row's person or contact breaks a rule."""
    check_person(
        Person(
            first_name=row.first_name or "",
            last_name=row.last_name or "",
            birth_date=row.birth_date,
            cpr=row.cpr,
            created_on=today,
        ),
        today,
    )
    check_contact(contact_of(row, PersonId(0), today, today), born_of(row), today)


def as_problem(row: ListRow, error: DomainError) -> ListProblem:
    """Return a row that breaks a rule as one to be mended: its values as a Dane writes them."""
    code = {"cpr_and_birth_date_differ": "birth_dates_differ", "born_in_future": "birth_in_future"}.get(error.code)
    field = Field(error.field) if error.field in set(Field) else Field.CONTACT_DATE
    return ListProblem(row=row.row, code=code or error.code, field=field, values=written_values(row))


def written_values(row: ListRow) -> dict[Field, str]:
    """Return a row's values as texts that can be read again."""
    values: dict[Field, str | None] = {
        Field.FIRST_NAME: row.first_name,
        Field.LAST_NAME: row.last_name,
        Field.BIRTH_DATE: f"{row.birth_date:%d-%m-%Y}" if row.birth_date else None,
        Field.CPR: row.cpr,
        Field.CONTACT_DATE: f"{row.contact_date:%d-%m-%Y}" if row.contact_date else None,
        Field.CONTACT_TIME: f"{row.contact_time:%H:%M}" if row.contact_time else None,
        Field.ROLE: row.role_text,
        Field.PLACE: row.place,
        Field.TEXT: row.text,
        Field.REFERENCE: row.reference,
        Field.SCHOOL: row.school,
        Field.ADDRESS: row.address,
        Field.NOTE: row.note,
    }
    return {field: value for field, value in values.items() if value}


def _contacts(
    uow: UnitOfWork, persons: Iterable[PersonId], rows: Sequence[ListRow]
) -> dict[PersonId, tuple[PoliceContact, ...]]:
    days = [row.contact_date for row in rows if row.contact_date] or [uow.today]
    references = [row.reference for row in rows if row.reference]
    found: dict[PersonId, list[PoliceContact]] = {}
    for contact in uow.contacts.near(list(persons), min(days), max(days), references):
        found.setdefault(contact.person_id, []).append(contact)
    return {person_id: tuple(contacts) for person_id, contacts in found.items()}


def _over_age(uow: UnitOfWork, rows: Iterable[ListRow]) -> frozenset[int]:
    settings = uow.settings()
    limit, inclusive = settings.age_limit, settings.age_limit_inclusive
    return frozenset(
        row.row
        for row in rows
        if (born := born_of(row)) is not None
        and not within_age_limit(born, row.contact_date or uow.today, limit, inclusive=inclusive)
    )
