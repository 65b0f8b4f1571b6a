"""The police's contacts and the lists they came from."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from sspdesk.domain.ids import ContactId, PersonId
from sspdesk.domain.wednesday import ImportBatch, PoliceContact
from sspdesk.storage import schema
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.repository import Repository

_OPEN = sa.text("contact.state IN ('modtaget', 'afklaret')")  # literal, so that the index contact_open is used

_HAS_REFERENCE = sa.literal_column("reference") != sa.literal_column("''")
"""Said as the partial index says it, which is used only then."""


class ContactRepository(Repository[PoliceContact]):
    """All contacts, newest first."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.contact, PoliceContact)

    def of_person(self, person_id: PersonId) -> list[PoliceContact]:
        """Return a person's contacts, newest first."""
        return self.where(
            self.table.c.person_id == person_id, order=(self.table.c.contact_date.desc(), self.table.c.id.desc())
        )

    def earliest_of(self, person_ids: Collection[PersonId]) -> date | None:
        """Return the day of the first contact any of the persons had."""
        select = sa.select(sa.func.min(self.table.c.contact_date)).where(self.table.c.person_id.in_(person_ids))
        found: date | None = self._connection.execute(select).scalar_one()
        return found

    def page(self, offset: int, limit: int) -> list[PoliceContact]:
        """Return one window of all contacts, newest first."""
        select = sa.select(self.table.c.id).order_by(self.table.c.contact_date.desc(), self.table.c.id.desc())
        found = list(self._connection.execute(select.limit(limit).offset(offset)).scalars())
        records = self.many(found)
        return [records[row_id] for row_id in found]

    def waiting(self) -> list[ContactId]:
        """Return ids of open contacts that stand on no meeting's list yet, oldest first."""
        line = schema.meeting_line
        select = (
            sa.select(self.table.c.id)
            .join(line, line.c.contact_id == self.table.c.id, isouter=True)
            .where(_OPEN, line.c.id.is_(None))
            .order_by(self.table.c.id)
        )
        return list(self._connection.execute(select).scalars())

    def near(
        self, person_ids: Collection[PersonId], first: date, last: date, references: Collection[str]
    ) -> list[PoliceContact]:
        """Return the persons' contacts of the days ``first`` to ``last``, and those with one of the references."""
        found: dict[int, PoliceContact] = {}
        wanted = list(dict.fromkeys(person_ids))
        for start in range(0, len(wanted), 500):
            person = self.table.c.person_id.in_(wanted[start : start + 500])
            for contact in self.where(person, self.table.c.contact_date.between(first, last)):
                found[contact.id] = contact
        persons, asked = set(wanted), [one for one in dict.fromkeys(references) if one]
        for start in range(0, len(asked), 500):
            for contact in self.where(self.table.c.reference.in_(asked[start : start + 500]), _HAS_REFERENCE):
                if contact.person_id in persons:
                    found[contact.id] = contact
        return [found[row_id] for row_id in sorted(found)]


class ImportRepository(Repository[ImportBatch]):
    """The lists that were imported."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.import_batch, ImportBatch)

    def by_sha256(self, sha256: str) -> ImportBatch | None:
        """Return the latest import of a file with this SHA-256."""
        found = self.where(self.table.c.sha256 == sha256, order=(self.table.c.id.desc(),))
        return found[0] if found else None
