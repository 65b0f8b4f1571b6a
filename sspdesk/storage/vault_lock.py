"""One program at a time writes a vault: an operating-system lock that also says who has it and since when."""

import contextlib
import errno
import getpass
import json
import os
import socket
import sys
from datetime import datetime
from pathlib import Path

from sspdesk.domain.errors import KnownError
from sspdesk.storage.atomic import file_error, file_errors

LOCK_NAME = "lock"
_MAX_BYTES = 4096
_TAKEN = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
_LOCKED_BYTE = 1 << 20  # far past the text: Windows refuses to read a locked byte, and the text must stay readable


class VaultLock:
    """Held from ``acquire`` to ``release``. A killed process holds nothing: the operating system lets go for it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK_NAME
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock. Raise KnownError ``vault_in_use`` with ``who`` and ``since``, or a file error."""
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
        with file_errors(self._path):
            descriptor = os.open(self._path, flags, 0o600)
        try:
            _lock(descriptor)
        except OSError as error:
            os.close(descriptor)
            if error.errno not in _TAKEN:
                raise file_error(error, self._path) from error  # a network drive without locks
            raise KnownError("vault_in_use", **_holder(self._path)) from error
        self._descriptor = descriptor
        with contextlib.suppress(OSError):  # a full disk must not keep anybody out: the lock holds without its text
            os.ftruncate(descriptor, 0)
            os.write(descriptor, _description())

    def release(self) -> None:
        """Let go; harmless when nothing is held. The file stays, since removing it would race with the next one."""
        if self._descriptor is None:
            return
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
        _unlock(self._descriptor)
        os.close(self._descriptor)
        self._descriptor = None


def _description() -> bytes:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a service account without a name
        user = ""
    since = datetime.now().strftime("%d-%m-%Y %H.%M")
    text = {"pid": os.getpid(), "host": socket.gethostname(), "user": user, "since": since}
    return json.dumps(text, ensure_ascii=False).encode()


def _holder(path: Path) -> dict[str, str | int]:
    """Return who has the lock, as far as its text can be read."""
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(_MAX_BYTES).decode())
        return {
            "who": f"{found['user']} ({found['host']}, {int(found['pid'])})",
            "since": str(found["since"]),
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {"who": "?", "since": "?"}


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
