"""Matching a list's rows with known persons: how sure it is, what it rests on, and what the user chose to do."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from sspdesk.domain.ids import PersonId


class Certainty(StrEnum):
    """How sure the program is who a row is about."""

    SURE = "sikker"
    POSSIBLE = "mulig"
    NEW = "ny"


class Basis(StrEnum):
    """What a match rests on, the surest first."""

    CPR = "cpr"
    NAME_AND_BIRTH = "navn_og_foedt"
    CPR_OTHER_NAME = "cpr_andet_navn"
    SPELLING = "stavemaade"
    NEAR_BIRTH = "foedselsdato_ligner"
    NO_BIRTH = "uden_foedselsdato"
    CPR_DIFFERS = "cpr_forskelligt"
    OTHER_BIRTH = "anden_foedselsdato"


class Choice(StrEnum):
    """What is to be done with a row."""

    SAME = "samme"
    NEW = "ny"
    SKIP = "spring_over"


class LineState(StrEnum):
    """What a row's contact is beside what is stored and what stands above it in the list."""

    FRESH = "ny"
    REPEATED = "gentaget"
    """The same person, time and reference as an earlier row."""
    STORED = "gemt"
    """A stored contact says the same."""
    UPDATE = "opdatering"
    """A stored contact of the person has the same reference, and something differs."""


class Identified(Protocol):
    """What matching needs to know about a row. ``row`` is its number in the file."""

    @property
    def row(self) -> int: ...
    @property
    def first_name(self) -> str | None: ...
    @property
    def last_name(self) -> str | None: ...
    @property
    def birth_date(self) -> date | None: ...
    @property
    def cpr(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody a row may be about: a stored person, or the person of an earlier row of the same list."""

    person_id: PersonId | None = None
    row: int | None = None
    basis: Basis
    score: float
    """0 to 1; only for showing and sorting, what is sure is said by the match."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Who a row may be about, the likeliest first."""

    row: int
    certainty: Certainty
    candidates: tuple[Candidate, ...] = ()

    @property
    def best(self) -> Candidate | None:
        """The likeliest candidate."""
        return self.candidates[0] if self.candidates else None
