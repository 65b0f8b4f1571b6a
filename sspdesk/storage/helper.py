"""The helper process's work: copy, check, pack and unpack a vault's database, away from the desk's own process.

Damage can keep SQLite busy for ever or crash it, and closing a second handle on an open database drops SQLite's locks;
so none of this happens in the desk. ``checks.run_helper`` starts it: the job comes as one JSON line on standard input
(keys too: never as argument or environment), every answer goes out as one JSON line.
"""

import contextlib
import json
import os
import shutil
import sys
from collections import Counter
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from sspdesk.domain.errors import KnownError
from sspdesk.storage import container, helper_jobs
from sspdesk.storage.atomic import file_errors, sync_file
from sspdesk.storage.connection import Connection, checkpoint, connect, known_error

Job = dict[str, str]
Facts = dict[str, str | int]


def copy(job: Job) -> Facts:
    """Copy ``source`` to ``target`` byte by byte."""
    source, target = Path(job["source"]), Path(job["target"])
    try:
        with file_errors(target), source.open("rb") as file, target.open("wb") as out:
            shutil.copyfileobj(file, out, 1 << 20)
            out.flush()
            sync_file(out.fileno())
    except KnownError:
        target.unlink(missing_ok=True)
        raise
    return {"bytes": target.stat().st_size}


def check(job: Job) -> Facts:
    """Look at every page and every row of ``database``; return what is wrong (see ``check_database``).

    With a ``log_key`` the whole chain of the log is checked as well: ``log_broken`` is the number of the first entry
    that does not fit.
    """
    path, key = Path(job["database"]), bytes.fromhex(job["key"])
    found = check_database(path, key)
    if "log_key" in job and not _wrong(found):
        found |= _check_log(path, key, bytes.fromhex(job["log_key"]))
    return found


def pack(job: Job) -> Facts:
    """Check ``copy``, rebuild it beside ``target``, check that, seal it with ``header`` into ``target``, reread all.

    Raise KnownError ``backup_source_damaged`` when the copy is not sound.
    """
    source, target = Path(job["copy"]), Path(job["target"])
    key, mac_key = bytes.fromhex(job["key"]), bytes.fromhex(job["mac_key"])
    rebuilt = target.with_name(target.name + ".db")
    with file_errors(target.parent):  # a write-protected stick refuses even to delete what is not there
        try:
            _say(step="checking")
            before = _sound(source, key)
            _say(step="packing")
            _rebuild(source, key, rebuilt)
            if _sound(rebuilt, key) != before:
                raise KnownError("backup_source_damaged")
            container.write(target, job["header"].encode(), rebuilt, mac_key)
            _say(step="verifying")
            container.extract(target, mac_key, None)
        except KnownError as error:
            target.unlink(missing_ok=True)
            if error.code == "folder_read_only":
                raise KnownError(error.code, path=str(target.parent)) from error
            raise KnownError("backup_source_damaged") if error.code == "database_damaged" else error from error
        finally:
            rebuilt.unlink(missing_ok=True)
        return {"bytes": target.stat().st_size}


def unpack(job: Job) -> Facts:
    """Write the database of the backup ``source`` to ``target`` and check it. Raise KnownError ``backup_damaged``."""
    target, key = Path(job["target"]), bytes.fromhex(job["key"])
    _say(step="unpacking")
    container.extract(Path(job["source"]), bytes.fromhex(job["mac_key"]), target)
    _say(step="checking")
    found = check_database(target, key)
    if _wrong(found):
        raise KnownError("backup_damaged", path=job["source"])
    return {"bytes": target.stat().st_size}


def check_database(path: Path, key: bytes) -> Facts:
    """Return counts of faults in ``pages``, ``structure``, ``references``, ``search``, and the ``schema`` number.

    Every check has a fresh connection: one bad page poisons later checks on the same one (SQLCipher issue 617).
    The write-ahead log is taken in first; else pages it supersedes would be reported.
    """
    found: Counter[str] = Counter()
    schema = 0
    for name, statement in (
        ("pages", "PRAGMA cipher_integrity_check"),
        ("structure", "PRAGMA integrity_check"),
        ("references", "PRAGMA foreign_key_check"),
        ("search", ""),
    ):
        try:
            with contextlib.closing(connect(path, key)) as connection:
                checkpoint(connection)
                rows = connection.execute(statement).fetchall() if statement else _check_search(connection)
                schema = connection.execute("PRAGMA user_version").fetchone()[0]
            indexes = sum("FTS5 table" in str(row[0]) for row in rows)  # integrity_check looks at these too
            found[name] += 0 if rows == [("ok",)] else len(rows) - indexes
            found["search"] += indexes
        except (sqlcipher.Error, MemoryError, KnownError) as error:
            known = error if isinstance(error, KnownError) else known_error(error, path)
            if known is None or known.code != "database_damaged":
                raise known or error from error
            found[name] += 1
    return {**found, "schema": schema}


def _check_search(connection: Connection) -> list[tuple[object, ...]]:
    """Compare every search index with what its rows say; the first one that does not fit raises."""
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%fts5%'"
    for (name,) in connection.execute(tables).fetchall():
        quoted = '"' + name.replace('"', '""') + '"'
        connection.execute(f"INSERT INTO {quoted}({quoted}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - a quoted table name
    return []


def _check_log(path: Path, key: bytes, log_key: bytes) -> Facts:
    from sspdesk.storage import access_log  # noqa: PLC0415 - other checks do without SQLAlchemy
    from sspdesk.storage.engine import make_engine  # noqa: PLC0415 - as above

    engine = make_engine(path, key)
    try:
        with engine.begin() as connection:
            access_log.verify(connection, log_key)
    except KnownError as error:
        if error.code != "log_broken":
            raise
        return {"log_broken": error.facts["seq"]}
    finally:
        engine.dispose()
    return {}


def _wrong(found: Facts) -> bool:
    return any(found[name] for name in ("pages", "structure", "references", "search"))


def _sound(path: Path, key: bytes) -> list[tuple[str, int]]:
    """Return the number of rows in each table of a database that passes every check."""
    if _wrong(check_database(path, key)):
        raise KnownError("backup_source_damaged")
    with contextlib.closing(connect(path, key)) as connection:
        return _table_sizes(connection)


def _table_sizes(connection: Connection) -> list[tuple[str, int]]:
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    sizes = []
    for (name,) in tables:
        quoted = name.replace('"', '""')
        (rows,) = connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()  # noqa: S608 - a quoted table name
        sizes.append((str(name), int(rows)))
    return sizes


def _rebuild(source: Path, key: bytes, target: Path) -> None:
    """Write a compact copy under the same key. (SQLCipher's own backup call copies damage without a word: D6.)"""
    target.unlink(missing_ok=True)
    try:
        with contextlib.closing(connect(source, key, attach=True)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
    except (sqlcipher.Error, MemoryError) as error:
        raise known_error(error, target) or error from error


def _say(**words: object) -> None:
    print(json.dumps(words), flush=True)  # noqa: T201 - the pipe to the desk


def _no_core_dumps() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """Do the one job on standard input."""
    _no_core_dumps()
    os.umask(0o077)  # what is written here is for this user only
    job: Job = json.loads(sys.stdin.buffer.readline())
    verbs = {"copy": copy, "check": check, "pack": pack, "unpack": unpack}
    verbs |= {"rekey": helper_jobs.rekey, "drill": helper_jobs.drill, "compare": helper_jobs.compare}
    verb = verbs[job["verb"]]
    try:
        _say(result=verb(job))
    except KnownError as error:
        _say(error=error.code, facts=error.facts)
    return 0


if __name__ == "__main__":
    os._exit(main())
