"""Sets a meeting's agenda up from the forum's usual one, fitted to the meeting's length."""

from sspdesk.domain.agenda import AgendaItem
from sspdesk.domain.forums import Forum, ForumItem
from sspdesk.domain.meetings import Meeting
from sspdesk.storage.unit_of_work import UnitOfWork

_STEP = 5


def begin_agenda(uow: UnitOfWork, meeting: Meeting, forum: Forum) -> None:
    """Give a meeting without an agenda the forum's usual one, as part of a command; one that has one keeps it."""
    if uow.agenda.of_meeting(meeting.id):
        return
    usual = uow.forum_items.of_forum(forum.id)
    length = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    uow.agenda.add_many(
        [
            AgendaItem(
                meeting_id=meeting.id,
                number=number,
                kind=one.kind,
                title=one.title,
                note=one.note,
                minutes=minutes,
                responsible=one.responsible,
                closed=one.closed,
            )
            for number, (one, minutes) in enumerate(zip(usual, fitted(usual, length), strict=True), 1)
        ]
    )


def fitted(items: list[ForumItem], length: int) -> list[int]:
    """Return the items' minutes so that they add up to ``length``: their shares in steps of 5, the longest the rest."""
    planned = sum(one.minutes for one in items)
    if not items or planned in (0, length):
        return [one.minutes for one in items]
    minutes, passed, begun = [], 0, 0
    for one in items:
        passed += one.minutes
        ends = round(length * passed / planned / _STEP) * _STEP
        minutes.append(ends - begun)
        begun = ends
    minutes[minutes.index(max(minutes))] += length - begun
    return minutes
