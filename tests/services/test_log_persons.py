"""The log says by ids which persons a change touched, so that "all about this person" leaves nothing out."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from sspdesk.domain.ids import LineId, PersonId, TaskId
from sspdesk.domain.log import Action, LogEntry
from sspdesk.domain.police_list import ListRow
from sspdesk.services import classes, persons, police_import, tasks, wednesday
from sspdesk.services.police_import import Decided, Order
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services.people_for_tests import contact, decided, meeting, save

Work = Callable[[UnitOfWork], object]


def _newest(workspace: Workspace, person_id: PersonId) -> LogEntry:
    return workspace.run(lambda uow: uow.log_entries(person_id=person_id, limit=1))[0]


def _bystander(workspace: Workspace) -> PersonId:
    return save(workspace, first_name="Skabelone", last_name="Prøvesen").id


def test_moving_classes_up_says_whose(workspace: Workspace, clock: Clock) -> None:
    moved, other = save(workspace, class_name="7.B").id, _bystander(workspace)
    clock.set(datetime(2027, 8, 9, 8))
    workspace.run(lambda uow: classes.move_up(uow, classes.propose(uow)))
    assert _newest(workspace, moved).detail == {"part": "class", "count": 1, "persons": [moved]}
    assert _newest(workspace, other).action is Action.CREATE


def test_an_import_says_who_is_new_and_who_is_known(workspace: Workspace) -> None:
    known, other = save(workspace).id, _bystander(workspace)
    rows = (
        Decided(row=ListRow(row=2, first_name="Testine", last_name="Eksempelsen"), person_id=known),
        Decided(row=ListRow(row=3, first_name="Attrap", last_name="Prøvesen"), newcomer=1),
    )
    order = Order(rows=rows, file_name="liste.csv", sha256="ab" * 32, meeting_id=None, undated=date(2026, 11, 23))
    workspace.run(lambda uow: police_import.import_list(uow, order))
    new = max(one.id for one in workspace.run(lambda uow: uow.persons.all()))
    for person_id in (known, new):
        entry = _newest(workspace, person_id)
        assert (entry.action, entry.detail["persons"]) == (Action.IMPORT, [known, new])
        assert entry.detail["new_persons"] == 1
    assert _newest(workspace, other).action is Action.CREATE


def _typed(person_id: PersonId, meeting_id: int, _line: LineId, _task: TaskId) -> Work:
    typed = wednesday.TypedLine(person_id=person_id, contact_date=date(2026, 11, 20))
    return lambda uow: wednesday.add_typed_line(uow, meeting_id, typed)


def _withheld(_person: PersonId, _meeting: int, line_id: LineId, _task: TaskId) -> Work:
    return lambda uow: wednesday.withhold(uow, line_id, "Ikke delt")


def _new_task(person_id: PersonId, _meeting: int, _line: LineId, _task: TaskId) -> Work:
    return lambda uow: persons.add_task(uow, person_id, "Ring", None)


def _done_task(_person: PersonId, _meeting: int, _line: LineId, task_id: TaskId) -> Work:
    return lambda uow: tasks.complete(uow, task_id)


@pytest.mark.parametrize(
    ("make", "kind"),
    [(_typed, "contact"), (_withheld, "meeting_line"), (_new_task, "task"), (_done_task, "task")],
)
def test_a_change_says_whom_it_touched(
    workspace: Workspace, make: Callable[[PersonId, int, LineId, TaskId], Work], kind: str
) -> None:
    person = save(workspace)
    meeting_id = meeting(workspace).id
    line_id = LineId(decided(workspace, contact(workspace, person.id), meeting_id))
    task = workspace.run(lambda uow: persons.add_task(uow, person.id, "Skriv", None)).value
    before = workspace.run(lambda uow: uow.count_log(person_id=person.id))
    workspace.run(make(person.id, meeting_id, line_id, task.id))
    assert workspace.run(lambda uow: uow.count_log(person_id=person.id)) == before + 1
    assert _newest(workspace, person.id).kind == kind
