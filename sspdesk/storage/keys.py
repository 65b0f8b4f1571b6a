"""The vault's keys: a random data key, the slots that wrap it (Argon2id, AES-256-GCM), the keys derived from it."""

import math
import os
import secrets
import time
import unicodedata
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sspdesk.domain.errors import KnownError
from sspdesk.domain.vault import SecretKind
from sspdesk.storage import recovery
from sspdesk.storage.header import (
    FORMAT,
    NONCE_BYTES,
    PROGRAM_BOUNDS,
    SALT_BYTES,
    VERSION,
    WRAPPED_BYTES,
    Header,
    Json,
    KdfParameters,
    Slot,
    canonical,
)

KEY_BYTES = 32
MAX_NAME_BYTES = WRAPPED_BYTES - 16 - KEY_BYTES
_LEAST_SECONDS = 0.5


@dataclass(frozen=True, slots=True, repr=False)
class Unlocked:
    """What a slot gives: the data key, whose slot it is, and which."""

    data_key: bytes
    user: str
    slot: Slot


def new_data_key() -> bytes:
    """Draw the vault's 256-bit data key."""
    return secrets.token_bytes(KEY_BYTES)


def subkey(data_key: bytes, label: bytes) -> bytes:
    """Derive a 256-bit key for one use (``b"db"``, ``b"seal"``, ``b"backup"``, ``b"log"``) with HKDF-SHA256."""
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - the unlock screen must not load it
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415 - as above

    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"sspdesk/v1/" + label).derive(data_key)


def make_slot(kind: SecretKind, secret: str, data_key: bytes, user: str, *, header: Header, kdf: KdfParameters) -> Slot:
    """Wrap the data key and the user's name under a secret; id and generation of ``header`` are bound in.

    Raise KnownError ``user_name_long`` or ``memory_short``; a mistyped recovery key as ``recovery.parse`` does.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - the unlock screen must not load it

    name = unicodedata.normalize("NFC", user).encode()
    if len(name) > MAX_NAME_BYTES:
        raise KnownError("user_name_long", most=MAX_NAME_BYTES)
    plain = data_key + name.ljust(MAX_NAME_BYTES, b"\0")
    slot = Slot(
        id=str(uuid.uuid4()),
        kind=kind,
        kdf=kdf,
        salt=os.urandom(SALT_BYTES),
        nonce=os.urandom(NONCE_BYTES),
        wrapped=b"",
    )
    key = _derive(secret_bytes(kind, secret), slot)
    return replace(slot, wrapped=AESGCM(key).encrypt(slot.nonce, plain, _bound_data(header, slot)))


def unlock(header: Header, kind: SecretKind, secret: str) -> Unlocked:
    """Open the first slot of this kind that the secret fits.

    Raise KnownError ``wrong_secret``, the same whatever the slot; a mistyped recovery key is told before deriving.
    """
    prepared = secret_bytes(kind, secret)
    for slot in header.slots:
        if slot.kind is kind:
            plain = _open(header, slot, prepared)
            if plain is not None:
                return Unlocked(plain[:KEY_BYTES], plain[KEY_BYTES:].rstrip(b"\0").decode(), slot)
    raise KnownError("wrong_secret")


def secret_bytes(kind: SecretKind, secret: str) -> bytes:
    """Return what is fed to Argon2id: the recovery key's characters, or the passphrase in Unicode NFC."""
    if kind is SecretKind.RECOVERY:
        return recovery.parse(secret).characters.encode("ascii")
    return unicodedata.normalize("NFC", secret).encode("utf-8", "surrogatepass")


def measured_parameters(start: KdfParameters | None = None) -> KdfParameters:
    """Derive once on this machine and raise the rounds until a derivation takes half a second (security.md § 3.3)."""
    kdf = start or KdfParameters()
    probe = Slot(id="", kind=SecretKind.PASSPHRASE, kdf=kdf, salt=bytes(SALT_BYTES), nonce=b"", wrapped=b"")
    began = time.perf_counter()
    _derive(b"measure", probe)
    return raised(kdf, time.perf_counter() - began)


def raised_parameters(old: KdfParameters, least: KdfParameters | None = None) -> KdfParameters:
    """Return the cost for a new passphrase: what this machine bears, and in no respect below ``old`` and ``least``."""
    floor = least or KdfParameters()
    start = KdfParameters(
        memory_kib=max(old.memory_kib, floor.memory_kib), rounds=max(old.rounds, floor.rounds), lanes=old.lanes
    )
    return measured_parameters(start) if least is None else start


def raised(kdf: KdfParameters, seconds: float) -> KdfParameters:
    """Return the parameters with the rounds half a second needs, given what they took; never fewer, never too many."""
    rounds = math.ceil(kdf.rounds * _LEAST_SECONDS / max(seconds, 0.001))
    return replace(kdf, rounds=max(kdf.rounds, min(rounds, PROGRAM_BOUNDS.most_rounds)))


def _open(header: Header, slot: Slot, secret: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - the unlock screen must not load it
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as above

    try:
        return AESGCM(_derive(secret, slot)).decrypt(slot.nonce, slot.wrapped, _bound_data(header, slot))
    except InvalidTag:
        return None


def _derive(secret: bytes, slot: Slot) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 - the unlock screen must not load it

    kdf = Argon2id(
        salt=slot.salt,
        length=KEY_BYTES,
        iterations=slot.kdf.rounds,
        lanes=slot.kdf.lanes,
        memory_cost=slot.kdf.memory_kib,
    )
    try:
        return kdf.derive(secret)
    except MemoryError as error:
        raise KnownError("memory_short", mebibytes=slot.kdf.memory_kib // 1024) from error


def _bound_data(header: Header, slot: Slot) -> bytes:
    meta: Json = slot.meta()
    parts: Sequence[object] = [FORMAT, VERSION, header.id, header.generation, meta]
    return canonical(parts)
