"""Keeps a release meeting within the citizen's consents, whoever asks: who attends, what is taken up, what is near it.

The meetings, agendas and attendance of every forum ask here. A release meeting belongs to one case; each of its items
has a topic, and nobody attends without a consent to one of its topics AND to their authority on the day
(domain.md § 2.1 F11, G-4). A meeting that is none of a release passes through.
"""

from datetime import date

from sspdesk.domain.agenda import AgendaItem
from sspdesk.domain.consents import ConsentAuthority, ConsentTopic
from sspdesk.domain.errors import DomainError
from sspdesk.domain.forums import Forum, ForumKind
from sspdesk.domain.ids import MeetingId, PersonId, ProfessionalId, ReleaseId
from sspdesk.domain.meetings import Meeting, MeetingState
from sspdesk.domain.release_records import ReleaseMeeting, ReleaseMember
from sspdesk.domain.tasks import Task
from sspdesk.services import consents
from sspdesk.storage.unit_of_work import UnitOfWork


def covered(uow: UnitOfWork, person_id: PersonId, topic: ConsentTopic, meeting: Meeting | None = None) -> bool:
    """Tell whether a topic is covered for anybody, today and on the meeting's day."""
    return any(allowed(uow, person_id, topic, authority, meeting) for authority in ConsentAuthority)


def covered_on(uow: UnitOfWork, person_id: PersonId, topic: ConsentTopic, day: date) -> bool:
    """Tell whether one authority at least may hear about a topic, today and still on a day."""
    days = {uow.today, day}
    return any(
        all(consents.check(uow, person_id, topic, authority, one).allowed for one in days)
        for authority in ConsentAuthority
    )


def allowed(
    uow: UnitOfWork,
    person_id: PersonId,
    topic: ConsentTopic,
    authority: ConsentAuthority,
    meeting: Meeting | None = None,
) -> bool:
    """Tell whether a topic may be shared with an authority today, and still on the day of a meeting that lies ahead."""
    if not consents.check(uow, person_id, topic, authority).allowed:
        return False
    ahead = meeting is not None and meeting.starts_at.date() > uow.today
    day = meeting.starts_at.date() if meeting is not None and ahead else None
    return day is None or consents.check(uow, person_id, topic, authority, day).allowed


def topics_of(uow: UnitOfWork, meeting_id: MeetingId) -> tuple[ConsentTopic, ...]:
    """Return the topics that stand on a meeting's agenda, each once, in its order."""
    found = [one.topic for one in uow.agenda.of_meeting(meeting_id) if one.on_agenda]
    return tuple(dict.fromkeys(one for one in found if one is not None))


def admitted_topics(uow: UnitOfWork, member: ReleaseMember, meeting: Meeting) -> tuple[ConsentTopic, ...]:
    """Return which topics of a meeting somebody may take part in: theirs, on the agenda, and covered by consent."""
    return tuple(
        topic
        for topic in topics_of(uow, meeting.id)
        if topic in member.topics and allowed(uow, member.person_id, topic, member.authority, meeting)
    )


def case_of(uow: UnitOfWork, meeting_id: MeetingId) -> ReleaseId | None:
    """Return the case whose meeting it is, None where it is none of a release."""
    link = uow.release_meetings.of_meeting(meeting_id)
    return link.release_id if link is not None else None


# -- attendance ------------------------------------------------------------------------------------------------------


def may_attend(uow: UnitOfWork, meeting_id: MeetingId, professional_id: ProfessionalId) -> bool:
    """Tell whether a professional may attend; anybody may where the meeting is none of a release."""
    link = uow.release_meetings.of_meeting(meeting_id)
    if link is None:
        return True
    member = uow.release_members.member(link.release_id, professional_id)
    return member is not None and bool(admitted_topics(uow, member, uow.meetings.get(meeting_id)))


def check_attendee(uow: UnitOfWork, meeting_id: MeetingId, professional_id: ProfessionalId) -> None:
    """Raise DomainError("release_not_a_member") or ("release_not_admitted") where the consents do not let them in."""
    link = uow.release_meetings.of_meeting(meeting_id)
    if link is None:
        return
    if uow.release_members.member(link.release_id, professional_id) is None:
        raise DomainError("release_not_a_member", "professional_id")
    if not may_attend(uow, meeting_id, professional_id):
        raise DomainError("release_not_admitted", "professional_id")


# -- agenda ----------------------------------------------------------------------------------------------------------


def check_item(uow: UnitOfWork, meeting: Meeting, forum: Forum, item: AgendaItem) -> None:
    """Raise DomainError where an item would carry a release somewhere else, or stand in its meeting without a topic.

    "release_item_stays", "release_meeting_without_case", "release_item_needs_topic" or "release_topic_uncovered".
    """
    link = uow.release_meetings.of_meeting(meeting.id)
    if link is None:
        if item.release_id is not None or item.topic is not None:
            raise DomainError("release_item_stays")
        if forum.kind is ForumKind.RELEASE and item.person_id is not None:
            raise DomainError("release_meeting_without_case", "person_id")
        return
    if item.release_id is None or item.topic is None or item.person_id is None:
        raise DomainError("release_item_needs_topic", "title")
    if item.release_id != link.release_id or uow.persons.final(item.person_id).id != link.person_id:
        raise DomainError("release_item_stays")
    before = uow.agenda.find(item.id) if item.id else None
    if (before is None or before.topic is not item.topic) and not covered(uow, link.person_id, item.topic, meeting):
        raise DomainError("release_topic_uncovered", "topic")


def check_no_general_text(uow: UnitOfWork, meeting_id: MeetingId) -> None:
    """Raise DomainError("release_text_needs_topic", "text"): a text without a topic could not be kept from anybody."""
    if uow.release_meetings.of_meeting(meeting_id) is not None:
        raise DomainError("release_text_needs_topic", "text")


def check_paper(uow: UnitOfWork, meeting_id: MeetingId) -> None:
    """Raise DomainError("release_papers_apart") for a paper that would show every recipient the same."""
    if uow.release_meetings.of_meeting(meeting_id) is not None:
        raise DomainError("release_papers_apart")


# -- what is near a meeting: of the same release only ----------------------------------------------------------------


def _same(uow: UnitOfWork, meeting: Meeting) -> tuple[ReleaseMeeting, set[int]] | None:
    link = uow.release_meetings.of_meeting(meeting.id)
    if link is None:
        return None
    return link, {one.meeting_id for one in uow.release_meetings.of_release(link.release_id)}


def of_forum(uow: UnitOfWork, meeting: Meeting) -> list[Meeting]:
    """Return the meetings of the meeting's forum, newest first; of a release those of the same case."""
    found = uow.meetings.together(meeting)
    same = _same(uow, meeting)
    return found if same is None else [one for one in found if one.id in same[1]]


def following(uow: UnitOfWork, meeting: Meeting) -> Meeting | None:
    """Return the meeting after this one; of a release that of the same case."""
    if _same(uow, meeting) is None:
        return uow.meetings.following(meeting)
    later = [one for one in of_forum(uow, meeting) if one.starts_at > meeting.starts_at]
    later = [one for one in later if one.state is not MeetingState.CANCELLED]
    return min(later, key=lambda one: one.starts_at, default=None)


def agreed_before(uow: UnitOfWork, meeting: Meeting) -> list[Task]:
    """Return the open agreements of earlier meetings; of a release those of the same case."""
    found = uow.tasks.agreed_before(meeting)
    same = _same(uow, meeting)
    if same is None:
        return found
    items = {one.id for one in uow.agenda.of_meetings([MeetingId(one) for one in same[1]])}
    return [task for task in found if task.source_id in items]


def on_hold(uow: UnitOfWork, meeting: Meeting) -> list[AgendaItem]:
    """Return the items that wait for a later meeting; of a release those of the same case."""
    found = uow.agenda.on_hold(meeting)
    same = _same(uow, meeting)
    if same is None:
        return [one for one in found if one.release_id is None]
    return [one for one in found if one.release_id == same[0].release_id]
