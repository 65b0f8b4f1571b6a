"""The access log's entries: ids and kinds only, never names, search words or texts (domain.md § 6.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """What was done."""

    UNLOCK = "laast_op"
    UNLOCK_FAILED = "forkert_adgangskode"
    LOCK = "laast"
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
