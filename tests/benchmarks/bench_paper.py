"""A 12-person agenda: the first one in a process, those after it, and twelve numbered copies."""

import statistics
import time

from sspdesk.reports import agenda
from tests.benchmarks.harness import Row, milliseconds
from tests.reports import examples


def rows() -> list[Row]:
    """Return the figures."""
    data = examples.AGENDA
    start = time.perf_counter()
    agenda.render(data)
    first = (time.perf_counter() - start) * 1000
    copies = [(number, 8, "Rikke Rollespil") for number in range(1, 9)]
    return [
        Row("agenda with 12 persons, the first one", first, None, ""),
        Row(
            "agenda with 12 persons, after the first",
            statistics.median(milliseconds(lambda: agenda.render(data))),
            None,
            "< 150 ms",
        ),
        Row(
            "the same in 8 numbered copies",
            statistics.median(milliseconds(lambda: agenda.render(data, copies))),
            None,
            "",
        ),
    ]
