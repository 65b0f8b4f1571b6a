"""The whole way with the real worker and the keyboard alone: file dialog, columns, persons, review, stored, undone."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sspdesk.domain.meetings import Meeting
from sspdesk.domain.persons import Person
from sspdesk.services.import_plan import Settled
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.police_list.page import COLUMNS, DONE, FILE, MATCH, REVIEW
from sspdesk.ui.shared.operations import Operations
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.theme import Theme
from tests.conftest import Clock
from tests.ui.conftest import free_deleted
from tests.ui.police_list.conftest import SAMPLE, Desk


@pytest.fixture
def working(theme: Theme, workspace: Workspace, privacy: Privacy, clock: Clock, meeting: Meeting) -> Iterator[Desk]:
    """The page on the real worker threads."""
    operations = Operations(workspace.run)
    desk = Desk(operations, privacy, clock)
    desk.page.resize(1174, 640)
    desk.page.show()
    desk.page.activate()
    desk.page.focus_first()
    yield desk
    operations.close()
    desk.page.close()
    desk.page.deleteLater()
    free_deleted()
    assert desk.crashed == []


def reach(qtbot: QtBot, desk: Desk, step: int) -> None:
    qtbot.waitUntil(lambda: desk.page.stack.currentIndex() == step, timeout=30_000)


def settle(qtbot: QtBot, done: Callable[[], bool]) -> None:
    qtbot.waitUntil(done, timeout=30_000)


@pytest.mark.journey
def test_the_sample_is_imported_by_keyboard(
    qtbot: QtBot, working: Desk, workspace: Workspace, meeting: Meeting, tmp_path: Path
) -> None:
    desk, page = working, working.page
    known = Person(
        first_name="Åsa",
        last_name="Testgaard",
        birth_date=date(2011, 2, 26),
        created_on=date(2026, 1, 1),
    )
    person = workspace.run(lambda uow: uow.persons.add(known))
    copy = tmp_path / SAMPLE.name
    copy.write_bytes(SAMPLE.read_bytes())
    qtbot.waitExposed(page)
    page.activateWindow()

    qtbot.keyClick(page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, lambda: bool(page.findChildren(QFileDialog)))
    (dialog,) = page.findChildren(QFileDialog)
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.setText(str(copy))
    dialog.accept()  # the operating system's own dialog is beyond a test
    page.activateWindow()
    reach(qtbot, desk, COLUMNS)
    settle(qtbot, lambda: "13 rækker" in page.header.subtitle_label.text())

    go_on(qtbot, page)
    reach(qtbot, desk, MATCH)
    settle(qtbot, lambda: bool(page.match_step.pane.table.fields))
    current = page.match_step.table.current
    assert isinstance(current, Settled)
    assert (current.number, current.choice) == (8, None)
    view = page.match_step.table.view
    qtbot.keyClick(view, Qt.Key.Key_S)
    qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_O)

    go_on(qtbot, page)
    reach(qtbot, desk, REVIEW)
    assert page.footer.primary_button.text() == "Gem 12 kontakter"
    assert workspace.run(lambda uow: uow.contacts.count()) == 0
    go_on(qtbot, page)
    reach(qtbot, desk, DONE)
    contacts = workspace.run(lambda uow: uow.contacts.all())
    assert [one.source_row for one in contacts] == list(range(6, 18))
    assert [one.source_row for one in contacts if one.person_id == person.id] == [8]
    assert len(workspace.run(lambda uow: uow.lines.of_meeting(meeting.id))) == 12

    page.done_step.undo_button.setFocus()
    qtbot.keyClick(page.done_step.undo_button, Qt.Key.Key_Space)
    settle(qtbot, lambda: page.done_step.title_label.text() == "Importen er fortrudt")
    assert workspace.run(lambda uow: (uow.contacts.count(), uow.persons.count())) == (0, 1)


def go_on(qtbot: QtBot, page: QWidget) -> None:
    focus = QApplication.focusWidget() or page
    qtbot.keyClick(focus, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_reading_can_be_stopped(qtbot: QtBot, working: Desk) -> None:
    page = working.page
    page.open_source(SAMPLE)
    row = page.wait_step.row
    assert row is not None
    row.cancel_button.click()
    assert page.stack.currentIndex() == FILE
    with qtbot.waitSignal(working.operations.saved, raising=False, timeout=800):
        pass
    assert page.stack.currentIndex() == FILE
    assert page.header.subtitle_label.text() == ""
    assert page.file_step.message.isHidden()
