"""The vault's header: format, strict reading, writing with its twin. Needs no SQLAlchemy, SQLCipher or cryptography."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from sspdesk.domain.errors import KnownError
from sspdesk.domain.vault import Finding, SecretKind, Severity
from sspdesk.storage.atomic import file_errors, replace, sync_folder, write_synced

FORMAT = "sspdesk-vault"
VERSION = 1
HEADER_NAME = "vault.json"
TWIN_NAME = "vault.json.bak"
MAX_HEADER_BYTES = 64 * 1024
MAX_SLOTS = 8
NONCE_BYTES, SALT_BYTES, WRAPPED_BYTES = 12, 16, 144

_DATABASE = re.compile(r"vault-[1-9][0-9]{0,8}\.db")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_KIND = re.compile("|".join(SecretKind))
_BASE64 = re.compile(r"[A-Za-z0-9+/]{1,400}={0,2}")
_HEADER_KEYS = {"format", "version", "id", "gen", "db", "slots", "sum"}
_SLOT_KEYS = {"id", "kind", "kdf", "nonce", "wrapped"}
_KDF_KEYS = {"name", "v", "m_kib", "t", "p", "salt"}

Json = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class KdfParameters:
    """The cost of one Argon2id derivation: memory in KiB, rounds, lanes (security.md D5)."""

    memory_kib: int = 256 * 1024
    rounds: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class KdfBounds:
    """What a header may ask for, so that a changed one can neither weaken the vault nor exhaust the machine."""

    least_memory_kib: int = 64 * 1024
    most_memory_kib: int = 1024 * 1024
    least_rounds: int = 3
    most_rounds: int = 16
    most_lanes: int = 8

    def accept(self, kdf: KdfParameters) -> bool:
        """Tell whether the parameters lie inside."""
        return (
            self.least_memory_kib <= kdf.memory_kib <= self.most_memory_kib
            and self.least_rounds <= kdf.rounds <= self.most_rounds
            and 1 <= kdf.lanes <= self.most_lanes
        )


PROGRAM_BOUNDS = KdfBounds()
ANY_COST = KdfBounds(least_memory_kib=1, most_memory_kib=2**31, least_rounds=1, most_rounds=2**31, most_lanes=2**31)
"""For reading whose a file is, where no key is derived from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One way to the data key: the key and the user's name, sealed under a passphrase or the recovery key."""

    id: str
    kind: SecretKind
    kdf: KdfParameters
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def meta(self) -> Json:
        """Return what the slot's seal also vouches for: everything but the sealed bytes."""
        kdf = {
            "name": "argon2id",
            "v": 19,
            "m_kib": self.kdf.memory_kib,
            "t": self.kdf.rounds,
            "p": self.kdf.lanes,
            "salt": _encode(self.salt),
        }
        return {"id": self.id, "kind": str(self.kind), "kdf": kdf}


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What ``vault.json`` says: which vault, which generation of it, which database file, which key slots."""

    id: str
    generation: int
    database: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class HeaderReading:
    """The header that holds, and what was found wrong with its copies."""

    header: Header
    findings: tuple[Finding, ...]


def canonical(value: object) -> bytes:
    """Return the one JSON spelling of a value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def serialise(header: Header) -> bytes:
    """Return the bytes of ``vault.json``, checksum included."""
    slots = [{**slot.meta(), "nonce": _encode(slot.nonce), "wrapped": _encode(slot.wrapped)} for slot in header.slots]
    body: Json = {
        "format": FORMAT,
        "version": VERSION,
        "id": header.id,
        "gen": header.generation,
        "db": header.database,
        "slots": slots,
    }
    return canonical({**body, "sum": hashlib.sha256(canonical(body)).hexdigest()})


def parse(data: bytes, bounds: KdfBounds = PROGRAM_BOUNDS) -> Header:
    """Read a header strictly.

    Raise KnownError ``header_damaged`` (not a sound header), ``vault_newer`` (made by a newer program; format,
    version and sum keep their meaning in every version) or ``kdf_refused`` (key settings outside ``bounds``).
    """
    body = _checked_body(data)
    if _number(body, "version", 1, 10**9) > VERSION:
        raise KnownError("vault_newer", version=_number(body, "version", 1, 10**9))
    slots = body.get("slots")
    if set(body) != _HEADER_KEYS or not isinstance(slots, list) or not 1 <= len(slots) <= MAX_SLOTS:
        raise _damaged()
    header = Header(
        id=_text(body, "id", _UUID),
        generation=_number(body, "gen", 1, 10**9),
        database=_text(body, "db", _DATABASE),
        slots=tuple(_parse_slot(slot) for slot in slots),
    )
    if serialise(header) != data:
        raise _damaged()
    if not all(bounds.accept(slot.kdf) for slot in header.slots):
        raise KnownError("kdf_refused")
    return header


def read_header(folder: Path, bounds: KdfBounds = PROGRAM_BOUNDS) -> HeaderReading:
    """Read ``vault.json``, or its twin where the first is missing or damaged, and say what was wrong with either.

    Raise KnownError ``vault_missing``, ``not_a_vault``, or what ``parse`` raises when no copy holds.
    """
    if not folder.is_dir():
        raise KnownError("vault_missing", path=str(folder))
    main, twin = _read_copy(folder / HEADER_NAME, bounds), _read_copy(folder / TWIN_NAME, bounds)
    if isinstance(main, Header):
        if not isinstance(twin, Header):
            return HeaderReading(main, (Finding("header_twin_damaged", Severity.WARNING),))
        if twin != main:
            return HeaderReading(main, (Finding("header_twin_stale", Severity.NOTICE),))
        return HeaderReading(main, ())
    newer = main is not None and main.code == "vault_newer"  # an older twin must not stand in for it
    if isinstance(twin, Header) and not newer:
        return HeaderReading(twin, (Finding("header_main_damaged", Severity.WARNING),))
    reason = main if isinstance(main, KnownError) else twin
    if isinstance(reason, KnownError):
        raise reason
    raise KnownError("header_damaged" if any(folder.glob("vault-*.db")) else "not_a_vault", path=str(folder))


def write_header(folder: Path, header: Header) -> None:
    """Replace the header and then its twin.

    Both are on the disk before the first rename, so a full disk changes neither.
    Raise KnownError ``disk_full``, ``folder_read_only``, ``disk_error``.
    """
    data = serialise(header)
    temporary = [(folder / f"{name}.tmp", folder / name) for name in (HEADER_NAME, TWIN_NAME)]
    with file_errors(folder):
        for path, _target in temporary:
            write_synced(path, data)
        for path, target in temporary:
            replace(path, target)
            sync_folder(folder)


def _read_copy(path: Path, bounds: KdfBounds) -> Header | KnownError | None:
    """Return the header in one copy, what is wrong with it, or None where there is no such file."""
    try:
        with file_errors(path), path.open("rb") as file:
            return parse(file.read(MAX_HEADER_BYTES + 1), bounds)
    except KnownError as error:
        return None if error.code == "path_missing" else error


def _checked_body(data: bytes) -> Json:
    """Return the header as a dictionary whose checksum and canonical spelling are right."""
    if len(data) > MAX_HEADER_BYTES:
        raise _damaged()
    try:
        found = json.loads(data.decode())
        if not isinstance(found, dict) or found.get("format") != FORMAT or canonical(found) != data:
            raise _damaged()
        total = hashlib.sha256(canonical({key: value for key, value in found.items() if key != "sum"})).hexdigest()
    except (ValueError, RecursionError) as error:
        raise _damaged() from error
    if found.get("sum") != total:
        raise _damaged()
    return found


def _parse_slot(found: object) -> Slot:
    if not isinstance(found, dict) or set(found) != _SLOT_KEYS:
        raise _damaged()
    kdf = found["kdf"]
    if not isinstance(kdf, dict) or set(kdf) != _KDF_KEYS or kdf["name"] != "argon2id":
        raise _damaged()
    _number(kdf, "v", 19, 19)
    return Slot(
        id=_text(found, "id", _UUID),
        kind=SecretKind(_text(found, "kind", _KIND)),
        kdf=KdfParameters(
            memory_kib=_number(kdf, "m_kib", 1, 2**31),
            rounds=_number(kdf, "t", 1, 2**31),
            lanes=_number(kdf, "p", 1, 2**31),
        ),
        salt=_octets(kdf, "salt", SALT_BYTES),
        nonce=_octets(found, "nonce", NONCE_BYTES),
        wrapped=_octets(found, "wrapped", WRAPPED_BYTES),
    )


def _number(found: Json, key: str, least: int, most: int) -> int:
    value = found.get(key)
    if type(value) is not int or not least <= value <= most:
        raise _damaged()
    return value


def _text(found: Json, key: str, pattern: re.Pattern[str]) -> str:
    value = found.get(key)
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise _damaged()
    return value


def _octets(found: Json, key: str, length: int) -> bytes:
    try:
        value = base64.b64decode(_text(found, key, _BASE64), validate=True)
    except ValueError as error:
        raise _damaged() from error
    if len(value) != length:
        raise _damaged()
    return value


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _damaged() -> KnownError:
    return KnownError("header_damaged")
