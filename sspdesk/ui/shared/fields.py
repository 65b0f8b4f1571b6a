"""Fields that Qt lacks in our look: combo with search, several lines of text, read-only line, check box."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from sspdesk.i18n import _
from sspdesk.ui import icons, theme
from sspdesk.ui.shared.date_edit import name_inner_buttons


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a combo: what is kept and what is read."""

    value: Any
    label: str
    icon: str = ""


class SearchCombo(QComboBox):
    """One choice of many. With ``search`` any part of a label can be typed; ``value_changed`` carries the value."""

    value_changed = Signal(object)

    def __init__(
        self,
        options: Iterable[Option] = (),
        *,
        placeholder: str = "",
        search: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("combo")
        self._told: Any = None
        self._values: list[Any] = []
        self.setView(QListView())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(12)
        if search:
            self._make_searchable(placeholder)
        self.setPlaceholderText(placeholder)
        self.set_options(tuple(options))
        self.currentIndexChanged.connect(self._on_index_changed)

    def _make_searchable(self, placeholder: str) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        popup = QListView()
        popup.setProperty("role", "popup")
        completer.setPopup(popup)
        self.setCompleter(completer)
        line = self.line
        if line is not None:
            line.setPlaceholderText(placeholder)
            line.editingFinished.connect(self._on_editing_finished)

    @property
    def line(self) -> QLineEdit | None:
        """The line of a searchable combo."""
        return self.lineEdit()

    @property
    def value(self) -> Any:
        """The kept value of the present choice, or None. Qt's own data would give a StrEnum back as a plain string."""
        row = self.currentIndex()
        return self._values[row] if 0 <= row < len(self._values) else None

    def set_value(self, value: Any) -> None:
        """Choose the option with this value; none where there is no such option."""
        index = next((row for row, one in enumerate(self._values) if one == value), -1)
        self.setCurrentIndex(index)
        if index < 0 and self.line is not None:
            self.line.clear()

    def set_options(self, options: Sequence[Option]) -> None:
        """Show other options; the present choice stays if it is among them."""
        kept = self.value
        self.blockSignals(True)
        self.clear()
        self._values = [option.value for option in options]
        for option in options:
            self.addItem(option.label, option.value)
            if option.icon:
                self.setItemIcon(self.count() - 1, icons.icon(option.icon, "muted"))
        self.set_value(kept)
        self.blockSignals(False)
        self._on_index_changed()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        line = self.line
        named: list[QWidget | None] = [self.view(), line]
        if line is not None:
            named.append(line.completer().popup())
        for widget in named:
            if widget is not None:
                widget.setAccessibleName(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme.px(16)
        place = QRectF(self.width() - side - theme.px(9), (self.height() - side) / 2, side, side)
        icons.paint(painter, place, "chevron-down", "muted")
        painter.end()

    def _on_index_changed(self) -> None:
        if self.value != self._told:
            self._told = self.value
            self.value_changed.emit(self.value)

    def _on_editing_finished(self) -> None:
        line = self.line
        if line is None:
            return
        typed = line.text().strip()
        if not typed:
            self.setCurrentIndex(-1)
            return
        matches = [row for row in range(self.count()) if typed.casefold() in self.itemText(row).casefold()]
        exact = [row for row in matches if self.itemText(row).casefold() == typed.casefold()]
        starting = [row for row in matches if self.itemText(row).casefold().startswith(typed.casefold())]
        likely = next((rows[0] for rows in (exact[:1], starting, matches) if len(rows) == 1), None)
        if likely is not None:
            self.setCurrentIndex(likely)
        line.setText(self.currentText() if self.currentIndex() < 0 else self.itemText(self.currentIndex()))
        if self.currentIndex() < 0:
            line.clear()


class TextArea(QPlainTextEdit):
    """Several lines of text. Tab leaves it, Enter makes a new line; ``edited`` follows every change."""

    edited = Signal()

    def __init__(self, text: str = "", *, lines: int = 3, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("text_area")
        self.setProperty("role", "field")
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setPlaceholderText(placeholder)
        self._lines = lines
        self._fit()
        self.setPlainText(text)
        self.textChanged.connect(self.edited)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if icons.is_restyle(event):
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.minimumHeight())

    def _fit(self) -> None:
        self.setMinimumHeight(QFontMetrics(theme.font()).lineSpacing() * self._lines + theme.px(16))


class ReadOnlyField(QLineEdit):
    """A value that cannot be changed here: a lock says so, the text can still be marked and copied."""

    def __init__(self, text: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName("read_only_field")
        self.setReadOnly(True)
        lock = QAction(_("Cannot be changed here"), self)
        icons.set_icon(lock, "lock", "muted")
        self.addAction(lock, QLineEdit.ActionPosition.TrailingPosition)
        name_inner_buttons(self)


class CheckBox(QCheckBox):
    """A check box in the desk's look: an empty square or one with a check, the whole row can be pressed."""

    def __init__(self, text: str, *, checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName("check_box")
        self.setAccessibleName(text)
        self.setChecked(checked)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font())
        return QSize(metrics.horizontalAdvance(self.text()) + theme.px(16) + 14, max(theme.px(28), 28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: Any) -> bool:
        return self.rect().contains(pos)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        side = theme.px(16)
        name = "square-check-big" if self.isChecked() else "square"
        tint = "muted" if not self.isEnabled() else "accent" if self.isChecked() else "input"
        icons.paint(painter, QRectF(3, (self.height() - side) / 2, side, side), name, tint)
        painter.setPen(theme.color("text" if self.isEnabled() else "muted"))
        painter.setFont(theme.font())
        place = self.rect().adjusted(side + 11, 0, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, self.text())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()
