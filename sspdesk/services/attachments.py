"""Adds, shows, renames and removes a person's documents, and lets one leave as a disclosure."""

from dataclasses import dataclass, replace

from sspdesk.domain.attachments import MAX_SIZE, Attachment, AttachmentKind, checked_title
from sspdesk.domain.changes import Outcome
from sspdesk.domain.consents import Pair
from sspdesk.domain.disclosures import Channel, Document, Field
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import AttachmentId, PersonId
from sspdesk.domain.log import Action
from sspdesk.exchange.attachments import IncomingDocument
from sspdesk.exchange.encrypted import sha256
from sspdesk.reports.attachment import picture_page
from sspdesk.services import disclosures
from sspdesk.services.disclosures import DEFAULT_BASIS, Leaving
from sspdesk.services.paper_heads import basis_warning
from sspdesk.storage.unit_of_work import UnitOfWork

MAX_NOTE = 280


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ShownDocument:
    """A document with its bytes, to be looked at. ``pages`` makes the PDF that is shown; Word has none."""

    attachment: Attachment
    content: bytes

    @property
    def can_be_shown(self) -> bool:
        """Whether the program can show it by itself."""
        return self.attachment.kind is not AttachmentKind.WORD

    def pages(self) -> bytes:
        """Return the document as PDF; needs no database."""
        return self.content if self.attachment.kind is AttachmentKind.PDF else picture_page(self.content)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DocumentPaper:
    """A document ready to leave."""

    shown: ShownDocument
    leaving: Leaving
    number: str
    warning: str = ""

    @property
    def names(self) -> bool:
        """What a document holds is not known, so it counts as holding names."""
        return True

    def render(self) -> bytes:
        """Return the PDF; needs no database."""
        return self.shown.pages()

    def render_discreet(self) -> None:
        """Return None: a document cannot be shown with initials, so it is covered in discreet display."""
        return


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRequest:
    """To whom a document goes, what for, and on which basis."""

    attachment_id: AttachmentId
    recipient: str
    purpose: str
    basis_code: str = DEFAULT_BASIS
    consent: Pair | None = None
    """Topic and authority, where the basis is consent."""


def of_person(uow: UnitOfWork, person_id: PersonId) -> list[Attachment]:
    """Return a person's documents, newest first."""
    return uow.attachments.of_person(person_id)


def add(uow: UnitOfWork, person_id: PersonId, incoming: IncomingDocument, note: str = "") -> Outcome[Attachment]:
    """Keep a document on a person. The same bytes twice on one person: DomainError("document_known")."""
    if len(incoming.content) > MAX_SIZE:
        raise DomainError("document_too_large", limit=MAX_SIZE // 1024**2)
    person = uow.persons.final(person_id)
    digest = sha256(incoming.content)
    if any(one.sha256 == digest for one in uow.attachments.of_person(person.id)):
        raise DomainError("document_known")
    attachment = Attachment(
        person_id=person.id,
        title=checked_title(incoming.title),
        kind=incoming.kind,
        note=_checked_note(note),
        size=len(incoming.content),
        sha256=digest,
        added_at=uow.now,
        added_by=uow.user,
        content_id=uow.attachments.keep(incoming.content),
    )
    stored = uow.attachments.add(attachment)
    uow.log(Action.CREATE, "attachment", stored.id, person=person.id, bytes=stored.size)
    return uow.outcome(stored)


def change(uow: UnitOfWork, attachment_id: AttachmentId, title: str, note: str) -> Outcome[Attachment]:
    """Give a document another title or remark."""
    attachment = uow.attachments.get(attachment_id)
    stored = uow.attachments.save(replace(attachment, title=checked_title(title), note=_checked_note(note)))
    uow.log(Action.CHANGE, "attachment", stored.id, person=stored.person_id)
    return uow.outcome(stored)


def remove(uow: UnitOfWork, attachment_id: AttachmentId) -> Outcome[None]:
    """Take a document off the person; its bytes go when this can be undone no more."""
    attachment = uow.attachments.get(attachment_id)
    uow.attachments.remove(attachment_id)
    uow.log(Action.DELETE, "attachment", attachment_id, person=attachment.person_id)
    return uow.outcome(None)


def show(uow: UnitOfWork, attachment_id: AttachmentId) -> ShownDocument:
    """Return a document with its bytes and write in the log that it was opened."""
    attachment = uow.attachments.get(attachment_id)
    uow.log(Action.OPEN, "attachment", attachment_id, person=attachment.person_id)
    return ShownDocument(attachment=attachment, content=uow.attachments.content(attachment))


def gather(uow: UnitOfWork, request: DocumentRequest) -> DocumentPaper:
    """Return a document ready to leave; raise DomainError beside what is missing (G-1, G-2)."""
    attachment = uow.attachments.get(request.attachment_id)
    if not request.recipient.strip():
        raise DomainError("recipient_missing", "recipient")
    leaving = Leaving(
        document=Document.ATTACHMENT,
        channel=Channel.PDF if attachment.kind is not AttachmentKind.WORD else Channel.DOCX,
        recipient=request.recipient,
        purpose=request.purpose,
        fields=(Field.DOCUMENT,),
        persons=(attachment.person_id,),
        basis_code=request.basis_code,
        consent=request.consent,
    )
    warning = basis_warning(uow, leaving)
    shown = ShownDocument(attachment=attachment, content=uow.attachments.content(attachment))
    return DocumentPaper(shown=shown, leaving=leaving, number=disclosures.next_number(uow), warning=warning)


def sweep(uow: UnitOfWork) -> int:
    """Erase the bytes of removed documents; called when the vault is opened, since undo does not outlive the lock."""
    return uow.attachments.sweep()


def _checked_note(note: str) -> str:
    tidy = note.strip()
    if len(tidy) > MAX_NOTE:
        raise DomainError("text_too_long", "note", limit=MAX_NOTE, length=len(tidy))
    return tidy
