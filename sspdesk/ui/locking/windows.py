"""Windows: what the session and the power notices say."""

import ctypes
import ctypes.wintypes
import sys
from collections.abc import Callable

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
from PySide6.QtWidgets import QWidget

from sspdesk.ui.computer import LockReason

WM_POWERBROADCAST, PBT_APMSUSPEND = 0x0218, 0x0004
WM_WTSSESSION_CHANGE = 0x02B1
WM_SHOWWINDOW = 0x0018
_SESSION = {0x2: LockReason.USER, 0x4: LockReason.USER, 0x6: LockReason.USER, 0x7: LockReason.SCREEN}
"""Console disconnect (somebody else logs in), remote disconnect, log-off, lock."""


def reason(message: int, parameter: int) -> LockReason | None:
    """Return why to lock for a window message and its first parameter, or None."""
    if message == WM_WTSSESSION_CHANGE:
        return _SESSION.get(parameter)
    if message == WM_POWERBROADCAST and parameter == PBT_APMSUSPEND:
        return LockReason.SLEEP
    return None


class NoticeFilter(QAbstractNativeEventFilter):
    """Reads the window messages before Qt does and never takes one away.

    ``tell`` hears why to lock, ``showing`` the number of every window that is about to be shown.
    """

    def __init__(self, tell: Callable[[LockReason], None], showing: Callable[[int], object]) -> None:
        super().__init__()
        self._tell, self._showing = tell, showing

    def listen(self, window: QWidget) -> None:
        """Ask Windows for session notices to this window and begin to read."""
        application = QCoreApplication.instance()
        if sys.platform == "win32" and application is not None:
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(window.winId()), 0)
            application.installNativeEventFilter(self)

    def nativeEventFilter(
        self, event_type: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        if event_type == b"windows_generic_MSG":
            notice = ctypes.wintypes.MSG.from_address(int(message))
            if notice.message == WM_SHOWWINDOW and notice.wParam:
                self._showing(int(notice.hWnd or 0))
            why = reason(notice.message, notice.wParam)
            if why is not None:
                self._tell(why)
        return False, 0
