"""Drafts: what was typed comes back after the lock in its editor and field; what is saved or discarded goes."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from sspdesk.domain.drafts import KEPT_DAYS
from sspdesk.domain.ids import LineId, PersonId
from sspdesk.domain.people import Institution
from sspdesk.domain.persons import Guardian, Person
from sspdesk.services import drafts, people, persons, settings
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.people.dialogs import ProfessionalDialog
from sspdesk.ui.persons.person_dialog import PersonDialog
from sspdesk.ui.persons.small_dialogs import GuardianDialog, NoteDialog
from sspdesk.ui.shared.form import Form
from sspdesk.ui.shared.form_draft import DraftNotice
from tests.conftest import Clock
from tests.services.wednesday_world import make_lines, make_world
from tests.ui.conftest import free_deleted
from tests.ui.shared.days import Day

WORDS = "Ringer til hjemmet i morgen"


def _notices(widget: QWidget) -> list[str]:
    return [one.words_label.text() for one in widget.findChildren(DraftNotice) if one.isVisible()]


def test_a_short_note_comes_back_after_the_lock_with_the_cursor_where_it_was(day: Day, person: Person) -> None:
    day.window.open_page("persons", person.id)
    day.write("note_edit", WORDS)
    day.field("note_edit").setCursorPosition(6)
    day.lock()
    edit = day.field("note_edit")
    assert day.window.current_page().key == "persons"
    assert edit.text() == WORDS
    assert day.window.focusWidget() is edit
    assert edit.cursorPosition() == 6
    assert day.window.message_bar.message.words_label.text() == "Kladden fra kl. 9.00 er hentet"


def test_what_was_brought_back_can_be_discarded_and_is_gone_from_the_vault(day: Day, person: Person) -> None:
    day.window.open_page("persons", person.id)
    day.write("note_edit", WORDS)
    day.lock()
    day.window.message_bar.message.action_button.click()
    assert day.field("note_edit").text() == ""
    assert day.kept() == []
    assert day.window.message_bar.isHidden()


def test_a_dialog_is_opened_again_with_its_draft_and_its_field(day: Day, person: Person, workspace: Workspace) -> None:
    guardian = Guardian(person_id=person.id, name="Prøvine Skabelonsen", phone="12 34 56 78")
    stored = workspace.run(lambda uow: persons.save_guardian(uow, guardian)).value
    day.window.open_page("persons", person.id)
    day.window.page("persons").person.edit_guardian(stored)
    day.write("mail_field", "proevine@eksempel.invalid", day.dialog(GuardianDialog))
    day.lock()
    dialog = day.dialog(GuardianDialog)
    assert dialog.form.value("mail") == "proevine@eksempel.invalid"
    assert dialog.form.value("phone") == "12 34 56 78"
    assert _notices(dialog) == ["Kladden fra kl. 9.00 er hentet"]
    assert dialog.focusWidget() is day.field("mail_field", dialog)


def test_discarding_in_the_form_shows_what_is_saved(day: Day, person: Person) -> None:
    day.window.open_page("persons", person.id)
    day.window.page("persons").person.edit()
    day.write("note_field", WORDS, day.dialog(PersonDialog))
    day.lock()
    dialog = day.dialog(PersonDialog)
    (notice,) = [one for one in dialog.findChildren(DraftNotice) if one.isVisible()]
    notice.action_button.click()
    assert dialog.form.value("note") == ""
    assert not notice.isVisible()
    day.window.draft_keeper.keep()
    assert day.kept() == []


def test_a_new_professional_comes_back_on_the_page_of_professionals(day: Day) -> None:
    day.window.open_page("people")
    day.window.page("people").new_professional()
    day.write("name_field", "Attrap Attrapsen", day.dialog(ProfessionalDialog))
    day.lock()
    assert day.dialog(ProfessionalDialog).form.value("name") == "Attrap Attrapsen"


def test_saving_ends_the_draft(day: Day, workspace: Workspace) -> None:
    day.window.open_page("people")
    day.window.page("people").new_professional()
    dialog = day.dialog(ProfessionalDialog)
    day.write("name_field", "Attrap Attrapsen", dialog)
    day.window.draft_keeper.keep()
    assert day.kept() == [{"name": "Attrap Attrapsen"}]
    dialog.save_button.click()
    assert [one.name for one in workspace.run(people.professionals)] == ["Attrap Attrapsen"]
    assert day.kept() == []


def test_esc_keeps_the_draft_and_cancel_does_not(day: Day, qtbot: QtBot) -> None:
    day.window.open_page("people")
    page = day.window.page("people")
    page.new_professional()
    dialog = day.dialog(ProfessionalDialog)
    day.write("name_field", "Attrap", dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    free_deleted()
    assert day.kept() == [{"name": "Attrap"}]
    page.new_professional()
    dialog = day.dialog(ProfessionalDialog)
    assert dialog.form.value("name") == "Attrap"
    dialog.cancel_button.click()
    free_deleted()
    assert day.kept() == []


def test_the_draft_of_one_record_never_comes_back_in_another(day: Day, person: Person, workspace: Workspace) -> None:
    first, second = (
        workspace.run(lambda uow, words=words: persons.add_note(uow, person.id, words)).value for words in ("A", "B")
    )
    day.window.open_page("persons", person.id)
    pane = day.window.page("persons").person
    NoteDialog(pane._context, first, pane).open()
    day.write("text_field", WORDS, day.dialog(NoteDialog))
    day.crash()
    day.window.open_page("persons", person.id)
    pane = day.window.page("persons").person
    NoteDialog(pane._context, second, pane).open()
    other = day.dialog(NoteDialog)
    assert other.form.value("text") == "B"
    assert _notices(other) == []


def test_after_a_power_cut_what_was_kept_comes_back_on_its_page(day: Day, person: Person) -> None:
    day.window.open_page("persons", person.id)
    day.write("note_edit", WORDS)
    day.window.draft_keeper.keep()
    day._qtbot.keyClicks(day.field("note_edit"), " og mere")
    day.crash()
    assert day.went
    assert day.field("note_edit").text() == WORDS


def test_the_status_bar_says_when_the_draft_was_kept(day: Day, person: Person, clock: Clock) -> None:
    day.window.open_page("persons", person.id)
    clock.set(datetime(2026, 11, 23, 9, 38))
    day.write("note_edit", WORDS)
    assert day.window.status.state_label.text() == "Ikke gemt endnu"
    day.window.draft_keeper.keep()
    assert day.window.status.state_label.text() == "Kladde gemt · kl. 9.38"
    day.field("note_edit").clear()
    day.window.draft_keeper.keep()
    assert day.window.status.state_label.text() == "Alt er gemt"


def test_keeping_does_not_touch_what_is_being_typed(day: Day, person: Person) -> None:
    day.window.open_page("persons", person.id)
    day.window.page("persons").person.edit()
    dialog = day.dialog(PersonDialog)
    day.write("birth_date_field", "9/1", dialog)
    day.window.draft_keeper.keep()
    assert day.field("birth_date_field", dialog).text() == "9/1"
    assert day.kept() == [{"birth_date": "9/1"}]


def test_the_answer_on_a_line_comes_back_with_the_line_and_the_note(day: Day, workspace: Workspace) -> None:
    world = workspace.run(make_world)
    lines = workspace.run(lambda uow: make_lines(uow, world.meeting, "Testine Eksempelsen", "Attrap Attrapsen"))
    line = LineId(lines[1])
    day.window.open_page("wednesday", world.meeting)
    mode = day.window.page("wednesday").mode
    mode.list.choose(line)
    mode.pane.form.group.set_value(None)
    day.write("note_field", WORDS)
    day.lock()
    mode = day.window.page("wednesday").mode
    assert mode.list.current.line_id == line
    assert mode.pane.form.answer.note == WORDS
    assert mode.drafts.keys() == {line}
    assert day.window.focusWidget() is mode.pane.form.note_edit
    day.window.message_bar.message.action_button.click()
    assert mode.pane.form.answer.note == ""
    assert mode.drafts == {}


def test_an_unreadable_setting_comes_back_as_it_was_typed(day: Day, workspace: Workspace) -> None:
    day.window.open_page("settings")
    panel = day.window.page("settings").limits_panel
    edit = panel.form.row("idle_minutes").widget
    edit.setFocus()
    edit.selectAll()
    day._qtbot.keyClicks(edit, "99")
    day.lock()
    panel = day.window.page("settings").limits_panel
    assert panel.form.row("idle_minutes").widget.text() == "99"
    assert workspace.run(settings.load).idle_minutes == 5


def test_a_passphrase_is_never_kept(day: Day) -> None:
    day.window.open_page("people")
    form = Form(parent=day.window.page("people"))
    form.line("secret", "Secret", secret=True).setText("hemmelig lampe")
    form.mark_clean()
    form.keep_drafts()
    form.show()
    form.set_value("secret", "hemmelig lampe to")
    day.window.draft_keeper.keep()
    assert day.kept() == []


def test_drafts_are_erased_with_their_person_and_with_time(
    day: Day, person: Person, workspace: Workspace, clock: Clock
) -> None:
    day.window.open_page("persons", person.id)
    day.write("note_edit", WORDS)
    day.window.draft_keeper.keep()
    assert workspace.run(lambda uow: uow.drafts.remove_of([PersonId(person.id)])) == 1
    assert day.kept() == []
    day._qtbot.keyClicks(day.field("note_edit"), ".")
    day.window.draft_keeper.keep()
    assert len(day.kept()) == 1
    clock.set(clock() + timedelta(days=KEPT_DAYS, minutes=1))
    assert workspace.run(drafts.load) == []
    assert day.kept() == []


def test_a_draft_leaves_no_history_and_no_undo(day: Day, person: Person, workspace: Workspace) -> None:
    def revisions() -> int:
        return len(workspace.run(lambda uow: list(uow.recorder.connection.exec_driver_sql("SELECT id FROM revision"))))

    before = revisions()
    day.window.open_page("persons", person.id)
    day.write("note_edit", WORDS)
    day.window.draft_keeper.keep()
    assert revisions() == before
    assert not day.window.context.operations.can_undo


def test_a_disk_that_refuses_is_told_once_and_tried_again(
    day: Day, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sspdesk.domain.errors import KnownError

    told: list[object] = []
    operations = day.window.context.operations
    operations.failed.connect(told.append)
    real: Callable[..., object] = operations._run_work

    def full(_work: object) -> object:
        raise KnownError("disk_full")

    day.window.open_page("persons", person.id)
    day.write("note_edit", WORDS)
    monkeypatch.setattr(operations, "_run_work", full)
    day.window.draft_keeper.keep()
    day.window.draft_keeper.keep()
    assert len(told) == 1
    monkeypatch.setattr(operations, "_run_work", real)
    day.window.draft_keeper.keep()
    assert day.kept() == [{"text": WORDS}]


def test_the_place_of_yesterday_is_not_gone_back_to(day: Day, person: Person, clock: Clock) -> None:
    day.window.open_page("persons", person.id)
    clock.set(datetime(2026, 11, 23, 16, 0))
    day.lock()
    assert day.went
    clock.set(datetime(2026, 11, 24, 8, 0))
    day.crash()
    assert not day.went


def test_a_school_needs_no_person(day: Day, workspace: Workspace) -> None:
    stored = workspace.run(lambda uow: people.save_institution(uow, Institution(name="Havnsø Skole"))).value
    day.window.open_page("people")
    page = day.window.page("people")
    page._edit_institution(stored)
    (dialog,) = [one for one in day.window.findChildren(QDialog) if one.isVisible()]
    day.write("phone_field", "11 22", dialog)
    day.lock()
    (dialog,) = [one for one in day.window.findChildren(QDialog) if one.isVisible()]
    assert dialog.form.values() | {"phone": "11 22", "name": "Havnsø Skole"} == dialog.form.values()
