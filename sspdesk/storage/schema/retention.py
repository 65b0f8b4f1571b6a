"""Tables of deletion: holds, filings, receipts, the numbers of deleted rows, and the counters that stay."""

import sqlalchemy as sa

from sspdesk.domain.retention import DeletionReason, HoldReason
from sspdesk.storage.schema.base import Code, key, metadata, reference, text

retention_hold = sa.Table(
    "retention_hold",
    metadata,
    key(),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("row_id", sa.Integer, nullable=False),
    reference("person_id", "person"),
    sa.Column("reason", Code(HoldReason), nullable=False),
    text("note"),
    sa.Column("review_on", sa.Date, nullable=False),
    text("by"),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.UniqueConstraint("kind", "row_id"),
    sqlite_autoincrement=True,
)

filing = sa.Table(
    "filing",
    metadata,
    key(),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("row_id", sa.Integer, nullable=False),
    reference("person_id", "person"),
    text("case_number"),
    sa.Column("filed_on", sa.Date),
    text("waived_reason"),
    text("by"),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.UniqueConstraint("kind", "row_id"),
    sqlite_autoincrement=True,
)

deletion_receipt = sa.Table(
    "deletion_receipt",
    metadata,
    key(),
    sa.Column("at", sa.DateTime, nullable=False),
    text("by"),
    sa.Column("reason", Code(DeletionReason), nullable=False, server_default=""),
    sa.Column("counts", sa.JSON, nullable=False),
    sa.Column("digests", sa.JSON, nullable=False),
    sqlite_autoincrement=True,
)

deleted_row = sa.Table(
    "deleted_row",
    metadata,
    key(),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("row_id", sa.Integer, nullable=False),
    reference("receipt_id", "deletion_receipt"),
    sa.UniqueConstraint("kind", "row_id"),
    sqlite_autoincrement=True,
)

anonymous_count = sa.Table(
    "anonymous_count",
    metadata,
    key(),
    sa.Column("month", sa.String(7), nullable=False),
    sa.Column("age_band", sa.String, nullable=False),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.UniqueConstraint("month", "age_band", "role"),
    sqlite_autoincrement=True,
)
