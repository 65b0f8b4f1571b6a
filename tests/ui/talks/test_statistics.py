"""The figures on the page of talks: by keyboard to a number, Enter to the talks behind it, on paper, or none at all."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sspdesk.domain.street_counts import Span
from sspdesk.domain.talks import TalkState
from sspdesk.services import talks
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.shared.pdf_preview import PdfPreview
from sspdesk.ui.talks.statistics import Shown, periods
from tests.services.talk_world import begin, lead_to, step
from tests.ui.shared.test_accessibility import unnamed
from tests.ui.talks.conftest import Desk


def _fill(workspace: Workspace, desk: Desk) -> None:
    for state in (TalkState.CLOSED, TalkState.DECLINED, TalkState.OFFERED):
        lead_to(workspace, begin(workspace, desk.family).id, state)


@pytest.fixture
def figures(desk: Desk, workspace: Workspace) -> Desk:
    """The page with its figures of three talks."""
    _fill(workspace, desk)
    desk.page.activate()
    desk.page.show_statistics()
    return desk


def test_arrows_go_from_figure_to_figure_and_enter_opens_the_talks_behind(qtbot: QtBot, figures: Desk) -> None:
    page = figures.page
    chart = page.statistics.figures.chart
    names = [spot.name for spot in chart.chart.spots]
    assert names[:3] == ["Samtaler tilbudt: 3 samtaler", "Sagt ja: 1 samtale", "Sagt nej: 1 samtale"]
    chart.setFocus()
    for _turn in range(2):
        qtbot.keyClick(chart, Qt.Key.Key_Down)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert page.side_control.value == "talks"
    assert page.stack.currentWidget() is page.splitter
    rows = [page.list.table.model.item(row) for row in range(page.list.table.model.rowCount())]
    assert [row.talk.state for row in rows] == [TalkState.DECLINED]
    assert page.list.behind_label.text() == "Sagt nej · Skoleåret 2026/2027"
    page.list.behind_button.click()
    assert page.list.behind_line.isHidden()
    states = {page.list.table.model.item(row) for row in range(page.list.table.model.rowCount())}
    assert TalkState.DECLINED not in {getattr(row, "talk", None) and row.talk.state for row in states}


def test_a_click_on_a_column_opens_its_quarter(qtbot: QtBot, figures: Desk) -> None:
    page = figures.page
    chart = page.statistics.quarters.chart
    (offered, held) = (spot for spot in chart.chart.spots if "4. kvartal" in spot.name)
    assert offered.name == "4. kvartal 2026, Samtaler tilbudt: 3 samtaler"
    rect = chart.visualRect(chart.model().index(chart.chart.spots.index(held), 0))
    qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=rect.center() + QPoint(0, 1))
    assert page.list.behind_label.text() == "Samtaler afholdt · 4. kvartal 2026"
    assert page.list.table.model.rowCount() == 1


def test_the_table_counts_by_school_and_by_quarter(figures: Desk) -> None:
    table = figures.page.statistics.table
    assert "Prøveskolen, Tilbudt: 3 samtaler" in [spot.name for spot in table.chart.chart.spots]
    table.switch.set_value(Shown.QUARTERS)
    table.switch.value_changed.emit(Shown.QUARTERS)
    assert "4. kvartal 2026, Afventer svar: 1 samtale" in [spot.name for spot in table.chart.chart.spots]


def test_another_period_counts_anew_and_without_talks_says_what_to_do(figures: Desk) -> None:
    view = figures.page.statistics
    bar = view.period_bar
    bar.period_combo.set_value(periods(date(2026, 11, 23))[1])
    bar.period_combo.value_changed.emit(bar.period_combo.value)
    assert bar.span == Span(first=date(2025, 8, 1), last=date(2026, 7, 31))
    assert view.stack.currentWidget() is view.empty
    view.empty.button.click()
    assert figures.page.stack.currentWidget() is figures.page.splitter


def test_dates_of_ones_own(figures: Desk) -> None:
    bar = figures.page.statistics.period_bar
    bar.period_combo.set_value("own")
    bar.period_combo.value_changed.emit("own")
    assert not bar.first_edit.isHidden()
    bar.first_edit.set_value(date(2026, 11, 30))
    bar.last_edit.set_value(date(2026, 11, 1))
    assert bar.span == Span(first=date(2026, 11, 1), last=date(2026, 11, 30))


def test_the_figures_follow_what_is_done_with_the_talks(figures: Desk, workspace: Workspace) -> None:
    chart = figures.page.statistics.figures.chart
    waiting = next(spot for spot in chart.chart.spots if spot.name.startswith("Afventer"))
    assert waiting.name == "Afventer svar: 1 samtale"
    (offered,) = workspace.run(lambda uow: [one for one in uow.talks.all() if one.state is TalkState.OFFERED])
    figures.context.operations.command(
        figures.page, lambda uow: talks.leave(uow, offered.id, TalkState.CANCELLED, step(TalkState.CANCELLED))
    )
    assert "Svar ukendt: 1 samtale" in [spot.name for spot in chart.chart.spots]


def test_the_paper_is_shown_before_it_leaves(qtbot: QtBot, figures: Desk) -> None:
    figures.page.statistics.period_bar.print_button.click()
    (preview,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, PdfPreview) and one.isVisible()]
    assert preview.windowTitle().startswith("Samtaler: tal")
    preview.close()


def test_everything_says_its_name(figures: Desk) -> None:
    assert unnamed(figures.page.statistics) == []
