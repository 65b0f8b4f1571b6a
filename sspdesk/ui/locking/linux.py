"""Linux: what logind and the screen savers say on the buses."""

import os
from typing import Any, cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage, QDBusObjectPath

from sspdesk.ui.computer import LockReason

_LOGIND = "org.freedesktop.login1"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_ANSWER_MS = 500
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


def _own_session(system: QDBusConnection) -> str:
    """Return the path of the session this program runs in; empty where logind does not know it."""
    ask = QDBusMessage.createMethodCall(_LOGIND, "/org/freedesktop/login1", f"{_LOGIND}.Manager", "GetSession")
    ask.setArguments([os.environ.get("XDG_SESSION_ID") or "auto"])
    answer = system.call(ask, QDBus.CallMode.Block, _ANSWER_MS)
    if answer.type() is not QDBusMessage.MessageType.ReplyMessage or not answer.arguments():
        return ""
    found = answer.arguments()[0]
    return found.path() if isinstance(found, QDBusObjectPath) else ""


class BusListener(QObject):
    """Turns signals on the buses into reasons to lock."""

    left = Signal(LockReason)

    def listen(self, system: QDBusConnection, session: QDBusConnection) -> None:
        """Subscribe on the buses that are there; none is no error."""
        if system.isConnected():
            manager = f"{_LOGIND}.Manager"
            sleep = _slot("_on_sleep_prepared(bool)")
            system.connect(_LOGIND, "/org/freedesktop/login1", manager, "PrepareForSleep", self, sleep)
            own = _own_session(system)
            system.connect(_LOGIND, own, f"{_LOGIND}.Session", "Lock", self, _slot("_on_session_locked()"))
            if own:
                changed = _slot("_on_session_changed(QString,QVariantMap,QStringList)")
                system.connect(_LOGIND, own, _PROPERTIES, "PropertiesChanged", self, changed)
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

    @Slot(str, "QVariantMap", "QStringList")
    def _on_session_changed(self, interface: str, values: dict[str, Any], _unknown: list[str]) -> None:
        """Another user was switched to: logind says that this session is no longer the active one."""
        if interface == f"{_LOGIND}.Session" and values.get("Active") is False:
            self.left.emit(LockReason.USER)

    @Slot(bool)
    def _on_screen_saver_changed(self, active: bool) -> None:
        if active:
            self.left.emit(LockReason.SCREEN)
