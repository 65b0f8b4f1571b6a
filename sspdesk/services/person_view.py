"""Gathers everything the page of one person shows: facts, parents, timeline, open tasks, disclosures, merges."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sspdesk.domain.attachments import Attachment
from sspdesk.domain.ids import PersonId, ProfessionalId
from sspdesk.domain.log import Action
from sspdesk.domain.persons import Guardian, Merge, Note, Person, age_on, class_outdated, within_age_limit
from sspdesk.domain.retention import PersonTerm
from sspdesk.domain.talks import Talk
from sspdesk.domain.tasks import SourceKind, Task, TaskKind
from sspdesk.domain.timeline import (
    Consented,
    Created,
    Left,
    OnMeeting,
    Responsible,
    TimelineEntry,
    TimelineKind,
    newest_first,
)
from sspdesk.domain.wednesday import MeetingLine, PoliceContact
from sspdesk.services import people, retention_kinds
from sspdesk.services.tasks import TaskRow, fit_to_show, open_tasks_of
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeView:
    """A merge that can be taken apart, with the name of the person that was merged away."""

    merge: Merge
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTalk:
    """A talk with the person: who has it, and the open task that is due first."""

    talk: Talk
    responsible: str = ""
    next: Task | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """Everything the page of a person shows."""

    person: Person
    age: int | None = None
    over_age: bool = False
    school: str = ""
    class_outdated: bool = False
    guardians: tuple[Guardian, ...] = ()
    talks: tuple[PersonTalk, ...] = ()
    contacts: tuple[PoliceContact, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    open_tasks: tuple[TaskRow, ...] = ()
    disclosures: tuple[Left, ...] = ()
    documents: tuple[Attachment, ...] = ()
    merges: tuple[MergeView, ...] = ()
    term: PersonTerm

    def age_at(self, day: date) -> int | None:
        """Return the person's age on a day, where the birth date is known."""
        return None if self.person.birth_date is None else age_on(self.person.birth_date, day)


def open_person(uow: UnitOfWork, person_id: PersonId) -> PersonView:
    """Return the person's page and write in the log that it was opened; a merged person leads to the kept one."""
    view = person_view(uow, person_id)
    uow.log(Action.OPEN, "person", view.person.id)
    return view


def person_view(uow: UnitOfWork, person_id: PersonId) -> PersonView:
    """Return the person's page as it is now, to refresh one that is open already."""
    person = uow.persons.final(person_id)
    school = uow.institutions.find(person.school_id) if person.school_id is not None else None
    settings = uow.settings()
    born, today = person.birth_date, uow.today
    contacts = uow.contacts.of_person(person.id)
    disclosures = _disclosures(uow, person.id)
    merges = _merges(uow, person.id)
    open_tasks = open_tasks_of(uow, person.id)
    return PersonView(
        person=person,
        age=None if born is None else age_on(born, today),
        over_age=born is not None
        and not within_age_limit(born, today, settings.age_limit, inclusive=settings.age_limit_inclusive),
        school=school.name if school else "",
        class_outdated=class_outdated(person, today),
        guardians=tuple(uow.guardians.of_person(person.id)),
        talks=tuple(_talks(uow, person.id, [row.task for row in open_tasks])),
        contacts=tuple(contacts),
        timeline=_timeline(uow, person, contacts, disclosures, merges),
        open_tasks=tuple(open_tasks),
        disclosures=tuple(disclosures),
        documents=tuple(uow.attachments.of_person(person.id)),
        merges=tuple(merges),
        term=retention_kinds.of_person(uow, person.id),
    )


def _talks(uow: UnitOfWork, person_id: PersonId, open_tasks: list[Task]) -> list[PersonTalk]:
    """Return a person's talks, newest first; a talk from a meeting has its task on the meeting's line."""
    names = people.names(uow)
    found = []
    for talk in uow.talks.of_person(person_id):
        hanging = [task for task in open_tasks if _hangs_on(task, talk)]
        who = names.get(talk.responsible_id, "") if talk.responsible_id is not None else ""
        due_first = min(hanging, key=lambda task: (task.due or date.max, task.id), default=None)
        found.append(PersonTalk(talk=talk, responsible=who, next=due_first))
    return found


def _hangs_on(task: Task, talk: Talk) -> bool:
    if task.source_kind is SourceKind.TALK:
        return task.source_id == talk.id
    return task.kind is TaskKind.OFFER_TALK and talk.line_id is not None and task.line_id == talk.line_id


def _disclosures(uow: UnitOfWork, person_id: PersonId) -> list[Left]:
    """Return what left about a person, newest first; what was stopped did not leave and stands in the log only."""
    found = [one for one in uow.disclosures.of_person(person_id) if not one.refused]
    names = {}
    for code, day in {(one.basis_code, one.at.date()) for one in found}:
        basis = uow.bases.in_force(code, day)
        names[code, day] = basis.name if basis is not None else code
    return [Left(disclosure=one, basis=names[one.basis_code, one.at.date()]) for one in found]


def _merges(uow: UnitOfWork, person_id: PersonId) -> list[MergeView]:
    """Return the merges of a person and of everybody merged into them, the newest first."""
    waiting, found = [person_id], []
    while waiting:
        for merge in uow.merges.of_kept(waiting.pop()):
            found.append(MergeView(merge=merge, name=uow.persons.get(merge.merged_id).name))
            waiting.append(merge.merged_id)
    return sorted(found, key=lambda view: view.merge.id, reverse=True)


# -- timeline --------------------------------------------------------------------------------------------------------


def _timeline(
    uow: UnitOfWork,
    person: Person,
    contacts: list[PoliceContact],
    disclosures: list[Left],
    merges: list[MergeView],
) -> tuple[TimelineEntry, ...]:
    names = people.names(uow)
    entries = [_contact(contact) for contact in contacts]
    entries += _meetings(uow, contacts, names)
    entries += [_task(task, names) for task in fit_to_show(uow, uow.tasks.of_person(person.id))]
    entries += _efforts(uow, person.id, names)
    entries += [_disclosure(left) for left in disclosures]
    entries += [_moment(TimelineKind.NOTE, note) for note in uow.notes.of_person(person.id)]
    entries += [_document(document) for document in uow.attachments.of_person(person.id)]
    entries += [_moment(TimelineKind.RECORD, view.merge) for view in merges]
    entries.append(TimelineEntry(kind=TimelineKind.RECORD, day=person.created_on, facts=Created(person_id=person.id)))
    return newest_first(entries)


def _efforts(uow: UnitOfWork, person_id: PersonId, names: Mapping[ProfessionalId, str]) -> list[TimelineEntry]:
    """Return what was done with the family: talks and contacts after them, school cases, consents, notifications."""
    talks = uow.talks.of_person(person_id)
    entries = [_talk(talk, names) for talk in talks]
    for contact in uow.follow_ups.of_talks([talk.id for talk in talks]):
        entries.append(TimelineEntry(kind=TimelineKind.TALK, day=contact.day, facts=contact))
    for case in uow.school_cases.of_person(person_id):
        entries.append(TimelineEntry(kind=TimelineKind.SCHOOL, day=case.changed_on, facts=case))
    for sent in uow.notifications.of_person(person_id):
        entries.append(TimelineEntry(kind=TimelineKind.NOTIFICATION, day=sent.sent_on, facts=sent))
    for full in uow.consents.of_person(person_id):
        given, withdrawn = full.consent.given_on, full.consent.withdrawn_on
        entries.append(TimelineEntry(kind=TimelineKind.CONSENT, day=given, facts=Consented(full=full)))
        if withdrawn is not None:
            taken_back = Consented(full=full, withdrawn=True)
            entries.append(TimelineEntry(kind=TimelineKind.CONSENT, day=withdrawn, facts=taken_back))
    return entries


def _disclosure(left: Left) -> TimelineEntry:
    at = left.disclosure.at
    return TimelineEntry(kind=TimelineKind.DISCLOSURE, day=at.date(), clock=at.time(), facts=left)


def _document(document: Attachment) -> TimelineEntry:
    at = document.added_at
    return TimelineEntry(kind=TimelineKind.DOCUMENT, day=at.date(), clock=at.time(), facts=document)


def _moment(kind: TimelineKind, facts: Note | Merge) -> TimelineEntry:
    return TimelineEntry(kind=kind, day=facts.at.date(), clock=facts.at.time(), facts=facts)


def _contact(contact: PoliceContact) -> TimelineEntry:
    return TimelineEntry(kind=TimelineKind.CONTACT, day=contact.contact_date, clock=contact.contact_time, facts=contact)


def _meetings(
    uow: UnitOfWork, contacts: list[PoliceContact], names: Mapping[ProfessionalId, str]
) -> list[TimelineEntry]:
    """Return a contact's lines: a decided one on the day of its meeting, a waiting one on the day it was received.

    An undecided line that has moved on to a later meeting is passed over: the later one says it.
    """
    received = {contact.id: contact.received_on for contact in contacts}
    lines = uow.lines.of_contacts(list(received))
    meetings = uow.meetings.many(line.meeting_id for line in lines)
    newest: dict[int, MeetingLine] = {}
    for line in lines:
        newest.setdefault(line.contact_id, line)
    entries = []
    for line in lines:
        if line.decision is None and line is not newest[line.contact_id]:
            continue
        meeting = meetings[line.meeting_id]
        facts = OnMeeting(
            line=line,
            meeting_id=meeting.id,
            starts_at=meeting.starts_at,
            responsible=names.get(line.responsible_id, "") if line.responsible_id is not None else "",
        )
        decided = line.decision is not None
        entries.append(
            TimelineEntry(
                kind=TimelineKind.MEETING,
                day=meeting.starts_at.date() if decided else received[line.contact_id],
                clock=meeting.starts_at.time() if decided else None,
                facts=facts,
            )
        )
    return entries


def _task(task: Task, names: Mapping[ProfessionalId, str]) -> TimelineEntry:
    who = names.get(task.responsible_id, "") if task.responsible_id is not None else ""
    facts = Responsible(what=task, responsible=who)
    return TimelineEntry(kind=TimelineKind.TASK, day=task.done_on or task.created_on, facts=facts)


def _talk(talk: Talk, names: Mapping[ProfessionalId, str]) -> TimelineEntry:
    who = names.get(talk.responsible_id, "") if talk.responsible_id is not None else ""
    held = talk.held_at
    return TimelineEntry(
        kind=TimelineKind.TALK,
        day=held.date() if held is not None else talk.changed_on,
        clock=held.time() if held is not None else None,
        facts=Responsible(what=talk, responsible=who),
    )
