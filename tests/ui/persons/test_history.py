"""The history dialog: what it shows, and the earlier value that goes back by keyboard."""

from dataclasses import replace
from datetime import date

from sspdesk.domain.persons import Person
from sspdesk.services import persons
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.history.dialog import HistoryDialog, show_person_history
from tests.ui.persons.conftest import Desk

PERSON = Person(first_name="Testine", last_name="Eksempelsen", phone="00 00 00 01", created_on=date(2026, 11, 23))


def _shown(desk: Desk, person: Person) -> HistoryDialog:
    desk.go("persons", person.id)
    desk.page.person.show_history()
    dialog = desk.dialog(HistoryDialog)
    assert isinstance(dialog, HistoryDialog)
    return dialog


def _words(dialog: HistoryDialog) -> list[list[str]]:
    model, columns = dialog.table.model, dialog.table.model.columns
    rows = (model.record(number) for number in range(model.rowCount()))
    return [[column.cell(row).words for column in columns[2:]] for row in rows if row is not None]


def test_an_earlier_value_is_shown_and_goes_back(desk: Desk, workspace: Workspace) -> None:
    stored = workspace.run(lambda uow: persons.save_person(uow, PERSON)).value
    workspace.run(lambda uow: persons.save_person(uow, replace(stored, phone="00 00 00 02")))
    dialog = _shown(desk, stored)
    assert _words(dialog) == [["Telefon Person", "00 00 00 01", "00 00 00 02"], ["Oprettet Person", "", ""]]
    dialog.table.select(lambda row: row.can_go_back)
    dialog.restore_button.click()
    assert workspace.run(lambda uow: uow.persons.get(stored.id)).phone == "00 00 00 01"
    assert _words(dialog)[0] == ["Telefon Person", "00 00 00 02", "00 00 00 01"]


def test_a_row_that_cannot_go_back_says_so(desk: Desk, workspace: Workspace) -> None:
    stored = workspace.run(lambda uow: persons.save_person(uow, PERSON)).value
    dialog = _shown(desk, stored)
    dialog.table.select(lambda _row: True)
    dialog.restore_button.click()
    assert "almindelig oplysning" in dialog.message.words_label.text()
    assert workspace.run(lambda uow: uow.persons.get(stored.id)) == stored


def test_discreet_display_keeps_the_history_closed(desk: Desk, workspace: Workspace) -> None:
    stored = workspace.run(lambda uow: persons.save_person(uow, PERSON)).value
    desk.go("persons", stored.id)
    desk.context.privacy.set_discreet(True)
    show_person_history(desk.context, desk.page, stored.id)
    assert desk.page.findChildren(HistoryDialog) == []
    assert "F9" in desk.said[-1]
