"""What is done with the family, opened from the person: notifications with their receipt, follow-ups, school cases."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sspdesk.domain.ids import NotificationId, PersonId
from sspdesk.domain.school_cases import SchoolCase
from sspdesk.domain.talk_records import Notification
from sspdesk.domain.tasks import SourceKind, Task, TaskKind
from sspdesk.domain.timeline import Consented, OfEffort
from sspdesk.ui.consents.panel import ConsentsSection
from sspdesk.ui.context import PageContext
from sspdesk.ui.talks.dialogs import NotificationDialog

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork


def write_notification(context: PageContext, parent: QWidget, person_id: PersonId) -> None:
    """Record that a notification about a person was sent, with or without a talk (PRO-9)."""
    fresh = Notification(person_id=person_id, sent_on=context.now().date(), recipient="")
    NotificationDialog(context, fresh, parent).open()


def edit_notification(context: PageContext, parent: QWidget, notification_id: int) -> None:
    """Write the receipt of a notification, or change what is known of it."""

    def work(uow: "UnitOfWork") -> Notification | None:
        return uow.notifications.find(NotificationId(notification_id))

    def opened(found: Notification | None) -> None:
        if found is not None:
            NotificationDialog(context, found, parent).open()

    context.operations.query(parent, work, opened)


def answered_by_notification(context: PageContext, parent: QWidget, task: Task) -> bool:
    """Open what a task to send a notification, or to chase its receipt, is answered with; False for other tasks."""
    if task.kind is TaskKind.NOTIFICATION and task.person_id is not None:
        write_notification(context, parent, task.person_id)
        return True
    if task.source_kind is SourceKind.NOTIFICATION and task.source_id is not None:
        edit_notification(context, parent, task.source_id)
        return True
    return False


def open_effort(context: PageContext, parent: QWidget, panel: ConsentsSection, facts: OfEffort) -> None:
    """Open where an entry of the timeline is handled."""
    if isinstance(facts, Consented):
        panel.point_at(facts.full.consent.id)
        panel.show_person(facts.full.consent.person_id)
    elif isinstance(facts, Notification):
        if not context.privacy.discreet:
            edit_notification(context, parent, facts.id)
    else:
        context.open_page("talks", None if isinstance(facts, SchoolCase) else facts.talk_id)
