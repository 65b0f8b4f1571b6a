"""Gathers what the page of releases shows: the list with stage and what is due, and everything about one case."""

from dataclasses import dataclass
from datetime import date

from sspdesk.domain.consents import RELEASE_TOPICS, ConsentAnswer, ConsentAuthority, ConsentTopic
from sspdesk.domain.ids import ReleaseId
from sspdesk.domain.log import Action
from sspdesk.domain.meetings import Attendance, Meeting
from sspdesk.domain.persons import Person, age_on
from sspdesk.domain.release_records import CopyKind, ItemState, ReleaseContact, ReleaseVisit
from sspdesk.domain.releases import Release, ReleaseMove
from sspdesk.labels import tasks as task_words
from sspdesk.services import (
    consents,
    people,
    release_checklist,
    release_deadlines,
    release_guard,
    release_meetings,
    release_papers,
    tasks,
)
from sspdesk.services.consents import ConsentView
from sspdesk.services.release_checklist import ItemRow
from sspdesk.services.release_meetings import Admission
from sspdesk.services.release_papers import Printed
from sspdesk.services.tasks import TaskRow
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRow:
    """A case as the list shows it: what is due next, and how many of those with a function the consents keep out."""

    case: Release
    name: str
    age: int | None
    due: date | None = None
    what: str = ""
    outside: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """Somebody with a function: what the consents say, whether they are invited to the next meeting, their papers."""

    admission: Admission
    invited: bool = False
    topics: tuple[ConsentTopic, ...] = ()
    """What they may take part in at the next meeting, or at all where none is planned."""
    missing: tuple[ConsentAnswer, ...] = ()
    prints: tuple[Printed, ...] = ()

    @property
    def outdated(self) -> bool:
        """Whether a paper of the next meeting is to be printed anew, or to be called back."""
        return any(one.outdated for one in self.prints)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """A release meeting with its topics, who comes, and how many papers are outdated."""

    meeting: Meeting
    number: int
    topics: tuple[ConsentTopic, ...]
    invited: int
    outdated: int
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseView:
    """Everything about one case. ``next`` is the meeting that comes, or the one going on."""

    case: Release
    person: Person
    age: int | None
    leading: str
    responsible: str
    moves: tuple[ReleaseMove, ...]
    deadlines: tuple[TaskRow, ...]
    items: tuple[ItemRow, ...]
    visits: tuple[ReleaseVisit, ...]
    contacts: tuple[ReleaseContact, ...]
    consents: tuple[ConsentView, ...]
    covered: dict[ConsentTopic, tuple[ConsentAuthority, ...]]
    until: date | None
    members: tuple[MemberRow, ...]
    meetings: tuple[MeetingRow, ...]
    next: MeetingRow | None

    @property
    def done(self) -> int:
        """How many points of the checklist are taken care of."""
        return sum(row.state is ItemState.DONE for row in self.items)

    @property
    def needed(self) -> int:
        """How many points count."""
        return sum(row.state is not ItemState.NOT_NEEDED for row in self.items)

    @property
    def to_invite(self) -> tuple[MemberRow, ...]:
        """Who may be invited to the next meeting and is not yet."""
        if self.next is None or not self.next.meeting.ahead:
            return ()
        return tuple(one for one in self.members if one.topics and not one.invited)


def rows(uow: UnitOfWork, *, closed: bool = False) -> list[ReleaseRow]:
    """Return the open cases, the next release first, or the closed ones."""
    found = uow.releases.listed(closed=closed)
    persons = uow.persons.many(one.person_id for one in found)
    dues = uow.releases.next_due([one.id for one in found])
    task_of = uow.tasks.many(task_id for _day, task_id in dues.values())
    shown = []
    for case in found:
        person = persons[case.person_id]
        due = dues.get(case.id)
        outside = sum(not one.admitted for one in release_meetings.admissions(uow, case.id)) if case.open else 0
        shown.append(
            ReleaseRow(
                case=case,
                name=person.name,
                age=None if person.birth_date is None else age_on(person.birth_date, uow.today),
                due=due[0] if due else None,
                what=task_words.title(task_of[due[1]]) if due else "",
                outside=outside,
            )
        )
    return shown


def open_release(uow: UnitOfWork, release_id: ReleaseId) -> ReleaseView:
    """Return everything about a case and write in the log that it was opened."""
    found = view(uow, release_id)
    uow.log(Action.OPEN, "release_case", release_id, person=found.person.id)
    return found


def view(uow: UnitOfWork, release_id: ReleaseId) -> ReleaseView:
    """Return everything about a case, to refresh one that is open already."""
    case = uow.releases.get(release_id)
    person = uow.persons.final(case.person_id)
    names = people.names(uow)
    meetings = _meetings(uow, case)
    coming = _next(meetings)
    holding = [one for one in consents.of_person(uow, person.id) if _about_release(one)]
    ends = [one.full.consent.valid_to for one in holding if one.holds]
    return ReleaseView(
        case=case,
        person=person,
        age=None if person.birth_date is None else age_on(person.birth_date, uow.today),
        leading=names.get(case.leading_id, "") if case.leading_id is not None else "",
        responsible=names.get(case.responsible_id, "") if case.responsible_id is not None else "",
        moves=tuple(uow.release_moves.of_release(release_id)),
        deadlines=tuple(
            row for row in tasks.of_source(uow, release_deadlines.source(case)) if row.task.done_on is None
        ),
        items=release_checklist.rows(uow, release_id),
        visits=tuple(sorted(uow.release_visits.of_release(release_id), key=lambda one: one.at, reverse=True)),
        contacts=tuple(sorted(uow.release_contacts.of_release(release_id), key=lambda one: one.day, reverse=True)),
        consents=tuple(holding),
        covered=_covered(uow, case),
        until=min(ends, default=None),
        members=tuple(_member(uow, one, coming) for one in release_meetings.admissions(uow, release_id)),
        meetings=tuple(meetings),
        next=coming,
    )


def _about_release(one: ConsentView) -> bool:
    return any(topic in RELEASE_TOPICS for topic, _authority in one.full.pairs)


def _covered(uow: UnitOfWork, case: Release) -> dict[ConsentTopic, tuple[ConsentAuthority, ...]]:
    """Return which authorities the consents let hear about each topic today."""
    return {
        topic: tuple(
            authority for authority in ConsentAuthority if release_guard.allowed(uow, case.person_id, topic, authority)
        )
        for topic in RELEASE_TOPICS
    }


def _meetings(uow: UnitOfWork, case: Release) -> list[MeetingRow]:
    """Return the meetings, the latest first, numbered as they were held."""
    ids = [one.meeting_id for one in uow.release_meetings.of_release(case.id)]
    known = sorted(uow.meetings.many(ids).values(), key=lambda one: one.starts_at)
    members = uow.release_members.of_release(case.id)
    found = []
    for number, meeting in enumerate(known, 1):
        attendees = uow.attendees.of_meeting(meeting.id)
        outdated = 0
        if meeting.ahead:
            prints = (release_papers.printed(uow, meeting.id, one.id, kind) for one in members for kind in _KINDS)
            outdated = sum(one.outdated for one in prints)
        found.append(
            MeetingRow(
                meeting=meeting,
                number=number,
                topics=release_guard.topics_of(uow, meeting.id),
                invited=sum(one.attendance is not Attendance.APOLOGIES for one in attendees),
                outdated=outdated,
                decisions=tuple(one.decision for one in uow.agenda.of_meeting(meeting.id) if one.decision),
            )
        )
    return found[::-1]


_KINDS = (CopyKind.INVITATION, CopyKind.AGENDA)


def _next(meetings: list[MeetingRow]) -> MeetingRow | None:
    ahead = [one for one in meetings if not one.meeting.over]
    return ahead[-1] if ahead else None


def _member(uow: UnitOfWork, admission: Admission, coming: MeetingRow | None) -> MemberRow:
    member = admission.member
    missing = tuple(one for one in admission.answers if not one.allowed)
    if coming is None:
        return MemberRow(admission=admission, topics=admission.topics, missing=missing)
    meeting = coming.meeting
    there = any(one.professional_id == member.professional_id for one in uow.attendees.of_meeting(meeting.id))
    return MemberRow(
        admission=admission,
        invited=there,
        topics=release_guard.admitted_topics(uow, member, meeting),
        missing=missing,
        prints=tuple(release_papers.printed(uow, meeting.id, member.id, kind) for kind in _KINDS),
    )
