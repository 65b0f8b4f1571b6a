"""Starting, unlocking, locking and starting anew: the real desk on a real vault, in this process and in its own."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from sspdesk import __main__ as parent
from sspdesk import __version__
from sspdesk.app import Desk
from sspdesk.demo import make_demo_vault
from sspdesk.domain.log import Action, LogEntry
from sspdesk.domain.vault import SecretKind
from sspdesk.services import settings, vaults
from sspdesk.services.work import Workspace
from sspdesk.ui.computer import Computer, LockReason
from sspdesk.ui.launch import LOCKED, LaunchNote
from sspdesk.ui.shared.clipboard import ShortClipboard
from sspdesk.ui.shared.crash import CrashDialog
from sspdesk.ui.unlock.findings import FindingsDialog
from sspdesk.ui.unlock.new_passphrase import NewPassphraseDialog
from tests.storage import processes
from tests.vaults import PASSPHRASE

ROOT = Path(__file__).resolve().parent.parent
HEAVY = (
    *("sqlalchemy", "sqlcipher3", "reportlab", "cryptography", "zxcvbn", "pypdfium2", "pikepdf", "holidays", "docx"),
    *("sspdesk.storage.engine", "sspdesk.storage.vault", "sspdesk.exchange", "sspdesk.reports", "sspdesk.demo"),
    *("sspdesk.ui.shell", "sspdesk.ui.first_run", "sspdesk.ui.wednesday", "sspdesk.ui.persons"),
)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo vault with a key derivation the program accepts."""
    folder = tmp_path_factory.mktemp("original") / "havnsoe.sspvault"
    make_demo_vault(folder, PASSPHRASE, persons=2, today=date(2026, 11, 23))
    return folder


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    """A copy of it to work on."""
    copy = tmp_path / "havnsoe.sspvault"
    shutil.copytree(original, copy)
    return copy


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The exit codes the desk asks the event loop for, instead of ending the tests' own loop."""
    codes: list[int] = []
    monkeypatch.setattr(QApplication, "exit", lambda *given: codes.append(given[-1] if given else 0))
    return codes


@pytest.fixture
def desk(qapp: QApplication, folder: Path, tmp_path: Path, ended: list[int]) -> Iterator[Desk]:
    note = LaunchNote(vault=str(folder), memory=str(tmp_path / "computer.json"))
    desk = Desk(qapp, note, Computer.load(tmp_path / "computer.json"))
    yield desk
    desk.end(None)
    for window in (desk.unlock_window, desk.first_run_window, desk.open_desk and desk.open_desk.window):
        if window is not None:
            window.deleteLater()
    desk.deleteLater()


def _unlock(desk: Desk, qtbot: QtBot, secret: str = PASSPHRASE) -> None:
    desk.start()
    assert desk.unlock_window is not None
    qtbot.keyClicks(desk.unlock_window.form.passphrase_edit, secret)
    qtbot.keyClick(desk.unlock_window.form.passphrase_edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.open_desk is not None, timeout=60_000)


def test_the_lock_screen_is_shown_without_database_papers_lists_or_pages(folder: Path, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom sspdesk import app\n"
        "from sspdesk.ui.computer import Computer\nfrom sspdesk.ui.launch import LaunchNote\n"
        "application = app.make_application()\n"
        "desk = app.Desk(application, LaunchNote(vault=sys.argv[1]), Computer.load(Path(sys.argv[2])))\n"
        "desk.show_unlock(Path(sys.argv[1]))\n"
        "application.processEvents()\n"
        "assert desk.unlock_window.isVisible() and not desk.unlock_window.form.secret_part.isHidden()\n"
        "print(*sorted(sys.modules), sep='\\n')\n"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", code, str(folder), str(tmp_path / "computer.json")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded = done.stdout.split()
    assert "sspdesk.ui.unlock.window" in loaded
    assert [name for name in loaded if name.startswith(HEAVY)] == []


def test_the_right_passphrase_opens_the_desk_and_the_computer_remembers_the_vault(
    desk: Desk, qtbot: QtBot, folder: Path
) -> None:
    _unlock(desk, qtbot)
    assert desk.open_desk is not None
    assert desk.open_desk.window.isVisible()
    assert desk.unlock_window is None
    memory = Computer.load(folder.with_name("computer.json")).memory
    assert memory.vault == str(folder)
    assert memory.municipality == "Havnsø Kommune (fiktiv)"


def test_wrong_passphrases_are_counted_and_logged_when_the_right_one_comes(
    desk: Desk, qtbot: QtBot, folder: Path, ended: list[int]
) -> None:
    desk.start()
    assert desk.unlock_window is not None
    form = desk.unlock_window.form
    for wrong in ("forkert", "stadig forkert"):
        form.passphrase_edit.setText(wrong)
        form._on_unlock_pressed()
        qtbot.waitUntil(form.error.isVisible, timeout=60_000)
        assert form.error.words.text() == "Adgangskoden passer ikke. Prøv igen, eller brug gendannelsesnøglen."
        while form.seconds_to_wait:
            form._on_second_passed()
    form.passphrase_edit.setText(PASSPHRASE)
    form._on_unlock_pressed()
    qtbot.waitUntil(lambda: desk.open_desk is not None, timeout=60_000)
    desk.lock(LockReason.IDLE)
    assert ended == [LOCKED]
    entries = _log(folder)
    assert [entry.action for entry in entries[:3]] == [Action.LOCK, Action.UNLOCK, Action.UNLOCK_FAILED]
    assert entries[0].detail == {"reason": "idle"}
    assert entries[2].detail == {"times": 2}


def test_a_database_put_back_is_told_and_opened_only_when_the_user_wants_it(
    desk: Desk, qtbot: QtBot, folder: Path
) -> None:
    older = (folder / "vault-1.db").read_bytes()
    vaults.open_vault(folder, PASSPHRASE).close()
    vault = vaults.open_vault(folder, PASSPHRASE)
    Workspace(vault).run(lambda uow: uow.log(Action.UNLOCK, "vault"))
    vault.close()
    (folder / "vault-1.db").write_bytes(older)
    desk.start()
    assert desk.unlock_window is not None
    form = desk.unlock_window.form
    form.passphrase_edit.setText(PASSPHRASE)
    form._on_unlock_pressed()
    qtbot.waitUntil(lambda: bool(desk.unlock_window.findChildren(FindingsDialog)), timeout=60_000)
    assert desk.open_desk is None
    assert form.unlock_button.isEnabled()
    (dialog,) = desk.unlock_window.findChildren(FindingsDialog)
    dialog.open_button.click()
    qtbot.waitUntil(lambda: desk.open_desk is not None, timeout=60_000)
    assert "Boksens database er ikke den" in desk.open_desk.window.message_bar.accessibleName()


def test_after_a_crash_the_desk_opens_and_says_that_everything_was_checked(
    desk: Desk, qtbot: QtBot, folder: Path
) -> None:
    process, pipe = processes.start(processes.hold, folder)
    processes.received(pipe)
    processes.kill(process)
    desk.start()
    assert desk.unlock_window is not None
    form = desk.unlock_window.form
    seen: list[str] = []
    desk._opening.checking_begun.connect(lambda: seen.append(form.unlock_button.text()))
    form.passphrase_edit.setText(PASSPHRASE)
    form._on_unlock_pressed()
    qtbot.waitUntil(lambda: desk.open_desk is not None, timeout=60_000)
    assert seen == ["Efterser boksen …"]
    assert "Programmet blev ikke lukket rigtigt sidst" in desk.open_desk.window.message_bar.accessibleName()


def _log(folder: Path, secret: str = PASSPHRASE) -> list[LogEntry]:
    """Return what the log says about the vault itself, newest first."""
    vault = vaults.open_vault(folder, secret)
    try:
        entries = Workspace(vault).run(lambda uow: uow.log_entries(limit=50))
        return [entry for entry in entries if entry.kind == "vault"]
    finally:
        vault.close()


def test_locking_closes_the_vault_hides_everything_and_clears_what_was_copied(
    desk: Desk, qtbot: QtBot, folder: Path, ended: list[int]
) -> None:
    _unlock(desk, qtbot)
    assert desk.open_desk is not None
    window = desk.open_desk.window
    window.show_about()
    ShortClipboard(window).copy("Testine")
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    qtbot.waitUntil(lambda: QApplication.focusWindow() is dialog.windowHandle())
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert ended == [LOCKED]
    assert not window.isVisible()
    assert not [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert QGuiApplication.clipboard().text() == ""
    memory = Computer.load(folder.with_name("computer.json")).memory
    assert (memory.lock_reason, bool(memory.locked_at), bool(memory.geometry)) == ("asked", True, True)
    vaults.open_vault(folder, PASSPHRASE).close()  # nobody holds it any more
    desk.lock(LockReason.IDLE)
    assert ended == [LOCKED]  # once


def test_what_others_put_on_the_clipboard_is_left_alone(desk: Desk, qtbot: QtBot) -> None:
    _unlock(desk, qtbot)
    assert desk.open_desk is not None
    ShortClipboard(desk.open_desk.window).copy("Testine")
    QGuiApplication.clipboard().setText("en andens")
    desk.lock(LockReason.SCREEN)
    assert QGuiApplication.clipboard().text() == "en andens"


def test_changed_settings_are_taken_over_at_once_and_remembered(desk: Desk, qtbot: QtBot, folder: Path) -> None:
    _unlock(desk, qtbot)
    assert desk.open_desk is not None
    assert desk.open_desk.idle.minutes == 5
    stored = desk.open_desk.workspace.run(settings.load)
    fresh = replace(stored, idle_minutes=2, meeting_minutes=20, municipality="Prøve Kommune")
    desk._operations.command(desk, lambda uow: settings.save(uow, fresh))
    qtbot.waitUntil(lambda: desk.open_desk is not None and desk.open_desk.idle.minutes == 2)
    desk.open_desk.window.context.meeting_lock(True)
    assert desk.open_desk.idle.minutes == 20
    memory = Computer.load(folder.with_name("computer.json")).memory
    assert (memory.municipality, memory.idle_minutes) == ("Prøve Kommune", 2)


def test_an_idle_desk_locks_with_that_reason(desk: Desk, qtbot: QtBot, folder: Path, ended: list[int]) -> None:
    _unlock(desk, qtbot)
    assert desk.open_desk is not None
    desk.open_desk.idle.idle.emit()
    assert ended == [LOCKED]
    assert Computer.load(folder.with_name("computer.json")).memory.lock_reason == "idle"


def test_closing_the_window_ends_the_desk_without_a_new_start(desk: Desk, qtbot: QtBot, ended: list[int]) -> None:
    _unlock(desk, qtbot)
    assert desk.open_desk is not None
    desk.open_desk.window.close()
    assert ended == [0]


def test_closing_the_lock_screen_ends_the_desk(desk: Desk, ended: list[int]) -> None:
    desk.start()
    assert desk.unlock_window is not None
    desk.unlock_window.close()
    assert ended == [0]


def test_a_cut_lifeline_closes_the_vault_and_ends(desk: Desk, qtbot: QtBot, folder: Path, ended: list[int]) -> None:
    reading, writing = os.pipe()
    try:
        desk.watch_lifeline(reading)
        _unlock(desk, qtbot)
        os.close(writing)
        qtbot.waitUntil(lambda: ended == [0], timeout=60_000)
    finally:
        os.close(reading)
    vaults.open_vault(folder, PASSPHRASE).close()


def test_a_missing_or_damaged_vault_is_explained_and_looked_for_again(
    desk: Desk, qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    away = tmp_path / "væk"
    folder.rename(away)
    desk.start()
    assert desk.unlock_window is not None
    form = desk.unlock_window.form
    qtbot.waitUntil(form.problem.isVisible)
    assert str(folder) in form.problem.words.text()
    away.rename(folder)
    qtbot.mouseClick(form.retry_button, Qt.MouseButton.LeftButton)
    assert form.problem.isHidden()
    for name in ("vault.json", "vault.json.bak"):
        (folder / name).write_bytes(b"{}")
    desk.show_unlock(folder)
    assert "sikkerhedskopi" in form.problem.words.text()


def test_a_vault_in_use_is_no_wrong_passphrase(desk: Desk, qtbot: QtBot, folder: Path) -> None:
    other = vaults.open_vault(folder, PASSPHRASE)
    try:
        desk.start()
        assert desk.unlock_window is not None
        form = desk.unlock_window.form
        form.passphrase_edit.setText(PASSPHRASE)
        form._on_unlock_pressed()
        qtbot.waitUntil(form.error.isVisible, timeout=60_000)
        assert "allerede" in form.error.words.text()
        assert form.seconds_to_wait == 0
    finally:
        other.close()


def test_the_recovery_key_opens_and_asks_for_a_new_passphrase(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, ended: list[int]
) -> None:
    from sspdesk.storage.header import KdfParameters

    folder = tmp_path / "glemt.sspvault"
    vault, key = vaults.create(folder, PASSPHRASE, owner="Testine Eksempelsen", kdf=KdfParameters(memory_kib=64 * 1024))
    vault.close()
    desk = Desk(qapp, LaunchNote(vault=str(folder)), Computer.load(tmp_path / "computer.json"))
    desk.start()
    assert desk.unlock_window is not None
    form = desk.unlock_window.form
    qtbot.mouseClick(form.way_button, Qt.MouseButton.LeftButton)
    form.recovery_edit.setText(key.text[:-1] + ("0" if key.text[-1] != "0" else "1"))
    form._on_unlock_pressed()
    qtbot.waitUntil(form.error.isVisible, timeout=60_000)
    assert form.seconds_to_wait == 0  # a mistyped key is told apart from a wrong one
    form.recovery_edit.setText(key.text.lower())
    form._on_unlock_pressed()
    qtbot.waitUntil(lambda: desk.open_desk is not None, timeout=60_000)
    assert desk.open_desk is not None
    dialog = desk.open_desk.window.findChild(NewPassphraseDialog)
    assert isinstance(dialog, NewPassphraseDialog)
    assert dialog.focusWidget() is dialog.fields.passphrase_edit
    fresh = "sytten blanke kaffekopper under broen"
    dialog.fields.passphrase_edit.setText(fresh)
    dialog.fields.again_edit.setText(fresh)
    dialog.take_button.click()
    desk.end(None)
    assert ended == [0]
    vaults.open_vault(folder, fresh, SecretKind.PASSPHRASE).close()
    assert Action.PASSPHRASE_CHANGED in [entry.action for entry in _log(folder, fresh)]
    desk.open_desk.window.deleteLater()
    desk.deleteLater()


def test_without_a_vault_the_first_run_is_shown_and_closing_it_writes_nothing(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, ended: list[int]
) -> None:
    desk = Desk(qapp, LaunchNote(), Computer.load(tmp_path / "ny" / "computer.json"))
    desk.start()
    assert desk.unlock_window is None
    assert desk.first_run_window is not None
    assert desk.first_run_window.isVisible()
    desk.first_run_window.close()
    assert ended == [0]
    assert not (tmp_path / "ny" / "computer.json").exists() or 'vault": ""' in (
        tmp_path / "ny" / "computer.json"
    ).read_text(encoding="utf-8")
    desk.first_run_window.deleteLater()
    desk.deleteLater()


def test_from_the_lock_screen_to_the_first_run_and_back(desk: Desk) -> None:
    desk.start()
    assert desk.unlock_window is not None
    desk.unlock_window.form.new_vault_wanted.emit()
    assert desk.first_run_window is not None
    assert not desk.unlock_window.isVisible()
    desk.first_run_window.left.emit()
    assert desk.first_run_window is None
    assert desk.unlock_window.isVisible()


def test_another_vault_is_chosen_by_its_folder_or_the_folder_around_it(
    desk: Desk, folder: Path, tmp_path: Path
) -> None:
    desk.start()
    assert desk.unlock_window is not None
    box = desk.unlock_window.form.vault_box
    other = tmp_path / "usb" / "anden.sspvault"
    shutil.copytree(folder, other)
    for chosen in (other, other.parent):
        desk.show_unlock(folder)
        desk.unlock_window.form.other_vault_wanted.emit()
        dialog = desk.unlock_window.findChild(QFileDialog)
        assert isinstance(dialog, QFileDialog)
        dialog.fileSelected.emit(str(chosen))
        dialog.setParent(None)
        dialog.reject()
        assert box.name_label.text() == "anden"
        assert desk.unlock_window.form.problem.isHidden()
    desk._on_vault_chosen(str(tmp_path / "usb" / "findes ikke"))
    assert not desk.unlock_window.form.problem.isHidden()


def test_a_bug_shows_the_crash_dialog_without_values_and_only_one(desk: Desk, qtbot: QtBot) -> None:
    desk.start()
    for _time in range(3):
        desk.report(ValueError, ValueError("Testine Eksempelsen"), None)
    assert desk.unlock_window is not None
    dialogs = desk.unlock_window.findChildren(CrashDialog)
    assert len(dialogs) == 1
    assert "ValueError" in dialogs[0].report_edit.toPlainText()
    assert "Testine" not in dialogs[0].report_edit.toPlainText()
    dialogs[0].accept()
    thread = threading.Thread(target=desk.crashed_elsewhere.emit, args=(KeyError("Testine"),))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(desk.unlock_window.findChildren(CrashDialog)) > 0)


class _Teller(QObject):
    told = Signal(bool)


def test_twenty_thousand_signals_of_true_do_not_end_the_process(qapp: QApplication) -> None:
    """PySide6 6.12.0 on CPython 3.11 lost a reference of True at every emit and aborted after some hundred."""
    heard = [0]
    teller = _Teller()
    teller.told.connect(lambda on: heard.__setitem__(0, heard[0] + on))
    for _time in range(20_000):
        teller.told.emit(True)
    assert heard == [20_000]


@pytest.mark.journey
def test_the_demo_is_unlocked_locked_started_anew_closed_and_wiped(tmp_path: Path) -> None:
    """Real processes all the way: parent, demo maker, desk, desk again in the same place with the reason it locked."""
    code = (
        "import sys\nfrom sspdesk import __main__ as parent\n"
        "plain = parent._own_command\n"
        f"driver = {str(ROOT / 'tests' / 'drive_desk.py')!r}\n"
        "parent._own_command = lambda *given: [sys.executable, driver] if given == ('window',) else plain(*given)\n"
        "sys.exit(parent.main(['demo']))\n"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    first, opened, second, again = done.stdout.splitlines()
    assert first.startswith("locked")
    assert "Låser efter 5 minutter uden aktivitet." in first
    assert "Havnsø Kommune (fiktiv)" in first
    assert opened.startswith("open SSP Desk")
    assert "Havnsø Kommune (fiktiv)" in second
    assert "da du bad om det" in second
    assert again.startswith("open again SSP Desk")
    assert list(tmp_path.glob(parent.DEMO_PREFIX + "*")) == []


def test_the_version_on_the_lock_screen_is_the_projects() -> None:
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_file_dialogs_note_nowhere_which_folders_were_visited(tmp_path: Path) -> None:
    script = (
        "import sys\nimport shiboken6\nfrom PySide6.QtWidgets import QFileDialog\nfrom sspdesk import app\n"
        "application = app.make_application()\n"
        "dialog = QFileDialog(directory=sys.argv[1])\ndialog.show()\nshiboken6.delete(dialog)\n"
    )
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config"), "QT_QPA_PLATFORM": "offscreen"}
    visited = tmp_path / "visited"
    visited.mkdir()
    subprocess.run([sys.executable, "-c", script, str(visited)], env={**os.environ, **home}, cwd=ROOT, check=True)
    assert [path for path in tmp_path.rglob("*") if path.is_file() and b"visited" in path.read_bytes()] == []


def test_qts_classes_are_all_made_before_a_second_thread_asks_for_one() -> None:
    """PySide6 makes classes late and unsafely; a second thread that finds them made cannot crash (ui/qt_types.py)."""
    code = (
        "from sspdesk.ui import qt_types\nfrom PySide6 import QtCore, QtGui, QtWidgets\n"
        "before = sum(len(vars(part)) for part in (QtCore, QtGui, QtWidgets))\nqt_types.make()\n"
        "made = sum(len(vars(part)) for part in (QtCore, QtGui, QtWidgets))\nqt_types.make()\n"
        "print(before < made == sum(len(vars(part)) for part in (QtCore, QtGui, QtWidgets)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
