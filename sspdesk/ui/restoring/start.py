"""The two beginnings of a restore: over a vault that is there, and on a computer that has none."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from sspdesk.i18n import _
from sspdesk.services import vaults
from sspdesk.ui.restoring.dialog import RestoreDialog
from sspdesk.ui.shared.operations import Operations

OnRestored = Callable[[Path], None]


def over(
    operations: Operations, folder: Path, chosen_backups: str, parent: QWidget | None, on_restored: OnRestored
) -> RestoreDialog:
    """Open the dialog for a vault, with its newest backup chosen."""
    newest = vaults.newest_backup(vaults.backup_folder(folder, chosen_backups), folder)
    dialog = RestoreDialog(operations, folder, backup=newest, exists=folder.exists(), parent=parent)
    dialog.restored.connect(on_restored)
    dialog.open()
    return dialog


def on_new_computer(operations: Operations, parent: QWidget | None, on_restored: OnRestored) -> None:
    """Ask for the backup first, since it says the vault's name; then open the dialog."""
    asking = QFileDialog(parent, _("Choose the backup"))
    asking.setObjectName("choose_backup_dialog")
    asking.setFileMode(QFileDialog.FileMode.ExistingFile)
    backups, everything = _("Backups"), _("All files")
    asking.setNameFilters([f"{backups} (*.sspbackup)", f"{everything} (*)"])

    def chosen(path: str) -> None:
        home = Path.home() / "SSP Desk"
        home.mkdir(parents=True, exist_ok=True)
        folder = new_folder(home, Path(path))
        dialog = RestoreDialog(operations, folder, backup=Path(path), exists=False, parent=parent)
        dialog.restored.connect(on_restored)
        dialog.open()

    asking.fileSelected.connect(chosen)
    asking.finished.connect(asking.deleteLater)
    asking.open()


def new_folder(home: Path, backup: Path) -> Path:
    """Return where a backup is restored on a computer without a vault: by the backup's name, and free."""
    name, number = vaults.vault_name_of(backup), 1
    folder = home / f"{name}{vaults.SUFFIX}"
    while folder.exists():
        number += 1
        folder = home / f"{name}-{number}{vaults.SUFFIX}"
    return folder
