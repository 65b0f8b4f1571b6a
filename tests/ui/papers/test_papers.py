"""Agenda, minutes and person summary on screen, with the real worker: seen, registered, then printed or saved."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import shiboken6
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

from sspdesk.domain.disclosures import Channel, Document, Field
from sspdesk.domain.ids import MeetingId, ProfessionalId
from sspdesk.domain.meetings import Attendee
from sspdesk.services import disclosures
from sspdesk.services.work import UnitOfWork
from sspdesk.ui.papers import actions
from sspdesk.ui.papers.agenda_dialog import AgendaDialog
from sspdesk.ui.papers.password_dialog import PasswordDialog
from sspdesk.ui.papers.problem import ProblemDialog
from sspdesk.ui.papers.summary_dialog import SummaryDialog
from sspdesk.ui.shared.pdf_preview import PdfPreview
from tests.ui.papers.conftest import Stage


def _listed(stage: Stage) -> list[disclosures.DisclosureView]:
    return stage.workspace.run(lambda uow: disclosures.page(uow, 0, 20))


def _agenda(stage: Stage, *, names: bool = False) -> PdfPreview:
    actions.show_agenda(stage.context, stage.page, stage.town.meeting)
    dialog = stage.shown(AgendaDialog)
    if names:
        dialog.names_control.set_value(True)
    dialog.show_button.click()
    return stage.shown(PdfPreview)


def _save(stage: Stage, preview: PdfPreview, path: Path) -> None:
    preview.save_button.click()
    dialog = stage.shown(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("SSP-2026-0001.pdf")
    dialog.fileSelected.emit(str(path))
    dialog.close()


def test_a_saved_agenda_is_encrypted_and_opens_with_the_password_that_was_shown(stage: Stage, folder: Path) -> None:
    path = folder / "SSP-2026-0001.pdf"
    _save(stage, _agenda(stage), path)
    shown = stage.shown(PasswordDialog)
    password = shown.password_label.text()
    content = path.read_bytes()
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(content))
    with pikepdf.open(io.BytesIO(content), password=password) as document:
        assert document.encryption.R == 6
    reader = PdfReader(io.BytesIO(content), password=password)
    assert "T. E." in " ".join(page.extract_text() for page in reader.pages)
    assert len(password.split("-")) == 4
    (row,) = _listed(stage)
    assert row.disclosure.sha256 == hashlib.sha256(content).hexdigest()
    assert (row.disclosure.channel, row.disclosure.document) == (Channel.PDF, Document.AGENDA)
    assert row.disclosure.number == "SSP-2026-0001"
    assert [one.name for one in folder.iterdir()] == [path.name]


def test_the_password_is_copied_for_a_while_and_not_lost_with_escape(stage: Stage, folder: Path) -> None:
    _save(stage, _agenda(stage), folder / "SSP-2026-0001.pdf")
    shown = stage.shown(PasswordDialog)
    shown.copy_button.click()
    assert QGuiApplication.clipboard().text() == shown.password_label.text()
    stage.qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert shown.isVisible()
    assert shown.note_label.text()
    shown.done_button.click()
    stage.wait(lambda: not shiboken6.isValid(shown) or not shown.isVisible())


def test_a_file_that_cannot_be_written_stands_as_stopped(stage: Stage, folder: Path) -> None:
    _save(stage, _agenda(stage), folder / "findes-ikke" / "SSP-2026-0001.pdf")
    problem = stage.shown(ProblemDialog)
    assert problem.heading_label.text() == "Intet er udleveret"
    stage.wait(lambda: bool(_listed(stage)) and _listed(stage)[0].disclosure.refused == "write_failed")
    assert list(folder.iterdir()) == []
    problem.close_button.click()


def test_a_print_is_registered_before_the_printer_gets_a_page(stage: Stage, tmp_path: Path) -> None:
    preview = _agenda(stage)
    printed: list[int] = []
    preview.printed.connect(lambda: printed.append(len(_listed(stage))))
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printer.pdf"))
    preview.request_print(printer)
    stage.wait(lambda: printed == [1])
    assert (tmp_path / "printer.pdf").stat().st_size > 1000
    (row,) = _listed(stage)
    assert (row.disclosure.channel, row.disclosure.refused) == (Channel.PRINT, "")
    assert len(row.disclosure.sha256) == 64
    assert stage.said == ["Papiret er registreret som videregivelse, SSP-2026-0001"]


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_takes_nothing_is_told_and_marked(stage: Stage, folder: Path) -> None:
    preview = _agenda(stage)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(folder / "findes-ikke" / "printer.pdf"))
    preview.request_print(printer)
    problem = stage.shown(ProblemDialog)
    stage.wait(lambda: _listed(stage)[0].disclosure.refused == "print_failed")
    problem.close_button.click()


def test_discreet_view_shows_a_paper_with_names_as_one_with_initials(stage: Stage) -> None:
    preview = _agenda(stage, names=True)
    named = preview.paper_label.pixmap().toImage()
    assert not preview.discreet_label.isVisible()
    stage.context.privacy.set_discreet(True)
    assert preview.discreet_label.isVisible()
    assert preview.paper_label.pixmap().toImage() != named
    stage.context.privacy.set_discreet(False)
    assert preview.paper_label.pixmap().toImage() == named
    preview.reject()
    stage.context.privacy.set_discreet(True)
    assert not _agenda(stage).discreet_label.isVisible()


def test_what_leaves_in_discreet_view_is_the_paper_itself(stage: Stage, folder: Path) -> None:
    preview = _agenda(stage, names=True)
    stage.context.privacy.set_discreet(True)
    path = folder / "SSP-2026-0001.pdf"
    _save(stage, preview, path)
    password = stage.shown(PasswordDialog).password_label.text()
    reader = PdfReader(io.BytesIO(path.read_bytes()), password=password)
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "Testine Eksempelsen" in " ".join(text.split())


def test_only_ticked_receivers_get_a_copy(stage: Stage) -> None:
    teacher = stage.town.teachers[0]
    stage.workspace.run(lambda uow: _invite(uow, stage.town.meeting, teacher))
    actions.show_agenda(stage.context, stage.page, stage.town.meeting)
    dialog = stage.shown(AgendaDialog)
    assert dialog.recipients == ("Lars Lærereksempel",)
    dialog.none_button.click()
    assert dialog.recipients == ()
    assert dialog.count_label.text() == "Ét eksemplar uden nummer"


def _invite(uow: UnitOfWork, meeting: MeetingId, teacher: ProfessionalId) -> None:
    uow.attendees.add(Attendee(meeting_id=meeting, professional_id=teacher))


def test_minutes_open_at_once(stage: Stage) -> None:
    actions.show_minutes(stage.context, stage.page, stage.town.meeting)
    preview = stage.shown(PdfPreview)
    assert "over et år" in preview.note_label.text()
    assert _listed(stage) == []


def test_a_summary_asks_for_a_receiver_and_leaves_with_what_was_ticked(stage: Stage, folder: Path) -> None:
    actions.show_person_summary(stage.context, stage.page, stage.town.persons[0])
    dialog = stage.shown(SummaryDialog)
    dialog.show_button.click()
    stage.wait(lambda: dialog.form.row("recipient").has_problem)
    assert dialog.isVisible()
    dialog.form.set_value("recipient", "Stine Skoleeksempel, Strandskolen")
    dialog.boxes[Field.ADDRESS].setChecked(True)
    dialog.boxes[Field.TIMELINE].setChecked(False)
    dialog.show_button.click()
    preview = stage.shown(PdfPreview)
    _save(stage, preview, folder / "SSP-2026-0001.pdf")
    password = stage.shown(PasswordDialog).password_label.text()
    reader = PdfReader(io.BytesIO((folder / "SSP-2026-0001.pdf").read_bytes()), password=password)
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "Prøvevej 4" in text
    assert "Hemmelig" not in text
    (row,) = _listed(stage)
    assert row.disclosure.recipient == "Stine Skoleeksempel, Strandskolen"
    assert Field.ADDRESS in row.disclosure.fields
    assert Field.TIMELINE not in row.disclosure.fields


@pytest.mark.parametrize("show", [actions.show_agenda, actions.show_minutes])
def test_a_meeting_that_is_gone_is_told(stage: Stage, show: Callable[..., None]) -> None:
    show(stage.context, stage.page, 999)
    stage.wait(lambda: [error.code for error in stage.failed] == ["record_gone"])
