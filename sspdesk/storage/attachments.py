"""Keeps documents: their rows through the recorder like everything else, their bytes beside it."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from sspdesk.domain.attachments import AgendaPaper, Attachment
from sspdesk.domain.errors import KnownError
from sspdesk.domain.exit_parts import LinkKind
from sspdesk.domain.ids import ItemId, PersonId
from sspdesk.storage import schema
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.repository import Repository


class AttachmentRepository(Repository[Attachment]):
    """Documents. Removing one keeps its bytes until ``sweep``, so that it can be undone.

    Those of Exit are found by ``uow.exits.documents`` only (``within_exit``).
    """

    def __init__(self, recorder: Recorder, *, within_exit: bool = False) -> None:
        super().__init__(recorder, schema.attachment, Attachment)
        self._within_exit = within_exit

    def select(self) -> sa.Select[Any]:
        """Return a select of the documents that may be seen from here."""
        link = schema.exit_link.c
        theirs = sa.select(link.row_id).where(link.kind == LinkKind.ATTACHMENT)
        within = self.table.c.id.in_(theirs)
        return super().select().where(within if self._within_exit else sa.not_(within))

    def of_person(self, person_id: PersonId) -> list[Attachment]:
        """Return a person's documents, newest first."""
        return self.where(self.table.c.person_id == person_id, order=(self.table.c.id.desc(),))

    def keep(self, content: bytes) -> int:
        """Store bytes and return their id."""
        table = schema.attachment_content
        stored = self._connection.execute(table.insert(), {"content": content})
        return int(stored.lastrowid)

    def content(self, attachment: Attachment | AgendaPaper) -> bytes:
        """Return a document's bytes, or raise KnownError("record_gone")."""
        table = schema.attachment_content
        found = self._connection.execute(sa.select(table.c.content).where(table.c.id == attachment.content_id)).scalar()
        if found is None:
            raise KnownError("record_gone", kind="attachment")
        return bytes(found)

    def sweep(self) -> int:
        """Erase bytes whose document or paper is gone, and return how many there were.

        Call it where nothing can be undone any more: when the vault is opened, and in an erasure.
        """
        return sweep_contents(self._connection)


class AgendaPaperRepository(Repository[AgendaPaper]):
    """The files of agenda items; their bytes lie with those of the documents."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.agenda_paper, AgendaPaper)

    def of_items(self, item_ids: Collection[ItemId]) -> list[AgendaPaper]:
        """Return the papers of items, oldest first."""
        return self.where(self.table.c.item_id.in_(list(item_ids)), order=(self.table.c.id,))


def sweep_contents(connection: sa.Connection) -> int:
    """Erase bytes that neither a document nor a paper points at, and return how many there were."""
    table = schema.attachment_content
    used = sa.union_all(sa.select(schema.attachment.c.content_id), sa.select(schema.agenda_paper.c.content_id))
    return int(connection.execute(table.delete().where(table.c.id.not_in(used))).rowcount)
