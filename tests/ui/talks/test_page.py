"""The page of talks: list, filters, one talk led through all its moves by keyboard, refusals beside their field."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from sspdesk.domain.consents import ConsentAuthority, ConsentTopic
from sspdesk.domain.persons import Person
from sspdesk.domain.school_cases import Measure, SchoolCaseState, Trigger
from sspdesk.domain.settings import Settings
from sspdesk.domain.talk_records import AnsweredBy, OfferAnswer, OfferChannel
from sspdesk.domain.talks import MOVES, NotifyCheck, TalkState
from sspdesk.services import consents, talk_list, talk_participants, talk_records
from sspdesk.services.consents import NewConsent
from sspdesk.services.talk_list import TalkGroup
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.shared.cells import GroupRow
from sspdesk.ui.talks import dialogs, move_table, moves, participant_dialogs
from sspdesk.ui.talks.schools import MoveCaseDialog, NewCaseDialog
from sspdesk.ui.tasks.dialog import ChangeTaskDialog
from tests.services.talk_world import begin, lead_to, make_family
from tests.ui.talks.conftest import Desk


def _rows(desk: Desk) -> list[str]:
    model = desk.page.list.table.model
    items = [model.item(row) for row in range(model.rowCount())]
    return [item.title if isinstance(item, GroupRow) else f"{item.name} {item.talk.state.value}" for item in items]


def _words(desk: Desk) -> str:
    return " ".join(label.text() for label in desk.page.pane.findChildren(QLabel) if label.isVisible())


def test_without_talks_the_list_says_where_they_come_from(desk: Desk) -> None:
    desk.page.activate()
    assert desk.page.list.empty.isVisible()
    desk.page.list.empty.button.click()
    assert desk.dialog(dialogs.NewTalkDialog)


def test_open_talks_come_in_groups_by_what_is_next_and_ended_ones_on_demand(desk: Desk, workspace: Workspace) -> None:
    for state in (TalkState.FOLLOW_UP, TalkState.RECOMMENDED, TalkState.DECLINED, TalkState.OFFERED):
        lead_to(workspace, begin(workspace, desk.family).id, state)
    desk.page.activate()
    name = "Testine Eksempelsen"
    assert _rows(desk) == [
        *("Skal tilbydes", f"{name} anbefalet", "Venter på svar", f"{name} tilbudt"),
        *("Følges op", f"{name} opfoelgning"),
    ]
    combo = desk.page.list.group_combo
    assert combo.currentText() == "Åbne samtaler · 3"
    combo.set_value(TalkGroup.ENDED.value)
    assert _rows(desk) == [f"{name} afslaaet"]
    combo.set_value("alle")
    assert len(_rows(desk)) == 4


def test_the_list_is_searched_and_limited_to_ones_own_and_a_school(desk: Desk, workspace: Workspace) -> None:
    mine = begin(workspace, desk.family)
    begin(workspace, desk.family, responsible_id=desk.family.teacher.id)
    other = workspace.run(lambda uow: make_family(uow, date(2010, 1, 1)))
    workspace.run(lambda uow: uow.persons.save(_renamed(uow.persons.get(other.person), "Fabel Åkjær", other.school.id)))
    third = begin(workspace, other)
    page = desk.page
    page.activate()
    page.list.search_field.setText("fabel aakj")
    page.list.search_field.textEdited.emit("fabel aakj")
    assert [row for row in _rows(desk) if "Fabel" in row]
    assert len(_rows(desk)) == 2
    page.list.search_field.setText("")
    page.list.school_combo.set_value(other.school.id)
    assert len(_rows(desk)) == 2
    page.list.school_combo.set_value(None)
    workspace.run(
        lambda uow: uow.save_settings(_named(uow.settings(), "Vibeke Skabelon"))
    )  # two consultants have that name here: the first is oneself
    page.list.mine_box.setChecked(True)
    shown = workspace.run(lambda uow: talk_list.open_rows(uow, page.list.wish))
    assert mine.id in {row.talk.id for row in shown}
    assert third.id not in {row.talk.id for row in shown}


def _renamed(person: Person, name: str, school_id: int) -> Person:
    first, last = name.split(" ")
    return replace(person, first_name=first, last_name=last, school_id=school_id)


def _named(settings: Settings, name: str) -> Settings:
    return replace(settings, consultant=name)


def test_ctrl_enter_asks_for_the_next_move(desk: Desk, workspace: Workspace, qtbot: QtBot) -> None:
    talk = begin(workspace, desk.family)
    page = desk.page
    page.activate()
    page.open_record(talk.id)
    page.activateWindow()
    page.focus_first()
    qtbot.keyClick(page.list.table.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(moves.OfferDialog)))


def test_a_talk_is_led_from_offer_to_end(desk: Desk, workspace: Workspace) -> None:
    talk = begin(workspace, desk.family)
    page, shown_talk = desk.page, desk.page.pane
    page.activate()
    page.open_record(talk.id)

    def next_move(kind: type[moves.MoveDialog], **values: object) -> None:
        shown_talk.next_button.click()
        dialog = desk.dialog(kind)
        for field, value in values.items():
            dialog.form.set_value(field, value)
        dialog.save_button.click()

    next_move(moves.OfferDialog, channel=OfferChannel.PHONE)
    next_move(moves.AnswerDialog, answer=OfferAnswer.ACCEPTED, answered_by=AnsweredBy.BOTH)
    next_move(moves.PlanDialog, on=date(2026, 11, 23), clock=time(8), place="Hjemme")
    assert shown_talk.stage_bar.stages[3].detail == "man. 23. nov."
    next_move(moves.HoldDialog)
    shown_talk.write_minutes()
    minutes = desk.dialog(dialogs.MinutesDialog)
    minutes.form.set_value("mapping", "Keder sig om fredagen")
    minutes.save_button.click()
    shown_talk.new_agreement()
    agreement = desk.dialog(dialogs.AgreementDialog)
    agreement.form.set_value("text", "Klub to gange om ugen")
    agreement.save_button.click()
    shown_talk.check_duty()
    check = desk.dialog(dialogs.CheckDialog)
    check.form.set_value("notify_check", NotifyCheck.NOT_NEEDED)
    check.save_button.click()
    next_move(moves.BeginFollowUpDialog, times=1)
    shown_talk.write_follow_up()
    follow_up = desk.dialog(dialogs.FollowUpDialog)
    follow_up.form.set_value("note", "Talt med mor")
    follow_up.save_button.click()
    shown = _words(desk)
    for words in ("Keder sig om fredagen", "Klub to gange om ugen", "Talt med mor", "Telefon"):
        assert words in shown
    next_move(moves.CloseDialog)
    stored = workspace.run(lambda uow: uow.talks.get(talk.id))
    assert stored.state is TalkState.CLOSED
    assert not shown_talk.next_button.isVisible()
    assert desk.told[-1] == "Samtalen er afsluttet"
    assert [stage.state for stage in shown_talk.stage_bar.stages] == ["done"] * 6 + ["ended"]
    desk.context.operations.undo()
    assert workspace.run(lambda uow: uow.talks.get(talk.id)).state is TalkState.FOLLOW_UP
    assert shown_talk.next_button.text() == "Afslut samtalen"


def test_what_is_missing_is_told_beside_its_field_and_nothing_is_changed(desk: Desk, workspace: Workspace) -> None:
    talk = lead_to(workspace, begin(workspace, desk.family).id, TalkState.OFFERED)
    page = desk.page
    page.open_record(talk.id)
    page.pane.next_move()
    dialog = desk.dialog(moves.AnswerDialog)
    dialog.save_button.click()
    assert dialog.form.row("answer").has_problem
    dialog.form.set_value("answer", OfferAnswer.DECLINED)
    assert dialog.form.value("basis_code") == "RPL115-1"  # a no is no consent to stand on
    dialog.save_button.click()
    assert "hvem i familien" in dialog.form.row("answered_by").error_label.text()
    dialog.form.set_value("answered_by", AnsweredBy.PARENTS)
    dialog.form.set_value("day", date(2026, 11, 22))
    dialog.save_button.click()
    assert "før det, der skete sidst" in dialog.form.row("day").error_label.text()
    assert workspace.run(lambda uow: uow.talks.get(talk.id)).state is TalkState.OFFERED


def test_closing_before_the_check_is_refused_in_words(desk: Desk, workspace: Workspace) -> None:
    talk = lead_to(workspace, begin(workspace, desk.family).id, TalkState.HELD)
    desk.page.open_record(talk.id)
    desk.page.pane.next_move()
    dialog = desk.dialog(moves.BeginFollowUpDialog)
    dialog.save_button.click()
    assert "underretningspligten" in dialog.message.words_label.text()


@pytest.mark.parametrize("state", TalkState)
def test_every_state_offers_only_the_moves_it_has(desk: Desk, workspace: Workspace, state: TalkState) -> None:
    offered = [*move_table.MORE.get(state, ()), *move_table.FIRST.get(state, ())[:1]]
    reached = {kind.to for kind in offered}
    answers = {TalkState.ACCEPTED, TalkState.DECLINED, TalkState.NO_REPLY}
    if moves.AnswerDialog in offered:
        reached |= answers & set(MOVES[state])
        reached -= answers - set(MOVES[state])
    if state is TalkState.PLANNED:
        reached -= {TalkState.PLANNED}  # the time is moved
        reached |= {TalkState.ACCEPTED}
    assert reached == set(MOVES[state])
    talk = lead_to(workspace, begin(workspace, desk.family).id, state)
    desk.page.open_record(talk.id)
    assert desk.page.pane.next_button.isVisible() == (state in move_table.FIRST)


def test_over_to_exit_is_shown_as_ended(desk: Desk, workspace: Workspace) -> None:
    talk = lead_to(workspace, begin(workspace, desk.family).id, TalkState.TO_EXIT)
    desk.page.open_record(talk.id)
    assert desk.page.pane.badge.spec.text == "Afsluttet"
    assert "Exit" not in _words(desk)


def test_inviting_says_why_the_consent_does_not_cover_it_and_takes_a_legal_basis(
    desk: Desk, workspace: Workspace
) -> None:
    talk = begin(workspace, desk.family)
    desk.page.open_record(talk.id)
    desk.page.pane.add_participant()
    dialog = desk.dialog(participant_dialogs.AddParticipantDialog)
    dialog.form.set_value("who", ("professional_id", desk.family.police.id))
    row = dialog.form.row("basis_code")
    assert row.help_label.text() == "Samtykket dækker ikke »Deltagelse i samtalen« for politi."
    dialog.save_button.click()
    assert "Intet samtykke dækker dette" in row.error_label.text()
    dialog.form.set_value("basis_code", "RPL115-1")
    dialog.save_button.click()
    assert "Poul Prøvegaard, politi" in _words(desk)


def test_a_consent_that_covers_a_participant_no_more_is_shown_with_why(desk: Desk, workspace: Workspace) -> None:
    talk, family = begin(workspace, desk.family), desk.family
    wanted = NewConsent(
        person_id=family.person,
        pairs=frozenset({(ConsentTopic.TALK, ConsentAuthority.POLICE)}),
        guardian_ids=(family.mother, family.father),
        given_on=date(2026, 11, 23),
    )
    given = workspace.run(lambda uow: consents.give(uow, wanted)).value
    workspace.run(lambda uow: talk_participants.invite(uow, talk.id, family.police.id))
    desk.page.open_record(talk.id)
    assert "på samtykke" in _words(desk)
    assert "trukket tilbage" not in _words(desk)
    workspace.run(lambda uow: consents.withdraw(uow, given.consent.id, date(2026, 11, 23)))
    desk.page.pane.reload()
    assert "Samtykket til »Deltagelse i samtalen« for politi blev trukket tilbage" in _words(desk)


def test_a_relative_not_to_be_contacted_is_not_invited(desk: Desk, workspace: Workspace) -> None:
    talk = begin(workspace, desk.family)
    mother = workspace.run(lambda uow: uow.guardians.get(desk.family.mother))
    (there,) = [
        one for one in workspace.run(lambda uow: uow.participants.of_talk(talk.id)) if one.guardian_id == mother.id
    ]
    workspace.run(lambda uow: talk_participants.remove(uow, there.id))
    workspace.run(lambda uow: uow.guardians.save(replace(mother, may_be_contacted=False)))
    desk.page.open_record(talk.id)
    desk.page.pane.add_participant()
    dialog = desk.dialog(participant_dialogs.AddParticipantDialog)
    dialog.form.set_value("who", ("guardian_id", mother.id))
    assert "må ikke kontaktes" in dialog.form.row("who").help_label.text()
    dialog.save_button.click()
    assert "må ikke kontaktes" in dialog.form.row("who").error_label.text()
    assert mother.name not in {one.name for one in workspace.run(lambda uow: uow.participants.of_talk(talk.id))}


def test_the_day_a_talk_was_held_is_corrected_from_the_menu(desk: Desk, workspace: Workspace) -> None:
    talk = lead_to(workspace, begin(workspace, desk.family).id, TalkState.HELD)
    desk.page.open_record(talk.id)
    next(one for one in desk.page.pane.menu.actions() if one.text().startswith("Ret, hvornår")).trigger()
    dialog = desk.dialog(dialogs.HeldDialog)
    dialog.form.set_value("on", date(2026, 11, 22))
    dialog.save_button.click()
    assert "før det, der skete sidst" in dialog.form.row("on").error_label.text()
    dialog.form.set_value("on", date(2026, 11, 23))
    dialog.form.set_value("clock", time(8, 15))
    dialog.save_button.click()
    assert workspace.run(lambda uow: uow.talks.get(talk.id)).held_at == datetime(2026, 11, 23, 8, 15)


def test_discreet_display_leaves_names_and_texts_out(desk: Desk, workspace: Workspace) -> None:
    talk = lead_to(workspace, begin(workspace, desk.family).id, TalkState.HELD)
    workspace.run(lambda uow: talk_records.write_minutes(uow, talk.id, "Testine er ked af det", "", ""))
    desk.page.open_record(talk.id)
    assert "Testine Eksempelsen" in _words(desk)
    desk.context.privacy.set_discreet(True)
    shown = _words(desk)
    desk.context.privacy.set_discreet(False)
    assert "Testine" not in shown
    assert "Eksempeline" not in shown


def test_opening_a_talk_is_written_in_the_log_once(desk: Desk, workspace: Workspace) -> None:
    talk = begin(workspace, desk.family)
    desk.page.open_record(talk.id)
    desk.page.activate()
    entries = workspace.run(lambda uow: uow.log_entries(kind="talk", object_id=talk.id))
    assert [entry.action.value for entry in entries].count("aabnet") == 1


def test_a_talk_is_begun_with_somebody_pointed_out(desk: Desk, workspace: Workspace) -> None:
    desk.page.open_record(0)
    dialog = desk.dialog(dialogs.NewTalkDialog)
    dialog.save_button.click()
    assert dialog.form.row("person").has_problem
    dialog.choose.search_field.setText("Testine")
    dialog.choose.search_field.textEdited.emit("Testine")
    dialog.choose.search_field.returnPressed.emit()
    dialog.save_button.click()
    (talk,) = workspace.run(lambda uow: uow.talks.all())
    assert desk.opened[-1] == ("talks", talk.id)
    assert talk.person_id == desk.family.person


def test_a_schools_case_is_written_moved_and_becomes_a_talk(desk: Desk, workspace: Workspace) -> None:
    page = desk.page
    page.activate()
    page.side_control.set_value("cases")
    page.new_case_button.click()
    dialog = desk.dialog(NewCaseDialog)
    dialog.choose.search_field.setText("Testine")
    dialog.choose.search_field.textEdited.emit("Testine")
    dialog.choose.search_field.returnPressed.emit()
    dialog.form.set_value("school_id", desk.family.school.id)
    dialog.form.set_value("teacher_id", desk.family.teacher.id)
    dialog.save_button.click()
    assert dialog.form.row("triggers").has_problem
    dialog.form.set_value("triggers", (Trigger.WITNESS,))
    dialog.save_button.click()
    (row,) = [page.cases.table.model.record(0)]
    assert row is not None
    for to in (SchoolCaseState.ASSESSMENT, SchoolCaseState.MEASURES):
        page.cases.move_case(page.cases.table.model.record(0))
        step = desk.dialog(MoveCaseDialog)
        step.form.set_value("to", to)
        step.form.set_value("measures", (Measure.TALK,))
        step.save_button.click()
    page.cases.table.action_pressed.emit(page.cases.table.model.record(0), 5)
    (talk,) = workspace.run(lambda uow: uow.talks.all())
    assert desk.opened[-1] == ("talks", talk.id)


def test_a_deadline_is_moved_with_its_reason_and_follows_the_rule_again(desk: Desk, workspace: Workspace) -> None:
    talk = begin(workspace, desk.family)
    desk.page.open_record(talk.id)
    (task,) = workspace.run(lambda uow: uow.tasks.all())
    desk.page.pane.edit_task(task)
    dialog = desk.dialog(ChangeTaskDialog)
    assert dialog.words_label.text() == "7 dage efter tildelingen, man. 23. nov."
    dialog.form.set_value("due", date(2026, 12, 4))
    dialog.save_button.click()
    assert "hvorfor fristen er en anden" in dialog.form.row("reason").error_label.text()
    dialog.form.set_value("reason", "Familien er bortrejst")
    dialog.form.set_value("responsible_id", desk.family.teacher.id)
    dialog.save_button.click()
    (stored,) = workspace.run(lambda uow: uow.tasks.all())
    assert (stored.due, stored.responsible_id) == (date(2026, 12, 4), desk.family.teacher.id)
    assert "Familien er bortrejst" in _words(desk)
    desk.page.pane.edit_task(stored)
    desk.dialog(ChangeTaskDialog).follow_button.click()
    assert workspace.run(lambda uow: uow.tasks.all())[0].due == date(2026, 11, 30)
