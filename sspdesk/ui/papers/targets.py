"""Asks where encrypted files are to lie, through the system's own dialogs."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from sspdesk.i18n import _


def choose_file(parent: QWidget, name: str, on_chosen: Callable[[Path], None]) -> None:
    """Ask for the place of one file; ``name`` is proposed and holds only the paper's number."""
    ending = Path(name).suffix
    title, kind = _words(ending)
    dialog = QFileDialog(parent, title, _documents())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(kind)
    dialog.setDefaultSuffix(ending.removeprefix("."))
    dialog.selectFile(name)

    def chosen(path: Path) -> None:
        on_chosen(path if path.suffix.lower() == ending else path.with_name(f"{path.name}{ending}"))

    _open(dialog, chosen)


def _words(ending: str) -> tuple[str, str]:
    if ending == ".docx":
        return _("Save as encrypted Word document"), _("Encrypted Word document (*.docx)")
    if ending == ".xlsx":
        return _("Save the empty form"), _("Workbook (*.xlsx)")
    return _("Save as encrypted PDF"), _("Encrypted PDF (*.pdf)")


def choose_folder(parent: QWidget, on_chosen: Callable[[Path], None]) -> None:
    """Ask for a folder."""
    dialog = QFileDialog(parent, _("Choose the folder for the files"), _documents())
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _open(dialog, on_chosen)


def _open(dialog: QFileDialog, on_chosen: Callable[[Path], None]) -> None:
    def chosen(path: str) -> None:
        on_chosen(Path(path))

    dialog.setObjectName("target_dialog")
    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
