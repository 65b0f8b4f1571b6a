"""What comes round in the year and can be switched on as a reminder."""

from sspdesk.domain.feeds import Feed
from sspdesk.storage import schema
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.repository import Repository


class FeedRepository(Repository[Feed]):
    """The year wheel's reminders."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.feed, Feed)

    def listed(self) -> list[Feed]:
        """Return all of them by date."""
        return self.where(order=(self.table.c.due, self.table.c.id))
