"""Erases rows for good: what goes with them, their history, their place in the search index and in approved minutes.

Nothing here goes through the recorder, which would remember what it deletes. ``secure_delete`` and FTS5's own overwrite
the bytes, and the checkpoint after the commit takes them out of the write-ahead log (security.md D10).
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from sspdesk.domain.exit_parts import LinkKind
from sspdesk.domain.retention import RULES, Follows, Term
from sspdesk.storage import schema, search_index
from sspdesk.storage.attachments import sweep_contents

Rows = dict[str, set[int]]
"""Ids of rows by table."""
_CHUNK = 500
_NAMED = (
    (schema.retention_hold, "kind", "row_id"),
    (schema.filing, "kind", "row_id"),
    (schema.task, "source_kind", "source_id"),
)
"""Tables that name a record of any kind by its table and number, and go with it."""
_OF_A_CASE = (LinkKind.TASK, LinkKind.ATTACHMENT)
"""What goes with a case of Exit; its meetings, consents and disclosures have rules of their own."""


class Eraser:
    """Finds and erases inside one transaction."""

    def __init__(self, connection: sa.Connection, key: bytes) -> None:
        self._connection = connection
        self._key = key

    # -- what goes ---------------------------------------------------------------------------------------------------

    def with_all_that_follows(self, wanted: Mapping[str, Iterable[int]]) -> Rows:
        """Return the wanted rows that exist, and every row that goes with them."""
        found: Rows = {}
        waiting = [(name, set(ids)) for name, ids in wanted.items()]
        while waiting:
            name, ids = waiting.pop()
            fresh = self._present(name, ids - found.get(name, set()))
            if not fresh:
                continue
            found.setdefault(name, set()).update(fresh)
            for child, column in _followers(name):
                waiting.append((child.name, self._pointing(child, column, fresh)))
            for table, kind, number in _NAMED:
                waiting.append((table.name, self._naming(table.c[kind], table.c[number], name, fresh)))
            if name == "exit_link":
                waiting += [(kind.value, self._tied(kind, fresh)) for kind in _OF_A_CASE]
        return found

    def _present(self, name: str, ids: set[int]) -> set[int]:
        table = schema.metadata.tables[name]
        return {row for part in _parts(ids) for row in self._ids(sa.select(table.c.id).where(table.c.id.in_(part)))}

    def _pointing(self, child: sa.Table, column: str, ids: set[int]) -> set[int]:
        at = child.c[column]
        return {row for part in _parts(ids) for row in self._ids(sa.select(child.c.id).where(at.in_(part)))}

    def _naming(self, kind: sa.Column[Any], number: sa.Column[Any], name: str, ids: set[int]) -> set[int]:
        """Return the rows that name a record of any kind."""
        named = sa.select(kind.table.c.id).where(sa.type_coerce(kind, sa.String) == name)
        return {row for part in _parts(ids) for row in self._ids(named.where(number.in_(part)))}

    def _tied(self, kind: LinkKind, links: set[int]) -> set[int]:
        """Return the rows of the shared desk that were made for a case of Exit."""
        link = schema.exit_link.c
        select = sa.select(link.row_id).where(link.kind == kind)
        return {row for part in _parts(links) for row in self._ids(select.where(link.id.in_(part)))}

    def _ids(self, select: sa.Select[Any]) -> list[int]:
        return list(self._connection.execute(select).scalars())

    # -- erasing -----------------------------------------------------------------------------------------------------

    def erase(self, rows: Rows) -> dict[str, str]:
        """Erase the rows and return a keyed digest of each table's; ``rows`` must hold all that follows."""
        self._connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        digests = {name: self._digest(name, ids) for name, ids in sorted(rows.items())}
        self._empty_approved("decisions", schema.meeting_line, rows.get("meeting_line", set()))
        self._empty_approved("items", schema.agenda_item, rows.get("agenda_item", set()))
        self._loosen(rows)
        for name, ids in rows.items():
            table = schema.metadata.tables[name]
            for part in _parts(ids):
                self._connection.execute(table.delete().where(table.c.id.in_(part)))
            for row_id in ids:
                search_index.unindex(self._connection, name, row_id)
        self._forget_history(rows)
        sweep_contents(self._connection)
        return digests

    def strip(self, name: str, ids: set[int], emptied: Mapping[str, object]) -> dict[str, str]:
        """Empty columns of rows for good, in the history too; return a keyed digest of the rows as they were."""
        digest = self._digest(name, ids)
        table = schema.metadata.tables[name]
        for part in _parts(ids):
            self._connection.execute(table.update().where(table.c.id.in_(part)).values(dict(emptied)))
        search_index.reindex_ids(self._connection, name, ids)
        self._forget(name, ids)
        return {name: digest}

    def _digest(self, name: str, ids: set[int]) -> str:
        table = schema.metadata.tables[name]
        mac = hmac.new(self._key, name.encode(), hashlib.sha256)
        for part in _parts(ids):
            for row in self._connection.execute(sa.select(table).where(table.c.id.in_(part)).order_by(table.c.id)):
                mac.update(repr(tuple(row)).encode())
        return mac.hexdigest()

    def _loosen(self, rows: Rows) -> None:
        """Empty what points at an erased row from a row that stays; its history must not keep the number either."""
        for table in schema.metadata.sorted_tables:
            for key in table.foreign_keys:
                ids = rows.get(key.column.table.name, set())
                staying = table.c.id.not_in(rows.get(table.name, set())) if "id" in table.c else sa.true()
                for part in _parts(ids):
                    change = table.update().where(key.parent.in_(part), staying)
                    if key.parent.nullable:
                        self._connection.execute(change.values({key.parent.name: None}))

    def _empty_approved(self, part_name: str, lines: sa.Table, line_ids: set[int]) -> None:
        """Leave "nr. 7: slettet" in approved minutes, which keep their other lines and items as they were approved."""
        minutes = schema.approved_minutes
        select = sa.select(lines.c.meeting_id, lines.c.number)
        by_meeting: dict[int, set[int]] = {}
        for part in _parts(line_ids):
            for row in self._connection.execute(select.where(lines.c.id.in_(part))):
                by_meeting.setdefault(row.meeting_id, set()).add(row.number)
        for meeting_id, numbers in by_meeting.items():
            found = self._connection.execute(sa.select(minutes).where(minutes.c.meeting_id == meeting_id)).first()
            if found is None:
                continue
            content = dict(found.content)
            content[part_name] = [
                _emptied(line) if line["number"] in numbers else line for line in content.get(part_name, ())
            ]
            self._connection.execute(minutes.update().where(minutes.c.id == found.id).values(content=content))
            self._forget("approved_minutes", {found.id})

    # -- history -----------------------------------------------------------------------------------------------------

    def _forget_history(self, rows: Rows) -> None:
        for name, ids in rows.items():
            self._forget(name, ids)
        self._forget_merged(rows.get("person", set()))
        for table in schema.metadata.sorted_tables:
            for column, owner in _pointers(table):
                self._forget_removed(table.name, column, rows.get(owner, set()))

    def _forget(self, name: str, ids: set[int]) -> None:
        revision = schema.revision
        for part in _parts(ids):
            self._connection.execute(revision.delete().where(revision.c.kind == name, revision.c.row_id.in_(part)))

    def _forget_removed(self, name: str, column: str, ids: set[int]) -> None:
        """Forget rows removed earlier that belonged to an erased row; one that moved on is somebody else's."""
        revision = schema.revision.c
        owner = sa.func.json_extract(revision.before, f"$.{column}")
        for part in _parts(ids):
            select = sa.select(revision.row_id).where(revision.kind == name, owner.in_(part), revision.after.is_(None))
            self._forget(name, set(self._ids(select)))

    def _forget_merged(self, persons: set[int]) -> None:
        """Forget what a kept person's row held between a merge with an erased person and its being taken apart."""
        revision = schema.revision.c
        before = revision.before
        for part in _parts(persons):
            ends = [sa.func.json_extract(before, f"$.{side}").in_(part) for side in ("kept_id", "merged_id")]
            removed = sa.select(revision.row_id, before, revision.at).where(
                revision.kind == "merge", revision.after.is_(None), sa.or_(*ends)
            )
            for merge_id, text, ended in self._connection.execute(removed).all():
                merged = json.loads(text)
                span = sa.and_(revision.at >= merged["at"], revision.at <= ended)
                both = revision.row_id.in_((merged["kept_id"], merged["merged_id"]))
                self._connection.execute(schema.revision.delete().where(revision.kind == "person", both, span))
                self._forget("merge", {merge_id})

    # -- documents ---------------------------------------------------------------------------------------------------


def _followers(owner: str) -> Iterator[tuple[sa.Table, str]]:
    """Yield the tables and columns whose rows go with a row of ``owner``."""
    for table in schema.metadata.sorted_tables:
        rule = RULES[table.name]
        if isinstance(rule, Follows | Term) and owner in rule.owners:
            yield from ((table, column) for column, target in _pointers(table) if target == owner)
        if table.name == owner == "person":
            yield table, "merged_into"


def _pointers(table: sa.Table) -> Iterator[tuple[str, str]]:
    """Yield the columns that point at a row of another table; ``person_id`` does so without a foreign key too."""
    found = {key.parent.name: key.column.table.name for key in table.foreign_keys}
    if "person_id" in table.c:
        found["person_id"] = "person"
    yield from found.items()


def _emptied(line: Mapping[str, object]) -> dict[str, object]:
    empty: dict[type, object] = {str: "", list: []}
    words = {name: empty.get(type(value), value) for name, value in line.items()}
    return {**words, **({"due": None} if "due" in line else {}), "deleted": True}


def _parts(ids: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
