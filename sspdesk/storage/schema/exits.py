"""Tables of Exit. They point outwards only: no other table points at them (domain.md § 3.6)."""

import sqlalchemy as sa

from sspdesk.domain.exit_parts import FocusArea, FocusStatus, FundsAnswer, LinkKind, NoteKind, PartyRole
from sspdesk.domain.exits import (
    EnquirySource,
    ExitState,
    OutcomeAnswer,
    OutcomePoint,
    Programme,
    SideKind,
)
from sspdesk.storage.schema.base import Code, key, metadata, reference, text

exit_case = sa.Table(
    "exit_case",
    metadata,
    key(),
    reference("person_id", "person"),
    sa.Column("number", sa.String, nullable=False, unique=True),
    sa.Column("programme", Code(Programme), nullable=False),
    sa.Column("source", Code(EnquirySource), nullable=False),
    reference("talk_id", "talk", nullable=True),
    sa.Column("state", Code(ExitState), nullable=False),
    sa.Column("received_on", sa.Date, nullable=False),
    sa.Column("changed_on", sa.Date, nullable=False),
    reference("contact_id", "professional", nullable=True),
    sa.Column("approved_on", sa.Date),
    text("approval_reference"),
    sa.Column("planned_weeks", sa.Integer, nullable=False),
    sa.Column("ended_on", sa.Date),
    text("note"),
    sqlite_autoincrement=True,
)

exit_move = sa.Table(
    "exit_move",
    metadata,
    key(),
    reference("case_id", "exit_case"),
    sa.Column("from_state", Code(ExitState)),
    sa.Column("to_state", Code(ExitState), nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    text("decided_by"),
    text("basis_code"),
    text("note"),
    sa.Column("at", sa.DateTime, nullable=False),
    text("by"),
    sqlite_autoincrement=True,
)

exit_threat = sa.Table(
    "exit_threat",
    metadata,
    key(),
    reference("case_id", "exit_case"),
    sa.Column("day", sa.Date, nullable=False),
    text("police_contact"),
    text("level"),
    sqlite_autoincrement=True,
)

exit_side = sa.Table(
    "exit_side",
    metadata,
    key(),
    reference("case_id", "exit_case"),
    sa.Column("kind", Code(SideKind), nullable=False),
    sa.Column("began_on", sa.Date, nullable=False),
    sa.Column("ended_on", sa.Date),
    text("led_by"),
    text("handed_over"),
    sqlite_autoincrement=True,
)

exit_party = sa.Table(
    "exit_party",
    metadata,
    key(),
    reference("case_id", "exit_case"),
    sa.Column("role", Code(PartyRole), nullable=False),
    text("name"),
    reference("professional_id", "professional", nullable=True),
    sa.Column("signed_on", sa.Date),
    sa.Column("reminded_on", sa.Date),
    sqlite_autoincrement=True,
)

exit_focus = sa.Table(
    "exit_focus",
    metadata,
    key(),
    reference("case_id", "exit_case"),
    sa.Column("area", Code(FocusArea), nullable=False),
    sa.Column("status", Code(FocusStatus), nullable=False),
    text("goal"),
    text("next_step"),
    text("responsible"),
    sa.Column("due", sa.Date),
    sa.Column("done_on", sa.Date),
    sqlite_autoincrement=True,
)

exit_rating = sa.Table(
    "exit_rating",
    metadata,
    key(),
    reference("case_id", "exit_case"),
    sa.Column("day", sa.Date, nullable=False),
    text("rater"),
    text("level"),
    text("notes"),
    sqlite_autoincrement=True,
)

exit_funds = sa.Table(
    "exit_funds",
    metadata,
    key(),
    reference("case_id", "exit_case"),
    sa.Column("kroner", sa.Integer, nullable=False),
    text("purpose"),
    sa.Column("sent_on", sa.Date),
    sa.Column("answer", Code(FundsAnswer)),
    sa.Column("answered_on", sa.Date),
    sa.Column("granted", sa.Integer),
    sqlite_autoincrement=True,
)

exit_note = sa.Table(
    "exit_note",
    metadata,
    key(),
    reference("case_id", "exit_case"),
    sa.Column("kind", Code(NoteKind), nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    text("text"),
    sa.Column("at", sa.DateTime, nullable=False),
    text("by"),
    sqlite_autoincrement=True,
)

exit_outcome = sa.Table(
    "exit_outcome",
    metadata,
    key(),
    reference("case_id", "exit_case"),
    sa.Column("point", Code(OutcomePoint), nullable=False),
    sa.Column("found_on", sa.Date, nullable=False),
    sa.Column("answer", Code(OutcomeAnswer), nullable=False),
    text("source"),
    sa.UniqueConstraint("case_id", "point"),
    sqlite_autoincrement=True,
)

exit_link = sa.Table(
    "exit_link",
    metadata,
    key(),
    reference("case_id", "exit_case"),
    sa.Column("kind", Code(LinkKind), nullable=False),
    sa.Column("row_id", sa.Integer, nullable=False),
    text("part"),
    text("title"),
    sa.Index("exit_link_by_row", "kind", "row_id"),
    sqlite_autoincrement=True,
)
