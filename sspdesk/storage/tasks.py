"""Tasks."""

from sspdesk.domain.ids import LineId, PersonId
from sspdesk.domain.tasks import Task
from sspdesk.storage import schema
from sspdesk.storage.recorder import Recorder
from sspdesk.storage.repository import Repository


class TaskRepository(Repository[Task]):
    """All tasks."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, schema.task, Task)

    def open_for(self, person_id: PersonId) -> list[Task]:
        """Return a person's open tasks, the earliest deadline first."""
        return self.where(
            self.table.c.person_id == person_id,
            self.table.c.done_on.is_(None),
            order=(self.table.c.due, self.table.c.id),
        )

    def of_line(self, line_id: LineId) -> list[Task]:
        """Return the tasks a line's decision made."""
        return self.where(self.table.c.line_id == line_id)
