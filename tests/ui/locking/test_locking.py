"""The desk locks by itself: idle time with a clock that is set, a real message bus, Windows messages by number."""

import ctypes.wintypes
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from sspdesk.ui.computer import LockReason
from sspdesk.ui.locking import windows
from sspdesk.ui.locking.capture import Capture, CaptureGuard
from sspdesk.ui.locking.idle import IdleWatch
from sspdesk.ui.locking.linux import BusListener
from sspdesk.ui.shell.status_bar import StatusBar


class SetClock:
    """A clock in seconds that is moved by hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def watch(qapp: QApplication, clock: SetClock) -> Iterator[IdleWatch]:
    watch = IdleWatch(qapp, 5, clock=clock)
    watch.set_minutes(5, 30)
    yield watch
    watch.stop()
    watch.setParent(None)
    watch.deleteLater()


def _heard(watch: IdleWatch) -> list[object]:
    heard: list[object] = []
    watch.idle.connect(lambda: heard.append("idle"))
    watch.warned.connect(heard.append)
    return heard


def test_five_minutes_without_use_lock_and_one_minute_before_warns(watch: IdleWatch, clock: SetClock) -> None:
    heard = _heard(watch)
    clock.at += 4 * 60 - 1
    watch.look()
    assert heard == []
    clock.at += 1
    watch.look()
    watch.look()
    assert heard == [True]
    clock.at += 60
    watch.look()
    watch.look()
    assert heard == [True, "idle"]  # once


def test_a_key_or_the_mouse_begins_the_count_again(watch: IdleWatch, clock: SetClock, qtbot: QtBot) -> None:
    heard = _heard(watch)
    edit = QLineEdit()
    qtbot.addWidget(edit)
    with qtbot.waitActive(edit):
        edit.show()
        edit.activateWindow()
    window = edit.windowHandle()
    clock.at += 5 * 60 - 10
    watch.look()
    QTest.keyClick(window, Qt.Key.Key_A)
    assert heard == [True, False]
    clock.at += 4 * 60 - 1
    watch.look()
    QTest.mouseClick(window, Qt.MouseButton.LeftButton)
    clock.at += 4 * 60 - 1
    watch.look()
    assert heard == [True, False]


def test_a_meeting_may_last_longer_and_ends_again(watch: IdleWatch, clock: SetClock) -> None:
    heard = _heard(watch)
    watch.set_meeting(True)
    assert watch.minutes == 30
    clock.at += 28 * 60
    watch.look()
    assert heard == []
    watch.set_meeting(False)
    assert watch.minutes == 5
    clock.at += 5 * 60
    watch.look()
    assert heard == ["idle"]


def test_shorter_settings_count_at_once(watch: IdleWatch, clock: SetClock) -> None:
    heard = _heard(watch)
    clock.at += 3 * 60
    watch.set_minutes(2, 30)
    assert heard == ["idle"]


def test_time_asleep_counts(watch: IdleWatch, clock: SetClock) -> None:
    heard = _heard(watch)
    clock.at += 8 * 3600
    watch.look()
    assert heard == ["idle"]


@pytest.fixture
def bus_address() -> Iterator[str]:
    """A real message bus of our own."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("no dbus-daemon here")
    with subprocess.Popen(
        [daemon, "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


LOGIND, SAVER, GNOME = "org.freedesktop.login1", "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"
SAID = {
    "sleep": ((LOGIND, "/org/freedesktop/login1", f"{LOGIND}.Manager", "PrepareForSleep"), LockReason.SLEEP),
    "lock": ((LOGIND, "/org/freedesktop/login1/session/_32", f"{LOGIND}.Session", "Lock"), LockReason.SCREEN),
    "saver": ((SAVER, "/org/freedesktop/ScreenSaver", SAVER, "ActiveChanged"), LockReason.SCREEN),
    "gnome": ((GNOME, "/org/gnome/ScreenSaver", GNOME, "ActiveChanged"), LockReason.SCREEN),
}


@pytest.mark.parametrize("said", SAID)
def test_what_the_system_says_on_its_bus_locks(qtbot: QtBot, bus_address: str, said: str) -> None:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    (service, path, interface, member), expected = SAID[said]
    owner = QDBusConnection.connectToBus(bus_address, "owner")
    mine = QDBusConnection.connectToBus(bus_address, "desk")
    listener = BusListener()
    try:
        assert owner.registerService(service)
        listener.listen(mine, mine)
        heard: list[LockReason] = []
        listener.left.connect(heard.append)
        for value in ([],) if member == "Lock" else ([False], [True]):  # waking and unlocking lock nothing
            signal = QDBusMessage.createSignal(path, interface, member)
            signal.setArguments(value)
            assert owner.send(signal)
        qtbot.waitUntil(lambda: bool(heard))
        assert heard == [expected]
    finally:
        for name in ("owner", "desk"):
            QDBusConnection.disconnectFromBus(name)


LOGIND_PLAYER = """
import sys
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusObjectPath, QDBusVirtualObject

OWN = "/org/freedesktop/login1/session/_32"

class Logind(QDBusVirtualObject):
    def introspect(self, path):
        return ""

    def handleMessage(self, message, bus):
        if message.member() == "GetSession":
            reply = message.createReply()
            reply.setArguments([QDBusObjectPath(OWN)])
            bus.send(reply)
        else:  # "Say": the path, the interface and whether it is active
            path, interface, active = message.arguments()
            signal = QDBusMessage.createSignal(path, "org.freedesktop.DBus.Properties", "PropertiesChanged")
            signal.setArguments([interface, {"Active": active}, ["IdleHint"]])
            bus.send(signal)
            bus.send(message.createReply())
        return True

application = QCoreApplication([])
bus = QDBusConnection.connectToBus(sys.argv[1], "logind")
logind = Logind()
assert bus.registerVirtualObject("/org/freedesktop/login1", logind)
assert bus.registerService("org.freedesktop.login1")
print("there", flush=True)
application.exec()
"""


def test_another_user_taking_over_locks_and_only_that(qtbot: QtBot, bus_address: str) -> None:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    own, other = "/org/freedesktop/login1/session/_32", "/org/freedesktop/login1/session/_35"
    with subprocess.Popen(
        [sys.executable, "-c", LOGIND_PLAYER, bus_address], stdout=subprocess.PIPE, text=True
    ) as logind:
        try:
            assert logind.stdout is not None
            assert logind.stdout.readline().strip() == "there"
            mine = QDBusConnection.connectToBus(bus_address, "desk")
            listener = BusListener()
            listener.listen(mine, QDBusConnection("no such bus"))
            heard: list[LockReason] = []
            listener.left.connect(heard.append)

            def say(path: str, interface: str, active: bool) -> None:
                call = QDBusMessage.createMethodCall(LOGIND, "/org/freedesktop/login1", LOGIND, "Say")
                call.setArguments([path, interface, active])
                assert mine.call(call).type() is QDBusMessage.MessageType.ReplyMessage

            say(own, f"{LOGIND}.Session", True)
            say(own, f"{LOGIND}.Seat", False)
            say(other, f"{LOGIND}.Session", False)
            say(own, f"{LOGIND}.Session", False)
            qtbot.waitUntil(lambda: bool(heard))
            assert heard == [LockReason.USER]
        finally:
            QDBusConnection.disconnectFromBus("desk")
            logind.terminate()


def test_no_bus_is_no_error(qapp: QApplication) -> None:
    from PySide6.QtDBus import QDBusConnection

    gone = QDBusConnection("no such bus")
    BusListener().listen(gone, gone)


def test_windows_notices_that_mean_gone_and_those_that_do_not() -> None:
    assert windows.reason(windows.WM_WTSSESSION_CHANGE, 0x7) is LockReason.SCREEN
    assert windows.reason(windows.WM_WTSSESSION_CHANGE, 0x2) is LockReason.USER  # another user was switched to
    assert windows.reason(windows.WM_WTSSESSION_CHANGE, 0x4) is LockReason.USER  # remote desktop was left
    assert windows.reason(windows.WM_WTSSESSION_CHANGE, 0x8) is None  # unlocked
    assert windows.reason(windows.WM_POWERBROADCAST, windows.PBT_APMSUSPEND) is LockReason.SLEEP
    assert windows.reason(windows.WM_POWERBROADCAST, 0x12) is None  # woken
    assert windows.reason(0x0100, 0x7) is None


def test_the_filter_reads_a_message_and_lets_it_pass(qapp: QApplication) -> None:
    heard: list[LockReason] = []
    shown: list[int] = []
    reader = windows.NoticeFilter(heard.append, shown.append)
    notice = ctypes.wintypes.MSG()
    notice.message, notice.wParam = windows.WM_WTSSESSION_CHANGE, 0x7
    address = ctypes.addressof(notice)
    assert reader.nativeEventFilter(QByteArray(b"windows_generic_MSG"), address) == (False, 0)
    assert reader.nativeEventFilter(QByteArray(b"xcb_generic_event_t"), address) == (False, 0)
    for going_up in (1, 0):
        notice.message, notice.wParam, notice.hWnd = windows.WM_SHOWWINDOW, going_up, 4711
        assert reader.nativeEventFilter(QByteArray(b"windows_generic_MSG"), address) == (False, 0)
    assert heard == [LockReason.SCREEN]
    assert shown == [4711]  # a window that is about to be shown, not one that is hidden
    assert isinstance(qapp, QObject)


def test_every_window_is_kept_out_of_shared_screens_until_the_user_shows_them(qapp: QApplication, qtbot: QtBot) -> None:
    calls: list[tuple[int, bool]] = []
    guard = CaptureGuard(qapp, lambda window, hidden: calls.append((window, hidden)))
    told: list[Capture] = []
    guard.changed.connect(told.append)
    edit = QLineEdit()
    qtbot.addWidget(edit)
    with qtbot.waitActive(edit):
        edit.show()
        edit.activateWindow()
    assert (int(edit.winId()), True) in calls
    assert guard.state is Capture.HIDDEN
    calls.clear()
    guard.toggle()
    assert calls == [(int(edit.winId()), False)]
    guard.toggle()
    assert told == [Capture.SHOWN, Capture.HIDDEN]
    guard.setParent(None)


def test_where_the_system_cannot_hide_windows_the_desk_says_so(qapp: QApplication) -> None:
    guard = CaptureGuard(qapp)
    bar = StatusBar()
    bar.show_capture(guard.state)
    if sys.platform == "linux":
        assert guard.state is Capture.IMPOSSIBLE
        assert bar.capture_button.isHidden()
    bar.show_capture(Capture.SHOWN)
    assert bar.capture_button.text() == "Vises ved skærmdeling"
    assert not bar.capture_button.isHidden()
    guard.setParent(None)
    bar.deleteLater()
