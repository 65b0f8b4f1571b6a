"""Tables of legal bases and disclosures."""

import sqlalchemy as sa

from sspdesk.domain.consents import ConsentTopic
from sspdesk.domain.disclosures import Channel, Document, Field
from sspdesk.storage.schema.base import Code, Codes, key, metadata, reference, text

legal_basis = sa.Table(
    "legal_basis",
    metadata,
    key(),
    sa.Column("code", sa.String, nullable=False, index=True),
    text("name"),
    text("short_text"),
    sa.Column("allows_disclosure", sa.Boolean, nullable=False),
    sa.Column("valid_from", sa.Date),
    sa.Column("valid_to", sa.Date),
    text("source"),
    sa.Column("checked_on", sa.Date),
    text("checked_by"),
    text("warning"),
    sqlite_autoincrement=True,
)

disclosure = sa.Table(
    "disclosure",
    metadata,
    key(),
    sa.Column("at", sa.DateTime, nullable=False, index=True),
    text("by"),
    sa.Column("document", Code(Document), nullable=False),
    sa.Column("channel", Code(Channel), nullable=False),
    text("number"),
    text("recipient"),
    text("purpose"),
    text("basis_code"),
    sa.Column("fields", Codes(Field), nullable=False),
    reference("meeting_id", "meeting", nullable=True),
    sa.Column("copies", sa.Integer, nullable=False),
    sa.Column("expires_on", sa.Date),
    text("sha256"),
    text("refused"),
    sa.Column("topics", Codes(ConsentTopic), nullable=False, server_default=""),
    reference("recipient_id", "professional", nullable=True),
    text("content"),
    sqlite_autoincrement=True,
)

disclosure_person = sa.Table(
    "disclosure_person",
    metadata,
    key(),
    reference("disclosure_id", "disclosure"),
    reference("person_id", "person"),
    text("reason"),
    sqlite_autoincrement=True,
)
