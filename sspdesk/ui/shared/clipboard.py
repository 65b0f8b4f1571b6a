"""Copies to the clipboard for a short while: cleared after 30 s (CPR 10 s) and at lock, only if it is still ours.

``OwnCopies`` does the same for whatever is copied in the desk's own fields: Ctrl+C and Ctrl+X are taken over before Qt
acts, a copy from a field's menu is replaced at once. Text alone is copied, marked for clipboard histories to leave out.
"""

import hashlib
import re
from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

TEXT_SECONDS = 30
CPR_SECONDS = 10

_WINDOWS = 'application/x-qt-windows-mime;value="{name}"'
_LASTING = "application/x-sspdesk-lasting"
_CPR = re.compile(r"\b\d{6}[- ]?\d{4}\b")
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


class OwnCopies(ShortClipboard):
    """Sees to it that nothing copied in the desk stays on the clipboard. ``owns`` says whether its content is ours."""

    def __init__(self, application: QApplication, parent: QObject, *, owns: Callable[[], bool] | None = None) -> None:
        super().__init__(parent)
        self._owns = owns or application.clipboard().ownsClipboard
        application.focusWindowChanged.connect(self._follow)
        for window in application.topLevelWindows():
            self._follow(window)
        application.clipboard().dataChanged.connect(self._on_data_changed)

    def _follow(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            cut = event.matches(QKeySequence.StandardKey.Cut)
            if cut or event.matches(QKeySequence.StandardKey.Copy):
                return self._take(QApplication.focusWidget(), cut=cut)
        return False

    def _take(self, widget: QWidget | None, *, cut: bool) -> bool:
        text = _selected(widget)
        if not text:
            return False
        self.copy(text, _seconds(text))
        if cut and isinstance(widget, QLineEdit) and not widget.isReadOnly():
            widget.del_()
        elif cut and isinstance(widget, QPlainTextEdit | QTextEdit) and not widget.isReadOnly():
            widget.textCursor().removeSelectedText()
        return True

    def _on_data_changed(self) -> None:
        content: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if content is None or not self._owns():
            return
        if not content.hasText() or content.hasFormat(_LASTING) or content.hasFormat(next(iter(_KEEP_OUT))):
            return
        text = content.text()
        self.copy(text, _seconds(text))


def copy_lasting(text: str) -> None:
    """Copy what says nothing about anybody (a crash report) for as long as the user wants it."""
    content = QMimeData()
    content.setText(text)
    content.setData(_LASTING, QByteArray(b"1"))
    QGuiApplication.clipboard().setMimeData(content)


def _selected(widget: QWidget | None) -> str:
    if isinstance(widget, QLineEdit):
        shown = widget.echoMode() is QLineEdit.EchoMode.Normal
        return widget.selectedText() if shown else ""
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.textCursor().selection().toPlainText()
    return widget.selectedText() if isinstance(widget, QLabel) else ""


def _seconds(text: str) -> int:
    return CPR_SECONDS if _CPR.search(text) else TEXT_SECONDS


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
