"""Further jobs of the helper process: a copy under another key, a restore drill, a backup beside the present vault."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2 as sqlcipher

from sspdesk.domain.errors import KnownError
from sspdesk.domain.log import Action
from sspdesk.storage import container, contents
from sspdesk.storage.connection import connect, known_error
from sspdesk.storage.seal import LogHead

if TYPE_CHECKING:
    import sqlalchemy as sa

Job = dict[str, str]
Facts = dict[str, str | int]
_SIGNED = ("log.mac",)
_MARKED = ("setting",)  # holds the log's mark, which is signed too


def rekey(job: Job) -> Facts:
    """Write ``copy`` into ``target`` under ``new_key``, sign its log anew, and compare every row.

    Return the head of the log's chain. A broken one is signed as it stands, with an entry that says where it broke.
    Raise KnownError ``backup_source_damaged``, ``disk_full``.
    """
    source, target = Path(job["copy"]), Path(job["target"])
    key, new_key = bytes.fromhex(job["key"]), bytes.fromhex(job["new_key"])
    target.unlink(missing_ok=True)
    try:
        before = contents.digests(source, key, without=_SIGNED)
        _export(source, key, target, new_key)
        new_log_key = bytes.fromhex(job["new_log_key"])
        broken = _sign_log(target, new_key, bytes.fromhex(job["log_key"]), new_log_key)
        after = contents.digests(target, new_key, without=_SIGNED)
        for name in _MARKED:
            before.pop(name, None)
            after.pop(name, None)
        if before != after:
            raise KnownError("backup_source_damaged")
        head = _head(target, new_key, new_log_key, broken, job["user"])
    except BaseException:
        for ending in ("", "-wal", "-shm", "-journal"):
            target.with_name(target.name + ending).unlink(missing_ok=True)
        raise
    return {"seq": head.seq, "mac": head.mac} if head is not None else {}


def _export(source: Path, key: bytes, target: Path, new_key: bytes) -> None:
    try:
        with contextlib.closing(connect(source, key, attach=True)) as connection:
            (schema,) = connection.execute("PRAGMA user_version").fetchone()
            connection.execute(f"ATTACH DATABASE ? AS fresh KEY \"x'{new_key.hex()}'\"", (str(target),))
            connection.execute("SELECT sqlcipher_export('fresh')").fetchone()
            connection.execute(f"PRAGMA fresh.user_version = {int(schema)}")
            connection.execute("DETACH DATABASE fresh")
    except (sqlcipher.Error, MemoryError) as error:
        raise known_error(error, target) or error from error


def _sign_log(path: Path, key: bytes, old_log_key: bytes, new_log_key: bytes) -> int | None:
    """Sign the log anew; return the number of the entry where it did not fit, if so."""
    from sspdesk.storage import access_log  # noqa: PLC0415 - other jobs do without SQLAlchemy

    with _begun(path, key) as connection:
        return access_log.sign_anew(connection, old_log_key, new_log_key)


def _head(path: Path, key: bytes, log_key: bytes, broken: int | None, user: str) -> "LogHead | None":
    """Return the end of the log; one that was broken says so in an entry first."""
    from sspdesk.storage import access_log  # noqa: PLC0415 - other jobs do without SQLAlchemy

    with _begun(path, key) as connection:
        if broken is not None:
            access_log.append(
                connection,
                log_key,
                at=datetime.now().astimezone(),
                user=user,
                action=Action.CHECK,
                kind="log",
                object_id=None,
                detail={"found": ["log_broken"], "entry": broken},
            )
        return access_log.head(connection)


@contextlib.contextmanager
def _begun(path: Path, key: bytes) -> "Iterator[sa.Connection]":
    from sspdesk.storage.engine import make_engine  # noqa: PLC0415 - other jobs do without SQLAlchemy

    engine = make_engine(path, key)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def drill(job: Job) -> Facts:
    """Restore the backup into ``target``, compare it with ``copy`` row by row, and remove it again.

    Raise KnownError ``backup_damaged``, ``drill_failed``.
    """
    target, key = Path(job["target"]), bytes.fromhex(job["key"])
    target.unlink(missing_ok=True)
    try:
        container.extract(Path(job["source"]), bytes.fromhex(job["mac_key"]), target)
        restored, present = contents.digests(target, key), contents.digests(Path(job["copy"]), key)
        if restored != present:
            raise KnownError("drill_failed")
        return {"tables": len(restored), "rows": sum(one.rows for one in restored.values())}
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            target.with_name(target.name + ending).unlink(missing_ok=True)


def compare(job: Job) -> Facts:
    """Return how the database of a backup differs from a copy of the present one, as JSON by table."""
    target, key = Path(job["target"]), bytes.fromhex(job["key"])
    target.unlink(missing_ok=True)
    try:
        container.extract(Path(job["source"]), bytes.fromhex(job["mac_key"]), target)
        found = contents.differences(target, key, Path(job["present"]), bytes.fromhex(job["present_key"]))
        return {"tables": json.dumps({name: asdict(one) for name, one in found.items()})}
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            target.with_name(target.name + ending).unlink(missing_ok=True)
