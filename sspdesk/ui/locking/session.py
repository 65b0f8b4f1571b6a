"""Hears from the operating system that the screen is locked, another user logs in or the computer goes to sleep."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sspdesk.ui.computer import LockReason


class SessionWatch(QObject):
    """``left`` carries why the desk should lock. On macOS nothing is heard; the idle lock stands alone there."""

    left = Signal(LockReason)

    def listen(self, window: QWidget, showing: Callable[[int], object]) -> None:
        """Begin to listen; ``window`` is the one that Windows sends its notices to.

        ``showing`` hears of every window that Windows is about to show, by its number.
        """
        if sys.platform == "linux":
            from sspdesk.ui.locking.linux import BusListener, buses  # noqa: PLC0415 - QtDBus only where it is used

            listener = BusListener(self)
            listener.left.connect(self.left)
            listener.listen(*buses())
        elif sys.platform == "win32":
            from sspdesk.ui.locking.windows import NoticeFilter  # noqa: PLC0415 - Windows only

            self._filter = NoticeFilter(self.left.emit, showing)
            self._filter.listen(window)
