"""Run as the desk's child in tests: unlocks once, opens a person, locks; stops to have its memory looked at (T20).

Arguments: a folder. ``secret`` in it holds the passphrase and what is typed, read once and deleted, so that the process
after the lock has never seen either. The process says ``open PID`` and ``locked PID`` and goes on when the file
``seen-open`` or ``seen-locked`` is there.
"""

import ctypes
import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest

from sspdesk import app

FOLDER = Path(sys.argv.pop())


class Driver(QObject):
    """Looks every 50 ms how far the desk is and does the next thing."""

    def __init__(self, desk: app.Desk) -> None:
        super().__init__(desk)
        self._desk, self._typed = desk, ""
        self._steps = iter((self._unlock, self._person, self._lock) if (FOLDER / "secret").exists() else (self._stay,))
        self._step = next(self._steps)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(50)

    def _look(self) -> None:
        if self._step():
            self._step = next(self._steps, lambda: False)

    def _unlock(self) -> bool:
        window = self._desk.unlock_window
        if window is None or self._desk._operations._jobs:
            return False
        secret = FOLDER / "secret"
        passphrase, self._typed = secret.read_text(encoding="utf-8").splitlines()
        window.form.passphrase_edit.setText(passphrase)
        secret.unlink()
        QTest.keyClick(window.form.passphrase_edit, Qt.Key.Key_Return)
        return True

    def _person(self) -> bool:
        if self._desk.open_desk is None or self._desk._operations._jobs:
            return False
        window = self._desk.open_desk.window
        window.open_page("wednesday")
        window.open_page("persons", 1)
        window.page("persons").person.course.note_edit.setText(self._typed)
        window.draft_keeper.keep()
        return True

    def _lock(self) -> bool:
        if self._desk._operations._jobs or not _looked_at("open"):
            return False
        self._desk.lock(app.LockReason.ASKED)
        return True

    def _stay(self) -> bool:
        if self._desk.unlock_window is None or self._desk._operations._jobs or not _looked_at("locked"):
            return False
        self._desk.end(None)
        return True


def _looked_at(stage: str) -> bool:
    """Let others look at this process, which it does not otherwise; say so once."""
    if not (FOLDER / f"said-{stage}").exists():
        ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # PR_SET_DUMPABLE
        (FOLDER / f"said-{stage}").touch()
        print(stage, os.getpid(), flush=True)
    return (FOLDER / f"seen-{stage}").exists()


def _start(desk: app.Desk) -> None:
    _plain_start(desk)
    Driver(desk)


if __name__ == "__main__":
    _plain_start = app.Desk.start
    app.Desk.start = _start  # type: ignore[method-assign]
    ended = app.main()
    sys.stdout.flush()
    os._exit(ended)
