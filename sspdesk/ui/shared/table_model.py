"""The one table model: fixed rows, or windows of a long list fetched through Operations as they come into view."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from sspdesk.i18n import _
from sspdesk.ui.shared.cells import Cell, Column, GroupRow, RowSource, Sort
from sspdesk.ui.shared.operations import Operations

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

PAGE = 100
PAGES_KEPT = 40
CELL = Qt.ItemDataRole.UserRole
RECORD = Qt.ItemDataRole.UserRole + 1


class RecordTableModel(QAbstractTableModel, Generic[T]):
    """Rows of one kind of record, described by columns.

    Short lists: ``set_rows`` (may hold ``GroupRow`` headings). Long lists: ``set_source``; only the pages in view are
    fetched, each off the UI thread, and rows not yet there are empty. ``loaded`` is emitted when a first page is in.
    """

    loaded = Signal(int)
    failed = Signal(object)

    def __init__(
        self, columns: Sequence[Column[T]], operations: Operations | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._operations = operations
        self._rows: list[T | GroupRow] = []
        self._source: RowSource[T] | None = None
        self._pages: dict[int, Sequence[T]] = {}
        self._asked: set[int] = set()
        self._count = 0
        self._sort: Sort | None = None
        self._generation = 0

    # what is shown
    def set_rows(self, rows: Sequence[T | GroupRow]) -> None:
        """Show a short list that is already in memory."""
        self.beginResetModel()
        self._source = None
        self._rows = list(rows)
        self._generation += 1
        self.endResetModel()
        self.loaded.emit(len(self._rows))

    def set_source(self, source: RowSource[T], sort: Sort | None = None) -> None:
        """Show a long list; its rows come in windows."""
        self._source = source
        self._sort = sort or self._sort
        self.reload()

    def reload(self) -> None:
        """Count again and fetch the first window; what was shown stays until the answer is in."""
        source, operations = self._source, self._operations
        if source is None or operations is None:
            return
        self._generation += 1
        generation, order = self._generation, self._sort

        def work(uow: "UnitOfWork") -> tuple[int, Sequence[T]]:
            return source.count(uow), source.fetch(uow, 0, PAGE, order)

        operations.query(self, work, partial(self._on_counted, generation), self.failed.emit)

    def _on_counted(self, generation: int, answer: tuple[int, Sequence[T]]) -> None:
        count, first = answer
        if generation != self._generation:
            return
        self.beginResetModel()
        self._count = count
        self._pages = {0: first}
        self._asked = {0}
        self.endResetModel()
        self.loaded.emit(count)

    @property
    def has_groups(self) -> bool:
        """Say whether a short list with headings is shown."""
        return self._source is None and any(isinstance(row, GroupRow) for row in self._rows)

    @property
    def sort_order(self) -> Sort | None:
        """The order asked for now."""
        return self._sort

    def sort_by(self, column: int, descending: bool) -> None:
        """Ask the source for another order."""
        key = self.columns[column].sort
        if key:
            self._sort = Sort(key, descending)
            self.reload()

    def record(self, row: int) -> T | None:
        """Return the record of a row; None for a heading or a row that is not there yet (which is then fetched)."""
        item = self.item(row)
        return None if isinstance(item, GroupRow) else item

    def item(self, row: int) -> T | GroupRow | None:
        """Return the record or heading of a row; None where it is not there yet."""
        if self._source is None:
            return self._rows[row] if 0 <= row < len(self._rows) else None
        page, place = divmod(row, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            self._ask(page)
            return None
        return rows[place] if place < len(rows) else None

    def row_of(self, found: Callable[[T], bool]) -> int:
        """Return the first loaded row whose record fits, or -1."""
        if self._source is None:
            candidates = list(enumerate(self._rows))
        else:
            candidates = [
                (page * PAGE + at, item) for page, rows in self._pages.items() for at, item in enumerate(rows)
            ]
        return next((row for row, item in candidates if not isinstance(item, GroupRow) and found(item)), -1)

    def update_row(self, row: int, record: T) -> None:
        """Replace one record that changed on screen."""
        if self._source is None:
            self._rows[row] = record
        else:
            page, place = divmod(row, PAGE)
            rows = list(self._pages.get(page, ()))
            if place >= len(rows):
                return
            rows[place] = record
            self._pages[page] = rows
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def _ask(self, page: int) -> None:
        source, operations = self._source, self._operations
        if source is None or operations is None or page in self._asked:
            return
        self._asked.add(page)
        generation, order = self._generation, self._sort

        def work(uow: "UnitOfWork") -> Sequence[T]:
            return source.fetch(uow, page * PAGE, PAGE, order)

        operations.query(self, work, partial(self._on_fetched, generation, page), self.failed.emit)

    def _on_fetched(self, generation: int, page: int, rows: Sequence[T]) -> None:
        if generation != self._generation:
            return
        self._pages[page] = rows
        if len(self._pages) > PAGES_KEPT:
            farthest = max(self._pages, key=lambda kept: abs(kept - page))
            del self._pages[farthest]
            self._asked.discard(farthest)
        first = page * PAGE
        last = min(first + PAGE, self._count) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    # Qt's side
    def rowCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return len(self._rows) if self._source is None else self._count

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self._source is None and isinstance(self.item(index.row()), GroupRow):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        wanted = {
            CELL,
            RECORD,
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        }
        if role not in wanted:
            return None
        item = self.item(index.row())
        if item is None:
            return _("Loading …") if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role == RECORD:
            return item
        if isinstance(item, GroupRow):
            return (
                item if role == CELL else None if role == Qt.ItemDataRole.ToolTipRole else f"{item.title} {item.detail}"
            )
        cell: Cell = self.columns[index.column()].cell(item)
        if role == CELL:
            return cell
        return cell.tip or None if role == Qt.ItemDataRole.ToolTipRole else cell.words

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].align_right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
