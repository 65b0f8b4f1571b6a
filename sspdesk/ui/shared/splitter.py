"""A splitter with a thin line and a grip; remembers its place per page, double-click puts it back."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from sspdesk.i18n import _
from sspdesk.ui import theme
from sspdesk.ui.shared import paint
from sspdesk.ui.shared.memory import DeskMemory

_STEP = 16


class _Handle(QSplitterHandle):
    def __init__(self, orientation: Qt.Orientation, parent: "Splitter") -> None:
        super().__init__(orientation, parent)
        self._owner = parent
        self._hover = False
        self.setObjectName("splitter_handle")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("Divider"))
        self.setAccessibleDescription(_("Arrow keys move it"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        before, after = self._owner.grounds
        painter.fillRect(self.rect(), theme.color(after))
        across = self.orientation() is Qt.Orientation.Horizontal
        middle = self.rect().center()
        if across:
            painter.fillRect(QRect(0, 0, middle.x(), self.height()), theme.color(before))
            painter.fillRect(QRect(middle.x(), 0, 1, self.height()), theme.color("line"))
            grip = QRectF(middle.x() - 2, middle.y() - 16, 5, 32)
        else:
            painter.fillRect(QRect(0, 0, self.width(), middle.y()), theme.color(before))
            painter.fillRect(QRect(0, middle.y(), self.width(), 1), theme.color("line"))
            grip = QRectF(middle.x() - 16, middle.y() - 2, 32, 5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("input" if self._hover else "line"))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(grip.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        if self.hasFocus():
            paint.focus_ring(painter, grip.toRect().adjusted(-1, -3, 1, 3), 2)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hover = True
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._hover = False
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._owner.restore_default()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        here = self.x() if self.orientation() is Qt.Orientation.Horizontal else self.y()
        self.moveSplitter(here + step * theme.px(_STEP))


class Splitter(QSplitter):
    """Panes side by side (or under each other). ``sizes`` are the widths at first, ``key`` names it in the memory.

    ``grounds`` are the colours of the panes before and after the line.
    """

    def __init__(
        self,
        *panes: QWidget,
        sizes: Sequence[int],
        key: str,
        vertical: bool = False,
        grounds: tuple[str, str] = ("surface", "surface"),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Vertical if vertical else Qt.Orientation.Horizontal, parent)
        self.setObjectName("splitter")
        self.setHandleWidth(5)
        self.setChildrenCollapsible(False)
        self.grounds = grounds
        self._default = list(sizes)
        self._key = f"splitter.{key}"
        self._memory = DeskMemory()
        for number, pane in enumerate(panes):
            self.addWidget(pane)
            self.setStretchFactor(number, 0 if sizes[number] < max(sizes) else 1)
        self.setSizes(self._default)
        self.splitterMoved.connect(self._on_moved)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)

    def remember_in(self, memory: DeskMemory) -> None:
        """Take the place kept there, and keep later moves there; the main window calls it for every page it shows."""
        self._memory = memory
        kept = memory.numbers(self._key)
        if kept is not None and len(kept) == self.count():
            self.setSizes(kept)

    def restore_default(self) -> None:
        """Put the divider back where it was at first."""
        self.setSizes(self._default)
        self._on_moved()

    def _on_moved(self) -> None:
        self._memory.keep(self._key, self.sizes())
