"""What a column looks like by its values, when its heading is missing, loose or wrong."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from statistics import median

from sspdesk.domain.errors import DomainError
from sspdesk.domain.names import PARTICLES, clean, fold
from sspdesk.domain.wednesday import Role
from sspdesk.exchange.police_list.dates import contact_date
from sspdesk.exchange.police_list.words import is_absent, role_of
from sspdesk.exchange.tables.workbook import Cell

SAMPLE = 60
"""How many filled cells of a column are looked at."""

_FAR = date(2100, 1, 1)
_CPR = re.compile(r"\d{5,6}\s?[-–]?\s?(?:\d{4}|[xX*•]{4})")
_REFERENCE = re.compile(
    r"\d{4}-\d{3,6}-\d{3,6}-\d{2,4}(?:-\d+)?|\d{2,4}[-/]\d{4,8}(?:[-/]\d+)?|[A-Z]{1,4}[-/ ]?\d{4,}[-/\d]*"
)
_CLOCK = re.compile(r"(?:kl\.?\s*)?\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s*-.*)?", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:\s*,\s*|\s+)[^\W\d_](?:[\w.'’-]|\s)*")
_NAME_TAIL = re.compile(r"[\s,]*(?:\(.*\)|\bf(?:ødt|\.).*|\d{6}.*|\d+ år.*)$", re.IGNORECASE)
_NOT_NAMES = re.compile(
    r"skole|gymnasi|vej\b|gade\b|\bsigtet|vidne|haervaerk|tyveri|politi|kontakt|station|samtale|\bpaa\b|\bmed\b|\bved\b"
)
_SCHOOL = re.compile(r"skole|gymnasi|\bhf\b|\bstx\b|\bhtx\b|\beud\b|\b10\.? ?kl|klasse|friskole|kostskole")
_ADDRESS = re.compile(
    r"(?:vej|gade|alle|stien|vaenget|parken|toften|torvet|plads|straede|boulevard)\w*\s+\d+|\b\d{4}\s+[a-z]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Shares (0 to 1) of a column's filled cells that look like each kind of value."""

    filled: int
    date: float = 0.0
    cpr: float = 0.0
    """CPR numbers, also where birth dates stand between them."""
    name: float = 0.0
    one_word: float = 0.0
    role: float = 0.0
    clock: float = 0.0
    reference: float = 0.0
    school: float = 0.0
    address: float = 0.0
    median_year: float = 0.0
    year_span: int = 0


def likeness(cells: Sequence[Cell]) -> Likeness:
    """Return what a column's cells look like."""
    sample = [cell for cell in cells if not _empty(cell)][:SAMPLE]
    if not sample:
        return Likeness(filled=0)
    texts = [clean(cell) if isinstance(cell, str) else "" for cell in sample]
    folded = [fold(text) for text in texts]
    numbers = [str(cell) if isinstance(cell, int) and not isinstance(cell, bool) else "" for cell in sample]
    years = [found.year for cell in sample if (found := _as_date(cell)) is not None]

    def share(hits: Sequence[bool]) -> float:
        return sum(hits) / len(sample)

    numbered = share(
        [bool(_CPR.fullmatch(text)) or len(number) in {9, 10} for text, number in zip(texts, numbers, strict=True)]
    )
    return Likeness(
        filled=len(sample),
        date=len(years) / len(sample),
        cpr=numbered + (len(years) / len(sample) if 0 < numbered < 1 else 0.0),
        name=share([looks_like_name(text) for text in texts]),
        one_word=share([text.replace("-", "").isalpha() and not text.islower() for text in texts]),
        role=share([bool(text) and role_of(text) not in {None, Role.MET} and len(text) < 40 for text in texts]),
        clock=share(
            [isinstance(cell, time) or bool(_CLOCK.fullmatch(text)) for cell, text in zip(sample, texts, strict=True)]
        ),
        reference=share([bool(_REFERENCE.fullmatch(text)) for text in texts]),
        school=share([bool(_SCHOOL.search(text)) and len(text) < 50 for text in folded]),
        address=share([bool(_ADDRESS.search(text)) for text in folded]),
        median_year=median(years) if years else 0.0,
        year_span=max(years) - min(years) if years else 0,
    )


def _empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and is_absent(cell))


def _as_date(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str) and not _CPR.fullmatch(clean(cell)):
        try:
            return contact_date(cell, _FAR)[0]
        except DomainError:
            return None
    return None


def looks_like_name(text: str) -> bool:
    """Tell whether a text looks like the name of one person: two to six words with capitals, none of another kind."""
    name = _NAME_TAIL.sub("", text)
    words = name.replace(",", " ").split()
    if not 1 < len(words) <= 6 or not _NAME.fullmatch(name) or _NOT_NAMES.search(fold(name)):
        return False
    return all(word[:1].isupper() or word.lower() in PARTICLES for word in words)
