"""Over meeting mode: the general text of the minutes and the dated additions to approved ones."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.services.wednesday_list import MeetingView
from sspdesk.ui import theme
from sspdesk.ui.shared import layouts


class MinutesBox(QScrollArea):
    """Not higher than four lines; scrolls. Hidden while there is nothing to show."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("minutes_box")
        self.setAccessibleName(_("Text and additions of the minutes"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._content = QWidget()
        self._lines = QVBoxLayout(self._content)
        self._lines.setContentsMargins(0, 8, 0, 8)
        self._lines.setSpacing(4)
        self._shown = 0
        self.setWidget(self._content)
        self.hide()

    def show_minutes(self, view: MeetingView) -> None:
        """Show the text and the additions of a meeting, newest addition last."""
        layouts.clear(self._lines)
        if view.meeting.summary:
            self._add(_("In the minutes"), view.meeting.summary)
        for addition in view.additions:
            self._add(
                _("Addition {moment}, {name}").format(moment=dates.moment(addition.at), name=addition.by),
                addition.text,
            )
        self._shown = self._lines.count()
        self._lines.addStretch()
        self.setVisible(self._shown > 0)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._shown:
            needed = max(self._lines.heightForWidth(self.viewport().width()), self._lines.minimumSize().height())
            self.setFixedHeight(min(needed, theme.px(92)))

    def _add(self, head: str, text: str) -> None:
        words = layouts.label(text, wrap=True, selectable=True)
        line = layouts.row(layouts.label(head, level="medium"), words, spacing=10)
        line.setStretch(1, 1)
        line.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lines.addLayout(line)
