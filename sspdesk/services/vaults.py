"""The vault as screens and command line use it: made, opened, checked, backed up, restored. Loads the database late."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.vault import Finding, InDoubtError, SecretKind, Severity
from sspdesk.storage import recovery
from sspdesk.storage.backup_names import default_folder, last_backup
from sspdesk.storage.header import PROGRAM_BOUNDS, KdfBounds, KdfParameters, read_header
from sspdesk.storage.location import look_at
from sspdesk.storage.recovery import RecoveryKey

# The unlock screen imports this module, so what needs SQLAlchemy or SQLCipher is imported where it is used.
if TYPE_CHECKING:
    from sspdesk.storage.backup import BackupResult, PendingBackup
    from sspdesk.storage.vault import OpenVault
    from sspdesk.storage.whole_check import PendingCheck

SUFFIX = ".sspvault"
Progress = Callable[[str], None]

_GROUPS = re.compile(r"\w{5}(-\w{5}){5}")
_DAMAGE = {"database_damaged", "database_missing", "header_damaged", "helper_late", "kdf_refused"}
_CHECKED_EVERY = timedelta(days=7)
_REMINDED_AFTER = timedelta(days=7)
_DELAYS = (0, 0, 1, 2, 4, 8, 16, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultInfo:
    """What may be told about a locked vault: its name, where it lies, and times. ``findings`` warn before opening."""

    name: str
    folder: Path
    last_saved: datetime | None
    last_backup: datetime | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Delay:
    """The wait after wrong passphrases: courtesy against guessing at the keyboard, not the vault's protection."""

    failures: int = 0

    @property
    def seconds(self) -> int:
        """How long the next attempt must wait: 0, 1, 2, 4 ... 30 seconds after the 1st, 2nd, 3rd ... failure."""
        return _DELAYS[min(self.failures, len(_DELAYS) - 1)]


def read_info(folder: Path, backup_folder: Path | None = None, *, bounds: KdfBounds = PROGRAM_BOUNDS) -> VaultInfo:
    """Return what the unlock screen shows, without unlocking. Raise KnownError as ``header.read_header`` does."""
    reading = read_header(folder, bounds)
    database = folder / reading.header.database
    return VaultInfo(
        name=folder.stem,
        folder=folder,
        last_saved=_changed(database) if database.exists() else None,
        last_backup=last_backup(backup_folder or default_folder(folder), folder.stem),
        findings=(*reading.findings, *look_at(folder)),
    )


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006 - local time, as everywhere in the desk


def place_findings(folder: Path) -> list[Finding]:
    """Return what is unwise about a place for a vault that need not exist yet: synchronised, on the network, ..."""
    return look_at(folder)


def kind_of(secret: str) -> SecretKind:
    """Tell a recovery key from a passphrase, for callers with one field for both.

    A sound key counts however it is typed, a mistyped one where it still looks like six hyphened groups with digits.
    """
    try:
        recovery.parse(secret)
    except KnownError:
        mistyped = _GROUPS.fullmatch(secret.strip()) and any(character.isdigit() for character in secret)
        return SecretKind.RECOVERY if mistyped else SecretKind.PASSPHRASE
    return SecretKind.RECOVERY


def create(
    folder: Path,
    passphrase: str,
    *,
    owner: str,
    local_names: Iterable[str] = (),
    weak_allowed: bool = False,
    kdf: KdfParameters | None = None,
    recovery_key: RecoveryKey | None = None,
    memory: Path | None = None,
) -> "tuple[OpenVault, RecoveryKey]":
    """Make a vault and return it open with its recovery key, which is shown once and put on paper.

    ``recovery_key`` is one from ``new_recovery_key`` that already is on paper. ``weak_allowed`` is for vaults of
    invented people, and for scripts, which warn instead. Raise DomainError ``passphrase_short``,
    ``passphrase_common`` or ``passphrase_guessable`` for a weak passphrase, KnownError as ``storage.vault.create``.
    """
    from sspdesk.storage import vault  # noqa: PLC0415 - see above

    if not weak_allowed:
        require_strong(passphrase, local_names)
    return vault.create(folder, passphrase, owner=owner, kdf=kdf, recovery_key=recovery_key, memory=memory)


def new_recovery_key() -> RecoveryKey:
    """Draw a recovery key for a vault that is made later, so that the sheet can be printed and confirmed first."""
    return recovery.generate()


def memory_folder() -> Path:
    """Return where this user's computer remembers the counters of the vaults it opened: no secrets, no names."""
    from sspdesk.storage.remembered import default_folder as remembered_in  # noqa: PLC0415 - see above

    return remembered_in()


def open_vault(
    folder: Path,
    secret: str,
    kind: SecretKind | None = None,
    *,
    bounds: KdfBounds = PROGRAM_BOUNDS,
    memory: Path | None = None,
    accepted: Collection[str] = (),
    progress: Progress | None = None,
) -> "OpenVault":
    """Unlock a vault; without ``kind`` the secret is looked at. Raise KnownError as ``storage.vault.open_vault``.

    ``memory`` is a folder as ``memory_folder``; without it a whole folder that was put back is not noticed. What the
    InDoubtError of a first try said may be ``accepted`` by its codes in a second.
    """
    from sspdesk.storage import vault  # noqa: PLC0415 - see above

    return vault.open_vault(
        folder,
        secret,
        kind or kind_of(secret),
        bounds=bounds,
        memory=memory,
        accepted=accepted,
        progress=progress,
        before_update=_backed_up,
    )


def _backed_up(vault: "OpenVault") -> Path:
    """Make a backup before an older vault is brought up to date: in the folder chosen, or beside the vault."""
    from sspdesk.storage import backup as backups  # noqa: PLC0415 - see above

    chosen = backup_folder(vault.folder, backups.chosen_folder(vault))
    try:
        return backups.backup(vault, chosen).path
    except KnownError as error:
        if error.code not in ("backup_folder_missing", "folder_read_only", "backup_inside_vault"):
            raise
        return backups.backup(vault, default_folder(vault.folder)).path


def change_passphrase(
    vault: "OpenVault", new: str, local_names: Iterable[str] = (), *, kdf: KdfParameters | None = None
) -> None:
    """Put the user's slot under a new passphrase, at the cost this machine bears today and never a lower one.

    ``kdf`` is the least cost instead of the program's own. Raise DomainError for a weak passphrase, KnownError for a
    full disk.
    """
    require_strong(new, local_names)
    raise_passphrase(vault, new, kdf=kdf)


def raise_passphrase(vault: "OpenVault", new: str, *, kdf: KdfParameters | None = None) -> None:
    """Do as ``change_passphrase`` with a passphrase that was judged already."""
    from sspdesk.storage import keys  # noqa: PLC0415 - see above

    vault.change_passphrase(new, keys.raised_parameters(vault.passphrase_cost, kdf))


def rotate(
    vault: "OpenVault",
    passphrase: str,
    recovery_key: RecoveryKey | None = None,
    *,
    kdf: KdfParameters | None = None,
    progress: Progress | None = None,
) -> RecoveryKey:
    """Back up an open vault and give it a new data key; it is closed afterwards, also when this fails.

    ``passphrase`` is the owner's present one, or a new one where the present one may be known; it is not judged here.
    Return the new recovery key. Raise KnownError ``passphrase_is_key`` for a recovery key in its place, and as
    ``storage.rotation.rotate``.
    """
    from sspdesk.storage import rotation  # noqa: PLC0415 - see above

    key = recovery_key or recovery.generate()
    try:
        if kind_of(passphrase) is SecretKind.RECOVERY:
            raise KnownError("passphrase_is_key")
        if not vault.is_owners:
            raise KnownError("not_the_owner")
        _backed_up(vault)
    except BaseException:
        vault.close()
        raise
    rotation.rotate(vault, passphrase, key, kdf=kdf, progress=progress)
    return key


def add_deputy(vault: "OpenVault", name: str, passphrase: str, local_names: Iterable[str] = ()) -> str:
    """Let a deputy in with a name and a passphrase of their own; return the slot's id.

    Raise DomainError for a weak passphrase, KnownError ``passphrase_taken``, ``slots_full``, ``user_name_long``, ...
    """
    if not vault.is_owners:
        raise KnownError("not_the_owner")
    require_strong(passphrase, local_names)
    return vault.add_deputy(name, passphrase).id


def confirm_passphrase(vault: "OpenVault", passphrase: str) -> None:
    """Raise KnownError("wrong_secret") unless this is the user's own passphrase; the owner's, for the recovery key."""
    from sspdesk.storage import keys  # noqa: PLC0415 - see above

    keys.unlock(replace(vault.header, slots=(vault.passphrase_slot,)), SecretKind.PASSPHRASE, passphrase)


def require_strong(passphrase: str, local_names: Iterable[str] = ()) -> None:
    """Raise DomainError ``passphrase_...`` on the field ``passphrase`` unless the rule for a vault is met."""
    from sspdesk.services.passphrases import strength  # noqa: PLC0415 - see above

    judged = strength(passphrase, local_names)
    if not judged.accepted:
        raise DomainError(f"passphrase_{judged.reason}", "passphrase")


def check(
    folder: Path,
    secret: str,
    kind: SecretKind | None = None,
    *,
    bounds: KdfBounds = PROGRAM_BOUNDS,
    memory: Path | None = None,
) -> list[Finding]:
    """Look at all of a closed vault. What keeps it from being opened is a finding too (``wrong_secret``, ...)."""
    from sspdesk.storage.checks import check_vault  # noqa: PLC0415 - see above
    from sspdesk.storage.migrations import NEWEST  # noqa: PLC0415 - see above

    place = look_at(folder)
    try:
        kind = kind or kind_of(secret)
        return place + check_vault(folder, secret, kind, bounds=bounds, newest_schema=NEWEST, memory=memory)
    except KnownError as error:
        told = {"folder_read_only": "read_only_place"}.get(error.code)  # one of the two is enough
        return [*(one for one in place if one.code != told), Finding(error.code, Severity.ERROR, error.facts)]


def findings_of(error: DomainError | KnownError) -> tuple[Finding, ...]:
    """Return what is wrong with a vault that did not open; nothing where only the secret or the moment was wrong."""
    if isinstance(error, InDoubtError):
        return error.findings
    if error.code in _DAMAGE:
        return (Finding(error.code, Severity.ERROR, error.facts),)
    return ()


def is_ok(findings: Sequence[Finding]) -> bool:
    """Tell whether a check found nothing that needs mending."""
    return all(finding.severity is Severity.NOTICE for finding in findings)


def check_due(last: datetime | None, now: datetime) -> bool:
    """Tell whether the weekly check of the whole vault is still to be made; the caller waits for two quiet minutes."""
    return last is None or now - last >= _CHECKED_EVERY


def begin_check(vault: "OpenVault") -> "PendingCheck":
    """Take the copy for a check, from the worker thread; ``finish()`` may run in another thread."""
    from sspdesk.storage import whole_check  # noqa: PLC0415 - see above

    return whole_check.begin(vault)


def vault_name_of(backup_file: Path) -> str:
    """Return the name of the vault a backup is of, by its file name."""
    from sspdesk.storage import backup_names  # noqa: PLC0415 - see above

    return backup_names.vault_of(backup_file)


def newest_backup(folder: Path, vault_folder: Path) -> Path | None:
    """Return the newest backup of a vault in a folder."""
    from sspdesk.storage import backup_names  # noqa: PLC0415 - see above

    return backup_names.newest(folder, vault_folder.stem) if folder.is_dir() else None


def backup_due(last: datetime | None, now: datetime) -> bool:
    """Tell whether today's backup is still to be made; the caller waits for two quiet minutes."""
    return last is None or last.date() != now.date()


def backup_folder(vault_folder: Path, chosen: str = "") -> Path:
    """Return where backups go: the folder chosen in the settings, else one beside the vault."""
    return Path(chosen) if chosen else default_folder(vault_folder)


def second_backup_due(at: str, now: datetime) -> bool:
    """Tell whether the second place for backups should be reminded of: nothing has reached it for a week."""
    return not at or now - datetime.fromisoformat(at) >= _REMINDED_AFTER


def begin_backup(vault: "OpenVault") -> "PendingBackup":
    """Take the copy for a backup, from the worker thread; ``finish(folder, progress)`` may run in another thread."""
    from sspdesk.storage import backup as backups  # noqa: PLC0415 - see above

    return backups.begin(vault)


def backup(vault: "OpenVault", folder: Path, progress: Progress | None = None) -> "BackupResult":
    """Make one verified backup of an open vault now. Raise KnownError as ``storage.backup.PendingBackup.finish``."""
    return begin_backup(vault).finish(folder, progress)


def restore(
    backup_file: Path,
    secret: str,
    new_folder: Path,
    kind: SecretKind | None = None,
    *,
    bounds: KdfBounds = PROGRAM_BOUNDS,
    progress: Progress | None = None,
) -> None:
    """Make a vault in a new folder from a backup. Raise KnownError as ``storage.backup.restore``."""
    from sspdesk.storage import backup as backups  # noqa: PLC0415 - see above

    backups.restore(backup_file, secret, new_folder, kind or kind_of(secret), bounds=bounds, progress=progress)
