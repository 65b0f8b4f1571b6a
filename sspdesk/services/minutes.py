"""The course of a meeting: start, attendance, end, minutes that are approved and locked, and dated additions."""

from dataclasses import replace

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import AttendanceId, MeetingId, ProfessionalId
from sspdesk.domain.log import Action
from sspdesk.domain.meetings import BEFORE, Addition, ApprovedMinutes, Attendance, Attendee, Meeting, MeetingState
from sspdesk.services import forums, open_names, release_guard
from sspdesk.services.wednesday import prepare, workable
from sspdesk.storage.unit_of_work import UnitOfWork


def start(uow: UnitOfWork, meeting_id: MeetingId) -> Outcome[Meeting]:
    """Start the meeting: lines still open come along and the desk may wait longer before it locks. Nothing to undo."""
    meeting = workable(uow, meeting_id)
    if meeting.state not in BEFORE:
        return Outcome(meeting)
    prepare(uow, meeting_id)
    stored = uow.meetings.save(replace(meeting, state=MeetingState.HELD))
    uow.log(Action.CHANGE, "meeting", meeting_id, state=stored.state.value)
    return Outcome(stored, uow.recorder.changes())


# -- attendance ------------------------------------------------------------------------------------------------------


def set_attendance(uow: UnitOfWork, attendance_id: AttendanceId, attendance: Attendance) -> Outcome[Attendee]:
    """Say whether somebody is here, has sent apologies, or is missing."""
    attendee = uow.attendees.get(attendance_id)
    workable(uow, attendee.meeting_id)
    if attendance is Attendance.PRESENT:
        release_guard.check_attendee(uow, attendee.meeting_id, attendee.professional_id)
    stored = uow.attendees.save(replace(attendee, attendance=attendance))
    uow.log(Action.CHANGE, "attendee", attendance_id, meeting=attendee.meeting_id)
    return uow.outcome(stored)


def all_present(uow: UnitOfWork, meeting_id: MeetingId) -> Outcome[int]:
    """Mark everybody as present of whom nothing is known yet; return how many."""
    workable(uow, meeting_id)
    unknown = [
        one
        for one in uow.attendees.of_meeting(meeting_id)
        if one.attendance is Attendance.INVITED and release_guard.may_attend(uow, meeting_id, one.professional_id)
    ]
    for attendee in unknown:
        uow.attendees.save(replace(attendee, attendance=Attendance.PRESENT))
    uow.log(Action.CHANGE, "meeting", meeting_id, present=len(unknown))
    return uow.outcome(len(unknown))


def add_guest(uow: UnitOfWork, meeting_id: MeetingId, professional_id: ProfessionalId) -> Outcome[Attendee]:
    """Note that a professional outside the group is here, or before the meeting that they are invited.

    Raises DomainError("already_at_meeting").
    """
    meeting = workable(uow, meeting_id)
    if any(one.professional_id == professional_id for one in uow.attendees.of_meeting(meeting_id)):
        raise DomainError("already_at_meeting", "professional_id")
    release_guard.check_attendee(uow, meeting_id, professional_id)
    attendance = Attendance.INVITED if meeting.ahead else Attendance.PRESENT
    guest = Attendee(meeting_id=meeting_id, professional_id=professional_id, attendance=attendance)
    stored = uow.attendees.add(guest)
    uow.log(Action.CHANGE, "attendee", stored.id, meeting=meeting_id)
    return uow.outcome(stored)


def remove_guest(uow: UnitOfWork, attendance_id: AttendanceId) -> Outcome[None]:
    """Take somebody who is no member of the group off the list. Raises DomainError("member_stays")."""
    attendee = uow.attendees.get(attendance_id)
    workable(uow, attendee.meeting_id)
    meeting = uow.meetings.get(attendee.meeting_id)
    members = forums.members(uow, uow.forums.get(meeting.forum_id))
    if any(one.id == attendee.professional_id for one in members):
        raise DomainError("member_stays")
    uow.attendees.remove(attendance_id)
    uow.log(Action.CHANGE, "attendee", attendance_id, meeting=attendee.meeting_id)
    return uow.outcome(None)


# -- minutes ---------------------------------------------------------------------------------------------------------


def save_summary(
    uow: UnitOfWork, meeting_id: MeetingId, text: str, *, names_confirmed: bool = False
) -> Outcome[Meeting]:
    """Store the general text of the minutes. Raises DomainError("names_in_open_text") unless confirmed."""
    meeting = workable(uow, meeting_id)
    _refuse_names(uow, meeting, text, confirmed=names_confirmed)
    if text.strip():
        release_guard.check_no_general_text(uow, meeting_id)
    stored = uow.meetings.save(replace(meeting, summary=text.strip()))
    uow.log(Action.CHANGE, "meeting", meeting_id)
    return uow.outcome(stored)


def _refuse_names(uow: UnitOfWork, meeting: Meeting, text: str, *, confirmed: bool) -> None:
    forum = uow.forums.get(meeting.forum_id)
    open_names.refuse(uow, forum, {"text": text}, open_names.stored_in(meeting), confirmed=confirmed)


def end_meeting(uow: UnitOfWork, meeting_id: MeetingId) -> Outcome[int]:
    """End the meeting: its minutes become a draft. Return how many lines are undecided.

    Those go on to the next meeting, at once if it is planned. Whoever was neither here nor sent apologies was absent.
    """
    meeting = workable(uow, meeting_id)
    if meeting.state is MeetingState.MINUTES_DRAFT:
        raise DomainError("meeting_ended_already")
    for attendee in uow.attendees.of_meeting(meeting_id):
        if attendee.attendance is Attendance.INVITED:
            uow.attendees.save(replace(attendee, attendance=Attendance.ABSENT))
    stored = uow.meetings.save(replace(meeting, state=MeetingState.MINUTES_DRAFT))
    following = uow.meetings.following(stored)
    if following is not None:
        prepare(uow, following.id)
    uow.log(Action.CHANGE, "meeting", meeting_id, state=stored.state.value)
    return uow.outcome(sum(line.decision is None for line in uow.lines.of_meeting(meeting_id)))


def approve_minutes(uow: UnitOfWork, meeting_id: MeetingId) -> Outcome[Meeting]:
    """Approve and lock the minutes and keep them as they are now. It cannot be undone.

    Raises DomainError("meeting_not_ended") before the meeting was ended.
    """
    from sspdesk.services.frozen_minutes import freeze  # noqa: PLC0415 - paper is heavy, and needed only here
    from sspdesk.services.papers import gathered_minutes as gathered  # noqa: PLC0415 - as above

    meeting = workable(uow, meeting_id)
    if meeting.state is not MeetingState.MINUTES_DRAFT:
        raise DomainError("meeting_not_ended")
    stored = uow.meetings.save(
        replace(meeting, state=MeetingState.MINUTES_APPROVED, approved_at=uow.now, approved_by=uow.user)
    )
    content = freeze(gathered(uow, meeting_id).minutes)
    uow.approved.add(ApprovedMinutes(meeting_id=meeting_id, content=content))
    uow.log(Action.CHANGE, "meeting", meeting_id, state=stored.state.value)
    return Outcome(stored, uow.recorder.changes())


def add_addition(
    uow: UnitOfWork, meeting_id: MeetingId, text: str, *, names_confirmed: bool = False
) -> Outcome[Addition]:
    """Add a dated, signed addition to approved minutes. It cannot be undone: write another one instead.

    Raises DomainError("addition_empty", "text"), ("minutes_not_locked"), or ("names_in_open_text") unless confirmed.
    """
    text = text.strip()
    if not text:
        raise DomainError("addition_empty", "text")
    meeting = uow.meetings.get(meeting_id)
    if not meeting.locked:
        raise DomainError("minutes_not_locked")
    _refuse_names(uow, meeting, text, confirmed=names_confirmed)
    stored = uow.additions.add(Addition(meeting_id=meeting_id, at=uow.now, by=uow.user, text=text))
    uow.log(Action.CREATE, "addition", stored.id, meeting=meeting_id)
    return Outcome(stored, uow.recorder.changes())
