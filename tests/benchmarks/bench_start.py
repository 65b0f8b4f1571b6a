"""The painted lock screen beside a bare PySide6 window: fresh processes in turn, from exec to the end of the paint."""

import os
import statistics
import subprocess
import sys
import time

from tests.benchmarks.big_vault import folder
from tests.benchmarks.harness import Row

RUNS = 9
_BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication(sys.argv)
class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, application.quit)
window = Window()
window.resize(1366, 736)
window.show()
application.exec()
"""
_DESK = """
import os
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from sspdesk import app
from sspdesk.ui.computer import Computer
from sspdesk.ui.launch import LaunchNote
from sspdesk.ui.unlock.window import UnlockWindow
application = app.make_application()
class Shown(UnlockWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: os._exit(0))
app.UnlockWindow = Shown
desk = app.Desk(application, LaunchNote(vault=sys.argv[1]), Computer(Path(sys.argv[2])))
desk.start()
application.exec()
"""


def rows() -> list[Row]:
    """Return the figures."""
    vault = folder()
    bare, desk = [], []
    for _turn in range(RUNS):
        bare.append(_milliseconds(_BARE))
        desk.append(_milliseconds(_DESK, str(vault), str(vault.with_name("no-such-computer.json"))))
    return [
        Row("start to painted lock screen", statistics.median(desk), statistics.median(bare), "<= 2.0x a bare window"),
        Row("  the fastest of each", min(desk), min(bare), ""),
    ]


def _milliseconds(code: str, *arguments: str) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, *arguments], env=environment, check=True, stderr=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1000
