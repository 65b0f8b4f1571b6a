"""The small parent without keys or Qt: starts the desk, and starts it anew when it ends with code 75 (locked)."""

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from sspdesk.ui.launch import LOCKED, LaunchNote

if TYPE_CHECKING:
    import subprocess

# The lock screen waits for this module twice, in the parent and in the desk; so every import that one of them can do
# without stands where it is used.
DEMO_PREFIX = "sspdesk-demo-"
DEMO_PASSPHRASE = "havn måge anker fyrtårn tovværk"  # opens invented persons, shown on their unlock screen
DEMO_VAULT, DEMO_MUNICIPALITY = "havnsoe.sspvault", "Havnsø Kommune (fiktiv)"
_OWNER = "owner.lock"
_EVERYWHERE = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
_X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}
_WAYLAND = {"libwayland-client.so.0": "libwayland-client0", "libwayland-cursor.so.0": "libwayland-cursor0"}


def harden() -> None:
    """Keep this process out of core dumps, crash reports and other processes' reach, where the system can."""
    import ctypes  # noqa: PLC0415 - see above

    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(0x0001 | 0x0002 | 0x8000)  # no crash dialog, so no dump is offered
        ctypes.windll.kernel32.WerSetFlags(0x1)  # WER_FAULT_REPORTING_FLAG_NOHEAP: a report holds no memory
        if getattr(sys, "frozen", False):  # else it would be Python itself that is left out
            ctypes.windll.wer.WerAddExcludedApplication(ctypes.c_wchar_p(Path(sys.executable).name), False)
        return
    import resource  # noqa: PLC0415 - not there on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE


def _loads(name: str) -> bool:
    import ctypes  # noqa: PLC0415 - see above

    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def obstacle(environment: dict[str, str], loads: Callable[[str], bool] = _loads) -> str | None:
    """Return the sentence that says why no window can be shown on this Linux, or None when one can."""
    if sys.platform != "linux":
        return None
    needed = dict(_EVERYWHERE)
    if "QT_QPA_PLATFORM" not in environment:
        if environment.get("DISPLAY"):
            needed |= _X11
        elif environment.get("WAYLAND_DISPLAY"):
            needed |= _WAYLAND
        else:
            return _sentence("NO_SCREEN", command=f"{_called()} tour MAPPE")
    missing = [package for library, package in needed.items() if not loads(library)]
    return _sentence("MISSING_LIBRARIES", command="sudo apt install " + " ".join(missing)) if missing else None


def _sentence(name: str, **facts: str) -> str:
    from sspdesk.labels import start  # noqa: PLC0415 - see above

    return start.sentence(getattr(start, name), **facts)


def _called() -> str:
    in_checkout = (Path(__file__).resolve().parent.parent / "run.py").exists()
    return "python3 run.py" if in_checkout else "sspdesk"


def _own_command(*arguments: str) -> list[str]:
    frozen = getattr(sys, "frozen", False)
    return [sys.executable, *arguments] if frozen else [sys.executable, "-m", "sspdesk", *arguments]


# -- the demo's folder -------------------------------------------------------------------------------------------------


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows only

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - not there on Windows

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_ours(folder: Path) -> bool:
    import stat  # noqa: PLC0415 - see above

    facts = folder.lstat()
    return stat.S_ISDIR(facts.st_mode) and (sys.platform == "win32" or facts.st_uid == os.getuid())


def sweep_demos(base: Path) -> None:
    """Wipe the demo folders that killed runs left in ``base``; a demo that still runs holds its lock and stays."""
    import shutil  # noqa: PLC0415 - see above

    for folder in base.glob(DEMO_PREFIX + "*"):
        with contextlib.suppress(OSError):
            if not _is_ours(folder):
                continue
            descriptor = os.open(folder / _OWNER, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                alone = _try_lock(descriptor)
            finally:
                os.close(descriptor)
            if alone:
                shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def demo_folder(base: Path) -> Iterator[Path]:
    """Give a folder only this user can read, and wipe it with everything in it however the block ends."""
    import shutil  # noqa: PLC0415 - see above
    import tempfile  # noqa: PLC0415 - see above

    folder = Path(tempfile.mkdtemp(prefix=DEMO_PREFIX, dir=base))
    descriptor = os.open(folder / _OWNER, os.O_RDWR | os.O_CREAT, 0o600)
    _try_lock(descriptor)
    try:
        yield folder
    finally:
        os.close(descriptor)
        shutil.rmtree(folder, ignore_errors=True)


# -- the desk as a child -----------------------------------------------------------------------------------------------


def run_desk(note: LaunchNote, command: Iterable[str]) -> int:
    """Run the desk until it ends with anything but ``LOCKED``; return 0 when it was closed by its user, else 1."""
    import subprocess  # noqa: PLC0415 - see above

    while True:
        child = subprocess.Popen(list(command), stdin=subprocess.PIPE)  # noqa: S603 - our own program
        try:
            if child.stdin is not None:
                with contextlib.suppress(OSError):  # a child that died at once is told by its exit code below
                    child.stdin.write(note.line())
                    child.stdin.flush()
            code = child.wait()
        finally:
            _let_go(child)
        if code != LOCKED:
            break
        note = note._replace(after_lock=True)
    if code not in (0, 1):
        _say(_sentence("DESK_STOPPED"))
    return min(abs(code), 1)


def _let_go(child: "subprocess.Popen[bytes]") -> None:
    """Cut the lifeline: the desk then saves, closes its vault and ends; one that hangs is ended after 20 seconds."""
    import subprocess  # noqa: PLC0415 - see above

    if child.stdin is not None:
        with contextlib.suppress(OSError):
            child.stdin.close()
    try:
        child.wait(timeout=20)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _run_demo() -> int:
    import subprocess  # noqa: PLC0415 - see above
    import tempfile  # noqa: PLC0415 - see above

    from sspdesk.ui.computer import Computer  # noqa: PLC0415 - see above

    base = Path(tempfile.gettempdir())
    sweep_demos(base)
    with demo_folder(base) as folder:
        _say(_sentence("DEMO_IN_PREPARATION"))
        vault = folder / DEMO_VAULT
        made = subprocess.run(  # noqa: S603 - our own program
            _own_command("vault", "demo", str(vault), "--passphrase-stdin"),
            input=DEMO_PASSPHRASE.encode() + b"\n",
            stdout=subprocess.DEVNULL,
            check=False,
        )
        if made.returncode != 0:
            _say(_sentence("DEMO_FAILED", folder=str(base)))
            return 1
        memory = folder / "computer.json"
        Computer(memory).remember(vault=str(vault), municipality=DEMO_MUNICIPALITY)
        note = LaunchNote(vault=str(vault), memory=str(memory), demo_passphrase=DEMO_PASSPHRASE)
        return run_desk(note, _own_command("window"))


def _say(sentence: str) -> None:
    if sys.stderr is not None:  # a windowed Windows program has none
        print(sentence, file=sys.stderr, flush=True)  # noqa: T201 - the parent has no window to say it in


def _end_on_signals() -> None:
    """Turn the signals that ask us to end into SystemExit, so that the demo's folder is wiped on the way out."""

    def end(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)


def _window_wanted(given: list[str]) -> bool:
    """Tell whether these arguments ask for a window; everything else, wrong use and help too, is the command line's."""
    if not given or given == ["demo"]:
        return True
    return given[0] == "desk" and len(given) <= 2 and not given[-1].startswith("-")


def _run_window(given: list[str]) -> int:
    if given == ["demo"]:
        problem = obstacle(dict(os.environ))  # told before the demo is made
        return _refused(problem) if problem else _run_demo()
    vault = str(Path(given[1]).absolute()) if len(given) == 2 else None
    return run_desk(LaunchNote(vault=vault), _own_command("window"))


def _refused(problem: str) -> int:
    _say(problem)
    return 1


def _be_the_window() -> int:
    """Be the desk itself. What it says to the parent is only its exit code."""
    problem = obstacle(dict(os.environ))
    if problem:
        return _refused(problem)
    from sspdesk import app  # noqa: PLC0415 - Qt only where a window is shown

    code = app.main()
    if sys.stdout is not None:  # a windowed Windows program has none
        sys.stdout.flush()
    os._exit(code)  # at once: nothing is left to be written, and no thread may keep keys in memory


def _run_tour(folder: Path) -> int:
    problem = obstacle({**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    if problem:
        return _refused(problem)
    from sspdesk import tour  # noqa: PLC0415 - see above

    return tour.main(folder)


def _helper(given: list[str]) -> Callable[[], int] | None:
    """Return the helper process that an installed program without a Python of its own is asked to be."""
    if given == ["--read-table"]:
        from sspdesk.exchange.tables import child  # noqa: PLC0415 - see above

        return child.main
    if given == ["-P", "-m", "sspdesk.storage.helper"]:
        from sspdesk.storage import helper  # noqa: PLC0415 - see above

        return helper.main
    return None


def main(arguments: list[str] | None = None) -> int:
    """Run what the command line asks for and return the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    harden()
    helper = _helper(given) if getattr(sys, "frozen", False) else None
    if helper is not None:
        return helper()
    if given == ["window"]:  # what the parent starts; not for people, so not in the help
        return _be_the_window()
    _end_on_signals()
    try:
        if _window_wanted(given):
            return _run_window(given)
        from sspdesk import cli  # noqa: PLC0415 - the parent of a window stays small

        return _run_tour(cli.tour_folder(given)) if given[0] == "tour" else cli.main(given)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
