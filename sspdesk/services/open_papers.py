"""Gathers the open papers of a meeting, on which no person can stand: invitation, attendance sheet, speaking times."""

from sspdesk.domain.ids import MeetingId
from sspdesk.domain.meetings import Attendance
from sspdesk.i18n import _
from sspdesk.labels import people as people_words
from sspdesk.reports.agenda import Agenda, AgendaItem
from sspdesk.reports.meeting_sheets import MeetingSheet, render_attendance, render_speaking_times
from sspdesk.services import paper_heads, paper_items, release_guard
from sspdesk.services.agenda import view as agenda_view
from sspdesk.services.paper_heads import OpenPaper
from sspdesk.services.papers import AgendaPaper
from sspdesk.services.wednesday_list import meeting_view
from sspdesk.storage.unit_of_work import UnitOfWork


def invitation(uow: UnitOfWork, meeting_id: MeetingId) -> AgendaPaper:
    """Return the invitation of a meeting: when, where, who and what, of closed items the number only; no person."""
    release_guard.check_paper(uow, meeting_id)
    view = meeting_view(uow, meeting_id)
    plan = agenda_view(uow, meeting_id)
    settings = uow.settings()
    phone = settings.consultant_phone
    items = tuple(
        AgendaItem(number=row.item.number, title=_("Closed item") if row.item.closed else row.item.title)
        for row in plan.rows
        if row.item.on_agenda
    )
    paper = Agenda(
        paper=paper_heads.open_letterhead(uow),
        forum=plan.forum.name,
        starts_at=view.meeting.starts_at,
        ends_at=view.meeting.ends_at,
        place=view.meeting.place,
        chair=paper_heads.chair(uow, view.meeting),
        participants=paper_heads.people(view, Attendance.INVITED, Attendance.PRESENT),
        apologies=paper_heads.people(view, Attendance.APOLOGIES),
        items=items,
        personal=False,
        invitation=True,
        reply=_("Please send word if you cannot come: {name} {phone}")
        .format(name=settings.consultant, phone=phone)
        .strip()
        .rstrip(":"),
    )
    return AgendaPaper(
        agenda=paper, copies=(), leaving=None, number=paper_heads.file_word(plan), warning="", discreet=paper
    )


def room_sheet(uow: UnitOfWork, meeting_id: MeetingId, *, speaking: bool) -> OpenPaper[MeetingSheet]:
    """Return the attendance sheet of a meeting, or (``speaking``) the speaking times of its items."""
    release_guard.check_paper(uow, meeting_id)
    view = meeting_view(uow, meeting_id)
    plan = agenda_view(uow, meeting_id)
    sheet = MeetingSheet(
        paper=paper_heads.open_letterhead(uow),
        forum=plan.forum.name,
        starts_at=view.meeting.starts_at,
        ends_at=view.meeting.ends_at,
        place=view.meeting.place,
        people=tuple(
            (row.colleague.name, people_words.professional_role(row.colleague.role))
            for row in view.attendees
            if row.attendee.attendance is not Attendance.APOLOGIES
        ),
        items=paper_items.speaking_items(plan),
    )
    return OpenPaper(
        data=sheet,
        draw=render_speaking_times if speaking else render_attendance,
        number=paper_heads.file_word(plan),
    )
