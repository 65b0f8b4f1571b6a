"""Changes a task: another deadline with its reason, back to the rule, and who has it."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sspdesk.domain.people import Professional
from sspdesk.domain.tasks import Shift, Task, TaskKind
from sspdesk.i18n import _
from sspdesk.labels import tasks as words
from sspdesk.services import people, tasks
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.fields import Option

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork


def ask_task(context: PageContext, task: Task, parent: QWidget) -> None:
    """Open the editor of a task."""

    def gather(uow: "UnitOfWork") -> tuple[list[Professional], Shift | None]:
        return people.professionals(uow), tasks.moved(uow, task)

    def opened(found: tuple[list[Professional], Shift | None]) -> None:
        professionals, moved = found
        ChangeTaskDialog(context, task, professionals, moved, parent).open()

    context.operations.query(parent, gather, opened)


class ChangeTaskDialog(FormDialog):
    """The rule stands above the deadline; another day asks for its reason."""

    def __init__(
        self,
        context: PageContext,
        task: Task,
        professionals: Sequence[Professional],
        moved: Shift | None = None,
        parent: QWidget | None = None,
    ) -> None:
        today: date = context.now().date()
        rule = words.how_found(task, today, moved)
        super().__init__(
            context,
            _("Change the task: {task}").format(task=words.kind(task.kind)),
            _("Save the task"),
            words=rule,
            subject=task.id,
            person_id=task.person_id,
            parent=parent,
        )
        self._task = task
        form = self.form
        form.date("due", _("Deadline"), task.due, prefer=Prefer.FUTURE, today=lambda: today)
        form.line("reason", _("Why another deadline than the rule gives"), task.override_reason, max_length=200)
        form.row("reason").setVisible(task.computed is not None)
        options = [Option(one.id, one.name) for one in professionals]
        form.combo("responsible_id", _("Responsible"), options, task.responsible_id, placeholder=_("You"))
        form.row("due").setEnabled(task.kind is not TaskKind.DUTY_TO_INFORM)
        self.follow_button = Button(_("Follow the rule again"), kind=Kind.FLAT, icon="undo-2", name="follow_button")
        self.follow_button.clicked.connect(self._on_follow_clicked)
        if task.overridden:
            self.buttons.insertWidget(0, self.follow_button)
        else:
            self.follow_button.setParent(self)
            self.follow_button.hide()
        self.add_history("task", task.id)

    def save(self) -> None:
        values, task_id = self.form.values(), self._task.id
        self.context.operations.command(
            self,
            lambda uow: tasks.change(
                uow, task_id, due=values["due"], reason=values["reason"], responsible_id=values["responsible_id"]
            ),
            self.on_saved,
            self.show_problem,
            message=_("The task is saved"),
        )

    def _on_follow_clicked(self) -> None:
        task_id = self._task.id
        self.context.operations.command(
            self,
            lambda uow: tasks.follow_rule(uow, task_id),
            self.on_saved,
            self.show_problem,
            message=_("The task is saved"),
        )
