"""Choices one can see at once: chips (attendance, consent), segmented control, decision buttons with a key each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPainterPath, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from sspdesk.ui import icons, theme
from sspdesk.ui.shared import paint
from sspdesk.ui.shared.privacy import Privacy


class _Painted(QAbstractButton):
    """A checkable button that draws itself and shows hover and focus."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Chip(_Painted):
    """A rounded toggle. On: soft with a check. Off: dashed, with an icon and a word ("afbud", "mangler").

    ``toggled`` follows Space and press. ``is_name`` makes discreet display show initials.
    """

    def __init__(
        self,
        text: str,
        *,
        detail: str = "",
        on: bool = False,
        off_icon: str = "circle",
        off_word: str = "",
        is_name: bool = False,
        privacy: Privacy | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setObjectName("chip")
        self._detail = detail
        self._off = (off_icon, off_word)
        self._privacy = privacy if is_name else None
        self.setChecked(on)
        self.toggled.connect(self._on_toggled)
        if self._privacy is not None:
            self._privacy.changed.connect(self._on_toggled)
        self._on_toggled()

    def set_off(self, icon: str, word: str) -> None:
        """Choose icon and word of the off state, e.g. ("circle-minus", "afbud")."""
        self._off = (icon, word)
        self._on_toggled()

    def set_detail(self, detail: str) -> None:
        """Change the muted words of the on state."""
        self._detail = detail
        self._on_toggled()

    def _words(self) -> tuple[str, str, str]:
        name = self._privacy.name(self.text()) if self._privacy is not None else self.text()
        return ("circle-check", name, self._detail) if self.isChecked() else (self._off[0], name, self._off[1])

    def _on_toggled(self) -> None:
        self.setAccessibleDescription(self._words()[2])
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(12, 500))
        _icon, name, detail = self._words()
        width = metrics.horizontalAdvance(name) + (metrics.horizontalAdvance(detail) + 6 if detail else 0)
        return QSize(width + theme.px(16) + 6 + theme.px(20), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        icon, name, detail = self._words()
        on = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        pen = QPen(theme.color("accent" if on else "input"), 1)
        if not on:
            pen.setStyle(Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.setBrush(theme.color("soft" if on else "alt" if self.underMouse() else "surface"))
        painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2)
        side = theme.px(14)
        tint = "accent" if on else "muted"
        icons.paint(painter, QRectF(theme.px(9), (self.height() - side) / 2, side, side), icon, tint)
        place = QRect(theme.px(9) + side + 6, 0, self.width(), self.height())
        used = paint.text(painter, place, name, tint="text" if on else "muted", weight=500, size=12)
        paint.text(painter, place.adjusted(used + 6, 0, 0, 0), detail, tint="muted", size=12)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), self.height() / 2 - 1)
        painter.end()


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice of a segmented control."""

    value: Any
    label: str
    icon: str = ""
    tint: str = "muted"


class _SegmentButton(_Painted):
    def __init__(self, segment: Segment, *, first: bool, last: bool, large: bool) -> None:
        super().__init__(segment.label)
        self.segment = segment
        self.setObjectName("segment")
        self._ends = (first, last)
        self._large = large
        self.setAutoExclusive(True)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.font(13 if self._large else 12, 600)).horizontalAdvance(self.text())
        pad = theme.px(24 if self._large else 18)
        check = theme.px(13) + 5
        return QSize(width + pad + check, theme.px(32 if self._large else 28))

    def _shape(self) -> QPainterPath:
        first, last = self._ends
        rect = QRectF(self.rect()).adjusted(0.5 if first else 0, 0.5, -0.5 if last else 0, -0.5)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(rect, 4, 4)
        if not first:
            path.addRect(QRectF(rect.left(), rect.top(), 8, rect.height()))
        if not last:
            path.addRect(QRectF(rect.right() - 8, rect.top(), 8, rect.height()))
        return path.simplified()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "accent" if on else "alt" if self.underMouse() else "surface"
        painter.fillPath(self._shape(), theme.color(ground))
        self._paint_border(painter)
        icon, tint = ("check", "onaccent") if on else (self.segment.icon, self.segment.tint)
        size, side = (13 if self._large else 12), theme.px(13)
        words = QFontMetrics(theme.font(size, 600)).horizontalAdvance(self.text())
        x = (self.width() - words - (side + 5 if icon else 0)) // 2
        if icon:
            icons.paint(painter, QRectF(x, (self.height() - side) / 2, side, side), icon, tint)
            x += side + 5
        place = QRect(x, 0, self.width() - x, self.height())
        paint.text(painter, place, self.text(), tint="onaccent" if on else "text", weight=600 if on else 500, size=size)
        if self.hasFocus():
            inner = self.rect().adjusted(1, 1, -1, -1)
            paint.focus_ring(painter, inner, 3, tint="onaccent" if on else "focus")
        painter.end()

    def _paint_border(self, painter: QPainter) -> None:
        first, last = self._ends
        painter.setPen(theme.color("accent" if self.isChecked() else "input"))
        painter.save()
        painter.setClipRect(self.rect())
        rect = QRectF(self.rect()).adjusted(0.5 if first else -8, 0.5, -0.5 if last else 8, -0.5)
        painter.drawRoundedRect(rect, 4, 4)
        painter.restore()
        if not first and not self.isChecked():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.fillRect(QRect(0, 1, 1, self.height() - 2), theme.color("line"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)


class SegmentedControl(QWidget):
    """Two to four exclusive choices in one frame; ``value_changed`` carries the chosen value. May start with none."""

    value_changed = Signal(object)

    def __init__(
        self,
        segments: Sequence[Segment],
        *,
        name: str,
        value: Any = None,
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("segmented_control")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._buttons: list[_SegmentButton] = []
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for number, segment in enumerate(segments):
            button = _SegmentButton(segment, first=number == 0, last=number == len(segments) - 1, large=large)
            button.setAccessibleDescription(name)
            self._group.addButton(button)
            self._buttons.append(button)
            line.addWidget(button)
        self.set_value(value)
        self._group.buttonToggled.connect(self._on_toggled)

    @property
    def value(self) -> Any:
        """The chosen value, or None."""
        return next((button.segment.value for button in self._buttons if button.isChecked()), None)

    def set_value(self, value: Any) -> None:
        """Choose; a value that is none of the segments chooses nothing."""
        self._group.setExclusive(False)
        for button in self._buttons:
            button.setChecked(button.segment.value == value)
        self._group.setExclusive(True)

    def set_label(self, value: Any, label: str) -> None:
        """Change the words of one segment, e.g. its count."""
        for button in self._buttons:
            if button.segment.value == value:
                button.setText(label)
                button.setAccessibleName(label)
                button.updateGeometry()
                button.update()

    def _on_toggled(self, button: QAbstractButton, checked: bool) -> None:
        if checked and isinstance(button, _SegmentButton):
            self.value_changed.emit(button.segment.value)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: what is kept, its words, icon and key ("1")."""

    value: Any
    label: str
    icon: str
    key: str


class DecisionButton(_Painted):
    """A large button: icon, up to two lines of text, the key on the right; filled when chosen."""

    def __init__(self, decision: Decision, parent: QWidget | None = None) -> None:
        super().__init__(decision.label, parent)
        self.decision = decision
        self.setObjectName(f"decision_{decision.key}_button")
        self.setAccessibleDescription(decision.key)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(150), theme.px(42))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(112), theme.px(42))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        fill = "accent" if on else "alt" if self.underMouse() else "surface"
        paint.rounded(painter, self.rect(), theme.color(fill), theme.color("accent" if on else "input"))
        side = theme.px(18)
        centre = self.rect().center().y()
        tint = "onaccent" if on else "text"
        icons.paint(painter, QRectF(theme.px(11), (self.height() - side) / 2, side, side), self.decision.icon, tint)
        used = paint.key_hint(painter, self.width() - theme.px(9), centre + 1, self.decision.key, on_accent=on)
        left = theme.px(11) + side + 8
        place = QRect(left, 0, self.width() - left - used - theme.px(9) - 6, self.height())
        painter.setFont(theme.font(13, 600 if on else 500))
        painter.setPen(theme.color(tint))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(place, int(flags), self.text())
        if self.hasFocus():
            paint.focus_ring(painter, self.rect().adjusted(2, 2, -2, -2), 3, tint="onaccent" if on else "focus")
        painter.end()


class DecisionGroup(QWidget):
    """The decisions in rows of ``columns``, none chosen at first. Its keys work in ``scope``
    while no text field has the focus. ``decided`` carries the value when the user chooses.
    """

    decided = Signal(object)

    def __init__(
        self,
        decisions: Sequence[Decision],
        *,
        name: str,
        scope: QWidget | None = None,
        columns: int = 3,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("decision_group")
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.buttons: list[DecisionButton] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for number, decision in enumerate(decisions):
            button = DecisionButton(decision)
            self._group.addButton(button)
            self.buttons.append(button)
            grid.addWidget(button, number // columns, number % columns)
            shortcut = QShortcut(QKeySequence(decision.key), scope or self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
        self._group.buttonClicked.connect(self._on_clicked)

    @property
    def value(self) -> Any:
        """The chosen value, or None."""
        return next((button.decision.value for button in self.buttons if button.isChecked()), None)

    def set_value(self, value: Any) -> None:
        """Choose without telling; None chooses nothing."""
        self._group.setExclusive(False)
        for button in self.buttons:
            button.setChecked(button.decision.value == value)
        self._group.setExclusive(True)

    def _on_clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, DecisionButton):
            self.decided.emit(button.decision.value)
