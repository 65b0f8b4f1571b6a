"""Meetings out as a calendar file without any personal content, and events of other calendars in, with a preview."""

import re
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from sspdesk.domain.calendar_files import (
    IMPORTED,
    CalendarEvent,
    ComparedEvent,
    EventFate,
    KnownMeeting,
    Scope,
    compare,
    whole_days,
)
from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.forums import Forum, ForumKind
from sspdesk.domain.ids import ForumId, MeetingId
from sspdesk.domain.log import Action
from sspdesk.domain.meetings import Meeting, MeetingState, check_meeting
from sspdesk.domain.school_calendar import school_year
from sspdesk.exchange.icalendar.writing import render
from sspdesk.labels import calendar_files as labels
from sspdesk.services import calendar_gone, meetings, open_names
from sspdesk.storage.unit_of_work import UnitOfWork

_PLACE_SAYS_TOO_MUCH = frozenset({ForumKind.EXIT, ForumKind.RELEASE, ForumKind.INFO_HOUSE_CASE})
"""Forums of one person each: where they meet may tell who is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """A calendar file about to be written: its bytes and how many meetings stand in it."""

    content: bytes
    count: int


# -- out ---------------------------------------------------------------------------------------------------------------


def export(uow: UnitOfWork, scope: Scope) -> Outcome[ExportedFile]:
    """Return a calendar file of the forums' names, times and places; it cannot hold an agenda, a person or a note."""
    namespace = _namespace(uow)
    chosen = _chosen(uow, scope)
    events = [*_events(uow, chosen, namespace), *calendar_gone.events(uow, scope, namespace)]
    uow.log(Action.EXPORT, "meeting", scope.meeting_id, rows=len(events))
    outcome = uow.outcome(ExportedFile(content=render(events, uow.now), count=len(events)))
    return replace(outcome, undo=None)


def events_of(uow: UnitOfWork, chosen: Sequence[Meeting]) -> list[CalendarEvent]:
    """Return meetings as other calendars get them."""
    return _events(uow, chosen, _known_namespace(uow))


def _known_namespace(uow: UnitOfWork) -> uuid.UUID:
    return uuid.UUID(uow.settings().calendar_id or str(uuid.UUID(int=0)))


def _events(uow: UnitOfWork, chosen: Sequence[Meeting], namespace: uuid.UUID) -> list[CalendarEvent]:
    known = {forum.id: forum for forum in uow.forums.listed(with_inactive=True)}
    counts = uow.history.changes_of("meeting", [one.id for one in chosen])
    return [_event(one, known[one.forum_id], counts.get(one.id, 0), namespace) for one in chosen]


def _event(meeting: Meeting, forum: Forum, changes: int, namespace: uuid.UUID) -> CalendarEvent:
    """Return a meeting as an event.

    Its SEQUENCE rises with every change of the meeting, also with one that is taken back: the other calendar must
    hear of that too.
    """
    return CalendarEvent(
        uid=meeting.uid or calendar_gone.own_uid(meeting.id, namespace),
        sequence=meeting.sequence + 2 * changes,
        cancelled=meeting.state is MeetingState.CANCELLED,
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        whole_days=whole_days(meeting.starts_at, meeting.ends_at),
        title=labels.outside_title(forum),
        place="" if forum.kind in _PLACE_SAYS_TOO_MUCH else meeting.place,
    )


def _namespace(uow: UnitOfWork) -> uuid.UUID:
    """Return what makes this vault's names its own; made once, at the first export."""
    settings = uow.settings()
    if not settings.calendar_id:
        settings = replace(settings, calendar_id=str(uuid.uuid4()))
        uow.save_settings(settings)
    return uuid.UUID(settings.calendar_id)


def _chosen(uow: UnitOfWork, scope: Scope) -> list[Meeting]:
    if scope.meeting_id is not None:
        return [uow.meetings.get(scope.meeting_id)]
    if scope.series_id is not None:
        return uow.meetings.of_series(scope.series_id)
    first = datetime.combine(school_year(uow.today).first, time())
    found = uow.meetings.between(first, datetime(9999, 1, 1))
    return [one for one in found if scope.forum_id is None or one.forum_id == scope.forum_id]


# -- in ----------------------------------------------------------------------------------------------------------------


def compare_events(uow: UnitOfWork, events: Sequence[CalendarEvent]) -> tuple[ComparedEvent, ...]:
    """Tell for every event of a file whether it is new, known, changed or cancelled; changes nothing."""
    listed = sorted(uow.forums.listed(), key=lambda forum: forum.may_name_persons)
    forums = {forum.name.casefold(): forum.id for forum in listed}
    for forum in listed:  # "Lokalrådsmøde" is the Lokalråd's; a forum without persons comes first in doubt
        first = re.split(r"[\s-]", forum.name.casefold())[0]
        if len(first) > 4:
            forums.setdefault(first.removesuffix("et"), forum.id)
    return compare(events, _known(uow), forums)


def _known(uow: UnitOfWork) -> Mapping[str, KnownMeeting]:
    every = uow.meetings.all()
    found = {}
    for meeting, event in zip(every, events_of(uow, every), strict=True):
        if meeting.uid:  # it belongs to another calendar, whose count goes on from what we took over
            event = replace(event, sequence=meeting.sequence)  # noqa: PLW2901 - the same event with the other's count
        event = replace(event, place=meeting.place)  # noqa: PLW2901 - inside, places are compared as they are
        begun = not meeting.ahead and meeting.state is not MeetingState.CANCELLED
        found[event.uid] = KnownMeeting(
            id=meeting.id, forum_id=meeting.forum_id, event=event, begun=begun, own=not meeting.uid
        )
    return found


def names_in(
    uow: UnitOfWork, chosen: Collection[CalendarEvent], forum_id: ForumId | None, *, of: Mapping[str, ForumId]
) -> tuple[str, ...]:
    """Return the names of persons in titles and places that ``take_over`` would stop at."""
    texts: dict[ForumId, list[str]] = {}
    for event in chosen:
        wanted = of.get(event.uid) or forum_id
        if wanted is not None:
            texts.setdefault(wanted, []).extend((event.title, event.place))
    found = (name for wanted, words in texts.items() for name in open_names.in_forum(uow, wanted, words))
    return tuple(dict.fromkeys(found))


def take_over(
    uow: UnitOfWork,
    chosen: Collection[CalendarEvent],
    forum_id: ForumId | None,
    *,
    of: Mapping[str, ForumId],
    gone: Collection[MeetingId] = (),
    names_confirmed: bool = False,
) -> Outcome[int]:
    """Import events: new ones become meetings, known ones move or are cancelled; the answer is how many changed.

    The forum's own meeting of the day gets the event's name, time and place. ``gone`` are meetings whose occurrence the
    other calendar has no more; those ahead are cancelled.

    ``of`` names the forum of an event by its UID, ``forum_id`` that of all others; raises
    DomainError("event_without_forum") where neither says, and ("names_in_open_text") unless confirmed.
    """
    if not names_confirmed and names_in(uow, chosen, forum_id, of=of):
        raise DomainError(open_names.NAMES, "forum_id")
    done = 0
    for one in compare_events(uow, list(chosen)):
        if one.fate not in IMPORTED:
            continue
        if one.meeting_id is None:
            _add(uow, one.event, of.get(one.event.uid) or forum_id)
        elif one.fate is EventFate.CANCELLED:
            meetings.cancel(uow, one.meeting_id)
            _keep_sequence(uow, one.meeting_id, one.event)
        else:
            _change(uow, one.meeting_id, one.event)
        done += 1
    for meeting_id in gone:
        if uow.meetings.get(meeting_id).ahead:
            meetings.cancel(uow, meeting_id)
            done += 1
    uow.log(Action.IMPORT, "meeting", None, rows=done)
    return uow.outcome(done)


def _add(uow: UnitOfWork, event: CalendarEvent, forum_id: ForumId | None) -> None:
    if forum_id is None:
        raise DomainError("event_without_forum", "forum_id")
    forum = uow.forums.get(forum_id)
    title = "" if event.title.casefold() == forum.name.casefold() else event.title
    meeting = Meeting(
        forum_id=forum_id,
        title=title,
        starts_at=event.starts,
        ends_at=event.ends,
        place=event.place,
        uid=event.uid,
        sequence=event.sequence,
    )
    check_meeting(meeting)
    uow.meetings.add(meeting)


def _change(uow: UnitOfWork, meeting_id: MeetingId, event: CalendarEvent) -> None:
    meeting = uow.meetings.get(meeting_id)
    if meeting.state is MeetingState.CANCELLED:  # called off there and taken up again
        meeting = uow.meetings.save(replace(meeting, state=MeetingState.PLANNED))
    if event.uid not in (meeting.uid, calendar_gone.own_uid(meeting.id, _known_namespace(uow))):
        meeting = uow.meetings.save(replace(meeting, uid=event.uid, sequence=event.sequence))
    plan = meetings.MeetingPlan(
        title=meeting.title,
        starts_at=event.starts,
        ends_at=event.ends,
        place=event.place or meeting.place,
        chair_id=meeting.chair_id,
    )
    meetings.change(uow, meeting_id, plan, names_confirmed=True)  # asked for the whole file
    _keep_sequence(uow, meeting_id, event)


def _keep_sequence(uow: UnitOfWork, meeting_id: MeetingId, event: CalendarEvent) -> None:
    meeting = uow.meetings.get(meeting_id)
    if meeting.uid and meeting.sequence != event.sequence:
        uow.meetings.save(replace(meeting, sequence=event.sequence))
