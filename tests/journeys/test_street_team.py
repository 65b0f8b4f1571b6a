"""The street team's own sheet from end to end: imported, counted, reported, undone; real worker, real file."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from sspdesk.domain.street_team import Observation
from sspdesk.services.work import UnitOfWork
from sspdesk.ui.papers.flow import PaperFlow
from sspdesk.ui.shared.pdf_preview import PdfPreview
from sspdesk.ui.street_team.import_page import DONE, ROWS, StreetImportPage
from sspdesk.ui.street_team.page import StreetTeamPage
from sspdesk.ui.street_team.report_dialog import ReportDialog
from tests.journeys.conftest import Journey
from tests.reports import layout
from tests.vaults import PASSPHRASE

SHEET = Path(__file__).resolve().parent.parent / "data" / "gadeteam-observationer-okt-nov-2026.xlsx"


def imported(uow: UnitOfWork) -> list[Observation]:
    """Return what came with a sheet."""
    return [one for one in uow.observations.all() if one.import_id is not None]


@pytest.mark.journey
def test_a_sheet_is_imported_counted_reported_and_undone(journey: Journey) -> None:
    journey.start()
    journey.unlock(PASSPHRASE)
    window = journey.window
    before = journey.ask(lambda uow: uow.observations.count())
    window.open_page("street_import")
    wizard = window.current_page()
    assert isinstance(wizard, StreetImportPage)
    wizard.open_source(SHEET)
    journey.wait(lambda: wizard.stack.currentIndex() == ROWS)
    journey.press(wizard.footer.primary_button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    journey.wait(lambda: wizard.stack.currentIndex() == DONE)
    seen = journey.ask(imported)
    assert len(seen) == 60
    assert {(one.size, one.size_to, one.estimated) for one in seen} >= {
        (5, 6, False),
        (10, None, True),
        (4, None, False),
    }
    window.open_page("street_team")
    page = window.current_page()
    assert isinstance(page, StreetTeamPage)
    journey.wait(lambda: page.table.model.rowCount() > 0)
    page.report_button.click()
    dialog = journey.shown(ReportDialog)
    journey.wait(lambda: bool(dialog.sentence_boxes))
    dialog.save_button.click()
    preview = journey.shown(PdfPreview)
    (flow,) = page.findChildren(PaperFlow)
    text = " ".join(layout.texts(flow._pdf))
    assert "oktober 2026" in text
    assert "<5" in text
    assert "Fiktiv observation" not in text
    preview.close()
    dialog.close()
    journey.desk._operations.undo()
    journey.wait(lambda: not journey.ask(imported))
    assert journey.ask(lambda uow: uow.observations.count()) == before
