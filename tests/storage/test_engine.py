"""The engine's settings are the measured ones, and its errors say nothing about anybody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher

from sspdesk.domain.errors import KnownError
from sspdesk.storage.engine import borrowed, checkpoint, make_engine

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault-1.db"


@pytest.fixture
def engine(path: Path) -> Iterator[sa.Engine]:
    engine = make_engine(path, KEY, new=True)
    with engine.begin() as opened:
        opened.exec_driver_sql("CREATE TABLE child(id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL)")
    yield engine
    engine.dispose()


def setting(engine: sa.Engine, name: str) -> object:
    with engine.connect() as opened:
        return opened.exec_driver_sql(f"PRAGMA {name}").scalar()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("locking_mode", "exclusive"),
        ("synchronous", 2),
        ("wal_autocheckpoint", 0),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("cache_size", -32768),
        ("cipher_status", "1"),
        ("cipher_log_level", "NONE"),
    ],
)
def test_the_measured_settings_hold(engine: sa.Engine, name: str, value: object) -> None:
    assert setting(engine, name) == value


def test_a_commit_empties_the_write_ahead_log(engine: sa.Engine, path: Path) -> None:
    log = path.with_name(path.name + "-wal")
    before = path.stat().st_size
    with engine.begin() as opened:
        opened.exec_driver_sql("INSERT INTO child(name) VALUES (?)", ("x" * 50_000,))
    assert log.stat().st_size == 0
    assert path.stat().st_size > before + 40_000
    checkpoint(engine)


def test_an_exception_rolls_everything_back_schema_included(engine: sa.Engine) -> None:
    def migrate_half_way() -> None:
        with engine.begin() as opened:
            opened.exec_driver_sql("INSERT INTO child(name) VALUES ('Prøvine')")
            opened.exec_driver_sql("CREATE TABLE half(id INTEGER)")
            opened.exec_driver_sql("PRAGMA user_version = 7")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        migrate_half_way()
    with engine.begin() as opened:
        assert opened.exec_driver_sql("SELECT count(*) FROM child").scalar() == 0
        assert opened.exec_driver_sql("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").scalar() == 0
        assert opened.exec_driver_sql("PRAGMA user_version").scalar() == 0


def test_a_transaction_takes_the_write_lock_at_once(engine: sa.Engine) -> None:
    said: list[str] = []
    with borrowed(engine) as driver:
        driver.set_trace_callback(said.append)
    with engine.begin() as opened:
        opened.exec_driver_sql("SELECT 1")
    assert said == ["BEGIN IMMEDIATE", "SELECT 1", "COMMIT", "PRAGMA wal_checkpoint(TRUNCATE)"]


def test_error_texts_hold_no_values(engine: sa.Engine) -> None:
    insert = sa.text("INSERT INTO child(name) VALUES (:name)")
    with engine.begin() as opened:
        opened.execute(insert, {"name": "Testine Eksempelsen"})
    with pytest.raises(sa.exc.IntegrityError) as caught, engine.begin() as opened:
        opened.execute(insert, {"name": "Testine Eksempelsen"})
    assert "Testine" not in str(caught.value)
    assert KEY.hex() not in str(caught.value) + repr(engine) + repr(engine.url)


def test_a_session_inside_a_session_fails_early(path: Path) -> None:
    engine = make_engine(path, KEY, new=True)
    engine.pool._timeout = 0.01  # type: ignore[attr-defined]  # two seconds in the program
    with engine.connect(), pytest.raises(sa.exc.TimeoutError):
        engine.connect()
    engine.dispose()


def test_no_plain_copy_can_be_attached(engine: sa.Engine, tmp_path: Path) -> None:
    plain = tmp_path / "plain.db"
    for statement in (f"ATTACH '{plain}' AS plain KEY ''", f"VACUUM INTO '{plain}'"):
        with borrowed(engine) as driver, pytest.raises(sqlcipher.DatabaseError):
            driver.execute(statement)
    assert not plain.exists()


def test_the_backup_call_that_copies_damage_is_out_of_reach(engine: sa.Engine) -> None:
    with borrowed(engine) as driver, pytest.raises(NotImplementedError):
        driver.backup(driver)


def test_a_missing_database_is_not_made(path: Path) -> None:
    engine = make_engine(path, KEY)
    with pytest.raises(KnownError) as caught:
        engine.connect()
    assert caught.value.code == "database_missing"
    assert not path.exists()


def test_a_new_database_never_takes_an_old_ones_place(engine: sa.Engine, path: Path) -> None:
    with pytest.raises(FileExistsError):
        make_engine(path, KEY, new=True).connect()


def test_another_key_is_damage_at_this_level(engine: sa.Engine, path: Path) -> None:
    engine.dispose()
    with pytest.raises(KnownError) as caught:
        make_engine(path, bytes(32)).connect()
    assert caught.value.code == "database_damaged"


def test_a_plain_database_is_not_opened(path: Path) -> None:
    import sqlite3

    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE child(id INTEGER)")
    plain.close()
    with pytest.raises(KnownError) as caught:
        make_engine(path, KEY).connect()
    assert caught.value.code == "database_damaged"


def test_a_second_connection_to_the_file_is_refused(engine: sa.Engine, path: Path) -> None:
    checkpoint(engine)
    with pytest.raises(KnownError) as caught:
        make_engine(path, KEY).connect()
    assert caught.value.code == "database_locked"
