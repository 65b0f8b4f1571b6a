"""The page of one person: what it shows, its commands, discreet display, and the real worker."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from sspdesk.domain.ids import PersonId
from sspdesk.domain.log import Action
from sspdesk.domain.persons import DutyState, Guardian, Relation
from sspdesk.domain.talks import Step, TalkOrigin
from sspdesk.domain.tasks import TaskKind
from sspdesk.domain.timeline import TimelineKind
from sspdesk.domain.wednesday import Decision
from sspdesk.services import persons, talks, tasks
from sspdesk.services.talks import NewTalk
from sspdesk.services.tasks import NewTask
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.persons import person_header
from sspdesk.ui.persons.side_parts import TaskBox
from sspdesk.ui.persons.small_dialogs import DutyDialog, GuardianDialog, NoteDialog, TaskDialog
from sspdesk.ui.shared.operations import Operations
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.talks.dialogs import NotificationDialog
from tests.conftest import Clock
from tests.services.people_for_tests import contact, decided, meeting, save, school
from tests.ui.conftest import free_deleted
from tests.ui.persons.conftest import Desk, make_desk


def _texts(parent: QWidget) -> str:
    QApplication.processEvents()  # new rows of a layout show themselves with the next turn of the event loop
    return " | ".join(label.text() for label in parent.findChildren(QLabel) if label.isVisible())


def _titles(desk: Desk) -> list[str]:
    model = desk.page.person.course.timeline.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@pytest.fixture
def testine(workspace: Workspace) -> int:
    person = save(
        workspace, cpr="1505124006", protected=True, school_id=school(workspace), class_name="8.B", phone="00 00 00 09"
    )
    mother = Guardian(
        person_id=person.id,
        name="Eksempeline Eksempelsen",
        relation=Relation.MOTHER,
        contact_first=True,
        phone="00 00 00 01",
    )
    father = Guardian(person_id=person.id, name="Prøvus Eksempelsen", relation=Relation.FATHER, may_know_address=False)
    workspace.run(lambda uow: persons.save_guardian(uow, mother))
    workspace.run(lambda uow: persons.save_guardian(uow, father))
    decided(workspace, contact(workspace, person.id), meeting(workspace).id, Decision.STREET_TEAM)
    return person.id


def test_the_page_shows_who_it_is(desk: Desk, testine: int) -> None:
    desk.go("persons", testine)
    header, side = desk.page.person.header, desk.page.person.side
    said = _texts(header)
    for words in ("Testine Eksempelsen", "14 år", "8.B, Havnsø Skole", "150512-••••", "Visning skrives i loggen"):
        assert words in said
    assert "4006" not in said
    assert header.protection_badge.isVisible()
    assert not header.age_badge.isVisible()
    assert header.tabs.tabText(person_header.CONTACTS) == "Politikontakter 1"
    beside = _texts(side)
    for words in ("Forældre", "Eksempeline Eksempelsen, mor", "Kontaktes først · tlf. 00 00 00 01"):
        assert words in beside
    for words in ("Må ikke få adressen oplyst", "Oplysningspligt", "Åbne opgaver", "Gadeteamet følger"):
        assert words in beside
    assert "Værger" not in beside
    assert header.term_label.text() == "Slettefristen løber ikke endnu"
    assert desk.page.window_title == "Personer"
    assert not desk.page.header.isVisible()


def test_the_cpr_is_shown_for_ten_seconds_and_logged(
    qtbot: QtBot, desk: Desk, workspace: Workspace, testine: int
) -> None:
    desk.go("persons", testine)
    label = desk.page.person.header.cpr_label
    qtbot.mouseClick(label.reveal_button, Qt.MouseButton.LeftButton)
    assert label.number_label.text() == "150512-4006"
    label._timer.timeout.emit()
    assert label.number_label.text() == "150512-••••"
    entries = workspace.run(lambda uow: uow.log_entries(kind="person", object_id=testine))
    assert [one.action for one in entries][:2] == [Action.SHOW_CPR, Action.OPEN]


def test_going_to_another_person_never_shows_the_first_ones_cpr(
    qtbot: QtBot, desk: Desk, workspace: Workspace, testine: int
) -> None:
    other = save(workspace, first_name="Prøvine")
    desk.go("persons", testine)
    label = desk.page.person.header.cpr_label
    qtbot.mouseClick(label.reveal_button, Qt.MouseButton.LeftButton)
    desk.go("persons", other.id)
    assert label.number_label.text() == "mangler"
    assert not label.is_revealed


def test_a_quick_note_is_saved_by_enter_and_undone(
    qtbot: QtBot, desk: Desk, workspace: Workspace, testine: int
) -> None:
    desk.go("persons", testine)
    note_edit = desk.page.person.course.note_edit
    desk.page.focus_first()
    qtbot.keyClicks(note_edit, "Ringet til klubben")
    qtbot.keyClick(note_edit, Qt.Key.Key_Return)
    assert note_edit.text() == ""
    assert any("Ringet til klubben" in line for line in _titles(desk))
    desk.context.operations.undo()
    assert not any("Ringet til klubben" in line for line in _titles(desk))
    qtbot.keyClick(note_edit, Qt.Key.Key_Return)
    assert workspace.run(lambda uow: uow.notes.count()) == 0


def test_a_half_written_note_waits_for_its_person(qtbot: QtBot, desk: Desk, workspace: Workspace, testine: int) -> None:
    other = save(workspace, first_name="Prøvine")
    desk.go("persons", testine)
    note_edit = desk.page.person.course.note_edit
    qtbot.keyClicks(note_edit, "Halv not")
    desk.page.person.reload()
    assert note_edit.text() == "Halv not"
    desk.go("persons", other.id)
    assert note_edit.text() == ""
    desk.go("persons", testine)
    assert note_edit.text() == "Halv not"


def test_the_timeline_can_be_limited_to_one_kind(desk: Desk, testine: int) -> None:
    desk.go("persons", testine)
    course = desk.page.person.course
    everything = _titles(desk)
    assert any("Politikontakt" in line for line in everything)
    assert everything[-1].startswith("Ingen ældre hændelser. Oprettet man. 23. nov. 2026")
    course.findChildren(QMenu)[0].actions()[1 + list(TimelineKind).index(TimelineKind.CONTACT)].trigger()
    shown = _titles(desk)
    assert len(shown) == 2
    assert "Hærværk · vidne" in shown[0]
    assert course.filter_button.text() == "Politikontakter"


def test_a_task_is_done_with_space_and_the_duty_asks_for_an_answer(
    qtbot: QtBot, desk: Desk, workspace: Workspace, testine: int
) -> None:
    desk.go("persons", testine)
    side = desk.page.person.side
    QApplication.processEvents()
    boxes = {box.row.task.kind.value: box for box in side.findChildren(TaskBox) if box.isVisible()}
    duty = boxes["oplysningspligt"]
    duty.box.setFocus()
    qtbot.keyClick(duty.box, Qt.Key.Key_Space)
    assert not duty.box.isChecked()
    dialog = desk.dialog(DutyDialog)
    dialog.reject()
    desk.page.activateWindow()
    qtbot.waitUntil(desk.page.isActiveWindow)
    street = boxes["gadeteam_foelger"]
    street.box.setFocus()
    qtbot.keyClick(street.box, Qt.Key.Key_Space)
    left = workspace.run(lambda uow: uow.tasks.open_for(testine))
    assert [task.kind.value for task in left] == ["oplysningspligt"]
    focus = QApplication.focusWidget()
    assert focus is not None
    assert side.tasks.isAncestorOf(focus)
    desk.context.operations.undo()
    assert len(workspace.run(lambda uow: uow.tasks.open_for(testine))) == 2


def test_the_duty_is_answered_beside_its_fields(desk: Desk, workspace: Workspace, testine: int) -> None:
    desk.go("persons", testine)
    desk.page.person.answer_duty()
    dialog = desk.dialog(DutyDialog)
    assert isinstance(dialog, DutyDialog)
    dialog.save_button.click()
    assert dialog.form.row("duty_state").has_problem
    dialog.choice._group.buttons()[0].click()
    dialog.save_button.click()
    assert dialog.form.row("duty_date").has_problem
    dialog.form.set_value("duty_date", date(2026, 11, 20))
    dialog.save_button.click()
    person = workspace.run(lambda uow: uow.persons.get(testine))
    assert (person.duty_state, person.duty_date) == (DutyState.FULFILLED, date(2026, 11, 20))
    assert "Oplyst fre. 20. nov. 2026" in _texts(desk.page.person.side)


def test_an_exemption_needs_its_reason(desk: Desk, workspace: Workspace, testine: int) -> None:
    desk.go("persons", testine)
    desk.page.person.answer_duty()
    dialog = desk.dialog(DutyDialog)
    assert isinstance(dialog, DutyDialog)
    dialog.choice._group.buttons()[1].click()
    dialog.save_button.click()
    assert dialog.form.row("duty_reason").has_problem
    dialog.form.set_value("duty_reason", "Hensyn til barnet")
    dialog.save_button.click()
    assert workspace.run(lambda uow: uow.persons.get(testine)).duty_state is DutyState.EXEMPT


def test_a_parent_is_added_changed_and_removed(desk: Desk, workspace: Workspace, testine: int) -> None:
    desk.go("persons", testine)
    side = desk.page.person.side
    side.guardians.link_button.click()
    dialog = desk.dialog(GuardianDialog)
    assert isinstance(dialog, GuardianDialog)
    dialog.save_button.click()
    assert dialog.form.row("name").has_problem
    dialog.form.set_value("name", "Bedstine Eksempelsen")
    dialog.form.set_value("relation", Relation.GRANDPARENT)
    dialog.save_button.click()
    assert "Bedstine Eksempelsen, bedsteforælder" in _texts(side)
    assert len(workspace.run(lambda uow: uow.guardians.of_person(testine))) == 3


def test_a_note_is_opened_from_the_timeline_and_changed(desk: Desk, workspace: Workspace, testine: int) -> None:
    note = workspace.run(lambda uow: persons.add_note(uow, testine, "Første ord")).value
    desk.go("persons", testine)
    view = desk.page.person.view
    assert view is not None
    desk.page.person.course.entry_opened.emit(next(entry for entry in view.timeline if entry.note_id == note.id))
    dialog = desk.dialog(NoteDialog)
    assert isinstance(dialog, NoteDialog)
    dialog.form.set_value("text", "Andre ord")
    dialog.save_button.click()
    assert workspace.run(lambda uow: uow.notes.get(note.id)).text == "Andre ord"


def test_an_own_task_is_added(desk: Desk, workspace: Workspace, testine: int) -> None:
    desk.go("persons", testine)
    desk.page.person.side.tasks.link_button.click()
    dialog = desk.dialog(TaskDialog)
    assert isinstance(dialog, TaskDialog)
    dialog.form.set_value("due", date(2026, 11, 20))
    dialog.form.set_value("title", "Ring til mor")
    dialog.save_button.click()
    assert dialog.form.row("due").has_problem
    dialog.form.set_value("due", date(2026, 11, 24))
    dialog.save_button.click()
    assert "Ring til mor" in _texts(desk.page.person.side)


def test_the_tabs_show_contacts_disclosures_and_the_log(desk: Desk, testine: int) -> None:
    desk.go("persons", testine)
    pane = desk.page.person
    pane.header.tabs.setCurrentIndex(person_header.CONTACTS)
    model = pane.contacts.table.model
    assert model.rowCount() == 1
    assert model.index(0, 0).data() == "fre. 13. nov. 2026 kl. 21.40 · 14 år"
    pane.header.tabs.setCurrentIndex(person_header.DISCLOSURES)
    assert pane.disclosures.table.empty.isVisible()
    pane.header.tabs.setCurrentIndex(person_header.LOG)
    assert pane.log.table.model.rowCount() == 4
    assert pane.log.table.model.index(0, 1).data() == "Åbnet"


def test_discreet_display_hides_names_places_and_editors(desk: Desk, testine: int) -> None:
    desk.go("persons", testine)
    desk.context.privacy.set_discreet(True)
    said = _texts(desk.page)
    for word in ("Testine", "Eksempeline", "Prøvus", "Havnsø Skole", "8.B", "150512", "00 00 00 01"):
        assert word not in said
    assert "T. E." in said
    header = desk.page.person.header
    assert not header.cpr_label.reveal_button.isVisible()
    assert not header.edit_button.isEnabled()
    desk.page.person.edit()
    assert desk.said == ["Slå diskret visning fra (F9) for at redigere."]
    assert "Testine" not in header.name_label.toolTip()


def test_a_name_of_sixty_letters_is_shortened_and_the_buttons_stay(desk: Desk, workspace: Workspace) -> None:
    long_name = "Maximiliane-Alexandrine Konstantinopel Skabelone"
    person = save(workspace, first_name=long_name, last_name="von Eksempelsen-Prøvegaard", protected=True)
    desk.go("persons", person.id)
    header = desk.page.person.header
    assert header.more_button.geometry().right() <= header.width()
    assert desk.page.width() <= 1174
    assert header.name_label.accessibleName() == person.name
    assert header.protection_badge.isVisible()
    assert header.name_label.text() == person.name


def test_a_person_undone_away_leads_back_to_the_list(desk: Desk, workspace: Workspace) -> None:
    outcome = workspace.run(lambda uow: persons.save_person(uow, save_wanted()))
    desk.go("persons", outcome.value.id)
    workspace.run(lambda uow: uow.persons.remove(outcome.value.id))
    desk.page.activate()
    assert desk.page.stack.currentWidget() is desk.page.list_box


def save_wanted() -> persons.Person:
    return persons.Person(first_name="Ny", last_name="Prøvesen", created_on=date(2026, 11, 23))


@pytest.mark.usefixtures("theme")
def test_with_the_real_worker_a_note_comes_home(
    qtbot: QtBot, privacy: Privacy, workspace: Workspace, clock: Clock, testine: int
) -> None:
    operations = Operations(workspace.run)
    try:
        desk = make_desk(qtbot, operations, privacy, clock)
        desk.go("persons", testine)
        qtbot.waitUntil(lambda: desk.page.person.view is not None)
        clock.set(datetime(2026, 11, 23, 10, 42))
        qtbot.keyClicks(desk.page.person.course.note_edit, "Fra arbejdstråden")
        qtbot.keyClick(desk.page.person.course.note_edit, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: any("Fra arbejdstråden" in line for line in _titles(desk)))
        desk.go("persons")
        qtbot.keyClicks(desk.page.list.search_field, "testine")
        qtbot.waitUntil(lambda: desk.page.list.table.model.rowCount() == 1)
        qtbot.waitUntil(lambda: desk.page.list._hits.count > 0)
    finally:
        operations.close()


def test_the_tab_of_talks_shows_state_and_next_step_and_opens_the_talk(
    qtbot: QtBot, desk: Desk, workspace: Workspace, testine: int
) -> None:
    family_talk = workspace.run(
        lambda uow: talks.begin(
            uow,
            NewTalk(person_id=PersonId(testine), origin=TalkOrigin.DIRECT),
            Step(day=uow.today, decided_by="Vibeke Skabelon", basis_code="RPL115-1"),
        )
    ).value
    desk.go("persons", testine)
    pane = desk.page.person
    assert pane.header.tabs.tabText(person_header.TALKS) == "Samtaler 1"
    pane.header.tabs.setCurrentIndex(person_header.TALKS)
    model = pane.talks.table.model
    said = [str(model.index(0, column).data()) for column in range(5)]
    assert said[0] == "Forebyggende samtale Direkte henvendelse"
    assert said[1] == "Samtale anbefalet"
    assert said[4].startswith("Tilbyd forebyggende samtale")
    pane.talks.table.view.setFocus()
    pane.talks.table.view.select_row(0)
    qtbot.keyClick(pane.talks.table.view, Qt.Key.Key_Return)
    assert desk.opened[-1] == ("talks", family_talk.id)


def test_enter_on_a_talk_of_the_timeline_opens_it(desk: Desk, workspace: Workspace, testine: int) -> None:
    talk = workspace.run(
        lambda uow: talks.begin(
            uow,
            NewTalk(person_id=PersonId(testine), origin=TalkOrigin.DIRECT),
            Step(day=uow.today, decided_by="Vibeke Skabelon", basis_code="RPL115-1"),
        )
    ).value
    desk.go("persons", testine)
    pane = desk.page.person
    entry = next(one for one in pane.view.timeline if one.kind is TimelineKind.TALK)
    pane.course.entry_opened.emit(entry)
    assert desk.opened[-1] == ("talks", talk.id)


def test_a_notification_without_a_talk_is_recorded_chased_and_receipted_from_the_person(
    desk: Desk, workspace: Workspace
) -> None:
    person = save(workspace)
    wanted = NewTask(kind=TaskKind.NOTIFICATION, person_id=person.id, due=date(2026, 11, 23))
    workspace.run(lambda uow: tasks.plan(uow, wanted))
    desk.page.open_record(person.id)
    pane = desk.page.person

    def tick() -> NotificationDialog:
        (box,) = pane.side.tasks.findChildren(TaskBox)
        box.box.click()
        return next(one for one in pane.findChildren(NotificationDialog) if one.isVisible())

    dialog = tick()
    dialog.form.set_value("recipient", "Modtagelsen")
    dialog.save_button.click()
    free_deleted()
    (sent,) = workspace.run(lambda uow: uow.notifications.of_person(person.id))
    assert (sent.recipient, sent.talk_id) == ("Modtagelsen", None)
    assert [one.kind for one in workspace.run(lambda uow: uow.tasks.open_for(person.id))] == [TaskKind.CHASE_RECEIPT]
    dialog = tick()
    dialog.form.set_value("receipt_on", date(2026, 11, 23))
    dialog.save_button.click()
    free_deleted()
    assert workspace.run(lambda uow: uow.tasks.open_for(person.id)) == []
    entry = next(one for one in pane.view.timeline if one.kind is TimelineKind.NOTIFICATION)
    pane._on_entry_opened(entry)
    assert [one for one in pane.findChildren(NotificationDialog) if one.isVisible()]
