"""Long work: a progress counter the worker may call and the user may stop, and the row that shows it."""

import threading
import time

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.ui.shared.buttons import Button

_SHOW_AFTER_MS = 1000
_TELL_EVERY_S = 0.05


class CancelledWorkError(Exception):
    """The user stopped the work. Raised inside it; nothing is shown for it."""


class Progress(QObject):
    """Counts the steps of long work. The work calls it as ``progress(done, total)``.

    The call raises ``CancelledWorkError`` once the user has pressed stop, so that the transaction is rolled back.
    """

    moved = Signal(int, int)
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._told = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Report from any thread; the screen hears of it at most twenty times a second."""
        if self._stop.is_set():
            raise CancelledWorkError
        now = time.monotonic()
        if done >= total or now - self._told >= _TELL_EVERY_S:
            self._told = now
            self.moved.emit(done, total)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        if not self._stop.is_set():
            self._stop.set()
            self.cancelled.emit()

    @property
    def is_cancelled(self) -> bool:
        """Say whether the user has asked to stop."""
        return self._stop.is_set()


class ProgressRow(QWidget):
    """Title, bar, "412 af 1.630 poster" and a stop button for one piece of long work."""

    def __init__(self, title: str, progress: Progress, *, unit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progress_row")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._progress = progress
        self._unit = unit
        self.title_label = QLabel(title)
        self.title_label.setProperty("level", "medium")
        self.count_label = QLabel()
        self.count_label.setProperty("tone", "muted")
        self.count_label.setProperty("level", "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        self.cancel_button = Button(_("Stop"), compact=True)
        self.cancel_button.setAccessibleDescription(title)
        words = QHBoxLayout()
        words.addWidget(self.title_label)
        words.addStretch()
        words.addWidget(self.count_label)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.bar, 1)
        line.addWidget(self.cancel_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(words)
        layout.addLayout(line)
        progress.moved.connect(self._on_moved)
        progress.cancelled.connect(self._on_cancelled)
        self.cancel_button.clicked.connect(progress.cancel)

    def _on_moved(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        counts = {"done": dates.number(done), "total": dates.number(total), "unit": self._unit}
        words = _("{done} of {total} {unit}") if self._unit else _("{done} of {total}")
        self.count_label.setText(words.format(**counts))
        self.bar.setAccessibleDescription(self.count_label.text())

    def _on_cancelled(self) -> None:
        self.cancel_button.setEnabled(False)
        self.count_label.setText(_("Stopping …"))
