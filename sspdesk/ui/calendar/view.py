"""One calendar view: entries are chosen, opened and moved with the mouse and with the keyboard."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from sspdesk.domain.calendar import Entry, Period
from sspdesk.domain.calendar_layout import Sheet
from sspdesk.domain.charts import Chart
from sspdesk.i18n import _
from sspdesk.ui import theme
from sspdesk.ui.shared import paint
from sspdesk.ui.shared.chart_view import ChartView, Index

Draw = Callable[[Period, float, float], Sheet]
Key = tuple[str, int]
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


class CalendarView(ChartView):
    """A period laid out. ``chosen`` and ``opened`` carry an entry's key, ``dropped`` a key and the new day.

    Ctrl with an arrow moves the chosen meeting by a day or a week; dragging does the same.
    """

    chosen = Signal(object)
    dropped = Signal(object, object)
    day_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name=_("Calendar"), object_name="calendar_view", parent=parent)
        self._period: Period | None = None
        self._draw: Draw | None = None
        self._sheet = Sheet(chart=Chart(width=0, height=0, marks=()))
        self._kept: Key | None = None
        self._press: tuple[QPoint, Key] | None = None
        self._over: date | None = None
        self.opened.connect(self._on_spot_opened)
        self.setMouseTracking(True)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_period(self, period: Period, draw: Draw, least: float) -> None:
        """Show a period; the chosen entry stays chosen where it is still there. ``least`` is the height it needs."""
        self._period, self._draw = period, draw
        self.set_own_height(least)
        self.set_layout(self._chart_for)
        self.choose(self._kept)

    def _chart_for(self, width: float, height: float) -> Chart:
        assert self._period is not None  # noqa: S101 - set before the layout is
        assert self._draw is not None  # noqa: S101 - as above
        self._sheet = self._draw(self._period, width, height)
        return self._sheet.chart

    @property
    def sheet(self) -> Sheet:
        """The calendar as it is laid out now."""
        return self._sheet

    def entry(self, key: object) -> Entry | None:
        """Return the entry of a spot."""
        if self._period is None:
            return None
        return next((one for one in self._period.entries if one.key == key), None)

    @property
    def current_entry(self) -> Entry | None:
        """The entry that is chosen."""
        return self.entry(self._kept)

    def choose(self, key: Key | None) -> bool:
        """Choose an entry by its key; return whether it is there."""
        for row, spot in enumerate(self._sheet.chart.spots):
            if spot.key == key:
                self._kept = key
                self.setCurrentIndex(self.model().index(row, 0))
                self.viewport().update()
                return True
        return False

    # -- choosing and opening ------------------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        row = current.row()
        if 0 <= row < len(self._sheet.chart.spots):
            key = self._sheet.chart.spots[row].key
            if self.entry(key) is not None and key != self._kept:
                self._kept = key  # type: ignore[assignment]
                self.chosen.emit(key)

    def _on_spot_opened(self, key: object) -> None:
        if isinstance(key, tuple) and key[0] == "day":
            self.day_opened.emit(date.fromordinal(key[1]))

    def _open(self, index: object) -> None:
        """A click chooses; only Enter and a double click open."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _STEPS:
            self._move_by(_STEPS[Qt.Key(event.key())])
            return
        enters = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if event.key() in enters and not event.modifiers():
            self._open_current()
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self._open_current()

    def _open_current(self) -> None:
        row = self.currentIndex().row()
        if 0 <= row < len(self._sheet.chart.spots):
            self.opened.emit(self._sheet.chart.spots[row].key)

    # -- moving --------------------------------------------------------------------------------------------------

    def _move_by(self, days: int) -> None:
        entry = self.current_entry
        if entry is not None and entry.movable:
            self.dropped.emit(entry.key, entry.day + timedelta(days=days))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        place = event.position().toPoint()
        row = self.indexAt(place).row()
        self._press = None
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            key = self._sheet.chart.spots[row].key
            found = self.entry(key)
            if found is not None and found.movable:
                self._press = (place, found.key)
            elif isinstance(key, tuple) and key[0] == "day":
                self._on_spot_opened(key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None:
            super().mouseMoveEvent(event)
            return
        place = event.position().toPoint()
        far = (place - self._press[0]).manhattanLength() >= QApplication.startDragDistance()
        if self._over is not None or far:
            self._over = self._day_at(place)
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        press, over = self._press, self._over
        self._press = self._over = None
        self.viewport().unsetCursor()
        self.viewport().update()
        super().mouseReleaseEvent(event)
        entry = self.entry(press[1]) if press is not None else None
        if press is not None and entry is not None and over is not None and over not in entry.days:
            self.dropped.emit(press[1], over)

    def _day_at(self, place: QPoint) -> date | None:
        unit = self._unit()
        return self._sheet.day_at(place.x() / unit, place.y() / unit)

    # -- painting ------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        for spot in self._sheet.chart.spots:
            if self._kept is not None and spot.key == self._kept:
                self._paint_chosen(painter, self._rect(spot).toAlignedRect())
        target = next((area for area in self._sheet.areas if area.day == self._over), None)
        if target is not None:
            unit = self._unit()
            rect = QRectF(target.x * unit, target.y * unit, target.width * unit, target.height * unit)
            painter.setPen(QPen(theme.color("accent"), 2, Qt.PenStyle.DashLine))
            painter.setBrush(QColor(Qt.GlobalColor.transparent))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_chosen(self, painter: QPainter, rect: QRect) -> None:
        paint.focus_ring(painter, rect.adjusted(-1, -1, 1, 1), 3, tint="focus" if self.hasFocus() else "input")
