"""What screens, command line and storage say about the vault: kinds of secret, findings, passphrase strength."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sspdesk.domain.errors import KnownError


class SecretKind(StrEnum):
    """What a key slot is opened with."""

    PASSPHRASE = "passphrase"
    RECOVERY = "recovery"


class Severity(StrEnum):
    """How much a finding matters: NOTICE can wait, WARNING should be mended soon, ERROR means data may be at stake."""

    NOTICE = "notice"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check of the vault noticed; ``facts`` are paths, counts and times, never a person's data."""

    code: str
    severity: Severity
    facts: Mapping[str, str | int] = field(default_factory=dict)


class InDoubtError(KnownError):
    """A vault is not as it was left, or did not pass its check. ``findings`` say how.

    ``may_open``: whoever has read them may have it opened all the same; else only a backup helps.
    """

    def __init__(self, findings: tuple[Finding, ...], *, may_open: bool = True) -> None:
        super().__init__(findings[0].code, **findings[0].facts)
        self.findings = findings
        self.may_open = may_open


class StrengthReason(StrEnum):
    """Why a passphrase is weak, or that it is good."""

    EMPTY = "empty"
    SHORT = "short"
    COMMON = "common"
    GUESSABLE = "guessable"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Strength:
    """How well a passphrase holds: score 0 (none) to 4 (strong); ``accepted`` is the rule for a vault."""

    score: int
    accepted: bool
    reason: StrengthReason


@dataclass(frozen=True, slots=True)
class TableDifference:
    """One table in a backup beside the present one, in numbers of rows.

    ``lost`` stand only in the present vault, ``won`` only in the backup, ``changed`` in both but not alike;
    ``deleted`` stand in the backup, and were deleted since, so that they will be deleted again.
    """

    backup: int
    present: int
    lost: int
    won: int
    changed: int
    deleted: int
