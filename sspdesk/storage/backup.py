"""Makes verified backups of an open vault, keeps as many as the rules say, restores one into a new folder."""

import contextlib
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sspdesk.domain.errors import KnownError
from sspdesk.domain.vault import SecretKind
from sspdesk.storage import container, keys, restored_folders
from sspdesk.storage.atomic import file_errors, replace, sync_file, sync_folder
from sspdesk.storage.backup_names import MOST_DAYS, free_name, let_go
from sspdesk.storage.checks import Progress, run_helper, time_limit
from sspdesk.storage.header import PROGRAM_BOUNDS, Header, KdfBounds, serialise, write_header
from sspdesk.storage.seal import write_restored
from sspdesk.storage.vault import COPY_NAME, OpenVault
from sspdesk.storage.whole_check import copy_still


@dataclass(frozen=True, slots=True)
class BackupResult:
    """A verified backup file: where, when (local time), how many bytes."""

    path: Path
    when: datetime
    size: int


@dataclass(frozen=True, slots=True, repr=False)
class PendingBackup:
    """A copy taken while the vault stood still; ``finish`` needs the vault no more and may run in any thread."""

    copy: Path
    header: Header
    key: bytes
    mac_key: bytes
    vault_name: str
    when: datetime

    def finish(self, target_folder: Path, progress: Progress | None = None, days: int = MOST_DAYS) -> BackupResult:
        """Check the copy, pack it into a verified file in ``target_folder``, let outlived backups of this vault go.

        Raise KnownError ``backup_folder_missing`` (a USB stick that is not in), ``backup_inside_vault``,
        ``backup_source_damaged``, ``disk_full``, ``folder_read_only``, ``helper_late``. The older backups are
        untouched then.
        """
        try:
            _make_target_folder(target_folder, self.copy.parent)
            target = free_name(target_folder, self.vault_name, self.when)
            temporary = target.with_name(target.name + ".tmp")
            job = {
                "verb": "pack",
                "copy": str(self.copy),
                "target": str(temporary),
                "header": serialise(self.header).decode(),
                "key": self.key.hex(),
                "mac_key": self.mac_key.hex(),
            }
            facts = run_helper(job, seconds=2 * time_limit(self.copy), progress=progress)
            with file_errors(target):
                replace(temporary, target)
                sync_folder(target_folder)
        finally:
            self.copy.unlink(missing_ok=True)
        let_go(target_folder, self.vault_name, self.header.id, self.when, days)
        return BackupResult(target, self.when, int(facts["bytes"]))

    def put_also(self, made: BackupResult, second: Path, days: int = MOST_DAYS) -> None:
        """Copy a finished backup to a second place, check the copy whole, and let outlived ones go there too.

        Raise KnownError ``backup_folder_missing``, ``backup_inside_vault``, ``disk_full``, ``backup_damaged``, ...
        """
        _make_target_folder(second, self.copy.parent)
        target = free_name(second, self.vault_name, self.when)
        temporary = target.with_name(target.name + ".tmp")
        try:
            with file_errors(temporary), made.path.open("rb") as file, temporary.open("xb") as out:
                shutil.copyfileobj(file, out, 1 << 20)
                out.flush()
                sync_file(out.fileno())
            container.extract(temporary, self.mac_key, None)
            with file_errors(target):
                replace(temporary, target)
                sync_folder(second)
        finally:
            with file_errors(temporary):
                temporary.unlink(missing_ok=True)
        let_go(second, self.vault_name, self.header.id, self.when, days)

    def let_go_elsewhere(self, folders: Iterable[Path], days: int = MOST_DAYS) -> None:
        """Let outlived backups go from folders that are not written to any more, and vaults kept from restores.

        One that is not there, or may not be changed, is left for the next time.
        """
        for folder in folders:
            with contextlib.suppress(OSError):
                if folder.is_dir():
                    let_go(folder, self.vault_name, self.header.id, self.when, days)
        restored_folders.let_go(self.copy.parent, self.header.id, self.when, days)


def chosen_folder(vault: OpenVault) -> str:
    """Return the backup folder that the settings of a vault of any schema name, or an empty text."""
    with vault.engine.begin() as connection:
        found = connection.exec_driver_sql("SELECT value FROM setting WHERE name = 'backup_folder'").scalar()
    value = json.loads(found) if isinstance(found, str) else ""
    return value if isinstance(value, str) else ""


def begin(vault: OpenVault, now: Callable[[], datetime] = datetime.now) -> PendingBackup:
    """Checkpoint and let a helper process copy the database while nobody can write (0.03 s for 76 MiB).

    Call it from the worker thread, outside a transaction. Raise KnownError ``disk_full``, ``database_locked``.
    """
    return PendingBackup(
        copy=copy_still(vault, COPY_NAME),
        header=vault.header,
        key=vault.subkey(b"db"),
        mac_key=vault.subkey(b"backup"),
        vault_name=vault.folder.stem,
        when=now().replace(microsecond=0),
    )


def backup(
    vault: OpenVault,
    target_folder: Path,
    progress: Progress | None = None,
    now: Callable[[], datetime] = datetime.now,
) -> BackupResult:
    """Make one verified backup now, in this thread: ``begin`` and ``finish`` in one."""
    return begin(vault, now).finish(target_folder, progress)


def restore(
    backup_file: Path,
    secret: str,
    new_folder: Path,
    kind: SecretKind = SecretKind.PASSPHRASE,
    *,
    bounds: KdfBounds = PROGRAM_BOUNDS,
    progress: Progress | None = None,
) -> None:
    """Make a vault in a new folder from a backup, opened with the secret of the day it was made.

    Everything is built and checked beside the new folder, which appears complete or not at all. Raise KnownError
    ``folder_taken``, ``backup_missing``, ``backup_damaged``, ``wrong_secret``, ``disk_full``, ...
    """
    if new_folder.exists():
        raise KnownError("folder_taken", path=str(new_folder))
    if not backup_file.is_file():
        raise KnownError("backup_missing", path=str(backup_file))
    header = container.read_header(backup_file, bounds)
    data_key = keys.unlock(header, kind, secret).data_key
    building = new_folder.with_name(new_folder.name + ".restoring")
    shutil.rmtree(building, ignore_errors=True)  # what a killed restore left
    try:
        with file_errors(building):
            building.mkdir(mode=0o700)
        job = {
            "verb": "unpack",
            "source": str(backup_file),
            "target": str(building / header.database),
            "key": keys.subkey(data_key, b"db").hex(),
            "mac_key": keys.subkey(data_key, b"backup").hex(),
        }
        run_helper(job, seconds=2 * time_limit(backup_file), progress=progress)
        write_header(building, header)
        with file_errors(building):
            write_restored(building, header, keys.subkey(data_key, b"seal"))
        with file_errors(new_folder):
            building.rename(new_folder)
            sync_folder(new_folder.parent)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def _make_target_folder(folder: Path, vault_folder: Path) -> None:
    if folder.resolve().is_relative_to(vault_folder.resolve()):
        raise KnownError("backup_inside_vault", path=str(folder))
    if not folder.parent.is_dir():
        raise KnownError("backup_folder_missing", path=str(folder))
    with file_errors(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
