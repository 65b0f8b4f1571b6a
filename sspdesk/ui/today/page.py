"""The page "I dag": the week, the deadlines, the next meeting, and what is proposed for deletion."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QWidget

from sspdesk.domain.calendar import EntryKind
from sspdesk.domain.changes import ChangeSet
from sspdesk.domain.ids import TaskId
from sspdesk.domain.tasks import SourceKind, Task, TaskKind
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.services import release_deadlines, tasks, today
from sspdesk.services.next_meeting import NextMeeting
from sspdesk.services.tasks import TaskRow
from sspdesk.services.today import Today
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.papers import actions
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import MenuButton
from sspdesk.ui.shared.page import Command, Page
from sspdesk.ui.shared.week_strip import WeekStrip
from sspdesk.ui.tasks.dialog import ask_task
from sspdesk.ui.today.deadlines import DeadlinesPanel
from sspdesk.ui.today.deletions import DeletionsPanel
from sspdesk.ui.today.meeting import MeetingPanel

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

_SIDE = 332
_MEETING_SOURCES = (SourceKind.MEETING, SourceKind.ITEM)
_RELEASES = frozenset(
    {SourceKind.RELEASE, SourceKind.RELEASE_ITEM, SourceKind.RELEASE_VISIT, SourceKind.RELEASE_MEMBER}
)


class TodayPage(Page):
    """The first page of the day. Enter opens what a deadline is about, the space bar marks it as done."""

    help_topic = "i-dag"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(_("Today"), parent=parent)
        self._context = context
        self._wanted: TaskId | None = None
        self.day_menu = QMenu(self)
        self.day_menu.setAccessibleName(_("Day list"))
        self.day_menu.addAction(_("Without names…"), partial(self.print_day_list, with_initials=False))
        self.day_menu.addAction(_("With initials…"), partial(self.print_day_list, with_initials=True))
        self.day_button = MenuButton(_("Day list"), self.day_menu, icon="printer")
        self.header.add_tools(self.day_button)
        self.week = WeekStrip(privacy=context.privacy)
        self.deadlines = DeadlinesPanel(context.privacy, context.now)
        self.meeting = MeetingPanel()
        self.deletions = DeletionsPanel()
        columns = layouts.row(self.deadlines, self._side(), spacing=12)
        columns.setStretch(0, 1)
        self.body.addWidget(self.week)
        self.body.addLayout(columns, 1)
        self._connect()

    def _side(self) -> QScrollArea:
        """Return meeting and deletions under each other; they scroll where large text leaves no room for them."""
        side = layouts.box(layouts.column(self.meeting, self.deletions, None, spacing=12), role="page")
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(_("The next meeting and deletion proposals"))
        area.setFixedWidth(theme.px(_SIDE))
        area.setWidget(side)
        return area

    def _connect(self) -> None:
        self.week.opened.connect(self._on_entry_opened)
        self.deadlines.handled.connect(self.handle)
        self.deadlines.done.connect(self.complete)
        self.deadlines.moved.connect(self.set_deadline)
        self.deadlines.mine_changed.connect(lambda _mine: self.activate())
        self.meeting.opened.connect(self._open_meeting)
        self.meeting.printing.connect(self._print_agenda)
        self.meeting.planning.connect(lambda: self._context.open_page("meeting", 0))
        self.deletions.opened.connect(lambda: self._context.open_page("retention", None))

    # -- the shell's calls -----------------------------------------------------------------------------------------

    def point_at(self, kind: str, record_id: int) -> None:
        if kind == "task":
            self._wanted = TaskId(record_id)
            self.deadlines.mine.set_value(False)

    def activate(self) -> None:
        mine = bool(self.deadlines.mine.value)
        self._context.operations.query(self, partial(today.view, mine=mine), self._show)

    def refresh(self, changes: ChangeSet) -> None:
        if changes:
            self.activate()

    def focus_first(self) -> None:
        self.deadlines.table.setFocus()

    def editors(self) -> Mapping[str, Callable[[int], object]]:
        return {"DeadlineDialog": self._resume_deadline, "NotificationDialog": self._resume_notification}

    def _resume_notification(self, notification_id: int) -> None:
        from sspdesk.ui.persons import efforts  # noqa: PLC0415 - as in handle

        efforts.edit_notification(self._context, self, notification_id)

    def _resume_deadline(self, task_id: int) -> None:
        table = self.deadlines.table
        if table.select(lambda row: row.task.id == task_id) and table.current is not None:
            self.set_deadline(table.current)

    def commands(self) -> Sequence[Command]:
        return (
            Command(title=_("Print the day list without names"), run=partial(self.print_day_list, with_initials=False)),
            Command(title=_("Print the day list with initials"), run=partial(self.print_day_list, with_initials=True)),
        )

    def _show(self, found: Today) -> None:
        now = self._context.now()
        self.header.subtitle_label.setText(f"{dates.day(now.date())} · {dates.week(now.date())}")
        self.week.show_period(found.week)
        self.deadlines.show_today(found)
        self._go_to_task()
        self.meeting.show_meeting(found.meeting, now)
        self.deletions.show_due(found.deletions, now.date())

    def _go_to_task(self) -> None:
        """Choose the task that was asked for; one beyond the rows shown is opened instead."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None and not self.deadlines.point_at(wanted):
            self._context.operations.query(
                self, lambda uow: tasks.rows(uow, [uow.tasks.get(wanted)]), lambda rows: self.set_deadline(rows[0])
            )

    # -- what the user does ----------------------------------------------------------------------------------------

    def handle(self, row: TaskRow) -> None:
        """Open where a deadline is handled: the talk, the meeting, the person, or that a notification was sent."""
        from sspdesk.ui.persons import efforts  # noqa: PLC0415 - the first page opens without the others

        task = row.task
        go = self._context.open_page
        if efforts.answered_by_notification(self._context, self, task):
            return
        if task.source_kind is SourceKind.TALK and task.source_id is not None:
            go("talks", task.source_id)
        elif task.source_kind in _RELEASES and task.source_id is not None:
            work = partial(release_deadlines.of_task, kind=task.source_kind, source_id=task.source_id)
            self._context.operations.query(self, work, partial(go, "releases"))
        elif task.source_kind is SourceKind.MEETING and task.source_id is not None:
            go("meeting", task.source_id)
        elif task.kind is TaskKind.MEETING_ACTION or task.source_kind in _MEETING_SOURCES:
            go("calendar", None)
        elif task.person_id is not None:
            go("persons", task.person_id)
        elif task.source_kind is SourceKind.FEED:
            go("calendar", None)
        else:
            self.set_deadline(row)

    def complete(self, row: TaskRow) -> None:
        """Mark a deadline as done; Ctrl+Z takes it back. The duty to inform wants its answer, at the person."""
        task: Task = row.task
        if task.kind is TaskKind.DUTY_TO_INFORM:
            self.handle(row)
            return
        work = partial(tasks.complete, task_id=task.id)
        self._context.operations.command(self, work, message=_("The task is done"))

    def set_deadline(self, row: TaskRow) -> None:
        """Ask for another deadline or responsible. A month to inform a person is law and does not move."""
        ask_task(self._context, row.task, self)

    def _on_entry_opened(self, key: tuple[str, int]) -> None:
        kind, record = key
        pages = {EntryKind.MEETING.value: "meeting", EntryKind.TALK.value: "talks"}
        if kind in pages:
            self._context.open_page(pages[kind], record)
        else:
            self._context.open_page("calendar", None)

    def _open_meeting(self, coming: NextMeeting) -> None:
        page = "wednesday" if coming.forum.has_police_list else "meeting"
        self._context.open_page(page, coming.meeting.id)

    def _print_agenda(self, coming: NextMeeting) -> None:
        if coming.forum.has_police_list:
            actions.show_agenda(self._context, self, coming.meeting.id)
        else:
            self._context.open_page("meeting", coming.meeting.id)

    def print_day_list(self, *, with_initials: bool) -> None:
        """Show the day list, ready to print or save."""
        from sspdesk.ui.papers.flow import PaperFlow  # noqa: PLC0415 - a paper is wanted now and then

        def gather(uow: "UnitOfWork") -> today.DayListPaper:
            return today.day_list(uow, with_initials=with_initials)

        PaperFlow(self._context, self, _("Day list")).start(gather)
