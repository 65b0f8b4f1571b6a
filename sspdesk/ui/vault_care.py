"""What is done now and then with the open vault itself: a restore drill, a deputy let in, new keys."""

from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels.errors import explain
from sspdesk.services import restoring, session, vaults
from sspdesk.services.work import UnitOfWork, Workspace
from sspdesk.ui.shared.dialogs import ConfirmDialog
from sspdesk.ui.shared.operations import Operations

if TYPE_CHECKING:
    from sspdesk.services.session import BackupResult, OpenVault, PendingBackup, RecoveryKey


class VaultCare(QObject):
    """``drilled`` carries when the backup of the drill was made, ``failed`` an error to be told.

    ``spent_now``: the vault was closed by a change of keys, well or not, and the desk must lock.
    """

    drilled = Signal(object)
    failed = Signal(object)
    spent_now = Signal()

    def __init__(
        self,
        operations: Operations,
        worker: Executor,
        vault: "OpenVault",
        workspace: Workspace,
        begin: "Callable[[], PendingBackup]",
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._operations, self._worker, self._begin = operations, worker, begin
        self._vault, self._workspace = vault, workspace
        self.spent = False

    def drill(self) -> None:
        """Make a backup, restore it beside the vault, and compare every row."""
        self._operations.query(self, _backup_folder, self._drill_into)

    def _drill_into(self, chosen: str) -> None:
        folder, begin = vaults.backup_folder(self._vault.folder, chosen), self._begin

        def work() -> "tuple[BackupResult, int]":
            return restoring.drill(begin(), folder)

        self._operations.background(self, work, self._on_drilled, self.failed.emit)

    def _on_drilled(self, done: "tuple[BackupResult, int]") -> None:
        made, rows = done
        when: datetime = made.when
        told = _("A backup was restored and compared: all {count} rows came back.").format(count=dates.number(rows))
        self._operations.command(self, partial(session.drilled, when=when, rows=rows), message=told)
        self.drilled.emit(when)

    def deputies(self, uow: UnitOfWork) -> list[str]:
        """Return the names of those with a passphrase of their own."""
        known = uow.settings().deputies
        return [known[slot.id] for slot in self._vault.slots if slot.id in known]

    def add_deputy(self, uow: UnitOfWork, name: str, passphrase: str) -> Outcome[None]:
        """Let a deputy in. Raise as ``vaults.add_deputy``."""
        chosen = uow.settings()
        names = (chosen.municipality, chosen.consultant, name)
        return session.deputy_added(uow, vaults.add_deputy(self._vault, name, passphrase, names), name)

    def change_passphrase(self, uow: UnitOfWork, present: str, new: str) -> None:
        """Take a new passphrase for the present one. Raise KnownError("wrong_secret"), DomainError for a weak one."""
        chosen = uow.settings()
        vaults.confirm_passphrase(self._vault, present)
        vaults.change_passphrase(self._vault, new, (chosen.municipality, chosen.consultant))
        session.passphrase_changed(uow)

    def take_passphrase(self, passphrase: str) -> None:
        """Take the new passphrase of somebody who opened the vault with the recovery key."""
        vault = self._vault

        def work(uow: UnitOfWork) -> Outcome[None]:
            vaults.raise_passphrase(vault, passphrase)
            session.passphrase_changed(uow)
            return Outcome(None)

        self._operations.command(self, work, message=_("The new passphrase is in force"))

    def rotate(self, passphrase: str, key: "RecoveryKey", leaving: Callable[[UnitOfWork], None]) -> None:
        """Keep what is unsaved, log it, and write the vault anew under new keys; it is closed afterwards."""

        def work() -> None:
            self._workspace.run(leaving)
            self._workspace.run(session.keys_rotated)
            self.spent = True
            vaults.rotate(self._vault, passphrase, key)

        def wait() -> None:
            self._worker.submit(work).result()

        self._operations.background(self, wait, self._on_rotated, self._on_not_rotated)

    def _on_rotated(self, _nothing: None) -> None:
        self.spent_now.emit()

    def _on_not_rotated(self, error: DomainError | KnownError) -> None:
        """Say why: the vault is closed whatever happened, and opens as before."""
        title = _("The keys were not changed")
        dialog = ConfirmDialog(title, title, explain(error), verb=_("Lock"), keep=_("Close"), danger=False)
        dialog.finished.connect(self.spent_now)
        dialog.open()


def _backup_folder(uow: UnitOfWork) -> str:
    return uow.settings().backup_folder
