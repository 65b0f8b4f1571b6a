"""What belongs to Exit is never found by the command field, with the door open or closed."""

import pytest

from sspdesk.services import exit_links, search
from sspdesk.services.work import Workspace
from tests.services.exit_world import open_door
from tests.services.test_exit_confidential import MARK, fill


@pytest.mark.parametrize("is_open", [True, False])
def test_nothing_of_exit_is_found(workspace: Workspace, is_open: bool) -> None:
    open_door(workspace)
    person_id = workspace.run(fill)
    if not is_open:
        workspace.exit_door.close()
    assert workspace.run(lambda uow: search.find(uow, MARK)).count == 0
    found = workspace.run(lambda uow: search.find(uow, "attrap testrup"))
    assert [hit.id for hit in found.persons] == [person_id]
    assert MARK not in repr(found)
    assert found.groups == ()
    for words in (MARK, exit_links.NEUTRAL_TITLE):
        assert workspace.run(lambda uow, words=words: search.find(uow, words)).groups == ()
        assert workspace.run(lambda uow, words=words: search.search(uow, words)).texts == ()
    at_exit = workspace.run(lambda uow: search.find(uow, "exit"))
    assert {hit.kind.value for group in at_exit.groups for hit in group.hits} <= {"forum"}
