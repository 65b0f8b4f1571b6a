"""What stands on every paper that leaves, and exactly what a hand-out to an SSP teacher may hold (PRO-10)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sspdesk.domain.errors import DomainError


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who prints, when, and on which legal basis. ``reference`` is the paper's own number, e.g. SSP-2026-0147."""

    municipality: str
    unit: str
    printed_at: datetime
    printed_by: str
    basis: str = ""
    reference: str = ""
    demo: bool = False


class Copy(NamedTuple):
    """One numbered copy of a paper and the person who gets it."""

    number: int
    total: int
    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutPupil:
    """One pupil in a hand-out. There is no room here for role, CPR, address, phone or guardians, and must not be."""

    who: str
    school_class: str
    task: str
    due: date | None = None
    call: str = ""
    text: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        """Raise DomainError when a neutral line has no reason."""
        if self.text.strip() and not self.reason.strip():
            raise DomainError("handout_text_without_reason", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """What one teacher gets about the pupils of one school; it expires on a day that stands on every page."""

    paper: Letterhead
    recipient: str
    school: str
    meeting_date: date
    purpose: str
    expires: date
    pupils: tuple[HandoutPupil, ...]
