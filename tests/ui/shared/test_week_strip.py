"""The strip of a week: every entry is reached by keyboard, said in words, and opened."""

from datetime import date, datetime

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sspdesk.domain.calendar import Entry, EntryKind, Period, sorted_entries
from sspdesk.domain.workdays import Days
from sspdesk.labels import calendar as labels
from sspdesk.ui.shared.week_strip import WeekStrip
from sspdesk.ui.theme import Theme


def _entry(number: int, day: int, hour: int, title: str) -> Entry:
    start = datetime(2026, 11, day, hour)
    return Entry(kind=EntryKind.MEETING, id=number, starts=start, ends=start.replace(hour=hour + 1), title=title)


def _period(*entries: Entry) -> Period:
    days = labels.days(date(2026, 11, 23), date(2026, 11, 29), Days(), date(2026, 11, 23))
    return Period(days=days, entries=sorted_entries(entries))


def test_arrows_walk_the_week_and_enter_opens_what_stands_there(qtbot: QtBot, theme: Theme) -> None:
    strip = WeekStrip()
    qtbot.addWidget(strip)
    strip.resize(1100, 82)
    strip.show_period(_period(_entry(1, 23, 13, "Infohus"), _entry(2, 25, 9, "Onsdagsgruppen")))
    strip.show()
    opened: list[object] = []
    strip.opened.connect(opened.append)
    strip.setFocus()
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.currentIndex().data() == "ons. 25. nov., 9.00, Onsdagsgruppen"
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert opened == [("meeting", 2)]


def test_a_day_with_more_than_fits_says_how_many_more(qtbot: QtBot, theme: Theme) -> None:
    strip = WeekStrip()
    qtbot.addWidget(strip)
    strip.resize(1100, 82)
    strip.show_period(_period(*(_entry(at, 24, 8 + at, "Møde") for at in range(9))))
    strip.show()
    names = [spot.name for spot in strip.chart.spots]
    assert names[-1] == "tirs. 24. nov., +5 mere"
    assert len(names) == 5


def test_a_meeting_is_never_the_one_that_is_left_out(qtbot: QtBot, theme: Theme) -> None:
    strip = WeekStrip()
    qtbot.addWidget(strip)
    strip.resize(1100, 82)
    tasks = [Entry(kind=EntryKind.TASK, id=at, starts=datetime(2026, 11, 24), title="Egen opgave") for at in range(9)]
    strip.show_period(_period(*tasks, _entry(99, 24, 15, "Lokalråd")))
    strip.show()
    assert "tirs. 24. nov., 15.00, Lokalråd" in [spot.name for spot in strip.chart.spots]
