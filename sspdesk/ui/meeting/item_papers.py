"""The papers of the chosen item as files: added by button or by dropping one, shown, saved, renamed, removed."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from sspdesk.domain.attachments import AgendaPaper, AttachmentKind
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import ItemId
from sspdesk.exchange import attachments as files
from sspdesk.exchange.attachments import IncomingDocument
from sspdesk.exchange.encrypted import write_exactly
from sspdesk.i18n import _
from sspdesk.labels import attachments as labels
from sspdesk.labels.errors import explain
from sspdesk.services import item_papers
from sspdesk.services.agenda import AgendaView, ItemRow
from sspdesk.services.item_papers import ShownPaper
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, IconButton, Kind
from sspdesk.ui.shared.dialogs import ConfirmDialog
from sspdesk.ui.shared.names_question import NameQuestion
from sspdesk.ui.shared.pdf_pages import PdfPages
from sspdesk.ui.shared.pdf_preview import PdfPreview

if TYPE_CHECKING:
    from sspdesk.services.work import Outcome, UnitOfWork

_ENDINGS = {
    AttachmentKind.PDF: "pdf",
    AttachmentKind.JPEG: "jpg",
    AttachmentKind.PNG: "png",
    AttachmentKind.WORD: "docx",
}
_SHORT = 34


class ItemPapers(QWidget):
    """The files of one item. What it changes comes back through the page's refresh."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("item_papers")
        self.setAccessibleName(_("Papers"))
        self.setAcceptDrops(True)
        self._context = context
        self._item_id: ItemId | None = None
        self._open_forum = True
        self.title_label = layouts.label(_("Papers"), level="panel")
        self.list = layouts.column(spacing=2)
        self.message_label = layouts.label(tone="danger", wrap=True)
        self.message_label.hide()
        self.add_button = Button(_("Add a file…"), kind=Kind.FLAT, icon="plus", name="add_paper_button")
        self.add_button.setToolTip(labels.what_fits())
        self.add_button.clicked.connect(self.choose)
        column = (self.title_label, self.list, self.message_label, layouts.row(self.add_button, None))
        self.setLayout(layouts.column(*column, spacing=4))

    def show_item(self, view: AgendaView, row: ItemRow | None) -> None:
        """Show the files of an item; a locked meeting keeps them as they are."""
        if row is None or row.item.id != self._item_id:
            self.message_label.hide()
        self._item_id = row.item.id if row is not None else None
        self._open_forum = not view.forum.may_name_persons
        locked = view.meeting.locked
        self.setVisible(row is not None and not (locked and not row.files))
        self.add_button.setVisible(not locked)
        layouts.clear(self.list)
        for paper in row.files if row is not None else ():
            may_leave = self._open_forum and row is not None and not row.item.closed
            self.list.addWidget(self._line(paper, locked=locked, may_leave=may_leave))

    def _line(self, paper: AgendaPaper, *, locked: bool, may_leave: bool) -> QWidget:
        words = paper.title if len(paper.title) <= _SHORT else f"{paper.title[: _SHORT - 1].rstrip()}…"
        title = words if self._open_forum or not self._context.privacy.discreet else labels.kind(paper.kind)
        link = Button(title, kind=Kind.LINK, name=f"show_paper_{paper.id}")
        size = f"{labels.kind(paper.kind)} · {labels.size(paper.size)}"
        link.setToolTip(size)
        link.setAccessibleName(_("Show the paper {title}").format(title=title))
        link.clicked.connect(partial(self._show, paper))
        parts: list[QWidget | None] = [link, None]
        if may_leave:
            parts.append(self._tool(_("Save a copy of the paper"), "file-down", partial(self._ask_where, paper)))
        if not locked:
            parts.append(self._tool(_("Rename the paper"), "notebook-pen", partial(self.rename, paper)))
            parts.append(self._tool(_("Remove the paper"), "trash-2", partial(self._remove, paper)))
        widget = QWidget()
        widget.setLayout(layouts.row(*parts, spacing=0))
        return widget

    @staticmethod
    def _tool(words: str, icon: str, run: "partial[None]") -> IconButton:
        button = IconButton(words, icon, compact=True, bare=True)
        button.clicked.connect(lambda _checked=False: run())
        return button

    # -- adding ------------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a file."""
        dialog = QFileDialog(self, _("Choose the file"))
        dialog.setObjectName("choose_paper_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"{_('Documents')} (*.pdf *.jpg *.jpeg *.png *.docx)", f"{_('All files')} (*)"])
        dialog.fileSelected.connect(lambda name: self.take_in(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile() and self.add_button.isVisible():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep a dropped file."""
        event.acceptProposedAction()
        self.take_in(Path(event.mimeData().urls()[0].toLocalFile()))

    def take_in(self, path: Path) -> None:
        """Read a file apart from the window, then keep it with the item."""
        self.message_label.hide()
        if self._item_id is not None:
            keep = partial(self._keep, self._item_id)
            self._context.operations.background(self, partial(files.read, path), keep, self._show_problem)

    def _keep(self, item_id: ItemId, incoming: IncomingDocument) -> None:
        words = _words_of(incoming) if self._open_forum else None

        def store(uow: "UnitOfWork", confirmed: bool) -> "Outcome[AgendaPaper]":
            return item_papers.add(uow, item_id, incoming, words, confirmed=confirmed)

        def failed(error: DomainError | KnownError) -> None:
            if isinstance(error, DomainError) and error.code == "paper_not_read":
                self._ask_unread(partial(store, confirmed=True))
            else:
                self._show_problem(error)

        NameQuestion(
            self._context.operations,
            self,
            partial(item_papers.names_in, item_id=item_id, title=incoming.title, words=words or ""),
            store,
            failed=failed,
            message=_("The file belongs to the item"),
        ).begin()

    def _ask_unread(self, store: "partial[Outcome[AgendaPaper]]") -> None:
        dialog = ConfirmDialog(
            _("A file that cannot be read"),
            _("Is the file without personal data?"),
            _("The program cannot read it, and this forum gets no personal data. Look it through first."),
            verb=_("It names nobody, add it"),
            keep=_("Leave it out"),
            danger=False,
            parent=self,
        )
        message = _("The file belongs to the item")
        dialog.confirmed.connect(
            lambda: self._context.operations.command(self, store, None, self._show_problem, message=message)
        )
        dialog.open()

    # -- what is there -----------------------------------------------------------------------------------------------

    def _show(self, paper: AgendaPaper) -> None:
        if not self._open_forum and self._context.privacy.discreet:
            self._context.say(_("Switch discreet display off (F9) to work with documents."))
            return
        self.message_label.hide()
        work = partial(item_papers.show, paper_id=paper.id)
        self._context.operations.query(self, work, self._render, self._show_problem)

    def _render(self, shown: ShownPaper) -> None:
        if not shown.can_be_shown:
            words = _("Word documents are not shown here.")
            more = _("Save a copy to read it in Word.") if shown.may_leave else ""
            self._tell(f"{words} {more}".strip())
            return
        self._context.operations.background(self, shown.pages, partial(self._preview, shown), self._show_problem)

    def _preview(self, shown: ShownPaper, pages: bytes) -> None:
        closed = _("Shown from inside the vault; nothing lies on the disk. It cannot leave from here.")
        PdfPreview(
            pages,
            _("Paper"),
            privacy=None if self._open_forum else self._context.privacy,
            can_save=False,
            can_print=shown.may_leave,
            note="" if shown.may_leave else closed,
            parent=self,
        ).open()

    def _ask_where(self, paper: AgendaPaper) -> None:
        ending = _ENDINGS[paper.kind]
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, _("Save a copy of the paper"), folder)
        dialog.setObjectName("target_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.setNameFilter(f"*.{ending}")
        dialog.selectFile(f"{_('paper')}-{paper.id}.{ending}")
        dialog.fileSelected.connect(lambda name: self.save_copy(paper, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_copy(self, paper: AgendaPaper, path: Path) -> None:
        """Write a paper of an open forum to the disk as it is."""

        def write(shown: ShownPaper) -> None:
            if shown.may_leave:
                self._context.operations.background(
                    self, partial(write_exactly, path, shown.content), lambda _nothing: None, self._show_problem
                )

        work = partial(item_papers.show, paper_id=paper.id)
        self._context.operations.query(self, work, write, self._show_problem)

    def rename(self, paper: AgendaPaper) -> None:
        """Ask for another title of a paper."""
        PaperDialog(self._context, paper, self).open()

    def _remove(self, paper: AgendaPaper) -> None:
        work = partial(item_papers.remove, paper_id=paper.id)
        self._context.operations.command(self, work, None, self._show_problem, message=_("The paper is removed"))

    def _show_problem(self, error: DomainError | KnownError) -> None:
        self._tell(explain(error))

    def _tell(self, words: str) -> None:
        self.message_label.setText(words)
        self.message_label.show()


class PaperDialog(FormDialog):
    """The title of a paper."""

    def __init__(self, context: PageContext, paper: AgendaPaper, parent: QWidget) -> None:
        super().__init__(context, _("Rename the paper"), _("Save title"), subject=paper.id, parent=parent)
        self._paper = paper
        self.form.line("title", _("Title"), paper.title, max_length=120)
        self.add_history("agenda_paper", paper.id)

    def save(self) -> None:
        """Store the title."""
        paper, title = self._paper, str(self.form.value("title"))
        NameQuestion(
            self.context.operations,
            self,
            partial(item_papers.names_in, item_id=paper.item_id, title=title, words=""),
            lambda uow, confirmed: item_papers.rename(uow, paper.id, title, confirmed=confirmed),
            done=self.on_saved,
            failed=self.show_problem,
            message=_("The paper is renamed"),
        ).begin()


def _words_of(incoming: IncomingDocument) -> str | None:
    """Return what stands in a file, None where the program cannot read it."""
    if incoming.kind is AttachmentKind.WORD:
        return files.word_text(incoming.content) or None
    if incoming.kind is not AttachmentKind.PDF:
        return None
    with PdfPages(incoming.content) as pages:
        return pages.words() or None
