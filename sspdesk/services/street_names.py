"""Finds the names of persons in the vault inside a free text that is to be without names."""

import re
from collections.abc import Iterable

from sspdesk.domain.names import PARTICLES, fold
from sspdesk.storage.unit_of_work import UnitOfWork

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SHORTEST = 3


def names_in(uow: UnitOfWork, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the words of the texts that are first or last names of persons in the vault, as they are written.

    Only words with a capital count, in any spelling of æ, ø and å and with or without the genitive's s; a place of the
    municipality's own list ("Mads Byes Plads") is no name.
    """
    written = [_without_places(uow, text) for text in texts if text.strip()]
    words = dict.fromkeys(word for text in written for word in _WORD.findall(text) if word[0].isupper())
    if not words:
        return ()
    known = _name_words(uow)
    return tuple(word for word in words if not known.isdisjoint(_forms(word)))


def _forms(word: str) -> set[str]:
    plain = fold(word)
    bare = re.sub(r"['’]?s$", "", plain)
    return {form for form in (plain, bare, *plain.split("-")) if len(form) >= _SHORTEST}


def _name_words(uow: UnitOfWork) -> set[str]:
    found: set[str] = set()
    for first, last in uow.persons.all_names():
        for word in f"{first} {last}".replace("-", " ").split():
            if word.casefold() not in PARTICLES:
                found.add(fold(word))
    return found


def _without_places(uow: UnitOfWork, text: str) -> str:
    for place in sorted(uow.places.all(), key=lambda one: -len(one.name)):
        text = re.sub(rf"(?<!\w){re.escape(place.name)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text
