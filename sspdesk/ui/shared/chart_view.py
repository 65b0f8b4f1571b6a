"""Paints a chart on the screen: every number can be focused, read aloud and opened; follows theme and text size."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QWidget

from sspdesk.domain.charts import Align, Box, Chart, Rule, Spot, Word
from sspdesk.ui import icons, theme
from sspdesk.ui.shared import paint

Index = QModelIndex | QPersistentModelIndex
Layout = Callable[[float, float], Chart]
"""Makes the chart for a width and a height in pixels of the 13 px text."""
_KEY = Qt.ItemDataRole.UserRole
_SIDES = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTRE: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
}
_ACTIONS = {
    QAbstractItemView.CursorAction.MoveLeft: (-1, 0),
    QAbstractItemView.CursorAction.MoveRight: (1, 0),
    QAbstractItemView.CursorAction.MoveUp: (0, -1),
    QAbstractItemView.CursorAction.MoveDown: (0, 1),
}


class _Spots(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.spots: tuple[Spot, ...] = ()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.spots)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.spots):
            return None
        spot = self.spots[index.row()]
        if role == _KEY:
            return spot.key
        texts = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}
        return spot.name if role in texts else None

    def show(self, spots: tuple[Spot, ...]) -> None:
        """Show other spots; where only places changed, the current one stays."""
        if [spot.key for spot in spots] == [spot.key for spot in self.spots]:
            self.spots = spots
            return
        self.beginResetModel()
        self.spots = spots
        self.endResetModel()


class ChartView(QListView):
    """A chart whose spots are the items of a list. ``opened`` carries a spot's key on click, Enter or space,
    ``moved`` where the focus went."""

    opened = Signal(object)
    moved = Signal(QRect)

    def __init__(self, *, name: str, object_name: str = "chart", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self._spots = _Spots(self)
        self._layout: Layout | None = None
        self._own_height = False
        self._chart = Chart(width=0, height=0, marks=())
        self.setModel(self._spots)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.setTabKeyNavigation(False)

    @property
    def chart(self) -> Chart:
        """The chart as it is painted now."""
        return self._chart

    def set_layout(self, layout: Layout, *, own_height: bool = False) -> None:
        """Show what ``layout`` makes for the present size, now and after every resize.

        With ``own_height`` the chart is as high as its width makes it.
        """
        self._layout, self._own_height = layout, own_height
        self._lay_out()

    def _unit(self) -> float:
        return theme.px(1300) / 1300

    def _lay_out(self) -> None:
        if self._layout is None:
            return
        unit = self._unit()
        area = self.viewport().size()
        self._chart = self._layout(max(area.width() / unit, 120.0), max(area.height() / unit, 40.0))
        self._spots.show(self._chart.spots)
        if self._own_height:
            self.set_own_height(self._chart.height)
        self.viewport().update()

    def set_own_height(self, height: float) -> None:
        """Give the chart the height it needs (pixels of the 13 px text); for kinds that do not stretch."""
        self.setMinimumHeight(round(height * self._unit()))

    # -- geometry of the items -----------------------------------------------------------------------------------

    def visualRect(self, index: Index) -> QRect:
        if not 0 <= index.row() < len(self._chart.spots):
            return QRect()
        return self._rect(self._chart.spots[index.row()]).toAlignedRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        for row, spot in enumerate(self._chart.spots):
            if self._rect(spot).contains(point):
                return self._spots.index(row)
        return QModelIndex()

    def _rect(self, part: Spot | Box | Word) -> QRectF:
        unit = self._unit()
        return QRectF(part.x * unit, part.y * unit, part.width * unit, part.height * unit)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        count = len(self._chart.spots)
        if not count:
            return QModelIndex()
        now = self.currentIndex().row()
        if now < 0 or action == QAbstractItemView.CursorAction.MoveHome:
            return self._spots.index(0)
        if action == QAbstractItemView.CursorAction.MoveEnd:
            return self._spots.index(count - 1)
        if action in _ACTIONS:
            return self._spots.index(self._neighbour(now, *_ACTIONS[action]))
        return self.currentIndex()

    def _neighbour(self, now: int, right: int, down: int) -> int:
        """Return the nearest spot in a direction; what lies straight ahead comes before what lies aside."""
        here = self._rect(self._chart.spots[now]).center()
        best, shortest = now, float("inf")
        for row, spot in enumerate(self._chart.spots):
            there = self._rect(spot).center()
            along = (there.x() - here.x()) * right + (there.y() - here.y()) * down
            aside = abs((there.x() - here.x()) * down) + abs((there.y() - here.y()) * right)
            if along > 1 and along + 4 * aside < shortest:
                best, shortest = row, along + 4 * aside
        return best

    # -- painting ------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        for mark in self._chart.marks:
            if isinstance(mark, Box):
                self._paint_box(painter, mark)
            elif isinstance(mark, Word):
                self._paint_word(painter, mark)
            elif isinstance(mark, Rule):
                self._paint_rule(painter, mark)
            else:
                unit = self._unit()
                place = QRectF(mark.x * unit, mark.y * unit, mark.side * unit, mark.side * unit)
                icons.paint(painter, place, mark.name, mark.tint)
        if self.hasFocus() and self.currentIndex().isValid():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint.focus_ring(painter, self.visualRect(self.currentIndex()), 3)
        painter.end()

    def _paint_box(self, painter: QPainter, box: Box) -> None:
        rect = self._rect(box)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, box.radius > 0)
        radius = min(box.radius * self._unit(), rect.width() / 2, rect.height() / 2)
        if box.open:
            painter.setPen(QPen(theme.color("input"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(theme.color("surface"))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        elif box.faint:
            painter.fillRect(QRectF(rect.toRect()), QBrush(theme.color(box.fill), Qt.BrushStyle.BDiagPattern))
        elif box.hatched:
            rect = QRectF(rect.toRect())
            painter.fillRect(rect, theme.color("surface"))
            painter.setPen(QPen(theme.color("input"), 1))
            brush = theme.color("muted")
            painter.setBrush(Qt.BrushStyle.BDiagPattern)
            filled = painter.brush()
            filled.setColor(brush)
            painter.setBrush(filled)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(box.fill))
            painter.drawRoundedRect(rect if box.radius else QRectF(rect.toRect()), radius, radius)
        painter.restore()

    def _paint_word(self, painter: QPainter, word: Word) -> None:
        font = theme.font(word.size, word.weight)
        rect = self._rect(word)
        shown = QFontMetrics(font).elidedText(word.text, Qt.TextElideMode.ElideRight, int(rect.width()) + 1)
        painter.setFont(font)
        painter.setPen(theme.color(word.tint))
        painter.drawText(rect, _SIDES[word.align] | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_rule(self, painter: QPainter, rule: Rule) -> None:
        unit = self._unit()
        thick = max(rule.thickness * unit, 1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        x, y = round(rule.x1 * unit), round(rule.y1 * unit)
        wide, high = (rule.x2 - rule.x1) * unit, (rule.y2 - rule.y1) * unit
        painter.fillRect(QRectF(x, y, wide or thick, high or thick), theme.color(rule.tint))

    # -- events --------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: Any) -> None:
        super().changeEvent(event)
        if icons.is_restyle(event):
            self._lay_out()

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self._have_current()
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _have_current(self) -> None:
        if not self.currentIndex().isValid() and self._chart.spots:
            self.setCurrentIndex(self._spots.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._have_current()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and not event.modifiers():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: Any) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved.emit(self.visualRect(current))
        self.viewport().update()

    def _open(self, index: QModelIndex) -> None:
        key = index.data(_KEY) if index.isValid() else None
        if key is not None:
            self.opened.emit(key)
