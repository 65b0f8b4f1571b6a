"""Clears the invented desk of what is overdue, as a careful consultant does; a handful is always left."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from sspdesk.demo.talks import Talks
from sspdesk.domain.ids import AgreementId, NotificationId, TalkId
from sspdesk.domain.talk_records import AgreementState
from sspdesk.domain.talks import Talk
from sspdesk.domain.tasks import SourceKind, Task, TaskKind
from sspdesk.services import duty, talk_records, tasks
from sspdesk.storage.unit_of_work import UnitOfWork

LEFT = 5
"""How many overdue deadlines the desk has on the last day."""


def clear(uow: UnitOfWork, led: Talks, *, leave: int = 0) -> None:
    """Do whatever is overdue, save the latest ``leave``."""
    overdue = [row.task for row in tasks.open_tasks(uow, until=uow.today - timedelta(days=1))]
    for task in overdue[: len(overdue) - leave]:
        if uow.tasks.find(task.id) is not None and uow.tasks.get(task.id).done_on is None:
            _do(uow, led, task)


def _do(uow: UnitOfWork, led: Talks, task: Task) -> None:
    talk = _talk_of(uow, task)
    if talk is not None:
        led.lead(talk, due=True)
        return
    ways: dict[TaskKind, Callable[[UnitOfWork, Task], object]] = {
        TaskKind.DUTY_TO_INFORM: _inform,
        TaskKind.CHASE_RECEIPT: _receipt,
        TaskKind.AGREEMENT: _judge,
    }
    ways.get(task.kind, _complete)(uow, task)


def _talk_of(uow: UnitOfWork, task: Task) -> Talk | None:
    """Return the talk that must be led on; a talk decided on at a meeting hangs on its line until it is offered."""
    if task.source_kind is SourceKind.TALK and task.source_id is not None:
        return uow.talks.get(TalkId(task.source_id))
    if task.kind is TaskKind.OFFER_TALK and task.line_id is not None:
        return uow.talks.of_line(task.line_id)
    return None


def _complete(uow: UnitOfWork, task: Task) -> None:
    tasks.complete(uow, task.id)


def _inform(uow: UnitOfWork, task: Task) -> None:
    if task.person_id is not None:
        duty.fulfil_duty(uow, task.person_id, uow.today)


def _receipt(uow: UnitOfWork, task: Task) -> None:
    sent = uow.notifications.get(NotificationId(task.source_id or 0))
    number = f"{sent.sent_on.year}-{sent.id:04}"
    talk_records.notify(uow, replace(sent, receipt_on=uow.today, journal_number=number))


def _judge(uow: UnitOfWork, task: Task) -> None:
    number = AgreementId(task.source_id or 0)
    kept = AgreementState.NOT_KEPT if number % 4 == 3 else AgreementState.KEPT
    talk_records.judge_agreement(uow, number, kept)
