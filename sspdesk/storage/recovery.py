"""The recovery key on paper: 26 random characters and 4 check characters in six groups of five."""

import hashlib

from sspdesk.domain.errors import KnownError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base32: no I, L, O, U
GROUPS, GROUP_LENGTH = 6, 5
LENGTH = GROUPS * GROUP_LENGTH
_CHECK_LENGTH = 4
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEPARATORS = set(" -\u2010\u2011\u2012\u2013\u2014\u00a0._/\t\r\n")


class RecoveryKey:
    """A sound recovery key. ``text`` is what stands on the sheet and in its QR code; it never shows in a repr."""

    __slots__ = ("characters",)

    def __init__(self, characters: str) -> None:
        self.characters = characters

    @property
    def groups(self) -> tuple[str, ...]:
        """The six groups of five characters."""
        return tuple(self.characters[start : start + GROUP_LENGTH] for start in range(0, LENGTH, GROUP_LENGTH))

    @property
    def text(self) -> str:
        """The groups joined by hyphens."""
        return "-".join(self.groups)

    def confirms(self, group: int, typed: str) -> bool:
        """Tell whether ``typed`` is group number ``group`` (0 to 5), as tolerantly as the whole key is read."""
        return _folded(typed) == self.groups[group]

    def __repr__(self) -> str:
        return "RecoveryKey(...)"


def generate() -> RecoveryKey:
    """Draw a new key with 130 random bits."""
    import secrets  # noqa: PLC0415 - the unlock screen, which only reads keys, is shown sooner without it

    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - _CHECK_LENGTH))
    return RecoveryKey(drawn + _check(drawn))


def parse(typed: str) -> RecoveryKey:
    """Read a key as people type it: any case, spaces or hyphens anywhere, O for 0, I and L for 1.

    Raise KnownError ``recovery_length``, ``recovery_character`` or ``recovery_typo``, before any key is derived.
    """
    folded = _folded(typed)
    if any(character not in ALPHABET for character in folded):
        raise KnownError("recovery_character")
    if len(folded) != LENGTH:
        raise KnownError("recovery_length", length=LENGTH, typed=len(folded))
    if _check(folded[:-_CHECK_LENGTH]) != folded[-_CHECK_LENGTH:]:
        raise KnownError("recovery_typo")
    return RecoveryKey(folded)


def _folded(typed: str) -> str:
    kept = "".join(character for character in typed if character not in _SEPARATORS)
    return kept.upper().translate(_READ_AS)


def _check(drawn: str) -> str:
    number = int.from_bytes(hashlib.sha256(b"sspdesk/recovery/" + drawn.encode("ascii")).digest()[:4], "big")
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(_CHECK_LENGTH))
