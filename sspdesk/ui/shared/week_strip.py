"""The week at a glance: a day a column, what is in it, and every entry reached by keyboard."""

from PySide6.QtWidgets import QSizePolicy, QWidget

from sspdesk.domain.calendar import Period
from sspdesk.domain.calendar_layout import strip
from sspdesk.domain.charts import Chart
from sspdesk.i18n import _
from sspdesk.labels import calendar as labels
from sspdesk.ui.shared.chart_view import ChartView
from sspdesk.ui.shared.privacy import Privacy

HEIGHT = 82


class WeekStrip(ChartView):
    """Shows the period that ``services.calendar.week`` returns.

    ``opened`` carries ``(kind, id)`` of an entry (``EntryKind`` value), or ``("day", ordinal)`` where more is hidden.
    """

    def __init__(self, parent: QWidget | None = None, *, privacy: Privacy | None = None) -> None:
        super().__init__(name=_("The week"), object_name="week_strip", parent=parent)
        self.setProperty("role", "panel")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_own_height(HEIGHT)
        self.setFixedHeight(self.minimumHeight())
        self._period: Period | None = None
        self._privacy = privacy
        if privacy is not None:
            privacy.changed.connect(self._lay_out)

    def show_period(self, period: Period) -> None:
        """Show a week."""
        self._period = period
        busiest = max((len(found) for found in period.by_day().values()), default=0)
        self.set_own_height(HEIGHT + 20 * max(min(busiest, 5) - 2, 0))
        self.setFixedHeight(self.minimumHeight())
        self.set_layout(self._chart_for)

    def _chart_for(self, width: float, height: float) -> Chart:
        assert self._period is not None  # noqa: S101 - set before the layout is
        discreet = self._privacy is not None and self._privacy.discreet
        period = self._period.discreet() if discreet else self._period
        return strip(period, labels.words(), width=width, height=height).chart
