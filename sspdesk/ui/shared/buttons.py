"""Buttons: primary, normal, flat, danger and link, icon in step with the theme, shortcut in the tooltip."""

from enum import StrEnum

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QPushButton, QToolButton, QWidget

from sspdesk.ui import icons, theme


class Kind(StrEnum):
    """How much a button asks for; one PRIMARY a page."""

    NORMAL = "normal"
    PRIMARY = "primary"
    FLAT = "flat"
    DANGER = "danger"
    LINK = "link"
    QUIET = "quiet"


_TINT = {
    Kind.NORMAL: "text",
    Kind.PRIMARY: "onaccent",
    Kind.FLAT: "accent",
    Kind.DANGER: "danger",
    Kind.LINK: "accent",
    Kind.QUIET: "muted",
}


class Button(QPushButton):
    """A push button. ``text`` is verb and object; ``shortcut`` ("Ctrl+Return") works and is shown in the tooltip."""

    def __init__(
        self,
        text: str,
        *,
        kind: Kind = Kind.NORMAL,
        icon: str = "",
        shortcut: str = "",
        compact: bool = False,
        help: str = "",  # noqa: A002 - the word the form uses too
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.kind = kind
        self.setObjectName(name or "button")
        self.setProperty("kind", str(kind))
        self.setProperty("compact", compact)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind is Kind.LINK else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(text)
        if icon:
            icons.set_icon(self, icon, _TINT[kind])
        if shortcut:
            self.setShortcut(QKeySequence(shortcut))
        set_tip(self, help, shortcut)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not presses(self, event):
            super().keyPressEvent(event)

    def set_words(self, text: str, icon: str = "") -> None:
        """Change text and, if given, icon."""
        keys = self.shortcut()
        self.setText(text)
        self.setShortcut(keys)  # which Qt takes away with the old text
        self.setAccessibleName(text)
        if icon:
            icons.set_icon(self, icon, _TINT[self.kind])

    def set_kind(self, kind: Kind) -> None:
        """Change how much the button asks for."""
        self.kind = kind
        self.setProperty("kind", str(kind))
        repolish(self)


class IconButton(QToolButton):
    """A square button with an icon only; ``text`` is its accessible name and tooltip."""

    def __init__(
        self,
        text: str,
        icon: str,
        *,
        shortcut: str = "",
        compact: bool = False,
        bare: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{icon}_button")
        self.setProperty("kind", "bare" if bare else "icon")
        self.setProperty("compact", compact)
        self.setAccessibleName(text)
        icons.set_icon(self, icon, "muted" if bare else "text")
        if shortcut:
            self.setShortcut(QKeySequence(shortcut))
        set_tip(self, text, shortcut)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not presses(self, event):
            super().keyPressEvent(event)


class MenuButton(Button):
    """A button that opens a menu under it; a chevron says so. (Qt's own menu indicator would push the words aside.)"""

    def __init__(
        self, text: str, menu: QMenu, *, icon: str = "", shortcut: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, icon=icon, shortcut=shortcut, parent=parent)
        self._menu = menu
        self.setProperty("menu", True)
        self.clicked.connect(self.open_menu)

    def open_menu(self) -> None:
        """Show the menu."""
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.open_menu()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme.px(14)
        icons.paint(
            painter, QRectF(self.width() - side - 10, (self.height() - side) / 2, side, side), "chevron-down", "text"
        )
        painter.end()


def presses(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press the button on which the keyboard stands for Enter, as for the space bar: Qt asks a dialog's default one."""
    if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
        return False
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


def set_tip(widget: QWidget, words: str, shortcut: str = "") -> None:
    """Give a widget a tooltip with its shortcut in the words of the keyboard, and the same as description."""
    keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText) if shortcut else ""
    tip = f"{words} ({keys})" if words and keys else words or keys
    widget.setToolTip(tip)
    widget.setAccessibleDescription(tip)


def repolish(widget: QWidget) -> None:
    """Let the style sheet read a widget's changed dynamic properties."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
