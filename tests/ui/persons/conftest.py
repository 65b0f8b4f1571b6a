"""What the person pages are given in tests: a real vault, an inline worker, notes of what they asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.page import PersonsPage
from sspdesk.ui.shared.operations import InlineOperations, Operations
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.theme import Theme
from tests.conftest import Clock
from tests.ui.conftest import free_deleted


@dataclass
class Desk:
    """A context, the page it was given to, and what the page asked for."""

    context: PageContext
    page: PersonsPage
    opened: list[tuple[str, int | None]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def go(self, key: str, record_id: int | None = None) -> None:
        """Do what the shell does when a page is asked for."""
        self.opened.append((key, record_id))
        if key != "persons":
            return
        if record_id is None:
            self.page.open_all()
        else:
            self.page.open_record(record_id)
        self.page.activate()

    def dialog(self, kind: type[QDialog]) -> QDialog:
        """Return the one open dialog of a kind."""
        (found,) = [dialog for dialog in self.page.findChildren(kind) if dialog.isVisible()]
        return found


def make_desk(qtbot: QtBot, operations: Operations, privacy: Privacy, now: Callable[[], datetime]) -> Desk:
    """Return a shown page with its context."""
    holder: list[Desk] = []
    said: list[str] = []

    def go(key: str, record_id: int | None) -> None:
        holder[0].go(key, record_id)

    context = PageContext(
        operations=operations,
        privacy=privacy,
        open_page=go,
        say=said.append,
        meeting_lock=lambda _on: None,
        now=now,
    )
    page = PersonsPage(context)
    qtbot.addWidget(page)
    page.resize(1174, 664)
    operations.changed.connect(page.refresh)
    holder.append(Desk(context, page, said=said))
    page.show()
    return holder[0]


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, operations: InlineOperations, privacy: Privacy, clock: Clock) -> Iterator[Desk]:
    """The page on a real vault; every answer is there when a call returns."""
    made = make_desk(qtbot, operations, privacy, clock)
    yield made
    for dialog in made.page.findChildren(QDialog):
        dialog.reject()
    free_deleted()
