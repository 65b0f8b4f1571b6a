"""What comes round in the year of SSP work and can be switched on as a reminder (domain.md § 2.4)."""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from sspdesk.domain.ids import FeedId


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One thing of the year: due on a day, reminded of ``days_before``, again after ``every_months`` (0: once)."""

    id: FeedId = FeedId(0)
    code: str = ""
    title: str
    source: str = ""
    due: date
    every_months: int = 12
    days_before: int = 30
    active: bool = False

    def next_due(self) -> date | None:
        """Return when it comes round again, or None for what comes once."""
        return self.due + relativedelta(months=self.every_months) if self.every_months else None
