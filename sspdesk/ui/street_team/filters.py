"""The row of filters: period, place or area, theme, time of day, worker."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from sspdesk.domain.people import Professional
from sspdesk.domain.street_counts import Filter, Span, monday
from sspdesk.domain.street_team import Category, Place
from sspdesk.i18n import _
from sspdesk.labels import street_charts, street_team
from sspdesk.ui import icons, theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.date_edit import DateEdit
from sspdesk.ui.shared.fields import Option, SearchCombo

_OWN = "own"
_HALF = 3
_HOURS = ((6, 14), (14, 18), (18, 22), (22, 30))
_AREA = "area:"


def month_of(day: date, back: int = 0) -> Span:
    """Return the month of a day, or one so many months earlier."""
    first = day.replace(day=1)
    for _step in range(back):
        first = (first - timedelta(days=1)).replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return Span(first=first, last=following - timedelta(days=1))


def quarter_of(day: date) -> Span:
    """Return the quarter of a day."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return Span(first=first, last=month_of(first + timedelta(days=62)).last)


def _school_year(day: date) -> Span:
    year = day.year if day.month >= 8 else day.year - 1
    return Span(first=date(year, 8, 1), last=date(year + 1, 7, 31))


def recent_weeks(today: date, count: int = 4) -> Span:
    """Return the last weeks: with the one of ``today`` once half of it has passed."""
    last = monday(today) + timedelta(days=6 if today.weekday() >= _HALF else -1)
    return Span(first=last - timedelta(days=count * 7 - 1), last=last)


class FilterBar(QFrame):
    """Says which observations are meant; ``changed`` carries the filter."""

    changed = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filter_bar")
        self.setProperty("role", "strip")
        self._today = today
        self.period_combo = self._combo(_("Period"), 120)
        spans = (
            recent_weeks(today), recent_weeks(today, 1), month_of(today), month_of(today, 1), quarter_of(today),
            _school_year(today),
        )  # fmt: skip
        named = {spans[4]: _("This quarter"), spans[5]: _("This school year")}
        options = [Option(span, named.get(span, street_charts.period(span))) for span in dict.fromkeys(spans)]
        self.period_combo.set_options([*options, Option(_OWN, _("Other dates"))])
        self.period_combo.set_value(spans[0])
        self.first_edit = DateEdit(spans[0].first, today=self._day)
        self.last_edit = DateEdit(spans[0].last, today=self._day)
        self.first_edit.setAccessibleName(_("From"))
        self.last_edit.setAccessibleName(_("To"))
        self.place_combo = self._combo(_("Place"), 130)
        self.theme_combo = self._combo(_("Theme"), 130)
        self.hours_combo = self._combo(_("Time of day"), 110)
        self.worker_combo = self._combo(_("Worker"), 110)
        self.reset_button = Button(_("Reset"), kind=Kind.LINK, name="reset_button")
        self._fill_fixed()
        self._lay_out()
        for combo in self._combos():
            combo.value_changed.connect(self._on_changed)
        for edit in (self.first_edit, self.last_edit):
            edit.value_changed.connect(self._on_changed)
            edit.setMaximumWidth(theme.px(150))
            edit.hide()
        self.reset_button.clicked.connect(self.reset)

    def _day(self) -> date:
        return self._today

    def _combo(self, name: str, width: int) -> SearchCombo:
        combo = SearchCombo(search=False)
        combo.setAccessibleName(name)
        combo.setMinimumWidth(theme.px(width))
        combo.setMaximumWidth(theme.px(width + 40))
        return combo

    def _combos(self) -> Sequence[SearchCombo]:
        return self.period_combo, self.place_combo, self.theme_combo, self.hours_combo, self.worker_combo

    def _fill_fixed(self) -> None:
        themes = [Option(one, street_team.category(one), street_team.CATEGORY_ICONS[one]) for one in Category]
        self.theme_combo.set_options([Option(None, _("All themes")), *themes])
        names = (_("Morning"), _("Afternoon"), _("Evening"), _("Late and night"))
        hours = [Option(at, name) for at, name in enumerate(names)]
        self.hours_combo.set_options([Option(None, _("All hours")), *hours])
        for combo in (self.theme_combo, self.hours_combo):
            combo.setCurrentIndex(0)

    def _lay_out(self) -> None:
        funnel = QLabel()
        icons.set_picture(funnel, "filter", "muted", 16)
        line = layouts.row(funnel, spacing=8, margins=(16, 6, 16, 6))
        for combo, words in (
            (self.period_combo, _("Period")),
            (self.place_combo, _("Place")),
            (self.theme_combo, _("Theme")),
            (self.hours_combo, _("Time of day")),
            (self.worker_combo, _("Worker")),
        ):
            label = layouts.label(words, tone="muted")
            label.setBuddy(combo)
            line.addWidget(label)
            line.addWidget(combo)
            if combo is self.period_combo:
                line.addWidget(self.first_edit)
                line.addWidget(self.last_edit)
        line.addStretch()
        line.addWidget(self.reset_button)
        self.setLayout(line)

    # -- what is chosen ------------------------------------------------------------------------------------------

    def set_known(self, places: Sequence[Place], areas: Sequence[str], workers: Sequence[Professional]) -> None:
        """Offer the municipality's places, areas and workers."""
        options = [Option(None, _("All places"))]
        options += [Option(f"{_AREA}{area}", _("Area: {area}").format(area=area)) for area in areas]
        options += [Option(place.id, place.name) for place in places]
        for combo, wanted in (
            (self.place_combo, options),
            (self.worker_combo, [Option(None, _("All workers")), *(Option(one.id, one.name) for one in workers)]),
        ):
            combo.blockSignals(True)
            combo.set_options(wanted)
            if combo.currentIndex() < 0:
                combo.setCurrentIndex(0)
            combo.blockSignals(False)

    @property
    def value(self) -> Filter:
        """The filter as it is chosen now."""
        place = self.place_combo.value
        is_area = isinstance(place, str)
        theme_code, hours = self.theme_combo.value, self.hours_combo.value
        return Filter(
            span=self._span(),
            place_id=None if is_area else place,
            area=place.removeprefix(_AREA) if is_area else "",
            category=Category(theme_code) if theme_code else None,
            hours=_HOURS[hours] if hours is not None else None,
            worker_id=self.worker_combo.value,
        )

    @property
    def is_recent(self) -> bool:
        """Whether the last weeks are meant, as long as nobody has chosen another period."""
        return self.period_combo.currentIndex() == 0

    def _span(self) -> Span:
        chosen = self.period_combo.value
        if isinstance(chosen, Span):
            return chosen
        first = self.first_edit.value or self._today
        last = self.last_edit.value or self._today
        return Span(first=min(first, last), last=max(first, last))

    def reset(self) -> None:
        """Mean everything of the last four weeks again."""
        for combo in self._combos():
            combo.blockSignals(True)
            combo.setCurrentIndex(0)
            combo.blockSignals(False)
        self._on_changed()

    def show_span(self, span: Span) -> None:
        """Choose a period by its days."""
        self.period_combo.blockSignals(True)
        self.period_combo.set_value(_OWN)
        self.period_combo.blockSignals(False)
        for edit, day in ((self.first_edit, span.first), (self.last_edit, span.last)):
            edit.blockSignals(True)
            edit.set_value(day)
            edit.blockSignals(False)
        self._on_changed()

    def _on_changed(self, _value: object = None) -> None:
        own = self.period_combo.value == _OWN
        self.first_edit.setVisible(own)
        self.last_edit.setVisible(own)
        self.changed.emit(replace(self.value))
