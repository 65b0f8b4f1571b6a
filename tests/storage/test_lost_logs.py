"""A write-ahead log lost or damaged after a crash, or the database copied alone, loses no save (security.md T7, D3)."""

import random
import shutil
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from sspdesk.storage.connection import connect
from tests.plan import Trial
from tests.storage import processes
from tests.storage.test_kills import checked
from tests.vaults import make_vault, reopen


def save_and_wait(pipe: Connection, folder: Path, seed: int) -> None:
    """Save some times, begin one more save that is too large for the cache, and wait to be killed in it."""
    vault = reopen(folder)
    draw = random.Random(seed)
    number = 0
    for _save in range(draw.randrange(1, 6)):
        number = processes.save(vault, draw)
    connection = vault.engine.connect()
    connection.exec_driver_sql("PRAGMA cache_size = 10")
    connection.exec_driver_sql("UPDATE trial_count SET saves = saves + 1")
    for _row in range(draw.choice((0, 20, 200))):
        body = " ".join(draw.choices(processes.WORDS, k=300))
        connection.exec_driver_sql("INSERT INTO trial(save, body) VALUES (?, ?)", (number + 1, body))
    pipe.send(number)
    pipe.recv()


def _removed(log: Path, _draw: random.Random) -> None:
    log.unlink()


def _flipped(log: Path, draw: random.Random) -> None:
    data = bytearray(log.read_bytes())
    if data:
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    log.write_bytes(data)


def _halved(log: Path, _draw: random.Random) -> None:
    data = log.read_bytes()
    log.write_bytes(data[: len(data) // 2])


DAMAGES: tuple[Callable[[Path, random.Random], None], ...] = (_removed, _flipped, _halved)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    vault = make_vault(tmp_path)
    processes.make_tables(vault)
    vault.close()
    return vault.folder


@pytest.mark.trial("T7")
def test_a_lost_or_damaged_log_loses_no_save(folder: Path, tmp_path: Path, trial: Trial) -> None:
    spilled = 0
    for number in trial.run(ci=40, release=300):
        process, pipe = processes.start(save_and_wait, folder, number)
        acknowledged = processes.received(pipe)
        processes.kill(process)
        log = folder / "vault-1.db-wal"
        spilled += log.stat().st_size > 0
        with trial.case(number):
            if number % 4 < 3:
                DAMAGES[number % 4](log, random.Random(number))
                assert checked(reopen(folder)) == acknowledged
            else:
                shutil.rmtree(tmp_path / "alone", ignore_errors=True)
                (tmp_path / "alone").mkdir()
                for name in ("vault.json", "vault-1.db"):
                    shutil.copy(folder / name, tmp_path / "alone")
                assert checked(reopen(tmp_path / "alone", accepted=["seal_missing"])) == acknowledged
    assert spilled > trial.cases / 4  # so there was a log to lose


def save_without_emptying_the_log(pipe: Connection, folder: Path, key: bytes) -> None:
    """Save as SQLite does by itself: the log is left as it is."""
    connection = connect(folder / "vault-1.db", key)
    for number in range(1, 6):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE trial_count SET saves = ?", (number,))
        connection.execute("COMMIT")
    pipe.send(number)
    pipe.recv()


@pytest.mark.trial("T7")
def test_without_emptying_the_log_after_every_save_saves_are_lost(tmp_path: Path, trial: Trial) -> None:
    vault = make_vault(tmp_path)
    processes.make_tables(vault)
    key = vault.subkey(b"db")
    vault.close()
    process, pipe = processes.start(save_without_emptying_the_log, vault.folder, key)
    acknowledged = processes.received(pipe)
    processes.kill(process)
    (vault.folder / "vault-1.db-wal").unlink()
    connection = connect(vault.database_path, key)
    (held,) = connection.execute("SELECT saves FROM trial_count").fetchone()
    connection.close()
    trial.control("no checkpoint after a save", caught=held < acknowledged)
