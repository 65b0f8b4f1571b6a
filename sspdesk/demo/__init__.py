"""The invented municipality, made on the spot through the program's own services: for trials, tour and benchmarks."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sspdesk.demo.casework import fill
from sspdesk.services import vaults
from sspdesk.services.work import Workspace
from sspdesk.storage.header import KdfParameters

DEMO_PERSONS = 60
_QUICK_KDF = KdfParameters(memory_kib=64 * 1024, rounds=3, lanes=4)  # the least the program accepts

Progress = Callable[[int, int], None]


def make_demo_vault(
    folder: Path,
    passphrase: str,
    *,
    persons: int = DEMO_PERSONS,
    progress: Progress | None = None,
    today: date | None = None,
) -> None:
    """Make a vault in ``folder`` with a school year of invented people and close it again.

    A thousand persons or more get ten contacts each (20,000 persons: 200,000 contacts). ``progress`` hears how many
    persons are done of how many. The passphrase may be weak: it only ever opens invented data.
    """
    vault, _recovery_key = vaults.create(folder, passphrase, owner="Demo", weak_allowed=True, kdf=_QUICK_KDF)
    done = False
    try:
        fill(lambda now: Workspace(vault, now=now), persons, today or date.today(), progress or (lambda _d, _t: None))
        done = True
    finally:
        vault.close()
        if not done:  # half a demo is of no use, and there is nothing in it to lose
            shutil.rmtree(folder, ignore_errors=True)
