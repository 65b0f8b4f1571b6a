"""What the page of releases is given in tests: a real vault, an inline worker, a citizen to be released."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from sspdesk.storage.workspace import Workspace
from sspdesk.ui.context import PageContext
from sspdesk.ui.releases.page import ReleasesPage
from sspdesk.ui.shared.operations import InlineOperations
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.theme import Theme
from tests.conftest import Clock
from tests.services.release_world import ReleaseWorld, make_world
from tests.ui.conftest import free_deleted

D = TypeVar("D", bound=QDialog)


@dataclass
class Desk:
    """A context, the page it was given to, and what the page asked for."""

    context: PageContext
    page: ReleasesPage
    world: ReleaseWorld
    opened: list[tuple[str, int | None]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def dialog(self, kind: type[D], parent: QWidget | None = None) -> D:
        """Return the one open dialog of a kind."""
        (found,) = [one for one in (parent or self.page).findChildren(kind) if one.isVisible()]
        return found


@pytest.fixture
def operations_with_theme(theme: Theme, operations: InlineOperations) -> InlineOperations:
    """The inline worker, in the desk's own look."""
    return operations


@pytest.fixture
def world(workspace: Workspace) -> ReleaseWorld:
    return workspace.run(make_world)


@pytest.fixture
def desk(
    qtbot: QtBot, operations_with_theme: InlineOperations, privacy: Privacy, clock: Clock, world: ReleaseWorld
) -> Iterator[Desk]:
    """The page on a real vault; every answer is there when a call returns."""
    operations = operations_with_theme
    opened: list[tuple[str, int | None]] = []
    context = PageContext(
        operations=operations,
        privacy=privacy,
        open_page=lambda key, record: opened.append((key, record)),
        say=lambda _text: None,
        meeting_lock=lambda _on: None,
        now=clock,
    )
    page = ReleasesPage(context)
    qtbot.addWidget(page)
    page.resize(1174, 664)
    operations.changed.connect(page.refresh)
    made = Desk(context, page, world, opened)
    operations.told.connect(lambda words, _undo: made.told.append(words))
    page.show()
    yield made
    for dialog in page.findChildren(QDialog):
        dialog.reject()
    free_deleted()
