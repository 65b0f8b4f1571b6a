"""The day's backup makes itself: once, when nobody is at work, on a real vault; a missing drive is a reminder."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from sspdesk.domain.errors import KnownError
from sspdesk.services import vaults
from sspdesk.storage.vault import OpenVault
from sspdesk.ui.backup import QUIET_SECONDS, AutoBackup, Places
from sspdesk.ui.shared.operations import InlineOperations
from tests.conftest import Clock
from tests.vaults import make_vault


class Desk:
    """A vault, a clock, and how long nobody has used the desk."""

    def __init__(self, vault: OpenVault, clock: Clock, folder: Path) -> None:
        self.clock, self.folder, self.unused = clock, folder, float(QUIET_SECONDS)
        self.made: list[Path] = []
        self.failed: list[str] = []
        self.operations = InlineOperations(lambda work: work(None))
        self.backup = AutoBackup(
            self.operations,
            lambda: vaults.begin_backup(vault),
            lambda: Places(folder=self.folder),
            last=None,
            unused_seconds=lambda: self.unused,
            now=clock,
        )
        self.backup.made.connect(lambda result: self.made.append(result.path))
        self.backup.failed.connect(self._on_failed)

    def _on_failed(self, error: KnownError) -> None:
        self.failed.append(error.code)


@pytest.fixture
def desk(tmp_path: Path, clock: Clock, qtbot: QtBot) -> Iterator[Desk]:
    vault = make_vault(tmp_path)
    clock.set(datetime.now())  # a backup is named after the real time
    desk = Desk(vault, clock, tmp_path / "kopier")
    yield desk
    desk.backup.stop()
    desk.operations.close()
    vault.close()


def test_the_day_gets_one_backup_after_two_quiet_minutes(desk: Desk) -> None:
    desk.unused = QUIET_SECONDS - 1
    desk.backup.look()
    assert desk.made == []
    desk.unused = QUIET_SECONDS
    desk.backup.look()
    desk.backup.look()
    assert [path.parent for path in desk.made] == [desk.folder]
    assert desk.made[0].stat().st_size > 0
    desk.clock.set(desk.clock.now + timedelta(days=1))
    desk.backup.look()
    assert len(desk.made) == 2


def test_a_missing_drive_is_told_once_an_hour_until_it_is_there(desk: Desk, tmp_path: Path) -> None:
    desk.folder = tmp_path / "usb" / "kopier"
    desk.backup.look()
    desk.backup.look()
    assert desk.failed == ["backup_folder_missing"]
    desk.clock.set(desk.clock.now + timedelta(minutes=61))
    desk.backup.look()
    assert desk.failed == ["backup_folder_missing"] * 2
    desk.folder.parent.mkdir()
    desk.backup.start()  # asked for by hand, so at once
    assert len(desk.made) == 1
    desk.backup.look()
    assert len(desk.made) == 1
