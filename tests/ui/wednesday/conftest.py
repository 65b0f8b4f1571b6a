"""A shown page of the Wednesday group on a real vault with the real worker thread, and what it asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from sspdesk.domain.ids import ContactId, LineId, MeetingId, PersonId
from sspdesk.domain.wednesday import PoliceContact, Role, Theme
from sspdesk.services import meetings, wednesday
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared.operations import Operations
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.wednesday.page import WednesdayPage
from tests.conftest import Clock
from tests.services.wednesday_world import World, make_person, make_world, plan_on
from tests.ui.conftest import free_deleted

NAMES = ("Testine Eksempelsen", "Prøvine Skabelonsen", "Attrap Attrapsen")


@dataclass
class Desk:
    """The page, its context and everything it asked the shell for."""

    page: WednesdayPage
    context: PageContext
    workspace: Workspace
    qtbot: QtBot
    opened: list[tuple[str, int | None]] = field(default_factory=list)
    locks: list[bool] = field(default_factory=list)
    told: list[tuple[str, bool]] = field(default_factory=list)
    failures: list[BaseException] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until no button is on its way down (Qt animates a shortcut's press) and the worker has nothing to do."""
        self.qtbot.waitUntil(lambda: not self.busy)

    @property
    def busy(self) -> bool:
        pressed = any(button.isDown() for button in self.page.findChildren(QAbstractButton))
        return pressed or bool(self.context.operations._jobs)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is, and wait for what follows."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.page, key, modifier)
        self.settle()

    def choose(self, number: int) -> None:
        """Choose a line by its number."""
        view = self.page.mode.view
        assert view is not None
        (line,) = [row.line_id for row in view.lines if row.number == number]
        self.page.mode.list.choose(line)
        self.settle()

    def do(self, name: str) -> None:
        """Press a deed of the header or its menu."""
        self.page.do(name)
        self.settle()

    def dialog(self, kind: type[QDialog]) -> QDialog:
        """Return the one open dialog of a kind."""
        (found,) = [dialog for dialog in self.page.findChildren(kind) if dialog.isVisible()]
        return found

    def run(self, work: Callable[[UnitOfWork], object]) -> object:
        """Do something else in the vault, as another page would, and let the page hear of it."""
        done: list[object] = []
        self.context.operations.query(self.page, work, done.append)
        self.settle()
        return done[0]


@pytest.fixture
def world(workspace: Workspace, clock: Clock) -> World:
    """Prøveskolen with its teacher, a police officer, and the meeting of 25 November at 9."""
    found = workspace.run(make_world)
    clock.set(datetime(2026, 11, 25, 9, 5))
    return found


@pytest.fixture
def lines(workspace: Workspace, world: World) -> list[LineId]:
    """Three invented persons on the meeting's list."""
    return workspace.run(lambda uow: fill(uow, world.meeting, NAMES))


def fill(uow: UnitOfWork, meeting_id: MeetingId, names: tuple[str, ...]) -> list[LineId]:
    """Put invented persons on the list."""
    contacts = [add_contact(uow, make_person(uow, name), name) for name in names]
    return wednesday.add_lines(uow, meeting_id, contacts)


def add_contact(uow: UnitOfWork, person: PersonId, name: str) -> ContactId:
    """Store an invented contact of a person."""
    contact = PoliceContact(
        person_id=person,
        contact_date=date(2026, 11, 13),
        contact_time=time(21, 40),
        role=Role.WITNESS,
        theme=Theme.VANDALISM,
        place="Havnsø Station",
        text=f"En rude var knust. {name.split(maxsplit=1)[0]} talte roligt med betjentene.",
        received_on=uow.today,
    )
    return uow.contacts.add(contact).id


@pytest.fixture
def desk(qtbot: QtBot, workspace: Workspace, world: World, privacy: Privacy, clock: Clock) -> Iterator[Desk]:
    """The page as the shell shows it, with the real worker; go to it with ``show`` when the lines are there."""
    operations = Operations(workspace.run)
    holder: list[Desk] = []
    context = PageContext(
        operations=operations,
        privacy=privacy,
        open_page=lambda key, record: holder[0].opened.append((key, record)),
        say=lambda _words: None,
        meeting_lock=lambda on: holder[0].locks.append(on),  # noqa: PLW0108 - the desk is made below
        now=clock,
    )
    page = WednesdayPage(context)
    qtbot.addWidget(page)
    holder.append(Desk(page=page, context=context, workspace=workspace, qtbot=qtbot))
    desk = holder[0]
    operations.changed.connect(page.refresh)
    operations.told.connect(lambda words, undo: desk.told.append((words, undo)))
    operations.failed.connect(desk.failures.append)
    operations.crashed.connect(desk.failures.append)
    page.resize(1174, 664)
    yield desk
    for dialog in page.findChildren(QDialog):
        dialog.reject()
    desk.settle()
    operations.close()
    free_deleted()
    assert desk.failures == []


def show(desk: Desk, record: int | None = None) -> None:
    """Go to the page as the shell does."""
    with desk.qtbot.waitActive(desk.page):
        desk.page.show()
        desk.page.activateWindow()
    if record is None:
        desk.page.open_all()
    else:
        desk.page.open_record(record)
    desk.page.activate()
    desk.settle()
    desk.page.focus_first()


def texts(widget: QWidget) -> str:
    """Return every word a widget shows in labels, fields and list rows, for looking for names."""
    from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QPlainTextEdit

    found = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    found += [button.text() for button in widget.findChildren(QAbstractButton) if button.isVisible()]
    found += [edit.text() for edit in widget.findChildren(QLineEdit) if edit.isVisible()]
    found += [edit.toPlainText() for edit in widget.findChildren(QPlainTextEdit) if edit.isVisible()]
    for view in widget.findChildren(QAbstractItemView):
        model = view.model()
        if view.isVisible() and model is not None:
            found += [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    return "\n".join(found)


def plan_earlier(uow: UnitOfWork) -> MeetingId:
    """Plan a meeting two weeks before the usual one."""
    return meetings.plan(uow, plan_on(date(2026, 11, 11))).value.id
