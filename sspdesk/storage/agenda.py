"""The items of the meetings' agendas."""

from collections.abc import Collection

import sqlalchemy as sa

from sspdesk.domain.agenda import AgendaItem, ItemState
from sspdesk.domain.ids import ItemId, MeetingId, PersonId
from sspdesk.domain.meetings import Meeting, MeetingState
from sspdesk.storage import schema
from sspdesk.storage.meetings import meetings_together
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.repository import Repository


class AgendaRepository(Repository[AgendaItem]):
    """All agenda items."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.agenda_item, AgendaItem)

    def of_meeting(self, meeting_id: MeetingId) -> list[AgendaItem]:
        """Return a meeting's items in their order, those put on hold too."""
        return self.where(self.table.c.meeting_id == meeting_id, order=(self.table.c.number, self.table.c.id))

    def of_meetings(self, meeting_ids: Collection[MeetingId]) -> list[AgendaItem]:
        """Return the items of many meetings, meeting by meeting in their order."""
        wanted, found = list(meeting_ids), list[AgendaItem]()
        for start in range(0, len(wanted), 500):
            found += self.where(
                self.table.c.meeting_id.in_(wanted[start : start + 500]),
                order=(self.table.c.meeting_id, self.table.c.number, self.table.c.id),
            )
        return found

    def of_person(self, person_id: PersonId) -> list[AgendaItem]:
        """Return the items that are tied to a person, newest first."""
        return self.where(self.table.c.person_id == person_id, order=(self.table.c.id.desc(),))

    def carried_on(self, item_id: ItemId) -> list[AgendaItem]:
        """Return the items of later meetings that go on from an item."""
        return self.where(self.table.c.carried_from == item_id)

    def on_hold(self, for_meeting: Meeting) -> list[AgendaItem]:
        """Return the items that wait for a later meeting and were not taken up, oldest first."""
        item, meeting = self.table, schema.meeting
        later = item.alias("later")
        taken = sa.select(later.c.carried_from).where(later.c.carried_from.is_not(None))
        select = (
            self.select()
            .join(meeting, meeting.c.id == item.c.meeting_id)
            .where(
                meetings_together(self._connection, for_meeting),
                item.c.state == ItemState.ON_HOLD,
                meeting.c.state != MeetingState.CANCELLED,
                item.c.id.not_in(taken),
            )
            .order_by(item.c.id)
        )
        return self.all(select)
