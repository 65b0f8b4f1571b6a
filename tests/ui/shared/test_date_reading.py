"""Dates and times as people type them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sspdesk.labels import dates
from sspdesk.ui.shared.date_reading import Prefer, read_day, read_time

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9/12", date(2026, 12, 9)),
        ("9/12-26", date(2026, 12, 9)),
        ("9.12.2026", date(2026, 12, 9)),
        ("9-12-2026", date(2026, 12, 9)),
        ("09 12 26", date(2026, 12, 9)),
        ("091226", date(2026, 12, 9)),
        ("09122026", date(2026, 12, 9)),
        ("2026-12-09", date(2026, 12, 9)),
        ("9. dec. 2026", date(2026, 12, 9)),
        ("9 december", date(2026, 12, 9)),
        ("ons. 9. dec. 2026", date(2026, 12, 9)),
        ("Lør. 12. maj 2012", date(2012, 5, 12)),
        ("I dag", TODAY),
        ("i morgen", date(2026, 11, 26)),
        ("+14", date(2026, 12, 9)),
        ("3/1", date(2027, 1, 3)),
        ("150512", date(2012, 5, 15)),
        ("15.5.98", date(1998, 5, 15)),
        ("31-02-2011", None),
        ("29/2-2025", None),
        ("13.13", None),
        ("snart", None),
        ("", None),
    ],
)
def test_a_typed_date_means(text: str, expected: date | None) -> None:
    assert read_day(text, TODAY) == expected


def test_a_date_without_a_year_follows_the_field() -> None:
    assert read_day("3/1", TODAY, Prefer.PAST) == date(2026, 1, 3)
    assert read_day("24/11", TODAY, Prefer.FUTURE) == date(2027, 11, 24)
    assert read_day("29/2", TODAY, Prefer.PAST) == date(2024, 2, 29)


@given(st.dates(date(1950, 1, 1), date(2060, 12, 31)))
def test_what_is_shown_is_read_back(value: date) -> None:
    assert read_day(dates.day(value), TODAY) == value
    assert read_day(dates.plain_day(value), TODAY) == value
    assert read_day(f"{value.day}/{value.month}-{value.year}", TODAY) == value


@given(st.text(max_size=20))
def test_nonsense_never_breaks_the_reader(text: str) -> None:
    assert read_day(text, TODAY) is None or isinstance(read_day(text, TODAY), date)
    assert read_time(text) is None or isinstance(read_time(text), time)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9", time(9)),
        ("9.30", time(9, 30)),
        ("9:30", time(9, 30)),
        ("930", time(9, 30)),
        ("0930", time(9, 30)),
        ("kl. 21.40", time(21, 40)),
        ("24", None),
        ("9.60", None),
        ("ni", None),
    ],
)
def test_a_typed_time_means(text: str, expected: time | None) -> None:
    assert read_time(text) == expected
