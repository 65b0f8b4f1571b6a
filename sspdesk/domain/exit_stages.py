"""The way of an Exit case as the stepper shows it, and what is due in it next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from sspdesk.domain.exit_parts import Focus, FocusStatus, Party
from sspdesk.domain.exits import (
    BEFORE_AGREEMENT,
    ENDED,
    ExitCase,
    ExitMove,
    ExitOutcome,
    ExitState,
    OutcomePoint,
    Threat,
)


class ExitStage(StrEnum):
    """One ring of the stepper."""

    ENQUIRY = "henvendelse"
    THREAT = "trusselsvurdering"
    VISITATION = "visitation"
    CONTACT_POINT = "exitkontaktpunkt"
    AGREEMENT = "aftale"
    COURSE = "forloeb"
    ENDED = "afsluttet"
    THREE_MONTHS = "3_maaneder"
    TWELVE_MONTHS = "12_maaneder"


_CURRENT = {
    ExitState.ENQUIRY: ExitStage.ENQUIRY,
    ExitState.THREAT: ExitStage.THREAT,
    ExitState.VISITATION: ExitStage.VISITATION,
    ExitState.APPROVED: ExitStage.AGREEMENT,
    ExitState.AGREED: ExitStage.COURSE,
    ExitState.COURSE: ExitStage.COURSE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRow:
    """A ring: done, current or later, and the day it was done on or is due."""

    stage: ExitStage
    done: bool = False
    current: bool = False
    day: date | None = None
    week: int | None = None
    """Of a course that runs: which week it is in."""


def current_stage(case: ExitCase, outcomes: Iterable[ExitOutcome]) -> ExitStage | None:
    """Return the stage being worked on; None of a case that is closed."""
    if case.state in ENDED:
        found = {one.point for one in outcomes}
        return ExitStage.TWELVE_MONTHS if OutcomePoint.THREE_MONTHS in found else ExitStage.THREE_MONTHS
    return _CURRENT.get(case.state)


def stages(
    case: ExitCase,
    moves: Iterable[ExitMove],
    threats: Iterable[Threat],
    outcomes: Sequence[ExitOutcome],
    today: date,
) -> tuple[StageRow, ...]:
    """Return the rings of the stepper with their days; a stage that was passed over has none."""
    reached = {one.to_state: one.day for one in moves}
    ended = case.ended_on
    found = {one.point: one.found_on for one in outcomes}
    days: dict[ExitStage, date | None] = {
        ExitStage.ENQUIRY: case.received_on,
        ExitStage.THREAT: max((one.day for one in threats), default=None),
        ExitStage.VISITATION: reached.get(ExitState.APPROVED),
        ExitStage.CONTACT_POINT: case.approved_on,
        ExitStage.AGREEMENT: reached.get(ExitState.AGREED),
        ExitStage.COURSE: ended,
        ExitStage.ENDED: ended,
        ExitStage.THREE_MONTHS: found.get(OutcomePoint.THREE_MONTHS),
        ExitStage.TWELVE_MONTHS: found.get(OutcomePoint.TWELVE_MONTHS),
    }
    current = current_stage(case, outcomes)
    begun = reached.get(ExitState.COURSE)
    place = len(ExitStage) if current is None else list(ExitStage).index(current)
    rows = []
    for number, stage in enumerate(ExitStage):
        done = number < place and days[stage] is not None
        week = (today - begun).days // 7 + 1 if stage is ExitStage.COURSE and begun and ended is None else None
        rows.append(StageRow(stage=stage, done=done, current=number == place, day=_day(days, stage, ended), week=week))
    return tuple(rows)


def _day(days: dict[ExitStage, date | None], stage: ExitStage, ended: date | None) -> date | None:
    """Return when a stage was done, or when an outcome is to be looked for."""
    if days[stage] is None and ended is not None and stage in (ExitStage.THREE_MONTHS, ExitStage.TWELVE_MONTHS):
        point = OutcomePoint.THREE_MONTHS if stage is ExitStage.THREE_MONTHS else OutcomePoint.TWELVE_MONTHS
        return outcome_due(ended, point)
    return days[stage]


def outcome_due(ended: date, point: OutcomePoint) -> date:
    """Return the day an outcome can be told; the last day of a shorter month stands in for the 31st."""
    return ended + relativedelta(months=point.months)


class DueKind(StrEnum):
    """What is due in a case."""

    FOCUS = "fokusomraade"
    SIGNATURE = "underskrift"
    MEETING = "statusmoede"
    OUTCOME_3 = "udfald_3"
    OUTCOME_12 = "udfald_12"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitDue:
    """Something due: what, when, and the focus area it belongs to."""

    kind: DueKind
    day: date
    focus: Focus | None = None


SIGN_WITHIN_DAYS = 7
"""How long a party who was asked to sign has before they are asked again; a proposal of the program."""


def dues(
    case: ExitCase,
    focus: Iterable[Focus],
    parties: Iterable[Party],
    outcomes: Iterable[ExitOutcome],
    meetings: Iterable[date],
) -> tuple[ExitDue, ...]:
    """Return all that is due in a case, the earliest first."""
    found: list[ExitDue] = []
    if not case.open:
        return ()
    if case.state not in ENDED:
        found += [
            ExitDue(kind=DueKind.FOCUS, day=one.due, focus=one)
            for one in focus
            if one.due is not None and one.status is not FocusStatus.DONE
        ]
        found += [ExitDue(kind=DueKind.MEETING, day=day) for day in meetings]
        found += [
            ExitDue(kind=DueKind.SIGNATURE, day=one.reminded_on + relativedelta(days=SIGN_WITHIN_DAYS))
            for one in parties
            if one.signed_on is None and one.reminded_on is not None
        ]
    elif case.ended_on is not None:
        known = {one.point for one in outcomes}
        kinds = {OutcomePoint.THREE_MONTHS: DueKind.OUTCOME_3, OutcomePoint.TWELVE_MONTHS: DueKind.OUTCOME_12}
        found += [
            ExitDue(kind=kind, day=outcome_due(case.ended_on, point))
            for point, kind in kinds.items()
            if point not in known
        ]
    return tuple(sorted(found, key=lambda one: (one.day, one.kind)))


def waiting(case: ExitCase) -> bool:
    """Tell whether somebody waits for an agreement."""
    return case.state in BEFORE_AGREEMENT
