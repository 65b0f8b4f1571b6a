"""Reads the revision history that the recorder writes, with every value in its column's own type."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa

from sspdesk.domain.exits import CONFIDENTIAL, is_confidential
from sspdesk.domain.forums import ForumKind
from sspdesk.domain.history import Change, FieldChange, Happened
from sspdesk.domain.tasks import SourceKind
from sspdesk.storage import schema
from sspdesk.storage.schema.base import Code, Codes

_NEWEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A row that is there no more: when it was made and removed, and what it held."""

    row_id: int
    made: datetime
    removed: datetime
    held: Mapping[str, object]


def typed(kind: str, name: str, value: Any) -> object:
    """Return a value as its column holds it, from the JSON the history keeps it in."""
    column = schema.metadata.tables[kind].columns.get(name)
    if value is None or column is None:
        return value
    if isinstance(column.type, Code):
        return column.type.kind(value)
    if isinstance(column.type, Codes):
        return tuple(column.type.kind(code) for code in value)
    if isinstance(column.type, sa.DateTime):
        return datetime.fromisoformat(value)
    if isinstance(column.type, sa.Date):
        return date.fromisoformat(value)
    return time.fromisoformat(value) if isinstance(column.type, sa.Time) else value


class HistoryReader:
    """The way to the history of a row, or of everything that belongs to a person."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of_row(self, kind: str, row_id: int) -> list[Change]:
        """Return what happened to one row, newest first."""
        table = schema.revision.c
        return self._read(sa.and_(table.kind == kind, table.row_id == row_id))

    def of_persons(self, person_ids: Sequence[int]) -> list[Change]:
        """Return what happened to the persons and all that is theirs, also what was removed since, newest first.

        What belongs to Exit is told there only.
        """
        table = schema.revision.c
        parts: list[sa.ColumnElement[bool]] = [sa.and_(table.kind == "person", table.row_id.in_(person_ids))]
        for child in schema.metadata.sorted_tables:
            if "person_id" in child.c and "id" in child.c and not is_confidential(child.name):
                present = sa.select(child.c.id).where(child.c.person_id.in_(person_ids))
                parts.append(sa.and_(table.kind == child.name, table.row_id.in_(present)))
        gone = schema.revision.alias()
        theirs = sa.func.json_extract(gone.c.before, "$.person_id").in_(person_ids)
        removed = sa.select(gone.c.kind, gone.c.row_id).where(gone.c.after.is_(None), theirs)
        parts.append(sa.tuple_(table.kind, table.row_id).in_(removed))
        confidential = table.kind.startswith(CONFIDENTIAL, autoescape=True)
        item = sa.and_(table.kind == "agenda_item", table.row_id.in_(self._items_of_exit()))
        agreed = sa.and_(table.kind == "task", table.row_id.in_(self._tasks_of_exit()))
        return self._read(sa.and_(sa.or_(*parts), *(sa.not_(one) for one in (confidential, item, agreed))))

    def _tasks_of_exit(self) -> sa.CompoundSelect[Any]:
        """Select the tasks agreed at Exit's meetings, those that were removed too."""
        task, gone, source = schema.task.c, schema.revision.alias().c, SourceKind.ITEM
        items = self._items_of_exit()
        present = sa.select(task.id).where(task.source_kind == source, task.source_id.in_(items))
        before = sa.func.json_extract(gone.before, "$.source_kind"), sa.func.json_extract(gone.before, "$.source_id")
        removed = sa.select(gone.row_id).where(
            gone.kind == "task", gone.after.is_(None), before[0] == source.value, before[1].in_(items)
        )
        return sa.union(present, removed)

    def _items_of_exit(self) -> sa.CompoundSelect[Any]:
        """Select the items of Exit's meetings, those that were removed too."""
        item, meeting, forum = schema.agenda_item.c, schema.meeting.c, schema.forum.c
        meetings = sa.select(meeting.id).join(schema.forum, forum.id == meeting.forum_id)
        meetings = meetings.where(forum.kind == ForumKind.EXIT)
        gone = schema.revision.alias().c
        removed = sa.select(gone.row_id).where(
            gone.kind == "agenda_item",
            gone.after.is_(None),
            sa.func.json_extract(gone.before, "$.meeting_id").in_(meetings),
        )
        return sa.union(sa.select(item.id).where(item.meeting_id.in_(meetings)), removed)

    def removed_of(self, column: str, value: int) -> list[tuple[str, int]]:
        """Return kind and number of the rows that were removed and pointed at ``value`` with a column."""
        table = schema.revision.c
        owner = sa.func.json_extract(table.before, f"$.{column}")
        select = sa.select(table.kind, table.row_id).where(table.after.is_(None), owner == value)
        return [(row.kind, row.row_id) for row in self._connection.execute(select)]

    def changes_of(self, kind: str, row_ids: Sequence[int]) -> dict[int, int]:
        """Return how often each row was changed, removed or brought back since it was made, undoing included."""
        table, found = schema.revision.c, dict[int, int]()
        for start in range(0, len(row_ids), 500):
            chosen = table.row_id.in_(row_ids[start : start + 500])
            select = sa.select(table.row_id, sa.func.count()).where(table.kind == kind, chosen)
            found |= {int(row[0]): int(row[1]) - 1 for row in self._connection.execute(select.group_by(table.row_id))}
        return found

    def gone(self, kind: str) -> list[Gone]:
        """Return the rows of a kind that were removed and did not come back, with what they held."""
        table, rows = schema.revision, schema.metadata.tables[kind]
        first = sa.select(sa.func.min(table.c.at)).where(
            table.c.kind == kind, table.c.row_id == (last := table.alias("last")).c.row_id
        )
        newest = sa.select(sa.func.max(table.c.id)).where(table.c.kind == kind).group_by(table.c.row_id)
        select = sa.select(last, first.scalar_subquery().label("made")).where(
            last.c.id.in_(newest), last.c.after.is_(None), last.c.row_id.not_in(sa.select(rows.c.id))
        )
        return [
            Gone(
                row_id=row.row_id,
                made=datetime.fromisoformat(row.made),
                removed=datetime.fromisoformat(row.at),
                held={name: typed(kind, name, value) for name, value in json.loads(row.before).items()},
            )
            for row in self._connection.execute(select)
        ]

    def find(self, change_id: int) -> Change | None:
        """Return one change, or None when it was erased since."""
        found = self._read(schema.revision.c.id == change_id)
        return found[0] if found else None

    def _read(self, condition: sa.ColumnElement[bool]) -> list[Change]:
        select = sa.select(schema.revision).where(condition).order_by(schema.revision.c.id.desc()).limit(_NEWEST)
        return [_change(row) for row in self._connection.execute(select)]


def _change(row: sa.Row[Any]) -> Change:
    before = json.loads(row.before) if row.before else {}
    after = json.loads(row.after) if row.after else {}
    happened = Happened.CREATED if row.before is None else Happened.REMOVED if row.after is None else Happened.CHANGED
    names: Iterable[str] = before if happened is not Happened.CREATED else ()
    return Change(
        id=row.id,
        at=datetime.fromisoformat(row.at),
        user=row.user,
        kind=row.kind,
        row_id=row.row_id,
        happened=happened,
        fields=tuple(
            FieldChange(
                name=name, before=typed(row.kind, name, before[name]), after=typed(row.kind, name, after.get(name))
            )
            for name in names
        ),
    )
