"""The small parts of a case's columns: a scrolling panel, a row with its words and buttons, a heading, topic chips."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from sspdesk.ui import icons, theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.choices import Chip
from sspdesk.ui.shared.panels import Panel


class Column(Panel):
    """A panel whose rows scroll; ``link`` is the word of its action on the right of the title."""

    link_pressed = Signal()

    def __init__(self, title: str, link: str = "") -> None:
        super().__init__(title, padded=False)
        self.link_button = Button(link, kind=Kind.LINK, name="column_link")
        if link:
            self.tools.addWidget(self.link_button)
        else:
            self.link_button.hide()
        self.link_button.clicked.connect(self.link_pressed)
        inside = QWidget()
        self.rows = QVBoxLayout(inside)
        self.rows.setSpacing(0)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.area = QScrollArea()
        self.area.setObjectName("column_area")
        self.area.setAccessibleName(title)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidgetResizable(True)
        self.area.setWidget(inside)
        for ground in (self.area.viewport(), inside):
            ground.setAutoFillBackground(False)
        self.body.addWidget(self.area, 1)

    def show_parts(self, parts: Iterable[QWidget]) -> None:
        """Show other rows, keeping the place."""
        place = self.area.verticalScrollBar().value()
        layouts.clear(self.rows)
        for part in parts:
            self.rows.addWidget(part)
            part.show()
        self.rows.addStretch()
        self.area.verticalScrollBar().setValue(place)


def heading(title: str, detail: str = "", *, link: str = "", run: Callable[[], None] | None = None) -> QWidget:
    """Return a heading over rows that belong together, with a count and perhaps a link."""
    said: list[layouts.Part] = [
        layouts.label(title, level="strong"),
        layouts.label(detail, tone="muted", level="small"),
        None,
    ]
    if run is not None:
        button = Button(link, kind=Kind.LINK, name="heading_link")
        button.clicked.connect(run)
        said.append(button)
    frame = layouts.box(layouts.row(*said, margins=(12, 5, 12, 5)), role="group")
    frame.setAccessibleName(title)
    return frame


def line(
    icon: str,
    tint: str,
    title: str,
    under: str = "",
    *,
    right: str = "",
    tone: str = "muted",
    strong: bool = True,
    role: str = "",
    buttons: Sequence[QWidget] = (),
) -> QWidget:
    """Return a row: icon, words with a second line, muted words on the right, buttons."""
    picture = QLabel()
    icons.set_picture(picture, icon, tint, 16)
    picture.setFixedWidth(theme.px(20))
    words: list[layouts.Part] = [layouts.label(title, level="medium" if strong else "", wrap=True)]
    if under:
        words.append(layouts.label(under, level="small", tone=tone, wrap=True))
    text = layouts.column(*words, spacing=0)
    content = layouts.row(picture, text, spacing=6, margins=(12, 6, 12, 6))
    content.setStretch(1, 1)
    content.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
    if right:
        content.addWidget(layouts.label(right, level="small", tone="muted"), 0, Qt.AlignmentFlag.AlignVCenter)
    for button in buttons:
        content.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    frame = layouts.box(content, role=role)
    return layouts.box(layouts.column(frame, layouts.rule(), spacing=0))


class ChipChoice(QWidget):
    """Several choices as chips; ``value`` is what is chosen, in their order."""

    changed = Signal()

    def __init__(self, choices: Sequence[tuple[Any, str]], chosen: Iterable[Any] = ()) -> None:
        super().__init__()
        flow = layouts.FlowLayout(self, spacing=6)
        known = set(chosen)
        self.chips = {value: Chip(words, on=value in known) for value, words in choices}
        for chip in self.chips.values():
            flow.addWidget(chip)
            chip.toggled.connect(partial(self._on_toggled))
        first = next(iter(self.chips.values()), None)
        if first is not None:
            self.setFocusProxy(first)

    def _on_toggled(self, _on: bool = False) -> None:
        self.changed.emit()

    @property
    def value(self) -> tuple[Any, ...]:
        """What is chosen."""
        return tuple(value for value, chip in self.chips.items() if chip.isChecked())

    def set_value(self, chosen: Iterable[Any]) -> None:
        """Choose these."""
        known = set(chosen)
        for value, chip in self.chips.items():
            chip.setChecked(value in known)
