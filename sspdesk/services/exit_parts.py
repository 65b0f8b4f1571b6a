"""What hangs on an Exit case: who signs, the focus areas of "En vej ud", ratings, applications for funds, notes."""

from dataclasses import replace
from datetime import date, timedelta

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.exit_parts import (
    ExitNote,
    Focus,
    FocusStatus,
    Funds,
    FundsAnswer,
    NoteKind,
    Party,
    PartyRole,
    Rating,
    check_focus,
    check_funds,
    check_line,
    check_note,
    check_party,
    check_rating,
)
from sspdesk.domain.exit_stages import SIGN_WITHIN_DAYS
from sspdesk.domain.exits import ENDED, ExitCase, ExitState, require_threat
from sspdesk.domain.ids import ExitCaseId, ExitFocusId, ExitFundsId, ExitPartId, ExitPartyId
from sspdesk.domain.log import Action
from sspdesk.domain.names import clean
from sspdesk.services import exit_links
from sspdesk.storage.unit_of_work import UnitOfWork

_SIGNABLE = frozenset({ExitState.APPROVED, ExitState.AGREED, ExitState.COURSE})


def _open_case(uow: UnitOfWork, case_id: ExitCaseId) -> ExitCase:
    case = uow.exits.cases.get(case_id)
    if not case.open:
        raise DomainError("exit_case_closed")
    return case


def _log(uow: UnitOfWork, case: ExitCase) -> None:
    uow.log(Action.CHANGE, "exit_case", case.id, person=case.person_id)


# -- parties and signatures ------------------------------------------------------------------------------------------


def save_party(uow: UnitOfWork, party: Party) -> Outcome[Party]:
    """Add a party or change who it is; what was signed stays signed: DomainError("exit_party_signed")."""
    case = _open_case(uow, party.case_id)
    tidy = replace(party, name=clean(party.name))
    check_party(tidy, uow.today)
    if tidy.id:
        before = uow.exits.parties.get(tidy.id)
        if before.signed_on is not None and (before.name, before.role) != (tidy.name, tidy.role):
            raise DomainError("exit_party_signed")
        tidy = replace(tidy, signed_on=before.signed_on, reminded_on=before.reminded_on)
    stored = uow.exits.parties.save(tidy)
    _log(uow, case)
    return uow.outcome(stored)


def remove_party(uow: UnitOfWork, party_id: ExitPartyId) -> Outcome[None]:
    """Take a party off that has not signed; the citizen always stands there: DomainError("exit_citizen_stays")."""
    party = uow.exits.parties.get(party_id)
    case = _open_case(uow, party.case_id)
    if party.signed_on is not None:
        raise DomainError("exit_party_signed")
    if party.role is PartyRole.CITIZEN:
        raise DomainError("exit_citizen_stays")
    exit_links.follow(uow, case, f"party:{party_id}", None)
    uow.exits.parties.remove(party_id)
    _log(uow, case)
    return uow.outcome(None)


def sign(uow: UnitOfWork, party_id: ExitPartyId, signed_on: date) -> Outcome[Party]:
    """Record a signature. Without the police's assessment the agreement is a draft that nobody can sign (S004:343).

    Raises DomainError("exit_threat_missing"), ("exit_not_approved"), ("exit_day_in_future", "signed_on") or
    ("exit_signed_before_approval", "signed_on").
    """
    party = uow.exits.parties.get(party_id)
    case = _open_case(uow, party.case_id)
    require_threat(uow.exits.threats.of_case(case.id))
    if case.state not in _SIGNABLE or case.approved_on is None:
        raise DomainError("exit_not_approved")
    if signed_on < case.approved_on:
        raise DomainError("exit_signed_before_approval", "signed_on")
    changed = replace(party, signed_on=signed_on)
    check_party(changed, uow.today)
    stored = uow.exits.parties.save(changed)
    exit_links.finish(uow, case, f"party:{party_id}")
    _log(uow, case)
    return uow.outcome(stored)


def remind(uow: UnitOfWork, party_id: ExitPartyId) -> Outcome[Party]:
    """Note that a party was asked to sign today, and ask again in a week."""
    party = uow.exits.parties.get(party_id)
    case = _open_case(uow, party.case_id)
    require_threat(uow.exits.threats.of_case(case.id))
    if party.signed_on is not None:
        raise DomainError("exit_party_signed")
    stored = uow.exits.parties.save(replace(party, reminded_on=uow.today))
    exit_links.follow(uow, case, f"party:{party_id}", uow.today + timedelta(days=SIGN_WITHIN_DAYS))
    _log(uow, case)
    return uow.outcome(stored)


# -- focus areas -----------------------------------------------------------------------------------------------------


def save_focus(uow: UnitOfWork, focus: Focus) -> Outcome[Focus]:
    """Add a focus area or change it; its task in the shared desk follows the deadline."""
    case = _open_case(uow, focus.case_id)
    if case.state in ENDED:
        raise DomainError("exit_course_ended")
    tidy = replace(
        focus,
        goal=check_line(focus.goal, "goal"),
        next_step=check_line(focus.next_step, "next_step"),
        responsible=clean(focus.responsible),
    )
    check_focus(tidy)
    done = tidy.status is FocusStatus.DONE
    tidy = replace(tidy, done_on=(tidy.done_on or uow.today) if done else None)
    stored = uow.exits.focus.save(tidy)
    if done:
        exit_links.finish(uow, case, f"focus:{stored.id}")
    else:
        exit_links.follow(uow, case, f"focus:{stored.id}", stored.due)
    _log(uow, case)
    return uow.outcome(stored)


def remove_focus(uow: UnitOfWork, focus_id: ExitFocusId) -> Outcome[None]:
    """Take a focus area off."""
    focus = uow.exits.focus.get(focus_id)
    case = _open_case(uow, focus.case_id)
    exit_links.follow(uow, case, f"focus:{focus_id}", None)
    uow.exits.focus.remove(focus_id)
    _log(uow, case)
    return uow.outcome(None)


# -- ratings, funds, notes -------------------------------------------------------------------------------------------


def rate(uow: UnitOfWork, rating: Rating) -> Outcome[Rating]:
    """Record an LS/RNR rating: day, rater, summary level, notes by domain; never its items."""
    case = _open_case(uow, rating.case_id)
    tidy = replace(rating, rater=clean(rating.rater), level=clean(rating.level), notes=rating.notes.strip())
    check_rating(tidy, uow.today)
    stored = uow.exits.ratings.save(tidy)
    _log(uow, case)
    return uow.outcome(stored)


def save_funds(uow: UnitOfWork, funds: Funds) -> Outcome[Funds]:
    """Write an application for funds (DOC-17) and its answer. Only who is approved, or in a safe house, can apply.

    Raises DomainError("exit_not_approved"); sent and answered, its amount and purpose stand.
    """
    case = _open_case(uow, funds.case_id)
    sides = uow.exits.sides.of_case(case.id)
    if case.approved_on is None and not any(one.ended_on is None and one.kind.value == "safe_house" for one in sides):
        raise DomainError("exit_not_approved")
    tidy = replace(funds, purpose=check_line(funds.purpose, "purpose"))
    if tidy.answer in (FundsAnswer.GRANTED, FundsAnswer.REFUSED):
        tidy = replace(tidy, granted=tidy.kroner if tidy.answer is FundsAnswer.GRANTED else 0)
    elif tidy.answer is None:
        tidy = replace(tidy, answered_on=None, granted=None)
    check_funds(tidy, uow.today)
    if tidy.id:
        before = uow.exits.funds.get(tidy.id)
        if before.sent_on is not None and (before.kroner, before.purpose) != (tidy.kroner, tidy.purpose):
            raise DomainError("exit_funds_sent")
    stored = uow.exits.funds.save(tidy)
    _log(uow, case)
    return uow.outcome(stored)


def remove_funds(uow: UnitOfWork, funds_id: ExitFundsId) -> Outcome[None]:
    """Take an application off that was not sent: DomainError("exit_funds_sent")."""
    funds = uow.exits.funds.get(funds_id)
    case = _open_case(uow, funds.case_id)
    if funds.sent_on is not None:
        raise DomainError("exit_funds_sent")
    uow.exits.funds.remove(funds_id)
    _log(uow, case)
    return uow.outcome(None)


def write_note(uow: UnitOfWork, case_id: ExitCaseId, kind: NoteKind, day: date, text: str) -> Outcome[ExitNote]:
    """Write a note or a status; the note of an interruption comes with the interruption."""
    case = _open_case(uow, case_id)
    if kind is NoteKind.INTERRUPTION:
        raise DomainError("exit_interruption_by_move")
    note = ExitNote(case_id=case_id, kind=kind, day=day, text=text.strip(), at=uow.now, by=uow.user)
    check_note(note, uow.today)
    stored = uow.exits.notes.add(note)
    _log(uow, case)
    return uow.outcome(stored)


def change_note(uow: UnitOfWork, note_id: ExitPartId, text: str) -> Outcome[ExitNote]:
    """Correct a note; what it said before stands in the history."""
    note = uow.exits.notes.get(note_id)
    case = uow.exits.cases.get(note.case_id)
    changed = replace(note, text=text.strip())
    check_note(changed, uow.today)
    stored = uow.exits.notes.save(changed)
    _log(uow, case)
    return uow.outcome(stored)
