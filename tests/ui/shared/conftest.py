"""A person in the vault, and the desk on a day with a lock in it."""

from collections.abc import Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from sspdesk.domain.persons import Person
from sspdesk.services import persons
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.theme import Theme
from tests.conftest import Clock
from tests.ui.shared.days import Day


@pytest.fixture
def person(workspace: Workspace) -> Person:
    wanted = Person(first_name="Testine", last_name="Eksempelsen", created_on=date(2026, 11, 1))
    return workspace.run(lambda uow: persons.save_person(uow, wanted)).value


@pytest.fixture
def day(qtbot: QtBot, theme: Theme, workspace: Workspace, privacy: Privacy, clock: Clock) -> Iterator[Day]:
    day = Day(qtbot, workspace, privacy, clock)
    yield day
    day.end()
