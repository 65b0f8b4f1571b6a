"""The dialogs about persons: editor, merging, taking apart, moving a contact, duplicates, classes."""

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from sspdesk.domain.log import Action
from sspdesk.services import merging
from sspdesk.services.merging import MergeField, Side
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.persons.apart_dialogs import DuplicatesDialog, MoveContactDialog, TakeApartDialog
from sspdesk.ui.persons.class_dialog import LEAVES, UP, WAITS, ClassDialog
from sspdesk.ui.persons.merge_dialog import MergeDialog
from sspdesk.ui.persons.page import NEW_PERSON
from sspdesk.ui.persons.person_dialog import PersonDialog
from tests.conftest import Clock
from tests.services.people_for_tests import contact, save, school
from tests.ui.conftest import free_deleted
from tests.ui.persons.conftest import Desk
from tests.ui.shared.test_accessibility import unnamed


def _editor(desk: Desk) -> PersonDialog:
    dialog = desk.dialog(PersonDialog)
    assert isinstance(dialog, PersonDialog)
    return dialog


def test_a_new_person_is_written_and_opened(desk: Desk, workspace: Workspace) -> None:
    at = school(workspace)
    desk.go("persons")
    desk.page.new_button.click()
    dialog = _editor(desk)
    dialog.save_button.click()
    assert dialog.form.row("first_name").has_problem
    dialog.form.set_value("first_name", "Prøvine")
    dialog.form.set_value("cpr", "150512-12")
    dialog.save_button.click()
    assert dialog.form.row("cpr").error_label.text() == "CPR har 10 cifre. Her er 8."
    dialog.form.set_value("cpr", "150512-4006")
    dialog.form.set_value("school_id", at)
    dialog.form.set_value("class_name", "8.B")
    dialog.save_button.click()
    (person,) = workspace.run(lambda uow: uow.persons.all())
    assert (person.cpr, person.birth_date, person.class_year) == ("1505124006", date(2012, 5, 15), 2026)
    assert desk.opened[-1] == ("persons", person.id)


def test_the_editor_never_shows_a_stored_cpr_and_keeps_it(desk: Desk, workspace: Workspace) -> None:
    person = save(workspace, cpr="1505124006")
    desk.go("persons", person.id)
    desk.page.person.header.edit_button.click()
    dialog = _editor(desk)
    cpr = dialog.form.row("cpr").widget
    assert cpr.text() == ""
    assert cpr.placeholderText() == "150512-•••• beholdes"
    dialog.form.set_value("phone", "00 00 00 01")
    dialog.save_button.click()
    stored = workspace.run(lambda uow: uow.persons.get(person.id))
    assert (stored.cpr, stored.phone) == ("1505124006", "00 00 00 01")
    desk.page.person.edit()
    again = _editor(desk)
    again.form.set_value("no_cpr", True)
    again.save_button.click()
    assert workspace.run(lambda uow: uow.persons.get(person.id)).cpr is None


def test_a_taken_cpr_is_said_beside_the_field(desk: Desk, workspace: Workspace) -> None:
    save(workspace, cpr="1505124006")
    other = save(workspace, first_name="Prøvine")
    desk.go("persons", other.id)
    desk.page.person.edit()
    dialog = _editor(desk)
    dialog.form.set_value("cpr", "1505124006")
    dialog.save_button.click()
    said = dialog.form.row("cpr").error_label.text()
    assert said.startswith("En anden person har allerede dette CPR.")
    assert "Testine" not in said


def test_a_changed_class_is_this_school_years_and_an_unchanged_one_keeps_its_year(
    desk: Desk, workspace: Workspace
) -> None:
    person = save(workspace, class_name="7.B", class_year=2025)
    desk.go("persons", person.id)
    desk.page.person.edit()
    dialog = _editor(desk)
    dialog.form.set_value("phone", "1")
    dialog.save_button.click()
    assert workspace.run(lambda uow: uow.persons.get(person.id)).class_year == 2025
    desk.page.person.edit()
    dialog = _editor(desk)
    dialog.form.set_value("class_name", "8.B")
    dialog.save_button.click()
    assert workspace.run(lambda uow: uow.persons.get(person.id)).class_year == 2026


def _merge_dialog(desk: Desk) -> MergeDialog:
    dialog = desk.dialog(MergeDialog)
    assert isinstance(dialog, MergeDialog)
    return dialog


def test_two_are_merged_side_by_side_and_taken_apart_again(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    kept = save(workspace, phone="00 00 00 01")
    other = save(workspace, first_name="Testina", phone="00 00 00 02", cpr="1505124006")
    contact(workspace, other.id)
    desk.go("persons", kept.id)
    assert not desk.page.person.header.apart_action.isVisible()
    desk.page.person.header.merge_action.trigger()
    dialog = _merge_dialog(desk)
    qtbot.keyClicks(dialog.choose.search_field, "testin")
    assert [hit.id for hit in dialog.choose._hits.persons] == [other.id, kept.id]
    assert dialog.choose.table.model.rowCount() == 1
    qtbot.keyClick(dialog.choose.search_field, Qt.Key.Key_Return)
    assert dialog.choices == {
        MergeField.FIRST_NAME: Side.KEPT,
        MergeField.CPR: Side.OTHER,
        MergeField.PHONE: Side.KEPT,
    }
    assert dialog.moving_label.text() == "Flytter med: 1 politikontakt."
    dialog._groups[MergeField.PHONE].buttons()[1].click()
    dialog.merge_button.click()
    merged = workspace.run(lambda uow: uow.persons.get(kept.id))
    assert (merged.phone, merged.cpr) == ("00 00 00 02", "1505124006")
    assert desk.page.person.header.apart_action.isVisible()
    searches = [one for one in workspace.run(lambda uow: uow.log_entries()) if one.action is Action.SEARCH]
    assert [one.object_id for one in searches] == [other.id]

    desk.page.person.header.apart_action.trigger()
    apart = desk.dialog(TakeApartDialog)
    assert isinstance(apart, TakeApartDialog)
    assert "Testina Eksempelsen bliver igen en person for sig" in apart.back_label.text()
    apart.apart_button.click()
    assert workspace.run(lambda uow: uow.persons.get(kept.id)) == kept
    assert workspace.run(lambda uow: uow.persons.get(other.id)) == other


def test_two_cpr_numbers_are_warned_about(desk: Desk, workspace: Workspace) -> None:
    kept = save(workspace, cpr="1505124006")
    other = save(workspace, first_name="Testina", cpr="1505124014")
    desk.go("persons", kept.id)
    desk.page.person.merge()
    dialog = _merge_dialog(desk)
    dialog.choose.chosen.emit(other.id)
    assert dialog.message.isVisible()
    assert dialog.message.fact_label.text() == "To forskellige CPR."


def test_what_came_later_is_said_before_taking_apart(desk: Desk, workspace: Workspace) -> None:
    kept, other = save(workspace), save(workspace, first_name="Testina")
    workspace.run(lambda uow: merging.merge(uow, kept.id, other.id))
    contact(workspace, kept.id)
    desk.go("persons", kept.id)
    desk.page.person.take_apart()
    dialog = desk.dialog(TakeApartDialog)
    assert isinstance(dialog, TakeApartDialog)
    assert "bliver her: 1 politikontakt" in dialog.stay_label.text()


def test_a_contact_is_moved_to_the_person_pointed_out(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    wrong, right = save(workspace), save(workspace, first_name="Rigtige")
    made = contact(workspace, wrong.id)
    desk.go("persons", wrong.id)
    desk.page.person.contacts.table.action_pressed.emit(made, 4)
    dialog = desk.dialog(MoveContactDialog)
    assert isinstance(dialog, MoveContactDialog)
    dialog.move_button.click()
    assert dialog.message.words_label.text() == "Vælg personen først."
    qtbot.keyClicks(dialog.choose.search_field, "rigt")
    qtbot.keyClick(dialog.choose.search_field, Qt.Key.Key_Return)
    dialog.move_button.click()
    assert workspace.run(lambda uow: uow.contacts.get(made.id)).person_id == right.id
    assert desk.page.person.contacts.table.model.rowCount() == 0
    desk.context.operations.undo()
    assert desk.page.person.contacts.table.model.rowCount() == 1


def test_possible_duplicates_lead_to_merging(desk: Desk, workspace: Workspace) -> None:
    first, second = save(workspace), save(workspace, first_name="Testina")
    desk.go("persons")
    desk.page.show_duplicates()
    dialog = desk.dialog(DuplicatesDialog)
    assert isinstance(dialog, DuplicatesDialog)
    assert dialog.table.model.rowCount() == 1
    dialog.table.action_pressed.emit(dialog.table.model.record(0), 3)
    merge = _merge_dialog(desk)
    assert (merge._kept_id, merge._other_id) == (first.id, second.id)
    merge.merge_button.click()
    assert desk.opened[-1] == ("persons", first.id)


def test_classes_are_reviewed_with_the_keyboard_and_moved(
    qtbot: QtBot, desk: Desk, workspace: Workspace, clock: Clock
) -> None:
    at = school(workspace)
    up, other_way = (save(workspace, first_name=name, class_name="7.B", school_id=at) for name in ("Alfa", "Beta"))
    last = save(workspace, first_name="Gamma", class_name="9.A", school_id=at)
    clock.set(datetime(2027, 8, 10, 9))
    desk.go("persons")
    desk.page.move_classes()
    dialog = desk.dialog(ClassDialog)
    assert isinstance(dialog, ClassDialog)
    assert [(one.name, one.choice) for one in dialog._classes] == [("7.B", UP), ("9.A", None)]
    assert dialog.move_button.text() == "Ryk 2 elever op"
    assert dialog.message.fact_label.text() == "1 elev venter på dit valg."
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.class_table.view.setFocus()
    dialog.class_table.view.select_row(1)
    qtbot.keyClick(dialog.class_table.view, Qt.Key.Key_1)
    assert dialog._classes[1].choice == UP
    dialog.class_table.view.select_row(0)
    dialog.pupil_table.view.setFocus()
    dialog.pupil_table.view.select_row(1)
    qtbot.keyClick(dialog.pupil_table.view, Qt.Key.Key_2)
    assert [pupil.choice for pupil in dialog._classes[0].pupils] == [UP, LEAVES]
    assert dialog._classes[0].choice is None
    assert not dialog.message.isVisible()
    dialog.move_button.click()
    stored = workspace.run(lambda uow: uow.persons.many([up.id, other_way.id, last.id]))
    assert [stored[one.id].class_name for one in (up, other_way, last)] == ["8.B", "", "10.A"]
    assert not desk.page.classes_message.isVisible()


def test_who_waits_is_left_alone(desk: Desk, workspace: Workspace, clock: Clock) -> None:
    person = save(workspace, class_name="7.B")
    clock.set(datetime(2027, 8, 10, 9))
    desk.go("persons")
    desk.page.move_classes()
    dialog = desk.dialog(ClassDialog)
    assert isinstance(dialog, ClassDialog)
    dialog.class_table.choice_pressed.emit(dialog._classes[0], WAITS)
    dialog.move_button.click()
    assert dialog.message.words_label.text() == "Ingen elev er valgt til at rykke op."
    assert workspace.run(lambda uow: uow.persons.get(person.id)) == person


def test_closed_dialogs_are_freed(desk: Desk, workspace: Workspace) -> None:
    person = save(workspace)
    desk.go("persons", person.id)
    for run in (desk.page.person.edit, desk.page.person.merge, desk.page.person.answer_duty, desk.page.show_duplicates):
        run()
    dialogs = [dialog for dialog in desk.page.findChildren(QDialog) if dialog.isVisible()]
    assert len(dialogs) == 4
    for dialog in dialogs:
        dialog.reject()
    free_deleted()
    assert desk.page.findChildren(QDialog) == []


def test_new_person_is_reached_from_everywhere(desk: Desk) -> None:
    desk.go("persons", NEW_PERSON)
    assert desk.page.stack.currentWidget() is desk.page.list_box
    assert _editor(desk).isVisible()


def test_every_control_says_its_name(desk: Desk, workspace: Workspace) -> None:
    person = save(workspace, cpr="1505124006", note="Bemærkning")
    other = save(workspace, first_name="Testina", note="Anden bemærkning")
    contact(workspace, person.id)
    desk.go("persons")
    assert unnamed(desk.page) == []
    desk.go("persons", person.id)
    assert unnamed(desk.page) == []
    pane = desk.page.person
    for run in (pane.edit, pane.merge, pane.move_contact, pane.answer_duty, desk.page.show_duplicates):
        run()
    pane.findChildren(MergeDialog)[0].choose.chosen.emit(other.id)
    for dialog in desk.page.findChildren(QDialog):
        assert unnamed(dialog) == [], type(dialog).__name__
