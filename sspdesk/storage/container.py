"""The backup file's form: magic, header with key slots, the encrypted database, a keyed BLAKE2b over all of it."""

import hashlib
import hmac
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from sspdesk.domain.errors import KnownError
from sspdesk.storage.atomic import file_errors, sync_file
from sspdesk.storage.header import MAX_HEADER_BYTES, PROGRAM_BOUNDS, Header, KdfBounds, parse

MAGIC = b"SSPBAK01"
_LENGTHS = struct.Struct("<IQ")
_PREFIX_BYTES = len(MAGIC) + _LENGTHS.size
_MAC_BYTES = 32
_CHUNK = 1 << 20


def write(target: Path, header: bytes, database: Path, mac_key: bytes) -> None:
    """Write a backup file and wait for the disk. Raise KnownError ``disk_full``, ``folder_read_only``, ..."""
    prefix = MAGIC + _LENGTHS.pack(len(header), database.stat().st_size) + header
    mac = hashlib.blake2b(prefix, key=mac_key, digest_size=_MAC_BYTES)
    with file_errors(target), target.open("wb") as out, database.open("rb") as file:
        out.write(prefix)
        for chunk in _chunks(file, database.stat().st_size):
            mac.update(chunk)
            out.write(chunk)
        out.write(mac.digest())
        out.flush()
        sync_file(out.fileno())


def read_header(path: Path, bounds: KdfBounds = PROGRAM_BOUNDS) -> Header:
    """Return the header a backup file carries. Raise KnownError ``backup_damaged`` or as ``parse``."""
    with file_errors(path), path.open("rb") as file:
        length, _size = _lengths(file, path.stat().st_size)
        data = file.read(length)
    try:
        return parse(data, bounds)
    except KnownError as error:
        raise KnownError("backup_damaged", path=str(path)) if error.code == "header_damaged" else error from error


def extract(path: Path, mac_key: bytes, database: Path | None) -> None:
    """Check the whole file against its seal, writing the database to ``database`` if given; remove that on a mismatch.

    Raise KnownError ``backup_damaged`` or a file error.
    """
    mac = hashlib.blake2b(key=mac_key, digest_size=_MAC_BYTES)
    with file_errors(path), path.open("rb") as file:
        length, size = _lengths(file, path.stat().st_size)
        file.seek(0)
        mac.update(file.read(_PREFIX_BYTES + length))
        if database is None:
            for chunk in _chunks(file, size):
                mac.update(chunk)
        else:
            with file_errors(database), database.open("xb") as out:
                for chunk in _chunks(file, size):
                    mac.update(chunk)
                    out.write(chunk)
                out.flush()
                sync_file(out.fileno())
        sound = hmac.compare_digest(mac.digest(), file.read(_MAC_BYTES))
    if not sound:
        if database is not None:
            database.unlink(missing_ok=True)
        raise KnownError("backup_damaged", path=str(path))


def _lengths(file: BinaryIO, total: int) -> tuple[int, int]:
    """Read the fixed beginning; the lengths must add up to the file's size."""
    prefix = file.read(_PREFIX_BYTES)
    if len(prefix) == _PREFIX_BYTES and prefix.startswith(MAGIC):
        header, database = _LENGTHS.unpack_from(prefix, len(MAGIC))
        if header <= MAX_HEADER_BYTES and total == _PREFIX_BYTES + header + database + _MAC_BYTES:
            return header, database
    raise KnownError("backup_damaged", path=str(file.name))


def _chunks(file: BinaryIO, size: int) -> Iterator[bytes]:
    """Read exactly ``size`` bytes in pieces; a file that ends early raises KnownError ``backup_damaged``."""
    left = size
    while left:
        chunk = file.read(min(_CHUNK, left))
        if not chunk:
            raise KnownError("backup_damaged", path=str(file.name))
        left -= len(chunk)
        yield chunk
