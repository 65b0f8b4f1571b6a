"""From the right passphrase to a usable first page of the big vault, and how much of it is the key derivation."""

import json
import os
import statistics
import subprocess
import sys

from tests.benchmarks.big_vault import folder
from tests.benchmarks.harness import Row
from tests.vaults import PASSPHRASE

RUNS = 5


def unlocked(*more: str) -> dict[str, float]:
    """Unlock the big vault in a fresh process and return what it said."""
    command = [sys.executable, "-m", "tests.benchmarks.drive_unlock", str(folder()), PASSPHRASE, *more]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def rows() -> list[Row]:
    """Return the figures."""
    found = []
    for name, more in (("typed after the warming up", ("warm",)), ("given at once", ())):
        told = [unlocked(*more) for _turn in range(RUNS)]
        whole = statistics.median(one["ms"] for one in told)
        kdf = statistics.median(one["kdf_ms"] for one in told)
        rest = statistics.median(one["ms"] - one["kdf_ms"] for one in told)
        found.append(Row(f"passphrase to first page, {name}", whole, None, ""))
        found.append(Row("  of this: key derivation (the least cost the program accepts)", kdf, None, ""))
        found.append(Row("  the rest", rest, None, "<= 400 ms" if more else ""))
    return found
