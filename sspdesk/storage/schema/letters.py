"""Table of the municipality's own wording of letters."""

import sqlalchemy as sa

from sspdesk.domain.letters import LetterText
from sspdesk.storage.schema.base import Code, key, metadata, text

letter_text = sa.Table(
    "letter_text",
    metadata,
    key(),
    sa.Column("which", Code(LetterText), nullable=False),
    text("text"),
    sqlite_autoincrement=True,
)
