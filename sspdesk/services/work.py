"""The frame every command works in: the unit of work, its outcome, and taking an outcome back."""

from sspdesk.domain.changes import ChangeSet, Outcome, UndoToken
from sspdesk.domain.exits import is_confidential
from sspdesk.domain.log import Action
from sspdesk.domain.meetings import check_unlocked
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace

__all__ = ["ChangeSet", "Outcome", "UndoToken", "UnitOfWork", "Workspace", "apply_undo"]

_OF_MEETING = {"meeting_line": "meeting_id", "attendee": "meeting_id", "addition": "meeting_id"}


def apply_undo(uow: UnitOfWork, token: UndoToken) -> Outcome[None]:
    """Take a command back; the outcome's own undo does it again.

    Raises KnownError("undo_stale") when a row was changed since, and DomainError("minutes_locked") when it would
    change minutes that were approved meanwhile, ("exit_closed") for what was done in Exit once it is closed.
    """
    _check_minutes(uow, token)
    ends = (*token.rows[:1], *token.rows[-1:])  # a talk that is handed over comes first, and last when done again
    handed_over = any(change.kind == "talk" for change in ends)
    if not handed_over and any(is_confidential(change.kind) for change in token.rows):
        uow.exit_door.use()
    uow.recorder.apply_inverse(token)
    for kind, row_id in {(change.kind, change.id) for change in token.rows[:1]}:
        uow.log(Action.UNDO, kind, row_id, rows=len(token.rows))
    return uow.outcome(None)


def _check_minutes(uow: UnitOfWork, token: UndoToken) -> None:
    for change in token.rows:
        row = change.after or change.before or {}
        meeting_id = change.id if change.kind == "meeting" else row.get(_OF_MEETING.get(change.kind, ""))
        meeting = uow.meetings.find(meeting_id) if isinstance(meeting_id, int) else None
        if meeting is not None:
            check_unlocked(meeting)
