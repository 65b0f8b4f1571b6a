"""The blank shift sheet: a page on paper, and a form that imports back without choosing columns."""

from datetime import date
from pathlib import Path

import xlsxwriter

from sspdesk.domain.street_list import SheetField
from sspdesk.domain.street_team import Category
from sspdesk.exchange.street_list.headings import find_layout
from sspdesk.exchange.street_list.reading import interpret
from sspdesk.exchange.tables.reading import read
from sspdesk.labels import street_import as words
from sspdesk.labels import street_team as team_words
from sspdesk.services import street_sheet
from sspdesk.storage.workspace import Workspace
from tests.reports import layout
from tests.services.street_world import make_streets


def test_the_sheet_has_six_observations_on_one_page_with_every_theme(workspace: Workspace) -> None:
    workspace.run(make_streets)
    pdf = workspace.run(street_sheet.blank).render()
    (text,) = layout.texts(pdf)
    for category in Category:
        assert text.count(team_words.category(category)) == 6
    assert "Stationen" in text
    assert [layout.collisions(page) for page in layout.glyphs(pdf)] == [[]]


def test_every_heading_of_the_form_is_known_to_the_import(workspace: Workspace, tmp_path: Path) -> None:
    workspace.run(make_streets)
    path = tmp_path / street_sheet.FORM_NAME
    path.write_bytes(workspace.run(street_sheet.empty_form))
    layout_ = find_layout(read(path))
    assert layout_.missing == ()
    assert list(layout_.columns) == list(SheetField)
    assert [layout_.columns[field] for field in SheetField] == list(range(len(SheetField)))


def test_a_form_filled_in_with_every_theme_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "udfyldt.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Observationer")
    for column, field in enumerate(SheetField):
        sheet.write_string(0, column, words.field(field))
    for row, category in enumerate(Category, start=1):
        filled = {
            SheetField.DAY: "20-11-2026", SheetField.STARTS: "20:15", SheetField.PLACE: "Stationen",
            SheetField.SIZE: "5-6", SheetField.THEME: team_words.category(category), SheetField.WORKERS: "GG/MM",
            SheetField.SITUATIONAL: "Lampen er slukket", SheetField.FOLLOW_UP: "Ring til driften",
        }  # fmt: skip
        for field, value in filled.items():
            sheet.write_string(row, list(SheetField).index(field), value)
    book.close()
    workbook = read(path)
    listed = interpret(workbook, find_layout(workbook), date(2026, 11, 23))
    assert listed.problems == ()
    assert [row.categories for row in listed.rows] == [(one,) for one in Category]
    assert {(row.situational, row.follow_up) for row in listed.rows} == {("Lampen er slukket", "Ring til driften")}
