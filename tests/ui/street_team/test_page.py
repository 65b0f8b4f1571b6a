"""The page of the street team: an evening typed by keyboard alone, numbers that open what lies behind, names asked."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sspdesk.domain.street_counts import Filter
from sspdesk.domain.street_team import Category, ObservationState
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared.dialogs import ConfirmDialog
from sspdesk.ui.street_team.charts import Shown
from sspdesk.ui.street_team.dialogs import ObservationDialog
from sspdesk.ui.street_team.page import StreetTeamPage
from sspdesk.ui.theme import Theme
from tests.services.street_world import EVENING, Streets, see


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, context: PageContext, streets: Streets) -> Iterator[StreetTeamPage]:
    page = StreetTeamPage(context)
    context.operations.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1174, 690)
    page.show()
    page.activate()
    yield page
    for dialog in QApplication.topLevelWidgets():
        if dialog is not page and dialog.isVisible():
            dialog.close()


def dialog(kind: type[ConfirmDialog] | type[ObservationDialog]) -> ConfirmDialog | ObservationDialog:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def type_row(qtbot: QtBot, page: StreetTeamPage, *typed: str) -> None:
    """Type what changes from row to row (time, theme, size, text), and press Enter."""
    at, kind, size, text = typed
    entry = page.entry
    entry.time_edit.selectAll()
    qtbot.keyClicks(entry.time_edit, at)
    line = entry.theme_combo.line
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, kind)
    line.editingFinished.emit()
    qtbot.keyClicks(entry.size_edit, size)
    qtbot.keyClicks(entry.text_edit, text)
    qtbot.keyClick(entry.text_edit, Qt.Key.Key_Return)


def begin_evening(qtbot: QtBot, page: StreetTeamPage) -> None:
    entry = page.entry
    entry.day_edit.selectAll()
    qtbot.keyClicks(entry.day_edit, "20/11")
    qtbot.keyClicks(entry.workers_edit, "GG/mona")
    line = entry.place_combo.line
    assert line is not None
    qtbot.keyClicks(line, "Havnen")
    line.editingFinished.emit()


def test_an_evening_is_typed_with_the_keyboard_alone(
    qtbot: QtBot, page: StreetTeamPage, workspace: Workspace, streets: Streets
) -> None:
    begin_evening(qtbot, page)
    type_row(qtbot, page, "20.30", "Konflikt", "ca. 10", "To grupper.")
    assert page.entry.time_edit.value == time(20, 45)
    type_row(qtbot, page, "2110", "Positiv aktivitet", "5-6", "God snak.")
    assert (page.entry.day_edit.value, page.entry.place_combo.value) == (EVENING, streets.harbour)
    assert page.entry.workers_edit.value == streets.workers
    assert page.entry.text_edit.text() == ""
    first, second = workspace.run(lambda uow: uow.observations.all())
    assert (first.at, first.size, first.estimated, first.categories) == (time(20, 30), 10, True, (Category.CONFLICT,))
    assert (second.at, second.size, second.size_to, second.text) == (time(21, 10), 5, 6, "God snak.")
    assert first.shift_id == second.shift_id
    assert page.table.model.rowCount() == 2


def test_enter_goes_to_what_is_missing(qtbot: QtBot, page: StreetTeamPage, workspace: Workspace) -> None:
    begin_evening(qtbot, page)
    type_row(qtbot, page, "20.30", "", "mange", "Hvor mange?")
    assert workspace.run(lambda uow: uow.observations.count()) == 0
    assert page.entry.theme_combo.property("invalid")
    assert page.entry.size_edit.property("invalid")
    assert not page.entry.time_edit.property("invalid")


def test_a_name_is_asked_about_and_mending_stores_nothing(
    qtbot: QtBot, page: StreetTeamPage, workspace: Workspace
) -> None:
    begin_evening(qtbot, page)
    type_row(qtbot, page, "20.30", "Konflikt", "3", "Testine var med.")
    asked = dialog(ConfirmDialog)
    assert isinstance(asked, ConfirmDialog)
    asked.keep_button.click()
    assert workspace.run(lambda uow: uow.observations.count()) == 0
    assert page.entry.text_edit.text() == "Testine var med."
    page.entry.enter()
    again = dialog(ConfirmDialog)
    assert isinstance(again, ConfirmDialog)
    again.verb_button.click()
    assert workspace.run(lambda uow: uow.observations.count()) == 1


def test_a_number_opens_the_observations_behind_it(
    qtbot: QtBot, page: StreetTeamPage, workspace: Workspace, streets: Streets
) -> None:
    workspace.run(lambda uow: see(uow, streets, at=time(20, 30)))
    workspace.run(lambda uow: see(uow, streets, at=time(16, 30), place_id=streets.harbour))
    page.activate()
    for shown in Shown:
        page.hours.switch.set_value(shown)
        page.hours.switch.value_changed.emit(shown)
        for spot in page.hours.chart.chart.spots:
            page.hours.chart.opened.emit(spot.key)
            number = int(spot.name.rpartition(": ")[2].split()[0])
            assert page.table.model.rowCount() == number, spot.name
    assert page.all_button.isVisible()
    page.all_button.click()
    assert page.table.model.rowCount() == 2


def test_filters_narrow_charts_and_rows(page: StreetTeamPage, workspace: Workspace, streets: Streets) -> None:
    workspace.run(lambda uow: see(uow, streets))
    workspace.run(lambda uow: see(uow, streets, place_id=streets.harbour, worker_ids=streets.workers[:1]))
    page.activate()
    for combo, value, expected in (
        (page.filters.place_combo, streets.harbour, 1),
        (page.filters.place_combo, "area:Bymidten", 1),
        (page.filters.worker_combo, streets.workers[1], 1),
        (page.filters.theme_combo, Category.DRUGS, 0),
        (page.filters.hours_combo, 2, 2),
    ):
        combo.set_value(value)
        assert page.table.model.rowCount() == expected
        page.filters.reset()
    assert page.filters.value == Filter(span=page.filters.value.span)
    assert page.table.model.rowCount() == 2


def test_an_observation_is_changed_read_and_deleted(
    page: StreetTeamPage, workspace: Workspace, streets: Streets
) -> None:
    seen = workspace.run(lambda uow: see(uow, streets))
    page.activate()
    page.read_button.click()
    assert workspace.run(lambda uow: uow.observations.get(seen.id)).state is ObservationState.REVIEWED
    page.table.opened.emit(page.table.model.record(0))
    editor = dialog(ObservationDialog)
    assert isinstance(editor, ObservationDialog)
    editor.form.set_value("size", "5-6")
    editor.form.set_value("age", "14-16")
    editor.chips.chips[Category.CONFLICT].setChecked(True)
    editor.save_button.click()
    stored = workspace.run(lambda uow: uow.observations.get(seen.id))
    assert (stored.size, stored.size_to, stored.age_from, stored.age_to) == (5, 6, 14, 16)
    assert stored.categories == (Category.GATHERING, Category.CONFLICT)
    assert stored.day == date(2026, 11, 20)
    page.table.opened.emit(page.table.model.record(0))
    again = dialog(ObservationDialog)
    assert isinstance(again, ObservationDialog)
    again.remove_button.click()
    assert workspace.run(lambda uow: uow.observations.count()) == 0


class Typist:
    """Types into whatever has the focus, as fingers do, and counts what is not text."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.others = 0

    def type(self, text: str) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        self._qtbot.keyClicks(widget, text)

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            widget = QApplication.activePopupWidget() or QApplication.focusWidget()
            assert widget is not None
            self.others += 1
            self._qtbot.keyClick(widget, key, modifier)


TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return
SHEET = (
    ("20", "sta", "konf", "8", "Skænderi ved læskuret."), ("2015", "", "latter", "5-6", "Tomme patroner."),
    ("", "", "posi", "4", "God snak om klubben."), ("", "hav", "sam", "ca. 12", "Musik og bål."),
    ("2110", "", "utryg", "2", "Ældre går udenom."), ("", "", "hærv", "", "Maling på bænken."),
    ("", "", "posi", "6", "Fodbold."), ("2150", "mads", "knal", "3", "To knallerter."),
    ("", "", "sam", "10", "Venter på bussen."), ("", "sta", "butik", "", "Butikken er glad."),
    ("2245", "", "mørk", "", "Lampen er slukket."), ("", "", "konf", "7", "Råb, faldt til ro."),
)  # fmt: skip
"""A paper sheet: time where it is not a quarter later, place where it is another one, theme, count, text."""


def test_twelve_observations_of_a_paper_sheet_need_five_keys_each_beside_the_words(
    qtbot: QtBot, page: StreetTeamPage, workspace: Workspace, streets: Streets
) -> None:
    page.activateWindow()
    typist = Typist(qtbot)
    page.entry.day_edit.setFocus()
    page.entry.day_edit.selectAll()
    typist.type("20/11")
    typist.press(TAB)
    typist.type("gg/mm")
    typist.press(TAB)
    for at, place, kind, size, text in SHEET:
        if at:
            typist.type(at)
        typist.press(TAB)
        if place:
            typist.type(place)
        typist.press(TAB)
        typist.type(kind)
        typist.press(TAB)
        typist.type(size)
        typist.press(TAB)
        typist.type(text)
        typist.press(ENTER)
        assert QApplication.focusWidget() is page.entry.time_edit, "the next row begins by itself"
    stored = workspace.run(lambda uow: sorted(uow.observations.all(), key=lambda one: one.id))
    assert [one.text for one in stored] == [row[-1] for row in SHEET]
    assert [f"{one.at:%H%M}" for one in stored] == [
        "2000", "2015", "2030", "2045", "2110", "2125", "2140", "2150", "2205", "2220", "2245", "2300",
    ]  # fmt: skip
    assert [one.place_id for one in stored][2:8:5] == [streets.station, streets.square]
    assert {one.day for one in stored} == {EVENING}
    assert typist.others == 2 + 5 * len(SHEET)
    words = sum(len(part) for row in SHEET for part in row) + len("20/11gg/mm")
    assert typist.others + words < 2 * 60 * 4, "four keys a second for two minutes"


def test_the_rest_of_a_sheet_is_written_in_the_observation(
    qtbot: QtBot, page: StreetTeamPage, workspace: Workspace, streets: Streets
) -> None:
    begin_evening(qtbot, page)
    entry = page.entry
    qtbot.keyClicks(entry.time_edit, "2030")
    line = entry.theme_combo.line
    assert line is not None
    qtbot.keyClicks(line, "Konflikt")
    line.editingFinished.emit()
    qtbot.keyClick(entry.text_edit, ENTER, Qt.KeyboardModifier.ControlModifier)
    opened = dialog(ObservationDialog)
    assert isinstance(opened, ObservationDialog)
    opened.form.set_value("mood", 2)
    opened.form.set_value("age", "14-16")
    opened.save_button.click()
    (stored,) = workspace.run(lambda uow: uow.observations.all())
    assert (stored.mood, stored.age_from, stored.age_to, stored.categories) == (2, 14, 16, (Category.CONFLICT,))
    assert entry.time_edit.value == time(20, 45)
