"""The first page: Enter goes to where a deadline is handled, the space bar marks it done, a move wants a reason."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sspdesk.domain.ids import PersonId
from sspdesk.domain.people import Professional, ProfessionalRole
from sspdesk.domain.tasks import Anchor, AnchorKind, DeadlineRule, Rule, Source, SourceKind, TaskKind
from sspdesk.services import tasks
from sspdesk.services.tasks import NewTask
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared.operations import InlineOperations
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.talks.dialogs import NotificationDialog
from sspdesk.ui.tasks.dialog import ChangeTaskDialog
from sspdesk.ui.theme import Theme
from sspdesk.ui.today.page import TodayPage
from tests.conftest import Clock
from tests.services.wednesday_world import World, make_person, make_world


@pytest.fixture
def opened() -> list[tuple[str, int | None]]:
    return []


@pytest.fixture
def world(workspace: Workspace) -> World:
    return workspace.run(make_world)


@pytest.fixture
def person(workspace: Workspace, world: World) -> PersonId:
    return workspace.run(make_person)


@pytest.fixture
def page(
    qtbot: QtBot, theme: Theme, operations: InlineOperations, clock: Clock, opened: list[tuple[str, int | None]]
) -> Iterator[TodayPage]:
    context = PageContext(
        operations=operations,
        privacy=Privacy(),
        open_page=lambda key, record: opened.append((key, record)),
        say=lambda _text: None,
        meeting_lock=lambda _on: None,
        now=clock,
    )
    page = TodayPage(context)
    operations.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1174, 690)
    page.show()
    page.activateWindow()
    page.activate()
    yield page
    for dialog in QApplication.topLevelWidgets():
        if dialog is not page and dialog.isVisible():
            dialog.close()


def make(workspace: Workspace, **wanted: object) -> int:
    """Store a task due today unless ``wanted`` says otherwise."""

    def work(uow: UnitOfWork) -> int:
        return tasks.plan(uow, NewTask(**{"due": uow.today, **wanted})).id

    return workspace.run(work)


def choose(page: TodayPage, task_id: int) -> None:
    page.activate()
    page.focus_first()
    assert page.deadlines.table.select(lambda row: row.task.id == task_id)


def dialog() -> ChangeTaskDialog:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, ChangeTaskDialog) and one.isVisible())


def test_nothing_due_says_where_deadlines_come_from(page: TodayPage) -> None:
    assert page.deadlines.table.empty.isVisible()
    assert page.meeting.empty.isVisible()
    assert "Ingen slettefrist" in page.deletions.note_label.text()


def test_the_meeting_shows_how_ready_it_is(page: TodayPage, world: World, opened: list[tuple[str, int | None]]) -> None:
    page.activate()
    assert page.meeting.ready_label.text() == "1 af 4 klar"
    page.meeting.open_button.click()
    assert opened == [("wednesday", world.meeting)]


def test_space_marks_as_done_and_undo_takes_it_back(
    qtbot: QtBot, page: TodayPage, workspace: Workspace, world: World
) -> None:
    task = make(workspace, title="Ring til klubben")
    choose(page, task)
    qtbot.keyClick(page.deadlines.table.view, Qt.Key.Key_Space)
    assert workspace.run(lambda uow: uow.tasks.get(task)).done_on is not None
    assert page.deadlines.table.current is None
    page._context.operations.undo()
    assert workspace.run(lambda uow: uow.tasks.get(task)).done_on is None
    current = page.deadlines.table.current
    assert current is not None
    assert current.task.id == task


def test_the_duty_to_inform_is_not_ticked_off(
    qtbot: QtBot, page: TodayPage, workspace: Workspace, person: PersonId, opened: list[tuple[str, int | None]]
) -> None:
    task = make(workspace, kind=TaskKind.DUTY_TO_INFORM, person_id=person)
    choose(page, task)
    qtbot.keyClick(page.deadlines.table.view, Qt.Key.Key_Space)
    assert opened == [("persons", person)]
    assert workspace.run(lambda uow: uow.tasks.get(task)).done_on is None


def test_enter_goes_to_where_a_deadline_is_handled(
    qtbot: QtBot, page: TodayPage, workspace: Workspace, person: PersonId, opened: list[tuple[str, int | None]]
) -> None:
    talk = make(workspace, kind=TaskKind.FOLLOW_UP, person_id=person, source=Source(SourceKind.TALK, 7))
    choose(page, talk)
    qtbot.keyClick(page.deadlines.table.view, Qt.Key.Key_Return)
    about = make(workspace, kind=TaskKind.STREET_TEAM, person_id=person)
    choose(page, about)
    qtbot.keyClick(page.deadlines.table.view, Qt.Key.Key_Return)
    assert opened == [("talks", 7), ("persons", person)]


def test_enter_records_a_notification_and_then_its_receipt(
    qtbot: QtBot, page: TodayPage, workspace: Workspace, person: PersonId, clock: Clock
) -> None:
    def answer(task: int, field: str, value: object) -> None:
        choose(page, task)
        qtbot.keyClick(page.deadlines.table.view, Qt.Key.Key_Return)
        dialog = next(one for one in page.findChildren(NotificationDialog) if one.isVisible())
        dialog.form.set_value(field, value)
        dialog.save_button.click()

    answer(make(workspace, kind=TaskKind.NOTIFICATION, person_id=person), "recipient", "Modtagelsen")
    (chase,) = [
        one.id for one in workspace.run(lambda uow: uow.tasks.open_for(person)) if one.kind is TaskKind.CHASE_RECEIPT
    ]
    page.deadlines.more_button.click()
    answer(chase, "receipt_on", clock().date())
    (sent,) = workspace.run(lambda uow: uow.notifications.of_person(person))
    assert (sent.recipient, sent.receipt_on) == ("Modtagelsen", clock().date())
    assert chase not in {one.id for one in workspace.run(lambda uow: uow.tasks.open_for(person))}


def test_a_deadline_with_a_rule_moves_with_a_reason_only(
    page: TodayPage, workspace: Workspace, person: PersonId, clock: Clock
) -> None:
    today = clock.now.date()
    anchor = Anchor(today, AnchorKind.TALK_HELD, 7)
    rule = Rule(DeadlineRule.DAYS, 1)
    task = make(workspace, kind=TaskKind.FOLLOW_UP, person_id=person, rule=rule, anchor=anchor, due=None)
    choose(page, task)
    page.deadlines.move_button.click()
    box = dialog()
    moved = today + timedelta(days=9)
    box.form.set_value("due", moved)
    box.save()
    assert box.isVisible()
    assert workspace.run(lambda uow: uow.tasks.get(task)).due == today + timedelta(days=1)
    box.form.set_value("reason", "Familien er bortrejst")
    box.save()
    stored = workspace.run(lambda uow: uow.tasks.get(task))
    assert (stored.due, stored.override_reason) == (moved, "Familien er bortrejst")


def test_only_mine_and_later_ones(page: TodayPage, workspace: Workspace, world: World) -> None:
    me = Professional(name="Karen Konsulenteksempel", role=ProfessionalRole.CONSULTANT)
    workspace.run(lambda uow: uow.professionals.save(me))
    mine = make(workspace, title="Min")
    make(workspace, title="Lærerens", responsible_id=world.teacher.id)
    make(workspace, title="Senere", due=date(2027, 6, 1))
    page.activate()
    assert {row.task.title for row in rows(page)} == {"Min", "Lærerens"}
    page.deadlines.mine.set_value(True)
    page.activate()
    assert [row.task.id for row in rows(page)] == [mine]
    page.deadlines.more_button.click()
    assert {row.task.title for row in rows(page)} == {"Min", "Senere"}


def rows(page: TodayPage) -> list[tasks.TaskRow]:
    model = page.deadlines.table.model
    found = [model.record(index) for index in range(model.rowCount())]
    return [row for row in found if row is not None]
