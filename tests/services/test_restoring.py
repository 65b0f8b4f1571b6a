"""Restoring over a vault (T16): preview, the present one kept, deletions done again, cut off exchanges, the drill."""

import contextlib
import random
import re
import shutil
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sspdesk.domain.errors import KnownError
from sspdesk.domain.persons import Person
from sspdesk.labels.retention import deleted_again
from sspdesk.services import persons, restoring, retention, vaults
from sspdesk.services.restoring import Restored, RestorePreview
from sspdesk.storage import backup, contents
from sspdesk.storage import restoring as exchanging
from sspdesk.storage.connection import connect
from sspdesk.storage.workspace import Workspace
from tests.plan import Trial
from tests.services.people_for_tests import contact, save
from tests.vaults import CHEAP_BOUNDS, PASSPHRASE, make_vault_with_key, reopen

OTHER = "en helt anden adgangskode ved vandet"


@dataclass(frozen=True)
class Saved:
    """A closed vault, a backup of it, and who was in it on that day."""

    folder: Path
    backup: Path
    key: str
    kept: Person
    deleted: Person


@pytest.fixture
def saved(tmp_path: Path) -> Saved:
    vault, key = make_vault_with_key(tmp_path)
    workspace = Workspace(vault)
    kept, deleted = save(workspace), save(workspace, first_name="Fiktus")
    contact(workspace, kept.id)
    made = backup.backup(vault, tmp_path / "kopier")
    workspace.close()
    return Saved(vault.folder, made.path, key.text, kept, deleted)


def _later(saved: Saved) -> None:
    """Live on after the backup: one person more, one changed, one deleted for good, one removed note."""
    workspace = Workspace(reopen(saved.folder))
    save(workspace, first_name="Demo")
    save(workspace, saved.kept, phone="00 00 00 07")
    workspace.run(lambda uow: retention.erase_person(uow, saved.deleted.id))
    workspace.close()


def _preview(saved: Saved, secret: str = PASSPHRASE, present: str = "") -> RestorePreview:
    return restoring.preview(saved.backup, secret, saved.folder, present=present, bounds=CHEAP_BOUNDS)


def _restore(saved: Saved, secret: str = PASSPHRASE, present: str = "") -> Restored:
    return restoring.restore_over(saved.backup, secret, saved.folder, present=present, bounds=CHEAP_BOUNDS)


def _names(folder: Path, secret: str = PASSPHRASE) -> list[str]:
    workspace = Workspace(reopen(folder, secret))
    found = workspace.run(lambda uow: sorted(one.first_name for one in uow.persons.all()))
    workspace.close()
    return found


def test_a_preview_tells_what_would_be_lost_won_and_deleted_again(saved: Saved) -> None:
    _later(saved)
    before = _files(saved.folder)
    told = _preview(saved)
    assert told.tables is not None
    person, met = told.tables["person"], told.tables["contact"]
    assert (person.backup, person.present, person.lost, person.won, person.changed, person.deleted) == (
        2,
        2,
        1,
        0,
        1,
        1,
    )
    assert (met.backup, met.present, met.lost, met.won, met.changed) == (1, 1, 0, 0, 0)
    assert told.made is not None
    assert abs(told.made - datetime.now()) < timedelta(minutes=5)
    assert _files(saved.folder) == before


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "lock"}


def test_a_restore_keeps_the_present_vault_and_deletes_again(saved: Saved) -> None:
    _later(saved)
    done = _restore(saved)
    assert done.deleted_again > 0
    assert done.kept is not None
    assert _names(saved.folder) == ["Testine"]
    assert _names(done.kept) == ["Demo", "Testine"]
    again = _restore(saved)
    assert again.kept is not None
    assert re.search(r"\.before-restore-\d{8}-\d{6}(-2)?$", again.kept.name)
    assert again.kept != done.kept


def test_deletions_are_done_again_from_a_vault_that_does_not_fit_together(saved: Saved) -> None:
    _later(saved)
    vault = reopen(saved.folder)
    vault.close()
    with contextlib.closing(connect(vault.database_path, vault.subkey(b"db"))) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE contact SET import_id = 4711")
    (saved.folder / "seal").unlink()
    done = _restore(saved)
    assert done.deleted_again
    assert _names(saved.folder) == ["Testine"]


def test_deletions_that_cannot_be_read_are_told(saved: Saved) -> None:
    _later(saved)
    database = saved.folder / "vault-1.db"
    database.write_bytes(database.read_bytes()[: 4096 * 3])
    assert _restore(saved).deleted_again is None
    assert "i hånden" in deleted_again(None)


def test_a_vault_kept_from_a_restore_goes_with_the_backups_of_its_age(saved: Saved) -> None:
    kept = _restore(saved).kept
    other = saved.folder.with_name(f"{saved.folder.name}.before-restore-20200101-000000")
    assert kept is not None
    shutil.copytree(kept, other)
    strange = saved.folder.with_name(f"{saved.folder.name}.before-restore-20200101-000001")
    strange.mkdir()
    vault = reopen(saved.folder)
    for days, left in ((89, True), (91, False)):
        made = replace(backup.begin(vault), when=datetime.now() + timedelta(days=days))
        made.let_go_elsewhere((), 90)
        made.copy.unlink()
        assert kept.exists() is left
    assert not other.exists()
    assert strange.exists()
    vault.close()


@pytest.mark.trial("T16")
def test_a_new_computer_needs_only_the_file_and_the_recovery_key(saved: Saved, tmp_path: Path) -> None:
    elsewhere = tmp_path / "ny computer" / "havnsoe.sspvault"
    elsewhere.parent.mkdir()
    done = restoring.restore_over(saved.backup, saved.key, elsewhere, bounds=CHEAP_BOUNDS)
    assert done == Restored(kept=None, deleted_again=0)
    assert _names(elsewhere) == ["Fiktus", "Testine"]


def test_a_forgotten_present_passphrase_is_no_hindrance_but_said(saved: Saved) -> None:
    vault = reopen(saved.folder)
    vault.change_passphrase(OTHER)
    vault.close()
    assert not _preview(saved).can_replay
    assert _preview(saved, present=OTHER).can_replay
    done = _restore(saved)
    assert done.kept is not None
    assert _names(saved.folder) == ["Fiktus", "Testine"]
    assert _names(done.kept, OTHER) == ["Fiktus", "Testine"]


def test_a_damaged_present_vault_is_restored_over_and_kept(saved: Saved) -> None:
    database = saved.folder / "vault-1.db"
    content = bytearray(database.read_bytes())
    content[5000:9000] = bytes(4000)
    database.write_bytes(content)
    assert not _preview(saved).can_replay
    done = _restore(saved)
    assert done.kept is not None
    assert (done.kept / "vault-1.db").read_bytes() == bytes(content)
    assert _names(saved.folder) == ["Fiktus", "Testine"]


def test_a_vault_in_use_is_not_restored_over(saved: Saved) -> None:
    vault = reopen(saved.folder)
    for work in (_preview, _restore):
        with pytest.raises(KnownError) as caught:
            work(saved)
        assert caught.value.code == "vault_in_use"
    vault.close()
    assert _names(saved.folder) == ["Fiktus", "Testine"]


@pytest.mark.parametrize("secret", ["forkert adgangskode her i dag", "AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAA0"])
def test_a_wrong_secret_of_the_backup_changes_nothing(saved: Saved, secret: str) -> None:
    before = _files(saved.folder)
    for work in (_preview, _restore):
        with pytest.raises(KnownError) as caught:
            work(saved, secret)
        assert caught.value.code in ("wrong_secret", "recovery_typo", "recovery_mistyped")
    assert _files(saved.folder) == before


def test_an_exchange_cut_off_between_its_renames_is_finished(saved: Saved) -> None:
    exchanging.build(saved.backup, exchanging.Secret(words=PASSPHRASE), saved.folder, bounds=CHEAP_BOUNDS)
    assert not restoring.finish_interrupted(saved.folder)
    saved.folder.rename(saved.folder.with_name(saved.folder.name + ".before-restore"))
    assert restoring.finish_interrupted(saved.folder)
    assert _names(saved.folder) == ["Fiktus", "Testine"]


@pytest.mark.trial("T16")
def test_a_damaged_backup_is_refused_and_the_vault_is_untouched(saved: Saved, trial: Trial) -> None:
    dice, whole, before = random.Random(16), saved.backup.read_bytes(), _files(saved.folder)
    for turn in trial.run(ci=96, release=1_000):
        broken = bytearray(whole)
        if turn % 5 == 0:
            broken = broken[: dice.randrange(len(broken))]
        else:
            broken[dice.randrange(len(broken))] ^= 1 << dice.randrange(8)
        saved.backup.write_bytes(broken)
        with trial.case(turn):
            with pytest.raises(KnownError):
                _restore(saved)
            assert _files(saved.folder) == before
            assert not saved.folder.with_name(saved.folder.name + ".restoring").exists()


@pytest.mark.trial("T16")
def test_a_round_trip_gives_back_every_row(saved: Saved, tmp_path: Path, trial: Trial) -> None:
    for turn in trial.run(ci=3, release=50):
        target = tmp_path / f"{turn}.sspvault"
        backup.restore(saved.backup, PASSPHRASE, target, bounds=CHEAP_BOUNDS)
        vault = reopen(saved.folder)
        key = vault.subkey(b"db")
        vault.close()
        with trial.case(turn):
            assert contents.digests(target / "vault-1.db", key) == contents.digests(saved.folder / "vault-1.db", key)


@pytest.mark.trial("T16")
def test_a_drill_restores_and_compares_every_row(saved: Saved, tmp_path: Path) -> None:
    vault = reopen(saved.folder)
    made, rows = restoring.drill(vaults.begin_backup(vault), tmp_path / "kopier")
    assert made.path.exists()
    assert rows > 5
    assert not [path for path in saved.folder.iterdir() if "copy" in path.name]
    vault.close()


@pytest.mark.trial("T16", control=True)
def test_a_drill_notices_a_row_that_is_not_the_same(
    saved: Saved, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = reopen(saved.folder)
    pending = vaults.begin_backup(vault)
    other = tmp_path / "anden"
    shutil.copytree(saved.folder, other, ignore=shutil.ignore_patterns("lock"))
    workspace = Workspace(vault)
    workspace.run(lambda uow: persons.add_note(uow, saved.kept.id, "Kom til efter kopien."))
    later = vaults.begin_backup(vault)
    kept = later.copy.with_name("drill.copy.source")
    assert pending.copy == later.copy
    real = shutil.copyfile

    def stale(_source: object, target: Path) -> None:
        real(other / "vault-1.db", target)

    monkeypatch.setattr(exchanging.shutil, "copyfile", stale)
    with pytest.raises(KnownError) as caught:
        restoring.drill(later, tmp_path / "kopier")
    assert caught.value.code == "drill_failed"
    assert not kept.exists()
    workspace.close()
