"""The street team's own sheet is read as it is written; what cannot be read is told with row and value."""

import io
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from sspdesk.domain.errors import KnownError
from sspdesk.domain.street_list import SheetField, SheetProblem, SheetRow, StreetList
from sspdesk.domain.street_team import Category
from sspdesk.exchange.street_list.headings import NO_HEADINGS, best_of, find_layout, layout_at, with_columns
from sspdesk.exchange.street_list.reading import interpret, interpret_values, values_of
from sspdesk.exchange.tables.reading import read
from sspdesk.labels import street_import as words
from tests.exchange.lists import ods, ods_cell, ods_row, written, xlsx

TODAY = date(2026, 11, 23)
SAMPLE = Path(__file__).resolve().parent.parent / "data" / "gadeteam-observationer-okt-nov-2026.xlsx"
HEADS = "Dato;Start;Slut;Sted;Antal unge;Alder fra;Alder til;Tema;Stemning (1-5);Beskrivelse;Handling;Medarbejdere"


def sheet(tmp_path: Path, *lines: str, heads: str = HEADS) -> StreetList:
    path = tmp_path / "skema.csv"
    path.write_text("\n".join((heads, *lines)) + "\n", encoding="utf-8")
    workbook = read(path)
    return interpret(workbook, find_layout(workbook), TODAY)


def test_every_row_of_the_sample_is_read() -> None:
    workbook = read(SAMPLE)
    listed = interpret(workbook, find_layout(workbook), TODAY)
    assert (len(listed.rows), listed.problems) == (60, ())
    first = listed.rows[0]
    assert (first.day, first.at, first.ends) == (date(2026, 11, 6), time(20), time(23, 30))
    assert (first.place, first.workers, first.categories) == ("Stationen", ("CD", "EF"), (Category.CONFLICT,))
    assert (first.size, first.age_from, first.age_to, first.mood) == (4, 14, None, 2)
    by_row = {row.row: row for row in listed.rows}
    assert (by_row[6].size, by_row[6].size_to, by_row[6].estimated) == (5, 6, False)
    assert (by_row[9].size, by_row[9].estimated) == (10, True)
    assert by_row[3].workers == ("AB", "CD")
    assert by_row[3].ends is None
    assert {kind for row in listed.rows for kind in row.categories} == {
        Category.CONFLICT,
        Category.POSITIVE,
        Category.SHOP,
        Category.INSECURITY,
        Category.VANDALISM,
        Category.GATHERING,
        Category.DRUGS,
        Category.MOPEDS,
    }


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("31-02-2026;20.00;;Havnen;3;;;Konflikt;;;;AB", SheetField.DAY, "31-02-2026"),
        ("i går;20.00;;Havnen;3;;;Konflikt;;;;AB", SheetField.DAY, "i går"),
        ("24-11-2026;20.00;;Havnen;3;;;Konflikt;;;;AB", SheetField.DAY, "24-11-2026"),
        ("20-11-2026;sent;;Havnen;3;;;Konflikt;;;;AB", SheetField.STARTS, "sent"),
        ("20-11-2026;;;Havnen;3;;;Konflikt;;;;AB", SheetField.STARTS, ""),
        ("20-11-2026;20.00;;;3;;;Konflikt;;;;AB", SheetField.PLACE, ""),
        ("20-11-2026;20.00;;Havnen;mange;;;Konflikt;;;;AB", SheetField.SIZE, "mange"),
        ("20-11-2026;20.00;;Havnen;3;17;14;Konflikt;;;;AB", SheetField.AGE_TO, "14"),
        ("20-11-2026;20.00;;Havnen;3;;;Fodbold;;;;AB", SheetField.THEME, "Fodbold"),
        ("20-11-2026;20.00;;Havnen;3;;;Konflikt;9;;;AB", SheetField.MOOD, "9"),
        ("20-11-2026;20.00;;Havnen;3;;;Konflikt;;;;", SheetField.WORKERS, ""),
    ],
)
def test_a_row_that_cannot_be_read_says_what_and_where(
    tmp_path: Path, line: str, field: SheetField, value: str
) -> None:
    listed = sheet(tmp_path, line, "20-11-2026;21.15;;Havnen;ca. 4;;;Konflikt;;;;AB")
    assert len(listed.rows) == 1
    (problem,) = listed.problems
    assert (problem.row, problem.field, problem.value) == (2, field, value)
    assert value in words.problem(problem)


def test_other_headings_and_spellings_are_found(tmp_path: Path) -> None:
    listed = sheet(
        tmp_path, "20/11;2130;Havnen;Hash/rusmidler, hærværk;Gert og Mona", heads="DATO;Tid;Sted;Kategori;Set af"
    )
    (row,) = listed.rows
    assert (row.day, row.at) == (date(2026, 11, 20), time(21, 30))
    assert row.categories == (Category.DRUGS, Category.VANDALISM)
    assert row.workers == ("Gert", "Mona")


def test_empty_rows_are_passed_over_and_a_table_of_something_else_is_refused(tmp_path: Path) -> None:
    assert sheet(tmp_path, ";;;;;;;;;;;", "20-11-2026;20;;Havnen;;;;Konflikt;;;;AB").rows[0].row == 3
    with pytest.raises(KnownError, match="street_sheet_without_headings"):
        sheet(tmp_path, "1;2;3", heads="Navn;CPR;Adresse")


CELLS = (
    ("Dato", "Start", "Slut", "Sted", "Antal unge", "Tema", "Beskrivelse", "Medarbejdere"),
    ("20-11-2026", "20.00", "", "Havnen", "ca. 10", "Konflikt", "To grupper.", "AB/CD"),
    ("20-11-2026", "21.15", "22.30", "Havnen", "5-6", "Hash/rusmidler", "Lugt af hash.", "AB, CD"),
)


def as_csv() -> bytes:
    return "\r\n".join(";".join(cells) for cells in CELLS).encode("cp1252")


def as_xls() -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet("Ark1")
    for row, cells in enumerate(CELLS):
        for column, cell in enumerate(cells):
            page.write(row, column, cell)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("skema.xlsx", xlsx(CELLS)),
        ("skema.xls", as_xls()),
        ("skema.ods", ods("".join(ods_row(*map(ods_cell, cells)) for cells in CELLS))),
        ("skema.csv", as_csv()),
    ],
)
def test_every_kind_of_file_says_the_same(tmp_path: Path, name: str, data: bytes) -> None:
    workbook = read(written(tmp_path, name, data))
    layout = find_layout(workbook)
    assert layout.is_sure
    first, second = interpret(workbook, layout, TODAY).rows
    assert (first.day, first.at, first.ends, first.size, first.estimated) == (
        date(2026, 11, 20), time(20), None, 10, True,
    )  # fmt: skip
    assert (second.ends, second.size, second.size_to, second.workers) == (time(22, 30), 5, 6, ("AB", "CD"))
    assert second.categories == (Category.DRUGS,)


def test_real_dates_and_times_of_a_workbook_and_of_an_old_one(tmp_path: Path) -> None:
    cells = [list(CELLS[0]), [date(2026, 11, 20), time(20, 45), None, "Havnen", 4, "Konflikt", None, "AB"]]
    new = read(written(tmp_path, "ny.xlsx", xlsx(cells)))
    book = xlwt.Workbook()
    page = book.add_sheet("Ark1")
    for column, heading in enumerate(CELLS[0]):
        page.write(0, column, heading)
    page.write(1, 0, datetime(2026, 11, 20), xlwt.easyxf(num_format_str="dd-mm-yyyy"))
    page.write(1, 1, time(20, 45), xlwt.easyxf(num_format_str="hh:mm"))
    for column, cell in ((3, "Havnen"), (4, 4), (5, "Konflikt"), (7, "AB")):
        page.write(1, column, cell)
    target = io.BytesIO()
    book.save(target)
    old = read(written(tmp_path, "gammel.xls", target.getvalue()))
    for workbook in (new, old):
        (row,) = interpret(workbook, find_layout(workbook), TODAY).rows
        assert (row.day, row.at, row.size) == (date(2026, 11, 20), time(20, 45), 4)


def test_a_date_merged_over_the_rows_of_an_evening_and_ages_under_one_heading(tmp_path: Path) -> None:
    cells = [
        ["Gadeteamet, uge 47"],
        ["Dato", "Tid", "Sted", "Alder", None, "Tema", "Hvem gik turen"],
        [None, None, None, "fra", "til", None, None],
        ["fre. d. 20. nov. 2026", "kl. 20-22", "Havnen", 14, 16, "Konflikt", "Gert & Mona"],
        [None, "ca. kl. 21", "Stationen", 13, None, "Graffiti", "Gert, Mona"],
    ]

    def merge(book: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet) -> None:
        page.merge_range(3, 0, 4, 0, "fre. d. 20. nov. 2026")
        page.merge_range(1, 3, 1, 4, "Alder")

    workbook = read(written(tmp_path, "flettet.xlsx", xlsx(cells, more=merge)))
    listed = interpret(workbook, find_layout(workbook), TODAY)
    assert listed.problems == ()
    first, second = listed.rows
    assert (first.at, first.ends, first.age_from, first.age_to) == (time(20), time(22), 14, 16)
    assert first.workers == second.workers == ("Gert", "Mona")
    assert (second.day, second.at, second.ends, second.age_from) == (date(2026, 11, 20), time(21), None, 13)


@pytest.mark.parametrize(
    ("text", "workers"),
    [
        ("AB/CD", ("AB", "CD")),
        ("AB, CD", ("AB", "CD")),
        ("AB & CD", ("AB", "CD")),
        ("AB og CD", ("AB", "CD")),
        ("AB CD", ("AB", "CD")),
        ("AB-CD", ("AB", "CD")),
        ("AB + CD; EF", ("AB", "CD", "EF")),
        ("Gert med Mona", ("Gert", "Mona")),
        ("Bo Byeksempel", ("Bo Byeksempel",)),
        ("Anne-Marie", ("Anne-Marie",)),
    ],
)
def test_workers_are_told_apart(tmp_path: Path, text: str, workers: tuple[str, ...]) -> None:
    workbook = read(written(tmp_path, "hold.xlsx", xlsx([CELLS[0], (*CELLS[1][:7], text)])))
    (row,) = interpret(workbook, find_layout(workbook), TODAY).rows
    assert row.workers == workers


@pytest.mark.parametrize(
    ("told", "starts", "ends"),
    [
        ("kl. 20-22", time(20), time(22)),
        ("20.30 - 23.15", time(20, 30), time(23, 15)),
        ("fra kl. 20 til kl. 22", time(20), time(22)),
        ("2130", time(21, 30), None),
        ("ca. 21", time(21), None),
        ("23.00–24.00", time(23), time(0)),
    ],
)
def test_a_span_in_one_cell_is_a_start_and_an_end(tmp_path: Path, told: str, starts: time, ends: time | None) -> None:
    listed = sheet(tmp_path, f"20-11-2026;{told};Havnen;Konflikt;AB", heads="Dato;Tidsrum;Sted;Tema;Medarbejder")
    (row,) = listed.rows
    assert (row.at, row.ends) == (starts, ends)


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("Hash/rusmidler, hærværk", (Category.DRUGS, Category.VANDALISM)),
        ("Konflikt og lattergas", (Category.CONFLICT, Category.DRUGS)),
        ("Butik og erhverv", (Category.SHOP,)),
        ("konflikt/utryghed", (Category.CONFLICT, Category.INSECURITY)),
        ("Samling af unge + knallert", (Category.GATHERING, Category.MOPEDS)),
    ],
)
def test_several_themes_in_a_cell(tmp_path: Path, text: str, themes: tuple[Category, ...]) -> None:
    (row,) = sheet(tmp_path, f"20-11-2026;20;;Havnen;;;;{text};;;;AB").rows
    assert row.categories == themes


def test_ages_and_sizes_in_words(tmp_path: Path) -> None:
    (row,) = sheet(tmp_path, "20-11-2026;20;;Havnen;ingen;14-16 år;;Konflikt;4/5;;;AB").rows
    assert (row.size, row.age_from, row.age_to, row.mood) == (0, 14, 16, 4)


def test_columns_can_be_pointed_out_and_are_known_by_their_headings(tmp_path: Path) -> None:
    path = tmp_path / "eget.csv"
    path.write_text("Dato;Kl;Sted;Hvad;Makker\n20-11-2026;20;Havnen;Konflikt;AB\n", encoding="utf-8")
    workbook = read(path)
    layout = find_layout(workbook)
    assert (layout.missing, layout.is_sure) == ((SheetField.THEME, SheetField.WORKERS), False)
    pointed = with_columns(workbook, layout, {**layout.columns, SheetField.THEME: 3, SheetField.WORKERS: 4, "x": 9})
    assert (pointed.missing, pointed.signature) == ((), layout.signature)
    (row,) = interpret(workbook, pointed, TODAY).rows
    assert (row.categories, row.workers) == ((Category.CONFLICT,), ("AB",))


def test_a_sheet_without_headings_is_read_by_pointing(tmp_path: Path) -> None:
    path = tmp_path / "uden.csv"
    path.write_text("20-11-2026;20;Havnen;Konflikt;AB\n21-11-2026;20;Havnen;Konflikt;AB\n", encoding="utf-8")
    workbook = read(path)
    layout = best_of(workbook, 0)
    assert (layout.header_row, layout.columns, layout.signature) == (NO_HEADINGS, {}, "")
    assert layout_at(workbook, 0, NO_HEADINGS) == layout
    fields = (SheetField.DAY, SheetField.STARTS, SheetField.PLACE, SheetField.THEME, SheetField.WORKERS)
    pointed = with_columns(workbook, layout, {field: at for at, field in enumerate(fields)})
    assert len(interpret(workbook, pointed, TODAY).rows) == 2


def test_a_mended_row_is_read_and_tells_the_next_thing_wrong(tmp_path: Path) -> None:
    path = tmp_path / "skema.csv"
    path.write_text(f"{HEADS}\n31-02-2026;sent;;Havnen;3;;;Konflikt;;;;AB\n", encoding="utf-8")
    workbook = read(path)
    layout = find_layout(workbook)
    (problem,) = interpret(workbook, layout, TODAY).problems
    assert problem.values[SheetField.STARTS] == "sent"
    half = {2: {SheetField.DAY: "20-11-2026"}}
    (still,) = interpret(workbook, layout, TODAY, half).problems
    assert still.field is SheetField.STARTS
    said = values_of(workbook, layout, 2, half)
    assert (said[SheetField.DAY], said[SheetField.STARTS]) == ("20-11-2026", "sent")
    assert isinstance(interpret_values(said, 2, TODAY), SheetProblem)
    whole = {2: {**half[2], SheetField.STARTS: "20"}}
    (row,) = interpret(workbook, layout, TODAY, whole).rows
    assert row == interpret_values(values_of(workbook, layout, 2, whole), 2, TODAY)
    assert isinstance(row, SheetRow)
