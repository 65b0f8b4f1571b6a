"""Tables of meetings, their agenda, their lines, attendance and additions to minutes."""

import sqlalchemy as sa

from sspdesk.domain.agenda import ItemKind, ItemState
from sspdesk.domain.consents import ConsentTopic
from sspdesk.domain.meetings import Attendance, MeetingState
from sspdesk.domain.wednesday import Decision
from sspdesk.storage.schema.base import Code, key, metadata, reference, text

meeting = sa.Table(
    "meeting",
    metadata,
    key(),
    reference("forum_id", "forum"),
    reference("series_id", "series", nullable=True),
    sa.Column("number", sa.Integer),
    sa.Column("series_day", sa.Date),
    text("title"),
    sa.Column("starts_at", sa.DateTime, nullable=False, index=True),
    sa.Column("ends_at", sa.DateTime, nullable=False),
    text("place"),
    reference("chair_id", "professional", nullable=True),
    sa.Column("state", Code(MeetingState), nullable=False),
    text("summary"),
    sa.Column("approved_at", sa.DateTime),
    text("approved_by"),
    sa.Column("moved_from", sa.DateTime),
    text("uid"),
    sa.Column("sequence", sa.Integer, nullable=False),
    sqlite_autoincrement=True,
)

agenda_item = sa.Table(
    "agenda_item",
    metadata,
    key(),
    reference("meeting_id", "meeting"),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("kind", Code(ItemKind), nullable=False),
    text("title"),
    text("note"),
    sa.Column("minutes", sa.Integer, nullable=False),
    text("responsible"),
    reference("responsible_id", "professional", nullable=True),
    sa.Column("closed", sa.Boolean, nullable=False),
    text("papers"),
    reference("person_id", "person", nullable=True),
    sa.Column("state", Code(ItemState), nullable=False),
    text("outcome"),
    text("decision"),
    reference("carried_from", "agenda_item", nullable=True),
    reference("release_id", "release_case", nullable=True),
    sa.Column("topic", Code(ConsentTopic)),
    sqlite_autoincrement=True,
)

attendee = sa.Table(
    "attendee",
    metadata,
    key(),
    reference("meeting_id", "meeting"),
    reference("professional_id", "professional"),
    sa.Column("attendance", Code(Attendance), nullable=False),
    sa.UniqueConstraint("meeting_id", "professional_id"),
    sqlite_autoincrement=True,
)

meeting_line = sa.Table(
    "meeting_line",
    metadata,
    key(),
    sa.Column("meeting_id", sa.ForeignKey("meeting.id"), nullable=False),
    reference("contact_id", "contact"),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("decision", Code(Decision)),
    reference("responsible_id", "professional", nullable=True),
    sa.Column("due", sa.Date),
    text("note"),
    sa.Column("decided_at", sa.DateTime),
    sa.Column("carried_from", sa.ForeignKey("meeting.id")),
    text("withheld_reason"),
    sa.UniqueConstraint("meeting_id", "contact_id"),
    sqlite_autoincrement=True,
)

addition = sa.Table(
    "addition",
    metadata,
    key(),
    reference("meeting_id", "meeting"),
    sa.Column("at", sa.DateTime, nullable=False),
    text("by"),
    text("text"),
    sqlite_autoincrement=True,
)

approved_minutes = sa.Table(
    "approved_minutes",
    metadata,
    key(),
    sa.Column("meeting_id", sa.ForeignKey("meeting.id"), nullable=False, unique=True),
    sa.Column("content", sa.JSON, nullable=False),
    sqlite_autoincrement=True,
)
