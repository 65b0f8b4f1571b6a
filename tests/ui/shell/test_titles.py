"""No window's title, which the task bar, screenshots and other programs see, holds a name or a text of anybody."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from sspdesk.domain.people import Professional
from sspdesk.domain.persons import Guardian, Person
from sspdesk.services import people, persons
from sspdesk.services.work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from sspdesk.ui import pages
from sspdesk.ui.shared.operations import InlineOperations
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shell.window import MainWindow
from sspdesk.ui.theme import Theme
from tests import markers
from tests.conftest import Clock
from tests.services.wednesday_world import make_contact, make_world
from tests.ui.conftest import free_deleted

TELLING = (markers.FIRST, markers.LAST, markers.CPR, markers.GUARDIAN, markers.NOTE, markers.ADDRESS, markers.PHONE)


def _fill(uow: UnitOfWork) -> tuple[int, int]:
    world = make_world(uow)
    person = Person(
        first_name=markers.FIRST,
        last_name=markers.LAST,
        cpr=markers.CPR,
        address=markers.ADDRESS,
        phone=markers.PHONE,
        created_on=uow.today,
    )
    stored = persons.save_person(uow, person).value
    persons.save_guardian(uow, Guardian(person_id=stored.id, name=markers.GUARDIAN))
    persons.add_note(uow, stored.id, markers.NOTE)
    make_contact(uow, stored.id)
    people.save_professional(uow, Professional(name=f"{markers.FIRST} {markers.LAST}"))
    return stored.id, world.meeting


def test_no_title_names_anybody(
    qtbot: QtBot, theme: Theme, workspace: Workspace, privacy: Privacy, clock: Clock
) -> None:
    clock.set(datetime(2026, 11, 25, 9, 0))
    person_id, meeting_id = workspace.run(_fill)
    operations = InlineOperations(workspace.run)
    window = MainWindow(pages.entries(), operations, privacy, municipality="Havnsø", now=clock)
    window.show()
    seen: set[str] = set()

    def look() -> None:
        seen.update(one.windowTitle() for one in QApplication.topLevelWidgets())
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.reject()
        free_deleted()

    for entry in pages.entries():
        window.open_page(entry.key)
        look()
    window.open_page("persons", person_id)
    pane = window.page("persons").person
    view = pane.view
    deeds: list[Callable[[], object]] = [
        pane.edit,
        pane.answer_duty,
        pane.print_summary,
        pane.merge,
        pane.move_contact,
        lambda: pane.edit_guardian(view.guardians[0]),
        pane.new_task,
        *[lambda entry=entry: pane._on_entry_opened(entry) for entry in view.timeline],
    ]
    for deed in deeds:
        window.open_page("persons", person_id)
        deed()
        look()
    window.open_page("wednesday", meeting_id)
    for name in ("plan", "edit", "line", "approve", "add", "cancel"):
        window.page("wednesday").do(name)
        look()
    window.open_page("people")
    for one in workspace.run(people.professionals):
        window.page("people")._edit_professional(one)
        look()
    window.draft_keeper.gather()
    operations.close()
    window.close()
    window.deleteLater()
    free_deleted()
    assert len(seen) > 12  # the walk went somewhere
    assert [title for title in seen if any(telling in title for telling in TELLING)] == []
