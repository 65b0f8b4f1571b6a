"""Points out persons that may be one: the same birth date and like names. A help for merging, never done by itself."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from rapidfuzz import fuzz

from sspdesk.domain.ids import PersonId
from sspdesk.domain.names import fold, variant_keys
from sspdesk.storage.unit_of_work import UnitOfWork

LEAST_LIKENESS = 82.0
"""Least likeness (0-100) of two folded names; siblings and twins of one day mostly lie below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleDuplicate:
    """Two persons that may be one; the first was recorded first."""

    first_id: PersonId
    first_name: str
    second_id: PersonId
    second_name: str
    born: date


def possible_duplicates(uow: UnitOfWork, limit: int = 200) -> list[PossibleDuplicate]:
    """Return pairs with the same birth date and like names, the newest first; two CPR numbers are two persons."""
    by_birth: dict[date, list[tuple[int, str, str | None]]] = defaultdict(list)
    for person_id, first, last, born, cpr in uow.persons.identities():
        if born is not None:
            by_birth[born].append((person_id, f"{first} {last}".strip(), cpr))
    pairs = []
    for born, persons in by_birth.items():
        folded = {person_id: fold(name) for person_id, name, _cpr in persons} if len(persons) > 1 else {}
        for (one, name, cpr), (other, other_name, other_cpr) in combinations(persons, 2):
            if (cpr is None or other_cpr is None) and _alike(folded[one], folded[other]):
                pairs.append(
                    PossibleDuplicate(
                        first_id=PersonId(one),
                        first_name=name,
                        second_id=PersonId(other),
                        second_name=other_name,
                        born=born,
                    )
                )
    pairs.sort(key=lambda pair: (pair.second_id, pair.first_id), reverse=True)
    return pairs[:limit]


def _alike(one: str, other: str) -> bool:
    if fuzz.token_sort_ratio(one, other) >= LEAST_LIKENESS:
        return True
    if fuzz.token_set_ratio(one, other) < LEAST_LIKENESS / 2:
        return False
    shorter, longer = sorted((variant_keys(one), variant_keys(other)), key=len)
    return len(shorter) > 1 and shorter <= longer
