"""What the children of the kill, flip and lock tests do, each in a process of its own."""

import hashlib
import multiprocessing
import os
import random
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import sqlalchemy as sa

from sspdesk.domain.errors import KnownError
from sspdesk.storage.engine import make_engine
from sspdesk.storage.helper import check_database
from sspdesk.storage.vault import OpenVault
from tests.plan import count
from tests.vaults import reopen

ROWS_A_SAVE = 5
WATCHDOG = 60 * count(1, 20)  # seconds; nothing here takes one in CI
WORDS = ["bekymring", "samtale", "politi", "kontakt", "møde", "aftale", "skole", "Ågård", "Sørine", "råd", "netværk"]

_context = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
if sys.platform != "win32":
    _context.set_forkserver_preload([__name__, "tests.storage.deeds"])


def start(work: Callable[..., None], *arguments: object) -> tuple[BaseProcess, Connection]:
    """Start ``work(pipe, *arguments)`` in a process of its own; return it and our end of the pipe."""
    ours, theirs = _context.Pipe()
    process = _context.Process(target=work, args=(theirs, *arguments), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def kill(process: BaseProcess) -> None:
    """Kill a process as a power switch would, and wait for its end."""
    process.kill()
    process.join(WATCHDOG)
    process.close()


def received(pipe: Connection) -> object:
    """Return the next message; fail instead of hanging."""
    assert pipe.poll(WATCHDOG), "the child process is silent"
    return pipe.recv()


def make_tables(vault: OpenVault) -> None:
    """Add the two tables that ``write_for_ever`` fills."""
    with vault.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE trial_count(saves INTEGER NOT NULL)")
        connection.exec_driver_sql("INSERT INTO trial_count VALUES (0)")
        connection.exec_driver_sql("CREATE TABLE trial(id INTEGER PRIMARY KEY, save INTEGER NOT NULL, body TEXT)")
        connection.exec_driver_sql("CREATE INDEX trial_save ON trial(save)")


def saves(connection: sa.Connection) -> int:
    """Return the number of saves the vault holds."""
    return int(connection.exec_driver_sql("SELECT saves FROM trial_count").scalar_one())


def save(vault: OpenVault, draw: random.Random) -> int:
    """Make one save: count it, add its rows, change and delete some; return its number."""
    with vault.engine.begin() as connection:
        number = saves(connection) + 1
        connection.exec_driver_sql("UPDATE trial_count SET saves = ?", (number,))
        for _row in range(ROWS_A_SAVE):
            body = " ".join(draw.choices(WORDS, k=draw.randrange(5, 400)))
            connection.exec_driver_sql("INSERT INTO trial(save, body) VALUES (?, ?)", (number, body))
        if number % 3 == 0:
            connection.exec_driver_sql("UPDATE trial SET body = body || ' rettet' WHERE save = ?", (number - 1,))
        if number % 4 == 0:
            connection.exec_driver_sql("DELETE FROM trial WHERE save = ?", (number - 3,))
    return number


def write_for_ever(pipe: Connection, folder: Path, seed: int) -> None:
    """Save again and again, and send each number once its save is acknowledged."""
    vault = reopen(folder)
    draw = random.Random(seed)
    pipe.send("ready")
    while True:
        pipe.send(save(vault, draw))


def write_until_full(pipe: Connection, folder: Path, more_bytes: int) -> None:
    """Save until files may not grow any more; send the last number, the error's code, and what can still be read."""
    import resource

    vault = reopen(folder)
    with vault.engine.begin() as connection:
        number = saves(connection)
    limit = vault.database_path.stat().st_size + more_bytes
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    draw = random.Random(1)
    try:
        while True:
            number = save(vault, draw)
    except KnownError as error:
        code = error.code
    with vault.engine.begin() as connection:
        readable = saves(connection)
    vault.close()
    pipe.send((number, code, readable))


def change_passphrase_when_full(pipe: Connection, folder: Path, new: str) -> None:
    """Try to change the passphrase where not even a header fits; send the error's code."""
    import resource

    vault = reopen(folder)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
    try:
        vault.change_passphrase(new)
    except KnownError as error:
        pipe.send(error.code)


def hold(pipe: Connection, folder: Path) -> None:
    """Open the vault and keep it open; send the process's number."""
    vault = reopen(folder)
    pipe.send(os.getpid())
    pipe.recv()
    vault.close()


def try_to_open(pipe: Connection, folder: Path) -> None:
    """Send the code and facts of what keeps the vault from opening, or None."""
    try:
        reopen(folder).close()
        pipe.send(None)
    except KnownError as error:
        pipe.send((error.code, dict(error.facts)))


def count_up(pipe: Connection, folder: Path, times: int) -> None:
    """Count up in the vault again and again, opening it anew each time; send how often that was."""
    for _time in range(times):
        vault = None
        while vault is None:
            try:
                vault = reopen(folder)
            except KnownError as error:
                if error.code != "vault_in_use":
                    raise
                pipe.poll(0.002)  # somebody else has it just now
        with vault.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE trial_count SET saves = saves + 1")
        vault.close()
    pipe.send(times)
    pipe.recv()


def digest(connection: sa.Connection) -> str:
    """Return one value for all rows of all tables."""
    total = hashlib.sha256()
    tables = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").scalars()
    for name in tables.all():
        for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"'):  # noqa: S608 - names from the schema itself
            total.update(repr(tuple(row)).encode())
    return total.hexdigest()


def read_damaged(pipe: Connection, key: bytes) -> None:
    """For each path received, send what reading through the engine gave and what the check counted."""
    while True:
        path = pipe.recv()
        engine = make_engine(path, key)
        try:
            with engine.begin() as connection:
                answer = digest(connection)
        except KnownError as error:
            answer = error.code
        except sa.exc.DBAPIError as error:
            answer = f"unnamed: {error.orig}"
        finally:
            engine.dispose()
        pipe.send((answer, check_database(path, key)))
