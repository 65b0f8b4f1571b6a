"""A meeting with pupils of two schools behind the real worker, and the page that asks for papers."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared.operations import Operations
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.theme import Theme
from tests.services.test_handouts import Town
from tests.ui.conftest import free_deleted

W = TypeVar("W", bound=QWidget)


class Stage:
    """The page, its context, and what was said to the user."""

    def __init__(self, qtbot: QtBot, workspace: Workspace, town: Town, page: QWidget) -> None:
        self.qtbot, self.workspace, self.town, self.page = qtbot, workspace, town, page
        self.said: list[str] = []
        self.opened: list[tuple[str, int | None]] = []
        self.failed: list[DomainError | KnownError] = []
        self.crashed: list[BaseException] = []
        self.operations = Operations(workspace.run)
        self.operations.failed.connect(self.failed.append)
        self.operations.crashed.connect(self.crashed.append)
        self.operations.told.connect(lambda words, _undo: self.said.append(words))
        self.context = PageContext(
            operations=self.operations,
            privacy=Privacy(page),
            open_page=lambda key, record: self.opened.append((key, record)),
            say=self.said.append,
            meeting_lock=lambda _on: None,
            now=lambda: datetime(2026, 11, 25, 9, 30),
        )

    def shown(self, kind: type[W]) -> W:
        """Wait for a dialog of a kind and return it."""

        def found() -> list[W]:
            free_deleted()
            return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]

        self.qtbot.waitUntil(lambda: len(found()) == 1)
        return found()[0]

    def wait(self, true: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(true)


@pytest.fixture
def town(workspace: Workspace) -> Town:
    return workspace.run(Town)


@pytest.fixture
def stage(qtbot: QtBot, theme: Theme, workspace: Workspace, town: Town) -> Iterator[Stage]:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    stage = Stage(qtbot, workspace, town, page)
    yield stage
    for window in QApplication.topLevelWidgets():
        if window is not page:
            window.close()
    stage.operations.close()
    free_deleted()
    assert stage.crashed == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Udlevering"
    made.mkdir()
    return made
