"""The next meeting and how ready it is, for "I dag": what is done, what is missing, and where to mend it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sspdesk.domain.disclosures import Channel, Document
from sspdesk.domain.forums import Forum
from sspdesk.domain.meetings import Attendance, Meeting, MeetingState
from sspdesk.services import agenda
from sspdesk.storage.unit_of_work import UnitOfWork


class ReadyStep(StrEnum):
    """One thing that is done before a meeting."""

    LIST = "kontaktliste"
    INVITED = "deltagere"
    MINUTES = "forrige_referat"
    AGENDA = "dagsorden"
    PRINTED = "udskrevet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """One step: ``warn`` where it is begun but something is missing. The numbers are what its line tells."""

    step: ReadyStep
    done: bool
    warn: bool = False
    count: int = 0
    of: int = 0
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMeeting:
    """The next meeting that is not over, with its readiness."""

    meeting: Meeting
    forum: Forum
    steps: tuple[Ready, ...]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(one.done for one in self.steps)


def find(uow: UnitOfWork) -> NextMeeting | None:
    """Return the next meeting of any forum from now on, or one that is going on."""
    coming = uow.meetings.coming(uow.now)
    return readiness(uow, coming) if coming is not None else None


def readiness(uow: UnitOfWork, meeting: Meeting) -> NextMeeting:
    """Return how ready a meeting is."""
    view = agenda.view(uow, meeting.id)
    attendees = uow.attendees.of_meeting(meeting.id)
    away = (Attendance.APOLOGIES, Attendance.ABSENT)
    coming = sum(one.attendance not in away for one in attendees)
    told = meeting.state in (MeetingState.INVITED, MeetingState.AGENDA_SENT, MeetingState.HELD)
    steps = []
    if view.forum.has_police_list:
        steps.append(Ready(step=ReadyStep.LIST, done=view.contacts > 0, count=view.contacts))
        told = told or bool(attendees)
    moved = meeting.state is MeetingState.MOVED
    steps.append(Ready(step=ReadyStep.INVITED, done=told and not moved, warn=moved, count=coming, of=len(attendees)))
    if view.previous is not None:
        day = view.previous.starts_at.date()
        steps.append(Ready(step=ReadyStep.MINUTES, done=view.previous.locked, warn=not view.previous.locked, day=day))
    missing, full = view.without_responsible, view.plan.left >= 0
    ready = bool(view.rows) and not missing and full
    steps.append(Ready(step=ReadyStep.AGENDA, done=ready, warn=not ready, count=missing, of=max(0, -view.plan.left)))
    agendas, on_paper = (Document.AGENDA, Document.RELEASE_AGENDA), (Channel.PRINT, Channel.PDF)
    printed = meeting.state is MeetingState.AGENDA_SENT or any(
        one.document in agendas and one.channel in on_paper and not one.refused
        for one in uow.disclosures.of_meeting(meeting.id)
    )
    steps.append(Ready(step=ReadyStep.PRINTED, done=printed))
    return NextMeeting(meeting=meeting, forum=view.forum, steps=tuple(steps))
