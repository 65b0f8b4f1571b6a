"""Keeps a release's checklist: the usual points, their deadlines before the release, who has them, what is done."""

from dataclasses import dataclass, replace
from datetime import date

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import ProfessionalId, ReleaseId, ReleaseItemId
from sspdesk.domain.log import Action
from sspdesk.domain.names import clean
from sspdesk.domain.release_records import ItemState, ReleaseItem, Section, check_note, check_title
from sspdesk.domain.releases import Release
from sspdesk.domain.tasks import Anchor, AnchorKind, DeadlineRule, Rule, Source, SourceKind, Task, TaskKind
from sspdesk.labels import releases as words
from sspdesk.services import people, tasks
from sspdesk.services.tasks import NewTask
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """A point as it is shown: what became of it, its deadline, who has it."""

    item: ReleaseItem
    state: ItemState
    task: Task | None = None
    responsible: str = ""

    @property
    def due(self) -> date | None:
        """The deadline, where it has one."""
        return self.task.due if self.task is not None else None

    @property
    def done_on(self) -> date | None:
        """The day it was done."""
        return (self.task.done_on if self.task is not None else None) or self.item.done_on


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """A point to be written: ``days_before`` the release, or ``due`` by hand, or neither."""

    section: Section
    title: str
    note: str = ""
    responsible_id: ProfessionalId | None = None
    responsible: str = ""
    due: date | None = None


def source(item: ReleaseItem) -> Source:
    """Return what a point's deadline hangs on."""
    return Source(SourceKind.RELEASE_ITEM, item.id)


def _task(uow: UnitOfWork, item: ReleaseItem) -> Task | None:
    found = [one for one in uow.tasks.of_source(source(item)) if one.kind is TaskKind.RELEASE_ITEM]
    return found[-1] if found else None


def rows(uow: UnitOfWork, release_id: ReleaseId) -> tuple[ItemRow, ...]:
    """Return a case's checklist in its order."""
    names = people.names(uow)
    found = []
    for item in uow.release_items.of_release(release_id):
        task = _task(uow, item)
        known = names.get(item.responsible_id, "") if item.responsible_id is not None else item.responsible
        found.append(ItemRow(item=item, state=_state(item, task), task=task, responsible=known))
    order = list(Section)
    return tuple(sorted(found, key=lambda row: (order.index(row.item.section), row.item.number)))


def _state(item: ReleaseItem, task: Task | None) -> ItemState:
    if item.not_needed:
        return ItemState.NOT_NEEDED
    done = task.done_on if task is not None else item.done_on
    return ItemState.OPEN if done is None else ItemState.DONE


# -- setting up ------------------------------------------------------------------------------------------------------


def set_up(uow: UnitOfWork, case: Release) -> None:
    """Give a new case the usual checklist, as part of the command; it is the user's to change."""
    items = [
        ReleaseItem(release_id=case.id, person_id=case.person_id, number=number, section=section, title=title)
        for number, (section, title, _days) in enumerate(words.usual_points(), 1)
    ]
    uow.release_items.add_many(items)
    if case.release_day is not None:
        date_undated(uow, case)


def date_undated(uow: UnitOfWork, case: Release) -> None:
    """Give the usual points their deadlines once the day of the release is known, as part of a command."""
    usual = {(section, title): days for section, title, days in words.usual_points()}
    for item in uow.release_items.of_release(case.id):
        days = usual.get((item.section, item.title))
        if days is not None and not item.not_needed and item.done_on is None and _task(uow, item) is None:
            _plan(uow, case, item, days_before=days)


def _plan(uow: UnitOfWork, case: Release, item: ReleaseItem, *, days_before: int = 0, due: date | None = None) -> None:
    wanted = NewTask(
        kind=TaskKind.RELEASE_ITEM,
        title=item.title,
        person_id=case.person_id,
        source=source(item),
        responsible_id=item.responsible_id or case.responsible_id,
        due=due,
    )
    if due is None and case.release_day is not None:
        real = case.released_on is not None
        kind = AnchorKind.RELEASED if real else AnchorKind.EXPECTED_RELEASE
        rule = Rule(DeadlineRule.DAYS, -days_before)
        wanted = replace(wanted, rule=rule, anchor=Anchor(case.release_day, kind, case.id))
    tasks.plan(uow, wanted)


# -- writing ---------------------------------------------------------------------------------------------------------


def _open_case(uow: UnitOfWork, release_id: ReleaseId) -> Release:
    case = uow.releases.get(release_id)
    if not case.open:
        raise DomainError("release_closed")
    return case


def add(uow: UnitOfWork, release_id: ReleaseId, wanted: NewItem) -> Outcome[ReleaseItem]:
    """Add a point of one's own at the end of its section."""
    case = _open_case(uow, release_id)
    number = max((one.number for one in uow.release_items.of_release(release_id)), default=0) + 1
    item = ReleaseItem(
        release_id=case.id,
        person_id=case.person_id,
        number=number,
        section=wanted.section,
        title=check_title(wanted.title),
        note=check_note(wanted.note),
        responsible_id=wanted.responsible_id,
        responsible=clean(wanted.responsible),
    )
    stored = uow.release_items.add(item)
    if wanted.due is not None:
        _plan(uow, case, stored, due=wanted.due)
    uow.log(Action.CREATE, "release_item", stored.id, person=case.person_id)
    return uow.outcome(stored)


def change(uow: UnitOfWork, item_id: ReleaseItemId, wanted: NewItem, reason: str = "") -> Outcome[ReleaseItem]:
    """Change a point. Another deadline than the rule's asks for a reason: DomainError("override_without_reason")."""
    item = uow.release_items.get(item_id)
    case = _open_case(uow, item.release_id)
    stored = uow.release_items.save(
        replace(
            item,
            section=wanted.section,
            title=check_title(wanted.title),
            note=check_note(wanted.note),
            responsible_id=wanted.responsible_id,
            responsible=clean(wanted.responsible),
        )
    )
    _follow(uow, case, stored, wanted.due, reason)
    uow.log(Action.CHANGE, "release_item", item_id, person=case.person_id)
    return uow.outcome(stored)


def _follow(uow: UnitOfWork, case: Release, item: ReleaseItem, due: date | None, reason: str) -> None:
    task = _task(uow, item)
    if task is None:
        if due is not None and not item.not_needed and item.done_on is None:
            _plan(uow, case, item, due=due)
        return
    if task.done_on is not None:
        return
    if task.due != due:
        tasks.set_deadline(uow, task.id, due, reason)
    changed = replace(
        uow.tasks.get(task.id), title=item.title, responsible_id=item.responsible_id or case.responsible_id
    )
    uow.tasks.save(changed)


def tick(uow: UnitOfWork, item_id: ReleaseItemId, *, done: bool) -> Outcome[ReleaseItem]:
    """Mark a point as done today, or open it again; its task goes along."""
    item = uow.release_items.get(item_id)
    case = _open_case(uow, item.release_id)
    stored = uow.release_items.save(replace(item, done_on=uow.today if done else None, not_needed=False))
    task = _task(uow, stored)
    if task is not None:
        uow.tasks.save(replace(task, done_on=uow.today if done else None))
    uow.log(Action.CHANGE, "release_item", item_id, person=case.person_id, done=done)
    return uow.outcome(stored)


def set_not_needed(uow: UnitOfWork, item_id: ReleaseItemId) -> Outcome[ReleaseItem]:
    """Say that a point is of no use here; its deadline goes. Ticking it brings it back."""
    item = uow.release_items.get(item_id)
    case = _open_case(uow, item.release_id)
    for task in uow.tasks.of_source(source(item)):
        uow.tasks.remove(task.id)
    stored = uow.release_items.save(replace(item, not_needed=True, done_on=None))
    uow.log(Action.CHANGE, "release_item", item_id, person=case.person_id)
    return uow.outcome(stored)


def need_again(uow: UnitOfWork, item_id: ReleaseItemId) -> Outcome[ReleaseItem]:
    """Take a point up again that was said to be of no use."""
    item = uow.release_items.get(item_id)
    case = _open_case(uow, item.release_id)
    stored = uow.release_items.save(replace(item, not_needed=False))
    if case.release_day is not None:
        date_undated(uow, case)
    uow.log(Action.CHANGE, "release_item", item_id, person=case.person_id)
    return uow.outcome(stored)


def remove(uow: UnitOfWork, item_id: ReleaseItemId) -> Outcome[None]:
    """Remove a point with its deadline."""
    item = uow.release_items.get(item_id)
    _open_case(uow, item.release_id)
    for task in uow.tasks.of_source(source(item)):
        uow.tasks.remove(task.id)
    uow.release_items.remove(item_id)
    uow.log(Action.DELETE, "release_item", item_id, person=item.person_id)
    return uow.outcome(None)
