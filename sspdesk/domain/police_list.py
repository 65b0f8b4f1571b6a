"""The police's list as it was read: its fields, its rows, and the rows that need a human's help."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from sspdesk.domain.wednesday import Role


class Field(StrEnum):
    """What a column of a police list may hold. A list has a full name, or first and last name apart."""

    NAME = "name"
    FIRST_NAME = "first_name"
    MIDDLE_NAME = "middle_name"
    LAST_NAME = "last_name"
    BIRTH_DATE = "birth_date"
    CPR = "cpr"
    CONTACT_DATE = "contact_date"
    CONTACT_TIME = "contact_time"
    ROLE = "role"
    PLACE = "place"
    TEXT = "text"
    REFERENCE = "reference"
    SCHOOL = "school"
    ADDRESS = "address"
    TALK_RECOMMENDED = "talk_recommended"
    PROTECTED = "protected"
    NOTE = "note"


NAME_FIELDS = frozenset({Field.NAME, Field.FIRST_NAME, Field.LAST_NAME})
"""A list must have at least one of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One line that could be read. ``row`` is the number the user sees in the file; absent values are None."""

    row: int
    first_name: str | None = None
    last_name: str | None = None
    birth_date: date | None = None
    cpr: str | None = None
    contact_date: date | None = None
    contact_time: time | None = None
    role: Role | None = None
    role_text: str | None = None
    place: str | None = None
    text: str | None = None
    reference: str | None = None
    school: str | None = None
    address: str | None = None
    talk_recommended: bool | None = None
    protected: bool | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListProblem:
    """One line that could not be read: the first thing wrong with it, and its values as written, to be mended."""

    row: int
    code: str
    field: Field
    values: Mapping[Field, str]

    @property
    def text(self) -> str:
        """What stands in the field that is wrong."""
        return self.values.get(self.field, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliceList:
    """A whole list: each line that is not blank, a heading, a total or a note is either in rows or in problems."""

    rows: tuple[ListRow, ...]
    problems: tuple[ListProblem, ...] = ()
    other_lists: tuple[str, ...] = ()
    """Names of further sheets or tables that look like lists too and were not read."""
    asks_first: bool = False
    """The list is so long that the user must confirm before it is read on."""
