"""What the consultant does with an Exit case (PRO-6): receive, have it assessed, approve, agree, run, end, close.

Everything goes through ``uow.exits``, which refuses while Exit's door is closed.
"""

from dataclasses import dataclass, replace
from datetime import date

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.exit_parts import ExitNote, NoteKind, PartyRole, missing_signatures
from sspdesk.domain.exit_stages import outcome_due
from sspdesk.domain.exits import (
    BEFORE_AGREEMENT,
    ENDED,
    USUAL_WEEKS,
    EnquirySource,
    ExitCase,
    ExitOutcome,
    ExitState,
    OutcomeAnswer,
    OutcomePoint,
    Programme,
    Side,
    SideKind,
    Threat,
    check_case,
    check_levels,
    check_move,
    check_side,
    check_threat,
)
from sspdesk.domain.ids import ExitCaseId, ExitPartId, PersonId, ProfessionalId
from sspdesk.domain.log import Action
from sspdesk.domain.names import clean
from sspdesk.domain.talks import Step, check_step
from sspdesk.labels import exits as words
from sspdesk.services import exit_intake, exit_links
from sspdesk.services.talks import check_basis_of
from sspdesk.storage.exits import Exits
from sspdesk.storage.unit_of_work import UnitOfWork

KIND = "exit_case"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEnquiry:
    """An enquiry to receive."""

    person_id: PersonId
    received_on: date
    programme: Programme = Programme.EXIT
    source: EnquirySource = EnquirySource.CITIZEN
    contact_id: ProfessionalId | None = None
    note: str = ""


# -- the door --------------------------------------------------------------------------------------------------------


def open_door(uow: UnitOfWork, passphrase: str) -> None:
    """Open Exit with the vault's passphrase; raise KnownError("wrong_secret"). Both are logged by the caller."""
    uow.exit_door.open(passphrase, uow.settings().exit_minutes)
    uow.log(Action.OPEN, "exit")


def refused(uow: UnitOfWork) -> None:
    """Log that a wrong passphrase was tried at Exit's door."""
    uow.log(Action.UNLOCK_FAILED, "exit")


def close_door(uow: UnitOfWork) -> None:
    """Close Exit at once."""
    if uow.exit_door.is_open:
        uow.exit_door.close()
        uow.log(Action.LOCK, "exit")


# -- settings --------------------------------------------------------------------------------------------------------


def levels(uow: UnitOfWork) -> tuple[str, ...]:
    """Return the levels of threat in use: the municipality's own, else the proposed ones."""
    return tuple(uow.settings().exit_levels) or words.proposed_levels()


def set_up(uow: UnitOfWork, *, own_levels: tuple[str, ...], capacity: int, minutes: int) -> Outcome[None]:
    """Set the levels of threat, how many courses there is room for (0: not set), and when Exit closes by itself."""
    _require_open(uow)
    if not 0 <= capacity <= 999:
        raise DomainError("exit_number_cannot_be", "capacity", least=0, most=999)
    if not 1 <= minutes <= 120:
        raise DomainError("exit_number_cannot_be", "minutes", least=1, most=120)
    chosen = check_levels(own_levels)
    uow.save_settings(replace(uow.settings(), exit_levels=list(chosen), exit_capacity=capacity, exit_minutes=minutes))
    uow.exit_door.leave_open(minutes)
    uow.log(Action.CHANGE, "setting")
    return uow.outcome(None)


def _require_open(uow: UnitOfWork) -> Exits:
    return uow.exits


# -- beginning -------------------------------------------------------------------------------------------------------


def receive(uow: UnitOfWork, wanted: NewEnquiry, step: Step) -> Outcome[ExitCase]:
    """Receive an enquiry. One open case a person: DomainError("exit_case_open"). Age never blocks."""
    exits = _require_open(uow)
    person = uow.persons.final(wanted.person_id)
    if any(one.open for one in exits.cases.of_person(person.id)):
        raise DomainError("exit_case_open", "person_id")
    case = ExitCase(
        person_id=person.id,
        number=exit_intake.next_number(uow),
        programme=wanted.programme,
        source=wanted.source,
        received_on=wanted.received_on,
        changed_on=wanted.received_on,
        contact_id=wanted.contact_id,
        note=wanted.note,
    )
    check_basis_of(uow, step)
    return uow.outcome(exit_intake.begin(uow, case, step))


def change_facts(
    uow: UnitOfWork,
    case_id: ExitCaseId,
    *,
    programme: Programme,
    contact_id: ProfessionalId | None,
    planned_weeks: int,
    note: str,
) -> Outcome[ExitCase]:
    """Change programme, contact person, planned length and note."""
    case = _require_open(uow).cases.get(case_id)
    changed = replace(case, programme=programme, contact_id=contact_id, planned_weeks=planned_weeks, note=note.strip())
    check_case(changed, uow.today)
    return _saved(uow, changed)


def _saved(uow: UnitOfWork, case: ExitCase) -> Outcome[ExitCase]:
    stored = uow.exits.cases.save(case)
    uow.log(Action.CHANGE, KIND, case.id, person=case.person_id)
    return uow.outcome(stored)


# -- the moves -------------------------------------------------------------------------------------------------------


def _move(uow: UnitOfWork, case_id: ExitCaseId, to: ExitState, step: Step, **changes: object) -> ExitCase:
    exits = _require_open(uow)
    case = exits.cases.get(case_id)
    check_step(step, date.min, uow.today)
    check_move(case, to, step, exits.threats.of_case(case_id), exits.sides.of_case(case_id))
    check_basis_of(uow, step)
    changed: ExitCase = replace(case, state=to, changed_on=step.day, **changes)  # type: ignore[arg-type]  # its own fields
    check_case(changed, uow.today)
    stored = exits.cases.save(changed)
    exit_intake.record(uow, stored, case.state, step)
    uow.log(Action.CHANGE, KIND, case_id, person=case.person_id, state=to.value)
    return stored


def ask_police(uow: UnitOfWork, case_id: ExitCaseId, step: Step) -> Outcome[ExitCase]:
    """Ask the police to assess the threat."""
    return uow.outcome(_move(uow, case_id, ExitState.THREAT, step))


def assess(uow: UnitOfWork, case_id: ExitCaseId, threat: Threat, step: Step) -> Outcome[Threat]:
    """Record the police's assessment: day, contact, level. Where it was waited for, the visitation begins."""
    exits = _require_open(uow)
    case = exits.cases.get(case_id)
    if not case.open:
        raise DomainError("exit_case_closed")
    tidy = replace(threat, id=ExitPartId(0), case_id=case_id, police_contact=clean(threat.police_contact))
    check_threat(tidy, levels(uow), uow.today)
    stored = exits.threats.add(tidy)
    uow.log(Action.CHANGE, KIND, case_id, person=case.person_id)
    if case.state is ExitState.THREAT:
        _move(uow, case_id, ExitState.VISITATION, step)
    return uow.outcome(stored)


def approve(uow: UnitOfWork, case_id: ExitCaseId, reference: str, step: Step) -> Outcome[ExitCase]:
    """Record that Det Nationale Exitkontaktpunkt approved the citizen; the agreement can be written."""
    facts = {"approved_on": step.day, "approval_reference": clean(reference)}
    return uow.outcome(_move(uow, case_id, ExitState.APPROVED, step, **facts))


def agree(uow: UnitOfWork, case_id: ExitCaseId, step: Step) -> Outcome[ExitCase]:
    """Let the agreement stand: citizen, municipality and police have signed. DomainError("exit_signatures_missing")."""
    parties = _require_open(uow).parties.of_case(case_id)
    case = uow.exits.cases.get(case_id)
    check_move(case, ExitState.AGREED, step, uow.exits.threats.of_case(case_id), ())
    if missing_signatures(parties):
        raise DomainError("exit_signatures_missing")
    return uow.outcome(_move(uow, case_id, ExitState.AGREED, step))


def begin(uow: UnitOfWork, case_id: ExitCaseId, step: Step, *, planned_weeks: int = USUAL_WEEKS) -> Outcome[ExitCase]:
    """Begin the course."""
    return uow.outcome(_move(uow, case_id, ExitState.COURSE, step, planned_weeks=planned_weeks))


def complete(uow: UnitOfWork, case_id: ExitCaseId, step: Step) -> Outcome[ExitCase]:
    """End a course that was completed; its outcomes are looked for after 3 and 12 months."""
    case = _move(uow, case_id, ExitState.COMPLETED, step, ended_on=step.day)
    _after_end(uow, case)
    return uow.outcome(case)


def interrupt(uow: UnitOfWork, case_id: ExitCaseId, step: Step) -> Outcome[ExitCase]:
    """End a course that was interrupted; why stands in a note of its own (DOC-16). The outcomes are looked for too."""
    case = _move(uow, case_id, ExitState.INTERRUPTED, step, ended_on=step.day)
    uow.exits.notes.add(
        ExitNote(
            case_id=case_id, kind=NoteKind.INTERRUPTION, day=step.day, text=step.note.strip(), at=uow.now, by=uow.user
        )
    )
    _after_end(uow, case)
    return uow.outcome(case)


def _after_end(uow: UnitOfWork, case: ExitCase) -> None:
    exit_links.drop_all(uow, case)
    if case.ended_on is not None:
        for point in OutcomePoint:
            exit_links.follow(uow, case, f"outcome:{point.value}", outcome_due(case.ended_on, point))


def record_outcome(
    uow: UnitOfWork,
    case_id: ExitCaseId,
    point: OutcomePoint,
    *,
    found_on: date,
    answer: OutcomeAnswer,
    source: str = "",
) -> Outcome[ExitOutcome]:
    """Record what was found 3 or 12 months after the end; found before, it can be corrected.

    Raises DomainError("exit_not_ended"), ("exit_outcome_early", "found_on") or ("exit_day_in_future", "found_on").
    """
    exits = _require_open(uow)
    case = exits.cases.get(case_id)
    if case.ended_on is None:
        raise DomainError("exit_not_ended")
    if found_on > uow.today:
        raise DomainError("exit_day_in_future", "found_on")
    if found_on < outcome_due(case.ended_on, point):
        raise DomainError("exit_outcome_early", "found_on")
    present = next((one for one in exits.outcomes.of_case(case_id) if one.point is point), None)
    stored = exits.outcomes.save(
        ExitOutcome(
            id=present.id if present else ExitPartId(0),
            case_id=case_id,
            point=point,
            found_on=found_on,
            answer=answer,
            source=clean(source),
        )
    )
    exit_links.finish(uow, case, f"outcome:{point.value}")
    uow.log(Action.CHANGE, KIND, case_id, person=case.person_id)
    return uow.outcome(stored)


def close(uow: UnitOfWork, case_id: ExitCaseId, step: Step) -> Outcome[ExitCase]:
    """Close a case: after the end with both outcomes told (also "ukendt"), before the agreement with the reason."""
    exits = _require_open(uow)
    case = exits.cases.get(case_id)
    if case.state in ENDED and len(exits.outcomes.of_case(case_id)) < len(OutcomePoint):
        raise DomainError("exit_outcomes_missing")
    if case.state in BEFORE_AGREEMENT and not step.note.strip():
        raise DomainError("exit_closing_reason", "note")
    closed = _move(uow, case_id, ExitState.CLOSED, step)
    exit_links.drop_all(uow, closed)
    return uow.outcome(closed)


# -- side states -----------------------------------------------------------------------------------------------------


def enter_side(uow: UnitOfWork, case_id: ExitCaseId, kind: SideKind, began_on: date, led_by: str = "") -> Outcome[Side]:
    """Record custody (Kriminalforsorgen leads) or a safe house; raise DomainError("exit_side_open_already")."""
    exits = _require_open(uow)
    case = exits.cases.get(case_id)
    if not case.open:
        raise DomainError("exit_case_closed")
    if any(one.ended_on is None for one in exits.sides.of_case(case_id)):
        raise DomainError("exit_side_open_already", "kind")
    leads = clean(led_by) or (words.party(PartyRole.PRISON_SERVICE) if kind is SideKind.CUSTODY else "")
    side = Side(case_id=case_id, kind=kind, began_on=began_on, led_by=leads)
    check_side(side, uow.today)
    stored = exits.sides.add(side)
    uow.log(Action.CHANGE, KIND, case_id, person=case.person_id)
    return uow.outcome(stored)


def leave_side(uow: UnitOfWork, side_id: ExitPartId, ended_on: date, handed_over: str) -> Outcome[Side]:
    """Record the end of a side state; after custody what was handed over, and to whom."""
    exits = _require_open(uow)
    side = exits.sides.get(side_id)
    if side.ended_on is not None:
        raise DomainError("exit_side_ended")
    changed = replace(side, ended_on=ended_on, handed_over=handed_over.strip())
    check_side(changed, uow.today)
    stored = exits.sides.save(changed)
    case = exits.cases.get(side.case_id)
    uow.log(Action.CHANGE, KIND, case.id, person=case.person_id)
    return uow.outcome(stored)
