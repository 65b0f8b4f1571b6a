"""The desk: puts lock screen, first run, vault and pages together, and ends the process at lock."""

import os
import signal
import sys
import threading
from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from contextlib import suppress
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QSettings, QTranslator, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from sspdesk.domain.vault import SecretKind
from sspdesk.ui import icons, qt_types, theme
from sspdesk.ui.computer import Computer, LockReason, default_path
from sspdesk.ui.launch import LOCKED, LaunchNote, read_note
from sspdesk.ui.unlock import look
from sspdesk.ui.unlock.glimpse import VaultGlimpse
from sspdesk.ui.unlock.opening import Opening, settled
from sspdesk.ui.unlock.window import UnlockWindow

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from sspdesk.domain.drafts import Draft
    from sspdesk.domain.settings import Settings
    from sspdesk.services.work import UnitOfWork
    from sspdesk.storage.vault import OpenVault
    from sspdesk.ui.first_run.window import FirstRunWindow
    from sspdesk.ui.open_desk import OpenDesk
    from sspdesk.ui.shared.operations import Operations

    Opened = tuple[OpenVault, Settings, list[Draft]]

_SCHEMES = {"light": theme.Scheme.LIGHT, "dark": theme.Scheme.DARK}
_SUFFIX = ".sspvault"


class Desk(QObject):
    """One run of the desk: lock screen or first run, then the open desk, then the end of the process."""

    lifeline_cut = Signal()
    """The parent is gone, or asks us to end; emitted from the thread that watches standard input."""
    crashed_elsewhere = Signal(object)
    """A bug in a thread; carries the exception."""

    def __init__(self, application: QApplication, note: LaunchNote, computer: Computer) -> None:
        super().__init__(application)
        self._application, self._note, self._computer = application, note, computer
        memory = computer.memory
        self._base = _base(memory.text_size)
        self._theme = theme.Theme(application, base=self._base, scheme=_scheme(memory.theme))
        self._icons = icons.IconKeeper(application, self._theme)
        self.unlock_window: UnlockWindow | None = None
        self.first_run_window: FirstRunWindow | None = None
        self.open_desk: OpenDesk | None = None
        self._folder: Path | None = None
        self._after_lock = note.after_lock
        self._opening: Opening | None = None
        self._crash_shown = self._ending = False
        self.crashed_elsewhere.connect(self.show_crash)
        self.lifeline_cut.connect(partial(self.end, None))

    def start(self) -> None:
        """Show the lock screen of the vault asked for or of the last one, or the first run; then load the rest."""
        chosen = self._note.vault or self._computer.memory.vault
        if chosen:
            self.show_unlock(Path(chosen), later=True)
        else:
            self.show_first_run()
            self._warm_up()

    def _look_and_warm_up(self) -> None:
        """With the lock screen on the screen: look at the vault, and let a worker load the rest meanwhile."""
        if self.unlock_window is not None and self._folder is not None:
            self.unlock_window.show_facts(self._glimpse(self._folder))
        self._warm_up()

    def _warm_up(self) -> None:
        """Let a worker load what the open desk needs; Qt's classes must be there before."""
        qt_types.make()
        self._operations.background(self, _warm_up, self._on_warm)

    @cached_property
    def _worker(self) -> "Executor":
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - the lock screen is shown before

        return ThreadPoolExecutor(1, thread_name_prefix="desk-worker")

    @cached_property
    def _operations(self) -> "Operations":
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - as above

        from sspdesk.ui.shared.operations import Operations  # noqa: PLC0415 - as above

        background = ThreadPoolExecutor(1, thread_name_prefix="desk-background")
        operations = Operations(self._run_work, self._worker, background)
        operations.crashed.connect(self.show_crash)
        return operations

    # -- locked ------------------------------------------------------------------------------------------------------

    def show_unlock(self, folder: Path, *, later: bool = False) -> None:
        """Show the lock screen of a vault; ``later`` leaves looking at the vault until the screen is painted."""
        self._folder = folder
        if self.unlock_window is None:
            window = UnlockWindow()
            self.unlock_window = window
            window.form.secret_given.connect(self._on_secret_given)
            window.form.other_vault_wanted.connect(self._on_other_vault_wanted)
            window.form.new_vault_wanted.connect(self.show_first_run)
            window.form.retry_wanted.connect(self._on_retry_wanted)
            window.form.restore_wanted.connect(self.show_restore)
            window.closed.connect(partial(self.end, None))
            window.painted.connect(self._look_and_warm_up)
            window.restoreGeometry(self._geometry())
        self.unlock_window.show_vault(self._known(folder) if later else self._glimpse(folder))
        self.unlock_window.show()
        self._opening = self._new_opening(self.unlock_window, folder)
        if self.first_run_window is not None:
            _free(self.first_run_window)
            self.first_run_window = None

    def _known(self, folder: Path) -> VaultGlimpse:
        demo = self._note.demo_passphrase if str(folder) == self._note.vault else None
        return look.known(folder, self._computer.memory, after_lock=self._after_lock, demo_passphrase=demo or "")

    def _glimpse(self, folder: Path) -> VaultGlimpse:
        return look.look(self._known(folder), self._computer.memory)

    def _on_warm(self, _nothing: None) -> None:
        if self.unlock_window is not None:
            self.unlock_window.show_now(datetime.now())

    def _on_secret_given(self, kind: str, secret: str) -> None:
        if self._opening is not None:
            self._opening.attempt(SecretKind(kind), secret)

    def _new_opening(self, window: UnlockWindow, folder: Path) -> Opening:
        opening = Opening(
            window,
            folder,
            lambda: self._operations,
            memory=self._computer.path.with_name("vaults"),
            last_backup=lambda: self._glimpse(folder).backup_at,
        )
        opening.opened.connect(self._on_opened)
        opening.restore_wanted.connect(self.show_restore)
        return opening

    def _on_other_vault_wanted(self) -> None:
        start = str(self._folder.parent) if self._folder else ""
        dialog = QFileDialog(self.unlock_window, "", start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_vault_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_vault_chosen(self, path: str) -> None:
        """Take the folder chosen, or the one vault in it: people choose the folder where the vault lies."""
        chosen = Path(path)
        inside = [] if chosen.suffix == _SUFFIX else list(chosen.glob(f"*{_SUFFIX}"))
        self.show_unlock(inside[0] if len(inside) == 1 else chosen)

    def _on_retry_wanted(self) -> None:
        if self._folder is not None:
            self.show_unlock(self._folder)

    def show_restore(self) -> None:
        """Restore a backup: over the vault of the lock screen, or as the first vault of this computer."""
        from sspdesk.ui.restoring import start  # noqa: PLC0415 - hardly ever needed

        window = self.first_run_window or self.unlock_window
        if self.first_run_window is not None or self._folder is None:
            start.on_new_computer(self._operations, window, self._on_restored)
        else:
            start.over(self._operations, self._folder, self._computer.memory.backup_folder, window, self._on_restored)

    def _on_restored(self, folder: Path) -> None:
        self._computer.remember(vault=str(folder))
        self.show_unlock(folder)

    # -- first run ---------------------------------------------------------------------------------------------------

    def show_first_run(self) -> None:
        """Show the first run; from a lock screen one can go back to that."""
        from sspdesk.ui.first_run.window import FirstRunWindow  # noqa: PLC0415 - the lock screen does without it

        window = FirstRunWindow(self._operations, Path.home() / "SSP Desk", can_leave=self._folder is not None)
        window.vault_made.connect(self._on_vault_made)
        window.left.connect(self._on_first_run_left)
        window.restore_wanted.connect(self.show_restore)
        window.closed.connect(partial(self.end, None))
        window.restoreGeometry(self._geometry())
        self.first_run_window = window
        window.show()
        if self.unlock_window is not None:
            self.unlock_window.hide()

    def _on_first_run_left(self) -> None:
        if self._folder is not None:
            self.show_unlock(self._folder)

    def _on_vault_made(self, vault: "OpenVault") -> None:
        self._operations.background(self, partial(settled, vault), self._on_opened)

    # -- open --------------------------------------------------------------------------------------------------------

    def _run_work(self, work: "Callable[[UnitOfWork], Any]") -> Any:
        if self.open_desk is None:
            raise RuntimeError("the vault is locked")
        return self.open_desk.workspace.run(work)

    def _on_opened(self, opened: "Opened") -> None:
        from sspdesk.ui.open_desk import OpenDesk  # noqa: PLC0415 - the lock screen does without it
        from sspdesk.ui.shared.memory import DeskMemory  # noqa: PLC0415 - as above

        vault, chosen, kept = opened
        self._folder = vault.folder
        desk = OpenDesk(
            self._application,
            vault,
            chosen,
            operations=self._operations,
            worker=self._worker,
            memory=DeskMemory(self._computer.path.with_name("windows.json")),
            kept=kept,
        )
        self.open_desk = desk
        desk.settings_taken.connect(self._remember)
        desk.lock_wanted.connect(self.lock)
        desk.closed.connect(partial(self.end, None))
        self._operations.crashed.disconnect(self.show_crash)  # the main window shows what goes wrong from here on
        self._remember(chosen)
        desk.log_unlock(self._opening.failures if self._opening is not None else 0)
        desk.show(self._geometry())
        if self.unlock_window is not None:
            self.unlock_window.form.clear_secrets()
        for window in (self.unlock_window, self.first_run_window):
            if window is not None:
                _free(window)
        self.unlock_window = self.first_run_window = self._opening = None
        if desk.opened_with_recovery_key:
            desk.ask_for_new_passphrase()

    def _remember(self, chosen: "Settings") -> None:
        if self._folder is not None:
            self._computer.remember(
                vault=str(self._folder),
                municipality=chosen.municipality,
                idle_minutes=chosen.idle_minutes,
                backup_folder=chosen.backup_folder,
                theme=chosen.theme,
                text_size=chosen.text_size,
            )
        if _scheme(chosen.theme) is not self._theme.scheme:
            self._theme.set_scheme(_scheme(chosen.theme))
        if _base(chosen.text_size) != self._base:
            self._base = _base(chosen.text_size)
            self._theme.set_base(self._base)

    # -- the end -----------------------------------------------------------------------------------------------------

    def lock(self, reason: LockReason) -> None:
        """Lock: close everything and end with the code that makes the parent start a fresh process."""
        self.end(reason)

    def end(self, reason: LockReason | None) -> None:
        """Close everything and end the process: locked for a ``reason``, else closed by the user."""
        if self._ending:
            return
        self._ending = True
        window = self._window()
        if window is not None:
            self._computer.remember(geometry=b64encode(window.saveGeometry().data()).decode())
        if reason is not None:
            locked_at = datetime.now().isoformat(timespec="seconds")
            unsaved = self.open_desk is not None and bool(self.open_desk.window.unsaved())
            drafts = self.open_desk is not None and self.open_desk.window.draft_keeper.has_unsaved
            self._computer.remember(locked_at=locked_at, lock_reason=str(reason), unsaved=unsaved, drafts=drafts)
        try:
            if self.open_desk is not None:
                self.open_desk.close(reason)
            else:
                self._operations.close()
        finally:
            self._application.exit(0 if reason is None else LOCKED)

    def _window(self) -> QWidget | None:
        return self.open_desk.window if self.open_desk else self.unlock_window or self.first_run_window

    def _geometry(self) -> bytes:
        try:
            return b64decode(self._computer.memory.geometry, validate=True)
        except NoBase64:
            return b""

    # -- bugs --------------------------------------------------------------------------------------------------------

    def show_crash(self, error: BaseException) -> None:
        """Show the crash dialog, one at a time."""
        from sspdesk.ui.shared.crash import CrashDialog  # noqa: PLC0415 - hopefully never needed

        if not self._crash_shown and not self._ending:
            self._crash_shown = True
            dialog = CrashDialog(error, self._window())
            dialog.finished.connect(self._on_crash_read)
            dialog.open()

    def _on_crash_read(self) -> None:
        self._crash_shown = False

    def report(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        """Stand in for Python's own excepthook, which would print values."""
        if isinstance(error, KeyboardInterrupt):
            self.end(None)
        else:
            self.show_crash(error)

    def report_elsewhere(self, caught: threading.ExceptHookArgs) -> None:
        """Stand in for the hook of other threads."""
        self.crashed_elsewhere.emit(caught.exc_value)

    def watch_lifeline(self, descriptor: int) -> None:
        """Emit ``lifeline_cut`` when the parent's end of the pipe is closed, by it or by its death."""
        threading.Thread(target=self._wait_for_cut, args=(descriptor,), daemon=True, name="lifeline").start()

    def _wait_for_cut(self, descriptor: int) -> None:
        with suppress(OSError):
            while os.read(descriptor, 64):
                pass
        self.lifeline_cut.emit()


def _warm_up() -> None:
    from sspdesk.ui import open_desk, pages  # noqa: F401, PLC0415 - the lock screen does without them

    pages.warm_up()


def _scheme(chosen: str) -> theme.Scheme:
    return _SCHEMES.get(chosen, theme.Scheme.SYSTEM)


def _base(size: int) -> int:
    return size if size in theme.BASE_SIZES else theme.BASE_SIZES[0]


def _free(window: QWidget) -> None:
    window.hide()
    window.deleteLater()


def keep_no_history() -> None:
    """Let Qt's file dialogs note nowhere which folders were visited (a folder may bear a person's name)."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def make_application() -> QApplication:
    """Return the application, with Qt's own words in Danish."""
    keep_no_history()
    application = QApplication(["sspdesk"])
    application.setApplicationName("SSP Desk")
    application.setDesktopFileName("sspdesk")
    application.setQuitOnLastWindowClosed(False)
    QLocale.setDefault(QLocale(QLocale.Language.Danish, QLocale.Country.Denmark))
    words = QTranslator(application)
    if words.load("qtbase_da", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(words)
    return application


def main() -> int:
    """Run the desk as the parent's child and return its exit code: 75 when it has locked itself."""
    for name in ("SIGINT", "SIGHUP"):  # the parent takes them and cuts the lifeline
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    note = read_note(0)
    application = make_application()
    desk = Desk(application, note, Computer.load(Path(note.memory) if note.memory else default_path()))
    sys.excepthook = desk.report
    threading.excepthook = desk.report_elsewhere
    desk.watch_lifeline(0)
    desk.start()
    return application.exec()
