"""The stages of a case in one line: a ring with check, number or dot, the name and a date under it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from sspdesk.i18n import _
from sspdesk.ui import icons, theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage. ``state``: done, current, later or ended; ``detail`` is the date or a word under the name."""

    title: str
    detail: str = ""
    state: str = "later"


class StageBar(QWidget):
    """Shows the stages; it is read, not pressed. Its accessible description says them all."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stage_bar")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._stages: tuple[Stage, ...] = ()

    @property
    def stages(self) -> tuple[Stage, ...]:
        """What is shown."""
        return self._stages

    def show_stages(self, stages: Sequence[Stage]) -> None:
        """Show other stages."""
        self._stages = tuple(stages)
        said = {"done": _("done"), "current": _("now"), "ended": _("now"), "later": _("later")}
        self.setAccessibleDescription(
            ", ".join(f"{one.title} {one.detail} ({said[one.state]})".replace("  ", " ") for one in self._stages)
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), theme.px(70))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(70))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if icons.is_restyle(event):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._stages:
            return
        painter = QPainter(self)
        width = self.width() / len(self._stages)
        middle = theme.px(16)
        self._lines(painter, width, middle)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, stage in enumerate(self._stages):
            center = width * (number + 0.5)
            self._ring(painter, center, middle, number + 1, stage.state)
            place = QRect(int(width * number) + 2, theme.px(32), int(width) - 4, theme.px(18))
            here = stage.state in ("current", "ended")
            _centered(painter, place, stage.title, "text" if here else "muted", 600 if here else 400)
            _centered(painter, place.translated(0, theme.px(17)), stage.detail, "muted", 400)
        painter.end()

    def _lines(self, painter: QPainter, width: float, middle: int) -> None:
        """Draw the line between rings before antialiasing is on, else it blurs."""
        gap = theme.px(15)
        for number, stage in enumerate(self._stages[:-1]):
            left, right = int(width * (number + 0.5)) + gap, int(width * (number + 1.5)) - gap
            done = stage.state == "done"
            painter.setPen(QPen(theme.color("ok" if done else "line"), 2 if done else 1))
            painter.drawLine(left, middle, right, middle)

    def _ring(self, painter: QPainter, center: float, middle: int, number: int, state: str) -> None:
        side = theme.px(22)
        ring = QRectF(center - side / 2, middle - side / 2, side, side)
        current = state == "current"
        edge = {"done": "ok", "current": "accent", "ended": "muted"}.get(state, "input")
        painter.setPen(QPen(theme.color(edge), 1))
        painter.setBrush(theme.color("accent" if current else "neutral" if state == "ended" else "surface"))
        painter.drawEllipse(ring)
        if state in ("done", "ended"):
            mark = theme.px(12)
            place = QRectF(center - mark / 2, middle - mark / 2, mark, mark)
            icons.paint(painter, place, "check" if state == "done" else "square", "ok" if state == "done" else "muted")
            return
        painter.setFont(theme.font(12, 600))
        painter.setPen(theme.color("onaccent" if current else "muted"))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(number))


def _centered(painter: QPainter, place: QRect, words: str, tint: str, weight: int) -> None:
    painter.setFont(theme.font(12, weight))
    painter.setPen(theme.color(tint))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)
