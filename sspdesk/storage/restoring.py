"""Restores a backup in the place of a vault that is there: what would be lost and won, and the exchange of folders."""

import json
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sspdesk.domain.errors import KnownError
from sspdesk.domain.vault import SecretKind, TableDifference
from sspdesk.storage import backup, container, keys, restored_folders
from sspdesk.storage.atomic import file_errors, sync_folder
from sspdesk.storage.backup import PendingBackup
from sspdesk.storage.checks import Progress, run_helper, time_limit
from sspdesk.storage.header import PROGRAM_BOUNDS, KdfBounds, read_header
from sspdesk.storage.restored_folders import RESTORING
from sspdesk.storage.vault_lock import VaultLock

DRILL = "drill.copy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """What opens a vault or backup: a passphrase or a recovery key."""

    words: str
    kind: SecretKind = SecretKind.PASSPHRASE

    def __repr__(self) -> str:
        return "Secret(...)"


def compare(
    backup_file: Path,
    secret: Secret,
    vault_folder: Path,
    present: Secret,
    *,
    bounds: KdfBounds = PROGRAM_BOUNDS,
    progress: Progress | None = None,
) -> dict[str, TableDifference]:
    """Return how a backup differs from the present, closed vault, table by table; both are left as they are.

    Raise KnownError ``wrong_secret``, ``backup_damaged``, ``vault_in_use``, ``database_damaged``, ...
    """
    header = container.read_header(backup_file, bounds)
    data_key = keys.unlock(header, secret.kind, secret.words).data_key
    lock = VaultLock(vault_folder)
    lock.acquire()
    copy, target = vault_folder / "present.copy", vault_folder / "restored.copy"
    try:
        own = read_header(vault_folder, bounds).header
        own_key = keys.unlock(own, present.kind, present.words).data_key
        database = vault_folder / own.database
        run_helper({"verb": "copy", "source": str(database), "target": str(copy)}, seconds=time_limit(database))
        job = {
            "verb": "compare",
            "source": str(backup_file),
            "target": str(target),
            "key": keys.subkey(data_key, b"db").hex(),
            "mac_key": keys.subkey(data_key, b"backup").hex(),
            "present": str(copy),
            "present_key": keys.subkey(own_key, b"db").hex(),
        }
        facts = run_helper(job, seconds=4 * time_limit(backup_file), progress=progress)
    finally:
        for path in (copy, target):
            for ending in ("", "-wal", "-shm", "-journal"):
                path.with_name(path.name + ending).unlink(missing_ok=True)
        lock.release()
    return {name: TableDifference(**numbers) for name, numbers in json.loads(str(facts["tables"])).items()}


def build(
    backup_file: Path,
    secret: Secret,
    vault_folder: Path,
    *,
    bounds: KdfBounds = PROGRAM_BOUNDS,
    progress: Progress | None = None,
) -> Path:
    """Restore beside the vault and return the folder, which ``exchange`` puts in its place. Raise as ``restore``."""
    beside = vault_folder.with_name(vault_folder.name + RESTORING)
    shutil.rmtree(beside, ignore_errors=True)
    backup.restore(backup_file, secret.words, beside, secret.kind, bounds=bounds, progress=progress)
    return beside


def require_unused(vault_folder: Path) -> None:
    """Raise KnownError ``vault_in_use`` while a program has the vault open."""
    lock = VaultLock(vault_folder)
    lock.acquire()
    lock.release()


def exchange(vault_folder: Path) -> Path | None:
    """Put the restored folder in the vault's place and return where the one before is kept.

    Two renames: cut off between them, ``finish_interrupted`` does the second. Raise KnownError ``vault_in_use``, ...
    """
    beside = vault_folder.with_name(vault_folder.name + RESTORING)
    kept: Path | None = None
    with file_errors(vault_folder):
        if vault_folder.exists():
            require_unused(vault_folder)
            kept = restored_folders.kept_name(vault_folder, datetime.now())
            vault_folder.rename(kept)
            sync_folder(vault_folder.parent)
        beside.rename(vault_folder)
        sync_folder(vault_folder.parent)
    return kept


def drill(
    pending: PendingBackup, target_folder: Path, progress: Progress | None = None
) -> tuple[backup.BackupResult, int]:
    """Make a backup, restore it again beside the vault, compare every row, and return the backup and the rows.

    Raise as ``PendingBackup.finish``, and KnownError ``backup_damaged`` or ``drill_failed``.
    """
    folder = pending.copy.parent
    kept = folder / f"{DRILL}.source"
    with file_errors(kept):
        shutil.copyfile(pending.copy, kept)
    try:
        made = pending.finish(target_folder, progress)
        job = {
            "verb": "drill",
            "source": str(made.path),
            "copy": str(kept),
            "target": str(folder / DRILL),
            "key": pending.key.hex(),
            "mac_key": pending.mac_key.hex(),
        }
        facts = run_helper(job, seconds=4 * time_limit(made.path), progress=progress)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            kept.with_name(kept.name + ending).unlink(missing_ok=True)
    return made, int(facts["rows"])


def can_compare(vault_folder: Path, secret: Secret, bounds: KdfBounds = PROGRAM_BOUNDS) -> bool:
    """Tell whether a secret opens the present vault too, so that it can be compared and its deletions replayed."""
    try:
        keys.unlock(read_header(vault_folder, bounds).header, secret.kind, secret.words)
    except KnownError:
        return False
    return True
