"""Watches what is written to disk while files are made, also files that are gone again afterwards."""

import contextlib
import ctypes
import os
import struct
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

_CREATED, _CLOSED_AFTER_WRITING, _MOVED_IN = 0x100, 0x8, 0x80
_WRITING = os.O_WRONLY | os.O_RDWR

_opened: list[str] | None = None


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if _opened is not None and event == "open":
        path, _mode, flags = arguments
        if isinstance(flags, int) and flags & _WRITING and isinstance(path, str | bytes):
            _opened.append(os.fsdecode(path))


sys.addaudithook(_audit)


@contextlib.contextmanager
def written(temporary: Path, *others: Path) -> Iterator[list[str]]:
    """Make ``temporary`` the folder for temporary files and collect the name of every file written.

    Python's own opens are seen everywhere; on Linux the kernel also tells of files that libraries in C make in
    ``temporary`` and ``others``, even if they are deleted at once.
    """
    global _opened  # noqa: PLW0603 - an audit hook cannot be taken away again
    found: list[str] = []
    before = tempfile.tempdir, {name: os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP")}
    tempfile.tempdir = None
    os.environ.update(dict.fromkeys(before[1], str(temporary)))
    kernel = _watch([temporary, *others]) if sys.platform == "linux" else None
    _opened = found
    try:
        yield found
    finally:
        _opened = None
        tempfile.tempdir = before[0]
        for name, value in before[1].items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        if kernel is not None:
            found += _told(kernel)
            os.close(kernel)


def _watch(folders: list[Path]) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = int(libc.inotify_init1(os.O_NONBLOCK))
    for folder in folders:
        mask = _CREATED | _CLOSED_AFTER_WRITING | _MOVED_IN
        assert libc.inotify_add_watch(descriptor, os.fsencode(folder), mask) >= 0
    return descriptor


def _told(descriptor: int) -> list[str]:
    names, head = [], struct.Struct("iIII")
    with contextlib.suppress(BlockingIOError):
        while data := os.read(descriptor, 65536):
            while data:
                *_rest, length = head.unpack_from(data)
                names.append(data[head.size : head.size + length].rstrip(b"\0").decode())
                data = data[head.size + length :]
    return names
