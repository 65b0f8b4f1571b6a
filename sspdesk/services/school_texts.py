"""Reads what a list says about a pupil's school: name and class apart, and which institution it is."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from sspdesk.domain.ids import InstitutionId
from sspdesk.domain.names import clean, fold
from sspdesk.domain.people import Institution

ALIKE = 80.0
"""Least likeness (0-100) of a school's name for being suggested; it is never chosen without the user."""

_NUMBER = r"(?:1[0-2]|[0-9])"
_LETTERED = rf"{_NUMBER}\.?\s?(?:[a-zæøå]{{1,2}}\b|kl(?:asse\b|\.|\b))\.?(?:\s?kl(?:asse\b|\.|\b))?"
_BEHIND = re.compile(
    rf"^(?P<school>\D.*?)(?:\s+(?P<lettered>{_LETTERED})|\s*[,;(]\s*(?P<class>{_LETTERED}|{_NUMBER}\.?))\)?$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"^(?:(?P<lettered>{_LETTERED})\s+|(?P<class>{_LETTERED}|{_NUMBER}\.?)\s*[,;]\s*)(?P<school>[^\W\d].*)$",
    re.IGNORECASE,
)
_KLASSE = re.compile(r"\s*kl(?:asse|\.)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolText:
    """A school as a list names it, with the class where the text holds one."""

    school: str
    class_name: str = ""


def read_school(text: str) -> SchoolText:
    """Return school and class of a text such as ``Engvejens Skole, 8.b`` or ``8B Engvejens Skole``."""
    words = clean(text)
    for pattern in (_BEHIND, _BEFORE):
        found = pattern.match(words)
        if found and any(char.isalpha() for char in found["school"]):
            class_name = _KLASSE.sub("", found["lettered"] or found["class"]).strip(" .")
            return SchoolText(school=found["school"].strip(" ,;("), class_name=_written(class_name))
    return SchoolText(school=words)


def _written(class_name: str) -> str:
    """Return a class with a dot and no spaces: ``8.B`` for ``8B`` and ``8 B``, ``1.g`` for ``1g``."""
    digits, letters = re.sub(r"\D", "", class_name), re.sub(r"[\d\s.]", "", class_name)
    return f"{digits}.{letters}" if letters else digits


def match_schools(texts: Iterable[str], institutions: Collection[Institution]) -> dict[str, InstitutionId]:
    """Return the institutions whose name is the text but for case and spelling of æ, ø and å."""
    by_name = {fold(clean(one.name)): one.id for one in institutions}
    return {text: by_name[fold(text)] for text in dict.fromkeys(texts) if fold(text) in by_name}


def suggest_school(text: str, institutions: Iterable[Institution]) -> Institution | None:
    """Return the institution whose name is most like an unknown school's, or None where none is like it."""
    asked = fold(text)
    rated = [(fuzz.WRatio(asked, fold(one.name)), one) for one in institutions]
    likeliest = max(rated, key=lambda pair: pair[0], default=None)
    return likeliest[1] if likeliest is not None and likeliest[0] >= ALIKE else None
