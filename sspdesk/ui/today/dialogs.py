"""Moves a deadline; one that follows a rule asks for the reason."""

from functools import partial

from PySide6.QtWidgets import QWidget

from sspdesk.i18n import _
from sspdesk.labels import tasks as words
from sspdesk.services import tasks
from sspdesk.services.tasks import TaskRow
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared.date_reading import Prefer


class DeadlineDialog(FormDialog):
    """Another deadline for a task. What the rule gave stays known, with the reason beside it."""

    def __init__(self, context: PageContext, row: TaskRow, parent: QWidget | None = None) -> None:
        task = row.task
        today = context.now().date()
        found = words.how_found(task, today)
        told = _("The rule: {rule}.").format(rule=found) if found else _("This deadline was chosen by hand.")
        title = _("Move the deadline: {task}").format(task=words.kind(task.kind))
        super().__init__(
            context, title, _("Move the deadline"), words=told, subject=task.id, person_id=task.person_id, parent=parent
        )
        self._task_id = task.id
        self.form.date("due", _("Deadline"), task.due, prefer=Prefer.FUTURE, today=context.now().date)
        if task.computed is not None:
            self.form.text("reason", _("Reason"), task.override_reason, lines=2)
        self._asks = task.computed is not None

    def save(self) -> None:
        """Store the deadline."""
        reason = self.form.value("reason") if self._asks else ""
        work = partial(tasks.set_deadline, task_id=self._task_id, due=self.form.value("due"), reason=reason)
        self.context.operations.command(
            self, work, self.on_saved, self.show_problem, message=_("The deadline is moved")
        )
