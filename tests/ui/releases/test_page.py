"""The page of releases: the list, one case led on, the blocked participant, papers, discreet display, keyboard."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from sspdesk.domain.meetings import MeetingState
from sspdesk.domain.release_records import CopyKind, ItemState
from sspdesk.domain.releases import Ending, ReleaseState
from sspdesk.domain.tasks import TaskKind
from sspdesk.services import consents, disclosures, release_checklist, release_meetings, release_papers
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.releases import dialogs, meeting_dialogs
from sspdesk.ui.releases.figures_dialog import FiguresDialog
from sspdesk.ui.releases.moves import ReleaseMoveDialog
from sspdesk.ui.releases.papers_dialog import CopyDialog
from sspdesk.ui.shared.form_area import FormArea
from sspdesk.ui.shared.pdf_preview import PdfPreview
from tests.services.release_world import HOMES, HOUSING, MONEY, TODAY, USUAL, WORK, give, meet
from tests.ui.releases.conftest import Desk


def _words(desk: Desk) -> str:
    return " ".join(label.text() for label in desk.page.findChildren(QLabel) if label.isVisible())


def _button(desk: Desk, name: str) -> QAbstractButton:
    (found,) = [one for one in desk.page.findChildren(QAbstractButton, name) if one.isVisible()]
    return found


def _open(desk: Desk) -> None:
    desk.page.open_record(desk.world.case)
    desk.page.activate()


def test_the_list_shows_stage_and_what_is_due_and_enter_opens_a_case(desk: Desk, qtbot: QtBot) -> None:
    desk.page.activate()
    row = desk.page.list.table.current
    assert row is not None
    assert (row.name, row.case.state, row.outside) == ("Dummy Demosen", ReleaseState.NOTIFIED, 4)
    assert row.due is not None
    qtbot.keyClick(desk.page.list.table.view, Qt.Key.Key_Return)
    assert desk.page.case.release_id == desk.world.case
    assert "24" in desk.page.case.count_label.text()
    assert desk.page.window_title == "God løsladelse", "no name stands in the window's title"
    desk.page.back_button.click()
    assert desk.page.stack.currentWidget() is desk.page.list


def test_a_case_is_begun_in_its_dialog_and_refused_beside_the_field(desk: Desk) -> None:
    desk.page.new_release()
    dialog = desk.dialog(dialogs.NewReleaseDialog)
    dialog.save()
    assert "Peg på" in " ".join(one.text() for one in dialog.findChildren(QLabel))
    dialog.reject()
    _open(desk)
    desk.page.case.edit_facts()
    facts = desk.dialog(dialogs.FactsDialog)
    facts.form.set_value("expected_on", date(2026, 3, 1))
    facts.save()
    assert facts.form.row("expected_on").has_problem
    facts.form.set_value("expected_on", date(2027, 1, 14))
    facts.form.set_value("sentence_days", "300")
    facts.form.changed.emit()
    assert "To tredjedele" in facts.form.row("sentence_days").help_label.text()
    facts.save()
    view = desk.page.case.view
    assert view is not None
    dues = {row.task.kind: row.task.due for row in view.deadlines}
    assert dues[TaskKind.RELEASE_CONTACT_1] == date(2027, 1, 28)


def test_the_form_of_a_new_case_is_short_until_somebody_is_looked_for_and_scrolls_on_a_low_screen(desk: Desk) -> None:
    desk.page.new_release()
    dialog = desk.dialog(dialogs.NewReleaseDialog)
    assert dialog.choose.panel.isHidden()
    short = dialog.height()
    dialog.choose.search_field.setText("dummy")
    dialog.choose.search_field.textEdited.emit("dummy")
    assert not dialog.choose.panel.isHidden()
    dialog.choose.search_field.setText("qqq")
    dialog.choose.search_field.textEdited.emit("qqq")
    assert dialog.choose.panel.isHidden()
    assert not dialog.choose.nobody_label.isHidden()
    area = dialog.findChild(FormArea)
    assert area is not None
    dialog.resize(dialog.width(), 400)
    assert dialog.height() == 400, "it can be lower than its form"
    assert short > 400
    assert area.verticalScrollBar().maximum() > 0
    QApplication.instance().focusChanged.emit(None, dialog.form.row("step_note").widget)  # no window is active here
    assert area.verticalScrollBar().value() > 0, "what is written in is in sight"
    assert dialog.save_button.isVisible()


def test_the_next_stage_is_a_press_away(desk: Desk) -> None:
    _open(desk)
    for state in (ReleaseState.OWNER, ReleaseState.TALK, ReleaseState.PLAN, ReleaseState.MEETINGS):
        desk.page.case.next_move()
        dialog = desk.dialog(ReleaseMoveDialog)
        assert dialog.to is state
        dialog.save()
    desk.page.case.next_move()
    desk.dialog(ReleaseMoveDialog).save()
    view = desk.page.case.view
    assert view is not None
    assert (view.case.state, view.case.released_on) == (ReleaseState.RELEASED, TODAY)
    desk.page.case.ask_move(ReleaseState.CLOSED)
    close = desk.dialog(ReleaseMoveDialog)
    assert close.form.value("ending") == Ending.DONE
    close.save()
    assert desk.page.case.view is not None
    assert not desk.page.case.view.case.open


def test_who_is_blocked_shows_the_reason_and_the_way_to_ask(desk: Desk, workspace: Workspace) -> None:
    workspace.run(lambda uow: give(uow, desk.world.person, *USUAL))
    workspace.run(lambda uow: meet(uow, desk.world.case))
    _open(desk)
    assert "Samtykket dækker ikke »Misbrugsbehandling«" in _words(desk)
    assert desk.page.case.next_button.text() == "Indkald 3 til møde 1"
    _button(desk, "ask_consent_button").click()
    tasks = workspace.run(lambda uow: uow.tasks.open_for(desk.world.person))
    assert TaskKind.ASK_CONSENT in {one.kind for one in tasks}
    desk.page.case.next_move()
    view = desk.page.case.view
    assert view is not None
    assert view.next is not None
    assert (view.next.invited, view.next.meeting.state) == (3, MeetingState.INVITED)


def test_a_withdrawn_consent_marks_the_print_and_greys_the_person_out(desk: Desk, workspace: Workspace) -> None:
    workspace.run(lambda uow: give(uow, desk.world.person, *USUAL))
    meeting = workspace.run(lambda uow: meet(uow, desk.world.case))
    workspace.run(lambda uow: release_meetings.invite_all(uow, meeting))
    paper = workspace.run(lambda uow: release_papers.copy(uow, meeting, desk.world.homes, CopyKind.AGENDA))
    workspace.run(lambda uow: disclosures.register(uow, paper.leaving, number=paper.number))
    _open(desk)
    assert not desk.page.case.message.isVisible()
    (consent,) = workspace.run(lambda uow: consents.of_person(uow, desk.world.person))
    left = frozenset(USUAL) - {(HOUSING, HOMES)}
    full = consent.full.consent
    workspace.run(lambda uow: consents.narrow(uow, full.id, pairs=left, valid_to=full.valid_to))
    desk.page.activate()
    assert desk.page.case.message.isVisible()
    assert "Udskriften er forældet." in _words(desk)
    assert "Må ikke deltage" not in _words(desk), "the button stands there instead"
    _button(desk, "take_off_button").click()
    assert not [one for one in workspace.run(lambda uow: uow.attendees.of_meeting(meeting)) if one.id == 0]
    assert len(workspace.run(lambda uow: uow.attendees.of_meeting(meeting))) == 2


def test_only_topics_the_consent_covers_are_offered_for_a_meeting(desk: Desk, workspace: Workspace) -> None:
    _open(desk)
    desk.page.case.new_meeting()
    empty = desk.dialog(meeting_dialogs.MeetingDialog)
    assert "Skriv borgerens samtykke først" in empty.words_label.text()
    empty.reject()
    workspace.run(lambda uow: give(uow, desk.world.person, *USUAL))
    desk.page.activate()
    desk.page.case.new_meeting()
    dialog = next(one for one in desk.page.findChildren(meeting_dialogs.MeetingDialog) if one.isVisible())
    assert set(dialog.form.value("topics")) == {HOUSING, WORK, MONEY}
    dialog.form.set_value("on", date(2026, 11, 27))
    dialog.save()
    view = desk.page.case.view
    assert view is not None
    assert view.next is not None
    assert view.next.topics == (HOUSING, WORK, MONEY)


def test_a_paper_says_why_it_cannot_be_given_and_the_other_basis_wants_its_reason(
    desk: Desk, workspace: Workspace
) -> None:
    workspace.run(lambda uow: give(uow, desk.world.person, (HOUSING, HOMES)))
    workspace.run(lambda uow: meet(uow, desk.world.case, topics=(HOUSING,)))
    _open(desk)
    view = desk.page.case.view
    assert view is not None
    assert view.next is not None
    desk.page.case.show_papers(view.next)
    dialog = desk.dialog(CopyDialog)
    dialog.form.set_value("member", desk.world.prison)
    dialog._on_changed()
    assert "Samtykket dækker ikke" in dialog.state_label.text()
    dialog.save()
    assert "Kan ikke indkaldes" in dialog.message.words_label.text() or dialog.form.row("member").has_problem
    codes = [dialog.form.row("basis").widget.itemData(number) for number in range(2)]
    assert codes == ["", "RPL115-3A"], "somebody sentenced and grown up: neither litra b nor c"
    dialog.form.set_value("basis", "RPL115-3A")
    dialog.form.set_value("topics", (HOUSING,))
    dialog.save()
    assert dialog.form.row("reason").has_problem


def test_the_checklist_is_ticked_and_points_are_edited(desk: Desk, workspace: Workspace) -> None:
    _open(desk)
    boxes = [one for one in desk.page.findChildren(QAbstractButton, "point_box") if one.isVisible()]
    boxes[0].click()
    rows = workspace.run(lambda uow: release_checklist.rows(uow, desk.world.case))
    assert rows[0].state is ItemState.DONE
    assert desk.told[-1] == "Punktet er klaret"
    desk.page.case.edit_item(rows[1])
    dialog = desk.dialog(dialogs.ItemDialog)
    dialog.form.set_value("due", date(2026, 12, 10))
    dialog.save()
    assert dialog.form.row("reason").has_problem
    dialog.form.set_value("reason", "Boligselskabet svarer først da")
    dialog.save()
    after = workspace.run(lambda uow: release_checklist.rows(uow, desk.world.case))
    assert after[1].due == date(2026, 12, 10)


def test_discreet_display_hides_names_and_closes_the_editors(desk: Desk, workspace: Workspace) -> None:
    workspace.run(lambda uow: give(uow, desk.world.person, *USUAL))
    workspace.run(lambda uow: meet(uow, desk.world.case))
    _open(desk)
    assert "Dummy" in _words(desk)
    desk.context.privacy.set_discreet(True)
    told = _words(desk)
    assert "Dummy" not in told
    assert "Kladde" not in told
    assert "Prøvefængslet" not in told
    assert not desk.page.case.papers_button.isEnabled()


def test_visits_contacts_and_figures_have_their_dialogs(desk: Desk, workspace: Workspace) -> None:
    _open(desk)
    desk.page.case.new_visit()
    visit = desk.dialog(dialogs.VisitDialog)
    visit.form.set_value("on", date(2026, 12, 1))
    visit.save()
    (stored,) = workspace.run(lambda uow: uow.release_visits.of_release(desk.world.case))
    assert stored.at == datetime(2026, 12, 1, 10)
    desk.page.show_figures()
    figures = desk.dialog(FiguresDialog)
    assert figures.table.model.rowCount() == 7
    figures.form.set_value("last", date(2025, 1, 1))
    figures.form.changed.emit()
    assert figures.form.row("last").has_problem
    figures.show_paper()
    assert not figures.findChildren(PdfPreview), "nothing to count"
    figures.form.set_value("last", TODAY)
    figures.show_paper()
    assert len([one for one in figures.findChildren(PdfPreview) if one.isVisible()]) == 1


@pytest.mark.parametrize("record", [0])
def test_new_opens_the_dialog(desk: Desk, record: int) -> None:
    desk.page.open_record(record)
    assert desk.dialog(dialogs.NewReleaseDialog)
