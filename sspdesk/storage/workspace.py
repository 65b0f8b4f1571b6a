"""The only way to data: one call, one transaction, committed on return and rolled back on any exception."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy.exc import OperationalError

from sspdesk.domain.errors import KnownError
from sspdesk.storage.engine import checkpoint
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.vault import OpenVault

T = TypeVar("T")


class Workspace:
    """An open vault at work. ``run`` must be called from one thread at a time."""

    def __init__(self, vault: OpenVault, *, now: Callable[[], datetime] = datetime.now) -> None:
        self.vault = vault
        self._log_key = vault.subkey(b"log")
        self._now = now

    def run(self, work: Callable[[UnitOfWork], T]) -> T:
        """Do the work in one transaction and make it safe on disk before returning.

        Raises KnownError("disk_full") or KnownError("disk_error") when the disk refuses; nothing is half stored then.
        """
        try:
            with self.vault.engine.begin() as connection:
                uow = UnitOfWork(connection, user=self.vault.user, log_key=self._log_key, now=self._now)
                value = work(uow)
                wrote = uow.wrote
        except OperationalError as error:
            raise _known(error) from None
        if wrote:
            checkpoint(self.vault.engine)
        return value

    def close(self) -> None:
        """Close the vault; the workspace cannot be used afterwards."""
        self.vault.close()


def _known(error: OperationalError) -> Exception:
    message = str(error.orig)
    if "full" in message:
        return KnownError("disk_full")
    if "disk I/O" in message or "readonly" in message:
        return KnownError("disk_error")
    return error
