"""Tables of the police's contacts and the imported lists they came from."""

import sqlalchemy as sa

from sspdesk.domain.wednesday import ContactState, Role, Theme
from sspdesk.storage.schema.base import Code, key, metadata, reference, text

import_batch = sa.Table(
    "import_batch",
    metadata,
    key(),
    text("file_name"),
    sa.Column("sha256", sa.String(64), nullable=False, index=True),
    sa.Column("imported_at", sa.DateTime, nullable=False),
    sa.Column("row_count", sa.Integer, nullable=False),
    reference("meeting_id", "meeting", nullable=True),
    sqlite_autoincrement=True,
)

contact = sa.Table(
    "contact",
    metadata,
    key(),
    reference("person_id", "person"),
    sa.Column("contact_date", sa.Date, nullable=False),
    sa.Column("contact_time", sa.Time),
    sa.Column("role", Code(Role), nullable=False),
    text("role_text"),
    sa.Column("theme", Code(Theme)),
    text("place"),
    text("text"),
    text("reference"),
    sa.Column("talk_recommended", sa.Boolean),
    text("officer"),
    sa.Column("guardian_informed", sa.Boolean),
    text("note"),
    sa.Column("received_on", sa.Date, nullable=False),
    reference("import_id", "import_batch", nullable=True),
    sa.Column("source_row", sa.Integer),
    text("source_hash"),
    sa.Column("state", Code(ContactState), nullable=False),
    sa.Index("contact_by_date", "contact_date", "id"),
    sa.Index("contact_by_reference", "reference", sqlite_where=sa.text("reference <> ''")),
    sa.Index("contact_open", "state", sqlite_where=sa.text("state IN ('modtaget', 'afklaret')")),
    sqlite_autoincrement=True,
)
