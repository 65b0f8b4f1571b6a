"""The search index: folded names, spelling variants, schools and texts in FTS5; answers newest first, never by rank."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

import sqlalchemy as sa

from sspdesk.domain.names import fold, variant_key, variant_keys
from sspdesk.storage import schema

TABLES = (
    "CREATE VIRTUAL TABLE person_search USING fts5"
    "(names, variants, school, tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3')",
    "INSERT INTO person_search(person_search, rank) VALUES('secure-delete', 1)",
    "CREATE VIRTUAL TABLE contact_search USING fts5"
    "(words, tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3')",
    "INSERT INTO contact_search(contact_search, rank) VALUES('secure-delete', 1)",
)
_WORD = re.compile(r"\w+")
_INSERT_PERSON = sa.text(
    "INSERT INTO person_search(rowid, names, variants, school) VALUES(:id, :names, :variants, :school)"
)
_INSERT_CONTACT = sa.text("INSERT INTO contact_search(rowid, words) VALUES(:id, :words)")

Row = Mapping[str, object]


def _schools(connection: sa.Connection) -> dict[object, str]:
    table = schema.institution
    return {row.id: row.name for row in connection.execute(sa.select(table.c.id, table.c.name))}


def _person_entry(row: Row, schools: Mapping[object, str]) -> dict[str, object]:
    name = f"{row['first_name']} {row['last_name']}"
    born = row["birth_date"]
    digits = f" {born:%d%m%y} {born:%d%m%Y}" if isinstance(born, date) else ""
    return {
        "id": row["id"],
        "names": fold(name) + digits,
        "variants": " ".join(sorted(variant_keys(name))),
        "school": fold(f"{schools.get(row['school_id'], '')} {row['class_name']}"),
    }


def _contact_entry(row: Row) -> dict[str, object]:
    return {"id": row["id"], "words": fold(f"{row['text']} {row['place']} {row['reference']}")}


def index_rows(connection: sa.Connection, kind: str, rows: Iterable[Row]) -> None:
    """Add new persons or contacts to the index; other kinds are passed over. A merged person is not found."""
    if kind == "person":
        schools = _schools(connection)
        entries = [_person_entry(row, schools) for row in rows if row["merged_into"] is None]
        if entries:
            connection.execute(_INSERT_PERSON, entries)
    elif kind == "contact":
        connection.execute(_INSERT_CONTACT, [_contact_entry(row) for row in rows])


def unindex(connection: sa.Connection, kind: str, row_id: int) -> None:
    """Take a person or contact out of the index; other kinds are passed over."""
    if kind in ("person", "contact"):
        connection.execute(sa.text(f"DELETE FROM {kind}_search WHERE rowid = :id"), {"id": row_id})  # noqa: S608 - two literals


def reindex_school(connection: sa.Connection, institution_id: int) -> None:
    """Index the persons of a school anew after its name changed."""
    table = schema.person
    rows = connection.execute(sa.select(table).where(table.c.school_id == institution_id)).mappings().all()
    for row in rows:
        unindex(connection, "person", row["id"])
    index_rows(connection, "person", [dict(row) for row in rows])


def person_query(words: str) -> str:
    """Return the FTS5 query for persons: every word begins a name, school or birth date, or is a variant."""
    parts = []
    for token in _WORD.findall(fold(words)):
        part = f'"{token}"*'
        variant = variant_key(token)
        if len(token) >= 4:
            part = f'({part} OR {{variants}} : "{variant}")'
        parts.append(part)
    return " AND ".join(parts)


def text_query(words: str) -> str:
    """Return the FTS5 query for texts: every word must begin a word of the text, place or reference."""
    return " AND ".join(f'"{token}"*' for token in _WORD.findall(fold(words)))


PERSONS_SQL = "SELECT rowid FROM person_search WHERE person_search MATCH :query ORDER BY rowid DESC LIMIT :limit"
CONTACTS_SQL = "SELECT rowid FROM contact_search WHERE contact_search MATCH :query ORDER BY rowid DESC LIMIT :limit"


def find_persons(connection: sa.Connection, words: str, limit: int) -> list[int]:
    """Return ids of persons whose names, school or birth date begin with the words, newest first."""
    query = person_query(words)
    if not query:
        return []
    return list(connection.execute(sa.text(PERSONS_SQL), {"query": query, "limit": limit}).scalars())


def find_by_cpr(connection: sa.Connection, digits: str, limit: int) -> list[int]:
    """Return ids of persons whose CPR begins with the digits (CPR is never in the full-text index)."""
    column = schema.person.c.cpr
    select = sa.select(schema.person.c.id).where(column >= digits, column < digits + ":").limit(limit)
    return list(connection.execute(select).scalars())


def find_contacts(connection: sa.Connection, words: str, limit: int) -> list[int]:
    """Return ids of contacts whose text, place or reference holds words that begin so, newest first."""
    query = text_query(words)
    if not query:
        return []
    return list(connection.execute(sa.text(CONTACTS_SQL), {"query": query, "limit": limit}).scalars())
