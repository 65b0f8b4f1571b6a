"""A disk that can be watched and that can fail: a shim between SQLCipher and the system, and in front of ``os``.

Needs no compiler: SQLite's own table of file functions (its VFS) is patched through ctypes, since the driver's library
shows it. What the database writes is seen there; what Python writes (header, seal, settings, backup file) is seen in
``os`` and ``io.open``. The shim changes the process it is put in for good: use it in a child (``processes.start``).
"""

import ctypes
import errno
import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3._sqlite3 as driver

SQLITE_OK, SQLITE_IOERR, SQLITE_CANTOPEN = 0, 10, 14
_OPEN_CREATE = 4

_INT, _I64, _PTR, _TEXT = ctypes.c_int, ctypes.c_int64, ctypes.c_void_p, ctypes.c_char_p
_OPEN = ctypes.CFUNCTYPE(_INT, _PTR, _PTR, _PTR, _INT, ctypes.POINTER(_INT))
_DELETE = ctypes.CFUNCTYPE(_INT, _PTR, _TEXT, _INT)
_CLOSE = ctypes.CFUNCTYPE(_INT, _PTR)
_TRANSFER = ctypes.CFUNCTYPE(_INT, _PTR, _PTR, _INT, _I64)
_TRUNCATE = ctypes.CFUNCTYPE(_INT, _PTR, _I64)
_SYNC = ctypes.CFUNCTYPE(_INT, _PTR, _INT)


class _Vfs(ctypes.Structure):
    """The beginning of ``sqlite3_vfs``."""

    _fields_ = (
        ("iVersion", _INT),
        ("szOsFile", _INT),
        ("mxPathname", _INT),
        ("pNext", _PTR),
        ("zName", _TEXT),
        ("pAppData", _PTR),
        ("xOpen", _PTR),
        ("xDelete", _PTR),
    )


class _Methods(ctypes.Structure):
    """``sqlite3_io_methods``, version 3."""

    _fields_ = (("iVersion", _INT), *((name, _PTR) for name in (
        "xClose", "xRead", "xWrite", "xTruncate", "xSync", "xFileSize", "xLock", "xUnlock", "xCheckReservedLock",
        "xFileControl", "xSectorSize", "xDeviceCharacteristics", "xShmMap", "xShmLock", "xShmBarrier", "xShmUnmap",
        "xFetch", "xUnfetch",
    )))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Op:
    """Something done to a file under the watched folder. ``kind``: create, write, cut, sync, rename, delete, ack.

    The folder itself is called ``.``; an ``ack`` tells which save was acknowledged by then.
    """

    kind: str
    name: str = ""
    place: int = 0
    data: bytes = b""


class Disk:
    """Records what happens under a folder, and lets the n-th call fail: once, or from then on."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.ops: list[Op] = []
        self.calls = 0
        self._fail_at, self._for_ever = 0, False
        self._keep: list[object] = []
        self._patched: dict[int, _Methods] = {}
        self._names: dict[int, str] = {}
        self._descriptors: dict[int, str] = {}
        self._watch_database()
        self._watch_python()

    def fail_at(self, call: int, *, for_ever: bool) -> None:
        """Let the given call from now on fail; 0 lets none fail."""
        self.calls, self._fail_at, self._for_ever = 0, call, for_ever

    @property
    def has_failed(self) -> bool:
        """Tell whether the failing call was reached."""
        return 0 < self._fail_at <= self.calls

    def acknowledge(self, number: int) -> None:
        """Note that a save is acknowledged."""
        self.ops.append(Op("ack", place=number))

    def _fails(self) -> bool:
        self.calls += 1
        return self.calls == self._fail_at or (self._for_ever and self.has_failed)

    def _name(self, path: object) -> str | None:
        """Return a path as seen from the watched folder, or None for one outside."""
        try:
            found = str(Path(os.fsdecode(path)).absolute())  # type: ignore[arg-type]
        except TypeError:
            return None
        if found == str(self.root):
            return "."
        return os.path.relpath(found, self.root) if found.startswith(f"{self.root}{os.sep}") else None

    # -- the database ----------------------------------------------------------------------------------------------

    def _watch_database(self) -> None:
        find = ctypes.CDLL(driver.__file__).sqlite3_vfs_find
        find.restype, find.argtypes = ctypes.POINTER(_Vfs), (_TEXT,)
        vfs = find(None).contents
        really_open, really_delete = _OPEN(vfs.xOpen), _DELETE(vfs.xDelete)

        def opened(own: int, path: int | None, file: int, flags: int, out: Any) -> int:
            name = self._name(ctypes.string_at(path)) if path else None
            if name is None:
                return really_open(own, path, file, flags, out)
            if self._fails():
                ctypes.cast(file, ctypes.POINTER(_PTR))[0] = None
                return SQLITE_CANTOPEN
            new = not (self.root / name).exists()
            code = really_open(own, path, file, flags, out)
            if code == SQLITE_OK:
                if new:
                    self.ops.append(Op("create", name))
                self._names[file] = name
                slot = ctypes.cast(file, ctypes.POINTER(_PTR))
                slot[0] = ctypes.addressof(self._methods(slot[0]))
            return code

        def deleted(own: int, path: bytes, sync_folder: int) -> int:
            name = self._name(path)
            if name is not None and self._fails():
                return SQLITE_IOERR
            code = really_delete(own, path, sync_folder)
            if name is not None and code == SQLITE_OK:
                self.ops.append(Op("delete", name))
                self.ops += [Op("sync", ".")] if sync_folder else []
            return code

        for field, callback in (("xOpen", _OPEN(opened)), ("xDelete", _DELETE(deleted))):
            self._keep.append(callback)
            setattr(vfs, field, ctypes.cast(callback, _PTR).value)

    def _methods(self, address: int) -> _Methods:
        """Return the watched copy of a table of file functions."""
        if address in self._patched:
            return self._patched[address]
        real = _Methods.from_address(address)
        copy = _Methods.from_buffer_copy(real)
        close, read = _CLOSE(real.xClose), _TRANSFER(real.xRead)
        write, cut, sync = _TRANSFER(real.xWrite), _TRUNCATE(real.xTruncate), _SYNC(real.xSync)

        def closed(file: int) -> int:
            self._names.pop(file, None)
            return close(file)

        def has_read(file: int, to: int, size: int, place: int) -> int:
            return SQLITE_IOERR if self._fails() else read(file, to, size, place)

        def written(file: int, data: int, size: int, place: int) -> int:
            if self._fails():
                return SQLITE_IOERR
            self.ops.append(Op("write", self._names[file], place, ctypes.string_at(data, size)))
            return write(file, data, size, place)

        def has_cut(file: int, size: int) -> int:
            if self._fails():
                return SQLITE_IOERR
            self.ops.append(Op("cut", self._names[file], size))
            return cut(file, size)

        def synced(file: int, flags: int) -> int:
            if self._fails():
                return SQLITE_IOERR
            code = sync(file, flags)
            self.ops.append(Op("sync", self._names[file]))
            return code

        for field, callback in (
            ("xClose", _CLOSE(closed)), ("xRead", _TRANSFER(has_read)), ("xWrite", _TRANSFER(written)),
            ("xTruncate", _TRUNCATE(has_cut)), ("xSync", _SYNC(synced)),
        ):  # fmt: skip
            self._keep.append(callback)
            setattr(copy, field, ctypes.cast(callback, _PTR).value)
        self._patched[address] = copy
        return copy

    # -- what Python writes ----------------------------------------------------------------------------------------

    def _watch_python(self) -> None:
        for name, make in (
            ("open", self._opening), ("write", self._writing), ("fsync", self._syncing), ("close", self._closing),
            ("replace", self._renaming), ("rename", self._renaming), ("unlink", self._deleting),
        ):  # fmt: skip
            setattr(os, name, make(getattr(os, name)))
        really_open = io.open

        def opened(path: Any, mode: str = "r", *more: Any, **named: Any) -> Any:
            if self._name(path) is None or not set(mode) & set("wx"):
                return really_open(path, mode, *more, **named)
            flags = os.O_WRONLY | os.O_CREAT | (os.O_EXCL if "x" in mode else os.O_TRUNC)
            descriptor = os.open(path, flags, 0o600)
            return _Out(descriptor) if "b" in mode else io.TextIOWrapper(_Out(descriptor), encoding="utf-8")

        io.open = opened  # type: ignore[assignment]

    def _stop(self, path: object) -> None:
        if self._fails():
            raise OSError(errno.EIO, "the disk failed", str(path))

    def _opening(self, real: Callable[..., int]) -> Callable[..., int]:
        def opened(path: Any, flags: int, mode: int = 0o777, **named: Any) -> int:
            name = self._name(path)
            if name is None:
                return real(path, flags, mode, **named)
            self._stop(path)
            new = not Path(path).exists()
            descriptor = real(path, flags, mode, **named)
            self._descriptors[descriptor] = name
            if new and flags & os.O_CREAT:
                self.ops.append(Op("create", name))
            elif flags & os.O_TRUNC:
                self.ops.append(Op("cut", name, 0))
            return descriptor

        return opened

    def _writing(self, real: Callable[..., int]) -> Callable[..., int]:
        def written(descriptor: int, data: Any) -> int:
            name = self._descriptors.get(descriptor)
            if name is None:
                return real(descriptor, data)
            self._stop(name)
            place = os.lseek(descriptor, 0, os.SEEK_CUR)
            count = real(descriptor, data)
            self.ops.append(Op("write", name, place, bytes(memoryview(data)[:count])))
            return count

        return written

    def _syncing(self, real: Callable[..., None]) -> Callable[..., None]:
        def synced(descriptor: int) -> None:
            name = self._descriptors.get(descriptor)
            if name is not None:
                self._stop(name)
            real(descriptor)
            if name is not None:
                self.ops.append(Op("sync", name))

        return synced

    def _closing(self, real: Callable[..., None]) -> Callable[..., None]:
        def closed(descriptor: int) -> None:
            self._descriptors.pop(descriptor, None)
            real(descriptor)

        return closed

    def _renaming(self, real: Callable[..., None]) -> Callable[..., None]:
        def renamed(source: Any, target: Any, **named: Any) -> None:
            name, to = self._name(source), self._name(target)
            if name is not None:
                self._stop(source)
            real(source, target, **named)
            if name is not None and to is not None:
                self.ops.append(Op("rename", name, data=to.encode()))

        return renamed

    def _deleting(self, real: Callable[..., None]) -> Callable[..., None]:
        def deleted(path: Any, **named: Any) -> None:
            name = self._name(path)
            if name is not None:
                self._stop(path)
            real(path, **named)
            if name is not None:
                self.ops.append(Op("delete", name))

        return deleted


class _Out(io.RawIOBase):
    """A file for writing, each write of which goes through ``os.write``."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, data: Any) -> int:
        return os.write(self._descriptor, data)

    def close(self) -> None:
        if not self.closed:
            super().close()
            os.close(self._descriptor)
