"""Fills the search index of schema 13: meetings, tasks, observations and the rest as they stand; talks by state too."""

from datetime import date

import sqlalchemy as sa

from sspdesk.storage.search_index import as_digits, as_words

_TEXTS = {
    "talk": "SELECT id, reason || ' ' || mapping || ' ' || accountability || ' ' || measures || ' ' || "
    "CASE state WHEN 'til_exit' THEN 'afsluttet' ELSE state END, '', NULL FROM talk",
    "school_case": "SELECT id, text || ' ' || note || ' ' || state, '', NULL FROM school_case",
    "task": "SELECT id, title || ' ' || override_reason || ' ' || kind, '', NULL FROM task",
    "forum": "SELECT id, name || ' ' || chair || ' ' || members || ' ' || purpose || ' ' || place, '', NULL FROM forum",
    "meeting": "SELECT m.id, m.title || ' ' || m.place || ' ' || m.summary, f.name, m.starts_at "
    "FROM meeting AS m JOIN forum AS f ON f.id = m.forum_id",
    "agenda_item": "SELECT id, title || ' ' || note || ' ' || responsible || ' ' || papers || ' ' || outcome || ' ' || "
    "decision, '', NULL FROM agenda_item",
    "addition": "SELECT id, text, '', NULL FROM addition",
    "meeting_line": "SELECT id, note, '', NULL FROM meeting_line",
    "consent": "SELECT id, note, '', NULL FROM consent",
    "observation": "SELECT o.id, o.text || ' ' || o.action || ' ' || o.situational || ' ' || o.follow_up || ' ' || "
    "o.categories, p.name || ' ' || p.area, o.day FROM observation AS o JOIN street_place AS p ON p.id = o.place_id",
    "situational_matter": "SELECT s.id, s.what || ' ' || s.responsible || ' ' || s.kind, p.name || ' ' || p.area, NULL "
    "FROM situational_matter AS s JOIN street_place AS p ON p.id = s.place_id",
}
"""Of each kind: id, its own texts, the name of what it belongs to, and its day."""


def fill(connection: sa.Connection) -> None:
    """Index every row of the kinds that came with this number, and the talks anew."""
    for kind, select in _TEXTS.items():
        rows = connection.exec_driver_sql(select).all()
        entries = [(row_id, _entry(text, day, named)) for row_id, text, named, day in rows]
        if entries:
            insert = f"INSERT INTO {kind}_search(rowid, words) VALUES(?, ?)"
            connection.exec_driver_sql(insert, entries)


def _entry(text: str, day: str | None, named: str) -> str:
    digits = "" if day is None else as_digits(date.fromisoformat(day[:10]))
    return as_words(f"{text} {digits} {named}")
