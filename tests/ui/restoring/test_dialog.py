"""Restoring from the lock screen: look first, nothing lost, a wrong secret said beside its field."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sspdesk.storage import backup
from sspdesk.storage.header import PROGRAM_BOUNDS, KdfParameters
from sspdesk.storage.vault import create, open_vault
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.restoring.dialog import RestoreDialog
from sspdesk.ui.restoring.start import new_folder
from sspdesk.ui.shared.operations import InlineOperations
from sspdesk.ui.theme import Theme
from tests.services.people_for_tests import save
from tests.ui.conftest import free_deleted
from tests.vaults import OWNER, PASSPHRASE

LEAST = KdfParameters(memory_kib=PROGRAM_BOUNDS.least_memory_kib, rounds=PROGRAM_BOUNDS.least_rounds, lanes=4)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.fixture
def saved(tmp_path: Path) -> tuple[Path, Path]:
    vault, _key = create(_made(tmp_path / "her") / "havnsoe.sspvault", PASSPHRASE, owner=OWNER, kdf=LEAST)
    workspace = Workspace(vault)
    save(workspace)
    made = backup.backup(vault, tmp_path / "kopier")
    save(workspace, first_name="Fiktus")
    workspace.close()
    return vault.folder, made.path


@pytest.fixture
def dialog(theme: Theme, operations: InlineOperations, saved: tuple[Path, Path]) -> Iterator[RestoreDialog]:
    made = RestoreDialog(operations, saved[0], backup=saved[1])
    made.show()
    yield made
    made.reject()
    free_deleted()


def _names(folder: Path) -> list[str]:
    workspace = Workspace(open_vault(folder, PASSPHRASE))
    found = workspace.run(lambda uow: sorted(one.first_name for one in uow.persons.all()))
    workspace.close()
    return found


def test_what_would_be_lost_is_shown_before_anything_is_changed(
    dialog: RestoreDialog, saved: tuple[Path, Path]
) -> None:
    dialog.secret_edit.setText(PASSPHRASE)
    dialog.look_button.click()
    model = dialog.table.model
    (row,) = [model.record(number) for number in range(model.rowCount())]
    assert row is not None
    assert (row.what, row.numbers.present, row.numbers.backup, row.numbers.lost) == ("Personer", 2, 1, 1)
    assert dialog.restore_button.isVisible()
    assert _names(saved[0]) == ["Fiktus", "Testine"]


def test_a_restore_keeps_the_vault_before_it_and_says_where(dialog: RestoreDialog, saved: tuple[Path, Path]) -> None:
    told: list[Path] = []
    dialog.restored.connect(told.append)
    dialog.secret_edit.setText(PASSPHRASE)
    dialog.look_button.click()
    dialog.restore_button.click()
    assert told == [saved[0]]
    assert _names(saved[0]) == ["Testine"]
    (kept,) = saved[0].parent.glob("havnsoe.sspvault.before-restore-*")
    assert str(kept) in dialog.told_label.text()
    assert _names(kept) == ["Fiktus", "Testine"]
    assert dialog.secret_edit.text() == ""


def test_a_wrong_secret_is_said_beside_its_field(dialog: RestoreDialog, saved: tuple[Path, Path]) -> None:
    dialog.look_button.click()
    assert dialog.secret_row.has_problem
    dialog.secret_edit.setText("en forkert adgangskode i dag")
    dialog.look_button.click()
    assert dialog.secret_row.has_problem
    assert not dialog.restore_button.isVisible()
    assert _names(saved[0]) == ["Fiktus", "Testine"]


def test_a_file_that_is_no_backup_is_said(dialog: RestoreDialog, tmp_path: Path) -> None:
    (tmp_path / "brev.sspbackup").write_bytes(b"Kaere laeser")
    dialog.take(tmp_path / "brev.sspbackup")
    dialog.secret_edit.setText(PASSPHRASE)
    dialog.look_button.click()
    assert "ikke en sikkerhedskopi" in dialog.message.words_label.text()


def test_a_new_secret_takes_the_preview_back(dialog: RestoreDialog) -> None:
    dialog.secret_edit.setText(PASSPHRASE)
    dialog.look_button.click()
    dialog.secret_edit.textEdited.emit("x")
    assert not dialog.restore_button.isVisible()
    assert dialog.look_button.isVisible()


def test_a_new_computer_gets_the_vault_under_its_own_name(tmp_path: Path) -> None:
    file = tmp_path / "havnsoe-2026-11-27-101500.sspbackup"
    assert new_folder(tmp_path, file) == tmp_path / "havnsoe.sspvault"
    (tmp_path / "havnsoe.sspvault").mkdir()
    assert new_folder(tmp_path, file) == tmp_path / "havnsoe-2.sspvault"
