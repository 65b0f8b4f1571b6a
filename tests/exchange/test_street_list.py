"""The street team's own sheet is read as it is written; what cannot be read is told with row and value."""

from datetime import date, time
from pathlib import Path

import pytest

from sspdesk.domain.errors import KnownError
from sspdesk.domain.street_list import SheetField, StreetList
from sspdesk.domain.street_team import Category
from sspdesk.exchange.street_list.headings import find_layout
from sspdesk.exchange.street_list.reading import interpret
from sspdesk.exchange.tables.reading import read
from sspdesk.labels import street_import as words

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
