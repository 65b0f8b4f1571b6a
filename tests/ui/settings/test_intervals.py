"""The panel of deadlines: own amounts are kept, defaults are not, and no interval is of no length."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from sspdesk.domain.settings import Settings
from sspdesk.services import settings
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.settings.intervals_panel import IntervalsPanel
from sspdesk.ui.theme import Theme


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme) -> IntervalsPanel:
    made = IntervalsPanel()
    qtbot.addWidget(made)
    made.show_settings(Settings(), ())
    return made


def test_the_defaults_are_shown_with_their_unit_and_where_they_come_from(panel: IntervalsPanel) -> None:
    assert panel.form.value("tilbud_om_samtale") == 7
    assert panel.form.row("tilbud_om_samtale").help_label.text() == "dage · forslag"
    assert panel.form.row("kvittering").help_label.text() == "hverdage · barnets lov"
    assert panel.values() == {"intervals": {}, "reoffers": {}}


def test_an_own_amount_is_kept_and_the_default_put_back_is_not(panel: IntervalsPanel, workspace: Workspace) -> None:
    panel.form.set_value("tilbud_om_samtale", 10)
    panel.form.set_value("samtykke_fornyes", 14)
    panel.form.set_value("forebyggende", 2)
    said = panel.values()
    assert said == {
        "intervals": {"tilbud_om_samtale": 10, "samtykke_fornyes": -14},
        "reoffers": {"forebyggende": 2},
    }
    workspace.run(lambda uow: settings.save(uow, replace(settings.load(uow), municipality="Havnsø", **said)))
    stored = workspace.run(settings.load)
    panel.show_settings(stored, ())
    assert panel.values() == said
    panel.form.set_value("tilbud_om_samtale", 7)
    assert panel.values()["intervals"] == {"samtykke_fornyes": -14}


def test_a_number_that_cannot_be_read_leaves_what_is_stored(panel: IntervalsPanel) -> None:
    panel.show_settings(replace(Settings(), intervals={"samtale_afholdt": 30}), ())
    panel.form.row("samtale_afholdt").widget.setText("x")
    assert panel.values()["intervals"] == {"samtale_afholdt": 30}
