"""The SQLAlchemy engine of an open vault: one connection, explicit BEGIN IMMEDIATE, no values in error texts."""

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import QueuePool

from sspdesk.domain.errors import KnownError
from sspdesk.storage import connection

_POOL_SECONDS = 2


def make_engine(path: Path, key: bytes, *, new: bool = False) -> sa.Engine:
    """Return the engine for the database at ``path``; nothing is opened before its first use.

    Every commit checkpoints by itself. A second checkout while one is out fails after two seconds instead of waiting
    for ever. Errors of disk and file come as KnownError (see ``connection.known_error``), never with values in them.
    """
    _silence()
    pending_creation = [new]

    def creator() -> connection.Connection:
        opened = connection.connect(path, key, new=pending_creation[0])
        pending_creation[0] = False
        return opened

    engine = sa.create_engine(
        "sqlite://",
        creator=creator,
        module=sqlcipher,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=_POOL_SECONDS,
        hide_parameters=True,
        execution_options={"path": path},
    )

    @event.listens_for(engine, "begin")
    def _begin(opened: sa.Connection) -> None:
        opened.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(engine, "handle_error")
    def _name(context: ExceptionContext) -> None:
        known = connection.known_error(context.original_exception, path)
        if known is not None:
            raise known from context.original_exception

    return engine


def _silence() -> None:
    """Keep SQLAlchemy from ever writing rows with ``logging``: at DEBUG it does so in spite of hidden parameters."""
    for name in ("sqlalchemy.engine.Engine", "sqlalchemy.orm"):
        logging.getLogger(name).disabled = True


def checkpoint(engine: sa.Engine) -> None:
    """Empty the write-ahead log into the database now. Raise KnownError ``disk_full``, ``disk_error`` if not.

    Every commit has already tried this; only a backup and closing need to know that it worked.
    """
    with borrowed(engine) as driver:
        if not connection.checkpoint(driver):
            raise KnownError("database_locked")


@contextlib.contextmanager
def borrowed(engine: sa.Engine) -> Iterator[connection.Connection]:
    """Lend the one connection outside any transaction: nobody else can write meanwhile. Errors come as KnownError."""
    lent = engine.raw_connection()
    try:
        driver = lent.driver_connection
        if not isinstance(driver, connection.Connection):
            raise TypeError(type(driver).__name__)
        yield driver
    except (sqlcipher.Error, MemoryError) as error:
        raise connection.known_error(error, engine.get_execution_options()["path"]) or error from error
    finally:
        lent.close()
