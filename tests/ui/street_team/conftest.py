"""A small street team on a real vault, and what a page of it is given."""

import pytest

from sspdesk.storage.workspace import Workspace
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared.operations import InlineOperations
from sspdesk.ui.shared.privacy import Privacy
from tests.conftest import Clock
from tests.services.street_world import Streets, make_streets


@pytest.fixture
def streets(workspace: Workspace) -> Streets:
    return workspace.run(make_streets)


@pytest.fixture
def context(operations: InlineOperations, clock: Clock) -> PageContext:
    return PageContext(
        operations=operations,
        privacy=Privacy(),
        open_page=lambda _key, _record: None,
        say=lambda _text: None,
        meeting_lock=lambda _on: None,
        now=clock,
    )
