"""A vault of full size (20,000 persons, 200,000 contacts), made once and kept, and the same rows in plain sqlite3."""

import sqlite3
import tempfile
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from sspdesk.demo import make_demo_vault
from sspdesk.services.vaults import open_vault
from sspdesk.services.work import Workspace
from sspdesk.storage.unit_of_work import UnitOfWork
from tests.vaults import PASSPHRASE

PERSONS = 20_000
_TABLES = ("institution", "professional", "meeting", "import_batch", "person", "contact", "note", "meeting_line")
_INDEXES = ("person_search", "contact_search", "note_search")


def folder(persons: int = PERSONS) -> Path:
    """Return the big vault, making it when it is not there (half a minute). It holds invented data only."""
    place = Path(tempfile.gettempdir()) / f"sspdesk-benchmark-{persons}.sspvault"
    if not place.exists():
        make_demo_vault(place, PASSPHRASE, persons=persons)
    return place


def open_big() -> Workspace:
    """Return the big vault open. Close it."""
    return Workspace(open_vault(folder(), PASSPHRASE))


class PlainWorkspace:
    """The program's own repositories on an unencrypted file of plain sqlite3, saving just as safely."""

    def __init__(self, file: Path) -> None:
        self._engine = sa.create_engine(f"sqlite:///{file}", pool_size=1, max_overflow=0, poolclass=sa.pool.QueuePool)

        @sa.event.listens_for(self._engine, "connect")
        def _settings(driver: sqlite3.Connection, _record: object) -> None:
            driver.isolation_level = None
            for setting in (
                "locking_mode = EXCLUSIVE",
                "journal_mode = WAL",
                "synchronous = FULL",
                "secure_delete = ON",
                "foreign_keys = ON",
                "temp_store = MEMORY",
                "cache_size = -32768",
                "wal_autocheckpoint = 0",
            ):
                driver.execute(f"PRAGMA {setting}").fetchall()

        @sa.event.listens_for(self._engine, "begin")
        def _begin(opened: sa.Connection) -> None:
            opened.exec_driver_sql("BEGIN IMMEDIATE")

    def run(self, work):
        """Do the work in one transaction and checkpoint, as the vault does."""
        with self._engine.connect() as connection:
            with connection.begin():
                value = work(UnitOfWork(connection, user="x", log_key=b"0" * 32, now=datetime.now))
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return value

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()


def plain_copy(workspace: Workspace, target: Path) -> sqlite3.Connection:
    """Copy the rows into an unencrypted database of the standard library's sqlite3, same tables and indexes."""
    plain = sqlite3.connect(target, isolation_level=None, check_same_thread=False)
    plain.execute("PRAGMA journal_mode = WAL")
    plain.execute("PRAGMA synchronous = FULL")
    plain.execute("PRAGMA cache_size = -32768")

    def copy(uow: object) -> None:
        source = uow._connection
        made = source.exec_driver_sql(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('table', 'index') AND "
            "name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_search%' ORDER BY type DESC"
        ).scalars()
        for statement in list(made):
            plain.execute(statement)
        indexes = source.exec_driver_sql("SELECT sql FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%'").scalars()
        for statement in indexes.all():
            plain.execute(statement)
        plain.execute("BEGIN")
        for table in (*_TABLES, *_INDEXES):
            rows = source.exec_driver_sql(f"SELECT {'rowid, ' if table.endswith('search') else ''}* FROM {table}")
            names = list(rows.keys())
            marks = ", ".join("?" for _name in names)
            plain.executemany(f"INSERT INTO {table}({', '.join(names)}) VALUES({marks})", rows.fetchall())
        plain.execute("COMMIT")

    workspace.run(copy)
    return plain
