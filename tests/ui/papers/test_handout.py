"""The hand-out on screen, with the real worker: lines, options, what leaves, and the files behind one password."""

import hashlib
import io
from dataclasses import replace
from pathlib import Path

import msoffcrypto
import pytest
import shiboken6
from pypdf import PdfReader
from PySide6.QtWidgets import QFileDialog
from python_calamine import CalamineWorkbook

from sspdesk.domain.consents import ConsentTopic
from sspdesk.domain.disclosures import Channel, Field
from sspdesk.domain.log import Action
from sspdesk.services import disclosures
from sspdesk.ui.papers import actions
from sspdesk.ui.papers.handout_dialog import HandoutDialog
from sspdesk.ui.papers.password_dialog import PasswordDialog
from sspdesk.ui.papers.problem import ProblemDialog
from sspdesk.ui.shared.pdf_preview import PdfPreview
from tests.exchange.watching import written
from tests.services.test_handouts import give_consent
from tests.ui.papers.conftest import Stage


def _dialog(stage: Stage) -> HandoutDialog:
    actions.show_handout(stage.context, stage.page, stage.town.meeting)
    dialog = stage.shown(HandoutDialog)
    stage.wait(lambda: bool(dialog.pupils.rows))
    return dialog


def _see(stage: Stage, dialog: HandoutDialog) -> PdfPreview:
    dialog.show_button.click()
    return stage.shown(PdfPreview)


def _hand_out(stage: Stage, preview: PdfPreview, folder: Path) -> None:
    preview.save_button.click()
    chooser = stage.shown(QFileDialog)
    chooser.fileSelected.emit(str(folder))
    chooser.close()


def test_pdf_and_sheet_leave_behind_one_password(stage: Stage, folder: Path) -> None:
    dialog = _dialog(stage)
    dialog.xlsx_box.setChecked(True)
    row = dialog.pupils.rows[0]
    row.add_button.click()
    row.form.set_value("text", "Tager selv bussen hjem")
    row.form.set_value("reason", "Klubben venter ved skolen")
    _hand_out(stage, _see(stage, dialog), folder)
    password = stage.shown(PasswordDialog).password_label.text()
    assert sorted(path.name for path in folder.iterdir()) == ["SSP-2026-0001.pdf", "SSP-2026-0001.xlsx"]
    pdf = (folder / "SSP-2026-0001.pdf").read_bytes()
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf), password=password).pages)
    assert "T. E." in text
    assert "Tager selv bussen hjem" in text
    office = msoffcrypto.OfficeFile(io.BytesIO((folder / "SSP-2026-0001.xlsx").read_bytes()))
    office.load_key(password=password)
    plain = io.BytesIO()
    office.decrypt(plain)
    cells = repr(CalamineWorkbook.from_filelike(io.BytesIO(plain.getvalue())).get_sheet_by_index(0).to_python())
    assert "Tager selv bussen hjem" in cells
    for secret in ("Hemmelig", "Prøvevej", "00 00 00 01", "Eksempelsen", "Intern note"):
        assert secret not in text + cells
    stored = {
        one.disclosure.channel: one.disclosure for one in stage.workspace.run(lambda uow: disclosures.page(uow, 0, 9))
    }
    assert stored[Channel.PDF].sha256 == hashlib.sha256(pdf).hexdigest()
    assert stored[Channel.XLSX].number == stored[Channel.PDF].number
    assert Field.NEUTRAL_LINE in stored[Channel.PDF].fields
    stage.wait(lambda: not shiboken6.isValid(dialog))


def test_no_other_file_is_written_on_the_way(stage: Stage, folder: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "midlertidig"
    temporary.mkdir()
    dialog = _dialog(stage)
    dialog.xlsx_box.setChecked(True)
    with written(temporary, folder) as names:
        _hand_out(stage, _see(stage, dialog), folder)
        stage.shown(PasswordDialog)
    files = {Path(name).name for name in names}
    assert {"SSP-2026-0001.pdf", "SSP-2026-0001.xlsx"} <= files
    others = {name for name in files if not name.startswith("SSP-2026-0001.") and not name.endswith(".half")}
    assert others == set()
    assert list(temporary.iterdir()) == []


def test_investigation_as_purpose_is_refused_logged_and_writes_nothing(stage: Stage, folder: Path) -> None:
    dialog = _dialog(stage)
    dialog.purpose_edit.setText("Til politiets efterforskning")
    dialog.show_button.click()
    stage.wait(dialog.message.isVisible)
    assert dialog.message.fact_label.text() == "Intet er udleveret."
    assert "§ 115" in dialog.message.words_label.text()
    assert dialog.form.row("purpose").has_problem
    assert list(folder.iterdir()) == []
    entry = stage.workspace.run(lambda uow: uow.log_entries(limit=1))[0]
    assert (entry.action, entry.detail["reason"]) == (Action.EXPORT_REFUSED, "purpose_is_investigation")


def test_a_line_changed_while_it_is_looked_at_does_not_leave(stage: Stage, folder: Path) -> None:
    preview = _see(stage, _dialog(stage))
    person = stage.workspace.run(lambda uow: uow.persons.get(stage.town.persons[0]))
    stage.workspace.run(lambda uow: uow.persons.save(replace(person, school_id=stage.town.schools[1])))
    _hand_out(stage, preview, folder)
    problem = stage.shown(ProblemDialog)
    assert "anden skole" in problem.words_label.text()
    assert list(folder.iterdir()) == []
    problem.close_button.click()


def test_a_file_that_is_there_already_is_not_touched(stage: Stage, folder: Path) -> None:
    there = folder / "SSP-2026-0001.pdf"
    there.write_bytes(b"noget andet")
    _hand_out(stage, _see(stage, _dialog(stage)), folder)
    problem = stage.shown(ProblemDialog)
    assert there.read_bytes() == b"noget andet"
    assert stage.workspace.run(disclosures.count) == 0
    problem.close_button.click()


def test_blocked_lines_are_shown_with_their_reason_and_cannot_be_ticked(stage: Stage) -> None:
    stage.workspace.run(lambda uow: stage.town.add_pupil(uow, 0, class_year=2025))
    dialog = _dialog(stage)
    free, blocked = dialog.pupils.rows
    assert free.box.isChecked()
    assert not blocked.box.isEnabled()
    assert "sidste skoleår" in blocked.detail_label.text()
    assert dialog.pupils.chosen == (stage.town.lines[0],)
    assert dialog.summary_label.text() == "1 elev sendes med · 1 udeladt"


def test_on_consent_each_line_says_whether_it_is_covered_and_why_not(stage: Stage, folder: Path) -> None:
    stage.workspace.run(lambda uow: stage.town.add_pupil(uow, 0))
    stage.workspace.run(lambda uow: give_consent(uow, stage.town.persons[0], ConsentTopic.TALK))
    dialog = _dialog(stage)
    typed = dialog.pupils.rows[0]
    typed.add_button.click()
    typed.form.set_value("text", "Tager selv bussen hjem")
    typed.form.set_value("reason", "Klubben venter ved skolen")
    dialog.basis.combo.set_value("SAMT")
    covered, other = dialog.pupils.rows
    stage.wait(lambda: not other.box.isEnabled())
    assert "samtykke til" in covered.detail_label.text()
    assert other.detail_label.text() == "Samtykket dækker ikke »Deltagelse i samtalen« for skole."
    assert dialog.pupils.chosen == (stage.town.lines[0],)
    _hand_out(stage, _see(stage, dialog), folder)
    stage.shown(PasswordDialog)
    (stored,) = [one.disclosure for one in stage.workspace.run(lambda uow: disclosures.page(uow, 0, 9))]
    assert (stored.basis_code, stored.topics) == ("SAMT", (ConsentTopic.TALK,))
    assert Field.NEUTRAL_LINE in stored.fields


def test_back_on_the_law_every_line_may_leave_again(stage: Stage) -> None:
    dialog = _dialog(stage)
    (row,) = dialog.pupils.rows
    dialog.basis.combo.set_value("SAMT")
    stage.wait(lambda: not row.box.isEnabled())
    assert dialog.pupils.chosen == ()
    dialog.show_button.click()
    stage.wait(dialog.message.isVisible)
    assert dialog.form.row("basis").has_problem is False
    dialog.basis.combo.set_value("RPL115-1")
    stage.wait(row.box.isEnabled)
    assert dialog.pupils.chosen == (stage.town.lines[0],)


def test_a_neutral_line_without_its_reason_is_asked_for(stage: Stage) -> None:
    dialog = _dialog(stage)
    row = dialog.pupils.rows[0]
    row.add_button.click()
    row.form.set_value("text", "Tager selv bussen hjem")
    dialog.show_button.click()
    assert row.form.row("reason").has_problem
    assert stage.workspace.run(disclosures.count) == 0


def test_names_are_a_choice_that_protected_pupils_do_not_follow(stage: Stage) -> None:
    stage.workspace.run(lambda uow: stage.town.add_pupil(uow, 0, protected=True))
    dialog = _dialog(stage)
    dialog.names_box.setChecked(True)
    titles = [row.box.text() for row in dialog.pupils.rows]
    assert titles == ["Nr. 1 · Testine Eksempelsen · 8.B", "Nr. 3 · T. E. · 8.B"]
    stage.context.privacy.set_discreet(True)
    assert [row.box.text() for row in dialog.pupils.rows] == ["Nr. 1 · T. E.", "Nr. 3 · T. E."]
    preview = _see(stage, dialog)
    assert preview.discreet_label.isVisible()
    assert preview.cover.isHidden()


@pytest.mark.parametrize("field", [Field.CLASS, Field.DEADLINE, Field.CALL, Field.TASK])
def test_a_fact_that_is_switched_off_does_not_leave(stage: Stage, field: Field) -> None:
    dialog = _dialog(stage)
    dialog.chips[field].click()
    request = dialog.request
    assert request is not None
    assert field not in request.fields
    assert len(request.fields) == 4


def test_a_meeting_without_a_teacher_says_what_to_do(stage: Stage) -> None:
    for line_id in stage.town.lines:
        line = stage.workspace.run(lambda uow, line_id=line_id: uow.lines.get(line_id))
        stage.workspace.run(lambda uow, line=line: uow.lines.save(replace(line, responsible_id=None)))
    actions.show_handout(stage.context, stage.page, stage.town.meeting)
    dialog = stage.shown(HandoutDialog)
    assert dialog.empty.isVisible()
    assert not dialog.show_button.isVisible()
