"""Events of other calendars: what goes out without any personal content, and what comes in (RFC 5545)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sspdesk.domain.ids import ForumId, MeetingId

SPLIT = "/"
"""Stands between a series' UID and the occurrence's name in the UID we keep for one of its meetings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """One event. It has no field for agenda, participants or notes: what is not here cannot leave.

    Times are local; ``whole_days`` tells that it has dates only, ``ends`` then being midnight after the last day.
    """

    uid: str
    sequence: int = 0
    cancelled: bool = False
    starts: datetime
    ends: datetime
    whole_days: bool = False
    title: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """The events of a file, and the titles of those that could not be read."""

    events: tuple[CalendarEvent, ...]
    unread: tuple[str, ...] = ()


class EventFate(StrEnum):
    """What importing an event does."""

    NEW = "ny"
    SAME = "findes"
    CHANGED = "aendret"
    CANCELLED = "aflyst"
    OLDER = "aeldre"
    HELD = "afholdt"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMeeting:
    """A meeting as another calendar would have it, and whether it has begun or been held."""

    id: MeetingId
    forum_id: ForumId
    event: CalendarEvent
    begun: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedEvent:
    """An event of a file, the meeting it is, and what importing it would do."""

    event: CalendarEvent
    fate: EventFate
    meeting_id: MeetingId | None = None
    forum_id: ForumId | None = None


IMPORTED = frozenset({EventFate.NEW, EventFate.CHANGED, EventFate.CANCELLED})
"""Fates that change something."""


def whole_days(starts: datetime, ends: datetime) -> bool:
    """Whether a meeting lasts whole days: from midnight to midnight."""
    return starts.time() == time() and ends.time() == time() and ends > starts


def last_day(event: CalendarEvent) -> date:
    """Return the last day an event touches."""
    return (event.ends - timedelta(seconds=1)).date()


def compare(
    events: Sequence[CalendarEvent], known: Mapping[str, KnownMeeting], forums: Mapping[str, ForumId]
) -> tuple[ComparedEvent, ...]:
    """Tell what importing events would do. ``known`` goes by UID, ``forums`` by folded name.

    A meeting that has begun is never changed, and neither is one that is newer here than in the file.
    """
    newest: dict[str, CalendarEvent] = {}
    for event in events:
        there = newest.get(event.uid)
        if there is None or there.sequence <= event.sequence:
            newest[event.uid] = event
    found = (_compared(event, known.get(event.uid), forums) for event in newest.values())
    return tuple(sorted(found, key=lambda one: (one.event.starts, one.event.uid)))


def _compared(event: CalendarEvent, meeting: KnownMeeting | None, forums: Mapping[str, ForumId]) -> ComparedEvent:
    if meeting is None:
        fate = EventFate.OLDER if event.cancelled else EventFate.NEW
        return ComparedEvent(event=event, fate=fate, forum_id=_forum(event.title, forums))
    return ComparedEvent(event=event, fate=_fate(event, meeting), meeting_id=meeting.id, forum_id=meeting.forum_id)


def _fate(event: CalendarEvent, meeting: KnownMeeting) -> EventFate:
    ours = meeting.event
    same_place = event.place in ("", ours.place)  # one that is left out, as we do ourselves, is no other place
    if _when(event) == _when(ours) and same_place and event.cancelled == ours.cancelled:
        return EventFate.SAME
    if meeting.begun:
        return EventFate.HELD
    if event.sequence < ours.sequence:
        return EventFate.OLDER
    return EventFate.CANCELLED if event.cancelled else EventFate.CHANGED


def _when(event: CalendarEvent) -> tuple[datetime, datetime]:
    return event.starts, event.ends


def _forum(title: str, forums: Mapping[str, ForumId]) -> ForumId | None:
    """Return the forum whose name the title begins with or holds, the longest name first."""
    words = title.casefold()
    named = [name for name in forums if name and name in words]
    return forums[max(named, key=len)] if named else None
