"""Forums in the store: what every vault begins with, and what the database itself refuses."""

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from sspdesk.domain.agenda import AgendaItem, ItemKind
from sspdesk.domain.forums import NEVER_PERSONS, ForumKind
from sspdesk.domain.ids import MeetingId
from sspdesk.domain.meetings import Meeting
from sspdesk.domain.wednesday import MeetingLine
from sspdesk.services.work import UnitOfWork, Workspace
from tests.golden import path_of
from tests.services.wednesday_world import make_contact, make_person
from tests.vaults import reopen


def _meeting(uow: UnitOfWork, kind: ForumKind) -> MeetingId:
    (forum,) = uow.forums.of_kind(kind)
    start = datetime(2026, 12, 1, 9)
    return uow.meetings.add(Meeting(forum_id=forum.id, starts_at=start, ends_at=start.replace(hour=11))).id


def test_every_vault_begins_with_the_fourteen_forums(workspace: Workspace) -> None:
    forums = workspace.run(lambda uow: uow.forums.listed(with_inactive=True))
    assert [one.kind for one in forums] == list(ForumKind)[:14]
    assert {one.kind for one in forums if one.may_name_persons} == {
        ForumKind.WEDNESDAY_GROUP,
        ForumKind.INFO_HOUSE_CASE,
        ForumKind.CO_ORDINATION_UNIT,
        ForumKind.EXIT,
        ForumKind.RELEASE,
        ForumKind.HANDOVER,
    }
    for forum in forums:
        items = workspace.run(lambda uow, forum=forum: uow.forum_items.of_forum(forum.id))
        assert sum(item.minutes for item in items) == forum.usual_minutes, forum.name


@pytest.mark.parametrize("kind", sorted(NEVER_PERSONS))
def test_the_database_refuses_a_person_on_the_agenda_of_a_forum_without_persons(
    workspace: Workspace, kind: ForumKind
) -> None:
    def work(uow: UnitOfWork) -> None:
        item = AgendaItem(meeting_id=_meeting(uow, kind), number=1, title="Sag", person_id=make_person(uow))
        uow.agenda.add(item)

    with pytest.raises(sa.exc.IntegrityError, match="person_not_in_this_forum"):
        workspace.run(work)


def test_the_database_refuses_the_ways_round(workspace: Workspace) -> None:
    def moved(uow: UnitOfWork) -> None:
        person = make_person(uow)
        item = uow.agenda.add(
            AgendaItem(meeting_id=_meeting(uow, ForumKind.EXIT), number=1, title="Sag", person_id=person)
        )
        uow.agenda.save(replace(item, meeting_id=_meeting(uow, ForumKind.LOCAL_COUNCIL)))

    def tied_later(uow: UnitOfWork) -> None:
        item = uow.agenda.add(AgendaItem(meeting_id=_meeting(uow, ForumKind.NETWORK), number=1, title="Sag"))
        uow.agenda.save(replace(item, person_id=make_person(uow)))

    def as_kind(uow: UnitOfWork) -> None:
        meeting = _meeting(uow, ForumKind.INFO_HOUSE)
        uow.agenda.add(AgendaItem(meeting_id=meeting, number=1, title="Sag", kind=ItemKind.PERSON))

    def list_line(uow: UnitOfWork) -> None:
        contact = make_contact(uow, make_person(uow))
        uow.lines.add(MeetingLine(meeting_id=_meeting(uow, ForumKind.LOCAL_COUNCIL), contact_id=contact, number=1))

    def whole_meeting(uow: UnitOfWork) -> None:
        meeting = _meeting(uow, ForumKind.EXIT)
        uow.agenda.add(AgendaItem(meeting_id=meeting, number=1, title="Sag", person_id=make_person(uow)))
        (other,) = uow.forums.of_kind(ForumKind.STREET_TEAM)
        uow.meetings.save(replace(uow.meetings.get(meeting), forum_id=other.id))

    for work in (moved, tied_later, as_kind, list_line, whole_meeting):
        with pytest.raises(sa.exc.IntegrityError, match="person_not_in_this_forum"):
            workspace.run(work)


def test_the_database_keeps_the_forums_themselves_in_order(workspace: Workspace) -> None:
    def opened(uow: UnitOfWork) -> None:
        (forum,) = uow.forums.of_kind(ForumKind.LOCAL_COUNCIL)
        uow.forums.save(replace(forum, may_name_persons=True))

    def closed(uow: UnitOfWork) -> None:
        meeting = _meeting(uow, ForumKind.EXIT)
        uow.agenda.add(AgendaItem(meeting_id=meeting, number=1, title="Sag", person_id=make_person(uow)))
        (forum,) = uow.forums.of_kind(ForumKind.EXIT)
        uow.forums.save(replace(forum, may_name_persons=False))

    with pytest.raises(sa.exc.IntegrityError, match="forum_never_persons"):
        workspace.run(opened)
    with pytest.raises(sa.exc.IntegrityError, match="forum_has_persons"):
        workspace.run(closed)


def test_the_meetings_of_an_old_vault_become_onsdagsgruppens(tmp_path: Path) -> None:
    vault = reopen(shutil.copytree(path_of(1), tmp_path / "old.sspvault"))
    workspace = Workspace(vault)

    def look(uow: UnitOfWork) -> None:
        group = uow.forums.wednesday_group()
        meetings = uow.meetings.all()
        assert len(meetings) == 26
        assert {one.forum_id for one in meetings} == {group.id}
        for meeting in meetings:
            assert uow.attendees.of_meeting(meeting.id)
            assert len(uow.agenda.of_meeting(meeting.id)) == (0 if meeting.locked else 6)
        new = uow.meetings.add(replace(meetings[0], id=MeetingId(0)))
        assert new.id == max(one.id for one in meetings) + 1

    workspace.run(look)
    vault.close()
