"""Dates, times and numbers read as a Danish office writes them."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sspdesk.labels import dates

WEDNESDAY = date(2026, 11, 25)


def test_a_date_and_a_moment() -> None:
    assert dates.day(WEDNESDAY) == "ons. 25. nov. 2026"
    assert dates.day_short(WEDNESDAY) == "ons. 25. nov."
    assert dates.plain_day(WEDNESDAY) == "25. nov. 2026"
    assert dates.month(WEDNESDAY) == "november 2026"
    assert dates.moment(datetime(2026, 11, 25, 9, 0)) == "ons. 25. nov. 2026 kl. 9.00"
    assert dates.moment_short(datetime(2026, 11, 25, 14, 5, 59)) == "ons. 25. nov. kl. 14.05"
    assert dates.clock(time(9, 0)) == "9.00"
    assert dates.week(WEDNESDAY) == "uge 48"


def test_every_weekday_and_month_is_written_as_the_design_says() -> None:
    monday = date(2026, 11, 23)
    assert [dates.weekday(monday + timedelta(days=n)) for n in range(7)] == (
        ["man.", "tirs.", "ons.", "tors.", "fre.", "lør.", "søn."]
    )
    months = [dates.plain_day(date(2026, month, 1)).split()[1] for month in range(1, 13)]
    assert months == ["jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec."]


def test_spans() -> None:
    start = datetime(2026, 11, 25, 9, 0)
    assert dates.span(start, datetime(2026, 11, 25, 11, 0)) == "ons. 25. nov. 2026 kl. 9.00–11.00"
    assert dates.span(start, None) == "ons. 25. nov. 2026 kl. 9.00"
    assert dates.span(start, datetime(2026, 11, 26, 1, 30)) == (
        "ons. 25. nov. 2026 kl. 9.00 – tors. 26. nov. 2026 kl. 1.30"
    )
    assert dates.clock_span(time(9), time(11)) == "kl. 9.00–11.00"
    assert dates.clock_span(time(9), None) == "kl. 9.00"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "i dag"),
        (1, "i morgen"),
        (2, "om 2 dage"),
        (14, "om 14 dage"),
        (15, "tors. 10. dec."),
        (60, "søn. 24. jan. 2027"),
        (-1, "1 dag over"),
        (-3, "3 dage over"),
        (-15, "tirs. 10. nov."),
    ],
)
def test_near_days_in_words(days: int, words: str) -> None:
    assert dates.relative_day(WEDNESDAY + timedelta(days=days), WEDNESDAY) == words


def test_week_53_belongs_to_its_iso_year() -> None:
    assert dates.week(date(2027, 1, 1)) == "uge 53"


def test_numbers() -> None:
    assert dates.number(1630) == "1.630"
    assert dates.number(1234567) == "1.234.567"
    assert dates.number(-1500) == "-1.500"
    assert dates.number(12.5, 1) == "12,5"
    assert dates.percent(0.64) == "64\N{NO-BREAK SPACE}%"
    assert dates.age(15) == "15 år"
    assert dates.age(1) == "1 år"


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_list_leaves_out_only_this_year(value: date) -> None:
    words = dates.day_in_list(value, WEDNESDAY)
    assert (str(value.year) in words) == (value.year != WEDNESDAY.year)
    assert dates.day(value) == f"{dates.day_short(value)} {value.year}"
