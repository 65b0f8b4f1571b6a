"""The panel about the ways into the vault: deputies, and new keys when a passphrase may be known."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sspdesk.i18n import _
from sspdesk.ui.context import PageContext
from sspdesk.ui.settings.keys_dialogs import DeputyDialog, RotationDialog
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.panels import Panel

if TYPE_CHECKING:
    from sspdesk.services.work import Outcome, UnitOfWork


class KeysPanel(Panel):
    """Who can open the vault. Whoever can sees everything; a reviewer has no way in of their own."""

    def __init__(self, context: PageContext, local_names: Callable[[], tuple[str, ...]]) -> None:
        super().__init__(_("Ways into the vault"))
        self._context, self._local_names = context, local_names
        told = _("The owner, the recovery key on paper, and deputies with a passphrase of their own.")
        self.rows = QWidget()
        self._rows = QVBoxLayout(self.rows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self.add_button = Button(_("Let a deputy in …"), icon="user-plus", name="add_deputy_button")
        self.rotate_button = Button(_("Change the keys …"), icon="refresh-cw", name="rotate_button")
        self.add_button.clicked.connect(self.add_deputy)
        self.rotate_button.clicked.connect(partial(self.rotate, ""))
        self._owns = context.vault is not None and context.vault.is_owners
        for button in (self.add_button, self.rotate_button):
            button.setEnabled(self._owns)
        self.owner_label = layouts.label(
            _("Only the owner lets deputies in, removes them and changes the keys."), tone="muted", wrap=True
        )
        self.owner_label.setVisible(context.vault is not None and not self._owns)
        self.body.addWidget(layouts.label(told, tone="muted", wrap=True))
        self.body.addWidget(self.rows)
        self.body.addWidget(self.owner_label)
        self.body.addLayout(layouts.row(self.add_button, self.rotate_button, None))
        self.remove_buttons: list[Button] = []

    def show_deputies(self) -> None:
        """Show who has a way in besides the owner."""
        if self._context.vault is not None:
            self._context.operations.query(self, self._context.vault.deputies, self._show)

    def _show(self, names: Sequence[str]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.remove_buttons = []
        for name in names:
            remove = Button(_("Remove …"), kind=Kind.FLAT, compact=True)
            remove.setAccessibleDescription(name)
            remove.setEnabled(self._owns)
            remove.clicked.connect(partial(self.rotate, name))
            line = QWidget()
            line.setLayout(layouts.row(layouts.label(name), None, remove))
            self._rows.addWidget(line)
            self.remove_buttons.append(remove)

    def add_deputy(self) -> None:
        """Ask for a deputy's name and passphrase."""
        dialog = DeputyDialog(self._local_names, self)
        dialog.given.connect(partial(self._add, dialog))
        dialog.open()

    def _add(self, dialog: DeputyDialog, name: str, passphrase: str) -> None:
        vault = self._context.vault
        if vault is None:
            return

        def work(uow: "UnitOfWork") -> "Outcome[None]":
            return vault.add_deputy(uow, name, passphrase)

        def done(_nothing: None) -> None:
            dialog.finish()
            self.show_deputies()

        told = _("The deputy can open the vault now")
        self._context.operations.command(dialog, work, done, dialog.refuse, message=told)

    def rotate(self, leaving: str, _checked: bool = False) -> None:
        """Change the vault's keys; ``leaving`` names a deputy who loses the way in."""
        vault = self._context.vault
        if vault is None:
            return
        dialog = RotationDialog(
            self._context.operations, vault, self._local_names, leaving=leaving, now=self._context.now, parent=self
        )
        dialog.agreed.connect(vault.rotate)
        dialog.open()
