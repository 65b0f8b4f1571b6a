"""Writes every page as a picture: ``python -m tests.screens OUT`` makes OUT/light, OUT/dark and OUT/large (150 %)."""

import os
import subprocess
import sys
from pathlib import Path

SETS = {"light": ("light", "1"), "dark": ("dark", "1"), "large": ("light", "1.5")}
_CODE = "import pathlib, sys; from sspdesk import tour; sys.exit(tour.main(pathlib.Path(sys.argv[1]), sys.argv[2]))"


def main(out: Path, wanted: list[str]) -> int:
    """Run the tour once for each set, each in its own process since Qt takes the scale at its start; 0 is well."""
    worst = 0
    for name in wanted or SETS:
        scheme, scale = SETS[name]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
        command = [sys.executable, "-c", _CODE, str(out / name), scheme]
        worst = max(worst, subprocess.run(command, env=environment, check=False).returncode)
    return worst


if __name__ == "__main__":
    if len(sys.argv) < 2 or not set(sys.argv[2:]) <= SETS.keys():
        sys.exit(f"python -m tests.screens OUT [{'] ['.join(SETS)}]")
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
