"""The tab "Dokumenter": a dropped file, the viewer, renaming, removing, and the way out."""

from pathlib import Path

import pikepdf
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from sspdesk.domain.consents import ConsentAuthority, ConsentTopic
from sspdesk.domain.persons import Person
from sspdesk.resource import resource
from sspdesk.services import attachments, consents
from sspdesk.services.consents import NewConsent
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.attachments.dialogs import DocumentDialog, LeavingDialog
from sspdesk.ui.attachments.tab import AttachmentsTab
from sspdesk.ui.papers.password_dialog import PasswordDialog
from sspdesk.ui.persons import person_header
from sspdesk.ui.shared.pdf_preview import PdfPreview
from tests.services.people_for_tests import save
from tests.services.talk_world import DAY, make_family
from tests.ui.persons.conftest import Desk

PDF = resource("demo/aftale-om-klub.pdf")


def _tab(desk: Desk, person: Person) -> AttachmentsTab:
    desk.go("persons", person.id)
    desk.page.person.header.tabs.setCurrentIndex(person_header.DOCUMENTS)
    return desk.page.person.documents


def _drop(tab: AttachmentsTab, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    tab.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, plain))


def test_a_dropped_file_is_kept_shown_and_counted(desk: Desk, workspace: Workspace) -> None:
    person = save(workspace)
    tab = _tab(desk, person)
    _drop(tab, PDF)
    (kept,) = workspace.run(lambda uow: attachments.of_person(uow, person.id))
    assert kept.title == "aftale-om-klub"
    assert desk.page.person.header.tabs.tabText(person_header.DOCUMENTS).endswith("1")
    tab.table.select(lambda _document: True)
    tab.open_current()
    (preview,) = tab.findChildren(PdfPreview)
    assert not preview.save_button.isVisibleTo(preview)
    assert not preview.print_button.isVisibleTo(preview)
    preview.reject()


def test_a_file_that_may_not_come_in_is_told_and_nothing_is_kept(
    desk: Desk, workspace: Workspace, tmp_path: Path
) -> None:
    person = save(workspace)
    tab = _tab(desk, person)
    (tmp_path / "program.pdf").write_bytes(b"MZ\x90")
    tab.take_in(tmp_path / "program.pdf")
    assert "Kun PDF" in tab.message.words_label.text()
    assert workspace.run(lambda uow: attachments.of_person(uow, person.id)) == []


def test_a_document_is_renamed_and_removed(desk: Desk, workspace: Workspace) -> None:
    person = save(workspace)
    tab = _tab(desk, person)
    tab.take_in(PDF)
    tab.table.select(lambda _document: True)
    tab.change_current()
    dialog = desk.dialog(DocumentDialog)
    assert isinstance(dialog, DocumentDialog)
    dialog.form.set_value("title", "Aftale, underskrevet")
    dialog.save_button.click()
    (kept,) = workspace.run(lambda uow: attachments.of_person(uow, person.id))
    assert kept.title == "Aftale, underskrevet"
    tab.table.select(lambda _document: True)
    tab.remove_current()
    assert workspace.run(lambda uow: attachments.of_person(uow, person.id)) == []


def test_a_document_leaves_as_an_encrypted_file_and_is_registered(
    desk: Desk, workspace: Workspace, tmp_path: Path
) -> None:
    person = save(workspace)
    tab = _tab(desk, person)
    tab.take_in(PDF)
    tab.table.select(lambda _document: True)
    tab.let_current_leave()
    dialog = desk.dialog(LeavingDialog)
    assert isinstance(dialog, LeavingDialog)
    dialog.save_button.click()
    assert dialog.isVisible()
    dialog.form.set_value("recipient", "Rikke Rollespil")
    dialog.form.set_value("purpose", "Aftale om klub")
    dialog.save_button.click()
    (preview,) = tab.findChildren(PdfPreview)
    preview.save_requested.emit()
    (target,) = preview.findChildren(QFileDialog)
    target.fileSelected.emit(str(tmp_path / "SSP-2026-0001.pdf"))
    (told,) = tab.findChildren(PasswordDialog)
    with pikepdf.open(tmp_path / "SSP-2026-0001.pdf", password=told.password_label.text()) as document:
        assert len(document.pages) == 1
    (left,) = workspace.run(lambda uow: uow.disclosures.of_person(person.id))
    assert (left.recipient, left.document.value) == ("Rikke Rollespil", "DOKUMENT")
    preview.reject()


def test_discreet_display_keeps_documents_closed(desk: Desk, workspace: Workspace) -> None:
    person = save(workspace)
    tab = _tab(desk, person)
    tab.take_in(PDF)
    tab.table.select(lambda _document: True)
    desk.context.privacy.set_discreet(True)
    tab.open_current()
    assert tab.findChildren(PdfPreview) == []
    assert "F9" in desk.said[-1]


def test_a_document_leaves_on_a_consent_only_while_it_holds_and_the_dialog_says_why(
    desk: Desk, workspace: Workspace
) -> None:
    family = workspace.run(make_family)
    pair = (ConsentTopic.WELLBEING, ConsentAuthority.SCHOOL)
    other = (ConsentTopic.LEISURE, ConsentAuthority.CLUB)
    givers = {"person_id": family.person, "guardian_ids": (family.mother, family.father), "given_on": DAY}
    workspace.run(lambda uow: consents.give(uow, NewConsent(pairs=frozenset({pair}), **givers)))
    ended = workspace.run(lambda uow: consents.give(uow, NewConsent(pairs=frozenset({other}), **givers))).value
    workspace.run(lambda uow: consents.withdraw(uow, ended.consent.id, DAY))
    tab = _tab(desk, workspace.run(lambda uow: uow.persons.get(family.person)))
    tab.take_in(PDF)
    tab.table.select(lambda _document: True)
    tab.let_current_leave()
    dialog = desk.dialog(LeavingDialog)
    assert isinstance(dialog, LeavingDialog)
    basis = dialog.basis
    assert not basis.consent_box.isVisible()
    assert basis.consent is None
    basis.combo.set_value("SAMT")
    basis.combo.value_changed.emit("SAMT")
    assert basis.consent_box.isVisible()
    assert basis.consent == pair
    assert basis.why_label.text().startswith("Samtykket dækker »Trivsel og fravær« for skole")
    basis.pair_combo.set_value(other)
    basis.pair_combo.value_changed.emit(basis.pair_combo.value)
    assert "trukket tilbage" in basis.why_label.text()
    dialog.form.set_value("recipient", "Lars Lærereksempel")
    dialog.form.set_value("purpose", "Aftale om trivsel")
    dialog.save_button.click()
    assert dialog.form.row("basis").has_problem
    assert tab.findChildren(PdfPreview) == []
    basis.pair_combo.set_value(pair)
    basis.pair_combo.value_changed.emit(basis.pair_combo.value)
    dialog.save_button.click()
    (preview,) = tab.findChildren(PdfPreview)
    preview.reject()


def test_without_a_consent_the_basis_is_not_offered(desk: Desk, workspace: Workspace) -> None:
    tab = _tab(desk, save(workspace))
    tab.take_in(PDF)
    tab.table.select(lambda _document: True)
    tab.let_current_leave()
    dialog = desk.dialog(LeavingDialog)
    assert isinstance(dialog, LeavingDialog)
    dialog.basis.combo.set_value("SAMT")
    assert dialog.basis.code != "SAMT"
