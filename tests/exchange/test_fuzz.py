"""Damaged lists: no exception escapes, nothing is half-read, nothing hangs (security.md T17)."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from sspdesk.domain.errors import KnownError
from sspdesk.exchange.police_list.interpreting import interpret
from sspdesk.exchange.police_list.layout import propose_layout
from sspdesk.exchange.tables.reading import read
from sspdesk.labels.errors import explain
from tests import plan
from tests.exchange.fuzzing import mutated
from tests.exchange.lists import TODAY, written

SEED = 20261122
COUNT = plan.count(400, 20_000)
WATCHDOG = 80.0
"""Ten times the 8 seconds that one damaged file may take."""


@pytest.mark.trial("T17", cases=COUNT)
@pytest.mark.parametrize("kind", ["xlsx", "csv", "docx", "ics"])
def test_damaged_files_are_read_whole_or_refused(kind: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.exchange.fuzzing", kind, str(SEED), str(COUNT)],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        timeout=WATCHDOG * plan.count(3, 150),
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2_000:]
    told = json.loads(ran.stdout)
    assert sum(told["ends"].values()) == COUNT
    assert told["ends"].get("half-read", 0) == 0
    assert kind == "ics" or told["ends"].get("known", 0) > COUNT // 20
    assert kind != "ics" or told["ends"].get("died", 0) == 0
    assert told["longest"] < WATCHDOG


@pytest.mark.trial("T17", cases=12)
@pytest.mark.parametrize("kind", ["xlsx", "csv", "docx"])
def test_through_the_real_child_only_known_errors_come_out(kind: str, tmp_path: Path) -> None:
    chance = random.Random(SEED + 1)
    ends = []
    for number in range(12):
        path = written(tmp_path, f"liste{number}.{kind}", mutated(kind, chance)[0])
        try:
            workbook = read(path)
            found = interpret(workbook, propose_layout(workbook), TODAY)
            ends.append(str(len(found.rows)))
        except KnownError as error:
            ends.append(explain(error))
    assert len(ends) == 12
    assert all(ends)
