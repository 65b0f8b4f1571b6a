"""Writes in the log what happens to the vault itself: unlocked, locked, backed up, given a new passphrase."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sspdesk.domain.log import Action
from sspdesk.domain.vault import Finding, SecretKind

if TYPE_CHECKING:
    from datetime import datetime

    from sspdesk.domain.changes import Outcome
    from sspdesk.storage.backup import BackupResult, PendingBackup
    from sspdesk.storage.recovery import RecoveryKey
    from sspdesk.storage.unit_of_work import UnitOfWork
    from sspdesk.storage.vault import OpenVault
    from sspdesk.storage.whole_check import PendingCheck

__all__ = [  # the types that screens hold without knowing storage
    "BackupResult",
    "OpenVault",
    "PendingBackup",
    "PendingCheck",
    "RecoveryKey",
    "backed_up",
    "checked",
    "last_check",
    "locked",
    "passphrase_changed",
    "unlocked",
]

_KIND = "vault"
_CHECKS_LOOKED_AT = 50


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


def checked(uow: "UnitOfWork", found: Sequence[Finding], *, whole: bool = True) -> None:
    """Log a check of the vault and the codes of what it found; ``whole`` where it looked at everything."""
    uow.log(Action.CHECK, _KIND, found=[one.code for one in found], whole=whole)


def last_check(uow: "UnitOfWork") -> datetime | None:
    """Return when the whole vault was last looked at, None where never."""
    for entry in uow.log_entries(actions=[Action.CHECK], limit=_CHECKS_LOOKED_AT):
        if entry.detail.get("whole"):
            return datetime.fromisoformat(entry.at).replace(tzinfo=None)
    return None


def second_place_reached(uow: "UnitOfWork", when: "datetime") -> "Outcome[None]":
    """Remember when a backup was put at the second place, for the reminder while that place is not there."""
    present = uow.settings()
    uow.save_settings(replace(present, second_backup_at=when.isoformat(timespec="seconds")))
    return uow.outcome(None)


def drilled(uow: "UnitOfWork", when: "datetime", rows: int) -> "Outcome[None]":
    """Remember and log that a restore was tried, and that all ``rows`` came back."""
    present = uow.settings()
    uow.save_settings(replace(present, drilled_at=when.isoformat(timespec="seconds")))
    uow.log(Action.DRILL, _KIND, rows=rows)
    return uow.outcome(None)


def keys_rotated(uow: "UnitOfWork") -> None:
    """Log that the vault gets a new data key, before it does."""
    uow.log(Action.KEYS_ROTATED, _KIND)


def deputy_added(uow: "UnitOfWork", slot_id: str, name: str) -> "Outcome[None]":
    """Remember and log somebody's own way into the vault."""
    present = uow.settings()
    uow.save_settings(replace(present, deputies={**present.deputies, slot_id: name}))
    uow.log(Action.DEPUTY_ADDED, _KIND)
    return uow.outcome(None)


def passphrase_changed(uow: "UnitOfWork") -> None:
    """Log a new passphrase."""
    uow.log(Action.PASSPHRASE_CHANGED, _KIND)
