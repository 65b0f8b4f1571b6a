"""T8: a disk that is full at any moment of a save, a migration, a backup, an export or a rotation.

The child limits the size its files may have, which answers writes as a full disk does.
"""

import json
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from sspdesk.domain.errors import KnownError
from sspdesk.exchange.encrypted import write_exactly
from sspdesk.labels.errors import explain
from sspdesk.services import persons
from sspdesk.storage import backup, rotation
from sspdesk.storage.recovery import generate
from sspdesk.storage.vault import open_vault
from sspdesk.storage.workspace import Workspace
from tests import plan
from tests.golden import path_of
from tests.plan import Trial
from tests.services.people_for_tests import save
from tests.vaults import CHEAP, CHEAP_BOUNDS, PASSPHRASE, make_vault, reopen

ROOT = Path(__file__).resolve().parents[2]
PAGE = 4096
_CHILD = """
import json, resource, signal, sys
from pathlib import Path
from tests.storage import test_full_disk
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
verb, folder, limit = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
print(json.dumps(test_full_disk.VERBS[verb](folder)))
"""


def _saves(folder: Path) -> tuple[str, int]:
    """Save until the disk is full; return the code and how many saves were acknowledged."""
    done = 0
    try:
        workspace = Workspace(reopen(folder))
        for number in range(2_000):
            workspace.run(partial(_note, number=number))
            done += 1
    except KnownError as error:
        return error.code, done
    return "", done


def _note(uow: object, number: int) -> None:
    persons.add_note(uow, uow.persons.all()[0].id, f"{number} " + "x" * 200)  # type: ignore[attr-defined,arg-type]


def _opens(folder: Path) -> tuple[str, int]:
    try:
        open_vault(folder, PASSPHRASE, bounds=CHEAP_BOUNDS).close()
    except KnownError as error:
        return error.code, 0
    return "", 0


def _backs_up(folder: Path) -> tuple[str, int]:
    try:
        backup.backup(reopen(folder), folder.parent / "kopier")
    except KnownError as error:
        return error.code, 0
    return "", 0


def _rotates(folder: Path) -> tuple[str, int]:
    try:
        rotation.rotate(reopen(folder), PASSPHRASE, generate(), kdf=CHEAP)
    except KnownError as error:
        return error.code, 0
    return "", 0


def _exports(folder: Path) -> tuple[str, int]:
    try:
        write_exactly(folder.parent / "SSP-2026-0001.pdf", b"%PDF" * 200_000)
    except KnownError as error:
        return error.code, 0
    return "", 0


VERBS = {"save": _saves, "migrate": _opens, "backup": _backs_up, "rotate": _rotates, "export": _exports}
_FULL = {"disk_full", "disk_error"}


def _run(verb: str, folder: Path, limit: int) -> tuple[str, int]:
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, verb, str(folder), str(limit)], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    code, number = json.loads(done.stdout)
    return code, number


def _vault(tmp_path: Path, verb: str) -> Path:
    (tmp_path / "her").mkdir()
    if verb == "migrate":
        return shutil.copytree(path_of(1), tmp_path / "her" / "havnsoe.sspvault")
    workspace = Workspace(make_vault(tmp_path / "her"))
    save(workspace)
    workspace.close()
    return workspace.vault.folder


@pytest.mark.parametrize("verb", sorted(VERBS))
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
            again = Workspace(reopen(folder))
            assert again.run(lambda uow: uow.persons.count()) >= 1
            if verb == "save":
                assert again.run(lambda uow: uow.notes.count()) == saved
            again.run(lambda uow: uow.verify_log())
            again.close()
            left = [path.name for path in trying.rglob("*") if path.suffix in (".tmp", ".half") or ".copy" in path.name]
            assert left == []
        shutil.rmtree(trying)
    trial.control(f"{verb}: the disk was never full", caught=full > 0)
