"""The wizard on the team's own sample file: read, asked, stored, and recognised when it comes again."""

from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from sspdesk.domain.street_counts import Filter, Span
from sspdesk.services.street_tendencies import tendencies
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.context import PageContext
from sspdesk.ui.street_team.import_page import DONE, FILE, ROWS, StreetImportPage
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
    assert page.table.model.rowCount() == 60
    form = page.questions.form
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
    assert page.message.isVisible()
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
