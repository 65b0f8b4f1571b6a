"""What other pages call to show a paper; each loads its dialog when it is wanted."""

from functools import partial

from PySide6.QtWidgets import QWidget

from sspdesk.domain.ids import MeetingId, PersonId
from sspdesk.i18n import _
from sspdesk.ui.context import PageContext


def show_agenda(context: PageContext, parent: QWidget, meeting_id: MeetingId) -> None:
    """Ask for initials or names and for the numbered copies, then show the agenda with the meeting list."""
    from sspdesk.ui.papers.agenda_dialog import AgendaDialog  # noqa: PLC0415 - a paper is wanted now and then

    AgendaDialog.ask(context, parent, meeting_id)


def show_forum_agenda(context: PageContext, parent: QWidget, meeting_id: MeetingId, *, ask: bool) -> None:
    """Show a forum's agenda; where persons may be named, ask first for initials or names and for the copies."""
    if ask:
        show_agenda(context, parent, meeting_id)
        return
    from sspdesk.services import papers  # noqa: PLC0415 - as above
    from sspdesk.ui.papers.flow import PaperFlow  # noqa: PLC0415 - as above

    PaperFlow(context, parent, _("Agenda")).start(partial(papers.agenda, meeting_id=meeting_id))


def show_any_agenda(context: PageContext, parent: QWidget, meeting_id: MeetingId) -> None:
    """Show the agenda of a meeting of whatever forum; of a release ask which recipient's paper."""
    from sspdesk.services import agenda  # noqa: PLC0415 - as above

    def show(view: agenda.AgendaView) -> None:
        if view.release_id is not None:
            from sspdesk.ui.releases import of_meeting  # noqa: PLC0415 - as above

            of_meeting.show_papers(context, parent, view.release_id, meeting_id)
            return
        show_forum_agenda(context, parent, meeting_id, ask=view.forum.may_name_persons)

    context.operations.query(parent, partial(agenda.view, meeting_id=meeting_id), show)


def show_invitation(context: PageContext, parent: QWidget, meeting_id: MeetingId) -> None:
    """Show the invitation of a meeting: an open paper."""
    from sspdesk.services import open_papers  # noqa: PLC0415 - as above
    from sspdesk.ui.papers.flow import PaperFlow  # noqa: PLC0415 - as above

    PaperFlow(context, parent, _("Invitation")).start(partial(open_papers.invitation, meeting_id=meeting_id))


def show_room_sheet(context: PageContext, parent: QWidget, meeting_id: MeetingId, *, speaking: bool) -> None:
    """Show the speaking times of a meeting, or its attendance sheet."""
    from sspdesk.services import open_papers  # noqa: PLC0415 - as above
    from sspdesk.ui.papers.flow import PaperFlow  # noqa: PLC0415 - as above

    title = _("Speaking times") if speaking else _("Attendance sheet")
    gather = partial(open_papers.room_sheet, meeting_id=meeting_id, speaking=speaking)
    PaperFlow(context, parent, title).start(gather)


def show_minutes(context: PageContext, parent: QWidget, meeting_id: MeetingId) -> None:
    """Show the minutes of a meeting: initials and case numbers only."""
    from sspdesk.services import papers  # noqa: PLC0415 - as above
    from sspdesk.ui.papers.flow import PaperFlow  # noqa: PLC0415 - as above

    PaperFlow(context, parent, _("Minutes")).start(partial(papers.minutes, meeting_id=meeting_id))


def show_handout(context: PageContext, parent: QWidget, meeting_id: MeetingId) -> None:
    """Open the hand-out to the SSP teachers of a meeting."""
    from sspdesk.ui.papers.handout_dialog import HandoutDialog  # noqa: PLC0415 - as above

    HandoutDialog.ask(context, parent, meeting_id)


def show_log_extract(context: PageContext, parent: QWidget, person_id: PersonId) -> None:
    """Ask to whom a person's extract of the log goes, then show it."""
    from sspdesk.ui.papers.extract_dialog import ExtractDialog  # noqa: PLC0415 - as above

    ExtractDialog.ask(context, parent, person_id)


def show_person_summary(context: PageContext, parent: QWidget, person_id: PersonId) -> None:
    """Ask for whom, what for and what is to be on it, then show the person summary."""
    from sspdesk.ui.papers.summary_dialog import SummaryDialog  # noqa: PLC0415 - as above

    SummaryDialog.ask(context, parent, person_id)
