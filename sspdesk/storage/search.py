"""Asks the search index for persons, and for texts that concern them; answers newest first, never by rank.

What is kept in the index, and how words are cut, is ``search_index``'s.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from sspdesk.domain.exit_parts import LinkKind
from sspdesk.domain.ids import PersonId
from sspdesk.domain.names import fold, variant_key, variant_keys_beginning
from sspdesk.domain.persons import age_on
from sspdesk.domain.search import PersonHit, TextHit, TextKind
from sspdesk.domain.wednesday import Role, Theme
from sspdesk.storage.search_index import WORD

_DATE = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})(?:[./-](\d{0,4}))?(?!\d)")
_SHORTEST_VARIANT = 4


def _date_digits(found: re.Match[str]) -> str:
    day, month, year = found.groups()
    return f"{int(day):02d}{int(month):02d}{year or ''}"


def person_query(words: str) -> str:
    """Return the FTS5 query for persons: every word begins a name, school, class or birth date, or is a variant."""
    parts = []
    for token in WORD.findall(fold(_DATE.sub(_date_digits, words))):
        part = f'{{names school}} : "{token}" *'
        if len(token) >= _SHORTEST_VARIANT and not token.isdigit():
            key = variant_key(token)
            star = " *" if len(key) > _SHORTEST_VARIANT else ""
            keys = [f'"{key}"{star}', *(f'"{known}"' for known in sorted(variant_keys_beginning(token) - {key}))]
            part = f"({part} OR {{variants}} : ({' OR '.join(keys)}))"
        parts.append(part)
    return " AND ".join(parts)


def text_query(words: str, *, days: bool = False) -> str:
    """Return the FTS5 query for texts: every word must begin a word of the text, place or reference.

    ``days`` takes "25/11-26" for a day.
    """
    if days:
        words = _DATE.sub(_date_digits, words)
    return " AND ".join(f'"{token}" *' for token in WORD.findall(fold(words)))


def cpr_digits(words: str) -> str:
    """Return the digits to look for among CPR numbers, or nothing where the words are not the start of one."""
    digits = "".join(character for character in words if character in "0123456789")
    return digits if 4 <= len(digits) <= 10 and not any(character.isalpha() for character in words) else ""


_BY_WORDS = "SELECT rowid AS id FROM person_search WHERE person_search MATCH :query"
_BY_CPR = " UNION SELECT id FROM person WHERE cpr >= :cpr AND cpr < :cpr || ':' AND merged_into IS NULL"
NEWEST = " ORDER BY id DESC LIMIT :limit"
_CONTACTS = "SELECT rowid AS id FROM contact_search WHERE contact_search MATCH :query"
_NOTES = "SELECT rowid AS id FROM note_search WHERE note_search MATCH :query"
_TALKS = "SELECT rowid AS id FROM talk_search WHERE talk_search MATCH :query"
_AGREEMENTS = "SELECT rowid AS id FROM talk_agreement_search WHERE talk_agreement_search MATCH :query"
_FOLLOW_UPS = "SELECT rowid AS id FROM talk_follow_up_search WHERE talk_follow_up_search MATCH :query"
_PARENTS = "SELECT rowid AS id FROM guardian_search WHERE guardian_search MATCH :query"
_DOCUMENTS = "SELECT rowid AS id FROM attachment_search WHERE attachment_search MATCH :query AND rowid NOT IN "
_DOCUMENTS += f"(SELECT row_id FROM exit_link WHERE kind = '{LinkKind.ATTACHMENT}')"  # noqa: S608 - a literal
_REMARKS = "SELECT rowid AS id FROM person_search WHERE person_search MATCH '{note} : (' || :query || ')'"

SHOWN_PERSONS = """
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
_SHOWN_PARENTS = """
    SELECT 'guardian', g.id, g.person_id, p.first_name, p.last_name, p.created_on, NULL, NULL, g.name, ''
    FROM ({found}) AS f JOIN guardian AS g ON g.id = f.id JOIN person AS p ON p.id = g.person_id"""
_SHOWN_DOCUMENTS = """
    SELECT 'attachment', a.id, a.person_id, p.first_name, p.last_name, date(a.added_at), NULL, NULL,
        trim(a.title || '. ' || a.note, ' .'), ''
    FROM ({found}) AS f JOIN attachment AS a ON a.id = f.id JOIN person AS p ON p.id = a.person_id"""
_SHOWN = {
    _CONTACTS: _SHOWN_CONTACTS,
    _NOTES: _SHOWN_NOTES,
    _REMARKS: _SHOWN_REMARKS,
    _TALKS: _SHOWN_TALKS,
    _AGREEMENTS: _SHOWN_AGREEMENTS,
    _FOLLOW_UPS: _SHOWN_FOLLOW_UPS,
    _PARENTS: _SHOWN_PARENTS,
    _DOCUMENTS: _SHOWN_DOCUMENTS,
}
TEXTS_SQL = " UNION ALL ".join(shown.format(found=found + NEWEST) for found, shown in _SHOWN.items())
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
    return (SHOWN_PERSONS.format(found=sql + NEWEST), values) if sql else ("", {})


def matching_persons(words: str) -> sa.TextClause | None:
    """Return a subquery of the ids of the persons found by the words, for a list; None where there are no words."""
    sql, values = persons_sql(words)
    return sa.text(sql).bindparams(**values) if sql else None


def find_persons(connection: sa.Connection, words: str, limit: int) -> list[int]:
    """Return ids of persons whose names, school, class, birth date or CPR begin with the words, newest first."""
    sql, values = persons_sql(words)
    return list(connection.execute(sa.text(sql + NEWEST), {**values, "limit": limit}).scalars()) if sql else []


def find_contacts(connection: sa.Connection, words: str, limit: int) -> list[int]:
    """Return ids of contacts whose text, place or reference holds words that begin so, newest first."""
    query = text_query(words)
    if not query:
        return []
    return list(connection.execute(sa.text(_CONTACTS + NEWEST), {"query": query, "limit": limit}).scalars())


def person_hits(connection: sa.Connection, words: str, limit: int, today: date) -> tuple[PersonHit, ...]:
    """Return found persons, newest first, in one query; a protected person's school is left out."""
    sql, values = shown_persons_sql(words)
    if not sql:
        return ()
    rows = connection.exec_driver_sql(sql, {**values, "limit": limit})  # as plain SQL: half the time of sa.text
    return tuple(person_hit(row, today) for row in rows)


def person_hit(row: Sequence[Any], today: date) -> PersonHit:
    """Return a row of ``SHOWN_PERSONS`` as it may be shown."""
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
    """Return the texts that were found, parents' names and documents' titles too, newest first, in one query."""
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
