"""The street team: places, shifts, observations without names, and what was done about a place (PRO-4)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import (
    ImportId,
    MatterId,
    ObservationId,
    PlaceId,
    ProfessionalId,
    ShiftId,
    ShiftWorkerId,
)

HIGHEST_MOOD = 5
NIGHT_ENDS = 6
"""Until this hour an observation belongs to the evening before, as the team writes it."""
OLDEST = 110


class Category(StrEnum):
    """What an observation is about (domain.md § 3.4). The order is that of the boxes on paper; never change it."""

    GATHERING = "samling_af_unge"
    DRUGS = "rusmidler"
    VANDALISM = "haervaerk"
    INSECURITY = "utryghed"
    CONFLICT = "konflikt"
    NEW_GROUP = "ny_gruppe"
    DIGITAL = "digitalt"
    DARK_PLACE = "utrygt_sted"
    POSITIVE = "positiv_aktivitet"
    SEEKS_HELP = "soeger_hjaelp"
    SHOP = "butik"
    HOUSING = "boligselskab"
    MOPEDS = "knallert_larm"

    @property
    def bit(self) -> int:
        """The category's bit in an observation's mask."""
        return 1 << list(Category).index(self)


class ObservationState(StrEnum):
    """Where an observation stands: typed, read by the consultant, or stripped to its numbers."""

    DRAFT = "kladde"
    REVIEWED = "gennemgaaet"
    AGGREGATED = "aggregeret"


class ShiftState(StrEnum):
    """Where a shift stands."""

    PLANNED = "planlagt"
    WALKED = "gaaet"
    CANCELLED = "aflyst"


class AgeBand(StrEnum):
    """How old a group seems; the bands of every report (domain.md § 4.3)."""

    UNDER_10 = "6-9"
    FROM_10 = "10-14"
    FROM_15 = "15-17"
    FROM_18 = "18-24"
    FROM_25 = "25"

    @property
    def span(self) -> tuple[int, int | None]:
        """The band's lowest and highest age; no highest for the last."""
        return _SPANS[self]


_SPANS: dict[AgeBand, tuple[int, int | None]] = {
    AgeBand.UNDER_10: (6, 9),
    AgeBand.FROM_10: (10, 14),
    AgeBand.FROM_15: (15, 17),
    AgeBand.FROM_18: (18, 24),
    AgeBand.FROM_25: (25, None),
}


class MatterKind(StrEnum):
    """What a place needs: situational prevention."""

    LIGHT = "belysning"
    PLANTING = "beplantning"
    WALK = "kvartersvandring"
    CLEANING = "oprydning"
    OTHER = "andet"


class MatterState(StrEnum):
    """How far a situational matter has come."""

    REPORTED = "meldt"
    ONGOING = "i_gang"
    DONE = "udfoert"
    DROPPED = "ikke_muligt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place on the municipality's own list, in an area of its choice."""

    id: PlaceId = PlaceId(0)
    name: str
    area: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One evening's walk. ``route`` names areas; a missing end stays missing until somebody tells it."""

    id: ShiftId = ShiftId(0)
    day: date
    starts: time | None = None
    ends: time | None = None
    route: str = ""
    state: ShiftState = ShiftState.WALKED

    @property
    def hours(self) -> float | None:
        """How long the shift was; past midnight counts on. None while an end is missing."""
        if self.starts is None or self.ends is None:
            return None
        first = datetime.combine(self.day, self.starts)
        last = datetime.combine(self.day, self.ends)
        if last <= first:
            last += timedelta(days=1)
        return (last - first).total_seconds() / 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftWorker:
    """That a street worker is on a shift."""

    id: ShiftWorkerId = ShiftWorkerId(0)
    shift_id: ShiftId
    professional_id: ProfessionalId


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What the team saw: no person stands in it, and no key leads from it to one.

    ``day`` is the evening's date, also after midnight. ``size_to`` ends a range ("5-6"), ``estimated`` says "ca.".
    """

    id: ObservationId = ObservationId(0)
    shift_id: ShiftId
    day: date
    at: time
    place_id: PlaceId
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
    state: ObservationState = ObservationState.DRAFT
    import_id: ImportId | None = None
    source_row: int | None = None
    source_hash: str = ""
    recorded_on: date

    @property
    def texts(self) -> tuple[str, ...]:
        """The free texts, which may hold a name by mistake."""
        return self.text, self.action, self.situational, self.follow_up

    @property
    def stripped(self) -> "Observation":
        """The same without its free texts: the numbers alone."""
        return replace(
            self, text="", action="", situational="", follow_up="", state=ObservationState.AGGREGATED, source_hash=""
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something a place needs, who is to do it, and how far it has come. ``what`` never names a person."""

    id: MatterId = MatterId(0)
    place_id: PlaceId
    kind: MatterKind
    what: str = ""
    responsible: str = ""
    state: MatterState = MatterState.REPORTED
    reported_on: date
    done_on: date | None = None


def slot(day: date, at: time) -> int:
    """Return the hour an observation lies in, counted so that day and hour can be read from it."""
    return day.toordinal() * 24 + at.hour


def mask(categories: tuple[Category, ...]) -> int:
    """Return the categories as bits."""
    return sum(category.bit for category in set(categories))


def check_place(place: Place) -> Place:
    """Return a place with clean words; raise DomainError("name_missing") without a name."""
    name, area = " ".join(place.name.split()), " ".join(place.area.split())
    if not name:
        raise DomainError("name_missing", "name")
    return replace(place, name=name, area=area)


def check_observation(observation: Observation, today: date) -> Observation:
    """Return an observation with clean texts, or raise DomainError beside the field that cannot be so."""
    if observation.day > today:
        raise DomainError("observation_in_future", "day")
    if not observation.categories:
        raise DomainError("category_missing", "categories")
    for low, high, field in (
        (observation.size, observation.size_to, "size"),
        (observation.age_from, observation.age_to, "age"),
    ):
        if low is not None and high is not None and high < low:
            raise DomainError("range_backwards", field)
    if any(number is not None and not 0 <= number < 1000 for number in (observation.size, observation.size_to)):
        raise DomainError("size_cannot_be", "size")
    if any(age is not None and not 0 <= age <= OLDEST for age in (observation.age_from, observation.age_to)):
        raise DomainError("age_cannot_be", "age")
    if observation.mood is not None and not 1 <= observation.mood <= HIGHEST_MOOD:
        raise DomainError("mood_cannot_be", "mood")
    return replace(
        observation,
        categories=tuple(category for category in Category if category in observation.categories),
        text=observation.text.strip(),
        action=observation.action.strip(),
        situational=observation.situational.strip(),
        follow_up=observation.follow_up.strip(),
    )


def check_shift(shift: Shift, workers: tuple[ProfessionalId, ...]) -> Shift:
    """Return a shift, or raise DomainError when nobody walks or it would last over half a day."""
    if not workers:
        raise DomainError("workers_missing", "workers")
    if shift.hours is not None and shift.hours > 12:
        raise DomainError("shift_too_long", "ends")
    return replace(shift, route=" ".join(shift.route.split()))


def check_matter(matter: Matter, today: date) -> Matter:
    """Return a matter whose day of doing agrees with its state; raise DomainError without words or responsible."""
    if not matter.responsible.strip():
        raise DomainError("responsible_missing", "responsible")
    done = matter.done_on or today if matter.state is MatterState.DONE else None
    return replace(matter, what=matter.what.strip(), responsible=matter.responsible.strip(), done_on=done)
