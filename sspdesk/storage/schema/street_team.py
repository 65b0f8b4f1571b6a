"""Tables of the street team: places, shifts, observations, situational matters. No key leads to a person."""

import sqlalchemy as sa

from sspdesk.domain.street_team import Category, MatterKind, MatterState, ObservationState, ShiftState
from sspdesk.storage.schema.base import Code, Codes, key, metadata, reference, text

street_place = sa.Table(
    "street_place",
    metadata,
    key(),
    text("name"),
    text("area"),
    sa.Column("active", sa.Boolean, nullable=False),
    sqlite_autoincrement=True,
)

street_shift = sa.Table(
    "street_shift",
    metadata,
    key(),
    sa.Column("day", sa.Date, nullable=False, index=True),
    sa.Column("starts", sa.Time),
    sa.Column("ends", sa.Time),
    text("route"),
    sa.Column("state", Code(ShiftState), nullable=False),
    sqlite_autoincrement=True,
)

street_shift_worker = sa.Table(
    "street_shift_worker",
    metadata,
    key(),
    reference("shift_id", "street_shift"),
    reference("professional_id", "professional"),
    sa.UniqueConstraint("shift_id", "professional_id"),
    sqlite_autoincrement=True,
)

observation = sa.Table(
    "observation",
    metadata,
    key(),
    reference("shift_id", "street_shift"),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("at", sa.Time, nullable=False),
    sa.Column("slot", sa.Integer, nullable=False),
    reference("place_id", "street_place"),
    sa.Column("categories", Codes(Category), nullable=False),
    sa.Column("mask", sa.Integer, nullable=False),
    sa.Column("size", sa.Integer),
    sa.Column("size_to", sa.Integer),
    sa.Column("estimated", sa.Boolean, nullable=False),
    sa.Column("age_from", sa.Integer),
    sa.Column("age_to", sa.Integer),
    sa.Column("mood", sa.Integer),
    text("text"),
    text("action"),
    text("situational"),
    text("follow_up"),
    sa.Column("state", Code(ObservationState), nullable=False),
    reference("import_id", "import_batch", nullable=True),
    sa.Column("source_row", sa.Integer),
    text("source_hash"),
    sa.Column("recorded_on", sa.Date, nullable=False),
    sa.Index("observation_counted", "slot", "place_id", "mask"),
    sa.Index("observation_listed", "day", "at", "id"),
    sa.Index("observation_by_source", "source_hash", sqlite_where=sa.text("source_hash <> ''")),
    sqlite_autoincrement=True,
)

situational_matter = sa.Table(
    "situational_matter",
    metadata,
    key(),
    reference("place_id", "street_place"),
    sa.Column("kind", Code(MatterKind), nullable=False),
    text("what"),
    text("responsible"),
    sa.Column("state", Code(MatterState), nullable=False),
    sa.Column("reported_on", sa.Date, nullable=False),
    sa.Column("done_on", sa.Date),
    sqlite_autoincrement=True,
)
