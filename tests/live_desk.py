"""Run as a child in tests: the real desk on a vault full of markers, looked at and worked in from page to page, locked.

Arguments: the folder of the list, of the vaults, and of what is handed out. Says ``look <stage>`` as live_session does.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from sspdesk import app
from sspdesk.domain.first_run import FirstRun, SchoolPlan
from sspdesk.domain.persons import Guardian, Person
from sspdesk.services import drafts, first_run, persons, vaults, wednesday
from sspdesk.services.meetings import plan, suggest
from sspdesk.services.work import UnitOfWork, Workspace
from sspdesk.ui.computer import Computer, default_path
from sspdesk.ui.launch import LaunchNote
from sspdesk.ui.persons.page import PersonsPage
from sspdesk.ui.persons.person_dialog import PersonDialog
from sspdesk.ui.police_list.page import COLUMNS, MATCH, ImportPage
from tests import markers
from tests.live_session import KDF

PAGES = ("wednesday", "people", "disclosures", "settings")


def fill(uow: UnitOfWork) -> None:
    """Put one person with a contact on the next meeting's list."""
    today = date.today()
    person = Person(
        first_name=markers.FIRST,
        last_name=markers.LAST,
        cpr=markers.CPR,
        address=markers.ADDRESS,
        phone=markers.PHONE,
        created_on=today,
    )
    stored = persons.save_person(uow, person).value
    persons.save_guardian(uow, Guardian(person_id=stored.id, name=markers.GUARDIAN))
    persons.add_note(uow, stored.id, markers.NOTE)
    typed = wednesday.TypedLine(person_id=stored.id, contact_date=today, place=markers.PLACE, text=markers.CONTACT)
    wednesday.add_typed_line(uow, plan(uow, suggest(uow)).value.id, typed)


class Day:
    """The desk in the hands of somebody who goes everywhere."""

    def __init__(self, lists: Path, vault: Path) -> None:
        self._lists, self._vault = lists, vault
        self._application = app.make_application()
        self._desk = app.Desk(self._application, LaunchNote(vault=str(vault)), Computer.load(default_path()))

    def run(self) -> None:
        """Unlock, go everywhere, stop to be looked at, lock."""
        self._desk.start()
        form = self._desk.unlock_window.form
        QTest.keyClicks(form.passphrase_edit, markers.PASSPHRASE[:3])
        form.passphrase_edit.setText(markers.PASSPHRASE)
        QTest.keyClick(form.passphrase_edit, Qt.Key.Key_Return)
        self._wait(lambda: self._desk.open_desk is not None)
        window = self._desk.open_desk.window
        self._settle()
        self._search(window)
        self._person(window)
        self._import(window)
        for key in PAGES:
            window.open_page(key)
            self._settle()
        self._desk.report(ValueError, ValueError(markers.NOTE), None)
        self._settle()
        self._look("with everything open")
        self._dialog(QWidget, "CrashDialog").close()
        self._settle()
        self._desk.open_desk.lock_wanted.emit(app.LockReason.ASKED)
        assert not window.isVisible()
        self._look("locked")

    def _search(self, window: QWidget) -> None:
        window.open_palette(markers.FIRST[:5])
        self._wait(lambda: bool(window.palette_box._rows))
        window.palette_box.close_palette()

    def _person(self, window: QWidget) -> None:
        window.open_page("persons")
        page = window.current_page()
        assert isinstance(page, PersonsPage)
        page.list.search_field.setText(markers.SEARCHED)
        self._settle()
        window.open_page("persons", 1)
        self._wait(lambda: page.person.view is not None)
        page.person.course.note_edit.setText(markers.DRAFT)
        window.draft_keeper.keep()
        self._settle()
        self._copy(page.person.course.note_edit)
        page.person.edit()
        self._wait(lambda: bool(page.findChildren(PersonDialog)))
        self._settle()
        page.findChildren(PersonDialog)[0].reject()
        self._desk.open_desk.window.context.privacy.toggle()
        self._settle()
        self._desk.open_desk.window.context.privacy.toggle()

    def _copy(self, edit: QLineEdit) -> None:
        edit.setFocus()
        edit.selectAll()
        edit.copy()
        self._application.processEvents()

    def _import(self, window: QWidget) -> None:
        window.open_page("import")
        page = window.current_page()
        assert isinstance(page, ImportPage)
        (source,) = self._lists.iterdir()
        page.open_source(source)
        self._wait(lambda: page.stack.currentIndex() == COLUMNS and page._session.listed is not None)
        page.footer.primary_button.click()
        self._wait(lambda: page.stack.currentIndex() == MATCH)

    def _dialog(self, kind: type[QWidget], name: str) -> QWidget:
        return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.objectName() == name)

    def _look(self, stage: str) -> None:
        print(f"look {stage}", flush=True)
        sys.stdin.readline()

    def _settle(self) -> None:
        self._wait(lambda: not self._desk._operations._jobs)
        self._application.processEvents()

    def _wait(self, true: Callable[[], bool]) -> None:
        until = time.monotonic() + 60
        while not true():
            assert time.monotonic() < until
            self._application.processEvents()
            time.sleep(0.005)


def main(lists: Path, vault: Path) -> None:
    school = SchoolPlan(name=markers.SCHOOL, teacher=markers.TEACHER, phone=markers.PHONE, in_group=True)
    plan = FirstRun(municipality=markers.MUNICIPALITY, unit="SSP", consultant=markers.CONSULTANT, schools=(school,))
    made = first_run.set_up(vault, markers.PASSPHRASE, plan, vaults.new_recovery_key(), kdf=KDF)
    Workspace(made).run(fill)
    made.close()
    Day(lists, vault).run()
    opened = vaults.open_vault(vault, markers.PASSPHRASE)
    kept = [one.fields for one in Workspace(opened).run(drafts.load) if not one.key.is_place]
    opened.close()
    assert kept == [{"text": markers.DRAFT}]  # so the draft really was there to be read


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
