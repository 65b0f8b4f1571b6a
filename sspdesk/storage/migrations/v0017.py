"""Fills the search index of schema 17: parents by name, documents by title and remark."""

import sqlalchemy as sa

from sspdesk.storage.search_index import as_words

_TEXTS = {
    "guardian": "SELECT id, name FROM guardian",
    "attachment": "SELECT id, title || ' ' || note FROM attachment",
}


def fill(connection: sa.Connection) -> None:
    """Index every parent and document."""
    for kind, select in _TEXTS.items():
        entries = [(row_id, as_words(text)) for row_id, text in connection.exec_driver_sql(select)]
        if entries:
            connection.exec_driver_sql(f"INSERT INTO {kind}_search(rowid, words) VALUES(?, ?)", entries)
