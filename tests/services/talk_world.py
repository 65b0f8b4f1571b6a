"""A family and colleagues for the tests of talks and consents, and a talk led to a state step by step."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sspdesk.domain.changes import Outcome
from sspdesk.domain.ids import GuardianId, PersonId, TalkId
from sspdesk.domain.people import Institution, Professional, ProfessionalRole
from sspdesk.domain.persons import Guardian, Person, Relation
from sspdesk.domain.talk_records import AnsweredBy, Notification, OfferAnswer, OfferChannel
from sspdesk.domain.talks import NotifyCheck, Step, Talk, TalkOrigin, TalkState, usual_basis
from sspdesk.services import talk_records, talks
from sspdesk.services.talks import NewTalk
from sspdesk.storage.unit_of_work import UnitOfWork
from sspdesk.storage.workspace import Workspace

DAY = date(2026, 11, 23)
HELD = datetime(2026, 11, 23, 8, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Testine, born 15 May 2012 (14 years old), her parents, and the colleagues."""

    person: PersonId
    mother: GuardianId
    father: GuardianId
    school: Institution
    teacher: Professional
    consultant: Professional
    police: Professional


def make_family(uow: UnitOfWork, born: date | None = date(2012, 5, 15)) -> Family:
    """Store the family and the colleagues."""
    school = uow.institutions.save(Institution(name="Prøveskolen"))
    teacher = uow.professionals.save(
        Professional(name="Lars Lærereksempel", role=ProfessionalRole.TEACHER, institution_id=school.id)
    )
    consultant = uow.professionals.save(Professional(name="Vibeke Skabelon", role=ProfessionalRole.CONSULTANT))
    police = uow.professionals.save(Professional(name="Poul Prøvegaard", role=ProfessionalRole.POLICE))
    person = uow.persons.save(
        Person(
            first_name="Testine",
            last_name="Eksempelsen",
            birth_date=born,
            school_id=school.id,
            class_name="8.B",
            class_year=2026,
            created_on=uow.today,
        )
    )
    parents = [
        uow.guardians.save(Guardian(person_id=person.id, name=name, relation=relation))
        for name, relation in (("Eksempeline Testsen", Relation.MOTHER), ("Prøvus Testsen", Relation.FATHER))
    ]
    return Family(
        person=person.id,
        mother=parents[0].id,
        father=parents[1].id,
        school=school,
        teacher=teacher,
        consultant=consultant,
        police=police,
    )


def step(to: TalkState, day: date = DAY, **changes: object) -> Step:
    """Return a move's facts on a day."""
    facts = {"day": day, "decided_by": "Vibeke Skabelon", "basis_code": usual_basis(to), "note": ""}
    return Step(**(facts | changes))


def begin(workspace: Workspace, family: Family, **wanted: object) -> Talk:
    """Begin a talk from scratch, led by the SSP consultant."""
    new = {"person_id": family.person, "origin": TalkOrigin.DIRECT, "responsible_id": family.consultant.id}
    return workspace.run(lambda uow: talks.begin(uow, NewTalk(**(new | wanted)), step(TalkState.RECOMMENDED))).value


Move = Callable[[UnitOfWork, TalkId], Outcome[Talk]]


def offer(uow: UnitOfWork, talk_id: TalkId, day: date = DAY) -> Outcome[Talk]:
    """Offer a talk by letter."""
    return talks.offer(uow, talk_id, OfferChannel.LETTER, step(TalkState.OFFERED, day))


def answer(uow: UnitOfWork, talk_id: TalkId, said: OfferAnswer, day: date = DAY, *, reoffers: int = 0) -> Outcome[Talk]:
    """Write the parents' and the young person's answer."""
    by = None if said is OfferAnswer.NO_REPLY else AnsweredBy.BOTH
    return talks.answer(uow, talk_id, said, step(TalkState.ACCEPTED, day), answered_by=by, reoffers=reoffers)


def plan(uow: UnitOfWork, talk_id: TalkId) -> Outcome[Talk]:
    """Agree on a time."""
    return talks.plan(uow, talk_id, HELD, "Hjemme", step(TalkState.PLANNED))


def hold(uow: UnitOfWork, talk_id: TalkId) -> Outcome[Talk]:
    """Hold the talk."""
    return talks.hold(uow, talk_id, HELD, step(TalkState.HELD))


def check(uow: UnitOfWork, talk_id: TalkId, needed: NotifyCheck = NotifyCheck.NOT_NEEDED) -> Outcome[Talk]:
    """Answer the check on the duty to notify."""
    return talk_records.check_duty_to_notify(uow, talk_id, needed, "Se journalen")


def notify(uow: UnitOfWork, talk_id: TalkId, day: date = DAY) -> Outcome[Notification]:
    """Record that a notification was sent."""
    person_id = uow.talks.get(talk_id).person_id
    return talk_records.notify(
        uow, Notification(person_id=person_id, talk_id=talk_id, sent_on=day, recipient="Modtagelsen")
    )


def lead_to(workspace: Workspace, talk_id: TalkId, state: TalkState) -> Talk:
    """Lead a recommended talk to a state by the shortest way."""
    yes: list[Move] = [offer, lambda uow, one: answer(uow, one, OfferAnswer.ACCEPTED)]
    held: list[Move] = [*yes, plan, hold]
    ways: dict[TalkState, list[Move]] = {
        TalkState.RECOMMENDED: [],
        TalkState.OFFERED: [offer],
        TalkState.ACCEPTED: yes,
        TalkState.DECLINED: [offer, lambda uow, one: answer(uow, one, OfferAnswer.DECLINED)],
        TalkState.NO_REPLY: [offer, lambda uow, one: answer(uow, one, OfferAnswer.NO_REPLY)],
        TalkState.PLANNED: [*yes, plan],
        TalkState.HELD: held,
        TalkState.FOLLOW_UP: [
            *held,
            check,
            lambda uow, one: talks.begin_follow_up(uow, one, step(TalkState.FOLLOW_UP)),
        ],
        TalkState.CLOSED: [*held, check, lambda uow, one: talks.close(uow, one, step(TalkState.CLOSED))],
        TalkState.TO_NOTIFICATION: [
            notify,
            lambda uow, one: talks.leave(uow, one, TalkState.TO_NOTIFICATION, step(TalkState.TO_NOTIFICATION)),
        ],
        **{
            to: [lambda uow, one, to=to: talks.leave(uow, one, to, step(to))]
            for to in (TalkState.TO_INFOHUS, TalkState.TO_EXIT, TalkState.CANCELLED)
        },
    }
    for move in ways[state]:
        workspace.run(lambda uow, move=move: move(uow, talk_id))
    return workspace.run(lambda uow: uow.talks.get(talk_id))
