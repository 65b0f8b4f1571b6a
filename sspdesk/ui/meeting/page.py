"""The page of one meeting: who comes, the agenda, what came of it, and what its state lets one do next."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from sspdesk.domain.changes import ChangeSet
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import AttendanceId, ItemId, MeetingId, TaskId
from sspdesk.domain.meetings import Attendance, Meeting
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import wednesday as state_words
from sspdesk.services import agenda, minutes, open_names, tasks, wednesday_list
from sspdesk.services.agenda import AgendaView, ItemRow
from sspdesk.services.wednesday_list import MeetingView
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.meeting import words
from sspdesk.ui.meeting.agenda_panel import AgendaPanel
from sspdesk.ui.meeting.deeds import MeetingDeeds
from sspdesk.ui.meeting.item_pane import WIDTH, ItemPane
from sspdesk.ui.meeting.item_papers import ItemPapers
from sspdesk.ui.meeting.new_dialog import NewMeetingDialog
from sspdesk.ui.meeting.outcome_drafts import Written
from sspdesk.ui.meeting.phases import buttons_of, menu_of
from sspdesk.ui.meeting.toolbar import MeetingToolbar
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.cells import BadgeSpec
from sspdesk.ui.shared.names_question import NameQuestion
from sspdesk.ui.shared.page import Command, Page
from sspdesk.ui.shared.panels import Badge, EmptyState
from sspdesk.ui.shared.splitter import Splitter
from sspdesk.ui.wednesday.attendance import AttendanceStrip

if TYPE_CHECKING:
    from sspdesk.domain.agenda import AgendaItem
    from sspdesk.services.work import Outcome, UnitOfWork

_KINDS = frozenset(
    {"meeting", "agenda_item", "agenda_paper", "attendee", "addition", "task", "forum", "forum_member", "professional"}
)

_LONGEST_NAME = 420
_NEED_ALL_SAVED = frozenset({"end", "approve", "minutes", "release_papers"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What one visit to the database brings home."""

    view: MeetingView
    agenda: AgendaView


def load(uow: "UnitOfWork", meeting_id: MeetingId) -> Loaded:
    """Return a meeting with its attendance and its agenda."""
    return Loaded(view=wednesday_list.meeting_view(uow, meeting_id), agenda=agenda.view(uow, meeting_id))


class MeetingPage(Page):
    """The page of one meeting of a forum without a police list."""

    help_topic = "moeder"

    def __init__(self, context: PageContext) -> None:
        super().__init__(_("Meeting"), lined=True, full_bleed=True)
        self._context = context
        self._asked: MeetingId | None = None
        self._wanted: ItemId | None = None
        self._new = False
        self.loaded: Loaded | None = None
        self._running = False
        self.badge = Badge()
        self.badge.hide()
        self.toolbar = MeetingToolbar()
        self.header.subtitle_label.setMinimumWidth(theme.px(80))  # when and where gives way to the name and the buttons
        self._when = ""
        self.header.middle.addWidget(self.badge)
        self.header.add_tools(self.toolbar)
        self.strip = AttendanceStrip()
        self.panel = AgendaPanel(context.privacy)
        self.pane = ItemPane(ItemPapers(context))
        self.empty = EmptyState("calendar-days", _("Choose a meeting in the calendar"), action=_("The calendar"))
        self.empty.pressed.connect(lambda: context.open_page("calendar", None))
        left = layouts.box(layouts.column(self.panel, margins=(16, 12, 12, 16)), name="meeting_left")
        self.splitter = Splitter(left, self.pane, sizes=(1000, WIDTH), key="meeting", grounds=("bg", "alt"))
        column = layouts.column(self.strip, self.splitter, spacing=0)
        column.setStretch(1, 1)
        whole = layouts.box(column, name="meeting_whole")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(whole)
        self.body.addWidget(self.stack, 1)
        self.deeds = MeetingDeeds(context, self)
        self._connect()

    def _connect(self) -> None:
        self.toolbar.pressed.connect(self.do)
        self.panel.asked.connect(self.do)
        self.panel.chosen.connect(self._on_item_chosen)
        self.pane.saved.connect(self._on_outcome_saved)
        self.pane.action_asked.connect(lambda _item: self.do("add_action"))
        self.pane.action_done.connect(self._on_action_done)
        self.strip.attendance_chosen.connect(self._on_attendance_chosen)
        self.strip.guest_asked.connect(partial(self.do, "guest"))
        self.strip.guest_removed.connect(self._on_guest_removed)
        self.deeds.meeting_made.connect(self.show_meeting)

    # the shell's calls
    @property
    def shown_to_others(self) -> bool:
        return self._running

    def point_at(self, kind: str, record_id: int) -> None:
        if kind == "agenda_item":
            self._wanted = ItemId(record_id)

    def open_record(self, record_id: int) -> None:
        if record_id != self._asked:
            self.pane.save()
        self._new = record_id == 0
        if record_id:
            self._asked = MeetingId(record_id)

    def activate(self) -> None:
        if self._new:
            self._new = False
            NewMeetingDialog.ask(self._context, self, self._on_made)
        if self._asked is not None:
            work = partial(load, meeting_id=self._asked)
            self._context.operations.query(self, work, self._on_loaded, self._on_gone)

    @property
    def shown_record(self) -> int | None:
        return self._asked

    def refresh(self, changes: ChangeSet) -> None:
        if changes.kinds & _KINDS:
            self.activate()

    def focus_first(self) -> None:
        self.panel.setFocus()

    def may_leave(self) -> bool:
        self.pane.save()
        return True

    def editors(self) -> Mapping[str, Callable[[int], object]]:
        of_meeting = {"approve": "approve", "add": "addition", "edit": "edit", "SeriesDialog": "series"}
        of_meeting |= {"CopyDialog": "release_papers", "TopicDialog": "add_item"}
        of_item = {"ItemDialog": "edit_item", "ActionDialog": "add_action", "MoveItemDialog": "move_item"}
        return {
            **{name: partial(self._resume_deed, deed) for name, deed in of_meeting.items()},
            **{name: partial(self._resume_item, deed) for name, deed in of_item.items()},
            "NewMeetingDialog": lambda _subject: NewMeetingDialog.ask(self._context, self, self._on_made),
            "outcomes": self._choose_item,
            "PaperDialog": self._resume_paper,
        }

    def _choose_item(self, item_id: int) -> bool:
        return self.panel.table.select(lambda row: row.item.id == item_id)

    def _resume_paper(self, paper_id: int) -> None:
        rows = self.loaded.agenda.rows if self.loaded is not None else ()
        found = next((one for row in rows for one in row.files if one.id == paper_id), None)
        if found is not None and self._choose_item(found.item_id):
            self.pane.papers.rename(found)

    def _resume_deed(self, deed: str, _subject: int) -> None:
        self.do(deed)

    def _resume_item(self, deed: str, item_id: int) -> None:
        if not item_id:
            self.do("add_item")
        elif self.panel.table.select(lambda row: row.item.id == item_id):
            self.do(deed)

    def commands(self) -> Sequence[Command]:
        view = self.loaded.view if self.loaded is not None else None
        if view is None:
            return ()
        known = self.toolbar.known
        release = self.loaded is not None and self.loaded.agenda.release_id is not None
        buttons = buttons_of(view.meeting, self._context.now().date(), release=release)
        names = [name for name in (*buttons, *menu_of(view.meeting, release=release)) if name]
        return [
            Command(title=known[name].text, run=partial(self.do, name), icon=known[name].icon, keys=known[name].keys)
            for name in dict.fromkeys(names)
        ]

    def _on_made(self, meeting: Meeting) -> None:
        self.show_meeting(meeting.id)

    def show_meeting(self, meeting_id: int) -> None:
        """Show a certain meeting."""
        self.open_record(meeting_id)
        self.activate()

    def _on_gone(self, error: DomainError | KnownError) -> None:
        """Show nothing of the meeting any more: it is not there, or Exit has closed around it."""
        before, self._asked, self.loaded, self._when = self.loaded, None, None, ""
        self.stack.setCurrentWidget(self.empty)
        self.toolbar.show_nothing()
        self.badge.hide()
        self.set_title(_("Meeting"), window_title=_("Meeting"))
        for label in (self.header.title_label, self.header.subtitle_label):
            label.setToolTip("")
        if before is not None:
            bare = replace(before.agenda, rows=(), follow_up=(), waiting=(), previous=None, following=None)
            self.panel.show_agenda(bare, None)
            self.strip.show_rows((), locked=True, started=False)
            self.pane.clear()
        for window in self.findChildren(QWidget) if error.code == "exit_closed" else ():
            if window.isWindow() and window.isVisible():
                window.close()
        self._tell_running(False)

    def _on_loaded(self, loaded: Loaded) -> None:
        keep = self.panel.current.item.id if self.panel.current is not None else None
        wanted, self._wanted = self._wanted, None
        self.loaded = loaded
        meeting = loaded.view.meeting
        forum = loaded.agenda.forum
        day = dates.day(meeting.starts_at.date())
        self.set_title(forum.name, words.when_and_where(meeting), window_title=f"{forum.name} {day}")
        self.header.title_label.setToolTip(forum.name)
        self._when = words.when_and_where(meeting)
        self.header.subtitle_label.setToolTip(self._when)
        icon, tone = words.STATE_ICONS[meeting.state]
        self.badge.set_badge(BadgeSpec(state_words.meeting_state(meeting.state), icon, tone))
        self.badge.show()
        release = loaded.agenda.release_id is not None
        self.toolbar.show_meeting(meeting, self._context.now().date(), release=release)
        self._fit_header()
        self.strip.show_rows(loaded.view.attendees, locked=meeting.locked, started=not meeting.ahead)
        self.panel.show_agenda(loaded.agenda, wanted or keep)
        row = self.panel.current
        self.pane.show_item(loaded.agenda, row)
        self.stack.setCurrentIndex(1)
        self._tell_running(meeting.state.value == "afholdt" and meeting.starts_at.date() == self._context.now().date())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_header()

    def _fit_header(self) -> None:
        """Keep the forum's name whole as long as there is room, and shorten when and where it meets."""
        title, when = self.header.title_label, self.header.subtitle_label
        title.setMinimumWidth(min(title.sizeHint().width(), theme.px(_LONGEST_NAME)))
        taken = title.minimumWidth() + self.badge.sizeHint().width() + self.toolbar.sizeHint().width()
        room = max(self.width() - taken - theme.px(90), theme.px(80))
        when.setText(when.fontMetrics().elidedText(self._when, Qt.TextElideMode.ElideRight, room))

    def _tell_running(self, running: bool) -> None:
        if running != self._running:
            self._running = running
            self._context.meeting_lock(running)

    # what the user does
    def do(self, name: str) -> None:
        """Carry out what a button, the menu or the command field offers."""
        if self.loaded is not None:
            self.pane.save()
            if name in _NEED_ALL_SAVED and self._go_to_unsaved():
                return
            self.deeds.do(name, self.loaded.view, self.loaded.agenda, self.panel.current)

    def _go_to_unsaved(self) -> bool:
        """Show an item of this meeting whose text waits for an answer, if there is one."""
        items = [row.item for row in self.loaded.agenda.rows] if self.loaded is not None else []
        waiting = next((one for one in items if one.id in self.pane.drafts.names), None)
        if waiting is None:
            return False
        self.panel.table.select(lambda row: row.item.id == waiting.id)
        self._context.say(_("Item {number} has a text that is not saved yet.").format(number=waiting.number))
        return True

    def _on_item_chosen(self, row: ItemRow | None) -> None:
        if self.loaded is not None:
            if row is None or row.item.id != self.pane.item_id:
                self.pane.save()
            self.pane.show_item(self.loaded.agenda, row)

    def _on_outcome_saved(self, item_id: ItemId, written: Written, pressed: bool) -> None:
        """Store a text; one that may name a person asks only where the user pressed a button for it."""
        operations, texts = self._context.operations, (written.outcome, written.decision)

        def look(uow: "UnitOfWork") -> tuple[str, ...]:
            return open_names.in_meeting(uow, uow.agenda.get(item_id).meeting_id, texts, item_id)

        def store(uow: "UnitOfWork", confirmed: bool) -> "Outcome[AgendaItem]":
            return agenda.set_outcome(
                uow, item_id, outcome=written.outcome, decision=written.decision, names_confirmed=confirmed
            )

        def wait() -> None:
            operations.query(self, look, partial(self.pane.refused, item_id, written))

        def failed(error: DomainError | KnownError) -> None:
            if isinstance(error, DomainError) and error.code == open_names.NAMES:
                wait()
            else:
                operations.failed.emit(error)

        done, message = (lambda _item: self.pane.stored(item_id, written)), _("Saved for the minutes")
        if pressed:
            NameQuestion(operations, self, look, store, done=done, stopped=wait, message=message).begin()
        else:
            operations.command(self, lambda uow: store(uow, False), done, failed, message=message)

    def _on_action_done(self, task_id: TaskId, done: bool) -> None:
        work = partial(tasks.complete if done else tasks.reopen, task_id=task_id)
        self._context.operations.command(self, work, message=_("The agreement is done") if done else "")

    def _on_attendance_chosen(self, attendance_id: AttendanceId, attendance: Attendance) -> None:
        work = partial(minutes.set_attendance, attendance_id=attendance_id, attendance=attendance)
        self._context.operations.command(self, work)

    def _on_guest_removed(self, attendance_id: AttendanceId) -> None:
        self._context.operations.command(self, partial(minutes.remove_guest, attendance_id=attendance_id))
