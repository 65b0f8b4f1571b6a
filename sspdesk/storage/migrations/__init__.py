"""Numbered migrations; the schema number stands in ``PRAGMA user_version``. A newer vault is refused in words.

Migration N is the frozen SQL of ``resources/schema/000N.sql`` (statements with an empty line between) and, where SQL is
not enough, a step in a module ``vNNNN``. What has landed is never edited: a change of the schema is a further number,
with the same change in ``storage.schema`` (a test compares the two) and a golden vault (``python -m tests.golden``).
"""

from collections.abc import Callable, Sequence
from functools import partial

import sqlalchemy as sa

from sspdesk.domain.errors import KnownError
from sspdesk.resource import resource
from sspdesk.storage.migrations import v0001, v0013, v0017, v0018

Migration = Callable[[sa.Connection], None]


def run_sql(number: int, connection: sa.Connection) -> None:
    """Run the statements of one numbered file."""
    text = resource(f"schema/{number:04}.sql").read_text(encoding="utf-8")
    for statement in text.strip().split("\n\n"):
        connection.exec_driver_sql(statement)


def _with_step(number: int, step: Migration, connection: sa.Connection) -> None:
    run_sql(number, connection)
    step(connection)


MIGRATIONS: Sequence[Migration] = (
    partial(_with_step, 1, v0001.add_legal_bases),
    partial(run_sql, 2),  # documents
    partial(run_sql, 3),  # drafts
    partial(run_sql, 4),  # deletion
    partial(run_sql, 5),  # deadlines with anchors
    partial(run_sql, 6),  # forums, series, agendas
    partial(run_sql, 7),  # the log grows only at its end; right of access
    partial(run_sql, 8),  # the street team
    partial(run_sql, 9),  # school calendar
    partial(run_sql, 10),  # talks and consents
    partial(run_sql, 11),  # the legal basis of a review
    partial(run_sql, 12),  # Exit
    partial(_with_step, 13, v0013.fill),  # search over everything
    partial(run_sql, 14),  # texts of letters, and the legal bases they leave on
    partial(run_sql, 15),  # papers of agendas as files
    partial(run_sql, 16),  # releases
    partial(_with_step, 17, v0017.fill),  # parents and documents in the search
    partial(_with_step, 18, v0018.fill),  # releases in the search
)
"""In order; the first makes schema 1 in an empty database. One without a step is ``partial(run_sql, N)``."""
NEWEST = len(MIGRATIONS)


def schema_number(connection: sa.Connection) -> int:
    """Return the schema number of an open database; 0 when it is empty."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def is_older(engine: sa.Engine) -> bool:
    """Tell whether an open vault has a schema of an earlier version of the program."""
    with engine.begin() as connection:
        return 0 < schema_number(connection) < NEWEST


def migrate(connection: sa.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the schema to the newest number inside the caller's transaction; refuse a newer one."""
    present, newest = schema_number(connection), len(migrations)
    if present > newest:
        raise KnownError("newer_schema", found=present, known=newest)
    if present == newest:
        return
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for number in range(present, newest):
        migrations[number](connection)
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise KnownError("database_damaged")
    connection.exec_driver_sql(f"PRAGMA user_version = {newest}")
