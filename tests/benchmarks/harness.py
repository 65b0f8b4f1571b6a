"""Times things many times, and prints medians beside their baseline and the figure aimed at."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: milliseconds or bytes of ours and of the baseline, and what the issue asks for."""

    name: str
    ours: float
    baseline: float | None
    aim: str
    unit: str = "ms"

    def line(self) -> str:
        """Return the row as it is printed."""
        base = "" if self.baseline is None else f"{self.baseline:9.2f}"
        ratio = "" if not self.baseline else f"{self.ours / self.baseline:6.2f}x"
        return f"{self.name:58} {self.ours:9.2f} {base:>9} {ratio:>7} {self.unit:3} {self.aim}"


HEADING = f"{'':58} {'ours':>9} {'baseline':>9} {'ratio':>7}     aim"


def milliseconds(work: Callable[[], object], runs: int = 7) -> list[float]:
    """Return how long each of ``runs`` calls took, after one that is not counted."""
    work()
    return [_once(work) for _turn in range(runs)]


def _once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def in_turn(ours: Callable[[], object], baseline: Callable[[], object], runs: int = 7) -> tuple[float, float]:
    """Return the medians of two pieces of work run in turn, so that a drifting machine meets both."""
    ours()
    baseline()
    pairs = [(_once(ours), _once(baseline)) for _turn in range(runs)]
    return statistics.median(one for one, _two in pairs), statistics.median(two for _one, two in pairs)


def percentile(values: list[float], share: float) -> float:
    """Return the value below which ``share`` of the values lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
