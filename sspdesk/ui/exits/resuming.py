"""How each editor of the page "Exit" is opened again after the lock, once its door is open."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from sspdesk.domain.exits import OutcomePoint
from sspdesk.services.exit_papers import Paper
from sspdesk.ui.exits import moves

if TYPE_CHECKING:
    from sspdesk.services.exit_views import CaseView
    from sspdesk.ui.exits.page import ExitsPage

MOVES: tuple[type[moves.CaseMoveDialog], ...] = (
    *(moves.AskPoliceDialog, moves.AssessDialog, moves.ApproveDialog, moves.AgreeDialog, moves.BeginDialog),
    *(moves.CompleteDialog, moves.InterruptDialog, moves.CloseCaseDialog),
)
Listed = Callable[["CaseView"], Sequence[Any]]
_PARTS: Mapping[str, tuple[str, Listed]] = {
    "FocusDialog": ("focus", lambda view: [row.focus for row in view.focus]),
    "PartyDialog": ("party", lambda view: view.parties),
    "FundsDialog": ("funds", lambda view: view.funds),
    "NoteDialog": ("note", lambda view: view.notes),
    "LeaveSideDialog": ("leave_side", lambda view: view.sides),
}
_PLAIN = {
    "RatingDialog": "rating",
    "MeetingDialog": "meeting",
    "ConsentDialog": "consent",
    "EnterSideDialog": "side",
}


def editors(page: "ExitsPage") -> Mapping[str, Callable[[int], object]]:
    """Return the editors of the case that is shown, and of the list, by their names."""
    actions = page.actions_
    return {
        **{kind.__name__: partial(_move, page, kind) for kind in MOVES},
        **{name: partial(_part, page, what, listed) for name, (what, listed) in _PARTS.items()},
        **{name: partial(_ask, page, what) for name, what in _PLAIN.items()},
        "OutcomeDialog": partial(_outcome, page),
        "ScanDialog": lambda _subject: page.choose_document(),
        "FactsDialog": lambda _subject: actions.edit(),
        "PaperDialog": partial(_paper, page),
        "EnquiryDialog": lambda _subject: page.new_enquiry(),
        "SetUpDialog": lambda _subject: page.set_up(),
    }


def _move(page: "ExitsPage", kind: type[moves.CaseMoveDialog], case_id: int) -> None:
    if page.case.case_id == case_id:
        page.actions_.move(kind)


def _part(page: "ExitsPage", what: str, listed: Listed, part_id: int) -> None:
    view = page.case.view
    found = None if view is None else next((one for one in listed(view) if one.id == part_id), None)
    if found is not None or part_id == 0:
        page.actions_.ask(what, found)


def _ask(page: "ExitsPage", what: str, _subject: int) -> None:
    page.actions_.ask(what, None)


def _outcome(page: "ExitsPage", months: int) -> None:
    point = next((one for one in OutcomePoint if one.months == months), None)
    if point is not None:
        page.actions_.ask("outcome", point)


def _paper(page: "ExitsPage", number: int) -> None:
    papers = list(Paper)
    if 0 <= number < len(papers) and papers[number] is not Paper.FUNDS:
        page.actions_.print(papers[number])
