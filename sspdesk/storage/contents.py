"""Compares what stands in databases, table by table and row by row: for backups, drills, rotations and previews.

Runs in the helper process. The search index is left out: it follows from the rows, and has a check of its own.
"""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from sspdesk.domain.vault import TableDifference
from sspdesk.storage.connection import Connection, connect, known_error

_ORDINARY = (
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
    "AND name NOT LIKE '%\\_search%' ESCAPE '\\' ORDER BY name"
)


@dataclass(frozen=True, slots=True)
class TableDigest:
    """How many rows a table has, and the SHA-256 of all of them in the order of their numbers."""

    rows: int
    digest: str


def digests(path: Path, key: bytes, *, without: tuple[str, ...] = ()) -> dict[str, TableDigest]:
    """Return the digest of every ordinary table; columns named in ``without`` ("log.mac") do not count."""
    with _named(path), contextlib.closing(connect(path, key)) as connection:
        return {name: _digest(connection, name, without) for name in _tables(connection)}


def _tables(connection: Connection) -> list[str]:
    return [str(name) for (name,) in connection.execute(_ORDINARY).fetchall()]


def _digest(connection: Connection, name: str, without: tuple[str, ...]) -> TableDigest:
    columns = [str(row[1]) for row in connection.execute(f"PRAGMA table_info({_quoted(name)})").fetchall()]
    chosen = ", ".join(_quoted(column) for column in columns if f"{name}.{column}" not in without)
    total, rows = hashlib.sha256(), 0
    for row in connection.execute(f"SELECT {chosen} FROM {_quoted(name)} ORDER BY rowid"):  # noqa: S608 - quoted names
        total.update(repr(row).encode())
        rows += 1
    return TableDigest(rows, total.hexdigest())


def differences(backup: Path, backup_key: bytes, present: Path, present_key: bytes) -> dict[str, TableDifference]:
    """Return how the tables with numbered rows differ."""
    found = {}
    with (
        _named(present),
        contextlib.closing(connect(backup, backup_key)) as old,
        contextlib.closing(connect(present, present_key)) as new,
    ):
        deleted = _deleted(new)
        for name in sorted({*_tables(old), *_tables(new)}):
            before, now = _rows(old, name), _rows(new, name)
            if before is None or now is None:
                continue
            gone = {number for number in before if number not in now}
            again = gone & deleted.get(name, set())
            found[name] = TableDifference(
                backup=len(before),
                present=len(now),
                lost=len([number for number in now if number not in before]),
                won=len(gone - again),
                changed=len([number for number, row in before.items() if number in now and now[number] != row]),
                deleted=len(again),
            )
    return found


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """Give what the driver raises on a damaged page its code."""
    try:
        yield
    except (sqlcipher.Error, MemoryError) as error:
        raise known_error(error, path) or error from error


def _rows(connection: Connection, name: str) -> dict[int, bytes] | None:
    """Return each row's digest by its number; nothing for a table without numbers, or one that is not there."""
    columns = [str(row[1]) for row in connection.execute(f"PRAGMA table_info({_quoted(name)})").fetchall()]
    if not columns:
        return {}
    if "id" not in columns:
        return None
    rows = connection.execute(f"SELECT id, * FROM {_quoted(name)}")  # noqa: S608 - a quoted name
    return {int(row[0]): hashlib.blake2b(repr(row).encode(), digest_size=16).digest() for row in rows}


def _deleted(connection: Connection) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    if "deleted_row" in _tables(connection):
        for name, number in connection.execute("SELECT kind, row_id FROM deleted_row").fetchall():
            found.setdefault(str(name), set()).add(int(number))
    return found


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
