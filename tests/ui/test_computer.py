"""What this computer remembers: survives a restart, damage and a read-only place, and holds nothing personal."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from sspdesk.ui.computer import Computer, Memory, moment


def test_what_is_remembered_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "ny mappe" / "computer.json"
    Computer.load(path).remember(vault="/Ærø.sspvault", idle_minutes=10, geometry="AdnQ")
    later = Computer.load(path)
    assert later.memory == Memory(vault="/Ærø.sspvault", idle_minutes=10, geometry="AdnQ")
    assert [entry.name for entry in path.parent.iterdir()] == ["computer.json"]


DAMAGED = [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"vault": 7, "idle_minutes": "x", "new": 1}']


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_file_costs_only_comfort(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "computer.json"
    path.write_bytes(content)
    computer = Computer.load(path)
    assert computer.memory == Memory()
    computer.remember(vault="/a")
    assert Computer.load(path).memory.vault == "/a"


def test_a_place_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    blocked = tmp_path / "fil"
    blocked.write_text("", encoding="utf-8")
    computer = Computer.load(blocked / "computer.json")
    computer.remember(vault="/a")
    assert computer.memory.vault == "/a"


def test_only_the_named_things_are_kept(tmp_path: Path) -> None:
    computer = Computer.load(tmp_path / "computer.json")
    with pytest.raises(TypeError):
        computer.remember(person="Testine")
    computer.remember()
    stored = json.loads(computer.path.read_text(encoding="utf-8"))
    assert set(stored) == {
        "vault",
        "backup_folder",
        "locked_at",
        "municipality",
        "geometry",
        "lock_reason",
        "idle_minutes",
        "theme",
        "text_size",
        "unsaved",
        "drafts",
    }


def test_a_remembered_time_that_is_none_is_none() -> None:
    assert moment("2026-11-23T10:12:00") == datetime(2026, 11, 23, 10, 12)
    assert moment("") is None
    assert moment("i går") is None
