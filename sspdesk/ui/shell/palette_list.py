"""The list in the command palette: hits under group headings, the typed letters bold, the key of the chosen one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from sspdesk.i18n import _
from sspdesk.ui import icons, theme
from sspdesk.ui.shared import paint
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shell.entries import CommandHit

Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_MAX_ROWS = 14


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a group, with how many it has."""

    title: str
    count: str = ""


class _Hits(QAbstractListModel):
    def __init__(self, privacy: Privacy, parent: QObject) -> None:
        super().__init__(parent)
        self._privacy = privacy
        self.rows: list[CommandHit | Heading] = []

    def show(self, hits: Sequence[CommandHit]) -> None:
        self.beginResetModel()
        self.rows = []
        for group in dict.fromkeys(hit.group for hit in hits):
            inside = [hit for hit in hits if hit.group == group]
            self.rows += [Heading(group, inside[0].count), *inside]
        self.endResetModel()

    def words(self, hit: CommandHit) -> tuple[str, str]:
        """Return title and detail as they may be shown now."""
        if not self._privacy.discreet or (hit.covered is None and not hit.is_name):
            return hit.title, hit.detail
        title, detail = hit.covered or (hit.title, "")
        return (self._privacy.name(title) if hit.is_name else title), detail

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], Heading):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            parts = (row.title, row.count) if isinstance(row, Heading) else self.words(row)
            return " ".join(part for part in parts if part)
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, model: _Hits, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.typed = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, theme.px(26 if isinstance(index.data(_ROW), Heading) else 34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        row = index.data(_ROW)
        painter.save()
        if isinstance(row, Heading):
            used = paint.text(painter, rect.adjusted(12, 2, -12, 0), row.title, tint="muted", weight=500, size=12)
            paint.text(painter, rect.adjusted(12 + used + 8, 2, -12, 0), row.count, tint="muted", size=12)
        else:
            self._paint_hit(painter, rect, row, bool(option.state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _paint_hit(self, painter: QPainter, rect: QRect, hit: CommandHit, selected: bool) -> None:
        if selected:
            painter.fillRect(rect, theme.color("sel"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("accent"))
        side = theme.px(16)
        icons.paint(painter, QRectF(12, rect.top() + (rect.height() - side) / 2, side, side), hit.icon, "muted")
        right = rect.right() - 12
        keys = hit.keys or (_("Enter") if selected else "")
        if keys:
            right -= paint.key_hint(painter, right, rect.center().y() + 1, keys) + 8
        title, detail = self._model.words(hit)
        place = QRect(12 + side + 10, rect.top(), right - 12 - side - 10, rect.height())
        used = self._paint_matched(painter, place, title)
        self._paint_matched(painter, place.adjusted(used + 10, 0, 0, 0), detail, "muted")

    def _paint_matched(self, painter: QPainter, place: QRect, text: str, tint: str = "text") -> int:
        at = text.casefold().find(self.typed.casefold()) if self.typed else -1
        if at < 0:
            return paint.text(painter, place, text, tint=tint)
        end = at + len(self.typed)
        used = 0
        for part, weight in ((text[:at], 400), (text[at:end], 600), (text[end:], 400)):
            used += paint.text(painter, place.adjusted(used, 0, 0, 0), part, tint=tint, weight=weight)
        return used


class HitList(QListView):
    """Group headings cannot be chosen; the first hit always is."""

    def __init__(self, privacy: Privacy) -> None:
        super().__init__()
        self.setObjectName("command_hits")
        self.setAccessibleName(_("Found"))
        self._model = _Hits(privacy, self)
        self._delegate = _Delegate(self._model, self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.entered.connect(self._on_entered)
        privacy.changed.connect(self.viewport().update)

    def show_hits(self, hits: Sequence[CommandHit], typed: str) -> None:
        """Show hits; ``typed`` is written bold where a title holds it."""
        self._delegate.typed = typed
        self._model.show(hits)
        self._choose(next((row for row, hit in enumerate(self._model.rows) if isinstance(hit, CommandHit)), -1))
        shown = self._model.rows[:_MAX_ROWS]
        height = sum(theme.px(26 if isinstance(row, Heading) else 34) for row in shown)
        self.setFixedHeight(height + (8 if shown else 0))
        self.setVisible(bool(shown))

    def step_group(self, step: int) -> None:
        """Go to the first hit of the next group, or of the one before."""
        rows = self._model.rows
        firsts = [number + 1 for number, row in enumerate(rows) if isinstance(row, Heading)]
        if firsts:
            here = max((number for number, first in enumerate(firsts) if first <= self.currentIndex().row()), default=0)
            self._choose(firsts[(here + step) % len(firsts)])

    def hit_at(self, row: int) -> CommandHit | None:
        """Return the hit of a row; None for a heading."""
        found = self._model.rows[row] if 0 <= row < len(self._model.rows) else None
        return found if isinstance(found, CommandHit) else None

    def current(self) -> CommandHit | None:
        """Return the chosen hit."""
        return self.hit_at(self.currentIndex().row())

    def current_words(self) -> str:
        """Return what is read aloud for the chosen hit."""
        return str(self.currentIndex().data() or "")

    def step(self, by: int) -> None:
        """Choose the next or previous hit, past headings and around the ends."""
        rows = [row for row, hit in enumerate(self._model.rows) if isinstance(hit, CommandHit)]
        if rows:
            here = rows.index(self.currentIndex().row()) if self.currentIndex().row() in rows else -1
            self._choose(rows[(here + by) % len(rows)])

    def _choose(self, row: int) -> None:
        index = self._model.index(row, 0)
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)

    def _on_entered(self, index: QModelIndex) -> None:
        if self.hit_at(index.row()) is not None:
            self.setCurrentIndex(index)
