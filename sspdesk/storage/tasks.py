"""Tasks."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from sspdesk.domain.forums import ForumKind
from sspdesk.domain.ids import LineId, PersonId, ProfessionalId, TaskId
from sspdesk.domain.meetings import Meeting
from sspdesk.domain.tasks import AnchorKind, DeadlineRule, Source, SourceKind, Task, TaskKind
from sspdesk.storage import schema
from sspdesk.storage.meetings import meetings_together
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

    def of_person(self, person_id: PersonId) -> list[Task]:
        """Return a person's tasks, the done ones too."""
        return self.where(self.table.c.person_id == person_id)

    def of_line(self, line_id: LineId) -> list[Task]:
        """Return the tasks a line's decision made."""
        return self.where(self.table.c.line_id == line_id)

    def open_by_deadline(self, *, until: date | None = None, limit: int = 200) -> list[Task]:
        """Return open tasks, the earliest deadline first, none last; ``until`` leaves later ones out."""
        conditions: list[sa.ColumnElement[bool]] = [self.table.c.done_on.is_(None)]
        if until is not None:
            conditions.append(self.table.c.due <= until)
        order = (self.table.c.due.is_(None), self.table.c.due, self.table.c.id)
        return self.all(self.select().where(*conditions).order_by(*order).limit(limit))

    def of_source(self, source: Source, *, open_only: bool = False) -> list[Task]:
        """Return the tasks that hang on a record, the earliest deadline first."""
        conditions = [self.table.c.source_kind == source.kind, self.table.c.source_id == source.id]
        if open_only:
            conditions.append(self.table.c.done_on.is_(None))
        return self.where(*conditions, order=(self.table.c.due.is_(None), self.table.c.due, self.table.c.id))

    def open_from(self, kind: AnchorKind, anchor_id: int) -> list[Task]:
        """Return open tasks whose deadline is counted from a record's day."""
        return self.where(
            self.table.c.anchor_kind == kind, self.table.c.anchor_id == anchor_id, self.table.c.done_on.is_(None)
        )

    def agreed_before(self, meeting: Meeting) -> list[Task]:
        """Return the open tasks agreed at the earlier meetings that go with this one, the earliest deadline first."""
        item, earlier = schema.agenda_item, schema.meeting
        items = (
            sa.select(item.c.id)
            .join(earlier, earlier.c.id == item.c.meeting_id)
            .where(meetings_together(self._connection, meeting), earlier.c.starts_at < meeting.starts_at)
        )
        return self.where(
            self.table.c.source_kind == SourceKind.ITEM,
            self.table.c.source_id.in_(items),
            self.table.c.done_on.is_(None),
            order=(self.table.c.due.is_(None), self.table.c.due, self.table.c.id),
        )

    def of_exit_meetings(self, tasks: Collection[Task]) -> set[TaskId]:
        """Return those of the tasks that were agreed at a meeting of Exit: their words stay there."""
        items = {one.source_id for one in tasks if one.source_kind is SourceKind.ITEM}
        if not items:
            return set()
        item, meeting, forum = schema.agenda_item, schema.meeting, schema.forum
        select = (
            sa.select(item.c.id)
            .join(meeting, meeting.c.id == item.c.meeting_id)
            .join(forum, forum.c.id == meeting.c.forum_id)
            .where(forum.c.kind == ForumKind.EXIT)
        )
        theirs = set(self._connection.execute(select).scalars())
        return {one.id for one in tasks if one.source_kind is SourceKind.ITEM and one.source_id in theirs}

    def open_between(
        self, first: date | None, last: date | None, *, mine: ProfessionalId | None = None, limit: int = 200
    ) -> list[Task]:
        """Return open tasks due from ``first`` to ``last`` (None: without bound there), the earliest first.

        ``mine`` leaves out those that others are responsible for.
        """
        select = self.select().where(*self._due(first, last), *self._of(mine))
        return self.all(select.order_by(self.table.c.due, self.table.c.id).limit(limit))

    def count_between(self, first: date | None, last: date | None, *, mine: ProfessionalId | None = None) -> int:
        """Return how many open tasks are due from ``first`` to ``last``."""
        return self.count(*self._due(first, last), *self._of(mine))

    def open_undated(self, *, mine: ProfessionalId | None = None, limit: int = 200) -> list[Task]:
        """Return open tasks without a deadline, the oldest first."""
        conditions = (self.table.c.done_on.is_(None), self.table.c.due.is_(None), *self._of(mine))
        return self.all(self.select().where(*conditions).order_by(self.table.c.id).limit(limit))

    def _due(self, first: date | None, last: date | None) -> list[sa.ColumnElement[bool]]:
        conditions: list[sa.ColumnElement[bool]] = [self.table.c.done_on.is_(None), self.table.c.due.is_not(None)]
        if first is not None:
            conditions.append(self.table.c.due >= first)
        if last is not None:
            conditions.append(self.table.c.due <= last)
        return conditions

    def _of(self, mine: ProfessionalId | None) -> list[sa.ColumnElement[bool]]:
        responsible = self.table.c.responsible_id
        return [] if mine is None else [sa.or_(responsible.is_(None), responsible == mine)]

    def open_duty(self, person_id: PersonId) -> list[Task]:
        """Return a person's open tasks to fulfil the duty to inform."""
        return [task for task in self.open_for(person_id) if task.kind is TaskKind.DUTY_TO_INFORM]

    def following_meeting_of(self, day: date) -> list[Task]:
        """Return open tasks whose deadline is the meeting of a day."""
        return self.where(
            self.table.c.rule == DeadlineRule.NEXT_MEETING,
            self.table.c.anchor == day,
            self.table.c.done_on.is_(None),
        )
