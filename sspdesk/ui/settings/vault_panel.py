"""The panels about the vault: backups, the passphrase and the recovery sheet; and what the desk is made of."""

from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from sspdesk import __version__
from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.settings import Settings
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels.errors import explain
from sspdesk.labels.shell import backup_state
from sspdesk.services import vaults
from sspdesk.ui.context import PageContext
from sspdesk.ui.settings.panels import SettingsPanel
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.cells import BadgeSpec
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.fields import ReadOnlyField
from sspdesk.ui.shared.form import FormRow
from sspdesk.ui.shared.panels import Badge, InlineMessage, Panel
from sspdesk.ui.shell.about import AboutDialog
from sspdesk.ui.unlock.passphrase_edit import PassphraseEdit
from sspdesk.ui.unlock.passphrase_fields import PassphraseFields

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork


class BackupPanel(SettingsPanel):
    """Where backups go, when the last one was made, and one now."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(_("Backup"), columns=1)
        self._context = context
        self._folder = ""
        self.folder_edit = ReadOnlyField()
        told = _("Once a day, after two quiet minutes. A USB stick that you keep elsewhere is best.")
        self.form.add(
            "backup_folder",
            _("Folder for backups"),
            self.folder_edit,
            get=lambda: self._folder,
            set=self._set_folder,
            help=told,
        )
        self.second_edit = ReadOnlyField()
        self._second = ""
        self.form.add(
            "second_backup_folder",
            _("A second place, such as a USB stick"),
            self.second_edit,
            get=lambda: self._second,
            set=self._set_second,
            help=_("Gets a copy each time it is there. If it is not, you are reminded after a week."),
        )
        told = _("What was deleted lives on in backups until then. At most 90 days is advised.")
        self.days_edit = self.form.number("backup_days", _("Backups are deleted after days"), help=told)
        self._watch_line(self.days_edit)
        self.second_button = Button(_("Choose a second place …"), icon="hard-drive", name="choose_second_button")
        self.no_second_button = Button(_("No second place"), kind=Kind.FLAT, name="no_second_button")
        self.drill_button = Button(_("Try a restore"), icon="refresh-cw", name="drill_button")
        self.drill_label = layouts.label(level="small", tone="muted", wrap=True)
        self.second_button.clicked.connect(self._on_second_pressed)
        self.no_second_button.clicked.connect(partial(self.choose_second, ""))
        self.drill_button.clicked.connect(self._on_drill_pressed)
        self.drill_button.setEnabled(context.vault is not None)
        self.choose_button = Button(_("Choose folder …"), icon="hard-drive", name="choose_folder_button")
        self.beside_button = Button(_("Beside the vault"), kind=Kind.FLAT, name="beside_button")
        self.now_button = Button(_("Back up now"), icon="database-backup", name="backup_button")
        self.last_badge = Badge()
        self.body.addLayout(layouts.row(self.choose_button, self.beside_button, None))
        self.body.addLayout(layouts.row(self.second_button, self.no_second_button, None))
        self.body.addWidget(layouts.rule())
        self.body.addLayout(layouts.row(self.last_badge, None, self.now_button))
        self.body.addLayout(layouts.row(self.drill_label, None, self.drill_button))
        self.choose_button.clicked.connect(self._on_choose_pressed)
        self.beside_button.clicked.connect(partial(self.choose, ""))
        self.now_button.clicked.connect(self._on_now_pressed)
        self.now_button.setEnabled(context.vault is not None)
        self._set_folder("")
        self.show_last()

    def show_last(self) -> None:
        """Say when the last backup was made."""
        vault = self._context.vault
        words, tone = backup_state(vault.last_backup() if vault is not None else None, self._context.now())
        icon = "circle-check" if tone == "ok" else "triangle-alert"
        self.last_badge.set_badge(BadgeSpec(words, icon, tone))

    def show_settings(self, stored: Settings, kept: Collection[str]) -> None:
        super().show_settings(stored, kept)
        if stored.drilled_at:
            day = dates.moment(datetime.fromisoformat(stored.drilled_at))
            self.drill_label.setText(_("Restore tried {moment}: every row came back.").format(moment=day))
        else:
            self.drill_label.setText(_("No restore has been tried yet. It takes a minute and changes nothing."))

    def choose_second(self, folder: str, _checked: bool = False) -> None:
        """Take another second place; an empty one is none."""
        self._set_second(folder)
        self.finished.emit()

    def _set_second(self, folder: str) -> None:
        self._second = folder
        self.second_edit.setText(folder or _("None"))
        self.no_second_button.setVisible(bool(folder))

    def _on_second_pressed(self) -> None:
        dialog = QFileDialog(self, _("A second place, such as a USB stick"), self._second)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self.choose_second(str(Path(path))))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_drill_pressed(self) -> None:
        if self._context.vault is not None:
            self._context.say(_("A backup is being restored and compared"))
            self._context.vault.drill()

    def choose(self, folder: str, _checked: bool = False) -> None:
        """Take another folder; an empty one is the folder beside the vault."""
        self._set_folder(folder)
        self.finished.emit()

    def _set_folder(self, folder: str) -> None:
        self._folder = folder
        vault = self._context.vault
        shown = str(vaults.backup_folder(vault.folder, folder)) if vault is not None else folder
        self.folder_edit.setText(shown)
        self.beside_button.setVisible(bool(folder))

    def _on_choose_pressed(self) -> None:
        dialog = QFileDialog(self, _("Folder for backups"), self.folder_edit.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_folder_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_folder_chosen(self, path: str) -> None:
        self.choose(str(Path(path)))

    def _on_now_pressed(self) -> None:
        if self._context.vault is not None:
            self._context.say(_("The backup is being made"))
            self._context.vault.back_up()


class PassphrasePanel(Panel):
    """A new passphrase, and where the recovery key is."""

    def __init__(self, context: PageContext, local_names: Callable[[], tuple[str, ...]]) -> None:
        super().__init__(_("Passphrase"))
        self._context, self._local_names = context, local_names
        told = _(
            "The recovery key on paper stays the same and keeps working. Old backups still open with the passphrase of "
            "their day."
        )
        self.change_button = Button(_("Change the passphrase …"), icon="key-round", name="change_passphrase_button")
        self.change_button.clicked.connect(self._on_change_pressed)
        self.change_button.setEnabled(context.vault is not None)
        self.body.addWidget(layouts.label(told, tone="muted", wrap=True))
        self.body.addLayout(layouts.row(self.change_button, None))

    def _on_change_pressed(self) -> None:
        dialog = PassphraseDialog(self._local_names, parent=self)
        dialog.submitted.connect(partial(self._change, dialog))
        dialog.open()

    def _change(self, dialog: "PassphraseDialog") -> None:
        vault = self._context.vault
        if vault is None:
            return
        present, new = dialog.present, dialog.new

        def work(uow: "UnitOfWork") -> Outcome[None]:
            vault.change_passphrase(uow, present, new)
            return Outcome(None)

        def done(_nothing: None) -> None:
            dialog.finish()

        told = _("The new passphrase is in force")
        self._context.operations.command(dialog, work, done, dialog.refuse, message=told)


class PassphraseDialog(Dialog):
    """The present passphrase and twice the new one; ``submitted`` asks to change. Forgets everything when it closes."""

    submitted = Signal()

    def __init__(self, local_names: Callable[[], tuple[str, ...]], *, parent: QWidget) -> None:
        super().__init__(
            _("New passphrase"),
            _("Change the passphrase"),
            _("It opens the vault every day. Five words that have nothing to do with each other are strong."),
            icon="key-round",
            tint="accent",
            width=520,
            parent=parent,
        )
        self.present_edit = PassphraseEdit(_("Present passphrase"))
        self.present_edit.setObjectName("present_edit")
        self.present_row = FormRow(_("Present passphrase"), self.present_edit)
        self.fields = PassphraseFields(local_names)
        self.message = InlineMessage(tone="danger")
        self.message.hide()
        self.body.addSpacing(4)
        for part in (self.message, self.present_row, self.fields):
            self.body.addWidget(part)
        self.add_close_button(_("Cancel"))
        self.change_button = self.add_button(_("Change the passphrase"), kind=Kind.PRIMARY, default=True)
        self.change_button.clicked.connect(self._on_change_pressed)
        self.present_edit.textEdited.connect(self._on_present_edited)
        self.present_edit.setFocus()

    @property
    def present(self) -> str:
        """What was typed as the present passphrase."""
        return self.present_edit.text()

    @property
    def new(self) -> str:
        """The new passphrase."""
        return self.fields.passphrase

    def finish(self) -> None:
        """Close after the change."""
        self.accept()

    def refuse(self, error: DomainError | KnownError) -> None:
        """Show why it was not changed."""
        self.change_button.setEnabled(True)
        if error.code == "wrong_secret":
            self.present_row.show_problem(_("That is not the present passphrase."))
            self.present_edit.setFocus()
        else:
            self.message.say("", explain(error), tone="danger")

    def done(self, result: int) -> None:
        self.present_edit.clear()
        self.fields.clear()
        super().done(result)

    def _on_change_pressed(self) -> None:
        self.message.hide()
        if not self.present:
            self.present_row.show_problem(_("Type the present passphrase."))
            self.present_edit.setFocus()
        elif self.fields.is_good():
            self.change_button.setEnabled(False)
            self.submitted.emit()

    def _on_present_edited(self) -> None:
        self.present_row.show_problem("")


class AboutPanel(Panel):
    """Version, licence and whose work the desk stands on."""

    def __init__(self) -> None:
        super().__init__(_("About"))
        told = _("SSP Desk {version}. Free software, licence MPL-2.0.").format(version=__version__)
        self.about_button = Button(_("Licences …"), icon="info", name="about_button")
        self.about_button.clicked.connect(self._on_about_pressed)
        line = layouts.row(layouts.label(told, tone="muted", wrap=True), self.about_button)
        line.setStretch(0, 1)
        self.body.addLayout(line)

    def _on_about_pressed(self) -> None:
        AboutDialog(self.window()).open()
