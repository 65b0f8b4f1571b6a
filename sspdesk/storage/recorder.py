"""Writes rows and remembers what it did: before-images for undo, the revision history, the search index."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache
from typing import Any

import sqlalchemy as sa

from sspdesk.domain.changes import ChangeSet, RowChange, UndoToken
from sspdesk.domain.errors import KnownError
from sspdesk.domain.tasks import SourceKind
from sspdesk.storage import schema, search_index

Values = Mapping[str, object]


def _plain(value: object) -> object:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    raise TypeError(type(value).__name__)


def _as_json(values: Values) -> str:
    return json.dumps(dict(values), default=_plain, ensure_ascii=False, sort_keys=True)


@cache
def _by_id(table: sa.Table) -> sa.Select[Any]:
    return sa.select(table).where(table.c.id == sa.bindparam("wanted"))


class Recorder:
    """The one way rows are written in a transaction."""

    def __init__(self, connection: sa.Connection, user: str, now: Callable[[], datetime]) -> None:
        self.connection = connection
        self.user = user
        self.now = now
        self._changes: list[RowChange] = []
        self._persons: set[int] = set()
        self._kinds: set[str] = set()

    # -- writing ---------------------------------------------------------------------------------------------------

    def insert(self, table: sa.Table, values: Values) -> int:
        """Insert one row and return its id."""
        return self.insert_many(table, [values])[0]

    def insert_many(self, table: sa.Table, rows: Sequence[Values]) -> list[int]:
        """Insert rows in one go and return their ids, which are never used twice."""
        if not rows:
            return []
        first = self._next_id(table)
        ids = list(range(first, first + len(rows)))
        full = [{**row, "id": row_id} for row, row_id in zip(rows, ids, strict=True)]
        self.connection.execute(table.insert(), full)
        search_index.index_rows(self.connection, table.name, full)
        self._remember(table, [(row_id, None, row) for row_id, row in zip(ids, full, strict=True)])
        return ids

    def update(self, table: sa.Table, row_id: int, values: Values) -> bool:
        """Change one row; return whether anything was different."""
        before = self.row(table, row_id)
        if before is None:
            raise KnownError("record_gone", kind=table.name)
        changed = {name: value for name, value in values.items() if before[name] != value}
        if not changed:
            return False
        after = {**before, **changed}
        self.connection.execute(table.update().where(table.c.id == row_id).values(changed))
        search_index.reindex(self.connection, table.name, after, changed)
        search_index.reindex_named(self.connection, table.name, row_id, changed)
        self._remember(table, [(row_id, before, after)])
        return True

    def delete(self, table: sa.Table, row_id: int) -> None:
        """Delete one row."""
        before = self.row(table, row_id)
        if before is None:
            raise KnownError("record_gone", kind=table.name)
        self.connection.execute(table.delete().where(table.c.id == row_id))
        search_index.unindex(self.connection, table.name, row_id)
        self._remember(table, [(row_id, before, None)])

    def row(self, table: sa.Table, row_id: int) -> dict[str, object] | None:
        """Return one row as it is now."""
        found = self.connection.execute(_by_id(table), {"wanted": row_id}).mappings().first()
        return None if found is None else {str(name): value for name, value in found.items()}

    # -- what was done ---------------------------------------------------------------------------------------------

    def changes(self) -> ChangeSet:
        """Return the kinds and persons touched."""
        return ChangeSet(frozenset(self._kinds), frozenset(self._persons))

    def touch(self, kind: str, person_id: int | None = None) -> None:
        """Say that pages showing this kind or person must refresh, where no row of theirs was written."""
        self._kinds.add(kind)
        if person_id is not None:
            self._persons.add(person_id)

    def undo_token(self) -> UndoToken | None:
        """Return what takes this transaction back."""
        return UndoToken(tuple(self._changes)) if self._changes else None

    def apply_inverse(self, token: UndoToken) -> None:
        """Take the token's changes back.

        Raises KnownError("undo_stale") when a row was changed since, or when something made since needs a row that
        would go.
        """
        self.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for change in reversed(token.rows):
            table = schema.metadata.tables[change.kind]
            if self.row(table, change.id) != change.after:
                raise KnownError("undo_stale")
            if change.before is None:
                self.delete(table, change.id)
            elif change.after is None:
                self.connection.execute(table.insert(), dict(change.before))
                search_index.index_rows(self.connection, table.name, [change.before])
                self._remember(table, [(change.id, None, dict(change.before))])
            else:
                self.update(table, change.id, change.before)
        self._check_nothing_hangs(token)

    def _check_nothing_hangs(self, token: UndoToken) -> None:
        gone: dict[str, list[int]] = {}
        for change in token.rows:
            if change.before is None:
                gone.setdefault(change.kind, []).append(change.id)
        for child in schema.metadata.tables.values():
            for key in child.foreign_keys:
                ids = gone.get(key.column.table.name, [])
                for start in range(0, len(ids), 500):
                    hanging = sa.select(child.c.id).where(key.parent.in_(ids[start : start + 500])).limit(1)
                    if self.connection.execute(hanging).first() is not None:
                        raise KnownError("undo_stale")
        if self._tasks_hang_on(gone):
            raise KnownError("undo_stale")

    def _tasks_hang_on(self, gone: Mapping[str, list[int]]) -> bool:
        """Tell whether a task was made since for a record that goes: it points by kind and id, not by a key."""
        task = schema.task
        for kind in {one.value for one in SourceKind} & gone.keys():
            ids = gone[kind]
            hanging = sa.select(task.c.id).where(task.c.source_kind == kind, task.c.source_id.in_(ids)).limit(1)
            if self.connection.execute(hanging).first() is not None:
                return True
        return False

    # -- inner parts -----------------------------------------------------------------------------------------------

    def _next_id(self, table: sa.Table) -> int:
        last = self.connection.execute(
            sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name}
        ).scalar()
        return int(last or 0) + 1

    def _remember(
        self, table: sa.Table, done: Iterable[tuple[int, dict[str, object] | None, dict[str, object] | None]]
    ) -> None:
        revisions = []
        stamp = self.now().isoformat(timespec="seconds")
        for row_id, before, after in done:
            complete = None if after is None else {column.name: after.get(column.name) for column in table.columns}
            self._changes.append(RowChange(table.name, row_id, before, complete))
            self._kinds.add(table.name)
            for row in (before or {}, after or {}):  # a row that was moved concerns both persons
                person = row_id if table is schema.person else row.get("person_id")
                if isinstance(person, int):
                    self._persons.add(person)
            revisions.append(
                {"at": stamp, "user": self.user, "kind": table.name, "row_id": row_id, **_difference(before, after)}
            )
        self.connection.execute(schema.revision.insert(), revisions)


def _difference(before: Values | None, after: Values | None) -> dict[str, str | None]:
    """Return what the history keeps: nothing of a new row (its table has it), all of a deleted one, else the change."""
    if before is None:
        return {"before": None, "after": "{}"}
    if after is None:
        return {"before": _as_json(before), "after": None}
    names = [name for name in after if before[name] != after[name]]
    return {"before": _as_json({n: before[n] for n in names}), "after": _as_json({n: after[n] for n in names})}
