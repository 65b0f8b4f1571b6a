"""After a power cut header, seal, settings and backup are the old ones or the new ones, never torn (security.md T3)."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from sspdesk.domain.errors import KnownError
from sspdesk.storage import backup, container, helper, seal
from sspdesk.storage.header import read_header, write_header
from sspdesk.storage.seal import Seal, State
from sspdesk.ui.computer import Computer
from tests.plan import Trial
from tests.storage import power, processes
from tests.storage.disk import Disk, Op
from tests.storage.test_power_cuts import HOW
from tests.vaults import CHEAP_BOUNDS, make_vault, reopen

TIMES = 12
FIRST_DAY = datetime(2026, 11, 1, 8)


def record(pipe: Connection, work: Callable[..., None], folder: Path, *given: object) -> None:
    """Do some work with every write under a folder recorded, and send what was done."""
    disk = Disk(folder)
    work(disk, folder, *given)
    pipe.send(disk.ops)
    pipe.recv()


def write_headers(disk: Disk, folder: Path) -> None:
    header = read_header(folder, CHEAP_BOUNDS).header
    for number in range(2, TIMES):
        write_header(folder, replace(header, generation=number))
        disk.acknowledge(number)


def write_seals(disk: Disk, folder: Path) -> None:
    for number in range(2, TIMES):
        seal.write(folder, Seal(vault_id="x", generation=1, state=State.OPEN, seq=number), bytes(32))
        disk.acknowledge(number)


def write_settings(disk: Disk, folder: Path) -> None:
    computer = Computer(folder / "computer.json")
    for number in range(2, TIMES):
        computer.remember(idle_minutes=number, vault="x" * 2_000)
    disk.acknowledge(0)  # comfort only: the old one may come back


def write_settings_carelessly(disk: Disk, folder: Path) -> None:
    for number in range(2, TIMES):
        (folder / "computer.json").write_text(f'{{"idle_minutes": {number}, "vault": "{"x" * 2_000}"}}')
    disk.acknowledge(0)


def write_backups(disk: Disk, folder: Path, vault_folder: Path) -> None:
    """Make backups of an open vault with the helper's work done here, where it is seen."""

    def here(job: dict[str, str], **_how: object) -> helper.Facts:
        return getattr(helper, job["verb"])(job)

    backup.run_helper = here
    vault = reopen(vault_folder)
    for number in range(2, 5):
        day = FIRST_DAY + timedelta(days=number)
        backup.begin(vault, lambda when=day: when).finish(folder)
        disk.acknowledge(number)
    vault.close()


def recorded(work: Callable[..., None], folder: Path, *given: object) -> tuple[dict[str, bytes], list[Op]]:
    """Return a folder as it was, and what the work then did in it."""
    before = power.contents(folder)
    process, pipe = processes.start(record, work, folder, *given)
    ops = processes.received(pipe)
    processes.kill(process)
    assert isinstance(ops, list)
    assert ops
    return before, ops


def replayed(
    trial: Trial, before: dict[str, bytes], ops: list[Op], folder: Path, good: Callable[[Path, int], bool]
) -> None:
    draw = random.Random(7)
    for _number in trial.run(ci=75, release=500):
        cut = draw.randrange(len(ops) + 1)
        files, acknowledged = power.after_cut(before, ops, cut, draw)
        power.lay_out(files, folder)
        with trial.case(f"before step {cut}"):
            assert good(folder, acknowledged)


@pytest.mark.trial("T3")
def test_the_header_is_the_old_or_the_new_one(tmp_path: Path, trial: Trial) -> None:
    trial.note(HOW)
    vault = make_vault(tmp_path)
    vault.close()
    (tmp_path / "headers").mkdir()
    write_header(tmp_path / "headers", vault.header)
    before, ops = recorded(write_headers, tmp_path / "headers")

    def good(folder: Path, acknowledged: int) -> bool:
        reading = read_header(folder, CHEAP_BOUNDS)
        codes = {finding.code for finding in reading.findings}
        return reading.header.generation >= max(acknowledged, 1) and codes <= {"header_twin_stale"}

    replayed(trial, before, ops, tmp_path / "cut", good)


@pytest.mark.trial("T3")
def test_the_seal_is_the_old_or_the_new_one(tmp_path: Path, trial: Trial) -> None:
    (tmp_path / "seals").mkdir()
    seal.write(tmp_path / "seals", Seal(vault_id="x", generation=1, state=State.OPEN, seq=1), bytes(32))
    before, ops = recorded(write_seals, tmp_path / "seals")

    def good(folder: Path, acknowledged: int) -> bool:
        found = seal.read(folder, bytes(32))
        return found is not None and found.seq >= acknowledged

    replayed(trial, before, ops, tmp_path / "cut", good)


def _settings_are_whole(folder: Path, _acknowledged: int) -> bool:
    memory = Computer.load(folder / "computer.json").memory
    return len(memory.vault) == 2_000


@pytest.mark.trial("T3")
def test_the_computers_settings_are_never_torn(tmp_path: Path, trial: Trial) -> None:
    (tmp_path / "settings").mkdir()
    Computer(tmp_path / "settings" / "computer.json").remember(idle_minutes=1, vault="x" * 2_000)
    before, ops = recorded(write_settings, tmp_path / "settings")
    replayed(trial, before, ops, tmp_path / "cut", _settings_are_whole)
    careless_before, careless = recorded(write_settings_carelessly, tmp_path / "settings")
    draw, torn = random.Random(8), 0
    for _case in range(60):
        files, _none = power.after_cut(careless_before, careless, draw.randrange(len(careless) + 1), draw)
        power.lay_out(files, tmp_path / "cut")
        torn += not _settings_are_whole(tmp_path / "cut", 0)
    trial.control("a file written in place", caught=torn > 0)


@pytest.mark.trial("T3")
def test_a_file_with_a_backups_name_is_a_whole_backup(tmp_path: Path, trial: Trial) -> None:
    vault = make_vault(tmp_path)
    copies = tmp_path / "copies"
    first = backup.begin(vault, lambda: FIRST_DAY).finish(copies)
    key = vault.subkey(b"backup")
    vault.close()
    before, ops = recorded(write_backups, copies, vault.folder)

    def good(folder: Path, acknowledged: int) -> bool:
        found = sorted(folder.glob("*.sspbackup"))
        for path in found:
            container.extract(path, key, None)
        days = [FIRST_DAY + timedelta(days=number) for number in range(2, acknowledged + 1)]
        wanted = {first.path.name} | {f"havnsoe-{day:%Y-%m-%d-%H%M%S}.sspbackup" for day in days}
        return wanted <= {path.name for path in found}

    replayed(trial, before, ops, tmp_path / "cut", good)
    torn = tmp_path / "torn"
    torn.mkdir()
    (torn / first.path.name).write_bytes(first.path.read_bytes()[:-1])
    with pytest.raises(KnownError):
        good(torn, 0)
