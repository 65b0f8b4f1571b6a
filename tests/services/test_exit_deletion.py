"""What is kept of Exit goes: with its person, and after its term with all that was made for it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from sspdesk.domain.exits import ExitState
from sspdesk.domain.ids import PersonId
from sspdesk.domain.retention import RULES, Kept, RetentionKind
from sspdesk.services import (
    retention,
)
from sspdesk.services.work import UnitOfWork, Workspace
from sspdesk.storage import schema
from tests.conftest import Clock
from tests.services.exit_world import begin, make_around, open_door
from tests.services.test_exit_confidential import fill


@pytest.fixture
def person(workspace: Workspace) -> PersonId:
    open_door(workspace)
    found = workspace.run(fill)
    workspace.exit_door.close()
    return found


def test_every_table_of_exit_goes_with_its_case_and_the_case_with_its_person(
    workspace: Workspace, person: PersonId
) -> None:
    names = [name for name in schema.metadata.tables if name.startswith("exit_")]
    assert not any(isinstance(RULES[name], Kept) for name in names)
    workspace.run(lambda uow: retention.erase_person(uow, person))
    with workspace.vault.engine.begin() as connection:
        for name in names:
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() == 0, name  # noqa: S608
        for kind in ("exit_case", "exit_focus", "exit_note"):
            found = connection.exec_driver_sql(f"SELECT count(*) FROM {kind}_search").scalar_one()  # noqa: S608
            assert found == 0, kind
        left = connection.exec_driver_sql("SELECT kind FROM revision WHERE kind LIKE 'exit%'").all()
        assert left == []
        content = connection.exec_driver_sql("SELECT count(*) FROM attachment_content").scalar_one()
        assert content == 0
    database = workspace.vault.database_path
    workspace.vault.close()
    assert database.exists()


def test_a_closed_case_is_proposed_after_its_term_and_takes_its_tasks_and_papers_along(
    workspace: Workspace, person: PersonId, clock: Clock
) -> None:
    open_door(workspace)

    def end(uow: UnitOfWork) -> None:
        (case,) = uow.exits.cases.listed()
        uow.exits.cases.save(replace(case, state=ExitState.CLOSED, ended_on=date(2026, 11, 20)))

    workspace.run(end)
    clock.set(datetime(2028, 11, 20, 9))

    def propose(uow: UnitOfWork) -> None:
        (case,) = uow.exits.cases.listed()
        (one,) = [row for row in retention.proposals(uow) if row.candidate.kind is RetentionKind.EXIT]
        assert (one.candidate.table, one.candidate.row_id, one.needs_filing) == ("exit_case", case.id, True)
        told = retention.dry_run(uow, [one.candidate])
        assert (told.counts["exit_case"], told.counts["task"], told.counts["attachment"]) == (1, 1, 1)

    open_door(workspace)
    workspace.run(propose)
    workspace.exit_door.close()
    kinds = workspace.run(lambda uow: {row.candidate.kind for row in retention.proposals(uow)})
    assert RetentionKind.EXIT not in kinds
    assert person


def test_a_person_in_exit_is_never_proposed_as_one_without_anything(workspace: Workspace, clock: Clock) -> None:
    open_door(workspace)
    workspace.run(lambda uow: begin(uow, make_around(uow)))
    workspace.exit_door.close()
    clock.set(datetime(2031, 1, 1, 9))
    assert workspace.run(retention.proposals) == []
