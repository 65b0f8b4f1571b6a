"""What every step of the first run is: a heading, an explanation, fields, and a say in whether one may go on."""

from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from sspdesk.ui.shared.layouts import column, label


class Step(QWidget):
    """One page of the wizard. ``title`` stands in the list of steps, ``heading`` and ``words`` on the page."""

    enter_goes_on = True
    """Enter in a field is "Next"; where it makes a new row instead, it is not."""

    def __init__(self, title: str, heading: str, words: str, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "surface")
        self.title = title
        self.setAccessibleName(heading)
        self.heading_label = label(heading, level="title", wrap=True)
        self.words_label = label(words, tone="muted", wrap=True)

    def build(self, *parts: QWidget | QLayout | int | None) -> None:
        """Put the step's own parts under its heading; none of them grows past what it needs."""
        for part in parts:
            if isinstance(part, QWidget):
                part.setSizePolicy(part.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Maximum)
        self.setLayout(column(self.heading_label, 4, self.words_label, 12, *parts, None, spacing=4))

    def enter(self) -> None:
        """Come to the step: bring what earlier steps decide up to date, and put the focus into the first field."""

    def is_ready(self) -> bool:
        """Show what is missing beside its field; return True when one may go on."""
        return True
