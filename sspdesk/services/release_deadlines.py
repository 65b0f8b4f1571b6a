"""Keeps the deadlines of a release (D-GL1 to D-GL7) as tasks that move with the day they are counted from."""

from typing import Any

from sspdesk.domain.ids import ReleaseId
from sspdesk.domain.intervals import Interval
from sspdesk.domain.releases import DEADLINES, Due, Release, deadlines, met
from sspdesk.domain.tasks import Anchor, AnchorKind, Rule, Source, SourceKind, Task, TaskKind
from sspdesk.services import tasks
from sspdesk.services.tasks import NewTask
from sspdesk.storage.unit_of_work import UnitOfWork

_HANGING = (SourceKind.RELEASE_ITEM, SourceKind.RELEASE_VISIT, SourceKind.RELEASE_MEMBER)


def source(case: Release) -> Source:
    """Return what the tasks of a case hang on."""
    return Source(SourceKind.RELEASE, case.id)


def follow(uow: UnitOfWork, case: Release) -> None:
    """Make a case's tasks agree with its stage and days: call it after any change of them, as part of the command.

    What the stage has met is done; what has no day any more, or lapsed with the release, is dropped; everything else
    is counted anew where its day or rule changed. An overridden deadline stays as it was chosen.
    """
    wanted = {one.kind: one for one in deadlines(case)}
    known = {task.kind: task for task in uow.tasks.of_source(source(case))}
    for kind in DEADLINES:
        task, due = known.get(kind), wanted.get(kind)
        if due is not None:
            _keep(uow, case, task, due)
        elif task is not None and task.done_on is None:
            if case.inside and met(kind, case.state):
                tasks.finish(uow, task)
            else:
                uow.tasks.remove(task.id)
    _follow_release_day(uow, case)
    if not case.open:
        let_go(uow, case)


def _keep(uow: UnitOfWork, case: Release, task: Task | None, due: Due) -> None:
    rule = due.rule(rules(uow))
    if task is not None:
        if task.done_on is None:
            tasks.count_anew(uow, task, rule, due.anchor)
        return
    wanted = NewTask(
        kind=due.kind,
        person_id=case.person_id,
        source=source(case),
        rule=rule,
        anchor=due.anchor,
        responsible_id=case.responsible_id,
    )
    tasks.plan(uow, wanted)


def rules(uow: UnitOfWork) -> dict[Interval, Rule]:
    """Return the rules in force."""
    return {which: tasks.interval(uow, which) for which in Interval}


def _follow_release_day(uow: UnitOfWork, case: Release) -> None:
    """Move the points of the checklist that are counted from the release."""
    if case.release_day is None:
        return
    real = case.released_on is not None
    anchor = Anchor(case.release_day, AnchorKind.RELEASED if real else AnchorKind.EXPECTED_RELEASE, case.id)
    for kind in (AnchorKind.EXPECTED_RELEASE, AnchorKind.RELEASED):
        for task in uow.tasks.open_from(kind, case.id):
            if task.kind is TaskKind.RELEASE_ITEM:
                tasks.count_anew(uow, task, Rule(task.rule, task.amount), anchor)


def let_go(uow: UnitOfWork, case: Release) -> None:
    """Leave nothing to do for a closed case."""
    tasks.drop_of(uow, source(case))
    hanging: dict[SourceKind, list[int]] = {
        SourceKind.RELEASE_ITEM: [one.id for one in uow.release_items.of_release(case.id)],
        SourceKind.RELEASE_VISIT: [one.id for one in uow.release_visits.of_release(case.id)],
        SourceKind.RELEASE_MEMBER: [one.id for one in uow.release_members.of_release(case.id)],
    }
    for kind, ids in hanging.items():
        for row_id in ids:
            tasks.drop_of(uow, Source(kind, row_id))


# -- where a deadline leads ------------------------------------------------------------------------------------------


def waiting(uow: UnitOfWork) -> int:
    """Return how many cases have a deadline today or behind: the number beside the page's name."""
    dues = uow.releases.next_due([one.id for one in uow.releases.listed()])
    return sum(day <= uow.today for day, _task in dues.values())


def of_task(uow: UnitOfWork, kind: SourceKind, source_id: int) -> ReleaseId | None:
    """Return the case that a task hangs on, where it hangs on one."""
    if kind is SourceKind.RELEASE:
        return ReleaseId(source_id)
    repositories: dict[SourceKind, Any] = {
        SourceKind.RELEASE_ITEM: uow.release_items,
        SourceKind.RELEASE_VISIT: uow.release_visits,
        SourceKind.RELEASE_MEMBER: uow.release_members,
    }
    record = repositories[kind].find(source_id) if kind in repositories else None
    return record.release_id if record is not None else None
