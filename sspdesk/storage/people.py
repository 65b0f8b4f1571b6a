"""Institutions and professionals."""

from sspdesk.domain.names import danish_sort_key
from sspdesk.domain.people import Institution, Professional
from sspdesk.storage import schema
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.repository import Repository


class InstitutionRepository(Repository[Institution]):
    """Schools, clubs and authorities."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.institution, Institution)

    def derived(self, record: Institution) -> dict[str, object]:
        return {"sort_name": danish_sort_key(record.name)}

    def listed(self, *, with_inactive: bool = False) -> list[Institution]:
        """Return institutions in Danish order."""
        conditions = () if with_inactive else (self.table.c.active.is_(True),)
        return self.where(*conditions, order=(self.table.c.sort_name,))


class ProfessionalRepository(Repository[Professional]):
    """The professionals around the table."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.professional, Professional)

    def derived(self, record: Professional) -> dict[str, object]:
        return {"sort_name": danish_sort_key(record.name)}

    def listed(self, *, with_inactive: bool = False) -> list[Professional]:
        """Return professionals in Danish order."""
        conditions = () if with_inactive else (self.table.c.active.is_(True),)
        return self.where(*conditions, order=(self.table.c.sort_name,))

    def wednesday_group(self) -> list[Professional]:
        """Return the members of Onsdagsgruppen."""
        return self.where(
            self.table.c.in_wednesday_group.is_(True), self.table.c.active.is_(True), order=(self.table.c.sort_name,)
        )
