"""The calendar: a month of 400 entries laid out and painted, the week strip, and ten years of a series."""

import os
import random
import statistics
from datetime import date, datetime, time, timedelta

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from sspdesk.domain import workdays
from sspdesk.domain.calendar import Entry, EntryKind, Period, month_span, sorted_entries
from sspdesk.domain.ids import ForumId
from sspdesk.domain.series import Series, SeriesRule
from sspdesk.domain.series_dates import both_turns, dates_of
from sspdesk.domain.workdays import Days, SchoolBreak
from sspdesk.labels import calendar as labels
from sspdesk.ui.calendar import modes
from sspdesk.ui.calendar.modes import Mode
from sspdesk.ui.calendar.view import CalendarView
from sspdesk.ui.theme import Scheme, Theme
from tests.benchmarks.harness import Row, milliseconds

ENTRIES = 400
_TONES = ("accent", "plum", "warn", "info", "ok", "neutral")


def _month() -> Period:
    """A November with 400 entries."""
    chance = random.Random(5)
    first, last = month_span(date(2026, 11, 1))
    entries = []
    for number in range(ENTRIES):
        start = datetime(2026, 11, chance.randint(2, 29), chance.randint(8, 15), chance.choice((0, 15, 30)))
        entries.append(
            Entry(
                kind=EntryKind.MEETING,
                id=number,
                starts=start,
                ends=start + timedelta(hours=1),
                title="SSP-netværksmøde i Havnsø",
                tone=chance.choice(_TONES),
            )
        )
    days = labels.days(first, last, Days(breaks=_breaks()), date(2026, 11, 23))
    return Period(days=days, entries=sorted_entries(entries))


def _breaks() -> tuple[SchoolBreak, ...]:
    return tuple(
        SchoolBreak(name=name, first=date(year, *first), last=date(year, *last))
        for year in range(2020, 2040)
        for name, first, last in (("Efterårsferie", (10, 10), (10, 18)), ("Vinterferie", (2, 13), (2, 21)))
    )


def _series() -> Series:
    return Series(
        forum_id=ForumId(1),
        rule=SeriesRule.EVEN_WEEKS,
        anchor=date(2026, 8, 1),
        until=date(2036, 7, 31),
        starts_at=time(9),
    )


def _fresh(series: Series) -> None:
    workdays._holidays_of.cache_clear()
    dates_of(series, Days(breaks=_breaks()))


def rows() -> list[Row]:
    """Return the figures."""
    series = _series()
    found = [
        Row("ten years of a series, holidays not known yet", _median(lambda: _fresh(series)), None, "< 100 ms"),
        Row(
            "ten years of a series, even and odd side by side",
            _median(lambda: both_turns(series, Days(breaks=_breaks()))),
            None,
            "< 100 ms",
        ),
    ]
    application = QApplication.instance() or QApplication([])
    Theme(application, scheme=Scheme.LIGHT).apply()  # type: ignore[arg-type]
    period = _month()
    view = CalendarView()
    view.resize(1000, 560)
    view.show()

    def shown(mode: Mode) -> None:
        view.show_period(period, lambda given, width, height: modes.draw(mode, given, width, height), 0)
        view.viewport().grab()

    found.append(
        Row(f"a month of {ENTRIES} entries, laid out and painted", _median(lambda: shown(Mode.MONTH)), None, "< 50 ms")
    )
    found.append(Row("the same month, painted again", _median(view.viewport().grab), None, "< 50 ms"))
    view.resize(1000, 3600)
    found.append(
        Row("the same month so tall that every entry is shown", _median(lambda: shown(Mode.MONTH)), None, "< 50 ms")
    )
    view.resize(1000, 560)
    week = Period(days=period.days[28:35], entries=tuple(one for one in period.entries if one.day.day >= 23))
    view.show_period(week, lambda given, width, height: modes.draw(Mode.WEEK, given, width, height), 0)
    found.append(Row("a week of it, painted", _median(view.viewport().grab), None, "< 50 ms"))
    view.close()
    return found


def _median(work: object) -> float:
    return statistics.median(milliseconds(work))  # type: ignore[arg-type]
