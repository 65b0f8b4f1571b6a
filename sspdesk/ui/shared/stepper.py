"""The steps of a wizard or a workflow: done with a check, current filled and bold, later as a number in a ring."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget

from sspdesk.i18n import _
from sspdesk.ui import icons, theme
from sspdesk.ui.shared import layouts, paint


class _Step(QAbstractButton):
    def __init__(self, number: int, title: str) -> None:
        super().__init__()
        self.setText(title)
        self.setObjectName(f"step_{number}")
        self.number = number
        self.detail = ""
        self.state = "later"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_state(self, state: str, detail: str, *, can_open: bool) -> None:
        self.state, self.detail = state, detail
        words = {"done": _("done"), "current": _("now"), "later": _("later")}[state]
        self.setAccessibleName(_("Step {number}: {title}").format(number=self.number, title=self.text()))
        self.setAccessibleDescription(f"{words} {detail}".strip())
        self.setEnabled(can_open)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if can_open else Qt.FocusPolicy.NoFocus)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.font(13, 600)).horizontalAdvance(self.text())
        if self.detail:
            width = max(width, QFontMetrics(theme.font(12)).horizontalAdvance(self.detail))
        return QSize(theme.px(22) + 8 + width + 8, theme.px(40 if self.detail else 32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(22)
        ring = QRectF(1, (self.height() - side) / 2, side, side)
        current = self.state == "current"
        painter.setBrush(theme.color("accent" if current else "surface"))
        painter.setPen(QPen(theme.color("ok" if self.state == "done" else "accent" if current else "input"), 1))
        painter.drawEllipse(ring.adjusted(0.5, 0.5, -0.5, -0.5))
        if self.state == "done":
            mark = theme.px(12)
            icons.paint(
                painter, QRectF(ring.center().x() - mark / 2, ring.center().y() - mark / 2, mark, mark), "check", "ok"
            )
        else:
            painter.setFont(theme.font(12, 600))
            painter.setPen(theme.color("onaccent" if current else "muted"))
            painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(self.number))
        left = side + 9
        place = QRect(left, 0, self.width() - left, self.height())
        title = place.adjusted(0, 2, 0, -place.height() // 2) if self.detail else place
        paint.text(painter, title, self.text(), tint="text" if current else "muted", weight=600 if current else 400)
        if self.detail:
            second = place.adjusted(0, place.height() // 2 - 2, 0, -2)
            paint.text(painter, second, self.detail, tint="muted", size=12)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect())
        painter.end()


class Stepper(QWidget):
    """Shows where in a row of steps one is. Done steps can be pressed: ``step_pressed`` carries their number."""

    step_pressed = Signal(int)

    def __init__(self, titles: Sequence[str], *, can_go_back: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stepper")
        self.setAccessibleName(_("Steps"))
        self._can_go_back = can_go_back
        self._current = 0
        self._details: dict[int, str] = {}
        self._steps: list[_Step] = []
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        for number, title in enumerate(titles, start=1):
            if number > 1:
                bar: QFrame = layouts.rule()
                bar.setFixedWidth(theme.px(32))
                line.addWidget(bar, 0, Qt.AlignmentFlag.AlignVCenter)
            step = _Step(number, title)
            step.clicked.connect(self._on_clicked)
            self._steps.append(step)
            line.addWidget(step)
        line.addStretch()
        self.set_current(0)

    @property
    def current(self) -> int:
        """The number of the current step, from 0."""
        return self._current

    def set_current(self, number: int) -> None:
        """Go to a step (from 0); a number past the end shows every step as done."""
        self._current = number
        for at, step in enumerate(self._steps):
            state = "done" if at < number else "current" if at == number else "later"
            step.set_state(state, self._details.get(at, ""), can_open=state == "done" and self._can_go_back)

    def set_detail(self, number: int, detail: str) -> None:
        """Write a date or a state under a step."""
        self._details[number] = detail
        self.set_current(self._current)

    def _on_clicked(self) -> None:
        step = self.sender()
        if isinstance(step, _Step):
            self.step_pressed.emit(step.number - 1)
