"""The timeline of a person: date, ring with icon, title, badges and text; newest first; keyboard and screen reader."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sspdesk.ui import icons, theme
from sspdesk.ui.shared import paint
from sspdesk.ui.shared.cells import BadgeSpec
from sspdesk.ui.shared.privacy import Privacy

Index = QModelIndex | QPersistentModelIndex
_ENTRY = Qt.ItemDataRole.UserRole
_RING = 26
_DATE = 104


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One event. ``when`` is one or two short lines; ``record`` is handed out when opened; ``names`` are masked."""

    when: tuple[str, ...]
    icon: str
    title: str
    text: str = ""
    badges: tuple[BadgeSpec, ...] = ()
    tint: str = "muted"
    action: str = ""
    names: tuple[str, ...] = ()
    record: Any = None


class _Model(QAbstractListModel):
    def __init__(self, privacy: Privacy | None, parent: QObject) -> None:
        super().__init__(parent)
        self._privacy = privacy
        self.entries: tuple[TimelineEntry, ...] = ()
        self.end = ""

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return len(self.entries) + (1 if self.end else 0)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()] if index.row() < len(self.entries) else None
        if role == _ENTRY:
            return entry
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            if entry is None:
                return self.end
            badges = [badge.text for badge in entry.badges]
            return ", ".join(part for part in (" ".join(entry.when), entry.title, *badges, self.text(entry)) if part)
        return None

    def text(self, entry: TimelineEntry) -> str:
        return self._privacy.text(entry.text, *entry.names) if self._privacy is not None else entry.text

    def show(self, entries: Sequence[TimelineEntry], end: str) -> None:
        self.beginResetModel()
        self.entries, self.end = tuple(entries), end
        self.endResetModel()


class _Delegate(QStyledItemDelegate):
    def __init__(self, parent: "Timeline", entries: _Model) -> None:
        super().__init__(parent)
        self._view = parent
        self._entries = entries

    def _text_width(self) -> int:
        return max(self._view.viewport().width() - theme.px(_DATE + _RING) - 40, theme.px(120))

    def _text_height(self, entry: TimelineEntry) -> int:
        if not entry.text:
            return 0
        metrics = QFontMetrics(theme.font())
        area = QRect(0, 0, self._text_width(), 4000)
        return metrics.boundingRect(area, int(Qt.TextFlag.TextWordWrap), self._entries.text(entry)).height()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = index.data(_ENTRY)
        if entry is None:
            return QSize(100, theme.px(36))
        return QSize(100, max(theme.px(30) + self._text_height(entry) + theme.px(14), theme.px(52)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        entry = index.data(_ENTRY)
        last = index.row() == index.model().rowCount() - 1
        ring_x = rect.left() + theme.px(_DATE) + 12
        side = theme.px(_RING)
        ring = QRect(ring_x, rect.top() + theme.px(6), side, side)
        middle = ring.center().x()
        painter.save()
        top = rect.top() if index.row() else ring.top()
        bottom = ring.top() if last else rect.bottom() + 1
        painter.fillRect(QRect(middle, top, 1, bottom - top), theme.color("line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry is None:
            self._paint_end(painter, rect, ring, str(index.data()))
        else:
            self._paint_entry(painter, rect, ring, entry)
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            paint.focus_ring(painter, rect.adjusted(1, 1, -3, -3))
        painter.restore()

    def _paint_end(self, painter: QPainter, rect: QRect, ring: QRect, words: str) -> None:
        side = theme.px(14)
        place = QRectF(ring.center().x() + 0.5 - side / 2, ring.top() + 4, side, side)
        painter.fillRect(place, self._view.palette().base())
        icons.paint(painter, place, "circle-minus", "muted")
        line = QRect(ring.right() + 13, int(place.top()), rect.right() - ring.right() - 20, side)
        paint.text(painter, line.adjusted(0, -4, 0, 4), words, tint="muted", size=12)

    def _paint_entry(self, painter: QPainter, rect: QRect, ring: QRect, entry: TimelineEntry) -> None:
        painter.setPen(QPen(theme.color("input"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(QRectF(ring).adjusted(0.5, 0.5, -0.5, -0.5))
        side = theme.px(14)
        centre = QRectF(ring).center()
        icons.paint(painter, QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side), entry.icon, entry.tint)
        height = theme.px(18)
        for number, words in enumerate(entry.when[:2]):
            line = QRect(rect.left(), ring.top() - 1 + number * (height - 2), theme.px(_DATE), height)
            if number:
                paint.text(painter, line, words, tint="muted", size=12, right=True)
            else:
                paint.text(painter, line, words, weight=500, right=True)
        left = ring.right() + 13
        title = QRect(left, ring.top() - 1, rect.right() - left - 8, theme.px(20))
        used = paint.text(painter, title, entry.title, weight=600)
        x = left + used + 8
        for badge in entry.badges:
            x += paint.badge(painter, x, title.center().y() + 1, badge) + 6
        if entry.action:
            paint.text(painter, title, entry.action, tint="accent", weight=500, right=True)
        painter.setFont(theme.font())
        painter.setPen(theme.color("text"))
        area = QRect(left, title.bottom() + 2, self._text_width(), rect.bottom() - title.bottom())
        painter.drawText(area, int(Qt.TextFlag.TextWordWrap), self._entries.text(entry))


class Timeline(QListView):
    """Entries newest first. ``opened`` carries an entry's record on Enter or double click."""

    opened = Signal(object)

    def __init__(self, *, name: str, privacy: Privacy | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.setAccessibleName(name)
        self._entries = _Model(privacy, self)
        self.setModel(self._entries)
        self.setItemDelegate(_Delegate(self, self._entries))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setViewportMargins(0, 8, 0, 0)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.doubleClicked.connect(self._on_double_clicked)
        if privacy is not None:
            privacy.changed.connect(self.scheduleDelayedItemsLayout)

    def set_entries(self, entries: Sequence[TimelineEntry], end: str = "") -> None:
        """Show entries (newest first) and a last line such as "Ingen ældre hændelser"."""
        self._entries.show(entries, end)

    def select(self, found: Callable[[Any], bool]) -> bool:
        """Choose the first entry whose record fits and go to it; return False if there is none."""
        for row, entry in enumerate(self._entries.entries):
            if entry.record is not None and found(entry.record):
                index = self._entries.index(row, 0)
                self.setCurrentIndex(index)
                self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
                self.setFocus()
                return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if icons.is_restyle(event):
            self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self._open(index)

    def _open(self, index: QModelIndex) -> None:
        entry = index.data(_ENTRY) if index.isValid() else None
        if isinstance(entry, TimelineEntry) and entry.record is not None:
            self.opened.emit(entry.record)
