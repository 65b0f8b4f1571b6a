"""Letters on screen: chosen by keyboard, refused in words, looked at, registered; and the editor of their wording."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from sspdesk.domain.disclosures import Channel, Document
from sspdesk.domain.ids import TalkId
from sspdesk.domain.letters import LetterField, LetterKind, LetterText
from sspdesk.domain.persons import DutyState
from sspdesk.domain.talks import TalkState
from sspdesk.services import disclosures, letter_texts, talk_records
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.letters import actions
from sspdesk.ui.letters.dialog import LettersDialog
from sspdesk.ui.letters.text_dialog import TextDialog
from sspdesk.ui.papers.password_dialog import PasswordDialog
from sspdesk.ui.settings.letters_panel import LettersPanel
from sspdesk.ui.shared.pdf_preview import PdfPreview
from tests.services.talk_world import begin, lead_to
from tests.ui.talks.conftest import Desk


@pytest.fixture
def talk(workspace: Workspace, desk: Desk) -> TalkId:
    def prepare(uow: UnitOfWork) -> None:
        uow.save_settings(
            replace(
                uow.settings(),
                municipality="Havnsø Kommune (fiktiv)",
                consultant="Vibeke Skabelon",
                consultant_phone="00 11 22 33",
                dpo="Dorte Dataeksempel",
            )
        )
        uow.persons.save(replace(uow.persons.get(desk.family.person), address="Skabelonvej 7, 4999 Prøvestad"))

    workspace.run(prepare)
    made = begin(workspace, desk.family)
    desk.page.open_record(made.id)
    return made.id


def _open(desk: Desk) -> LettersDialog:
    desk.page.pane.letters_button.click()
    return desk.dialog(LettersDialog)


def _choose(dialog: LettersDialog, name: str) -> None:
    assert dialog.receiver_table.select(lambda one: one.name == name)


def _rows(dialog: LettersDialog) -> list[str]:
    model = dialog.receiver_table.model
    return [dialog._cell(model.record(row)).words for row in range(model.rowCount())]


def _pick(dialog: LettersDialog, kind: LetterKind) -> None:
    dialog.kind_control.set_value(kind)
    dialog.kind_control.value_changed.emit(kind)


def _print(desk: Desk, dialog: LettersDialog, printer: QPrinter) -> None:
    dialog.show_button.click()
    desk.dialog(PdfPreview, dialog).request_print(printer)
    desk.dialog(PdfPreview, dialog).reject()


@pytest.fixture
def printer(tmp_path: Path) -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "papir.pdf"))
    return made


def test_the_dialog_begins_with_the_letter_that_is_next_and_the_first_receiver(desk: Desk, talk: TalkId) -> None:
    dialog = _open(desk)
    assert dialog.kind is LetterKind.INVITATION
    assert _rows(dialog) == [
        "Testine Eksempelsen 14 år",
        "Eksempeline Testsen mor",
        "Prøvus Testsen far",
    ]
    assert dialog.receiver is not None
    assert dialog.receiver.name == "Testine Eksempelsen"
    assert dialog.form.value("reply_by") == date(2026, 12, 7)
    assert dialog.form.value("address") == "Skabelonvej 7\n4999 Prøvestad"


def test_a_printed_invitation_is_registered_fulfils_the_duty_and_offers_the_talk(
    desk: Desk, workspace: Workspace, talk: TalkId, printer: QPrinter
) -> None:
    dialog = _open(desk)
    _choose(dialog, "Eksempeline Testsen")
    assert "oplysningspligten opfyldt" in dialog.duty_label.text()
    _print(desk, dialog, printer)
    (left,) = workspace.run(lambda uow: disclosures.listed(uow, 0, 10))
    assert (left.document, left.channel, left.recipient) == (*(Document.INVITATION, Channel.PRINT, "mor (E. T.)"),)
    assert not left.refused
    person = workspace.run(lambda uow: uow.persons.get(desk.family.person))
    assert person.duty_state is DutyState.FULFILLED
    assert workspace.run(lambda uow: uow.talks.get(talk)).state is TalkState.OFFERED
    assert "Eksempeline Testsen mor · sendt man. 23. nov." in _rows(dialog)
    assert dialog.receiver is not None
    assert dialog.receiver.name == "Testine Eksempelsen"
    assert not dialog.form.row("offer").isVisible()
    desk.context.operations.undo()
    assert workspace.run(lambda uow: uow.persons.get(desk.family.person)).duty_state is DutyState.MISSING
    assert workspace.run(lambda uow: uow.talks.get(talk)).state is TalkState.RECOMMENDED


def test_the_offer_is_recorded_only_if_it_is_ticked(
    desk: Desk, workspace: Workspace, talk: TalkId, printer: QPrinter
) -> None:
    dialog = _open(desk)
    dialog.offer_box.setChecked(False)
    _print(desk, dialog, printer)
    assert workspace.run(lambda uow: uow.talks.get(talk)).state is TalkState.RECOMMENDED
    assert workspace.run(lambda uow: uow.persons.get(desk.family.person)).duty_state is DutyState.MISSING


def test_a_letter_is_saved_only_as_an_encrypted_pdf(
    desk: Desk, workspace: Workspace, talk: TalkId, tmp_path: Path
) -> None:
    dialog = _open(desk)
    _choose(dialog, "Eksempeline Testsen")
    dialog.show_button.click()
    preview = desk.dialog(PdfPreview, dialog)
    preview.save_button.click()
    path = tmp_path / "SSP-2026-0001.pdf"
    (asked,) = [one for one in preview.findChildren(QFileDialog) if one.isVisible()]
    asked.fileSelected.emit(str(path))
    asked.close()
    assert desk.dialog(PasswordDialog, dialog).password_label.text()
    content = path.read_bytes()
    assert b"/Encrypt" in content
    assert b"Eksempeline" not in content
    (left,) = workspace.run(lambda uow: disclosures.listed(uow, 0, 10))
    assert left.channel is Channel.PDF
    assert workspace.run(lambda uow: uow.persons.get(desk.family.person)).duty_state is DutyState.FULFILLED


def test_the_address_of_a_protected_person_has_no_field_and_the_screen_says_why(
    desk: Desk, workspace: Workspace, talk: TalkId
) -> None:
    workspace.run(lambda uow: uow.persons.save(replace(uow.persons.get(desk.family.person), protected=True)))
    dialog = _open(desk)
    for name in ("Testine Eksempelsen", "Eksempeline Testsen"):
        _choose(dialog, name)
        assert not dialog.form.row("address").isVisible()
        assert "Aflever det personligt" in dialog.note_label.text()
        assert dialog.request is not None
        assert dialog.request.address == ""


def test_an_address_is_never_carried_over_to_another_receiver(desk: Desk, workspace: Workspace, talk: TalkId) -> None:
    def hide(uow: UnitOfWork) -> None:
        uow.guardians.save(replace(uow.guardians.get(desk.family.father), may_know_address=False))

    workspace.run(hide)
    dialog = _open(desk)
    dialog.form.set_value("address", "Kladdegade 2")
    _choose(dialog, "Prøvus Testsen")
    assert dialog.form.value("address") == ""
    assert "må ikke få barnets adresse" in dialog.note_label.text()
    dialog.form.set_value("address", "Skabelonvej 7")
    dialog.show_button.click()
    assert dialog.form.row("address").has_problem
    assert not [one for one in dialog.findChildren(PdfPreview) if one.isVisible()]


def test_who_gets_no_letter_stands_there_with_the_reason(desk: Desk, workspace: Workspace, talk: TalkId) -> None:
    workspace.run(
        lambda uow: uow.persons.save(replace(uow.persons.get(desk.family.person), birth_date=date(2007, 5, 15)))
    )
    dialog = _open(desk)
    assert "Eksempeline Testsen mor · får ikke brev" in _rows(dialog)
    _choose(dialog, "Eksempeline Testsen")
    assert "fyldt 18" in dialog.note_label.text()
    dialog.show_button.click()
    assert "fyldt 18" in dialog.message.words_label.text()


def test_a_letter_that_cannot_be_written_yet_says_so(desk: Desk, talk: TalkId) -> None:
    dialog = _open(desk)
    _pick(dialog, LetterKind.MINUTES)
    assert "ikke holdt endnu" in dialog.message.words_label.text()
    dialog.show_button.click()
    assert not [one for one in dialog.findChildren(PdfPreview) if one.isVisible()]
    _pick(dialog, LetterKind.INVITATION)
    assert not dialog.message.isVisible()


def test_a_professional_needs_a_consent_or_another_basis(desk: Desk, workspace: Workspace) -> None:
    talk = begin(workspace, desk.family, responsible_id=desk.family.teacher.id).id
    lead_to(workspace, talk, TalkState.HELD)
    workspace.run(lambda uow: talk_records.write_minutes(uow, talk, "Går godt.", "", ""))
    workspace.run(lambda uow: uow.save_settings(replace(uow.settings(), consultant_phone="00 11 22 33")))
    desk.page.open_record(talk)
    dialog = _open(desk)
    assert dialog.kind is LetterKind.MINUTES
    _choose(dialog, "Lars Lærereksempel")
    assert "Intet samtykke" in dialog.note_label.text() or "Samtykket dækker ikke" in dialog.note_label.text()
    dialog.show_button.click()
    assert dialog.form.row("basis").has_problem
    dialog.basis.combo.set_value("RPL115-1")
    dialog.show_button.click()
    assert desk.dialog(PdfPreview, dialog)


def test_the_dialog_is_worked_by_keyboard(desk: Desk, talk: TalkId, qtbot: QtBot) -> None:
    assert desk.page.pane.letters_button.shortcut().toString() == "Ctrl+P"
    dialog = _open(desk)
    qtbot.waitUntil(dialog.receiver_table.view.hasFocus)
    qtbot.keyClick(dialog.receiver_table.view, Qt.Key.Key_Down)
    assert dialog.receiver is not None
    assert dialog.receiver.name == "Eksempeline Testsen"
    dialog.form.set_value("on", date(2026, 12, 3))
    dialog.form.set_value("clock", time(15))
    qtbot.keyClick(dialog.receiver_table.view, Qt.Key.Key_Return)
    assert desk.dialog(PdfPreview, dialog)
    assert dialog.form.value("reply_by") == date(2026, 12, 2), "the answer is wanted before the day that was typed"


def test_while_names_are_hidden_no_letter_is_written(desk: Desk, talk: TalkId) -> None:
    desk.context.privacy.set_discreet(True)
    assert not desk.page.pane.letters_button.isEnabled()
    desk.page.pane.write_letters()
    assert not [one for one in desk.page.findChildren(LettersDialog) if one.isVisible()]


def test_from_the_person_the_newest_talk_is_written_about(desk: Desk, talk: TalkId) -> None:
    actions.write_letter_to(desk.context, desk.page, desk.family.person)
    assert desk.dialog(LettersDialog).request is not None


# -- the wording -----------------------------------------------------------------------------------------------------


def _edit(desk: Desk, which: LetterText = LetterText.INVITATION_CHILD) -> TextDialog:
    actions.edit_text(desk.context, desk.page, which)
    return desk.dialog(TextDialog)


def test_a_text_is_edited_from_the_letter_it_belongs_to(desk: Desk, talk: TalkId) -> None:
    dialog = _open(desk)
    names = [action.text() for action in dialog.text_menu.actions()]
    assert names == ["Invitation til barn under 15 år…", "Oplysningsside til den unge…"]
    _choose(dialog, "Eksempeline Testsen")
    dialog.text_menu.actions()[0].trigger()
    assert desk.dialog(TextDialog, dialog).windowTitle() == "Invitation til forældre"


def test_the_preview_follows_the_text_and_a_wrong_field_is_told_beside_it(
    desk: Desk, talk: TalkId, qtbot: QtBot
) -> None:
    dialog = _edit(desk)
    before = dialog.preview_label.pixmap().toImage()
    assert not before.isNull()
    dialog.text_edit.setPlainText(dialog.text_edit.toPlainText().replace("Kære", "Hej"))
    qtbot.waitUntil(lambda: dialog.preview_label.pixmap().toImage() != before)
    assert dialog.state_label.text() == "Fylder en side"
    dialog.text_edit.setPlainText(dialog.text_edit.toPlainText() + "\n\n{cpr}")
    qtbot.waitUntil(lambda: dialog.form.row("text").has_problem)
    assert "Feltet {cpr} findes ikke." in dialog.form.row("text").error_label.text()
    dialog.save_button.click()
    assert dialog.isVisible()
    assert not desk.told


def test_a_field_is_inserted_where_one_writes_and_a_box_on_a_line_of_its_own(desk: Desk, talk: TalkId) -> None:
    dialog = _edit(desk)
    dialog.text_edit.setPlainText("# T\n\nKære ")
    dialog.text_edit.moveCursor(dialog.text_edit.textCursor().MoveOperation.End)
    dialog._on_field_chosen(LetterField.FIRST_NAME)
    dialog._on_field_chosen(LetterField.MEETING)
    assert dialog.text_edit.toPlainText() == "# T\n\nKære {fornavn}\n\n{tid_og_sted}\n\n"


def test_a_text_is_saved_reset_and_undone(desk: Desk, workspace: Workspace, talk: TalkId) -> None:
    which = LetterText.INVITATION_CHILD
    dialog = _edit(desk)
    assert dialog.reset_button.isHidden()
    dialog.text_edit.setPlainText("# Hej {fornavn}\n\n{tid_og_sted}\n\n{kontakt}")
    dialog.save_button.click()
    assert desk.told[-1] == "Teksten er gemt"
    assert workspace.run(lambda uow: letter_texts.view(uow, which)).own
    again = _edit(desk)
    assert again.text_edit.toPlainText().startswith("# Hej {fornavn}")
    again.reset_button.click()
    assert desk.told[-1] == "Standardteksten bruges igen"
    assert not workspace.run(lambda uow: letter_texts.view(uow, which)).own
    desk.context.operations.undo()
    assert workspace.run(lambda uow: letter_texts.view(uow, which)).own


def test_the_settings_show_which_texts_are_own_and_open_them(desk: Desk, talk: TalkId, qtbot: QtBot) -> None:
    panel = LettersPanel(desk.context)
    qtbot.addWidget(panel)
    panel.show()
    panel.show_texts()
    which = LetterText.FOLLOW_UP_YOUNG
    assert not panel._badges[which].isVisible()
    panel.edit_buttons[which].click()
    dialog = desk.dialog(TextDialog, panel)
    dialog.text_edit.setPlainText("# Hej igen {fornavn}\n\n{tid_og_sted}")
    dialog.save_button.click()
    panel.show_texts()
    assert panel._badges[which].isVisible()
    assert not panel._badges[LetterText.MINUTES].isVisible()
