"""T19: after a whole day's work nothing of it can be read anywhere on the disk, and the search would have found it."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter

from tests import markers
from tests.exchange.watching import written
from tests.readable import Scanner, variants

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("home", "config", "cache", "data", "state", "runtime", "tmp")


@dataclass(frozen=True)
class Disk:
    """The folders of one session. ``inbox`` holds what the police sent, which is not ours."""

    root: Path

    def folder(self, name: str) -> Path:
        made = self.root / name
        made.mkdir(mode=0o700, exist_ok=True)
        return made

    def environment(self) -> dict[str, str]:
        """Everything a program may write to without being asked lies in fresh folders."""
        home, temporary = str(self.folder("home")), str(self.folder("tmp"))
        own = dict.fromkeys(("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"), temporary)
        own |= {"HOME": home, "USERPROFILE": home, "APPDATA": str(self.folder("config"))}
        own |= {f"XDG_{name.upper()}_HOME": str(self.folder(name)) for name in ("config", "cache", "data", "state")}
        own |= {"LOCALAPPDATA": str(self.folder("data")), "XDG_RUNTIME_DIR": str(self.folder("runtime"))}
        return os.environ | own | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "QT_QPA_PLATFORM": "offscreen"}

    def everywhere(self) -> list[Path]:
        return [folder for folder in self.root.iterdir() if folder.name != "inbox"]


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return Scanner(markers.LOOKED_FOR)


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    return Disk(tmp_path)


def _police_list(folder: Path) -> None:
    book = xlsxwriter.Workbook(str(folder / f"{markers.LIST_NAME}.xlsx"), {"in_memory": True})
    sheet = book.add_worksheet()
    heads = (
        "Fornavn",
        "Efternavn",
        "Fødselsdato",
        "Dato",
        "Rolle",
        "Sted",
        "Hændelse",
        "Journalnr.",
        "Skole",
        "Adresse",
    )
    sheet.write_row(0, 0, heads)
    common = ("Vidne", markers.PLACE, markers.CONTACT, markers.REFERENCE, f"{markers.SCHOOL} 8.B", markers.ADDRESS)
    for row in range(1, 4):
        sheet.write_row(row, 0, (f"{markers.LISTED_FIRST}{'abc'[row - 1]}", markers.LISTED_LAST))
        sheet.write_row(row, 2, ("15-05-2012", f"{row}-11-2026", *common))
    book.close()


@contextmanager
def _temporary_files(disk: Disk) -> Iterator[list[str]]:
    """Collect the names of all files that anybody makes in the session's temp folder (seen on Linux only)."""
    names: list[str] = []
    with written(disk.folder("tmp")) as found:
        yield names
    names += [name for name in found if not Path(name).is_absolute()]


def _work(disk: Disk, scanner: Scanner, *command: str) -> tuple[dict[str, dict[str, set[str]]], str]:
    """Run a session; return what could be read on the disk whenever it said ``look``, and at its end, and its words."""
    seen: dict[str, dict[str, set[str]]] = {}
    child = subprocess.Popen(
        [sys.executable, *command],
        env=disk.environment(),
        cwd=disk.folder("home"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    said = []
    with child:
        assert child.stdin is not None
        assert child.stdout is not None
        for line in child.stdout:
            said.append(line)
            if line.startswith("look "):
                seen[line.removeprefix("look ").strip()] = scanner.in_folders(*disk.everywhere())
                logs = [path for path in disk.root.rglob("*-wal") if path.stat().st_size]
                seen.setdefault("logs", {}).update({path.name: set() for path in logs})
                child.stdin.write("\n")
                child.stdin.flush()
    assert child.returncode == 0, "".join(said)
    return seen, "".join(said)


@pytest.mark.trial("T19")
def test_a_days_work_leaves_nothing_readable(disk: Disk, scanner: Scanner) -> None:
    """First run, persons, search, import, decisions, papers, hand-out, backup, recovery key, restore."""
    _police_list(disk.folder("inbox"))
    vaults, backups, out = (disk.folder(name) for name in ("vaults", "backups", "out"))
    session = [str(ROOT / "tests" / "live_session.py"), str(disk.root / "inbox"), str(vaults / "prøve.sspvault")]
    with _temporary_files(disk) as temporary:
        seen, said = _work(disk, scanner, *session, str(backups), str(out))
    stages = ("in the middle of a transaction", "with the vault open", "locked")
    assert {stage: seen[stage] for stage in stages} == {stage: {} for stage in stages}
    assert list(seen["logs"]) == ["vault-1.db-wal"]  # so the write-ahead log really had something to hide
    assert scanner.in_folders(*disk.everywhere()) == {}
    assert scanner.in_bytes(said.encode()) == set()
    assert temporary == []
    names = sorted(path.suffix for path in out.iterdir())
    assert names == [".pdf", ".pdf", ".pdf", ".pdf", ".xlsx"]


@pytest.mark.trial("T19")
def test_the_desk_itself_leaves_nothing_readable(disk: Disk) -> None:
    """The real desk without a screen: unlocked, searched, a person opened, a list read, a bug reported, locked."""
    _police_list(disk.folder("inbox"))
    folder = disk.folder("vaults") / "prøve.sspvault"
    # the name of the municipality stands on the lock screen, so this computer remembers it
    scanner = Scanner(word for word in markers.LOOKED_FOR if word != markers.MUNICIPALITY)
    script = str(ROOT / "tests" / "live_desk.py")
    with _temporary_files(disk) as temporary:
        seen, said = _work(disk, scanner, script, str(disk.root / "inbox"), str(folder))
    assert {stage: seen[stage] for stage in ("with everything open", "locked")} == {
        "with everything open": {},
        "locked": {},
    }
    assert scanner.in_folders(*disk.everywhere()) == {}
    assert scanner.in_bytes(said.encode()) == set()
    assert temporary == []
    remembered = [path for path in disk.root.rglob("computer.json") if path.is_file()]
    assert Scanner([markers.MUNICIPALITY]).in_bytes(remembered[0].read_bytes())  # so there was something to search


# -- what the search must find, or the tests above say nothing ---------------------------------------------------------


@pytest.mark.trial("T19", control=True)
def test_a_plain_database_is_found(disk: Disk, scanner: Scanner) -> None:
    plain = sqlite3.connect(disk.folder("vaults") / "plain.db")
    plain.execute("CREATE TABLE person(name TEXT)")
    plain.execute("INSERT INTO person VALUES(?)", (f"{markers.FIRST} {markers.LAST}",))
    plain.commit()
    plain.close()
    found = scanner.in_folders(disk.root / "vaults")
    assert list(found) == ["vaults/plain.db"]
    assert {hit.split(" as ")[0] for hit in found["vaults/plain.db"]} == {"word 4", "word 5"}


@pytest.mark.parametrize("words", [markers.FIRST, markers.CONTACT, markers.PASSPHRASE])
def test_every_way_of_writing_is_found(scanner: Scanner, words: str) -> None:
    for name, part in variants(words).items():
        assert scanner.in_bytes(b"\x00\xff" + part + b"\xfe\x01"), name
    assert scanner.in_bytes(json.dumps({"name": words}).encode())


@pytest.mark.trial("T19", control=True)
@pytest.mark.skipif(sys.platform != "linux", reason="the kernel tells of deleted files on Linux only")
def test_a_temporary_file_is_noticed_though_it_is_deleted_at_once(disk: Disk) -> None:
    """xlsxwriter without ``in_memory`` writes every sheet to the temp folder first, in plain text."""
    leak = (
        "import io, sys, xlsxwriter\n"
        "book = xlsxwriter.Workbook(io.BytesIO())\n"
        "book.add_worksheet().write_string(0, 0, sys.argv[1])\n"
        "book.close()\n"
    )
    with _temporary_files(disk) as temporary:
        subprocess.run([sys.executable, "-c", leak, markers.FIRST], env=disk.environment(), check=True)
    assert temporary
    assert list(disk.folder("tmp").iterdir()) == []


def test_what_is_packed_is_found(disk: Disk, scanner: Scanner) -> None:

    _police_list(disk.folder("vaults"))
    (found,) = scanner.in_folders(disk.root / "vaults").values()
    assert any(hit.endswith("packed") for hit in found)
