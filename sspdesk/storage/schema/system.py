"""Tables of settings, revision history, remembered columns and the append-only log."""

import sqlalchemy as sa

from sspdesk.storage.schema.base import key, metadata, text

setting = sa.Table(
    "setting", metadata, sa.Column("name", sa.String, primary_key=True), sa.Column("value", sa.JSON, nullable=False)
)

remembered_columns = sa.Table(
    "remembered_columns",
    metadata,
    sa.Column("signature", sa.String, primary_key=True),
    sa.Column("columns", sa.JSON, nullable=False),
)

revision = sa.Table(
    "revision",
    metadata,
    key(),
    text("at"),
    text("user"),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("row_id", sa.Integer, nullable=False),
    sa.Column("before", sa.Text),
    sa.Column("after", sa.Text),
    sa.Index("revision_by_row", "kind", "row_id"),
    sqlite_autoincrement=True,
)

log = sa.Table(
    "log",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    text("at"),
    text("user"),
    sa.Column("action", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("object_id", sa.Integer),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("mac", sa.String(64), nullable=False),
    sa.Index("log_by_object", "kind", "object_id"),
    sqlite_autoincrement=True,
)
