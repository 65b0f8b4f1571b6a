"""The weekly check makes itself: once a week, when nobody is at work, on a real vault; damage is told."""

import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from sspdesk.domain.vault import Finding
from sspdesk.services import session, vaults
from sspdesk.storage.vault import OpenVault
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.backup import QUIET_SECONDS
from sspdesk.ui.shared.operations import InlineOperations
from sspdesk.ui.weekly_check import WeeklyCheck
from tests.conftest import Clock
from tests.vaults import make_vault


class Desk:
    """A vault, a clock, and how long nobody has used the desk."""

    def __init__(self, vault: OpenVault, clock: Clock) -> None:
        self.vault, self.clock, self.unused = vault, clock, float(QUIET_SECONDS)
        self.done: list[list[str]] = []
        self.failed: list[str] = []
        self.operations = InlineOperations(lambda work: work(None))
        self.check = WeeklyCheck(
            self.operations, lambda: vaults.begin_check(vault), unused_seconds=lambda: self.unused, now=clock
        )
        self.check.done.connect(self._on_done)
        self.check.failed.connect(lambda error: self.failed.append(error.code))

    def _on_done(self, findings: tuple[Finding, ...]) -> None:
        self.done.append([one.code for one in findings])


@pytest.fixture
def desk(tmp_path: Path, clock: Clock, qtbot: QtBot) -> Iterator[Desk]:
    vault = make_vault(tmp_path)
    desk = Desk(vault, clock)
    yield desk
    desk.check.stop()
    desk.operations.close()
    vault.close()


def test_a_week_has_one_check_when_nobody_is_at_work(desk: Desk) -> None:
    desk.check.look()
    assert desk.done == []  # before it is known when the last one was
    desk.check.set_last(None)
    desk.unused = QUIET_SECONDS - 1
    desk.check.look()
    assert desk.done == []
    desk.unused = QUIET_SECONDS
    for _look in range(3):
        desk.check.look()
    assert desk.done == [[]]
    desk.clock.set(desk.clock.now + timedelta(days=6, hours=23))
    desk.check.look()
    assert len(desk.done) == 1
    desk.clock.set(desk.clock.now + timedelta(hours=1))
    desk.check.look()
    assert desk.done == [[], []]
    assert not (desk.vault.folder / "check.copy").exists()


def test_damage_in_the_open_vault_is_found(desk: Desk) -> None:
    damaged = bytearray(desk.vault.database_path.read_bytes())
    damaged[50 * 4096 + 17] ^= 4
    desk.vault.database_path.write_bytes(damaged)
    desk.check.set_last(desk.clock.now)
    desk.check.start()
    assert desk.done == [["database_damaged"]]
    assert [one.code for one in desk.check.found] == ["database_damaged"]


def test_a_changed_log_entry_is_found(desk: Desk) -> None:
    workspace = Workspace(desk.vault, now=desk.clock)
    for _entry in range(3):
        workspace.run(lambda uow: session.locked(uow, "idle"))
    with desk.vault.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER log_is_never_changed")
        connection.exec_driver_sql("UPDATE log SET action = 'aabnet' WHERE seq = 2")
    desk.check.start()
    assert desk.done == [["log_broken"]]
    assert desk.check.found[0].facts == {"seq": 2}


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full stands for the full disk")
def test_what_keeps_it_from_looking_is_told_and_tried_again_after_an_hour(desk: Desk) -> None:
    desk.check.set_last(None)
    (desk.vault.folder / "check.copy").symlink_to("/dev/full")
    desk.check.look()
    desk.check.look()
    assert desk.failed == ["disk_full"]
    desk.clock.set(desk.clock.now + timedelta(minutes=61))
    desk.check.look()
    assert desk.done == [[]]


def test_the_date_of_the_last_whole_check_stands_in_the_log(desk: Desk) -> None:
    workspace = Workspace(desk.vault, now=desk.clock)
    assert workspace.run(session.last_check) is None
    workspace.run(lambda uow: session.checked(uow, ()))
    when = desk.clock.now
    desk.clock.set(datetime(2026, 11, 25, 8))
    workspace.run(lambda uow: session.checked(uow, (), whole=False))  # what opening looked at is not everything
    assert workspace.run(session.last_check) == when
