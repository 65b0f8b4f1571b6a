"""Keeps the school's cases (PRO-3): what the school saw, what was decided, and the talk that may come of it."""

from dataclasses import dataclass, replace

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import SchoolCaseId
from sspdesk.domain.log import Action
from sspdesk.domain.names import clean
from sspdesk.domain.school_cases import (
    Measure,
    SchoolCase,
    SchoolCaseState,
    check_school_case,
    check_school_move,
)
from sspdesk.domain.talks import Step, Talk, TalkOrigin, check_step
from sspdesk.domain.tasks import TaskKind
from sspdesk.services import people, talks, tasks
from sspdesk.services.talks import NewTalk
from sspdesk.services.tasks import NewTask
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolCaseRow:
    """A school's case as a list shows it."""

    case: SchoolCase
    name: str
    school: str
    teacher: str = ""


def receive(uow: UnitOfWork, case: SchoolCase, step: Step) -> Outcome[SchoolCase]:
    """Store an enquiry from a school, with at least one thing the school saw."""
    person = uow.persons.final(case.person_id)
    _check_step(uow, step, case)
    fresh = replace(
        case,
        person_id=person.id,
        text=clean(case.text),
        changed_on=step.day,
        decided_by=clean(step.decided_by),
        basis_code=step.basis_code,
        note=step.note.strip(),
        state=SchoolCaseState.ENQUIRY,
    )
    check_school_case(fresh, uow.today)
    stored = uow.school_cases.add(fresh)
    uow.log(Action.CREATE, "school_case", stored.id, person=person.id)
    return uow.outcome(stored)


def _check_step(uow: UnitOfWork, step: Step, case: SchoolCase) -> None:
    check_step(step, case.changed_on, uow.today)
    talks.check_basis_of(uow, step)


def move(
    uow: UnitOfWork,
    case_id: SchoolCaseId,
    to: SchoolCaseState,
    step: Step,
    *,
    measures: tuple[Measure, ...] | None = None,
) -> Outcome[SchoolCase]:
    """Move a case on. Measures are decided on jointly by SSP teacher, SSP consultant and school head (S004).

    A notification that was decided on becomes a task at once (barnets lov § 133).
    """
    case = uow.school_cases.get(case_id)
    wanted = case if measures is None else replace(case, measures=measures)
    check_school_move(wanted, to)
    _check_step(uow, step, case)
    stored = uow.school_cases.save(
        replace(
            wanted,
            state=to,
            changed_on=step.day,
            decided_by=clean(step.decided_by),
            basis_code=step.basis_code,
            note=step.note.strip(),
        )
    )
    if Measure.NOTIFICATION in stored.measures and Measure.NOTIFICATION not in case.measures:
        tasks.plan(uow, NewTask(kind=TaskKind.NOTIFICATION, person_id=case.person_id, due=uow.today))
    uow.log(Action.CHANGE, "school_case", case_id, person=case.person_id, state=to.value)
    return uow.outcome(stored)


def begin_talk(uow: UnitOfWork, case_id: SchoolCaseId, step: Step) -> Outcome[Talk]:
    """Begin the talk that was decided on as a measure, led by the SSP teacher; one talk at a time.

    Raises DomainError("measure_missing") where a talk is none of the measures, ("talk_there_already").
    """
    case = uow.school_cases.get(case_id)
    if Measure.TALK not in case.measures or case.state is SchoolCaseState.CLOSED:
        raise DomainError("measure_missing", "measures")
    if any(talk.open for talk in uow.talks.of_school_case(case_id)):
        raise DomainError("talk_there_already")
    check_step(step, case.changed_on, uow.today)
    wanted = NewTalk(
        person_id=case.person_id,
        origin=TalkOrigin.SCHOOL,
        reason=case.text,
        responsible_id=case.teacher_id,
        school_case_id=case_id,
    )
    talk = talks.start(uow, wanted, step)
    uow.log(Action.CREATE, "talk", talk.id, person=talk.person_id)
    return uow.outcome(talk)


def open_cases(uow: UnitOfWork) -> list[SchoolCaseRow]:
    """Return the open cases, the one longest untouched first."""
    found = uow.school_cases.open_cases()
    persons = uow.persons.many(case.person_id for case in found)
    schools = uow.institutions.many(case.school_id for case in found)
    names = people.names(uow)
    return [
        SchoolCaseRow(
            case=case,
            name=persons[case.person_id].name,
            school=schools[case.school_id].name,
            teacher=names.get(case.teacher_id, "") if case.teacher_id is not None else "",
        )
        for case in found
    ]
