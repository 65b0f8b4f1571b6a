"""T8: a disk that is full at any moment of a save, a migration, a backup, an export or a rotation.

The child limits the size its files may have, which answers writes as a full disk does.
"""

import shutil
from pathlib import Path

import pytest

from sspdesk.domain.errors import KnownError
from sspdesk.labels.errors import explain
from sspdesk.storage.workspace import Workspace
from tests import plan
from tests.golden import path_of
from tests.plan import Trial
from tests.services.people_for_tests import save
from tests.storage import deeds, processes
from tests.vaults import PASSPHRASE, make_vault, reopen

PAGE = 4096
VERBS = ("backup", "export", "migrate", "rotate", "save")
_FULL = {"disk_full", "disk_error"}


def _run(verb: str, folder: Path, limit: int) -> tuple[str, int]:
    child, pipe = processes.start(deeds.do_when_full, verb, folder, limit)
    answer = processes.received(pipe)
    processes.kill(child)
    pipe.close()
    assert isinstance(answer, tuple)
    code, number = answer
    return code, number


def _vault(tmp_path: Path, verb: str) -> Path:
    (tmp_path / "her").mkdir()
    if verb == "migrate":
        return shutil.copytree(path_of(1), tmp_path / "her" / "havnsoe.sspvault")
    workspace = Workspace(make_vault(tmp_path / "her"))
    save(workspace)
    workspace.close()
    return workspace.vault.folder


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.trial("T8")
def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path, trial: Trial, verb: str) -> None:
    good = _vault(tmp_path, verb)
    size = (good / "vault-1.db").stat().st_size
    cases = plan.count(12, 60)
    full = 0
    for number in trial.run(ci=12, release=60):
        trying = shutil.copytree(good.parent, tmp_path / f"{verb}-{number}")
        folder = trying / "havnsoe.sspvault"
        limit = size + PAGE * (number * 40 // cases + 1) if verb == "save" else size * number // cases + PAGE
        with trial.case((verb, number)):
            code, saved = _run(verb, folder, limit)
            assert code in _FULL | {""}, code
            full += code in _FULL
            if code:
                assert explain(KnownError(code, path=str(folder)))
            again = Workspace(reopen(folder, deeds.NEW if verb == "rotate" and not code else PASSPHRASE))
            assert again.run(lambda uow: uow.persons.count()) >= 1
            if verb == "save":
                assert again.run(lambda uow: uow.notes.count()) == saved
            again.run(lambda uow: uow.verify_log())
            again.close()
            left = [path.name for path in trying.rglob("*") if path.suffix in (".tmp", ".half") or ".copy" in path.name]
            assert left == []
        shutil.rmtree(trying)
    trial.control(f"{verb}: the disk was never full", caught=full > 0)
