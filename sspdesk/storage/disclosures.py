"""Legal bases and disclosures."""

from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from sspdesk.domain.disclosures import Disclosure, LegalBasis
from sspdesk.domain.ids import DisclosureId, MeetingId, PersonId
from sspdesk.storage import schema
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.repository import Repository


class BasisRepository(Repository[LegalBasis]):
    """The table of legal bases."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.legal_basis, LegalBasis)

    def in_force(self, code: str, day: date) -> LegalBasis | None:
        """Return the row of a code that is valid on a day, else any row of that code."""
        rows = self.where(self.table.c.code == code)
        return next((row for row in rows if row.valid_on(day)), rows[0] if rows else None)


class DisclosureRepository(Repository[Disclosure]):
    """What left, to whom and why; the persons stand in a table of their own."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.disclosure, Disclosure)

    def to_domain(self, row: sa.RowMapping) -> Disclosure:
        record = super().to_domain(row)
        table = schema.disclosure_person
        select = (
            sa.select(table.c.person_id, table.c.reason).where(table.c.disclosure_id == record.id).order_by(table.c.id)
        )
        found = self._connection.execute(select).all()
        return replace(record, persons=tuple(one.person_id for one in found), reason=found[0].reason if found else "")

    def add(self, record: Disclosure) -> Disclosure:
        """Store a disclosure and the persons it concerns."""
        disclosure_id = DisclosureId(self._recorder.insert(self.table, self.to_values(record)))
        self._recorder.insert_many(
            schema.disclosure_person,
            [
                {"disclosure_id": disclosure_id, "person_id": person_id, "reason": record.reason}
                for person_id in record.persons
            ],
        )
        return self.get(disclosure_id)

    def of_person(self, person_id: PersonId) -> list[Disclosure]:
        """Return the disclosures that concern a person, newest first."""
        link = schema.disclosure_person
        ids = sa.select(link.c.disclosure_id).where(link.c.person_id == person_id)
        return self.where(self.table.c.id.in_(ids), order=(self.table.c.at.desc(),))

    def of_meeting(self, meeting_id: MeetingId) -> list[Disclosure]:
        """Return what left of a meeting."""
        return self.where(self.table.c.meeting_id == meeting_id)

    def page(self, offset: int, limit: int) -> list[Disclosure]:
        """Return one window of all disclosures, newest first."""
        return self.all(
            self.select().order_by(self.table.c.at.desc(), self.table.c.id.desc()).limit(limit).offset(offset)
        )

    def last_number(self, prefix: str) -> int:
        """Return the highest number after ``prefix`` that a paper carries; 0 when there is none."""
        number = sa.cast(sa.func.substr(self.table.c.number, len(prefix) + 1), sa.Integer)
        select = sa.select(sa.func.max(number)).where(self.table.c.number.startswith(prefix, autoescape=True))
        return int(self._connection.execute(select).scalar() or 0)

    def numbered(self, number: str) -> list[Disclosure]:
        """Return the disclosures of the paper with this number, oldest first."""
        return self.where(self.table.c.number == number)
