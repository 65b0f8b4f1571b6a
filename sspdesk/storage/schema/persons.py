"""Tables of persons, guardians, notes and merges."""

import sqlalchemy as sa

from sspdesk.domain.persons import DutyState, Relation
from sspdesk.storage.schema.base import Code, key, metadata, reference, text

person = sa.Table(
    "person",
    metadata,
    key(),
    text("first_name"),
    text("last_name"),
    text("sort_name"),
    sa.Column("birth_date", sa.Date),
    sa.Column("cpr", sa.String(10), unique=True),
    reference("school_id", "institution", nullable=True),
    text("class_name"),
    sa.Column("class_year", sa.Integer),
    sa.Column("protected", sa.Boolean, nullable=False),
    text("address"),
    text("phone"),
    text("note"),
    sa.Column("duty_state", Code(DutyState), nullable=False),
    sa.Column("duty_date", sa.Date),
    text("duty_reason"),
    sa.Column("created_on", sa.Date, nullable=False),
    sa.Column("merged_into", sa.ForeignKey("person.id")),
    sa.Index("person_by_name", "sort_name", "id", sqlite_where=sa.text("merged_into IS NULL")),
    sa.Index("person_by_birth", "birth_date", "id", sqlite_where=sa.text("merged_into IS NULL")),
    sa.Index("person_merged", "merged_into", sqlite_where=sa.text("merged_into IS NOT NULL")),
    sqlite_autoincrement=True,
)

guardian = sa.Table(
    "guardian",
    metadata,
    key(),
    reference("person_id", "person"),
    text("name"),
    sa.Column("relation", Code(Relation), nullable=False),
    sa.Column("has_custody", sa.Boolean, nullable=False),
    text("phone"),
    text("mail"),
    sa.Column("may_be_contacted", sa.Boolean, nullable=False),
    sa.Column("contact_first", sa.Boolean, nullable=False),
    sa.Column("may_know_address", sa.Boolean, nullable=False),
    sqlite_autoincrement=True,
)

note = sa.Table(
    "note",
    metadata,
    key(),
    reference("person_id", "person"),
    sa.Column("at", sa.DateTime, nullable=False),
    text("text"),
    sqlite_autoincrement=True,
)

merge = sa.Table(
    "merge",
    metadata,
    key(),
    reference("kept_id", "person"),
    reference("merged_id", "person"),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("kept_before", sa.JSON, nullable=False),
    sa.Column("kept_after", sa.JSON, nullable=False),
    sa.Column("merged_cpr", sa.String(10)),
    sa.Column("moved", sa.JSON, nullable=False),
    sa.Column("newest", sa.JSON, nullable=False),
    sa.Column("closed_tasks", sa.JSON, nullable=False),
    sqlite_autoincrement=True,
)
