"""The talks that Onsdagsgruppen's decisions recommend: they follow the decision until they are offered."""

from dataclasses import replace

from sspdesk.domain.ids import LineId, PersonId
from sspdesk.domain.talks import Step, Talk, TalkState, usual_basis
from sspdesk.domain.tasks import Source, SourceKind
from sspdesk.domain.wednesday import MeetingLine
from sspdesk.services import talk_participants, talks
from sspdesk.storage.unit_of_work import UnitOfWork


def recommend(uow: UnitOfWork, line: MeetingLine, person_id: PersonId, decided_by: str) -> None:
    """Recommend a talk as the Wednesday group decided, or follow the changed decision while it was not offered yet."""
    talk = uow.talks.of_line(line.id)
    day = (line.decided_at or uow.now).date()
    told = {"recommended_on": day, "changed_on": day, "offer_by": line.due, "responsible_id": line.responsible_id}
    if talk is None:
        stored = uow.talks.add(Talk(person_id=person_id, line_id=line.id, **told))  # type: ignore[arg-type]
        step = Step(day=day, decided_by=decided_by, basis_code=usual_basis(TalkState.RECOMMENDED))
        talks.write(uow, stored, None, step)
        talk_participants.ensure(uow, stored)
    elif talk.state is TalkState.RECOMMENDED:
        uow.talks.save(replace(talk, **told))  # type: ignore[arg-type]  # a talk's own fields
        for move in uow.transitions.of_talk(talk.id)[:1]:
            uow.transitions.save(replace(move, day=day))
        talk_participants.lead_instead(uow, talk, line.responsible_id)


def take_back(uow: UnitOfWork, line_id: LineId) -> None:
    """Take a recommendation back as long as nothing more came of it."""
    talk = uow.talks.of_line(line_id)
    if talk is None or talk.state is not TalkState.RECOMMENDED:
        return
    for repository in (uow.transitions, uow.participants):
        for row in repository.of_talk(talk.id):
            repository.remove(row.id)
    uow.talks.remove(talk.id)


def give_to(uow: UnitOfWork, talk: Talk, person_id: PersonId) -> None:
    """Give a talk and all that hangs on it to the person its contact is really about."""
    uow.talks.save(replace(talk, person_id=person_id))
    for repository in (uow.transitions, uow.offers, uow.agreements, uow.follow_ups, uow.notifications):
        repository.give_to(talk.id, person_id)
    for task in uow.tasks.of_source(Source(SourceKind.TALK, talk.id)):
        uow.tasks.save(replace(task, person_id=person_id))
    talk_participants.move_to(uow, talk, person_id)
