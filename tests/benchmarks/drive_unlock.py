"""Run as a child by the benchmarks: the real desk is unlocked on a vault and says how long that took and what it holds.

Arguments: the vault, its passphrase, "warm" to wait for the desk's own warming up as somebody who types does.
"""

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from sspdesk import app
from sspdesk.storage import keys
from sspdesk.storage.header import read_header
from sspdesk.ui.computer import Computer
from sspdesk.ui.launch import LaunchNote
from tests.benchmarks.memory import resident

IDLE_MS = 3_000


class Driver(QObject):
    """Gives the passphrase and waits for the first page with its data."""

    def __init__(self, desk: app.Desk, passphrase: str, *, warm: bool) -> None:
        super().__init__(desk)
        self._desk, self._passphrase, self._warm = desk, passphrase, warm
        self._began = 0.0
        self.report: dict[str, float] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        if not self._began:
            ready = "sspdesk.ui.wednesday.page" in sys.modules and not self._desk._operations._jobs
            if ready or not self._warm:
                self._began = time.perf_counter()
                self._desk.unlock_window.form.secret_given.emit("passphrase", self._passphrase)
            return
        window = self._desk.open_desk.window if self._desk.open_desk is not None else None
        page = window.current_page() if window is not None else None
        if page is None or page._loaded is None or page.mode.pane.detail is None:
            return
        self._timer.stop()
        window.repaint()
        self.report["ms"] = (time.perf_counter() - self._began) * 1000
        QTimer.singleShot(IDLE_MS, self._end)

    def _end(self) -> None:
        self.report["bytes"] = resident()
        self._desk.end(None)


def main(vault: str, passphrase: str, *more: str) -> None:
    application = app.make_application()
    desk = app.Desk(application, LaunchNote(vault=vault), Computer(Path(vault).with_name("no-such-computer.json")))
    driver = Driver(desk, passphrase, warm="warm" in more)
    desk.start()
    application.exec()
    header = read_header(Path(vault)).header
    start = time.perf_counter()
    keys.unlock(header, header.slots[0].kind, passphrase)
    driver.report["kdf_ms"] = (time.perf_counter() - start) * 1000
    print(json.dumps(driver.report))


if __name__ == "__main__":
    main(*sys.argv[1:])
