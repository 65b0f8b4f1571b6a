"""Writes every page as a picture: ``python -m tests.screens OUT`` makes OUT/light, OUT/dark and OUT/large (150 %).

``python -m tests.screens OUT readme`` takes the light ones and renews those that README shows.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SETS = {"light": ("light", "1"), "dark": ("dark", "1"), "large": ("light", "1.5")}
README = {"today": "i-dag", "wednesday": "beslutning", "import": "import-personer", "person": "person"}
PICTURES = Path(__file__).resolve().parent.parent / "resources" / "help" / "pictures"
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


def renew_readme(out: Path) -> None:
    """Copy README's pictures from the light set."""
    for name, slug in README.items():
        (source,) = out.glob(f"light/[0-9][0-9][0-9]-{slug}.png")
        shutil.copyfile(source, PICTURES / f"{name}.png")


if __name__ == "__main__":
    if len(sys.argv) < 2 or not set(sys.argv[2:]) <= {*SETS, "readme"}:
        sys.exit(f"python -m tests.screens OUT [{'] ['.join([*SETS, 'readme'])}]")
    for_readme = sys.argv[2:] == ["readme"]
    code = main(Path(sys.argv[1]), ["light"] if for_readme else sys.argv[2:])
    if for_readme and code == 0:
        renew_readme(Path(sys.argv[1]))
    sys.exit(code)
