"""Copies to the clipboard for a short while: cleared after 30 s (CPR 10 s) and at lock, only if it is still ours."""

import hashlib

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

TEXT_SECONDS = 30
CPR_SECONDS = 10

_WINDOWS = 'application/x-qt-windows-mime;value="{name}"'
_KEEP_OUT = {  # ask clipboard histories and managers not to keep what we copy
    "x-kde-passwordManagerHint": b"secret",
    _WINDOWS.format(name="ExcludeClipboardContentFromMonitorProcessing"): b"1",
    _WINDOWS.format(name="CanIncludeInClipboardHistory"): b"\x00\x00\x00\x00",
    _WINDOWS.format(name="CanUploadToCloudClipboard"): b"\x00\x00\x00\x00",
}


class ShortClipboard(QObject):
    """Puts text on the clipboard and takes it away again. Keeps only a digest to know its own text by."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours = b""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        application = QGuiApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.clear)  # also: Qt must not free our data after Python has ended

    def copy(self, text: str, seconds: int = TEXT_SECONDS) -> None:
        """Copy a text for some seconds."""
        content = QMimeData()
        content.setText(text)
        for kind, value in _KEEP_OUT.items():
            content.setData(kind, QByteArray(value))
        QGuiApplication.clipboard().setMimeData(content)
        self._ours = _digest(text)
        self._timer.start(seconds * 1000)

    def clear(self) -> None:
        """Empty the clipboard if what is on it is still ours."""
        self._timer.stop()
        clipboard: QClipboard = QGuiApplication.clipboard()
        if self._ours and _digest(clipboard.text()) == self._ours:
            clipboard.clear()
        self._ours = b""


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
