"""What stands on the page while long work goes on: title, bar, a button that stops it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sspdesk.ui import theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.progress import Progress, ProgressRow


class WaitStep(QWidget):
    """Shows one piece of work at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("wait_step")
        self.row: ProgressRow | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, theme.px(120), 24, 24)

    def show_work(self, title: str, progress: Progress) -> None:
        """Show other work."""
        layouts.clear(self._column)
        self.row = ProgressRow(title, progress)
        self.row.setFixedWidth(theme.px(520))
        self._column.addLayout(layouts.row(None, self.row, None))
        self._column.addStretch()

    def focus_stop(self) -> None:
        """Put the keyboard focus on the button that stops the work."""
        if self.row is not None:
            self.row.cancel_button.setFocus()
