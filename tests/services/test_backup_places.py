"""Backups before an update and at a second place, and how old they may become."""

import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sspdesk.domain.errors import KnownError
from sspdesk.domain.settings import Settings
from sspdesk.services import settings, vaults
from sspdesk.storage import backup
from sspdesk.storage.backup_names import outlived
from sspdesk.storage.migrations import NEWEST, schema_number
from sspdesk.storage.vault import open_vault
from sspdesk.storage.workspace import Workspace
from tests.golden import path_of
from tests.vaults import CHEAP_BOUNDS, PASSPHRASE, make_vault, reopen


def _older(tmp_path: Path) -> Path:
    return shutil.copytree(path_of(1), tmp_path / "gammel.sspvault")


def test_an_older_vault_is_copied_before_it_is_brought_up_to_date(tmp_path: Path) -> None:
    folder = _older(tmp_path)
    vault = vaults.open_vault(folder, PASSPHRASE, bounds=CHEAP_BOUNDS)
    (told,) = [one for one in vault.findings if one.code == "copied_before_update"]
    with vault.engine.begin() as connection:
        assert schema_number(connection) == NEWEST
    vault.close()
    copy = Path(str(told.facts["path"]))
    assert copy.parent == tmp_path / "gammel-sikkerhedskopier"
    restored = tmp_path / "tilbage.sspvault"
    backup.restore(copy, PASSPHRASE, restored, bounds=CHEAP_BOUNDS)
    old = open_vault(restored, PASSPHRASE, bounds=CHEAP_BOUNDS, schema=lambda _connection: None)
    with old.engine.begin() as connection:
        assert schema_number(connection) == 1
    old.close()
    again = vaults.open_vault(folder, PASSPHRASE, bounds=CHEAP_BOUNDS)
    assert "copied_before_update" not in [one.code for one in again.findings]
    again.close()


def test_a_stick_that_is_not_in_does_not_keep_an_update_back(tmp_path: Path) -> None:
    folder = _older(tmp_path)
    old = open_vault(folder, PASSPHRASE, bounds=CHEAP_BOUNDS, schema=lambda _connection: None)
    with old.engine.begin() as connection:
        gone = str(tmp_path / "usb" / "kopier").replace("\\", "\\\\")
        connection.exec_driver_sql("DELETE FROM setting WHERE name = 'backup_folder'")
        connection.exec_driver_sql("INSERT INTO setting (name, value) VALUES ('backup_folder', ?)", (f'"{gone}"',))
    old.close()
    vault = vaults.open_vault(folder, PASSPHRASE, bounds=CHEAP_BOUNDS)
    vault.close()
    assert list((tmp_path / "gammel-sikkerhedskopier").glob("*.sspbackup"))


def test_a_second_place_gets_a_checked_copy_and_keeps_the_rules(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    second = tmp_path / "usb" / "kopier"
    second.parent.mkdir()
    pending = backup.begin(vault)
    made = pending.finish(tmp_path / "kopier")
    pending.put_also(made, second)
    (copy,) = second.iterdir()
    assert copy.read_bytes() == made.path.read_bytes()
    vault.close()
    restored = tmp_path / "tilbage.sspvault"
    backup.restore(copy, PASSPHRASE, restored, bounds=CHEAP_BOUNDS)
    reopen(restored).close()


def test_a_second_place_that_is_not_there_is_said_and_leaves_the_first_alone(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    pending = backup.begin(vault)
    made = pending.finish(tmp_path / "kopier")
    with pytest.raises(KnownError) as caught:
        pending.put_also(made, tmp_path / "usb" / "kopier")
    assert caught.value.code == "backup_folder_missing"
    assert made.path.exists()
    vault.close()


def test_backups_in_a_place_that_was_left_go_with_age_too(tmp_path: Path) -> None:
    vault = make_vault(tmp_path)
    left = tmp_path / "gammelt sted"
    made = backup.backup(vault, left)
    pending = replace(backup.begin(vault), when=datetime.now() + timedelta(days=91))
    pending.let_go_elsewhere((left, tmp_path / "findes-ikke"), 90)
    pending.copy.unlink()
    assert not made.path.exists()
    vault.close()


def test_the_desk_knows_where_backups_went_before(workspace: Workspace) -> None:
    def choose(folder: str) -> Settings:
        return workspace.run(
            lambda uow: settings.save(uow, replace(uow.settings(), municipality="Havnsø", backup_folder=folder))
        ).value

    assert choose("/sted/et").former_backup_folders == {}
    assert set(choose("/sted/to").former_backup_folders) == {"/sted/et"}
    assert set(choose("/sted/et").former_backup_folders) == {"/sted/to"}


def test_a_backup_goes_at_the_age_the_municipality_sets() -> None:
    now = datetime(2026, 11, 27, 12)
    made = [now - timedelta(days=days) for days in (0, 10, 20, 40, 70)]
    assert outlived(made, now, 30) >= {made[3], made[4]}
    assert made[4] not in outlived(made, now, 90)


@pytest.mark.parametrize(
    ("at", "due"), [("", True), ("2026-11-20T12:00:00", True), ("2026-11-20T12:00:01", False), ("2026-11-27", False)]
)
def test_the_second_place_is_reminded_of_after_a_week(at: str, due: bool) -> None:
    assert vaults.second_backup_due(at, datetime(2026, 11, 27, 12)) is due
