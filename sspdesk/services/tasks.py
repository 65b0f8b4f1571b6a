"""Keeps tasks with deadlines: makes, moves, assigns, completes and lists them. The duty to inform is ``duty``'s."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import LineId, PersonId, ProfessionalId, TaskId
from sspdesk.domain.intervals import Interval, rule_of
from sspdesk.domain.log import Action
from sspdesk.domain.names import clean
from sspdesk.domain.persons import age_on
from sspdesk.domain.tasks import (
    Anchor,
    DeadlineRule,
    DueGroup,
    Rule,
    Shift,
    Source,
    Task,
    TaskKind,
    check_task,
    date_after,
    next_due,
    shifted,
)
from sspdesk.domain.workdays import Days
from sspdesk.services import people, school_calendar
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A task as a list shows it. ``name``, ``age`` and ``school`` are the person's, for the screen only.

    A protected person's school is left out. ``moved`` says which holidays the deadline gave way to.
    """

    task: Task
    name: str = ""
    age: int | None = None
    school: str = ""
    responsible: str = ""
    moved: Shift | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One group of open tasks; ``count`` is how many there are, also where not all are in ``rows``."""

    group: DueGroup
    rows: tuple[TaskRow, ...]
    count: int


_BY_HAND = Rule(DeadlineRule.BY_HAND)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """A task to be made. ``due`` without a rule is chosen by hand; beside a rule it overrides and needs ``reason``.

    A task without ``responsible_id`` is one's own.
    """

    kind: TaskKind = TaskKind.OWN
    title: str = ""
    person_id: PersonId | None = None
    source: Source | None = None
    rule: Rule = _BY_HAND
    anchor: Anchor | None = None
    due: date | None = None
    reason: str = ""
    responsible_id: ProfessionalId | None = None
    repeat: Rule | None = None
    repeat_until: date | None = None


# -- listing ---------------------------------------------------------------------------------------------------------


def deadlines(uow: UnitOfWork, *, mine: bool = False, limit: int = 200) -> tuple[Due, ...]:
    """Return open tasks by when they are due, at most ``limit`` of each group.

    ``mine`` leaves out those that somebody else is responsible for. Empty groups are there too.
    """
    today = uow.today
    sunday = today + timedelta(days=6 - today.weekday())
    day = timedelta(days=1)
    bounds = {
        DueGroup.OVERDUE: (None, today - day),
        DueGroup.TODAY: (today, today),
        DueGroup.WEEK: (today + day, sunday),
        DueGroup.LATER: (sunday + day, None),
    }
    me = people.oneself(uow) if mine else None
    found = {key: uow.tasks.open_between(*span, mine=me, limit=limit) for key, span in bounds.items()}
    counts = {key: uow.tasks.count_between(*span, mine=me) for key, span in bounds.items()}
    found[DueGroup.UNDATED] = uow.tasks.open_undated(mine=me, limit=limit)
    counts[DueGroup.UNDATED] = len(found[DueGroup.UNDATED])
    found_rows = iter(rows(uow, [task for group in DueGroup for task in found[group]]))
    return tuple(
        Due(group=group, rows=tuple(next(found_rows) for _task in found[group]), count=counts[group])
        for group in DueGroup
    )


def of_source(uow: UnitOfWork, source: Source) -> list[TaskRow]:
    """Return the tasks that hang on a record, done ones too, the earliest deadline first."""
    return rows(uow, uow.tasks.of_source(source))


def of_line(uow: UnitOfWork, line_id: LineId) -> list[TaskRow]:
    """Return the tasks a line's decision made."""
    return rows(uow, uow.tasks.of_line(line_id))


def open_tasks(uow: UnitOfWork, *, until: date | None = None, limit: int = 200) -> list[TaskRow]:
    """Return open tasks, the earliest deadline first; ``until`` leaves later ones out."""
    found = uow.tasks.open_by_deadline(until=until, limit=limit)
    return rows(uow, found)


def open_tasks_of(uow: UnitOfWork, person_id: PersonId) -> list[TaskRow]:
    """Return a person's open tasks, the earliest deadline first."""
    return rows(uow, uow.tasks.open_for(person_id))


def fit_to_show(uow: UnitOfWork, tasks: list[Task]) -> list[Task]:
    """Return the tasks; while Exit is closed, one from a meeting of Exit says no more than that it comes from one."""
    hidden = set() if uow.exit_door.is_open else uow.tasks.of_exit_meetings(tasks)
    return [replace(task, title="") if task.id in hidden else task for task in tasks]


def rows(uow: UnitOfWork, tasks: list[Task]) -> list[TaskRow]:
    """Return tasks as a list shows them."""
    names = people.names(uow)
    tasks = fit_to_show(uow, tasks)
    persons = uow.persons.many(task.person_id for task in tasks if task.person_id is not None)
    schools = uow.institutions.many(one.school_id for one in persons.values() if one.school_id is not None)
    known = days(uow)
    found = []
    for task in tasks:
        person = persons.get(task.person_id) if task.person_id is not None else None
        row = TaskRow(
            task=task,
            responsible=names.get(task.responsible_id, "") if task.responsible_id is not None else "",
            moved=shifted(task, known),
        )
        if person is not None:
            shown = person.school_id is not None and not person.protected
            age = None if person.birth_date is None else age_on(person.birth_date, uow.today)
            school = schools[person.school_id].name if shown and person.school_id is not None else ""
            row = replace(row, name=person.name, age=age, school=school)
        found.append(row)
    return found


def moved(uow: UnitOfWork, task: Task) -> Shift | None:
    """Return which holidays a task's deadline gave way to."""
    return shifted(task, days(uow))


# -- making ----------------------------------------------------------------------------------------------------------


def days(uow: UnitOfWork) -> Days:
    """Return what tells working days from others, with the school's holidays that are known."""
    return school_calendar.days(uow)


def interval(uow: UnitOfWork, which: Interval) -> Rule:
    """Return the rule of an interval as the settings have it."""
    return rule_of(which, uow.settings().intervals)


def plan(uow: UnitOfWork, wanted: NewTask) -> Task:
    """Make a task as part of a command that has its own outcome; raises DomainError beside the field."""
    title = clean(wanted.title)
    if wanted.kind is TaskKind.OWN and not title:
        raise DomainError("task_title_missing", "title")
    anchor = wanted.anchor
    computed = date_after(anchor.day, wanted.rule, days(uow)) if anchor is not None else None
    task = Task(
        kind=wanted.kind,
        person_id=wanted.person_id,
        source_kind=wanted.source.kind if wanted.source is not None else None,
        source_id=wanted.source.id if wanted.source is not None else None,
        title=title,
        rule=wanted.rule.rule if computed is not None else DeadlineRule.BY_HAND,
        amount=wanted.rule.amount if computed is not None else 0,
        computed=computed,
        due=wanted.due or computed,
        override_reason=wanted.reason.strip(),
        responsible_id=wanted.responsible_id,
        repeat_rule=wanted.repeat.rule if wanted.repeat is not None else None,
        repeat_amount=wanted.repeat.amount if wanted.repeat is not None else 0,
        repeat_until=wanted.repeat_until,
        created_on=uow.today,
    )
    if anchor is not None:
        task = replace(task, anchor=anchor.day, anchor_kind=anchor.kind, anchor_id=anchor.id)
    return uow.tasks.add(_checked(task))


def _checked(task: Task) -> Task:
    tidy = task if task.overridden else replace(task, override_reason="")
    check_task(tidy)
    return tidy


def create(uow: UnitOfWork, wanted: NewTask) -> Outcome[Task]:
    """Make a task; its deadline does not lie behind."""
    stored = plan(uow, wanted)
    if stored.due is not None and stored.due < uow.today:
        raise DomainError("due_in_past", "due")
    uow.log(Action.CREATE, "task", stored.id, person=stored.person_id)
    return uow.outcome(stored)


# -- changing --------------------------------------------------------------------------------------------------------


def complete(uow: UnitOfWork, task_id: TaskId) -> Outcome[Task]:
    """Mark a task as done today; one that repeats comes again.

    The duty to inform is completed by ``duty.fulfil_duty`` or ``exempt_duty`` only: DomainError("duty_needs_answer").
    """
    task = uow.tasks.get(task_id)
    if task.kind is TaskKind.DUTY_TO_INFORM:
        raise DomainError("duty_needs_answer")
    return _changed(uow, finish(uow, task))


def finish(uow: UnitOfWork, task: Task) -> Task:
    """Mark a task as done today as part of a command, and make the next one where it repeats."""
    if task.done_on is not None:
        return task
    due = next_due(task, uow.today, days(uow))
    if due is not None:
        following = replace(task, id=TaskId(0), due=due, computed=None, rule=DeadlineRule.BY_HAND, amount=0)
        uow.tasks.add(replace(following, override_reason="", created_on=uow.today))
    return uow.tasks.save(replace(task, done_on=uow.today))


def finish_of(uow: UnitOfWork, source: Source, *kinds: TaskKind) -> None:
    """Mark a record's open tasks of some kinds (of all when none is named) as done, as part of a command."""
    for task in uow.tasks.of_source(source, open_only=True):
        if not kinds or task.kind in kinds:
            uow.tasks.save(replace(task, done_on=uow.today))


def drop_of(uow: UnitOfWork, source: Source, *kinds: TaskKind) -> None:
    """Remove a record's open tasks of some kinds (of all when none is named): nothing is left to do."""
    for task in uow.tasks.of_source(source, open_only=True):
        if not kinds or task.kind in kinds:
            uow.tasks.remove(task.id)


def reopen(uow: UnitOfWork, task_id: TaskId) -> Outcome[Task]:
    """Open a done task again; where it repeated, the one that followed carries the repetition on."""
    task = uow.tasks.get(task_id)
    if task.kind is TaskKind.DUTY_TO_INFORM:
        raise DomainError("duty_needs_answer")
    return _changed(
        uow, uow.tasks.save(replace(task, done_on=None, repeat_rule=None, repeat_amount=0, repeat_until=None))
    )


def set_deadline(uow: UnitOfWork, task_id: TaskId, due: date | None, reason: str = "") -> Outcome[Task]:
    """Give a task another deadline. One that follows a rule asks for the reason, and always has a deadline.

    Raises DomainError("override_without_reason", "reason"), ("due_in_past", "due"), ("due_missing", "due"),
    ("duty_due_is_law") or ("task_done").
    """
    task = _open(uow, task_id)
    if task.kind is TaskKind.DUTY_TO_INFORM:
        raise DomainError("duty_due_is_law")
    if due is not None and due < uow.today and due != task.due:
        raise DomainError("due_in_past", "due")
    if due is None and task.computed is not None:
        raise DomainError("due_missing", "due")
    changed = replace(task, due=due, override_reason=reason.strip())
    if due is None:
        changed = replace(changed, repeat_rule=None, repeat_amount=0, repeat_until=None)
    return _changed(uow, uow.tasks.save(_checked(changed)))


def follow_rule(uow: UnitOfWork, task_id: TaskId) -> Outcome[Task]:
    """Take an overridden deadline back to what the rule gives."""
    task = _open(uow, task_id)
    return _changed(uow, uow.tasks.save(replace(task, due=task.computed or task.due, override_reason="")))


def assign(uow: UnitOfWork, task_id: TaskId, responsible_id: ProfessionalId | None) -> Outcome[Task]:
    """Give an open task to a professional, or to oneself (None)."""
    task = _open(uow, task_id)
    if responsible_id is not None:
        uow.professionals.get(responsible_id)
    return _changed(uow, uow.tasks.save(replace(task, responsible_id=responsible_id)))


def change(
    uow: UnitOfWork, task_id: TaskId, *, due: date | None, reason: str, responsible_id: ProfessionalId | None
) -> Outcome[Task]:
    """Change deadline and responsible together; raises as ``set_deadline`` does."""
    task = _open(uow, task_id)
    if task.responsible_id != responsible_id:
        assign(uow, task_id, responsible_id)
    if (task.due, task.override_reason) == (due, reason.strip()):
        return uow.outcome(uow.tasks.get(task_id))
    return set_deadline(uow, task_id, due, reason)


def move_anchor(uow: UnitOfWork, anchor: Anchor) -> list[Task]:
    """Move the open deadlines counted from a record to its new day, as part of a command; return the moved tasks.

    An overridden deadline stays as it was chosen; only what the rule gives is computed anew.
    """
    if anchor.id is None:
        return []
    known, moved = days(uow), []
    for task in uow.tasks.open_from(anchor.kind, anchor.id):
        computed = date_after(anchor.day, Rule(task.rule, task.amount), known)
        due = task.due if task.overridden else computed
        moved.append(uow.tasks.save(_checked(replace(task, anchor=anchor.day, computed=computed, due=due))))
    return moved


def count_anew(uow: UnitOfWork, task: Task, rule: Rule, anchor: Anchor) -> Task:
    """Count an open deadline by another rule or from another day, as part of a command; an overridden one stays."""
    computed = date_after(anchor.day, rule, days(uow))
    changed = replace(
        task,
        rule=rule.rule,
        amount=rule.amount,
        anchor=anchor.day,
        anchor_kind=anchor.kind,
        anchor_id=anchor.id,
        computed=computed,
        due=task.due if task.overridden else computed,
    )
    return task if changed == task else uow.tasks.save(_checked(changed))


def remove(uow: UnitOfWork, task_id: TaskId) -> Outcome[None]:
    """Remove a task that was made by hand; others are completed: DomainError("task_follows")."""
    task = uow.tasks.get(task_id)
    if task.kind is not TaskKind.OWN:
        raise DomainError("task_follows")
    uow.tasks.remove(task_id)
    uow.log(Action.DELETE, "task", task_id, person=task.person_id)
    return uow.outcome(None)


def _open(uow: UnitOfWork, task_id: TaskId) -> Task:
    task = uow.tasks.get(task_id)
    if task.done_on is not None:
        raise DomainError("task_done")
    return task


def _changed(uow: UnitOfWork, task: Task) -> Outcome[Task]:
    uow.log(Action.CHANGE, "task", task.id, person=task.person_id)
    return uow.outcome(task)
