"""Writes in the log what happens to the vault itself: unlocked, locked, backed up, given a new passphrase."""

from typing import TYPE_CHECKING

from sspdesk.domain.log import Action
from sspdesk.domain.vault import SecretKind

if TYPE_CHECKING:
    from sspdesk.storage.backup import BackupResult, PendingBackup
    from sspdesk.storage.recovery import RecoveryKey
    from sspdesk.storage.unit_of_work import UnitOfWork
    from sspdesk.storage.vault import OpenVault

__all__ = [  # the types that screens hold without knowing storage
    "BackupResult",
    "OpenVault",
    "PendingBackup",
    "RecoveryKey",
    "backed_up",
    "locked",
    "passphrase_changed",
    "unlocked",
]

_KIND = "vault"


def unlocked(uow: "UnitOfWork", kind: SecretKind, failures: int) -> None:
    """Log an unlock, and before it how many wrong secrets were tried on this screen.

    What could still be undone before the lock can be undone no more, so the bytes of removed documents are erased.
    """
    uow.attachments.sweep()
    if failures:
        uow.log(Action.UNLOCK_FAILED, _KIND, times=failures)
    uow.log(Action.UNLOCK, _KIND, secret=str(kind))


def locked(uow: "UnitOfWork", reason: str) -> None:
    """Log that the desk was locked or closed, and why."""
    uow.log(Action.LOCK, _KIND, reason=reason)


def backed_up(uow: "UnitOfWork", size: int) -> None:
    """Log a verified backup of ``size`` bytes."""
    uow.log(Action.BACKUP, _KIND, bytes=size)


def passphrase_changed(uow: "UnitOfWork") -> None:
    """Log a new passphrase."""
    uow.log(Action.PASSPHRASE_CHANGED, _KIND)
