"""How each editor of the page "Samtaler" is opened again after the lock."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from sspdesk.ui.talks import moves
from sspdesk.ui.talks.moves import MoveDialog

if TYPE_CHECKING:
    from sspdesk.services.talk_list import TalkView
    from sspdesk.ui.talks.page import TalksPage
    from sspdesk.ui.talks.pane import TalkPane

MOVES: tuple[type[MoveDialog], ...] = (
    *(moves.OfferDialog, moves.AnswerDialog, moves.PlanDialog, moves.HoldDialog, moves.BeginFollowUpDialog),
    *(moves.CloseDialog, moves.FallThroughDialog, moves.CancelDialog),
    *(moves.ToNotificationDialog, moves.ToInfohusDialog, moves.ToExitDialog),
)


def editors(page: "TalksPage") -> Mapping[str, Callable[[int], object]]:
    """Return the editors of the talk that is shown, of a new one, and of the school's cases, by their names."""
    pane = page.pane
    of_talk: dict[str, Callable[[], object]] = {
        **{kind.__name__: partial(pane.ask_move, kind) for kind in MOVES},
        "MinutesDialog": pane.write_minutes,
        "ReadDialog": pane.mark_read,
        "HeldDialog": pane.correct_held,
        "NewAgreementDialog": pane.new_agreement,
        "FollowUpDialog": pane.write_follow_up,
        "CheckDialog": pane.check_duty,
        "NewNotificationDialog": pane.write_notification,
        "AddParticipantDialog": pane.add_participant,
    }
    return {
        **{name: partial(_of_talk, pane, run) for name, run in of_talk.items()},
        "AgreementDialog": partial(_of_view, pane, lambda view: view.agreements, pane.edit_agreement),
        "NotificationDialog": partial(
            _of_view, pane, lambda view: view.notifications, lambda one: pane.edit_notification(one.id)
        ),
        "ParticipantDialog": partial(
            _of_view, pane, lambda view: view.participants, lambda one: pane.edit_participant(one.id)
        ),
        "ChangeTaskDialog": partial(_of_view, pane, lambda view: [row.task for row in view.tasks], pane.edit_task),
        "NewTalkDialog": lambda _subject: page.new_talk(),
        "NewCaseDialog": page.resume_case,
        "MoveCaseDialog": page.resume_case,
        "TextDialog": page.resume_text,
    }


def _of_view(
    pane: "TalkPane", listed: Callable[["TalkView"], Sequence[Any]], run: Callable[[Any], object], row_id: int
) -> None:
    found = next((one for one in listed(pane.view) if one.id == row_id), None) if pane.view is not None else None
    if found is not None:
        run(found)


def _of_talk(pane: "TalkPane", run: Callable[[], object], talk_id: int) -> None:
    if pane.talk_id == talk_id:
        run()
