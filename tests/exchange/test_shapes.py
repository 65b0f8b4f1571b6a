"""Lists of every shape: headings over two rows, merged cells, several tables, totals and notes, no headings."""

import contextlib
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from sspdesk.domain.errors import KnownError
from sspdesk.domain.police_list import Field
from sspdesk.domain.wednesday import Role
from sspdesk.exchange.police_list.interpreting import interpret
from sspdesk.exchange.police_list.layout import heading_signature, layout_at, propose_layout, with_columns
from sspdesk.exchange.tables.reading import Clipboard, read
from sspdesk.exchange.tables.workbook import Cell, Kind, Sheet, Workbook
from tests.exchange.lists import (
    TODAY,
    Rows,
    brief,
    docx,
    ods,
    ods_cell,
    ods_row,
    rows_of,
    understood,
    written,
    xlsx,
)

HEADINGS = ("Dato", "Navn", "Rolle")
DEMO = ("11.11.2026", "Demo Testsen", "Vidne")
ALI = ("12.11.2026", "Ali Testsen", "Sigtet")


def _names(path: Path) -> list[tuple[int, str | None, date | None]]:
    return [(row.row, row.first_name, row.contact_date) for row in rows_of(path)]


def _read(folder: Path, rows: Rows, **more: object) -> list[tuple[int, str | None, date | None]]:
    return _names(written(folder, "liste.xlsx", xlsx(rows, **more)))  # type: ignore[arg-type]


BOTH = [(2, "Demo", date(2026, 11, 11)), (3, "Ali", date(2026, 11, 12))]


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        ([HEADINGS, DEMO, ALI], (2, 3)),
        ([["Politiets liste"], ["Periode: 11.11.2026 - 24.11.2026"], [], HEADINGS, DEMO, [], ALI], (5, 7)),
        ([HEADINGS, DEMO, ALI, [], ["I alt: 2 kontakter"], ["* Listen er fortrolig."]], (2, 3)),
        ([HEADINGS, DEMO, ALI, ["I alt", None, 2], ["Med venlig hilsen"], ["Lokalpolitiet"]], (2, 3)),
        ([HEADINGS, DEMO, ALI, [None, "2 kontakter i alt"], ["Note:", "Makuleres efter brug"]], (2, 3)),
        ([HEADINGS, DEMO, ALI, [], [None, "Politiassistent Demo Betjentsen"]], (2, 3)),
        ([HEADINGS, DEMO, ["Side 2"], HEADINGS, ALI], (2, 5)),
        ([HEADINGS, ["(dd-mm-åååå)", "(for- og efternavn)", "(sigtet/vidne)"], DEMO, ALI], (3, 4)),
        ([["Nr.", *HEADINGS], [1, *DEMO], [2, *ALI], [3], [4]], (2, 3)),
        ([["Rolle", "Antal"], ["Vidne", 1], ["Sigtet", 1], [], HEADINGS, DEMO, ALI], (6, 7)),
        ([HEADINGS, DEMO, ALI, [], ["Rolle", "Antal"], ["Vidne", 1], ["Sigtet", 1]], (2, 3)),
        ([["Sigtede"], HEADINGS, DEMO, [], ["Andre"], ["Navn", "Født", "Dato", "Rolle"],
          ["Ali Testsen", "12-03-2010", "12.11.2026", "Vidne"]], (3, 7)),
        ([["Navn", "Rolle", "Skole"], ["Mødevært Skabelonsen", "Leder", "SSP"], [],
          HEADINGS, DEMO, ALI], (5, 6)),
        ([HEADINGS, DEMO, ALI, [], ["Navn", "Rolle", "Telefon"], ["Mødevært Skabelonsen", "Leder", "1"]], (2, 3)),
        ([["Barnet", None, "Hændelse"], ["Navn", "Født", "Dato", "Sted"],
          ["Demo Testsen", "12-03-2010", "11.11.2026", "Torvet"], ["Ali Testsen", "120311", "12.11.2026"]], (3, 4)),
        ([["Dato for", "Navn", "Fødsels-", "Rolle i"], ["kontakt", None, "dato", "sagen"],
          ["11.11.2026", "Demo Testsen", "12-03-2010", "Vidne"], ["12.11.2026", "Ali Testsen", "120311", "-"]], (3, 4)),
        ([["Navn", "Født"], ["Onsdag d. 11. november 2026"], ["Demo Testsen", "12-03-2010"],
          ["Torsdag d. 12. november"], ["Ali Testsen", "120311"]], (3, 5)),
        ([DEMO, ALI], (1, 2)),
        ([["11.11.2026", "Demo Testsen", "120310-4321"], ["12.11.2026", "Ali Testsen", "12-03-2011"]], (1, 2)),
    ],
)  # fmt: skip
def test_the_two_lines_are_found(tmp_path: Path, rows: Rows, places: tuple[int, int]) -> None:
    first, second = places
    assert _read(tmp_path, rows) == [(first, "Demo", date(2026, 11, 11)), (second, "Ali", date(2026, 11, 12))]


def test_a_list_on_the_second_sheet_and_an_old_one_hidden(tmp_path: Path) -> None:
    def more(book: xlsxwriter.Workbook, _page: Worksheet) -> None:
        for name, hidden in (("Gammel", True), ("Uge 46", False)):
            page = book.add_worksheet(name)
            for number, row in enumerate((HEADINGS, DEMO, ALI)):
                page.write_row(number, 0, row)
            if hidden:
                page.hide()

    path = written(tmp_path, "liste.xlsx", xlsx([["Vejledning"], ["Se arket Uge 46"]], sheet="Forside", more=more))
    workbook, layout, found = understood(path)
    assert workbook.sheets[layout.sheet].name == "Uge 46"
    assert [(row.row, row.first_name, row.contact_date) for row in found.rows] == BOTH
    assert found.other_lists == ()


def test_a_second_list_is_named_and_never_silently_lost(tmp_path: Path) -> None:
    def more(book: xlsxwriter.Workbook, _page: Worksheet) -> None:
        page = book.add_worksheet("Uge 47")
        page.write_row(0, 0, HEADINGS)
        page.write_row(1, 0, ALI)

    _workbook, _layout, found = understood(written(tmp_path, "liste.xlsx", xlsx([HEADINGS, DEMO], more=more)))
    assert (len(found.rows), found.other_lists) == (1, ("Uge 47",))


def test_cells_merged_downwards_count_for_every_line(tmp_path: Path) -> None:
    def more(book: xlsxwriter.Workbook, page: Worksheet) -> None:
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        page.merge_range(1, 0, 2, 0, datetime(2026, 11, 11), day)

    rows = [HEADINGS, [None, "Demo Testsen", "Vidne"], [None, "Ali Testsen", "Sigtet"], ALI]
    assert _read(tmp_path, rows, more=more) == [
        (2, "Demo", date(2026, 11, 11)), (3, "Ali", date(2026, 11, 11)), (4, "Ali", date(2026, 11, 12)),
    ]  # fmt: skip


def test_lines_merged_over_two_rows_are_read_once(tmp_path: Path) -> None:
    def more(_book: xlsxwriter.Workbook, page: Worksheet) -> None:
        for column, text in enumerate(DEMO):
            page.merge_range(1, column, 2, column, text)

    assert _read(tmp_path, [HEADINGS, [], [], ALI], more=more) == [
        (2, "Demo", date(2026, 11, 11)), (4, "Ali", date(2026, 11, 12)),
    ]  # fmt: skip


def test_ditto_marks_mean_the_line_above(tmp_path: Path) -> None:
    rows = [[*HEADINGS, "Sted"], [*DEMO, "Torvet"], ['"', "Ali Testsen", '-"-', "do."]]
    (_first, second) = rows_of(written(tmp_path, "liste.xlsx", xlsx(rows)))
    assert (second.contact_date, second.role_text, second.place) == (date(2026, 11, 11), "Vidne", "Torvet")


def test_one_heading_over_two_columns_of_names(tmp_path: Path) -> None:
    rows = [["Dato", "Navn", None, "Rolle"], ["11.11", "Demo", "Testsen", "Vidne"], ["11.11", "Ali", "Prøvesen", "V"]]
    found = rows_of(written(tmp_path, "liste.xlsx", xlsx(rows)))
    assert [(row.first_name, row.last_name) for row in found] == [("Demo", "Testsen"), ("Ali", "Prøvesen")]


def test_a_column_for_every_role(tmp_path: Path) -> None:
    rows = [["Dato", "Navn", "Sigtet", "Vidne"], ["11.11", "Demo Testsen", None, "x"], ["11.11", "Ali Testsen"]]
    first, second = rows_of(written(tmp_path, "liste.xlsx", xlsx(rows)))
    assert (first.role, first.role_text, second.role) == (Role.WITNESS, "Vidne", None)


def test_formulas_count_with_their_values(tmp_path: Path) -> None:
    def more(book: xlsxwriter.Workbook, page: Worksheet) -> None:
        page.write_formula(1, 0, "=DATE(2026,11,11)", book.add_format({"num_format": "d. mmm. yyyy"}), 46337)
        page.write_formula(1, 1, '=B9&" "&B10', None, "Demo Testsen")

    assert _read(tmp_path, [HEADINGS, [None, None, "Vidne"]], more=more) == [(2, "Demo", date(2026, 11, 11))]


def test_an_ods_with_repeated_and_covered_cells(tmp_path: Path) -> None:
    day = '<table:table-cell office:value-type="date" office:date-value="2026-11-11T22:40:00" {}/>'
    rows = [
        ods_row(ods_cell("Kontaktliste", 'table:number-columns-spanned="3"')),
        ods_row("<table:table-cell/>", about='table:number-rows-repeated="2"'),
        ods_row(*map(ods_cell, HEADINGS), '<table:table-cell table:number-columns-repeated="16381"/>'),
        ods_row(day.format('table:number-rows-spanned="2"'), ods_cell("Demo Testsen"), ods_cell("Vidne")),
        ods_row("<table:covered-table-cell/>", ods_cell("Ali Testsen"), ods_cell("Sigtet")),
        ods_row(
            '<table:table-cell table:number-columns-repeated="16384"/>', about='table:number-rows-repeated="1048000"'
        ),
    ]
    found = rows_of(written(tmp_path, "liste.ods", ods("".join(rows))))
    assert [brief(row)["row"] for row in found] == [5, 6]
    assert {(row.contact_date, row.contact_time) for row in found} == {(date(2026, 11, 11), time(22, 40))}


def test_word_tables_broken_by_a_page_are_one_and_other_tables_are_not(tmp_path: Path) -> None:
    letterhead = [["Til:", "SSP Havnsø"], ["Fra:", "Lokalpolitiet"]]
    data = docx(letterhead, [HEADINGS, DEMO], [HEADINGS, ALI])
    workbook, layout, found = understood(written(tmp_path, "liste.docx", data))
    assert workbook.sheets[layout.sheet].name == "Tabel 2"
    assert [(row.row, row.first_name) for row in found.rows] == [(2, "Demo"), (4, "Ali")]


def test_html_from_a_clipboard_with_spans_and_entities() -> None:
    html = (
        "<html><head><style>td{color:red}</style></head><body><!--StartFragment--><table><col width=64>"
        "<tr><td colspan=4>Liste</td></tr><tr><td>Dato</td><td>Navn</td><td colspan=2>Rolle</td></tr>"
        "<tr><td rowspan=2>11-11-2026</td><td>Testg&aring;rd,&nbsp;&Aring;se</td><td>Sigtet</td><td></td></tr>"
        "<tr><td>Demo<br>Testsen</td><td>Vid<b>ne</b></td></tr></table><!--EndFragment--></body></html>"
    )
    first, second = rows_of(Clipboard(html=html, text="noget andet"))
    assert (first.row, first.first_name, first.last_name, first.role_text) == (3, "Åse", "Testgård", "Sigtet")
    assert (second.first_name, second.contact_date, second.role_text) == ("Demo", date(2026, 11, 11), "Vidne")


def test_tab_separated_text_from_a_clipboard() -> None:
    text = "\n".join("\t".join(row) for row in (HEADINGS, DEMO, ALI))
    workbook, _layout, found = understood(Clipboard(text=text))
    assert workbook.name == ""
    assert [(row.row, row.first_name, row.contact_date) for row in found.rows] == BOTH


def test_a_line_with_a_person_is_never_passed_over_as_a_note(tmp_path: Path) -> None:
    rows = [HEADINGS, DEMO, ["Uge 46", "Ali Testsen"], [None, "Prøvine Skabelonsen"], [None, None, "Vidne"], ["12.11"]]
    _workbook, _layout, found = understood(written(tmp_path, "liste.xlsx", xlsx([*rows, ["*", "Kendt af SSP"]])))
    assert [(row.row, row.first_name) for row in found.rows] == [(2, "Demo"), (4, "Prøvine")]
    assert [(problem.row, problem.code) for problem in found.problems] == [
        (3, "contact_date_unreadable"), (5, "name_missing"), (6, "name_missing"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([HEADINGS], "list_only_headings"),
        ([HEADINGS, [], ["I alt: 0 kontakter"]], "list_only_headings"),
        ([["Dato", "Rolle", "Sted"], ["11.11", "Vidne", "Torvet"]], "list_no_name_column"),
        ([["Kære alle"], ["Listen kommer i morgen"]], "list_no_table"),
        ([], "list_empty"),
    ],
)
def test_files_without_a_list_say_so(tmp_path: Path, rows: Rows, code: str) -> None:
    with pytest.raises(KnownError) as caught:
        understood(written(tmp_path, "liste.xlsx", xlsx(rows)))
    assert caught.value.code == code


def test_the_user_can_point_out_columns_and_they_are_remembered(tmp_path: Path) -> None:
    rows = [["Hvornår", "Hvem", "Kode"], ["11.11.2026", "Demo Testsen", "Torvet"]]
    workbook = read(written(tmp_path, "liste.xlsx", xlsx(rows)))
    proposed = propose_layout(workbook)
    assert Field.PLACE not in proposed.columns
    corrected = with_columns(workbook, proposed, {**proposed.columns, "place": 2, "ukendt": 1, "school": 99})
    assert interpret(workbook, corrected, TODAY).rows[0].place == "Torvet"
    key = heading_signature(corrected)
    again = propose_layout(workbook, {key: {field.value: column for field, column in corrected.columns.items()}})
    assert again == corrected
    assert propose_layout(workbook, {"noget andet": {"name": 0}}) == proposed
    by_hand = layout_at(workbook, 0, None)
    assert (by_hand.header_row, by_hand.first_row, heading_signature(by_hand)) == (None, 0, "")


CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        ["Dato", "Navn", "Født", "CPR", "Rolle", "Forhold", "Tid", "Antal", "I alt", "Note:", "Uge 46", "Demo Testsen",
         "Testsen, Ali (120310)", "11.11", "31-02-2026", "120310-4321", "Vidne", "x", "-", '"', "(dd-mm-åååå)", "", " "]
    ),
    st.text(max_size=8),
    st.integers(0, 60_000),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.booleans(),
)  # fmt: skip


@given(
    st.lists(st.lists(CELLS, max_size=6).map(tuple), max_size=12),
    st.dictionaries(st.sampled_from(list(Field)), st.integers(0, 7)),
    st.integers(1, 4),
    st.integers(1, 2),
)
def test_any_grid_and_any_columns_give_rows_problems_or_a_known_error(
    rows: list[tuple[Cell, ...]], columns: dict[Field, int], header_row: int, header_rows: int
) -> None:
    workbook = Workbook(name="", kind=Kind.CSV, sha256="", sheets=(Sheet(rows=tuple(rows)),))
    layouts = [layout_at(workbook, 0, header_row, header_rows), layout_at(workbook, 0, None)]
    with contextlib.suppress(KnownError):
        layouts.append(propose_layout(workbook))
    for layout in [*layouts, with_columns(workbook, layouts[0], columns)]:
        with contextlib.suppress(KnownError):
            found = interpret(workbook, layout, TODAY)
            numbers = [line.row for line in (*found.rows, *found.problems)]
            assert len(set(numbers)) == len(numbers) > 0
            assert all(layout.first_row < number <= len(rows) for number in numbers)


def test_a_very_long_list_is_read_and_asks_first(tmp_path: Path) -> None:
    lines = "\n".join(["Dato;Navn", *["11-11-2026;Demo Testsen"] * 20_001])
    workbook, layout, found = understood(written(tmp_path, "liste.csv", lines))
    heard: list[float] = []
    assert interpret(workbook, layout, TODAY, progress=heard.append) == found
    assert len(heard) > 20
    assert heard == sorted(heard)
    with pytest.raises(KnownError) as caught:
        interpret(workbook, layout, TODAY, cancelled=lambda: True)
    assert caught.value.code == "list_cancelled"
    assert (len(found.rows), found.asks_first, found.rows[-1].row) == (20_001, True, 20_002)
