"""The revision history of a record: who changed what when, from what, to what (design.md § 2)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Happened(StrEnum):
    """What was done to the record."""

    CREATED = "oprettet"
    CHANGED = "aendret"
    REMOVED = "fjernet"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field before and after, as typed values; ids of other records come as their names where they have one.

    ``restorable`` says that the earlier value can be put back: the field is a plain fact (no state with rules of its
    own) and holds something else now.
    """

    name: str
    before: object
    after: object
    restorable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One recorded change of one row; ``id`` is the revision's. A created row has no fields: it is what it is now."""

    id: int
    at: datetime
    user: str
    kind: str
    row_id: int
    happened: Happened
    fields: tuple[FieldChange, ...] = ()
