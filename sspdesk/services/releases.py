"""What the consultant does with a release (God Løsladelse, PRO-7): begin, move from stage to stage, correct its days.

Every move is a row of its own with day, who decided, legal basis and note. The deadlines follow the stage and the days.
"""

from dataclasses import dataclass, replace
from datetime import date, time

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import PersonId, ProfessionalId, ReleaseId
from sspdesk.domain.log import Action
from sspdesk.domain.names import clean
from sspdesk.domain.releases import (
    Custody,
    Ending,
    Release,
    ReleaseMove,
    ReleaseState,
    check_move,
    check_release,
)
from sspdesk.domain.talks import Step, check_step
from sspdesk.services import release_checklist, release_deadlines
from sspdesk.services.talks import check_basis_of
from sspdesk.storage.unit_of_work import UnitOfWork

USUAL_BASIS = "SAMT"
"""God Løsladelse runs on consent (S004:358)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a case and may be corrected at any time."""

    custody: Custody = Custody.SENTENCE
    institution: str = ""
    imprisoned_on: date | None = None
    notified_on: date | None = None
    possible_on: date | None = None
    expected_on: date | None = None
    expected_at: time | None = None
    owner: str = ""
    leading_id: ProfessionalId | None = None
    responsible_id: ProfessionalId | None = None
    note: str = ""


def facts_of(case: Release) -> Facts:
    """Return a case's facts, to begin a form with."""
    return Facts(**{name: getattr(case, name) for name in Facts.__dataclass_fields__})


def _tidy(facts: Facts) -> dict[str, object]:
    found = {name: getattr(facts, name) for name in Facts.__dataclass_fields__}
    for name in ("institution", "owner"):
        found[name] = clean(found[name])
    return found | {"note": facts.note.strip()}


# -- beginning -------------------------------------------------------------------------------------------------------


def begin(uow: UnitOfWork, person_id: PersonId, facts: Facts, step: Step) -> Outcome[Release]:
    """Begin a case with the usual checklist; the stage is that of the notification where its day is known.

    Raises DomainError("release_open_already") or beside the fact that cannot be so.
    """
    check_step(step, date.min, uow.today)
    person = uow.persons.final(person_id)
    if any(one.open for one in uow.releases.of_person(person.id)):
        raise DomainError("release_open_already")
    state = ReleaseState.INMATE if facts.notified_on is None else ReleaseState.NOTIFIED
    case = Release(
        person_id=person.id,
        state=state,
        begun_on=step.day,
        changed_on=step.day,
        **_tidy(facts),  # type: ignore[arg-type]  # its own fields
    )
    check_release(case, uow.today)
    stored = uow.releases.add(case)
    _record(uow, stored, None, step)
    release_checklist.set_up(uow, stored)
    release_deadlines.follow(uow, stored)
    uow.log(Action.CREATE, "release_case", stored.id, person=person.id)
    return uow.outcome(stored)


def correct(uow: UnitOfWork, release_id: ReleaseId, facts: Facts) -> Outcome[Release]:
    """Change a case's facts; every open deadline counted from a changed day moves with it."""
    before = uow.releases.get(release_id)
    after: Release = replace(before, **_tidy(facts))  # type: ignore[arg-type]  # its own fields
    check_release(after, uow.today)
    stored = uow.releases.save(after)
    if before.expected_on is None and stored.expected_on is not None:
        release_checklist.date_undated(uow, stored)
    release_deadlines.follow(uow, stored)
    uow.log(Action.CHANGE, "release_case", release_id, person=stored.person_id)
    return uow.outcome(stored)


# -- moves -----------------------------------------------------------------------------------------------------------


def _record(uow: UnitOfWork, case: Release, before: ReleaseState | None, step: Step) -> None:
    check_basis_of(uow, step)
    uow.release_moves.add(
        ReleaseMove(
            release_id=case.id,
            person_id=case.person_id,
            from_state=before,
            to_state=case.state,
            day=step.day,
            decided_by=clean(step.decided_by),
            basis_code=step.basis_code,
            note=step.note.strip(),
            at=uow.now,
            by=uow.user,
        )
    )


def _move(uow: UnitOfWork, release_id: ReleaseId, to: ReleaseState, step: Step, **changes: object) -> Outcome[Release]:
    before = uow.releases.get(release_id)
    check_move(before, to)
    check_step(step, before.changed_on, uow.today)
    after: Release = replace(before, state=to, changed_on=step.day, **changes)  # type: ignore[arg-type]  # its own fields
    check_release(after, uow.today)
    stored = uow.releases.save(after)
    _record(uow, stored, before.state, step)
    if before.release_day is None and stored.release_day is not None:
        release_checklist.date_undated(uow, stored)
    release_deadlines.follow(uow, stored)
    uow.log(Action.CHANGE, "release_case", release_id, person=stored.person_id, state=to.value)
    return uow.outcome(stored)


def advance(
    uow: UnitOfWork, release_id: ReleaseId, to: ReleaseState, step: Step, *, owner: str | None = None
) -> Outcome[Release]:
    """Go on to the next stage before the release, or to the follow-up after it.

    Being notified takes the day as that of the notification; a plan of action is ready on the day. ``owner`` names who
    answers for the plan. Raises DomainError("release_move_illegal"), ("release_owner_missing", "owner").
    """
    if to in (ReleaseState.RELEASED, ReleaseState.CLOSED):
        raise DomainError("release_move_illegal")
    before = uow.releases.get(release_id)
    changes: dict[str, object] = {}
    if owner is not None and owner.strip():
        changes["owner"] = clean(owner)
    if to is ReleaseState.NOTIFIED and before.notified_on is None:
        changes["notified_on"] = step.day
    if to is ReleaseState.PLAN:
        changes["planned_on"] = step.day
    return _move(uow, release_id, to, step, **changes)


def release(uow: UnitOfWork, release_id: ReleaseId, step: Step) -> Outcome[Release]:
    """Record that the citizen was released on the step's day; the contacts afterwards are counted from it."""
    return _move(uow, release_id, ReleaseState.RELEASED, step, released_on=step.day)


def correct_release_day(uow: UnitOfWork, release_id: ReleaseId, day: date) -> Outcome[Release]:
    """Correct the day of the release; open deadlines counted from it move along."""
    before = uow.releases.get(release_id)
    if before.released_on is None:
        raise DomainError("release_day_missing", "released_on")
    after = replace(before, released_on=day)
    check_release(after, uow.today)
    stored = uow.releases.save(after)
    release_deadlines.follow(uow, stored)
    uow.log(Action.CHANGE, "release_case", release_id, person=stored.person_id)
    return uow.outcome(stored)


def close(uow: UnitOfWork, release_id: ReleaseId, ending: Ending, step: Step) -> Outcome[Release]:
    """Close a case, with how it ended; nothing is left to do. DomainError("release_ending_cannot_be", "ending")."""
    before = uow.releases.get(release_id)
    if ending is Ending.DONE and before.released_on is None:
        raise DomainError("release_ending_cannot_be", "ending")
    return _move(uow, release_id, ReleaseState.CLOSED, step, ending=ending)


def usual_step(uow: UnitOfWork) -> Step:
    """Return what a move's form begins with: today, the consultant, consent."""
    return Step(day=uow.today, decided_by=uow.settings().consultant or uow.user, basis_code=USUAL_BASIS)
