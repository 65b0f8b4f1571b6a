"""Who takes part in a talk: the family with their yes or no, who holds it, and who else may be invited, and why."""

from dataclasses import replace

from sspdesk.domain.changes import Outcome
from sspdesk.domain.consents import ConsentAnswer, ConsentAuthority, ConsentTopic
from sspdesk.domain.disclosures import check_basis
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import GuardianId, ParticipantId, PersonId, ProfessionalId, TalkId
from sspdesk.domain.log import Action
from sspdesk.domain.names import clean
from sspdesk.domain.people import ProfessionalRole
from sspdesk.domain.persons import age_on
from sspdesk.domain.talk_records import (
    FAMILY,
    AnsweredBy,
    OfferAnswer,
    Participant,
    ParticipantRole,
    Yes,
    check_participant,
)
from sspdesk.domain.talks import ENDED, Talk
from sspdesk.services import consents
from sspdesk.services.disclosures import CONSENT
from sspdesk.storage.unit_of_work import UnitOfWork

ROLES = {
    ProfessionalRole.CONSULTANT: ParticipantRole.CONSULTANT,
    ProfessionalRole.TEACHER: ParticipantRole.TEACHER,
    ProfessionalRole.HEAD_OF_SCHOOL: ParticipantRole.TEACHER,
    ProfessionalRole.POLICE: ParticipantRole.POLICE,
    ProfessionalRole.STREET_WORKER: ParticipantRole.STREET_WORKER,
    ProfessionalRole.SOCIAL_WORKER: ParticipantRole.SOCIAL_WORKER,
}
AUTHORITIES = {
    ProfessionalRole.TEACHER: ConsentAuthority.SCHOOL,
    ProfessionalRole.HEAD_OF_SCHOOL: ConsentAuthority.SCHOOL,
    ProfessionalRole.POLICE: ConsentAuthority.POLICE,
    ProfessionalRole.STREET_WORKER: ConsentAuthority.STREET_TEAM,
    ProfessionalRole.SOCIAL_WORKER: ConsentAuthority.SOCIAL_SERVICES,
    ProfessionalRole.YOUTH_GUIDANCE: ConsentAuthority.YOUTH_GUIDANCE,
}
"""The authority a professional is asked for by; the SSP consultant is asked for by none."""


def ensure(uow: UnitOfWork, talk: Talk) -> None:
    """Put the young person, the parents who may be contacted, and who leads it on a talk that has nobody yet."""
    if uow.participants.of_talk(talk.id):
        return
    person = uow.persons.final(talk.person_id)
    rows = [_family(talk, ParticipantRole.YOUNG, person.name)]
    if person.birth_date is None or age_on(person.birth_date, uow.today) < 18:
        rows += [
            _family(talk, ParticipantRole.PARENT, parent.name, parent.id)
            for parent in uow.guardians.of_person(person.id)
            if parent.has_custody and parent.may_be_contacted
        ]
    uow.participants.add_many(rows)
    lead(uow, talk, talk.responsible_id)


def _family(talk: Talk, role: ParticipantRole, name: str, guardian_id: GuardianId | None = None) -> Participant:
    return Participant(
        talk_id=talk.id, person_id=talk.person_id, role=role, name=name, guardian_id=guardian_id, yes=Yes.NOT_ASKED
    )


def lead(uow: UnitOfWork, talk: Talk, professional_id: ProfessionalId | None) -> None:
    """Let a professional lead the talk, beside those who lead it already; whoever was given the task may."""
    if professional_id is None:
        return
    known = uow.participants.of_talk(talk.id)
    if any(one.professional_id == professional_id for one in known):
        return
    professional = uow.professionals.get(professional_id)
    uow.participants.add(
        Participant(
            talk_id=talk.id,
            person_id=talk.person_id,
            role=ROLES.get(professional.role, ParticipantRole.OTHER),
            name=professional.name,
            professional_id=professional.id,
            leads=True,
            basis_code="" if professional.role is ProfessionalRole.CONSULTANT else "RPL115-1",
        )
    )


def lead_instead(uow: UnitOfWork, talk: Talk, professional_id: ProfessionalId | None) -> None:
    """Let a professional lead the talk instead of the one who was given it before."""
    if professional_id == talk.responsible_id:
        return
    for one in uow.participants.of_talk(talk.id):
        if one.leads and one.professional_id == talk.responsible_id:
            uow.participants.remove(one.id)
    lead(uow, talk, professional_id)


def answered(uow: UnitOfWork, talk: Talk, by: AnsweredBy, said: OfferAnswer) -> None:
    """Write the family's answer with each of those who gave it."""
    said_yes = Yes.GIVEN if said is OfferAnswer.ACCEPTED else Yes.REFUSED
    roles = {
        AnsweredBy.YOUNG: {ParticipantRole.YOUNG},
        AnsweredBy.PARENTS: {ParticipantRole.PARENT},
        AnsweredBy.BOTH: FAMILY,
    }[by]
    for one in uow.participants.of_talk(talk.id):
        if one.role in roles and one.yes is not said_yes:
            uow.participants.save(replace(one, yes=said_yes))


def with_a_say(uow: UnitOfWork, talk: Talk) -> list[Participant]:
    """Return the participants without the relatives whose yes is not a parent's: those without parental authority."""
    holders = {one.id for one in uow.guardians.of_person(uow.persons.final(talk.person_id).id) if one.has_custody}
    found = uow.participants.of_talk(talk.id)
    return [one for one in found if one.role is not ParticipantRole.PARENT or one.guardian_id in holders]


def uncovered(uow: UnitOfWork, talk: Talk) -> dict[ParticipantId, ConsentAnswer]:
    """Return what the consents say of those who are on a talk by consent and whom none covers any more."""
    found = {}
    for one in uow.participants.of_talk(talk.id) if talk.open and talk.held_at is None else ():
        if one.basis_code == CONSENT and one.professional_id is not None:
            told = may_invite(uow, talk.id, one.professional_id)
            if told is not None and not told.allowed:
                found[one.id] = told
    return found


def may_invite(uow: UnitOfWork, talk_id: TalkId, professional_id: ProfessionalId) -> ConsentAnswer | None:
    """Return what the consents say of inviting a professional; None where none is needed (the SSP consultant)."""
    role = uow.professionals.get(professional_id).role
    if role is ProfessionalRole.CONSULTANT:
        return None
    authority = AUTHORITIES.get(role, ConsentAuthority.OTHER)
    return consents.check(uow, uow.talks.get(talk_id).person_id, ConsentTopic.TALK, authority)


def invite(
    uow: UnitOfWork, talk_id: TalkId, professional_id: ProfessionalId, *, leads: bool = False, basis_code: str = ""
) -> Outcome[Participant]:
    """Put a professional on a talk: on a consent that covers it, else on a legal basis that lets them be told.

    Raises DomainError("consent_…", "basis_code") with why the consent says no, or what is wrong with the basis.
    """
    talk = workable(uow, talk_id)
    professional = uow.professionals.get(professional_id)
    if any(one.professional_id == professional_id for one in uow.participants.of_talk(talk_id)):
        raise DomainError("participant_there_already", "professional_id")
    asked = may_invite(uow, talk_id, professional_id)
    if asked is None:
        basis_code = ""
    elif asked.allowed:
        basis_code = CONSENT
    elif basis_code and basis_code != CONSENT:
        check_basis(uow.bases.in_force(basis_code, uow.today), uow.today)
    else:
        consents.require(uow, talk.person_id, asked.topic, asked.authority, field="basis_code")
    stored = uow.participants.add(
        Participant(
            talk_id=talk_id,
            person_id=talk.person_id,
            role=ROLES.get(professional.role, ParticipantRole.OTHER),
            name=professional.name,
            professional_id=professional_id,
            leads=leads,
            basis_code=basis_code,
        )
    )
    uow.log(Action.CHANGE, "talk", talk_id, person=talk.person_id, participant=stored.id)
    return uow.outcome(stored)


def add_own(uow: UnitOfWork, talk_id: TalkId, role: ParticipantRole, name: str) -> Outcome[Participant]:
    """Put somebody the family brings on the talk: a companion (bisidder), a relative."""
    talk = workable(uow, talk_id)
    participant = Participant(talk_id=talk_id, person_id=talk.person_id, role=role, name=clean(name), yes=Yes.GIVEN)
    check_participant(participant)
    stored = uow.participants.add(participant)
    uow.log(Action.CHANGE, "talk", talk_id, person=talk.person_id, participant=stored.id)
    return uow.outcome(stored)


def add_parent(uow: UnitOfWork, talk_id: TalkId, guardian_id: GuardianId) -> Outcome[Participant]:
    """Put a parent on the talk that was not on it; one who is not to be contacted is not invited either."""
    talk = workable(uow, talk_id)
    parent = uow.guardians.get(guardian_id)
    if not parent.may_be_contacted:
        raise DomainError("parent_not_to_be_contacted", "who")
    if any(one.guardian_id == guardian_id for one in uow.participants.of_talk(talk_id)):
        raise DomainError("participant_there_already", "guardian_id")
    stored = uow.participants.add(_family(talk, ParticipantRole.PARENT, parent.name, guardian_id))
    uow.log(Action.CHANGE, "talk", talk_id, person=talk.person_id, participant=stored.id)
    return uow.outcome(stored)


def change(
    uow: UnitOfWork, participant_id: ParticipantId, *, yes: Yes, came: bool | None, leads: bool
) -> Outcome[Participant]:
    """Change a participant's yes, whether they came, and whether they hold the talk."""
    before = uow.participants.get(participant_id)
    talk = uow.talks.get(before.talk_id)
    if came is not None and talk.held_at is None:
        raise DomainError("talk_not_held", "came")
    after = replace(before, yes=yes, came=came, leads=leads)
    check_participant(after)
    stored = uow.participants.save(after)
    uow.log(Action.CHANGE, "talk", talk.id, person=talk.person_id, participant=participant_id)
    return uow.outcome(stored)


def remove(uow: UnitOfWork, participant_id: ParticipantId) -> Outcome[None]:
    """Take somebody off the talk; the young person stays."""
    participant = uow.participants.get(participant_id)
    if participant.role is ParticipantRole.YOUNG:
        raise DomainError("young_stays")
    uow.participants.remove(participant_id)
    uow.log(Action.CHANGE, "talk", participant.talk_id, person=participant.person_id, participant=participant_id)
    return uow.outcome(None)


def workable(uow: UnitOfWork, talk_id: TalkId) -> Talk:
    """Return a talk that has not ended, or raise DomainError("talk_ended")."""
    talk = uow.talks.get(talk_id)
    if talk.state in ENDED:
        raise DomainError("talk_ended")
    return talk


def let_go_of_parent(uow: UnitOfWork, guardian_id: GuardianId) -> None:
    """Keep the name where a parent is taken off the person."""
    for one in uow.participants.of_guardian(guardian_id):
        uow.participants.save(replace(one, guardian_id=None))


def move_to(uow: UnitOfWork, talk: Talk, person_id: PersonId) -> None:
    """Give the participants to another person; the family of the wrong one leaves, the right one's comes."""
    kept = []
    for one in uow.participants.of_talk(talk.id):
        if one.role in FAMILY:
            uow.participants.remove(one.id)
        else:
            kept.append(replace(one, id=ParticipantId(0), person_id=person_id))
            uow.participants.remove(one.id)
    ensure(uow, replace(talk, person_id=person_id, responsible_id=None))
    uow.participants.add_many(kept)
