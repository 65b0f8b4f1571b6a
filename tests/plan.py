"""The test plan (T1-T25): how many cases each test runs in CI and before a release, and the one table at the end.

A test says which of the plan's tests it belongs to: ``@pytest.mark.trial("T18")`` counts it as one case,
``@pytest.mark.trial("T21", cases=plan.count(20, 200))`` as so many, ``control=True`` as a control: something that must
go wrong, or the test proves nothing. A test with many cases asks for the fixture ``trial`` and lets it count::

    for seed in trial.run(ci=60, release=1_000):
        with trial.case(seed):  # a failing case is counted and told at the end; the others still run
            ...

``python3 run.py test --release`` runs the release counts and lists what did not run as well.
"""

import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

TESTS = {
    "T1": "kill -9 of a writing process, then the full check",
    "T2": "power cut: unsynced writes of the database dropped or torn",
    "T3": "power cut: header, seal, settings, backup file",
    "T4": "flipped bits, random and in every page",
    "T5": "page zeroed, swapped, cut off, grown, empty",
    "T6": "old page or old file put back, seal removed",
    "T7": "write-ahead log gone or damaged after a crash",
    "T8": "full disk: save, checkpoint, migrate, back up, export, rotate",
    "T9": "disk error at the n-th call",
    "T10": "kill -9 in passphrase change, rotation, restore, backup, migration",
    "T11": "wrong passphrases, mistyped recovery keys",
    "T12": "header fuzz: bytes, and structure with a right checksum",
    "T13": "two processes, stale lock, no lost update",
    "T14": "migrations from every schema, error and kill at every step",
    "T15": "vaults of an older and a newer format",
    "T16": "restore drill, damaged backups, a new computer",
    "T17": "import fuzz",
    "T18": "import bombs",
    "T19": "nothing readable on the disk",
    "T20": "nothing in memory after locking, no core dump",
    "T21": "hand-outs: three readers, wrong password, whitelist",
    "T22": "deletion of a child leaves nothing",
    "T23": "no word of a person in log, exceptions, reports",
    "T24": "another implementation opens the vault",
    "T25": "eight hours of random use",
}
RELEASE_SECONDS = 4 * 3600  # the watchdog of one test with release counts
_TOLD = 5
_PROPERTY = "trial"
_release = [False]


def is_release() -> bool:
    """Tell whether this run has the release counts."""
    return _release[0]


def count(ci: int, release: int) -> int:
    """Return the number of cases for this run; also for decorators, since it is known before tests are collected."""
    return release if is_release() else ci


class Trial:
    """Counts the cases of one test."""

    def __init__(self) -> None:
        self.cases = 0
        self.failed: list[str] = []
        self.controls = 0
        self.notes: list[str] = []

    def run(self, ci: int, release: int) -> Iterator[int]:
        """Yield the numbers of the cases, counting each one that is begun."""
        for number in range(count(ci, release)):
            self.cases += 1
            yield number

    def each(self, cases: Any) -> Iterator[Any]:
        """Yield what is given, counting each one as a case."""
        for case in cases:
            self.cases += 1
            yield case

    @contextmanager
    def case(self, name: object) -> Iterator[None]:
        """Note a failing case and go on; the test fails at its end."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - whatever it is, the case failed, and the test will say so
            self.failed.append(f"{name}: {type(error).__name__}: {error}")

    def control(self, name: str, *, caught: bool) -> None:
        """Say of something that must go wrong whether it did."""
        self.controls += 1
        if not caught:
            self.failed.append(f"control did not fail: {name}")

    def note(self, words: str) -> None:
        """Say in the table what really ran."""
        if words not in self.notes:
            self.notes.append(words)

    def told(self) -> str:
        """Return the failed cases in a few lines."""
        more = [f"... and {len(self.failed) - _TOLD} more"] if len(self.failed) > _TOLD else []
        return "\n".join([f"{len(self.failed)} of {self.cases} cases failed", *self.failed[:_TOLD], *more])


@dataclass
class Row:
    """One line of the table."""

    cases: int = 0
    failures: int = 0
    controls: int = 0
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)

    def add(self, found: dict[str, Any]) -> None:
        """Add what one test did."""
        self.cases += found["cases"]
        self.failures += found["failures"]
        self.controls += found["controls"]
        self.seconds += found["seconds"]
        self.notes += [note for note in found["notes"] if note not in self.notes]


class Table:
    """Collects what every test did, also from the processes that ran them, and prints it."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take what a test said about itself."""
        if report.when == "call":
            for name, found in report.user_properties:
                if name == _PROPERTY:
                    self.rows.setdefault(found["id"], Row()).add(found)

    def lines(self, *, whole: bool) -> list[str]:
        """Return the table; ``whole`` names the tests that did not run as well."""
        lines = [f"{'test':<5} {'cases':>7} {'failures':>8} {'controls':>8} {'seconds':>8}  what"]
        for number, about in TESTS.items():
            row = self.rows.get(number)
            if row is not None:
                words = "; ".join([about, *row.notes])
                figures = f"{row.cases:>7,} {row.failures:>8} {row.controls:>8} {row.seconds:>8.1f}"
                lines.append(f"{number:<5} {figures}  {words}")
            elif whole:
                lines.append(f"{number:<5} {'-':>7} {'-':>8} {'-':>8} {'-':>8}  {about}; DID NOT RUN")
        return lines

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the table."""
        if self.rows or is_release():
            which = "release counts" if is_release() else "CI counts"
            terminalreporter.section(f"test plan, {which}")
            for line in self.lines(whole=is_release()):
                terminalreporter.write_line(line)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--release``."""
    parser.addoption("--release", action="store_true", help="run the test plan's release counts")


def pytest_configure(config: pytest.Config) -> None:
    """Take the option and begin the table."""
    _release[0] = bool(config.getoption("release"))
    config.addinivalue_line("markers", "trial(id, cases=1, control=False): a test of the test plan (tests/plan.py)")
    if not hasattr(config, "workerinput"):  # the process that prints
        config.pluginmanager.register(Table(), "test-plan")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse an id the plan does not know, and give release counts the time they need."""
    for item in items:
        marker = item.get_closest_marker("trial")
        if marker is not None:
            if marker.args[0] not in TESTS:
                raise pytest.UsageError(f"{item.nodeid}: no test {marker.args[0]} in the plan")
            if is_release():
                item.add_marker(pytest.mark.timeout(RELEASE_SECONDS))


@pytest.fixture
def trial(request: pytest.FixtureRequest) -> Trial:
    """Count the cases of a test that is marked with ``trial``."""
    assert request.node.get_closest_marker("trial") is not None, "mark the test with trial"
    return Trial()


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Let a test fail when one of its cases did; say what it did either way."""
    marker = pyfuncitem.get_closest_marker("trial")
    if marker is None:
        return (yield)
    counted = pyfuncitem.funcargs.get("trial")
    began = time.perf_counter()
    failures, notes = 1, []
    try:
        result = yield
        failures = 0
        if counted is not None and counted.failed:
            pytest.fail(counted.told(), pytrace=False)
    except pytest.skip.Exception as skipped:
        failures, notes = 0, [f"skipped: {skipped}"]
        raise
    finally:
        one = 0 if notes else marker.kwargs.get("cases", 1)
        control = marker.kwargs.get("control", False)
        found = {"id": marker.args[0], "seconds": time.perf_counter() - began, "notes": notes}
        if counted is None:
            found |= {"cases": 0 if control else one, "controls": one if control else 0, "failures": failures}
        else:
            found |= {"cases": counted.cases, "controls": counted.controls}
            found |= {"failures": len(counted.failed) or failures, "notes": notes + counted.notes}
        pyfuncitem.user_properties.append((_PROPERTY, found))
    return result
