"""What the calendar tells of one chosen entry: of a meeting its people and agenda, of anything else when and what."""

from dataclasses import dataclass
from datetime import datetime

from sspdesk.domain.agenda import time_plan
from sspdesk.domain.calendar import Entry, EntryKind
from sspdesk.domain.forums import ForumKind
from sspdesk.domain.ids import MeetingId
from sspdesk.domain.meetings import Attendance, Meeting
from sspdesk.labels import forums
from sspdesk.labels import wednesday as meeting_words
from sspdesk.services import calendar, people
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """One item: when it begins, what (``plain`` in discreet display), and who leads it (empty: nobody yet)."""

    starts: datetime | None
    title: str
    plain: str
    responsible: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDetail:
    """A meeting as the right pane shows it. ``closed`` tells that only its time may be seen here (Exit)."""

    meeting: Meeting
    title: str
    icon: str
    tone: str
    state: str
    invited: int = 0
    coming: int = 0
    apologies: int = 0
    agenda: tuple[AgendaRow, ...] = ()
    has_police_list: bool = False
    closed: bool = False

    @property
    def without_responsible(self) -> int:
        """How many items nobody leads."""
        return sum(not row.responsible for row in self.agenda)


def meeting(uow: UnitOfWork, meeting_id: MeetingId) -> MeetingDetail | None:
    """Return a meeting's people and agenda; None where it is gone. An item with a person shows only what it is."""
    found = uow.meetings.find(meeting_id)
    if found is None:
        return None
    forum = uow.forums.get(found.forum_id)
    entry = calendar.entry_of(found, forum)
    head = MeetingDetail(
        meeting=found,
        title=entry.title,
        icon=entry.icon,
        tone=entry.tone,
        state=meeting_words.meeting_state(found.state),
        has_police_list=forum.has_police_list,
        closed=forum.kind is ForumKind.EXIT and not uow.exit_door.is_open,
    )
    if head.closed:
        return head
    attendance = [one.attendance for one in uow.attendees.of_meeting(found.id)]
    return MeetingDetail(
        meeting=found,
        title=entry.title,
        icon=entry.icon,
        tone=entry.tone,
        state=head.state,
        invited=len(attendance),
        coming=sum(one in (Attendance.INVITED, Attendance.PRESENT) for one in attendance),
        apologies=sum(one is Attendance.APOLOGIES for one in attendance),
        agenda=_agenda(uow, found),
        has_police_list=head.has_police_list,
    )


def _agenda(uow: UnitOfWork, found: Meeting) -> tuple[AgendaRow, ...]:
    items = [item for item in uow.agenda.of_meeting(found.id) if item.on_agenda]
    plan = time_plan(found.starts_at, found.ends_at, items)
    names = people.names(uow)
    rows = []
    for item in items:
        leads = names.get(item.responsible_id, "") if item.responsible_id is not None else item.responsible
        plain = forums.item_kind(item.kind)
        title = plain if item.person_id is not None else item.title
        rows.append(AgendaRow(starts=plan.starts.get(item.id), title=title, plain=plain, responsible=leads))
    return tuple(rows)


def listed(entries: tuple[Entry, ...]) -> list[Entry]:
    """Return the entries of a list: everything but the dates without a meeting comes first on its day."""
    return sorted(entries, key=lambda one: (one.day, one.kind is EntryKind.SKIPPED, one.timed, one.starts, one.title))
