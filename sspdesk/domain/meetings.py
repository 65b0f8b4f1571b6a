"""Meetings of every forum: states, attendance and the minutes' additions (domain.md § 2.2)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import (
    AdditionId,
    ApprovedId,
    AttendanceId,
    ForumId,
    MeetingId,
    ProfessionalId,
    SeriesId,
)


class MeetingState(StrEnum):
    """Where a meeting stands; approved minutes are locked.

    MOVED: it has another date since its members were told of it, so they must be told again.
    """

    PLANNED = "planlagt"
    INVITED = "indkaldt"
    AGENDA_SENT = "dagsorden_udsendt"
    HELD = "afholdt"
    MINUTES_DRAFT = "referat_i_udkast"
    MINUTES_APPROVED = "referat_godkendt"
    CANCELLED = "aflyst"
    MOVED = "flyttet"


BEFORE = (MeetingState.PLANNED, MeetingState.INVITED, MeetingState.AGENDA_SENT, MeetingState.MOVED)
"""The states of a meeting that has not begun."""


class Attendance(StrEnum):
    """A member's attendance."""

    INVITED = "inviteret"
    PRESENT = "til_stede"
    APOLOGIES = "afbud"
    ABSENT = "mangler"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting of a forum. Times are local (Europe/Copenhagen).

    ``number`` counts the meetings of its series, ``series_day`` is the date the series' rule gave, also after this one
    meeting was moved; ``moved_from`` is when it was to begin before. ``uid`` and ``sequence`` are its name and its
    count of changes in other calendars (RFC 5545); an empty ``uid`` follows from the id.
    """

    id: MeetingId = MeetingId(0)
    forum_id: ForumId
    series_id: SeriesId | None = None
    number: int | None = None
    series_day: date | None = None
    title: str = ""
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    chair_id: ProfessionalId | None = None
    state: MeetingState = MeetingState.PLANNED
    summary: str = ""
    approved_at: datetime | None = None
    approved_by: str = ""
    moved_from: datetime | None = None
    uid: str = ""
    sequence: int = 0

    @property
    def over(self) -> bool:
        """Whether the meeting is ended or cancelled, so that nothing new comes onto its list."""
        return self.state in (MeetingState.MINUTES_DRAFT, MeetingState.MINUTES_APPROVED, MeetingState.CANCELLED)

    @property
    def ahead(self) -> bool:
        """Whether the meeting has neither begun nor been cancelled."""
        return self.state in BEFORE

    @property
    def locked(self) -> bool:
        """Whether the minutes are approved, so that only dated additions can be made."""
        return self.state is MeetingState.MINUTES_APPROVED


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """A professional's attendance at one meeting."""

    id: AttendanceId = AttendanceId(0)
    meeting_id: MeetingId
    professional_id: ProfessionalId
    attendance: Attendance = Attendance.INVITED


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A dated addition to approved minutes."""

    id: AdditionId = AdditionId(0)
    meeting_id: MeetingId
    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedMinutes:
    """The content of minutes on the day they were approved, as plain JSON values with initials only."""

    id: ApprovedId = ApprovedId(0)
    meeting_id: MeetingId
    content: dict[str, object]


def check_unlocked(meeting: Meeting) -> None:
    """Raise DomainError when the minutes are approved."""
    if meeting.locked:
        raise DomainError("minutes_locked")


def check_meeting(meeting: Meeting) -> None:
    """Raise DomainError when the meeting ends before it begins."""
    if meeting.ends_at <= meeting.starts_at:
        raise DomainError("ends_before_start", "ends_at")
