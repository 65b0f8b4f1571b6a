"""Migrations (T14): every golden vault opens as the newest schema with its rows, or stays exactly as it was."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from sspdesk.domain.errors import KnownError
from sspdesk.storage import schema
from sspdesk.storage.migrations import MIGRATIONS, NEWEST, Migration, migrate, schema_number
from sspdesk.storage.vault import OpenVault, open_vault
from tests import plan
from tests.golden import FOLDER, path_of
from tests.plan import Trial
from tests.vaults import CHEAP_BOUNDS, PASSPHRASE, copy_vault, make_vault, reopen

ROOT = Path(__file__).resolve().parents[2]
NUMBERS = range(1, NEWEST + 1)
_SHAPE = "SELECT type, name, tbl_name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name"


def _one_more(connection: sa.Connection) -> None:
    """A further migration that touches much, so that a break at any of its statements would show."""
    connection.exec_driver_sql("ALTER TABLE person ADD COLUMN extra TEXT NOT NULL DEFAULT ''")
    connection.exec_driver_sql("CREATE TABLE trial (id INTEGER PRIMARY KEY, person_id INTEGER REFERENCES person (id))")
    connection.exec_driver_sql("INSERT INTO trial (person_id) SELECT id FROM person")
    connection.exec_driver_sql("UPDATE person SET extra = first_name")
    connection.exec_driver_sql("CREATE INDEX trial_by_person ON trial (person_id)")


ONE_MORE: tuple[Migration, ...] = (*MIGRATIONS, _one_more)


def _untouched(_connection: sa.Connection) -> None:
    """Open without migrating, to look at a vault as it lies."""


def _opened(folder: Path, migration: Callable[[sa.Connection], None]) -> OpenVault:
    return open_vault(folder, PASSPHRASE, bounds=CHEAP_BOUNDS, schema=migration)


def _digest(vault: OpenVault) -> dict[str, str]:
    """Return a digest of every table's rows, and of the schema and its number."""
    with vault.engine.begin() as connection:
        shape = connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema ORDER BY name").all()
        found = {"": hashlib.sha256(repr((shape, schema_number(connection))).encode()).hexdigest()}
        for table in _tables(connection):
            rows = connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1").all()
            found[table] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return found


def _tables(connection: sa.Connection) -> list[str]:
    names = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").scalars()
    return [name for name in names if not name.startswith("sqlite_") and "_search" not in name]


@pytest.fixture
def golden(tmp_path: Path, number: int) -> Path:
    return shutil.copytree(path_of(number), tmp_path / path_of(number).name)


def _breaking(connection: sa.Connection, migrations: tuple[Migration, ...], at: int | None) -> int:
    """Migrate and return how many statements it took; raise before statement ``at``, counted from 0."""
    seen = 0

    def before(*_arguments: object) -> None:
        nonlocal seen
        if seen == at:
            raise InterruptedError
        seen += 1

    sa.event.listen(connection, "before_cursor_execute", before)
    try:
        migrate(connection, migrations)
    finally:
        sa.event.remove(connection, "before_cursor_execute", before)
    return seen


def _broken_at(at: int, connection: sa.Connection) -> None:
    _breaking(connection, ONE_MORE, at)


def _statements(folder: Path, migrations: tuple[Migration, ...]) -> int:
    """Return how many statements the migrations run on a vault, from a try on a copy."""
    counts: list[int] = []
    copy = shutil.copytree(folder, folder.with_name("counted.sspvault"))
    _opened(copy, lambda connection: counts.append(_breaking(connection, migrations, None))).close()
    return counts[0]


def test_there_is_a_golden_vault_of_every_schema_number() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(path_of(number).name for number in NUMBERS)


@pytest.mark.trial("T14")
@pytest.mark.parametrize("number", NUMBERS)
def test_a_golden_vault_opens_as_the_newest_schema_with_all_its_rows(golden: Path, number: int) -> None:
    vault = _opened(golden, _untouched)
    with vault.engine.begin() as connection:
        assert schema_number(connection) == number
        before = {
            table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            for table in _tables(connection)
        }
    vault.close()
    assert before["person"]
    assert before["log"]
    vault = reopen(golden)
    with vault.engine.begin() as connection:
        assert schema_number(connection) == NEWEST
        for table, rows in before.items():
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() >= rows, table
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    vault.close()


@pytest.mark.parametrize("number", NUMBERS)
def test_a_migrated_vault_has_the_same_shape_as_a_new_one(golden: Path, tmp_path: Path) -> None:
    shapes = []
    for vault in (reopen(golden), copy_vault(tmp_path)):
        with vault.engine.begin() as connection:
            shapes.append(connection.exec_driver_sql(_SHAPE).all())
        vault.close()
    assert shapes[0] == shapes[1]


def test_the_migrations_make_what_the_tables_say(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    with vault.engine.begin() as connection:
        inspector = sa.inspect(connection)
        for table in schema.metadata.sorted_tables:
            made = {column["name"]: column for column in inspector.get_columns(table.name)}
            assert set(made) == {column.name for column in table.columns}, table.name
            for column in table.columns:
                assert made[column.name]["nullable"] == column.nullable, f"{table.name}.{column.name}"
            keys = {
                (tuple(key["constrained_columns"]), key["referred_table"])
                for key in inspector.get_foreign_keys(table.name)
            }
            assert keys == {((key.parent.name,), key.column.table.name) for key in table.foreign_keys}, table.name
            indexes = {index["name"] for index in inspector.get_indexes(table.name)}
            assert indexes >= {str(index.name) for index in table.indexes}, table.name
            autoincrement = connection.exec_driver_sql(
                "SELECT sql LIKE '%AUTOINCREMENT%' FROM sqlite_schema WHERE name = ?", (table.name,)
            ).scalar_one()
            assert bool(autoincrement) == bool(table.dialect_options["sqlite"]["autoincrement"]), table.name
        made_tables = set(_tables(connection))
        assert made_tables == set(schema.metadata.tables)
    vault.close()


@pytest.mark.trial("T14")
@pytest.mark.parametrize("number", NUMBERS)
def test_an_exception_at_any_statement_leaves_the_vault_as_it_was(golden: Path, trial: Trial, number: int) -> None:
    whole = _opened(golden, _untouched)
    before = _digest(whole)
    whole.close()
    steps = _statements(golden, ONE_MORE)
    assert steps >= 7
    places = 12 if number > NEWEST - 2 else 4  # every older vault goes through the newest steps as well
    stride = 1 if plan.is_release() else max(1, steps // places)
    for at in trial.each(sorted({*range(0, steps, stride), steps - 1})):
        with pytest.raises(InterruptedError):
            _opened(golden, partial(_broken_at, at))
        vault = _opened(golden, _untouched)
        assert _digest(vault) == before, at
        vault.close()


_KILLED = """
import os, sys
from pathlib import Path
from tests.storage.test_migrations import ONE_MORE, _opened
import sqlalchemy as sa
from sspdesk.storage.migrations import migrate

left = int(sys.argv[2])

def broken(connection):
    def before(*_arguments):
        global left
        if left == 0:
            os.kill(os.getpid(), 9) if hasattr(os, "getuid") else os._exit(9)
        left -= 1
    sa.event.listen(connection, "before_cursor_execute", before)
    migrate(connection, ONE_MORE)

_opened(Path(sys.argv[1]), broken)
"""


@pytest.mark.trial("T14")
@pytest.mark.parametrize("number", NUMBERS if plan.is_release() else [NEWEST])
def test_a_kill_at_any_statement_leaves_the_vault_as_it_was(golden: Path, trial: Trial) -> None:
    whole = _opened(golden, _untouched)
    before = _digest(whole)
    whole.close()
    steps = _statements(golden, ONE_MORE)
    for at in trial.each(range(steps) if plan.is_release() else sorted({0, 1, steps // 2, steps - 1})):
        killed = subprocess.run(
            [sys.executable, "-c", _KILLED, str(golden), str(at)], cwd=ROOT, capture_output=True, check=False
        )
        assert killed.returncode in (-9, 9), killed.stderr
        vault = _opened(golden, _untouched)
        assert _digest(vault) == before, at
        vault.close()


def test_a_vault_of_a_newer_schema_is_refused_in_words(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    folder = vault.folder
    vault.close()
    _opened(folder, lambda connection: migrate(connection, ONE_MORE)).close()
    with pytest.raises(KnownError) as caught:
        reopen(folder)
    assert (caught.value.code, caught.value.facts["found"]) == ("newer_schema", NEWEST + 1)
