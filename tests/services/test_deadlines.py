"""Deadlines with rule and anchor: made, moved with their anchor, overridden, assigned, repeated, listed by group."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import PersonId
from sspdesk.domain.intervals import Interval
from sspdesk.domain.meetings import Meeting
from sspdesk.domain.people import Professional, ProfessionalRole
from sspdesk.domain.tasks import Anchor, AnchorKind, DeadlineRule, DueGroup, Rule, Source, SourceKind, Task, TaskKind
from sspdesk.services import meetings, settings, tasks
from sspdesk.services.tasks import NewTask
from sspdesk.services.work import apply_undo
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from tests.conftest import Clock
from tests.services.wednesday_world import NEXT_DAY, make_person, make_world, plan_on

HELD = Anchor(date(2026, 11, 23), AnchorKind.TALK_HELD, 7)
MONTH = Rule(DeadlineRule.DAYS, 30)


def _plan(workspace: Workspace, **wanted: object) -> Task:
    kind = wanted.pop("kind", TaskKind.FOLLOW_UP)
    return workspace.run(lambda uow: tasks.plan(uow, NewTask(kind=kind, **wanted)))


def _get(workspace: Workspace, task: Task) -> Task:
    return workspace.run(lambda uow: uow.tasks.get(task.id))


def test_the_deadline_follows_its_rule_and_moves_with_its_anchor(workspace: Workspace) -> None:
    task = _plan(workspace, rule=MONTH, anchor=HELD)
    assert (task.computed, task.due, task.overridden) == (date(2026, 12, 23), date(2026, 12, 23), False)
    other = _plan(workspace, rule=MONTH, anchor=replace(HELD, id=8))
    moved = workspace.run(lambda uow: tasks.move_anchor(uow, replace(HELD, day=date(2026, 11, 30))))
    assert [one.id for one in moved] == [task.id]
    assert (_get(workspace, task).anchor, _get(workspace, task).due) == (date(2026, 11, 30), date(2026, 12, 30))
    assert _get(workspace, other) == other


def test_an_overridden_deadline_stays_when_its_anchor_moves_until_it_follows_the_rule_again(
    workspace: Workspace,
) -> None:
    task = _plan(workspace, rule=MONTH, anchor=HELD)
    with pytest.raises(DomainError, match="override_without_reason"):
        workspace.run(lambda uow: tasks.set_deadline(uow, task.id, date(2027, 1, 15)))
    workspace.run(lambda uow: tasks.set_deadline(uow, task.id, date(2027, 1, 15), "Familien er bortrejst"))
    workspace.run(lambda uow: tasks.move_anchor(uow, replace(HELD, day=date(2026, 11, 30))))
    stored = _get(workspace, task)
    assert (stored.computed, stored.due) == (date(2026, 12, 30), date(2027, 1, 15))
    assert stored.override_reason == "Familien er bortrejst"
    back = workspace.run(lambda uow: tasks.follow_rule(uow, task.id)).value
    assert (back.due, back.override_reason) == (date(2026, 12, 30), "")


def test_a_done_task_does_not_move_and_does_not_change(workspace: Workspace) -> None:
    task = _plan(workspace, rule=MONTH, anchor=HELD)
    workspace.run(lambda uow: tasks.complete(uow, task.id))
    assert workspace.run(lambda uow: tasks.move_anchor(uow, replace(HELD, day=date(2026, 11, 30)))) == []
    for change in (
        lambda uow: tasks.set_deadline(uow, task.id, date(2026, 12, 1), "nej"),
        lambda uow: tasks.follow_rule(uow, task.id),
        lambda uow: tasks.assign(uow, task.id, None),
    ):
        with pytest.raises(DomainError, match="task_done"):
            workspace.run(change)
    assert workspace.run(lambda uow: tasks.reopen(uow, task.id)).value.done_on is None


def test_what_a_deadline_cannot_be(workspace: Workspace) -> None:
    task = _plan(workspace, rule=MONTH, anchor=HELD)
    for due, code in ((date(2026, 11, 22), "due_in_past"), (None, "due_missing")):
        with pytest.raises(DomainError, match=code):
            workspace.run(lambda uow, due=due: tasks.set_deadline(uow, task.id, due, "fordi"))
    with pytest.raises(DomainError, match="due_in_past"):
        workspace.run(lambda uow: tasks.create(uow, NewTask(title="Ring", due=date(2026, 11, 22))))
    with pytest.raises(DomainError, match="task_title_missing"):
        workspace.run(lambda uow: tasks.create(uow, NewTask(title="  ", due=date(2026, 11, 24))))
    duty = _plan(workspace, kind=TaskKind.DUTY_TO_INFORM, rule=Rule(DeadlineRule.ONE_MONTH), anchor=HELD)
    with pytest.raises(DomainError, match="duty_due_is_law"):
        workspace.run(lambda uow: tasks.set_deadline(uow, duty.id, date(2027, 1, 15), "travlt"))
    with pytest.raises(DomainError, match="duty_needs_answer"):
        workspace.run(lambda uow: tasks.reopen(uow, duty.id))


def test_a_task_of_ones_own_can_be_removed_and_comes_back_by_undo_others_are_completed(workspace: Workspace) -> None:
    own = workspace.run(lambda uow: tasks.create(uow, NewTask(title="Ring til klubben"))).value
    gone = workspace.run(lambda uow: tasks.remove(uow, own.id))
    assert workspace.run(lambda uow: uow.tasks.find(own.id)) is None
    workspace.run(lambda uow: apply_undo(uow, gone.undo))
    assert _get(workspace, own) == own
    follow_up = _plan(workspace, rule=MONTH, anchor=HELD)
    with pytest.raises(DomainError, match="task_follows"):
        workspace.run(lambda uow: tasks.remove(uow, follow_up.id))


def test_a_repeated_task_comes_again_when_it_is_done_and_undo_takes_both_back(workspace: Workspace) -> None:
    weekly = Rule(DeadlineRule.WEEKS, 1)
    task = _plan(workspace, due=date(2026, 11, 23), repeat=weekly, repeat_until=date(2026, 12, 4))
    done = workspace.run(lambda uow: tasks.complete(uow, task.id))
    (following,) = workspace.run(tasks.open_tasks)
    assert (following.task.due, following.task.kind) == (date(2026, 11, 30), TaskKind.FOLLOW_UP)
    workspace.run(lambda uow: apply_undo(uow, done.undo))
    assert [row.task.id for row in workspace.run(tasks.open_tasks)] == [task.id]
    workspace.run(lambda uow: tasks.complete(uow, task.id))
    (following,) = workspace.run(tasks.open_tasks)
    reopened = workspace.run(lambda uow: tasks.reopen(uow, task.id)).value
    assert reopened.repeat_rule is None  # or completing it again would make the series twice
    workspace.run(lambda uow: tasks.complete(uow, following.task.id))
    assert [row.task.id for row in workspace.run(tasks.open_tasks)] == [task.id]  # 7 December is past the last one


def test_a_records_tasks_are_found_finished_and_dropped_together(workspace: Workspace) -> None:
    source = Source(SourceKind.TALK, 3)
    first = _plan(workspace, source=source, rule=MONTH, anchor=HELD)
    kept = _plan(workspace, source=source, kind=TaskKind.CHASE_RECEIPT, due=date(2026, 12, 1))
    _plan(workspace, source=Source(SourceKind.MEETING, 3), due=date(2026, 12, 1))
    assert [row.task.id for row in workspace.run(lambda uow: tasks.of_source(uow, source))] == [kept.id, first.id]
    workspace.run(lambda uow: tasks.finish_of(uow, source, TaskKind.FOLLOW_UP))
    assert _get(workspace, first).done_on == date(2026, 11, 23)
    workspace.run(lambda uow: tasks.drop_of(uow, source))
    assert [row.task.id for row in workspace.run(lambda uow: tasks.of_source(uow, source))] == [first.id]


def test_a_record_with_a_later_task_cannot_be_undone_away(workspace: Workspace) -> None:
    world = workspace.run(make_world)
    made = workspace.run(_another_meeting)
    workspace.run(
        lambda uow: tasks.plan(
            uow, NewTask(kind=TaskKind.MEETING_ACTION, title="Ring", source=Source(SourceKind.MEETING, made.value.id))
        )
    )
    with pytest.raises(KnownError, match="undo_stale"):
        workspace.run(lambda uow: apply_undo(uow, made.undo))
    assert workspace.run(lambda uow: uow.meetings.find(made.value.id)) is not None
    assert world.meeting != made.value.id


def _another_meeting(uow: UnitOfWork) -> Outcome[Meeting]:
    return meetings.plan(uow, plan_on(NEXT_DAY))


def _group(workspace: Workspace, *, mine: bool = False) -> dict[DueGroup, list[str]]:
    found = workspace.run(lambda uow: tasks.deadlines(uow, mine=mine))
    assert all(due.count == len(due.rows) for due in found)
    return {due.group: [row.task.title for row in due.rows] for due in found if due.rows}


def test_deadlines_come_in_groups_and_mine_leaves_out_what_others_have(workspace: Workspace, clock: Clock) -> None:
    def make(uow: UnitOfWork) -> PersonId:
        me = uow.professionals.save(Professional(name="Vibeke Skabelon", role=ProfessionalRole.CONSULTANT))
        uow.professionals.save(Professional(name="Vikar Eksempel", role=ProfessionalRole.CONSULTANT))
        other = uow.professionals.save(Professional(name="Poul Prøvegaard", role=ProfessionalRole.POLICE))
        settings.save(uow, replace(settings.load(uow), municipality="Havnsø", consultant="Vibeke Skabelon"))
        person = make_person(uow)
        dues = {
            "over": date(2026, 11, 22),
            "i dag": date(2026, 11, 25),
            "i morgen": date(2026, 11, 26),
            "søndag": date(2026, 11, 29),
            "mandag": date(2026, 11, 30),
            "engang": None,
        }
        for title, due in dues.items():
            uow.tasks.add(Task(title=title, person_id=person, due=due, created_on=uow.today))
        for title, who in (("min", me.id), ("politiets", other.id)):
            uow.tasks.add(Task(title=title, due=date(2026, 11, 25), responsible_id=who, created_on=uow.today))
        uow.tasks.add(Task(title="gjort", due=date(2026, 11, 25), done_on=uow.today, created_on=uow.today))
        return person

    workspace.run(make)
    clock.set(datetime(2026, 11, 25, 8))
    groups = {
        DueGroup.OVERDUE: ["over"],
        DueGroup.TODAY: ["i dag", "min", "politiets"],
        DueGroup.WEEK: ["i morgen", "søndag"],
        DueGroup.LATER: ["mandag"],
        DueGroup.UNDATED: ["engang"],
    }
    assert _group(workspace) == groups
    assert _group(workspace, mine=True) == {**groups, DueGroup.TODAY: ["i dag", "min"]}
    rows = next(due.rows for due in workspace.run(tasks.deadlines) if due.group is DueGroup.TODAY)
    assert [(row.name, row.responsible) for row in rows] == [
        ("Testine Eksempelsen", ""),
        ("", "Vibeke Skabelon"),
        ("", "Poul Prøvegaard"),
    ]
    few = workspace.run(lambda uow: tasks.deadlines(uow, limit=1))
    assert [(due.count, len(due.rows)) for due in few][:3] == [(1, 1), (3, 1), (2, 1)]


def test_the_settings_hold_the_intervals(workspace: Workspace) -> None:
    assert workspace.run(lambda uow: tasks.interval(uow, Interval.TALK_OFFER)) == Rule(DeadlineRule.DAYS, 7)

    def change(uow: UnitOfWork, amount: int) -> None:
        settings.save(uow, replace(settings.load(uow), municipality="Havnsø", intervals={Interval.TALK_OFFER: amount}))

    workspace.run(lambda uow: change(uow, 10))
    assert workspace.run(lambda uow: tasks.interval(uow, Interval.TALK_OFFER)) == Rule(DeadlineRule.DAYS, 10)
    with pytest.raises(DomainError, match="interval_cannot_be"):
        workspace.run(lambda uow: change(uow, 0))
