"""Opens a SQLCipher file with the tested settings (security.md D2, D3) and gives database errors their codes."""

import os
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from sspdesk.domain.errors import KnownError
from sspdesk.storage.atomic import file_errors, room_left

_BUSY_SECONDS = 1.0
_SQLITE_DENY, _SQLITE_OK = 1, 0
_SQLITE_ATTACH, _SQLITE_DETACH = 24, 25

_SETTINGS = (
    "locking_mode = EXCLUSIVE",
    "journal_mode = WAL",
    "synchronous = FULL",
    "checkpoint_fullfsync = ON",
    "wal_autocheckpoint = 0",
    "foreign_keys = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "cache_size = -32768",
)

# What SQLite says -> the code. Its result codes tell less: SQLCipher gives the plain "error" for a failed page HMAC.
_MEANINGS = (
    ("database or disk is full", "disk_full"),
    ("file is not a database", "database_damaged"),
    ("malformed", "database_damaged"),
    ("corrupt", "database_damaged"),
    ("hmac check failed", "database_damaged"),
    ("vtable constructor failed", "database_damaged"),  # a search index whose own tables cannot be read
    ("readonly", "folder_read_only"),
    ("unable to open database", "folder_read_only"),
    ("disk i/o error", "disk_error"),
    ("database is locked", "database_locked"),
)


class Connection(sqlcipher.Connection):  # type: ignore[misc]  # sqlcipher3 ships no types
    """A connection that empties the write-ahead log into the database after every commit.

    The commit itself is on the disk before that. A checkpoint the disk refuses is therefore not an error of the save:
    the log keeps the save, the next commit tries again, and reopening reads it.
    """

    def commit(self) -> None:
        """Commit, then checkpoint."""
        super().commit()
        try:
            checkpoint(self)
        except sqlcipher.OperationalError:
            return

    def backup(self, *_arguments: object, **_options: object) -> None:
        """Refuse: SQLCipher 4.19 copies a damaged page without a word (security.md D6). Use VACUUM INTO."""
        raise NotImplementedError


def checkpoint(connection: Connection) -> bool:
    """Move the write-ahead log into the database and cut it to nothing; tell whether that was possible now."""
    busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return busy is not None and busy[0] == 0


def connect(path: Path, key: bytes, *, new: bool = False, attach: bool = False) -> Connection:
    """Open the database with its raw 256-bit key.

    ``new`` makes the file; else a missing or empty one is refused, since SQLite would make an empty vault of it.
    ``attach`` allows ATTACH (VACUUM INTO needs it); an ATTACH with an empty key would write a plain copy.
    Raise KnownError ``database_missing``, ``database_damaged``, ``database_locked``, ``disk_full``, ...
    """
    if new and path.exists():
        raise FileExistsError(path)
    if new:
        with file_errors(path):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # its log gets the same mode
    if not new and (not path.exists() or path.stat().st_size == 0):
        raise KnownError("database_missing", path=str(path))
    try:
        return _connect(path, key, attach=attach)
    except (sqlcipher.Error, MemoryError) as error:
        raise known_error(error, path) or error from error


def known_error(error: BaseException, path: Path) -> KnownError | None:
    """Return the code for what the database driver raised; None for our own mistakes (bad SQL, broken constraints)."""
    if isinstance(error, MemoryError):
        return KnownError("database_damaged", path=str(path))  # SQLCipher's answer to some damaged pages
    message = str(error).lower()
    for words, code in _MEANINGS:
        if words in message:
            no_room = code == "disk_error" and not room_left(path.parent)
            return KnownError("disk_full" if no_room else code, path=str(path))
    return None


def _connect(path: Path, key: bytes, *, attach: bool) -> Connection:
    connection: Connection = sqlcipher.connect(
        str(path),
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        factory=Connection,
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"").fetchall()
        if connection.execute("PRAGMA cipher_status").fetchone()[0] != "1":
            raise KnownError("not_encrypted")
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if not attach:
            connection.set_authorizer(_deny_attach)
    except BaseException:
        connection.close()
        raise
    return connection


def compact(connection: Connection) -> None:
    """Write the whole database anew, outside any transaction.

    ``secure_delete`` overwrites what is deleted, but not the stale bytes that SQLite leaves in pages it has rearranged
    (found by tests/services/test_erasing.py). VACUUM needs ATTACH for a moment, of a nameless database in memory.
    """
    connection.set_authorizer(None)
    try:
        connection.execute("VACUUM")
    finally:
        connection.set_authorizer(_deny_attach)
    checkpoint(connection)


def _deny_attach(action: int, *_details: object) -> int:
    return _SQLITE_DENY if action in (_SQLITE_ATTACH, _SQLITE_DETACH) else _SQLITE_OK
