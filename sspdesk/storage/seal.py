"""The seal: what the closed database looked like, so that old pages or an old file put back are noticed (D7).

Page HMACs tell damage, not age. At a clean close the file ``seal`` takes a keyed BLAKE2b of the whole database and a
counter that every session and every commit raises; while the vault is open it says ``open``, so that a crash is known.
The counter is remembered outside the folder too (``remembered``), since folder and seal can be put back together.
"""

import hashlib
import hmac
import json
import os
import re
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from sspdesk.domain.errors import KnownError
from sspdesk.storage.atomic import file_errors, sync_file, write_atomic
from sspdesk.storage.header import Header, canonical

SEAL_NAME = "seal"
_FORMAT, _VERSION = "sspdesk-seal", 1
_BYTES = 1024  # always this long: on a full disk the same blocks can be written once more
_MOST_COMMITS = 2**53
_KEYS = {"format", "version", "id", "gen", "state", "seq", "size", "mac", "log_head", "sum"}
_HEX = re.compile(r"[0-9a-f]{64}")
_CHUNK = 1 << 20


class State(StrEnum):
    """Whether the database is as the seal says: OPEN while a session runs (or crashed), RESTORED from a backup."""

    OPEN = "open"
    CLOSED = "closed"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class LogHead:
    """The last entry of the log's chain: its number and its HMAC in hex."""

    seq: int
    mac: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What ``seal`` says. ``size`` and ``mac`` are the database's, empty while it is open.

    ``log_head`` is the head of the log's chain at the last clean close; a session that crashed leaves the one before.
    """

    vault_id: str
    generation: int
    state: State
    seq: int
    size: int = 0
    mac: str = ""
    log_head: LogHead | None = None
    sum: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Digest:
    """A whole file in 64 bytes, taken without a key so that it can be done while the key is still being derived."""

    size: int
    value: bytes

    def mac(self, key: bytes) -> str:
        """Return the keyed BLAKE2b that the seal holds."""
        data = self.size.to_bytes(8, "big") + self.value
        return hashlib.blake2b(data, key=key, digest_size=32, person=b"sspdesk seal").hexdigest()


def file_digest(path: Path) -> Digest:
    """Read the whole of a file that nobody has open; its pages are then in memory for SQLite as well."""
    total, size = hashlib.blake2b(), 0
    buffer = bytearray(_CHUNK)
    with file_errors(path), path.open("rb", buffering=0) as file:
        while read := file.readinto(buffer):
            total.update(memoryview(buffer)[:read])
            size += read
    return Digest(size, total.digest())


def closed(header: Header, key: bytes, database: Path, seq: int, log_head: LogHead | None = None) -> Seal:
    """Return the seal of a database that was just closed."""
    return _sealed(header, key, database, State.CLOSED, seq=seq, log_head=log_head)


def write_restored(folder: Path, header: Header, key: bytes) -> None:
    """Seal a vault that was just made from a backup or by a key rotation, closed, with ``key`` its subkey ``seal``.

    Opening it then tells that it is restored instead of warning that it is older than the one before.
    """
    write(folder, _sealed(header, key, folder / header.database, State.RESTORED), key)


def write(folder: Path, seal: Seal, key: bytes) -> Seal:
    """Replace the seal and return it with its sum. On a full disk the old file is overwritten where it stands.

    Raise KnownError ``disk_full``, ``folder_read_only``, ``disk_error``.
    """
    body = _body(seal)
    total = _sum(body, key)
    data = canonical({**body, "sum": total}).ljust(_BYTES, b" ")
    path = folder / SEAL_NAME
    try:
        with file_errors(folder):
            write_atomic(path, data)
    except KnownError as error:
        if error.code != "disk_full" or not path.exists() or path.stat().st_size != _BYTES:
            raise
        path.with_name(f"{SEAL_NAME}.tmp").unlink(missing_ok=True)
        _overwrite(path, data)
    return replace(seal, sum=total)


def read(folder: Path, key: bytes) -> Seal | None:
    """Return the seal, None where there is none. Raise KnownError ``seal_damaged`` for one that is not ours."""
    path = folder / SEAL_NAME
    if not path.exists():
        return None
    with file_errors(path), path.open("rb") as file:
        data = file.read(_BYTES + 1)
    try:
        found = json.loads(data.decode())
        if not isinstance(found, dict) or set(found) != _KEYS or canonical(found).ljust(_BYTES, b" ") != data:
            raise KnownError("seal_damaged")
        body = {name: value for name, value in found.items() if name != "sum"}
        if not isinstance(found["sum"], str) or not hmac.compare_digest(found["sum"], _sum(body, key)):
            raise KnownError("seal_damaged")
        if body["format"] != _FORMAT or body["version"] != _VERSION:
            raise KnownError("seal_damaged")
        head = body["log_head"]
        return Seal(
            vault_id=body["id"],
            generation=body["gen"],
            state=State(body["state"]),
            seq=body["seq"],
            size=body["size"],
            mac=body["mac"],
            log_head=LogHead(head["seq"], head["mac"]) if head else None,
            sum=found["sum"],
        )
    except (ValueError, RecursionError, TypeError) as error:
        raise KnownError("seal_damaged") from error


def generation_of(folder: Path) -> int:
    """Return the generation that a seal names without proof, 0 where it names none."""
    try:
        found = json.loads((folder / SEAL_NAME).read_bytes()[:_BYTES])
        return int(found["gen"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return 0


def fits(seal: Seal, digest: Digest, key: bytes) -> bool:
    """Tell whether a closed database is the one that was sealed."""
    return seal.size == digest.size and hmac.compare_digest(seal.mac, digest.mac(key))


def _sealed(
    header: Header, key: bytes, database: Path, state: State, *, seq: int = 0, log_head: LogHead | None = None
) -> Seal:
    digest = file_digest(database)
    return Seal(
        vault_id=header.id,
        generation=header.generation,
        state=state,
        seq=seq,
        size=digest.size,
        mac=digest.mac(key),
        log_head=log_head,
    )


def _body(seal: Seal) -> dict[str, Any]:
    head = seal.log_head
    if head is not None and not (head.seq >= 0 and _HEX.fullmatch(head.mac)):
        raise ValueError("no head of a log")
    if not 0 <= seal.seq < _MOST_COMMITS:
        raise ValueError(seal.seq)
    return {
        "format": _FORMAT,
        "version": _VERSION,
        "id": seal.vault_id,
        "gen": seal.generation,
        "state": str(seal.state),
        "seq": seal.seq,
        "size": seal.size,
        "mac": seal.mac,
        "log_head": asdict(head) if head else None,
    }


def _sum(body: dict[str, Any], key: bytes) -> str:
    return hmac.new(key, canonical(body), hashlib.sha256).hexdigest()


def _overwrite(path: Path, data: bytes) -> None:
    """Write over a file of the same length: that needs no room, only whoever is cut off then has no seal."""
    with file_errors(path):
        descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
        try:
            os.write(descriptor, data)
            sync_file(descriptor)
        finally:
            os.close(descriptor)
