"""The access log's entries: ids and kinds only, never names, search words or texts (domain.md § 6.4)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Action(StrEnum):
    """What was done."""

    UNLOCK = "laast_op"
    UNLOCK_FAILED = "forkert_adgangskode"
    LOCK = "laast"
    CUT = "afkortet"
    OPEN = "aabnet"
    SEARCH = "soegt"
    SHOW_CPR = "vist_cpr"
    CREATE = "oprettet"
    CHANGE = "aendret"
    DELETE = "slettet"
    UNDO = "fortrudt"
    PRINT = "udskrevet"
    EXPORT = "udleveret"
    EXPORT_REFUSED = "udlevering_stoppet"
    IMPORT = "importeret"
    BACKUP = "sikkerhedskopi"
    PASSPHRASE_CHANGED = "adgangskode_skiftet"
    DRILL = "gendannelse_proevet"
    KEYS_ROTATED = "noegler_skiftet"
    DEPUTY_ADDED = "stedfortraeder_tilfoejet"
    CHECK = "efterset"


PERSON_FACTS = ("person", "merged", "taken_apart", "taken_apart_from", "moved_to", "moved_from")
"""Facts of an entry that hold a person's id; ``persons`` holds several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One entry of the append-only, hash-chained log. ``at`` is ISO 8601 with offset."""

    seq: int
    at: str
    user: str
    action: Action
    kind: str
    object_id: int | None
    detail: Mapping[str, object]

    @property
    def person_ids(self) -> tuple[int, ...]:
        """The ids of the persons the entry is about."""
        found = [self.object_id] if self.kind == "person" and self.object_id is not None else []
        many = self.detail.get("persons")
        found += [one for one in many if isinstance(one, int)] if isinstance(many, list) else []
        single = (self.detail.get(name) for name in PERSON_FACTS)
        found += [one for one in single if isinstance(one, int)]
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """Which entries are asked for; what is left empty does not limit. ``since`` and ``until`` are days, both included.

    ``person_ids`` are one person's own id and those of records merged into theirs.
    """

    kind: str | None = None
    object_id: int | None = None
    actions: Collection[Action] = ()
    person_ids: Collection[int] = ()
    user: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogState:
    """What checking the chain found: how many entries stand in it, how many were just checked, and where it ends."""

    entries: int
    checked: int
    last: int
    cut: int = 0
    """How many entries left in signed cuts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """The entries older than the term: how many, from which day to which, and before which day they were written."""

    count: int
    first: date
    last: date
    before: date
