"""The street team's daily work: places, observations typed without names, and the consultant's reading of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import ObservationId, PlaceId, ProfessionalId, ShiftId
from sspdesk.domain.log import Action
from sspdesk.domain.names import danish_sort_key
from sspdesk.domain.people import Professional, ProfessionalRole
from sspdesk.domain.street_counts import Filter
from sspdesk.domain.street_team import (
    Category,
    Observation,
    ObservationState,
    Place,
    Shift,
    ShiftState,
    ShiftWorker,
    check_observation,
    check_place,
    check_shift,
)
from sspdesk.domain.tasks import Source, SourceKind
from sspdesk.services import people, tasks
from sspdesk.services.street_names import names_in
from sspdesk.storage.unit_of_work import UnitOfWork

FOLLOW_UP_DAYS = 7
"""How long a follow-up may wait before its deadline, unless the consultant sets another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is typed for one observation: the evening, who walked, and what they saw."""

    day: date
    at: time
    place_id: PlaceId
    worker_ids: tuple[ProfessionalId, ...]
    categories: tuple[Category, ...] = ()
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
class ObservationRow:
    """An observation as a list shows it."""

    observation: Observation
    place: str
    area: str
    workers: tuple[str, ...]
    worker_ids: tuple[ProfessionalId, ...] = ()


# -- places and workers ----------------------------------------------------------------------------------------------


def places(uow: UnitOfWork, *, with_inactive: bool = False) -> list[Place]:
    """Return the municipality's places in Danish order."""
    found = [one for one in uow.places.all() if one.active or with_inactive]
    return sorted(found, key=lambda one: danish_sort_key(one.name))


def areas(uow: UnitOfWork) -> list[str]:
    """Return the areas places lie in, in Danish order."""
    return sorted({one.area for one in uow.places.all() if one.area}, key=danish_sort_key)


def save_place(uow: UnitOfWork, place: Place) -> Outcome[Place]:
    """Store a place; its name is not used twice."""
    place = check_place(place)
    same = [one for one in uow.places.all() if one.name.casefold() == place.name.casefold() and one.id != place.id]
    if same:
        raise DomainError("name_taken", "name")
    stored = uow.places.save(place)
    uow.log(Action.CHANGE if place.id else Action.CREATE, "street_place", stored.id)
    return uow.outcome(stored)


def workers(uow: UnitOfWork) -> list[Professional]:
    """Return the active street workers in Danish order."""
    return [one for one in people.professionals(uow) if one.role is ProfessionalRole.STREET_WORKER]


# -- observations ----------------------------------------------------------------------------------------------------


def record(uow: UnitOfWork, entry: Entry, *, names_confirmed: bool = False) -> Outcome[Observation]:
    """Store an observation on the evening's shift, which is made when it is not there yet.

    Raises DomainError("names_in_text", "text") when a free text holds a name of a person in the vault and nobody has
    confirmed that no person is meant; ``names_in`` tells the screen which words they are.
    """
    _refuse_names(uow, entry.texts, names_confirmed)
    shift = shift_of(uow, entry.day, entry.worker_ids, starts=entry.at)
    observation = check_observation(_of_entry(entry, shift.id, uow.today), uow.today)
    stored = uow.observations.add(observation)
    follow(uow, stored)
    uow.log(Action.CREATE, "observation", stored.id, confirmed=names_confirmed)
    return uow.outcome(stored)


def change(
    uow: UnitOfWork, observation_id: ObservationId, entry: Entry, *, names_confirmed: bool = False
) -> Outcome[Observation]:
    """Change an observation; one stripped to its numbers is changed no more."""
    present = _open(uow, observation_id)
    _refuse_names(uow, entry.texts, names_confirmed)
    shift = shift_of(uow, entry.day, entry.worker_ids, starts=entry.at)
    wanted = replace(
        _of_entry(entry, shift.id, present.recorded_on),
        id=present.id,
        state=present.state,
        import_id=present.import_id,
        source_row=present.source_row,
        source_hash=present.source_hash,
    )
    stored = uow.observations.save(check_observation(wanted, uow.today))
    if stored.follow_up != present.follow_up:
        tasks.drop_of(uow, Source(SourceKind.OBSERVATION, stored.id))
        follow(uow, stored)
    uow.log(Action.CHANGE, "observation", stored.id, confirmed=names_confirmed)
    return uow.outcome(stored)


def remove(uow: UnitOfWork, observation_id: ObservationId) -> Outcome[None]:
    """Delete an observation with its open follow-up."""
    tasks.drop_of(uow, Source(SourceKind.OBSERVATION, observation_id))
    uow.observations.remove(observation_id)
    uow.log(Action.DELETE, "observation", observation_id)
    return uow.outcome(None)


def review(uow: UnitOfWork, observation_ids: Collection[ObservationId]) -> Outcome[int]:
    """Note that the consultant has read observations; return how many were drafts."""
    found = uow.observations.many(observation_ids).values()
    drafts = [one for one in found if one.state is ObservationState.DRAFT]
    for one in drafts:
        uow.observations.save(replace(one, state=ObservationState.REVIEWED))
    uow.log(Action.CHANGE, "observation", None, count=len(drafts), state=ObservationState.REVIEWED.value)
    return uow.outcome(len(drafts))


def rows(uow: UnitOfWork, wanted: Filter, offset: int = 0, limit: int = 200) -> list[ObservationRow]:
    """Return one window of the observations that are meant, newest first."""
    return as_rows(uow, uow.observations.page(wanted, offset, limit))


def count(uow: UnitOfWork, wanted: Filter) -> int:
    """Return how many observations are meant."""
    return uow.observations.how_many(wanted)


def row(uow: UnitOfWork, observation_id: ObservationId) -> ObservationRow:
    """Return one observation as a list shows it."""
    return as_rows(uow, [uow.observations.get(observation_id)])[0]


def as_rows(uow: UnitOfWork, observations: Iterable[Observation]) -> list[ObservationRow]:
    """Return observations with the names of their places and workers."""
    listed = list(observations)
    by_shift = uow.shift_workers.of_shifts({one.shift_id for one in listed})
    at = {one.id: one for one in uow.places.all()}
    names = people.names(uow)
    found = []
    for one in listed:
        ids = tuple(worker.professional_id for worker in by_shift.get(one.shift_id, []))
        place = at[one.place_id]
        told = tuple(names[worker_id] for worker_id in ids)
        found.append(ObservationRow(observation=one, place=place.name, area=place.area, workers=told, worker_ids=ids))
    return found


# -- parts -----------------------------------------------------------------------------------------------------------


def shift_of(
    uow: UnitOfWork, day: date, worker_ids: tuple[ProfessionalId, ...], *, starts: time | None, ends: time | None = None
) -> Shift:
    """Return the evening's shift of these workers, made when there is none; part of a command.

    A planned shift becomes a walked one, and a shift begins no later than its first observation.
    """
    wanted = tuple(dict.fromkeys(worker_ids))
    same_day = uow.shifts.of_days([day])
    by_shift = uow.shift_workers.of_shifts(one.id for one in same_day)
    for shift in same_day:
        present = {worker.professional_id for worker in by_shift.get(shift.id, [])}
        if present == set(wanted) and shift.state is not ShiftState.CANCELLED:
            return uow.shifts.save(replace(shift, state=ShiftState.WALKED, ends=shift.ends or ends))
    shift = uow.shifts.add(check_shift(Shift(day=day, starts=starts, ends=ends), wanted))
    uow.shift_workers.add_many([ShiftWorker(shift_id=shift.id, professional_id=one) for one in wanted])
    return shift


def _of_entry(entry: Entry, shift_id: ShiftId, recorded_on: date) -> Observation:
    return Observation(
        shift_id=shift_id,
        day=entry.day,
        at=entry.at,
        place_id=entry.place_id,
        categories=entry.categories,
        size=entry.size,
        size_to=entry.size_to,
        estimated=entry.estimated,
        age_from=entry.age_from,
        age_to=entry.age_to,
        mood=entry.mood,
        text=entry.text,
        action=entry.action,
        situational=entry.situational,
        follow_up=entry.follow_up,
        recorded_on=recorded_on,
    )


def _open(uow: UnitOfWork, observation_id: ObservationId) -> Observation:
    found = uow.observations.get(observation_id)
    if found.state is ObservationState.AGGREGATED:
        raise DomainError("observation_stripped")
    return found


def _refuse_names(uow: UnitOfWork, texts: tuple[str, ...], confirmed: bool) -> None:
    if not confirmed and names_in(uow, texts):
        raise DomainError("names_in_text", "text")


def follow(uow: UnitOfWork, observation: Observation) -> None:
    """Make the task a follow-up asks for; it hangs on the observation, never on a person."""
    if not observation.follow_up:
        return
    due = max(uow.today, observation.day + timedelta(days=FOLLOW_UP_DAYS))
    source = Source(SourceKind.OBSERVATION, observation.id)
    tasks.plan(uow, tasks.NewTask(title=observation.follow_up, source=source, due=due))
