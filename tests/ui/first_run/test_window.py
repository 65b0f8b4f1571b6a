"""The first run as a newcomer lives it: nothing is written before the last step, and then a real vault opens."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from sspdesk.domain.people import ProfessionalRole
from sspdesk.services import first_run, people, settings
from sspdesk.services.work import Workspace
from sspdesk.storage.vault import OpenVault
from sspdesk.ui.first_run.window import FirstRunWindow
from sspdesk.ui.shared.operations import InlineOperations, Operations
from sspdesk.ui.shared.pdf_preview import PdfPreview
from tests.vaults import CHEAP

STRONG = "kobber lampe sejlads nittende prøve"


def _no_vault(_work: object) -> None:
    raise AssertionError("nothing is read or stored before there is a vault")


@pytest.fixture
def operations(qapp: object) -> Iterator[Operations]:
    operations = InlineOperations(_no_vault)
    yield operations
    operations.close()


@pytest.fixture
def window(qtbot: QtBot, operations: Operations, tmp_path: Path) -> FirstRunWindow:
    make = partial(first_run.set_up, kdf=CHEAP)
    window = FirstRunWindow(operations, tmp_path / "SSP Desk", make=make, can_leave=True)
    qtbot.addWidget(window)
    window.show()
    return window


def _next(window: FirstRunWindow, qtbot: QtBot) -> int:
    qtbot.mouseClick(window.next_button, Qt.MouseButton.LeftButton)
    return window.current


def _fill_municipality(window: FirstRunWindow) -> None:
    window.municipality.form.set_value("municipality", "Havnsø Kommune")
    window.municipality.form.set_value("consultant", "Testine  Eksempelsen ")


def _put(cell: object, text: str) -> None:
    assert isinstance(cell, QLineEdit)
    cell.setText(text)


def _walk_to(window: FirstRunWindow, qtbot: QtBot, step: int) -> None:
    """Fill in what is needed on the way to a step."""
    _fill_municipality(window)
    window.passphrase.fields.passphrase_edit.setText(STRONG)
    window.passphrase.fields.again_edit.setText(STRONG)
    while window.current < step:
        before = window.current
        assert _next(window, qtbot) == before + 1


def _confirm(window: FirstRunWindow) -> None:
    for edit, number in zip(window.confirm.edits, window.confirm.asked, strict=True):
        edit.setText(window.sheet.key.groups[number].lower())


def test_the_whole_way_makes_a_vault_with_everything_in_it(
    window: FirstRunWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    made: list[OpenVault] = []
    window.vault_made.connect(made.append)
    _fill_municipality(window)
    assert _next(window, qtbot) == 1
    school, teacher, phone = window.schools.table.rows[0]
    _put(school, "Strandskolen")
    _put(teacher, "Prøvine Skabelonsen")
    _put(phone, "00 00 00 02")
    assert _next(window, qtbot) == 2
    name, _role, authority = window.members.table.rows[0]
    _put(name, "Figura Fiktiv")
    _put(authority, "Lokalpolitiet")
    window.members.teacher_boxes["Strandskolen"].setChecked(True)
    assert _next(window, qtbot) == 3
    assert window.place.vault_folder == tmp_path / "SSP Desk" / "havnsoe.sspvault"
    assert _next(window, qtbot) == 4
    qtbot.mouseClick(window.passphrase.fields.propose_button, Qt.MouseButton.LeftButton)
    passphrase = window.passphrase.fields.passphrase
    assert len(passphrase.split()) == 5
    window.passphrase.fields.again_edit.setText(passphrase)
    assert _next(window, qtbot) == 5
    assert _next(window, qtbot) == 6
    _confirm(window)
    assert list(tmp_path.iterdir()) == []  # nothing is written before the last step
    assert window.next_button.text() == "Lav boksen"
    _next(window, qtbot)
    assert len(made) == 1
    try:
        work = Workspace(made[0])
        stored = work.run(settings.load)
        assert (stored.municipality, stored.consultant) == ("Havnsø Kommune", "Testine Eksempelsen")
        group = {one.name: one.role for one in work.run(people.professionals) if one.in_wednesday_group}
        assert group == {
            "Testine Eksempelsen": ProfessionalRole.CONSULTANT,
            "Prøvine Skabelonsen": ProfessionalRole.TEACHER,
            "Figura Fiktiv": ProfessionalRole.POLICE,
        }
    finally:
        made[0].close()
    assert window.passphrase.fields.passphrase == ""


def test_a_step_that_lacks_something_says_so_and_stays(window: FirstRunWindow, qtbot: QtBot) -> None:
    assert _next(window, qtbot) == 0
    row = window.municipality.form.row("municipality")
    assert row.error_label.text() == "Skriv kommunens navn."
    assert window.focusWidget() is row.widget
    _fill_municipality(window)
    assert _next(window, qtbot) == 1


def test_a_teacher_without_a_school_and_a_school_twice_are_told(window: FirstRunWindow, qtbot: QtBot) -> None:
    _walk_to(window, qtbot, 1)
    table = window.schools.table
    _put(table.rows[0][0], "Åskolen")
    qtbot.keyClick(table.rows[0][0], Qt.Key.Key_Return)
    _put(table.rows[1][1], "Prøvine Skabelonsen")
    assert _next(window, qtbot) == 1
    assert table.problem_label.text() == "En SSP-lærer hører til en skole. Skriv skolen, eller ryd rækken."
    _put(table.rows[1][0], "åskolen")
    assert _next(window, qtbot) == 1
    assert "to gange" in table.problem_label.text()
    qtbot.keyClicks(table.rows[1][0], "-nord")
    assert table.problem_label.isHidden()
    assert _next(window, qtbot) == 2
    assert [school.name for school in window.schools.schools()] == ["Åskolen", "åskolen-nord"]


def test_a_row_taken_away_is_gone_and_one_stays(window: FirstRunWindow, qtbot: QtBot) -> None:
    table = window.schools.table
    _put(table.rows[0][0], "Åskolen")
    _cells, button = table._rows[0]
    button.click()
    assert window.schools.schools() == ()
    assert len(table.rows) == 1


def test_going_back_keeps_everything_and_the_key(window: FirstRunWindow, qtbot: QtBot) -> None:
    _walk_to(window, qtbot, 2)
    _put(window.members.table.rows[0][0], "Figura Fiktiv")
    _walk_to(window, qtbot, 6)
    key = window.sheet.key.text
    for step in range(5, -1, -1):
        qtbot.mouseClick(window.back_button, Qt.MouseButton.LeftButton)
        assert window.current == step
    with qtbot.waitSignal(window.left):
        qtbot.mouseClick(window.back_button, Qt.MouseButton.LeftButton)
    _walk_to(window, qtbot, 6)
    assert window.sheet.key.text == key
    assert [member.name for member in window.plan().members] == ["Figura Fiktiv"]


def test_ticks_of_teachers_survive_a_changed_list_of_schools(window: FirstRunWindow, qtbot: QtBot) -> None:
    _walk_to(window, qtbot, 1)
    _put(window.schools.table.rows[0][0], "Åskolen")
    _put(window.schools.table.rows[0][1], "Prøvine Skabelonsen")
    _walk_to(window, qtbot, 2)
    window.members.teacher_boxes["Åskolen"].setChecked(True)
    window.back_button.click()
    cells = window.schools.table.add_row()
    _put(cells[0], "Strandskolen")
    _put(cells[1], "Modella Attrapsen")
    _walk_to(window, qtbot, 2)
    assert {school: box.isChecked() for school, box in window.members.teacher_boxes.items()} == {
        "Åskolen": True,
        "Strandskolen": False,
    }
    assert len([box for box in window.members.teachers.findChildren(QCheckBox) if box.text()]) == 2


@pytest.mark.parametrize("name", ["", "a/b", "..", "a\\b", "hvad?"])
def test_a_name_that_cannot_be_a_folder_is_refused(window: FirstRunWindow, qtbot: QtBot, name: str) -> None:
    _walk_to(window, qtbot, 3)
    window.place.name_edit.setText(name)
    assert _next(window, qtbot) == 3
    assert window.place.form.row("name").has_problem


def test_a_taken_place_is_refused_and_a_synchronised_one_warned_about(
    window: FirstRunWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    _walk_to(window, qtbot, 3)
    taken = tmp_path / "SSP Desk" / "havnsoe.sspvault"
    taken.mkdir(parents=True)
    assert _next(window, qtbot) == 3
    assert str(taken) in window.place.form.row("name").error_label.text()
    window.place.place.set_folder(tmp_path / "OneDrive")
    assert "synkroniseres" in window.place.warning.words.text()
    assert _next(window, qtbot) == 4  # warned, not blocked


def test_backups_follow_the_vault_until_another_place_is_chosen(
    window: FirstRunWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    _walk_to(window, qtbot, 3)
    window.place.place.set_folder(tmp_path / "andetsteds")
    assert window.place.backups.folder.parent == tmp_path / "andetsteds"
    assert window.plan().backup_folder == ""
    window.place.backups.set_folder(tmp_path / "usb")
    window.place.place.set_folder(tmp_path)
    assert window.plan().backup_folder == str(tmp_path / "usb")


def test_weak_and_differing_passphrases_are_explained(window: FirstRunWindow, qtbot: QtBot) -> None:
    _walk_to(window, qtbot, 4)
    fields = window.passphrase.fields
    fields.clear()
    assert _next(window, qtbot) == 4
    fields.passphrase_edit.setText("Havnsø Kommune 2026")
    fields.again_edit.setText("Havnsø Kommune 2026")
    assert _next(window, qtbot) == 4
    assert fields.meter.value() < 4
    fields.passphrase_edit.setText(STRONG)
    assert _next(window, qtbot) == 4
    assert fields.strength_label.text() == "Stærk"
    assert fields._second.error_label.text() == "De to er ikke ens. Skriv adgangskoden en gang til."
    fields.again_edit.setText(STRONG)
    assert _next(window, qtbot) == 5


def test_groups_that_are_not_on_the_sheet_make_no_vault(window: FirstRunWindow, qtbot: QtBot, tmp_path: Path) -> None:
    _walk_to(window, qtbot, 6)
    _confirm(window)
    window.confirm.edits[1].setText("UUUUU")
    _next(window, qtbot)
    assert list(tmp_path.iterdir()) == []
    assert [row.has_problem for row in window.confirm.rows] == [False, True]


def test_a_disk_that_refuses_is_explained_and_one_can_go_back(
    window: FirstRunWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    _walk_to(window, qtbot, 6)
    (tmp_path / "SSP Desk").write_text("i vejen", encoding="utf-8")
    _confirm(window)
    _next(window, qtbot)
    assert not window.confirm.message.isHidden()
    assert window.next_button.isEnabled()
    assert window.back_button.isEnabled()
    (tmp_path / "SSP Desk").unlink()
    with qtbot.waitSignal(window.vault_made) as made:
        _next(window, qtbot)
    made.args[0].close()


def test_the_sheet_is_shown_before_the_vault_is_made_and_saved_where_asked(
    window: FirstRunWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    _walk_to(window, qtbot, 5)
    qtbot.mouseClick(window.sheet.print_button, Qt.MouseButton.LeftButton)
    preview = window.findChild(PdfPreview)
    assert isinstance(preview, PdfPreview)
    preview.save_requested.emit()
    dialog = window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert "ukrypteret" in dialog.windowTitle()
    file = tmp_path / "ark.pdf"
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    preview.reject()
    from pypdf import PdfReader

    text = PdfReader(file).pages[0].extract_text()
    assert all(group in text for group in window.sheet.key.groups)
    assert "havnsoe" in text
    assert file.stat().st_mode & 0o077 == 0
    window.save_sheet(b"%PDF", str(tmp_path / "ingen mappe" / "ark.pdf"))
    assert not window.sheet.message.isHidden()


def test_every_field_is_named(window: FirstRunWindow) -> None:
    for step in window.steps:
        for edit in step.findChildren(QLineEdit):
            assert edit.accessibleName(), (step.objectName(), edit.objectName())


def test_enter_goes_on_from_a_field_and_makes_a_row_where_there_are_rows(window: FirstRunWindow, qtbot: QtBot) -> None:
    _fill_municipality(window)
    qtbot.keyClick(window.municipality.form.row("municipality").widget, Qt.Key.Key_Return)
    assert window.current == 1
    qtbot.keyClick(window.schools.table.rows[0][0], Qt.Key.Key_Return)
    assert window.current == 1
    assert len(window.schools.table.rows) == 2
    qtbot.keyClick(window.next_button, Qt.Key.Key_Return)
    assert window.current == 2
