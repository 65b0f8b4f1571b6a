"""A small invented street team for the tests: two workers, three places in two areas, one known person."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sspdesk.domain.ids import PersonId, PlaceId, ProfessionalId
from sspdesk.domain.people import Professional, ProfessionalRole
from sspdesk.domain.street_team import Category, Observation, Place
from sspdesk.services import street_team
from sspdesk.services.street_team import Entry
from sspdesk.storage.unit_of_work import UnitOfWork
from tests.services.wednesday_world import make_person

EVENING = date(2026, 11, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Streets:
    """What the tests talk about."""

    station: PlaceId
    harbour: PlaceId
    square: PlaceId
    workers: tuple[ProfessionalId, ...]
    person: PersonId


def make_streets(uow: UnitOfWork) -> Streets:
    """Store places, workers and the person Testine Eksempelsen."""
    places = [
        street_team.save_place(uow, Place(name=name, area=area)).value.id
        for name, area in (("Stationen", "Bymidten"), ("Havnen", "Havnen"), ("Mads Byes Plads", "Bymidten"))
    ]
    workers = tuple(
        uow.professionals.save(Professional(name=name, role=ProfessionalRole.STREET_WORKER)).id
        for name in ("Gert Gadeeksempel", "Mona Mønster")
    )
    return Streets(station=places[0], harbour=places[1], square=places[2], workers=workers, person=make_person(uow))


def entry(streets: Streets, **other: Any) -> Entry:
    """Return an ordinary observation, with whatever the test wants different."""
    plain: dict[str, Any] = {
        "day": EVENING,
        "at": time(20, 30),
        "place_id": streets.station,
        "worker_ids": streets.workers,
        "categories": (Category.GATHERING,),
    }
    return Entry(**(plain | other))


def see(uow: UnitOfWork, streets: Streets, **other: Any) -> Observation:
    """Store an ordinary observation."""
    return street_team.record(uow, entry(streets, **other)).value
