"""The sidebar: one line a page with icon and count, settings and lock below; icons with tooltips where it is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from sspdesk.i18n import _, ngettext
from sspdesk.labels import shell as labels
from sspdesk.ui import icons, theme
from sspdesk.ui.shared import layouts, paint
from sspdesk.ui.shell.entries import PageEntry

WIDE = 192
NARROW = 56


class NavButton(QAbstractButton):
    """One line of the sidebar. ``second`` is a small line below; ``warns`` paints it in the warning colour."""

    def __init__(self, title: str, icon: str, *, keys: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(title)
        self.setObjectName(f"nav_{name}")
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icon = icon
        self._keys = keys
        self._count = 0
        self._state = ""
        self._second = ""
        self._warns = False
        self._narrow = False
        self._current = False
        self._describe()

    @property
    def count(self) -> int:
        """The number in the badge."""
        return self._count

    @property
    def is_current(self) -> bool:
        """Say whether this page is the one shown."""
        return self._current

    def set_current(self, current: bool) -> None:
        """Mark the page that is shown."""
        self._current = current
        self._describe()

    def set_count(self, count: int) -> None:
        """Show a number, none for 0."""
        self._count = count
        self._describe()

    @property
    def icon_name(self) -> str:
        """The icon that is painted."""
        return self._icon

    def set_state(self, icon: str, words: str) -> None:
        """Show with the icon, and say, how the page stands."""
        self._icon, self._state = icon, words
        self._describe()

    def set_second(self, words: str, *, warns: bool = False, icon: str = "") -> None:
        """Show a small second line."""
        self._second, self._warns = words, warns
        self._icon = icon or self._icon
        self._describe()

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon only."""
        self._narrow = narrow
        self._describe()

    def _describe(self) -> None:
        waiting = ngettext("{count} waiting", "{count} waiting", self._count).format(count=self._count)
        parts = [
            self._second,
            self._state,
            waiting if self._count else "",
            _("shown now") if self._current else "",
            self._keys,
        ]
        self.setAccessibleDescription(", ".join(part for part in parts if part))
        tip = f"{self.text()} ({self._keys})" if self._keys else self.text()
        more = [self._second if self._narrow else "", self._state]
        self.setToolTip(" · ".join(part for part in (tip, *more) if part))
        self.update()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(44 if self._second else 36))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(36), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = self.rect()
        if self._current:
            paint.rounded(painter, rect, theme.color("surface"), theme.color("line"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(0, 7, 3, self.height() - 14), 1.5, 1.5)
        elif self.underMouse():
            paint.rounded(painter, rect, theme.color("neutral"), theme.color("line"))
        side = theme.px(16)
        tint = "warn" if self._warns else "accent" if self._current else "muted"
        x = (self.width() - side) / 2 if self._narrow else theme.px(10)
        icons.paint(painter, QRectF(x, (self.height() - side) / 2, side, side), self._icon, tint)
        if self._narrow:
            self._paint_dot(painter)
        else:
            self._paint_words(painter, theme.px(36))
        if self.hasFocus():
            paint.focus_ring(painter, rect)
        painter.end()

    def _paint_words(self, painter: QPainter, left: int) -> None:
        right = self.width() - theme.px(8)
        if self._count:
            words = str(self._count)
            width = max(QFontMetrics(theme.font(12)).horizontalAdvance(words) + theme.px(12), theme.px(20))
            height = theme.px(20)
            badge = QRect(right - width, (self.height() - height) // 2, width, height)
            paint.rounded(painter, badge, theme.color("surface"), theme.color("line"), height / 2)
            painter.setFont(theme.font(12))
            painter.setPen(theme.color("text"))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)
            right = badge.left() - 4
        place = QRect(left, 0, right - left, self.height())
        weight = 600 if self._current else 400
        if not self._second:
            paint.text(painter, place, self.text(), weight=weight)
            return
        half = self.height() // 2
        paint.text(painter, QRect(left, 3, place.width(), half), self.text(), weight=weight)
        tint = "warn" if self._warns else "muted"
        paint.text(painter, QRect(left, half - 2, place.width(), half), self._second, tint=tint, size=12)

    def _paint_dot(self, painter: QPainter) -> None:
        if self._count:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.color("side"))
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(QRectF(self.width() / 2 + theme.px(5), theme.px(5), theme.px(8), theme.px(8)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class Sidebar(QFrame):
    """Shows only the pages it is given. ``page_pressed`` carries a page's key."""

    page_pressed = Signal(str)
    lock_pressed = Signal()

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAccessibleName(_("Pages"))
        self._buttons: dict[str, NavButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(0)
        number = 0
        for entry in entries:
            if entry.place == "main":
                number += 1
                column.addWidget(self._add(entry, f"Ctrl+{number}" if number <= 9 else "Ctrl+0"))
        column.addStretch()
        column.addWidget(layouts.rule())
        column.addSpacing(8)
        for entry in entries:
            if entry.place == "bottom":
                column.addWidget(self._add(entry, ""))
        self.lock_button = NavButton(_("Lock"), "lock", keys="Ctrl+L", name="lock")
        self.lock_button.clicked.connect(self.lock_pressed)
        column.addWidget(self.lock_button)
        self.set_narrow(False)

    def _add(self, entry: PageEntry, keys: str) -> NavButton:
        button = NavButton(entry.title, entry.icon, keys=keys, name=entry.key)
        button.setProperty("pageKey", entry.key)
        button.clicked.connect(self._on_clicked)
        self._buttons[entry.key] = button
        return button

    def button(self, key: str) -> NavButton:
        """Return the line of a page."""
        return self._buttons[key]

    def set_current(self, key: str) -> None:
        """Mark the page that is shown."""
        for at, button in self._buttons.items():
            button.set_current(at == key)

    def set_count(self, key: str, count: int) -> None:
        """Show how much waits on a page."""
        if key in self._buttons:
            self._buttons[key].set_count(count)

    def set_state(self, key: str, icon: str, words: str) -> None:
        """Show how a page stands."""
        if key in self._buttons:
            self._buttons[key].set_state(icon, words)

    def set_lock_words(self, minutes: int, *, soon: bool) -> None:
        """Say after how long the desk locks, and warn one minute before."""
        if soon:
            self.lock_button.set_second(labels.lock_soon(), warns=True, icon="clock-alert")
        else:
            self.lock_button.set_second(labels.lock_after(minutes), icon="lock")

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only."""
        self.setFixedWidth(theme.px(NARROW if narrow else WIDE))
        for button in (*self._buttons.values(), self.lock_button):
            button.set_narrow(narrow)

    def focus_current(self) -> None:
        """Put the keyboard focus on the page that is shown."""
        chosen = next((button for button in self._buttons.values() if button.is_current), self.lock_button)
        chosen.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if icons.is_restyle(event):
            self.updateGeometry()

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, NavButton):
            self.page_pressed.emit(str(sender.property("pageKey")))
