"""The shift plan and the hours the street workers walk against their norm (L-06)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import ProfessionalId, ShiftId
from sspdesk.domain.log import Action
from sspdesk.domain.street_counts import Span
from sspdesk.domain.street_team import Shift, ShiftState, ShiftWorker, check_shift
from sspdesk.services import people
from sspdesk.services.street_team import workers
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRow:
    """A shift as the plan shows it."""

    shift: Shift
    workers: tuple[str, ...]
    worker_ids: tuple[ProfessionalId, ...]
    observations: int = 0

    @property
    def starts_at(self) -> datetime:
        """When it begins; 18 o'clock where nobody has told."""
        return datetime.combine(self.shift.day, self.shift.starts or time(18))


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerHours:
    """A worker's hours in a period against the norm; ``open_ends`` are shifts whose end is missing."""

    worker_id: ProfessionalId
    name: str
    shifts: int
    hours: float
    norm: float
    open_ends: int


def plan(uow: UnitOfWork, span: Span) -> list[ShiftRow]:
    """Return the shifts of a period, oldest first, planned, walked and cancelled."""
    return _rows(uow, uow.shifts.between(span.first, span.last))


def row(uow: UnitOfWork, shift_id: ShiftId) -> ShiftRow | None:
    """Return one shift as a list shows it; None if there is none (any more)."""
    shift = uow.shifts.find(shift_id)
    return next(iter(_rows(uow, [shift])), None) if shift is not None else None


def _rows(uow: UnitOfWork, shifts: Iterable[Shift]) -> list[ShiftRow]:
    listed = list(shifts)
    by_shift = uow.shift_workers.of_shifts(one.id for one in listed)
    counts = uow.observations.counts_of_shifts([one.id for one in listed])
    names = people.names(uow)
    found = []
    for shift in listed:
        ids = tuple(one.professional_id for one in by_shift.get(shift.id, []))
        told = tuple(names[one] for one in ids)
        found.append(ShiftRow(shift=shift, workers=told, worker_ids=ids, observations=counts.get(shift.id, 0)))
    return found


def save_shift(uow: UnitOfWork, shift: Shift, worker_ids: tuple[ProfessionalId, ...]) -> Outcome[Shift]:
    """Store a shift and who walks it."""
    wanted = tuple(dict.fromkeys(worker_ids))
    stored = uow.shifts.save(check_shift(shift, wanted))
    present = {one.professional_id: one for one in uow.shift_workers.of_shifts([stored.id]).get(stored.id, [])}
    for professional_id, row in present.items():
        if professional_id not in wanted:
            uow.shift_workers.remove(row.id)
    new = [one for one in wanted if one not in present]
    uow.shift_workers.add_many([ShiftWorker(shift_id=stored.id, professional_id=one) for one in new])
    uow.log(Action.CHANGE if shift.id else Action.CREATE, "street_shift", stored.id)
    return uow.outcome(stored)


def plan_weekly(uow: UnitOfWork, shift: Shift, worker_ids: tuple[ProfessionalId, ...], until: date) -> Outcome[int]:
    """Plan the same shift every week up to and including a day; return how many were planned."""
    if until < shift.day or (until - shift.day).days > 366:
        raise DomainError("plan_ends_wrong", "until")
    planned = 0
    day = shift.day
    while day <= until:
        save_shift(uow, replace(shift, id=ShiftId(0), day=day, state=ShiftState.PLANNED), worker_ids)
        planned += 1
        day += timedelta(weeks=1)
    return uow.outcome(planned)


def cancel_shift(uow: UnitOfWork, shift_id: ShiftId) -> Outcome[Shift]:
    """Cancel a shift; one with observations was walked and cannot be cancelled."""
    if uow.observations.of_shift(shift_id):
        raise DomainError("shift_was_walked")
    stored = uow.shifts.save(replace(uow.shifts.get(shift_id), state=ShiftState.CANCELLED))
    uow.log(Action.CHANGE, "street_shift", shift_id, state=stored.state.value)
    return uow.outcome(stored)


def hours(uow: UnitOfWork, span: Span) -> list[WorkerHours]:
    """Return each street worker's walked hours in a period against the weekly norm of the settings."""
    norm = uow.settings().street_hours * span.days / 7
    walked = [row for row in plan(uow, span) if row.shift.state is ShiftState.WALKED]
    found = []
    for worker in workers(uow):
        mine = [row.shift for row in walked if worker.id in row.worker_ids]
        told = [shift.hours for shift in mine if shift.hours is not None]
        found.append(
            WorkerHours(
                worker_id=worker.id,
                name=worker.name,
                shifts=len(mine),
                hours=sum(told),
                norm=norm,
                open_ends=len(mine) - len(told),
            )
        )
    return found
