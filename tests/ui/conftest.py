"""Fixtures for the screens: no display needed, the desk's own look, answers at once, a real vault behind them."""

import gc
import os
from collections.abc import Iterator

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from sspdesk.storage.workspace import Workspace
from sspdesk.ui import icons
from sspdesk.ui.shared.operations import InlineOperations
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.theme import Scheme, Theme


@pytest.fixture(autouse=True)
def garbage_between_tests() -> Iterator[None]:
    """Collect cycles after a test, as the desk does between events: a widget freed while one draws would crash Qt."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


@pytest.fixture(scope="session")
def session_theme(qapp: QApplication) -> Theme:
    theme = Theme(qapp, scheme=Scheme.LIGHT)
    icons.IconKeeper(qapp, theme)
    return theme


@pytest.fixture
def theme(session_theme: Theme) -> Iterator[Theme]:
    """The desk's look: light and 13 px again after each test."""
    yield session_theme
    session_theme.set_base(13)
    session_theme.set_scheme(Scheme.LIGHT)


@pytest.fixture
def operations(qapp: QApplication, workspace: Workspace) -> Iterator[InlineOperations]:
    """The way to a real vault, answering before the call returns."""
    inline = InlineOperations(workspace.run)
    yield inline
    inline.close()


@pytest.fixture
def privacy(qapp: QApplication) -> Privacy:
    return Privacy()


def free_deleted() -> None:
    """Let Qt free what was marked for deletion."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
