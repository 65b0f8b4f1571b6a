"""Finds in a text what may never stand in a hand-out: numbers, names, addresses, roles and themes (issue § 8)."""

import re
from collections.abc import Iterable

from sspdesk.domain.errors import DomainError
from sspdesk.domain.names import fold

_GAP = r"[\s.\-‐‑‒–—/]{0,3}"
_CPR = re.compile(rf"(?<!\d)\d{{1,2}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{4}}(?!\d)")
_DATE = re.compile(r"(?<!\d)\d{1,2}([./-])\d{1,2}\1\d{4}(?!\d)")
_PHONE = re.compile(r"\d(?:[^\S\n]?\d){7}|(?<!\d)\d{2}(?:[.\-/]\d{2}){3}(?!\d)")
_SHORTEST_NUMBER = 6
_ENDINGS = "(?:['’]?s|en|et|ens|ets)?"


def check_neutral_line(text: str, *, words: Iterable[str] = (), numbers: Iterable[str] = ()) -> None:
    """Raise DomainError("handout_text_forbidden") when a text holds what may not leave.

    That is a CPR number, a phone number (eight digits in a row or in groups), one of the ``words`` as a whole word in
    any case and spelling, or one of the phone ``numbers`` however its digits are grouped. A date with its year may
    stand.
    """
    dateless = _DATE.sub(" ", text)
    digits = re.sub(r"(?<=\d)[\s.\-/]+(?=\d)", "", dateless)
    known = [re.sub(r"\D", "", number) for number in numbers]
    folded = " ".join(fold(text).split())
    if (
        _CPR.search(dateless)
        or _PHONE.search(dateless)
        or any(len(number) >= _SHORTEST_NUMBER and number in digits for number in known)
        or any(_holds(folded, word) for word in words)
    ):
        raise DomainError("handout_text_forbidden", "neutral_lines")


def words_of_name(name: str) -> set[str]:
    """Return a name and each word of it that tells whose it is: those with a capital, and not a single letter."""
    return {name, *(word for word in name.split() if len(word) > 1 and word[0].isupper())}


def words_of_address(address: str) -> set[str]:
    """Return an address, its street with the number, and the street alone."""
    street = address.partition(",")[0]
    return {address, street, re.sub(r"\s+\d.*$", "", street)}


def _holds(folded: str, word: str) -> bool:
    plain = " ".join(fold(word).split())
    return bool(plain) and re.search(rf"(?<!\w){re.escape(plain)}{_ENDINGS}(?!\w)", folded) is not None
