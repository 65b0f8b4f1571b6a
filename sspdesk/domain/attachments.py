"""Documents of persons and papers of agendas: kept whole inside the vault and shown in the program."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import AttachmentId, ItemId, PaperId, PersonId

MAX_SIZE = 25 * 1024 * 1024
"""The largest document, in bytes."""
MAX_TITLE = 120


class AttachmentKind(StrEnum):
    """What a document is, told by its first bytes and never by its name."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WORD = "docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A document of a person. ``content_id`` points at its bytes, which no list ever loads."""

    id: AttachmentId = AttachmentId(0)
    person_id: PersonId
    title: str
    kind: AttachmentKind
    note: str = ""
    size: int
    sha256: str
    added_at: datetime
    added_by: str
    content_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPaper:
    """A file that belongs to an item of an agenda. ``content_id`` points at its bytes, as a document's does."""

    id: PaperId = PaperId(0)
    item_id: ItemId
    title: str
    kind: AttachmentKind
    size: int
    sha256: str
    added_at: datetime
    added_by: str
    content_id: int


def checked_title(title: str) -> str:
    """Return a title without needless spaces, or raise DomainError when it is empty or too long."""
    tidy = " ".join(title.split())
    if not tidy:
        raise DomainError("title_missing", "title")
    if len(tidy) > MAX_TITLE:
        raise DomainError("title_too_long", "title", limit=MAX_TITLE, length=len(tidy))
    return tidy
