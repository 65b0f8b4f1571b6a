"""Invented persons, schools and contacts for the services' tests."""

from dataclasses import replace
from datetime import date, datetime, time

from sspdesk.domain.ids import InstitutionId, PersonId
from sspdesk.domain.meetings import Meeting
from sspdesk.domain.people import Institution, Professional, ProfessionalRole
from sspdesk.domain.persons import Person
from sspdesk.domain.wednesday import Decision, PoliceContact, Role, Theme
from sspdesk.services import people, persons, wednesday
from sspdesk.storage import schema
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace

TESTINE = Person(
    first_name="Testine", last_name="Eksempelsen", birth_date=date(2012, 5, 15), created_on=date(2026, 11, 23)
)


def save(workspace: Workspace, person: Person = TESTINE, **changes: object) -> Person:
    """Store a person through the service and return it."""
    return workspace.run(lambda uow: persons.save_person(uow, replace(person, **changes))).value


def school(workspace: Workspace, name: str = "Havnsø Skole") -> InstitutionId:
    """Store a school and return its id."""
    return workspace.run(lambda uow: people.save_institution(uow, Institution(name=name))).value.id


def contact(workspace: Workspace, person_id: PersonId, **changes: object) -> PoliceContact:
    """Store a police contact and return it."""
    made = PoliceContact(
        person_id=person_id,
        contact_date=date(2026, 11, 13),
        contact_time=time(21, 40),
        role=Role.WITNESS,
        theme=Theme.VANDALISM,
        place="Havnsø Station",
        text="Stod ved stationen, da en rude blev knust.",
        received_on=date(2026, 11, 23),
    )
    return workspace.run(lambda uow: uow.contacts.add(replace(made, **changes)))


def meeting(workspace: Workspace, day: int = 25) -> Meeting:
    """Store a meeting of the Wednesday group in November 2026."""
    return workspace.run(
        lambda uow: uow.meetings.add(
            Meeting(
                forum_id=uow.forums.wednesday_group().id,
                starts_at=datetime(2026, 11, day, 9),
                ends_at=datetime(2026, 11, day, 11),
                place="Rådhuset",
            )
        )
    )


def teacher(workspace: Workspace, school_id: InstitutionId) -> Professional:
    """Store an SSP teacher of a school."""
    wanted = Professional(name="Lars Lærereksempel", role=ProfessionalRole.TEACHER, institution_id=school_id)
    return workspace.run(lambda uow: people.save_professional(uow, wanted)).value


def decided(
    workspace: Workspace, made: PoliceContact, meeting_id: int, decision: Decision = Decision.OFFER_TALK
) -> int:
    """Put a contact on a meeting's list, decide on it, and return the line's id."""
    (line_id,) = workspace.run(lambda uow: wednesday.add_lines(uow, meeting_id, [made.id]))
    workspace.run(lambda uow: wednesday.decide(uow, line_id, decision, due=date(2026, 12, 9)))
    return line_id


def dump(uow: UnitOfWork) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table that holds casework, and the search index."""
    connection = uow._connection
    tables = [table for table in schema.metadata.sorted_tables if table.name not in {"log", "revision"}]
    found = {table.name: [tuple(row) for row in connection.execute(table.select())] for table in tables}
    for name in ("person_search", "contact_search", "note_search"):
        rows = connection.exec_driver_sql(f"SELECT rowid, * FROM {name} ORDER BY rowid")  # noqa: S608 - literals
        found[name] = [tuple(row) for row in rows]
    return found
