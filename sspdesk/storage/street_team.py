"""The street team's places, shifts, observations and situational matters, and the counting of observations."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, time

import sqlalchemy as sa

from sspdesk.domain.ids import ImportId, PlaceId, ShiftId
from sspdesk.domain.street_counts import Cell, Filter
from sspdesk.domain.street_team import (
    NIGHT_ENDS,
    Category,
    Matter,
    MatterState,
    Observation,
    ObservationState,
    Place,
    Shift,
    ShiftWorker,
    mask,
    slot,
)
from sspdesk.domain.tasks import SourceKind
from sspdesk.storage import schema
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.repository import Repository

_MASKS = 1 << len(Category)
"""More than any mask of categories."""


class PlaceRepository(Repository[Place]):
    """The municipality's own list of places."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.street_place, Place)

    def used(self) -> set[PlaceId]:
        """Return ids of places that something was seen at."""
        select = sa.select(schema.observation.c.place_id).distinct()
        return {PlaceId(one) for one in self._connection.execute(select).scalars()}


class ShiftRepository(Repository[Shift]):
    """All shifts."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.street_shift, Shift)

    def between(self, first: date, last: date) -> list[Shift]:
        """Return the shifts of a period, oldest first."""
        return self.where(self.table.c.day.between(first, last), order=(self.table.c.day, self.table.c.starts))

    def of_days(self, days: Collection[date]) -> list[Shift]:
        """Return the shifts of certain days."""
        return self.where(self.table.c.day.in_(days)) if days else []


class ShiftWorkerRepository(Repository[ShiftWorker]):
    """Who walks on which shift."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.street_shift_worker, ShiftWorker)

    def of_shifts(self, shift_ids: Iterable[ShiftId]) -> dict[ShiftId, list[ShiftWorker]]:
        """Return the workers of shifts, by shift."""
        wanted = list(dict.fromkeys(shift_ids))
        found: dict[ShiftId, list[ShiftWorker]] = {}
        for start in range(0, len(wanted), 500):
            for one in self.where(self.table.c.shift_id.in_(wanted[start : start + 500])):
                found.setdefault(one.shift_id, []).append(one)
        return found


class MatterRepository(Repository[Matter]):
    """What places need."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.situational_matter, Matter)

    def concerning(self, first: date, last: date) -> list[Matter]:
        """Return matters open in a period or ended in it: reported until its end, and not done before it began."""
        ended = self.table.c.done_on.is_not(None) & (self.table.c.done_on < first)
        dropped = (self.table.c.state == MatterState.DROPPED) & (self.table.c.reported_on < first)
        return self.where(self.table.c.reported_on <= last, ~ended, ~dropped, order=(self.table.c.reported_on.desc(),))


class ObservationRepository(Repository[Observation]):
    """All observations, newest first."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.observation, Observation)

    def derived(self, record: Observation) -> dict[str, object]:
        """Return what observations are counted by: the hour and the categories as numbers."""
        return {"slot": slot(record.day, record.at), "mask": mask(record.categories)}

    def cells(self, wanted: Filter) -> list[Cell]:
        """Return the counts of observations that agree in day, hour, place and categories; read from one index."""
        table = self.table
        key = (table.c.slot, table.c.place_id, table.c.mask)
        select = sa.select(*key, sa.func.count()).where(*self._meant(wanted)).group_by(*key)
        days: dict[int, date] = {}
        found = []
        for number, place_id, bits, count in self._connection.execute(select):
            ordinal, hour = divmod(number, 24)
            if ordinal not in days:
                days[ordinal] = date.fromordinal(ordinal)
            found.append(Cell(days[ordinal], hour, place_id, bits, count))
        return found

    def by_mask(self, wanted: Filter) -> Counter[int]:
        """Return how many observations have the same categories, by their mask."""
        return self._counted(wanted, self.table.c.mask)

    def by_week(self, wanted: Filter) -> list[tuple[int, int, int]]:
        """Return (week, categories, count); ``street_counts.week_of`` tells a week by its Monday."""
        week = (self.table.c.slot // 24 - 1) // 7
        found = self._counted(wanted, week * _MASKS + self.table.c.mask)
        return [(*divmod(key, _MASKS), count) for key, count in found.items()]

    def by_place_and_hour(self, wanted: Filter) -> list[tuple[int, int, int, int]]:
        """Return (place, weekday from Monday as 0, hour, count)."""
        slot = self.table.c.slot
        found = self._counted(wanted, (self.table.c.place_id * 7 + (slot // 24 - 1) % 7) * 24 + slot % 24)
        return [(key // 168, key // 24 % 7, key % 24, count) for key, count in found.items()]

    def _counted(self, wanted: Filter, key: sa.ColumnElement[int]) -> Counter[int]:
        """Return how many observations have the same key, from the index alone.

        The keys come as one text and are counted here: SQLite would sort 100,000 of them to group them, which takes
        five times as long (measured).
        """
        select = sa.select(sa.func.group_concat(key)).where(*self._meant(wanted))
        keys: str | None = self._connection.execute(select).scalar()
        counts = Counter(keys.split(",")) if keys else {}
        return Counter({int(one): count for one, count in counts.items()})

    def page(self, wanted: Filter, offset: int, limit: int) -> list[Observation]:
        """Return one window of the observations that are meant, newest first."""
        order = (self.table.c.day.desc(), self.table.c.at.desc(), self.table.c.id.desc())
        return self.all(self.select().where(*self._meant(wanted)).order_by(*order).limit(limit).offset(offset))

    def how_many(self, wanted: Filter) -> int:
        """Return how many observations are meant."""
        return self.count(*self._meant(wanted))

    def counts_of_shifts(self, shift_ids: Collection[int]) -> dict[int, int]:
        """Return how many observations each shift has."""
        table, wanted = self.table, list(shift_ids)
        found: dict[int, int] = {}
        for start in range(0, len(wanted), 500):
            some = table.c.shift_id.in_(wanted[start : start + 500])
            select = sa.select(table.c.shift_id, sa.func.count()).where(some).group_by(table.c.shift_id)
            found.update((shift_id, count) for shift_id, count in self._connection.execute(select))
        return found

    def of_shift(self, shift_id: ShiftId) -> list[Observation]:
        """Return a shift's observations in order of time."""
        return self.where(self.table.c.shift_id == shift_id, order=(self.table.c.at, self.table.c.id))

    def known_sources(self, hashes: Collection[str]) -> set[str]:
        """Return those of the hashes that an imported row already has."""
        wanted, found = list(hashes), set()
        known = sa.literal_column("source_hash") != sa.literal_column("''")  # as the partial index says it
        for start in range(0, len(wanted), 500):
            some = self.table.c.source_hash.in_(wanted[start : start + 500])
            found |= set(self._connection.execute(sa.select(self.table.c.source_hash).where(some, known)).scalars())
        return found

    def stripped_imports(self, days: Collection[date]) -> set[tuple[date, time, int, int]]:
        """Return (day, time, place, categories) of imported observations of a span that only their numbers are left of.

        Their rows' fingerprints went with the texts, for short texts could be guessed from one.
        """
        if not days:
            return set()
        table = self.table
        select = sa.select(table.c.day, table.c.at, table.c.place_id, table.c.mask).where(
            table.c.day.between(min(days), max(days)),
            table.c.state == ObservationState.AGGREGATED,
            table.c.import_id.is_not(None),
        )
        return {tuple(row) for row in self._connection.execute(select)}

    def of_import(self, import_id: ImportId) -> int:
        """Return how many observations came with an import."""
        return self.count(self.table.c.import_id == import_id)

    def unstripped_before(self, day: date, limit: int = 20_000) -> list[Observation]:
        """Return observations before a day that still have free texts and no open follow-up, oldest first."""
        select = self.select().where(*self._unstripped(day))
        return self.all(select.order_by(self.table.c.day, self.table.c.id).limit(limit))

    def unstripped_summary(self, day: date) -> tuple[int, date | None]:
        """Return how many those are, and the oldest one's day."""
        select = sa.select(sa.func.count(), sa.func.min(self.table.c.day)).where(*self._unstripped(day))
        count, oldest = self._connection.execute(select).one()
        return count, oldest

    def _unstripped(self, day: date) -> list[sa.ColumnElement[bool]]:
        table, task = self.table, schema.task.c
        said = sa.or_(*(table.c[name] != "" for name in ("text", "action", "situational", "follow_up")))
        open_ = sa.select(task.source_id).where(task.source_kind == SourceKind.OBSERVATION, task.done_on.is_(None))
        return [table.c.day < day, table.c.id.not_in(open_), said]

    def seen_before(self, place_ids: Collection[int], day: date) -> set[int]:
        """Return those of the places where something was seen before a day."""
        table = self.table
        place = (
            table.c.place_id + 0
        )  # so that SQLite reads the days before from the index by time, not all of each place
        select = sa.select(place).distinct().where(table.c.slot < day.toordinal() * 24)
        return set(self._connection.execute(select).scalars()) & set(place_ids)

    def _meant(self, wanted: Filter) -> list[sa.ColumnElement[bool]]:
        table, hour = self.table, self.table.c.slot % 24
        span = wanted.span
        meant: list[sa.ColumnElement[bool]] = [
            table.c.slot.between(span.first.toordinal() * 24, span.last.toordinal() * 24 + 23)
        ]
        if wanted.place_id is not None:
            meant.append(table.c.place_id == wanted.place_id)
        if wanted.area:
            place = schema.street_place
            meant.append(table.c.place_id.in_(sa.select(place.c.id).where(place.c.area == wanted.area)))
        if wanted.category is not None:
            meant.append(table.c.mask.op("&")(wanted.category.bit) != 0)
        if wanted.hours is not None:
            first, last = wanted.hours
            evening = sa.case((hour < NIGHT_ENDS, hour + 24), else_=hour)
            meant.append(evening.between(first, last - 1))
        if wanted.weekday is not None:
            meant.append((table.c.slot // 24 - 1) % 7 == wanted.weekday)
        if wanted.worker_id is not None:
            worker = schema.street_shift_worker
            shifts = sa.select(worker.c.shift_id).where(worker.c.professional_id == wanted.worker_id)
            meant.append(table.c.shift_id.in_(shifts))
        if wanted.state is not None:
            meant.append(table.c.state == wanted.state)
        if wanted.words.strip():
            words = f"%{wanted.words.strip()}%"
            meant.append(sa.or_(*(table.c[one].ilike(words) for one in ("text", "action", "situational", "follow_up"))))
        return meant
