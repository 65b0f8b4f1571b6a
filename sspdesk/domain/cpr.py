"""CPR numbers: reading them as people write them, the birth date inside them, and showing them masked."""

import re
from datetime import date
from functools import lru_cache

from stdnum.dk import cpr as _stdnum
from stdnum.exceptions import ValidationError

from sspdesk.domain.errors import DomainError

_SEPARATORS = re.compile(r"[\s.\-‐‑‒–—/\u200b\ufeff]+")


def parse_cpr(text: str) -> str:
    """Return the ten digits of a CPR number.

    Accepts ``150512-1234``, spaces, and a number of nine digits that lost its leading zero in a spreadsheet.
    The check digit is not asked for: numbers given out since 2007 often fail it.
    Raises DomainError ``cpr_chars`` (letters or signs), ``cpr_length`` or ``cpr_date`` (no such day, or not born yet).
    """
    digits = _SEPARATORS.sub("", text)
    if not digits.isascii() or not digits.isdigit():
        raise DomainError("cpr_chars", "cpr")
    if len(digits) == 9:
        digits = "0" + digits
    if len(digits) != 10:
        raise DomainError("cpr_length", "cpr", digits=len(digits))
    if birth_date_of(digits) > date.today():
        raise DomainError("cpr_date", "cpr")
    return digits


@lru_cache(maxsize=1024)
def birth_date_of(cpr: str) -> date:
    """Return the birth date that ten digits hold (century from the seventh digit); DomainError ``cpr_date`` if none."""
    try:
        born: date = _stdnum.get_birth_date(cpr)
    except ValidationError:
        raise DomainError("cpr_date", "cpr") from None
    return born


def formatted(cpr: str) -> str:
    """Return ten digits as they are written: ``150512-1234``."""
    return f"{cpr[:6]}-{cpr[6:]}"


def masked(cpr: str) -> str:
    """Return the number as it may stand on a screen: ``150512-••••``; an absent number stays empty."""
    return f"{cpr[:6]}-••••" if cpr else ""
