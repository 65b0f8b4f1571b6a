"""What the street team's own sheet says, row by row, and what of it cannot be read."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from sspdesk.domain.street_team import Category


class SheetField(StrEnum):
    """What a column of the sheet can hold."""

    DAY = "day"
    STARTS = "starts"
    ENDS = "ends"
    PLACE = "place"
    SIZE = "size"
    AGE_FROM = "age_from"
    AGE_TO = "age_to"
    THEME = "theme"
    THEME_2 = "theme_2"
    MOOD = "mood"
    TEXT = "text"
    ACTION = "action"
    SITUATIONAL = "situational"
    FOLLOW_UP = "follow_up"
    WORKERS = "workers"


NEEDED = frozenset({SheetField.DAY, SheetField.STARTS, SheetField.PLACE, SheetField.THEME, SheetField.WORKERS})
"""The columns a sheet cannot do without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One observation of the sheet. ``place`` and ``workers`` stand as they are written; ``ends`` may be missing."""

    row: int
    day: date
    at: time
    ends: time | None = None
    place: str
    workers: tuple[str, ...]
    categories: tuple[Category, ...]
    size: int | None = None
    size_to: int | None = None
    estimated: bool = False
    age_from: int | None = None
    age_to: int | None = None
    mood: int | None = None
    text: str = ""
    action: str = ""
    situational: str = ""
    follow_up: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The free texts, which may hold a name by mistake."""
        return self.text, self.action, self.situational, self.follow_up


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetProblem:
    """A row that cannot be read: which column, what stands there, and what the row says in all."""

    row: int
    field: SheetField
    code: str
    value: str = ""
    values: Mapping[SheetField, str] = dataclasses.field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StreetList:
    """Everything a sheet says."""

    rows: tuple[SheetRow, ...] = ()
    problems: tuple[SheetProblem, ...] = ()
