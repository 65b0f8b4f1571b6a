"""Table of the school's holidays."""

import sqlalchemy as sa

from sspdesk.storage.schema.base import key, metadata, text

school_break = sa.Table(
    "school_break",
    metadata,
    key(),
    text("name"),
    sa.Column("first", sa.Date, nullable=False, index=True),
    sa.Column("last", sa.Date, nullable=False),
    sqlite_autoincrement=True,
)
