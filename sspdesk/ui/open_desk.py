"""The desk while it is unlocked: main window, idle and session locks, the day's backup, settings taken over."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QDialog

from sspdesk.domain.changes import ChangeSet, Outcome
from sspdesk.domain.drafts import Draft
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.settings import Settings
from sspdesk.domain.vault import SecretKind, Severity
from sspdesk.i18n import _
from sspdesk.labels.errors import explain
from sspdesk.labels.vault import finding_words
from sspdesk.services import drafts, log, search, session, settings, vaults
from sspdesk.services.review import Health
from sspdesk.services.work import UnitOfWork, Workspace
from sspdesk.ui import pages
from sspdesk.ui.backup import AutoBackup, Places
from sspdesk.ui.computer import LockReason
from sspdesk.ui.context import VaultActions
from sspdesk.ui.counts import SidebarCounts
from sspdesk.ui.locking.capture import CaptureGuard
from sspdesk.ui.locking.idle import IdleWatch
from sspdesk.ui.locking.session import SessionWatch
from sspdesk.ui.shared.clipboard import OwnCopies, ShortClipboard
from sspdesk.ui.shared.memory import DeskMemory
from sspdesk.ui.shared.operations import Operations
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shell.window import MainWindow
from sspdesk.ui.vault_care import VaultCare
from sspdesk.ui.weekly_check import WeeklyCheck

if TYPE_CHECKING:
    from sspdesk.domain.vault import Finding
    from sspdesk.services.session import BackupResult, OpenVault, PendingBackup, PendingCheck, RecoveryKey
    from sspdesk.ui.review.window import ReviewWindow
_LOCK_KEYS = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)


class OpenDesk(QObject):
    """Everything that lives between unlocking and locking.

    ``lock_wanted`` carries the reason; ``closed`` says that the user closed the window; ``settings_taken`` carries
    the settings whenever they are new. The owner then calls ``close``.
    """

    lock_wanted = Signal(LockReason)
    closed = Signal()
    settings_taken = Signal(object)

    def __init__(
        self,
        application: QApplication,
        vault: "OpenVault",
        chosen: Settings,
        *,
        operations: Operations,
        worker: Executor,
        memory: DeskMemory,
        kept: Sequence[Draft] = (),
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        super().__init__(application)
        self._application, self._operations, self._worker = application, operations, worker
        self._vault, self._settings, self._kept, self._now = vault, chosen, kept, now
        self.workspace = Workspace(vault, now=now)
        self.review: ReviewWindow | None = None
        self.idle = IdleWatch(application, chosen.idle_minutes)
        self.window = MainWindow(
            pages.entries(),
            operations,
            Privacy(self),
            municipality=chosen.municipality,
            new_actions=pages.new_actions(self._open_page),
            search=search.find,
            record_search=search.record_found,
            meeting_lock=self._set_meeting,
            memory=memory,
            now=now,
            demo=chosen.demo,
        )
        self.sessions = SessionWatch(self)
        self.capture = CaptureGuard(application)
        self.copies = OwnCopies(application, self.window)
        self.backup = AutoBackup(
            operations,
            self._begin_backup,
            self._places,
            last=self._last_backup(),
            unused_seconds=self.idle.unused_seconds,
            now=now,
            parent=self,
        )
        self.check = WeeklyCheck(
            operations, self._begin_check, unused_seconds=self.idle.unused_seconds, now=now, parent=self
        )
        self.care = VaultCare(operations, worker, vault, self.workspace, self._begin_backup, parent=self)
        self.window.context = replace(self.window.context, vault=self._vault_actions())
        self._connect()
        self._take_settings(chosen)

    def _vault_actions(self) -> VaultActions:
        return VaultActions(
            folder=self._vault.folder,
            last_backup=lambda: self.backup.last,
            back_up=self.backup.start,
            change_passphrase=self.care.change_passphrase,
            last_check=lambda: self.check.last,
            check_found=lambda: self.check.found,
            check_now=self.check.start,
            review=self.open_review,
            drill=self.care.drill,
            confirm=partial(vaults.confirm_passphrase, self._vault),
            deputies=self.care.deputies,
            add_deputy=self.care.add_deputy,
            rotate=self._rotate,
            is_owners=self._vault.is_owners,
        )

    def _connect(self) -> None:
        self.window.lock_requested.connect(partial(self.lock_wanted.emit, LockReason.ASKED))
        self.window.closing.connect(self.closed)
        self.window.top_bar.backup_pressed.connect(self.backup.start)
        self.window.status.capture_pressed.connect(self.capture.toggle)
        self.capture.changed.connect(self.window.status.show_capture)
        self.window.status.show_capture(self.capture.state)
        self.idle.idle.connect(partial(self.lock_wanted.emit, LockReason.IDLE))
        self.idle.warned.connect(self._show_lock_time)
        self.sessions.left.connect(self.lock_wanted)
        self.backup.made.connect(self._on_backup_made)
        self.backup.failed.connect(self._on_told_failure)
        self.backup.second_reached.connect(self._on_second_reached)
        self.care.drilled.connect(self.window.show_backup)
        self.care.failed.connect(self._on_told_failure)
        self.care.spent_now.connect(partial(self.lock_wanted.emit, LockReason.ASKED))
        self.check.done.connect(self._on_checked)
        self.check.failed.connect(self._on_told_failure)
        self.window.message_bar.message.pressed.connect(self._show_findings)
        self._operations.changed.connect(self._on_changed)
        self._application.focusWindowChanged.connect(self._on_focus_window_changed)

    def show(self, geometry: bytes) -> None:
        """Show the window in its old place, on the page where the user was at lock, or on the first page."""
        if geometry:
            self.window.restoreGeometry(geometry)
        self.window.show_backup(self.backup.last)
        self.window.show()
        known = frozenset(entry.key for entry in pages.entries())
        if not self.window.returning.go(self._kept, known) and pages.FIRST in known:
            self.window.open_page(pages.FIRST)
        self.counts = SidebarCounts(self._operations, self.window.set_count, self.window.sidebar.set_state, self)
        self._operations.query(self, log.check_new, lambda _state: None, self._on_log_doubted)
        QTimer.singleShot(0, self._listen)
        self._operations.query(self, session.last_check, self.check.set_last)
        self._remind_of_second()
        for finding in sorted(self._vault.findings, key=lambda one: list(Severity).index(one.severity)):
            tone = "info" if finding.severity is Severity.NOTICE else "warn"  # the worst is said last and stays
            self.window.message_bar.say(*finding_words(finding), tone=tone)

    def _on_log_doubted(self, error: DomainError | KnownError) -> None:
        self.window.message_bar.say(_("The log is not whole."), explain(error), tone="danger")

    def _listen(self) -> None:
        """Begin to hear from the system, with the first page painted."""
        self.sessions.listen(self.window, self.capture.cover)
        self.capture.cover_all()

    def _on_focus_window_changed(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lock with Ctrl+L over a dialog too, where the main window's own shortcut is blocked."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.keyCombination() == _LOCK_KEYS
            and self._application.activeModalWidget() is not None
        ):
            self.lock_wanted.emit(LockReason.ASKED)
            return True
        return False

    def log_unlock(self, failures: int) -> None:
        """Write the unlock in the log, before whatever the first page writes there."""
        kind, findings = self._vault.opened_with, self._vault.findings

        def work(uow: UnitOfWork) -> Outcome[None]:
            session.unlocked(uow, kind, failures)
            if findings:
                session.checked(uow, findings, whole=False)
            return Outcome(None)

        self._operations.command(self, work)

    def ask_for_new_passphrase(self) -> None:
        """Offer a new passphrase after the recovery key was used."""
        from sspdesk.ui.unlock.new_passphrase import NewPassphraseDialog  # noqa: PLC0415 - hardly ever needed

        dialog = NewPassphraseDialog((self._settings.municipality, self._settings.consultant), self.window)
        dialog.chosen.connect(self.care.take_passphrase)
        dialog.open()

    @property
    def opened_with_recovery_key(self) -> bool:
        """Say whether the vault was opened with the key from the sheet."""
        return self._vault.opened_with is SecretKind.RECOVERY

    def close(self, reason: LockReason | None) -> None:
        """Hide everything, wait for the work under way, forget undo and clipboard, close the vault (design.md § 3).

        ``reason`` is why the desk locks, None when it is closed.
        """
        leaving = self._leaving(reason)
        if self.review is not None:
            self.review.dismiss()
        self.window.hide()
        for widget in self._application.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.reject()
        self.idle.stop()
        self.backup.stop()
        self.check.stop()
        self._operations.close()
        for copied in self.window.findChildren(ShortClipboard):
            copied.clear()
        clipboard = self._application.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear()
        if self.care.spent:  # the vault was closed by the change of keys
            return
        with suppress(KnownError):  # as below; what was kept up to five seconds ago stays
            self.workspace.run(leaving)
        with suppress(KnownError):  # a full disk must not keep the desk open; the log then lacks this entry
            self.workspace.run(lambda uow: session.locked(uow, str(reason or "closed")))
        self.workspace.close()

    def _leaving(self, reason: LockReason | None) -> Callable[[UnitOfWork], None]:
        """Take what is unsaved, and at lock the place to come back to, before any dialog is closed."""
        place = self.window.returning.place() if reason is not None else None
        fresh, gone = self.window.draft_keeper.gather()
        return lambda uow: drafts.leave(uow, fresh, gone, place)

    # -- settings ----------------------------------------------------------------------------------------------------

    def _on_changed(self, changes: ChangeSet) -> None:
        if "setting" in changes.kinds:
            self._operations.query(self, settings.load, self._take_settings)

    def _take_settings(self, chosen: Settings) -> None:
        self._settings = chosen
        self.idle.set_minutes(chosen.idle_minutes, chosen.meeting_minutes)
        self.window.set_municipality(chosen.municipality)
        self._show_lock_time(False)
        self.settings_taken.emit(chosen)

    def _set_meeting(self, in_meeting: bool) -> None:
        self.idle.set_meeting(in_meeting)
        self._show_lock_time(False)

    def _show_lock_time(self, soon: bool) -> None:
        self.window.show_lock_time(self.idle.minutes, soon=soon)

    def _open_page(self, key: str, record_id: int | None = None) -> None:
        self.window.open_page(key, record_id)

    # -- backup ------------------------------------------------------------------------------------------------------

    def _backup_folder(self) -> Path:
        return vaults.backup_folder(self._vault.folder, self._settings.backup_folder)

    def _places(self) -> Places:
        second, folder = self._settings.second_backup_folder, self._backup_folder()
        former = [Path(one) for one in self._settings.former_backup_folders]
        former.append(vaults.backup_folder(self._vault.folder))
        return Places(
            folder=folder,
            second=Path(second) if second else None,
            former=tuple(one for one in former if one != folder),
            days=self._settings.backup_days,
        )

    def _last_backup(self) -> datetime | None:
        with suppress(KnownError):
            return vaults.read_info(self._vault.folder, self._backup_folder()).last_backup
        return None

    def _begin_backup(self) -> "PendingBackup":
        """Let the worker take the copy, since it is the one that uses the database."""
        return self._worker.submit(vaults.begin_backup, self._vault).result()

    def _on_backup_made(self, result: "BackupResult") -> None:
        self.window.show_backup(result.when)

        def work(uow: UnitOfWork) -> Outcome[None]:
            session.backed_up(uow, result.size)
            return Outcome(None)

        self._operations.command(self, work)

    def _on_second_reached(self, when: datetime) -> None:
        def work(uow: UnitOfWork) -> Outcome[None]:
            return session.second_place_reached(uow, when)

        self._operations.command(self, work)

    def _remind_of_second(self) -> None:
        chosen = self._settings
        if chosen.second_backup_folder and vaults.second_backup_due(chosen.second_backup_at, self._now()):
            words = (
                _("No backup has reached the second place for a week. Plug in the drive, then make a backup.")
                if chosen.second_backup_at
                else _("No backup has reached the second place yet. Plug in the drive, then make a backup.")
            )
            self.window.message_bar.say(words, tone="warn")

    def _on_told_failure(self, error: DomainError | KnownError) -> None:
        self.window.message_bar.say(explain(error), tone="warn")

    # -- the weekly check --------------------------------------------------------------------------------------------

    def _begin_check(self) -> "PendingCheck":
        """Let the worker take the copy, since it is the one that uses the database."""
        return self._worker.submit(vaults.begin_check, self._vault).result()

    def _on_checked(self, findings: "tuple[Finding, ...]") -> None:
        def work(uow: UnitOfWork) -> Outcome[None]:
            session.checked(uow, findings)
            return Outcome(None, ChangeSet(kinds=frozenset({"check"})))

        self._operations.command(self, work)
        if findings:
            self.window.message_bar.say(
                _("The vault did not pass its check."), tone="danger", action=_("See what was found")
            )

    def _show_findings(self) -> None:
        from sspdesk.ui.unlock.findings import FindingsDialog  # noqa: PLC0415 - hopefully never needed

        if self.check.found:
            FindingsDialog(
                self.check.found,
                is_open=True,
                can_restore=False,
                last_backup=self.backup.last,
                parent=self.window,
            ).open()

    # -- review ------------------------------------------------------------------------------------------------------

    def open_review(self) -> None:
        """Show the reviewer's view instead of the desk, until the passphrase ends it."""
        from sspdesk.ui.review.window import ReviewWindow  # noqa: PLC0415 - now and then

        if self.review is not None:
            return
        review = ReviewWindow(self.window.context, self._health, partial(vaults.confirm_passphrase, self._vault))
        review.setGeometry(self.window.geometry())
        review.lock_requested.connect(partial(self.lock_wanted.emit, LockReason.ASKED))
        review.ended.connect(self._end_review)
        self.review = review
        review.show()
        self.window.hide()
        review.begin()

    def _end_review(self) -> None:
        if self.review is not None:
            self.window.show()
            self.review.dismiss()
            self.review = None

    def _health(self) -> Health:
        return Health(
            last_backup=self.backup.last,
            last_check=self.check.last,
            found=len(self.check.found),
            passphrases=self._vault.passphrases,
        )

    def _rotate(self, passphrase: str, key: "RecoveryKey") -> None:
        self.backup.stop()
        self.check.stop()
        self.window.setEnabled(False)
        words = _("The keys are being changed. It takes a moment, then the desk locks.")
        self.window.message_bar.say(words, tone="info")
        self.care.rotate(passphrase, key, self._leaving(LockReason.ASKED))
