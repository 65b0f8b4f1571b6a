"""Persons, their guardians and notes; age at a date, the duty to inform, name-and-address protection."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sspdesk.domain.cpr import birth_date_of, parse_cpr
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import GuardianId, InstitutionId, MergeId, NoteId, PersonId

LAST_CLASS = 9
_CLASS = re.compile(r"(?P<number>\d{1,2})(?P<rest>\D.*)?", re.DOTALL)


class DutyState(StrEnum):
    """Whether the person has been told that the municipality holds data about them (GDPR art. 13/14)."""

    MISSING = "mangler"
    FULFILLED = "opfyldt"
    EXEMPT = "undtaget"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A child, young person or adult the co-operation is concerned with."""

    id: PersonId = PersonId(0)
    first_name: str
    last_name: str
    birth_date: date | None = None
    cpr: str | None = None
    school_id: InstitutionId | None = None
    class_name: str = ""
    class_year: int | None = None
    """The year the school year began in which ``class_name`` was true (a school year begins 1 August)."""
    protected: bool = False
    """Name-and-address protection: home address, phone and school leave through no print or export."""
    address: str = ""
    phone: str = ""
    note: str = ""
    duty_state: DutyState = DutyState.MISSING
    duty_date: date | None = None
    duty_reason: str = ""
    created_on: date
    merged_into: PersonId | None = None

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


class Relation(StrEnum):
    """How a guardian or close relative is related."""

    MOTHER = "mor"
    FATHER = "far"
    STEP_PARENT = "stedforaelder"
    FOSTER_PARENT = "plejeforaelder"
    GRANDPARENT = "bedsteforaelder"
    SIBLING = "soeskende"
    OTHER = "anden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardian:
    """A parent or other close relative of a person."""

    id: GuardianId = GuardianId(0)
    person_id: PersonId
    name: str
    relation: Relation = Relation.OTHER
    has_custody: bool = True
    phone: str = ""
    mail: str = ""
    may_be_contacted: bool = True
    contact_first: bool = False
    may_know_address: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A short dated note on a person."""

    id: NoteId = NoteId(0)
    person_id: PersonId
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two persons found to be one: what was moved, so that it can be taken apart at any later time."""

    id: MergeId = MergeId(0)
    kept_id: PersonId
    merged_id: PersonId
    at: datetime
    kept_before: dict[str, object]
    """The kept person's fields that the merge changed, as they were."""
    kept_after: dict[str, object]
    """The same fields as the merge set them: a field that was changed since is left alone when taking apart."""
    merged_cpr: str | None = None
    """The other person's CPR number: its row gives it up, since a number stands only once."""
    moved: dict[str, list[int]]
    """Table name -> ids of the rows that were moved to the kept person."""
    newest: dict[str, int]
    """Table name -> highest id at the time of the merge: rows above it came later and stay with the kept person."""
    closed_tasks: list[int]
    """Open tasks that the merge answered: the duty to inform is fulfilled once, and asked for once."""


_BANDS = ((5, "0-5"), (9, "6-9"), (14, "10-14"), (17, "15-17"), (24, "18-24"), (25, "25"))


def age_band(age: int) -> str:
    """Return the band an age is counted in (domain.md § 4.3)."""
    return next((band for highest, band in _BANDS if age <= highest), "26+")


def age_on(born: date, day: date) -> int:
    """Return the age in whole years on ``day``; someone born 29 February turns a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def school_year_of(day: date) -> int:
    """Return the year in which the school year holding ``day`` began (1 August to 31 July)."""
    return day.year if day.month >= 8 else day.year - 1


def class_outdated(person: Person, today: date) -> bool:
    """Tell whether the class is an earlier school year's, or of an unknown one; such a class blocks the hand-out."""
    return bool(person.class_name) and (person.class_year is None or person.class_year < school_year_of(today))


def class_after(class_name: str, years: int) -> str:
    """Return the class some school years later: ``8.B`` is ``9.B`` after one; empty when it cannot be told.

    The public school ends with class 9 (class 10 is a choice, Folkeskoleloven § 3), so nothing is guessed beyond 9.
    """
    found = _CLASS.fullmatch(class_name)
    if found is None or years < 0:
        return ""
    number = int(found["number"]) + years
    return f"{number}{found['rest'] or ''}" if number <= LAST_CLASS else ""


def within_age_limit(born: date, day: date, limit: int, *, inclusive: bool) -> bool:
    """Tell whether a person is within the forum's age ("op til 25 år", domain.md § 3.0); it warns, never blocks."""
    age = age_on(born, day)
    return age <= limit if inclusive else age < limit


def check_person(person: Person, today: date) -> Person:
    """Return the person with a normalised CPR and a birth date taken from it, or raise DomainError beside the field."""
    if not person.first_name.strip() and not person.last_name.strip():
        raise DomainError("name_missing", "first_name")
    cpr = parse_cpr(person.cpr) if person.cpr else None
    born = person.birth_date
    if cpr is not None:
        from_cpr = birth_date_of(cpr)
        if born is not None and from_cpr is not None and born != from_cpr:
            raise DomainError("cpr_and_birth_date_differ", "birth_date")
        born = born or from_cpr
    if born is not None and born > today:
        raise DomainError("born_in_future", "birth_date")
    if person.duty_state is DutyState.FULFILLED and person.duty_date is None:
        raise DomainError("duty_date_missing", "duty_date")
    if person.duty_state is DutyState.EXEMPT and not person.duty_reason.strip():
        raise DomainError("duty_reason_missing", "duty_reason")
    return replace(
        person,
        first_name=" ".join(person.first_name.split()),
        last_name=" ".join(person.last_name.split()),
        cpr=cpr,
        birth_date=born,
    )
