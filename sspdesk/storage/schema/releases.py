"""Tables of release cases and all that hangs on them."""

import sqlalchemy as sa

from sspdesk.domain.consents import ConsentAuthority, ConsentTopic
from sspdesk.domain.release_records import ContactPoint, Known, Section, VisitState
from sspdesk.domain.releases import Custody, Ending, ReleaseState
from sspdesk.storage.schema.base import Code, Codes, key, metadata, reference, text

release_case = sa.Table(
    "release_case",
    metadata,
    key(),
    reference("person_id", "person"),
    sa.Column("state", Code(ReleaseState), nullable=False),
    sa.Column("custody", Code(Custody), nullable=False),
    text("institution"),
    sa.Column("imprisoned_on", sa.Date),
    sa.Column("notified_on", sa.Date),
    sa.Column("possible_on", sa.Date),
    sa.Column("expected_on", sa.Date),
    sa.Column("expected_at", sa.Time),
    sa.Column("released_on", sa.Date),
    sa.Column("planned_on", sa.Date),
    text("owner"),
    reference("leading_id", "professional", nullable=True),
    reference("responsible_id", "professional", nullable=True),
    sa.Column("ending", Code(Ending)),
    text("note"),
    sa.Column("begun_on", sa.Date, nullable=False),
    sa.Column("changed_on", sa.Date, nullable=False),
    sqlite_autoincrement=True,
)

release_move = sa.Table(
    "release_move",
    metadata,
    key(),
    reference("release_id", "release_case"),
    reference("person_id", "person"),
    sa.Column("from_state", Code(ReleaseState)),
    sa.Column("to_state", Code(ReleaseState), nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    text("decided_by"),
    text("basis_code"),
    text("note"),
    sa.Column("at", sa.DateTime, nullable=False),
    text("by"),
    sqlite_autoincrement=True,
)

release_item = sa.Table(
    "release_item",
    metadata,
    key(),
    reference("release_id", "release_case"),
    reference("person_id", "person"),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("section", Code(Section), nullable=False),
    text("title"),
    text("note"),
    reference("responsible_id", "professional", nullable=True),
    text("responsible"),
    sa.Column("not_needed", sa.Boolean, nullable=False),
    sa.Column("done_on", sa.Date),
    sqlite_autoincrement=True,
)

release_visit = sa.Table(
    "release_visit",
    metadata,
    key(),
    reference("release_id", "release_case"),
    reference("person_id", "person"),
    sa.Column("at", sa.DateTime, nullable=False),
    text("place"),
    sa.Column("state", Code(VisitState), nullable=False),
    text("note"),
    sqlite_autoincrement=True,
)

release_contact = sa.Table(
    "release_contact",
    metadata,
    key(),
    reference("release_id", "release_case"),
    reference("person_id", "person"),
    sa.Column("point", Code(ContactPoint), nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("reached", sa.Boolean, nullable=False),
    sa.Column("housing", Code(Known), nullable=False),
    sa.Column("support", Code(Known), nullable=False),
    sa.Column("occupation", Code(Known), nullable=False),
    text("note"),
    sqlite_autoincrement=True,
)

release_member = sa.Table(
    "release_member",
    metadata,
    key(),
    reference("release_id", "release_case"),
    reference("person_id", "person"),
    reference("professional_id", "professional"),
    sa.Column("authority", Code(ConsentAuthority), nullable=False),
    sa.Column("topics", Codes(ConsentTopic), nullable=False),
    text("function"),
    sa.UniqueConstraint("release_id", "professional_id"),
    sqlite_autoincrement=True,
)

release_meeting = sa.Table(
    "release_meeting",
    metadata,
    key(),
    reference("release_id", "release_case"),
    reference("person_id", "person"),
    reference("meeting_id", "meeting"),
    sqlite_autoincrement=True,
)
