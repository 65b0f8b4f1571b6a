"""The page of Onsdagsgruppen: which meeting is shown, what its header says and offers, and when it loads again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget

from sspdesk.domain.changes import ChangeSet
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import LineId, MeetingId
from sspdesk.domain.meetings import Meeting, MeetingState
from sspdesk.domain.people import Institution
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.services import meetings, minutes, people, wednesday, wednesday_list
from sspdesk.services.meetings import MeetingItem, MeetingPlan
from sspdesk.services.wednesday_list import Colleague, MeetingView
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared.page import Command, Page
from sspdesk.ui.shared.panels import EmptyState
from sspdesk.ui.wednesday import words
from sspdesk.ui.wednesday.course import MeetingCourse
from sspdesk.ui.wednesday.mode import MeetingMode
from sspdesk.ui.wednesday.overview import MeetingOverview
from sspdesk.ui.wednesday.toolbar import MeetingToolbar, deeds, menu_of

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

_KINDS = frozenset(
    {"meeting", "meeting_line", "attendee", "addition", "contact", "person", "professional", "institution", "setting"}
)


_RESUMED = frozenset({"plan", "edit", "approve", "add", "line"})
"""The deeds whose dialog is opened again after the lock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What one visit to the database brings home; ``items`` only where the list of all meetings is wanted."""

    view: MeetingView | None
    waiting: Meeting | None
    items: list[MeetingItem]
    plan: MeetingPlan
    schools: list[Institution]
    colleagues: tuple[Colleague, ...]


def load(uow: "UnitOfWork", asked: MeetingId | None, *, with_items: bool) -> Loaded:
    """Return the meeting asked for, or the one to work on, made ready: open lines come along."""
    current = meetings.current(uow) if asked is None else None
    meeting_id = current.id if current is not None else asked
    view = None
    if meeting_id is not None:
        wednesday.prepare(uow, meeting_id)
        view = wednesday_list.meeting_view(uow, meeting_id)
    return Loaded(
        view=view,
        waiting=meetings.waiting_before(uow, view.meeting) if view is not None else None,
        items=meetings.listed(uow) if with_items else [],
        plan=meetings.suggest(uow),
        schools=people.schools(uow),
        colleagues=wednesday_list.colleagues(uow),
    )


class WednesdayPage(Page):
    """The Wednesday group's page."""

    help_topic = "onsdagsgruppen"

    def __init__(self, context: PageContext) -> None:
        super().__init__(_("The Wednesday group"), lined=True, full_bleed=True)
        self._context = context
        self._asked: MeetingId | None = None
        self._shown: MeetingId | None = None
        self._overview_wanted = False
        self._loaded: Loaded | None = None
        self._running = False
        self._line: LineId | None = None
        self.toolbar = MeetingToolbar()
        self.header.add_tools(self.toolbar)
        self.mode = MeetingMode(context, self)
        self.overview = MeetingOverview(lambda: context.now().date())
        self.empty = EmptyState("calendar-plus", _("No meeting is planned"), action=_("Plan the meeting"))
        self.stack = QStackedWidget()
        for part in (self.mode, self.overview, self.empty):
            self.stack.addWidget(part)
        self.body.addWidget(self.stack, 1)
        self.course = MeetingCourse(context, self)
        self.toolbar.hide()
        self.toolbar.pressed.connect(self.do)
        self.overview.opened.connect(self.show_meeting)
        self.overview.plan_pressed.connect(partial(self.do, "plan"))
        self.empty.pressed.connect(self._on_plan_at_once_pressed)
        self.mode.add_line_pressed.connect(partial(self.do, "line"))
        self.mode.import_pressed.connect(partial(self.do, "import"))
        self.mode.began.connect(self._on_began)
        self.mode.drafts_changed.connect(self._on_drafts_changed)
        self.mode.waiting_pressed.connect(self.show_meeting)
        self.course.meeting_made.connect(self.show_meeting)
        self.course.line_made.connect(self._on_line_made)

    # the calls of the shell
    @property
    def shown_to_others(self) -> bool:
        return self.stack.currentWidget() is self.mode

    def point_at(self, kind: str, record_id: int) -> None:
        if kind == "meeting_line":
            self._line = LineId(record_id)

    def open_record(self, record_id: int) -> None:
        self._asked = MeetingId(record_id)
        self._overview_wanted = False

    def open_all(self) -> None:
        self._asked = None
        self._shown = None
        self._overview_wanted = False

    def activate(self) -> None:
        asked = self._asked if self._asked is not None else self._shown
        with_items = self._overview_wanted

        def work(uow: "UnitOfWork") -> Loaded:
            return load(uow, asked, with_items=with_items)

        self._context.operations.query(self, work, self._on_loaded, self._on_gone)

    def refresh(self, changes: ChangeSet) -> None:
        if changes.kinds & _KINDS:
            self.activate()

    def focus_first(self) -> None:
        current = self.stack.currentWidget()
        if current is self.mode:
            self.mode.focus_first()
        elif current is not None:
            current.setFocus()

    def commands(self) -> Sequence[Command]:
        view = self._view
        names = menu_of(view) if view is not None else ("plan", "overview")
        known = deeds()
        return [
            Command(title=known[name].text, run=partial(self.do, name), icon=known[name].icon, keys=known[name].keys)
            for name in names
            if name
        ]

    # which meeting
    @property
    def _view(self) -> MeetingView | None:
        return self._loaded.view if self._loaded is not None else None

    def show_meeting(self, meeting_id: int) -> None:
        """Show a certain meeting."""
        self.open_record(meeting_id)
        self.activate()

    def show_all(self) -> None:
        """Show the list of all meetings."""
        self._overview_wanted = True
        self.stack.setCurrentWidget(self.overview)
        self.overview.setFocus()
        self.activate()

    def _on_gone(self, error: DomainError | KnownError) -> None:
        """The meeting shown is gone (its planning was undone): go back to the one to work on."""
        if self._asked is None and self._shown is None:
            self._context.operations.failed.emit(error)
            return
        self._asked = self._shown = None
        self.activate()

    def _on_loaded(self, loaded: Loaded) -> None:
        first = self._loaded is None
        self._loaded = loaded
        self._shown = loaded.view.meeting.id if loaded.view is not None else None
        self._show()
        if first:
            self.focus_first()

    def _show(self) -> None:
        loaded = self._loaded
        if loaded is None:
            return
        view = loaded.view
        self.toolbar.show()
        self.course.view = view
        self._tell_running(view)
        if self._overview_wanted:
            self._show_overview(loaded)
        elif view is None:
            self._show_none(loaded)
        else:
            self._show_meeting(view, loaded.waiting)

    def _show_overview(self, loaded: Loaded) -> None:
        self.set_title(_("The Wednesday group"), _("All meetings"), window_title=_("The Wednesday group"))
        self.toolbar.show_overview()
        self.overview.show_meetings(loaded.items, loaded.view.meeting.id if loaded.view is not None else None)
        self.stack.setCurrentWidget(self.overview)

    def _show_none(self, loaded: Loaded) -> None:
        self.set_title(_("The Wednesday group"), window_title=_("The Wednesday group"))
        self.toolbar.show_nothing()
        self.empty.set_words(
            _("No meeting is planned"),
            _("In your usual rhythm the next one is {moment}. The group's members are invited by themselves.").format(
                moment=dates.moment(loaded.plan.starts_at)
            ),
        )
        self.stack.setCurrentWidget(self.empty)

    def _show_meeting(self, view: MeetingView, waiting: Meeting | None) -> None:
        title = _("The Wednesday group")
        day = view.meeting.starts_at.date()
        self.set_title(title, words.when_and_where(view.meeting), window_title=f"{title} {dates.day(day)}")
        self.toolbar.show_meeting(view, self._context.now().date())
        chosen, self._line = self._line, None
        self.mode.show_meeting(view, chosen)
        self.mode.say_state(waiting if self._asked is None else None)
        self.stack.setCurrentWidget(self.mode)

    def _tell_running(self, view: MeetingView | None) -> None:
        """Let the desk wait longer before it locks while a meeting of today is going on."""
        running = (
            view is not None
            and view.meeting.state is MeetingState.HELD
            and view.meeting.starts_at.date() == self._context.now().date()
        )
        if running != self._running:
            self._running = running
            self._context.meeting_lock(running)

    # deeds
    def do(self, name: str) -> None:
        """Carry out what the header, its menu or the command field offers."""
        loaded = self._loaded
        if loaded is None:
            return
        special: dict[str, Callable[[], None]] = {
            "overview": self.show_all,
            "plan": lambda: self.course.plan(loaded.plan, loaded.colleagues),
            "line": lambda: self.course.type_line(loaded.schools),
        }
        if name in special:
            special[name]()
        else:
            self.course.do(name)

    def _on_plan_at_once_pressed(self) -> None:
        if self._loaded is not None:
            self.course.plan_at_once(self._loaded.plan)

    def _on_line_made(self, line_id: int) -> None:
        self._line = LineId(line_id)
        self.mode.want(LineId(line_id))

    def _on_began(self) -> None:
        """The first decision or attendance on the day starts the meeting by itself."""
        view = self._view
        if view is None or view.meeting.over or view.meeting.state is MeetingState.HELD:
            return
        if view.meeting.starts_at.date() == self._context.now().date():
            meeting_id = view.meeting.id
            self._context.operations.command(self, lambda uow: minutes.start(uow, meeting_id))

    def _on_drafts_changed(self, count: int) -> None:
        self.course.drafts = count

    # coming back after the lock
    @property
    def shown_record(self) -> int | None:
        return self._shown

    def editors(self) -> Mapping[str, Callable[[int], object]]:
        deeds = {name: partial(self._resume_deed, name) for name in _RESUMED}
        return {
            **deeds,
            "lines": self._resume_line,
            "withhold": self._resume_line,
            "HandoutDialog": self._resume_handout,
        }

    def _resume_deed(self, name: str, _subject: int) -> None:
        self.do(name)

    def _resume_handout(self, _subject: int) -> None:
        self.do("handout")

    def _resume_line(self, line_id: int) -> None:
        self.mode.want(LineId(line_id))

    # F6 goes through the panes of meeting mode before it leaves the page
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and _asks_for_f6(event) and self._next_pane(event, go=False):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F6 and self._next_pane(event, go=True):
            return
        super().keyPressEvent(event)

    def _next_pane(self, event: QKeyEvent, *, go: bool) -> bool:
        """Go to the next pane (or say whether there is one); False at the end, where the window takes over."""
        if self.stack.currentWidget() is not self.mode:
            return False
        focus = QApplication.focusWidget()
        panes = self.mode.panes()
        here = next(
            (at for at, (pane, _go) in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)), None
        )
        step = -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        if here is None or not 0 <= here + step < len(panes):
            return False
        if go:
            panes[here + step][1]()
        return True


def _asks_for_f6(event: QKeyEvent) -> bool:
    """Say whether the window's F6 is about to be used."""
    return event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_F6
