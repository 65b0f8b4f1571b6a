"""The left half of the start screens: brand, one large sentence, a few facts, and calm water below."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from sspdesk.ui import icons, theme
from sspdesk.ui.shared.layouts import clear, column, label, row

WIDTH = 520
_WAVES = (
    ((0, 90), (120, 330), (370, 520)),
    ((0, 180), (204, 410), (470, 520)),
    ((0, 40), (90, 264), (294, 520)),
    ((0, 230), (270, 480), (500, 520)),
    ((0, 120), (160, 350), (394, 520)),
)
_STEP = 14


class Waves(QWidget):
    """Five broken lines of water, as wide as their place; says nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, _STEP * len(_WAVES))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme.color("bar2")
        colour.setAlphaF(0.7)
        painter.setPen(QPen(colour, 2))
        scale = self.width() / WIDTH
        for line, pieces in enumerate(_WAVES):
            for left, right in pieces:
                painter.drawLine(round(left * scale), line * _STEP + 1, round(right * scale), line * _STEP + 1)
        painter.end()


class Side(QFrame):
    """Brand and municipality above, a large sentence, and facts with an icon each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start_side")
        brand = QLabel()
        icons.set_picture(brand, "brand", "accent", 40)
        self.municipality_label = label(tone="muted")
        self.hero_label = label(level="hero", wrap=True)
        self.hero_label.setMinimumHeight(0)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(20)
        self._below = QVBoxLayout()
        names = column(label("SSP Desk", level="title"), self.municipality_label, spacing=0)
        words = column(
            row(brand, names, None, spacing=12),
            48,
            self.hero_label,
            20,
            self._facts,
            24,
            self._below,
            None,
            margins=(48, 48, 40, 0),
            spacing=4,
        )
        layout = column(words, Waves(), margins=(0, 0, 0, 0))
        self.setLayout(layout)
        self.setMinimumWidth(300)
        self.setMaximumWidth(WIDTH)

    def add_below(self, widget: QWidget) -> None:
        """Put something under the facts."""
        self._below.addWidget(widget)

    def show_words(self, municipality: str, hero: str, facts: Iterable[tuple[str, str]]) -> None:
        """Show a municipality, a sentence (may have two lines) and (icon, words) facts."""
        self.municipality_label.setText(municipality)
        self.municipality_label.setVisible(bool(municipality))
        self.hero_label.setText(hero)
        clear(self._facts)
        for icon, words in facts:
            picture = QLabel()
            icons.set_picture(picture, icon, "accent", 18)
            text = label(words, wrap=True)
            line = row(picture, text, spacing=12)
            line.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
            line.setStretch(1, 1)
            self._facts.addLayout(line)
