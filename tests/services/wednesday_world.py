"""A small invented municipality for the tests of the Wednesday group: schools, colleagues, persons, contacts."""

from dataclasses import dataclass
from datetime import date, datetime

from sspdesk.domain.ids import ContactId, MeetingId, PersonId
from sspdesk.domain.people import Institution, Professional, ProfessionalRole
from sspdesk.domain.persons import Person
from sspdesk.domain.wednesday import PoliceContact, Role, Theme
from sspdesk.services import meetings, wednesday
from sspdesk.services.meetings import MeetingPlan
from sspdesk.storage.unit_of_work import UnitOfWork

MEETING_DAY = date(2026, 11, 25)
NEXT_DAY = date(2026, 12, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What the tests talk about."""

    school: Institution
    teacher: Professional
    police: Professional
    guest: Professional
    meeting: MeetingId


def make_world(uow: UnitOfWork) -> World:
    """Store a school, a group of two and a guest, and plan the meeting of 25 November 2026."""
    school = uow.institutions.save(Institution(name="Prøveskolen"))
    teacher = uow.professionals.save(
        Professional(
            name="Lars Lærereksempel",
            role=ProfessionalRole.TEACHER,
            institution_id=school.id,
            in_wednesday_group=True,
        )
    )
    police = uow.professionals.save(
        Professional(name="Poul Prøvegaard", role=ProfessionalRole.POLICE, in_wednesday_group=True)
    )
    guest = uow.professionals.save(Professional(name="Gerda Gæstesen", role=ProfessionalRole.YOUTH_GUIDANCE))
    meeting = meetings.plan(uow, plan_on(MEETING_DAY)).value
    return World(school=school, teacher=teacher, police=police, guest=guest, meeting=meeting.id)


def plan_on(day: date) -> MeetingPlan:
    """Return a meeting from 9 to 11 on a day."""
    return MeetingPlan(
        starts_at=datetime(day.year, day.month, day.day, 9), ends_at=datetime(day.year, day.month, day.day, 11)
    )


def make_person(uow: UnitOfWork, name: str = "Testine Eksempelsen", born: date | None = date(2012, 5, 15)) -> PersonId:
    """Store an invented person of the first school in class 8.B."""
    first, last = name.split(" ", 1)
    schools = uow.institutions.listed()
    return uow.persons.save(
        Person(
            first_name=first,
            last_name=last,
            birth_date=born,
            school_id=schools[0].id if schools else None,
            class_name="8.B",
            class_year=2026,
            created_on=uow.today,
        )
    ).id


def make_contact(uow: UnitOfWork, person_id: PersonId, day: date = date(2026, 11, 13)) -> ContactId:
    """Store an invented contact."""
    return uow.contacts.save(
        PoliceContact(
            person_id=person_id,
            contact_date=day,
            role=Role.WITNESS,
            theme=Theme.VANDALISM,
            place="Havnsø Station",
            text="Testine var til stede og talte roligt med betjentene.",
            received_on=uow.today,
        )
    ).id


def make_lines(uow: UnitOfWork, meeting_id: MeetingId, *names: str) -> list[int]:
    """Store a person and a contact for each name, and put them on the meeting's list."""
    contacts = [make_contact(uow, make_person(uow, name)) for name in names]
    return list(wednesday.add_lines(uow, meeting_id, contacts))
