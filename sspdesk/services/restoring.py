"""Restores a backup over a vault: shows what would be lost and won, keeps the present one, deletes again what was."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sspdesk.domain.errors import KnownError
from sspdesk.domain.vault import SecretKind, TableDifference
from sspdesk.storage import restored_folders
from sspdesk.storage.header import PROGRAM_BOUNDS, KdfBounds

if TYPE_CHECKING:
    from sspdesk.services.retention import DeletionList
    from sspdesk.storage.backup import BackupResult, PendingBackup

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RestorePreview:
    """What restoring would do. ``tables`` is None where the present vault cannot be opened with the secret given.

    ``made`` is when the backup was made, by its name; None for a renamed file.
    """

    made: datetime | None
    tables: dict[str, TableDifference] | None

    @property
    def can_replay(self) -> bool:
        """Whether what was deleted since the backup will be deleted again."""
        return self.tables is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A restored vault: where the one before is kept, and how many rows were deleted again."""

    kept: Path | None
    deleted_again: int | None


def preview(
    backup_file: Path,
    secret: str,
    vault_folder: Path,
    *,
    present: str = "",
    bounds: KdfBounds = PROGRAM_BOUNDS,
    progress: Progress | None = None,
) -> RestorePreview:
    """Return what restoring would lose and win. ``present`` opens the present vault where another secret does.

    Raise KnownError ``wrong_secret`` (of the backup), ``backup_damaged``, ``backup_missing``, ``vault_in_use``.
    """
    from sspdesk.services.vaults import kind_of  # noqa: PLC0415 - the lock screen loads this before the database
    from sspdesk.storage import backup_names, container, keys, restoring  # noqa: PLC0415 - as above

    if not backup_file.is_file():
        raise KnownError("backup_missing", path=str(backup_file))
    made = backup_names.made_at(backup_file)
    kind = kind_of(secret)
    keys.unlock(container.read_header(backup_file, bounds), kind, secret)
    opens = _opening(vault_folder, present or secret, bounds)
    if opens is None:
        return RestorePreview(made=made, tables=None)
    try:
        tables = restoring.compare(
            backup_file,
            restoring.Secret(words=secret, kind=kind),
            vault_folder,
            restoring.Secret(words=opens, kind=kind_of(opens)),
            bounds=bounds,
            progress=progress,
        )
    except KnownError as error:
        if error.code not in ("database_damaged", "database_missing", "helper_late"):
            raise
        return RestorePreview(made=made, tables=None)
    return RestorePreview(made=made, tables=tables)


def restore_over(
    backup_file: Path,
    secret: str,
    vault_folder: Path,
    *,
    present: str = "",
    bounds: KdfBounds = PROGRAM_BOUNDS,
    progress: Progress | None = None,
) -> Restored:
    """Restore a backup in a vault's place. The present vault is kept beside it; its deletions are done again.

    ``vault_folder`` need not exist: then this is a restore on a new computer. Raise as ``preview``, and KnownError
    ``disk_full``, ``folder_read_only``; the present vault is untouched then.
    """
    from sspdesk.services.vaults import kind_of  # noqa: PLC0415 - the lock screen loads this before the database
    from sspdesk.storage import restoring  # noqa: PLC0415 - as above

    given = restoring.Secret(words=secret, kind=kind_of(secret))
    opens = None
    if vault_folder.exists():
        restoring.require_unused(vault_folder)
        opens = _opening(vault_folder, present or secret, bounds)
    beside = restoring.build(backup_file, given, vault_folder, bounds=bounds, progress=progress)
    again: int | None = 0
    if vault_folder.exists():
        deletions = _deletions(vault_folder, opens, bounds) if opens is not None else None
        again = _replay(beside, given.words, given.kind, deletions, bounds) if deletions is not None else None
    kept = restoring.exchange(vault_folder)
    return Restored(kept=kept, deleted_again=again)


def finish_interrupted(vault_folder: Path) -> bool:
    """Complete a restore that was cut off while folders were exchanged; tell whether there was one."""
    return restored_folders.finish_interrupted(vault_folder)


def drill(pending: "PendingBackup", folder: Path, progress: Progress | None = None) -> "tuple[BackupResult, int]":
    """Make a backup, restore it, compare every row; return the backup and how many rows were compared."""
    from sspdesk.storage import restoring  # noqa: PLC0415 - the lock screen loads this before the database

    return restoring.drill(pending, folder, progress)


def _opening(vault_folder: Path, secret: str, bounds: KdfBounds) -> str | None:
    from sspdesk.services.vaults import kind_of  # noqa: PLC0415 - the lock screen loads this before the database
    from sspdesk.storage import restoring  # noqa: PLC0415 - as above

    known = restoring.can_compare(vault_folder, restoring.Secret(words=secret, kind=kind_of(secret)), bounds)
    return secret if known else None


def _deletions(vault_folder: Path, secret: str, bounds: KdfBounds) -> "DeletionList | None":
    """Read what was deleted from the present vault; a damaged one tells nothing."""
    from sspdesk.services import retention  # noqa: PLC0415 - the lock screen loads this before the database
    from sspdesk.services.vaults import kind_of  # noqa: PLC0415 - as above
    from sspdesk.storage import vault as vaults  # noqa: PLC0415 - as above
    from sspdesk.storage.workspace import Workspace  # noqa: PLC0415 - as above

    codes = (
        *("seal_mismatch", "seal_missing", "seal_damaged", "vault_older", "closed_unclean"),
        *("references_broken", "search_damaged", "log_broken"),  # what was deleted is read all the same
    )
    try:
        vault = vaults.open_vault(vault_folder, secret, kind_of(secret), bounds=bounds, accepted=codes)
    except KnownError:
        return None
    try:
        return Workspace(vault).run(retention.deletion_list)
    except KnownError:
        return None
    finally:
        vault.close()


def _replay(folder: Path, secret: str, kind: SecretKind, deletions: "DeletionList", bounds: KdfBounds) -> int:
    from sspdesk.services import retention  # noqa: PLC0415 - the lock screen loads this before the database
    from sspdesk.storage import vault as vaults  # noqa: PLC0415 - as above
    from sspdesk.storage.seal import write_restored  # noqa: PLC0415 - as above
    from sspdesk.storage.workspace import Workspace  # noqa: PLC0415 - as above

    vault = vaults.open_vault(folder, secret, kind, bounds=bounds)
    try:
        count = Workspace(vault).run(lambda uow: retention.replay(uow, deletions)).value
        header, key = vault.header, vault.subkey(b"seal")
    finally:
        vault.close()
    write_restored(folder, header, key)
    return count
