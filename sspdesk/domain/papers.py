"""What stands on every paper that leaves, and exactly what a hand-out to an SSP teacher may hold (PRO-10)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sspdesk.domain.errors import DomainError
from sspdesk.domain.names import initials
from sspdesk.domain.persons import Person

_SPELLINGS = {written: f"(?:{group})" for group in ("å|aa", "æ|ae|ä", "ø|oe|ö") for written in group.split("|")}
_TWO_SPELLINGS = re.compile("|".join(sorted(_SPELLINGS, key=len, reverse=True)), re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who prints, when, and on which legal basis. ``reference`` is the paper's own number, e.g. SSP-2026-0147."""

    municipality: str
    unit: str
    printed_at: datetime
    printed_by: str
    basis: str = ""
    reference: str = ""
    demo: bool = False


class Copy(NamedTuple):
    """One numbered copy of a paper and the person who gets it."""

    number: int
    total: int
    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutPupil:
    """One pupil in a hand-out. There is no room here for role, CPR, address, phone or guardians, and must not be."""

    who: str
    school_class: str
    task: str
    due: date | None = None
    call: str = ""
    text: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        """Raise DomainError when a neutral line has no reason."""
        if self.text.strip() and not self.reason.strip():
            raise DomainError("handout_text_without_reason", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """What one teacher gets about the pupils of one school; it expires on a day that stands on every page."""

    paper: Letterhead
    recipient: str
    school: str
    meeting_date: date
    purpose: str
    expires: date
    pupils: tuple[HandoutPupil, ...]


def without_names(text: str, persons: Iterable[Person]) -> str:
    """Return a text in which the persons' names, also a single first or last name, stand as initials (DOC-02).

    Case does not matter in the text, nor whether å, æ and ø are written with two letters; a word of the name itself
    counts only with a capital, so that the "van" of a last name stays.
    """
    for person in persons:
        text = _replaced(text, person.name, initials(person.first_name, person.last_name))
        for word in person.name.split():
            if len(word) > 1 and word[0].isupper():
                text = _replaced(text, word, f"{word[0]}.")
    return text


def without_words(text: str, words: Iterable[str], instead: str) -> str:
    """Return a text in which each of the words, e.g. the names of schools, stands as ``instead``; case apart."""
    for word in sorted(words, key=len, reverse=True):
        text = _replaced(text, word.strip(), instead)
    return text


def _replaced(text: str, name: str, letters: str) -> str:
    """Replace a name as a whole word, with or without the genitive's s."""
    if not name:
        return text
    spelled = _TWO_SPELLINGS.sub(lambda found: _SPELLINGS[found[0].casefold()], re.escape(name))
    return re.sub(
        rf"(?<!\w){spelled}(['’]?s)?(?!\w)", lambda found: letters + (found[1] or ""), text, flags=re.IGNORECASE
    )
