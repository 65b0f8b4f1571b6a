"""Plans the meetings of every forum: planning, inviting, moving, cancelling; and which of Onsdagsgruppen's is next."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import ForumId, MeetingId, ProfessionalId
from sspdesk.domain.log import Action
from sspdesk.domain.meetings import Meeting, MeetingState, check_meeting, check_unlocked
from sspdesk.domain.settings import Settings
from sspdesk.domain.talks import TalkState
from sspdesk.services import open_names
from sspdesk.services.wednesday import prepare, workable
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingItem:
    """A meeting in the list of meetings, with the number of its lines and decisions."""

    meeting: Meeting
    lines: int
    decided: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPlan:
    """When and where a meeting is held; times are local. ``forum_id`` None: of Onsdagsgruppen."""

    forum_id: ForumId | None = None
    title: str = ""
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    chair_id: ProfessionalId | None = None


def _forum(uow: UnitOfWork) -> ForumId:
    return uow.forums.wednesday_group().id


def listed(uow: UnitOfWork) -> list[MeetingItem]:
    """Return all meetings, newest first."""
    counts = uow.meetings.counts(_forum(uow))
    found = []
    for meeting in uow.meetings.of_forum(_forum(uow)):
        lines, decided = counts.get(meeting.id, (0, 0))
        found.append(MeetingItem(meeting=meeting, lines=lines, decided=decided))
    return found


def current(uow: UnitOfWork) -> Meeting | None:
    """Return the meeting to work on: one going on, else the next that is not over, else one whose minutes wait."""
    meetings = sorted(uow.meetings.of_forum(_forum(uow)), key=lambda one: one.starts_at)
    today = [one for one in meetings if one.starts_at.date() == uow.today and one.state is not MeetingState.CANCELLED]
    going_on = [one for one in meetings if one.state is MeetingState.HELD]
    coming = [one for one in meetings if one.starts_at.date() >= uow.today and not one.over]
    waiting = [one for one in meetings if one.state not in (MeetingState.CANCELLED, MeetingState.MINUTES_APPROVED)]
    for found in ([one for one in today if not one.locked], going_on[-1:], coming, waiting[-1:]):
        if found:
            return found[0]
    return None


def waiting_before(uow: UnitOfWork, meeting: Meeting) -> Meeting | None:
    """Return the latest earlier meeting that was not ended or whose minutes are not approved."""
    settled = (MeetingState.CANCELLED, MeetingState.MINUTES_APPROVED)
    earlier = [one for one in uow.meetings.of_forum(_forum(uow)) if one.starts_at < meeting.starts_at]
    return next((one for one in earlier if one.state not in settled), None)


def suggest(uow: UnitOfWork) -> MeetingPlan:
    """Suggest the next meeting from the settings: the usual weekday and time, an interval after the latest meeting."""
    settings = uow.settings()
    latest = uow.meetings.of_forum(_forum(uow))[:1]
    if latest:
        day = latest[0].starts_at.date()
        day += timedelta(days=settings.meeting_weekday - day.weekday(), weeks=settings.meeting_interval_weeks)
        while day < uow.today:
            day += timedelta(weeks=settings.meeting_interval_weeks)
    else:
        day = uow.today + timedelta(days=(settings.meeting_weekday - uow.today.weekday()) % 7)
    return _on(day, settings)


def _on(day: date, settings: Settings) -> MeetingPlan:
    return MeetingPlan(
        starts_at=datetime.combine(day, time.fromisoformat(settings.meeting_start)),
        ends_at=datetime.combine(day, time.fromisoformat(settings.meeting_end)),
        place=settings.meeting_place,
    )


def plan(uow: UnitOfWork, wanted: MeetingPlan, *, names_confirmed: bool = False) -> Outcome[Meeting]:
    """Plan a meeting: the forum's members are invited, its usual agenda is set up, and what is still open comes along.

    Raises DomainError("ends_before_start"), ("meeting_overlaps"), or ("names_in_open_text") unless confirmed.
    """
    forum_id = wanted.forum_id if wanted.forum_id is not None else _forum(uow)
    meeting = Meeting(forum_id=forum_id, starts_at=wanted.starts_at, ends_at=wanted.ends_at)
    _refuse_names(uow, meeting, wanted, confirmed=names_confirmed)
    stored = uow.meetings.add(_checked(uow, meeting, wanted))
    prepare(uow, stored.id)
    uow.log(Action.CREATE, "meeting", stored.id)
    return uow.outcome(stored)


def change(
    uow: UnitOfWork, meeting_id: MeetingId, wanted: MeetingPlan, *, names_confirmed: bool = False
) -> Outcome[Meeting]:
    """Move or edit a meeting; open deadlines that follow its date move with it.

    One whose members were told of the date becomes MOVED, until they are told again. Raises as ``plan`` does.
    """
    before = workable(uow, meeting_id)
    _refuse_names(uow, before, wanted, confirmed=names_confirmed)
    after = moved(uow, before, _checked(uow, before, wanted))
    uow.log(Action.CHANGE, "meeting", meeting_id)
    return uow.outcome(after)


def _refuse_names(uow: UnitOfWork, meeting: Meeting, wanted: MeetingPlan, *, confirmed: bool) -> None:
    texts = {"title": wanted.title, "place": wanted.place}
    forum = uow.forums.get(meeting.forum_id)
    open_names.refuse(uow, forum, texts, open_names.stored_in(meeting), confirmed=confirmed)


def _checked(uow: UnitOfWork, meeting: Meeting, wanted: MeetingPlan) -> Meeting:
    planned = replace(
        meeting,
        title=" ".join(wanted.title.split()),
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        place=" ".join(wanted.place.split()),
        chair_id=wanted.chair_id,
    )
    check_meeting(planned)
    if uow.meetings.overlapping(planned):
        raise DomainError("meeting_overlaps", "starts_at")
    return planned


def moved(uow: UnitOfWork, before: Meeting, wanted: Meeting) -> Meeting:
    """Store a meeting's new time as part of a command, with all that follows from it."""
    when = wanted.starts_at != before.starts_at
    told = before.state in (MeetingState.INVITED, MeetingState.AGENDA_SENT)
    changed = replace(
        wanted,
        state=MeetingState.MOVED if when and told else wanted.state,
        moved_from=before.starts_at if when and before.ahead else wanted.moved_from,
    )
    if changed == before:
        return before
    after = uow.meetings.save(replace(changed, sequence=before.sequence + 1))
    if after.starts_at.date() != before.starts_at.date() and uow.forums.get(after.forum_id).has_police_list:
        _move_deadlines(uow, before.starts_at.date(), after.starts_at.date())
    return after


def invited(uow: UnitOfWork, meeting_id: MeetingId, *, agenda: bool = False) -> Outcome[Meeting]:
    """Note that the members were told of the meeting, or (``agenda``) were sent its agenda.

    Raises DomainError("meeting_began_already").
    """
    meeting = workable(uow, meeting_id)
    if not meeting.ahead:
        raise DomainError("meeting_began_already")
    state = MeetingState.AGENDA_SENT if agenda else MeetingState.INVITED
    stored = uow.meetings.save(replace(meeting, state=state))
    uow.log(Action.CHANGE, "meeting", meeting_id, state=state.value)
    return uow.outcome(stored)


def _move_deadlines(uow: UnitOfWork, old: date, new: date) -> None:
    """Move open tasks that are due at the moved meeting, with their talks and their lines in minutes not yet locked."""
    for task in uow.tasks.following_meeting_of(old):
        uow.tasks.save(replace(task, anchor=new, computed=new, due=new))
        if task.line_id is None:
            continue
        line = uow.lines.get(task.line_id)
        if not uow.meetings.get(line.meeting_id).locked:
            uow.lines.save(replace(line, due=new))
        talk = uow.talks.of_line(line.id)
        if talk is not None and talk.state is TalkState.RECOMMENDED:
            uow.talks.save(replace(talk, offer_by=new))


def cancel(uow: UnitOfWork, meeting_id: MeetingId) -> Outcome[Meeting]:
    """Cancel a meeting that was not held; its lines, and deadlines that follow its day, go on to the next one.

    Raises DomainError("minutes_locked"), ("meeting_was_held") or ("meeting_has_decisions").
    """
    meeting = uow.meetings.get(meeting_id)
    check_unlocked(meeting)
    if meeting.state in (MeetingState.HELD, MeetingState.MINUTES_DRAFT):
        raise DomainError("meeting_was_held")
    if any(line.decision is not None for line in uow.lines.of_meeting(meeting_id)):
        raise DomainError("meeting_has_decisions")
    stored = uow.meetings.save(replace(meeting, state=MeetingState.CANCELLED, sequence=meeting.sequence + 1))
    following = uow.meetings.following(stored)
    if uow.forums.get(meeting.forum_id).has_police_list:
        _move_deadlines(uow, meeting.starts_at.date(), (following or suggest(uow)).starts_at.date())
    uow.log(Action.CHANGE, "meeting", meeting_id, state=stored.state.value)
    return uow.outcome(stored)
