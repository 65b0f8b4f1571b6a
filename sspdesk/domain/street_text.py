"""Reads what the street team writes by hand: "ca. 10", "5-6", "14-16 år", "AB/CD"."""

import re
from typing import NamedTuple

_ABOUT = re.compile(r"^\s*(?:ca\.?|cirka|omkring|omtr\.?|~|mindst|over|min\.?)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,3})(?:[.,]0+)?")
_RANGE = re.compile(r"^(\d{1,3})(?:[.,]0+)?\s*(?:-|–|—|til|eller|/)\s*(\d{1,3})(?:[.,]0+)?$", re.IGNORECASE)
_AROUND = re.compile(r"\s*(?:stk\.?|personer|pers\.?|unge|drenge|piger|år|års|\+)\s*$", re.IGNORECASE)
_NOBODY = frozenset({"ingen", "nul", "ikke nogen"})
_BETWEEN = re.compile(r"\s*(?:[,;/+&\n]|\bog\b|\bsamt\b|\bmed\b|\s[-–]\s)\s*", re.IGNORECASE)
_CODES = re.compile(r"[A-ZÆØÅ]{2,3}(?:[ -][A-ZÆØÅ]{2,3})+")


class Size(NamedTuple):
    """A group's size: a number, the end of a range, and whether it is an estimate."""

    low: int | None = None
    high: int | None = None
    estimated: bool = False


def read_size(text: str) -> Size | None:
    """Return the size a text tells, an empty one for nothing, or None where it cannot be read."""
    plain = " ".join(text.split())
    if not plain or plain in {"-", "–", "?"}:
        return Size()
    if plain.casefold() in _NOBODY:
        return Size(0)
    bare = _ABOUT.sub("", plain)
    estimated = bare != plain or plain.endswith("+")
    bare = _AROUND.sub("", bare)
    span = _RANGE.match(bare)
    if span is not None:
        low, high = int(span[1]), int(span[2])
        return Size(low, high, estimated) if low <= high else None
    number = _NUMBER.fullmatch(bare)
    return Size(int(number[1]), None, estimated) if number is not None else None


def read_ages(text: str) -> tuple[int | None, int | None] | None:
    """Return the youngest and oldest age of a text, (None, None) for nothing, or None where it cannot be read."""
    found = read_size(text)
    if found is None:
        return None
    return (found.low, found.high if found.high is not None else found.low)


def read_codes(text: str) -> tuple[str, ...]:
    """Return the parts of "AB/CD", "CD, EF", "AB CD" or "Gert og Mona"."""
    found: list[str] = []
    for part in filter(None, _BETWEEN.split(text.strip())):
        found += re.split(r"[ -]", part) if _CODES.fullmatch(part) else [part]
    return tuple(dict.fromkeys(found))


def code_of(name: str) -> str:
    """Return the letters a worker signs with: the first of each name."""
    return "".join(word[0] for word in name.split() if word[0].isalpha()).upper()
