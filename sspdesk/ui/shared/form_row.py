"""One field of a form: label, field, help text and the line for its problem."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from sspdesk.ui import icons
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import repolish

_NO_LIMIT = 16_777_215  # Qt's QWIDGETSIZE_MAX


class FormRow(QWidget):
    """Label, field, help and error line of one field."""

    def __init__(self, label: str, widget: QWidget, *, help: str = "") -> None:
        super().__init__()
        self.widget = widget
        self.label = layouts.label(label, level="label")
        self.label.setBuddy(widget)
        if not label:  # never setVisible(True) without a parent: it opens a window
            self.label.hide()
        self.help_label = layouts.label(help, level="small", tone="muted", wrap=True)
        if not help:
            self.help_label.hide()
        self.error_icon = QLabel()
        icons.set_picture(self.error_icon, "circle-alert", "danger", 14)
        self.error_label = layouts.label(level="small", tone="danger", wrap=True)
        self.error_line = QWidget()
        error = QHBoxLayout(self.error_line)
        error.setContentsMargins(0, 0, 0, 0)
        error.setSpacing(6)
        error.addWidget(self.error_icon, 0, Qt.AlignmentFlag.AlignTop)
        error.addWidget(self.error_label, 1)
        self.error_line.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.label)
        low = widget.sizePolicy().verticalPolicy() in {QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum}
        layout.addWidget(widget, 0 if low else 1)
        layout.addWidget(self.help_label)
        layout.addWidget(self.error_line)
        if low or widget.maximumHeight() < _NO_LIMIT:
            layout.addStretch()
        widget.setAccessibleDescription(help)

    def show_problem(self, words: str) -> None:
        """Show an error sentence and mark the field; an empty one takes both away."""
        self.error_label.setText(words)
        self.error_line.setVisible(bool(words))
        self.widget.setProperty("invalid", bool(words))
        self.widget.setAccessibleDescription(words or self.help_label.text())
        repolish(self.widget)

    @property
    def has_problem(self) -> bool:
        """Say whether an error is shown."""
        return bool(self.error_label.text())
