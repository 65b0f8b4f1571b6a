"""Notices that nobody uses the desk: one minute's notice, then ``idle``."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

WARNING_SECONDS = 60
_TICK_MS = 5000
_USE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


def seconds_awake_or_asleep() -> float:
    """Return a clock in seconds that goes on while the computer sleeps."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class IdleWatch(QObject):
    """Watches keys, mouse and touch in all windows. ``warned`` says whether less than a minute is left.

    Only what the system sends to the windows is looked at, a thousandth of the events that go around among widgets.
    """

    idle = Signal()
    warned = Signal(bool)

    def __init__(
        self, application: QGuiApplication, minutes: int, *, clock: Callable[[], float] = seconds_awake_or_asleep
    ) -> None:
        super().__init__(application)
        self._clock = clock
        self._minutes = minutes
        self._longer_minutes = minutes
        self._in_meeting = False
        self._warning = False
        self._last_use = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        for window in application.allWindows():
            self._follow(window)
        application.focusWindowChanged.connect(self._follow)

    @property
    def minutes(self) -> int:
        """The minutes without use after which the desk locks now."""
        return max(self._minutes, self._longer_minutes) if self._in_meeting else self._minutes

    def set_minutes(self, minutes: int, meeting_minutes: int) -> None:
        """Take over the settings."""
        self._minutes = minutes
        self._longer_minutes = meeting_minutes
        self.look()

    def set_meeting(self, in_meeting: bool) -> None:
        """Let a meeting last longer, or end that; the count begins again."""
        self._in_meeting = in_meeting
        self.note_use()

    def note_use(self) -> None:
        """Begin to count again."""
        self._last_use = self._clock()
        if self._warning:
            self._set_warning(False)

    def unused_seconds(self) -> float:
        """Return how long nobody has used the desk."""
        return self._clock() - self._last_use

    def stop(self) -> None:
        """End the watch."""
        self._timer.stop()

    def look(self) -> None:
        """See how long it has been; emit ``idle`` or ``warned`` where it is time."""
        if not self._timer.isActive():
            return
        left = self.minutes * 60 - self.unused_seconds()
        if left <= 0:
            self.stop()
            self.idle.emit()
        elif (left <= WARNING_SECONDS) != self._warning:
            self._set_warning(not self._warning)

    def _follow(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # once, however often it is asked for

    def _set_warning(self, warning: bool) -> None:
        self._warning = warning
        self.warned.emit(warning)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _USE:
            self.note_use()
        return False
