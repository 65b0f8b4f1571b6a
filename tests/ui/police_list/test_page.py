"""The import wizard: steps, answers by key, mending, undo, discreet display; nothing is stored too early."""

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from sspdesk.domain.log import Action
from sspdesk.domain.matching import Choice, LineState
from sspdesk.domain.meetings import Meeting
from sspdesk.domain.persons import Person
from sspdesk.domain.police_list import Field, ListProblem
from sspdesk.domain.wednesday import ImportBatch, PoliceContact, Theme
from sspdesk.services.police_import import Imported
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.police_list.compare_table import marked_text
from sspdesk.ui.police_list.match_rows import Filter
from sspdesk.ui.police_list.page import COLUMNS, DONE, FILE, MATCH, REVIEW
from sspdesk.ui.shared.dialogs import ConfirmDialog
from tests.ui.police_list.conftest import DATA, SAMPLE, Desk

HEADINGS = "Dato\tNavn\tFødt\tForhold\tJ.nr.\tAdresse\tSkole"


def paste(desk: Desk, *lines: str) -> None:
    QGuiApplication.clipboard().setText("\n".join([HEADINGS, *lines]))
    desk.page.file_step.paste_button.click()


def go_on(desk: Desk) -> None:
    desk.page.footer.primary_button.click()


def contacts(workspace: Workspace) -> list[PoliceContact]:
    return workspace.run(lambda uow: uow.contacts.all())


def add_person(workspace: Workspace, **values: object) -> Person:
    given: dict[str, object] = {"created_on": date(2026, 1, 1), "birth_date": date(2011, 2, 26)}
    person = Person(**(given | values))  # type: ignore[arg-type]
    return workspace.run(lambda uow: uow.persons.add(person))


def press(qtbot: QtBot, desk: Desk, key: Qt.Key) -> None:
    qtbot.keyClick(desk.page.match_step.table.view, key)


def confirm(desk: Desk) -> ConfirmDialog:
    (dialog,) = desk.page.findChildren(ConfirmDialog)
    return dialog


def test_the_sample_goes_through_all_steps(desk: Desk, workspace: Workspace, meeting: Meeting) -> None:
    page = desk.page
    assert not page.status
    page.open_source(SAMPLE)
    assert page.status == "Intet er gemt fra importen endnu"
    assert page.stack.currentIndex() == COLUMNS
    assert page.header.subtitle_label.text() == "politiliste-2026-11-25.xlsx fra lokalpolitiet · 13 rækker"
    assert [combo.value for combo in page.columns_step.combos[:4]] == [
        Field.CONTACT_DATE,
        Field.NAME,
        Field.BIRTH_DATE,
        Field.ADDRESS,
    ]
    go_on(desk)
    assert page.stack.currentIndex() == MATCH
    assert page.footer.primary_button.text() == "Gennemse 13 kontakter"
    go_on(desk)
    assert page.stack.currentIndex() == REVIEW
    assert page.footer.primary_button.text() == "Gem 13 kontakter"
    assert contacts(workspace) == []
    go_on(desk)
    assert page.stack.currentIndex() == DONE
    assert page.status == ""
    assert len(contacts(workspace)) == 13
    assert len(workspace.run(lambda uow: uow.lines.of_meeting(meeting.id))) == 13
    assert page.done_step.title_label.text() == "13 kontakter er gemt"
    page.done_step.meeting_button.click()
    assert desk.opened == [("wednesday", meeting.id)]


def test_undo_and_redo_are_seen_on_the_last_page(desk: Desk, workspace: Workspace) -> None:
    desk.page.open_source(SAMPLE)
    for _step in range(3):
        go_on(desk)
    desk.page.done_step.undo_button.click()
    assert contacts(workspace) == []
    assert desk.page.done_step.title_label.text() == "Importen er fortrudt"
    assert desk.page.done_step.meeting_button.isHidden()
    desk.operations.redo()
    assert len(contacts(workspace)) == 13
    assert desk.page.done_step.title_label.text() == "13 kontakter er gemt"


def test_the_last_page_says_that_a_cpr_number_was_left_out(desk: Desk) -> None:
    batch = ImportBatch(file_name="liste.csv", sha256="00", imported_at=datetime(2026, 11, 23, 9), row_count=1)
    done = Imported(batch=batch, contacts=1, updated=0, persons=0, completed=0, schools=0, cpr_left_out=1)
    desk.page.done_step.show_result(done, file=None, clipboard_emptied=False)
    assert "1 CPR-nummer er ikke gemt" in desk.page.done_step.words_label.text()


def test_the_source_file_can_be_deleted_after_a_question(desk: Desk, tmp_path: Path) -> None:
    copy = tmp_path / "opdigtet.xlsx"
    copy.write_bytes(SAMPLE.read_bytes())
    desk.page.open_source(copy)
    for _step in range(3):
        go_on(desk)
    desk.page.done_step.delete_button.click()
    assert copy.exists()
    confirm(desk).verb_button.click()
    assert not copy.exists()
    assert desk.page.done_step.delete_button.isHidden()


def test_pasting_empties_the_clipboard_after_the_import_only(desk: Desk, workspace: Workspace) -> None:
    paste(desk, "11.11\tTestine Eksempelsen\t15/05 2010\tHærværk\tA-1\t\t")
    for _step in range(2):
        go_on(desk)
    assert "Testine" in QGuiApplication.clipboard().text()
    go_on(desk)
    assert len(contacts(workspace)) == 1
    assert QGuiApplication.clipboard().text() == ""
    assert desk.page.done_step.source_panel.title_label.text() == "Udklipsholderen er tømt"


def test_what_was_copied_since_stays_on_the_clipboard(desk: Desk) -> None:
    paste(desk, "11.11\tTestine Eksempelsen\t15/05 2010\tHærværk\tA-1\t\t")
    QGuiApplication.clipboard().setText("Noget andet")
    for _step in range(3):
        go_on(desk)
    assert QGuiApplication.clipboard().text() == "Noget andet"
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize(
    ("name", "step", "words"),
    [
        ("gadeteam-observationer-okt-nov-2026.xlsx", COLUMNS, "kolonne med navne"),
        ("skoleferie-2026-27.csv", FILE, "liste med personer"),
        ("udvalgte-moeder-outlook.ics", FILE, "Den slags fil kan ikke læses"),
        ("findes-ikke.xlsx", FILE, "findes-ikke.xlsx"),
    ],
)
def test_other_files_get_a_clear_sentence(desk: Desk, name: str, step: int, words: str) -> None:
    desk.page.open_source(DATA / name)
    assert desk.page.stack.currentIndex() == step
    message = desk.page.columns_step.message if step == COLUMNS else desk.page.file_step.message
    assert not message.isHidden()
    assert words in message.words_label.text()
    go_on(desk)
    assert desk.page.stack.currentIndex() == step


def test_an_empty_clipboard_is_said(desk: Desk) -> None:
    QGuiApplication.clipboard().clear()
    desk.page.file_step.paste_button.click()
    assert "udklipsholderen" in desk.page.file_step.message.words_label.text()


# -- columns ---------------------------------------------------------------------------------------------------------


def test_corrected_columns_are_read_at_once_and_remembered(desk: Desk, workspace: Workspace) -> None:
    desk.page.open_source(SAMPLE)
    step = desk.page.columns_step
    step.combos[1].set_value(None)
    assert not step.message.isHidden()
    go_on(desk)
    assert desk.page.stack.currentIndex() == COLUMNS
    step.combos[1].set_value(Field.NAME)
    step.combos[9].set_value(None)
    assert step.message.isHidden()
    for _step in range(3):
        go_on(desk)
    assert len(contacts(workspace)) == 13
    desk.page.start_over()
    desk.page.open_source(SAMPLE)
    confirm(desk).verb_button.click()
    assert [combo.value for combo in step.combos[8:10]] == [Field.TALK_RECOMMENDED, None]


def test_a_field_stands_in_one_column_only(desk: Desk) -> None:
    desk.page.open_source(SAMPLE)
    step = desk.page.columns_step
    step.combos[0].set_value(Field.NOTE)
    assert [combo.value for combo in step.combos].count(Field.NOTE) == 1
    assert step.combos[9].value is None


def test_the_address_is_kept_only_when_ticked(desk: Desk, workspace: Workspace) -> None:
    paste(desk, "11.11\tTestine Eksempelsen\t15/05 2010\tHærværk\tA-1\tFiktivvej 1\t")
    assert not desk.page.columns_step.addresses_row.isHidden()
    desk.page.columns_step.addresses_box.click()
    for _step in range(3):
        go_on(desk)
    (person,) = workspace.run(lambda uow: uow.persons.all())
    assert person.address == "Fiktivvej 1"


def test_the_same_file_again_is_asked_about(desk: Desk) -> None:
    desk.page.open_source(SAMPLE)
    for _step in range(3):
        go_on(desk)
    desk.page.open_all()
    assert desk.page.stack.currentIndex() == FILE
    desk.page.open_source(SAMPLE)
    dialog = confirm(desk)
    assert "man. 23. nov. 2026 kl. 9.00" in dialog.heading_label.text()
    assert desk.page.stack.currentIndex() == FILE
    dialog.verb_button.click()
    go_on(desk)
    counts = desk.page.footer.note_label.text()
    assert counts.startswith("13 rækker springes over.")
    go_on(desk)
    go_on(desk)
    assert desk.page.stack.currentIndex() == REVIEW
    assert len(desk.said) == 1


# -- matching --------------------------------------------------------------------------------------------------------


def test_nothing_possible_is_preselected_and_keys_answer_it(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    known = add_person(workspace, first_name="Åsa", last_name="Testgaard", cpr="2602114002")
    desk.page.open_source(SAMPLE)
    go_on(desk)
    step = desk.page.match_step
    current = step.table.current
    assert current is not None
    assert not isinstance(current, ListProblem)
    assert (current.number, current.choice) == (8, None)
    assert desk.page.footer.problem_button.text() == "1 række mangler svar (F8)"
    compared = {one.title: one for one in step.pane.table.fields}
    assert (compared["Navn"].listed_marks, compared["Navn"].known_marks) == (((2, 3), (9, 10)), ((2, 3), (9, 11)))
    assert compared["Født"].same
    assert compared["CPR"].differs
    go_on(desk)
    assert desk.page.stack.currentIndex() == MATCH
    press(qtbot, desk, Qt.Key.Key_S)
    assert desk.page.footer.problem_button.isHidden()
    press(qtbot, desk, Qt.Key.Key_O)
    assert desk.page.footer.primary_button.text() == "Gennemse 12 kontakter"
    press(qtbot, desk, Qt.Key.Key_N)
    press(qtbot, desk, Qt.Key.Key_S)
    go_on(desk)
    go_on(desk)
    assert [one.source_row for one in contacts(workspace) if one.person_id == known.id] == [8]


def test_looking_at_a_person_is_logged_once(desk: Desk, workspace: Workspace) -> None:
    known = add_person(workspace, first_name="Åsa", last_name="Testgaard")
    desk.page.open_source(SAMPLE)
    go_on(desk)
    desk.page.match_step.go_to_next()
    desk.page.match_step.go_to_next()
    entries = workspace.run(lambda uow: uow.log_entries(kind="person", object_id=known.id))
    assert [one.action for one in entries] == [Action.OPEN]


def test_a_press_on_a_segment_answers(desk: Desk) -> None:
    desk.page.open_source(SAMPLE)
    go_on(desk)
    step = desk.page.match_step
    entry = step.table.model.record(0)
    step.table.choice_pressed.emit(entry, 2)
    assert desk.page.footer.primary_button.text() == "Gennemse 12 kontakter"
    assert desk.page.review_step.themes.table.model.rowCount() == 0


def test_f8_goes_round_all_that_waits(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    add_person(workspace, first_name="Testina", last_name="Eksempelsen", birth_date=date(2010, 5, 15))
    paste(
        desk,
        "11.11\tTestine Eksempelsen\t15/05 2010\tHærværk\tA-1\t\t",
        "12.11\tKopi Kopisen\t31-02-2011\tUro\tA-2\t\t",
        "13.11\tAttrap Attrapsen\t16/05 2010\tUro\tA-3\t\t",
    )
    go_on(desk)
    step = desk.page.match_step
    seen = []
    for _press in range(3):
        current = step.table.current
        assert current is not None
        seen.append(current.row if isinstance(current, ListProblem) else current.number)
        qtbot.keyClick(desk.page, Qt.Key.Key_F8)
    assert seen == [2, 3, 2]


def test_a_row_is_mended_in_place(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    paste(
        desk,
        "11.11\tTestine Eksempelsen\t15/05 2010\tHærværk\tA-1\t\t",
        "12.11\tKopi Kopisen\t31-02-2011\tUro\tA-2\t\t",
    )
    go_on(desk)
    step = desk.page.match_step
    assert step.pane.title_label.text() == "Række 3 skal rettes"
    form = step.pane.mend_form
    assert form.row.label.text() == "Fødselsdato"
    form.mend_button.click()
    assert form.row.has_problem
    form.edit.setText("30-02-2011")
    form.mend_button.click()
    assert "30-02-2011" in form.words_label.text()
    form.edit.setText("28-02-2011")
    qtbot.keyClick(form.edit, Qt.Key.Key_Return)
    assert desk.page.footer.primary_button.text() == "Gennemse 2 kontakter"
    go_on(desk)
    go_on(desk)
    assert [one.source_row for one in contacts(workspace)] == [2, 3]


def test_a_row_with_an_error_is_left_out_and_said(desk: Desk, workspace: Workspace) -> None:
    paste(
        desk,
        "11.11\tTestine Eksempelsen\t15/05 2010\tHærværk\tA-1\t\t",
        "12.11\tKopi Kopisen\t31-02-2011\tUro\tA-2\t\t",
    )
    go_on(desk)
    desk.page.match_step.pane.mend_form.pass_button.click()
    go_on(desk)
    words = [label.text() for label in desk.page.review_step.counts.findChildren(QLabel)]
    assert "1 række med fejl gemmes ikke" in words
    go_on(desk)
    assert len(contacts(workspace)) == 1


def test_filters_count_and_show(desk: Desk, workspace: Workspace) -> None:
    add_person(workspace, first_name="Åsa", last_name="Testgaard")
    desk.page.open_source(SAMPLE)
    go_on(desk)
    step = desk.page.match_step
    labels = [button.text() for button in step.filter.findChildren(QAbstractButton)]
    assert labels == ["Alle 13", "Mulige 1", "Nye 11", "Fejl 0"]
    for shown, rows in ((Filter.POSSIBLE, 1), (Filter.NEW, 11), (Filter.PROBLEMS, 0), (Filter.ALL, 13)):
        step.filter.set_value(shown)
        step.filter.value_changed.emit(shown)
        assert step.table.model.rowCount() == rows


def test_a_known_reference_is_updated_after_review(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    line = "11.11\tTestine Eksempelsen\t15/05 2010\t{}\tA-1\t\t"
    paste(desk, line.format("Hærværk"))
    for _step in range(3):
        go_on(desk)
    desk.page.start_over()
    paste(desk, line.format("Hærværk på skolen"))
    go_on(desk)
    step = desk.page.match_step
    current = step.table.current
    assert current is not None
    assert not isinstance(current, ListProblem)
    assert (current.line, current.choice) == (LineState.UPDATE, None)
    assert [(one.listed, one.known) for one in step.pane.table.fields] == [("Hærværk på skolen", "Hærværk")]
    assert step.pane.buttons[Choice.SAME].text() == "Opdater kontakten"
    press(qtbot, desk, Qt.Key.Key_S)
    go_on(desk)
    go_on(desk)
    assert [one.text for one in contacts(workspace)] == ["Hærværk på skolen"]


# -- review ----------------------------------------------------------------------------------------------------------


def test_a_theme_is_chosen_beside_the_role(desk: Desk, workspace: Workspace) -> None:
    desk.page.open_source(SAMPLE)
    go_on(desk)
    go_on(desk)
    themes = desk.page.review_step.themes
    line = themes.table.model.record(0)
    assert line is not None
    menu = themes.open_menu(line)
    menu.actions()[0].trigger()
    menu.close()
    changed = themes.table.model.record(0)
    assert changed is not None
    assert changed.theme is Theme.VANDALISM
    go_on(desk)
    assert [one.theme for one in contacts(workspace)] == [Theme.VANDALISM] + [None] * 12


def test_unknown_schools_are_created_only_when_asked(desk: Desk, workspace: Workspace) -> None:
    desk.page.open_source(SAMPLE)
    go_on(desk)
    go_on(desk)
    review = desk.page.review_step
    combos = {combo.accessibleName(): combo for combo in review.choices.findChildren(QComboBox)}
    assert {"Havnsø Skole", "Kirkebakkeskolen", "Engvejens Skole", "Ungdomsskolen"} <= combos.keys()
    combos["Havnsø Skole"].setCurrentIndex(1)
    go_on(desk)
    schools = workspace.run(lambda uow: uow.institutions.all())
    assert [one.name for one in schools] == ["Havnsø Skole"]
    with_school = [one for one in workspace.run(lambda uow: uow.persons.all()) if one.school_id == schools[0].id]
    assert len(with_school) == 3


def test_contacts_can_be_stored_without_a_meeting(desk: Desk, workspace: Workspace, meeting: Meeting) -> None:
    desk.page.open_source(SAMPLE)
    go_on(desk)
    go_on(desk)
    desk.page.review_step.meeting_combo.set_value(0)
    go_on(desk)
    assert len(contacts(workspace)) == 13
    assert workspace.run(lambda uow: uow.lines.of_meeting(meeting.id)) == []
    assert desk.page.done_step.meeting_button.isHidden()


def test_contacts_without_a_date_ask_for_one(desk: Desk, workspace: Workspace) -> None:
    QGuiApplication.clipboard().setText("Navn\tFødt\tForhold\nTestine Eksempelsen\t15/05 2010\tHærværk")
    desk.page.file_step.paste_button.click()
    go_on(desk)
    go_on(desk)
    review = desk.page.review_step
    assert not review.undated_row.isHidden()
    review.undated_edit.setText("")
    go_on(desk)
    assert contacts(workspace) == []
    assert review.undated_row.has_problem
    review.undated_edit.set_value(date(2026, 11, 20))
    go_on(desk)
    assert [one.contact_date for one in contacts(workspace)] == [date(2026, 11, 20)]


# -- leaving, discreet display, words --------------------------------------------------------------------------------


def test_giving_up_asks_and_stores_nothing(desk: Desk, workspace: Workspace) -> None:
    desk.page.open_source(SAMPLE)
    go_on(desk)
    desk.page.cancel_button.click()
    dialog = confirm(desk)
    dialog.keep_button.click()
    assert desk.page.stack.currentIndex() == MATCH
    desk.page.cancel_button.click()
    for dialog in desk.page.findChildren(ConfirmDialog):
        dialog.verb_button.click()
    assert desk.page.stack.currentIndex() == FILE
    assert contacts(workspace) == []
    assert desk.page.match_step.table.model.rowCount() == 0


def test_going_back_keeps_the_answers(qtbot: QtBot, desk: Desk) -> None:
    desk.page.open_source(SAMPLE)
    go_on(desk)
    press(qtbot, desk, Qt.Key.Key_O)
    go_on(desk)
    desk.page.footer.back_button.click()
    desk.page.footer.back_button.click()
    assert desk.page.stack.currentIndex() == COLUMNS
    go_on(desk)
    assert desk.page.footer.primary_button.text() == "Gennemse 12 kontakter"


def test_discreet_display_shows_no_name_number_school_or_text(desk: Desk, workspace: Workspace) -> None:
    add_person(workspace, first_name="Åsa", last_name="Testgaard", cpr="2602114002")
    desk.page.open_source(SAMPLE)
    desk.privacy.set_discreet(True)
    secrets = ("Testgård", "Testgaard", "Eksempelsen", "Fiktivvej", "Kirkebakke", "4001")

    def shown() -> str:
        labels = [label.text() for label in desk.page.findChildren(QLabel) if label.isVisible()]
        edits = [edit.displayText() for edit in desk.page.findChildren(QLineEdit) if edit.isVisible()]
        return " ".join(labels + edits)

    assert not [secret for secret in secrets if secret in shown()]
    go_on(desk)
    assert desk.page.match_step.pane.table.fields
    assert not [secret for secret in secrets if secret in shown()]
    assert "Å. T." in shown()


def test_differing_letters_are_bold_and_names_are_escaped() -> None:
    assert marked_text("A<b>", ((0, 1), (2, 3))) == "<b>A</b>&lt;<b>b</b>&gt;"


def test_every_control_has_a_name(desk: Desk) -> None:
    desk.page.open_source(SAMPLE)
    for _step in range(4):
        nameless = [
            f"{type(one).__name__} {one.objectName()}"
            for one in desk.page.findChildren(QAbstractButton) + desk.page.findChildren(QComboBox)
            if one.isVisible()
            and not (one.accessibleName() or one.text() if isinstance(one, QAbstractButton) else one.accessibleName())  # type: ignore[union-attr]
        ]
        assert nameless == []
        go_on(desk)
