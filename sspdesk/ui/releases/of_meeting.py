"""What the pages of meetings ask of a release: its papers for each recipient, and a further topic."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from sspdesk.domain.ids import MeetingId, ReleaseId
from sspdesk.services import release_view
from sspdesk.services.release_view import MeetingRow, ReleaseView
from sspdesk.ui.context import PageContext
from sspdesk.ui.releases import papers_dialog
from sspdesk.ui.releases.meeting_dialogs import TopicDialog


def show_papers(context: PageContext, parent: QWidget, release_id: ReleaseId, meeting_id: MeetingId) -> None:
    """Ask which paper of a release meeting is for whom."""
    _with_row(context, parent, release_id, meeting_id, partial(papers_dialog.ask, context, parent))


def add_topic(context: PageContext, parent: QWidget, release_id: ReleaseId, meeting_id: MeetingId) -> None:
    """Ask for a further topic of a release meeting."""
    _with_row(
        context,
        parent,
        release_id,
        meeting_id,
        lambda view, row: TopicDialog(context, view, row, parent).open(),
    )


def _with_row(
    context: PageContext,
    parent: QWidget,
    release_id: ReleaseId,
    meeting_id: MeetingId,
    go_on: Callable[[ReleaseView, MeetingRow], object],
) -> None:
    def found(view: ReleaseView) -> None:
        row = next((one for one in view.meetings if one.meeting.id == meeting_id), None)
        if row is not None:
            go_on(view, row)

    context.operations.query(parent, partial(release_view.view, release_id=release_id), found)
