"""The test plan's counting: every case once, failures told at the end, nothing that did not run looks as if it had."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TRIALS = """
import pytest
from tests import plan

@pytest.mark.trial("T1")
def test_many(trial):
    for number in trial.run(ci=5, release=7):
        with trial.case(number):
            assert number not in (1, 3)
    trial.note("only a trial")

@pytest.mark.trial("T2", cases=plan.count(20, 200))
def test_as_many_as_said():
    pass

@pytest.mark.trial("T2")
def test_a_control_that_does_not_fail(trial):
    trial.control("a plain file", caught=True)
    trial.control("another", caught=False)

@pytest.mark.trial("T3", control=True)
def test_a_control():
    pass

@pytest.mark.trial("T4")
def test_broken_off(trial):
    for _number in trial.run(ci=5, release=7):
        assert False

@pytest.mark.trial("T5")
def test_skipped():
    pytest.skip("no such thing here")
"""


def _table(tmp_path: Path, *more: str) -> dict[str, str]:
    """Run the trials above in two processes and return the table's lines by test."""
    (tmp_path / "test_trials.py").write_text(TRIALS, encoding="utf-8")
    (tmp_path / "conftest.py").write_text('pytest_plugins = ("tests.plan",)\n', encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider", "test_trials.py", *more]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "2 of" in done.stdout
    lines = done.stdout.partition("test plan, ")[2].splitlines()
    return {line.split()[0]: line for line in lines if line.startswith("T")}


def _figures(line: str) -> list[str]:
    return line.split()[1:4]


def test_the_table_counts_cases_failures_and_controls_across_processes(tmp_path: Path) -> None:
    found = _table(tmp_path)
    assert {name: _figures(line) for name, line in found.items()} == {
        "T1": ["5", "2", "0"],
        "T2": ["20", "1", "2"],
        "T3": ["0", "0", "1"],
        "T4": ["1", "1", "0"],
        "T5": ["0", "0", "0"],
    }
    assert "only a trial" in found["T1"]
    assert "skipped: no such thing here" in found["T5"]


def test_a_release_run_has_its_own_counts_and_names_what_did_not_run(tmp_path: Path) -> None:
    found = _table(tmp_path, "--release")
    assert _figures(found["T1"]) == ["7", "2", "0"]
    assert _figures(found["T2"]) == ["200", "1", "2"]
    assert len(found) == 25
    assert found["T24"].endswith("DID NOT RUN")
