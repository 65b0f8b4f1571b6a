"""Keeps the one task a person that reminds of the duty to inform, and records its answer (GDPR art. 14)."""

from dataclasses import replace
from datetime import date

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import PersonId
from sspdesk.domain.log import Action
from sspdesk.domain.persons import DutyState, Person, check_person
from sspdesk.domain.tasks import DeadlineRule, Task, TaskKind, one_month_after
from sspdesk.domain.wednesday import KEEPS_LONGER, MeetingLine
from sspdesk.storage.unit_of_work import UnitOfWork


def fulfil_duty(uow: UnitOfWork, person_id: PersonId, day: date) -> Outcome[Person]:
    """Record that the person was informed on ``day`` (DBL/GDPR art. 13-14) and complete the task."""
    if day > uow.today:
        raise DomainError("duty_date_in_future", "duty_date")
    person = uow.persons.final(person_id)
    return _answer_duty(uow, replace(person, duty_state=DutyState.FULFILLED, duty_date=day, duty_reason=""))


def exempt_duty(uow: UnitOfWork, person_id: PersonId, reason: str) -> Outcome[Person]:
    """Record why the person is not informed (DBL § 22) and complete the task."""
    person = uow.persons.final(person_id)
    reason = reason.strip()
    return _answer_duty(
        uow, replace(person, duty_state=DutyState.EXEMPT, duty_date=uow.today if reason else None, duty_reason=reason)
    )


def _answer_duty(uow: UnitOfWork, person: Person) -> Outcome[Person]:
    stored = uow.persons.save(check_person(person, uow.today))
    follow_duty(uow, stored.id)
    uow.log(Action.CHANGE, "person", stored.id, duty=stored.duty_state.value)
    return uow.outcome(stored)


# -- the duty's task follows the person ------------------------------------------------------------------------------


def follow_duty(uow: UnitOfWork, person_id: PersonId) -> None:
    """Make the duty task agree with the person: call it after any change of the duty or of a decision.

    An answered duty completes the open task. A missing one has exactly one open task as long as a decision keeps the
    person longer than 14 days; it is due a month after the decision it stands on.
    """
    person = uow.persons.final(person_id)
    open_now = uow.tasks.open_duty(person.id)
    if person.duty_state is not DutyState.MISSING:
        for task in open_now:
            uow.tasks.save(replace(task, done_on=uow.today))
        return
    keeping = _keeping_lines(uow, person.id)
    for task in open_now[1:]:
        uow.tasks.remove(task.id)
    if not keeping:
        for task in open_now[:1]:
            uow.tasks.remove(task.id)
    elif not open_now:
        uow.tasks.add(_duty_task(uow, person.id, keeping[0]))
    elif open_now[0].line_id not in {line.id for line in keeping}:
        moved = _duty_task(uow, person.id, keeping[0])
        uow.tasks.save(replace(moved, id=open_now[0].id, created_on=open_now[0].created_on))


def _keeping_lines(uow: UnitOfWork, person_id: PersonId) -> list[MeetingLine]:
    contacts = [contact.id for contact in uow.contacts.of_person(person_id)]
    lines = [line for line in uow.lines.of_contacts(contacts) if line.decision in KEEPS_LONGER]
    return sorted(lines, key=lambda line: (line.decided_at or uow.now, line.id))


def _duty_task(uow: UnitOfWork, person_id: PersonId, line: MeetingLine) -> Task:
    anchor = (line.decided_at or uow.now).date()
    return Task(
        kind=TaskKind.DUTY_TO_INFORM,
        person_id=person_id,
        line_id=line.id,
        rule=DeadlineRule.ONE_MONTH,
        anchor=anchor,
        computed=one_month_after(anchor),
        due=one_month_after(anchor),
        created_on=uow.today,
    )
