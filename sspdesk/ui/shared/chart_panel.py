"""A panel with a chart that scrolls where it is higher than its room."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.chart_view import ChartView
from sspdesk.ui.shared.panels import Panel


class ChartPanel(Panel):
    """A panel whose chart scrolls where it is higher; ``opened`` carries what a number stands for."""

    opened = Signal(object)

    def __init__(self, title: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(title, padded=False, parent=parent)
        self.chart = ChartView(name=name, object_name=f"{name}_chart")
        self.chart.setAccessibleName(title)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setAccessibleName(title)
        self.inner = layouts.box(layouts.column(self.chart, margins=(12, 4, 8, 4)), role="surface")
        self.area.setWidget(self.inner)
        self.body.addWidget(self.area, 1)
        self.chart.opened.connect(self.opened)
        self.chart.moved.connect(self._on_moved)

    def _on_moved(self, rect: QRect) -> None:
        centre = self.chart.mapTo(self.inner, rect.center())
        self.area.ensureVisible(centre.x(), centre.y(), 0, rect.height())
