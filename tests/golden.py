"""Makes the committed golden vault of the newest schema number: ``python -m tests.golden``.

An invented municipality of a few persons, made by the program of that day and never made again: the migrations of all
later days are tested from it. A vault that is already committed is left alone.
"""

import shutil
import sys
from datetime import date
from pathlib import Path

from sspdesk.demo.casework import fill
from sspdesk.services.work import Workspace
from sspdesk.storage.migrations import NEWEST
from tests.vaults import make_vault

FOLDER = Path(__file__).resolve().parent / "data" / "vaults"
NAME = "schema-{}"
PERSONS = 12


def path_of(number: int) -> Path:
    """Return where the golden vault of a schema number lies."""
    return FOLDER / f"{NAME.format(number)}.sspvault"


def make() -> Path:
    """Make the vault of the newest schema number and return where it lies."""
    target = path_of(NEWEST)
    if target.exists():
        raise SystemExit(f"{target} is committed already; a landed schema is never changed")
    FOLDER.mkdir(parents=True, exist_ok=True)
    vault = make_vault(FOLDER, NAME.format(NEWEST))
    try:
        fill(lambda now: Workspace(vault, now=now), PERSONS, date(2026, 11, 23), lambda _done, _all: None)
    except BaseException:
        vault.close()
        shutil.rmtree(target)
        raise
    vault.close()
    for path in target.iterdir():
        if path.name not in ("vault.json", "vault.json.bak", vault.database_path.name, "seal"):
            path.unlink()
    return target


if __name__ == "__main__":
    sys.stdout.write(f"{make()}\n")
