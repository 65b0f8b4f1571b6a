"""The search index: folded names, spelling variants, schools and texts in FTS5; answers newest first, never by rank.

Words are cut here and stored with spaces between, so that the index and a query always agree on what a word is; FTS5's
own tokenizer only has to split at the spaces. A merged person is not found; a protected person not through the school.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from sspdesk.domain.ids import PersonId
from sspdesk.domain.names import fold, variant_key, variant_keys, variant_keys_beginning
from sspdesk.domain.persons import age_on
from sspdesk.domain.search import PersonHit, TextHit, TextKind
from sspdesk.domain.wednesday import Role, Theme
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
    "talk": ("reason", "mapping", "accountability", "measures"),
    "talk_agreement": ("text", "who"),
    "talk_follow_up": ("note",),
    **EXIT_TEXTS,
}
SEARCHED = {
    "person": frozenset(
        {"first_name", "last_name", "birth_date", "school_id", "class_name", "protected", "note", "merged_into"}
    ),
    **{kind: frozenset(columns) for kind, columns in _TEXTS.items()},
}
"""The tables whose rows are searched, and their columns that are; the migrations make each its ``…_search``."""

_WORD = re.compile(r"[^\W_]+")
_DATE = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})(?:[./-](\d{0,4}))?(?!\d)")
_SHORTEST_VARIANT = 4
_INSERTS = {
    "person": sa.text(
        "INSERT INTO person_search(rowid, names, variants, school, note) VALUES(:id, :names, :variants, :school, :note)"
    ),
    **{kind: sa.text(f"INSERT INTO {kind}_search(rowid, words) VALUES(:id, :words)") for kind in _TEXTS},
}
_DELETES = {kind: sa.text(f"DELETE FROM {kind}_search WHERE rowid = :id") for kind in SEARCHED}  # noqa: S608 - literals

Row = Mapping[str, object]


def _words(text: str) -> str:
    """Return the folded words of a text with single spaces between."""
    return " ".join(_WORD.findall(fold(text)))


# -- keeping the index ---------------------------------------------------------------------------------------------


def _schools(connection: sa.Connection) -> dict[object, str]:
    table = schema.institution
    return {row.id: row.name for row in connection.execute(sa.select(table.c.id, table.c.name))}


def _person_entry(row: Row, schools: Mapping[object, str]) -> dict[str, object]:
    name = f"{row['first_name']} {row['last_name']}"
    born = row["birth_date"]
    digits = f" {born:%d%m%y} {born:%d%m%Y}" if isinstance(born, date) else ""
    school = "" if row["protected"] else schools.get(row["school_id"], "")
    return {
        "id": row["id"],
        "names": _words(name) + digits,
        "variants": " ".join(sorted(variant_keys(name))),
        "school": _words(f"{school} {row['class_name']}"),
        "note": _words(str(row["note"])),
    }


def _text_entry(row: Row, columns: Sequence[str]) -> dict[str, object]:
    return {"id": row["id"], "words": _words(" ".join(str(row[name]) for name in columns))}


def index_rows(connection: sa.Connection, kind: str, rows: Iterable[Row]) -> None:
    """Add new persons or texts to the index; other kinds are passed over. A merged person is not found."""
    if kind == "person":
        schools = _schools(connection)
        entries = [_person_entry(row, schools) for row in rows if row["merged_into"] is None]
    elif kind in _TEXTS:
        entries = [_text_entry(row, _TEXTS[kind]) for row in rows]
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


def reindex_school(connection: sa.Connection, institution_id: int) -> None:
    """Index the persons of a school anew after its name changed."""
    table = schema.person
    rows = connection.execute(sa.select(table).where(table.c.school_id == institution_id)).mappings().all()
    for row in rows:
        unindex(connection, "person", row["id"])
    index_rows(connection, "person", [dict(row) for row in rows])


# -- asking it -----------------------------------------------------------------------------------------------------


def _date_digits(found: re.Match[str]) -> str:
    day, month, year = found.groups()
    return f"{int(day):02d}{int(month):02d}{year or ''}"


def person_query(words: str) -> str:
    """Return the FTS5 query for persons: every word begins a name, school, class or birth date, or is a variant."""
    parts = []
    for token in _WORD.findall(fold(_DATE.sub(_date_digits, words))):
        part = f'{{names school}} : "{token}" *'
        if len(token) >= _SHORTEST_VARIANT and not token.isdigit():
            key = variant_key(token)
            star = " *" if len(key) > _SHORTEST_VARIANT else ""
            keys = [f'"{key}"{star}', *(f'"{known}"' for known in sorted(variant_keys_beginning(token) - {key}))]
            part = f"({part} OR {{variants}} : ({' OR '.join(keys)}))"
        parts.append(part)
    return " AND ".join(parts)


def text_query(words: str) -> str:
    """Return the FTS5 query for texts: every word must begin a word of the text, place or reference."""
    return " AND ".join(f'"{token}" *' for token in _WORD.findall(fold(words)))


def cpr_digits(words: str) -> str:
    """Return the digits to look for among CPR numbers, or nothing where the words are not the start of one."""
    digits = "".join(character for character in words if character in "0123456789")
    return digits if 4 <= len(digits) <= 10 and not any(character.isalpha() for character in words) else ""


_BY_WORDS = "SELECT rowid AS id FROM person_search WHERE person_search MATCH :query"
_BY_CPR = " UNION SELECT id FROM person WHERE cpr >= :cpr AND cpr < :cpr || ':' AND merged_into IS NULL"
_NEWEST = " ORDER BY id DESC LIMIT :limit"
_CONTACTS = "SELECT rowid AS id FROM contact_search WHERE contact_search MATCH :query"
_NOTES = "SELECT rowid AS id FROM note_search WHERE note_search MATCH :query"
_TALKS = "SELECT rowid AS id FROM talk_search WHERE talk_search MATCH :query"
_AGREEMENTS = "SELECT rowid AS id FROM talk_agreement_search WHERE talk_agreement_search MATCH :query"
_FOLLOW_UPS = "SELECT rowid AS id FROM talk_follow_up_search WHERE talk_follow_up_search MATCH :query"
_REMARKS = "SELECT rowid AS id FROM person_search WHERE person_search MATCH '{note} : (' || :query || ')'"

_SHOWN_PERSONS = """
    SELECT p.id, p.first_name, p.last_name, p.birth_date, p.protected, p.class_name, s.name AS school
    FROM ({found}) AS f JOIN person AS p ON p.id = f.id LEFT JOIN institution AS s ON s.id = p.school_id
    ORDER BY p.id DESC"""
_SHOWN_CONTACTS = """
    SELECT 'contact' AS kind, c.id AS id, c.person_id, p.first_name, p.last_name, c.contact_date AS day,
        c.role, c.theme, c.text, c.place
    FROM ({found}) AS f JOIN contact AS c ON c.id = f.id JOIN person AS p ON p.id = c.person_id"""
_SHOWN_NOTES = """
    SELECT 'note', n.id, n.person_id, p.first_name, p.last_name, date(n.at), NULL, NULL, n.text, ''
    FROM ({found}) AS f JOIN note AS n ON n.id = f.id JOIN person AS p ON p.id = n.person_id"""
_SHOWN_REMARKS = """
    SELECT 'person', p.id, p.id, p.first_name, p.last_name, p.created_on, NULL, NULL, p.note, ''
    FROM ({found}) AS f JOIN person AS p ON p.id = f.id"""
_SHOWN_TALKS = """
    SELECT 'talk', t.id, t.person_id, p.first_name, p.last_name, t.changed_on, NULL, NULL,
        trim(t.reason || ' ' || t.mapping || ' ' || t.accountability || ' ' || t.measures), ''
    FROM ({found}) AS f JOIN talk AS t ON t.id = f.id JOIN person AS p ON p.id = t.person_id"""
_SHOWN_AGREEMENTS = """
    SELECT 'talk', t.id, t.person_id, p.first_name, p.last_name, t.changed_on, NULL, NULL, a.text || ' ' || a.who, ''
    FROM ({found}) AS f JOIN talk_agreement AS a ON a.id = f.id JOIN talk AS t ON t.id = a.talk_id
    JOIN person AS p ON p.id = t.person_id"""
_SHOWN_FOLLOW_UPS = """
    SELECT 'talk', t.id, t.person_id, p.first_name, p.last_name, u.day, NULL, NULL, u.note, ''
    FROM ({found}) AS f JOIN talk_follow_up AS u ON u.id = f.id JOIN talk AS t ON t.id = u.talk_id
    JOIN person AS p ON p.id = t.person_id"""
_SHOWN = {
    _CONTACTS: _SHOWN_CONTACTS,
    _NOTES: _SHOWN_NOTES,
    _REMARKS: _SHOWN_REMARKS,
    _TALKS: _SHOWN_TALKS,
    _AGREEMENTS: _SHOWN_AGREEMENTS,
    _FOLLOW_UPS: _SHOWN_FOLLOW_UPS,
}
TEXTS_SQL = " UNION ALL ".join(shown.format(found=found + _NEWEST) for found, shown in _SHOWN.items())
TEXTS_SQL += " ORDER BY day DESC, kind, id DESC LIMIT :limit"


def persons_sql(words: str) -> tuple[str, dict[str, str]]:
    """Return the SQL that finds the ids of persons by the words, and its values; no SQL where there are no words."""
    query, digits = person_query(words), cpr_digits(words)
    if not query:
        return "", {}
    return (_BY_WORDS + _BY_CPR, {"query": query, "cpr": digits}) if digits else (_BY_WORDS, {"query": query})


def shown_persons_sql(words: str) -> tuple[str, dict[str, str]]:
    """Return the SQL that gives found persons as they are shown, the newest ``:limit`` of them, and its values."""
    sql, values = persons_sql(words)
    return (_SHOWN_PERSONS.format(found=sql + _NEWEST), values) if sql else ("", {})


def matching_persons(words: str) -> sa.TextClause | None:
    """Return a subquery of the ids of the persons found by the words, for a list; None where there are no words."""
    sql, values = persons_sql(words)
    return sa.text(sql).bindparams(**values) if sql else None


def find_persons(connection: sa.Connection, words: str, limit: int) -> list[int]:
    """Return ids of persons whose names, school, class, birth date or CPR begin with the words, newest first."""
    sql, values = persons_sql(words)
    return list(connection.execute(sa.text(sql + _NEWEST), {**values, "limit": limit}).scalars()) if sql else []


def find_contacts(connection: sa.Connection, words: str, limit: int) -> list[int]:
    """Return ids of contacts whose text, place or reference holds words that begin so, newest first."""
    query = text_query(words)
    if not query:
        return []
    return list(connection.execute(sa.text(_CONTACTS + _NEWEST), {"query": query, "limit": limit}).scalars())


def person_hits(connection: sa.Connection, words: str, limit: int, today: date) -> tuple[PersonHit, ...]:
    """Return found persons, newest first, in one query; a protected person's school is left out."""
    sql, values = shown_persons_sql(words)
    if not sql:
        return ()
    rows = connection.exec_driver_sql(sql, {**values, "limit": limit})  # as plain SQL: half the time of sa.text
    return tuple(_person_hit(row, today) for row in rows)


def _person_hit(row: Sequence[Any], today: date) -> PersonHit:
    person_id, first, last, born, protected, class_name, school = row
    birth_date = None if born is None else date.fromisoformat(born)
    return PersonHit(
        id=PersonId(person_id),
        name=f"{first} {last}".strip(),
        born=birth_date,
        age=None if birth_date is None else age_on(birth_date, today),
        class_name=class_name,
        school="" if protected else school or "",
        protected=bool(protected),
    )


def text_hits(connection: sa.Connection, words: str, limit: int) -> tuple[TextHit, ...]:
    """Return the contacts, notes and remarks whose texts were found, newest first, in one query."""
    query = text_query(words)
    if not query:
        return ()
    rows = connection.exec_driver_sql(TEXTS_SQL, {"query": query, "limit": limit})
    return tuple(_text_hit(row) for row in rows)


def _text_hit(row: Sequence[Any]) -> TextHit:
    kind, row_id, person_id, first, last, day, role, theme, text, place = row
    return TextHit(
        kind=TextKind(kind),
        id=row_id,
        person_id=PersonId(person_id),
        name=f"{first} {last}".strip(),
        day=date.fromisoformat(day),
        text=text,
        place=place,
        role=None if role is None else Role(role),
        theme=None if theme is None else Theme(theme),
    )
