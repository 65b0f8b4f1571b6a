"""Asks to whom a person summary goes, what for, on which basis and what is to be on it."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QGridLayout, QWidget

from sspdesk.domain.disclosures import Field, LegalBasis
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import PersonId
from sspdesk.i18n import _
from sspdesk.labels import disclosures as words
from sspdesk.labels.errors import explain
from sspdesk.labels.reports import upper_first
from sspdesk.services import disclosures, person_summary
from sspdesk.services.person_summary import OPTIONAL_PARTS, STANDARD_PARTS, Facts, SummaryPaper, SummaryRequest
from sspdesk.ui.context import PageContext
from sspdesk.ui.papers.basis_choice import BasisChoice
from sspdesk.ui.papers.flow import PaperFlow
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Kind
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.fields import CheckBox
from sspdesk.ui.shared.form import Form
from sspdesk.ui.shared.panels import InlineMessage

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

_WHEREABOUTS = frozenset({Field.SCHOOL, Field.ADDRESS, Field.PHONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    facts: Facts
    bases: list[LegalBasis]
    today: date


class SummaryDialog(Dialog):
    """The choices before the summary is shown; what is wrong is told beside its field."""

    def __init__(self, context: PageContext, person_id: PersonId, start: _Start, *, parent: QWidget) -> None:
        super().__init__(_("Person summary"), _("Person summary"), width=560, parent=parent)
        self._context, self._person_id, self._owner = context, person_id, parent
        self.message = InlineMessage(tone="danger")
        self.message.hide()
        self.form = Form()
        receiver = self.form.line("recipient", _("To whom"), placeholder=_("Name and authority"))
        completer = QCompleter(list(start.facts.colleagues), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        receiver.setCompleter(completer)
        self.form.text("purpose", _("What it is to be used for"), _(words.SUMMARY_PURPOSE), lines=2)
        basis = BasisChoice(start.bases, start.today, name=_("Legal basis"))
        self.basis = self.form.add("basis", _("Legal basis"), basis)
        self.form.keep_drafts(person_id, person_id=person_id)
        self.boxes = {part: self._box(part, start.facts) for part in (*STANDARD_PARTS, *OPTIONAL_PARTS)}
        grid = QGridLayout()
        grid.setSpacing(4)
        for place, box in enumerate(self.boxes.values()):
            grid.addWidget(box, place // 3, place % 3)
        self.body.addSpacing(4)
        self.body.addWidget(self.message)
        self.body.addWidget(self.form)
        self.body.addLayout(layouts.column(layouts.label(_("What is on it"), level="label"), grid, spacing=4))
        if start.facts.protected:
            told = _("The person is protected: school, address and phone are left out.")
            self.body.addWidget(layouts.label(told, level="small", tone="warn", wrap=True))
        self.add_close_button(_("Cancel"))
        self.show_button = self.add_button(_("Show the summary"), kind=Kind.PRIMARY, default=True)
        self.show_button.clicked.connect(self._on_show_pressed)

    @classmethod
    def ask(cls, context: PageContext, parent: QWidget, person_id: PersonId) -> None:
        """Read what the dialog needs and open it."""

        def work(uow: "UnitOfWork") -> _Start:
            return _Start(
                facts=person_summary.facts(uow, person_id), bases=disclosures.usable_bases(uow), today=uow.today
            )

        def opened(start: _Start) -> None:
            cls(context, person_id, start, parent=parent).open()

        context.operations.query(parent, work, opened)

    def _box(self, part: Field, facts: Facts) -> CheckBox:
        hidden = facts.protected and part in _WHEREABOUTS
        box = CheckBox(upper_first(words.field(part)), checked=part in STANDARD_PARTS and not hidden)
        box.setObjectName(f"{part.value}_box")
        box.setEnabled(not hidden)
        return box

    @property
    def request(self) -> SummaryRequest:
        """What was asked for."""
        return SummaryRequest(
            person_id=self._person_id,
            recipient=self.form.value("recipient"),
            purpose=self.form.value("purpose"),
            basis_code=self.basis.code,
            parts=tuple(part for part, box in self.boxes.items() if box.isChecked()),
        )

    def _on_show_pressed(self) -> None:
        self.message.hide()
        self.form.clear_problems()
        request = self.request

        def gather(uow: "UnitOfWork") -> SummaryPaper:
            return person_summary.gather(uow, request)

        self._context.operations.query(self, gather, self._on_gathered, self._on_refused)

    def _on_gathered(self, paper: SummaryPaper) -> None:
        PaperFlow(self._context, self._owner, _("Person summary")).show(paper)
        self.accept()

    def _on_refused(self, error: DomainError | KnownError) -> None:
        if not (isinstance(error, DomainError) and self.form.show_error(error)):
            self.message.say("", explain(error), tone="danger")
