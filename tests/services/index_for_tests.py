"""Compares the search index with the rows as they stand."""

import sqlalchemy as sa

from sspdesk.storage import schema, search_index
from sspdesk.storage.unit_of_work import UnitOfWork


def stored_and_due(uow: UnitOfWork) -> tuple[dict[str, list[tuple[object, ...]]], dict[str, list[tuple[object, ...]]]]:
    """Return what the index holds by kind, and what it would hold if every row were indexed anew."""
    connection = uow._connection
    stored = {kind: _entries(connection, kind) for kind in search_index.SEARCHED}
    with connection.begin_nested() as nested:
        for kind in search_index.SEARCHED:
            connection.exec_driver_sql(f"DELETE FROM {kind}_search")  # noqa: S608 - a table of the list
            rows = connection.execute(sa.select(schema.metadata.tables[kind])).mappings().all()
            search_index.index_rows(connection, kind, [dict(row) for row in rows])
        due = {kind: _entries(connection, kind) for kind in search_index.SEARCHED}
        nested.rollback()
    return stored, due


def _entries(connection: sa.Connection, kind: str) -> list[tuple[object, ...]]:
    columns = "names, variants, school, note" if kind == "person" else "words"
    rows = connection.exec_driver_sql(f"SELECT rowid, {columns} FROM {kind}_search ORDER BY rowid")  # noqa: S608 - as above
    return [tuple(row) for row in rows]
