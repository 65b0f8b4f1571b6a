"""The lock screen: gives the secret on, says what went wrong, makes one wait, and names no person."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sspdesk.domain.vault import SecretKind
from sspdesk.ui.computer import LockReason, Memory
from sspdesk.ui.unlock.glimpse import VaultGlimpse
from sspdesk.ui.unlock.look import known
from sspdesk.ui.unlock.window import UnlockWindow

GLIMPSE = VaultGlimpse(name="havnsoe", path="/mapper/havnsoe.sspvault", municipality="Havnsø Kommune (fiktiv)")
WRONG = "Adgangskoden passer ikke. Prøv igen, eller brug gendannelsesnøglen."


@pytest.fixture
def window(qtbot: QtBot) -> UnlockWindow:
    window = UnlockWindow()
    qtbot.addWidget(window)
    window.show_vault(GLIMPSE)
    window.show()
    return window


def _given(window: UnlockWindow) -> list[tuple[str, str]]:
    seen: list[tuple[str, str]] = []
    window.form.secret_given.connect(lambda kind, secret: seen.append((kind, secret)))
    return seen


def test_enter_and_button_give_the_passphrase_on_once(window: UnlockWindow, qtbot: QtBot) -> None:
    seen = _given(window)
    form = window.form
    qtbot.keyClicks(form.passphrase_edit, "hest måne")
    qtbot.keyClick(form.passphrase_edit, Qt.Key.Key_Return)
    assert seen == [(SecretKind.PASSPHRASE, "hest måne")]
    assert form.unlock_button.text() == "Låser op …"
    qtbot.mouseClick(form.unlock_button, Qt.MouseButton.LeftButton)
    form._on_unlock_pressed()
    assert len(seen) == 1  # while it opens nothing more is given on
    form.show_failure(WRONG, wrong=True)
    qtbot.mouseClick(form.unlock_button, Qt.MouseButton.LeftButton)
    assert len(seen) == 2


def test_an_empty_passphrase_is_asked_for_and_not_counted(window: UnlockWindow, qtbot: QtBot) -> None:
    seen = _given(window)
    for _time in range(5):
        qtbot.mouseClick(window.form.unlock_button, Qt.MouseButton.LeftButton)
    assert seen == []
    assert window.form.error.words.text() == "Skriv adgangskoden først."
    assert window.form.seconds_to_wait == 0


def test_wrong_passphrases_make_one_wait_longer_and_longer(window: UnlockWindow, qtbot: QtBot) -> None:
    form = window.form
    seen = _given(window)
    waited = []
    for _attempt in range(9):
        form.passphrase_edit.setText("forkert")
        form._on_unlock_pressed()
        form.show_failure(WRONG, wrong=True)
        assert form.error.words.text() == WRONG
        waited.append(form.seconds_to_wait)
        before = len(seen)
        if form.seconds_to_wait:
            assert str(form.seconds_to_wait) in form.unlock_button.text()
            qtbot.keyClick(form.passphrase_edit, Qt.Key.Key_Return)
            assert len(seen) == before  # waiting: nothing is tried
        while form.seconds_to_wait:
            form._on_second_passed()
        assert form.unlock_button.text() == "Lås op"
    assert waited == [0, 1, 2, 4, 8, 16, 30, 30, 30]


def test_another_vault_starts_without_waiting(window: UnlockWindow) -> None:
    for _attempt in range(4):
        window.form.show_failure(WRONG, wrong=True)
    assert window.form.seconds_to_wait
    window.show_vault(VaultGlimpse(name="anden", path="/anden.sspvault"))
    assert window.form.seconds_to_wait == 0
    assert window.form.error.isHidden()
    assert window.form.passphrase_edit.text() == ""


def test_trouble_that_is_no_wrong_passphrase_does_not_wait(window: UnlockWindow) -> None:
    for _attempt in range(5):
        window.form.show_failure("Boksen er åben i et andet vindue.", wrong=False)
    assert window.form.seconds_to_wait == 0


def test_typing_takes_the_error_away(window: UnlockWindow, qtbot: QtBot) -> None:
    window.form.show_failure(WRONG, wrong=True)
    assert window.form.passphrase_edit.property("invalid")
    qtbot.keyClicks(window.form.passphrase_edit, "a")
    assert window.form.error.isHidden()
    assert not window.form.passphrase_edit.property("invalid")


def test_the_recovery_key_is_the_other_way_in(window: UnlockWindow, qtbot: QtBot) -> None:
    seen = _given(window)
    form = window.form
    assert form.recovery_edit.isHidden()
    qtbot.mouseClick(form.way_button, Qt.MouseButton.LeftButton)
    assert form.passphrase_edit.isHidden()
    assert form.way_button.text() == "Brug adgangskode"
    qtbot.keyClicks(form.recovery_edit, "ABCDE-12345")
    qtbot.keyClick(form.recovery_edit, Qt.Key.Key_Return)
    assert seen == [(SecretKind.RECOVERY, "ABCDE-12345")]


def test_the_eye_shows_and_unlocking_hides_again(window: UnlockWindow) -> None:
    edit = window.form.passphrase_edit
    edit.setText("hest")
    assert edit.echoMode() is QLineEdit.EchoMode.Password
    edit.eye.trigger()
    assert edit.echoMode() is QLineEdit.EchoMode.Normal
    assert edit.eye.text() == "Skjul adgangskoden"
    window.form._on_unlock_pressed()
    assert edit.echoMode() is QLineEdit.EchoMode.Password


def _type(edit: QLineEdit, letter: str, held: Qt.KeyboardModifier) -> None:
    QApplication.sendEvent(edit, QKeyEvent(QEvent.Type.KeyPress, ord(letter), held, letter))


def test_caps_lock_is_noticed_from_what_is_typed(window: UnlockWindow, qtbot: QtBot) -> None:
    edit, hint = window.form.passphrase_edit, window.form.caps_lock
    qtbot.keyClicks(edit, "a")
    assert hint.isHidden()
    _type(edit, "A", Qt.KeyboardModifier.ShiftModifier)
    assert hint.isHidden()
    _type(edit, "Å", Qt.KeyboardModifier.NoModifier)
    assert not hint.isHidden()
    assert hint.words.text() == "Caps Lock er slået til"
    qtbot.keyClick(edit, Qt.Key.Key_CapsLock)
    assert hint.isHidden()
    qtbot.keyClick(edit, Qt.Key.Key_CapsLock)
    assert not hint.isHidden()
    qtbot.keyClicks(edit, "1")
    assert not hint.isHidden()  # a digit says nothing
    qtbot.keyClicks(edit, "b")
    assert hint.isHidden()


def test_a_demo_shows_its_passphrase_filled_in_and_copies_it(window: UnlockWindow, qtbot: QtBot) -> None:
    assert window.form.demo_part.isHidden()
    window.show_vault(VaultGlimpse(name="demo", path="/demo.sspvault", demo_passphrase="havn måge anker"))
    seen = _given(window)
    assert window.form.demo_label.text() == "havn måge anker"
    button = next(b for b in window.form.demo_part.findChildren(QWidget) if b.objectName() == "copy_demo_button")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "havn måge anker"
    qtbot.keyClick(window.form.passphrase_edit, Qt.Key.Key_Return)
    assert seen == [(SecretKind.PASSPHRASE, "havn måge anker")]


def test_a_vault_that_cannot_be_opened_offers_ways_on_instead_of_a_field(window: UnlockWindow, qtbot: QtBot) -> None:
    form = window.form
    window.show_vault(VaultGlimpse(name="væk", path="/væk.sspvault", problem="Boksen er her ikke."))
    assert form.secret_part.isHidden()
    assert form.problem.words.text() == "Boksen er her ikke."
    with qtbot.waitSignal(form.retry_wanted):
        qtbot.mouseClick(form.retry_button, Qt.MouseButton.LeftButton)
    actions = form.vault_box.change_button.menu().actions()
    with qtbot.waitSignal(form.other_vault_wanted):
        actions[0].trigger()
    with qtbot.waitSignal(form.new_vault_wanted):
        actions[1].trigger()
    window.show_vault(GLIMPSE)
    assert not form.secret_part.isHidden()
    assert form.problem_part.isHidden()


def test_a_risky_place_is_said_and_does_not_block(window: UnlockWindow) -> None:
    window.show_vault(VaultGlimpse(name="n", path="/n.sspvault", warning="Mappen deles med OneDrive."))
    assert window.form.warning.words.text() == "Mappen deles med OneDrive."
    assert window.form.unlock_button.isEnabled()


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (LockReason.IDLE, "Låst kl. 10.12 efter 5 minutter uden aktivitet."),
        (LockReason.ASKED, "Låst kl. 10.12, da du bad om det."),
        (LockReason.SLEEP, "Låst kl. 10.12, da computeren gik i dvale."),
        (LockReason.SCREEN, "Låst kl. 10.12 sammen med skærmen."),
    ],
)
def test_the_left_side_says_when_and_why_it_was_locked(window: UnlockWindow, reason: LockReason, words: str) -> None:
    at = datetime(2026, 11, 23, 10, 12)
    window.show_vault(
        VaultGlimpse(
            name="havnsoe",
            path="/havnsoe.sspvault",
            municipality="Havnsø Kommune (fiktiv)",
            saved_at=at,
            locked_at=at,
            lock_reason=reason,
            backup_at=datetime(2026, 11, 23, 8, 12),
        )
    )
    assert window.side.hero_label.text() == "Boksen er låst.\nAlt var gemt kl. 10.12."
    assert window.side.municipality_label.text() == "Havnsø Kommune (fiktiv)"
    told = [label.text() for label in window.side.findChildren(QLabel)]
    assert words in told
    assert "Seneste sikkerhedskopi: man. 23. nov. 2026 kl. 8.12." in told


def test_a_lock_that_cost_something_typed_does_not_say_that_all_was_saved(window: UnlockWindow) -> None:
    at = datetime(2026, 11, 23, 10, 12)
    memory = Memory(vault="/havnsoe.sspvault", locked_at=at.isoformat(), lock_reason="asked", unsaved=True)
    glimpse = known(Path("/havnsoe.sspvault"), memory, after_lock=True)
    window.show_vault(replace(glimpse, saved_at=at))
    assert window.side.hero_label.text() == "Boksen er låst.\nSidst gemt kl. 10.12."
    told = " ".join(label.text() for label in window.side.findChildren(QLabel))
    assert "ikke gemt, da boksen blev låst" in told


def test_it_says_that_a_draft_waits_and_who_took_over_the_computer(window: UnlockWindow) -> None:
    at = datetime(2026, 11, 23, 10, 12)
    memory = Memory(vault="/havnsoe.sspvault", locked_at=at.isoformat(), lock_reason="user", drafts=True)
    glimpse = known(Path("/havnsoe.sspvault"), memory, after_lock=True)
    window.show_vault(replace(glimpse, saved_at=at))
    told = [label.text() for label in window.side.findChildren(QLabel)]
    assert "Låst kl. 10.12, da en anden bruger overtog computeren." in told
    assert "Det, du var ved at skrive, er gemt som kladde i boksen." in told


def test_before_the_first_lock_it_says_after_how_long(window: UnlockWindow) -> None:
    told = [label.text() for label in window.side.findChildren(QLabel)]
    assert "Låser efter 5 minutter uden aktivitet." in told
    assert window.windowTitle() == "SSP Desk – låst"


def test_everything_is_named_and_reached_by_keyboard(window: UnlockWindow) -> None:
    window.activateWindow()
    reached = set()
    widget: QWidget | None = window.form.passphrase_edit
    for _step in range(200):
        assert widget is not None
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            reached.add(widget.objectName())
            assert widget.accessibleName(), widget.objectName()
        widget = widget.nextInFocusChain()
    assert {"passphrase_edit", "unlock_button", "way_button", "change_vault_button"} <= reached
