"""A meeting page and a forums page on a real vault, with answers at once."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from sspdesk.domain.forums import ForumKind
from sspdesk.services.work import Workspace
from sspdesk.ui.context import PageContext
from sspdesk.ui.forums.page import ForumsPage
from sspdesk.ui.meeting.page import MeetingPage
from sspdesk.ui.shared.operations import InlineOperations
from sspdesk.ui.shared.privacy import Privacy
from tests.conftest import Clock
from tests.services.forum_world import planned, with_members
from tests.ui.conftest import free_deleted


@dataclass
class Room:
    """The two pages and what they asked for."""

    meeting: MeetingPage
    forums: ForumsPage
    context: PageContext
    workspace: Workspace
    opened: list[tuple[str, int | None]] = field(default_factory=list)
    failures: list[BaseException] = field(default_factory=list)

    def dialog(self, kind: type[QDialog], page: QWidget | None = None) -> QDialog:
        """Return the one open dialog of a kind."""
        (found,) = [one for one in (page or self.meeting).findChildren(kind) if one.isVisible()]
        return found

    def show(self, meeting_id: int) -> None:
        """Show a meeting as the shell does."""
        self.meeting.open_record(meeting_id)
        self.meeting.activate()

    def choose(self, title: str) -> None:
        """Choose an item of the agenda by its title."""
        assert self.meeting.panel.table.select(lambda row: row.item.title == title)


@pytest.fixture
def council(workspace: Workspace) -> int:
    """A meeting of Lokalrådet, which gets no personal data."""
    workspace.run(lambda uow: with_members(uow, ForumKind.LOCAL_COUNCIL))
    return workspace.run(lambda uow: planned(uow, ForumKind.LOCAL_COUNCIL))


@pytest.fixture
def room(qtbot: QtBot, workspace: Workspace, privacy: Privacy, clock: Clock) -> Iterator[Room]:
    operations = InlineOperations(workspace.run)
    opened: list[tuple[str, int | None]] = []
    context = PageContext(
        operations=operations,
        privacy=privacy,
        open_page=lambda key, record: opened.append((key, record)),
        say=lambda _words: None,
        meeting_lock=lambda _on: None,
        now=clock,
    )
    pages = MeetingPage(context), ForumsPage(context)
    for page in pages:
        qtbot.addWidget(page)
        operations.changed.connect(page.refresh)
        page.resize(1174, 664)
        page.show()
    room = Room(meeting=pages[0], forums=pages[1], context=context, workspace=workspace, opened=opened)
    operations.failed.connect(room.failures.append)
    operations.crashed.connect(room.failures.append)
    yield room
    for page in pages:
        for dialog in page.findChildren(QDialog):
            dialog.reject()
    operations.close()
    free_deleted()
    assert room.failures == []
