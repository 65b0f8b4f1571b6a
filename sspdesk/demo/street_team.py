"""A school year of the invented street team: places, pairs, shifts, observations, and what places needed."""

import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sspdesk.domain.ids import PlaceId, ProfessionalId
from sspdesk.domain.people import Professional, ProfessionalRole
from sspdesk.domain.street_team import (
    Category,
    Matter,
    MatterKind,
    MatterState,
    Observation,
    ObservationState,
    Place,
    Shift,
    ShiftState,
)
from sspdesk.services import people, street_matters, street_shifts, street_team
from sspdesk.services.street_team import Entry
from sspdesk.services.work import UnitOfWork

PLACES = (
    ("Stationen", "Bymidten", 9),
    ("Skaterparken", "Havnen", 6),
    ("Centertorvet", "Bymidten", 5),
    ("Havnen", "Havnen", 5),
    ("Biblioteket", "Bymidten", 3),
    ("Strandparken", "Havnen", 3),
    ("Kirkebakkeparken", "Kirkebakken", 2),
    ("Engvejens Skole (aften)", "Kirkebakken", 2),
)
_WORKERS = ("Gert Gadeeksempel", "Mona Mønster", "Ali Asfaltprøve", "Bo Byrumseksempel")
_WEEKDAYS = (1, 3, 4, 5)
_LAST_QUIET = timedelta(days=4)
_SEEN: tuple[tuple[Category, int, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        Category.GATHERING,
        9,
        ("Højlydt gruppe ved læskuret.", "Stor gruppe, god tone.", "Musik og bål, ingen klager."),
        ("Talte med gruppen", "Faldt til ro", ""),
    ),
    (Category.DRUGS, 4, ("Lugt af hash ved bådhuset.", "Tomme lattergaspatroner i busken."), ("Talte med gruppen", "")),
    (Category.VANDALISM, 2, ("Ny graffiti på perron 1.", "Knust rude i cykelskuret."), ("Meldt til driften",)),
    (Category.INSECURITY, 2, ("Ældre går udenom pladsen om aftenen.",), ("Talte med borgere",)),
    (Category.CONFLICT, 2, ("Skænderi mellem to grupper.",), ("Talte dem fra hinanden", "Ringede til vagtlederen")),
    (Category.NEW_GROUP, 1, ("Unge fra nabobyen, kom med toget.",), ("Hilste på",)),
    (Category.DIGITAL, 1, ("Flere taler om en ny udfordring på nettet.",), ("Talte om det",)),
    (Category.DARK_PLACE, 1, ("Lampen ved stien er stadig slukket.",), ("Meldt til driften",)),
    (Category.POSITIVE, 8, ("God snak om fritidsjob.", "Fodbold på tværs af grupper."), ("Talte med gruppen",)),
    (
        Category.SEEKS_HELP,
        2,
        ("Hjalp med ansøgning til FGU.", "Spurgte til klubbens åbningstid."),
        ("Henvist til klub",),
    ),
    (Category.SHOP, 2, ("Butikken oplever uro ved indgangen.",), ("Aftalte at kigge forbi",)),
    (Category.HOUSING, 1, ("Viceværten fortæller om ophold i opgangen.",), ("Aftalte møde",)),
    (Category.MOPEDS, 2, ("To knallerter på gågaden.",), ("Talte med førerne",)),
)
_MATTERS = (
    (1, MatterKind.LIGHT, "To lamper på stien til parken er slukkede", MatterState.ONGOING, 40, None),
    (0, MatterKind.PLANTING, "Hækken ved cykelskuret er klippet ned", MatterState.DONE, 75, 20),
    (3, MatterKind.WALK, "Vandring med boligselskab og havnefoged", MatterState.DONE, 60, 11),
    (6, MatterKind.CLEANING, "Container ved parkens indgang", MatterState.REPORTED, 9, None),
)
_OWNER = "Center for Trafik / Plan, Byg og Miljø"


def walk_a_year(uow: UnitOfWork, today: date) -> None:
    """Fill a vault that has its professionals with a year of the street team's work up to ``today``."""
    chance = random.Random(2027)  # noqa: S311 - invented data, not a secret
    team = _team(uow)
    places = [street_team.save_place(uow, Place(name=name, area=area)).value.id for name, area, _ in PLACES]
    seen: list[Observation] = []
    day = today - timedelta(weeks=58)  # so that the same weeks of last year are there
    while day <= today:
        if day.weekday() in _WEEKDAYS and not (day.month == 7 and chance.random() < 0.8):
            pair = tuple(chance.sample(team, 2))
            seen += _evening(uow, chance, day, pair, places)
        day += timedelta(days=1)
    uow.observations.add_many([one for one in seen if datetime.combine(one.day, one.at) <= uow.now])
    seen_last = Entry(
        day=today - timedelta(days=2),
        at=time(19, 40),
        place_id=places[6],
        worker_ids=tuple(team[:2]),
        categories=(Category.DARK_PLACE, Category.HOUSING),
        text="Lampen ved stien er stadig slukket, viceværten vil gerne med på en vandring.",
        action="Talte med viceværten",
        situational="Stien er mørk fra krydset til legepladsen",
        follow_up="Aftal kvartersvandring med boligselskabet",
    )
    street_team.record(uow, seen_last)
    _plan(uow, chance, today, team)
    for at, kind, what, state, reported, done in _MATTERS:
        matter = Matter(
            place_id=places[at],
            kind=kind,
            what=what,
            responsible=_OWNER,
            state=state,
            reported_on=today - timedelta(days=reported),
            done_on=today - timedelta(days=done) if done is not None else None,
        )
        street_matters.save(uow, matter)


def _team(uow: UnitOfWork) -> list[ProfessionalId]:
    known = {one.name: one for one in street_team.workers(uow)}
    found = []
    for name in _WORKERS:
        worker = known.get(name)
        if worker is None:
            new = Professional(name=name, role=ProfessionalRole.STREET_WORKER, authority="Gadeteamet")
            worker = people.save_professional(uow, new).value
        found.append(worker.id)
    return found


def _evening(
    uow: UnitOfWork,
    chance: random.Random,
    day: date,
    pair: tuple[ProfessionalId, ...],
    places: list[PlaceId],
) -> list[Observation]:
    starts = time(chance.choice((16, 17, 18, 19)))
    shift = street_team.shift_of(uow, day, pair, starts=starts, ends=time(chance.choice((22, 22, 23))))
    found = []
    for at in sorted(chance.choices(range(starts.hour * 60 + 20, 22 * 60 + 10, 10), k=chance.randrange(3, 7))):
        minutes = max(0, min(at, 23 * 60 + 50))
        weights = [
            weight + (3 if index == 0 and minutes > 20 * 60 else 0) for index, (_n, _a, weight) in enumerate(PLACES)
        ]
        found.append(
            _observation(
                chance,
                Observation(
                    shift_id=shift.id,
                    day=day,
                    at=time(minutes // 60, minutes % 60),
                    place_id=chance.choices(places, weights)[0],
                    recorded_on=day,
                ),
                uow.today,
            )
        )
    return found


def _observation(chance: random.Random, blank: Observation, today: date) -> Observation:
    category, _weight, texts, actions = chance.choices(_SEEN, [weight for _c, weight, _t, _a in _SEEN])[0]
    old, fresh = blank.day < today - timedelta(weeks=13), blank.day >= today - _LAST_QUIET
    size = chance.randrange(2, 14)
    youngest = chance.choice((12, 13, 14, 15, None))
    filled = replace(
        blank,
        categories=(category, Category.CONFLICT) if category is Category.NEW_GROUP else (category,),
        size=None if category in (Category.VANDALISM, Category.DARK_PLACE) else size,
        size_to=size + 2 if size > 9 else None,
        estimated=size > 7,
        age_from=youngest,
        age_to=youngest + 3 if youngest else None,
        mood=chance.choice((2, 3, 3, 4, 4, 5, None)),
        text=chance.choice(texts),
        action=chance.choice(actions),
        state=ObservationState.DRAFT if fresh else ObservationState.REVIEWED,
    )
    return filled.stripped if old else filled


def _plan(uow: UnitOfWork, chance: random.Random, today: date, team: list[ProfessionalId]) -> None:
    for ahead in range(1, 22):
        day = today + timedelta(days=ahead)
        if day.weekday() in _WEEKDAYS:
            state = ShiftState.CANCELLED if ahead == 18 else ShiftState.PLANNED
            shift = Shift(day=day, starts=time(17), ends=time(22), route="Bymidten og havnen", state=state)
            street_shifts.save_shift(uow, shift, tuple(chance.sample(team, 2)))
