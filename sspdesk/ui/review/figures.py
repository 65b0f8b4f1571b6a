"""The figures and settings of a review: a panel for each section, in two columns."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from sspdesk.services.review import Section
from sspdesk.ui import theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.panels import Panel


class FiguresView(QWidget):
    """Shows sections; every value can be marked and copied."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("figures_view")
        self._columns = (QVBoxLayout(), QVBoxLayout())
        both = layouts.row(*self._columns, spacing=12, margins=(0, 0, 4, 0))
        for place, column in enumerate(self._columns):
            column.setSpacing(12)
            both.setStretch(place, 1)
        self.setLayout(layouts.column(both, None))

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show other sections, the left column first filled as far as the right one is."""
        heights = [0, 0]
        for column in self._columns:
            layouts.clear(column)
        for section in sections:
            side = 0 if heights[0] <= heights[1] else 1
            heights[side] += max(1, len(section.rows)) + 2
            self._columns[side].addWidget(_panel(section))
        for column in self._columns:
            column.addStretch()


def _panel(section: Section) -> Panel:
    panel = Panel(section.title)
    panel.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, theme.px(200))
    for row, (label, value) in enumerate(section.rows):
        name = layouts.label(label, tone="muted", wrap=True)
        name.setMaximumWidth(theme.px(260))
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(layouts.label(value, wrap=True, selectable=True), row, 1)
    if not section.rows:
        grid.addWidget(layouts.label(section.empty, tone="muted"), 0, 0, 1, 2)
    panel.body.addLayout(grid)
    return panel
