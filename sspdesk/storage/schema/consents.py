"""Tables of consents: the consent, the pairs it covers, and who gave it."""

import sqlalchemy as sa

from sspdesk.domain.consents import ConsentAuthority, ConsentForm, ConsentTopic
from sspdesk.storage.schema.base import Code, key, metadata, reference, text

consent = sa.Table(
    "consent",
    metadata,
    key(),
    reference("person_id", "person"),
    sa.Column("given_on", sa.Date, nullable=False),
    sa.Column("form", Code(ConsentForm), nullable=False),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_to", sa.Date, nullable=False),
    sa.Column("withdrawn_on", sa.Date),
    text("note"),
    sqlite_autoincrement=True,
)

consent_scope = sa.Table(
    "consent_scope",
    metadata,
    key(),
    reference("consent_id", "consent"),
    reference("person_id", "person"),
    sa.Column("topic", Code(ConsentTopic), nullable=False),
    sa.Column("authority", Code(ConsentAuthority), nullable=False),
    sa.UniqueConstraint("consent_id", "topic", "authority"),
    sqlite_autoincrement=True,
)

consent_giver = sa.Table(
    "consent_giver",
    metadata,
    key(),
    reference("consent_id", "consent"),
    reference("person_id", "person"),
    reference("guardian_id", "guardian", nullable=True),
    text("name"),
    sqlite_autoincrement=True,
)
