"""The list on the left of meeting mode: numbered two-line rows with state, theme and role, and what is missing."""

from collections.abc import Sequence
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
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListView,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from sspdesk.domain.ids import LineId
from sspdesk.i18n import _
from sspdesk.labels import wednesday as labels
from sspdesk.services.wednesday_list import LineRow
from sspdesk.ui import icons, theme
from sspdesk.ui.shared import layouts, paint
from sspdesk.ui.shared.buttons import IconButton
from sspdesk.ui.shared.choices import Segment, SegmentedControl
from sspdesk.ui.shared.panels import EmptyState
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.wednesday import words

Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_HEIGHT = 42
_RIGHT = 124
ALL, MISSING = "all", "missing"


class _Model(QAbstractListModel):
    """The lines shown, and which of them hold something that is not saved."""

    def __init__(self, privacy: Privacy, parent: QObject) -> None:
        super().__init__(parent)
        self._privacy = privacy
        self.rows: tuple[LineRow, ...] = ()
        self.drafts: frozenset[LineId] = frozenset()

    def show_rows(self, rows: tuple[LineRow, ...]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._spoken(row)
        return None

    def _spoken(self, row: LineRow) -> str:
        """Return everything the row shows, for screen readers."""
        state = labels.decision(row.decision) if row.decision is not None else _("decision missing")
        draft = _("not saved") if row.line_id in self.drafts else ""
        name = self._privacy.name(words.row_name(row))
        detail = words.row_detail(row, discreet=self._privacy.discreet)
        return ", ".join(
            part
            for part in (
                str(row.number),
                name,
                detail,
                words.theme_and_role(row.theme, row.role, row.age),
                state,
                draft,
            )
            if part
        )


class _Delegate(QStyledItemDelegate):
    """Draws number, state, name with age and school, and theme with role."""

    def __init__(self, privacy: Privacy, view: "LineView") -> None:
        super().__init__(view)
        self._privacy = privacy
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(240), theme.px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: LineRow = index.data(_ROW)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        self._ground(painter, rect, selected=selected, hover=bool(state & QStyle.StateFlag.State_MouseOver))
        number = QRect(rect.left(), rect.top(), theme.px(29), rect.height())
        paint.text(painter, number, str(row.number), tint="muted", size=12, right=True)
        icon, tint = self._state(row, selected)
        side = theme.px(16)
        left = rect.left() + theme.px(38)
        icons.paint(painter, QRectF(left, rect.center().y() - side / 2 + 1, side, side), icon, tint)
        block = max(rect.right() - theme.px(_RIGHT), rect.left() + theme.px(150))
        middle = QRect(left + side + theme.px(10), rect.top(), block - left - side - theme.px(18), rect.height())
        self._person(painter, middle, row)
        self._matter(painter, QRect(block, rect.top(), rect.right() - block - theme.px(8), rect.height()), row)

    def _ground(self, painter: QPainter, rect: QRect, *, selected: bool, hover: bool) -> None:
        focus = self._view.hasFocus()
        ground = ("sel" if focus else "head") if selected else "alt" if hover else "surface"
        painter.fillRect(rect, theme.color(ground))
        paint.hline(painter, rect.left(), rect.right() + 1, rect.bottom())
        if selected:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("accent"))

    def _state(self, row: LineRow, selected: bool) -> tuple[str, str]:
        if row.line_id in self._view.lines.drafts:
            return "notebook-pen", "warn"
        if row.decision is not None:
            return "circle-check", "ok"
        return ("circle-dot", "accent") if selected else ("circle", "muted")

    def _person(self, painter: QPainter, rect: QRect, row: LineRow) -> None:
        name = self._privacy.name(words.row_name(row))
        detail = words.row_detail(row, discreet=self._privacy.discreet)
        paint.text(painter, _line(rect, 0), name, weight=600)
        paint.text(painter, _line(rect, 1), detail, tint="muted", size=12)

    def _matter(self, painter: QPainter, rect: QRect, row: LineRow) -> None:
        """Draw the theme with the role under it; a carried line has a mark at the end."""
        side = theme.px(15)
        role = labels.role(row.role, row.age)
        if row.carried_from is not None:
            mark = QRectF(rect.right() - side + 2, rect.center().y() - side / 2, side, side)
            icons.paint(painter, mark, "history", "muted")
            rect = rect.adjusted(0, 0, -side - 2, 0)
        if row.theme is None:
            paint.text(painter, rect, role, tint="muted", size=12)
            return
        first = _line(rect, 0)
        place = QRectF(first.left(), first.center().y() - side / 2 + 1, side, side)
        icons.paint(painter, place, labels.THEME_ICONS[row.theme], "text")
        paint.text(painter, first.adjusted(side + 6, 0, 0, 0), labels.theme(row.theme), size=12)
        paint.text(painter, _line(rect, 1), role, tint="muted", size=12)


def _line(rect: QRect, number: int) -> QRect:
    half = theme.px(17)
    top = rect.top() + (rect.height() - 2 * half) // 2 + number * half
    return QRect(rect.left(), top, rect.width(), half)


class LineView(QListView):
    """The rows themselves. Enter asks to go on to the decision."""

    entered_line = Signal()
    line_changed = Signal()

    def __init__(self, privacy: Privacy) -> None:
        super().__init__()
        self.setObjectName("line_view")
        self.setAccessibleName(_("The police's contacts"))
        self.lines = _Model(privacy, self)
        self.setModel(self.lines)
        self.setItemDelegate(_Delegate(privacy, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        privacy.changed.connect(self.viewport().update)

    @property
    def current_row(self) -> LineRow | None:
        """The line chosen."""
        at = self.currentIndex().row()
        return self.lines.rows[at] if 0 <= at < len(self.lines.rows) else None

    def choose(self, line_id: LineId | None) -> None:
        """Choose a line and bring it into sight; none if it is not shown."""
        at = next((at for at, row in enumerate(self.lines.rows) if row.line_id == line_id), -1)
        index = self.lines.index(at, 0) if at >= 0 else QModelIndex()
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.entered_line.emit()
            return
        if event.text().isdigit():
            event.ignore()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if icons.is_restyle(event):
            self.scheduleDelayedItemsLayout()

    def _on_current_changed(self) -> None:
        self.line_changed.emit()


class LineList(QWidget):
    """Heading with "Alle / Mangler", the rows or what to do when there are none, and the legal reminder.

    ``line_chosen`` carries the chosen ``LineRow`` or None.
    """

    line_chosen = Signal(object)
    decision_asked = Signal()
    add_pressed = Signal()
    import_pressed = Signal()

    def __init__(self, privacy: Privacy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("line_list")
        self.setMinimumWidth(theme.px(300))
        self._all: tuple[LineRow, ...] = ()
        self.view = LineView(privacy)
        self.title_label = layouts.label(_("The police's contacts"), level="panel")
        self.segments = SegmentedControl(
            [Segment(ALL, _("All {count}").format(count=0)), Segment(MISSING, _("Missing {count}").format(count=0))],
            name=_("Lines shown"),
            value=ALL,
        )
        self.add_button = IconButton(_("Add contact"), "plus", compact=True, shortcut="Ctrl+Shift+N")
        self.empty = EmptyState(
            "file-text",
            _("No contacts on the list yet"),
            _("Import the police's list, or add contacts told at the meeting."),
            action=_("Import list"),
            action_icon="file-down",
        )
        self.done = EmptyState("circle-check", _("Every line has a decision"))
        self._stack_box = QWidget()
        self._stack = QStackedLayout(self._stack_box)
        for part in (self.view, self.empty, self.done):
            self._stack.addWidget(part)
        layout = layouts.column(self._heading(), self._stack_box, layouts.rule(), self._reminder(), spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.segments.value_changed.connect(self._on_filter_changed)
        self.view.line_changed.connect(self._on_line_changed)
        self.view.entered_line.connect(self.decision_asked)
        self.add_button.clicked.connect(self.add_pressed)
        self.empty.pressed.connect(self.import_pressed)

    def _heading(self) -> QWidget:
        line = layouts.row(self.title_label, None, self.segments, self.add_button, margins=(12, 0, 10, 0))
        box = layouts.box(line, role="strip")
        box.setMinimumHeight(theme.px(37))
        return box

    def _reminder(self) -> QWidget:
        picture = QLabel()
        icons.set_picture(picture, "scale", "muted", 14)
        text = layouts.label(_("Shared under § 115. Not for investigation."), level="small", tone="muted")
        box = layouts.box(layouts.row(picture, text, None, margins=(12, 4, 8, 4)), role="reminder")
        box.setMinimumHeight(theme.px(24))
        return box

    # what is shown
    def show_rows(self, rows: Sequence[LineRow], *, chosen: LineId | None, locked: bool) -> None:
        """Show a meeting's lines and choose one; with ``locked`` nothing can be added."""
        self._all = tuple(rows)
        missing = sum(row.decision is None for row in self._all)
        self.segments.set_label(ALL, _("All {count}").format(count=len(self._all)))
        self.segments.set_label(MISSING, _("Missing {count}").format(count=missing))
        self.add_button.setVisible(not locked)
        self.empty.button.setVisible(not locked)
        self._fill(chosen)

    def set_drafts(self, drafts: frozenset[LineId]) -> None:
        """Mark the lines that hold something that is not saved."""
        self.view.lines.drafts = drafts
        self.view.viewport().update()

    def _fill(self, chosen: LineId | None) -> None:
        only_missing = self.segments.value == MISSING
        shown = tuple(row for row in self._all if not only_missing or row.decision is None)
        self.view.blockSignals(True)
        self.view.lines.show_rows(shown)
        self.view.choose(chosen)
        if self.view.current_row is None and shown:
            self.view.choose(shown[0].line_id)
        self.view.blockSignals(False)
        self._stack.setCurrentWidget(self.view if shown else self.done if self._all else self.empty)
        self._on_line_changed()

    def choose(self, line_id: LineId) -> None:
        """Choose a line; with "Mangler" on and the line decided, all lines are shown again."""
        if not any(row.line_id == line_id for row in self.view.lines.rows):
            self.segments.set_value(ALL)
            self._fill(line_id)
        else:
            self.view.choose(line_id)

    @property
    def current(self) -> LineRow | None:
        """The chosen line."""
        return self.view.current_row

    def next_missing(self, after: LineId | None, step: int = 1) -> LineId | None:
        """Return the next line without a decision after (or before) a line, round the end; None if all have one."""
        ids = [row.line_id for row in self._all]
        at = ids.index(after) if after in ids else -1 if step == 1 else 0
        for offset in range(1, len(ids) + 1):
            row = self._all[(at + step * offset) % len(ids)]
            if row.decision is None and row.line_id != after:
                return row.line_id
        return None

    def following(self, after: LineId) -> LineId | None:
        """Return the line after a line, decided or not; None at the end."""
        ids = [row.line_id for row in self._all]
        at = ids.index(after) + 1 if after in ids else len(ids)
        return ids[at] if at < len(ids) else None

    def _on_filter_changed(self) -> None:
        current = self.current
        self._fill(current.line_id if current is not None else None)

    def _on_line_changed(self) -> None:
        self.line_chosen.emit(self.current)
