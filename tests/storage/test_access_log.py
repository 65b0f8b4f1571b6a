"""The log can only grow, and a changed entry breaks its chain."""

import pytest
from sqlalchemy.exc import IntegrityError

from sspdesk.domain.errors import KnownError
from sspdesk.domain.log import Action
from sspdesk.storage.workspace import Workspace


def _log_three(workspace: Workspace) -> None:
    for number in (1, 2, 3):
        workspace.run(lambda uow, number=number: uow.log(Action.OPEN, "person", number))


def test_entries_come_newest_first_with_who_and_what(workspace: Workspace) -> None:
    _log_three(workspace)
    entries = workspace.run(lambda uow: uow.log_entries())
    assert [(entry.action, entry.kind, entry.object_id) for entry in entries] == [
        (Action.OPEN, "person", number) for number in (3, 2, 1)
    ]
    assert {entry.user for entry in entries} == {workspace.vault.user}
    assert workspace.run(lambda uow: uow.verify_log()) == 3


@pytest.mark.parametrize("statement", ["UPDATE log SET object_id = 9", "DELETE FROM log WHERE seq = 2"])
def test_no_entry_can_be_changed_or_deleted(workspace: Workspace, statement: str) -> None:
    _log_three(workspace)
    with pytest.raises(IntegrityError):
        workspace.run(lambda uow: uow._connection.exec_driver_sql(statement))
    assert workspace.run(lambda uow: uow.verify_log()) == 3


@pytest.mark.parametrize(
    "statement",
    ["UPDATE log SET object_id = 9 WHERE seq = 2", "DELETE FROM log WHERE seq = 2", "UPDATE log SET mac = 'x'"],
)
def test_a_change_behind_the_triggers_is_noticed(workspace: Workspace, statement: str) -> None:
    _log_three(workspace)

    def tamper(uow: object) -> None:
        connection = uow._connection
        connection.exec_driver_sql("DROP TRIGGER log_is_never_changed")
        connection.exec_driver_sql("DROP TRIGGER log_is_never_deleted")
        connection.exec_driver_sql(statement)

    workspace.run(tamper)
    with pytest.raises(KnownError, match="log_broken"):
        workspace.run(lambda uow: uow.verify_log())
