"""The whole desk with Exit closed: no page shows a word of it, and what was typed there waits behind the door."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QTabBar
from pytestqt.qtbot import QtBot

from sspdesk.services.work import Workspace
from sspdesk.ui import pages
from sspdesk.ui.counts import SidebarCounts
from sspdesk.ui.exits.page import ExitsPage
from sspdesk.ui.exits.parts import NoteDialog
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.theme import Theme
from tests.conftest import Clock
from tests.services.exit_world import open_door
from tests.services.test_exit_confidential import MARK, fill
from tests.ui.conftest import free_deleted
from tests.ui.exits.test_page import words
from tests.ui.shared.days import Day
from tests.vaults import PASSPHRASE


@pytest.fixture
def closed(qtbot: QtBot, theme: Theme, workspace: Workspace, privacy: Privacy, clock: Clock) -> Iterator[Day]:
    """The desk on a vault whose Exit is full of markers, and closed."""
    open_door(workspace)
    workspace.run(fill)
    workspace.exit_door.close()
    day = Day(qtbot, workspace, privacy, clock)
    yield day
    page = day.window.page("exits")
    assert isinstance(page, ExitsPage)
    page._timer.stop()
    day.end()


def test_no_page_of_the_closed_desk_shows_a_word_of_exit(closed: Day, workspace: Workspace) -> None:
    (person,) = workspace.run(lambda uow: uow.persons.all())
    read = {}
    for entry in pages.entries():
        closed.window.open_page(entry.key, person.id if entry.key == "persons" else None)
        read[entry.key] = words(closed.window)
    assert person.first_name in read["persons"]
    assert [key for key, told in read.items() if MARK.casefold() in told.casefold()] == []
    page = closed.window.page("exits")
    assert isinstance(page, ExitsPage)
    closed.window.open_page("exits")
    SidebarCounts(closed._operations, closed.window.set_count, closed.window.sidebar.set_state, page)
    button = closed.window.sidebar.button("exits")
    assert (button.icon_name, "åben nu" in button.toolTip()) == ("lock", False)
    page.door.passphrase_edit.setText(PASSPHRASE)
    page.door.try_to_open()
    page.open_case(1)
    assert MARK in words(closed.window), "the same walk finds it where it may be seen"
    assert (button.icon_name, "åben nu" in button.toolTip()) == ("lock-open", True)
    page.close_exit()
    assert (button.icon_name, "åben nu" in button.accessibleDescription()) == ("lock", False)


def test_a_note_left_at_lock_waits_behind_the_door(closed: Day, workspace: Workspace) -> None:
    closed.window.open_page("exits")
    page = closed.window.current_page()
    assert isinstance(page, ExitsPage)
    page.door.passphrase_edit.setText(PASSPHRASE)
    page.door.try_to_open()
    page.open_case(1)
    page.actions_.ask("note", None)
    note = closed.dialog(NoteDialog)
    note.form.row("text").widget.setFocus()
    note.form.set_value("text", f"Kladde {MARK}")
    page._timer.stop()
    workspace.exit_door.close()  # a new process begins with it closed
    closed.lock()
    closed.window.open_page("exits")
    again = closed.window.current_page()
    assert isinstance(again, ExitsPage)
    again.activate()
    assert MARK not in words(closed.window)
    again.door.passphrase_edit.setText(PASSPHRASE)
    again.door.try_to_open()
    again.open_case(1)
    if not [one for one in again.findChildren(NoteDialog) if one.isVisible()]:
        again.actions_.ask("note", None)
    assert closed.dialog(NoteDialog).form.value("text") == f"Kladde {MARK}"


def test_what_another_page_shows_of_exit_goes_when_exit_closes(closed: Day, workspace: Workspace) -> None:
    (person,) = workspace.run(lambda uow: uow.persons.all())
    meeting = workspace.run(lambda uow: next(one.id for one in uow.meetings.all()))
    closed.window.open_page("exits")
    exit_page = closed.window.page("exits")
    assert isinstance(exit_page, ExitsPage)
    places = (("meeting", meeting, MARK), ("today", None, MARK), ("persons", person.id, MARK), ("calendar", None, MARK),
              ("disclosures", None, "· exit-sag"))  # fmt: skip
    for key, record, mark in places:
        exit_page.door.passphrase_edit.setText(PASSPHRASE)
        exit_page.door.try_to_open()
        closed.window.open_page(key, record)
        page = closed.window.current_page()
        assert page is not None
        if mark != MARK:
            tabs = page.findChild(QTabBar)
            assert tabs is not None
            tabs.setCurrentIndex(next(at for at in range(tabs.count()) if tabs.tabText(at) == "Log"))
        assert mark.casefold() in words(page).casefold() or key == "calendar", (key, "the control")
        workspace.exit_door.close()
        exit_page._timer.timeout.emit()
        free_deleted()
        told = words(closed.window).casefold()
        assert mark.casefold() not in told, key
        assert "exit-samarbejdsmøde" not in told, key
