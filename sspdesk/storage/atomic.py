"""Writes small files so that a crash leaves the old or the new one, and gives file errors their codes."""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from sspdesk.domain.errors import KnownError

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO}
_REPLACE_ATTEMPTS = 20
_PROBE_BYTES = 64 * 1024


def file_error(error: OSError, path: Path) -> KnownError:
    """Return the code for an operating system error met at ``path``."""
    if error.errno in _FULL:
        return KnownError("disk_full", path=str(path))
    if error.errno in _READ_ONLY:
        return KnownError("folder_read_only", path=str(path))
    if error.errno in _GONE:
        return KnownError("path_missing", path=str(path))
    return KnownError("disk_error", path=str(path))


@contextlib.contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """Turn every OSError inside into the KnownError that names it."""
    try:
        yield
    except OSError as error:
        raise file_error(error, path) from error


def room_left(folder: Path) -> bool:
    """Tell whether ``folder`` takes another file; a quota answers SQLite as a broken disk would, so it is tried out."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        if resource.getrlimit(resource.RLIMIT_FSIZE)[0] != resource.RLIM_INFINITY:
            return False
    probe = folder / "room.tmp"
    try:
        write_synced(probe, bytes(_PROBE_BYTES))
        probe.unlink()
    except OSError as error:
        return error.errno not in _FULL
    return True


def sync_file(descriptor: int) -> None:
    """Wait until the file is on the disk itself (macOS needs its own call for that)."""
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - not on Windows

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Make renames and new names in ``folder`` durable. Windows has no such call and needs none on NTFS."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_synced(path: Path, data: bytes) -> None:
    """Write ``data`` to a file readable by this user only and wait for the disk; a failed write leaves no file."""
    flags = os.O_CREAT | os.O_TRUNC | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        sync_file(descriptor)
    except OSError:
        os.close(descriptor)
        path.unlink(missing_ok=True)
        raise
    os.close(descriptor)


def replace(source: Path, target: Path) -> None:
    """Rename over ``target``; on Windows try for two seconds, since a virus scanner may hold the file for a moment."""
    for attempt in range(_REPLACE_ATTEMPTS):
        try:
            source.replace(target)
        except PermissionError:
            if os.name != "nt" or attempt == _REPLACE_ATTEMPTS - 1:
                raise
            time.sleep(0.1)
        else:
            return


def write_atomic(path: Path, data: bytes) -> None:
    """Replace ``path`` by ``data``: temporary file, fsync, rename, fsync of the folder. Raises OSError."""
    temporary = path.with_name(path.name + ".tmp")
    write_synced(temporary, data)
    replace(temporary, path)
    sync_folder(path.parent)
