"""The step of schema 1 that is no SQL: the legal bases a new vault starts with."""

import sqlalchemy as sa

from sspdesk.storage import schema
from sspdesk.storage.legal_bases import ROWS


def add_legal_bases(connection: sa.Connection) -> None:
    """Fill the table of legal bases, which the user may edit afterwards."""
    connection.execute(schema.legal_basis.insert(), ROWS)
