"""What the page of Exit is given in tests: a real vault with one case under way, an inline worker, a closed door."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from sspdesk.domain.exits import ExitState
from sspdesk.domain.ids import ExitCaseId
from sspdesk.services import exit_parts
from sspdesk.services.work import UnitOfWork, Workspace
from sspdesk.ui.context import PageContext
from sspdesk.ui.exits.page import ExitsPage
from sspdesk.ui.shared.operations import InlineOperations
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.theme import Theme
from tests.conftest import Clock
from tests.services.exit_world import begin, focus, lead_to, make_around, open_door
from tests.ui.conftest import free_deleted
from tests.vaults import PASSPHRASE

D = TypeVar("D", bound=QDialog)


@dataclass
class Room:
    """The page, its context, and what it asked for."""

    context: PageContext
    page: ExitsPage
    workspace: Workspace
    case_id: ExitCaseId
    opened: list[tuple[str, int | None]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def dialog(self, kind: type[D]) -> D:
        """Return the one open dialog of a kind."""
        (found,) = [one for one in self.page.findChildren(kind) if one.isVisible()]
        return found

    def enter(self) -> None:
        """Give the passphrase at the door."""
        self.page.door.passphrase_edit.setText(PASSPHRASE)
        self.page.door.try_to_open()

    def look(self, case_id: ExitCaseId | None = None) -> None:
        """Open the door and a case."""
        self.enter()
        self.page.open_case(case_id or self.case_id)


def _fill(uow: UnitOfWork) -> ExitCaseId:
    case = begin(uow, make_around(uow))
    lead_to(uow, case.id, ExitState.COURSE)
    exit_parts.save_focus(uow, focus(case.id))
    return case.id


@pytest.fixture
def room(  # noqa: PLR0917 - fixtures
    qtbot: QtBot, theme: Theme, operations: InlineOperations, privacy: Privacy, clock: Clock, workspace: Workspace
) -> Iterator[Room]:
    """The page on a real vault; every answer is there when a call returns."""
    open_door(workspace)
    case_id = workspace.run(_fill)
    workspace.exit_door.close()
    opened: list[tuple[str, int | None]] = []
    context = PageContext(
        operations=operations,
        privacy=privacy,
        open_page=lambda key, record: opened.append((key, record)),
        say=lambda _text: None,
        meeting_lock=lambda _on: None,
        now=clock,
    )
    page = ExitsPage(context)
    qtbot.addWidget(page)
    page.resize(1174, 664)
    operations.changed.connect(page.refresh)
    made = Room(context, page, workspace, case_id, opened)
    operations.told.connect(lambda words, _undo: made.told.append(words))
    page.show()
    page.activate()
    yield made
    for dialog in page.findChildren(QDialog):
        dialog.reject()
    page._timer.stop()
    free_deleted()
