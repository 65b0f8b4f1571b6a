"""Meetings of several forums for the tests: who sits in them, and a person who is known."""

from dataclasses import replace
from datetime import datetime

from sspdesk.domain.agenda import AgendaItem, ItemKind
from sspdesk.domain.forums import Forum, ForumKind
from sspdesk.domain.ids import MeetingId, ProfessionalId
from sspdesk.domain.people import Professional, ProfessionalRole
from sspdesk.services import agenda, forums, meetings, minutes
from sspdesk.services.meetings import MeetingPlan
from sspdesk.services.work import UnitOfWork


def forum_of(uow: UnitOfWork, kind: ForumKind) -> Forum:
    """Return the forum of a kind."""
    return uow.forums.of_kind(kind)[0]


def with_members(uow: UnitOfWork, kind: ForumKind) -> tuple[ProfessionalId, ...]:
    """Give a forum two members and return them."""
    ids = tuple(
        uow.professionals.save(Professional(name=name, role=role)).id
        for name, role in (
            ("Poul Prøvegaard", ProfessionalRole.POLICE),
            ("Stine Skoleeksempel", ProfessionalRole.HEAD_OF_SCHOOL),
        )
    )
    forums.save(uow, forum_of(uow, kind), member_ids=ids)
    return ids


def planned(uow: UnitOfWork, kind: ForumKind, day: int = 1, month: int = 12, hour: int = 13) -> MeetingId:
    """Plan a meeting of 90 minutes in a forum and return it."""
    start = datetime(2026, month, day, hour)
    wanted = MeetingPlan(
        forum_id=forum_of(uow, kind).id, starts_at=start, ends_at=start.replace(hour=hour + 1, minute=30)
    )
    return meetings.plan(uow, wanted).value.id


def held(uow: UnitOfWork, meeting_id: MeetingId, *, approve: bool = True) -> None:
    """Hold a meeting and approve its minutes."""
    minutes.start(uow, meeting_id)
    minutes.all_present(uow, meeting_id)
    minutes.end_meeting(uow, meeting_id)
    if approve:
        minutes.approve_minutes(uow, meeting_id)


def item(uow: UnitOfWork, meeting_id: MeetingId, title: str, **facts: object) -> AgendaItem:
    """Put an item on an agenda."""
    wanted = AgendaItem(meeting_id=meeting_id, number=0, title=title, kind=ItemKind.DISCUSSION)
    return agenda.save_item(uow, replace(wanted, **facts)).value  # type: ignore[arg-type]
