"""The page "Kalender": week, month, school year and list, filters, the chosen entry, moving, print and files."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from sspdesk.domain.calendar import Entry, EntryKind, Period
from sspdesk.domain.changes import ChangeSet
from sspdesk.domain.ids import MeetingId
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.services import calendar, calendar_detail
from sspdesk.services.calendar import Week53
from sspdesk.services.calendar_detail import MeetingDetail
from sspdesk.ui.calendar import deeds, modes
from sspdesk.ui.calendar.filters import FilterBar
from sspdesk.ui.calendar.list_view import make_list, rows
from sspdesk.ui.calendar.modes import Mode, Span
from sspdesk.ui.calendar.notice import Week53Notice
from sspdesk.ui.calendar.pane import WIDTH, CalendarPane
from sspdesk.ui.calendar.view import CalendarView
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, IconButton, MenuButton
from sspdesk.ui.shared.choices import Segment, SegmentedControl
from sspdesk.ui.shared.memory import DeskMemory
from sspdesk.ui.shared.page import Command, Page
from sspdesk.ui.shared.splitter import Splitter

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

_KINDS = frozenset(
    {"meeting", "series", "forum", "school_break", "task", "talk", "feed", "street_shift", "agenda_item"}
)

_VIEW, _HIDDEN = "calendar.view", "calendar.hidden"
"""What this computer remembers of the page: codes of views and filters, never a name."""
NOTHING = "-"


class CalendarPage(Page):
    """The calendar. A record is a meeting: it is chosen and its month shown."""

    help_topic = "kalender"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(_("Calendar"), lined=True, full_bleed=True, parent=parent)
        self._context = context
        self._mode = Mode.MONTH
        self._day = context.now().date()
        self._period: Period | None = None
        self._memory = DeskMemory()
        self._wanted: int | None = None
        self._build_tools()
        self.filters = FilterBar(hidden=(EntryKind.TASK.value, EntryKind.SHIFT.value))
        self.filters.changed.connect(self._on_filtered)
        self.notice = Week53Notice()
        self.notice.pressed.connect(self._on_extra_pressed)
        self.view = CalendarView()
        self.table = make_list(lambda: self._context.now().date())
        self.pane = CalendarPane(lambda: self._context.now().date(), context.privacy)
        self._lay_out()
        self._connect()

    # -- building ------------------------------------------------------------------------------------------------

    def _build_tools(self) -> None:
        self.modes = SegmentedControl(
            [Segment(mode, modes.title(mode)) for mode in Mode], name=_("View"), value=self._mode, large=True
        )
        self.back_button = IconButton(_("Earlier"), "chevron-left", shortcut="PgUp")
        self.today_button = Button(_("Today"), shortcut="Ctrl+Home", name="today_button")
        self.forth_button = IconButton(_("Later"), "chevron-right", shortcut="PgDown")
        menu = deeds.menu(self, self._context)
        self.more_button = MenuButton(_("More"), menu, icon="ellipsis-vertical")
        self.header.add_tools(self.modes, self.back_button, self.today_button, self.forth_button, self.more_button)

    def _lay_out(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self.view)
        self.stack = QStackedWidget()
        self.stack.addWidget(scroll)
        self.stack.addWidget(self.table)
        strip = layouts.row(self.filters, margins=(16, 8, 16, 8))
        self.body.addWidget(layouts.box(strip, role="strip", name="calendar_strip"))
        self.body.addWidget(layouts.rule())
        self.body.addWidget(self.notice)
        self.splitter = Splitter(self.stack, self.pane, sizes=(1000, WIDTH), key="calendar")
        self.body.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.modes.value_changed.connect(self.show_mode)
        self._context.privacy.changed.connect(self._show)
        self.back_button.clicked.connect(partial(self._step, -1))
        self.forth_button.clicked.connect(partial(self._step, 1))
        self.today_button.clicked.connect(self._on_today_pressed)
        self.view.chosen.connect(self._on_chosen)
        self.view.opened.connect(self._on_opened)
        self.view.dropped.connect(self._on_moved)
        self.view.day_opened.connect(self._on_day_opened)
        self.table.chosen.connect(lambda entry: self._on_chosen(entry.key))
        self.table.opened.connect(lambda entry: self._on_opened(entry.key))
        self.pane.open_pressed.connect(self._on_open_pressed)
        self.pane.print_pressed.connect(self._on_print_pressed)
        self.pane.move_pressed.connect(self._on_move_pressed)
        self.pane.export_pressed.connect(self._on_export_pressed)

    # -- what is shown -------------------------------------------------------------------------------------------

    @property
    def span(self) -> Span:
        """The days that are shown."""
        return modes.span(self._mode, self._day)

    @property
    def mode(self) -> Mode:
        """The view that is shown."""
        return self._mode

    @property
    def shown(self) -> Period | None:
        """What is shown, without the groups that are switched off."""
        if self._period is None:
            return None
        period = self._period.discreet() if self._context.privacy.discreet else self._period
        return period.without(self.filters.hidden)

    def remember_in(self, memory: DeskMemory) -> None:
        self._memory = memory
        mode, hidden = memory.word(_VIEW), memory.word(_HIDDEN, NOTHING)
        if mode in set(Mode):
            self._mode = Mode(mode)
            self.modes.set_value(self._mode)
        if hidden != NOTHING:
            self.filters.switch_off(hidden.split(","))

    def open_record(self, record_id: int) -> None:
        self._wanted = record_id

    def activate(self) -> None:
        self._load()

    def refresh(self, changes: ChangeSet) -> None:
        if changes.kinds & _KINDS:
            self._load()

    def focus_first(self) -> None:
        (self.table if self._mode is Mode.LIST else self.view).setFocus()

    def show_mode(self, mode: Mode) -> None:
        """Show another view of the same day."""
        self._mode = mode
        self.modes.set_value(mode)
        self._memory.keep(_VIEW, mode.value)
        self._load()

    def show_day(self, day: date, mode: Mode | None = None) -> None:
        """Show the view that has a day."""
        self._day = day
        self.show_mode(mode or self._mode)

    def _load(self) -> None:
        span, wanted = self.span, self._wanted
        self._wanted = None

        def work(uow: "UnitOfWork") -> tuple[Period, tuple[Week53, ...], date | None]:
            found = uow.meetings.find(wanted) if wanted is not None else None
            first, last = span.first, span.last
            if found is not None:
                there = modes.span(self._mode, found.starts_at.date())
                first, last = there.first, there.last
            gaps = calendar.week_53(uow, first, last)
            return calendar.period(uow, first, last), gaps, found.starts_at.date() if found is not None else None

        self._context.operations.query(self, work, partial(self._on_loaded, wanted))

    def _on_loaded(self, wanted: int | None, answer: tuple[Period, tuple[Week53, ...], date | None]) -> None:
        self._period, gaps, day = answer
        if day is not None:
            self._day = day
        self.filters.set_groups(self._period.groups)
        self.notice.tell(gaps if self._mode is not Mode.LIST else ())
        self._show()
        if wanted is not None:
            self.view.choose((EntryKind.MEETING.value, wanted))
            self._on_chosen((EntryKind.MEETING.value, wanted))

    def _show(self) -> None:
        period = self.shown
        if period is None:
            return
        self.set_title(_("Calendar"), self.span.title)
        listed = self._mode is Mode.LIST
        self.stack.setCurrentIndex(int(listed))
        self.pane.setVisible(self._mode is not Mode.YEAR)
        if listed:
            self.table.set_rows(rows(period))
        else:
            self.view.show_period(period, partial(modes.draw, self._mode), modes.least_height(self._mode))
        if self._current is None:
            self.pane.show_nothing()
        else:
            self._on_chosen(self._current.key)

    def _on_filtered(self) -> None:
        self._memory.keep(_HIDDEN, ",".join(sorted(self.filters.hidden)))
        self._show()

    def _step(self, steps: int) -> None:
        self._day = modes.stepped(self._mode, self._day, steps)
        self._load()

    def _on_today_pressed(self) -> None:
        self._day = self._context.now().date()
        self._load()

    def _on_extra_pressed(self) -> None:
        if self.notice.shown is not None:
            deeds.plan_extra(self._context, self, self.notice.shown)

    def _on_day_opened(self, day: date) -> None:
        self.show_day(day, Mode.WEEK)

    # -- the chosen entry ----------------------------------------------------------------------------------------

    def _entry(self, key: object) -> Entry | None:
        period = self.shown
        entries = period.entries if period is not None else ()
        return next((one for one in entries if one.key == key), None)

    @property
    def _current(self) -> Entry | None:
        return self.table.current if self._mode is Mode.LIST else self.view.current_entry

    def _on_chosen(self, key: object) -> None:
        entry = self._entry(key)
        if entry is None:
            self.pane.show_nothing()
        elif entry.kind is not EntryKind.MEETING:
            self.pane.show_entry(entry)
            self.pane.open_button.setVisible(deeds.page_of(entry) is not None)
        else:
            work = partial(calendar_detail.meeting, meeting_id=MeetingId(entry.id))
            self._context.operations.query(self, work, partial(self._on_detail, entry))

    def _on_detail(self, entry: Entry, detail: MeetingDetail | None) -> None:
        current = self._current
        if detail is None or (current is not None and current.key != entry.key):
            return
        self.pane.show_meeting(detail, movable=entry.movable)
        self.pane.open_button.setVisible(deeds.page_of(entry) is not None)

    def _on_opened(self, key: object) -> None:
        entry = self._entry(key)
        page = deeds.page_of(entry) if entry is not None else None
        if entry is not None and page is not None:
            self._context.open_page(page, entry.id if entry.kind is EntryKind.MEETING else None)

    def _on_open_pressed(self) -> None:
        if self._current is not None:
            self._on_opened(self._current.key)

    def _on_print_pressed(self) -> None:
        if self._current is not None:
            deeds.print_meeting(self._context, self, MeetingId(self._current.id))

    def _on_export_pressed(self) -> None:
        if self._current is not None:
            deeds.export_meeting(self._context, self, MeetingId(self._current.id))

    # -- moving --------------------------------------------------------------------------------------------------

    def _on_moved(self, key: object, day: date) -> None:
        entry = self._entry(key)
        if entry is not None and entry.movable:
            message = _("Moved to {day}").format(day=dates.day_short(day))
            work = partial(calendar.move, meeting_id=MeetingId(entry.id), day=day)
            self._context.operations.command(self, work, message=message)

    def _on_move_pressed(self) -> None:
        entry = self._current
        if entry is not None:
            deeds.ask_day(self, entry, partial(self._on_moved, entry.key), self._context)

    # -- commands ------------------------------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        icons = "calendar-days"
        views: list[tuple[str, Callable[[], object]]] = [
            (_("Show the {view}").format(view=modes.title(mode).lower()), partial(self.show_mode, mode))
            for mode in Mode
        ]
        found = [Command(title=title, run=run, icon=icons) for title, run in views]
        return (*found, *deeds.commands(self, self._context))
