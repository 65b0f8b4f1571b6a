"""Takes the street team's own sheet in: what is known of its rows, places and workers, and storing them."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import ImportId, PlaceId, ProfessionalId, ShiftId
from sspdesk.domain.log import Action
from sspdesk.domain.names import fold
from sspdesk.domain.people import Professional, ProfessionalRole
from sspdesk.domain.street_list import SheetRow
from sspdesk.domain.street_team import Observation, Place, check_observation, mask
from sspdesk.domain.street_text import code_of
from sspdesk.domain.wednesday import ImportBatch
from sspdesk.services import people, street_team
from sspdesk.services.street_names import NameFinder
from sspdesk.storage.unit_of_work import UnitOfWork

Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetStart:
    """What the wizard asks for before it shows the columns."""

    earlier: ImportBatch | None
    """The last import of the very same file, if there was one."""
    columns: Mapping[str, int] | None
    """Columns the user corrected for a sheet with the same headings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReview:
    """What the vault knows about a sheet.

    ``known`` are numbers of rows that were imported before, also those stripped to their numbers since, or stand twice;
    ``named`` those whose texts hold a name.
    ``places`` and ``workers`` hold what was recognised; the words that were not are in ``new_places``, ``new_workers``.
    """

    earlier: ImportBatch | None
    known: frozenset[int]
    named: frozenset[int]
    places: Mapping[str, PlaceId]
    workers: Mapping[str, ProfessionalId]
    new_places: tuple[str, ...]
    new_workers: tuple[str, ...]
    all_places: tuple[Place, ...]
    all_workers: tuple[Professional, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOrder:
    """What is to be stored. A word of ``new_places`` or ``new_workers`` that maps to None is made anew."""

    rows: tuple[SheetRow, ...]
    file_name: str
    sha256: str
    places: Mapping[str, PlaceId | None]
    workers: Mapping[str, ProfessionalId | None]
    names_confirmed: bool = False
    signature: str = ""
    columns: Mapping[str, int] | None = None
    """Columns the user corrected, to be remembered under the headings' ``signature``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetStored:
    """How much was stored."""

    observations: int
    shifts: int
    places: int = 0
    workers: int = 0


def fingerprint(row: SheetRow) -> str:
    """Return what a row is recognised by when it comes again: all it says but its number."""
    parts = (row.day, row.at, fold(row.place), sorted(row.workers), row.categories, row.size, row.size_to, row.age_from,
             row.age_to, row.mood, row.text, row.action)  # fmt: skip
    return hashlib.sha256(repr(tuple(str(part) for part in parts)).encode()).hexdigest()


def start(uow: UnitOfWork, sha256: str, signature: str) -> SheetStart:
    """Return what is known of a file by its SHA-256 and of its headings by their signature."""
    return SheetStart(earlier=uow.imports.by_sha256(sha256), columns=uow.remembered_columns(signature))


def review(uow: UnitOfWork, rows: Sequence[SheetRow], sha256: str, step: Step | None = None) -> SheetReview:
    """Return what the vault knows about the rows; nothing is stored. ``step(done, total)`` may raise to stop."""
    all_places = street_team.places(uow, with_inactive=True)
    workers = street_team.workers(uow)
    by_name = {fold(place.name): place.id for place in all_places}
    prints = [fingerprint(row) for row in rows]
    stored = uow.observations.known_sources(prints)
    stripped = uow.observations.stripped_imports([row.day for row in rows])
    seen: set[str] = set()
    known, named = set(), set()
    finder = NameFinder(uow)
    for at, (row, print_) in enumerate(zip(rows, prints, strict=True)):
        if step is not None and at % 500 == 0:
            step(at, len(rows))
        bare = (row.day, row.at, by_name.get(fold(row.place)), mask(row.categories))
        if print_ in stored or print_ in seen or bare in stripped:
            known.add(row.row)
        seen.add(print_)
        if finder.found(row.texts):
            named.add(row.row)
    places = {row.place: by_name[fold(row.place)] for row in rows if fold(row.place) in by_name}
    codes = dict.fromkeys(code for row in rows for code in row.workers)
    who = {code: found for code in codes if (found := _worker(code, workers)) is not None}
    return SheetReview(
        earlier=uow.imports.by_sha256(sha256),
        known=frozenset(known),
        named=frozenset(named),
        places=places,
        workers=who,
        new_places=tuple(dict.fromkeys(row.place for row in rows if row.place not in places)),
        new_workers=tuple(code for code in codes if code not in who),
        all_places=tuple(all_places),
        all_workers=tuple(workers),
    )


def _worker(code: str, workers: Sequence[Professional]) -> ProfessionalId | None:
    plain = fold(code)
    for fits in (
        [one for one in workers if fold(one.name) == plain or fold(code_of(one.name)) == plain],
        [one for one in workers if fold(one.name.split()[0]) == plain],
    ):
        if len(fits) == 1:
            return fits[0].id
    return None


def import_sheet(uow: UnitOfWork, order: SheetOrder, step: Step | None = None) -> Outcome[SheetStored]:
    """Store the rows with the places, workers and shifts they need, all of them or none; undone as one.

    Raises DomainError("names_in_text") when a text holds a name and nobody has confirmed that no person is meant.
    """
    finder = NameFinder(uow)
    if not order.names_confirmed and any(finder.found(row.texts) for row in order.rows):
        raise DomainError("names_in_text", "text")
    places = {word: found or _new_place(uow, word) for word, found in order.places.items()}
    workers = {code: found or _new_worker(uow, code) for code, found in order.workers.items()}
    batch = uow.imports.add(
        ImportBatch(file_name=order.file_name, sha256=order.sha256, imported_at=uow.now, row_count=len(order.rows))
    )
    storing = _Storing(uow, batch.id, places, workers)
    shifts = storing.shifts(order.rows)
    found: list[Observation] = []
    for at, row in enumerate(order.rows):
        if step is not None and at % 500 == 0:
            step(at, len(order.rows))
        found.append(storing.observation(row, shifts))
    ids = uow.observations.add_many(found)
    for row_id, one in zip(ids, found, strict=True):
        if one.follow_up:
            street_team.follow(uow, uow.observations.get(row_id))
    if order.columns is not None and order.signature:
        uow.remember_columns(order.signature, order.columns)
    uow.log(Action.IMPORT, "observation", batch.id, rows=len(found), confirmed=order.names_confirmed)
    stored = SheetStored(
        observations=len(found),
        shifts=len(set(shifts.values())),
        places=sum(1 for one in order.places.values() if one is None),
        workers=sum(1 for one in order.workers.values() if one is None),
    )
    return uow.outcome(stored)


def _new_place(uow: UnitOfWork, word: str) -> PlaceId:
    return street_team.save_place(uow, Place(name=word)).value.id


def _new_worker(uow: UnitOfWork, code: str) -> ProfessionalId:
    new = Professional(name=code, role=ProfessionalRole.STREET_WORKER)
    return people.save_professional(uow, new).value.id


@dataclass(slots=True)
class _Storing:
    uow: UnitOfWork
    batch: ImportId
    places: Mapping[str, PlaceId]
    workers: Mapping[str, ProfessionalId]
    _made: dict[tuple[date, frozenset[ProfessionalId]], ShiftId] = field(default_factory=dict)

    def shifts(self, rows: Sequence[SheetRow]) -> dict[tuple[date, frozenset[ProfessionalId]], ShiftId]:
        """Return the shift of every evening and pair, found or made, from its first to its last time."""
        evenings: dict[tuple[date, frozenset[ProfessionalId]], list[SheetRow]] = {}
        for row in rows:
            evenings.setdefault(self._evening(row), []).append(row)
        for (day, who), seen in evenings.items():
            starts = min((row.at for row in seen), key=_late)
            ends = max((row.ends for row in seen if row.ends is not None), key=_late, default=None)
            shift = street_team.shift_of(self.uow, day, tuple(sorted(who)), starts=starts, ends=ends)
            self._made[day, who] = shift.id
        return self._made

    def _evening(self, row: SheetRow) -> tuple[date, frozenset[ProfessionalId]]:
        return row.day, frozenset(self.workers[code] for code in row.workers)

    def observation(
        self, row: SheetRow, shifts: Mapping[tuple[date, frozenset[ProfessionalId]], ShiftId]
    ) -> Observation:
        """Return a row as an observation, checked as a typed one is."""
        wanted = Observation(
            shift_id=shifts[self._evening(row)],
            day=row.day,
            at=row.at,
            place_id=self.places[row.place],
            categories=row.categories,
            size=row.size,
            size_to=row.size_to,
            estimated=row.estimated,
            age_from=row.age_from,
            age_to=row.age_to,
            mood=row.mood,
            text=row.text,
            action=row.action,
            situational=row.situational,
            follow_up=row.follow_up,
            import_id=self.batch,
            source_row=row.row,
            source_hash=fingerprint(row),
            recorded_on=self.uow.today,
        )
        return check_observation(wanted, self.uow.today)


def _late(at: time) -> tuple[bool, time]:
    return at.hour < 6, at
