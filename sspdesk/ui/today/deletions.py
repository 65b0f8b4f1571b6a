"""What is proposed for deletion, and since when; nothing is deleted from here."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sspdesk.i18n import _
from sspdesk.labels import dates, retention
from sspdesk.services.retention import DueSummary
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button
from sspdesk.ui.shared.panels import Panel


class DeletionsPanel(Panel):
    """A line for each kind of record whose term has passed."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__(_("Deletion proposals"))
        self.lines = QWidget()
        self._lines = QVBoxLayout(self.lines)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(2)
        self.note_label = layouts.label(tone="muted", level="small", wrap=True)
        self.open_button = Button(_("Go through"), name="open_retention_button")
        self.body.setSpacing(8)
        self.body.setContentsMargins(12, 8, 12, 8)
        self.body.addWidget(self.lines)
        foot = layouts.row(self.note_label, self.open_button, spacing=12)
        foot.setStretch(0, 1)
        self.body.addLayout(foot)
        self.open_button.clicked.connect(self.opened)

    def show_due(self, due: Sequence[DueSummary], today: date) -> None:
        """Show the kinds that are due, or that nothing is."""
        self.set_detail(dates.number(sum(one.count for one in due)))
        layouts.clear(self._lines)
        for one in due:
            words = f"{dates.number(one.count)} · {retention.due(one.kind)}"
            self._lines.addWidget(layouts.label(words))
        self.lines.setVisible(bool(due))
        if not due:
            self.note_label.setText(_("No term has passed."))
            return
        oldest = dates.day_in_list(min(one.due for one in due), today)
        self.note_label.setText(
            _("The oldest since {day}. Nothing is deleted before you approve it.").format(day=oldest)
        )
