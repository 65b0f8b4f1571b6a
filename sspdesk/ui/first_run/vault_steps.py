"""The steps about the vault itself: where it lies, its passphrase, the recovery key on paper, and the proof of that."""

import secrets
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QWidget

from sspdesk.domain.first_run import vault_name
from sspdesk.i18n import _
from sspdesk.labels.vault import finding_words
from sspdesk.services import vaults
from sspdesk.ui.first_run.step import Step
from sspdesk.ui.shared.buttons import Button, repolish
from sspdesk.ui.shared.form import Form, FormRow, focus_into
from sspdesk.ui.shared.layouts import box, label, row
from sspdesk.ui.unlock.message import Message
from sspdesk.ui.unlock.passphrase_fields import PassphraseFields

GROUPS_ASKED = 2


class FolderField(QWidget):
    """A folder that is shown, and chosen through the system's dialog."""

    changed = Signal()

    def __init__(self, folder: Path, title: str) -> None:
        super().__init__()
        self._title = title
        self.edit = QLineEdit(str(folder))
        self.edit.setObjectName("folder_edit")
        self.edit.setAccessibleName(title)
        self.edit.textEdited.connect(self.changed)
        choose = Button(_("Choose …"), name="choose_folder_button")
        choose.setAccessibleDescription(title)
        choose.clicked.connect(self._on_choose_pressed)
        line = row(self.edit, choose)
        line.setStretch(0, 1)
        self.setLayout(line)

    @property
    def folder(self) -> Path:
        """The folder as it stands there now."""
        return Path(self.edit.text().strip()).expanduser()

    def set_folder(self, folder: Path | str) -> None:
        """Show another folder."""
        self.edit.setText(str(folder))
        self.changed.emit()

    def _on_choose_pressed(self) -> None:
        dialog = QFileDialog(self, self._title, self.edit.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.set_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class PlaceStep(Step):
    """Where the vault and its backups lie."""

    def __init__(self, base: Path, municipality: Callable[[], str]) -> None:
        super().__init__(
            _("Vault"),
            _("Where shall the vault lie?"),
            _("The vault is one folder on this computer. Everything you write goes into it, encrypted."),
            name="place_step",
        )
        self._municipality = municipality
        self.form = Form()
        self.place = self.form.add("place", _("Folder for the vault"), FolderField(base, _("Folder for the vault")))
        self.name_edit = self.form.line("name", _("Name of the vault"), max_length=60)
        copies = _("A USB stick that you keep elsewhere is best. If it is not plugged in, you are reminded.")
        backups = FolderField(base, _("Folder for backups"))
        self.backups = self.form.add("backups", _("Folder for backups, once a day"), backups, help=copies)
        self.warning = Message("warn", "triangle-alert", "place_warning")
        self.path_label = label(level="small", tone="muted", wrap=True)
        self.build(self.form, 4, self.path_label, self.warning)
        self._proposed = ""
        self._proposed_backups = self.backups.folder
        self.place.changed.connect(self._show_place)
        self.name_edit.textEdited.connect(self._show_place)

    @property
    def vault_folder(self) -> Path:
        """The vault's folder as it will be."""
        name = self.name_edit.text().strip().removesuffix(vaults.SUFFIX)
        return self.place.folder / f"{name}{vaults.SUFFIX}"

    def backup_folder(self) -> str:
        """Return the chosen folder for backups; empty for the usual one beside the vault."""
        chosen = self.backups.folder
        return "" if chosen == vaults.backup_folder(self.vault_folder) else str(chosen)

    def enter(self) -> None:
        if self.name_edit.text() == self._proposed:
            self._proposed = vault_name(self._municipality())
            self.name_edit.setText(self._proposed)
        self._show_place()
        focus_into(self.name_edit)

    def is_ready(self) -> bool:
        problems = []
        name = self.name_edit.text().strip()
        if not name or any(sign in name for sign in '/\\:*?"<>|') or name.startswith("."):
            problems.append(("name", _('Write a name without the signs / \\ : * ? " < > |')))
        elif self.vault_folder.exists():
            taken = _("There is already something at {path}. Choose another name or folder.")
            problems.append(("name", taken.format(path=self.vault_folder)))
        if not self.place.folder.is_absolute():
            problems.append(("place", _("Choose a folder.")))
        elif any(one.code == "read_only_place" for one in vaults.place_findings(self.vault_folder)):
            problems.append(("place", _("Nothing can be written there. Choose another folder.")))
        self.form.show_problems(problems)
        return not problems

    def _show_place(self) -> None:
        self.path_label.setText(_("The vault becomes {path}").format(path=self.vault_folder))
        if self.backups.folder == self._proposed_backups:
            self._proposed_backups = vaults.backup_folder(self.vault_folder)
            self.backups.edit.setText(str(self._proposed_backups))
        findings = vaults.place_findings(self.vault_folder)
        self.warning.say("\n".join(" ".join(finding_words(finding)) for finding in findings))


class PassphraseStep(Step):
    """The passphrase, typed twice."""

    def __init__(self, local_names: Callable[[], tuple[str, ...]]) -> None:
        super().__init__(
            _("Passphrase"),
            _("Choose a passphrase"),
            _("It opens the vault every day. Five words that have nothing to do with each other are strong and easy to "
              "remember. Nobody can reset it, and nobody else may know it."),
            name="passphrase_step",
        )  # fmt: skip
        self.fields = PassphraseFields(local_names)
        self.build(self.fields)

    def enter(self) -> None:
        self.fields.judge()
        self.fields.passphrase_edit.setFocus()

    def is_ready(self) -> bool:
        return self.fields.is_good()


class SheetStep(Step):
    """The recovery key on paper. The key is drawn once and stays the same however often one goes back."""

    sheet_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(
            _("Recovery sheet"),
            _("Put the recovery key on paper"),
            _("If the passphrase is forgotten, this key is the only other way in. It is shown here and never again."),
            name="sheet_step",
        )
        self.key = vaults.new_recovery_key()
        grid = QGridLayout()
        grid.setContentsMargins(16, 14, 16, 14)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        for number, group in enumerate(self.key.groups):
            grid.addLayout(
                row(label(f"{number + 1}", level="small", tone="muted"), label(group, level="title"), None, spacing=12),
                *divmod(number, 3),
            )
        panel = box(grid, role="box", name="recovery_groups")
        panel.setAccessibleName(_("Recovery key"))
        panel.setAccessibleDescription(self.key.text)
        self.print_button = Button(_("Show and print the sheet …"), icon="printer", name="print_sheet_button")
        self.print_button.clicked.connect(self.sheet_wanted)
        advice = _(
            "Print the sheet, or write the six groups by hand. Seal it in an envelope and give it to your manager. "
            "Save it as a file only where nobody else can read it: whoever has it and a copy of the vault can open it."
        )
        self.message = Message("danger", "circle-alert", "sheet_error")
        self.build(panel, 8, row(self.print_button, None), self.message, 8, label(advice, tone="muted", wrap=True))

    def enter(self) -> None:
        self.print_button.setFocus()


class ConfirmStep(Step):
    """Two groups typed back from the paper."""

    def __init__(self, sheet: SheetStep) -> None:
        super().__init__(
            _("Confirm"),
            _("Type two groups from the sheet"),
            _("So we both know that the key is on paper and can be read. Then the vault is made."),
            name="confirm_step",
        )
        self._sheet = sheet
        count = len(sheet.key.groups)
        self.asked = tuple(sorted(secrets.SystemRandom().sample(range(count), GROUPS_ASKED)))
        self.rows: list[FormRow] = []
        for number in self.asked:
            edit = QLineEdit()
            edit.setObjectName(f"group_{number + 1}_edit")
            edit.setMaxLength(12)
            edit.setMaximumWidth(160)
            words = _("Group {number}").format(number=number + 1)
            edit.setAccessibleName(words)
            edit.textEdited.connect(self._on_edited)
            self.rows.append(FormRow(words, edit))
        self.message = Message("danger", "circle-alert", "create_error")
        self.build(self.rows[0], 8, self.rows[1], 8, self.message)

    @property
    def edits(self) -> list[QLineEdit]:
        """The fields for the groups asked for, in order."""
        return [line.widget for line in self.rows if isinstance(line.widget, QLineEdit)]

    def enter(self) -> None:
        self.message.say("")
        self.edits[0].setFocus()

    def is_ready(self) -> bool:
        wrong = [
            line
            for line, edit, number in zip(self.rows, self.edits, self.asked, strict=True)
            if not self._sheet.key.confirms(number, edit.text())
        ]
        for line in self.rows:
            line.show_problem(_("That is not what stands on the sheet. Look again.") if line in wrong else "")
        if wrong:
            focus_into(wrong[0].widget)
        return not wrong

    def _on_edited(self) -> None:
        for line in self.rows:
            line.show_problem("")
            repolish(line.widget)
