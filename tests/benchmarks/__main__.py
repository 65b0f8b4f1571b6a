"""Runs the benchmarks named on the command line, or all: ``python -m tests.benchmarks [store] [start] ...``."""

import importlib
import os
import pkgutil
import sys

from tests import benchmarks
from tests.benchmarks.harness import HEADING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main(wanted: list[str]) -> None:
    names = [one.name for one in pkgutil.iter_modules(benchmarks.__path__) if one.name.startswith("bench_")]
    print(HEADING)
    for name in names:
        if not wanted or name.removeprefix("bench_") in wanted:
            for row in importlib.import_module(f"tests.benchmarks.{name}").rows():
                print(row.line(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
