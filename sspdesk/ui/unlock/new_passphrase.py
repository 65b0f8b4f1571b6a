"""Asks for a new passphrase after the vault was opened with the recovery key."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sspdesk.i18n import _
from sspdesk.ui.shared.buttons import Kind
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.unlock.passphrase_fields import PassphraseFields


class NewPassphraseDialog(Dialog):
    """``chosen`` carries the new passphrase; it can be put off, since the recovery key goes on working."""

    chosen = Signal(str)

    def __init__(self, local_names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(
            _("New passphrase"),
            _("You unlocked with the recovery key"),
            _("Choose a new passphrase now. The old one then opens old backups only."),
            icon="key-round",
            tint="accent",
            width=520,
            parent=parent,
        )
        self.fields = PassphraseFields(lambda: local_names)
        self.body.addWidget(self.fields)
        self.add_close_button(_("Later"))
        self.take_button = self.add_button(_("Use this passphrase"), kind=Kind.PRIMARY, icon="check", default=True)
        self.take_button.clicked.connect(self._on_take_pressed)
        self.fields.passphrase_edit.setFocus()

    def _on_take_pressed(self) -> None:
        if self.fields.is_good():
            passphrase = self.fields.passphrase
            self.fields.clear()
            self.accept()
            self.chosen.emit(passphrase)
