"""An Exit case for the tests, led to a state step by step, and the things around it."""

from dataclasses import dataclass
from datetime import date

from sspdesk.domain.exit_parts import Focus, FocusArea, FocusStatus, PartyRole
from sspdesk.domain.exits import ExitCase, ExitState, Threat
from sspdesk.domain.ids import ExitCaseId, PersonId, ProfessionalId
from sspdesk.domain.people import Professional, ProfessionalRole
from sspdesk.domain.persons import Person
from sspdesk.domain.talks import Step
from sspdesk.services import exit_parts, exits
from sspdesk.services.exits import NewEnquiry
from sspdesk.services.work import UnitOfWork, Workspace

DAY = date(2026, 8, 3)
TODAY = date(2026, 11, 23)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Attrap, 24 years old, and the contact person."""

    person: PersonId
    contact: ProfessionalId


def open_door(workspace: Workspace, minutes: int = 60 * 24 * 500) -> None:
    """Open Exit without asking."""
    workspace.exit_door.leave_open(minutes)


def make_around(uow: UnitOfWork, born: date | None = date(2002, 3, 1)) -> Around:
    """Store the person and the contact person."""
    person = uow.persons.save(
        Person(first_name="Attrap", last_name="Testrup", birth_date=born, created_on=date(2026, 8, 1))
    )
    contact = uow.professionals.save(Professional(name="Vibeke Skabelon", role=ProfessionalRole.CONSULTANT))
    return Around(person=person.id, contact=contact.id)


def step(day: date = TODAY, note: str = "", basis: str = "SAMT") -> Step:
    """Return a move's facts."""
    return Step(day=day, decided_by="Vibeke Skabelon", basis_code=basis, note=note)


def begin(uow: UnitOfWork, around: Around, day: date = DAY, **facts: object) -> ExitCase:
    """Receive an enquiry."""
    wanted = {"person_id": around.person, "received_on": day, "contact_id": around.contact}
    return exits.receive(uow, NewEnquiry(**(wanted | facts)), step(max(day, date(2026, 1, 5)))).value  # type: ignore[arg-type]


def threat(case_id: ExitCaseId, day: date = date(2026, 8, 14), level: str = "Lavt") -> Threat:
    """Return an assessment."""
    return Threat(case_id=case_id, day=day, police_contact="Poul Prøvegaard", level=level)


def sign_all(uow: UnitOfWork, case_id: ExitCaseId, day: date) -> None:
    """Let every party sign."""
    for party in uow.exits.parties.of_case(case_id):
        if party.signed_on is None:
            exit_parts.sign(uow, party.id, day)


def lead_to(uow: UnitOfWork, case_id: ExitCaseId, to: ExitState) -> ExitCase:
    """Lead a new case on to a state, on the days of the mock-up."""
    ways = [
        (ExitState.THREAT, lambda: exits.ask_police(uow, case_id, step(date(2026, 8, 5)))),
        (ExitState.VISITATION, lambda: exits.assess(uow, case_id, threat(case_id), step(date(2026, 8, 14)))),
        (ExitState.APPROVED, lambda: exits.approve(uow, case_id, "EK-77", step(date(2026, 8, 27)))),
        (ExitState.AGREED, lambda: _agree(uow, case_id)),
        (ExitState.COURSE, lambda: exits.begin(uow, case_id, step(date(2026, 9, 21)))),
        (ExitState.COMPLETED, lambda: exits.complete(uow, case_id, step(date(2026, 11, 2)))),
    ]
    if to is ExitState.INTERRUPTED:
        ways[-1] = (to, lambda: exits.interrupt(uow, case_id, step(date(2026, 11, 2), "Flyttede fra byen")))
    names = [ExitState.ENQUIRY, *(state for state, _move in ways)]
    for state, move in ways[names.index(uow.exits.cases.get(case_id).state) :]:
        if uow.exits.cases.get(case_id).state is to:
            break
        move()
        assert uow.exits.cases.get(case_id).state is state
    return uow.exits.cases.get(case_id)


def _agree(uow: UnitOfWork, case_id: ExitCaseId) -> None:
    sign_all(uow, case_id, date(2026, 9, 21))
    exits.agree(uow, case_id, step(date(2026, 9, 21)))


def focus(case_id: ExitCaseId, area: FocusArea = FocusArea.HOUSING, **facts: object) -> Focus:
    """Return a focus area that is under way."""
    plain = {"status": FocusStatus.UNDER_WAY, "goal": "Egen bolig", "next_step": "Svar fra boligrådgiveren"}
    return Focus(case_id=case_id, area=area, **(plain | facts))  # type: ignore[arg-type]


def party_of(uow: UnitOfWork, case_id: ExitCaseId, role: PartyRole) -> int:
    """Return a party's id."""
    return next(one.id for one in uow.exits.parties.of_case(case_id) if one.role is role)
