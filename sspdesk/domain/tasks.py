"""Tasks with deadlines: rule, anchor, computed date and the reason for any override (domain.md § 3.0)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from sspdesk.domain.ids import LineId, PersonId, ProfessionalId, TaskId


class TaskKind(StrEnum):
    """What is to be done."""

    OFFER_TALK = "tilbyd_samtale"
    STREET_TEAM = "gadeteam_foelger"
    NOTIFICATION = "underretning"
    DUTY_TO_INFORM = "oplysningspligt"
    OWN = "egen"


class DeadlineRule(StrEnum):
    """How a deadline follows from its anchor."""

    NEXT_MEETING = "naeste_moede"
    ONE_MONTH = "en_maaned"
    BY_HAND = "valgt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something somebody must do by a date."""

    id: TaskId = TaskId(0)
    kind: TaskKind = TaskKind.OWN
    person_id: PersonId | None = None
    line_id: LineId | None = None
    title: str = ""
    rule: DeadlineRule = DeadlineRule.BY_HAND
    anchor: date | None = None
    due: date | None = None
    override_reason: str = ""
    responsible_id: ProfessionalId | None = None
    done_on: date | None = None
    created_on: date


def one_month_after(anchor: date) -> date:
    """Return the last day of the month allowed for the duty to inform (GDPR art. 14(3)(a))."""
    return anchor + relativedelta(months=1)
