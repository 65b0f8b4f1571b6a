"""Persons with their parents, notes and merges: storage, sorted pages, look-ups, moving rows between persons."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from sspdesk.domain.ids import PersonId
from sspdesk.domain.names import danish_sort_key
from sspdesk.domain.persons import Guardian, Merge, Note, Person
from sspdesk.storage import schema, search
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.repository import Repository


class PersonRepository(Repository[Person]):
    """All persons. A merged person stays as a row that points to the kept one."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.person, Person)

    def derived(self, record: Person) -> dict[str, object]:
        return {"sort_name": danish_sort_key(f"{record.last_name} {record.first_name}")}

    def all_names(self) -> list[tuple[str, str]]:
        """Return first and last name of every person, the merged ones too."""
        select = sa.select(self.table.c.first_name, self.table.c.last_name)
        return [(first, last) for first, last in self._connection.execute(select)]

    def _listed(self, select: sa.Select[Any], school_id: int | None, words: str) -> sa.Select[Any]:
        select = select.where(self.table.c.merged_into.is_(None))
        found = search.matching_persons(words)
        if found is not None:
            select = select.where(self.table.c.id.in_(found))
        return select if school_id is None else select.where(self.table.c.school_id == school_id)

    def count_listed(self, *, school_id: int | None = None, words: str = "") -> int:
        """Return how many persons the list shows."""
        select = self._listed(sa.select(sa.func.count()).select_from(self.table), school_id, words)
        return int(self._connection.execute(select).scalar_one())

    def page(
        self,
        offset: int,
        limit: int,
        *,
        sort: str = "name",
        descending: bool = False,
        school_id: int | None = None,
        words: str = "",
    ) -> list[Person]:
        """Return one window of the list. ``sort`` is name, age (unknown last) or newest (``descending``: oldest)."""
        ids = self._listed(sa.select(self.table.c.id), school_id, words).order_by(*self._order(sort, descending))
        found: Sequence[int] = list(self._connection.execute(ids.limit(limit).offset(offset)).scalars())
        records = self.many(found)
        return [records[row_id] for row_id in found]

    def _order(self, sort: str, descending: bool) -> tuple[sa.ColumnElement[Any], ...]:
        name, born, newest = self.table.c.sort_name, self.table.c.birth_date, self.table.c.id
        if sort == "age":
            return (born.is_(None), born, newest) if descending else (born.desc(), newest.desc())
        if sort == "newest":
            return (newest,) if descending else (newest.desc(),)
        return (name.desc(), newest.desc()) if descending else (name, newest)

    def identities(self) -> list[tuple[int, str, str, date | None, str | None]]:
        """Return (id, first name, last name, birth date, CPR) of everybody not merged into another, for matching."""
        c = self.table.c
        select = sa.select(c.id, c.first_name, c.last_name, c.birth_date, c.cpr).where(c.merged_into.is_(None))
        return list(self._connection.execute(select.order_by(c.id)))

    def _class_before(self, year: int) -> tuple[sa.ColumnElement[bool], ...]:
        c = self.table.c
        return c.merged_into.is_(None), c.class_name != "", sa.or_(c.class_year.is_(None), c.class_year < year)

    def with_class_before(self, year: int) -> list[Person]:
        """Return persons whose class is of an earlier school year or of an unknown one, by school, class and name."""
        c = self.table.c
        return self.where(*self._class_before(year), order=(c.school_id, c.class_name, c.sort_name))

    def count_class_before(self, year: int) -> int:
        """Return how many persons have a class of an earlier school year or of an unknown one."""
        return self.count(*self._class_before(year))

    def by_cpr(self, cpr: str) -> Person | None:
        """Return the person with this CPR number (ten digits)."""
        rows = self.where(self.table.c.cpr == cpr)
        return rows[0] if rows else None

    def merged_into(self, person_id: PersonId) -> list[PersonId]:
        """Return the ids of all records merged into a person's, also by way of others."""
        found: list[PersonId] = []
        ahead = [person_id]
        while ahead:
            select = sa.select(self.table.c.id).where(self.table.c.merged_into.in_(ahead))
            ahead = [PersonId(one) for one in self._connection.execute(select).scalars() if one not in found]
            found += ahead
        return found

    def final(self, person_id: PersonId) -> Person:
        """Return the person, following merges to the one that was kept."""
        person = self.get(person_id)
        while person.merged_into is not None:
            person = self.get(person.merged_into)
        return person


class GuardianRepository(Repository[Guardian]):
    """Parents and relatives."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.guardian, Guardian)

    def of_person(self, person_id: PersonId) -> list[Guardian]:
        """Return a person's parents and relatives: the one to contact first, then those with custody."""
        c = self.table.c
        return self.where(c.person_id == person_id, order=(c.contact_first.desc(), c.has_custody.desc(), c.id))


class NoteRepository(Repository[Note]):
    """Short notes."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.note, Note)

    def of_person(self, person_id: PersonId) -> list[Note]:
        """Return a person's notes, oldest first."""
        return self.where(self.table.c.person_id == person_id)


class MergeRepository(Repository[Merge]):
    """Merges, and the rows of other tables that go from one person to another with them."""

    _MOVED = (
        schema.contact,
        schema.guardian,
        schema.note,
        schema.task,
        schema.talk,
        schema.talk_transition,
        schema.talk_offer,
        schema.talk_participant,
        schema.talk_agreement,
        schema.talk_follow_up,
        schema.notification,
        schema.school_case,
        schema.release_case,
        schema.release_move,
        schema.release_item,
        schema.release_visit,
        schema.release_contact,
        schema.release_member,
        schema.release_meeting,
        schema.consent,
        schema.consent_scope,
        schema.consent_giver,
        schema.disclosure_person,
        schema.attachment,
        schema.retention_hold,
        schema.filing,
        schema.agenda_item,
        schema.exit_case,
    )

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.merge, Merge)

    def of_kept(self, person_id: PersonId) -> list[Merge]:
        """Return the merges in which a person was kept."""
        return self.where(self.table.c.kept_id == person_id)

    def rows_of(self, person_id: PersonId) -> dict[str, list[int]]:
        """Return the ids of everything that belongs to a person, by table; tables without any are left out."""
        found = {}
        for table in self._MOVED:
            select = sa.select(table.c.id).where(table.c.person_id == person_id).order_by(table.c.id)
            if ids := list(self._connection.execute(select).scalars()):
                found[table.name] = ids
        return found

    def move(self, rows: Mapping[str, Sequence[int]], to: PersonId) -> None:
        """Give rows to another person."""
        for name, ids in rows.items():
            for row_id in ids:
                self._recorder.update(schema.metadata.tables[name], row_id, {"person_id": to})

    def newest_ids(self) -> dict[str, int]:
        """Return the highest id of each table whose rows move: a row with a higher one was made later."""
        newest = {}
        for table in self._MOVED:
            highest = self._connection.execute(sa.select(sa.func.max(table.c.id))).scalar_one()
            newest[table.name] = int(highest or 0)
        return newest
