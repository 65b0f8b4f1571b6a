"""What is proposed for deletion, and since when; nothing is deleted from here."""

from collections.abc import Sequence

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
        self._lines.setSpacing(8)
        self.note_label = layouts.label(tone="muted", level="small", wrap=True)
        self.open_button = Button(_("Go through"), name="open_retention_button")
        self.body.addWidget(self.lines)
        foot = layouts.row(self.note_label, self.open_button, spacing=12)
        foot.setStretch(0, 1)
        self.body.addLayout(foot)
        self.open_button.clicked.connect(self.opened)

    def show_due(self, due: Sequence[DueSummary], year: int) -> None:
        """Show the kinds that are due, or that nothing is."""
        self.set_detail(dates.number(sum(one.count for one in due)))
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in due:
            told = f"{dates.number(one.count)} · {retention.kind(one.kind)}"
            day = dates.day_short(one.due) if one.due.year == year else dates.day(one.due)
            since = layouts.label(_("since {day}").format(day=day), tone="muted", level="small")
            self._lines.addWidget(layouts.box(layouts.column(layouts.label(told), since, spacing=0)))
        self.lines.setVisible(bool(due))
        self.note_label.setText(_("Nothing is deleted before you approve it.") if due else _("No term has passed."))
