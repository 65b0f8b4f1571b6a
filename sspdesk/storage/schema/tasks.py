"""Tables of tasks and recommended talks."""

import sqlalchemy as sa

from sspdesk.domain.talks import TalkState
from sspdesk.domain.tasks import DeadlineRule, TaskKind
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
    sqlite_autoincrement=True,
)

talk = sa.Table(
    "talk",
    metadata,
    key(),
    reference("person_id", "person"),
    reference("line_id", "meeting_line", nullable=True),
    sa.Column("state", Code(TalkState), nullable=False),
    sa.Column("recommended_on", sa.Date, nullable=False),
    sa.Column("offer_by", sa.Date),
    reference("responsible_id", "professional", nullable=True),
    sqlite_autoincrement=True,
)
