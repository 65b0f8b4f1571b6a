"""Sets a meeting's agenda up from the forum's usual one, fitted to the meeting's length."""

from dataclasses import replace

from sspdesk.domain.agenda import AgendaItem, ItemKind
from sspdesk.domain.forums import Forum, ForumItem
from sspdesk.domain.ids import MeetingId
from sspdesk.domain.meetings import Meeting
from sspdesk.labels.forums import item_kind
from sspdesk.storage.unit_of_work import UnitOfWork

_STEP = 5
_FOLLOW_UP_MINUTES = 10


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
    if uow.tasks.agreed_before(meeting):
        ensure_follow_up(uow, meeting)


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


def ensure_follow_up(uow: UnitOfWork, meeting: Meeting) -> None:
    """Give a meeting the item "Opfølgning" as its second, where it lacks one; part of a command.

    Its minutes are taken from the longest item, so that the times still add up.
    """
    items = uow.agenda.of_meeting(meeting.id)
    if any(one.kind is ItemKind.FOLLOW_UP for one in items):
        return
    longest = max(items, key=lambda one: one.minutes, default=None)
    minutes = min(_FOLLOW_UP_MINUTES, longest.minutes // 2) if longest is not None else _FOLLOW_UP_MINUTES
    if longest is not None:
        shorter = uow.agenda.save(replace(longest, minutes=longest.minutes - minutes))
        items[items.index(longest)] = shorter
    title = item_kind(ItemKind.FOLLOW_UP)
    new = AgendaItem(meeting_id=meeting.id, number=0, kind=ItemKind.FOLLOW_UP, title=title, minutes=minutes)
    items.insert(min(1, len(items)), uow.agenda.add(new))
    number_anew(uow, meeting.id, items)


def number_anew(uow: UnitOfWork, meeting_id: MeetingId, items: list[AgendaItem] | None = None) -> None:
    """Number the items in their order, or in a given one; part of a command."""
    for number, one in enumerate(uow.agenda.of_meeting(meeting_id) if items is None else items, 1):
        if one.number != number:
            uow.agenda.save(replace(one, number=number))
