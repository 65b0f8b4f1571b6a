"""Numbered migrations; the schema number stands in ``PRAGMA user_version``. A newer vault is refused in words."""

import sqlalchemy as sa

from sspdesk.domain.errors import KnownError
from sspdesk.storage.migrations import v0001

MIGRATIONS = (v0001.apply,)
NEWEST = len(MIGRATIONS)


def schema_number(connection: sa.Connection) -> int:
    """Return the schema number of an open database; 0 when it is empty."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def migrate(connection: sa.Connection) -> None:
    """Bring the schema to the newest number inside the caller's transaction; refuse a newer one."""
    present = schema_number(connection)
    if present > NEWEST:
        raise KnownError("newer_schema", found=present, known=NEWEST)
    for number in range(present, NEWEST):
        MIGRATIONS[number](connection)
    if present < NEWEST:
        connection.exec_driver_sql(f"PRAGMA user_version = {NEWEST}")
