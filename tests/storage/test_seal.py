"""Old pages, old files and a missing seal are told, a crash is checked, and nothing is changed by looking (T6, D7)."""

import random
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from sspdesk.domain.vault import Finding, InDoubtError, Severity
from sspdesk.storage import backup, remembered, seal, sealing
from sspdesk.storage.checks import check_vault
from sspdesk.storage.engine import make_engine
from sspdesk.storage.header import read_header
from sspdesk.storage.helper import check_database
from sspdesk.storage.migrations import NEWEST
from sspdesk.storage.seal import LogHead
from sspdesk.storage.vault import OpenVault
from tests import golden, plan
from tests.plan import Trial
from tests.storage import processes
from tests.vaults import CHEAP_BOUNDS, PASSPHRASE, make_vault, reopen

PAGE = 4096
HEAD = LogHead(7, "ab" * 32)


@dataclass
class Ages:
    """A vault as it was, and as it is now; ``memory`` is what the computer knows of it."""

    folder: Path
    old: Path
    memory: Path
    key: bytes
    seal_key: bytes

    @property
    def database(self) -> Path:
        return self.folder / "vault-1.db"

    def judged(self) -> list[str]:
        known = remembered.recall(self.memory, read_header(self.folder, CHEAP_BOUNDS).header.id)
        header = read_header(self.folder, CHEAP_BOUNDS).header
        digest = seal.file_digest(self.database)
        return [one.code for one in sealing.judge(self.folder, header, self.seal_key, digest, known).findings]


def save(folder: Path, memory: Path, seed: int) -> OpenVault:
    """Open the vault, make some saves and change old rows, close it."""
    vault = reopen(folder, memory=memory)
    draw = random.Random(seed)
    for _save in range(25):
        processes.save(vault, draw)
    with vault.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE trial SET body = upper(body) WHERE id % 2 = ?", (seed % 2,))
    vault.close()
    return vault


@pytest.fixture
def ages(tmp_path: Path) -> Ages:
    memory, old = tmp_path / "memory", tmp_path / "old"
    vault = make_vault(tmp_path)
    processes.make_tables(vault)
    vault.close()
    save(vault.folder, memory, 1)
    shutil.copytree(vault.folder, old)
    vault = save(vault.folder, memory, 2)
    return Ages(vault.folder, old, memory, vault.subkey(b"db"), vault.subkey(b"seal"))


def doubts(folder: Path, memory: Path | None = None) -> tuple[list[str], bool]:
    """Return what opening says, and whether it may be opened all the same."""
    with pytest.raises(InDoubtError) as caught:
        reopen(folder, memory=memory)
    return [one.code for one in caught.value.findings], caught.value.may_open


def codes(findings: tuple[Finding, ...] | list[Finding]) -> list[str]:
    return [one.code for one in findings]


def test_a_closed_vault_fits_its_seal_and_every_commit_counts(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    key = vault.subkey(b"seal")
    during = seal.read(vault.folder, key)
    vault.close()
    first = seal.read(vault.folder, key)
    vault = reopen(vault.folder)
    assert vault.findings == ()
    for _commit in range(5):
        with vault.engine.begin() as connection:
            connection.exec_driver_sql("SELECT 1")
    vault.close()
    second = seal.read(vault.folder, key)
    assert during is not None
    assert first is not None
    assert second is not None
    assert (during.state, first.state, second.state) == ("open", "closed", "closed")
    assert (first.size, second.seq >= first.seq + 5) == (vault.database_path.stat().st_size, True)


@pytest.mark.trial("T6")
def test_every_old_page_put_back_is_told(ages: Ages, trial: Trial) -> None:
    then, now = (ages.old / "vault-1.db").read_bytes(), ages.database.read_bytes()
    places = range(0, min(len(then), len(now)), PAGE)
    changed = [place for place in places if then[place : place + PAGE] != now[place : place + PAGE]]
    unnoticed, opened = 0, set(changed if plan.is_release() else changed[::8])
    for place in trial.each(changed):
        ages.database.write_bytes(now[:place] + then[place : place + PAGE] + now[place + PAGE :])
        with trial.case(place // PAGE):
            assert ages.judged() == ["seal_mismatch"]
            if place in opened:
                told, may_open = doubts(ages.folder, ages.memory)
                assert told[0] in {"seal_mismatch", "database_damaged"}
                assert may_open == ("database_damaged" not in told)
        facts = check_database(ages.database, ages.key)
        unnoticed += not any(facts[name] for name in ("pages", "structure", "references", "search"))
    assert len(changed) > 30
    trial.control("SQLCipher's own checks without the seal", caught=unnoticed > 0)


@pytest.mark.trial("T6")
def test_an_old_file_an_old_folder_and_a_missing_seal_are_told(ages: Ages, trial: Trial) -> None:
    now = {path.name: path.read_bytes() for path in ages.folder.iterdir()}
    then = {path.name: path.read_bytes() for path in ages.old.iterdir()}
    cases: dict[str, tuple[dict[str, bytes | None], list[str]]] = {
        "old database, new seal": ({"vault-1.db": then["vault-1.db"]}, ["seal_mismatch"]),
        "new database, old seal": ({"seal": then["seal"]}, ["vault_older", "seal_mismatch"]),
        "whole old folder": (dict(then), ["vault_older"]),
        "seal removed": ({"seal": None}, ["seal_missing"]),
        "seal cut off": ({"seal": now["seal"][:500]}, ["seal_damaged"]),
        "old log beside it": ({"vault-1.db-wal": b"\x37\x7f\x06\x83" + bytes(500)}, ["seal_mismatch"]),
    }
    for name, (files, wanted) in trial.each(cases.items()):
        for path in ages.folder.iterdir():
            path.unlink()
        for file, content in (now | files).items():
            if content is not None:
                (ages.folder / file).write_bytes(content)
        with trial.case(name):
            assert ages.judged() == wanted
            assert doubts(ages.folder, ages.memory) == (wanted, True)
        if name == "whole old folder":
            stranger = reopen(ages.folder)
            trial.control("a computer that never saw the vault", caught=stranger.findings == ())
            stranger.close()


@pytest.mark.trial("T6")
def test_no_changed_bit_of_the_seal_is_taken_for_the_seal(ages: Ages, trial: Trial) -> None:
    good = (ages.folder / "seal").read_bytes()
    draw = random.Random(6)
    for _case in trial.run(ci=200, release=8_192):
        bad = bytearray(good)
        bad[draw.randrange(len(bad))] ^= 1 << draw.randrange(8)
        (ages.folder / "seal").write_bytes(bad)
        with trial.case(bytes(bad)[:200]):
            assert ages.judged() == ["seal_damaged"]


def test_looking_changes_nothing_and_whoever_has_read_it_may_open(ages: Ages) -> None:
    ages.database.write_bytes((ages.old / "vault-1.db").read_bytes())
    before = {path.name: path.read_bytes() for path in ages.folder.iterdir() if path.name != "lock"}
    for _look in range(2):
        assert doubts(ages.folder, ages.memory) == (["seal_mismatch"], True)
    assert {path.name: path.read_bytes() for path in ages.folder.iterdir() if path.name != "lock"} == before
    with pytest.raises(InDoubtError):
        reopen(ages.folder, memory=ages.memory, accepted=["vault_older"])
    vault = reopen(ages.folder, memory=ages.memory, accepted=["seal_mismatch"])
    assert codes(vault.findings) == ["seal_mismatch"]
    vault.close()
    vault = reopen(ages.folder, memory=ages.memory)
    assert vault.findings == ()
    vault.close()


def test_a_vault_of_a_version_without_seals_opens_and_gets_one(tmp_path: Path) -> None:
    folder = shutil.copytree(golden.path_of(2), tmp_path / "gammel.sspvault")
    vault = reopen(folder, memory=tmp_path / "memory")
    assert vault.findings == ()
    vault.close()
    written = seal.read(vault.folder, vault.subkey(b"seal"))
    assert written is not None
    assert written.state == "closed"


def test_a_seal_that_is_gone_is_told_on_a_computer_that_never_saw_the_vault(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    vault.close()
    (vault.folder / "seal").unlink()
    assert doubts(vault.folder) == (["seal_missing"], True)
    found = check_vault(vault.folder, PASSPHRASE, bounds=CHEAP_BOUNDS, newest_schema=NEWEST)
    assert codes(found) == ["seal_missing"]
    reopen(vault.folder, accepted=["seal_missing"]).close()
    assert reopen(vault.folder).findings == ()


def test_after_a_crash_everything_is_checked_and_the_log_keeps_its_head(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    processes.make_tables(vault)
    vault.log_head = HEAD
    vault.close()
    process, pipe = processes.start(processes.write_for_ever, vault.folder, 1)
    for _message in range(3):
        processes.received(pipe)
    processes.kill(process)
    found = check_vault(vault.folder, PASSPHRASE, bounds=CHEAP_BOUNDS, newest_schema=NEWEST)
    assert [(one.code, one.severity) for one in found] == [("closed_unclean", Severity.NOTICE)]
    again = reopen(vault.folder)
    assert codes(again.findings) == ["closed_unclean"]
    assert again.log_head == HEAD
    again.close()


def test_damage_after_a_crash_is_named_and_the_file_left_alone(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    processes.make_tables(vault)
    vault.close()
    process, pipe = processes.start(processes.hold, vault.folder)
    processes.received(pipe)
    processes.kill(process)
    damaged = bytearray(vault.database_path.read_bytes())
    damaged[10 * PAGE + 99] ^= 1
    vault.database_path.write_bytes(damaged)
    assert doubts(vault.folder) == (["database_damaged"], False)
    with pytest.raises(InDoubtError):
        reopen(vault.folder, accepted=["database_damaged", "closed_unclean"])
    assert vault.database_path.read_bytes() == damaged


def test_a_restored_vault_says_so_and_is_not_taken_for_an_old_one(ages: Ages, tmp_path: Path) -> None:
    vault = reopen(ages.folder, memory=ages.memory)
    made = backup.backup(vault, tmp_path / "copies")
    vault.close()
    save(ages.folder, ages.memory, 3)
    backup.restore(made.path, PASSPHRASE, tmp_path / "new.sspvault", bounds=CHEAP_BOUNDS)
    again = reopen(tmp_path / "new.sspvault", memory=ages.memory)
    assert codes(again.findings) == ["vault_restored"]
    again.close()
    again = reopen(tmp_path / "new.sspvault", memory=ages.memory)
    assert again.findings == ()
    again.close()
    assert doubts(ages.folder, ages.memory)[0] == ["vault_older"]  # the one that was replaced


@pytest.mark.trial("T8")
@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full stands for the full disk")
def test_a_full_disk_does_not_keep_the_seal_from_saying_open(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    vault.close()
    (vault.folder / "seal.tmp").symlink_to("/dev/full")
    vault = reopen(vault.folder)
    during = seal.read(vault.folder, vault.subkey(b"seal"))
    assert during is not None
    assert during.state == "open"
    vault.close()
    reopen(vault.folder).close()


def test_a_memory_that_cannot_be_read_or_written_keeps_nobody_out(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    vault.close()
    (tmp_path / "file").write_bytes(b"no folder")
    reopen(vault.folder, memory=tmp_path / "file").close()
    (tmp_path / "memory").mkdir()
    (tmp_path / "memory" / f"{vault.header.id}.json").write_bytes(b"{torn")
    reopen(vault.folder, memory=tmp_path / "memory").close()
    known = remembered.recall(tmp_path / "memory", vault.header.id)
    assert known is not None
    assert known.seq > 0
    assert sorted(path.name for path in (tmp_path / "memory").iterdir()) == [f"{vault.header.id}.json"]


def test_the_search_index_is_checked_too(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    with vault.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO note_search_content(id, c0) VALUES (99, 'ord uden indeks')")
    vault.close()
    found = check_vault(vault.folder, PASSPHRASE, bounds=CHEAP_BOUNDS, newest_schema=NEWEST)
    assert codes(found) == ["search_damaged"]
    engine = make_engine(vault.database_path, vault.subkey(b"db"))
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM note_search_content WHERE id = 99")
    engine.dispose()
    found = check_vault(vault.folder, PASSPHRASE, bounds=CHEAP_BOUNDS, newest_schema=NEWEST)
    assert codes(found) == ["seal_mismatch"]
