"""What the desk says after the fact: a toast with an undo link (10 s), and a message bar for what went wrong."""

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.i18n import _
from sspdesk.labels.errors import explain
from sspdesk.ui import icons, theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, IconButton, Kind
from sspdesk.ui.shared.panels import InlineMessage

TOAST_MS = 10_000
_MARGIN = 16


class Toast(QFrame):
    """One dark line over the bottom of its parent; goes after 10 s, stays while hovered or focused. No names in it."""

    undo_pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("toast")
        self.setProperty("role", "toast")
        self.picture = QLabel()
        icons.set_picture(self.picture, "check", "toast_text")
        self.words_label = layouts.label()
        self.undo_button = Button(_("Undo (Ctrl+Z)"), kind=Kind.NORMAL, name="toast_undo_button")
        self.undo_button.setProperty("kind", "toast")
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 5, 8, 5)
        line.setSpacing(12)
        line.addWidget(self.picture)
        line.addWidget(self.words_label)
        line.addSpacing(8)
        line.addWidget(self.undo_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TOAST_MS)
        self._timer.timeout.connect(self._on_timeout)
        self.undo_button.clicked.connect(self._on_undo_clicked)
        self.undo_button.installEventFilter(self)
        parent.installEventFilter(self)
        self.hide()

    def say(self, words: str, *, can_undo: bool = False) -> None:
        """Show a message; the one before it goes."""
        self.words_label.setText(words)
        self.setAccessibleName(words)
        self.undo_button.setVisible(can_undo)
        self.setMinimumHeight(theme.px(40))
        self.setAutoFillBackground(theme.is_high_contrast())  # there no style sheet paints it
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def dismiss(self) -> None:
        """Take the message away."""
        self._timer.stop()
        self.hide()

    def _place(self) -> None:
        parent = self._over
        width = min(self.sizeHint().width(), parent.width() - 2 * _MARGIN)
        self.resize(width, self.sizeHint().height())
        left, top = (parent.width() - width) // 2, self._floor() - self.height() - _MARGIN
        spot = self._spot(width)
        self.move(spot if spot is not None else QPoint(left, top))

    def _spot(self, width: int) -> QPoint | None:
        """Return the place a page keeps free for the toast, over words nobody needs meanwhile, if it is wide enough."""
        for widget in self._over.findChildren(QWidget):
            if widget.property("toastPlace") and widget.isVisible() and widget.width() >= width:
                place = widget.mapTo(self._over, QPoint(0, widget.height() // 2))
                return QPoint(place.x(), place.y() - self.height() // 2)
        return None

    def _floor(self) -> int:
        """Return the lower edge of the free area: above a page's row of buttons, which must stay in sight."""
        for frame in self._over.findChildren(QFrame):
            if frame.property("role") == "page-footer" and frame.isVisible():
                return frame.mapTo(self._over, QPoint(0, 0)).y()
        return self._over.height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        elif watched is self.undo_button and event.type() is QEvent.Type.FocusIn:
            self._timer.stop()
        elif watched is self.undo_button and event.type() is QEvent.Type.FocusOut and self.isVisible():
            self._timer.start()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible() and not self.undo_button.hasFocus():
            self._timer.start()

    def _on_timeout(self) -> None:
        self.dismiss()

    def _on_undo_clicked(self) -> None:
        self.dismiss()
        self.undo_pressed.emit()


class MessageBar(QFrame):
    """Stands above the page and says what went wrong, what is safe and what to do; stays until closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self.message = InlineMessage()
        self.close_button = IconButton(_("Close the message"), "x", bare=True)
        line = self.message.layout()
        if line is not None:
            line.addWidget(self.close_button)
        self.setLayout(layouts.row(self.message, margins=(16, 8, 16, 0)))
        self.close_button.clicked.connect(self.hide)
        self.hide()

    def show_error(self, error: DomainError | KnownError) -> None:
        """Show an expected error in words."""
        self.say("", explain(error), tone="danger")

    def say(self, fact: str, words: str = "", *, tone: str = "info", action: str = "") -> None:
        """Show a message."""
        self.message.say(fact, words, tone=tone, action=action)
        self.setAccessibleName(self.message.accessibleName())
        self.show()
