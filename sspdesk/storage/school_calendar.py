"""The school's holidays as the municipality has them."""

from datetime import date

from sspdesk.domain.workdays import SchoolBreak
from sspdesk.storage import schema
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.repository import Repository


class SchoolBreakRepository(Repository[SchoolBreak]):
    """All school holidays."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.school_break, SchoolBreak)

    def listed(self) -> list[SchoolBreak]:
        """Return all of them by date."""
        return self.where(order=(self.table.c.first, self.table.c.id))

    def touching(self, first: date, last: date) -> list[SchoolBreak]:
        """Return those with a day from ``first`` to ``last``, by date."""
        order = (self.table.c.first, self.table.c.id)
        return self.where(self.table.c.first <= last, self.table.c.last >= first, order=order)
