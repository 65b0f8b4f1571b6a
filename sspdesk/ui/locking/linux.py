"""Linux: what logind and the screen savers say on the buses."""

from typing import cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

from sspdesk.ui.computer import LockReason

_LOGIND = "org.freedesktop.login1"
_SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
)


def _slot(signature: str) -> bytes:
    return cast(bytes, SLOT(signature))  # the call wants the str that SLOT gives, PySide6's stub says bytes


def buses() -> tuple[QDBusConnection, QDBusConnection]:
    """Return the system bus and the session bus (which may not be connected)."""
    return QDBusConnection.systemBus(), QDBusConnection.sessionBus()


class BusListener(QObject):
    """Turns signals on the buses into reasons to lock."""

    left = Signal(LockReason)

    def listen(self, system: QDBusConnection, session: QDBusConnection) -> None:
        """Subscribe on the buses that are there; none is no error."""
        if system.isConnected():
            manager = f"{_LOGIND}.Manager"
            sleep = _slot("_on_sleep_prepared(bool)")
            system.connect(_LOGIND, "/org/freedesktop/login1", manager, "PrepareForSleep", self, sleep)
            system.connect(_LOGIND, "", f"{_LOGIND}.Session", "Lock", self, _slot("_on_session_locked()"))
        if session.isConnected():
            for service, path, interface in _SAVERS:
                active = _slot("_on_screen_saver_changed(bool)")
                session.connect(service, path, interface, "ActiveChanged", self, active)

    @Slot(bool)
    def _on_sleep_prepared(self, going: bool) -> None:
        if going:
            self.left.emit(LockReason.SLEEP)

    @Slot()
    def _on_session_locked(self) -> None:
        self.left.emit(LockReason.SCREEN)

    @Slot(bool)
    def _on_screen_saver_changed(self, active: bool) -> None:
        if active:
            self.left.emit(LockReason.SCREEN)
