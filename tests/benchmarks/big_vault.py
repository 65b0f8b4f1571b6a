"""A vault of full size, made once and kept, and the same rows in plain, unencrypted sqlite3.

20,000 persons, 200,000 contacts, 60,000 talks, and as many agreements, tasks and notes.
"""

import random
import shutil
import sqlite3
import tempfile
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import sqlalchemy as sa

from sspdesk.demo import make_demo_vault
from sspdesk.domain.ids import PersonId, TalkId
from sspdesk.domain.persons import Note
from sspdesk.domain.talk_records import Agreement, AgreementState
from sspdesk.domain.tasks import Task
from sspdesk.services.vaults import open_vault
from sspdesk.services.work import Workspace
from sspdesk.storage import schema
from sspdesk.storage.search_index import SEARCHED
from sspdesk.storage.unit_of_work import UnitOfWork
from tests.vaults import PASSPHRASE

PERSONS = 20_000
_CHUNK = 20_000
_NOT_COPIED = {"log", "revision"}
_NOTES = (
    "Mor har ringet om klubben og fritidsjobbet.",
    "Træner fodbold tirsdag og torsdag, glad for holdet.",
    "Vil gerne have en kontaktperson efter ferien.",
    "Har været hos skolevejlederen om et praktiksted.",
)
_AGREED = ("Med i klubben to gange om ugen", "Møde med skolen om fravær", "Fritidsjob i hallen", "Mentor hver uge")
_TITLES = ("Ring til hjemmet", "Aftal tid med skolen", "Svar gadeteamet", "Skriv til klubben om kontingent")


def folder(persons: int = PERSONS) -> Path:
    """Return the big vault, making it when it is not there (two minutes). It holds invented data only."""
    place = Path(tempfile.gettempdir()) / f"sspdesk-benchmark-{persons}-full.sspvault"
    if not place.exists():
        making = place.with_name(f"sspdesk-benchmark-{persons}-making.sspvault")
        shutil.rmtree(making, ignore_errors=True)
        make_demo_vault(making, PASSPHRASE, persons=persons)
        workspace = Workspace(open_vault(making, PASSPHRASE))
        _fill_up(workspace)
        workspace.close()
        making.rename(place)
    return place


def _fill_up(workspace: Workspace) -> None:
    """Add what the demo in bulk has not: an agreement, a task and a note for each talk."""
    today, chance, talk = date.today(), random.Random(2026), schema.talk.c
    talks = workspace.run(lambda uow: uow._connection.execute(sa.select(talk.id, talk.person_id)).all())
    for start in range(0, len(talks), _CHUNK):
        part = talks[start : start + _CHUNK]
        days = [today - timedelta(days=chance.randrange(1, 900)) for _talk in part]
        workspace.run(lambda uow, part=part, days=days: _add(uow, part, days, chance))


def _add(uow: UnitOfWork, talks: list[tuple[int, int]], days: list[date], chance: random.Random) -> None:
    agreements, tasks, notes = [], [], []
    for (talk_id, person_id), day in zip(talks, days, strict=True):
        person = PersonId(person_id)
        agreements.append(
            Agreement(
                talk_id=TalkId(talk_id),
                person_id=person,
                text=chance.choice(_AGREED),
                who=chance.choice(("Familien", "Skolen", "SSP-konsulenten")),
                due=day,
                state=AgreementState.KEPT,
            )
        )
        task = Task(person_id=person, title=chance.choice(_TITLES), due=day, created_on=day - timedelta(days=14))
        tasks.append(task if chance.random() < 0.01 else replace(task, done_on=day))
        notes.append(Note(person_id=person, at=datetime.combine(day, time(10)), text=chance.choice(_NOTES)))
    uow.agreements.add_many(agreements)
    uow.tasks.add_many(tasks)
    uow.notes.add_many(notes)


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


def open_plain(file: Path) -> sqlite3.Connection:
    """Open an unencrypted database with the standard library's sqlite3, as safe and with as much cache as the vault."""
    plain = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    for setting in ("journal_mode = WAL", "synchronous = FULL", "cache_size = -32768"):
        plain.execute(f"PRAGMA {setting}").fetchall()
    return plain


def plain_copy(workspace: Workspace, target: Path) -> sqlite3.Connection:
    """Copy the rows into an unencrypted database of the standard library's sqlite3, same tables and indexes."""
    plain = open_plain(target)

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
        tables = [table.name for table in schema.metadata.sorted_tables if table.name not in _NOT_COPIED]
        for table in (*tables, *(f"{kind}_search" for kind in SEARCHED)):
            rows = source.exec_driver_sql(f"SELECT {'rowid, ' if table.endswith('search') else ''}* FROM {table}")
            names = list(rows.keys())
            marks = ", ".join("?" for _name in names)
            plain.executemany(f"INSERT INTO {table}({', '.join(names)}) VALUES({marks})", rows.fetchall())
        plain.execute("COMMIT")

    workspace.run(copy)
    return plain
