"""Looks at all of an open vault once a week: a child checks a byte copy while the desk goes on working (D7)."""

from dataclasses import dataclass
from pathlib import Path

from sspdesk.domain.errors import KnownError
from sspdesk.domain.vault import Finding, Severity
from sspdesk.storage.checks import findings_in, run_helper, time_limit
from sspdesk.storage.connection import checkpoint
from sspdesk.storage.engine import borrowed
from sspdesk.storage.vault import CHECK_NAME, OpenVault


@dataclass(frozen=True, slots=True, repr=False)
class PendingCheck:
    """A copy taken while the vault stood still; ``finish`` needs the vault no more and may run in any thread."""

    copy: Path
    key: bytes
    log_key: bytes

    def finish(self) -> tuple[Finding, ...]:
        """Let a child look at every page, row and index and at the whole chain of the log; nothing found is good.

        Raise KnownError ``disk_full``, ``path_missing``, ... where it could not look.
        """
        job = {"verb": "check", "database": str(self.copy), "key": self.key.hex(), "log_key": self.log_key.hex()}
        try:
            return tuple(findings_in(run_helper(job, seconds=2 * time_limit(self.copy))))
        except KnownError as error:
            if error.code != "helper_late":
                raise
            return (Finding(error.code, Severity.ERROR, error.facts),)
        finally:
            for ending in ("", "-wal", "-shm", "-journal"):
                self.copy.with_name(self.copy.name + ending).unlink(missing_ok=True)


def begin(vault: OpenVault) -> PendingCheck:
    """Checkpoint and let a helper process copy the database while nobody can write.

    Call it from the worker thread, outside a transaction. Raise KnownError ``disk_full``, ``database_locked``.
    """
    copy = copy_still(vault, CHECK_NAME)
    return PendingCheck(copy=copy, key=vault.subkey(b"db"), log_key=vault.subkey(b"log"))


def copy_still(vault: OpenVault, name: str) -> Path:
    """Copy the database byte by byte into the vault's folder while it stands still; a failed copy leaves no file."""
    copy = vault.folder / name
    with borrowed(vault.engine) as connection:
        if not checkpoint(connection):
            raise KnownError("database_locked")
        job = {"verb": "copy", "source": str(vault.database_path), "target": str(copy)}
        try:
            run_helper(job, seconds=time_limit(vault.database_path))
        except BaseException:
            copy.unlink(missing_ok=True)
            raise
    return copy
