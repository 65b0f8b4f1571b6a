"""The page of Exit: closed until the passphrase is given, then list and case; the gate stands in every dialog."""

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QWidget

from sspdesk.domain.exit_parts import FocusArea, FocusStatus, FundsAnswer, PaperKind, PartyRole
from sspdesk.domain.exits import ExitState, Programme, SideKind
from sspdesk.domain.ids import ExitCaseId
from sspdesk.domain.log import Action, LogFilter
from sspdesk.labels import log as log_words
from sspdesk.resource import resource
from sspdesk.services import exit_views, exits, log
from sspdesk.services.work import UnitOfWork
from sspdesk.ui.exits import moves, parts, ties
from sspdesk.ui.exits.figures_dialog import FiguresDialog
from sspdesk.ui.exits.paper_dialog import PaperDialog
from sspdesk.ui.history.dialog import HistoryDialog
from sspdesk.ui.shared.pdf_preview import PdfPreview
from tests.conftest import Clock
from tests.services.exit_world import begin, lead_to, make_around, step
from tests.ui.conftest import free_deleted
from tests.ui.exits.conftest import Room
from tests.ui.shared.test_accessibility import unnamed


def words(root: QWidget) -> str:
    """Return every word that can be read on a widget, in its tables too."""
    found = [root.windowTitle()]
    for widget in root.findChildren(QWidget):
        found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            found.append(widget.text())
        model = widget.model() if isinstance(widget, QAbstractItemView) else None
        if model is not None:
            top = QModelIndex()
            columns = model.columnCount(top) if isinstance(model, QAbstractTableModel) else 1
            cells = [(row, column) for row in range(model.rowCount(top)) for column in range(columns)]
            found += [str(model.data(model.index(row, column, top))) for row, column in cells]
    return " ".join(found)


def test_the_closed_page_names_nobody_and_a_wrong_passphrase_opens_nothing(room: Room) -> None:
    page = room.page
    assert page.stack.currentWidget() is page.door
    assert "Testrup" not in words(page)
    page.door.passphrase_edit.setText("ikke den rigtige")
    page.door.try_to_open()
    assert page.stack.currentWidget() is page.door
    assert page.door.row.error_label.text()
    assert not room.workspace.exit_door.is_open
    actions = [row.entry.action for row in room.workspace.run(lambda uow: log.page(uow, LogFilter(kind="exit"), 0, 10))]
    assert actions == [Action.UNLOCK_FAILED]
    page.door.passphrase_edit.clear()
    page.door.try_to_open()
    assert page.door.row.error_label.text() == "Skriv adgangskoden."


def test_the_passphrase_opens_the_list_and_enter_a_case(room: Room) -> None:
    room.enter()
    page = room.page
    assert page.stack.currentWidget() is page.list
    assert "Attrap Testrup" in words(page.list)
    row = page.list.table.model.item(0)
    page.list.table.opened.emit(row)
    assert page.stack.currentWidget() is page.case
    assert page.header.title_label.text() == "Exit: Attrap Testrup, 24 år"
    assert page.window_title == "Exit"
    assert [one.state for one in page.case.stage_bar.stages].count("current") == 1
    assert "Egen bolig" in words(page.case)
    assert page.next_button.text() == "Indkald til statusmøde"


def test_closing_takes_everything_off_the_screen_and_off_undo(room: Room) -> None:
    room.look()
    page = room.page
    page.actions_.ask("note", None)
    note = room.dialog(parts.NoteDialog)
    note.form.set_value("text", "Hemmelig note")
    note.save_button.click()
    assert room.context.operations.can_undo
    page.close_exit()
    assert page.stack.currentWidget() is page.door
    free_deleted()
    read = words(page)
    for told in ("Testrup", "Egen bolig", "Hemmelig", "E-2026"):
        assert told not in read, read[max(0, read.find(told) - 100) :][:300]
    assert not room.context.operations.can_undo
    assert page.header.title_label.text() == "Exit"
    assert page.commands() == ()


def test_exit_closes_by_itself_and_closes_its_dialogs(room: Room, clock: Clock) -> None:
    room.look()
    page = room.page
    page.actions_.ask("focus", page.case.view.focus[0].focus)  # type: ignore[union-attr]
    assert room.dialog(parts.FocusDialog)
    clock.set(datetime(2026, 11, 23, 9, 11))
    page._look()
    assert page.stack.currentWidget() is page.door
    assert not [one for one in page.findChildren(parts.FocusDialog) if one.isVisible()]


def test_neither_the_page_nor_the_sidebar_keeps_exit_open(room: Room, clock: Clock) -> None:
    room.look()
    for minute in (4, 8):
        clock.set(datetime(2026, 11, 23, 9, minute))
        room.page._timer.timeout.emit()
        room.workspace.run(exit_views.count_due)
        assert room.page.stack.currentWidget() is room.page.case
    clock.set(datetime(2026, 11, 23, 9, 10))
    room.page._timer.timeout.emit()
    assert room.page.stack.currentWidget() is room.page.door


def test_the_log_tells_exit_s_door_from_the_desk_s(room: Room) -> None:
    room.enter()
    room.page.close_exit()
    rows = room.workspace.run(lambda uow: log.page(uow, LogFilter(kind="exit"), 0, 10))
    assert [log_words.what(row.entry) for row in rows] == ["Låst · Exit", "Åbnet · Exit"]


def test_a_focus_area_is_added_and_changed(room: Room) -> None:
    room.look()
    page = room.page
    page.case.add_focus_button.click()
    dialog = room.dialog(parts.FocusDialog)
    dialog.form.set_value("area", FocusArea.ECONOMY)
    dialog.form.set_value("status", FocusStatus.UNDER_WAY)
    dialog.save_button.click()
    assert dialog.form.row("goal").error_label.text() == "Skriv målet først."
    dialog.form.set_value("goal", "Fast budget")
    dialog.form.set_value("due", date(2026, 12, 2))
    dialog.save_button.click()
    assert "Fast budget" in words(page.case)
    areas = [row.focus.area for row in page.case.view.focus]  # type: ignore[union-attr]
    assert sorted(areas) == sorted([FocusArea.HOUSING, FocusArea.ECONOMY])
    room.context.operations.undo()
    assert "Fast budget" not in words(page.case)


def test_what_is_chosen_in_a_dialog_is_what_the_rules_see(room: Room) -> None:
    """A combo gives its own value back: a plain string is none of the members that the rules compare with."""
    room.look()
    page = room.page
    page.actions_.ask("focus", page.case.view.focus[0].focus)  # type: ignore[union-attr]
    done = room.dialog(parts.FocusDialog)
    done.form.set_value("status", FocusStatus.DONE)
    done.save_button.click()
    assert page.case.view.focus[0].focus.done_on == date(2026, 11, 23)  # type: ignore[union-attr]
    page.actions_.ask("funds", None)
    funds = room.dialog(parts.FundsDialog)
    for field, value in (("kroner", "12.500"), ("purpose", "Indskud"), ("sent_on", date(2026, 11, 2)),
                         ("answer", FundsAnswer.GRANTED), ("answered_on", date(2026, 11, 9))):  # fmt: skip
        funds.form.set_value(field, value)
    funds.save_button.click()
    assert page.case.view.funds[0].granted == 12_500  # type: ignore[union-attr]
    page.actions_.ask("side", None)
    room.dialog(ties.EnterSideDialog).save_button.click()
    assert page.case.view.side.led_by == "Kriminalforsorgen"  # type: ignore[union-attr]
    page.actions_.edit()
    facts = room.dialog(parts.FactsDialog)
    facts.form.set_value("programme", Programme.KIV)
    facts.save_button.click()
    assert facts.form.row("programme").error_label.text()
    facts.reject()


def _draft(uow: UnitOfWork) -> ExitCaseId:
    case = begin(uow, make_around(uow), date(2026, 11, 2))
    exits.ask_police(uow, case.id, step(date(2026, 11, 3)))
    return case.id


def test_a_draft_offers_no_signature_and_the_assessment_opens_the_way(room: Room) -> None:
    room.enter()
    case_id = room.workspace.run(_draft)
    page = room.page
    page.open_case(case_id)
    assert "Aftalen er et udkast" in words(page.case)
    assert "remind_button" not in {one.objectName() for one in page.case.findChildren(QAbstractButton)}
    page.actions_.ask("party", page.case.view.parties[0])  # type: ignore[union-attr]
    party = room.dialog(parts.PartyDialog)
    assert "signed_on" not in party.form.values()
    party.reject()
    page.next_button.click()
    dialog = room.dialog(moves.AssessDialog)
    dialog.save_button.click()
    assert dialog.form.row("police_contact").error_label.text()
    dialog.form.set_value("police_contact", "Poul Prøvegaard")
    dialog.form.set_value("level", "Lavt")
    dialog.save_button.click()
    assert page.case.view.case.state is ExitState.VISITATION  # type: ignore[union-attr]
    assert not page.case.view.draft  # type: ignore[union-attr]
    page.next_button.click()
    approve = room.dialog(moves.ApproveDialog)
    approve.form.set_value("reference", "EK-1")
    approve.save_button.click()
    page.next_button.click()
    agree = room.dialog(moves.AgreeDialog)
    agree.save_button.click()
    assert "underskrift" in agree.message.accessibleName() + words(agree)
    assert page.case.view.case.state is ExitState.APPROVED  # type: ignore[union-attr]


def test_every_dialog_of_a_case_opens_and_can_be_named_by_a_screen_reader(room: Room) -> None:
    room.look()
    page = room.page
    view = page.case.view
    assert view is not None
    assert unnamed(page) == []
    for what, part in (
        ("focus", None), ("party", None), ("party", view.parties[0]), ("meeting", None), ("consent", None),
        ("assess", None), ("side", None), ("funds", None), ("rating", None), ("note", None),
    ):  # fmt: skip
        page.actions_.ask(what, part)
        (dialog,) = [one for one in page.findChildren(parts.FormDialog) if one.isVisible()]
        assert unnamed(dialog) == [], what
        dialog.reject()
    for kind in (moves.CompleteDialog, moves.InterruptDialog, moves.CloseCaseDialog, moves.BeginDialog):
        page.actions_.move(kind)
        room.dialog(kind).reject()
    page.actions_.show_history()
    room.dialog(HistoryDialog).reject()
    page.show_list()
    page.set_up()
    room.dialog(parts.SetUpDialog).reject()
    page.new_enquiry()
    room.dialog(moves.EnquiryDialog).reject()
    page.actions_.show_figures()
    room.dialog(FiguresDialog).reject()


def test_discreet_display_shows_initials_and_opens_no_editor(room: Room) -> None:
    room.look()
    page = room.page
    room.context.privacy.set_discreet(True)
    assert page.header.title_label.text() == "Exit: A. T., 24 år"
    page.actions_.ask("note", None)
    assert not [one for one in page.findChildren(parts.NoteDialog) if one.isVisible()]
    room.context.privacy.set_discreet(False)


def test_a_course_is_ended_with_side_states_meetings_and_outcomes(room: Room, clock: Clock) -> None:
    room.look()
    page = room.page
    page.next_button.click()
    room.dialog(ties.MeetingDialog).save_button.click()
    assert len(page.case.view.meetings) == 1  # type: ignore[union-attr]
    page.actions_.ask("side", None)
    room.dialog(ties.EnterSideDialog).save_button.click()
    side = page.case.view.side  # type: ignore[union-attr]
    assert side is not None
    page.actions_.move(moves.CompleteDialog)
    complete = room.dialog(moves.CompleteDialog)
    complete.save_button.click()
    assert page.case.view.case.state is ExitState.COURSE  # type: ignore[union-attr]
    complete.reject()
    page.actions_.ask("leave_side", side)
    leave = room.dialog(ties.LeaveSideDialog)
    leave.form.set_value("handed_over", "Alt er overdraget")
    leave.save_button.click()
    page.actions_.move(moves.CompleteDialog)
    room.dialog(moves.CompleteDialog).save_button.click()
    assert page.case.view.case.state is ExitState.COMPLETED  # type: ignore[union-attr]
    assert page.next_button.isHidden()
    clock.set(datetime(2027, 3, 1, 9))
    room.workspace.exit_door.leave_open(10)
    page.case.reload()
    page.next_button.click()
    outcome = room.dialog(ties.OutcomeDialog)
    outcome.save_button.click()
    assert outcome.form.row("answer").error_label.text() == "Vælg et svar."
    outcome.answer.set_value("ja")
    outcome.save_button.click()
    assert len(page.case.view.outcomes) == 1  # type: ignore[union-attr]


def test_a_paper_asks_to_whom_and_what_the_consent_covers(room: Room) -> None:
    room.enter()
    room.workspace.run(lambda uow: exits.enter_side(uow, room.case_id, SideKind.CUSTODY, date(2026, 11, 2)))
    room.look()
    room.page.actions_.print(PaperKind.PLAN)
    dialog = room.dialog(PaperDialog)
    assert dialog.basis.code == "SAMT"
    assert "»Bolig« for politi" in dialog.covered_label.text()
    assert dialog.ask_button.isVisible()
    dialog.ask_button.click()
    assert "bed om samtykke" in room.told[-1]
    dialog.save_button.click()
    assert dialog.form.row("basis").error_label.text(), "nothing is covered"
    dialog.chips.set_value(())
    dialog.save_button.click()
    assert dialog.form.row("recipient").error_label.text()
    dialog.others_edit.setText("Lærke Lærer")
    assert dialog.form.row("authority").isVisible()
    assert "»Bolig« for andre" in dialog.covered_label.text()
    dialog.basis.combo.set_value("RPL115-3A")
    assert dialog.form.row("reason").isVisible()
    assert not dialog.form.row("covered").isVisible()
    dialog.others_edit.setText("")
    dialog.basis.combo.set_value("SAMT")
    citizen = next(one.id for one in room.page.case.view.parties if one.role is PartyRole.CITIZEN)  # type: ignore[union-attr]
    dialog.chips.set_value((citizen,))
    assert "kræver ikke samtykke" in dialog.covered_label.text()
    dialog.save_button.click()
    assert not [one for one in room.page.findChildren(PaperDialog) if one.isVisible()]
    for preview in room.page.findChildren(QWidget, "pdf_preview"):
        preview.close()


def test_a_new_enquiry_is_received_and_opened(room: Room) -> None:
    room.enter()
    person = room.workspace.run(lambda uow: make_around(uow).person)
    page = room.page
    page.open_record(0)
    page.activate()
    dialog = room.dialog(moves.EnquiryDialog)
    dialog.save_button.click()
    assert dialog.form.row("person_id").error_label.text()
    dialog.choose.chosen.emit(person)
    dialog.save_button.click()
    assert page.case.view is not None
    assert page.case.view.person.id == person
    assert room.workspace.run(exit_views.overview).waiting == 1


def test_a_signed_paper_is_scanned_in_named_and_shown(room: Room, tmp_path: Path) -> None:
    room.look()
    page = room.page
    scan = tmp_path / "scan0001.pdf"
    scan.write_bytes(resource("demo/aftale-om-klub.pdf").read_bytes())
    page.take_in(scan)
    dialog = room.dialog(ties.ScanDialog)
    assert unnamed(dialog) == []
    assert dialog.form.value("title") == "Exitaftale, underskrevet"
    dialog.form.row("paper").widget.set_value(PaperKind.INTERRUPTION)  # type: ignore[attr-defined]  # a combo
    assert dialog.form.value("title") == "Afbrydelsesnotat, underskrevet"
    dialog.save_button.click()
    (kept,) = page.case.view.documents  # type: ignore[union-attr]
    assert (kept.paper, kept.link.title) == (PaperKind.INTERRUPTION, "Afbrydelsesnotat, underskrevet")
    page.case.findChild(QAbstractButton, "document_button").click()
    (preview,) = [one for one in page.findChildren(PdfPreview) if one.isVisible()]
    preview.close()
    page.take_in(scan)
    again = room.dialog(ties.ScanDialog)
    again.save_button.click()
    assert "allerede" in words(again.message)
    again.reject()


def test_the_case_tells_contact_approval_age_and_opens_its_meeting(room: Room) -> None:
    case_id = room.workspace.run(_older_case)
    room.look(case_id)
    told = words(room.page.case.sections["facts"])
    for one in ("Vibeke Skabelon", "Godkendt 27. aug. 2026", "EK-77", "Over 25"):
        assert one in told, one
    room.page.actions_.ask("facts", None)
    room.dialog(parts.FactsDialog).reject()
    room.page.next_button.click()
    room.dialog(ties.MeetingDialog).save_button.click()
    room.page.case.findChild(QAbstractButton, "meeting_button").click()
    assert room.opened[-1] == ("meeting", room.page.case.view.meetings[0].id)  # type: ignore[union-attr]


def _older_case(uow: UnitOfWork) -> ExitCaseId:
    uow.exit_door.leave_open(1)
    case = begin(uow, make_around(uow, date(1995, 3, 1)))
    lead_to(uow, case.id, ExitState.COURSE)
    uow.exit_door.close()
    return case.id
