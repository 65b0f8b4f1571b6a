"""A page of the import wizard on a real vault, with the next meeting planned."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from sspdesk.domain.meetings import Meeting
from sspdesk.services import meetings
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.context import PageContext
from sspdesk.ui.police_list.page import ImportPage
from sspdesk.ui.shared.operations import InlineOperations, Operations
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.theme import Theme
from tests.conftest import Clock
from tests.ui.conftest import free_deleted

DATA = Path(__file__).resolve().parents[2] / "data"
SAMPLE = DATA / "politiliste-2026-11-25.xlsx"


class Desk:
    """The page and what it told the shell."""

    def __init__(self, operations: Operations, privacy: Privacy, clock: Clock) -> None:
        self.opened: list[tuple[str, int | None]] = []
        self.said: list[str] = []
        self.failed: list[str] = []
        self.crashed: list[BaseException] = []
        self.operations = operations
        self.privacy = privacy
        operations.failed.connect(lambda error: self.failed.append(error.code))
        operations.crashed.connect(self.crashed.append)
        self.context = PageContext(
            operations=operations,
            privacy=privacy,
            open_page=lambda key, record: self.opened.append((key, record)),
            say=self.said.append,
            meeting_lock=lambda _on: None,
            now=clock,
        )
        self.page = ImportPage(self.context)
        operations.changed.connect(self.page.refresh)


@pytest.fixture
def meeting(workspace: Workspace) -> Meeting:
    plan = meetings.MeetingPlan(starts_at=datetime(2026, 11, 25, 9), ends_at=datetime(2026, 11, 25, 11))
    return workspace.run(lambda uow: meetings.plan(uow, plan)).value


@pytest.fixture
def desk(
    theme: Theme, operations: InlineOperations, privacy: Privacy, clock: Clock, meeting: Meeting
) -> Iterator[Desk]:
    """The page with answers at once."""
    desk = Desk(operations, privacy, clock)
    desk.page.resize(1174, 640)
    desk.page.show()
    desk.page.activate()
    yield desk
    desk.page.close()
    desk.page.deleteLater()
    free_deleted()
    assert desk.crashed == []
