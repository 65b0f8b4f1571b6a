"""Meetings, attendance, the lines of a meeting's list and additions to minutes."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import NamedTuple

import sqlalchemy as sa

from sspdesk.domain.exit_parts import LinkKind
from sspdesk.domain.forums import ForumKind
from sspdesk.domain.ids import ContactId, ForumId, MeetingId, SeriesId
from sspdesk.domain.meetings import Addition, ApprovedMinutes, Attendee, Meeting, MeetingState
from sspdesk.domain.wednesday import MeetingLine
from sspdesk.storage import schema
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.repository import Repository

_OPEN = sa.text("contact.state IN ('modtaget', 'afklaret')")  # literal, so that the index contact_open is used


class LineCounts(NamedTuple):
    """How many lines a meeting has, and on how many of them the group has decided."""

    lines: int
    decided: int


class OpenLine(NamedTuple):
    """A contact nobody has decided on, and the latest meeting on whose list it stands."""

    contact_id: ContactId
    meeting_id: MeetingId


def meetings_together(connection: sa.Connection, meeting: Meeting) -> sa.ColumnElement[bool]:
    """Return what limits meetings to those that carry on from each other: a case of Exit knows its own only."""
    link, table = schema.exit_link.c, schema.meeting.c
    tied = sa.select(link.row_id).where(link.kind == LinkKind.MEETING)
    own = sa.select(link.case_id).where(link.kind == LinkKind.MEETING, link.row_id == meeting.id)
    case_id = connection.execute(own).scalar()
    among = table.id.not_in(tied) if case_id is None else table.id.in_(tied.where(link.case_id == case_id))
    return sa.and_(table.forum_id == meeting.forum_id, among)


class MeetingRepository(Repository[Meeting]):
    """All meetings."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.meeting, Meeting)

    def of_forum(self, forum_id: ForumId) -> list[Meeting]:
        """Return a forum's meetings, newest first."""
        return self.where(self.table.c.forum_id == forum_id, order=(self.table.c.starts_at.desc(),))

    def of_series(self, series_id: SeriesId) -> list[Meeting]:
        """Return a series' meetings, the earliest first."""
        return self.where(self.table.c.series_id == series_id, order=(self.table.c.starts_at, self.table.c.id))

    def between(self, start: datetime, end: datetime) -> list[Meeting]:
        """Return the meetings that begin from ``start`` until before ``end``, the earliest first."""
        return self.where(
            self.table.c.starts_at >= start,
            self.table.c.starts_at < end,
            order=(self.table.c.starts_at, self.table.c.id),
        )

    def together(self, meeting: Meeting) -> list[Meeting]:
        """Return the meetings that carry on from each other, newest first: the forum's, in Exit the same case's."""
        return self.where(self._together(meeting), order=(self.table.c.starts_at.desc(),))

    def _together(self, meeting: Meeting) -> sa.ColumnElement[bool]:
        return meetings_together(self._connection, meeting)

    def following(self, meeting: Meeting) -> Meeting | None:
        """Return the first meeting after this one, of those that go together, that is not cancelled."""
        later = self.where(
            self._together(meeting),
            self.table.c.starts_at > meeting.starts_at,
            self.table.c.state != MeetingState.CANCELLED,
            order=(self.table.c.starts_at,),
        )
        return later[0] if later else None

    def coming(self, now: datetime) -> Meeting | None:
        """Return the next meeting of any forum but Exit that has not ended and is neither closed nor cancelled."""
        forum = schema.forum.c
        confidential = sa.select(forum.id).where(forum.kind == ForumKind.EXIT)
        over = (MeetingState.MINUTES_DRAFT, MeetingState.MINUTES_APPROVED, MeetingState.CANCELLED)
        found = self.where(
            self.table.c.ends_at > now,
            self.table.c.forum_id.not_in(confidential),
            self.table.c.state.not_in(over),
            order=(self.table.c.starts_at, self.table.c.id),
        )
        return found[0] if found else None

    def overlapping(self, meeting: Meeting) -> list[Meeting]:
        """Return the forum's other meetings, not cancelled, that are held at the same time."""
        return self.where(
            self.table.c.forum_id == meeting.forum_id,
            self.table.c.id != meeting.id,
            self.table.c.state != MeetingState.CANCELLED,
            self.table.c.starts_at < meeting.ends_at,
            self.table.c.ends_at > meeting.starts_at,
        )

    def counts(self, forum_id: ForumId) -> dict[MeetingId, LineCounts]:
        """Return the number of lines and decisions of every meeting that has lines."""
        line = schema.meeting_line
        select = (
            sa.select(line.c.meeting_id, sa.func.count(), sa.func.count(line.c.decision))
            .join(self.table, self.table.c.id == line.c.meeting_id)
            .where(self.table.c.forum_id == forum_id)
            .group_by(line.c.meeting_id)
        )
        return {MeetingId(row[0]): LineCounts(row[1], row[2]) for row in self._connection.execute(select)}


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

    def open_before(self, meeting: Meeting, today: date) -> list[OpenLine]:
        """Return contacts without a decision whose latest list is that of an earlier meeting, oldest first.

        An earlier meeting began before this one and is over: closed, or of a day before ``today``; or it is cancelled.
        """
        line, contact, earlier = self.table, schema.contact, schema.meeting
        latest = (
            sa.select(line.c.contact_id, sa.func.max(line.c.id).label("line_id"))
            .join(contact, contact.c.id == line.c.contact_id)
            .where(_OPEN)
            .group_by(line.c.contact_id)
            .subquery()
        )
        over = sa.or_(
            earlier.c.state.in_((MeetingState.MINUTES_DRAFT, MeetingState.MINUTES_APPROVED)),
            earlier.c.starts_at < datetime.combine(today, time()),
        )
        before = sa.and_(earlier.c.starts_at < meeting.starts_at, over)
        select = (
            sa.select(line.c.contact_id, line.c.meeting_id)
            .join(latest, latest.c.line_id == line.c.id)
            .join(earlier, earlier.c.id == line.c.meeting_id)
            .where(earlier.c.forum_id == meeting.forum_id, earlier.c.id != meeting.id)
            .where(sa.or_(earlier.c.state == MeetingState.CANCELLED, before))
            .order_by(earlier.c.starts_at, line.c.number)
        )
        return [OpenLine(ContactId(row[0]), MeetingId(row[1])) for row in self._connection.execute(select)]


class AdditionRepository(Repository[Addition]):
    """The dated additions to approved minutes."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.addition, Addition)

    def of_meeting(self, meeting_id: MeetingId) -> list[Addition]:
        """Return a meeting's additions, oldest first."""
        return self.where(self.table.c.meeting_id == meeting_id, order=(self.table.c.at, self.table.c.id))


class ApprovedMinutesRepository(Repository[ApprovedMinutes]):
    """Minutes as they were approved."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.approved_minutes, ApprovedMinutes)

    def of_meeting(self, meeting_id: MeetingId) -> ApprovedMinutes | None:
        """Return a meeting's approved minutes, if there are any."""
        found = self.where(self.table.c.meeting_id == meeting_id)
        return found[0] if found else None
