"""One value of the two when persons are merged: a circle, the value, chosen or not."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from sspdesk.ui import icons, theme
from sspdesk.ui.shared import paint


class SideChoice(QRadioButton):
    """A radio button in the desk's look; a long value is shortened and stands whole in the tooltip."""

    def __init__(self, value: str, said: str, parent: QWidget | None = None) -> None:
        super().__init__(value, parent)
        self.setObjectName("side_choice")
        self.setAccessibleName(said)
        self.setToolTip(value)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(32))

    def hitButton(self, pos: QPoint) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        on = self.isChecked()
        painter = QPainter(self)
        ground = "soft" if on else "alt" if self.underMouse() else "surface"
        paint.rounded(painter, self.rect(), theme.color(ground), theme.color("accent" if on else "input"))
        side = theme.px(16)
        place = QRectF(theme.px(8), (self.height() - side) / 2, side, side)
        icons.paint(painter, place, "circle-check" if on else "circle", "accent" if on else "muted")
        left = theme.px(8) + side + 8
        words = QRect(left, 0, self.width() - left - theme.px(8), self.height())
        paint.text(painter, words, self.text().replace("\n", " "), weight=500 if on else 400)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint.focus_ring(painter, self.rect())
        painter.end()
