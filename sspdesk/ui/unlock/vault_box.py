"""The box that names the vault to be opened, with the way to another one."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QSizePolicy, QWidget

from sspdesk.i18n import _
from sspdesk.ui import icons
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.layouts import column, label, row


class ElidedLabel(QLabel):
    """A path that loses its middle where the place is short; the whole of it is in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("level", "small")
        self.setProperty("tone", "muted")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_path(self, path: str) -> None:
        """Show a path."""
        self._full = path
        self.setToolTip(path)
        self.setAccessibleName(path)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(60, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideMiddle, max(self.width(), 60)))


class VaultBox(QFrame):
    """Name and place of the vault."""

    other_vault_wanted = Signal()
    new_vault_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("vault_box")
        self.setProperty("role", "box")
        picture = QLabel()
        icons.set_picture(picture, "file-lock", "accent")
        self.name_label = label(level="medium")
        self.path_label = ElidedLabel()
        self.change_button = Button(_("Change vault"), kind=Kind.LINK, name="change_vault_button")
        menu = QMenu(self.change_button)
        menu.addAction(_("Open another vault …"), self.other_vault_wanted.emit)
        menu.addAction(_("Make a new vault …"), self.new_vault_wanted.emit)
        self.change_button.setMenu(menu)
        words = column(self.name_label, self.path_label, spacing=0)
        line = row(picture, words, self.change_button, spacing=10, margins=(10, 5, 6, 5))
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_vault(self, name: str, path: str) -> None:
        """Show which vault this is."""
        self.name_label.setText(name)
        self.path_label.show_path(path)
        self.setAccessibleName(_("Vault {name}").format(name=name))
