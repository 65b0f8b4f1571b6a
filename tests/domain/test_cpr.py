"""CPR numbers as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sspdesk.domain.cpr import birth_date_of, formatted, masked, parse_cpr
from sspdesk.domain.errors import DomainError


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("150512-4321", "1505124321"),
        ("1505124321", "1505124321"),
        (" 150512 4321 ", "1505124321"),
        ("150512–4321", "1505124321"),
        ("15 05 12 - 4321", "1505124321"),
        ("\u200b150512-4321\u00a0", "1505124321"),
        ("910034000", "0910034000"),
        ("91003-4000", "0910034000"),
    ],
)
def test_reads_a_number_as_people_write_it(written: str, digits: str) -> None:
    assert parse_cpr(written) == digits


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "cpr_chars"),
        ("150512-432A", "cpr_chars"),
        ("150512-XXXX", "cpr_chars"),
        ("١٥٠٥١٢٤٣٢١", "cpr_chars"),
        ("150512", "cpr_length"),
        ("150512-43211", "cpr_length"),
        ("310212-4321", "cpr_date"),
        ("001212-4321", "cpr_date"),
        ("150536-4321", "cpr_date"),
    ],
)
def test_refuses_what_is_no_number(written: str, code: str) -> None:
    with pytest.raises(DomainError) as caught:
        parse_cpr(written)
    assert (caught.value.code, caught.value.field) == (code, "cpr")


@pytest.mark.parametrize(
    ("digits", "born"),
    [
        ("1505120321", date(1912, 5, 15)),
        ("1505124321", date(2012, 5, 15)),
        ("1505374321", date(1937, 5, 15)),
        ("1505126321", date(2012, 5, 15)),
        ("1505606321", date(1860, 5, 15)),
        ("2902124321", date(2012, 2, 29)),
    ],
)
def test_the_seventh_digit_gives_the_century(digits: str, born: date) -> None:
    assert birth_date_of(digits) == born


def test_shows_numbers_masked_and_written_out() -> None:
    assert masked("1505124321") == "150512-••••"
    assert masked("") == ""
    assert formatted("1505124321") == "150512-4321"


@given(st.dates(date(2000, 1, 1), date(2025, 12, 31)), st.integers(4000, 4999))
def test_every_real_birth_date_survives_with_and_without_its_leading_zero(born: date, serial: int) -> None:
    digits = f"{born:%d%m%y}{serial}"
    assert birth_date_of(parse_cpr(digits)) == born
    assert parse_cpr(str(int(digits))) == digits
    assert masked(digits) == f"{digits[:6]}-••••"


@given(st.text(max_size=15))
def test_any_text_is_a_number_or_a_known_error(text: str) -> None:
    try:
        digits = parse_cpr(text)
    except DomainError as error:
        digits = error.code
    known = digits in {"cpr_chars", "cpr_length", "cpr_date"}
    assert known or (len(digits) == 10 and birth_date_of(digits) <= date.today())
