"""Persons: storage, sorted pages and look-ups for matching."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from sspdesk.domain.ids import PersonId
from sspdesk.domain.names import danish_sort_key
from sspdesk.domain.persons import Person
from sspdesk.storage import schema
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.repository import Repository


class PersonRepository(Repository[Person]):
    """All persons. A merged person stays as a row that points to the kept one."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.person, Person)

    def derived(self, record: Person) -> dict[str, object]:
        return {"sort_name": danish_sort_key(f"{record.last_name} {record.first_name}")}

    def _listed(self, select: sa.Select[Any], school_id: int | None) -> sa.Select[Any]:
        select = select.where(self.table.c.merged_into.is_(None))
        return select if school_id is None else select.where(self.table.c.school_id == school_id)

    def count_listed(self, *, school_id: int | None = None) -> int:
        """Return how many persons the list shows."""
        select = self._listed(sa.select(sa.func.count()).select_from(self.table), school_id)
        return int(self._connection.execute(select).scalar_one())

    def page(
        self, offset: int, limit: int, *, sort: str = "name", descending: bool = False, school_id: int | None = None
    ) -> list[Person]:
        """Return one window of the list. ``sort`` is name, age or newest."""
        columns = {"name": self.table.c.sort_name, "age": self.table.c.birth_date, "newest": self.table.c.id}
        column = columns[sort]
        order = (column.desc(), self.table.c.id.desc()) if descending else (column, self.table.c.id)
        ids = self._listed(sa.select(self.table.c.id), school_id).order_by(*order).limit(limit).offset(offset)
        found: Sequence[int] = list(self._connection.execute(ids).scalars())
        records = self.many(found)
        return [records[row_id] for row_id in found]

    def identities(self) -> list[tuple[int, str, str, date | None, str | None]]:
        """Return (id, first name, last name, birth date, CPR) of everybody not merged into another, for matching."""
        c = self.table.c
        select = sa.select(c.id, c.first_name, c.last_name, c.birth_date, c.cpr).where(c.merged_into.is_(None))
        return list(self._connection.execute(select.order_by(c.id)))

    def by_cpr(self, cpr: str) -> Person | None:
        """Return the person with this CPR number (ten digits)."""
        rows = self.where(self.table.c.cpr == cpr)
        return rows[0] if rows else None

    def final(self, person_id: PersonId) -> Person:
        """Return the person, following merges to the one that was kept."""
        person = self.get(person_id)
        while person.merged_into is not None:
            person = self.get(person.merged_into)
        return person
