"""The first page's facts: groups of deadlines, the coming meeting, deletions, and the day list without names."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from sspdesk.domain.ids import PersonId
from sspdesk.domain.names import initials
from sspdesk.domain.people import Professional, ProfessionalRole
from sspdesk.domain.tasks import DueGroup
from sspdesk.services import tasks, today
from sspdesk.services.tasks import NewTask
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services.wednesday_world import make_person, make_world


def _world(uow: UnitOfWork) -> PersonId:
    make_world(uow)
    person = make_person(uow, "Åse Æblegård-Prøve")
    uow.professionals.save(Professional(name="Karen Konsulenteksempel", role=ProfessionalRole.CONSULTANT))
    other = uow.professionals.save(Professional(name="Gerda Gæstesen"))
    for days, title in ((0, "Ring til klubben"), (1, "Bestil lokale"), (40, "Langt ude")):
        tasks.create(uow, NewTask(title=title, due=uow.today + timedelta(days=days)))
    tasks.create(uow, NewTask(title="Andres", due=uow.today, responsible_id=other.id))
    tasks.create(uow, NewTask(title="Uden navn", due=uow.today, person_id=person))
    tasks.create(uow, NewTask(title="En dag"))
    return person


def _text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


@pytest.fixture
def person(workspace: Workspace) -> PersonId:
    return workspace.run(_world)


def test_the_page_gathers_what_is_due_the_week_and_the_next_meeting(workspace: Workspace, person: PersonId) -> None:
    found = workspace.run(today.view)
    titles = {group: [row.task.title for row in found.of(group).rows if row.task.title] for group in DueGroup}
    assert sorted(titles[DueGroup.TODAY]) == ["Andres", "Ring til klubben", "Uden navn"]
    assert titles[DueGroup.WEEK] == ["Bestil lokale"]
    assert titles[DueGroup.LATER] == ["Langt ude"]
    assert titles[DueGroup.UNDATED] == ["En dag"]
    assert found.meeting is not None
    assert found.meeting.meeting.starts_at.date() == date(2026, 11, 25)
    assert any(entry.id == found.meeting.meeting.id for entry in found.week.entries)
    mine = workspace.run(lambda uow: today.view(uow, mine=True))
    assert "Andres" not in [row.task.title for row in mine.of(DueGroup.TODAY).rows]


def test_a_day_later_the_deadline_is_overdue(workspace: Workspace, clock: Clock, person: PersonId) -> None:
    clock.now += timedelta(days=1)
    found = workspace.run(today.view)
    assert "Ring til klubben" in [row.task.title for row in found.of(DueGroup.OVERDUE).rows]


def test_the_day_list_names_nobody_and_leaves_openly(workspace: Workspace, person: PersonId) -> None:
    paper = workspace.run(lambda uow: today.day_list(uow, with_initials=False))
    text = _text(paper.render())
    assert paper.leaving is None
    assert "Ring til klubben" in text
    assert "Uden navn" not in text, "a task about a person stands with the words for its kind"
    assert initials("Åse", "Æblegård-Prøve") not in text
    assert "Åse" not in text
    assert "Hvem" not in text, "nobody stands in it, so the column is left out"


@pytest.mark.parametrize("with_initials", [True, False])
def test_a_task_of_nobodys_that_names_somebody_stands_with_its_kind_only(
    workspace: Workspace, person: PersonId, with_initials: bool
) -> None:
    for title in ("Ring til Åses mor", "Ring til Karen Konsulenteksempel"):
        workspace.run(lambda uow, title=title: tasks.create(uow, NewTask(title=title, due=uow.today)))
    text = _text(workspace.run(lambda uow: today.day_list(uow, with_initials=with_initials)).render())
    assert "Åse" not in text
    assert "Ring til klubben" in text
    assert "Ring til Karen Konsulenteksempel" in text


def test_the_day_list_with_initials_is_a_disclosure(workspace: Workspace, person: PersonId) -> None:
    paper = workspace.run(lambda uow: today.day_list(uow, with_initials=True))
    text = _text(paper.render())
    assert paper.leaving is not None
    assert paper.leaving.persons == (person,)
    assert paper.number in text
    assert "Åse" not in text
    assert initials("Åse", "Æblegård-Prøve") in text
