"""A field for a passphrase: hidden until the eye is pressed, and it notices Caps Lock."""

import sys

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from sspdesk.i18n import _
from sspdesk.ui import icons

_VK_CAPITAL = 0x14


def caps_lock_at_start() -> bool | None:
    """Return whether Caps Lock is on, or None where only typing tells."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        return bool(ctypes.windll.user32.GetKeyState(_VK_CAPITAL) & 1)
    return None


class PassphraseEdit(QLineEdit):
    """A hidden line with an eye. ``caps_lock_changed`` tells what system or typed letters say about Caps Lock."""

    caps_lock_changed = Signal(bool)

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("passphrase_edit")
        self.setAccessibleName(accessible_name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._caps_lock = False
        self.eye = QAction(self)
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._on_eye_toggled)
        self.addAction(self.eye, QLineEdit.ActionPosition.TrailingPosition)
        self._on_eye_toggled(False)

    @property
    def caps_lock(self) -> bool:
        """Say whether Caps Lock seems to be on."""
        return self._caps_lock

    def hide_words(self) -> None:
        """Show dots again."""
        self.eye.setChecked(False)

    def _on_eye_toggled(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        words = _("Hide the passphrase") if shown else _("Show the passphrase")
        self.eye.setText(words)
        self.eye.setToolTip(words)
        icons.set_icon(self.eye, "eye-off" if shown else "eye", "muted")
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(words)
            button.setCursor(Qt.CursorShape.PointingHandCursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        at_start = caps_lock_at_start()
        if at_start is not None:
            self._set_caps_lock(at_start)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_CapsLock:
            self._set_caps_lock(not self._caps_lock)
        letter = event.text()
        if len(letter) == 1 and letter.isalpha() and letter.lower() != letter.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._set_caps_lock(letter.isupper() != shifted)
        super().keyPressEvent(event)

    def _set_caps_lock(self, on: bool) -> None:
        if on != self._caps_lock:
            self._caps_lock = on
            self.caps_lock_changed.emit(on)
