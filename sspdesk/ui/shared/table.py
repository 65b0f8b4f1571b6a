"""The table every page uses: header with sorting, keyboard, links and choices in cells, empty state."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedLayout,
    QTableView,
    QWidget,
)

from sspdesk.ui import icons, theme
from sspdesk.ui.shared import paint
from sspdesk.ui.shared.cells import Cell, Column, GroupRow, RowSource, Sort
from sspdesk.ui.shared.operations import Operations
from sspdesk.ui.shared.panels import EmptyState
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shared.table_delegate import RecordDelegate, action_place, choice_at
from sspdesk.ui.shared.table_model import CELL, RecordTableModel

T = TypeVar("T")

HEADER_HEIGHT = 28
GROUP_HEIGHT = 30


class _Header(QHeaderView):
    def __init__(self, table: "_View") -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme.px(28))
        self.setFixedHeight(theme.px(HEADER_HEIGHT))
        self._table = table

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        painter.save()
        painter.fillRect(rect, theme.color("head"))
        paint.hline(painter, rect.left(), rect.right() + 1, rect.bottom())
        column = self._table.records.columns[logical]
        order = self._table.records.sort_order
        inner = rect.adjusted(8, 0, -8, 0)
        side = theme.px(14)
        sorted_here = order is not None and order.key == column.sort and bool(column.sort)
        if sorted_here:
            inner.setRight(inner.right() - side - 4)
        used = paint.text(painter, inner, column.title, tint="muted", weight=500, size=12, right=column.align_right)
        if sorted_here and order is not None:
            x = inner.right() + 4 if column.align_right else inner.left() + used + 4
            place = QRectF(x, rect.center().y() - side / 2 + 1, side, side)
            if not order.descending:
                painter.translate(place.center())
                painter.rotate(180)
                place.moveCenter(QRectF(0, 0, 0, 0).center())
            icons.paint(painter, place, "chevron-down", "muted")
        painter.restore()


class _View(QTableView):
    """The view itself. Enter opens a row or presses the link of the current cell; hover marks the whole row."""

    opened = Signal(int)
    action_pressed = Signal(int, int)
    choice_pressed = Signal(int, int)
    chosen = Signal(int)

    def __init__(self, records: RecordTableModel[Any], delegate_of: Callable[["_View"], RecordDelegate]) -> None:
        super().__init__()
        self.records = records
        self.setObjectName("record_view")
        self.setModel(records)
        self._delegate = delegate_of(self)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalHeader(_Header(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self._on_double_clicked)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        rows = selected.indexes()
        if rows:
            self.chosen.emit(rows[0].row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() and index.isValid():
            cell = index.data(CELL)
            if isinstance(cell, Cell) and cell.action:
                self.action_pressed.emit(index.row(), index.column())
            else:
                self.opened.emit(index.row())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        cell = index.data(CELL) if index.isValid() else None
        if not isinstance(cell, Cell) or event.button() is not Qt.MouseButton.LeftButton:
            return
        rect = self.visualRect(index)
        if cell.action and action_place(rect, cell).contains(point):
            self.action_pressed.emit(index.row(), index.column())
        elif cell.choices and (number := choice_at(rect, cell, point)) >= 0:
            self.choice_pressed.emit(index.row(), number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(QPoint(-1, -1))

    def _hover(self, point: QPoint) -> None:
        index = self.indexAt(point)
        row = index.row() if index.isValid() else -1
        cell = index.data(CELL) if index.isValid() else None
        over_link = (
            isinstance(cell, Cell) and bool(cell.action) and action_place(self.visualRect(index), cell).contains(point)
        )
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over_link else Qt.CursorShape.ArrowCursor)
        if row != self._delegate.hover_row:
            self._delegate.hover_row = row
            self.viewport().update()

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Pass over headings: go on in the same direction, back at the ends."""
        index = super().moveCursor(action, modifiers)
        step = -1 if index.row() < self.currentIndex().row() else 1
        for way in (step, -step):
            row = index.row()
            while 0 <= row < self.records.rowCount():
                if not isinstance(self.records.item(row), GroupRow):
                    return self.records.index(row, max(index.column(), 0))
                row += way
        return index

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid():
            self.select_row(self._first_row())
        super().focusInEvent(event)
        self._delegate.has_focus = True
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._delegate.has_focus = False
        self.viewport().update()

    def _first_row(self) -> int:
        rows = range(min(self.records.rowCount(), 50))
        return next((row for row in rows if not isinstance(self.records.item(row), GroupRow)), -1)

    def select_row(self, row: int) -> None:
        """Make a row the current one."""
        if 0 <= row < self.records.rowCount():
            self.setCurrentIndex(self.records.index(row, 0))

    def _on_double_clicked(self, index: QModelIndex) -> None:
        cell = index.data(CELL)
        if isinstance(cell, Cell) and not cell.choices:
            self.opened.emit(index.row())


class RecordTable(QWidget, Generic[T]):
    """A table of records with its empty state.

    Signals carry the record: ``opened`` (Enter, double click), ``chosen`` (selection moved), ``action_pressed`` (the
    link of a cell; with its column), ``choice_pressed`` (a choice in a cell; with its number).
    """

    opened = Signal(object)
    chosen = Signal(object)
    action_pressed = Signal(object, int)
    choice_pressed = Signal(object, int)

    def __init__(
        self,
        columns: Sequence[Column[T]],
        *,
        name: str,
        operations: Operations | None = None,
        privacy: Privacy | None = None,
        empty: EmptyState | None = None,
        row_height: int = 32,
        row_tone: Callable[[T], str] | None = None,
        show_header: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model: RecordTableModel[T] = RecordTableModel(columns, operations, self)
        right = frozenset(number for number, column in enumerate(columns) if column.align_right)
        self.view = _View(self.model, lambda view: RecordDelegate(privacy, row_tone, right, view))
        self.view.setAccessibleName(name)
        self.view.horizontalHeader().setAccessibleName(name)
        self.view.horizontalHeader().setVisible(show_header)
        self.empty = empty or EmptyState("info", name)
        self._row_height, self._fitted = row_height, 0
        self._kept: Callable[[T], bool] | None = None
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self.setFocusProxy(self.view)
        self._fit()
        self.model.loaded.connect(self._on_loaded)
        self.view.horizontalHeader().sectionClicked.connect(self._on_section_clicked)
        self.view.opened.connect(self._on_opened)
        self.view.chosen.connect(self._on_chosen)
        self.view.action_pressed.connect(self._on_action_pressed)
        self.view.choice_pressed.connect(self._on_choice_pressed)
        if privacy is not None:
            privacy.changed.connect(self.view.viewport().update)

    def set_rows(self, rows: Sequence[T | GroupRow]) -> None:
        """Show a short list."""
        self.model.set_rows(rows)

    def set_source(self, source: RowSource[T], sort: Sort | None = None) -> None:
        """Show a long list whose rows come in windows."""
        self.model.set_source(source, sort)

    def reload(self) -> None:
        """Fetch a long list anew and keep the selected row number."""
        self.model.reload()

    @property
    def current(self) -> T | None:
        """The record of the selected row."""
        index = self.view.currentIndex()
        return self.model.record(index.row()) if index.isValid() else None

    def select(self, found: Callable[[T], bool]) -> bool:
        """Select the first loaded record that fits; return False if there is none."""
        row = self.model.row_of(found)
        self.view.select_row(row)
        return row >= 0

    def keep(self, found: Callable[[T], bool] | None) -> None:
        """Select the record that fits each time rows are loaded, as long as it is among the first ones."""
        self._kept = found

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if icons.is_restyle(event):
            self._fit()

    def _fit(self) -> None:
        header = self.view.horizontalHeader()
        header.setFixedHeight(theme.px(HEADER_HEIGHT))
        self.view.verticalHeader().setMinimumSectionSize(theme.px(20))
        self.view.verticalHeader().setDefaultSectionSize(theme.px(self._row_height))
        for number, column in enumerate(self.model.columns):
            mode = QHeaderView.ResizeMode.Stretch if column.width is None else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(number, mode)
            if column.width is not None:
                self.view.setColumnWidth(number, theme.px(column.width))
        self._fit_groups()

    def _fit_groups(self) -> None:
        self.view.clearSpans()
        count = self.model.rowCount()
        fitted = count if self.model.has_groups else min(count, self._fitted)  # what was a group may be a row now
        self._fitted = count if self.model.has_groups else 0
        for row in range(fitted):
            group = isinstance(self.model.item(row), GroupRow)
            self.view.setRowHeight(row, theme.px(GROUP_HEIGHT if group else self._row_height))
            if group and len(self.model.columns) > 1:
                self.view.setSpan(row, 0, 1, len(self.model.columns))

    def _on_loaded(self, count: int) -> None:
        self._stack.setCurrentWidget(self.view if count else self.empty)
        self.setFocusProxy(self.view if count else self.empty)
        self._fit_groups()
        if self._kept is not None:
            self.select(self._kept)

    def _on_section_clicked(self, section: int) -> None:
        order, key = self.model.sort_order, self.model.columns[section].sort
        if key:
            self.model.sort_by(section, order is not None and order.key == key and not order.descending)

    def _on_opened(self, row: int) -> None:
        self._tell(self.opened, row)

    def _on_chosen(self, row: int) -> None:
        self._tell(self.chosen, row)

    def _tell(self, signal: Any, row: int) -> None:
        record = self.model.record(row)
        if record is not None:
            signal.emit(record)

    def _on_action_pressed(self, row: int, column: int) -> None:
        record = self.model.record(row)
        if record is not None:
            self.action_pressed.emit(record, column)

    def _on_choice_pressed(self, row: int, number: int) -> None:
        record = self.model.record(row)
        if record is not None:
            self.choice_pressed.emit(record, number)
