"""The editor of a document's title and remark, and the questions before a document leaves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from sspdesk.domain.attachments import Attachment
from sspdesk.domain.consents import ConsentAnswer
from sspdesk.domain.disclosures import Channel, Disclosure, LegalBasis
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import PersonId
from sspdesk.exchange import encrypted
from sspdesk.i18n import _
from sspdesk.labels.errors import explain
from sspdesk.services import attachments, consents, disclosures, people
from sspdesk.services.attachments import DocumentPaper, DocumentRequest
from sspdesk.services.disclosures import Sealed
from sspdesk.ui.context import PageContext
from sspdesk.ui.papers.basis_choice import BasisChoice
from sspdesk.ui.papers.delivery import Delivery, OutgoingFile
from sspdesk.ui.papers.flow import PaperFlow
from sspdesk.ui.papers.targets import choose_file
from sspdesk.ui.persons.small_dialogs import FormDialog

if TYPE_CHECKING:
    from sspdesk.services.work import Outcome, UnitOfWork


class DocumentDialog(FormDialog):
    """Title and remark of a document."""

    def __init__(self, context: PageContext, document: Attachment, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            _("Rename document"),
            _("Save document"),
            subject=document.id,
            person_id=document.person_id,
            parent=parent,
        )
        self._document = document
        self.form.line("title", _("Title"), document.title)
        self.form.text("note", _("Remark"), document.note, lines=2)
        self.add_history("attachment", document.id)

    def save(self) -> None:
        """Store title and remark."""
        values = self.form.values()
        work = partial(attachments.change, attachment_id=self._document.id, title=values["title"], note=values["note"])
        self.context.operations.command(
            self, work, self.on_saved, self.show_problem, message=_("The document is saved")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    bases: Sequence[LegalBasis]
    answers: Sequence[ConsentAnswer]
    colleagues: Sequence[str]
    today: date


class LeavingDialog(FormDialog):
    """To whom a document goes, what for, on which basis; then it is shown once more, or saved at once if it is Word."""

    def __init__(self, context: PageContext, document: Attachment, start: _Start, parent: QWidget) -> None:
        words = _("It leaves as an encrypted file or on paper, and is registered as a disclosure.")
        super().__init__(
            context,
            _("Let a document leave"),
            _("Go on"),
            words=words,
            width=560,
            subject=document.id,
            person_id=document.person_id,
            parent=parent,
        )
        self._document, self._owner = document, parent
        receiver = self.form.line("recipient", _("To whom"), placeholder=_("Name and authority"))
        completer = QCompleter(list(start.colleagues), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        receiver.setCompleter(completer)
        self.form.text("purpose", _("What it is to be used for"), lines=2)
        basis = BasisChoice(start.bases, start.today, name=_("Legal basis"), answers=start.answers)
        self.basis = self.form.add("basis", _("Legal basis"), basis)

    @classmethod
    def ask(cls, context: PageContext, parent: QWidget, document: Attachment) -> None:
        """Read what the dialog needs and open it."""

        def opened(start: _Start) -> None:
            cls(context, document, start, parent).open()

        context.operations.query(parent, partial(_start, document.person_id), opened)

    def save(self) -> None:
        """Gather the document and go on."""
        request = DocumentRequest(
            attachment_id=self._document.id,
            recipient=self.form.value("recipient"),
            purpose=self.form.value("purpose"),
            basis_code=self.basis.code,
            consent=self.basis.consent,
        )
        work = partial(attachments.gather, request=request)
        self.context.operations.query(self, work, self._on_gathered, self.show_problem)

    def _on_gathered(self, paper: DocumentPaper) -> None:
        if paper.shown.can_be_shown:
            PaperFlow(self.context, self._owner, _("Document")).show(paper)
        else:
            name = encrypted.file_name(paper.number, "docx")
            choose_file(self._owner, name, partial(_save_word, self.context, self._owner, paper))
        self.accept()

    def show_problem(self, error: DomainError | KnownError) -> None:
        """Show an error beside its field, or above the form."""
        if not (isinstance(error, DomainError) and self.form.show_error(error)):
            self.message.say("", explain(error), tone="danger")


def _start(person_id: PersonId, uow: "UnitOfWork") -> _Start:
    answers = consents.answers(uow, person_id)
    consent = disclosures.consent_basis(uow) if answers else None
    return _Start(
        bases=[*disclosures.usable_bases(uow), *([consent] if consent is not None else [])],
        answers=answers,
        colleagues=[one.name for one in people.professionals(uow)],
        today=uow.today,
    )


def _save_word(context: PageContext, owner: QWidget, paper: DocumentPaper, path: Path) -> None:
    leaving = replace(paper.leaving, channel=Channel.DOCX)

    def register(uow: "UnitOfWork", hashes: dict[Channel, str]) -> "Outcome[tuple[Disclosure, ...]]":
        return disclosures.register_files(
            uow, [Sealed(leaving=leaving, sha256=hashes[Channel.DOCX])], number=paper.number
        )

    content = paper.shown.content
    file = OutgoingFile(channel=Channel.DOCX, path=path, make=lambda: content)
    Delivery(context, owner, owner, (file,), register, number=paper.number).start()
