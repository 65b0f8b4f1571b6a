"""The only way to data: one call, one transaction, committed on return and rolled back on any exception."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TypeVar

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import KnownError
from sspdesk.domain.vault import SecretKind
from sspdesk.storage import access_log, keys
from sspdesk.storage.connection import compact
from sspdesk.storage.engine import borrowed
from sspdesk.storage.exits import ExitDoor
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.vault import OpenVault

T = TypeVar("T")


class Workspace:
    """An open vault at work. ``run`` must be called from one thread at a time."""

    def __init__(self, vault: OpenVault, *, now: Callable[[], datetime] = datetime.now) -> None:
        self.vault = vault
        self._log_key = vault.subkey(b"log")
        self._now = now
        self.exit_door = ExitDoor(self._confirm, now)

    def _confirm(self, passphrase: str) -> None:
        keys.unlock(self.vault.header, SecretKind.PASSPHRASE, passphrase)

    def run(self, work: Callable[[UnitOfWork], T]) -> T:
        """Do the work in one transaction that is safe on the disk before this returns.

        Raises what the work raises, and KnownError ("disk_full", "disk_error", ...) when the disk refuses; nothing is
        half stored then. An erasure is followed by writing the database anew, so that no stale byte is left.
        """
        with self.vault.engine.begin() as connection:
            uow = UnitOfWork(
                connection,
                user=self.vault.user,
                log_key=self._log_key,
                now=self._now,
                log_head=self.vault.log_head,
                exit_door=self.exit_door,
            )
            done = work(uow)
        if isinstance(done, Outcome) and done.ends_undo:
            with borrowed(self.vault.engine) as driver:
                compact(driver)
        return done

    def close(self) -> None:
        """Close the vault, with the end of the log in its seal; the workspace cannot be used afterwards."""
        with suppress(KnownError), self.vault.engine.begin() as connection:
            head = access_log.head(connection)
            if head is not None:
                self.vault.log_head = head
        self.vault.close()
