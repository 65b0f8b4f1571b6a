"""Run as the desk's child in tests: the real desk, with somebody who unlocks, locks once, unlocks again and closes."""

import sys

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from sspdesk import app


class Driver(QObject):
    """Presses what a user would, whenever the screen is ready for it, and says on stdout what was seen."""

    def __init__(self, desk: app.Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._typed = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(50)

    def look(self) -> None:
        desk = self._desk
        if desk.open_desk is not None:
            if not desk.open_desk.window.isActiveWindow():
                return  # keys go nowhere yet
            self._timer.stop()
            again = desk._note.after_lock
            print("open again" if again else "open", desk.open_desk.window.windowTitle(), flush=True)
            if again:
                desk.open_desk.window.close()
            else:
                QTest.keyClick(desk.open_desk.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        elif desk.unlock_window is not None and not self._typed:
            self._typed = True
            words = " | ".join(label.text() for label in desk.unlock_window.side.findChildren(QLabel) if label.text())
            print("locked", words.replace("\n", " "), flush=True)
            QTest.keyClick(desk.unlock_window.form.passphrase_edit, Qt.Key.Key_Return)


def _start(desk: app.Desk) -> None:
    _plain_start(desk)
    Driver(desk)


_plain_start = app.Desk.start
app.Desk.start = _start  # type: ignore[method-assign]
sys.exit(app.main())
