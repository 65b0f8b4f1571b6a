"""Keeps the desk's windows out of screenshots and shared screens, where the system can; a switch shows them.

Windows: ``SetWindowDisplayAffinity`` on every top-level window, menus and tips included. macOS: ``sharingType`` of the
windows that take the focus, which macOS 15 no longer heeds for every program. Linux has no such call. What a cable
carries to a projector, and a camera, see the screen everywhere.
"""

import ctypes
import sys
from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QWindow

WDA_NONE, WDA_MONITOR, WDA_EXCLUDEFROMCAPTURE = 0x0, 0x1, 0x11
Hide = Callable[[int, bool], object]


class Capture(StrEnum):
    """What others see of the desk on a shared screen."""

    HIDDEN = "hidden"
    SHOWN = "shown"
    IMPOSSIBLE = "impossible"


class CaptureGuard(QObject):
    """Hides windows from capture until the user shows them; hidden again after every unlock. ``changed`` tells."""

    changed = Signal(Capture)

    def __init__(self, application: QGuiApplication, hide: Hide | None = None) -> None:
        super().__init__(application)
        self._application = application
        self._hide = hide or _of_this_system()
        self._hidden = self._hide is not None
        application.focusWindowChanged.connect(self._on_focus_window_changed)

    @property
    def state(self) -> Capture:
        """What others see now."""
        if self._hide is None:
            return Capture.IMPOSSIBLE
        return Capture.HIDDEN if self._hidden else Capture.SHOWN

    def toggle(self) -> None:
        """Show the desk on shared screens, or hide it again."""
        if self._hide is not None:
            self._hidden = not self._hidden
            self.cover_all()
            self.changed.emit(self.state)

    def cover_all(self) -> None:
        """Take every window that there is."""
        for window in self._application.topLevelWindows():
            if window.isVisible():
                self.cover(int(window.winId()))

    def cover(self, window: int) -> None:
        """Take one window, by its number in the system; called for each that Windows is about to show."""
        if self._hide is not None:
            self._hide(window, self._hidden)

    def _on_focus_window_changed(self, window: QWindow | None) -> None:
        if window is not None:
            self.cover(int(window.winId()))


def _of_this_system() -> Hide | None:
    if sys.platform == "win32":
        return _hide_on_windows
    if sys.platform == "darwin":
        return _hide_on_mac
    return None


def _hide_on_windows(window: int, hidden: bool) -> None:
    call = ctypes.windll.user32.SetWindowDisplayAffinity  # type: ignore[attr-defined,unused-ignore]  # Windows only
    call.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
    done = call(window, WDA_EXCLUDEFROMCAPTURE if hidden else WDA_NONE)
    if hidden and not done:
        call(window, WDA_MONITOR)  # before Windows 10 2004: black instead of left out


def _hide_on_mac(view: int, hidden: bool) -> None:
    """Tell the NSWindow of a view that it is not to be shared (0) or only read (1)."""
    library = ctypes.CDLL("/usr/lib/libobjc.dylib")
    library.sel_registerName.restype = ctypes.c_void_p
    library.sel_registerName.argtypes = (ctypes.c_char_p,)
    ask = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(("objc_msgSend", library))
    tell = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)(("objc_msgSend", library))
    window = ask(view, library.sel_registerName(b"window"))
    if window:
        tell(window, library.sel_registerName(b"setSharingType:"), 0 if hidden else 1)
