"""What the consultant does with a preventive talk (PRO-2): begin, offer, answer, plan, hold, follow up, close.

Every move is a row of its own with day, who decided, legal basis and note; a move that is none is refused. The tasks
of a talk follow its state.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sspdesk.domain.changes import Outcome
from sspdesk.domain.disclosures import LegalBasis
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import PersonId, ProfessionalId, SchoolCaseId, TalkId
from sspdesk.domain.intervals import Interval
from sspdesk.domain.log import Action
from sspdesk.domain.names import clean
from sspdesk.domain.persons import age_on
from sspdesk.domain.talk_records import AnsweredBy, Offer, OfferAnswer, OfferChannel, check_yes, needs_notification
from sspdesk.domain.talks import (
    ENDED,
    REOFFERS,
    Step,
    Talk,
    TalkKind,
    TalkOrigin,
    TalkState,
    Transition,
    check_move,
    check_step,
    check_talk,
    usual_basis,
)
from sspdesk.domain.tasks import Anchor, AnchorKind, Rule, Source, SourceKind, Task, TaskKind
from sspdesk.services import exit_intake, talk_participants, tasks
from sspdesk.services.tasks import NewTask
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTalk:
    """A talk to begin: about whom, what, where it comes from, and who leads it."""

    person_id: PersonId
    kind: TalkKind = TalkKind.PREVENTIVE
    origin: TalkOrigin = TalkOrigin.DIRECT
    reason: str = ""
    responsible_id: ProfessionalId | None = None
    school_case_id: SchoolCaseId | None = None
    offer_by: date | None = None
    """Another day to offer it by than the settings' interval gives."""


# -- beginning -------------------------------------------------------------------------------------------------------


def begin(uow: UnitOfWork, wanted: NewTalk, step: Step) -> Outcome[Talk]:
    """Begin a talk from scratch, from the school or the street team; its offer is due by the settings' interval."""
    check_step(step, date.min, uow.today)
    talk = start(uow, wanted, step)
    uow.log(Action.CREATE, "talk", talk.id, person=talk.person_id)
    return uow.outcome(talk)


def start(uow: UnitOfWork, wanted: NewTalk, step: Step) -> Talk:
    """Begin a talk as part of a command that makes its own outcome."""
    person = uow.persons.final(wanted.person_id)
    talk = Talk(
        person_id=person.id,
        kind=wanted.kind,
        origin=wanted.origin,
        reason=clean(wanted.reason),
        responsible_id=wanted.responsible_id,
        school_case_id=wanted.school_case_id,
        recommended_on=step.day,
        changed_on=step.day,
    )
    check_talk(talk, uow.today)
    stored = uow.talks.add(talk)
    record(uow, stored, None, step)
    talk_participants.ensure(uow, stored)
    if wanted.offer_by is not None:
        task = _by_hand(uow, stored, TaskKind.OFFER_TALK, wanted.offer_by)
    else:
        task = _task(uow, stored, TaskKind.OFFER_TALK, Interval.TALK_OFFER, Anchor(step.day, AnchorKind.TALK_ASSIGNED))
    return uow.talks.save(replace(stored, offer_by=task.due))


def record(uow: UnitOfWork, talk: Talk, before: TalkState | None, step: Step) -> None:
    """Write a move of a talk; the basis must be known and in force on its day."""
    check_basis_of(uow, step)
    write(uow, talk, before, step)


def write(uow: UnitOfWork, talk: Talk, before: TalkState | None, step: Step) -> None:
    """Write a move of a talk as it is."""
    uow.transitions.add(
        Transition(
            talk_id=talk.id,
            person_id=talk.person_id,
            from_state=before,
            to_state=talk.state,
            day=step.day,
            decided_by=clean(step.decided_by),
            basis_code=step.basis_code,
            note=step.note.strip(),
            at=uow.now,
            by=uow.user,
        )
    )


def check_basis_of(uow: UnitOfWork, step: Step) -> LegalBasis:
    """Return the legal basis of a move, or raise DomainError when it is unknown or not in force on its day."""
    basis = uow.bases.in_force(step.basis_code, step.day)
    if basis is None:
        raise DomainError("basis_missing", "basis_code")
    if not basis.valid_on(step.day):
        raise DomainError("basis_not_in_force", "basis_code")
    return basis


def usual_step(uow: UnitOfWork, to: TalkState, decided_by: str = "") -> Step:
    """Return what a move's form begins with: today, the consultant, the usual basis."""
    return Step(
        day=uow.today,
        decided_by=decided_by or uow.settings().consultant or uow.user,
        basis_code=usual_basis(to),
    )


# -- the moves -------------------------------------------------------------------------------------------------------


def _source(talk: Talk) -> Source:
    return Source(SourceKind.TALK, talk.id)


def _task(uow: UnitOfWork, talk: Talk, kind: TaskKind, which: Interval, anchor: Anchor) -> Task:
    wanted = NewTask(
        kind=kind,
        person_id=talk.person_id,
        source=_source(talk),
        rule=tasks.interval(uow, which),
        anchor=replace(anchor, id=talk.id),
        responsible_id=talk.responsible_id,
    )
    return tasks.plan(uow, wanted)


def _by_hand(uow: UnitOfWork, talk: Talk, kind: TaskKind, due: date) -> Task:
    wanted = NewTask(
        kind=kind, person_id=talk.person_id, source=_source(talk), due=due, responsible_id=talk.responsible_id
    )
    return tasks.plan(uow, wanted)


def _move(uow: UnitOfWork, talk: Talk, to: TalkState, step: Step, **changes: object) -> Talk:
    check_move(talk, to, step, uow.today)
    changed: Talk = replace(talk, state=to, changed_on=step.day, **changes)  # type: ignore[arg-type]  # its own fields
    check_talk(changed, uow.today)
    stored = uow.talks.save(changed)
    record(uow, stored, talk.state, step)
    if to in ENDED:
        _let_go(uow, stored)
    uow.log(Action.CHANGE, "talk", talk.id, person=talk.person_id, state=to.outward.value)
    return stored


def _let_go(uow: UnitOfWork, talk: Talk) -> None:
    """Leave nothing to do for a talk that has ended, save to offer it again after a no or silence."""
    for task in uow.tasks.of_source(_source(talk), open_only=True):
        if task.kind is not TaskKind.REOFFER or talk.state not in (TalkState.DECLINED, TalkState.NO_REPLY):
            uow.tasks.remove(task.id)
    for agreement in uow.agreements.of_talk(talk.id):
        tasks.drop_of(uow, Source(SourceKind.AGREEMENT, agreement.id))
    _finish_line(uow, talk)


def _finish_offer(uow: UnitOfWork, talk: Talk) -> None:
    """Complete the task to offer the talk, also the one a decision of the Wednesday group made."""
    tasks.finish_of(uow, _source(talk), TaskKind.OFFER_TALK)
    _finish_line(uow, talk)


def _finish_line(uow: UnitOfWork, talk: Talk) -> None:
    if talk.line_id is not None:
        for task in uow.tasks.of_line(talk.line_id):
            if task.kind is TaskKind.OFFER_TALK and task.done_on is None:
                uow.tasks.save(replace(task, done_on=uow.today))


def offer(
    uow: UnitOfWork, talk_id: TalkId, channel: OfferChannel, step: Step, offered_by_id: ProfessionalId | None = None
) -> Outcome[Talk]:
    """Record that the talk was offered, or offered again; an answer is asked for after the settings' interval."""
    before = uow.talks.get(talk_id)
    talk = _move(uow, before, TalkState.OFFERED, step)
    talk_participants.ensure(uow, talk)
    number = len(uow.offers.of_talk(talk_id)) + 1
    uow.offers.add(
        Offer(
            talk_id=talk_id,
            person_id=talk.person_id,
            number=number,
            offered_on=step.day,
            channel=channel,
            offered_by_id=offered_by_id or talk.responsible_id,
        )
    )
    if number == 1:
        _finish_offer(uow, talk)
    else:
        _finish_next_reoffer(uow, talk)
    _task(uow, talk, TaskKind.AWAIT_REPLY, Interval.TALK_REPLY, Anchor(step.day, AnchorKind.TALK_OFFERED))
    return uow.outcome(talk)


def _finish_next_reoffer(uow: UnitOfWork, talk: Talk) -> None:
    for task in _waiting_reoffers(uow, talk)[:1]:
        uow.tasks.save(replace(task, done_on=uow.today))


def _waiting_reoffers(uow: UnitOfWork, talk: Talk) -> list[Task]:
    return [one for one in uow.tasks.of_source(_source(talk), open_only=True) if one.kind is TaskKind.REOFFER]


_ANSWERED = {
    OfferAnswer.ACCEPTED: TalkState.ACCEPTED,
    OfferAnswer.DECLINED: TalkState.DECLINED,
    OfferAnswer.NO_REPLY: TalkState.NO_REPLY,
}


def answer(
    uow: UnitOfWork,
    talk_id: TalkId,
    said: OfferAnswer,
    step: Step,
    *,
    answered_by: AnsweredBy | None = None,
    reoffers: int = 0,
) -> Outcome[Talk]:
    """Record the family's answer. ``reoffers`` (0 to 2) is how often a declined talk is to be offered again.

    A yes is that of those who said it, and stands with each of them. Raises DomainError("answered_by_missing").
    """
    if said is not OfferAnswer.NO_REPLY and answered_by is None:
        raise DomainError("answered_by_missing", "answered_by")
    before = uow.talks.get(talk_id)
    tasks.finish_of(uow, _source(before), TaskKind.AWAIT_REPLY)
    talk = _move(uow, before, _ANSWERED[said], step, planned_at=None)
    for given in uow.offers.of_talk(talk_id)[-1:]:
        by = answered_by if said is not OfferAnswer.NO_REPLY else None
        uow.offers.save(replace(given, answer=said, answered_on=step.day, answered_by=by))
    if answered_by is not None and said is not OfferAnswer.NO_REPLY:
        talk_participants.answered(uow, talk, answered_by, said)
    if said is OfferAnswer.ACCEPTED:
        tasks.drop_of(uow, _source(talk), TaskKind.REOFFER, TaskKind.HOLD_TALK)
        _task(uow, talk, TaskKind.HOLD_TALK, Interval.TALK_HELD, Anchor(step.day, AnchorKind.TALK_ANSWERED))
    elif not _waiting_reoffers(uow, talk):
        for which in (Interval.TALK_REOFFER_1, Interval.TALK_REOFFER_2)[:reoffers]:
            _task(uow, talk, TaskKind.REOFFER, which, Anchor(step.day, AnchorKind.TALK_ANSWERED))
    return uow.outcome(talk)


def usual_reoffers(uow: UnitOfWork, talk: Talk) -> int:
    """Return how often a talk of this kind is offered again, as the settings have it."""
    return uow.settings().reoffers.get(talk.kind.value, REOFFERS[talk.kind])


def plan(uow: UnitOfWork, talk_id: TalkId, at: datetime, place: str, step: Step) -> Outcome[Talk]:
    """Agree on a time and place; planned already, it is moved. The task to hold the talk goes to that day."""
    before = uow.talks.get(talk_id)
    if before.state is TalkState.PLANNED:
        check_step(step, before.changed_on, uow.today)
        talk = uow.talks.save(replace(before, planned_at=at, place=clean(place), changed_on=step.day))
        record(uow, talk, before.state, step)
        uow.log(Action.CHANGE, "talk", talk_id, person=talk.person_id)
    else:
        talk = _move(uow, before, TalkState.PLANNED, step, planned_at=at, place=clean(place))
    tasks.drop_of(uow, _source(talk), TaskKind.HOLD_TALK)
    _by_hand(uow, talk, TaskKind.HOLD_TALK, at.date())
    return uow.outcome(talk)


def fall_through(uow: UnitOfWork, talk_id: TalkId, step: Step) -> Outcome[Talk]:
    """Record that the time fell through: the yes stands, a new time is to be found."""
    talk = _move(uow, uow.talks.get(talk_id), TalkState.ACCEPTED, step, planned_at=None)
    tasks.drop_of(uow, _source(talk), TaskKind.HOLD_TALK)
    _task(uow, talk, TaskKind.HOLD_TALK, Interval.TALK_HELD, Anchor(step.day, AnchorKind.TALK_ANSWERED))
    return uow.outcome(talk)


def hold(uow: UnitOfWork, talk_id: TalkId, at: datetime, step: Step) -> Outcome[Talk]:
    """Record that the talk was held, by those who said yes (domain.md § 3.2); now its minutes can be written."""
    step = replace(step, day=at.date())
    before = uow.talks.get(talk_id)
    born = uow.persons.final(before.person_id).birth_date
    check_move(before, TalkState.HELD, step, uow.today)
    check_yes(talk_participants.with_a_say(uow, before), None if born is None else age_on(born, at.date()))
    talk = _move(uow, before, TalkState.HELD, step, held_at=at)
    tasks.finish_of(uow, _source(talk), TaskKind.HOLD_TALK)
    return uow.outcome(talk)


def begin_follow_up(
    uow: UnitOfWork, talk_id: TalkId, step: Step, *, times: int = 2, every: Rule | None = None
) -> Outcome[Talk]:
    """Follow up after the settings' intervals (``times``: 0 to 2), or again and again (``every``)."""
    before = uow.talks.get(talk_id)
    _check_notified(uow, before)
    talk = _move(uow, before, TalkState.FOLLOW_UP, step)
    held = (talk.held_at or datetime.combine(step.day, datetime.min.time())).date()
    if every is not None:
        tasks.plan(
            uow,
            NewTask(
                kind=TaskKind.FOLLOW_UP,
                person_id=talk.person_id,
                source=_source(talk),
                rule=every,
                anchor=Anchor(held, AnchorKind.TALK_HELD, talk_id),
                responsible_id=talk.responsible_id,
                repeat=every,
            ),
        )
    else:
        for which in (Interval.TALK_FOLLOW_UP_1, Interval.TALK_FOLLOW_UP_2)[:times]:
            _task(uow, talk, TaskKind.FOLLOW_UP, which, Anchor(held, AnchorKind.TALK_HELD))
    return uow.outcome(talk)


def _check_notified(uow: UnitOfWork, talk: Talk) -> None:
    if needs_notification(talk.notify_check, uow.notifications.of_talk(talk.id)):
        raise DomainError("notification_missing")


def close(uow: UnitOfWork, talk_id: TalkId, step: Step) -> Outcome[Talk]:
    """Close a talk that was held and followed up, or that was declined or never answered."""
    before = uow.talks.get(talk_id)
    _check_notified(uow, before)
    return uow.outcome(_move(uow, before, TalkState.CLOSED, step))


def leave(uow: UnitOfWork, talk_id: TalkId, to: TalkState, step: Step) -> Outcome[Talk]:
    """Take a side exit: over to notification, Infohus or Exit, or cancelled.

    Over to a notification asks for the recorded notification first: DomainError("notification_missing").
    """
    before = uow.talks.get(talk_id)
    if to is TalkState.TO_NOTIFICATION and not uow.notifications.of_talk(talk_id):
        raise DomainError("notification_missing")
    _check_notified(uow, before)
    talk = _move(uow, before, to, step)
    if to is TalkState.TO_EXIT:
        exit_intake.hand_over(uow, talk, step)
    return uow.outcome(talk)
