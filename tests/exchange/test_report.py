"""The JSON of ``read-list``, exactly as the command line promises it."""

import json
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from sspdesk.domain.police_list import Field
from sspdesk.exchange.police_list.report import PROBLEM_CODES, read_list_report
from sspdesk.labels.police_list import ERRORS, field_label
from tests.exchange.lists import DATA, TODAY, written, xlsx

ROW_KEYS = [
    "row", "first_name", "last_name", "birth_date", "cpr", "contact_date", "contact_time", "role", "role_text", "place",
    "text", "reference", "school", "address", "talk_recommended", "protected", "note",
]  # fmt: skip


def test_a_whole_report() -> None:
    report = read_list_report(DATA / "politiliste-2026-12-09.csv", TODAY)
    assert list(report) == ["file", "sheet", "header_row", "columns", "rows", "problems"]
    assert {key: report[key] for key in ("file", "sheet", "header_row", "columns", "problems")} == {
        "file": "politiliste-2026-12-09.csv", "sheet": None, "header_row": 1, "problems": [],
        "columns": {
            "first_name": "Fornavn", "last_name": "Efternavn", "cpr": "CPR-nr.", "contact_date": "Hændelsesdato",
            "role": "Rolle", "text": "Gerning", "reference": "Journalnummer",
        },
    }  # fmt: skip
    rows = report["rows"]
    assert isinstance(rows, list)
    assert len(rows) == 9
    assert json.loads(json.dumps(rows[4])) == dict(
        zip(
            ROW_KEYS,
            [
                6, "Mohammed", "Skabelonsen", "2017-11-08", "0811174004", "2026-11-15", "02:15", "bekymrende_adfaerd",
                "Bekymrende adfærd", None, "Truffet kl. 02.15 i centrum", "0700-10263-12154-26", None, None, None, None,
                None,
            ],
            strict=True,
        )
    )  # fmt: skip


def test_a_full_name_stands_as_both_its_fields() -> None:
    report = read_list_report(DATA / "politiliste-2026-11-25.xlsx", TODAY)
    columns = report["columns"]
    assert isinstance(columns, dict)
    assert (report["sheet"], report["header_row"]) == ("Uge 46-47", 5)
    assert (columns["first_name"], columns["last_name"], columns["birth_date"]) == ("Navn", "Navn", "Født")
    assert set(columns) <= set(ROW_KEYS)
    rows = report["rows"]
    assert isinstance(rows, list)
    assert [row["talk_recommended"] for row in rows if isinstance(row, dict)] == [
        True, False, True, None, True, True, False, True, None, True, True, False, None,
    ]  # fmt: skip
    assert all(isinstance(row, dict) and list(row) == ROW_KEYS for row in rows)


def test_bad_rows_stand_among_the_problems_and_not_among_the_rows(tmp_path: Path) -> None:
    lines = [
        ["Dato", "Navn", "Født"],
        ["11-11-2026", "Demo Testsen", "12-03-2010"],
        ["11-11-2026", "", "12-03-2010"],
        ["31-02-2026", "Ali Testsen", "12-03-2010"],
        ["i går", "Ali Testsen", "12-03-2010"],
        ["11-11-2027", "Ali Testsen", "12-03-2010"],
        ["11-11-2009", "Ali Testsen", "12-03-2010"],
        ["11-11-2026", "Ali Testsen", "31-02-2011"],
        ["11-11-2026", "Ali Testsen", "310211-4321"],
    ]
    report = read_list_report(written(tmp_path, "liste.xlsx", xlsx(lines)), TODAY)
    rows, problems = report["rows"], report["problems"]
    assert isinstance(rows, list)
    assert isinstance(problems, list)
    assert [row["row"] for row in rows if isinstance(row, dict)] == [2]
    found = [(problem["row"], problem["code"]) for problem in problems if isinstance(problem, dict)]
    assert found == [
        (3, "name_missing"), (4, "contact_date_impossible"), (5, "contact_date_unreadable"), (6, "contact_in_future"),
        (7, "contact_before_birth"), (8, "birth_date_impossible"), (9, "cpr_date"),
    ]  # fmt: skip
    assert problems[1] == {
        "row": 4,
        "code": "contact_date_impossible",
        "message": "Række 4: Datoen 31-02-2026 findes ikke. Ret den, eller spring rækken over.",
    }


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("vaek.xlsx", None, "list_missing"),
        ("tom.csv", b"", "list_empty"),
        ("scan.xlsx", b"%PDF-1.7", "list_not_as_named"),
        ("liste.csv", b"Dato;Navn\r\n", "list_only_headings"),
        ("liste.csv", b"Dato;Rolle\r\n11.11;Vidne\r\n", "list_no_name_column"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem_without_a_row(
    tmp_path: Path, name: str, data: bytes | None, code: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    report = read_list_report(path, TODAY)
    problems = report.pop("problems")
    assert report == {"file": name, "sheet": None, "header_row": None, "columns": {}, "rows": []}
    assert isinstance(problems, list)
    (problem,) = problems
    assert isinstance(problem, dict)
    assert (problem["row"], problem["code"]) == (None, code)
    assert str(problem["message"]).endswith(".")
    assert str(tmp_path) not in str(problem["message"])


def test_a_second_list_in_the_file_is_a_problem_without_a_row(tmp_path: Path) -> None:
    def more(book: xlsxwriter.Workbook, _page: Worksheet) -> None:
        page = book.add_worksheet("Uge 47")
        page.write_row(0, 0, ["Dato", "Navn"])
        page.write_row(1, 0, ["12.11.2026", "Ali Testsen"])

    path = written(tmp_path, "liste.xlsx", xlsx([["Dato", "Navn"], ["11.11.2026", "Demo Testsen"]], more=more))
    report = read_list_report(path, TODAY)
    assert report["problems"] == [
        {
            "row": None,
            "code": "other_list_not_read",
            "message": "»Uge 47« i samme fil ligner også en liste og er ikke læst.",
        }
    ]


def test_every_code_has_its_danish_words_for_the_help() -> None:
    assert {code for code in ERRORS if code.startswith("list_")} <= set(PROBLEM_CODES)
    assert {"name_missing", "cpr_length", "contact_in_future", "other_list_not_read"} <= set(PROBLEM_CODES)
    assert PROBLEM_CODES["name_missing"] == "rækken har intet navn"
    assert {field_label(field) for field in Field} >= {"Navn", "Fødselsdato", "Politiets journalnummer"}


def test_a_list_without_roles_brands_nobody(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Dato;Navn;Født\n11.11.2026;Testine Eksempelsen;19.03.2011\n", encoding="utf-8")
    (row,) = read_list_report(path, TODAY)["rows"]
    assert (row["role"], row["role_text"]) == ("andet", None)
