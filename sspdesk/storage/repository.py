"""Turns rows into frozen domain records and back; one generic repository serves every table."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import cached_property
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import sqlalchemy as sa

from sspdesk.domain.errors import KnownError
from sspdesk.storage.recorder import Recorder


class Record(Protocol):
    """A frozen domain record with an id."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> int:
        """The row's id; 0 before it was stored."""


R = TypeVar("R", bound=Record)


class Repository(Generic[R]):
    """Rows in, domain records out."""

    def __init__(self, recorder: Recorder, table: sa.Table, record: type[R]) -> None:
        self._recorder = recorder
        self._connection = recorder.connection
        self.table = table
        self.record = record
        columns = {column.name for column in table.columns}
        self._names = [field.name for field in fields(record) if field.name in columns]

    def derived(self, record: R) -> dict[str, object]:
        """Return columns that follow from the record, such as a sort key."""
        return {}

    def to_values(self, record: R) -> dict[str, object]:
        """Return the row of a record, without its id."""
        values = {name: getattr(record, name) for name in self._names if name != "id"}
        return values | self.derived(record)

    def to_domain(self, row: sa.RowMapping) -> R:
        """Return the record of a row."""
        return self.record(**{name: row[name] for name in self._names})

    def select(self) -> sa.Select[Any]:
        """Return a select of all columns."""
        return sa.select(self.table)

    def all(self, select: sa.Select[Any] | None = None) -> list[R]:
        """Return the records of a select (of the whole table when none is given)."""
        rows = self._connection.execute(self.select() if select is None else select).mappings()
        return [self.to_domain(row) for row in rows]

    def find(self, record_id: int) -> R | None:
        """Return a record, or None when it does not exist."""
        row = self._connection.execute(self._by_id, {"wanted": record_id}).mappings().first()
        return None if row is None else self.to_domain(row)

    @cached_property
    def _by_id(self) -> sa.Select[Any]:
        return self.select().where(self.table.c.id == sa.bindparam("wanted"))

    def get(self, record_id: int) -> R:
        """Return a record, or raise KnownError("record_gone")."""
        found = self.find(record_id)
        if found is None:
            raise KnownError("record_gone", kind=self.table.name)
        return found

    def many(self, ids: Iterable[int]) -> dict[int, R]:
        """Return records by id."""
        wanted = list(dict.fromkeys(ids))
        found: dict[int, R] = {}
        for start in range(0, len(wanted), 500):
            chunk = wanted[start : start + 500]
            for record in self.all(self.select().where(self.table.c.id.in_(chunk))):
                found[record.id] = record
        return found

    def where(self, *conditions: sa.ColumnElement[bool], order: Sequence[Any] = ()) -> list[R]:
        """Return the records that meet all conditions."""
        return self.all(self.select().where(*conditions).order_by(*(order or (self.table.c.id,))))

    def count(self, *conditions: sa.ColumnElement[bool]) -> int:
        """Return how many rows meet all conditions."""
        select = sa.select(sa.func.count()).select_from(self.table).where(*conditions)
        return int(self._connection.execute(select).scalar_one())

    def add(self, record: R) -> R:
        """Store a new record and return it with its id."""
        return self.get(self._recorder.insert(self.table, self.to_values(record)))

    def add_many(self, records: Sequence[R]) -> list[int]:
        """Store many new records in one go and return their ids."""
        return self._recorder.insert_many(self.table, [self.to_values(record) for record in records])

    def save(self, record: R) -> R:
        """Store a new record, or the changes of a known one, and return it as stored."""
        if record.id == 0:
            return self.add(record)
        self._recorder.update(self.table, record.id, self.to_values(record))
        return self.get(record.id)

    def remove(self, record_id: int) -> None:
        """Delete a record."""
        self._recorder.delete(self.table, record_id)
