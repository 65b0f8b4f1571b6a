"""What is approved stays: no undo reaches into it, and later changes in the vault do not change the paper."""

from dataclasses import replace
from datetime import datetime

import pytest

from sspdesk.domain.errors import DomainError
from sspdesk.domain.tasks import TaskKind
from sspdesk.domain.wednesday import Decision
from sspdesk.services import minutes, papers, wednesday
from sspdesk.services.wednesday_list import meeting_view
from sspdesk.services.work import Outcome, apply_undo
from sspdesk.storage.workspace import Workspace
from tests.services.wednesday_world import World, make_contact, make_person, make_world


@pytest.fixture
def world(workspace: Workspace) -> World:
    return workspace.run(make_world)


def _decide_and_approve(workspace: Workspace, world: World, note: str = "") -> Outcome:
    def listed(uow):
        person = make_person(uow)
        return person, wednesday.add_lines(uow, world.meeting, [make_contact(uow, person)])[0]

    person, line = workspace.run(listed)
    decided = workspace.run(
        lambda uow: wednesday.decide(uow, line, Decision.OFFER_TALK, responsible_id=world.teacher.id, note=note)
    )
    workspace.run(lambda uow: minutes.end_meeting(uow, world.meeting))
    approved = workspace.run(lambda uow: minutes.approve_minutes(uow, world.meeting))
    assert approved.undo is None
    return decided, person


def test_undo_does_not_reach_into_approved_minutes(workspace: Workspace, world: World) -> None:
    decided, _person = _decide_and_approve(workspace, world)
    with pytest.raises(DomainError, match="minutes_locked"):
        workspace.run(lambda uow: apply_undo(uow, decided.undo))
    (line,) = workspace.run(lambda uow: uow.lines.of_meeting(world.meeting))
    assert line.decision is Decision.OFFER_TALK
    kinds = [task.kind for task in workspace.run(lambda uow: uow.tasks.of_line(line.id))]
    assert kinds == [TaskKind.OFFER_TALK, TaskKind.DUTY_TO_INFORM]


def test_approved_minutes_print_what_was_approved(workspace: Workspace, world: World, clock) -> None:
    _decided, person = _decide_and_approve(workspace, world, note="Testine og mor kommer fredag")
    before = workspace.run(lambda uow: papers.minutes(uow, world.meeting)).minutes

    def change(uow) -> None:
        uow.persons.save(replace(uow.persons.get(person), first_name="Skabelona"))
        uow.professionals.save(replace(world.teacher, name="Nye Navnesen", active=False))
        contact = uow.contacts.get(uow.lines.of_meeting(world.meeting)[0].contact_id)
        uow.contacts.save(replace(contact, reference="0700-99999"))

    workspace.run(change)
    clock.set(datetime(2027, 1, 4, 9))
    after = workspace.run(lambda uow: papers.minutes(uow, world.meeting)).minutes
    assert replace(after, paper=before.paper) == before
    assert after.decisions[0].note == "T. og mor kommer fredag"
    assert after.decisions[0].responsible == "Lars Lærereksempel"
    assert after.paper.printed_at == datetime(2027, 1, 4, 9)


def test_whoever_is_responsible_can_still_be_chosen_after_leaving(workspace: Workspace, world: World) -> None:
    def work(uow):
        line = wednesday.add_lines(uow, world.meeting, [make_contact(uow, make_person(uow))])[0]
        wednesday.decide(uow, line, Decision.OFFER_TALK, responsible_id=world.teacher.id)
        uow.professionals.save(replace(world.teacher, active=False))
        return meeting_view(uow, world.meeting)

    assert world.teacher.id in {one.id for one in workspace.run(work).colleagues}


def test_a_contact_without_a_list_comes_onto_the_next_meeting(workspace: Workspace, world: World) -> None:
    contact = workspace.run(lambda uow: make_contact(uow, make_person(uow)))
    assert workspace.run(lambda uow: wednesday.prepare(uow, world.meeting)).value == 1
    (line,) = workspace.run(lambda uow: uow.lines.of_meeting(world.meeting))
    assert (line.contact_id, line.carried_from) == (contact, None)
    assert workspace.run(lambda uow: wednesday.prepare(uow, world.meeting)).value == 0


def test_a_decision_to_act_always_has_a_deadline(workspace: Workspace, world: World) -> None:
    def work(uow):
        line = wednesday.add_lines(uow, world.meeting, [make_contact(uow, make_person(uow))])[0]
        wednesday.decide(uow, line, Decision.NOTIFICATION)
        return uow.lines.get(line), uow.tasks.of_line(line)

    line, tasks = workspace.run(work)
    assert line.due is not None
    assert [task.due for task in tasks if task.kind is TaskKind.NOTIFICATION] == [line.due]
