"""The help viewer (F1): the Danish pages of resources/help with a list of contents, and the keyboard."""

import re
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QTextCursor, QTextDocument, QTextTable
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from sspdesk.i18n import _
from sspdesk.labels import shell as labels
from sspdesk.resource import resource
from sspdesk.ui import theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.splitter import Splitter

KEYBOARD = "keyboard"
_TOPIC = Qt.ItemDataRole.UserRole


def topics() -> dict[str, str]:
    """Return topic -> title of every help page: first index, then in the order that index links to them."""
    folder = resource("help")
    pages = {path.stem: _title(path) for path in sorted(folder.glob("*.md"))}
    index = folder / "index.md"
    linked = re.findall(r"\]\((\w+)\.md\)", index.read_text(encoding="utf-8")) if index.exists() else []
    order = [topic for topic in dict.fromkeys(["index", *linked, *pages]) if topic in pages]
    return {topic: pages[topic] for topic in order} | {KEYBOARD: _("Keyboard")}


def _title(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        return file.readline().lstrip("# ").strip()


def page_text(topic: str) -> str:
    """Return the Markdown of a topic; the table of shortcuts for "keyboard", a plain sentence for a page not there."""
    if topic == KEYBOARD:
        rows = [(_("Key"), _("What it does")), ("---", "---")]
        rows += [(f"**{keys}**", _(words)) for keys, words in labels.SHORTCUTS]
        heading = _("Keyboard")
        return f"# {heading}\n\n" + "\n".join(f"| {key} | {what} |" for key, what in rows)
    path = resource("help") / f"{topic}.md"
    if not path.exists():
        return _("There is no help for this page yet. Choose another one on the left.")
    return path.read_text(encoding="utf-8")


def _give_air(document: QTextDocument) -> None:
    """Put space between paragraphs and above headings, and into table cells: Markdown comes without."""
    block = document.begin()
    while block.isValid():
        shape = block.blockFormat()
        if not QTextCursor(block).currentTable():
            heading = shape.headingLevel()
            shape.setTopMargin(theme.px(16) if heading > 1 else 0)
            shape.setBottomMargin(theme.px(6) if heading or block.textList() is None else theme.px(3))
            QTextCursor(block).setBlockFormat(shape)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            look = frame.format()
            look.setCellPadding(theme.px(4))
            look.setTopMargin(theme.px(8))
            frame.setFormat(look)


class HelpViewer(QDialog):
    """Contents on the left, the page on the right; not modal, freed on close."""

    def __init__(self, topic: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.load_reading_fonts()
        self.setObjectName("help_viewer")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("SSP Desk – help"))
        self.resize(theme.px(860), theme.px(600))
        self.contents = QListWidget()
        self.contents.setObjectName("help_contents")
        self.contents.setAccessibleName(_("Contents"))
        for name, title in topics().items():
            item = QListWidgetItem(title)
            item.setData(_TOPIC, name)
            item.setSizeHint(QSize(0, theme.px(30)))
            self.contents.addItem(item)
        self.browser = QTextBrowser()
        self.browser.setObjectName("help_page")
        self.browser.setAccessibleName(_("Help page"))
        self.browser.setOpenLinks(False)
        self.browser.document().setDocumentMargin(20)
        self.browser.anchorClicked.connect(self._on_anchor_clicked)
        self.contents.currentItemChanged.connect(self._on_item_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(layouts.row(Splitter(self.contents, self.browser, sizes=[220, 640], key="help"), spacing=0))
        self.show_topic(topic)

    def show_topic(self, topic: str) -> None:
        """Show a page."""
        for row in range(self.contents.count()):
            if self.contents.item(row).data(_TOPIC) == topic:
                self.contents.setCurrentRow(row)
                return
        self._show_page(topic)

    def _show_page(self, topic: str) -> None:
        self.browser.setMarkdown(page_text(topic))
        _give_air(self.browser.document())

    def _on_item_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._show_page(str(item.data(_TOPIC)))

    def _on_anchor_clicked(self, url: QUrl) -> None:
        if url.isRelative():
            self.show_topic(Path(url.path()).stem)
