"""First chapter: the first run on an empty computer, the empty desk, and the lock screen."""

import shutil
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from sspdesk.demo.town import CONSULTANT, MUNICIPALITY, SCHOOLS
from sspdesk.domain.errors import KnownError
from sspdesk.domain.papers import Letterhead
from sspdesk.domain.persons import Person
from sspdesk.domain.vault import InDoubtError
from sspdesk.i18n import _
from sspdesk.labels.errors import explain
from sspdesk.reports import recovery_sheet
from sspdesk.services import first_run, persons, session, vaults
from sspdesk.services.work import Workspace
from sspdesk.storage.header import KdfParameters
from sspdesk.tour.stage import Stage
from sspdesk.ui.first_run.rows import Cell
from sspdesk.ui.first_run.window import FirstRunWindow
from sspdesk.ui.restoring.dialog import RestoreDialog
from sspdesk.ui.shared.pdf_preview import PdfPreview
from sspdesk.ui.unlock.findings import FindingsDialog
from sspdesk.ui.unlock.glimpse import VaultGlimpse
from sspdesk.ui.unlock.window import UnlockWindow

if TYPE_CHECKING:
    from sspdesk.services.session import OpenVault

_KDF = KdfParameters(memory_kib=64 * 1024, rounds=3, lanes=4)  # the least the program accepts: it is gone in a minute
_PASSPHRASE = "kobber lampe sejlads nittende prøve"  # opens a vault without persons


def play(stage: Stage, demo: Path, passphrase: str) -> None:
    """Show the way from nothing to an empty desk, then the demo's lock screen."""
    _lock_screen(stage, demo, passphrase)
    vault = _first_run(stage)
    _empty_desk(stage, vault)


def _lock_screen(stage: Stage, demo: Path, passphrase: str) -> None:
    window = UnlockWindow()
    known = VaultGlimpse(
        name=demo.stem,
        path=f"~/SSP Desk/{demo.name}",
        municipality=MUNICIPALITY,
        saved_at=datetime(2026, 11, 20, 14, 52),
        backup_at=datetime(2026, 11, 20, 15, 4),
        demo_passphrase=passphrase,
    )
    window.show_vault(known)
    window.show_now(stage.clock.now)
    window.show()
    window.form.passphrase_edit.setFocus()
    stage.picture("laas-op", _("The vault is locked. In the demo the passphrase is filled in."), window)
    window.form.passphrase_edit.setText("et forkert gæt")
    try:
        vaults.open_vault(demo, "et forkert gæt")
    except KnownError as error:
        window.form.show_failure(explain(error), wrong=True)
    stage.picture("forkert-adgangskode", _("A wrong passphrase: what happened, and the other way in."), window)
    window.form.way_button.click()
    stage.picture("gendannelsesnoegle", _("The recovery key from the paper opens the vault as well."), window)
    window.form.way_button.click()
    _vault_in_doubt(stage, demo, passphrase, window)
    stage.close_dialogs()
    _restore(stage, demo, passphrase, window)
    stage.close_dialogs()
    window.hide()
    window.deleteLater()


def _vault_in_doubt(stage: Stage, demo: Path, passphrase: str, window: UnlockWindow) -> None:
    """Put an older database back into a copy of the demo vault, as a synchronising program might."""
    copy = stage.folder / "kopi" / demo.name
    shutil.copytree(demo, copy)
    database = copy / "vault-1.db"
    older = database.read_bytes()
    vault = vaults.open_vault(copy, passphrase)
    Workspace(vault).run(lambda uow: session.locked(uow, "closed"))
    vault.close()
    database.write_bytes(older)
    try:
        vaults.open_vault(copy, passphrase).close()
    except InDoubtError as error:
        found = error.findings
        backup_at = datetime(2026, 11, 20, 15, 4)
        FindingsDialog(found, may_open=error.may_open, last_backup=backup_at, parent=window).open()
    stage.picture(
        "boksen-er-aendret", _("A vault whose files were changed by something else is told before it opens."), window
    )
    stage.close_dialogs()
    shutil.rmtree(copy.parent)


def _restore(stage: Stage, demo: Path, passphrase: str, window: UnlockWindow) -> None:
    """Back a copy of the demo up, lose a person from it, and look at what a restore would bring back."""
    copy = stage.folder / "kopi-2" / demo.name
    shutil.copytree(demo, copy)
    vault = vaults.open_vault(copy, passphrase)
    made = vaults.backup(vault, stage.folder / "sikkerhedskopier")
    newer = Person(first_name="Nytte", last_name="Nyhedsprøve", created_on=stage.clock.now.date())
    Workspace(vault).run(lambda uow: persons.save_person(uow, newer))
    vault.close()
    dialog = RestoreDialog(stage.operations, copy, backup=made.path, parent=window)
    dialog.open()
    dialog.secret_edit.setText(passphrase)
    dialog.look_button.click()
    stage.picture("gendan", _("What a restore takes away and brings back is shown before anything is changed."), window)


def _first_run(stage: Stage) -> "OpenVault":
    made: list[OpenVault] = []
    make = partial(first_run.set_up, kdf=_KDF)
    window = FirstRunWindow(stage.operations, stage.folder / "SSP Desk", make=make, now=stage.clock)
    window.vault_made.connect(made.append)
    window.show()
    _fill_people(window)
    window.municipality.enter()
    stage.picture("foerste-gang-kommune", _("First run: the municipality and you."), window)
    window.next_button.click()
    _fill_schools(window)
    stage.picture("foerste-gang-skoler", _("First run: the schools and their SSP teachers."), window)
    window.next_button.click()
    _put(window.members.table.rows[0][0], "Poul Prøvegaard")
    _put(window.members.table.rows[0][2], "Vestkysten Politi (fiktiv kreds)")
    window.members.teacher_boxes[SCHOOLS[0][0]].setChecked(True)
    stage.picture("foerste-gang-onsdagsgruppen", _("First run: who meets on Wednesdays."), window)
    window.next_button.click()
    stage.picture("foerste-gang-boks", _("First run: where the vault and its backups lie."), window)
    window.next_button.click()
    window.passphrase.fields.passphrase_edit.setText(_PASSPHRASE)
    window.passphrase.fields.again_edit.setText(_PASSPHRASE)
    window.passphrase.fields.judge()
    stage.picture("foerste-gang-adgangskode", _("First run: the passphrase and how strong it is."), window)
    window.next_button.click()
    stage.picture("foerste-gang-gendannelsesark", _("First run: the recovery key, to be put on paper."), window)
    _sheet(stage, window)
    window.next_button.click()
    for edit, number in zip(window.confirm.edits, window.confirm.asked, strict=True):
        edit.setText(window.sheet.key.groups[number])
    stage.picture("foerste-gang-bekraeft", _("First run: two groups typed back from the paper."), window)
    window.next_button.click()
    window.hide()
    window.deleteLater()
    return made[0]


def _fill_people(window: FirstRunWindow) -> None:
    form = window.municipality.form
    form.set_value("municipality", MUNICIPALITY)
    form.set_value("consultant", CONSULTANT)
    form.set_value("phone", "00 00 00 10")


def _fill_schools(window: FirstRunWindow) -> None:
    table = window.schools.table
    for number, (school, teacher) in enumerate(SCHOOLS):
        cells = table.rows[0] if number == 0 else table.add_row()
        for cell, text in zip(cells, (school, teacher, f"00 00 00 2{number}"), strict=True):
            _put(cell, text)


def _put(cell: Cell, text: str) -> None:
    if isinstance(cell, QLineEdit):
        cell.setText(text)
        cell.setCursorPosition(0)


def _sheet(stage: Stage, window: FirstRunWindow) -> None:
    window.sheet.print_button.click()
    stage.picture("gendannelsesark-vist", _("The recovery sheet, looked at before it is printed."), window)
    stage.dialog(PdfPreview).reject()
    paper = Letterhead(municipality=MUNICIPALITY, unit="SSP", printed_at=stage.clock.now, printed_by=CONSULTANT)
    sheet = recovery_sheet.RecoverySheet(
        paper=paper,
        vault_name=window.place.vault_folder.stem,
        groups=window.sheet.key.groups,
        made_at=stage.clock.now,
    )
    words = _("The recovery sheet with QR code and six groups.")
    stage.camera.paper("gendannelsesark", words, recovery_sheet.render(sheet))


def _empty_desk(stage: Stage, vault: "OpenVault") -> None:
    """Every list says what to do while it is empty."""
    window = stage.open(vault)
    stage.picture("tom-onsdagsgruppen", _("A new vault: no meeting is planned yet."))
    for key, name, words in (
        ("persons", "tom-personer", _("A new vault: no persons yet.")),
        ("import", "tom-import", _("The police's list is dropped, chosen or pasted here.")),
        ("disclosures", "tom-videregivelser", _("A new vault: nothing has left the desk yet.")),
    ):
        window.open_page(key)
        stage.picture(name, words)
    stage.close()
