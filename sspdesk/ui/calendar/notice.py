"""The notice over the calendar: what week 53 does to a series by even or odd weeks, and a further meeting."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sspdesk.i18n import _
from sspdesk.labels import calendar as labels
from sspdesk.services.calendar import Week53
from sspdesk.ui.shared.buttons import IconButton
from sspdesk.ui.shared.panels import InlineMessage


class Week53Notice(InlineMessage):
    """``pressed`` asks for a further meeting in the gap that is ``shown``; once closed, that gap is told no more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(action=_("Plan a further meeting"), parent=parent)
        self.shown: Week53 | None = None
        self._closed: set[tuple[int, int]] = set()
        self.close_button = IconButton(_("Hide"), "x", bare=True)
        line = self.layout()
        if isinstance(line, QHBoxLayout):
            line.addWidget(self.close_button)
        self.close_button.clicked.connect(self._on_closed)
        self.hide()

    def tell(self, found: Sequence[Week53]) -> None:
        """Tell of the first gap that was not closed, or of nothing."""
        self.shown = next((one for one in found if (one.forum.id, one.gap.year) not in self._closed), None)
        if self.shown is None:
            self.hide()
            return
        fact, text = labels.week_53(self.shown.forum.name, self.shown.gap)
        self.say(fact, text, action=_("Plan a further meeting"))
        self.action_button.setVisible(self.shown.extra is not None)

    def _on_closed(self) -> None:
        if self.shown is not None:
            self._closed.add((self.shown.forum.id, self.shown.gap.year))
        self.hide()
