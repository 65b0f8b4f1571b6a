"""The consultant's own figures about talks, each with its definition, by quarter and school; each opens its talks."""

from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QStackedWidget, QWidget

from sspdesk.domain import chart_layout
from sspdesk.domain.chart_notes import NotedRow, noted_bars
from sspdesk.domain.charts import Chart, ColumnGroup, HeatRow
from sspdesk.domain.street_counts import Span
from sspdesk.domain.talk_statistics import TalksMeant, quarter_of, school_year_of
from sspdesk.domain.talk_summary import exact
from sspdesk.i18n import _
from sspdesk.labels import talk_charts
from sspdesk.services import talk_statistics
from sspdesk.services.talk_statistics import TalkStatistics
from sspdesk.ui import icons, theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.papers.flow import PaperFlow
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button
from sspdesk.ui.shared.chart_panel import ChartPanel
from sspdesk.ui.shared.chart_view import ChartView
from sspdesk.ui.shared.choices import Segment, SegmentedControl
from sspdesk.ui.shared.date_edit import DateEdit
from sspdesk.ui.shared.fields import Option, SearchCombo
from sspdesk.ui.shared.panels import EmptyState, Panel

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

_OWN = "own"


def _year_of(day: date) -> Span:
    return Span(first=date(day.year, 1, 1), last=date(day.year, 12, 31))


def periods(today: date) -> list[Span]:
    """Return the periods one can choose: school years, years and quarters, the present one of each first."""
    found = []
    for whole in (school_year_of, _year_of, quarter_of):
        now = whole(today)
        found += [now, whole(now.first - timedelta(days=1))]
    return list(dict.fromkeys(found))


class PeriodBar(QFrame):
    """Says which period is meant; ``changed`` carries it."""

    changed = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("period_bar")
        self.setProperty("role", "strip")
        self._today = today
        spans = periods(today)
        self.period_combo = SearchCombo(search=False)
        self.period_combo.setAccessibleName(_("Period"))
        self.period_combo.setFixedWidth(theme.px(210))
        self.period_combo.set_options(
            [*(Option(span, talk_charts.period(span)) for span in spans), Option(_OWN, _("Other dates"))]
        )
        self.period_combo.set_value(spans[0])
        self.first_edit = DateEdit(spans[0].first, today=self._day)
        self.last_edit = DateEdit(spans[0].last, today=self._day)
        self.print_button = Button(_("Show on paper…"), icon="printer", name="print_button")
        label = layouts.label(_("Period"), tone="muted")
        label.setBuddy(self.period_combo)
        funnel = QLabel()
        icons.set_picture(funnel, "filter", "muted", 16)
        self.told_label = layouts.label("", tone="muted")
        for edit, name in ((self.first_edit, _("From")), (self.last_edit, _("To"))):
            edit.setAccessibleName(name)
            edit.setMaximumWidth(theme.px(150))
            edit.value_changed.connect(self._on_changed)
            edit.hide()
        self.setLayout(
            layouts.row(
                *(funnel, label, self.period_combo, self.first_edit, self.last_edit, self.told_label, None),
                self.print_button,
                spacing=8,
                margins=(16, 6, 16, 6),
            )
        )
        self.period_combo.value_changed.connect(self._on_changed)

    def _day(self) -> date:
        return self._today

    @property
    def span(self) -> Span:
        """The period that is chosen now."""
        chosen = self.period_combo.value
        if isinstance(chosen, Span):
            return chosen
        first, last = self.first_edit.value or self._today, self.last_edit.value or self._today
        return Span(first=min(first, last), last=max(first, last))

    def _on_changed(self, _value: object = None) -> None:
        own = self.period_combo.value == _OWN
        self.first_edit.setVisible(own)
        self.last_edit.setVisible(own)
        self.changed.emit(self.span)


class Shown(StrEnum):
    """What the table counts by."""

    SCHOOLS = "schools"
    QUARTERS = "quarters"


class QuartersPanel(Panel):
    """What was offered and held in each quarter, as high as there is room; ``opened`` as in a chart's panel."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("By quarter"), padded=False, parent=parent)
        self.tools.addWidget(layouts.label(_("hatched: offered · solid: held"), tone="muted"))
        self.chart = ChartView(name=_("By quarter"), object_name="talk_quarters_chart")
        self.chart.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.body.addLayout(layouts.column(self.chart, margins=(12, 4, 8, 4)), 1)
        self.chart.opened.connect(self.opened)

    def show_statistics(self, found: TalkStatistics) -> None:
        """Show a period."""
        self.chart.set_layout(partial(_columns, talk_charts.quarter_groups(found.quarters)))


class TablePanel(ChartPanel):
    """The figures by school or by quarter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("By school and quarter"), "talk_table", parent)
        segments = [Segment(Shown.SCHOOLS, _("By school")), Segment(Shown.QUARTERS, _("By quarter"))]
        self.switch = SegmentedControl(segments, name=_("What is shown"), value=Shown.SCHOOLS)
        self.title_label.hide()
        self.tools.addWidget(self.switch)
        self._found: TalkStatistics | None = None
        self.switch.value_changed.connect(self._draw)

    def show_statistics(self, found: TalkStatistics) -> None:
        """Show a period."""
        self._found = found
        self._draw()

    def _rows(self, found: TalkStatistics) -> list[HeatRow]:
        whole = TalksMeant(span=found.span)
        if self.switch.value == Shown.SCHOOLS:
            rows = [
                talk_charts.table_row(
                    one.name or _("Without a school"),
                    one.counts,
                    TalksMeant(span=found.span, school_id=one.school_id),
                )
                for one in found.schools
            ]
        else:
            rows = [
                talk_charts.table_row(talk_charts.quarter(span), counts, TalksMeant(span=span))
                for span, counts in found.quarters
            ]
        return [*rows, talk_charts.table_row(_("In all"), found.total, whole, tinted=False)]

    def _draw(self, _value: object = None) -> None:
        if self._found is None:
            return
        self.chart.set_layout(partial(_table, self._rows(self._found)), own_height=True)


def _table(rows: list[HeatRow], width: float, _height: float) -> Chart:
    return chart_layout.heat(rows, talk_charts.table_heads(), width=width, label_width=132, row_height=27)


def _figures(rows: list[NotedRow], width: float, _height: float) -> Chart:
    return noted_bars(rows, width=width)


def _columns(groups: list[ColumnGroup], width: float, height: float) -> Chart:
    return chart_layout.columns(groups, width=width, height=height)


class StatisticsView(QWidget):
    """Figures on the left, quarters and schools on the right. ``opened`` carries which talks lie behind a number
    and what they are called; ``talks_wanted`` goes back to the list."""

    opened = Signal(object, str)
    talks_wanted = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("talk_statistics")
        self._context = context
        self._schools: dict[int, str] = {}
        self.period_bar = PeriodBar(context.now().date())
        self.figures = ChartPanel(_("From offer to talk"), "talk_figures")
        self.figures.tools.addWidget(layouts.label(_("Enter opens the talks behind a number"), tone="muted"))
        self.quarters = QuartersPanel()
        self.table = TablePanel()
        self.empty = EmptyState(
            "chart-column",
            _("No talk was offered in the period"),
            _("A talk counts from its first offer. Choose another period above, or offer one."),
            action=_("Show the talks"),
            action_icon="messages-square",
        )
        right = layouts.column(self.quarters, self.table, spacing=12)
        right.setStretch(0, 42)
        right.setStretch(1, 58)
        panels = layouts.row(spacing=12, margins=(16, 12, 16, 16))
        panels.addWidget(self.figures, 1)
        panels.addLayout(right, 1)
        self.stack = QStackedWidget()
        self.panels = layouts.box(panels)
        self.stack.addWidget(self.panels)
        self.stack.addWidget(self.empty)
        layout = layouts.column(self.period_bar, self.stack, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._connect()

    def _connect(self) -> None:
        self.period_bar.changed.connect(self._on_period_changed)
        self.period_bar.print_button.clicked.connect(self.show_paper)
        self.empty.pressed.connect(self.talks_wanted)
        for panel in (self.figures, self.quarters, self.table):
            panel.opened.connect(self._on_number_opened)

    def focus_first(self) -> None:
        """Give the keyboard to the figures, or to what one can choose where there are none."""
        empty = self.stack.currentWidget() is self.empty
        (self.period_bar.period_combo if empty else self.figures.chart).setFocus()

    def reload(self) -> None:
        """Count anew."""
        span = self.period_bar.span

        def work(uow: "UnitOfWork") -> TalkStatistics:
            return talk_statistics.statistics(uow, span)

        self._context.operations.query(self, work, self._on_counted)

    def _on_counted(self, found: TalkStatistics) -> None:
        if found.span != self.period_bar.span:
            return
        self._schools = {one.school_id: one.name or _("Without a school") for one in found.schools}
        self.stack.setCurrentWidget(self.panels if found.total.offered else self.empty)
        rows = talk_charts.figure_rows(exact(found.total), found.span)
        self.figures.chart.set_layout(partial(_figures, rows), own_height=True)
        self.quarters.show_statistics(found)
        self.table.show_statistics(found)

    def _on_period_changed(self, _span: object) -> None:
        self.reload()

    def _on_number_opened(self, meant: object) -> None:
        if isinstance(meant, TalksMeant):
            school = self._schools.get(meant.school_id, "") if meant.school_id is not None else ""
            self.opened.emit(meant, talk_charts.told(meant, school))

    def show_paper(self) -> None:
        """Show the figures of the period as they may leave: small counts are hidden there."""
        span = self.period_bar.span
        flow = PaperFlow(self._context, self, _("Talks: figures"))
        flow.start(lambda uow: talk_statistics.paper(uow, span))
