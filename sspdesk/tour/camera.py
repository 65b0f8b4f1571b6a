"""Writes what the tour shows: every screen as PNG, every print as PDF, numbered, with one line of words each."""

import errno
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from sspdesk.domain.errors import KnownError
from sspdesk.ui import theme

_TITLE = 28
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


class Camera:
    """Numbers and writes the files. ``say`` hears one line about each."""

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        self._folder, self._say = folder, say
        self.written: list[str] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _refused(error, folder) from error

    def picture(self, name: str, words: str, window: QWidget) -> None:
        """Write a window as it looks now, with the dialogs and menus over it."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        _with_dialogs(window).save(buffer, "PNG")
        self._write(f"{name}.png", words, bytes(buffer.data().data()))

    def paper(self, name: str, words: str, pdf: bytes) -> None:
        """Write a print."""
        self._write(f"{name}.pdf", words, pdf)

    def _write(self, name: str, words: str, content: bytes) -> None:
        numbered = f"{len(self.written) + 1:03d}-{name}"
        try:
            (self._folder / numbered).write_bytes(content)
        except OSError as error:
            raise _refused(error, self._folder / numbered) from error
        self.written.append(numbered)
        self._say(f"{numbered}: {words}")


def _refused(error: OSError, path: Path) -> KnownError:
    return KnownError("disk_full" if error.errno in _FULL else "file_not_writable", path=str(path))


def _with_dialogs(window: QWidget) -> QPixmap:
    """Return the window's picture with what lies over it, each dialog with a plain title bar."""
    whole = window.grab()
    above = [
        one
        for one in QApplication.topLevelWidgets()
        if one is not window and one.isVisible() and one.windowFlags() & Qt.WindowType.ToolTip != Qt.WindowType.ToolTip
    ]
    painter = QPainter(whole)
    for widget in sorted(above, key=_depth):
        _draw(painter, widget, window)
    painter.end()
    return whole


def _depth(widget: QWidget) -> tuple[bool, int]:
    """Order by nesting: a dialog over a dialog is drawn after it, menus last."""
    depth, parent = 0, widget.parentWidget()
    while parent is not None:
        depth, parent = depth + 1, parent.parentWidget()
    return isinstance(widget, QMenu), depth


def _draw(painter: QPainter, widget: QWidget, window: QWidget) -> None:
    picture = widget.grab()
    bare = isinstance(widget, QMenu) or bool(widget.windowFlags() & Qt.WindowType.FramelessWindowHint)
    if bare:
        place = widget.mapToGlobal(QPoint()) - window.mapToGlobal(QPoint())
        painter.drawPixmap(place, picture)
        return
    left = (window.width() - widget.width()) // 2
    top = max(_TITLE, (window.height() - widget.height() - _TITLE) // 2 + _TITLE)
    bar = QRect(left, top - _TITLE, widget.width(), _TITLE)
    painter.fillRect(bar, theme.color("side"))
    painter.setPen(theme.color("text"))
    painter.setFont(theme.font(12, 500))
    painter.drawText(bar.adjusted(12, 0, -12, 0), Qt.AlignmentFlag.AlignVCenter, widget.windowTitle())
    painter.drawPixmap(QPoint(left, top), picture)
    painter.setPen(theme.color("input"))
    painter.drawRect(bar.adjusted(0, 0, -1, widget.height() - 1))
