"""Finds the names of persons in the vault inside a free text that is to be without names."""

import re
from collections.abc import Iterable

from sspdesk.domain.names import PARTICLES, fold
from sspdesk.storage.unit_of_work import UnitOfWork

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SHORTEST = 3


class NameFinder:
    """Knows the names of the vault's persons and places; made once for many texts.

    With ``colleagues`` the full names of professionals are no persons' names either, unless a person is called so too.
    """

    def __init__(self, uow: UnitOfWork, *, colleagues: bool = False) -> None:
        self._uow = uow
        self._known: set[str] | None = None
        known = [place.name for place in uow.places.all()]
        if colleagues:
            persons = {fold(f"{first} {last}") for first, last in uow.persons.all_names()}
            everyone = uow.professionals.listed(with_inactive=True)
            known += [one.name for one in everyone if " " in one.name and fold(one.name) not in persons]
        names = sorted(known, key=len, reverse=True)
        any_place = "|".join(re.escape(name) for name in names)
        self._places = re.compile(rf"(?<!\w)(?:{any_place})(?!\w)", re.IGNORECASE) if names else None

    def found(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the words of the texts that are first or last names, as they are written.

        Only words with a capital count, in any spelling of æ, ø and å and with or without the genitive's s; a place of
        the municipality's own list ("Mads Byes Plads") is no name.
        """
        written = [text if self._places is None else self._places.sub(" ", text) for text in texts if text]
        words = dict.fromkeys(word for text in written for word in _WORD.findall(text) if word[0].isupper())
        return tuple(word for word in words if not self._names.isdisjoint(_forms(word)))

    @property
    def _names(self) -> set[str]:
        if self._known is None:
            self._known = {
                fold(word)
                for first, last in self._uow.persons.all_names()
                for word in f"{first} {last}".replace("-", " ").split()
                if word.casefold() not in PARTICLES
            }
        return self._known


def names_in(uow: UnitOfWork, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the words of the texts that are names of persons in the vault (see ``NameFinder.found``)."""
    return NameFinder(uow).found(texts)


def same_name(word: str) -> str:
    """Return a word as it is compared with another spelling of the same name: folded, without the genitive's s."""
    return re.sub(r"['’]?s$", "", fold(word))


def _forms(word: str) -> set[str]:
    plain = fold(word)
    bare = same_name(word)
    return {form for form in (plain, bare, *plain.split("-")) if len(form) >= _SHORTEST}
