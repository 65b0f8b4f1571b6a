"""The top bar: brand and municipality, the command field, "Ny", the state of backups, discreet display."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from sspdesk.i18n import _
from sspdesk.labels import shell as labels
from sspdesk.ui import icons, theme
from sspdesk.ui.shared import layouts, paint
from sspdesk.ui.shared.buttons import Button, Kind, MenuButton, set_tip
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shell.entries import NewAction
from sspdesk.ui.shell.sidebar import NARROW, WIDE


class CommandField(QPushButton):
    """Looks like a search field; a press or the first letter opens the command palette under it."""

    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("command_field")
        self._words = _("Search or type a command (Ctrl+K)")
        self.setAccessibleName(self._words)
        self.setMinimumWidth(theme.px(220))
        self.setMaximumWidth(theme.px(420))
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text.isprintable() and text.strip() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.typed.emit(text)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme.px(16)
        rect = self.rect().adjusted(theme.px(10), 0, -8, 0)
        icons.paint(painter, QRectF(rect.left(), (self.height() - side) / 2, side, side), "search")
        paint.text(painter, rect.adjusted(side + 8, 0, 0, 0), self._words, tint="muted")
        painter.end()


class TopBar(QFrame):
    """48 px over the whole window. ``command_asked`` carries what was typed so far."""

    command_asked = Signal(str)
    backup_pressed = Signal()

    def __init__(
        self, municipality: str, new_actions: Sequence[NewAction], privacy: Privacy, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self._privacy = privacy
        self.setMinimumHeight(theme.px(48))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 16, 0)
        line.setSpacing(8)
        line.addWidget(self._brand(municipality))
        line.addSpacing(8)
        self.command_field = CommandField()
        line.addWidget(self.command_field, 100)
        self.new_menu = QMenu(self)
        self._fill_menu(new_actions)
        self.new_button = MenuButton(_("New"), self.new_menu, icon="plus")
        icons.set_icon(self.new_button, "plus", "accent")
        self.new_button.setVisible(bool(new_actions))
        set_tip(self.new_button, _("Make something new"), "Ctrl+N")
        line.addWidget(self.new_button)
        line.addStretch(1)
        self.backup_button = Button("", kind=Kind.QUIET, name="backup_button")
        self.backup_button.clicked.connect(self.backup_pressed)
        line.addWidget(self.backup_button)
        self.discreet_button = Button("", icon="eye", name="discreet_button")
        self.discreet_button.setCheckable(True)
        line.addWidget(self.discreet_button)
        self.command_field.clicked.connect(self._on_field_clicked)
        self.command_field.typed.connect(self.command_asked)
        self.discreet_button.clicked.connect(privacy.toggle)
        privacy.changed.connect(self._show_privacy)
        self._show_privacy()

    def _brand(self, municipality: str) -> QFrame:
        self.logo = QLabel()
        icons.set_picture(self.logo, "brand", "accent", 26)
        name = layouts.label("SSP Desk", level="panel")
        self.municipality_label = layouts.label(municipality, level="small", tone="muted")
        self._brand_words = QWidget()
        words = layouts.column(None, name, self.municipality_label, None, spacing=0)
        self._brand_words.setLayout(words)
        self._brand_box = layouts.box(
            layouts.row(self.logo, self._brand_words, None, margins=(12, 0, 4, 0)), name="brand_box"
        )
        self._brand_box.setFixedWidth(theme.px(WIDE))
        return self._brand_box

    def _fill_menu(self, new_actions: Sequence[NewAction]) -> None:
        for wanted in new_actions:
            action = QAction(wanted.title, self.new_menu)
            icons.set_icon(action, wanted.icon, "muted")
            if wanted.keys:
                action.setShortcut(QKeySequence(wanted.keys))
            action.triggered.connect(wanted.run)
            self.new_menu.addAction(action)

    def set_municipality(self, municipality: str) -> None:
        """Show whose desk this is."""
        self.municipality_label.setText(municipality)

    def set_narrow(self, narrow: bool) -> None:
        """Show the mark without words over a narrow sidebar."""
        self._brand_words.setVisible(not narrow)
        self._brand_box.setFixedWidth(theme.px(NARROW if narrow else WIDE))

    def show_backup(self, last: datetime | None, now: datetime) -> None:
        """Say when the last verified backup was made."""
        words, tone = labels.backup_state(last, now)
        self.backup_button.set_words(words)
        icons.set_icon(self.backup_button, "database-backup", tone)
        set_tip(self.backup_button, _("Make a backup now"))

    def open_new_menu(self) -> None:
        """Open the menu of new things (Ctrl+N)."""
        if not self.new_button.isHidden():
            self.new_button.open_menu()

    def _show_privacy(self) -> None:
        on = self._privacy.discreet
        words = _("Discreet display: on") if on else _("Discreet display: off")
        self.discreet_button.set_words(words, "eye-off" if on else "eye")
        self.discreet_button.setChecked(on)
        set_tip(self.discreet_button, _("Mask names and CPR numbers"), "F9")

    def _on_field_clicked(self) -> None:
        self.command_asked.emit("")
