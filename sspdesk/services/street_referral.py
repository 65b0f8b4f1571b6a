"""A referral: the separate, reasoned, logged act that opens a contact, a talk or a task on a person (PRO-4).

It leaves the observation as anonymous as it was: neither table, log nor task leads from the one to the other.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sspdesk.domain.changes import Outcome
from sspdesk.domain.disclosures import check_basis
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import PersonId, ProfessionalId
from sspdesk.domain.log import Action
from sspdesk.domain.persons import Note
from sspdesk.domain.talks import TalkOrigin, TalkState
from sspdesk.domain.tasks import TaskKind
from sspdesk.domain.wednesday import ContactState, PoliceContact, Role
from sspdesk.services import talks, tasks
from sspdesk.services.talks import NewTalk
from sspdesk.storage.unit_of_work import UnitOfWork


class Opens(StrEnum):
    """What a referral opens on a person."""

    CONTACT = "kontakt"
    TALK = "samtale"
    TASK = "opgave"


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """Who is meant, why, on which legal basis, and what is opened. There is no room here for an observation."""

    person_id: PersonId
    opens: Opens
    purpose: str
    basis_code: str
    due: date | None = None
    responsible_id: ProfessionalId | None = None


def refer(uow: UnitOfWork, referral: Referral) -> Outcome[PersonId]:
    """Open what the referral asks for, with its purpose as a note on the person, and log it.

    Raises DomainError("referral_without_purpose", "purpose") or what ``check_basis`` finds about the legal basis.
    """
    purpose = " ".join(referral.purpose.split())
    if not purpose:
        raise DomainError("referral_without_purpose", "purpose")
    basis = check_basis(uow.bases.in_force(referral.basis_code, uow.today), uow.today)
    person = uow.persons.final(referral.person_id)
    opened = _open(uow, referral, person.id)
    uow.notes.add(Note(person_id=person.id, at=uow.now, text=f"{purpose} ({basis.name})"))
    uow.log(Action.CREATE, "referral", opened, person=person.id, basis=basis.code, opens=referral.opens.value)
    return uow.outcome(person.id)


def _open(uow: UnitOfWork, referral: Referral, person_id: PersonId) -> int:
    if referral.opens is Opens.CONTACT:
        contact = PoliceContact(
            person_id=person_id,
            contact_date=uow.today,
            role=Role.MET,
            received_on=uow.today,
            state=ContactState.CLARIFIED,
        )
        return uow.contacts.add(contact).id
    if referral.opens is Opens.TALK:
        wanted_talk = NewTalk(
            person_id=person_id,
            origin=TalkOrigin.STREET_TEAM,
            offer_by=referral.due,
            responsible_id=referral.responsible_id,
        )
        step = replace(talks.usual_step(uow, TalkState.RECOMMENDED), basis_code=referral.basis_code)
        return talks.start(uow, wanted_talk, step).id
    wanted = tasks.NewTask(
        kind=TaskKind.STREET_TEAM,
        person_id=person_id,
        due=referral.due,
        responsible_id=referral.responsible_id,
    )
    return tasks.plan(uow, wanted).id
