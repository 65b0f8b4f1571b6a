"""Every part says its name to a screen reader, can be reached by keyboard, and prints a preview page by page."""

import io
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from sspdesk.ui.shared.buttons import Button, IconButton, Kind
from sspdesk.ui.shared.cells import Cell, Column
from sspdesk.ui.shared.choices import Chip, Decision, DecisionGroup, Segment, SegmentedControl
from sspdesk.ui.shared.clipboard import ShortClipboard
from sspdesk.ui.shared.cpr_label import CprLabel
from sspdesk.ui.shared.crash import CrashDialog
from sspdesk.ui.shared.dialogs import ConfirmDialog
from sspdesk.ui.shared.fields import Option
from sspdesk.ui.shared.form import Form
from sspdesk.ui.shared.memory import DeskMemory
from sspdesk.ui.shared.panels import Badge, EmptyState, InlineMessage, KeyHint
from sspdesk.ui.shared.pdf_pages import PdfPages
from sspdesk.ui.shared.pdf_preview import PdfPreview
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shared.progress import Progress, ProgressRow
from sspdesk.ui.shared.splitter import Splitter
from sspdesk.ui.shared.stepper import Stepper
from sspdesk.ui.shared.table import RecordTable
from sspdesk.ui.shared.timeline import Timeline
from sspdesk.ui.shared.toast import MessageBar, Toast
from sspdesk.ui.theme import Theme
from tests.ui.conftest import free_deleted

pytestmark = pytest.mark.usefixtures("theme")

_CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)


def _paper(pages: int) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for number in range(pages):
        canvas.drawString(72, 700, f"Side {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def unnamed(root: QWidget) -> list[str]:
    """Return the controls below (and including) a widget that a screen reader could not name."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        if not isinstance(widget, _CONTROLS) or widget.objectName().startswith("qt_"):
            continue
        if widget.isHidden():
            continue
        said = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not (widget.accessibleName() or said).strip():
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


@pytest.fixture
def parts(qtbot: QtBot, theme: Theme, privacy: Privacy) -> list[QWidget]:
    """One of each; as a fixture they live until their windows are closed."""
    found = _parts(privacy)
    for part in found:
        qtbot.addWidget(part)
        part.show()
    return found


def _parts(privacy: Privacy) -> list[QWidget]:
    host = QWidget()
    Toast(host)
    form = Form()
    form.line("a", "Navn")
    form.date("b", "Frist")
    form.time("c", "Klokken")
    form.combo("d", "Ansvarlig", [Option(1, "Lars")])
    form.text("e", "Note")
    form.check("f", "Klaret")
    form.read_only("g", "Sag", "E-2026-02")
    table = RecordTable([Column[str](title="Navn", cell=lambda text: Cell(text=text))], name="Personer")
    return [
        form,
        table,
        Button("Gem møde", kind=Kind.PRIMARY, icon="save"),
        IconButton("Mere", "ellipsis-vertical"),
        Chip("Poul", detail="politi", on=True),
        SegmentedControl([Segment(1, "Alle"), Segment(2, "Mangler")], name="Vis"),
        DecisionGroup([Decision(1, "Ingen handling", "ban", "5")], name="Beslutning"),
        Stepper(["Vælg fil", "Kolonner"]),
        Badge("I dag", "clock", "warn"),
        KeyHint("F9"),
        EmptyState("info", "Intet her", "Det kommer.", action="Nyt"),
        InlineMessage("2026 har uge 53.", action="Læg et ekstra møde"),
        ProgressRow("Laver sikkerhedskopi", Progress()),
        Timeline(name="Forløb"),
        CprLabel(privacy, ShortClipboard()),
        MessageBar(),
        host,
        Splitter(QWidget(), QWidget(), sizes=[1, 2], key="test"),
        ConfirmDialog("Slet", "Slet 3?", "…", verb="Slet 3", number=3),
        CrashDialog(ValueError()),
        PdfPreview(_paper(1), "Dagsorden", privacy=privacy),
    ]


def test_every_part_can_be_named_aloud(parts: list[QWidget]) -> None:
    for part in parts:
        assert unnamed(part) == [], type(part).__name__


def test_every_button_can_be_reached_without_a_mouse(parts: list[QWidget]) -> None:
    for part in parts:
        for button in [part, *part.findChildren(QAbstractButton)]:
            inner = isinstance(button.parent(), QLineEdit) or button.objectName().startswith("qt_")
            arrows = isinstance(button, QAbstractButton) and button.group() is not None and not button.isChecked()
            later = arrows or button.objectName().startswith("step_")
            if isinstance(button, QAbstractButton) and not inner and not later:
                assert button.focusPolicy() & Qt.FocusPolicy.TabFocus, f"{type(part).__name__} {button.objectName()}"


def test_shortcuts_stand_in_the_tooltip(qtbot: QtBot, theme: Theme) -> None:
    button = Button("Udskriv", help="Udskriv dagsordenen", shortcut="Ctrl+P")
    qtbot.addWidget(button)
    assert button.toolTip() == "Udskriv dagsordenen (Ctrl+P)"
    assert button.accessibleDescription() == button.toolTip()


def test_a_splitter_remembers_its_place_and_moves_by_keys(qtbot: QtBot, theme: Theme) -> None:
    memory = DeskMemory()
    splitter = Splitter(QWidget(), QWidget(), sizes=[300, 500], key="wednesday")
    qtbot.addWidget(splitter)
    splitter.resize(805, 300)
    splitter.show()
    splitter.remember_in(memory)
    assert splitter.sizes() == [300, 500]
    qtbot.keyClick(splitter.handle(1), Qt.Key.Key_Right)
    assert splitter.sizes() == [316, 484]
    again = Splitter(QWidget(), QWidget(), sizes=[300, 500], key="wednesday")
    qtbot.addWidget(again)
    again.resize(805, 300)
    again.show()
    again.remember_in(memory)
    assert again.sizes() == [316, 484]
    qtbot.mouseDClick(again.handle(1), Qt.MouseButton.LeftButton)
    assert again.sizes() == [300, 500]


def test_memory_is_a_small_file_and_survives_nonsense(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "windows.json"
    memory = DeskMemory(path)
    memory.keep("splitter.wednesday", [316, 484])
    memory.keep("text", "x")
    assert DeskMemory(path).numbers("splitter.wednesday") == [316, 484]
    assert DeskMemory(path).numbers("text") is None
    assert (DeskMemory(path).number("no", 7), DeskMemory(path).word("text")) == (7, "x")
    path.write_text("{broken", encoding="utf-8")
    assert DeskMemory(path).numbers("splitter.wednesday") is None


def test_the_preview_turns_pages_and_zooms(qtbot: QtBot, theme: Theme) -> None:
    preview = PdfPreview(_paper(3), "Dagsorden")
    qtbot.addWidget(preview)
    preview.show()
    first = preview.paper_label.pixmap().toImage()
    assert (preview.count_label.text(), preview.previous_button.isEnabled()) == ("Side 1 af 3", False)
    qtbot.mouseClick(preview.next_button, Qt.MouseButton.LeftButton)
    assert preview.count_label.text() == "Side 2 af 3"
    assert preview.paper_label.pixmap().toImage() != first
    preview.go_to(99)
    assert (preview.page_number, preview.next_button.isEnabled()) == (2, False)
    width = preview.paper_label.pixmap().width()
    preview.larger_button.click()
    assert preview.paper_label.pixmap().width() > width
    preview.smaller_button.click()
    preview.smaller_button.click()
    assert preview.paper_label.pixmap().width() < width


def test_the_preview_is_covered_in_discreet_display(qtbot: QtBot, theme: Theme, privacy: Privacy) -> None:
    preview = PdfPreview(_paper(1), "Dagsorden", privacy=privacy)
    qtbot.addWidget(preview)
    with qtbot.waitActive(preview):
        preview.show()
        preview.activateWindow()
    qtbot.keyClick(preview, Qt.Key.Key_F9)
    assert privacy.discreet
    assert (preview.cover.isVisible(), preview.paper_label.pixmap().isNull()) == (True, True)
    qtbot.keyClick(preview, Qt.Key.Key_F9)
    assert (preview.cover.isVisible(), preview.paper_label.pixmap().isNull()) == (False, False)


def test_the_preview_prints_every_page_and_saves_through_the_caller(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    preview = PdfPreview(_paper(3), "Dagsorden for Testine Eksempelsen")
    qtbot.addWidget(preview)
    preview.show()
    target = str(tmp_path / "out.pdf")
    printer = QPrinter()
    printer.setOutputFileName(target)
    with qtbot.waitSignal(preview.printed):
        preview.print_to(printer)
    with PdfPages(Path(target).read_bytes()) as printed:
        assert len(printed) == 3
    with qtbot.waitSignal(preview.save_requested):
        qtbot.mouseClick(preview.save_button, Qt.MouseButton.LeftButton)
    preview.reject()
    free_deleted()
