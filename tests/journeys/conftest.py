"""The real desk for the journeys: real worker threads, a real vault with the program's own key derivation."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sspdesk.app import Desk
from sspdesk.demo.casework import fill
from sspdesk.domain.vault import SecretKind
from sspdesk.services import vaults
from sspdesk.services.vaults import RecoveryKey
from sspdesk.services.work import UnitOfWork, Workspace
from sspdesk.storage.header import KdfParameters
from sspdesk.ui import open_desk
from sspdesk.ui.computer import Computer
from sspdesk.ui.launch import LaunchNote
from sspdesk.ui.shell.window import MainWindow
from tests.conftest import Clock
from tests.vaults import PASSPHRASE

W = TypeVar("W", bound=QWidget)
T = TypeVar("T")
LEAST = KdfParameters(memory_kib=64 * 1024, rounds=3, lanes=4)
TODAY = date(2026, 11, 23)


@dataclass
class Journey:
    """One consultant at one desk. Starts the desk, types, waits for answers; everything through the windows."""

    qtbot: QtBot
    application: QApplication
    folder: Path
    recovery_key: RecoveryKey
    ended: list[int]
    desks: list[Desk] = field(default_factory=list)

    @property
    def desk(self) -> Desk:
        """The desk that runs now."""
        return self.desks[-1]

    @property
    def window(self) -> MainWindow:
        """The open desk's window."""
        assert self.desk.open_desk is not None
        return self.desk.open_desk.window

    def start(self) -> None:
        """Start a fresh desk, which shows the lock screen."""
        memory = self.folder.with_name("computer.json")
        desk = Desk(self.application, LaunchNote(vault=str(self.folder), memory=str(memory)), Computer.load(memory))
        self.desks.append(desk)
        desk.start()

    def unlock(self, secret: str, kind: SecretKind = SecretKind.PASSPHRASE) -> None:
        """Type a secret and wait for the first page."""
        assert self.desk.unlock_window is not None
        form = self.desk.unlock_window.form
        edit = form.passphrase_edit
        if kind is SecretKind.RECOVERY:
            form.way_button.click()
            edit = form.recovery_edit
        self.qtbot.keyClicks(edit, secret)
        self.qtbot.keyClick(edit, Qt.Key.Key_Return)
        self.wait(lambda: self.desk.open_desk is not None)

    def wait(self, true: Callable[[], bool]) -> None:
        """Wait until something is so; the watchdog is far above any real time."""
        self.qtbot.waitUntil(true, timeout=60_000)

    def shown(self, kind: type[W]) -> W:
        """Wait for a dialog of a kind and return it."""

        def found() -> list[W]:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]

        self.wait(lambda: len(found()) == 1)
        return found()[0]

    def press(self, widget: QWidget, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """Press one key."""
        widget.window().activateWindow()  # the platform without a screen gives it back to nobody when a dialog closes
        self.wait(widget.window().isActiveWindow)
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        self.qtbot.keyClick(widget, key, held)

    def ask(self, work: Callable[[UnitOfWork], T]) -> T:
        """Ask the open vault something, on its own worker and in its turn."""
        answers: list[T] = []
        self.desk._operations.query(self.window, work, answers.append)
        self.wait(lambda: bool(answers))
        return answers[0]

    def look(self, work: Callable[[UnitOfWork], T]) -> T:
        """Open the locked vault beside the program, look, and close it."""
        vault = vaults.open_vault(self.folder, PASSPHRASE)
        try:
            return Workspace(vault).run(work)
        finally:
            vault.close()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RecoveryKey]:
    """The vault of an invented municipality, which every journey takes a copy of."""
    folder = tmp_path_factory.mktemp("filled") / "havnsoe.sspvault"
    vault, key = vaults.create(folder, PASSPHRASE, owner="Testine Eksempelsen", kdf=LEAST)
    try:
        fill(lambda now: Workspace(vault, now=now), 12, TODAY, lambda _done, _total: None)
    finally:
        vault.close()
    return folder, key


@pytest.fixture
def copied(filled: tuple[Path, RecoveryKey], tmp_path: Path) -> tuple[Path, RecoveryKey]:
    return shutil.copytree(filled[0], tmp_path / "havnsoe.sspvault"), filled[1]


@pytest.fixture
def journey(
    copied: tuple[Path, RecoveryKey], qapp: QApplication, qtbot: QtBot, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Journey]:
    folder, key = copied
    ended: list[int] = []
    monkeypatch.setattr(QApplication, "exit", lambda *given: ended.append(given[-1] if given else 0))
    monkeypatch.setattr(open_desk, "OpenDesk", partial(open_desk.OpenDesk, now=clock))  # the lists are of a fixed day
    clock.set(datetime(2026, 11, 23, 9))
    journey = Journey(qtbot, qapp, folder, key, ended)
    yield journey
    for desk in journey.desks:
        desk.end(None)
        for window in (desk.unlock_window, desk.first_run_window, desk.open_desk and desk.open_desk.window):
            if window is not None:
                window.deleteLater()
        desk.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
