"""The questions before a paper of Exit leaves: to whom, and on which legal basis."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sspdesk.domain.disclosures import LegalBasis
from sspdesk.domain.ids import ExitFundsId
from sspdesk.i18n import _
from sspdesk.labels import exits as labels
from sspdesk.services import disclosures, exit_papers
from sspdesk.services.exit_papers import ExitPaper, Paper, PaperRequest
from sspdesk.services.exit_views import CaseView
from sspdesk.ui.context import PageContext
from sspdesk.ui.papers.basis_choice import BasisChoice
from sspdesk.ui.papers.flow import PaperFlow
from sspdesk.ui.persons.small_dialogs import FormDialog

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork


class PaperDialog(FormDialog):
    """To whom a paper goes; then it is shown, printed or saved encrypted, and registered without saying what it is."""

    def __init__(
        self,
        context: PageContext,
        view: CaseView,
        paper: Paper,
        *,
        part: ExitFundsId | None,
        bases: Sequence[LegalBasis],
        parent: QWidget,
    ) -> None:
        told = _("The register of disclosures says that a document left, to whom and when, and not that it is of Exit.")
        super().__init__(
            context,
            labels.paper(paper),
            _("Show the paper"),
            subject=list(Paper).index(paper),
            person_id=view.person.id,
            words=told,
            width=560,
            parent=parent,
        )
        self._draft = view.draft
        self._case_id, self._paper, self._part, self._window = view.case.id, paper, part, parent
        names = ", ".join(one.name for one in view.parties)
        recipient = "Det Nationale Exitkontaktpunkt" if paper is Paper.FUNDS else names
        self.form.line("recipient", _("Recipients"), recipient, max_length=300)
        self.basis = BasisChoice(bases, self.today, name=_("Legal basis"))
        self.form.add("basis", _("Legal basis"), self.basis, get=lambda: self.basis.code, set=lambda _code: None)

    @property
    def today(self) -> date:
        """The local date."""
        return self.context.now().date()

    @classmethod
    def ask(cls, context: PageContext, parent: QWidget, view: CaseView, paper: Paper, part: ExitFundsId | None) -> None:
        """Read the legal bases and open the dialog."""

        def opened(bases: list[LegalBasis]) -> None:
            cls(context, view, paper, part=part, bases=bases, parent=parent).open()

        context.operations.query(parent, disclosures.usable_bases, opened)

    def save(self) -> None:
        values = self.form.values()
        request = PaperRequest(
            case_id=self._case_id,
            paper=self._paper,
            part=self._part,
            recipient=values["recipient"],
            basis_code=values["basis"],
            final=not self._draft,
        )

        def gather(uow: "UnitOfWork") -> ExitPaper:
            return exit_papers.gather(uow, request)

        self.context.operations.query(self, gather, self._show, self.show_problem)

    def _show(self, paper: ExitPaper) -> None:
        PaperFlow(self.context, self._window, labels.paper(self._paper)).show(paper)
        self.accept()
