"""Meetings that are gone but stand in other calendars: what was exported and then removed is called off there."""

import uuid
from datetime import datetime, time

from sspdesk.domain.calendar_files import CalendarEvent, Scope
from sspdesk.domain.ids import ForumId
from sspdesk.domain.log import Action
from sspdesk.domain.meetings import MeetingState
from sspdesk.domain.school_calendar import school_year
from sspdesk.labels import calendar_files as labels
from sspdesk.storage.unit_of_work import UnitOfWork


def own_uid(meeting_id: int, namespace: uuid.UUID) -> str:
    """Return the name that one of our own meetings has in every calendar; it never changes."""
    return str(uuid.uuid5(namespace, f"meeting {meeting_id}"))


def events(uow: UnitOfWork, scope: Scope, namespace: uuid.UUID) -> list[CalendarEvent]:
    """Return the removed meetings of a series, a forum or everything as cancelled, where a file was made of them.

    A meeting that came with another calendar's name, or was called off before it was removed, is no matter of ours.
    """
    exports = [
        datetime.fromisoformat(one.at).replace(tzinfo=None)
        for one in uow.log_entries(kind="meeting", actions=(Action.EXPORT,), limit=1000)
    ]
    if scope.meeting_id is not None or not exports:
        return []
    first = datetime.combine(school_year(uow.today).first, time())
    known = {forum.id: forum for forum in uow.forums.listed(with_inactive=True)}
    found = []
    gone = [one for one in uow.history.gone("meeting") if any(one.made <= at <= one.removed for at in exports)]
    counts = uow.history.changes_of("meeting", [one.row_id for one in gone])
    for one in gone:
        held = one.held
        starts, ends, sequence = held["starts_at"], held["ends_at"], held["sequence"]
        forum = known.get(ForumId(held["forum_id"])) if isinstance(held["forum_id"], int) else None
        if forum is None or not isinstance(starts, datetime) or not isinstance(ends, datetime) or starts < first:
            continue
        wanted = scope.series_id in (None, held["series_id"]) and scope.forum_id in (None, forum.id)
        if wanted and not held["uid"] and held["state"] is not MeetingState.CANCELLED:
            found.append(
                CalendarEvent(
                    uid=own_uid(one.row_id, namespace),
                    sequence=(sequence if isinstance(sequence, int) else 0) + 2 * counts.get(one.row_id, 0),
                    cancelled=True,
                    starts=starts,
                    ends=ends,
                    title=labels.outside_title(forum),
                )
            )
    return found
