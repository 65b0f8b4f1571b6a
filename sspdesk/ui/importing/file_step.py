"""The first step: drop a file, choose one, or paste what was copied from a mail."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QWidget

from sspdesk.exchange.tables.reading import Clipboard
from sspdesk.i18n import _
from sspdesk.ui import icons, theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind, repolish
from sspdesk.ui.shared.panels import InlineMessage

ENDINGS = ("xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "txt", "tsv", "docx", "html", "htm")


class DropArea(QFrame):
    """Takes one dropped file."""

    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("drop_area")
        self.setProperty("role", "drop-area")
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _file_in(event.mimeData()) is not None:
            event.acceptProposedAction()
            self._mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(False)
        path = _file_in(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def _mark(self, over: bool) -> None:
        self.setProperty("over", over)
        repolish(self)


def _file_in(data: QMimeData) -> Path | None:
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 else None


class FileStep(QWidget):
    """``source_chosen`` carries a path, or what was on the clipboard; ``invitation`` names what is wanted."""

    source_chosen = Signal(object)

    def __init__(self, invitation: str, choose: str) -> None:
        super().__init__()
        self.setObjectName("file_step")
        self._words, self._choose = invitation, choose
        self.message = InlineMessage()
        self.message.hide()
        self.drop_area = DropArea()
        self.choose_button = Button(
            _("Choose file …"), kind=Kind.PRIMARY, icon="file-text", shortcut="Ctrl+O", name="choose_file_button"
        )
        self.paste_button = Button(_("Paste from the clipboard"), icon="copy", name="paste_button")
        self.paste_button.setToolTip(_("Paste a table that you have copied from a mail or a document (Ctrl+V)"))
        self.drop_area.setLayout(layouts.row(self._invitation(), margins=(1, 1, 1, 1)))
        self.drop_area.setMinimumHeight(theme.px(260))
        column = layouts.column(
            self.message, self.drop_area, self._promises(), None, spacing=12, margins=(16, 16, 16, 16)
        )
        self.setLayout(column)
        self.drop_area.dropped.connect(self.source_chosen)
        self.choose_button.clicked.connect(self._on_choose_clicked)
        self.paste_button.clicked.connect(self.paste)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.activated.connect(self.paste)

    def _invitation(self) -> QWidget:
        picture = QLabel()
        icons.set_picture(picture, "file-down", "muted", 20)
        words = layouts.label(
            _("Excel, LibreOffice, CSV or Word. The columns are found by their headings; you can correct them."),
            tone="muted",
        )
        box = QWidget()
        box.setLayout(
            layouts.column(
                None,
                layouts.row(None, picture, None),
                layouts.row(None, layouts.label(self._words, level="panel"), None),
                layouts.row(None, words, None),
                8,
                layouts.row(None, self.choose_button, self.paste_button, None),
                None,
                margins=(24, 24, 24, 24),
            )
        )
        return box

    def _promises(self) -> QWidget:
        box = QWidget()
        box.setLayout(
            layouts.row(
                *_fact("lock", _("The list is only read. Nothing is stored before the last step.")),
                16,
                *_fact("shield", _("Which files you have chosen is not remembered.")),
                None,
            )
        )
        return box

    def show_error(self, words: str) -> None:
        """Say why a file could not be read; another one can be chosen at once."""
        self.message.say("", words, tone="danger")
        self.choose_button.setFocus()

    def paste(self) -> None:
        """Read what is on the clipboard; only when asked."""
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()  # None on an empty clipboard, whatever Qt says
        path = _file_in(data) if data is not None else None
        html = data.html() if data is not None and data.hasHtml() else ""
        pasted = Clipboard(html=html, text=data.text() if data is not None else "")
        if path is not None:
            self.source_chosen.emit(path)
        elif pasted.html.strip() or pasted.text.strip():
            self.source_chosen.emit(pasted)
        else:
            self.show_error(_("There is no table on the clipboard. Copy the table first, with its headings."))

    def _on_choose_clicked(self) -> None:
        patterns = " ".join(f"*.{ending}" for ending in ENDINGS)
        dialog = QFileDialog(self, self._choose)
        dialog.setObjectName("choose_file_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        lists, everything = _("Lists"), _("All files")
        dialog.setNameFilters([f"{lists} ({patterns})", f"{everything} (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file_selected)
        dialog.open()

    def _on_file_selected(self, name: str) -> None:
        self.source_chosen.emit(Path(name))


def _fact(icon: str, words: str) -> tuple[QLabel, QLabel]:
    picture = QLabel()
    icons.set_picture(picture, icon, "muted", 14)
    return picture, layouts.label(words, tone="muted", level="small")
