"""Restores a backup from the lock screen or the first run: which file, its secret, what would be lost and won, done."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.vault import TableDifference
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import retention as labels
from sspdesk.labels.errors import explain
from sspdesk.services import restoring
from sspdesk.services.restoring import Restored, RestorePreview
from sspdesk.ui import theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.cells import Cell, Column
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.fields import ReadOnlyField
from sspdesk.ui.shared.form import FormRow
from sspdesk.ui.shared.operations import Operations
from sspdesk.ui.shared.panels import EmptyState, InlineMessage
from sspdesk.ui.shared.table import RecordTable
from sspdesk.ui.unlock.passphrase_edit import PassphraseEdit


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """One kind of record, in numbers."""

    what: str
    numbers: TableDifference


class RestoreDialog(Dialog):
    """``restored`` carries the vault's folder. Nothing is changed before "Gendan" is pressed, and then nothing is lost:
    the vault before it is kept.
    """

    restored = Signal(object)

    def __init__(
        self,
        operations: Operations,
        folder: Path,
        *,
        backup: Path | None = None,
        exists: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        words = _(
            "The vault as it is now is kept beside the restored one. Nothing is changed before you press Restore."
        )
        title = _("Restore a backup")
        super().__init__(title, title, words if exists else "", icon="database-backup", width=680, parent=parent)
        self._operations, self._folder, self._exists = operations, folder, exists
        self._backup: Path | None = None
        self._preview: RestorePreview | None = None
        self.message = InlineMessage(tone="danger")
        self.message.hide()
        self.file_edit = ReadOnlyField()
        self.choose_button = Button(_("Choose the backup …"), icon="hard-drive", name="choose_backup_button")
        self.choose_button.clicked.connect(self.choose)
        self.secret_edit = PassphraseEdit(_("The backup's passphrase or recovery key"))
        self.present_edit = PassphraseEdit(_("The present passphrase, if it is another one"))
        self.file_row = FormRow(_("Backup"), self.file_edit)
        self.secret_row = FormRow(
            _("The backup's passphrase or recovery key"),
            self.secret_edit,
            help=_("The one that was in force on the day the backup was made."),
        )
        self.present_row = FormRow(
            _("The present passphrase, if it is another one"),
            self.present_edit,
            help=_("Lets the two be compared, and what was deleted since be deleted again."),
        )
        self.present_row.setVisible(exists)
        self._lay_out()
        if backup is not None:
            self.take(backup)

    def _lay_out(self) -> None:
        self.told_label = layouts.label(wrap=True)
        self.told_label.hide()
        self.table = self._build_table()
        self.table.hide()
        file_line = layouts.row(self.file_row, self.choose_button, spacing=8)
        file_line.setStretch(0, 1)
        for part in (self.message, self.secret_row, self.present_row, self.told_label):
            self.body.addWidget(part)
        self.body.insertLayout(1, file_line)
        self.body.addWidget(self.table, 1)
        self.cancel_button = self.add_close_button(_("Cancel"))
        self.look_button = self.add_button(_("See what would happen"), kind=Kind.PRIMARY, default=True)
        self.restore_button = self.add_button(_("Restore"), kind=Kind.DANGER, icon="database-backup")
        self.restore_button.hide()
        self.look_button.clicked.connect(self.look)
        self.restore_button.clicked.connect(self.restore)
        for edit in (self.secret_edit, self.present_edit):
            edit.textEdited.connect(self._on_edited)

    def _build_table(self) -> RecordTable[PreviewRow]:
        columns: tuple[Column[PreviewRow], ...] = (
            Column(title=_("What"), cell=lambda one: Cell(text=one.what)),
            Column(title=_("Now"), cell=lambda one: _number(one.numbers.present), width=80, align_right=True),
            Column(title=_("In the backup"), cell=lambda one: _number(one.numbers.backup), width=100, align_right=True),
            Column(title=_("Would be lost"), cell=_lost, width=110, align_right=True),
            Column(title=_("Come back"), cell=lambda one: _number(one.numbers.won), width=100, align_right=True),
            Column(title=_("Go back to before"), cell=_changed, width=130, align_right=True),
        )
        empty = EmptyState("circle-check", _("Nothing differs"), _("The backup holds the same as the vault."))
        table: RecordTable[PreviewRow] = RecordTable(columns, name=_("What would happen"), empty=empty)
        table.setMinimumHeight(theme.px(180))
        return table

    # -- the file and the secret -------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for the backup file."""
        dialog = QFileDialog(self, _("Choose the backup"), str(self._backup.parent if self._backup else ""))
        dialog.setObjectName("choose_backup_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        backups, everything = _("Backups"), _("All files")
        dialog.setNameFilters([f"{backups} (*.sspbackup)", f"{everything} (*)"])
        dialog.fileSelected.connect(lambda path: self.take(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, backup: Path) -> None:
        """Take a backup file."""
        self._backup = backup
        self.file_edit.setText(str(backup))
        self._on_edited()

    def _on_edited(self) -> None:
        self._preview = None
        self.message.hide()
        self.secret_row.show_problem("")
        self.file_row.show_problem("")
        self.table.hide()
        self.told_label.hide()
        self.restore_button.hide()
        self.look_button.show()

    def look(self) -> None:
        """Compare the backup with the vault, without changing either."""
        if self._backup is None:
            self.file_row.show_problem(_("Choose the backup first."))
            return
        if not self.secret_edit.text():
            self.secret_row.show_problem(_("Write the passphrase or the recovery key first."))
            _focus(self.secret_edit)
            return
        self._busy(True)
        work = partial(
            restoring.preview,
            self._backup,
            self.secret_edit.text(),
            self._folder,
            present=self.present_edit.text(),
        )
        self._operations.background(self, work, self._show_preview, self._show_problem)

    def _show_preview(self, preview: RestorePreview) -> None:
        self._busy(False)
        self._preview = preview
        self.told_label.setText(_told(preview, self._exists))
        self.told_label.show()
        if preview.tables is not None:
            self.table.set_rows(_rows(preview))
            self.table.show()
        self.look_button.hide()
        self.restore_button.show()
        self.cancel_button.setFocus()

    # -- restoring ---------------------------------------------------------------------------------------------------

    def restore(self) -> None:
        """Put the backup in the vault's place."""
        if self._backup is None or self._preview is None:
            return
        self._busy(True)
        work = partial(
            restoring.restore_over,
            self._backup,
            self.secret_edit.text(),
            self._folder,
            present=self.present_edit.text(),
        )
        self._operations.background(self, work, self._on_restored, self._show_problem)

    def _on_restored(self, done: Restored) -> None:
        self._busy(False)
        for edit in (self.secret_edit, self.present_edit):
            edit.clear()
        self.restored.emit(self._folder)
        if done.kept is None:
            self.accept()
            return
        for part in (self.file_row, self.choose_button, self.secret_row, self.present_row, self.table):
            part.hide()
        self.restore_button.hide()
        kept = _(
            "The vault is restored. The one before is kept at {path} and deleted with the backups of its age; "
            "delete it before that when you do not need it."
        )
        self.told_label.setText(f"{kept.format(path=done.kept)} {labels.deleted_again(done.deleted_again)}".strip())
        self.cancel_button.set_words(_("Close"))

    def _show_problem(self, error: DomainError | KnownError) -> None:
        self._busy(False)
        if error.code in ("wrong_secret", "recovery_typo"):
            self.secret_row.show_problem(explain(error))
            _focus(self.secret_edit)
        else:
            self.message.say("", explain(error), tone="danger")

    def _busy(self, busy: bool) -> None:
        for part in (self.look_button, self.restore_button, self.choose_button, self.secret_edit, self.present_edit):
            part.setEnabled(not busy)
        self.look_button.set_words(_("Comparing …") if busy else _("See what would happen"))


def _told(preview: RestorePreview, exists: bool) -> str:
    made = dates.moment(preview.made) if preview.made is not None else _("an unknown day")
    lines = [_("The backup is sound so far. It was made {moment}.").format(moment=made)]
    if exists and preview.tables is None:
        lines.append(
            _(
                "The present vault cannot be opened with what you wrote, so the two cannot be compared, and what was "
                "deleted since cannot be deleted again by itself. Delete it again by hand."
            )
        )
    elif preview.tables is not None:
        again = sum(one.deleted for one in preview.tables.values())
        if again:
            words = _("{count} rows that were deleted since are deleted again.")
            lines.append(words.format(count=dates.number(again)))
    return " ".join(lines)


def _rows(preview: RestorePreview) -> Sequence[PreviewRow]:
    found = preview.tables or {}
    return [
        PreviewRow(what=labels.table(name).capitalize(), numbers=one)
        for name, one in found.items()
        if labels.knows_table(name) and (one.lost or one.won or one.changed)
    ]


def _number(value: int) -> Cell:
    return Cell(text=dates.number(value) if value else "–", tint="text" if value else "muted")


def _lost(row: PreviewRow) -> Cell:
    count = row.numbers.lost
    return Cell(text=dates.number(count) if count else "–", tint="danger" if count else "muted", strong=bool(count))


def _changed(row: PreviewRow) -> Cell:
    count = row.numbers.changed
    return Cell(text=dates.number(count) if count else "–", tint="warn" if count else "muted")


def _focus(edit: QLineEdit) -> None:
    edit.setFocus()
    edit.selectAll()
