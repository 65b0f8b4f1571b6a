"""Fills the search index of schema 18: the releases with their checklists, visits and contacts as they stand."""

import sqlalchemy as sa

from sspdesk.storage.search_index import as_words

_TEXTS = {
    "release_case": "SELECT id, institution || ' ' || owner || ' ' || note || ' ' || state || ' ' || custody "
    "FROM release_case",
    "release_item": "SELECT id, title || ' ' || note || ' ' || responsible FROM release_item",
    "release_visit": "SELECT id, place || ' ' || note FROM release_visit",
    "release_contact": "SELECT id, note FROM release_contact",
}


def fill(connection: sa.Connection) -> None:
    """Index every row of the kinds that came with this number."""
    for kind, select in _TEXTS.items():
        entries = [(row_id, as_words(text)) for row_id, text in connection.exec_driver_sql(select)]
        if entries:
            insert = f"INSERT INTO {kind}_search(rowid, words) VALUES(?, ?)"
            connection.exec_driver_sql(insert, entries)
