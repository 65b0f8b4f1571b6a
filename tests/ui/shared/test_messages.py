"""Toast, message bar, dialogs, crash report: said in words, undone by a press, freed when closed, nothing personal."""

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sspdesk.domain.errors import KnownError
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button
from sspdesk.ui.shared.crash import CrashDialog, crash_report
from sspdesk.ui.shared.dialogs import ConfirmDialog, Dialog
from sspdesk.ui.shared.progress import CancelledWorkError, Progress, ProgressRow
from sspdesk.ui.shared.toast import MessageBar, Toast
from sspdesk.ui.theme import Theme
from tests.ui.conftest import free_deleted


def _assert_freed(dialog: QObject) -> None:
    free_deleted()
    assert not shiboken6.isValid(dialog)


pytestmark = pytest.mark.usefixtures("theme")


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    return page


def test_a_toast_is_undone_by_a_press_and_goes(page: QWidget, qtbot: QtBot) -> None:
    toast = Toast(page)
    toast.say("Beslutningen for nr. 8 er gemt.", can_undo=True)
    assert toast.isVisible()
    with qtbot.waitSignal(toast.undo_pressed):
        qtbot.mouseClick(toast.undo_button, Qt.MouseButton.LeftButton)
    assert not toast.isVisible()
    toast.say("Gemt.")
    assert not toast.undo_button.isVisible()


def test_a_toast_goes_after_ten_seconds_but_waits_while_it_is_used(page: QWidget) -> None:
    toast = Toast(page)
    toast.say("Gemt.", can_undo=True)
    assert (toast._timer.isActive(), toast._timer.interval()) == (True, 10_000)
    QApplication.sendEvent(toast.undo_button, QFocusEvent(QEvent.Type.FocusIn))
    assert not toast._timer.isActive()
    QApplication.sendEvent(toast.undo_button, QFocusEvent(QEvent.Type.FocusOut))
    assert toast._timer.isActive()
    toast._timer.timeout.emit()
    assert not toast.isVisible()


def test_a_toast_never_covers_the_buttons_of_a_page(page: QWidget) -> None:
    column = QVBoxLayout(page)
    column.addStretch()
    foot = layouts.box(layouts.row(Button("Gem og næste")), role="page-footer")
    column.addWidget(foot)
    QApplication.sendPostedEvents()
    page.layout().activate()  # type: ignore[union-attr]
    toast = Toast(page)
    toast.say("Gemt.")
    assert toast.geometry().bottom() < foot.mapTo(page, QPoint(0, 0)).y()
    page.resize(700, 400)
    page.layout().activate()  # type: ignore[union-attr]
    assert page.rect().contains(toast.geometry())


def test_the_message_bar_explains_an_expected_error_until_it_is_closed(page: QWidget, qtbot: QtBot) -> None:
    bar = MessageBar(page)
    bar.show_error(KnownError("disk_full"))
    assert bar.isVisible()
    assert bar.accessibleName().startswith("Disken er fuld")
    assert bar.close_button.accessibleName() == "Luk beskeden"
    qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


@pytest.mark.parametrize("end", ["accept", "reject", "close"])
def test_a_closed_dialog_is_freed(page: QWidget, qtbot: QtBot, end: str) -> None:
    dialog = Dialog("Nyt møde", "Nyt møde", parent=page)
    dialog.open()
    getattr(dialog, end)()
    _assert_freed(dialog)
    assert page.findChildren(Dialog) == []


def test_a_dialog_that_is_never_shown_is_freed_too(page: QWidget, qtbot: QtBot) -> None:
    dialog = Dialog("Nyt møde", parent=page)
    dialog.reject()
    _assert_freed(dialog)


def test_keeping_is_the_default_and_the_number_must_be_typed(page: QWidget, qtbot: QtBot) -> None:
    dialog = ConfirmDialog("Slet", "Slet 3 poster for altid?", "…", verb="Slet 3 poster", number=3, parent=page)
    confirmed: list[bool] = []
    dialog.confirmed.connect(lambda: confirmed.append(True))
    dialog.open()
    assert (dialog.keep_button.text(), dialog.keep_button.isDefault()) == ("Behold", True)
    qtbot.mouseClick(dialog.verb_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(dialog.number_edit, "4")
    qtbot.mouseClick(dialog.verb_button, Qt.MouseButton.LeftButton)
    assert (confirmed, dialog.isVisible()) == ([], True)
    dialog.number_edit.setText("3")
    qtbot.mouseClick(dialog.verb_button, Qt.MouseButton.LeftButton)
    _assert_freed(dialog)
    assert confirmed == [True]


def test_enter_in_a_confirmation_keeps(page: QWidget, qtbot: QtBot) -> None:
    dialog = ConfirmDialog("Slet", "Slet mødet?", "Det kan ikke hentes tilbage.", verb="Slet mødet", parent=page)
    confirmed: list[bool] = []
    dialog.confirmed.connect(lambda: confirmed.append(True))
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    _assert_freed(dialog)
    assert confirmed == []


def _fail_with(name: str) -> None:
    secret = {"navn": name, "cpr": "150512-1234"}
    try:
        raise KeyError(secret)
    except KeyError as error:
        raise ValueError(f"{name} findes ikke") from error


def test_the_crash_report_has_places_and_versions_but_no_values(page: QWidget, qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="findes ikke") as caught:
        _fail_with("Testine Eksempelsen")
    report = crash_report(caught.value)
    assert "Testine" not in report
    assert "150512" not in report
    assert "findes ikke" not in report
    assert "builtins.ValueError" in report
    assert "builtins.KeyError" in report
    assert "tests/ui/shared/test_messages.py:" in report
    assert "PySide6-Essentials 6." in report
    dialog = CrashDialog(caught.value, page)
    dialog.open()
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == report
    dialog.close()
    _assert_freed(dialog)


def test_long_work_shows_counts_and_can_be_stopped(page: QWidget, qtbot: QtBot) -> None:
    progress = Progress(page)
    row = ProgressRow("Laver sikkerhedskopi", progress, unit="poster", parent=page)
    progress(1630, 1630)
    assert row.count_label.text() == "1.630 af 1.630 poster"
    assert (row.bar.value(), row.bar.maximum()) == (1630, 1630)
    qtbot.mouseClick(row.cancel_button, Qt.MouseButton.LeftButton)
    assert (progress.is_cancelled, row.cancel_button.isEnabled()) == (True, False)
    with pytest.raises(CancelledWorkError):
        progress(1, 2)
