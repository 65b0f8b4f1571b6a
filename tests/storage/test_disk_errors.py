"""Whichever call the disk fails, once or from then on: the vault is the old or the new one (security.md T9)."""

import random
import shutil
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from sspdesk.domain.errors import KnownError
from tests import plan
from tests.plan import Trial
from tests.storage import processes
from tests.storage.disk import Disk
from tests.storage.test_kills import checked
from tests.vaults import make_vault, reopen

FIRST_CALLS = 40
MANY = 10**9


def save_on_failing_disk(pipe: Connection) -> None:
    """For each folder and failing call received: open, save twice, close; send what came of it."""
    disk: Disk | None = None
    while True:
        folder, call, for_ever = pipe.recv()
        if disk is None:
            disk = Disk(folder.parent)
        disk.fail_at(call, for_ever=for_ever)
        acknowledged, code = 0, ""
        try:
            vault = reopen(folder)
            try:
                for _save in range(2):
                    acknowledged = processes.save(vault, random.Random(call))
            finally:
                vault.close()
        except KnownError as error:
            code = error.code
        except Exception as error:  # noqa: BLE001 - what must not happen is told to the test
            code = f"{type(error).__name__}: {error}"
        failed = disk.has_failed
        disk.fail_at(0, for_ever=False)
        pipe.send((acknowledged, code, failed))


@pytest.mark.trial("T9")
@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for ever"])
def test_a_failing_call_leaves_the_old_or_the_new_vault(tmp_path: Path, trial: Trial, for_ever: bool) -> None:
    vault = make_vault(tmp_path, "made")
    processes.make_tables(vault)
    vault.close()
    process, pipe = processes.start(save_on_failing_disk)
    codes = set()
    for number in trial.run(ci=FIRST_CALLS, release=MANY):
        folder = tmp_path / "work" / "havnsoe.sspvault"
        shutil.rmtree(folder.parent, ignore_errors=True)
        shutil.copytree(vault.folder, folder)
        pipe.send((folder, number + 1 if plan.is_release() else 1 + 2 * number, for_ever))
        answer = processes.received(pipe)
        assert isinstance(answer, tuple)
        acknowledged, code, failed = answer
        with trial.case(number + 1):
            assert code in {"", "disk_error", "disk_full", "folder_read_only", "database_damaged", "path_missing"}
            assert acknowledged <= checked(reopen(folder)) <= acknowledged + 1
        codes.add(code)
        if not failed:
            break  # every call of the whole run has had its turn
    processes.kill(process)
    assert "disk_error" in codes
