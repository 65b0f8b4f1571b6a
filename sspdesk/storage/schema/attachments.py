"""Tables of documents and of agendas' papers, and apart from them the bytes, without history or before-image."""

import sqlalchemy as sa

from sspdesk.domain.attachments import AttachmentKind
from sspdesk.storage.schema.base import Code, key, metadata, reference, text

attachment_content = sa.Table(
    "attachment_content",
    metadata,
    key(),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

attachment = sa.Table(
    "attachment",
    metadata,
    key(),
    reference("person_id", "person"),
    text("title"),
    sa.Column("kind", Code(AttachmentKind), nullable=False),
    text("note"),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("added_at", sa.DateTime, nullable=False),
    text("added_by"),
    sa.Column("content_id", sa.Integer, nullable=False, index=True),
    sqlite_autoincrement=True,
)

agenda_paper = sa.Table(
    "agenda_paper",
    metadata,
    key(),
    reference("item_id", "agenda_item"),
    text("title"),
    sa.Column("kind", Code(AttachmentKind), nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("added_at", sa.DateTime, nullable=False),
    text("added_by"),
    sa.Column("content_id", sa.Integer, nullable=False, index=True),
    sqlite_autoincrement=True,
)
