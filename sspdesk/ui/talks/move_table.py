"""Which move of a talk usually comes next, which others there are, and what each is called there."""

from sspdesk.domain.talks import TalkState
from sspdesk.i18n import _
from sspdesk.labels import talks as labels
from sspdesk.ui.talks import moves
from sspdesk.ui.talks.moves import MoveDialog

FIRST: dict[TalkState, tuple[type[MoveDialog], str]] = {
    TalkState.RECOMMENDED: (moves.OfferDialog, "messages-square"),
    TalkState.OFFERED: (moves.AnswerDialog, "hand"),
    TalkState.ACCEPTED: (moves.PlanDialog, "calendar-plus"),
    TalkState.PLANNED: (moves.HoldDialog, "circle-check"),
    TalkState.HELD: (moves.BeginFollowUpDialog, "circle-dot"),
    TalkState.FOLLOW_UP: (moves.CloseDialog, "circle-check"),
    TalkState.DECLINED: (moves.OfferDialog, "refresh-cw"),
    TalkState.NO_REPLY: (moves.OfferDialog, "refresh-cw"),
}
_EXITS = (moves.ToNotificationDialog, moves.ToInfohusDialog, moves.ToExitDialog)
MORE: dict[TalkState, tuple[type[MoveDialog], ...]] = {
    TalkState.RECOMMENDED: (moves.CancelDialog, *_EXITS),
    TalkState.OFFERED: (moves.CancelDialog, *_EXITS),
    TalkState.ACCEPTED: (moves.AnswerDialog, moves.CancelDialog, *_EXITS),
    TalkState.PLANNED: (
        *(moves.PlanDialog, moves.FallThroughDialog, moves.AnswerDialog, moves.CancelDialog),
        *_EXITS,
    ),
    TalkState.HELD: (moves.CloseDialog, *_EXITS),
    TalkState.FOLLOW_UP: _EXITS,
    TalkState.DECLINED: (moves.CloseDialog, *_EXITS),
    TalkState.NO_REPLY: (moves.AnswerDialog, moves.CloseDialog, *_EXITS),
}


def title(kind: type[MoveDialog], state: TalkState) -> str:
    """Return what a move is called where the talk stands: offered again, moved, or answered after all."""
    again = state in (TalkState.DECLINED, TalkState.NO_REPLY)
    special = {
        (moves.OfferDialog, True): _("Offer again"),
        (moves.PlanDialog, False): _("Move the time") if state is TalkState.PLANNED else "",
        (moves.FallThroughDialog, False): _("The time fell through"),
        (moves.AnswerDialog, False): _("The family says no")
        if state in (TalkState.ACCEPTED, TalkState.PLANNED)
        else "",
    }
    return special.get((kind, again), "") or labels.move(kind.to)
