"""After a power cut nothing acknowledged is lost and nothing is half there (security.md T2; D3)."""

import random
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from sspdesk.domain.errors import KnownError
from sspdesk.storage.connection import connect
from sspdesk.storage.helper import check_database
from tests.plan import Trial
from tests.storage import power, processes
from tests.storage.disk import Disk, Op

KEY = bytes(range(32))
SAVES = 30
HOW = "SQLCipher's writes seen in its VFS, Python's in os; replayed, not on hardware"


def write_database(pipe: Connection, folder: Path, synchronous: str) -> None:
    """Save again and again with every write recorded; send what was done. The database is never closed."""
    disk = Disk(folder)
    connection = connect(folder / "v.db", KEY)
    connection.execute(f"PRAGMA synchronous = {synchronous}").fetchall()
    draw = random.Random(3)
    for number in range(1, SAVES + 1):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE trial_count SET saves = ?", (number,))
        for _row in range(processes.ROWS_A_SAVE):
            body = " ".join(draw.choices(processes.WORDS, k=draw.randrange(5, 300)))
            connection.execute("INSERT INTO trial(save, body) VALUES (?, ?)", (number, body))
        if number % 3 == 0:
            connection.execute("UPDATE trial SET body = body || ' x' WHERE save = ?", (number - 1,))
        connection.commit()
        disk.acknowledge(number)
    pipe.send(disk.ops)
    pipe.recv()


def recorded(folder: Path, synchronous: str) -> tuple[dict[str, bytes], list[Op]]:
    """Return a small database as it was, and all that a writing process then did to it."""
    folder.mkdir()
    connection = connect(folder / "v.db", KEY, new=True)
    for statement in (
        "CREATE TABLE trial_count(saves INTEGER NOT NULL)",
        "INSERT INTO trial_count VALUES (0)",
        "CREATE TABLE trial(id INTEGER PRIMARY KEY, save INTEGER NOT NULL, body TEXT)",
        "CREATE VIRTUAL TABLE trial_search USING fts5(body, content='trial', content_rowid='id')",
        "CREATE TRIGGER trial_new AFTER INSERT ON trial BEGIN "
        "INSERT INTO trial_search(rowid, body) VALUES (new.id, new.body); END",
        "CREATE TRIGGER trial_changed AFTER UPDATE ON trial BEGIN "
        "INSERT INTO trial_search(trial_search, rowid, body) VALUES ('delete', old.id, old.body); "
        "INSERT INTO trial_search(rowid, body) VALUES (new.id, new.body); END",
    ):
        connection.execute(statement)
    connection.close()
    before = power.contents(folder)
    process, pipe = processes.start(write_database, folder, synchronous)
    ops = processes.received(pipe)
    processes.kill(process)
    assert isinstance(ops, list)
    return before, ops


def what_is_wrong(files: dict[str, bytes], folder: Path, acknowledged: int) -> str:
    """Return why a database after a power cut is not good enough, empty when it is."""
    power.lay_out(files, folder)
    path = folder / "v.db"
    try:
        connection = connect(path, KEY)
        (held,) = connection.execute("SELECT saves FROM trial_count").fetchone()
        sizes = connection.execute("SELECT count(*) FROM trial GROUP BY save").fetchall()
        connection.close()
    except (KnownError, sqlcipher.Error, MemoryError) as error:
        return f"unreadable: {error}"
    if held < acknowledged:
        return "lost"
    facts = check_database(path, KEY)
    whole = sizes == [(processes.ROWS_A_SAVE,)] * held
    sound = not any(facts[name] for name in ("pages", "structure", "references", "search"))
    return "" if whole and sound else "inconsistent"


@pytest.mark.trial("T2")
def test_a_power_cut_loses_no_acknowledged_save(tmp_path: Path, trial: Trial) -> None:
    trial.note(HOW)
    before, ops = recorded(tmp_path / "made", "FULL")
    assert sum(op.kind == "sync" for op in ops) > 2 * SAVES
    draw = random.Random(5)
    for number in trial.run(ci=300, release=5_000):
        cut = draw.randrange(len(ops) + 1) if number else len(ops)
        files, acknowledged = power.after_cut(before, ops, cut, draw)
        with trial.case(f"before step {cut}"):
            assert what_is_wrong(files, tmp_path / "cut", acknowledged) == ""


@pytest.mark.trial("T2")
def test_without_waiting_for_the_disk_a_power_cut_does_lose_saves(tmp_path: Path, trial: Trial) -> None:
    before, ops = recorded(tmp_path / "made", "OFF")
    draw = random.Random(5)
    found = set()
    for _case in range(40):
        files, acknowledged = power.after_cut(before, ops, draw.randrange(len(ops) + 1), draw)
        found.add(what_is_wrong(files, tmp_path / "cut", acknowledged))
    trial.control("synchronous = OFF", caught=len(found - {""}) > 0)
