"""What is written at and after a talk: minutes in three phases, agreements, follow-ups, the duty to notify (PRO-9)."""

from dataclasses import replace
from datetime import date

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import AgreementId, FollowUpId, NotificationId, TalkId
from sspdesk.domain.intervals import Interval
from sspdesk.domain.log import Action
from sspdesk.domain.names import clean
from sspdesk.domain.talk_records import (
    Agreement,
    AgreementState,
    FollowUp,
    Notification,
    OfferChannel,
    check_line,
    check_notification,
)
from sspdesk.domain.talks import NotifyCheck, Talk, check_talk
from sspdesk.domain.tasks import Anchor, AnchorKind, Source, SourceKind, TaskKind
from sspdesk.services import tasks
from sspdesk.services.tasks import NewTask
from sspdesk.storage.unit_of_work import UnitOfWork


def _held(uow: UnitOfWork, talk_id: TalkId) -> Talk:
    talk = uow.talks.get(talk_id)
    if talk.held_at is None:
        raise DomainError("talk_not_held")
    return talk


def _changed(uow: UnitOfWork, talk: Talk) -> None:
    uow.log(Action.CHANGE, "talk", talk.id, person=talk.person_id)


# -- minutes ---------------------------------------------------------------------------------------------------------


def write_minutes(uow: UnitOfWork, talk_id: TalkId, mapping: str, accountability: str, measures: str) -> Outcome[Talk]:
    """Write the three phases of the minutes; changed after the family read them, they are to be read again."""
    talk = _held(uow, talk_id)
    after = replace(talk, mapping=mapping.strip(), accountability=accountability.strip(), measures=measures.strip())
    if after != talk:
        after = replace(after, read_on=None)
    check_talk(after, uow.today)
    stored = uow.talks.save(after)
    _changed(uow, stored)
    return uow.outcome(stored)


def mark_read(uow: UnitOfWork, talk_id: TalkId, day: date | None) -> Outcome[Talk]:
    """Record the day the family read the minutes; None takes it back."""
    after = replace(_held(uow, talk_id), read_on=day)
    check_talk(after, uow.today)
    stored = uow.talks.save(after)
    _changed(uow, stored)
    return uow.outcome(stored)


def change_facts(uow: UnitOfWork, talk_id: TalkId, reason: str) -> Outcome[Talk]:
    """Change what the talk is about, in a neutral line."""
    after = replace(uow.talks.get(talk_id), reason=clean(reason))
    check_talk(after, uow.today)
    stored = uow.talks.save(after)
    _changed(uow, stored)
    return uow.outcome(stored)


# -- agreements ------------------------------------------------------------------------------------------------------


def _agreement_source(agreement: Agreement) -> Source:
    return Source(SourceKind.AGREEMENT, agreement.id)


def save_agreement(
    uow: UnitOfWork,
    talk_id: TalkId,
    text: str,
    *,
    who: str = "",
    due: date | None = None,
    agreement_id: AgreementId | None = None,
) -> Outcome[Agreement]:
    """Store an agreement, new or changed; one with a day gets a task then, which moves with it."""
    talk = _held(uow, talk_id)
    before = uow.agreements.get(agreement_id) if agreement_id is not None else None
    words = check_line(text, "text")
    fresh = before or Agreement(talk_id=talk_id, person_id=talk.person_id, text=words)
    stored = uow.agreements.save(replace(fresh, text=words, who=clean(who), due=due))
    _follow_agreement(uow, talk, stored)
    _changed(uow, talk)
    return uow.outcome(stored)


def _follow_agreement(uow: UnitOfWork, talk: Talk, agreement: Agreement) -> None:
    source = _agreement_source(agreement)
    if agreement.state is not AgreementState.OPEN:
        tasks.finish_of(uow, source)
        return
    tasks.drop_of(uow, source)
    if agreement.due is not None and talk.open:
        wanted = NewTask(
            kind=TaskKind.AGREEMENT,
            title=agreement.text,
            person_id=talk.person_id,
            source=source,
            due=agreement.due,
            responsible_id=talk.responsible_id,
        )
        tasks.plan(uow, wanted)


def judge_agreement(uow: UnitOfWork, agreement_id: AgreementId, state: AgreementState) -> Outcome[Agreement]:
    """Record what became of an agreement; opened again, its task comes back."""
    stored = uow.agreements.save(replace(uow.agreements.get(agreement_id), state=state))
    talk = uow.talks.get(stored.talk_id)
    _follow_agreement(uow, talk, stored)
    _changed(uow, talk)
    return uow.outcome(stored)


def remove_agreement(uow: UnitOfWork, agreement_id: AgreementId) -> Outcome[None]:
    """Remove an agreement and what it still asks for."""
    agreement = uow.agreements.get(agreement_id)
    for task in uow.tasks.of_source(_agreement_source(agreement)):
        uow.tasks.remove(task.id)
    uow.agreements.remove(agreement_id)
    _changed(uow, uow.talks.get(agreement.talk_id))
    return uow.outcome(None)


# -- follow-ups ------------------------------------------------------------------------------------------------------


def follow_up(uow: UnitOfWork, talk_id: TalkId, day: date, channel: OfferChannel, note: str) -> Outcome[FollowUp]:
    """Record a contact after the talk; the follow-up that was due next is done."""
    talk = _held(uow, talk_id)
    if day > uow.today:
        raise DomainError("talk_day_in_future", "day")
    if talk.held_at is not None and day < talk.held_at.date():
        raise DomainError("talk_day_before_last", "day")
    stored = uow.follow_ups.add(
        FollowUp(talk_id=talk_id, person_id=talk.person_id, day=day, channel=channel, note=check_line(note, "note"))
    )
    waiting = uow.tasks.of_source(Source(SourceKind.TALK, talk_id), open_only=True)
    for task in [one for one in waiting if one.kind is TaskKind.FOLLOW_UP][:1]:
        tasks.finish(uow, task)
    _changed(uow, talk)
    return uow.outcome(stored)


def remove_follow_up(uow: UnitOfWork, follow_up_id: FollowUpId) -> Outcome[None]:
    """Remove a recorded contact."""
    talk_id = uow.follow_ups.get(follow_up_id).talk_id
    uow.follow_ups.remove(follow_up_id)
    _changed(uow, uow.talks.get(talk_id))
    return uow.outcome(None)


# -- the duty to notify ----------------------------------------------------------------------------------------------


def check_duty_to_notify(uow: UnitOfWork, talk_id: TalkId, needed: NotifyCheck, reason: str) -> Outcome[Talk]:
    """Answer whether the talk gives a duty to notify (barnets lov § 133): a yes says in a line why."""
    after = replace(_held(uow, talk_id), notify_check=needed, notify_checked_on=uow.today, notify_reason=clean(reason))
    check_talk(after, uow.today)
    stored = uow.talks.save(after)
    _changed(uow, stored)
    return uow.outcome(stored)


def notify(uow: UnitOfWork, notification: Notification) -> Outcome[Notification]:
    """Record that a notification was sent: when and to whom, never what. The receipt is asked for in six working days.

    The open tasks to send it, of the person's lines at the Wednesday group too, are done.
    """
    person = uow.persons.final(notification.person_id)
    tidy = replace(
        notification,
        person_id=person.id,
        recipient=clean(notification.recipient),
        journal_number=clean(notification.journal_number),
    )
    check_notification(tidy, uow.today)
    stored = uow.notifications.save(tidy)
    if not notification.id:
        for task in uow.tasks.open_for(person.id):
            if task.kind is TaskKind.NOTIFICATION:
                uow.tasks.save(replace(task, done_on=uow.today))
    _follow_receipt(uow, stored)
    uow.log(Action.CHANGE if notification.id else Action.CREATE, "notification", stored.id, person=person.id)
    return uow.outcome(stored)


def _follow_receipt(uow: UnitOfWork, notification: Notification) -> None:
    """Keep the reminder to chase the receipt: it moves with the day it was sent and ends with the receipt."""
    source = Source(SourceKind.NOTIFICATION, notification.id)
    anchor = Anchor(notification.sent_on, AnchorKind.NOTIFICATION_SENT, notification.id)
    if notification.receipt_on is not None:
        tasks.finish_of(uow, source)
    elif uow.tasks.of_source(source, open_only=True):
        tasks.move_anchor(uow, anchor)
    else:
        wanted = NewTask(
            kind=TaskKind.CHASE_RECEIPT,
            person_id=notification.person_id,
            source=source,
            rule=tasks.interval(uow, Interval.RECEIPT),
            anchor=anchor,
        )
        tasks.plan(uow, wanted)


def remove_notification(uow: UnitOfWork, notification_id: NotificationId) -> Outcome[None]:
    """Remove a notification recorded by mistake, with its reminder."""
    notification = uow.notifications.get(notification_id)
    for task in uow.tasks.of_source(Source(SourceKind.NOTIFICATION, notification_id)):
        uow.tasks.remove(task.id)
    uow.notifications.remove(notification_id)
    uow.log(Action.DELETE, "notification", notification_id, person=notification.person_id)
    return uow.outcome(None)
