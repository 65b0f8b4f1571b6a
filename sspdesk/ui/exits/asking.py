"""What can be done with the case that is shown: the next move, the menu, and the dialog for each part."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sspdesk.domain.exit_stages import outcome_due
from sspdesk.domain.exits import ENDED, ExitState, OutcomePoint
from sspdesk.exchange.attachments import IncomingDocument
from sspdesk.i18n import _
from sspdesk.labels import exits as labels
from sspdesk.services import exit_links, exit_parts, exit_views, exits
from sspdesk.services.exit_papers import Paper
from sspdesk.services.exit_views import CaseView
from sspdesk.ui.context import PageContext
from sspdesk.ui.exits import moves, parts, ties
from sspdesk.ui.exits.case_pane import CasePane
from sspdesk.ui.exits.figures_dialog import show_figures
from sspdesk.ui.exits.paper_dialog import PaperDialog
from sspdesk.ui.history.dialog import HistoryDialog
from sspdesk.ui.shared.page import Command
from sspdesk.ui.talks import moves as talk_moves
from sspdesk.ui.talks.moves import MoveFacts

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

Line = tuple[str, Callable[[], None]]
_MOVES = {
    ExitState.ENQUIRY: (moves.AskPoliceDialog, "shield"),
    ExitState.THREAT: (moves.AssessDialog, "shield-check"),
    ExitState.VISITATION: (moves.ApproveDialog, "file-check-2"),
    ExitState.APPROVED: (moves.AgreeDialog, "notebook-pen"),
    ExitState.AGREED: (moves.BeginDialog, "footprints"),
}


class CaseActions(QObject):
    """Knows the case's next move and its menu, and opens the dialogs."""

    def __init__(self, context: PageContext, case: CasePane, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._case, self._page = context, case, page
        self._asks: dict[str, Callable[[CaseView, Any], None]] = {
            "focus": self._focus,
            "party": self._party,
            "remind": self._remind,
            "facts": lambda _view, _part: self.edit(),
            "meeting": self._meeting,
            "show_meeting": lambda _view, part: self._context.open_page("meeting", part.id),
            "consent": self._consent,
            "assess": lambda _view, _part: self.move(moves.AssessDialog),
            "side": self._side,
            "leave_side": self._leave_side,
            "outcome": self._outcome,
            "funds": self._funds,
            "print_funds": self._print_funds,
            "rating": self._rating,
            "note": self._note,
            "keep_document": self._keep_document,
            "remove_document": self._remove_document,
        }

    # -- the next move -----------------------------------------------------------------------------------------------

    def next_step(self) -> tuple[str, str] | None:
        """Return words and icon of the case's primary button, None where there is nothing to do."""
        view = self._case.view
        if view is None or not view.case.open:
            return None
        if view.case.state is ExitState.COURSE:
            return _("Call a status meeting"), "calendar-plus"
        if view.case.state in ENDED:
            point = self._missing_outcome(view)
            if point is None:
                return _(moves.TITLES[ExitState.CLOSED]), "circle-check"
            return (labels.point(point), "circle-check") if self._may_be_told(view, point) else None
        kind, icon = _MOVES[view.case.state]
        return _(moves.TITLES[kind.to]), icon

    def _missing_outcome(self, view: CaseView) -> OutcomePoint | None:
        found = {one.point for one in view.outcomes}
        return next((one for one in OutcomePoint if one not in found), None)

    def _may_be_told(self, view: CaseView, point: OutcomePoint) -> bool:
        ended = view.case.ended_on
        return ended is not None and outcome_due(ended, point) <= self._context.now().date()

    def next_move(self) -> None:
        """Ask for what usually comes next."""
        view = self._case.view
        if view is None or not view.case.open:
            return
        if view.case.state is ExitState.COURSE:
            self._meeting(view, None)
        elif view.case.state in ENDED:
            point = self._missing_outcome(view)
            if point is None:
                self.move(moves.CloseCaseDialog)
            elif self._may_be_told(view, point):
                self._outcome(view, point)
        else:
            self.move(_MOVES[view.case.state][0])

    def move(self, kind: type[moves.CaseMoveDialog]) -> None:
        """Open the dialog of a move."""
        view = self._case.view
        if view is None:
            return

        def gather(uow: "UnitOfWork") -> tuple[MoveFacts, tuple[str, ...]]:
            return talk_moves.gather(uow), exits.levels(uow)

        def opened(found: tuple[MoveFacts, tuple[str, ...]]) -> None:
            kind(self._context, view.case, found[0], found[1], self._page).open()

        self._context.operations.query(self, gather, opened)

    # -- the menu ----------------------------------------------------------------------------------------------------

    def menu(self) -> Sequence[Sequence[Line]]:
        """Return what the menu offers, in groups."""
        view = self._case.view
        if view is None:
            return ()
        return [group for group in (self._moves(view), self._papers(view), self._others(view)) if group]

    def _moves(self, view: CaseView) -> list[Line]:
        found: list[tuple[str, type[moves.CaseMoveDialog]]] = []
        if view.case.state is ExitState.COURSE:
            found.append((moves.TITLES[ExitState.COMPLETED], moves.CompleteDialog))
        if view.case.state in (ExitState.AGREED, ExitState.COURSE):
            found.append((moves.TITLES[ExitState.INTERRUPTED], moves.InterruptDialog))
        if view.case.open and view.case.state not in (ExitState.AGREED, ExitState.COURSE):
            found.append((moves.TITLES[ExitState.CLOSED], moves.CloseCaseDialog))
        return [(f"{_(title)}…", partial(self.move, kind)) for title, kind in found]

    def _papers(self, view: CaseView) -> list[Line]:
        papers = [Paper.AGREEMENT, Paper.PLAN, Paper.STATUS]
        if view.case.state is ExitState.INTERRUPTED or any(one.kind.value == "afbrydelse" for one in view.notes):
            papers.append(Paper.INTERRUPTION)
        return [(_("Print {what}…").format(what=labels.paper(one).lower()), partial(self.print, one)) for one in papers]

    def _others(self, view: CaseView) -> list[Line]:
        found: list[Line] = [(_("History…"), self.show_history), (_("Open the person"), self._open_person)]
        if view.case.open:
            found.insert(0, (_("Edit the case…"), self.edit))
        return found

    def commands(self) -> list[Command]:
        """Return what the command field offers."""
        found = [Command(title=title.rstrip("…"), run=run) for group in self.menu() for title, run in group]
        step = self.next_step()
        if step is not None:
            found.insert(0, Command(title=step[0], run=self.next_move, icon=step[1], keys="Ctrl+Enter"))
        return found

    # -- the parts ---------------------------------------------------------------------------------------------------

    def ask(self, what: str, part: Any) -> None:
        """Open the dialog of a part (None: a new one)."""
        view = self._case.view
        if view is None:
            return
        if self._context.privacy.discreet:
            self._context.say(_("Switch discreet display off (F9) to write in the case."))
            return
        self._asks[what](view, part)

    def _focus(self, view: CaseView, part: Any) -> None:
        if view.case.open and view.case.state not in ENDED:
            parts.FocusDialog(self._context, view, part, self._page).open()

    def _party(self, view: CaseView, part: Any) -> None:
        parts.PartyDialog(self._context, view, part, self._page).open()

    def _remind(self, _view: CaseView, part: Any) -> None:
        told = _("It is noted that the party was asked today; the desk reminds you in a week")
        self._context.operations.command(self._page, partial(exit_parts.remind, party_id=part.id), message=told)

    def _meeting(self, view: CaseView, _part: Any) -> None:
        ties.MeetingDialog(self._context, view, self._page).open()

    def _consent(self, view: CaseView, _part: Any) -> None:
        ties.ConsentDialog(self._context, view, self._page).open()

    def _side(self, view: CaseView, _part: Any) -> None:
        ties.EnterSideDialog(self._context, view, self._page).open()

    def _leave_side(self, view: CaseView, part: Any) -> None:
        ties.LeaveSideDialog(self._context, view, part, self._page).open()

    def _outcome(self, view: CaseView, part: Any) -> None:
        ties.OutcomeDialog(self._context, view, part, self._page).open()

    def _funds(self, view: CaseView, part: Any) -> None:
        parts.FundsDialog(self._context, view, part, self._page).open()

    def _print_funds(self, view: CaseView, part: Any) -> None:
        PaperDialog.ask(self._context, self._page, view, Paper.FUNDS, part.id)

    def _rating(self, view: CaseView, _part: Any) -> None:
        parts.RatingDialog(self._context, view, self._page).open()

    def _note(self, view: CaseView, part: Any) -> None:
        parts.NoteDialog(self._context, view, part, self._page).open()

    def _keep_document(self, view: CaseView, part: IncomingDocument) -> None:
        ties.ScanDialog(self._context, view, part, self._page).open()

    def _remove_document(self, _view: CaseView, part: Any) -> None:
        work = partial(exit_links.remove_document, link_id=part.link.id)
        self._context.operations.command(self._page, work, message=_("The paper is removed"))

    def edit(self) -> None:
        """Edit programme, contact person, length and note."""
        view = self._case.view
        if view is None:
            return

        def opened(facts: MoveFacts) -> None:
            parts.FactsDialog(self._context, view, facts, self._page).open()

        self._context.operations.query(self, talk_moves.gather, opened)

    def _open_person(self) -> None:
        if self._case.view is not None:
            self._context.open_page("persons", self._case.view.person.id)

    def print(self, paper: Paper) -> None:
        """Ask to whom a paper goes, then show it."""
        if self._case.view is not None:
            PaperDialog.ask(self._context, self._page, self._case.view, paper, None)

    def show_history(self) -> None:
        """Show who changed what when, in the case and in all its parts."""
        case_id = self._case.case_id
        if case_id is None:
            return
        if self._context.privacy.discreet:
            self._context.say(_("Switch discreet display off (F9) to see the history."))
            return
        HistoryDialog(self._context, partial(exit_views.history, case_id=case_id), self._page).open()

    def show_figures(self) -> None:
        """Show Exit's figures."""
        show_figures(self._context, self._page)
