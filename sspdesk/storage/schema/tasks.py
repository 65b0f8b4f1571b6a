"""The table of tasks."""

import sqlalchemy as sa

from sspdesk.domain.tasks import AnchorKind, DeadlineRule, SourceKind, TaskKind
from sspdesk.storage.schema.base import Code, key, metadata, reference, text

task = sa.Table(
    "task",
    metadata,
    key(),
    sa.Column("kind", Code(TaskKind), nullable=False),
    reference("person_id", "person", nullable=True),
    reference("line_id", "meeting_line", nullable=True),
    text("title"),
    sa.Column("rule", Code(DeadlineRule), nullable=False),
    sa.Column("anchor", sa.Date),
    sa.Column("due", sa.Date, index=True),
    text("override_reason"),
    reference("responsible_id", "professional", nullable=True),
    sa.Column("done_on", sa.Date),
    sa.Column("created_on", sa.Date, nullable=False),
    sa.Column("source_kind", Code(SourceKind)),
    sa.Column("source_id", sa.Integer),
    sa.Column("amount", sa.Integer, nullable=False, server_default="0"),
    sa.Column("anchor_kind", Code(AnchorKind), nullable=False, server_default=AnchorKind.DATE),
    sa.Column("anchor_id", sa.Integer),
    sa.Column("computed", sa.Date),
    sa.Column("repeat_rule", Code(DeadlineRule)),
    sa.Column("repeat_amount", sa.Integer, nullable=False, server_default="0"),
    sa.Column("repeat_until", sa.Date),
    sa.Index("task_open", "due", "id", sqlite_where=sa.text("done_on IS NULL")),
    sa.Index("task_by_source", "source_kind", "source_id"),
    sa.Index("task_by_anchor", "anchor_kind", "anchor_id", sqlite_where=sa.text("done_on IS NULL")),
    sqlite_autoincrement=True,
)
