"""Makes verified backups of an open vault, keeps as many as the rules say, restores one into a new folder."""

import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sspdesk.domain.errors import KnownError
from sspdesk.domain.vault import SecretKind
from sspdesk.storage import container, keys
from sspdesk.storage.atomic import file_errors, replace, sync_folder
from sspdesk.storage.checks import Progress, run_helper, time_limit
from sspdesk.storage.connection import checkpoint
from sspdesk.storage.engine import borrowed
from sspdesk.storage.header import PROGRAM_BOUNDS, Header, KdfBounds, serialise, write_header
from sspdesk.storage.vault import COPY_NAME, OpenVault

SUFFIX = ".sspbackup"
DAILY, WEEKLY, MONTHLY = 7, 4, 3
MOST_DAYS = 90
_NAME = re.compile(r"(?P<vault>.+)-(?P<when>\d{4}-\d{2}-\d{2}-\d{6})(-\d+)?\.sspbackup")
_ANY_COST = KdfBounds(least_memory_kib=1, most_memory_kib=2**31, least_rounds=1, most_rounds=2**31, most_lanes=2**31)
_WHEN = "%Y-%m-%d-%H%M%S"


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

    def finish(self, target_folder: Path, progress: Progress | None = None) -> BackupResult:
        """Check the copy, pack it into a verified file in ``target_folder``, let outlived backups of this vault go.

        Raise KnownError ``backup_folder_missing`` (a USB stick that is not in), ``backup_source_damaged``,
        ``disk_full``, ``folder_read_only``, ``helper_late``. The older backups are untouched then.
        """
        try:
            _make_target_folder(target_folder)
            target = _free_name(target_folder, self.vault_name, self.when)
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
        _let_go(target_folder, self.vault_name, self.header.id, self.when)
        return BackupResult(target, self.when, int(facts["bytes"]))


def begin(vault: OpenVault, now: Callable[[], datetime] = datetime.now) -> PendingBackup:
    """Checkpoint and let a helper process copy the database while nobody can write (0.03 s for 76 MiB).

    Call it from the worker thread, outside a transaction. Raise KnownError ``disk_full``, ``database_locked``.
    """
    copy = vault.folder / COPY_NAME
    with borrowed(vault.engine) as connection:
        if not checkpoint(connection):
            raise KnownError("database_locked")
        job = {"verb": "copy", "source": str(vault.database_path), "target": str(copy)}
        try:
            run_helper(job, seconds=time_limit(vault.database_path))
        except BaseException:
            copy.unlink(missing_ok=True)
            raise
    return PendingBackup(
        copy=copy,
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


def default_folder(vault_folder: Path) -> Path:
    """Return where backups go until the user chooses: beside the vault."""
    return vault_folder.parent / f"{vault_folder.stem}-sikkerhedskopier"


def last_backup(folder: Path, vault_name: str) -> datetime | None:
    """Return when the newest backup of this vault in ``folder`` was made, by its file name; None without one."""
    return max((when for _path, when in _backups(folder, vault_name)), default=None)


def outlived(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """Return the backups that may go: not the newest of 7 days, 4 weeks or 3 months, or older than 90 days."""
    newest_first = sorted(made, reverse=True)
    kept: set[datetime] = set()
    for count, period in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        newest_of: dict[tuple[int, ...], datetime] = {}
        for when in newest_first:
            newest_of.setdefault(period(when), when)
        kept.update(list(newest_of.values())[:count])
    oldest = now - timedelta(days=MOST_DAYS)
    return {when for when in newest_first if when not in kept or when < oldest}


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
        with file_errors(new_folder):
            building.rename(new_folder)
            sync_folder(new_folder.parent)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def _backups(folder: Path, vault_name: str) -> list[tuple[Path, datetime]]:
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        name = _NAME.fullmatch(path.name)
        if name and name["vault"] == vault_name:
            try:
                found.append((path, datetime.strptime(name["when"], _WHEN)))
            except ValueError:
                continue  # digits that are no date: not a name of ours
    return found


def _let_go(folder: Path, vault_name: str, vault_id: str, now: datetime) -> None:
    """Delete outlived backups of this very vault and what killed ones left; another vault's files are left alone."""
    for path in folder.glob(f"*{SUFFIX}.tmp*"):
        name = _NAME.fullmatch(path.name.partition(".tmp")[0])
        if name and name["vault"] == vault_name:
            path.unlink(missing_ok=True)
    mine = []
    for path, when in _backups(folder, vault_name):
        try:
            if container.read_header(path, _ANY_COST).id == vault_id:
                mine.append((path, when))
        except KnownError:
            continue
    gone = outlived((when for _path, when in mine), now)
    for path, when in mine:
        if when in gone:
            path.unlink(missing_ok=True)


def _make_target_folder(folder: Path) -> None:
    if not folder.parent.is_dir():
        raise KnownError("backup_folder_missing", path=str(folder))
    with file_errors(folder):
        folder.mkdir(mode=0o700, exist_ok=True)


def _free_name(folder: Path, vault_name: str, when: datetime) -> Path:
    stem, number = f"{vault_name}-{when:{_WHEN}}", 1
    target = folder / f"{stem}{SUFFIX}"
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}{SUFFIX}"
    return target


def _day(when: datetime) -> tuple[int, ...]:
    return (when.date().toordinal(),)


def _week(when: datetime) -> tuple[int, ...]:
    return when.isocalendar()[:2]


def _month(when: datetime) -> tuple[int, ...]:
    return (when.year, when.month)
