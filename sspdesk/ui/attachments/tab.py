"""The tab "Dokumenter": adds by button or by dropping a file, shows, renames, removes with undo, lets one leave."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from sspdesk.domain.attachments import Attachment, AttachmentKind
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import PersonId
from sspdesk.exchange import attachments as files
from sspdesk.exchange.attachments import IncomingDocument
from sspdesk.i18n import _
from sspdesk.labels import attachments as labels
from sspdesk.labels import dates
from sspdesk.labels.errors import explain
from sspdesk.services import attachments
from sspdesk.services.attachments import ShownDocument
from sspdesk.ui.attachments.dialogs import DocumentDialog, LeavingDialog
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column
from sspdesk.ui.shared.panels import EmptyState, InlineMessage, Panel
from sspdesk.ui.shared.pdf_preview import PdfPreview
from sspdesk.ui.shared.table import RecordTable

_ENDINGS = "*.pdf *.jpg *.jpeg *.png *.docx"
_ICONS = {
    AttachmentKind.PDF: "file-text",
    AttachmentKind.WORD: "file-text",
    AttachmentKind.JPEG: "file-text",
    AttachmentKind.PNG: "file-text",
}


class AttachmentsTab(QWidget):
    """The documents of one person. What it changes comes back through the page's refresh."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("attachments_tab")
        self.setAcceptDrops(True)
        self._context = context
        self._person_id: PersonId | None = None
        self.message = InlineMessage(tone="danger")
        self.message.hide()
        self.add_button = Button(_("Add document…"), icon="plus")
        self.open_button = Button(_("Show"), icon="eye")
        self.change_button = Button(_("Rename…"), icon="notebook-pen")
        self.leave_button = Button(_("Let it leave…"), icon="share-2")
        self.remove_button = Button(_("Remove"), icon="trash-2")
        columns: tuple[Column[Attachment], ...] = (
            Column(title=_("Document"), cell=_title),
            Column(title=_("Kind"), cell=_kind, width=120),
            Column(title=_("Size"), cell=_size, width=90, align_right=True),
            Column(title=_("Added"), cell=_added, width=200),
        )
        empty = EmptyState(
            "file-text", _("No documents"), labels.what_fits(), action=_("Add document…"), action_icon="plus"
        )
        self.table = RecordTable(columns, name=_("Documents"), privacy=context.privacy, empty=empty, row_height=42)
        panel = Panel(padded=False)
        panel.body.addWidget(self.table)
        tools = layouts.row(
            self.add_button, self.open_button, self.change_button, self.leave_button, None, self.remove_button,
            spacing=8,
        )  # fmt: skip
        column = layouts.column(self.message, tools, panel, spacing=8, margins=(16, 12, 16, 16))
        column.setStretch(2, 1)
        self.setLayout(column)
        self.setFocusProxy(self.table)
        self._connect()

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.choose)
        self.table.empty.pressed.connect(self.choose)
        self.open_button.clicked.connect(self.open_current)
        self.table.opened.connect(self.open_current)
        self.change_button.clicked.connect(self.change_current)
        self.leave_button.clicked.connect(self.let_current_leave)
        self.remove_button.clicked.connect(self.remove_current)
        for keys, act in (("F2", self.change_current), ("Del", self.remove_current)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def show_documents(self, person_id: PersonId, documents: Sequence[Attachment]) -> None:
        """Show a person's documents, newest first."""
        if person_id != self._person_id:
            self.message.hide()
        self._person_id = person_id
        self.table.set_rows(list(documents))
        for button in (self.open_button, self.change_button, self.leave_button, self.remove_button):
            button.setVisible(bool(documents))

    def point_at(self, attachment_id: int) -> None:
        """Select a document of the person."""
        self.table.select(lambda one: one.id == attachment_id)

    # -- adding ------------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a document."""
        dialog = QFileDialog(self, _("Choose the document"))
        dialog.setObjectName("choose_document_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"{_('Documents')} ({_ENDINGS})", f"{_('All files')} (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, path: str) -> None:
        self.take_in(Path(path))

    def take_in(self, path: Path) -> None:
        """Read a file apart from the window, then keep it on the person."""
        self.message.hide()
        if self._person_id is not None:
            keep = partial(self._keep, self._person_id)
            self._context.operations.background(self, partial(files.read, path), keep, self._show_problem)

    def _keep(self, person_id: PersonId, incoming: IncomingDocument) -> None:
        work = partial(attachments.add, person_id=person_id, incoming=incoming)
        told = _("The document is kept in the vault. Delete the file it came from if it is not needed there.")
        self._context.operations.command(self, work, None, self._show_problem, message=told)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep a dropped file."""
        event.acceptProposedAction()
        self.take_in(Path(event.mimeData().urls()[0].toLocalFile()))

    # -- what is there -----------------------------------------------------------------------------------------------

    def _chosen(self) -> Attachment | None:
        """Return the selected document, unless names are to be hidden."""
        if self._context.privacy.discreet:
            self._context.say(_("Switch discreet display off (F9) to work with documents."))
            return None
        return self.table.current

    def open_current(self) -> None:
        """Show the selected document inside the program."""
        document = self._chosen()
        if document is not None:
            work = partial(attachments.show, attachment_id=document.id)
            self._context.operations.query(self, work, self._render, self._show_problem)

    def _render(self, shown: ShownDocument) -> None:
        if not shown.can_be_shown:
            words = _("Word documents are not shown here. Let it leave as an encrypted file to read it in Word.")
            self.message.say("", words, tone="info")
            return
        self._context.operations.background(self, shown.pages, self._show_pages, self._show_problem)

    def _show_pages(self, pages: bytes) -> None:
        note = _("Shown from inside the vault; nothing lies on the disk. It leaves through »Let it leave«.")
        PdfPreview(
            pages,
            _("Document"),
            privacy=self._context.privacy,
            can_save=False,
            can_print=False,
            note=note,
            parent=self,
        ).open()

    def change_current(self) -> None:
        """Give the selected document another title or remark."""
        document = self._chosen()
        if document is not None:
            DocumentDialog(self._context, document, self).open()

    def let_current_leave(self) -> None:
        """Ask to whom and why, then let the selected document leave as a disclosure."""
        document = self._chosen()
        if document is not None:
            LeavingDialog.ask(self._context, self, document)

    def remove_current(self) -> None:
        """Remove the selected document; it can be undone until the desk is locked."""
        document = self._chosen()
        if document is not None:
            work = partial(attachments.remove, attachment_id=document.id)
            self._context.operations.command(self, work, None, self._show_problem, message=_("The document is removed"))

    def _show_problem(self, error: DomainError | KnownError) -> None:
        self.message.say("", explain(error), tone="danger")


def _title(document: Attachment) -> Cell:
    return Cell(text=document.title, is_name=True, strong=True, second=document.note, hide_detail=True)


def _kind(document: Attachment) -> Cell:
    return Cell(badges=(BadgeSpec(labels.kind(document.kind), _ICONS[document.kind]),))


def _size(document: Attachment) -> Cell:
    return Cell(text=labels.size(document.size))


def _added(document: Attachment) -> Cell:
    return Cell(text=dates.moment(document.added_at), second=document.added_by)
