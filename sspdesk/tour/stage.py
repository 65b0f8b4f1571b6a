"""The desk as the tour plays it: fixed days, answers at once, a demo vault in a folder that is wiped."""

import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from sspdesk.services import settings
from sspdesk.services.work import UnitOfWork, Workspace
from sspdesk.tour.camera import Camera
from sspdesk.ui import icons, theme
from sspdesk.ui.open_desk import OpenDesk
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.memory import DeskMemory
from sspdesk.ui.shared.operations import InlineExecutor, InlineOperations
from sspdesk.ui.shell.window import MainWindow

if TYPE_CHECKING:
    from sspdesk.services.session import OpenVault

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)

MONDAY = datetime(2026, 11, 23, 9, 0)
WEDNESDAY = datetime(2026, 11, 25, 9, 0)
TODAY: date = MONDAY.date()


class Clock:
    """The time of the tour, set by its chapters."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now


def make_application(scheme: theme.Scheme) -> QApplication:
    """Return the application with the desk's look and Qt's own words in Danish; carets do not blink."""
    qInstallMessageHandler(_tell)
    given = QApplication.instance()
    application = given if isinstance(given, QApplication) else QApplication(["sspdesk"])
    application.setQuitOnLastWindowClosed(False)
    application.setCursorFlashTime(0)
    QLocale.setDefault(QLocale(QLocale.Language.Danish, QLocale.Country.Denmark))
    words = QTranslator(application)
    if words.load("qtbase_da", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(words)
    icons.IconKeeper(application, theme.Theme(application, scheme=scheme))
    return application


def _tell(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Pass on what Qt has to say, except what the platform without a screen cannot do."""
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(message + "\n")


class Stage:
    """What every chapter works with. ``folder`` is wiped at the end of the tour."""

    def __init__(self, application: QApplication, camera: Camera, folder: Path) -> None:
        self.application, self.camera, self.folder = application, camera, folder
        self.clock = Clock()
        self.desk: OpenDesk | None = None
        self._bugs: list[BaseException] = []
        self.operations = self._new_operations()

    def _new_operations(self) -> InlineOperations:
        operations = InlineOperations(self._run)
        operations.crashed.connect(self._bugs.append)
        return operations

    def _run(self, work: Callable[[UnitOfWork], T]) -> T:
        if self.desk is None:
            raise RuntimeError("the vault is locked")
        return self.desk.workspace.run(work)

    def run(self, work: Callable[[UnitOfWork], T]) -> T:
        """Ask the open vault something outside the screens."""
        return self._run(work)

    def open(self, vault: "OpenVault") -> MainWindow:
        """Open the desk on a vault, as after unlocking."""
        chosen = Workspace(vault).run(settings.load)
        self.desk = OpenDesk(
            self.application,
            vault,
            chosen,
            operations=self.operations,
            worker=InlineExecutor(),
            memory=DeskMemory(self.folder / "windows.json"),
            now=self.clock,
        )
        self.desk.show(b"")
        self.window.resize(1366, 736)
        self.settle()
        return self.window

    @property
    def window(self) -> MainWindow:
        """The open desk's main window."""
        if self.desk is None:
            raise RuntimeError("the vault is locked")
        return self.desk.window

    def page(self, kind: type[W]) -> W:
        """Return the page shown, which is of this kind."""
        page = self.window.current_page()
        if not isinstance(page, kind):
            raise TypeError(type(page))
        return page

    def set_time(self, now: datetime) -> None:
        """Let it be later; the desk looks at the clock now and then."""
        self.clock.now = now
        self.window.status.show_now(now)

    def close(self) -> None:
        """Close the desk and its vault; operations go on for the next one."""
        if self.desk is None:
            return
        self.desk.close(None)
        self.desk.window.deleteLater()
        self.desk.deleteLater()
        self.desk = None
        self.operations = self._new_operations()
        self.settle()

    def settle(self) -> None:
        """Let everything be laid out and freed; a bug behind the screens ends the tour."""
        for _turn in range(4):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if self._bugs:
            raise self._bugs[0]

    def picture(self, name: str, words: str, window: QWidget | None = None) -> None:
        """Take a picture of the main window (or another) once all is laid out."""
        self.settle()
        self.camera.picture(name, words, window or self.window)

    def dialog(self, kind: type[W]) -> W:
        """Return the visible dialog of a kind."""
        self.settle()
        return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())

    def close_dialogs(self) -> None:
        """Close every dialog without doing anything."""
        for one in QApplication.topLevelWidgets():
            if isinstance(one, Dialog) and one.isVisible():
                one.discard()
            elif isinstance(one, QDialog) and one.isVisible():
                one.done(QDialog.DialogCode.Rejected)
        self.settle()

    def quiet(self) -> None:
        """Take messages away."""
        self.window.toast.dismiss()
        self.window.message_bar.hide()
        self.settle()
