"""T20: after the lock neither keys nor a row's text are in memory anywhere, and a crash leaves no core."""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from sspdesk.domain.persons import Guardian, Person
from sspdesk.domain.vault import SecretKind
from sspdesk.services import persons
from sspdesk.services.work import UnitOfWork, Workspace
from sspdesk.storage import keys
from sspdesk.storage.header import KdfParameters
from sspdesk.storage.vault import create
from tests import markers
from tests.plan import Trial
from tests.services.wednesday_world import make_contact, make_world
from tests.vaults import PASSPHRASE

ROOT = Path(__file__).resolve().parent.parent
LEAST = KdfParameters(memory_kib=64 * 1024, rounds=3, lanes=4)
TEXTS = (
    markers.FIRST,
    markers.LAST,
    markers.CPR,
    markers.ADDRESS,
    markers.PHONE,
    markers.NOTE,
    markers.GUARDIAN,
    markers.DRAFT,
)
_PARENT = """
import sys
from sspdesk import __main__ as parent
from sspdesk.ui.launch import LaunchNote
parent.harden()
print("parent", __import__("os").getpid(), flush=True)
sys.exit(parent.run_desk(LaunchNote(vault=sys.argv[1], memory=sys.argv[2]), [sys.executable, *sys.argv[3:]]))
"""
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads another process's memory through /proc")


def _fill(uow: UnitOfWork) -> None:
    make_world(uow)
    person = Person(
        first_name=markers.FIRST,
        last_name=markers.LAST,
        cpr=markers.CPR,
        address=markers.ADDRESS,
        phone=markers.PHONE,
        created_on=uow.today,
    )
    stored = persons.save_person(uow, person).value
    persons.save_guardian(uow, Guardian(person_id=stored.id, name=markers.GUARDIAN))
    persons.add_note(uow, stored.id, markers.NOTE)
    make_contact(uow, stored.id)


class Needles:
    """What must not be there, in every way it may lie in memory."""

    def __init__(self, data_key: bytes) -> None:
        derived = {label: keys.subkey(data_key, label) for label in (b"db", b"seal", b"log", b"backup")}
        self.keys = {"data key": data_key, **{f"{label.decode()} key": key for label, key in derived.items()}}
        self.keys |= {f"{name} in hex": key.hex().encode() for name, key in tuple(self.keys.items())}
        self.keys |= {f"{name} in HEX": key.hex().upper().encode() for name, key in tuple(self.keys.items())[:5]}
        self.keys |= {f"passphrase in {how}": PASSPHRASE.encode(how) for how in ("utf-8", "utf-16-le", "utf-32-le")}
        self.texts = {
            f"{text} in {how}": text.encode(how)
            for text in TEXTS
            for how in ("utf-8", "latin-1", "utf-16-le", "utf-32-le")
        }

    def in_process(self, pid: int) -> tuple[set[str], set[str]]:
        """Return the names of the keys and texts found in a process."""
        wanted = {**self.keys, **self.texts}
        pattern = re.compile(b"|".join(re.escape(one) for one in sorted(set(wanted.values()), key=len, reverse=True)))
        found: set[bytes] = set()
        for part in _memory(pid):
            found |= set(pattern.findall(part))
        names = {name for name, value in wanted.items() if any(value in one for one in found)}
        return names & self.keys.keys(), names & self.texts.keys()


def _memory(pid: int) -> Iterator[bytes]:
    """Yield the readable parts of a process's memory that hold what it made itself."""
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            span, rights, _offset, _device, inode = line.split()[:5]
            if "r" not in rights or (inode != "0" and "w" not in rights) or line.rstrip().endswith("[vvar]"):
                continue
            first, last = (int(end, 16) for end in span.split("-"))
            with contextlib.suppress(OSError, ValueError):  # a guard page, or one that went meanwhile
                memory.seek(first)
                left = last - first
                while left > 0 and (part := memory.read(min(left, 1 << 24))):
                    yield part
                    left -= len(part)


@pytest.mark.trial("T20")
def test_after_the_lock_nothing_is_left_in_memory(tmp_path: Path, trial: Trial) -> None:
    vault = create(tmp_path / "boks.sspvault", PASSPHRASE, owner="Testine Eksempelsen", kdf=LEAST)[0]
    Workspace(vault, now=lambda: datetime(2026, 11, 23, 9)).run(_fill)
    header = vault.header
    vault.close()
    needles = Needles(keys.unlock(header, SecretKind.PASSPHRASE, PASSPHRASE).data_key)
    folder = tmp_path / "looks"
    folder.mkdir()
    (folder / "secret").write_text(f"{PASSPHRASE}\n{markers.DRAFT}\n", encoding="utf-8")
    command = [sys.executable, "-c", _PARENT, str(vault.folder), str(tmp_path / "computer.json")]
    command += [str(ROOT / "tests" / "memory_desk.py"), str(folder)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    seen: dict[str, tuple[set[str], set[str]]] = {}
    parent = 0
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as child:
        assert child.stdout is not None
        for line in child.stdout:
            stage, _space, pid = line.strip().partition(" ")
            if stage == "parent":
                parent = int(pid)
            elif stage in ("open", "locked"):
                seen[stage] = needles.in_process(int(pid))
                if stage == "locked":
                    seen["parent"] = needles.in_process(parent)
                (folder / f"seen-{stage}").touch()
    assert child.returncode == 0
    nothing: tuple[set[str], set[str]] = (set(), set())
    assert (seen["locked"], seen["parent"]) == (nothing, nothing)
    trial.cases += 2
    held_keys, held_texts = seen["open"]
    trial.control("keys of the open desk", caught="db key in hex" in held_keys or "db key" in held_keys)
    trial.control("texts of the open desk", caught=any(markers.LAST in name for name in held_texts))
    trial.control("the draft of the open desk", caught=any(markers.DRAFT in name for name in held_texts))
    assert list(tmp_path.rglob("core*")) == []


_ABORTS = """
import os, resource, sys
kept = [sys.argv[1].encode() for _copy in range(100)]
if sys.argv[2] == "hardened":
    from sspdesk.__main__ import harden
    harden()
os.abort()
"""


def _dumps_core(folder: Path, how: str) -> bool:
    """Run a process that dies; tell whether the system says it dumped its memory, or a file is there."""

    def allow() -> None:
        import resource

        hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))

    pid = os.fork()
    if pid == 0:
        allow()
        os.chdir(folder)
        os.execve(  # noqa: S606 - our own program
            sys.executable,
            [sys.executable, "-c", _ABORTS, markers.NOTE, how],
            os.environ | {"PYTHONPATH": str(ROOT)},
        )
    _pid, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status)
    return os.WCOREDUMP(status) or any(path.name.startswith("core") for path in folder.iterdir())


@pytest.mark.trial("T20")
def test_a_crash_leaves_no_core(tmp_path: Path, trial: Trial) -> None:
    import resource

    assert not _dumps_core(tmp_path, "hardened")
    trial.cases += 1
    if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0:
        trial.note("no process may dump core on this machine, so the control is missing")
    else:
        trial.control("a plain process", caught=_dumps_core(tmp_path, "plain"))
