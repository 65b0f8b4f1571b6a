"""Asks to whom a person's extract of the log goes and of which days, then shows it (right of access, art. 15)."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sspdesk.domain.disclosures import LegalBasis
from sspdesk.domain.ids import PersonId
from sspdesk.i18n import _
from sspdesk.labels import disclosures as words
from sspdesk.services import disclosures, log_extract
from sspdesk.services.log_extract import BASIS, ExtractPaper, ExtractRequest
from sspdesk.ui.context import PageContext
from sspdesk.ui.papers.basis_choice import BasisChoice
from sspdesk.ui.papers.flow import PaperFlow
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared.date_reading import Prefer

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    name: str
    bases: list[LegalBasis]
    today: date


class ExtractDialog(FormDialog):
    """The choices before the extract is shown."""

    def __init__(self, context: PageContext, person_id: PersonId, start: _Start, *, parent: QWidget) -> None:
        super().__init__(
            context,
            _("Extract of the log"),
            _("Show the extract"),
            words=_(
                "It says when and what for somebody looked at what is kept about the person. It leaves as a disclosure."
            ),
            columns=2,
            width=560,
            subject=person_id,
            person_id=person_id,
            parent=parent,
        )
        self._person_id, self._owner = person_id, parent
        self.form.line("recipient", _("To whom"), start.name, help=_("The person, or whoever has custody"), span=2)
        self.form.line("purpose", _("What it is to be used for"), _(words.ACCESS_PURPOSE), span=2)
        basis = BasisChoice(start.bases, start.today, name=_("Legal basis"))
        basis.combo.set_value(BASIS)
        self.basis = self.form.add("basis", _("Legal basis"), basis, span=2)
        today = context.now().date
        self.form.date("since", _("From day"), prefer=Prefer.PAST, today=today, help=_("Empty: from the beginning"))
        self.form.date("until", _("Until day"), prefer=Prefer.PAST, today=today, help=_("Empty: until today"))
        self.form.check(
            "staff",
            _("Names of the staff"),
            help=_("Only where the person needs them to use their rights (C-579/21)."),
            span=2,
        )

    @classmethod
    def ask(cls, context: PageContext, parent: QWidget, person_id: PersonId) -> None:
        """Read what the dialog needs and open it."""

        def work(uow: "UnitOfWork") -> _Start:
            name = uow.persons.final(person_id).name
            return _Start(name=name, bases=disclosures.usable_bases(uow), today=uow.today)

        def opened(start: _Start) -> None:
            cls(context, person_id, start, parent=parent).open()

        context.operations.query(parent, work, opened)

    def save(self) -> None:
        """Gather the extract and show it."""
        value = self.form.value
        request = ExtractRequest(
            person_id=self._person_id,
            recipient=value("recipient"),
            purpose=value("purpose"),
            basis_code=self.basis.code,
            since=value("since"),
            until=value("until"),
            staff=value("staff"),
        )
        gather = partial(log_extract.gather, request=request)
        self.context.operations.query(self, gather, self._on_gathered, self.show_problem)

    def _on_gathered(self, paper: ExtractPaper) -> None:
        PaperFlow(self.context, self._owner, _("Extract of the log")).show(paper)
        self.accept()
