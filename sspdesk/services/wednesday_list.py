"""What the meeting sees: the list of a meeting and the detail of one line, with this forum's own history only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sspdesk.domain.ids import ContactId, InstitutionId, LineId, MeetingId, PersonId, ProfessionalId
from sspdesk.domain.log import Action
from sspdesk.domain.meetings import Addition, Attendance, Attendee, Meeting
from sspdesk.domain.people import Institution, Professional, ProfessionalRole
from sspdesk.domain.persons import Person, age_on, within_age_limit
from sspdesk.domain.wednesday import Decision, MeetingLine, PoliceContact, Role, Theme
from sspdesk.services import forums
from sspdesk.services.exit_intake import require_open
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """One line of the list. ``age`` is that at the contact's date; ``carried_from`` the day of the meeting before."""

    line_id: LineId
    contact_id: ContactId
    person_id: PersonId
    number: int
    name: str
    age: int | None
    school: str
    class_name: str
    protected: bool
    role: Role
    theme: Theme | None
    decision: Decision | None
    responsible_id: ProfessionalId | None
    due: date | None
    note: str
    carried_from: date | None
    withheld_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """A professional and the institution or authority they come from."""

    id: ProfessionalId
    name: str
    role: ProfessionalRole
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeRow:
    """A colleague's attendance; a guest is no member of the group."""

    attendee: Attendee
    colleague: Colleague
    guest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """All that meeting mode shows of one meeting. ``next_due`` is the ordinary deadline of its decisions."""

    meeting: Meeting
    lines: tuple[LineRow, ...]
    attendees: tuple[AttendeeRow, ...]
    additions: tuple[Addition, ...]
    colleagues: tuple[Colleague, ...]
    next_due: date

    @property
    def undecided(self) -> int:
        """How many lines lack a decision."""
        return sum(line.decision is None for line in self.lines)

    @property
    def decided(self) -> int:
        """How many lines have a decision."""
        return len(self.lines) - self.undecided

    @property
    def present(self) -> int:
        """How many are here."""
        return sum(row.attendee.attendance is Attendance.PRESENT for row in self.attendees)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """An earlier contact with the police (``role`` set) or an earlier treatment here: date, kind and outcome, no more.

    ``number`` is set where it stands on the same list. A treatment without ``decision`` was carried on.
    """

    day: date
    role: Role | None = None
    theme: Theme | None = None
    place: str = ""
    age: int | None = None
    decision: Decision | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a contact comes from: row of an imported list, or typed in. The file's name is in ``file_name``."""

    received_on: date
    file_name: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDetail:
    """All that meeting mode shows of one line. ``suggested`` holds whom a decision would ordinarily go to."""

    row: LineRow
    contact: PoliceContact
    origin: Origin
    history: tuple[HistoryEntry, ...]
    earlier_contacts: int
    earlier_talks: int
    over_age: bool
    age_limit: int
    suggested: Mapping[Decision, ProfessionalId]


# -- the list --------------------------------------------------------------------------------------------------------


def meeting_view(uow: UnitOfWork, meeting_id: MeetingId) -> MeetingView:
    """Return the list, the attendance and the choices of one meeting."""
    meeting = uow.meetings.get(meeting_id)
    require_open(uow, meeting)
    members = {one.id for one in forums.members(uow, uow.forums.get(meeting.forum_id))}
    places = {one.id: one for one in uow.institutions.listed(with_inactive=True)}
    professionals = {one.id: one for one in uow.professionals.listed(with_inactive=True)}
    attendees = [
        AttendeeRow(
            attendee=attendee,
            colleague=_colleague(professionals[attendee.professional_id], places),
            guest=attendee.professional_id not in members,
        )
        for attendee in uow.attendees.of_meeting(meeting_id)
    ]
    lines = uow.lines.of_meeting(meeting_id)
    responsible = {line.responsible_id for line in lines}
    return MeetingView(
        meeting=meeting,
        lines=_rows(uow, lines),
        attendees=tuple(sorted(attendees, key=lambda row: (row.guest, row.attendee.id))),
        additions=tuple(uow.additions.of_meeting(meeting_id)),
        colleagues=tuple(
            _colleague(one, places) for one in professionals.values() if one.active or one.id in responsible
        ),
        next_due=default_due(uow, meeting),
    )


def colleagues(uow: UnitOfWork) -> tuple[Colleague, ...]:
    """Return everybody who can be given a task or lead a meeting, in Danish order."""
    places = {one.id: one for one in uow.institutions.listed(with_inactive=True)}
    return tuple(_colleague(one, places) for one in uow.professionals.listed())


def _colleague(professional: Professional, places: Mapping[InstitutionId, Institution]) -> Colleague:
    place = places[professional.institution_id].name if professional.institution_id is not None else ""
    return Colleague(
        id=professional.id, name=professional.name, role=professional.role, place=place or professional.authority
    )


def _rows(uow: UnitOfWork, lines: list[MeetingLine]) -> tuple[LineRow, ...]:
    contacts = uow.contacts.many(line.contact_id for line in lines)
    persons = uow.persons.many(contact.person_id for contact in contacts.values())
    schools = uow.institutions.many(person.school_id for person in persons.values() if person.school_id is not None)
    meetings = uow.meetings.many(line.carried_from for line in lines if line.carried_from is not None)
    rows = []
    for line in lines:
        contact = contacts[line.contact_id]
        person = persons[contact.person_id]
        if person.merged_into is not None:
            person = uow.persons.final(person.id)
        school = schools.get(person.school_id) if person.school_id is not None else None
        came = meetings[line.carried_from].starts_at.date() if line.carried_from is not None else None
        rows.append(_row(line, contact, person, school.name if school else "", came))
    return tuple(rows)


def _row(line: MeetingLine, contact: PoliceContact, person: Person, school: str, carried_from: date | None) -> LineRow:
    return LineRow(
        line_id=line.id,
        contact_id=contact.id,
        person_id=person.id,
        number=line.number,
        name=person.name,
        age=age_on(person.birth_date, contact.contact_date) if person.birth_date else None,
        school=school,
        class_name=person.class_name,
        protected=person.protected,
        role=contact.role,
        theme=contact.theme,
        decision=line.decision,
        responsible_id=line.responsible_id,
        due=line.due,
        note=line.note,
        carried_from=carried_from,
        withheld_reason=line.withheld_reason,
    )


def default_due(uow: UnitOfWork, meeting: Meeting) -> date:
    """Return the date of the next ordinary meeting: the planned one, or the usual number of weeks later."""
    following = uow.meetings.following(meeting)
    if following is not None:
        return following.starts_at.date()
    return meeting.starts_at.date() + timedelta(weeks=uow.settings().meeting_interval_weeks)


# -- one line --------------------------------------------------------------------------------------------------------


def open_line(uow: UnitOfWork, line_id: LineId) -> LineDetail:
    """Return a line's detail and log that the person was opened, once for each meeting and person."""
    detail = line_detail(uow, line_id)
    meeting_id = uow.lines.get(line_id).meeting_id
    person_id = detail.row.person_id
    entries = uow.log_entries(kind="person", object_id=person_id, limit=1000)
    if not any(entry.action is Action.OPEN and entry.detail.get("meeting") == meeting_id for entry in entries):
        uow.log(Action.OPEN, "person", person_id, meeting=meeting_id)
    return detail


def line_detail(uow: UnitOfWork, line_id: LineId) -> LineDetail:
    """Return the police's facts, their origin and this forum's own history of the person."""
    line = uow.lines.get(line_id)
    (row,) = _rows(uow, [line])
    contact = uow.contacts.get(line.contact_id)
    person = uow.persons.get(row.person_id)
    settings = uow.settings()
    talks = [talk for talk in uow.talks.of_person(person.id) if talk.line_id != line_id]
    history, earlier_contacts = _history(uow, line, contact, person)
    return LineDetail(
        row=row,
        contact=contact,
        origin=_origin(uow, contact),
        history=history,
        earlier_contacts=earlier_contacts,
        earlier_talks=len(talks),
        over_age=person.birth_date is not None
        and not within_age_limit(
            person.birth_date, contact.contact_date, settings.age_limit, inclusive=settings.age_limit_inclusive
        ),
        age_limit=settings.age_limit,
        suggested=_suggested(uow, person),
    )


def _origin(uow: UnitOfWork, contact: PoliceContact) -> Origin:
    if contact.import_id is None:
        return Origin(received_on=contact.received_on)
    batch = uow.imports.get(contact.import_id)
    return Origin(received_on=batch.imported_at.date(), file_name=batch.file_name, row=contact.source_row)


def _history(
    uow: UnitOfWork, line: MeetingLine, contact: PoliceContact, person: Person
) -> tuple[tuple[HistoryEntry, ...], int]:
    """Return the entries, newest first, and how many other contacts there are."""
    contacts = {one.id: one for one in uow.contacts.of_person(person.id)}
    contacts.setdefault(contact.id, contact)
    lines = uow.lines.of_contacts(list(contacts))
    numbers = {one.contact_id: one.number for one in lines if one.meeting_id == line.meeting_id}
    starts = {key: one.starts_at for key, one in uow.meetings.many(one.meeting_id for one in lines).items()}
    found: list[tuple[datetime, int, HistoryEntry]] = []
    for other in contacts.values():
        if other.id != contact.id:
            at = datetime.combine(other.contact_date, other.contact_time or datetime.min.time())
            found.append((at, 0, _contact_entry(other, person, numbers.get(other.id))))
    for treated in lines:
        carried_on = treated.contact_id == contact.id and starts[treated.meeting_id] < starts[line.meeting_id]
        if treated.id != line.id and (treated.decision is not None or carried_on):
            here = treated.number if treated.meeting_id == line.meeting_id else None
            at = starts[treated.meeting_id]
            found.append((at, 1, HistoryEntry(day=at.date(), decision=treated.decision, number=here)))
    found.sort(key=lambda one: one[:2], reverse=True)
    return tuple(entry for _at, _kind, entry in found), len(contacts) - 1


def _contact_entry(contact: PoliceContact, person: Person, number: int | None) -> HistoryEntry:
    return HistoryEntry(
        day=contact.contact_date,
        role=contact.role,
        theme=contact.theme,
        place=contact.place,
        age=age_on(person.birth_date, contact.contact_date) if person.birth_date else None,
        number=number,
    )


_ORDINARILY = {
    Decision.STREET_TEAM: ProfessionalRole.STREET_WORKER,
    Decision.NOTIFICATION: ProfessionalRole.SOCIAL_WORKER,
}


def _suggested(uow: UnitOfWork, person: Person) -> dict[Decision, ProfessionalId]:
    """Suggest the SSP teacher of the person's school for a talk, else the group's only member with the fitting role."""
    active = uow.professionals.listed()
    found: dict[Decision, ProfessionalId] = {}
    if person.school_id is not None:
        teachers = [
            one for one in active if one.role is ProfessionalRole.TEACHER and one.institution_id == person.school_id
        ]
        if teachers:
            found[Decision.OFFER_TALK] = teachers[0].id
    for decision, role in _ORDINARILY.items():
        fitting = [one for one in active if one.role is role and one.in_wednesday_group]
        if len(fitting) == 1:
            found[decision] = fitting[0].id
    return found
