"""The parent process: starts the desk anew after a lock, wipes the demo's folder, explains what keeps a window away."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sspdesk import __main__ as parent
from sspdesk.ui.launch import LOCKED, LaunchNote, read_note

# A stand-in for the desk that is a real child process: writes down each note it gets, and ends with the next exit code.
CHILD = """
import json, sys
from pathlib import Path
from sspdesk.ui.launch import read_note
notes, codes = Path(sys.argv[1]), [int(code) for code in sys.argv[2].split(",")]
note = read_note(0)
with notes.open("a") as file:
    file.write(note.line().decode())
sys.exit(codes[len(notes.read_text().splitlines()) - 1])
"""
# A child that tells its parent's folder is there, then waits for the lifeline to be cut and writes that down.
WAITING = """
import os, sys
from pathlib import Path
from sspdesk.ui.launch import read_note
note = read_note(0)
print("waiting", flush=True)
while os.read(0, 1):
    pass
Path(sys.argv[1]).write_text("let go", encoding="utf-8")
"""


def _notes(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _child(notes: Path, codes: str) -> list[str]:
    return [sys.executable, "-c", CHILD, str(notes), codes]


def test_a_locked_desk_is_started_anew_with_the_same_note_until_it_is_closed(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    note = LaunchNote(vault="/en boks.sspvault", memory="/husk.json", demo_passphrase="æ ø å")
    assert parent.run_desk(note, _child(notes, f"{LOCKED},{LOCKED},0")) == 0
    told = _notes(notes)
    assert [seen["after_lock"] for seen in told] == [False, True, True]
    assert {(seen["vault"], seen["memory"], seen["demo_passphrase"]) for seen in told} == {
        ("/en boks.sspvault", "/husk.json", "æ ø å")
    }


@pytest.mark.parametrize("code", [1, 70])
def test_any_other_end_is_the_end(tmp_path: Path, code: int) -> None:
    notes = tmp_path / "notes"
    assert parent.run_desk(LaunchNote(), _child(notes, f"{code},0")) == 1
    assert len(_notes(notes)) == 1


def test_a_crashed_desk_gets_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    crash = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert parent.run_desk(LaunchNote(), [sys.executable, "-c", crash]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_note_survives_the_pipe_and_an_empty_pipe_gives_the_defaults(tmp_path: Path) -> None:
    note = LaunchNote(vault="Ærø.sspvault", after_lock=True)
    path = tmp_path / "note"
    for content, expected in ((note.line() + b"more", note), (b"", LaunchNote())):
        path.write_bytes(content)
        descriptor = os.open(path, os.O_RDONLY)
        try:
            assert read_note(descriptor) == expected
        finally:
            os.close(descriptor)


def test_the_demo_folder_is_private_and_wiped_however_the_block_ends(tmp_path: Path) -> None:
    with contextlib.suppress(KeyError), parent.demo_folder(tmp_path) as folder:
        assert folder.stat().st_mode & 0o077 == 0
        (folder / "boks").mkdir()
        (folder / "boks" / "vault-1.db").write_bytes(b"x")
        raise KeyError
    assert list(tmp_path.iterdir()) == []


def test_sweeping_wipes_left_demos_and_leaves_a_running_one_and_everything_else(tmp_path: Path) -> None:
    left = tmp_path / (parent.DEMO_PREFIX + "left")
    left.mkdir()
    (left / "vault-1.db").write_bytes(b"x")
    other = tmp_path / "sspdesk-mine"
    other.mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").write_bytes(b"x")
    (tmp_path / (parent.DEMO_PREFIX + "link")).symlink_to(elsewhere)
    with parent.demo_folder(tmp_path) as running:
        parent.sweep_demos(tmp_path)
        assert running.is_dir()
    assert not left.exists()
    assert other.is_dir()
    assert (elsewhere / "kept").exists()


@pytest.fixture
def demo_process(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A real parent process that keeps a demo folder around a waiting child."""
    code = (
        "import signal, sys\nfrom pathlib import Path\nfrom sspdesk import __main__ as parent\n"
        "from sspdesk.ui.launch import LaunchNote\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background jobs ignore it from birth
        "parent._end_on_signals()\n"
        f"with parent.demo_folder(Path({str(tmp_path)!r})):\n"
        f"    parent.run_desk(LaunchNote(), [sys.executable, '-c', {WAITING!r}, {str(tmp_path / 'end')!r}])\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "waiting\n"
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_lets_the_child_end_by_itself_and_wipes_the_demo(
    tmp_path: Path, demo_process: subprocess.Popen[str], number: signal.Signals
) -> None:
    assert len(list(tmp_path.glob(parent.DEMO_PREFIX + "*"))) == 1
    demo_process.send_signal(number)
    demo_process.communicate()
    assert (tmp_path / "end").read_text(encoding="utf-8") == "let go"
    assert list(tmp_path.glob(parent.DEMO_PREFIX + "*")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_killed_parent_cuts_the_lifeline_and_the_next_start_sweeps(
    tmp_path: Path, demo_process: subprocess.Popen[str]
) -> None:
    demo_process.kill()
    demo_process.communicate()  # the child holds stdout, so this returns when it too has ended
    assert (tmp_path / "end").read_text(encoding="utf-8") == "let go"
    assert len(list(tmp_path.glob(parent.DEMO_PREFIX + "*"))) == 1
    parent.sweep_demos(tmp_path)
    assert list(tmp_path.glob(parent.DEMO_PREFIX + "*")) == []


@pytest.mark.skipif(sys.platform != "linux", reason="apt is Linux")
class TestObstacle:
    """One plain sentence with the command that mends it, before Qt is touched."""

    def test_no_screen(self) -> None:
        sentence = parent.obstacle({}, lambda _name: True)
        assert sentence is not None
        assert "python3 run.py tour" in sentence

    def test_offscreen_and_a_screen_are_fine(self) -> None:
        assert parent.obstacle({"QT_QPA_PLATFORM": "offscreen"}, lambda _name: True) is None
        assert parent.obstacle({"DISPLAY": ":0"}, lambda _name: True) is None
        assert parent.obstacle({"WAYLAND_DISPLAY": "wayland-0"}, lambda _name: True) is None

    def test_missing_libraries_are_named_by_package(self) -> None:
        gone = {"libEGL.so.1", "libxcb-cursor.so.0"}
        sentence = parent.obstacle({"DISPLAY": ":0"}, lambda name: name not in gone)
        assert sentence is not None
        assert sentence.endswith("sudo apt install libegl1 libxcb-cursor0")
        offscreen = parent.obstacle({"QT_QPA_PLATFORM": "offscreen"}, lambda name: name not in gone)
        assert offscreen is not None
        assert offscreen.endswith("sudo apt install libegl1")

    @pytest.mark.parametrize("verb", [["demo"], ["desk"], ["desk", "en boks"], []])
    def test_the_program_says_it_without_a_traceback(self, verb: list[str]) -> None:
        screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        environment = {name: value for name, value in os.environ.items() if name not in screens}
        command = [sys.executable, "-m", "sspdesk", *verb]
        ended = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
        assert (ended.returncode, ended.stdout) == (1, "")
        assert len(ended.stderr.splitlines()) == 1


def test_the_parent_knows_neither_qt_nor_the_vault() -> None:
    code = "import sys, sspdesk.__main__; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"PySide6", "sqlalchemy", "sqlcipher3", "cryptography", "reportlab", "sspdesk.app", "sspdesk.storage"}
    assert heavy.isdisjoint(loaded)


@pytest.mark.skipif(sys.platform != "linux", reason="Linux keeps processes apart with prctl")
@pytest.mark.trial("T20")
def test_a_hardened_process_leaves_no_core_and_is_out_of_reach() -> None:
    code = (
        "import ctypes, resource\nfrom sspdesk.__main__ import harden\n"
        "harden()\nprint(*resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["0", "0", "0"]
