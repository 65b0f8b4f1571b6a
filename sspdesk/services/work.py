"""The frame every command works in: the unit of work, its outcome, and taking an outcome back."""

from sspdesk.domain.changes import ChangeSet, Outcome, UndoToken
from sspdesk.domain.log import Action
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace

__all__ = ["ChangeSet", "Outcome", "UndoToken", "UnitOfWork", "Workspace", "apply_undo"]


def apply_undo(uow: UnitOfWork, token: UndoToken) -> Outcome[None]:
    """Take a command back; the outcome's own undo does it again.

    Raises KnownError("undo_stale") when a row was changed since.
    """
    uow.recorder.apply_inverse(token)
    for kind, row_id in {(change.kind, change.id) for change in token.rows[:1]}:
        uow.log(Action.UNDO, kind, row_id, rows=len(token.rows))
    return uow.outcome(None)
