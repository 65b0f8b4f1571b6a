"""Tables of institutions and professionals."""

import sqlalchemy as sa

from sspdesk.domain.people import InstitutionKind, ProfessionalRole
from sspdesk.storage.schema.base import Code, key, metadata, reference, text

institution = sa.Table(
    "institution",
    metadata,
    key(),
    text("name"),
    text("sort_name"),
    sa.Column("kind", Code(InstitutionKind), nullable=False),
    text("phone"),
    text("mail"),
    sa.Column("active", sa.Boolean, nullable=False),
    sqlite_autoincrement=True,
)

professional = sa.Table(
    "professional",
    metadata,
    key(),
    text("name"),
    text("sort_name"),
    sa.Column("role", Code(ProfessionalRole), nullable=False),
    text("authority"),
    reference("institution_id", "institution", nullable=True),
    text("phone"),
    text("mail"),
    sa.Column("in_wednesday_group", sa.Boolean, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sqlite_autoincrement=True,
)
