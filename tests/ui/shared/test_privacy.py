"""What others may see: discreet display, CPR for ten seconds, a clipboard that empties itself."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sspdesk.ui.shared.clipboard import OwnCopies, ShortClipboard, copy_lasting
from sspdesk.ui.shared.cpr_label import CprLabel
from sspdesk.ui.shared.privacy import Privacy, mask_cpr, mask_name, mask_text
from sspdesk.ui.shared.timeline import Timeline, TimelineEntry
from sspdesk.ui.theme import Theme

CPR = "1505121234"


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.clipboard().clear()


def test_names_become_initials_and_numbers_dots() -> None:
    assert mask_name("Testine Eksempelsen") == "T. E."
    assert mask_name("åse  von Prøve-Skabelon") == "Å. V. P."
    assert mask_name("") == ""
    assert mask_cpr("150512-1234") == "150512-••••"
    assert mask_cpr(CPR, discreet=True) == "••••••"
    assert (
        mask_text("Testine ringede. Testine Eksempelsens mor kom.", "Testine Eksempelsen")
        == "T. ringede. T. E.s mor kom."
    )


def test_discreet_display_is_told_once_and_asked_for_everything(privacy: Privacy) -> None:
    told: list[bool] = []
    privacy.changed.connect(told.append)
    assert (privacy.name("Testine"), privacy.detail("8.B"), privacy.cpr(CPR)) == ("Testine", "8.B", "150512-••••")
    privacy.toggle()
    privacy.set_discreet(True)
    assert (privacy.name("Testine"), privacy.detail("8.B"), privacy.cpr(CPR)) == ("T.", "", "••••••")
    assert told == [True]


@pytest.fixture
def label(qtbot: QtBot, theme: Theme, privacy: Privacy) -> CprLabel:
    label = CprLabel(privacy, ShortClipboard())
    qtbot.addWidget(label)
    label.set_cpr("150512-1234")
    label.show()
    return label


def test_cpr_is_shown_only_after_the_page_has_logged_it(label: CprLabel, qtbot: QtBot) -> None:
    assert label.number_label.text() == "150512-••••"
    with qtbot.waitSignal(label.reveal_requested):
        qtbot.mouseClick(label.reveal_button, Qt.MouseButton.LeftButton)
    assert label.number_label.text() == "150512-••••"
    label.reveal(CPR)
    assert (label.number_label.text(), label.is_revealed) == ("150512-1234", True)
    assert label._timer.interval() == 10_000
    label._timer.timeout.emit()
    assert (label.number_label.text(), label.is_revealed) == ("150512-••••", False)


@pytest.mark.parametrize("event", ["deactivated", "hidden", "discreet", "pressed"])
def test_cpr_hides_when_nobody_looks(label: CprLabel, privacy: Privacy, qtbot: QtBot, event: str) -> None:
    label.reveal(CPR)
    if event == "deactivated":
        QApplication.sendEvent(label.window(), QEvent(QEvent.Type.WindowDeactivate))
    elif event == "hidden":
        label.hide()
    elif event == "discreet":
        privacy.set_discreet(True)
    else:
        qtbot.mouseClick(label.reveal_button, Qt.MouseButton.LeftButton)
    assert not label.is_revealed
    assert "1234" not in label.number_label.text()


def test_cpr_stays_hidden_in_discreet_display_and_says_when_it_is_missing(label: CprLabel, privacy: Privacy) -> None:
    privacy.set_discreet(True)
    label.reveal(CPR)
    assert label.number_label.text() == "••••••"
    assert not label.reveal_button.isVisible()
    privacy.set_discreet(False)
    label.set_cpr("")
    assert label.number_label.text() == "mangler"
    assert not label.reveal_button.isVisible()


def test_the_clipboard_is_emptied_only_while_it_is_ours(qtbot: QtBot) -> None:
    clipboard, system = ShortClipboard(), QGuiApplication.clipboard()
    clipboard.copy(CPR, 10)
    assert (system.text(), clipboard._timer.interval()) == (CPR, 10_000)
    clipboard._timer.timeout.emit()
    assert system.text() == ""
    clipboard.copy(CPR)
    assert clipboard._timer.interval() == 30_000
    system.setText("noget andet")
    clipboard.clear()
    assert system.text() == "noget andet"


def test_clipboard_histories_are_asked_to_stay_out(qtbot: QtBot) -> None:
    ShortClipboard().copy(CPR)
    data = QGuiApplication.clipboard().mimeData()
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"


def test_the_timeline_reads_aloud_masks_names_and_opens(qtbot: QtBot, theme: Theme, privacy: Privacy) -> None:
    timeline = Timeline(name="Forløb", privacy=privacy)
    qtbot.addWidget(timeline)
    entry = TimelineEntry(
        when=("man. 23. nov.", "2026 kl. 9.58"),
        icon="shield",
        title="Politikontakt",
        text="Testine var til stede.",
        names=("Testine Eksempelsen",),
        record=7,
    )
    timeline.set_entries([entry, TimelineEntry(when=("i går",), icon="phone", title="Opkald")], "Ingen ældre hændelser")
    timeline.resize(600, 300)
    timeline.show()
    model = timeline.model()
    words = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert words == [
        "man. 23. nov. 2026 kl. 9.58, Politikontakt, Testine var til stede.",
        "i går, Opkald",
        "Ingen ældre hændelser",
    ]
    opened: list[int] = []
    timeline.opened.connect(opened.append)
    for row in range(3):
        timeline.setCurrentIndex(model.index(row, 0))
        qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert opened == [7]
    shown = timeline.grab().toImage()
    privacy.set_discreet(True)
    assert timeline.grab().toImage() != shown
    assert "Testine" not in str(model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def test_long_texts_of_the_timeline_get_room(qtbot: QtBot, theme: Theme) -> None:
    timeline = Timeline(name="Forløb")
    qtbot.addWidget(timeline)
    timeline.set_entries([TimelineEntry(when=("i dag",), icon="phone", title="Opkald", text="Mange ord. " * 60)])
    timeline.resize(900, 500)
    timeline.show()
    wide = timeline.visualRect(timeline.model().index(0, 0)).height()
    timeline.resize(400, 500)
    QApplication.sendPostedEvents()
    assert timeline.visualRect(timeline.model().index(0, 0)).height() > wide


def _fields(qtbot: QtBot) -> tuple[QWidget, QLineEdit, QPlainTextEdit]:
    window = QWidget()
    line, area = QLineEdit("Testine Eksempelsen"), QPlainTextEdit("Født 150512-4006, bor i Havnsø")
    QVBoxLayout(window).addWidget(line)
    window.layout().addWidget(area)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window, line, area


def test_what_is_copied_or_cut_in_any_field_is_taken_off_the_clipboard_again(qapp: QApplication, qtbot: QtBot) -> None:
    window, line, area = _fields(qtbot)
    copies, system = OwnCopies(qapp, window, owns=lambda: False), QGuiApplication.clipboard()
    line.setFocus()
    line.selectAll()
    qtbot.keyClick(line.window().windowHandle(), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert (system.text(), copies._timer.interval()) == ("Testine Eksempelsen", 30_000)
    assert system.mimeData().hasFormat("x-kde-passwordManagerHint")
    area.setFocus()
    area.selectAll()
    qtbot.keyClick(area.window().windowHandle(), Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert area.toPlainText() == ""
    assert (system.text(), copies._timer.interval()) == ("Født 150512-4006, bor i Havnsø", 10_000)
    copies._timer.timeout.emit()
    assert system.text() == ""


def test_a_copy_from_a_menu_is_replaced_by_one_that_goes(qapp: QApplication, qtbot: QtBot) -> None:
    owns = True
    window = QWidget()
    qtbot.addWidget(window)
    copies, system = OwnCopies(qapp, window, owns=lambda: owns), QGuiApplication.clipboard()
    system.setText("Testine Eksempelsen")
    assert system.mimeData().hasFormat("x-kde-passwordManagerHint")
    assert copies._timer.isActive()
    copies.clear()
    assert system.text() == ""
    copy_lasting("fejlrapport")
    assert not copies._timer.isActive()
    owns = False  # another program's
    system.setText("noget fra et andet program")
    assert not copies._timer.isActive()
    copies.clear()
    assert system.text() == "noget fra et andet program"


def test_a_hidden_password_is_never_copied(qapp: QApplication, qtbot: QtBot) -> None:
    window, line, _area = _fields(qtbot)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    copies = OwnCopies(qapp, window, owns=lambda: False)
    line.setFocus()
    line.selectAll()
    qtbot.keyClick(line.window().windowHandle(), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == ""
    assert not copies._timer.isActive()
