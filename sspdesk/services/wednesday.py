"""Onsdagsgruppen's work on its list: lines come on and are carried on, the group decides, tasks and talks follow."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, time

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.forums import ForumKind
from sspdesk.domain.ids import ContactId, InstitutionId, LineId, MeetingId, PersonId, ProfessionalId
from sspdesk.domain.log import Action
from sspdesk.domain.meetings import Attendee, Meeting, MeetingState, check_unlocked
from sspdesk.domain.persons import Person, check_person, school_year_of
from sspdesk.domain.talks import TalkOrigin
from sspdesk.domain.tasks import AnchorKind, DeadlineRule, Task, TaskKind
from sspdesk.domain.wednesday import (
    NEEDS_RESPONSIBLE,
    ContactState,
    Decision,
    MeetingLine,
    PoliceContact,
    Role,
    Theme,
    check_contact,
    state_after,
)
from sspdesk.labels import talks as words
from sspdesk.services import forums, talk_recommendations
from sspdesk.services.agenda_start import begin_agenda
from sspdesk.services.duty import follow_duty
from sspdesk.services.wednesday_list import default_due
from sspdesk.storage.unit_of_work import UnitOfWork

_OPEN = (ContactState.RECEIVED, ContactState.CLARIFIED)
_TASKS = {
    Decision.OFFER_TALK: TaskKind.OFFER_TALK,
    Decision.STREET_TEAM: TaskKind.STREET_TEAM,
    Decision.NOTIFICATION: TaskKind.NOTIFICATION,
}


def workable(uow: UnitOfWork, meeting_id: MeetingId) -> Meeting:
    """Return a meeting that may be changed; raise DomainError("minutes_locked") or ("meeting_cancelled")."""
    meeting = uow.meetings.get(meeting_id)
    check_unlocked(meeting)
    if meeting.state is MeetingState.CANCELLED:
        raise DomainError("meeting_cancelled")
    return meeting


# -- lines come onto the list ----------------------------------------------------------------------------------------


def add_lines(uow: UnitOfWork, meeting_id: MeetingId, contact_ids: Collection[ContactId]) -> list[LineId]:
    """Put contacts on a meeting's list after those that stand there; return the ids of the new lines.

    Part of a command (an import) that makes its own outcome. A contact already on the list is passed over.
    """
    workable(uow, meeting_id)
    return _append(uow, meeting_id, [(contact_id, None) for contact_id in contact_ids])


def _append(
    uow: UnitOfWork, meeting_id: MeetingId, contacts: Collection[tuple[ContactId, MeetingId | None]]
) -> list[LineId]:
    present = uow.lines.of_meeting(meeting_id)
    seen = {line.contact_id for line in present}
    number = max((line.number for line in present), default=0)
    lines = []
    for contact_id, carried_from in contacts:
        if contact_id not in seen:
            seen.add(contact_id)
            number += 1
            lines.append(
                MeetingLine(meeting_id=meeting_id, contact_id=contact_id, number=number, carried_from=carried_from)
            )
    return [LineId(row_id) for row_id in uow.lines.add_many(lines)]


def prepare(uow: UnitOfWork, meeting_id: MeetingId) -> Outcome[int]:
    """Make a meeting that is not over ready: members are invited, the usual agenda is set up, and of Onsdagsgruppen
    undecided lines and contacts without a list come.

    Returns how many lines came. It happens by itself when the meeting is opened, so there is nothing to undo.
    """
    meeting = uow.meetings.get(meeting_id)
    if meeting.over:
        return Outcome(0)
    forum = uow.forums.get(meeting.forum_id)
    if forum.kind is ForumKind.RELEASE:
        return Outcome(0)  # who comes and what is taken up follows from the citizen's consents alone
    came = _open_lines(uow, meeting) if forum.has_police_list else []
    invited = {attendee.professional_id for attendee in uow.attendees.of_meeting(meeting_id)}
    missing = [one.id for one in forums.members(uow, forum) if one.id not in invited]
    uow.attendees.add_many([Attendee(meeting_id=meeting_id, professional_id=one) for one in missing])
    begin_agenda(uow, meeting, forum)
    return Outcome(len(came), uow.recorder.changes())


def _open_lines(uow: UnitOfWork, meeting: Meeting) -> list[LineId]:
    _drop_settled(uow, meeting)
    waiting = uow.lines.open_before(meeting, uow.today)
    new = [(contact_id, None) for contact_id in uow.contacts.waiting()]
    return _append(uow, meeting.id, [*((one.contact_id, one.meeting_id) for one in waiting), *new])


def _drop_settled(uow: UnitOfWork, meeting: Meeting) -> None:
    """Take away carried lines that were decided on in the earlier meeting's minutes after all."""
    carried = [line for line in uow.lines.of_meeting(meeting.id) if line.carried_from is not None]
    waiting = [line for line in carried if line.decision is None and not line.note and not line.withheld_reason]
    contacts = uow.contacts.many(line.contact_id for line in waiting)
    for line in waiting:
        if contacts[line.contact_id].state not in _OPEN:
            uow.lines.remove(line.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedLine:
    """A line typed at the meeting: a known person (``person_id``) or a new one, and what the police told."""

    person_id: PersonId | None = None
    first_name: str = ""
    last_name: str = ""
    birth_date: date | None = None
    school_id: InstitutionId | None = None
    class_name: str = ""
    contact_date: date
    contact_time: time | None = None
    role: Role = Role.MET
    theme: Theme | None = None
    place: str = ""
    text: str = ""
    talk_recommended: bool | None = None


def add_typed_line(uow: UnitOfWork, meeting_id: MeetingId, typed: TypedLine) -> Outcome[MeetingLine]:
    """Put a contact told at the meeting on the list; raises DomainError beside the field that cannot be so."""
    workable(uow, meeting_id)
    person = _typed_person(uow, typed)
    contact = PoliceContact(
        person_id=person.id,
        contact_date=typed.contact_date,
        contact_time=typed.contact_time,
        role=typed.role,
        theme=typed.theme,
        place=" ".join(typed.place.split()),
        text=typed.text.strip(),
        talk_recommended=typed.talk_recommended,
        received_on=uow.today,
    )
    check_contact(contact, person.birth_date, uow.today)
    contact = uow.contacts.add(contact)
    uow.log(Action.CREATE, "contact", contact.id, meeting=meeting_id, person=person.id)
    (line_id,) = _append(uow, meeting_id, [(contact.id, None)])
    return uow.outcome(uow.lines.get(line_id))


def _typed_person(uow: UnitOfWork, typed: TypedLine) -> Person:
    if typed.person_id is not None:
        return uow.persons.final(typed.person_id)
    class_name = " ".join(typed.class_name.split())
    person = Person(
        first_name=typed.first_name,
        last_name=typed.last_name,
        birth_date=typed.birth_date,
        school_id=typed.school_id,
        class_name=class_name,
        class_year=school_year_of(uow.today) if class_name else None,
        created_on=uow.today,
    )
    stored = uow.persons.add(check_person(person, uow.today))
    uow.log(Action.CREATE, "person", stored.id)
    return stored


def withhold(uow: UnitOfWork, line_id: LineId, reason: str) -> Outcome[MeetingLine]:
    """Note that a party did not share something on this line (RPL § 115 stk. 4); an empty reason takes it back."""
    line = uow.lines.get(line_id)
    workable(uow, line.meeting_id)
    stored = uow.lines.save(replace(line, withheld_reason=reason.strip()))
    person_id = uow.contacts.get(line.contact_id).person_id
    uow.log(Action.CHANGE, "meeting_line", line_id, withheld=bool(reason.strip()), person=person_id)
    return uow.outcome(stored)


# -- the group decides -----------------------------------------------------------------------------------------------


def decide(
    uow: UnitOfWork,
    line_id: LineId,
    decision: Decision | None,
    *,
    responsible_id: ProfessionalId | None = None,
    due: date | None = None,
    note: str = "",
) -> Outcome[MeetingLine]:
    """Set, change or take back (None) the decision on a line, with the contact's state and everything that follows.

    A decision to act makes one task (and for a talk the recommended talk); the others have no responsible and no
    deadline. Raises DomainError("due_before_meeting", "due"), ("decided_later") when a later meeting has decided, or
    ("minutes_locked").
    """
    line = uow.lines.get(line_id)
    meeting = workable(uow, line.meeting_id)
    acts = decision in NEEDS_RESPONSIBLE
    if acts and due is None:
        due = default_due(uow, meeting)
    if acts and due is not None and due < meeting.starts_at.date():
        raise DomainError("due_before_meeting", "due")
    _clear_later(uow, line, decision)
    decided_at = line.decided_at if decision is line.decision else uow.now if decision is not None else None
    line = uow.lines.save(
        replace(
            line,
            decision=decision,
            responsible_id=responsible_id if acts else None,
            due=due if acts else None,
            note=note.strip(),
            decided_at=decided_at,
        )
    )
    contact = uow.contacts.get(line.contact_id)
    uow.contacts.save(replace(contact, state=state_after(decision, line.responsible_id)))
    person = uow.persons.final(contact.person_id)
    _follow_task(uow, line, meeting, person.id)
    _follow_talk(uow, line, person.id)
    follow_duty(uow, person.id)
    code = decision.value if decision is not None else None
    uow.log(Action.CHANGE, "meeting_line", line_id, decision=code, meeting=meeting.id, person=person.id)
    return uow.outcome(line)


def _clear_later(uow: UnitOfWork, line: MeetingLine, decision: Decision | None) -> None:
    """Let the newest decision stand: a decided later line refuses, an undecided one goes when this one is decided."""
    for later in uow.lines.of_contacts([line.contact_id]):
        if later.id <= line.id:
            continue
        if later.decision is not None:
            raise DomainError("decided_later")
        if decision is not None and not uow.meetings.get(later.meeting_id).locked:
            uow.lines.remove(later.id)


def _follow_task(uow: UnitOfWork, line: MeetingLine, meeting: Meeting, person_id: PersonId) -> None:
    """Keep the one task the decision asks for. A done task stays; a new deadline after it asks for a new one."""
    kind = _TASKS.get(line.decision) if line.decision is not None else None
    made = [task for task in uow.tasks.of_line(line.id) if task.kind in _TASKS.values()]
    for task in made:
        if task.kind is not kind and task.done_on is None:
            uow.tasks.remove(task.id)
    if kind is None:
        return
    ordinary = default_due(uow, meeting)
    follows = line.due == ordinary
    wanted = Task(
        kind=kind,
        person_id=person_id,
        line_id=line.id,
        rule=DeadlineRule.NEXT_MEETING if follows else DeadlineRule.BY_HAND,
        anchor_kind=AnchorKind.MEETING if follows else AnchorKind.DATE,
        anchor=ordinary if follows else None,
        computed=ordinary if follows else None,
        due=line.due,
        responsible_id=line.responsible_id,
        created_on=uow.today,
    )
    same = [task for task in made if task.kind is kind]
    undone = [task for task in same if task.done_on is None]
    if undone:
        uow.tasks.save(replace(wanted, id=undone[0].id, created_on=undone[0].created_on))
    elif not any(task.due == line.due for task in same):
        uow.tasks.add(wanted)


def _follow_talk(uow: UnitOfWork, line: MeetingLine, person_id: PersonId) -> None:
    """Recommend a talk, or take the recommendation back as long as nothing more came of it."""
    if line.decision is not Decision.OFFER_TALK:
        talk_recommendations.take_back(uow, line.id)
        return
    talk_recommendations.recommend(uow, line, person_id, words.origin(TalkOrigin.WEDNESDAY))
