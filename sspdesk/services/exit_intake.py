"""The edge of Exit, seen from outside: what may be handed in while it is closed, and who is stopped at the door."""

from dataclasses import replace
from datetime import date

from sspdesk.domain.exit_parts import Party, PartyRole
from sspdesk.domain.exits import EnquirySource, ExitCase, ExitMove, ExitState, check_case, check_text
from sspdesk.domain.forums import Forum, ForumKind
from sspdesk.domain.log import Action
from sspdesk.domain.meetings import Meeting
from sspdesk.domain.names import clean
from sspdesk.domain.talks import Step, Talk, check_step
from sspdesk.i18n import _
from sspdesk.labels import exits as words
from sspdesk.storage.unit_of_work import UnitOfWork


def is_exit(uow: UnitOfWork, meeting: Meeting) -> bool:
    """Tell whether a meeting is one of Exit (F10)."""
    return uow.forums.get(meeting.forum_id).kind is ForumKind.EXIT


def require_open(uow: UnitOfWork, meeting: Meeting) -> None:
    """Raise DomainError("exit_closed") for a meeting of Exit while its door is closed."""
    if is_exit(uow, meeting):
        uow.exit_door.use()


def outside_name(forum: Forum) -> str:
    """Return what a forum is called where everybody may read it, such as the register of what left the desk."""
    return _("The participants of the meeting") if forum.kind is ForumKind.EXIT else forum.name


def hand_over(uow: UnitOfWork, talk: Talk, step: Step) -> None:
    """Take a talk over as an enquiry, also while Exit is closed; a case that is open already goes on."""
    if any(one.open for one in uow.exit_intake.cases.of_person(talk.person_id)):
        return
    case = ExitCase(
        person_id=talk.person_id,
        number=next_number(uow),
        source=EnquirySource.TALK,
        talk_id=talk.id,
        received_on=step.day,
        changed_on=step.day,
    )
    begin(uow, case, step)


def begin(uow: UnitOfWork, case: ExitCase, step: Step) -> ExitCase:
    """Store a new case with its first move and its usual parties, as part of a command."""
    check_case(case, uow.today)
    check_step(step, date.min, uow.today)
    stored = uow.exit_intake.cases.add(replace(case, note=case.note.strip()))
    record(uow, stored, None, step)
    _usual_parties(uow, stored)
    uow.log(Action.CREATE, "exit_case", stored.id, person=stored.person_id)
    return stored


def next_number(uow: UnitOfWork) -> str:
    """Return the number of the next case, e.g. E-2026-02."""
    prefix = f"E-{uow.today.year}-"
    return f"{prefix}{uow.exit_intake.cases.last_number(prefix) + 1:02d}"


def record(uow: UnitOfWork, case: ExitCase, before: ExitState | None, step: Step) -> None:
    """Write a move of a case as it is."""
    uow.exit_intake.moves.add(
        ExitMove(
            case_id=case.id,
            from_state=before,
            to_state=case.state,
            day=step.day,
            decided_by=clean(step.decided_by),
            basis_code=step.basis_code,
            note=check_text(step.note, "note"),
            at=uow.now,
            by=uow.user,
        )
    )


def _usual_parties(uow: UnitOfWork, case: ExitCase) -> None:
    """Set up the parties of every agreement: citizen, municipality, police (S004:343); the names can be changed."""
    contact = uow.professionals.find(case.contact_id) if case.contact_id is not None else None
    names = {
        PartyRole.CITIZEN: uow.persons.final(case.person_id).name,
        PartyRole.MUNICIPALITY: contact.name if contact else uow.settings().consultant or uow.user,
        PartyRole.POLICE: words.party(PartyRole.POLICE),
    }
    for role, name in names.items():
        professional = contact.id if contact is not None and role is PartyRole.MUNICIPALITY else None
        uow.exit_intake.parties.add(Party(case_id=case.id, role=role, name=name, professional_id=professional))
