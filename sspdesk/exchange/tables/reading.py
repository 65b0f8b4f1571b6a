"""Reads a list from a file or the clipboard through the limited child process; nothing half-read ever comes out."""

import hashlib
import os
import queue
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sspdesk.domain.errors import KnownError
from sspdesk.exchange.tables.child import OUT_OF_MEMORY
from sspdesk.exchange.tables.guards import MAX_FILE, refuse
from sspdesk.exchange.tables.workbook import LISTS, Kind, Sheet, Workbook, from_lines
from sspdesk.i18n import _

CHILD_ARGUMENT = "--read-table"
"""In a frozen build the program starts itself with this argument; ``__main__`` then calls ``child.main()`` at once."""

SECONDS = 60.0
"""How long a child may take."""

_ROOT = Path(__file__).resolve().parents[3]
_CODE = "import sys; sys.path.insert(0, sys.argv[1]); from sspdesk.exchange.tables.child import main; sys.exit(main())"
_ABORTED = (-6, -9, 3, 0xC0000409)
"""How a process ends that could not get memory: abort, killed by the system, and Windows' two ways."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clipboard:
    """What was on the clipboard; HTML goes before text when it holds a table."""

    html: str = ""
    text: str = ""


def _nothing(_done: float) -> None:
    return None


def _never() -> bool:
    return False


def read(
    source: Path | Clipboard,
    *,
    progress: Callable[[float], None] = _nothing,
    cancelled: Callable[[], bool] = _never,
    seconds: float = SECONDS,
    kinds: Container[Kind] = LISTS,
) -> Workbook:
    """Return everything a list's file or the clipboard holds; ``kinds`` is what it may be.

    ``progress`` hears 0.0 to 1.0 and ``cancelled`` is asked several times a second, both on the calling thread.
    Raises KnownError with one of the ``list_…`` codes of ``labels.police_list``.
    """
    if isinstance(source, Clipboard):
        name, ending = "", "html" if "<table" in source.html.lower() else "txt"
        data = (source.html if ending == "html" else source.text).encode("utf-8", errors="replace")
        data = data.removeprefix(b"\xef\xbb\xbf")
    else:
        name, ending = source.name, source.suffix.lower().lstrip(".")
        data = _bytes_of(source)
    if len(data) > MAX_FILE:
        raise refuse("file")
    progress(0.1)
    kind, sheets = _Child(data, ending, seconds).answer(progress, cancelled)
    if kind not in kinds:
        raise KnownError("list_unknown_format", found=kind.value)
    if not any(sheet.rows for sheet in sheets):
        raise KnownError("list_no_table" if kind in {Kind.DOCX, Kind.HTML} else "list_empty")
    if kind is Kind.DOCX:
        sheets = tuple(_named(sheet, number) for number, sheet in enumerate(sheets, 1))
    progress(1.0)
    return Workbook(name=name, kind=kind, sha256=hashlib.sha256(data).hexdigest(), sheets=sheets)


def _named(sheet: Sheet, number: int) -> Sheet:
    return Sheet(name=_("Table {number}").format(number=number), rows=sheet.rows, visible=sheet.visible)


def _bytes_of(path: Path) -> bytes:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise KnownError("list_not_a_file", name=path.name)
        if about.st_size > MAX_FILE:
            raise refuse("file")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise KnownError("list_missing", name=path.name) from None
    except PermissionError as error:
        in_use = getattr(error, "winerror", None) in {32, 33}
        raise KnownError("list_in_use" if in_use else "list_unreadable", name=path.name) from None
    except (OSError, ValueError):
        raise KnownError("list_unreadable", name=path.name) from None


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_ARGUMENT]
    return [sys.executable, "-I", "-c", _CODE, str(_ROOT)]


class _Child:
    """One child process and what it has said so far."""

    def __init__(self, data: bytes, ending: str, seconds: float) -> None:
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._deadline = time.monotonic() + seconds
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter with fixed arguments
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            env={key: value for key, value in os.environ.items() if not key.startswith("PYTHON")},
        )
        assert self._process.stdin is not None  # noqa: S101 - both were asked for above
        assert self._process.stdout is not None  # noqa: S101 - as above
        self._threads = (
            threading.Thread(target=_write, args=(self._process.stdin, ending, data), daemon=True),
            threading.Thread(target=_collect, args=(self._process.stdout, self._lines), daemon=True),
        )
        for thread in self._threads:
            thread.start()

    def answer(
        self, progress: Callable[[float], None], cancelled: Callable[[], bool]
    ) -> tuple[Kind, tuple[Sheet, ...]]:
        """Return the sheets once the child has said it is done; end it in every other case."""
        try:
            return from_lines(self._said(cancelled), progress)
        finally:
            self._process.kill()
            self._process.wait()
            for thread in self._threads:
                thread.join()

    def _said(self, cancelled: Callable[[], bool]) -> Iterator[bytes]:
        """Yield the child's lines as they come, and say why there are no more."""
        while True:
            if cancelled():
                raise KnownError("list_cancelled")
            if time.monotonic() > self._deadline:
                raise KnownError("list_too_slow")
            try:
                line = self._lines.get(timeout=0.05)
            except queue.Empty:
                continue
            if line:
                yield line
            else:
                code = self._process.wait()
                raise refuse("memory") if code == OUT_OF_MEMORY or code in _ABORTED else KnownError("list_corrupt")


def _write(pipe: IO[bytes], ending: str, data: bytes) -> None:
    try:
        with pipe:
            pipe.write(ending.encode("utf-8", errors="replace") + b"\n")
            pipe.write(data)
    except OSError:  # the child has ended: its exit code says why
        return


def _collect(pipe: IO[bytes], lines: "queue.SimpleQueue[bytes]") -> None:
    with pipe:
        for line in pipe:
            lines.put(line)
    lines.put(b"")
