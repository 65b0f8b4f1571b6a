"""The two panels of tendencies: themes week by week, and hours by place, by weekday, or the periods compared."""

from dataclasses import replace
from enum import StrEnum
from functools import partial

from PySide6.QtWidgets import QWidget

from sspdesk.domain import chart_layout
from sspdesk.domain.charts import Chart, HeatRow
from sspdesk.i18n import _
from sspdesk.labels import street_charts
from sspdesk.services.street_tendencies import Tendencies
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.chart_panel import ChartPanel
from sspdesk.ui.shared.choices import Segment, SegmentedControl

_THEMES = 6
"""Rows that fit with their weeks under them; the comparison has every theme."""


class Shown(StrEnum):
    """What the right panel shows."""

    PLACES = "places"
    WEEKDAYS = "weekdays"
    COMPARED = "compared"


class ThemePanel(ChartPanel):
    """Themes as small multiples."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Theme by week"), "themes", parent)
        self.tools.addWidget(layouts.label(_("strong: the chosen period"), tone="muted"))

    def show_tendencies(self, found: Tendencies) -> None:
        """Show one filter's themes."""
        columns = found.columns
        rows = [
            street_charts.theme_row(theme.category, theme.counts, columns, found.wanted)
            for theme in found.themes[:_THEMES]
        ]
        more = len(found.themes) - len(rows)
        self.set_detail(_("the {count} most frequent").format(count=len(rows)) if more > 0 else "")
        title = _("Theme by week") if columns.step == 1 else _("Theme by {count} weeks").format(count=columns.step)
        self.title_label.setText(title)
        ticks, heads = street_charts.column_ticks(columns), street_charts.column_heads(columns)

        def lay_out(width: float, _height: float) -> Chart:
            return chart_layout.multiples(
                rows, ticks, width=width, chosen=columns.chosen, heads=heads, label_width=176, row_height=27
            )

        self.chart.set_own_height(lay_out(500, 0).height)
        self.chart.set_layout(lay_out)


class HoursPanel(ChartPanel):
    """Places or weekdays by hour, or the periods compared."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Number of observations"), "hours", parent)
        segments = [
            Segment(Shown.PLACES, _("Place and time")),
            Segment(Shown.WEEKDAYS, _("Weekday and time")),
            Segment(Shown.COMPARED, _("Compared")),
        ]
        self.switch = SegmentedControl(segments, name=_("What is shown"), value=Shown.PLACES)
        self.title_label.hide()
        self.tools.addWidget(self.switch)
        self.new_label = layouts.label("", tone="muted", wrap=True)
        self.new_label.setContentsMargins(12, 0, 12, 8)
        self.new_label.hide()
        self.body.addWidget(self.new_label)
        self._found: Tendencies | None = None
        self.switch.value_changed.connect(self._on_switched)

    def show_tendencies(self, found: Tendencies) -> None:
        """Show one filter's hours."""
        self._found = found
        self._draw()

    def _on_switched(self, _value: object) -> None:
        self._draw()

    def _draw(self) -> None:
        found = self._found
        if found is None:
            return
        rows, heads, label_width = self._rows(found)
        new = ", ".join(found.new_places)
        self.new_label.setText(_("New places: {places}").format(places=new))
        self.new_label.setVisible(self.switch.value == Shown.COMPARED and bool(new))
        lay_out = partial(_heat, rows, heads, label_width)
        self.chart.set_own_height(lay_out(500, 0).height)
        self.chart.set_layout(lay_out)

    def _rows(self, found: Tendencies) -> tuple[list[HeatRow], list[str], float]:
        wanted, bands = found.wanted, found.bands
        if self.switch.value == Shown.COMPARED:
            return street_charts.compared_rows(found.compared, wanted), street_charts.compared_heads(), 184
        heads = street_charts.band_heads(bands)
        if self.switch.value == Shown.WEEKDAYS:
            names = street_charts.weekdays()
            rows = [
                street_charts.hours_row(name, counts, bands, replace(wanted, weekday=day))
                for day, (name, counts) in enumerate(zip(names, found.weekdays, strict=True))
            ]
            return rows, heads, 80
        rows = [
            street_charts.hours_row(place.name, place.counts, bands, replace(wanted, place_id=place.place_id))
            for place in found.places
        ]
        return rows, heads, 120


def _heat(rows: list[HeatRow], heads: list[str], label_width: float, width: float, _height: float) -> Chart:
    return street_charts.heat(rows, heads, width, label_width)
