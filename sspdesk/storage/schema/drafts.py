"""The table of drafts: unsaved text. Outside history, undo and search, since nobody has decided to keep it yet.

``person_id`` is no foreign key: a draft must not stand in the way of taking back the making of its person.
"""

import sqlalchemy as sa

from sspdesk.storage.schema.base import key, metadata, text

draft = sa.Table(
    "draft",
    metadata,
    key(),
    sa.Column("page", sa.String, nullable=False),
    sa.Column("editor", sa.String, nullable=False),
    sa.Column("item", sa.String, nullable=False),
    sa.Column("record", sa.Integer, nullable=False),
    sa.Column("person_id", sa.Integer, index=True),
    text("at"),
    sa.Column("fields", sa.JSON, nullable=False),
    sa.UniqueConstraint("page", "editor", "item"),
    sqlite_autoincrement=True,
)
