"""The first rows of a list as they stand in the file, with a chooser over every column for what it holds."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from sspdesk.i18n import _
from sspdesk.ui import theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.fields import Option, SearchCombo
from sspdesk.ui.shared.panels import Panel

SAMPLES = 6
"""So many rows are shown."""
_WIDEST = 60
_LONGEST = 34

AsShown = Callable[[str, Any], str]
"""How a cell's text is shown in a column that holds a certain field."""


class ColumnGrid(Panel):
    """``field_chosen`` carries a column and the field it is said to hold, or None."""

    field_chosen = Signal(int, object)

    def __init__(self, fields: Callable[[], Sequence[Option]]) -> None:
        super().__init__(_("Columns"), detail=_("The first rows of the list"), padded=False)
        self._fields = fields
        self._filling = False
        self.combos: list[SearchCombo] = []
        self.grid = QGridLayout()
        self.grid.setSpacing(0)
        sheet = QWidget()
        sheet.setProperty("role", "surface")
        sheet.setLayout(self.grid)
        self.scroll_area = QScrollArea()
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setWidget(sheet)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_area.setCornerWidget(QWidget())
        self.body.addWidget(self.scroll_area, 1)

    def show_rows(
        self,
        headings: Sequence[str],
        rows: Sequence[tuple[int, Sequence[str]]],
        chosen: Mapping[int, Any],
        as_shown: AsShown,
    ) -> None:
        """Show headings and rows, each with its 0-based number in the file; ``chosen`` says what columns hold."""
        layouts.clear(self.grid)
        self.combos = []
        self.grid.addWidget(_cell(_("Row"), "head"), 0, 0, 2, 1)
        for at, (number, _cells) in enumerate(rows):
            self.grid.addWidget(_cell(str(number + 1), "line"), at + 2, 0)
        width = min(max([len(headings), *(len(cells) for _number, cells in rows)], default=0), _WIDEST)
        self._filling = True
        for column in range(width):
            title = (headings[column] if column < len(headings) else "") or _("Column {number}").format(
                number=column + 1
            )
            field = chosen.get(column)
            self._add_column(column, title, field)
            for at, (_number, cells) in enumerate(rows):
                text = as_shown(cells[column] if column < len(cells) else "", field)
                self.grid.addWidget(_cell(text, "line", muted=field is None), at + 2, column + 1)
        self._filling = False
        self.grid.setRowStretch(len(rows) + 2, 1)
        self.grid.setColumnStretch(width + 1, 1)

    def _add_column(self, column: int, title: str, field: Any) -> None:
        combo = SearchCombo(self._fields(), search=False)
        combo.set_value(field)
        combo.setProperty("compact", True)
        combo.setAccessibleName(_("Column “{heading}” holds").format(heading=title))
        combo.setObjectName(f"column_{column}_combo")
        combo.value_changed.connect(partial(self._on_chosen, column))
        combo.setMinimumWidth(theme.px(148))
        self.combos.append(combo)
        self.grid.addWidget(_cell(title, "head", strong=True), 0, column + 1)
        box = layouts.box(layouts.column(combo, margins=(6, 2, 6, 6)), role="compare-head")
        self.grid.addWidget(box, 1, column + 1)

    def show_chosen(self, chosen: Mapping[int, Any]) -> None:
        """Let every chooser show what its column holds now: a field stands in one column only."""
        self._filling = True
        for column, combo in enumerate(self.combos):
            combo.set_value(chosen.get(column))
        self._filling = False

    def _on_chosen(self, column: int, field: Any) -> None:
        if not self._filling:
            self.field_chosen.emit(column, field)


def _cell(text: str, role: str, *, strong: bool = False, muted: bool = False) -> QFrame:
    label = layouts.label(
        text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…",
        level="strong" if strong else "",
        tone="muted" if muted or (role == "head" and not strong) else "",
    )
    return layouts.box(layouts.row(label, None, margins=(8, 6, 8, 6)), role=f"compare-{role}")
