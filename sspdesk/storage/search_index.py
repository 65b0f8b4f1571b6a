"""Keeps the search index: folded names, spelling variants, schools and texts in FTS5, one table for each kind.

Words are cut here and stored with spaces between, so that the index and a query always agree on what a word is; FTS5's
own tokenizer only has to split at the spaces. A merged person is not found; a protected person not through the school.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from sspdesk.domain.names import fold, variant_keys
from sspdesk.domain.talks import TalkState
from sspdesk.storage import schema

EXIT_TEXTS: Mapping[str, Sequence[str]] = {
    "exit_case": ("number", "note"),
    "exit_focus": ("goal", "next_step", "responsible"),
    "exit_note": ("text",),
}
"""Exit's own index: kept like the others, and asked by ``storage.exits`` only, never by the search of the desk."""
_TEXTS: Mapping[str, Sequence[str]] = {
    "contact": ("text", "place", "reference", "note"),
    "note": ("text",),
    "talk": ("reason", "mapping", "accountability", "measures", "state"),
    "talk_agreement": ("text", "who"),
    "talk_follow_up": ("note",),
    "school_case": ("text", "note", "state"),
    "task": ("title", "override_reason", "kind"),
    "forum": ("name", "chair", "members", "purpose", "place"),
    "meeting": ("title", "place", "summary", "starts_at"),
    "agenda_item": ("title", "note", "responsible", "papers", "outcome", "decision"),
    "addition": ("text",),
    "meeting_line": ("note",),
    "consent": ("note",),
    "guardian": ("name",),
    "attachment": ("title", "note"),
    "observation": ("text", "action", "situational", "follow_up", "categories", "day"),
    "situational_matter": ("what", "responsible", "kind"),
    "release_case": ("institution", "owner", "note", "state", "custody"),
    "release_item": ("title", "note", "responsible"),
    "release_visit": ("place", "note"),
    "release_contact": ("note",),
    **EXIT_TEXTS,
}
"""Codes are Danish words, so a state or kind is found by its name; a day by its six or eight digits."""
_NAMED_BY: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "meeting": ("forum_id", "forum", ("name",)),
    "observation": ("place_id", "street_place", ("name", "area")),
    "situational_matter": ("place_id", "street_place", ("name", "area")),
}
"""Rows that are found by the name of another row too: their column, its table and columns."""
SEARCHED = {
    "person": frozenset(
        {"first_name", "last_name", "birth_date", "school_id", "class_name", "protected", "note", "merged_into"}
    ),
    **{kind: frozenset((*columns, *_NAMED_BY.get(kind, ("",))[:1])) for kind, columns in _TEXTS.items()},
}
"""The tables whose rows are searched, and their columns that are; the migrations make each its ``…_search``."""

WORD = re.compile(r"[^\W_]+")
_INSERTS = {
    "person": sa.text(
        "INSERT INTO person_search(rowid, names, variants, school, note) VALUES(:id, :names, :variants, :school, :note)"
    ),
    **{kind: sa.text(f"INSERT INTO {kind}_search(rowid, words) VALUES(:id, :words)") for kind in _TEXTS},
}
_DELETES = {kind: sa.text(f"DELETE FROM {kind}_search WHERE rowid = :id") for kind in SEARCHED}  # noqa: S608 - literals

Row = Mapping[str, object]


def as_words(text: str) -> str:
    """Return the folded words of a text with single spaces between, as the index keeps them."""
    return " ".join(WORD.findall(fold(text)))


def as_digits(day: date) -> str:
    """Return a day as it is found: "131126 13112026"."""
    return f"{day:%d%m%y} {day:%d%m%Y}"


def _told(value: object) -> str:
    """Return what is found of a value: over to Exit is a talk that ended, for everybody outside Exit."""
    if isinstance(value, TalkState):
        return value.outward.value
    if isinstance(value, tuple):
        return " ".join(map(_told, value))
    return as_digits(value) if isinstance(value, date) else str(value)


def _schools(connection: sa.Connection) -> dict[object, str]:
    table = schema.institution
    return {row.id: row.name for row in connection.execute(sa.select(table.c.id, table.c.name))}


def _person_entry(row: Row, schools: Mapping[object, str]) -> dict[str, object]:
    name = f"{row['first_name']} {row['last_name']}"
    born = row["birth_date"]
    digits = f" {as_digits(born)}" if isinstance(born, date) else ""
    school = "" if row["protected"] else schools.get(row["school_id"], "")
    return {
        "id": row["id"],
        "names": as_words(name) + digits,
        "variants": " ".join(sorted(variant_keys(name))),
        "school": as_words(f"{school} {row['class_name']}"),
        "note": as_words(str(row["note"])),
    }


def _text_entry(row: Row, columns: Sequence[str], named: Mapping[object, str], by: str) -> dict[str, object]:
    told = [_told(row[name]) for name in columns if row[name] is not None]
    return {"id": row["id"], "words": as_words(" ".join((*told, named.get(row.get(by), ""))))}


def _named(connection: sa.Connection, kind: str) -> tuple[Mapping[object, str], str]:
    """Return the names rows of a kind are found by too, and the column that points at them."""
    if kind not in _NAMED_BY:
        return {}, ""
    column, target, names = _NAMED_BY[kind]
    table = schema.metadata.tables[target]
    rows = connection.execute(sa.select(table.c.id, *(table.c[name] for name in names)))
    return {row[0]: " ".join(row[1:]) for row in rows}, column


def index_rows(connection: sa.Connection, kind: str, rows: Iterable[Row]) -> None:
    """Add new persons or texts to the index; other kinds are passed over. A merged person is not found."""
    if kind == "person":
        schools = _schools(connection)
        entries = [_person_entry(row, schools) for row in rows if row["merged_into"] is None]
    elif kind in _TEXTS:
        named, by = _named(connection, kind)
        entries = [_text_entry(row, _TEXTS[kind], named, by) for row in rows]
    else:
        return
    if entries:
        connection.execute(_INSERTS[kind], entries)


def unindex(connection: sa.Connection, kind: str, row_id: int) -> None:
    """Take a person or text out of the index; other kinds are passed over."""
    if kind in SEARCHED:
        connection.execute(_DELETES[kind], {"id": row_id})


def reindex(connection: sa.Connection, kind: str, row: Row, changed: Iterable[str]) -> None:
    """Index a changed row anew where one of the changed columns is searched."""
    if kind in SEARCHED and not SEARCHED[kind].isdisjoint(changed):
        unindex(connection, kind, int(str(row["id"])))
        index_rows(connection, kind, [row])


def reindex_ids(connection: sa.Connection, kind: str, ids: Iterable[int]) -> None:
    """Index rows of a kind anew as they stand; other kinds are passed over."""
    if kind in SEARCHED:
        _reindex_where(connection, kind, schema.metadata.tables[kind].c.id, ids)


def reindex_named(connection: sa.Connection, kind: str, row_id: int, changed: Iterable[str]) -> None:
    """Index what is found by a row's name anew after it changed: a school's pupils, a forum's meetings."""
    if kind == "institution" and "name" in changed:
        _reindex_where(connection, "person", schema.person.c.school_id, [row_id])
    for pointing, (column, target, names) in _NAMED_BY.items():
        if target == kind and not set(names).isdisjoint(changed):
            _reindex_where(connection, pointing, schema.metadata.tables[pointing].c[column], [row_id])


def _reindex_where(connection: sa.Connection, kind: str, column: sa.Column[Any], values: Iterable[int]) -> None:
    table = schema.metadata.tables[kind]
    for value in values:
        rows = [dict(row) for row in connection.execute(sa.select(table).where(column == value)).mappings()]
        for row in rows:
            unindex(connection, kind, row["id"])
        index_rows(connection, kind, rows)
