"""Starts SSP Desk from a bare checkout: makes .venv, installs the locked dependencies once, then runs desk or checks.

Standard library only, and it speaks Danish itself, because nothing is installed yet when it has something to say.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)
USAGE = """\
Brug: python3 run.py [HANDLING]

  (ingen)                 prøv SSP Desk på en demoboks med opdigtede personer
  desk [BOKS]             åbn din egen boks (første gang hjælper en guide dig i gang)
  tour MAPPE              vis programmet i billeder og udskrifter, uden skærm
  vault ...               boksen fra kommandolinjen (run.py vault --help)
  read-list FIL [--json]  vis, hvad der læses af en politiliste
  test [--release]        kør alle kontroller; --release kører prøveplanen med udgivelsens antal (timer)
"""
TOO_OLD = "SSP Desk kræver Python {wanted} eller nyere. Her kører {found}. Hent en nyere Python på python.org."
NO_VENV = "Python mangler delen venv, som SSP Desk installeres i. Hent den med: sudo apt install python3-venv"
NO_VENV_ELSEWHERE = "Python mangler delen venv, som SSP Desk installeres i. Installér Python igen fra python.org."
INSTALLING = "Henter og installerer SSP Desks dele. Det tager nogle minutter og sker kun første gang."
NOT_INSTALLED = """\
Delene kunne ikke hentes, og intet er ændret i dine data.
Se efter, om computeren har forbindelse til internettet, og prøv igen. Det sidste, installationen skrev:
{last}"""
NO_ROOM = "Mappen {folder} kan ikke skrives. Læg SSP Desk i en mappe, du selv ejer, og prøv igen."


class StartError(Exception):
    """Something that one plain sentence explains."""


def venv_python() -> Path:
    """Return the path of the virtual environment's Python (which may not exist yet)."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _made_for() -> str:
    return f"{sys.version_info[0]}.{sys.version_info[1]} {sys.platform}"


def make_venv() -> None:
    """Make .venv unless it is there and was made for this version of Python."""
    mark = VENV / "made-for"
    if venv_python().exists() and (not mark.exists() or mark.read_text(encoding="utf-8") == _made_for()):
        return
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        raise StartError(NO_VENV if sys.platform == "linux" else NO_VENV_ELSEWHERE)
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    made = subprocess.run(command, capture_output=True, check=False)
    if made.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        raise StartError(NO_ROOM.format(folder=ROOT) if not os.access(ROOT, os.W_OK) else NO_VENV)
    mark.write_text(_made_for(), encoding="utf-8")


def install(name: str) -> None:
    """Install a hash-locked requirements file; costs nothing when that very file is installed already."""
    locked = ROOT / "packaging" / name
    stamp = VENV / ("installed-" + name)
    digest = hashlib.sha256(locked.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
        return
    stamp.unlink(missing_ok=True)
    print(INSTALLING, flush=True)
    command = [str(venv_python()), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    command += ["--require-hashes", "--only-binary", ":all:", "-r", str(locked)]
    lines = []
    quiet_in, all_out = subprocess.DEVNULL, subprocess.STDOUT
    with subprocess.Popen(command, stdin=quiet_in, stdout=subprocess.PIPE, stderr=all_out) as pip:
        for raw in pip.stdout or ():
            line = raw.decode("utf-8", "replace")
            lines.append(line.rstrip())
            if line.startswith("Collecting "):
                print("  " + line.split()[1].split(";")[0], flush=True)
    if pip.returncode != 0:
        raise StartError(NOT_INSTALLED.format(last="\n".join(lines[-8:])))
    stamp.write_text(digest, encoding="utf-8")


def environment() -> "dict[str, str]":
    """Return the environment in which the checkout's own ``sspdesk`` is found from any folder."""
    paths = [str(ROOT)] + [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}


def check(more: "list[str]") -> int:
    """Run every check and return the worst exit code; pytest's closing line comes last."""
    python = str(venv_python())
    env = {**environment(), "QT_QPA_PLATFORM": "offscreen"}
    steps = (
        ["ruff", "check", "."],
        ["mypy"],
        [
            "pytest",
            "-n",
            "2",
            "--dist",
            "worksteal",
            *more,
        ],  # holds the import contracts, the catalogue and the size limits as tests
    )
    worst = 0
    for step in steps:
        print("$ " + " ".join(step), flush=True)
        worst = max(worst, subprocess.run([python, "-m", *step], cwd=ROOT, env=env, check=False).returncode)
    return worst


def desk(arguments: "list[str]") -> int:
    """Run the program with the given arguments in the user's own folder and return its exit code."""
    command = [str(venv_python()), "-m", "sspdesk", *arguments]
    if os.name == "posix":
        sys.stdout.flush()
        os.execve(command[0], command, environment())  # noqa: S606 - signals then reach the program itself
    return subprocess.run(command, env=environment(), check=False).returncode


def main(arguments: "list[str]") -> int:
    """Do what the arguments ask and return the exit code."""
    if sys.version_info < OLDEST:
        print(TOO_OLD.format(wanted=".".join(map(str, OLDEST)), found=sys.version.split()[0]), file=sys.stderr)
        return 2
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    verb = arguments[0] if arguments else "demo"
    if verb in ("-h", "--help", "help"):
        print(USAGE)
        return 0
    if verb not in ("demo", "desk", "tour", "vault", "read-list", "test"):
        print(USAGE, file=sys.stderr)
        return 2
    try:
        make_venv()
        install("requirements-dev.txt" if verb == "test" else "requirements.txt")
    except StartError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Afbrudt. Kør samme kommando igen for at fortsætte.", file=sys.stderr)
        return 2
    return check(arguments[1:]) if verb == "test" else desk(arguments or ["demo"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
