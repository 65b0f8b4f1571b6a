"""The list of persons: windows of a long list, search as one types, filter, sorting, and what the log hears."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sspdesk.domain.log import Action
from sspdesk.domain.persons import Person
from sspdesk.services import persons
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.persons.list_view import PersonListView
from sspdesk.ui.shared.table_model import PAGE
from tests.services.people_for_tests import contact, save, school
from tests.ui.persons.conftest import Desk


def _type(qtbot: QtBot, view: PersonListView, words: str) -> None:
    view.search_field.clear()
    qtbot.keyClicks(view.search_field, words)


def _names(view: PersonListView) -> list[str]:
    model = view.table.model
    return [model.record(row).person.name for row in range(model.rowCount())]


def _log(workspace: Workspace, action: Action) -> list[tuple[int | None, dict[str, object]]]:
    entries = workspace.run(lambda uow: uow.log_entries())
    return [(one.object_id, dict(one.detail)) for one in reversed(entries) if one.action is action]


def test_an_empty_vault_says_what_to_do(desk: Desk) -> None:
    desk.go("persons")
    view = desk.page.list
    assert view.empty.isVisible()
    assert view.empty.title_label.text() == "Ingen personer endnu"
    assert view.empty.button.text() == "Ny person"
    assert view.count_label.text() == "0 personer"


def test_search_filter_and_sort(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    havnsoe, strand = school(workspace), school(workspace, "Strandskolen")
    save(workspace, first_name="Åse", last_name="Ågård", school_id=havnsoe, birth_date=date(2010, 1, 1))
    save(workspace, first_name="Bo", last_name="Zebrasen", school_id=strand, birth_date=date(2014, 1, 1))
    save(workspace, first_name="Ane", last_name="Aagaard", school_id=strand, birth_date=date(2012, 1, 1))
    desk.go("persons")
    view = desk.page.list
    assert _names(view) == ["Bo Zebrasen", "Ane Aagaard", "Åse Ågård"]
    _type(qtbot, view, "ågå")
    assert _names(view) == ["Ane Aagaard", "Åse Ågård"]
    view.school_combo.set_value(strand)
    assert _names(view) == ["Ane Aagaard"]
    qtbot.keyClick(view.search_field, Qt.Key.Key_Escape)
    assert _names(view) == ["Bo Zebrasen", "Ane Aagaard"]
    view.school_combo.set_value(None)
    view.table.view.horizontalHeader().sectionClicked.emit(1)
    assert _names(view) == ["Bo Zebrasen", "Ane Aagaard", "Åse Ågård"]
    view.table.view.horizontalHeader().sectionClicked.emit(1)
    assert _names(view)[0] == "Åse Ågård"
    assert view.count_label.text() == "3 personer"


def test_a_long_list_is_not_loaded_whole(desk: Desk, workspace: Workspace) -> None:
    born = date(2008, 1, 1)
    rows = [
        Person(
            first_name=f"Prøve{number}",
            last_name="Eksempelsen",
            birth_date=born + timedelta(days=number % 3000),
            created_on=date(2026, 1, 1),
        )
        for number in range(3000)
    ]
    workspace.run(lambda uow: uow.persons.add_many(rows))
    desk.go("persons")
    model = desk.page.list.table.model
    assert model.rowCount() == 3000
    assert set(model._pages) == {0}
    desk.page.list.table.view.select_row(2999)
    assert model.record(2999) is not None
    assert len(model._pages) * PAGE < 1000


def test_texts_are_found_too_and_lead_to_their_person(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    person = save(workspace)
    contact(workspace, person.id, text="Ved læskuret en aften")
    desk.go("persons")
    view = desk.page.list
    _type(qtbot, view, "læsku")
    assert view.texts_panel.isVisible()
    assert view.empty.title_label.text() == "Ingen fundet"
    view.texts.view.setFocus()
    view.texts.view.select_row(0)
    qtbot.keyClick(view.texts.view, Qt.Key.Key_Return)
    assert desk.opened[-1] == ("persons", person.id)


def test_a_search_is_logged_once_when_a_hit_is_opened(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    person = save(workspace)
    desk.go("persons")
    view = desk.page.list
    _type(qtbot, view, "testine")
    assert _log(workspace, Action.SEARCH) == []
    qtbot.keyClick(view.search_field, Qt.Key.Key_Return)
    assert desk.opened[-1] == ("persons", person.id)
    assert _log(workspace, Action.SEARCH) == [(person.id, {"hits": 1})]
    assert not view._rest.isActive()
    assert [object_id for object_id, _detail in _log(workspace, Action.OPEN)] == [person.id]
    assert "testine" not in repr(workspace.run(lambda uow: uow.log_entries())).replace(workspace.vault.user, "").lower()


def test_a_search_that_rests_is_logged_once(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    save(workspace)
    desk.go("persons")
    view = desk.page.list
    _type(qtbot, view, "test")
    assert view._rest.isActive()
    assert view._rest.interval() == 3000
    view._rest.stop()
    view._rest.timeout.emit()
    assert _log(workspace, Action.SEARCH) == [(None, {"hits": 1})]
    qtbot.keyClick(view.search_field, Qt.Key.Key_Return)
    assert len(_log(workspace, Action.SEARCH)) == 1


def test_arrow_and_enter_open_a_person(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    first = save(workspace, first_name="Alfa")
    second = save(workspace, first_name="Beta")
    desk.go("persons")
    view = desk.page.list
    desk.page.focus_first()
    qtbot.keyClick(view.search_field, Qt.Key.Key_Down)
    qtbot.keyClick(view.table.view, Qt.Key.Key_Down)
    qtbot.keyClick(view.table.view, Qt.Key.Key_Return)
    assert desk.opened[-1] == ("persons", second.id)
    assert first.id != second.id
    assert desk.page.stack.currentWidget() is desk.page.person
    assert desk.page.window_title == "Personer"


def test_a_changed_person_is_shown_as_it_is_now(desk: Desk, workspace: Workspace) -> None:
    person = save(workspace)
    desk.go("persons")
    desk.context.operations.command(
        desk.page, lambda uow: persons.save_person(uow, replace(person, first_name="Skabelone"))
    )
    assert _names(desk.page.list) == ["Skabelone Eksempelsen"]


def test_discreet_display_shows_initials_and_no_school(desk: Desk, workspace: Workspace) -> None:
    save(workspace, school_id=school(workspace), class_name="8.B")
    desk.go("persons")
    table = desk.page.list.table
    open_picture = table.grab().toImage()
    desk.context.privacy.set_discreet(True)
    assert table.grab().toImage() != open_picture
    cells = [column.cell(table.model.record(0)) for column in table.model.columns]
    assert cells[0].is_name
    assert all(cell.hide_detail for cell in cells[1:4])
    assert all(not cell.text for cell in cells[2:4])


def test_classes_that_wait_are_said_above_the_list(desk: Desk, workspace: Workspace) -> None:
    desk.go("persons")
    assert not desk.page.classes_message.isVisible()
    save(workspace, class_name="8.B", class_year=2025)
    desk.go("persons")
    assert desk.page.classes_message.isVisible()
    assert desk.page.classes_message.fact_label.text() == "1 elev har en klasse fra et tidligere skoleår."
