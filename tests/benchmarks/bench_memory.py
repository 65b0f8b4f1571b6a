"""Resident memory of the idle desk on the big vault, beside a bare PySide6 window."""

import os
import statistics
import subprocess
import sys

from tests.benchmarks.bench_unlock import unlocked
from tests.benchmarks.harness import Row

RUNS = 3
_BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from tests.benchmarks.memory import resident
application = QApplication(sys.argv)
window = QWidget()
window.resize(1366, 736)
window.show()
QTimer.singleShot(1000, application.quit)
application.exec()
print(resident())
"""


def rows() -> list[Row]:
    """Return the figures."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    bare = []
    for _turn in range(RUNS):
        done = subprocess.run(
            [sys.executable, "-c", _BARE],
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        bare.append(int(done.stdout) / 2**20)
    ours = [unlocked("warm")["bytes"] / 2**20 for _turn in range(RUNS)]
    return [
        Row("idle desk, first page of the big vault", statistics.median(ours), statistics.median(bare), "<= 4x", "MiB")
    ]
