"""Backups: verified, kept by the rules, restored whole or not at all (security.md § 3.6, T16)."""

import os
import random
import stat
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sspdesk.domain.errors import KnownError
from sspdesk.domain.vault import SecretKind
from sspdesk.storage import backup, checks, container
from sspdesk.storage.backup_names import DAILY, MONTHLY, MOST_DAYS, WEEKLY, default_folder, last_backup, outlived
from sspdesk.storage.recovery import RecoveryKey
from sspdesk.storage.vault import COPY_NAME, OpenVault
from tests.storage import processes
from tests.vaults import CHEAP_BOUNDS, COMPLETE, PASSPHRASE, make_vault, make_vault_with_key, reopen


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, RecoveryKey]:
    """A backup file, the digest of what was in the vault, and the vault's recovery key."""
    parent = tmp_path_factory.mktemp("backed-up")
    vault, key = make_vault_with_key(parent)
    fill(vault)
    made = backup.backup(vault, parent / "copies")
    before = digest(vault)
    vault.close()
    return made.path, before, key


def fill(vault: OpenVault) -> None:
    processes.make_tables(vault)
    draw = random.Random(3)
    for _save in range(10):
        processes.save(vault, draw)


def digest(vault: OpenVault) -> str:
    with vault.engine.begin() as connection:
        return processes.digest(connection)


def refusal(file: Path, folder: Path, secret: str = PASSPHRASE) -> str:
    with pytest.raises(KnownError) as caught:
        backup.restore(file, secret, folder, bounds=CHEAP_BOUNDS)
    return caught.value.code


def test_a_backup_of_an_open_vault_restores_to_the_same(
    backed_up: tuple[Path, str, RecoveryKey], tmp_path: Path
) -> None:
    file, before, key = backed_up
    for secret, kind in ((PASSPHRASE, SecretKind.PASSPHRASE), (key.text, SecretKind.RECOVERY)):
        folder = tmp_path / f"{kind}.sspvault"
        steps: list[str] = []
        backup.restore(file, secret, folder, kind, bounds=CHEAP_BOUNDS, progress=steps.append)
        assert steps == ["unpacking", "checking"]
        restored = reopen(folder, secret, kind)
        assert digest(restored) == before
        restored.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["passphrase.sspvault", "recovery.sspvault"]


def test_the_vault_may_change_while_the_backup_is_packed(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    fill(vault)
    before = digest(vault)
    pending = backup.begin(vault)
    processes.save(vault, random.Random(9))
    steps: list[str] = []
    made = pending.finish(tmp_path / "copies", steps.append)
    assert steps == ["checking", "packing", "verifying"]
    assert digest(vault) != before
    assert made.size == made.path.stat().st_size
    backup.restore(made.path, PASSPHRASE, tmp_path / "ny.sspvault", bounds=CHEAP_BOUNDS)
    restored = reopen(tmp_path / "ny.sspvault")
    assert digest(restored) == before
    restored.close()
    processes.save(vault, random.Random(10))
    vault.close()
    assert {path.name for path in vault.folder.iterdir()} == COMPLETE
    assert list((tmp_path / "copies").iterdir()) == [made.path]


def test_a_backup_inside_a_transaction_fails_at_once_instead_of_copying_half(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    vault.engine.pool._timeout = 0.01  # type: ignore[attr-defined]  # two seconds in the program
    with vault.engine.begin(), pytest.raises(Exception, match="QueuePool limit"):
        backup.begin(vault)
    vault.close()


def test_a_backup_holds_nothing_readable_and_no_key(backed_up: tuple[Path, str, RecoveryKey]) -> None:
    content = backed_up[0].read_bytes()
    assert not any(word.encode() in content for word in ("Ågård", "bekymring", "trial", "SQLite format 3"))


def test_damaged_backups_are_refused_and_leave_nothing(
    backed_up: tuple[Path, str, RecoveryKey], tmp_path: Path
) -> None:
    good = backed_up[0].read_bytes()
    draw = random.Random(16)
    damaged = tmp_path / "damaged.sspbackup"
    for case in range(24):
        content = bytearray(good)
        match case % 4:
            case 0:
                content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
            case 1:
                del content[draw.randrange(len(content)) :]
            case 2:
                content += draw.randbytes(draw.randrange(1, 500))
            case 3:
                place = draw.randrange(len(content) - 600)
                content[place : place + 512] = bytes(512)
        damaged.write_bytes(content)
        assert refusal(damaged, tmp_path / "ny.sspvault") == "backup_damaged"
        assert list(tmp_path.iterdir()) == [damaged]


def test_a_backup_sealed_with_another_key_is_refused(backed_up: tuple[Path, str, RecoveryKey], tmp_path: Path) -> None:
    """The seal holds even where every byte of header and database is sound."""
    good = backed_up[0].read_bytes()
    forged = tmp_path / "forged.sspbackup"
    forged.write_bytes(good[:-32] + bytes(32))
    assert refusal(forged, tmp_path / "ny.sspvault") == "backup_damaged"


def test_restoring_says_what_is_wrong_first(backed_up: tuple[Path, str, RecoveryKey], tmp_path: Path) -> None:
    file = backed_up[0]
    assert refusal(file, tmp_path / "ny.sspvault", "forkert adgangskode") == "wrong_secret"
    assert refusal(tmp_path / "nothing.sspbackup", tmp_path / "ny.sspvault") == "backup_missing"
    assert refusal(file, tmp_path) == "folder_taken"
    assert refusal(file, tmp_path / "nowhere" / "ny.sspvault") == "path_missing"
    (tmp_path / "letter.txt").write_text("Kære Testine")
    assert refusal(tmp_path / "letter.txt", tmp_path / "ny.sspvault") == "backup_damaged"
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_damaged_vault_is_not_backed_up_and_older_backups_stay(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    fill(vault)
    older = backup.backup(vault, tmp_path / "copies", now=lambda: datetime(2026, 11, 20, 8, 0))
    pending = backup.begin(vault)
    content = bytearray(pending.copy.read_bytes())
    content[20 * 4096 + 77] ^= 8
    pending.copy.write_bytes(content)
    with pytest.raises(KnownError) as caught:
        pending.finish(tmp_path / "copies")
    assert caught.value.code == "backup_source_damaged"
    vault.close()
    assert list((tmp_path / "copies").iterdir()) == [older.path]
    assert not pending.copy.exists()


def test_a_drive_that_is_not_in_is_named(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    with pytest.raises(KnownError) as caught:
        backup.backup(vault, tmp_path / "usb" / "copies")
    assert caught.value.code == "backup_folder_missing"
    assert not (vault.folder / "backup.copy").exists()
    vault.close()


@pytest.mark.skipif(sys.platform != "linux", reason="/proc takes no files, not even from an administrator")
def test_a_folder_that_takes_no_files_is_named_and_the_copy_is_gone(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    fill(vault)
    with pytest.raises(KnownError) as caught:
        backup.backup(vault, Path("/proc/self"))
    assert (caught.value.code, caught.value.facts["path"]) == ("folder_read_only", "/proc/self")
    assert not (vault.folder / COPY_NAME).exists()
    vault.close()


@pytest.mark.parametrize("inside", ["", "copies", "copies/../copies"])
def test_a_backup_does_not_lie_in_the_vaults_own_folder(tmp_path: Path, inside: str) -> None:
    vault = make_vault(tmp_path)
    with pytest.raises(KnownError) as caught:
        backup.backup(vault, vault.folder / inside)
    assert caught.value.code == "backup_inside_vault"
    vault.close()
    assert {path.name for path in vault.folder.iterdir()} == COMPLETE


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_a_backup_and_what_is_restored_are_the_users_own(
    backed_up: tuple[Path, str, RecoveryKey], tmp_path: Path
) -> None:
    file, _digest, _key = backed_up
    backup.restore(file, PASSPHRASE, tmp_path / "new", bounds=CHEAP_BOUNDS)
    for path in (file, *(tmp_path / "new").iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name


def test_the_key_is_no_argument_and_no_environment_of_the_helper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = make_vault(tmp_path)
    seen: list[str] = []
    start = checks.subprocess.Popen

    class Watched(start):  # type: ignore[misc, valid-type]
        def __init__(self, arguments: list[str], **options: object) -> None:
            seen.append(repr(arguments) + repr(options["env"]))
            super().__init__(arguments, **options)

    monkeypatch.setattr(checks.subprocess, "Popen", Watched)
    backup.backup(vault, tmp_path / "copies")
    assert len(seen) == 2
    assert not any(vault.subkey(label).hex() in text for label in (b"db", b"backup") for text in seen)
    vault.close()


def test_a_helper_that_hangs_is_stopped_and_one_with_a_bug_is_no_damage(tmp_path: Path) -> None:
    fifo_job = {"verb": "check", "database": str(tmp_path / "nothing.db"), "key": "00" * 32}
    with pytest.raises(KnownError) as caught:
        checks.run_helper(fifo_job, seconds=0.0)
    assert caught.value.code == "helper_late"
    with pytest.raises(KnownError) as caught:
        checks.run_helper(fifo_job, seconds=60)
    assert caught.value.code == "database_missing"
    with pytest.raises(RuntimeError):
        checks.run_helper({"verb": "dance"}, seconds=60)


def test_the_newest_of_each_day_week_and_month_are_kept() -> None:
    now = datetime(2026, 11, 22, 18, 0)
    twice_a_day = [now - timedelta(hours=12 * number) for number in range(2 * 200)]
    kept = sorted(set(twice_a_day) - outlived(twice_a_day, now), reverse=True)
    assert kept[:DAILY] == [now - timedelta(days=day) for day in range(DAILY)]
    assert len({when.isocalendar()[:2] for when in kept}) >= WEEKLY
    assert {(when.year, when.month) for when in kept} == {(2026, 11), (2026, 10), (2026, 9)}
    assert len(kept) <= DAILY + WEEKLY + MONTHLY
    assert all(now - when <= timedelta(days=MOST_DAYS) for when in kept)


def test_one_made_long_ago_goes_and_the_only_fresh_one_stays() -> None:
    now = datetime(2026, 11, 22, 18, 0)
    old = now - timedelta(days=91)
    assert outlived([old, now], now) == {old}
    assert outlived([now], now) == set()


def test_outlived_backups_go_but_never_another_vaults(tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    (tmp_path / "elsewhere").mkdir()
    other = make_vault(tmp_path / "elsewhere")
    foreign = backup.backup(other, folder, now=lambda: datetime(2026, 1, 5, 8, 0))
    other.close()
    unreadable = folder / "havnsoe-2026-01-06-080000.sspbackup"
    unreadable.write_bytes(b"?")
    vault = make_vault(tmp_path)
    long_ago = backup.backup(vault, folder, now=lambda: datetime(2026, 8, 1, 8, 0))
    this_morning = backup.backup(vault, folder, now=lambda: datetime(2026, 11, 22, 8, 0))
    assert not long_ago.path.exists()
    tonight = backup.backup(vault, folder, now=lambda: datetime(2026, 11, 22, 18, 0))
    same_second = backup.backup(vault, folder, now=lambda: datetime(2026, 11, 22, 18, 0))
    assert not this_morning.path.exists()
    assert same_second.path.name == "havnsoe-2026-11-22-180000-2.sspbackup"
    assert set(folder.iterdir()) == {foreign.path, unreadable, tonight.path, same_second.path}
    assert last_backup(folder, "havnsoe") == datetime(2026, 11, 22, 18, 0)
    assert last_backup(folder, "ukendt") is None
    assert last_backup(tmp_path / "nowhere", "havnsoe") is None
    assert default_folder(vault.folder) == tmp_path / "havnsoe-sikkerhedskopier"
    vault.close()


def test_a_backup_file_tells_its_vault_without_a_key(backed_up: tuple[Path, str, RecoveryKey]) -> None:
    header = container.read_header(backed_up[0], CHEAP_BOUNDS)
    assert len(header.slots) == 2
    assert {slot.kind for slot in header.slots} == set(SecretKind)
