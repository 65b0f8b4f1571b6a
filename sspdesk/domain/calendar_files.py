"""Events of other calendars: what goes out without any personal content, and what comes in (RFC 5545)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sspdesk.domain.ids import ForumId, MeetingId, SeriesId

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is exported: a meeting, a series, a forum, or (nothing given) everything of this school year and on."""

    meeting_id: MeetingId | None = None
    series_id: SeriesId | None = None
    forum_id: ForumId | None = None


class EventFate(StrEnum):
    """What importing an event does."""

    NEW = "ny"
    SAME = "findes"
    CHANGED = "aendret"
    CANCELLED = "aflyst"
    OLDER = "aeldre"
    HELD = "afholdt"
    OURS = "dit_eget"
    GONE = "borte"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMeeting:
    """A meeting as another calendar would have it, whether it has begun or been held, and whether it came from here."""

    id: MeetingId
    forum_id: ForumId
    event: CalendarEvent
    begun: bool = False
    own: bool = True

    @property
    def open_yet(self) -> bool:
        """Whether it lies ahead and is not called off."""
        return not self.begun and not self.event.cancelled


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedEvent:
    """An event of a file, the meeting it is, and what importing it would do."""

    event: CalendarEvent
    fate: EventFate
    meeting_id: MeetingId | None = None
    forum_id: ForumId | None = None


IMPORTED = frozenset({EventFate.NEW, EventFate.CHANGED, EventFate.CANCELLED, EventFate.OURS})
"""Fates that change something by themselves; a meeting that is GONE is cancelled only where that is asked for."""


def series_of(uid: str) -> str:
    """Return the name of the series an event belongs to in its own calendar, or the event's own name."""
    base, split, name = uid.rpartition(SPLIT)
    return base if split and name[:8].isdigit() else uid


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

    A meeting that has begun is never changed, and neither is one that is newer here than in the file. An event with an
    unknown name is the occurrence of its series that was known on that day under another name, or else the forum's own
    meeting of that day (OURS). Known occurrences of the file's series that are not in it are told as GONE.
    """
    newest: dict[str, CalendarEvent] = {}
    for event in events:
        there = newest.get(event.uid)
        if there is None or there.sequence <= event.sequence:
            newest[event.uid] = event
    missing = _missing(newest, known)
    own = {(one.forum_id, one.event.starts.date()): one for one in known.values() if one.own and one.open_yet}
    found = []
    for event in sorted(newest.values(), key=lambda one: (one.starts, one.uid)):
        meeting = known.get(event.uid) or missing.pop((series_of(event.uid), event.starts.date()), None)
        forum_id = meeting.forum_id if meeting is not None else _forum(event.title, forums)
        if meeting is not None:
            fate = _fate(event, meeting)
        elif event.cancelled:
            fate = EventFate.OLDER
        else:
            meeting = own.pop((forum_id, event.starts.date()), None) if forum_id is not None else None
            fate = EventFate.OURS if meeting is not None else EventFate.NEW
        found.append(_compared(event, fate, meeting, forum_id))
    found += [_compared(one.event, EventFate.GONE, one, one.forum_id) for one in missing.values() if one.open_yet]
    return tuple(sorted(found, key=lambda one: (one.event.starts, one.event.uid)))


def _compared(
    event: CalendarEvent, fate: EventFate, meeting: KnownMeeting | None, forum_id: ForumId | None
) -> ComparedEvent:
    return ComparedEvent(
        event=event, fate=fate, meeting_id=meeting.id if meeting is not None else None, forum_id=forum_id
    )


def _missing(
    newest: Mapping[str, CalendarEvent], known: Mapping[str, KnownMeeting]
) -> dict[tuple[str, date], KnownMeeting]:
    """Return the known occurrences of the file's series that are not in it, by series and day."""
    series = {series_of(uid) for uid in newest}
    return {
        (series_of(uid), one.event.starts.date()): one
        for uid, one in known.items()
        if uid not in newest and not one.own and series_of(uid) in series
    }


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
