"""Finds who the rows of a list are about: by CPR, by name and birth date, by likeness; a wrong guess is never sure."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from rapidfuzz import fuzz

from sspdesk.domain.ids import PersonId
from sspdesk.domain.matching import Basis, Candidate, Certainty, Identified, Match
from sspdesk.domain.names import fold, variant_key
from sspdesk.storage.unit_of_work import UnitOfWork

Step = Callable[[int, int], None]

ALIKE_SAME_BIRTH = 0.74
"""Least likeness of two names with the same birth date; below it they are two children of one day."""
ALIKE_NEAR_BIRTH = 0.86
ALIKE_NO_BIRTH = 0.88
ALIKE_SAME_CPR = 0.55
ALIKE_REST = 0.6
"""Least likeness of the words that two names do not share."""
MOST_CANDIDATES = 5
_CROWD = 300
"""A name word that more persons share than this says too little to look among them."""
_COMMON = 3
"""A whole name that more persons bear than this says nothing when the birth dates are others."""

_TOKENS = re.compile(r"[^\W_]+")
_SURE = frozenset({Basis.CPR, Basis.NAME_AND_BIRTH})
_ORDER = {basis: place for place, basis in enumerate(Basis)}


@lru_cache(maxsize=65_536)
def _word(written: str) -> tuple[tuple[str, str], ...]:
    """Return (folded, variant key) of each part of one written word; names repeat, so this is kept."""
    return tuple((part, variant_key(part)) for part in _TOKENS.findall(fold(written)))


@dataclass(slots=True, eq=False)  # frozen ones take twice as long to make, and there are 20,000
class _Name:
    """A name ready to be compared: its words in one order, whatever order they were written in."""

    folded: str
    variants: str
    words: frozenset[str]

    @classmethod
    def of(cls, first: str, last: str) -> "_Name":
        words, variants = [], []
        for written in f"{first} {last}".split():
            for word, key in _word(written):
                words.append(word)
                variants.append(key)
        words.sort()
        variants.sort()
        return cls(" ".join(words), " ".join(variants), frozenset(variants))


@dataclass(slots=True, eq=False)
class _Known:
    """A stored person, or a row of the list that later rows may be about too."""

    name: _Name
    born: date | None
    cpr: str | None
    person_id: PersonId | None = None
    row: int | None = None


class _Index:
    """Everybody who can be matched, by CPR, birth date, name and single words of the name."""

    def __init__(self) -> None:
        self.by_cpr: dict[str, _Known] = {}
        self.by_birth: dict[date, list[_Known]] = defaultdict(list)
        self.by_name: dict[str, list[_Known]] = defaultdict(list)
        self._everybody: list[_Known] = []
        self._words: dict[str, list[_Known]] = defaultdict(list)
        self._in_words = 0
        self.by_word_unborn: dict[str, list[_Known]] = defaultdict(list)

    def add(self, known: _Known) -> None:
        if known.cpr:
            self.by_cpr.setdefault(known.cpr, known)
        if known.born is not None:
            self.by_birth[known.born].append(known)
        self.by_name[known.name.variants].append(known)
        self._everybody.append(known)
        if known.born is None:
            for word in known.name.words:
                self.by_word_unborn[word].append(known)

    def by_word(self) -> dict[str, list[_Known]]:
        """Return everybody by the words of their names; built when first asked for, as few lists need it."""
        for known in self._everybody[self._in_words :]:
            for word in known.name.words:
                self._words[word].append(known)
        self._in_words = len(self._everybody)
        return self._words


Identity = tuple[int, str, str, date | None, str | None]
"""A stored person as matching needs it: id, first name, last name, birth date, CPR."""


def match(uow: UnitOfWork, rows: Sequence[Identified], step: Step | None = None) -> list[Match]:
    """Return for each row who of the stored persons it may be about; see ``match_with``."""
    return match_with(uow.persons.identities(), rows, step)


def match_with(stored: Iterable[Identity], rows: Sequence[Identified], step: Step | None = None) -> list[Match]:
    """Return for each row who it may be about, in the order of the rows.

    Sure: the same CPR number and a like name, or exactly one person with the same folded name (its words in any order)
    and birth date whose CPR does not say otherwise. Possible: CPR with another name, like names with the same, a near
    or no birth date, the same name with another birth date. Rows about one person are also matched with each other.
    ``step(done, total)`` is called now and then and may raise to stop.
    """
    index = _Index()
    for person_id, first, last, born, cpr in stored:
        index.add(_Known(_Name.of(first, last), born, cpr, person_id=PersonId(person_id)))
    matches = []
    twins: dict[tuple[str, date | None, str | None], Candidate] = {}
    for done, row in enumerate(rows):
        if step is not None and done % 100 == 0:
            step(done, len(rows))
        known = _Known(_Name.of(row.first_name or "", row.last_name or ""), row.birth_date, row.cpr, row=row.row)
        key = (known.name.folded, known.born, known.cpr)
        if key in twins:
            matches.append(Match(row=row.row, certainty=Certainty.SURE, candidates=(twins[key],)))
            continue
        found = _match(index, known)
        matches.append(found)
        alias = _alias(known, found)
        index.add(alias)
        if known.cpr is not None or known.born is not None:
            basis = Basis.CPR if known.cpr else Basis.NAME_AND_BIRTH
            twins[key] = _candidate(alias, basis, 1.0)
    return matches


def _alias(known: _Known, found: Match) -> _Known:
    """Return the row as later rows shall find it: as the person it surely is, or else as itself."""
    sure = found.best if found.certainty is Certainty.SURE else None
    if sure is None:
        return known
    return _Known(known.name, known.born, known.cpr, person_id=sure.person_id, row=sure.row)


def _match(index: _Index, asked: _Known) -> Match:
    best: dict[tuple[PersonId | None, int | None], Candidate] = {}
    found = list(_direct(index, asked))
    if not any(one.basis in _SURE for one in found):
        found += _indirect(index, asked)
    for candidate in found:
        key = (candidate.person_id, candidate.row)
        present = best.get(key)
        if present is None or _rank(candidate) < _rank(present):
            best[key] = candidate
    ordered = tuple(sorted(best.values(), key=_rank)[:MOST_CANDIDATES])
    number = asked.row or 0
    if not ordered:
        return Match(row=number, certainty=Certainty.NEW)
    certainty = Certainty.SURE if _is_sure(ordered) else Certainty.POSSIBLE
    return Match(row=number, certainty=certainty, candidates=ordered)


def _rank(candidate: Candidate) -> tuple[bool, float, int]:
    return (candidate.basis not in _SURE, -candidate.score, _ORDER[candidate.basis])


def _is_sure(ordered: Sequence[Candidate]) -> bool:
    """CPR is sure alone; name and birth date only where nobody else fits as well."""
    if ordered[0].basis is Basis.CPR:
        return True
    return [one.basis for one in ordered].count(Basis.NAME_AND_BIRTH) == 1


def _direct(index: _Index, asked: _Known) -> Iterator[Candidate]:
    if asked.cpr is not None and (same := index.by_cpr.get(asked.cpr)) is not None:
        alike = _likeness(asked.name, same.name, ALIKE_SAME_CPR)
        yield _candidate(same, Basis.CPR, 1.0) if alike else _candidate(same, Basis.CPR_OTHER_NAME, 0.9)
    if asked.born is not None:
        yield from _with_same_birth(asked, index.by_birth.get(asked.born, ()))


def _indirect(index: _Index, asked: _Known) -> Iterator[Candidate]:
    if asked.born is not None:
        for near in near_dates(asked.born):
            yield from _fuzzy(asked, index.by_birth.get(near, ()), Basis.NEAR_BIRTH, ALIKE_NEAR_BIRTH, 0.8)
    yield from _with_same_name(asked, index.by_name.get(asked.name.variants, ()))
    yield from _fuzzy(asked, _without_birth(index, asked), Basis.NO_BIRTH, ALIKE_NO_BIRTH, 0.7)


def _candidate(known: _Known, basis: Basis, score: float) -> Candidate:
    return Candidate(person_id=known.person_id, row=known.row, basis=basis, score=round(score, 3))


def _cpr_differs(one: _Known, other: _Known) -> bool:
    return one.cpr is not None and other.cpr is not None and one.cpr != other.cpr


def _with_same_birth(asked: _Known, others: Iterable[_Known]) -> Iterator[Candidate]:
    for known in others:
        differs = _cpr_differs(asked, known)
        if known.name.folded == asked.name.folded:
            yield _candidate(known, Basis.CPR_DIFFERS, 0.5) if differs else _candidate(known, Basis.NAME_AND_BIRTH, 1.0)
        elif alike := _likeness(asked.name, known.name, ALIKE_SAME_BIRTH):
            yield _candidate(known, *((Basis.CPR_DIFFERS, 0.4) if differs else (Basis.SPELLING, alike * 0.95)))


def _fuzzy(asked: _Known, others: Iterable[_Known], basis: Basis, least: float, weight: float) -> Iterator[Candidate]:
    """Like names that share at least one word; where name and birth date both differ, more would be guessing."""
    for known in others:
        if asked.name.words.isdisjoint(known.name.words) or _cpr_differs(asked, known):
            continue
        if alike := _likeness(asked.name, known.name, least):
            yield _candidate(known, basis, alike * weight)


def _with_same_name(asked: _Known, others: Sequence[_Known]) -> Iterator[Candidate]:
    """Same name, another birth date: no sign where the name is common, and two CPR numbers are two persons."""
    if asked.born is None or len(others) > _COMMON:
        return
    for known in others:
        if known.born is not None and known.born != asked.born and not _cpr_differs(asked, known):
            yield _candidate(known, Basis.OTHER_BIRTH, _likeness(asked.name, known.name, 0.0) * 0.45)


def _without_birth(index: _Index, asked: _Known) -> Iterator[_Known]:
    """Return those who share a word of the name, where one of the two birth dates is missing, each once."""
    words = index.by_word() if asked.born is None else index.by_word_unborn
    buckets = [words.get(word, ()) for word in asked.name.words]
    if asked.born is None:
        buckets.append(index.by_name.get(asked.name.variants, ()))
    seen: set[int] = set()
    for bucket in buckets:
        for known in bucket if len(bucket) <= _CROWD else ():
            if id(known) not in seen:
                seen.add(id(known))
                yield known


def _likeness(one: _Name, other: _Name, least: float) -> float:
    """Return how alike two names are (0 to 1), or 0 when less than ``least``."""
    if one.folded == other.folded:
        return 1.0
    if one.variants == other.variants:
        return 0.98
    if (len(one.words) >= 2 and one.words < other.words) or (len(other.words) >= 2 and other.words < one.words):
        return 0.94
    cutoff = least * 100
    by_sound = fuzz.ratio(one.variants, other.variants, score_cutoff=cutoff)
    by_letter = fuzz.ratio(one.folded, other.folded, score_cutoff=cutoff)
    alike = float(max(by_sound, by_letter)) / 100
    return alike if alike and _rests_alike(one, other) else 0.0


def _rests_alike(one: _Name, other: _Name) -> bool:
    """Tell whether the words two names do not share are alike too; twins share a long last name and a birth date."""
    shared = one.words & other.words
    if not shared:
        return True
    rests = (" ".join(sorted(name.words - shared)) for name in (one, other))
    return fuzz.ratio(*rests) >= ALIKE_REST * 100


@lru_cache(maxsize=8192)
def near_dates(born: date) -> tuple[date, ...]:
    """Return dates that are easily written for another: day and month swapped, one day, month, year or decade off."""
    found = {born - timedelta(days=1), born + timedelta(days=1)} if date.min < born < date.max else set()
    asked = [(born.year, born.day, born.month)]
    asked += [(born.year, born.month, born.day + step) for step in (-10, 10)]
    asked += [(born.year, born.month + step, born.day) for step in (-1, 1)]
    asked += [(born.year + step, born.month, born.day) for step in (-10, -1, 1, 10)]
    for year, month, day in asked:
        if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= 28 + _extra_days(year, month):
            found.add(date(year, month, day))
    return tuple(sorted(found - {born}))


def _extra_days(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else date.max
    return (following - timedelta(days=1)).day - 28 if following != date.max else 3
