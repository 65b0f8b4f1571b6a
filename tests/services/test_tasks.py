"""Tasks: order, completion, and the duty to inform that follows the person."""

from datetime import date, datetime

import pytest

from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import LineId, PersonId
from sspdesk.domain.persons import DutyState
from sspdesk.domain.tasks import Task, TaskKind
from sspdesk.domain.wednesday import Decision
from sspdesk.services import duty, tasks, wednesday
from sspdesk.services.work import apply_undo
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services.wednesday_world import make_lines, make_person, make_world


@pytest.fixture
def kept(workspace: Workspace, clock: Clock) -> PersonId:
    """A person whom a decision of 25 November keeps."""
    world = workspace.run(make_world)
    clock.set(datetime(2026, 11, 25, 10, 0))
    (line,) = workspace.run(lambda uow: make_lines(uow, world.meeting, "Testine Eksempelsen"))
    workspace.run(lambda uow: wednesday.decide(uow, LineId(line), Decision.ALREADY_HELPED))
    return workspace.run(lambda uow: uow.contacts.get(uow.lines.get(line).contact_id)).person_id


def test_open_tasks_come_by_deadline_with_names_and_those_without_last(workspace: Workspace) -> None:
    def work(uow: UnitOfWork) -> None:
        person = make_person(uow)
        dues = (None, date(2026, 12, 9), date(2026, 11, 30))
        for due in dues:
            uow.tasks.add(Task(title="Ring", person_id=person, due=due, created_on=uow.today))
        uow.tasks.add(Task(title="Gjort", due=date(2026, 11, 1), done_on=uow.today, created_on=uow.today))
        rows = tasks.open_tasks(uow)
        assert [row.task.due for row in rows] == [date(2026, 11, 30), date(2026, 12, 9), None]
        assert {row.name for row in rows} == {"Testine Eksempelsen"}
        assert [row.task.due for row in tasks.open_tasks(uow, until=date(2026, 12, 1))] == [date(2026, 11, 30)]

    workspace.run(work)


def test_a_task_is_completed_and_opened_again_by_undo(workspace: Workspace, clock: Clock) -> None:
    task = workspace.run(lambda uow: uow.tasks.add(Task(title="Ring", created_on=uow.today)))
    done = workspace.run(lambda uow: tasks.complete(uow, task.id))
    assert done.value.done_on == clock.now.date()
    assert workspace.run(tasks.open_tasks) == []
    workspace.run(lambda uow: apply_undo(uow, done.undo))
    assert [row.task.id for row in workspace.run(tasks.open_tasks)] == [task.id]


def test_the_duty_is_completed_by_its_answer_only(workspace: Workspace, kept: PersonId) -> None:
    (row,) = workspace.run(lambda uow: tasks.open_tasks_of(uow, kept))
    with pytest.raises(DomainError, match="duty_needs_answer"):
        workspace.run(lambda uow: tasks.complete(uow, row.task.id))
    person = workspace.run(lambda uow: duty.fulfil_duty(uow, kept, date(2026, 11, 24))).value
    assert (person.duty_state, person.duty_date) == (DutyState.FULFILLED, date(2026, 11, 24))
    assert workspace.run(lambda uow: tasks.open_tasks_of(uow, kept)) == []


def test_an_exemption_needs_a_reason_and_completes_the_task(workspace: Workspace, kept: PersonId) -> None:
    with pytest.raises(DomainError, match="duty_reason_missing"):
        workspace.run(lambda uow: duty.exempt_duty(uow, kept, "  "))
    with pytest.raises(DomainError, match="duty_date_in_future"):
        workspace.run(lambda uow: duty.fulfil_duty(uow, kept, date(2026, 11, 26)))
    person = workspace.run(lambda uow: duty.exempt_duty(uow, kept, "Hensynet til barnet")).value
    assert (person.duty_state, person.duty_reason) == (DutyState.EXEMPT, "Hensynet til barnet")
    assert workspace.run(lambda uow: uow.tasks.open_duty(kept)) == []


def test_undoing_the_answer_opens_the_duty_again(workspace: Workspace, kept: PersonId) -> None:
    answer = workspace.run(lambda uow: duty.fulfil_duty(uow, kept, date(2026, 11, 25)))
    workspace.run(lambda uow: apply_undo(uow, answer.undo))
    assert workspace.run(lambda uow: uow.persons.get(kept)).duty_state is DutyState.MISSING
    assert [one.task.kind for one in workspace.run(lambda uow: tasks.open_tasks_of(uow, kept))] == [
        TaskKind.DUTY_TO_INFORM
    ]
