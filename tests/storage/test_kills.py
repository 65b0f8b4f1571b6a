"""A killed program and a full disk lose nothing that was acknowledged (security.md T1, T8)."""

import random
import sys
from pathlib import Path

import pytest

from sspdesk.domain.errors import KnownError
from sspdesk.storage import backup, keys
from sspdesk.storage.helper import check_database
from sspdesk.storage.vault import OpenVault
from tests.plan import Trial
from tests.storage import processes
from tests.vaults import make_vault, reopen

SOUND = {"pages": 0, "structure": 0, "references": 0}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    vault = make_vault(tmp_path)
    processes.make_tables(vault)
    vault.close()
    return vault.folder


def checked(vault: OpenVault) -> int:
    """Close the vault after asserting that every save is whole and the file sound; return how many saves it holds."""
    with vault.engine.begin() as connection:
        held = processes.saves(connection)
        sizes = connection.exec_driver_sql("SELECT save, count(*) FROM trial GROUP BY save").all()
    path, key = vault.database_path, vault.subkey(b"db")
    vault.close()
    assert all(rows == processes.ROWS_A_SAVE for _save, rows in sizes)
    assert max((save for save, _rows in sizes), default=0) == held
    assert check_database(path, key).items() >= SOUND.items()
    return held


@pytest.mark.trial("T1")
def test_kills_lose_no_acknowledged_save(folder: Path, trial: Trial) -> None:
    draw = random.Random(11)
    acknowledged = 0
    for seed in trial.run(ci=60, release=1_000):
        process, pipe = processes.start(processes.write_for_ever, folder, seed)
        assert processes.received(pipe) == "ready"
        for _save in range(draw.randrange(12)):
            acknowledged = int(str(processes.received(pipe)))
        pipe.poll(draw.uniform(0, 0.004))  # somewhere in the next save, or just after it
        processes.kill(process)
        while pipe.poll():
            try:
                acknowledged = int(str(pipe.recv()))
            except EOFError:
                break
        pipe.close()
        assert checked(reopen(folder)) >= acknowledged
    assert acknowledged > trial.cases


@pytest.mark.trial("T8")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file sizes to play a full disk with")
@pytest.mark.parametrize("more_bytes", [0, 5_000, 20_000, 60_000, 200_000])
def test_a_full_disk_is_named_and_loses_nothing(folder: Path, more_bytes: int) -> None:
    process, pipe = processes.start(processes.write_until_full, folder, more_bytes)
    answer = processes.received(pipe)
    assert isinstance(answer, tuple)
    acknowledged, code, readable = answer
    assert code == "disk_full"
    assert readable == acknowledged
    processes.kill(process)
    pipe.close()
    assert checked(reopen(folder)) == acknowledged


@pytest.mark.trial("T8")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file sizes to play a full disk with")
def test_a_passphrase_change_on_a_full_disk_changes_nothing(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.glob("vault.json*")}
    process, pipe = processes.start(processes.change_passphrase_when_full, folder, "noget helt andet end før")
    assert processes.received(pipe) == "disk_full"
    processes.kill(process)
    pipe.close()
    assert {path.name: path.read_bytes() for path in folder.glob("vault.json*")} == before
    reopen(folder).close()


def test_a_killed_backup_leaves_nothing_that_stays(folder: Path, tmp_path: Path) -> None:
    """What a kill leaves is swept at the next unlock and by the next backup; half a file never has a backup's name."""
    for name in (
        "backup.copy",
        "backup.copy-wal",
        "vault.json.tmp",
        "vault.json.bak.tmp",
        "rotated.db",
        "rotated.db-wal",
    ):
        (folder / name).write_bytes(b"left over")
    (folder / "notes of the user.txt").write_bytes(b"not ours")
    copies = tmp_path / "copies"
    copies.mkdir()
    for name in ("havnsoe-2026-11-01-120000.sspbackup.tmp", "havnsoe-2026-11-01-120000.sspbackup.tmp.db"):
        (copies / name).write_bytes(b"left over")
    vault = reopen(folder)
    assert {path.name for path in folder.iterdir()} == {
        "lock", "notes of the user.txt", "seal", "vault-1.db", "vault-1.db-wal", "vault.json", "vault.json.bak",
    }  # fmt: skip
    made = backup.backup(vault, copies)
    vault.close()
    assert list(copies.iterdir()) == [made.path]


def test_nothing_is_swept_while_a_header_copy_is_in_doubt(folder: Path) -> None:
    """A newer database may be the right one when the newer header is the damaged copy."""
    (folder / "vault-2.db").write_bytes(b"perhaps the result of a key rotation")
    (folder / "vault.json").write_bytes(b"damaged")
    vault = reopen(folder)
    vault.close()
    assert [finding.code for finding in vault.findings] == ["header_main_damaged"]
    assert (folder / "vault-2.db").exists()


def test_an_interrupted_creation_is_no_vault(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    vault.close()
    for name in ("vault.json", "vault.json.bak"):
        (vault.folder / name).unlink()
    with pytest.raises(KnownError) as caught:
        reopen(vault.folder)
    assert caught.value.code == "header_damaged"


def test_a_failed_creation_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_little_memory(*_arguments: object) -> bytes:
        raise KnownError("memory_short", mebibytes=256)

    monkeypatch.setattr(keys, "_derive", too_little_memory)
    with pytest.raises(KnownError):
        make_vault(tmp_path)
    assert list(tmp_path.iterdir()) == []
