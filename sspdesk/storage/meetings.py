"""Meetings, attendance and the lines of a meeting's list."""

from collections.abc import Collection
from datetime import datetime

from sspdesk.domain.ids import ContactId, MeetingId
from sspdesk.domain.meetings import Attendee, Forum, Meeting, MeetingState
from sspdesk.domain.wednesday import MeetingLine
from sspdesk.storage import schema
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.repository import Repository


class MeetingRepository(Repository[Meeting]):
    """All meetings."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.meeting, Meeting)

    def of_forum(self, forum: Forum) -> list[Meeting]:
        """Return a forum's meetings, newest first."""
        return self.where(self.table.c.forum == forum, order=(self.table.c.starts_at.desc(),))

    def next_open(self, forum: Forum, after: datetime) -> Meeting | None:
        """Return the first meeting that begins at or after ``after`` and is not cancelled or closed."""
        closed = (MeetingState.CANCELLED, MeetingState.MINUTES_APPROVED)
        rows = self.where(
            self.table.c.forum == forum,
            self.table.c.starts_at >= after,
            self.table.c.state.not_in(closed),
            order=(self.table.c.starts_at,),
        )
        return rows[0] if rows else None


class AttendeeRepository(Repository[Attendee]):
    """Who was invited and who came."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.attendee, Attendee)

    def of_meeting(self, meeting_id: MeetingId) -> list[Attendee]:
        """Return a meeting's attendance list."""
        return self.where(self.table.c.meeting_id == meeting_id)


class LineRepository(Repository[MeetingLine]):
    """The lines of the meetings' lists."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.meeting_line, MeetingLine)

    def of_meeting(self, meeting_id: MeetingId) -> list[MeetingLine]:
        """Return a meeting's lines by number."""
        return self.where(self.table.c.meeting_id == meeting_id, order=(self.table.c.number,))

    def of_contacts(self, contact_ids: Collection[ContactId]) -> list[MeetingLine]:
        """Return the lines on which any of the contacts stands, newest first."""
        found: list[MeetingLine] = []
        wanted = list(contact_ids)
        for start in range(0, len(wanted), 500):
            found += self.where(self.table.c.contact_id.in_(wanted[start : start + 500]))
        return sorted(found, key=lambda line: line.id, reverse=True)
