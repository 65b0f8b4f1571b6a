"""Draws a table's cells: two tones, badges, small bars, links, choices, group rows, selection bar, discreet names."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from sspdesk.ui import icons, theme
from sspdesk.ui.shared import paint
from sspdesk.ui.shared.cells import Cell, GroupRow
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shared.table_model import CELL, RECORD

Index = QModelIndex | QPersistentModelIndex
PAD = 8


class RecordDelegate(QStyledItemDelegate):
    """One delegate for every table. The view tells it the hovered row, the focus, and which columns stand right."""

    def __init__(
        self,
        privacy: Privacy | None,
        row_tone: Callable[[Any], str] | None,
        right_columns: frozenset[int],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._privacy = privacy
        self._row_tone = row_tone
        self._right = right_columns
        self.hover_row = -1
        self.has_focus = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(80), theme.px(32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        item = index.data(CELL)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, theme.color(self._background(item, index, selected)))
        paint.hline(painter, rect.left(), rect.right() + 1, rect.bottom())
        if isinstance(item, GroupRow):
            self._paint_group(painter, rect, item)
        else:
            if selected and index.column() == 0:
                painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("accent"))
            if isinstance(item, Cell):
                current = bool(option.state & QStyle.StateFlag.State_HasFocus) and self.has_focus
                self._paint_cell(painter, rect, item, index.column() in self._right, current=current)
            elif index.column() < 3:
                paint.rounded(painter, _placeholder(rect), theme.color("neutral"), theme.color("neutral"))
        painter.restore()

    def _background(self, item: object, index: Index, selected: bool) -> str:
        if isinstance(item, GroupRow):
            return "alt"
        tone = self._row_tone(index.data(RECORD)) if self._row_tone and item is not None else ""
        if selected and not tone:
            return "sel" if self.has_focus else "head"
        if tone:
            return f"{tone}_soft"
        return "alt" if index.row() == self.hover_row else "surface"

    def _paint_group(self, painter: QPainter, rect: QRect, group: GroupRow) -> None:
        x = rect.left() + PAD + 2
        side = theme.px(16)
        if group.icon:
            icons.paint(painter, QRectF(x, rect.top() + (rect.height() - side) / 2, side, side), group.icon, group.tint)
            x += side + PAD
        place = QRect(x, rect.top(), rect.right() - x - PAD, rect.height())
        used = paint.text(painter, place, group.title, tint=group.tint, weight=600)
        paint.text(painter, place.adjusted(used + 5, 0, 0, 0), group.detail, tint="muted")

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell, right: bool, *, current: bool) -> None:
        inner = rect.adjusted(PAD, 0, -PAD, -1)
        centre = inner.center().y()
        if cell.choices:
            self._paint_choices(painter, rect, cell, current)
            return
        if cell.action:
            used = paint.text(painter, inner, cell.action, tint="accent", weight=500, right=True)
            if current:
                paint.hline(painter, inner.right() - used, inner.right(), centre + theme.px(9), "accent")
            inner = inner.adjusted(0, 0, -used - PAD, 0)
        x = inner.left()
        if cell.share is not None:
            width = theme.px(32)
            paint.share_bar(painter, x, centre, cell.share, width)
            x += width + PAD
        if cell.icon:
            side = theme.px(16)
            alone = not (cell.text or cell.second)
            left = inner.center().x() - side / 2 if alone and inner.width() < theme.px(40) else x
            icons.paint(
                painter, QRectF(left, inner.top() + (inner.height() - side) / 2, side, side), cell.icon, cell.icon_tint
            )
            x += side + PAD
        self._paint_words(painter, QRect(x, inner.top(), inner.right() - x + 1, inner.height()), cell, right)

    def _paint_words(self, painter: QPainter, rect: QRect, cell: Cell, right: bool) -> None:
        words, detail, second = self._shown(cell)
        weight = 500 if cell.strong else 400
        reserved = sum(paint.badge_width(badge) + 6 for badge in cell.badges)
        if words or detail:
            line = rect.adjusted(0, 0, -reserved, 0)
            if second:
                line.setHeight(rect.height() // 2 + theme.px(2))
                line.translate(0, theme.px(2))
                small = QRect(rect.left(), line.bottom() - theme.px(4), rect.width(), rect.height() // 2)
                paint.text(painter, small, second, tint="muted", size=12)
            if cell.wrap and not (detail or second):
                used = paint.two_lines(painter, line, words, tint=cell.tint, weight=weight)
            elif right and not detail:
                used = paint.text(painter, line, words, tint=cell.tint, weight=weight, right=True)
            else:
                used = paint.two_tone(painter, line, words, detail, tint=cell.tint, weight=weight)
            x = rect.left() + used + PAD
        else:
            x = rect.left()
        for badge in cell.badges:
            x += paint.badge(painter, x, rect.center().y(), badge) + 6

    def _shown(self, cell: Cell) -> tuple[str, str, str]:
        privacy = self._privacy
        if privacy is None or not privacy.discreet:
            return cell.text, cell.detail, cell.second
        words = privacy.name(cell.text) if cell.is_name else cell.text
        hidden = cell.hide_detail
        return words, "" if hidden else cell.detail, "" if hidden else cell.second

    def _paint_choices(self, painter: QPainter, rect: QRect, cell: Cell, current: bool) -> None:
        places = choice_places(rect, cell)
        whole = places[0].united(places[-1])
        paint.rounded(painter, whole, theme.color("surface"), theme.color("input"))
        for number, (place, words) in enumerate(zip(places, cell.choices, strict=True)):
            chosen = number == cell.chosen
            if chosen:
                paint.rounded(painter, place, theme.color("accent"), theme.color("accent"))
            elif number and number - 1 != cell.chosen:
                painter.fillRect(QRect(place.left(), place.top() + 1, 1, place.height() - 2), theme.color("line"))
            inner = place.adjusted(theme.px(9), 0, -theme.px(9), 0)
            side = theme.px(13)
            metrics = QFontMetrics(theme.font(12, 600))
            total = metrics.horizontalAdvance(words) + (side + 5 if chosen else 0)
            x = place.left() + max((place.width() - total) // 2, theme.px(6))
            if chosen:
                centre = place.center().y() + 1
                icons.paint(painter, QRectF(x, centre - side / 2, side, side), "check", "onaccent")
                x += side + 5
            inner.setLeft(x)
            tint, weight = ("onaccent", 600) if chosen else ("text", 500)
            paint.text(painter, inner.adjusted(0, 0, theme.px(6), 0), words, tint=tint, weight=weight, size=12)
        if current:
            paint.focus_ring(painter, whole.adjusted(-2, -2, 2, 2))


def choice_places(rect: QRect, cell: Cell) -> list[QRect]:
    """Return where each choice of a cell is drawn."""
    metrics = QFontMetrics(theme.font(12, 600))
    height = theme.px(26)
    top = rect.center().y() - height // 2
    x = rect.left() + PAD
    places = []
    for words in cell.choices:
        width = metrics.horizontalAdvance(words) + theme.px(18) + theme.px(13) + 5
        places.append(QRect(x, top, width, height))
        x += width
    return places


def choice_at(rect: QRect, cell: Cell, point: QPoint) -> int:
    """Return the choice under a point, or -1."""
    return next((number for number, place in enumerate(choice_places(rect, cell)) if place.contains(point)), -1)


def action_place(rect: QRect, cell: Cell) -> QRect:
    """Return where the link of a cell is drawn."""
    width = QFontMetrics(theme.font(13, 500)).horizontalAdvance(cell.action)
    return QRect(rect.right() - PAD - width - 4, rect.top(), width + 8, rect.height())


def _placeholder(rect: QRect) -> QRect:
    height = theme.px(8)
    return QRect(rect.left() + PAD, rect.center().y() - height // 2, max(rect.width() // 2 - PAD, 0), height)
