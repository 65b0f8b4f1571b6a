"""Keeps the visits in the prison before a release, and the contacts after it (D-GL7)."""

from dataclasses import replace
from datetime import datetime

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import ReleaseContactId, ReleaseId, ReleaseVisitId
from sspdesk.domain.log import Action
from sspdesk.domain.names import clean
from sspdesk.domain.release_records import (
    ContactPoint,
    ReleaseContact,
    ReleaseVisit,
    VisitState,
    check_contact,
    check_note,
)
from sspdesk.domain.releases import Release
from sspdesk.domain.tasks import Source, SourceKind, TaskKind
from sspdesk.services import release_deadlines, tasks
from sspdesk.services.tasks import NewTask
from sspdesk.storage.unit_of_work import UnitOfWork

_MEETS = {
    ContactPoint.FIRST: TaskKind.RELEASE_CONTACT_1,
    ContactPoint.THREE_MONTHS: TaskKind.RELEASE_CONTACT_2,
}


def _case(uow: UnitOfWork, release_id: ReleaseId) -> Release:
    case = uow.releases.get(release_id)
    if not case.open:
        raise DomainError("release_closed")
    return case


# -- visits ----------------------------------------------------------------------------------------------------------


def plan(uow: UnitOfWork, release_id: ReleaseId, at: datetime, place: str, note: str = "") -> Outcome[ReleaseVisit]:
    """Agree on a visit; it is a task on its day."""
    case = _case(uow, release_id)
    visit = ReleaseVisit(release_id=case.id, person_id=case.person_id, at=at, place=clean(place), note=check_note(note))
    stored = uow.release_visits.add(visit)
    _follow(uow, case, stored)
    uow.log(Action.CREATE, "release_visit", stored.id, person=case.person_id)
    return uow.outcome(stored)


def change(
    uow: UnitOfWork, visit_id: ReleaseVisitId, *, at: datetime, place: str, state: VisitState, note: str
) -> Outcome[ReleaseVisit]:
    """Move a visit, or say what became of it. One that lies ahead was not held: DomainError("visit_lies_ahead")."""
    before = uow.release_visits.get(visit_id)
    case = _case(uow, before.release_id)
    if state is VisitState.HELD and at.date() > uow.today:
        raise DomainError("visit_lies_ahead", "state")
    stored = uow.release_visits.save(replace(before, at=at, place=clean(place), state=state, note=check_note(note)))
    _follow(uow, case, stored)
    uow.log(Action.CHANGE, "release_visit", visit_id, person=case.person_id, state=state.value)
    return uow.outcome(stored)


def remove(uow: UnitOfWork, visit_id: ReleaseVisitId) -> Outcome[None]:
    """Remove a visit that was written by mistake."""
    visit = uow.release_visits.get(visit_id)
    for task in uow.tasks.of_source(_source(visit)):
        uow.tasks.remove(task.id)
    uow.release_visits.remove(visit_id)
    uow.log(Action.DELETE, "release_visit", visit_id, person=visit.person_id)
    return uow.outcome(None)


def _source(visit: ReleaseVisit) -> Source:
    return Source(SourceKind.RELEASE_VISIT, visit.id)


def _follow(uow: UnitOfWork, case: Release, visit: ReleaseVisit) -> None:
    if visit.state is VisitState.HELD:
        tasks.finish_of(uow, _source(visit))
        return
    tasks.drop_of(uow, _source(visit))
    if visit.state is VisitState.PLANNED:
        wanted = NewTask(
            kind=TaskKind.RELEASE_VISIT,
            person_id=case.person_id,
            source=_source(visit),
            due=visit.at.date(),
            responsible_id=case.responsible_id,
        )
        tasks.plan(uow, wanted)


# -- contacts after the release --------------------------------------------------------------------------------------


def contact(uow: UnitOfWork, wanted: ReleaseContact) -> Outcome[ReleaseContact]:
    """Write down a contact after the release, or change it; the deadline it meets is done once somebody was reached.

    Raises DomainError beside the fact that cannot be so.
    """
    case = _case(uow, wanted.release_id)
    check_contact(wanted, case.released_on, uow.today)
    record = replace(wanted, person_id=case.person_id, note=check_note(wanted.note))
    stored = uow.release_contacts.save(record)
    kind = _MEETS.get(stored.point)
    if kind is not None and stored.reached:
        tasks.finish_of(uow, release_deadlines.source(case), kind)
    uow.log(Action.CHANGE if wanted.id else Action.CREATE, "release_contact", stored.id, person=case.person_id)
    return uow.outcome(stored)


def remove_contact(uow: UnitOfWork, contact_id: ReleaseContactId) -> Outcome[None]:
    """Remove a contact that was written by mistake; the deadline it met is open again."""
    found = uow.release_contacts.get(contact_id)
    case = _case(uow, found.release_id)
    uow.release_contacts.remove(contact_id)
    kind = _MEETS.get(found.point)
    others = [one for one in uow.release_contacts.of_release(case.id) if one.point is found.point and one.reached]
    if kind is not None and not others:
        for task in uow.tasks.of_source(release_deadlines.source(case)):
            if task.kind is kind and task.done_on is not None:
                uow.tasks.save(replace(task, done_on=None))
    uow.log(Action.DELETE, "release_contact", contact_id, person=case.person_id)
    return uow.outcome(None)
