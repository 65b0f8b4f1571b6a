"""The wizard on the team's own sample file: read, asked, stored, and recognised when it comes again."""

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from sspdesk.domain.street_counts import Filter, Span
from sspdesk.domain.street_list import SheetField
from sspdesk.services.street_tendencies import tendencies
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.context import PageContext
from sspdesk.ui.street_team.import_page import COLUMNS, DONE, FILE, ROWS, StreetImportPage
from sspdesk.ui.street_team.import_rows import State
from sspdesk.ui.street_team.mend_dialog import MendDialog
from sspdesk.ui.theme import Theme
from tests.services.street_world import Streets

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "gadeteam-observationer-okt-nov-2026.xlsx"


def make_page(qtbot: QtBot, context: PageContext) -> StreetImportPage:
    page = StreetImportPage(context)
    qtbot.addWidget(page)
    page.resize(1174, 690)
    page.show()
    return page


def test_the_sample_comes_in_from_end_to_end(
    qtbot: QtBot, theme: Theme, context: PageContext, streets: Streets, workspace: Workspace
) -> None:
    page = make_page(qtbot, context)
    page.open_source(SAMPLE)
    assert page.stack.currentIndex() == ROWS
    assert page.rows_step.table.model.rowCount() == 60
    form = page.rows_step.questions.form
    assert form is not None
    form.set_value("place_0", streets.harbour)
    page.footer.primary_button.click()
    assert page.stack.currentIndex() == DONE
    assert workspace.run(lambda uow: uow.observations.count()) == 60
    autumn = Span(first=date(2026, 10, 1), last=date(2026, 11, 30))
    view = workspace.run(lambda uow: tendencies(uow, Filter(span=autumn)))
    assert view.total == 60
    page.open_all()
    page.open_source(SAMPLE)
    assert page.rows_step.message.isVisible()
    page.footer.primary_button.click()
    assert page.stack.currentIndex() == ROWS, "every row is known, nothing is stored"
    assert workspace.run(lambda uow: uow.observations.count()) == 60


def test_a_file_without_the_headings_is_refused_and_another_can_be_chosen(
    qtbot: QtBot, theme: Theme, context: PageContext, streets: Streets, tmp_path: Path
) -> None:
    other = tmp_path / "andet.csv"
    other.write_text("Navn;CPR\nTestine;010112\n", encoding="utf-8")
    page = make_page(qtbot, context)
    page.open_source(other)
    assert page.stack.currentIndex() == FILE
    assert page.file_step.message.isVisible()


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, context: PageContext) -> StreetImportPage:
    return make_page(qtbot, context)


def written(tmp_path: Path, text: str, name: str = "skema.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def states(page: StreetImportPage) -> dict[int, State]:
    return {line.number: line.state for line in page.rows_step._lines()}


def mending(page: StreetImportPage, row: int) -> MendDialog:
    assert page.rows_step.table.select(lambda line: line.number == row)
    current = page.rows_step.table.current
    assert current is not None
    page.rows_step.table.opened.emit(current)
    return [one for one in page.findChildren(MendDialog) if one.isVisible()][-1]


OWN = "Dato;Kl;Sted;Hvad;Makker\n20-11-2026;20;Stationen;Konflikt;GG\n21-11-2026;21;Stationen;Graffiti;MM\n"


def test_columns_are_pointed_out_by_hand_and_remembered(
    page: StreetImportPage, streets: Streets, workspace: Workspace, tmp_path: Path
) -> None:
    page.open_source(written(tmp_path, OWN))
    assert page.stack.currentIndex() == COLUMNS
    step = page.columns_step
    assert step.message.isVisible()
    page.footer.primary_button.click()
    assert page.stack.currentIndex() == COLUMNS, "theme and workers are not known yet"
    step.columns.combos[3].set_value(SheetField.THEME)
    step.columns.combos[4].set_value(SheetField.THEME)
    assert [combo.value for combo in step.columns.combos[3:]] == [None, SheetField.THEME], "a field has one column"
    step.columns.combos[3].set_value(SheetField.THEME)
    step.columns.combos[4].set_value(SheetField.WORKERS)
    assert not step.message.isVisible()
    page.footer.primary_button.click()
    assert page.stack.currentIndex() == ROWS
    assert states(page) == {2: State.NEW, 3: State.NEW}
    page.footer.primary_button.click()
    assert workspace.run(lambda uow: uow.observations.count()) == 2
    page.open_all()
    page.open_source(written(tmp_path, OWN.replace("21-11", "22-11"), "naeste.csv"))
    assert page.stack.currentIndex() == ROWS, "the same headings are understood without asking"
    assert states(page) == {2: State.KNOWN, 3: State.NEW}


HEADS = "Dato;Start;Sted;Tema;Beskrivelse;Medarbejdere\n"


def test_a_row_that_cannot_be_read_is_mended_before_it_is_stored(
    page: StreetImportPage, streets: Streets, workspace: Workspace, tmp_path: Path
) -> None:
    rows = "31-02-2026;sent;Stationen;Fodbold;;GG\n20-11-2026;20;Stationen;Konflikt;;GG\n"
    page.open_source(written(tmp_path, HEADS + rows))
    assert states(page) == {2: State.UNREADABLE, 3: State.NEW}
    assert page.footer.problem_button.isVisible()
    page.footer.problem_button.click()
    dialog = [one for one in page.findChildren(MendDialog) if one.isVisible()][-1]
    for field, text in ((SheetField.DAY, "20-11-2026"), (SheetField.STARTS, "21.30"), (SheetField.THEME, "Positiv")):
        assert dialog.form.row(field).has_problem
        dialog.form.set_value(field, text)
        dialog.save_button.click()
    assert dialog.form.row(SheetField.THEME).has_problem
    dialog.form.set_value(SheetField.THEME, "Positiv aktivitet")
    dialog.save_button.click()
    assert states(page) == {2: State.NEW, 3: State.NEW}
    assert not page.footer.problem_button.isVisible()
    assert page.rows_step.table.current is not None
    assert page.rows_step.table.current.number == 2
    page.footer.primary_button.click()
    stored = workspace.run(lambda uow: [one.at.hour for one in uow.observations.all()])
    assert sorted(stored) == [20, 21]


def test_rows_are_skipped_and_taken_along_with_one_key(
    page: StreetImportPage, streets: Streets, workspace: Workspace, tmp_path: Path
) -> None:
    rows = (
        "20-11-2026;20;Stationen;Konflikt;Talte med Testine;GG\n"
        "20-11-2026;21;Stationen;Konflikt;;GG\n31-02-2026;21;Stationen;Konflikt;;GG\n"
    )
    page.open_source(written(tmp_path, HEADS + rows))
    assert states(page) == {4: State.UNREADABLE, 2: State.NAMED, 3: State.NEW}
    for row, wanted in ((3, State.SKIPPED), (3, State.NEW), (4, State.SKIPPED), (4, State.UNREADABLE)):
        page.rows_step.table.select(lambda line, row=row: line.number == row)
        page.rows_step.toggle()
        assert states(page)[row] is wanted
    page.rows_step.table.select(lambda line: line.number == 2)
    page.rows_step.toggle()
    assert states(page)[2] is State.NAMED, "a name is never taken along by one key"
    dialog = mending(page, 2)
    dialog.choose_button.click()
    assert states(page)[2] is State.NEW
    dialog = mending(page, 3)
    dialog.choose_button.click()
    assert states(page)[3] is State.SKIPPED
    page.footer.primary_button.click()
    assert workspace.run(lambda uow: [one.text for one in uow.observations.all()]) == ["Talte med Testine"]


def test_mending_the_text_takes_the_name_away_and_keeps_the_answers(
    page: StreetImportPage, streets: Streets, workspace: Workspace, tmp_path: Path
) -> None:
    page.open_source(written(tmp_path, f"{HEADS}20-11-2026;20;Kajen;Konflikt;Talte med Testine;GG\n"))
    form = page.rows_step.questions.form
    assert form is not None
    form.set_value("place_0", streets.harbour)
    dialog = mending(page, 2)
    dialog.form.set_value(SheetField.TEXT, "Talte med en ung")
    dialog.save_button.click()
    assert states(page) == {2: State.NEW}
    page.footer.primary_button.click()
    (stored,) = workspace.run(lambda uow: uow.observations.all())
    assert (stored.text, stored.place_id) == ("Talte med en ung", streets.harbour)
