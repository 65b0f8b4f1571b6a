"""Schema 1: everything the Wednesday group needs, the search index, the log's triggers and the legal bases."""

import sqlalchemy as sa

from sspdesk.storage import access_log, schema, search
from sspdesk.storage.legal_bases import ROWS


def apply(connection: sa.Connection) -> None:
    """Make the tables in an empty database."""
    schema.metadata.create_all(connection)
    for statement in (*search.TABLES, *access_log.TRIGGERS):
        connection.exec_driver_sql(statement)
    connection.execute(schema.legal_basis.insert(), ROWS)
