"""Table of what comes round in the year and can be switched on as a reminder."""

import sqlalchemy as sa

from sspdesk.storage.schema.base import key, metadata, text

feed = sa.Table(
    "feed",
    metadata,
    key(),
    text("code"),
    text("title"),
    text("source"),
    sa.Column("due", sa.Date, nullable=False),
    sa.Column("every_months", sa.Integer, nullable=False),
    sa.Column("days_before", sa.Integer, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sqlite_autoincrement=True,
)
