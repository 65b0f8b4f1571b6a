"""One line of a list: dates, birth dates and CPR numbers, names, roles, times, and what a human must mend."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sspdesk.domain.errors import DomainError
from sspdesk.domain.police_list import Field, ListProblem, ListRow
from sspdesk.domain.wednesday import Role
from sspdesk.exchange.police_list.dates import birth_date, clock_time, contact_date, time_in_text
from sspdesk.exchange.police_list.headings import field_of
from sspdesk.exchange.police_list.lines import interpret_values, read_line
from sspdesk.exchange.police_list.words import protection_in, role_of, talk_of
from sspdesk.exchange.tables.workbook import Cell
from sspdesk.labels.police_list import describe
from tests.exchange.lists import TODAY

CONTACT = date(2026, 11, 13)
BORN = date(2010, 3, 12)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        *[
            (text, CONTACT)
            for text in (
                "13/11-26", "13.11", "13-11-2026", "13. nov. 2026", "2026-11-13", "13. november", "13/11 2026",
                "13112026", "20261113", "13.11.'26", "13 11 2026", "13-nov-26", "d. 13/11", "fre. d. 13. november 2026",
                "  13.11.2026\u00a0", "46339", "13.11.", "13/11-", "131126", "FREDAG DEN 13. NOVEMBER", "13. Nov 2026",
            )
        ],
        (46339, CONTACT), (131126, CONTACT), (13112026, CONTACT), (13.11, CONTACT), (31126, date(2026, 11, 3)),
        (13.1, date(2026, 10, 13)), ("3/11-26", date(2026, 11, 3)), ("24/12", date(2025, 12, 24)),
        ("29/2", date(2024, 2, 29)), ("20.1.2027", date(2027, 1, 20)), (date(2026, 11, 13), CONTACT),
        (datetime(2026, 11, 13), CONTACT),
    ],
)  # fmt: skip
def test_reads_dates_of_contacts(cell: Cell, expected: date) -> None:
    assert contact_date(cell, TODAY) == (expected, None)


@pytest.mark.parametrize(
    "cell",
    [
        "13-11-2026 22:40", "13.11.2026 kl. 22.40", "13/11-26 kl. 2240", "2026-11-13T22:40:00", "13.11 22.40",
        "fredag d. 13. november kl. 22.40", "13-11-2026 2240", "13-11-2026, kl. 22.40", datetime(2026, 11, 13, 22, 40),
        "13.11.26 22.40-23.10", "13.11.2026 kl. 22.40 (nat)", 46339 + (22 * 60 + 40) / 1440, "13-11-2026 22:40:12",
    ],
)  # fmt: skip
def test_reads_the_time_beside_the_date(cell: Cell) -> None:
    assert contact_date(cell, TODAY) == (CONTACT, time(22, 40))


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("31-02-2026", "impossible"), ("13/13", "impossible"), ("11/25/2026", "impossible"), ("0/11", "impossible"),
        ("13.11.1026", "impossible"), ("i går", "unreadable"), ("?", "unreadable"), ("uge 46", "unreadable"),
        ("11.-12.11.2026", "unreadable"), (True, "unreadable"), (7, "unreadable"), (time(22, 40), "unreadable"),
        ("21-01-2027", "future"), (date(2027, 1, 21), "future"), ("13.11.2062", "future"),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_right_is_said_to_be_wrong(cell: Cell, code: str) -> None:
    with pytest.raises(DomainError) as caught:
        contact_date(cell, TODAY)
    assert caught.value.code == code


@given(st.dates(date(2024, 1, 1), date(2026, 12, 20)), st.sampled_from(range(9)))
def test_every_day_is_read_in_every_way_of_writing_it(day: date, way: int) -> None:
    months = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
    ways: list[Cell] = [
        f"{day:%d-%m-%Y}", f"{day.day}/{day.month}-{day:%y}", f"{day:%d.%m.%y}", day.isoformat(), f"{day:%d%m%y}",
        f"{day.day}. {months[day.month - 1]}. {day.year}", (day - date(1899, 12, 30)).days, f"{day:%d%m%Y}",
        datetime(day.year, day.month, day.day, 22, 40),
    ]  # fmt: skip
    assert contact_date(ways[way], TODAY)[0] == day


@given(st.dates(date(2019, 1, 1), date(2026, 12, 20)))
def test_without_a_year_the_latest_such_day_is_meant(day: date) -> None:
    found, _at = contact_date(f"{day.day}.{day.month}", TODAY)
    assert (found.day, found.month) == (day.day, day.month)
    assert found <= TODAY
    assert found >= day


ODD_TEXT = st.text("0123456789²٣.,-/: \u00a0klmajfødt", max_size=25)


@given(st.one_of(st.text(max_size=25), ODD_TEXT, st.integers(), st.floats(), st.booleans()))
def test_any_cell_is_a_date_or_a_known_error(cell: Cell) -> None:
    for read in (contact_date, birth_date):
        try:
            read(cell, TODAY)
        except DomainError as error:
            known = error.code
        else:
            known = "read"
        assert known in {"read", "unreadable", "impossible", "future"}
    clock_time(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("120310", BORN), (120310, BORN), ("12-03-2010", BORN), ("12/3-10", BORN), ("12. marts 2010", BORN),
        ("12032010", BORN), ("2010-03-12", BORN), (40249, BORN), (3072013, date(2013, 7, 3)),
        ("080115", date(2015, 1, 8)), ("12.3.30", date(1930, 3, 12)), ("290212", date(2012, 2, 29)),
    ],
)  # fmt: skip
def test_reads_birth_dates(cell: Cell, expected: date) -> None:
    assert birth_date(cell, TODAY) == expected


def test_a_birth_date_of_five_digits_lost_its_zero_where_others_have_six() -> None:
    assert birth_date(80115, TODAY, six_digits=True) == date(2015, 1, 8)
    assert birth_date(80115, TODAY) == date(2015, 1, 8)
    assert birth_date(40249, TODAY, six_digits=True) == date(1949, 2, 4)
    assert birth_date(37000, TODAY, six_digits=True) == date(2001, 4, 19)


def _line(**cells: Cell) -> ListRow | ListProblem:
    values: dict[Field, Cell] = {Field.NAME: "Demo Testsen", Field.CONTACT_DATE: "13.11"}
    return read_line({**values, **{Field(name): cell for name, cell in cells.items()}}, TODAY, 7)


def _row(**cells: Cell) -> ListRow:
    found = _line(**cells)
    assert isinstance(found, ListRow), found
    return found


@pytest.mark.parametrize(
    ("cells", "cpr", "born"),
    [
        ({"birth_date": "120310-4321"}, "1203104321", BORN),
        ({"birth_date": 503104321}, "0503104321", date(2010, 3, 5)),
        ({"cpr": 1203104321}, "1203104321", BORN),
        ({"cpr": "120310"}, None, BORN),
        ({"cpr": "12-03-2010"}, None, BORN),
        ({"cpr": "120310-XXXX"}, None, BORN),
        ({"cpr": "120310-****"}, None, BORN),
        ({"cpr": date(2010, 3, 12)}, None, BORN),
        ({"cpr": "cpr: 120310 4321"}, "1203104321", BORN),
        ({"cpr": "-", "birth_date": "120310"}, None, BORN),
        ({"cpr": "1203104321", "birth_date": "12.03.10"}, "1203104321", BORN),
        ({"cpr": "4321", "birth_date": "12-03-2010"}, "1203104321", BORN),
        ({"cpr": 321, "birth_date": date(1910, 3, 12)}, "1203100321", date(1910, 3, 12)),
        ({"birth_date": "f. 12.03.2010"}, None, BORN),
        ({"birth_date": "12.03.2010 (16 år)"}, None, BORN),
        ({"birth_date": "ukendt"}, None, None),
        ({"birth_date": None}, None, None),
        ({"name": "Demo Testsen (12.03.2010)"}, None, BORN),
        ({"name": "Demo Testsen f. 12.03.2010"}, None, BORN),
        ({"name": "Demo Testsen, født 12. marts 2010"}, None, BORN),
        ({"name": "Testsen, Demo 120310-4321"}, "1203104321", BORN),
        ({"name": "120310-4321 Demo Testsen"}, "1203104321", BORN),
        ({"name": "Demo Testsen\n120310-4321"}, "1203104321", BORN),
        ({"name": "TESTSEN Demo (120310)"}, None, BORN),
    ],
)
def test_birth_date_and_cpr_are_found_wherever_they_stand(cells: dict[str, Cell], cpr: str, born: date) -> None:
    row = _row(**cells)
    assert (row.first_name, row.last_name, row.cpr, row.birth_date) == ("Demo", "Testsen", cpr, born)


@pytest.mark.parametrize(
    ("cell", "first", "last", "note"),
    [
        ("1. Demo Testsen", "Demo", "Testsen", None),
        ("hr. Demo Testsen*", "Demo", "Testsen", None),
        ("Demo Testsen (15 år)", "Demo", "Testsen", None),
        ("Demo Testsen, 15 år", "Demo", "Testsen", None),
        ("Demo Testsen (kaldet Dem)", "Demo", "Testsen", "kaldet Dem"),
        ("Demo F. Testsen", "Demo F.", "Testsen", None),
        ("Demo Testsen ?", "Demo", "Testsen", None),
        ("Demo Testsen u. 15", "Demo", "Testsen", "u. 15"),
        ("Demo Testsen, Havnsø Skole", "Demo", "Testsen", "Havnsø Skole"),
        ("Demo\nTestsen", "Demo", "Testsen", None),
        ("Testsen; Demo", "Demo", "Testsen", None),
    ],
)
def test_names_are_freed_of_what_else_their_cell_says(cell: str, first: str, last: str, note: str | None) -> None:
    row = _row(name=cell)
    assert (row.first_name, row.last_name, row.note) == (first, last, note)


def test_names_in_columns_of_their_own() -> None:
    values: dict[Field, Cell] = {Field.FIRST_NAME: "DEMO", Field.MIDDLE_NAME: "Prøve", Field.LAST_NAME: "VON TESTSEN"}
    row = read_line(values, TODAY, 2)
    assert isinstance(row, ListRow)
    assert (row.first_name, row.last_name) == ("Demo Prøve", "von Testsen")
    beside = read_line({Field.NAME: "Testsen", Field.FIRST_NAME: "Demo"}, TODAY, 2)
    assert isinstance(beside, ListRow)
    assert (beside.first_name, beside.last_name) == ("Demo", "Testsen")
    reversed_name = read_line({Field.NAME: "Testsen Demo Prøve"}, TODAY, 2, last_first=True)
    assert isinstance(reversed_name, ListRow)
    assert (reversed_name.first_name, reversed_name.last_name) == ("Demo Prøve", "Testsen")


@pytest.mark.parametrize(
    ("cells", "code", "field"),
    [
        ({"name": ""}, "name_missing", "name"),
        ({"name": "Ukendt dreng"}, "name_missing", "name"),
        ({"name": "12345"}, "name_missing", "name"),
        ({"name": "Demo Testsen og Ali Testsen"}, "name_unreadable", "name"),
        ({"name": "Demo Testsen / Ali Testsen"}, "name_unreadable", "name"),
        ({"name": "Gruppe med 3 unge"}, "name_unreadable", "name"),
        ({"contact_date": "31-02-2026"}, "contact_date_impossible", "contact_date"),
        ({"contact_date": "i går"}, "contact_date_unreadable", "contact_date"),
        ({"contact_date": "21-01-2027"}, "contact_in_future", "contact_date"),
        ({"birth_date": "31-02-2011"}, "birth_date_impossible", "birth_date"),
        ({"birth_date": "2010"}, "birth_date_unreadable", "birth_date"),
        ({"birth_date": "12.03"}, "birth_date_unreadable", "birth_date"),
        ({"birth_date": "12-03-2031"}, "birth_in_future", "birth_date"),
        ({"birth_date": "12-12-2026"}, "contact_before_birth", "contact_date"),
        ({"birth_date": "120310-432"}, "cpr_length", "birth_date"),
        ({"cpr": "310210-4321"}, "cpr_date", "cpr"),
        ({"cpr": "12031043211"}, "cpr_length", "cpr"),
        ({"cpr": "4321"}, "cpr_length", "cpr"),
        ({"cpr": "4321", "birth_date": "12-03-1910"}, "birth_dates_differ", "birth_date"),
        ({"cpr": "120310-43AB"}, "cpr_chars", "cpr"),
        ({"cpr": "120310-4321", "birth_date": "13-03-2010"}, "birth_dates_differ", "birth_date"),
        ({"name": "Demo Testsen (31.02.2011)"}, "birth_date_impossible", "birth_date"),
    ],
)
def test_a_line_that_cannot_be_right_becomes_a_problem(cells: dict[str, Cell], code: str, field: str) -> None:
    problem = _line(**cells)
    assert isinstance(problem, ListProblem)
    assert (problem.row, problem.code, problem.field) == (7, code, field)
    assert describe(problem).startswith("Række 7: ")


def test_a_problem_can_be_mended_in_place() -> None:
    problem = _line(contact_date=datetime(2027, 11, 13, 22, 40), birth_date=120310, role="Vidne", talk_recommended=True)
    assert isinstance(problem, ListProblem)
    assert problem.text == "13-11-2027 22:40"
    assert "13-11-2027 22:40" in describe(problem)
    mended = interpret_values({**problem.values, Field.CONTACT_DATE: "13-11-2026 22:40"}, TODAY, problem.row)
    assert mended == _row(
        contact_date=datetime(2026, 11, 13, 22, 40), birth_date="120310", role="Vidne", talk_recommended=True
    )


def test_a_problem_inside_a_name_cell_is_put_where_it_can_be_mended() -> None:
    problem = _line(name="Testsen, Demo (kaldet Dem) f. 2010")
    assert isinstance(problem, ListProblem)
    assert (problem.code, problem.text) == ("birth_date_unreadable", "2010")
    mended = interpret_values({**problem.values, Field.BIRTH_DATE: "120310"}, TODAY, 7)
    assert mended == _row(name="Demo Testsen", birth_date="120310", note="kaldet Dem")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Sigtet", Role.CHARGED), ("SIGTEDE", Role.CHARGED), ("sigt.", Role.CHARGED), ("S", Role.CHARGED),
        ("Mistænkt (u. 15)", Role.SUSPECTED), ("mist.", Role.SUSPECTED), ("Formodet gerningsmand", Role.SUSPECTED),
        ("Vidne", Role.WITNESS), ("øjenvidne", Role.WITNESS), ("Vidne (ikke sigtet)", Role.WITNESS),
        ("Forurettet", Role.VICTIM), ("foru.", Role.VICTIM), ("offer", Role.VICTIM),
        ("Bekymrende adfærd", Role.WORRYING_BEHAVIOUR), ("Bekymring", Role.WORRYING_BEHAVIOUR),
        ("Uhensigtsmæssigt netværk", Role.HARMFUL_NETWORK), ("Sigtet/mistænkt", Role.CHARGED),
        ("Kontakt", Role.MET), ("Antruffet", Role.MET), ("ikke sigtet", Role.MET), ("Ven til sigtet", Role.MET),
        ("Anmelder", Role.MET), ("-", None), ("", None),
    ],
)  # fmt: skip
def test_roles_brand_nobody_by_mistake(text: str, role: Role | None) -> None:
    assert role_of(text) is role
    row = _row(role=text)
    assert (row.role, row.role_text) == (role, text if role else None)


@given(st.text(max_size=30))
def test_any_text_is_some_role_or_none(text: str) -> None:
    assert role_of(text) is None or isinstance(role_of(text), Role)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Ja", True), ("JA", True), ("x", True), ("Forebyggende samtale", True), ("Anbefales", True), (True, True),
        ("nej", False), ("-", False), ("Nej tak", False), ("ikke anbefalet", False), (False, False), (0, False),
        ("", None), (None, None), ("?", None), ("forældre kontaktes", None),
    ],
)  # fmt: skip
def test_whether_a_talk_is_recommended(cell: Cell, expected: bool | None) -> None:
    assert _row(talk_recommended=cell).talk_recommended is expected
    assert not isinstance(cell, str) or talk_of(cell) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Navne- og adressebeskyttet", True), ("Navne- og adressebeskyttelse", True), ("NAB", True),
        ("OBS: hemmelig adresse", True), ("Beskyttet", True), ("navn og adresse er beskyttet", True),
        ("ingen adressebeskyttelse", False), ("Ikke beskyttet", False), ("kanabis", None), ("", None),
        ("Bor i beskyttet bolig", None),
    ],
)  # fmt: skip
def test_protection_is_heard_in_any_remark(text: str, expected: bool | None) -> None:
    assert protection_in(text) is expected
    assert _row(note=text).protected is expected
    assert _row(address=text).protected is expected


def test_a_column_for_protection_is_yes_or_no() -> None:
    assert [_row(protected=cell).protected for cell in ("Ja", "x", "nej", "-", "", None, True)] == [
        True, True, False, False, None, None, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("22:40", time(22, 40)), ("22.40", time(22, 40)), ("kl. 2240", time(22, 40)), (2240, time(22, 40)),
        (22.4, time(22, 40)), (time(22, 40), time(22, 40)), ("22.40-23.10", time(22, 40)), ("kl. 7", time(7)),
        ((22 * 60 + 40) / 1440, time(22, 40)), ("00.15", time(0, 15)), ("24:00", time(0)), ("aften", None),
        ("25:00", None), (None, None),
    ],
)  # fmt: skip
def test_times_in_a_column_of_their_own(cell: Cell, expected: time | None) -> None:
    assert clock_time(cell) == expected
    assert _row(contact_time=cell).contact_time == expected


def test_times_in_the_text_and_which_time_counts() -> None:
    assert time_in_text("Truffet kl. 02.15 i centrum") == time(2, 15)
    assert time_in_text("Kl 2240 set ved 7-Eleven") == time(22, 40)
    assert time_in_text("slik for 22.40 kr.") is None
    assert _row(text="Set kl. 9").contact_time == time(9)
    assert _row(text="Set kl. 9", contact_date="13.11 kl. 22.40").contact_time == time(22, 40)
    assert _row(text="Set kl. 9", contact_date="13.11 kl. 22.40", contact_time="23.05").contact_time == time(23, 5)
    assert _row(contact_time="sen aften").note == "sen aften"


def test_values_are_cleaned_and_dashes_are_nothing() -> None:
    row = _row(place="  Torvet\u00a0 ved\nkiosken ", school="-", reference=12345, text="…")
    assert (row.place, row.school, row.reference) == ("Torvet ved kiosken", None, "12345")


@given(st.dictionaries(st.sampled_from(list(Field)), st.one_of(st.text(max_size=30), ODD_TEXT)))
def test_any_line_is_a_row_or_a_problem(values: dict[Field, str]) -> None:
    found = interpret_values(values, TODAY, 3)
    assert found.row == 3
    if isinstance(found, ListRow):
        assert found.first_name or found.last_name
        assert found.contact_date is None or found.contact_date <= TODAY + timedelta(days=31)
        assert not (found.birth_date and found.contact_date) or found.birth_date <= found.contact_date
    else:
        assert describe(found)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Dato", "contact_date"), ("Hændelsesdato", "contact_date"), ("Dato/tid", "contact_date"), ("Navn", "name"),
        ("Barnets navn", "name"), ("For- og efternavn", "name"), ("Efternavn, fornavn", "name"), ("CPR/navn", "cpr"),
        ("Fornavn(e)", "first_name"), ("Efternavn", "last_name"), ("Født", "birth_date"), ("F. dato", "birth_date"),
        ("Fødsels-\ndato", "birth_date"), ("CPR-nr.", "cpr"), ("Personnummer", "cpr"), ("Rolle (sigtet/vidne)", "role"),
        ("Gerning", "text"), ("Forhold", "text"), ("J.nr.", "reference"), ("Politiets j.nr.", "reference"),
        ("POLSAS-nr.", "reference"), ("Gerningssted", "place"), ("Skole/klasse", "school"), ("Bopæl", "address"),
        ("Anbefales forebyggende samtale (ja/nej)", "talk_recommended"), ("Klokkeslæt", "contact_time"),
        ("Navne- og adressebeskyttelse", "protected"), ("Bemærkninger", "note"), ("Mors navn", None), ("Alder", None),
        ("Betjent", None), ("Nr.", None), ("Telefon", None), ("Fødselsår", None), ("Havnsø Skole", None),
    ],
)  # fmt: skip
def test_headings_name_fields(heading: str, field: str | None) -> None:
    found, _sure = field_of(heading)
    assert found == ("name" if heading == "CPR/navn" else field)
