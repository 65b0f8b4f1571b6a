"""Tables of talks and all that hangs on them, of the school's cases and of notifications."""

import sqlalchemy as sa

from sspdesk.domain.school_cases import Measure, SchoolCaseState, Trigger
from sspdesk.domain.talk_records import (
    AgreementState,
    AnsweredBy,
    OfferAnswer,
    OfferChannel,
    ParticipantRole,
    Yes,
)
from sspdesk.domain.talks import NotifyCheck, TalkKind, TalkOrigin, TalkState
from sspdesk.storage.schema.base import Code, Codes, key, metadata, reference, text

school_case = sa.Table(
    "school_case",
    metadata,
    key(),
    reference("person_id", "person"),
    reference("school_id", "institution"),
    reference("teacher_id", "professional", nullable=True),
    sa.Column("state", Code(SchoolCaseState), nullable=False),
    sa.Column("triggers", Codes(Trigger), nullable=False),
    sa.Column("measures", Codes(Measure), nullable=False),
    text("text"),
    sa.Column("received_on", sa.Date, nullable=False),
    sa.Column("changed_on", sa.Date, nullable=False),
    text("decided_by"),
    text("basis_code"),
    text("note"),
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
    reference("school_case_id", "school_case", nullable=True),
    sa.Column("kind", Code(TalkKind), nullable=False, server_default=TalkKind.PREVENTIVE),
    sa.Column("origin", Code(TalkOrigin), nullable=False, server_default=TalkOrigin.WEDNESDAY),
    text("reason"),
    sa.Column("changed_on", sa.Date, nullable=False, server_default="1900-01-01"),
    sa.Column("planned_at", sa.DateTime),
    text("place"),
    sa.Column("held_at", sa.DateTime),
    text("mapping"),
    text("accountability"),
    text("measures"),
    sa.Column("read_on", sa.Date),
    sa.Column("notify_check", Code(NotifyCheck)),
    sa.Column("notify_checked_on", sa.Date),
    text("notify_reason"),
    sa.Index("talk_by_state", "state", "changed_on", "id"),
    sa.Index("talk_by_change", "changed_on", "id"),
    sqlite_autoincrement=True,
)

talk_transition = sa.Table(
    "talk_transition",
    metadata,
    key(),
    reference("talk_id", "talk"),
    reference("person_id", "person"),
    sa.Column("from_state", Code(TalkState)),
    sa.Column("to_state", Code(TalkState), nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    text("decided_by"),
    text("basis_code"),
    text("note"),
    sa.Column("at", sa.DateTime, nullable=False),
    text("by"),
    sqlite_autoincrement=True,
)

talk_offer = sa.Table(
    "talk_offer",
    metadata,
    key(),
    reference("talk_id", "talk"),
    reference("person_id", "person"),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("offered_on", sa.Date, nullable=False),
    sa.Column("channel", Code(OfferChannel), nullable=False),
    reference("offered_by_id", "professional", nullable=True),
    sa.Column("answer", Code(OfferAnswer)),
    sa.Column("answered_on", sa.Date),
    sa.Column("answered_by", Code(AnsweredBy)),
    sqlite_autoincrement=True,
)

talk_participant = sa.Table(
    "talk_participant",
    metadata,
    key(),
    reference("talk_id", "talk"),
    reference("person_id", "person"),
    sa.Column("role", Code(ParticipantRole), nullable=False),
    text("name"),
    reference("guardian_id", "guardian", nullable=True),
    reference("professional_id", "professional", nullable=True),
    sa.Column("leads", sa.Boolean, nullable=False),
    sa.Column("yes", Code(Yes), nullable=False),
    text("basis_code"),
    sa.Column("came", sa.Boolean),
    sqlite_autoincrement=True,
)

talk_agreement = sa.Table(
    "talk_agreement",
    metadata,
    key(),
    reference("talk_id", "talk"),
    reference("person_id", "person"),
    text("text"),
    text("who"),
    sa.Column("due", sa.Date),
    sa.Column("state", Code(AgreementState), nullable=False),
    sqlite_autoincrement=True,
)

talk_follow_up = sa.Table(
    "talk_follow_up",
    metadata,
    key(),
    reference("talk_id", "talk"),
    reference("person_id", "person"),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("channel", Code(OfferChannel), nullable=False),
    text("note"),
    sqlite_autoincrement=True,
)

notification = sa.Table(
    "notification",
    metadata,
    key(),
    reference("person_id", "person"),
    reference("talk_id", "talk", nullable=True),
    sa.Column("sent_on", sa.Date, nullable=False),
    text("recipient"),
    sa.Column("receipt_on", sa.Date),
    text("journal_number"),
    sqlite_autoincrement=True,
)
