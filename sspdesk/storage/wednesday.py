"""The police's contacts."""

from collections.abc import Collection

import sqlalchemy as sa

from sspdesk.domain.ids import ContactId, PersonId
from sspdesk.domain.wednesday import ContactState, PoliceContact
from sspdesk.storage import schema
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.repository import Repository

OPEN_STATES = (ContactState.RECEIVED, ContactState.CLARIFIED)


class ContactRepository(Repository[PoliceContact]):
    """All contacts, newest first."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.contact, PoliceContact)

    def of_person(self, person_id: PersonId) -> list[PoliceContact]:
        """Return a person's contacts, newest first."""
        return self.where(
            self.table.c.person_id == person_id, order=(self.table.c.contact_date.desc(), self.table.c.id.desc())
        )

    def page(self, offset: int, limit: int) -> list[PoliceContact]:
        """Return one window of all contacts, newest first."""
        select = sa.select(self.table.c.id).order_by(self.table.c.contact_date.desc(), self.table.c.id.desc())
        found = list(self._connection.execute(select.limit(limit).offset(offset)).scalars())
        records = self.many(found)
        return [records[row_id] for row_id in found]

    def undecided(self) -> list[ContactId]:
        """Return ids of contacts no meeting has decided on, oldest first."""
        state = self.table.c.state.in_(OPEN_STATES)
        return list(
            self._connection.execute(sa.select(self.table.c.id).where(state).order_by(self.table.c.id)).scalars()
        )

    def by_references(self, references: Collection[str]) -> dict[str, PoliceContact]:
        """Return contacts by the police's reference (the newest where one stands twice)."""
        found: dict[str, PoliceContact] = {}
        wanted = [reference for reference in dict.fromkeys(references) if reference]
        for start in range(0, len(wanted), 500):
            chunk = wanted[start : start + 500]
            for contact in self.where(self.table.c.reference.in_(chunk)):
                found[contact.reference] = contact
        return found
