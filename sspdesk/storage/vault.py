"""The vault's life: made, opened with a secret, its passphrase changed, closed."""

import contextlib
import re
import unicodedata
import uuid
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from sspdesk.domain.errors import KnownError
from sspdesk.domain.vault import Finding, InDoubtError, SecretKind, Severity
from sspdesk.storage import keys, recovery, remembered
from sspdesk.storage.atomic import file_errors, sync_folder
from sspdesk.storage.checks import check_database
from sspdesk.storage.engine import checkpoint, make_engine
from sspdesk.storage.header import (
    HEADER_NAME,
    MAX_SLOTS,
    PROGRAM_BOUNDS,
    TWIN_NAME,
    Header,
    KdfBounds,
    KdfParameters,
    Slot,
    read_header,
    write_header,
)
from sspdesk.storage.migrations import is_older, migrate
from sspdesk.storage.seal import SEAL_NAME, Digest, LogHead, file_digest
from sspdesk.storage.sealing import SealKeeper, Verdict, judge, with_checked
from sspdesk.storage.vault_lock import LOCK_NAME, VaultLock

COPY_NAME, CHECK_NAME, ROTATED_NAME = "backup.copy", "check.copy", "rotated.db"
_COPIES = (COPY_NAME, CHECK_NAME, ROTATED_NAME, "drill.copy", "drill.copy.source", "present.copy", "restored.copy")
_FIRST_DATABASE = "vault-1.db"
_OURS = re.compile(r"vault-(?P<generation>[0-9]{1,9})\.db(-wal|-shm|-journal)?")
_TEMPORARY = {f"{HEADER_NAME}.tmp", f"{TWIN_NAME}.tmp", f"{SEAL_NAME}.tmp", "room.tmp"} | {
    f"{name}{ending}" for name in _COPIES for ending in ("", "-wal", "-shm", "-journal")
}

Schema = Callable[[sa.Connection], None]


class OpenVault:
    """An unlocked vault: the engine, the user's log name and the derived keys. Close it, or better, end the process."""

    def __init__(self, folder: Path, header: Header, unlocked: keys.Unlocked, lock: VaultLock) -> None:
        self.folder = folder
        self.header = header
        self.findings: tuple[Finding, ...] = ()
        self._unlocked = unlocked
        self._lock = lock
        self._keeper: SealKeeper | None = None
        self.engine = make_engine(self.database_path, self.subkey(b"db"))

    def begin(self, verdict: Verdict, memory: Path | None) -> None:
        """Say in the seal that the vault is open, before anything is written. Raise KnownError ``disk_full``, ..."""
        key = self.subkey(b"seal")
        self._keeper = SealKeeper(self.folder, self.header, key, verdict=verdict, memory=memory)
        self._keeper.count(self.engine)

    @property
    def log_head(self) -> LogHead | None:
        """The head of the log's chain as the seal has it: of the last clean close until somebody sets a newer one."""
        return self._keeper.log_head if self._keeper else None

    @log_head.setter
    def log_head(self, head: LogHead) -> None:
        if self._keeper is not None:
            self._keeper.log_head = head

    @property
    def user(self) -> str:
        """The name under which the log knows whoever unlocked the vault."""
        return self._unlocked.user

    @property
    def passphrases(self) -> int:
        """How many passphrases open this vault."""
        return sum(slot.kind is SecretKind.PASSPHRASE for slot in self.header.slots)

    @property
    def opened_with(self) -> SecretKind:
        """What unlocked the vault."""
        return self._unlocked.slot.kind

    @property
    def database_path(self) -> Path:
        """The SQLCipher file. Nobody but SQLite may open it in this process (its POSIX locks would be dropped)."""
        return self.folder / self.header.database

    def subkey(self, label: bytes) -> bytes:
        """Return the 256-bit key for one use: ``b"db"``, ``b"backup"``, ``b"log"``, ``b"seal"``."""
        return keys.subkey(self._unlocked.data_key, label)

    def close(self) -> None:
        """Empty the write-ahead log into the database, close and seal it, and let another program in."""
        with contextlib.suppress(KnownError):  # a full disk keeps the log, and reopening reads it
            checkpoint(self.engine)
        self.engine.dispose()
        keeper, self._keeper = self._keeper, None
        if keeper is not None:
            with contextlib.suppress(KnownError):  # the next opening then checks everything, as after a crash
                keeper.close(self.database_path)
        self._lock.release()

    def switch_to(self, header: Header, data_key: bytes, log_head: LogHead | None) -> None:
        """Make another database under another key this vault's, by one atomic header replace, and close the vault."""
        keeper, self._keeper = self._keeper, None
        self.engine.dispose()
        write_header(self.folder, header)
        self.header = header
        if keeper is not None:
            with contextlib.suppress(KnownError):  # the next opening then checks everything, as after a crash
                keeper.hand_over(header, keys.subkey(data_key, b"seal"), self.database_path, log_head)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The ways into the vault: the owner's passphrase first, deputies', the recovery key."""
        return self.header.slots

    @property
    def is_owners(self) -> bool:
        """Tell whether the owner opened the vault, with the passphrase or with the recovery key; a deputy did not."""
        mine = self._unlocked.slot
        return mine.kind is SecretKind.RECOVERY or mine.id == _owner_slot(self.header).id

    @property
    def own_slot(self) -> Slot:
        """The slot that opened the vault."""
        return self._unlocked.slot

    def add_deputy(self, name: str, passphrase: str, kdf: KdfParameters | None = None) -> Slot:
        """Let somebody in with a passphrase and a log name of their own.

        Raise KnownError ``slots_full``, ``passphrase_taken``, ``user_name_long``, ``disk_full``.
        """
        if len(self.header.slots) >= MAX_SLOTS:
            raise KnownError("slots_full", most=MAX_SLOTS)
        if self._opens(passphrase):
            raise KnownError("passphrase_taken")
        cost = kdf or _owner_slot(self.header).kdf
        fresh = keys.make_slot(
            SecretKind.PASSPHRASE, passphrase, self._unlocked.data_key, name, header=self.header, kdf=cost
        )
        header = replace(self.header, slots=(*self.header.slots, fresh))
        write_header(self.folder, header)
        self.header = header
        return fresh

    def _opens(self, passphrase: str) -> bool:
        try:
            keys.unlock(self.header, SecretKind.PASSPHRASE, passphrase)
        except KnownError as error:
            if error.code != "wrong_secret":
                raise
            return False
        return True

    @property
    def passphrase_slot(self) -> Slot:
        """The slot of the user's own passphrase; the owner's where the recovery key opened the vault."""
        mine = self._unlocked.slot
        return mine if mine.kind is SecretKind.PASSPHRASE else _owner_slot(self.header)

    @property
    def passphrase_cost(self) -> KdfParameters:
        """What a derivation of the user's passphrase slot costs today."""
        return self.passphrase_slot.kdf

    def change_passphrase(self, new: str, kdf: KdfParameters | None = None) -> None:
        """Put the user's passphrase slot under a new passphrase, at the old cost unless ``kdf`` says another.

        Opened with the recovery key, it is the owner's slot. Old backups still open with the old passphrase.
        """
        slots = self.header.slots
        mine, old = self._unlocked.slot, self.passphrase_slot
        fresh = keys.make_slot(
            SecretKind.PASSPHRASE,
            new,
            self._unlocked.data_key,
            self.user,
            header=self.header,
            kdf=kdf or old.kdf,
        )
        header = replace(self.header, slots=tuple(fresh if slot.id == old.id else slot for slot in slots))
        write_header(self.folder, header)
        self.header = header
        if mine is old:
            self._unlocked = replace(self._unlocked, slot=fresh)

    def __repr__(self) -> str:
        return "OpenVault(...)"


def create(
    folder: Path,
    passphrase: str,
    *,
    owner: str,
    kdf: KdfParameters | None = None,
    recovery_key: recovery.RecoveryKey | None = None,
    schema: Schema = migrate,
    memory: Path | None = None,
) -> tuple[OpenVault, recovery.RecoveryKey]:
    """Make a vault in a new or empty folder and return it open, with the recovery key that must be put on paper.

    ``recovery_key`` is one that already is on paper (the first run prints it before anything is written).
    ``kdf`` None measures this machine. The header is written last, so that an interrupted creation is no vault.
    ``memory`` is the folder where this computer remembers the vaults it knows (see ``remembered``).
    Raise KnownError ``folder_taken``, ``path_missing``, ``folder_read_only``, ``disk_full``, ``user_name_long``.
    """
    owner = unicodedata.normalize("NFC", owner)
    made = _make_folder(folder)
    lock = VaultLock(folder)
    vault = None
    try:
        lock.acquire()
        data_key, key = keys.new_data_key(), recovery_key or recovery.generate()
        header = Header(id=str(uuid.uuid4()), generation=1, database=_FIRST_DATABASE, slots=())
        cost = kdf or keys.measured_parameters()
        secrets = ((SecretKind.PASSPHRASE, passphrase), (SecretKind.RECOVERY, key.text))
        slots = tuple(
            keys.make_slot(kind, secret, data_key, owner, header=header, kdf=cost) for kind, secret in secrets
        )
        header = replace(header, slots=slots)
        make_database(folder / header.database, keys.subkey(data_key, b"db"), schema)
        vault = OpenVault(folder, header, keys.Unlocked(data_key, owner, slots[0]), lock)
        vault.begin(Verdict(), memory)
        write_header(folder, header)
    except BaseException:
        if vault is not None:
            vault.close()
        lock.release()
        _remove_new(folder, folder_too=made)
        raise
    return vault, key


def make_database(path: Path, key: bytes, schema: Schema) -> None:
    """Make an encrypted database with its schema and close it again."""
    engine = make_engine(path, key, new=True)
    try:
        with engine.begin() as connection:
            schema(connection)
    finally:
        engine.dispose()


def open_vault(
    folder: Path,
    secret: str,
    kind: SecretKind = SecretKind.PASSPHRASE,
    *,
    bounds: KdfBounds = PROGRAM_BOUNDS,
    schema: Schema = migrate,
    memory: Path | None = None,
    accepted: Collection[str] = (),
    progress: Callable[[str], None] | None = None,
    before_update: Callable[[OpenVault], Path] | None = None,
) -> OpenVault:
    """Unlock a vault; mend a damaged header copy from the good one and sweep leftovers once the secret has fitted.

    Before anything is changed the seal is compared, and where that leaves doubt everything is checked in a child
    (``progress("checking")``). Raise InDoubtError with the findings unless all their codes are ``accepted``.
    ``memory`` is the folder where this computer remembers the vaults it knows. ``before_update`` makes a backup of a
    vault of an older schema before it is changed, and says where it lies.
    Raise KnownError ``vault_missing``, ``not_a_vault``, ``vault_in_use``, ``wrong_secret``, ``header_damaged``,
    ``kdf_refused``, ``vault_newer``, ``newer_schema``, ``database_missing``, ``database_damaged``, ``disk_full``, ...
    """
    read_header(folder, bounds)  # no lock file in a folder that is no vault
    lock = VaultLock(folder)
    lock.acquire()
    vault = None
    try:
        reading = read_header(folder, bounds)
        unlocked, digest = _unlock(folder, reading.header, kind, secret)
        known = remembered.recall(memory, reading.header.id)
        verdict = judge(folder, reading.header, keys.subkey(unlocked.data_key, b"seal"), digest, known)
        if verdict.unsure:
            if progress is not None:
                progress("checking")
            verdict = _checked(folder / reading.header.database, unlocked, verdict)
        verdict.require(accepted)
        vault = OpenVault(folder, reading.header, unlocked, lock)
        vault.findings = (*reading.findings, *verdict.findings)
        vault.begin(verdict, memory)
        _bring_up_to_date(vault, schema, before_update)
        if reading.findings:
            write_header(folder, reading.header)
        else:
            _sweep(folder, reading.header)
    except BaseException:
        if vault is not None:
            vault.close()
        lock.release()
        raise
    return vault


def _bring_up_to_date(vault: OpenVault, schema: Schema, before: Callable[[OpenVault], Path] | None) -> None:
    if before is not None and is_older(vault.engine):
        copy = before(vault)
        vault.findings += (Finding("copied_before_update", Severity.NOTICE, {"path": str(copy)}),)
    with vault.engine.begin() as connection:
        schema(connection)


def _unlock(folder: Path, header: Header, kind: SecretKind, secret: str) -> tuple[keys.Unlocked, Digest]:
    """Derive the key, and read the whole database meanwhile: neither has to wait for the other."""
    database = folder / header.database
    with ThreadPoolExecutor(1) as reader:
        there = database.exists() and database.stat().st_size > 0
        digest = reader.submit(file_digest, database) if there else None
        unlocked = keys.unlock(header, kind, secret)
        if digest is None:
            raise KnownError("database_missing", path=str(database))
        return unlocked, digest.result()


def _checked(database: Path, unlocked: keys.Unlocked, verdict: Verdict) -> Verdict:
    """Let a child look at everything; what it finds is added to the verdict, and a damaged database is not opened."""
    found = check_database(database, keys.subkey(unlocked.data_key, b"db"), unsealed=verdict.unsealed)
    if any(one.code == "database_damaged" for one in found):
        raise InDoubtError(tuple(found), may_open=False)
    return with_checked(verdict, found)


def _owner_slot(header: Header) -> Slot:
    return next(slot for slot in header.slots if slot.kind is SecretKind.PASSPHRASE)


def _make_folder(folder: Path) -> bool:
    """Make the vault's folder, open to this user only; tell whether it had to be made."""
    with file_errors(folder):
        if folder.exists():
            if not folder.is_dir() or any(folder.iterdir()):
                raise KnownError("folder_taken", path=str(folder))
            folder.chmod(0o700)
            return False
        folder.mkdir(mode=0o700)
        sync_folder(folder.parent)
        return True


def _remove_new(folder: Path, *, folder_too: bool) -> None:
    """Take back an unfinished creation: only files of our own naming, in a folder that was empty."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if _OURS.fullmatch(path.name) or path.name in _TEMPORARY | {LOCK_NAME, HEADER_NAME, TWIN_NAME, SEAL_NAME}:
                path.unlink()
        if folder_too:
            folder.rmdir()


def _sweep(folder: Path, header: Header) -> None:
    """Remove what an interrupted backup or key rotation left: only files of our own naming, never the database.

    Nor one of a later generation: where an old header was put back, it is the vault as it really is.
    """
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            found = _OURS.fullmatch(path.name)
            if path.name in _TEMPORARY or (found and int(found["generation"]) < header.generation):
                path.unlink()
