"""Tables of forums with their members and usual agenda, and of the series of their meetings."""

import sqlalchemy as sa

from sspdesk.domain.agenda import ItemKind
from sspdesk.domain.forums import ForumColour, ForumKind
from sspdesk.domain.series import HolidayPolicy, SeriesRule
from sspdesk.storage.schema.base import Code, Days, key, metadata, reference, text

forum = sa.Table(
    "forum",
    metadata,
    key(),
    sa.Column("kind", Code(ForumKind), nullable=False),
    text("name"),
    sa.Column("colour", Code(ForumColour), nullable=False),
    text("chair"),
    reference("chair_id", "professional", nullable=True),
    text("members"),
    text("purpose"),
    text("basis"),
    text("cadence"),
    text("place"),
    sa.Column("usual_start", sa.Time, nullable=False),
    sa.Column("usual_minutes", sa.Integer, nullable=False),
    sa.Column("may_name_persons", sa.Boolean, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sqlite_autoincrement=True,
)

forum_member = sa.Table(
    "forum_member",
    metadata,
    key(),
    reference("forum_id", "forum"),
    reference("professional_id", "professional"),
    sa.UniqueConstraint("forum_id", "professional_id"),
    sqlite_autoincrement=True,
)

forum_item = sa.Table(
    "forum_item",
    metadata,
    key(),
    reference("forum_id", "forum"),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("kind", Code(ItemKind), nullable=False),
    text("title"),
    text("note"),
    sa.Column("minutes", sa.Integer, nullable=False),
    text("responsible"),
    sa.Column("closed", sa.Boolean, nullable=False),
    sqlite_autoincrement=True,
)

series = sa.Table(
    "series",
    metadata,
    key(),
    reference("forum_id", "forum"),
    sa.Column("rule", Code(SeriesRule), nullable=False),
    sa.Column("interval", sa.Integer, nullable=False),
    sa.Column("weekday", sa.Integer, nullable=False),
    sa.Column("nth", sa.Integer, nullable=False),
    sa.Column("anchor", sa.Date, nullable=False),
    sa.Column("until", sa.Date, nullable=False),
    sa.Column("starts_at", sa.Time, nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False),
    text("place"),
    sa.Column("policy", Code(HolidayPolicy), nullable=False),
    sa.Column("days", Days, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sqlite_autoincrement=True,
)
