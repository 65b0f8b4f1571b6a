"""Fixtures for everyone: a real encrypted vault with a cheap key derivation, and a clock that can be set."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from sspdesk.storage.workspace import Workspace
from tests.vaults import copy_vault

pytest_plugins = ("tests.plan",)


class Clock:
    """The time as the desk sees it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0)

    def set(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workspace(tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    vault = copy_vault(tmp_path)
    yield Workspace(vault, now=clock)
    vault.close()
