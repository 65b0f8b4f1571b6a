"""The preventive talk (forebyggende samtale, PRO-2): so far only recommended by the Wednesday group."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sspdesk.domain.ids import LineId, PersonId, ProfessionalId, TalkId


class TalkState(StrEnum):
    """Where a talk stands; a decision at the Wednesday group recommends it."""

    RECOMMENDED = "anbefalet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A preventive talk with a person and their parents."""

    id: TalkId = TalkId(0)
    person_id: PersonId
    line_id: LineId | None = None
    state: TalkState = TalkState.RECOMMENDED
    recommended_on: date
    offer_by: date | None = None
    responsible_id: ProfessionalId | None = None
