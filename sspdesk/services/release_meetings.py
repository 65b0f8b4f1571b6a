"""Who takes part in a release and what its meetings take up; the citizen's consents decide (F11, G-4).

The meetings are the calendar's, the items the agenda's, the attendance the meeting's; here they are tied to a case.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sspdesk.domain.agenda import AgendaItem, ItemKind
from sspdesk.domain.changes import Outcome
from sspdesk.domain.consents import RELEASE_TOPICS, ConsentAnswer, ConsentAuthority, ConsentTopic
from sspdesk.domain.errors import DomainError
from sspdesk.domain.forums import ForumKind
from sspdesk.domain.ids import MeetingId, ProfessionalId, ReleaseId, ReleaseMemberId
from sspdesk.domain.log import Action
from sspdesk.domain.meetings import Attendance, Attendee, Meeting, MeetingState
from sspdesk.domain.names import clean
from sspdesk.domain.release_records import ReleaseMeeting, ReleaseMember, check_member
from sspdesk.domain.releases import Release
from sspdesk.domain.tasks import Source, SourceKind, TaskKind
from sspdesk.labels import consents as consent_words
from sspdesk.labels import releases as words
from sspdesk.services import agenda, consents, meetings, release_guard, tasks
from sspdesk.services.meetings import MeetingPlan
from sspdesk.services.tasks import NewTask
from sspdesk.services.wednesday import workable
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    """Somebody with a function in a release."""

    professional_id: ProfessionalId
    authority: ConsentAuthority
    topics: tuple[ConsentTopic, ...]
    function: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeeting:
    """A release meeting to plan: when, where, and what is taken up."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""
    topics: tuple[ConsentTopic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What the consents say of somebody today, topic by topic."""

    member: ReleaseMember
    name: str
    answers: tuple[ConsentAnswer, ...]

    @property
    def topics(self) -> tuple[ConsentTopic, ...]:
        """The topics they may hear about."""
        return tuple(one.topic for one in self.answers if one.allowed)

    @property
    def admitted(self) -> bool:
        """Whether they may take part in anything at all."""
        return bool(self.topics)


# -- who has a function ----------------------------------------------------------------------------------------------


def _open_case(uow: UnitOfWork, release_id: ReleaseId) -> Release:
    case = uow.releases.get(release_id)
    if not case.open:
        raise DomainError("release_closed")
    return case


def save_member(
    uow: UnitOfWork, release_id: ReleaseId, wanted: NewMember, member_id: ReleaseMemberId | None = None
) -> Outcome[ReleaseMember]:
    """Note that a professional has a function in the release, or change it; it admits them to nothing by itself.

    Raises DomainError("release_member_already"), ("release_member_without_topic") or ("release_member_is_another").
    """
    case = _open_case(uow, release_id)
    uow.professionals.get(wanted.professional_id)
    there = uow.release_members.member(release_id, wanted.professional_id)
    if there is not None and there.id != member_id:
        raise DomainError("release_member_already", "professional_id")
    before = uow.release_members.get(member_id) if member_id is not None else None
    if before is not None and before.professional_id != wanted.professional_id:
        raise DomainError("release_member_is_another", "professional_id")
    fresh = before or ReleaseMember(
        release_id=case.id,
        person_id=case.person_id,
        professional_id=wanted.professional_id,
        authority=wanted.authority,
        topics=wanted.topics,
    )
    member = replace(fresh, authority=wanted.authority, topics=wanted.topics, function=clean(wanted.function))
    check_member(member)
    stored = uow.release_members.save(member)
    uow.log(Action.CHANGE if before else Action.CREATE, "release_member", stored.id, person=case.person_id)
    return uow.outcome(stored)


def remove_member(uow: UnitOfWork, member_id: ReleaseMemberId) -> Outcome[None]:
    """Take somebody off the case, and off its meetings that lie ahead; a paper in their hand is to be called back."""
    member, holds = uow.release_members.get(member_id), False
    for link in uow.release_meetings.of_release(member.release_id):
        meeting = uow.meetings.get(link.meeting_id)
        holds = holds or (meeting.ahead and _holds_a_paper(uow, meeting, member))
        for attendee in uow.attendees.of_meeting(meeting.id):
            if attendee.professional_id == member.professional_id and meeting.ahead:
                uow.attendees.remove(attendee.id)
    for task in uow.tasks.of_source(Source(SourceKind.RELEASE_MEMBER, member_id)):
        uow.tasks.remove(task.id)
    if holds:
        _call_back(uow, member)
    uow.release_members.remove(member_id)
    uow.log(Action.DELETE, "release_member", member_id, person=member.person_id)
    return uow.outcome(None)


def _holds_a_paper(uow: UnitOfWork, meeting: Meeting, member: ReleaseMember) -> bool:
    found = uow.disclosures.of_meeting(meeting.id)
    return any(one.recipient_id == member.professional_id and not one.refused for one in found)


def _call_back(uow: UnitOfWork, member: ReleaseMember) -> None:
    """Plan to get the paper back: nothing marks it any more once its recipient is off the case."""
    title = words.call_back(uow.professionals.get(member.professional_id).name)
    tasks.plan(uow, NewTask(title=title, person_id=member.person_id, due=uow.today))


def admission(uow: UnitOfWork, member: ReleaseMember) -> Admission:
    """Return what the consents say of somebody today."""
    return Admission(
        member=member,
        name=uow.professionals.get(member.professional_id).name,
        answers=tuple(consents.check(uow, member.person_id, topic, member.authority) for topic in member.topics),
    )


def admissions(uow: UnitOfWork, release_id: ReleaseId) -> tuple[Admission, ...]:
    """Return everybody with a function in a release, with what the consents say."""
    return tuple(admission(uow, one) for one in uow.release_members.of_release(release_id))


def ask_for_consent(uow: UnitOfWork, member_id: ReleaseMemberId) -> Outcome[None]:
    """Make a task to ask the citizen for the consent somebody lacks; there is one at most.

    Raises DomainError("release_nothing_to_ask") when nothing is lacking.
    """
    member = uow.release_members.get(member_id)
    case = _open_case(uow, member.release_id)
    missing = [one for one in admission(uow, member).answers if not one.allowed]
    if not missing:
        raise DomainError("release_nothing_to_ask")
    source = Source(SourceKind.RELEASE_MEMBER, member_id)
    tasks.drop_of(uow, source, TaskKind.ASK_CONSENT)
    wanted = NewTask(
        kind=TaskKind.ASK_CONSENT,
        title=words.ask_for([one.topic for one in missing], member.authority),
        person_id=case.person_id,
        source=source,
        due=uow.today,
        responsible_id=case.responsible_id,
    )
    tasks.plan(uow, wanted)
    uow.log(Action.CREATE, "task", None, person=case.person_id)
    return uow.outcome(None)


# -- meetings --------------------------------------------------------------------------------------------------------


def plan(uow: UnitOfWork, release_id: ReleaseId, new: NewMeeting) -> Outcome[Meeting]:
    """Plan a release meeting with one item a topic; nobody is invited by it.

    A topic that no consent covers on the day is refused: DomainError("release_topic_uncovered", "topics").
    """
    case = _open_case(uow, release_id)
    if not new.topics:
        raise DomainError("release_meeting_without_topic", "topics")
    forum = next((one for one in uow.forums.of_kind(ForumKind.RELEASE) if one.may_name_persons), None)
    if forum is None:
        raise DomainError("release_forum_missing")
    wanted = MeetingPlan(forum_id=forum.id, starts_at=new.starts_at, ends_at=new.ends_at, place=new.place)
    meeting = meetings.plan(uow, wanted).value
    uow.release_meetings.add(ReleaseMeeting(release_id=case.id, person_id=case.person_id, meeting_id=meeting.id))
    length = int((new.ends_at - new.starts_at).total_seconds() // 60)
    each = max(5, length // len(new.topics) // 5 * 5)
    for topic in new.topics:
        if not release_guard.covered(uow, case.person_id, topic, meeting):
            raise DomainError("release_topic_uncovered", "topics")
    for topic in ConsentTopic:
        if topic in new.topics:
            _add_item(uow, case, meeting, topic, each)
    uow.log(Action.CREATE, "meeting", meeting.id, person=case.person_id)
    return uow.outcome(meeting)


def open_cases(uow: UnitOfWork) -> list[tuple[ReleaseId, str]]:
    """Return the cases a meeting can be planned for, each with the citizen's name."""
    cases = uow.releases.listed()
    persons = uow.persons.many(one.person_id for one in cases)
    return [(one.id, persons[one.person_id].name) for one in cases if one.person_id in persons]


def plan_usual(uow: UnitOfWork, release_id: ReleaseId, new: NewMeeting) -> Outcome[Meeting]:
    """Plan a release meeting with every topic that the consents cover for somebody, today and on its day (F11)."""
    person_id = _open_case(uow, release_id).person_id
    day = max(uow.today, new.starts_at.date())
    found = tuple(topic for topic in RELEASE_TOPICS if release_guard.covered_on(uow, person_id, topic, day))
    if not found:
        raise DomainError("release_topic_uncovered", "release_id")
    return plan(uow, release_id, replace(new, topics=found))


def _add_item(uow: UnitOfWork, case: Release, meeting: Meeting, topic: ConsentTopic, minutes: int) -> AgendaItem:
    item = AgendaItem(
        meeting_id=meeting.id,
        number=0,
        kind=ItemKind.PERSON,
        title=consent_words.topic(topic),
        minutes=minutes,
        responsible_id=case.responsible_id,
        responsible="" if case.responsible_id is not None else uow.settings().consultant or uow.user,
        person_id=case.person_id,
        release_id=case.id,
        topic=topic,
        closed=True,
    )
    return agenda.save_item(uow, item).value


def add_topic(uow: UnitOfWork, meeting_id: MeetingId, topic: ConsentTopic, minutes: int = 15) -> Outcome[AgendaItem]:
    """Take up a further topic. Raises DomainError("release_topic_uncovered", "topic") or ("release_topic_there")."""
    meeting, case = _of(uow, meeting_id)
    if topic in release_guard.topics_of(uow, meeting_id):
        raise DomainError("release_topic_there", "topic")
    return uow.outcome(_add_item(uow, case, meeting, topic, minutes))


def _of(uow: UnitOfWork, meeting_id: MeetingId) -> tuple[Meeting, Release]:
    meeting = workable(uow, meeting_id)
    link = uow.release_meetings.of_meeting(meeting_id)
    if link is None:
        raise DomainError("release_meeting_without_case")
    return meeting, _open_case(uow, link.release_id)


def invite(uow: UnitOfWork, meeting_id: MeetingId, member_id: ReleaseMemberId) -> Outcome[Attendee]:
    """Invite somebody: only with a consent to a topic of the agenda AND to their authority, today and on the day.

    Raises DomainError("release_not_admitted") or ("already_at_meeting").
    """
    meeting, case = _of(uow, meeting_id)
    member = uow.release_members.get(member_id)
    if member.release_id != case.id:
        raise DomainError("release_not_a_member", "professional_id")
    if not release_guard.admitted_topics(uow, member, meeting):
        raise DomainError("release_not_admitted", "professional_id")
    return uow.outcome(_invite(uow, meeting, case, member))


def _invite(uow: UnitOfWork, meeting: Meeting, case: Release, member: ReleaseMember) -> Attendee:
    if any(one.professional_id == member.professional_id for one in uow.attendees.of_meeting(meeting.id)):
        raise DomainError("already_at_meeting", "professional_id")
    stored = uow.attendees.add(Attendee(meeting_id=meeting.id, professional_id=member.professional_id))
    uow.log(Action.CHANGE, "attendee", stored.id, meeting=meeting.id, person=case.person_id)
    return stored


def invite_all(uow: UnitOfWork, meeting_id: MeetingId) -> Outcome[int]:
    """Invite everybody the consents let in who is not invited yet; return how many. The others stay outside."""
    meeting, case = _of(uow, meeting_id)
    there = {one.professional_id for one in uow.attendees.of_meeting(meeting_id)}
    new = [
        member
        for member in uow.release_members.of_release(case.id)
        if member.professional_id not in there and release_guard.admitted_topics(uow, member, meeting)
    ]
    for member in new:
        _invite(uow, meeting, case, member)
    if new and meeting.state in (MeetingState.PLANNED, MeetingState.MOVED):
        uow.meetings.save(replace(meeting, state=MeetingState.INVITED))
    uow.log(Action.CHANGE, "meeting", meeting_id, person=case.person_id)
    return uow.outcome(len(new))


def take_off(uow: UnitOfWork, meeting_id: MeetingId, member_id: ReleaseMemberId) -> Outcome[None]:
    """Take somebody off a meeting's attendance, e.g. after the consent was withdrawn; who was there stays."""
    meeting, case = _of(uow, meeting_id)
    member = uow.release_members.get(member_id)
    for attendee in uow.attendees.of_meeting(meeting.id):
        if attendee.professional_id == member.professional_id:
            if attendee.attendance is Attendance.PRESENT:
                raise DomainError("release_was_there")
            uow.attendees.remove(attendee.id)
    uow.log(Action.CHANGE, "meeting", meeting_id, person=case.person_id)
    return uow.outcome(None)
