"""The main window: top bar, sidebar, the page shown, status bar; history, messages, undo and the desk's own keys."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from sspdesk.domain.changes import ChangeSet
from sspdesk.i18n import _
from sspdesk.ui import icons, theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.crash import CrashDialog
from sspdesk.ui.shared.drafts import DraftKeeper
from sspdesk.ui.shared.memory import DeskMemory
from sspdesk.ui.shared.operations import Operations
from sspdesk.ui.shared.page import Page
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shared.splitter import Splitter
from sspdesk.ui.shared.toast import MessageBar, Toast
from sspdesk.ui.shell.about import AboutDialog
from sspdesk.ui.shell.closing import close_dialog
from sspdesk.ui.shell.commands import DeskCommands
from sspdesk.ui.shell.entries import NewAction, PageEntry, RecordSearch, Search
from sspdesk.ui.shell.help_viewer import KEYBOARD, HelpViewer
from sspdesk.ui.shell.history import History, Place
from sspdesk.ui.shell.palette import CommandPalette
from sspdesk.ui.shell.returning import Returning
from sspdesk.ui.shell.screens import ScreenWatch
from sspdesk.ui.shell.sidebar import Sidebar
from sspdesk.ui.shell.status_bar import StatusBar
from sspdesk.ui.shell.top_bar import TopBar

MINIMUM = (1180, 680)
NARROW_BELOW = 1280
_CLOCK_MS = 20_000


class MainWindow(QMainWindow):
    """The desk. Pages are built when first shown, from ``context``.

    ``lock_requested``: the user wants to lock now. ``closing`` is emitted when the window is about to close.
    """

    lock_requested = Signal()
    closing = Signal()

    def __init__(
        self,
        pages: Sequence[PageEntry],
        operations: Operations,
        privacy: Privacy,
        *,
        municipality: str,
        new_actions: Sequence[NewAction] = (),
        search: Search | None = None,
        record_search: RecordSearch | None = None,
        meeting_lock: Callable[[bool], None] = lambda _on: None,
        memory: DeskMemory | None = None,
        now: Callable[[], datetime] = datetime.now,
        demo: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self._entries = {entry.key: entry for entry in pages}
        self._pages: dict[str, Page] = {}
        self._closes_anyway = False
        self._history = History()
        self._operations = operations
        self._privacy = privacy
        self._memory = memory or DeskMemory()
        self._now = now
        self._last_backup: datetime | None = None
        self.context = PageContext(
            operations=operations,
            privacy=privacy,
            open_page=self.open_page,
            say=self.say,
            meeting_lock=meeting_lock,
            now=now,
            demo=demo,
        )
        self.top_bar = TopBar(municipality, new_actions, privacy)
        self.sidebar = Sidebar(pages)
        self.status = StatusBar()
        self.draft_keeper = DraftKeeper(operations, now, self)
        self._build_frame(demo)
        self.returning = Returning(self.draft_keeper, operations, self.context, self.message_bar, self.current_page)
        commands = DeskCommands(pages, new_actions, self._desk_actions(), self.open_page, self.current_page)
        self.palette_box = self._command_field(commands, search, record_search)
        self._add_keys()
        self._connect()
        self._screens = ScreenWatch(_application(), privacy, self)
        self._start_clock()

    def _command_field(
        self, commands: DeskCommands, search: Search | None, record_search: RecordSearch | None
    ) -> CommandPalette:
        return CommandPalette(
            self._operations,
            self._privacy,
            providers=(commands.actions, commands.pages),
            search=search,
            record_search=record_search,
            among_others=self._among_others,
            today=lambda: self._now().date(),
            parent=self._central,
        )

    def _start_clock(self) -> None:
        self._clock = QTimer(self)
        self._clock.setInterval(_CLOCK_MS)
        self._clock.timeout.connect(self._on_clock_ticked)
        self._clock.start()
        self._on_clock_ticked()

    def _build_frame(self, demo: bool) -> None:
        self.setWindowIcon(icons.icon("brand", "accent", size=32))
        self.setMinimumSize(*MINIMUM)
        self.resize(1366, 736)
        self.message_bar = MessageBar()
        self.stack = QStackedWidget()
        self.stack.setObjectName("page_stack")
        self.demo_ribbon = _demo_ribbon()
        self.demo_ribbon.setVisible(demo)
        content = QWidget()
        content.setObjectName("content")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.demo_ribbon)
        column.addWidget(self.message_bar)
        column.addWidget(self.stack, 1)
        self.toast = Toast(content)
        middle = layouts.row(self.sidebar, content, spacing=0)
        middle.setStretch(1, 1)
        whole = layouts.column(self.top_bar, middle, self.status, spacing=0)
        whole.setStretch(1, 1)
        self._central = QWidget()
        self._central.setLayout(whole)
        self.setCentralWidget(self._central)
        self._show_title()

    def _desk_actions(self) -> list[NewAction]:
        return [
            NewAction(title=_("Lock now"), icon="lock", run=self.lock_requested.emit, keys="Ctrl+L"),
            NewAction(title=_("Discreet display"), icon="eye-off", run=self._privacy.toggle, keys="F9"),
            NewAction(title=_("Undo"), icon="undo-2", run=self._operations.undo, keys="Ctrl+Z"),
            NewAction(title=_("Help for the page"), icon="info", run=self.show_help, keys="F1"),
            NewAction(title=_("Keyboard"), icon="info", run=partial(self.show_help, KEYBOARD)),
            NewAction(title=_("About SSP Desk"), icon="info", run=self.show_about),
        ]

    def _add_keys(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+K", self.open_palette),
            ("Ctrl+N", self.top_bar.open_new_menu),
            ("F9", self._privacy.toggle),
            ("Ctrl+L", self.lock_requested.emit),
            ("Ctrl+Z", self._operations.undo),
            ("Ctrl+Y", self._operations.redo),
            ("Ctrl+Shift+Z", self._operations.redo),
            ("Alt+Left", self.go_back),
            ("Alt+Right", self.go_forward),
            ("F1", self.show_help),
            ("F6", partial(self.next_pane, 1)),
            ("Shift+F6", partial(self.next_pane, -1)),
        ]
        main = [entry.key for entry in self._entries.values() if entry.place == "main"]
        keys += [(f"Ctrl+{number % 10}", partial(self.open_page, key)) for number, key in enumerate(main[:10], start=1)]
        for sequence, run in keys:
            action = QAction(self)
            action.setShortcut(QKeySequence(sequence))
            action.triggered.connect(partial(_call, run))
            self.addAction(action)

    def _connect(self) -> None:
        operations = self._operations
        self.sidebar.page_pressed.connect(self.open_page)
        self.sidebar.lock_pressed.connect(self.lock_requested)
        self.top_bar.command_asked.connect(self.open_palette)
        self.palette_box.place_chosen.connect(self.go_to)
        self.toast.undo_pressed.connect(operations.undo)
        operations.changed.connect(self._on_changed)
        operations.saved.connect(self._on_saved)
        operations.busy_changed.connect(self.status.set_busy)
        operations.failed.connect(self.message_bar.show_error)
        operations.crashed.connect(self._on_crashed)
        operations.told.connect(self._on_told)
        self.draft_keeper.told.connect(self.status.set_drafts)

    # pages
    def open_page(self, key: str, record_id: int | None = None) -> None:
        """Go to a page, and there to a record. A page with unsaved text may refuse to be left."""
        self.go_to(Place(key, record_id))

    def go_to(self, place: Place) -> None:
        """Go to a place: a page, a record on it, a row of that."""
        if self._leave():
            self._history.go(place)
            self._show(place)

    def go_back(self) -> None:
        """Go to the place before (Alt+←)."""
        self._travel(self._history.back)

    def go_forward(self) -> None:
        """Go to the place after (Alt+→)."""
        self._travel(self._history.forward)

    def _travel(self, move: Callable[[], Place | None]) -> None:
        if self._leave() and (place := move()) is not None:
            self._show(place)

    def _leave(self) -> bool:
        page = self.current_page()
        return page is None or page.may_leave()

    def _show(self, place: Place) -> None:
        page = self.page(place.key)
        page.record = place.record_id
        if place.spot is not None:
            page.point_at(*place.spot)
        if place.record_id is None:
            page.open_all()
        else:
            page.open_record(place.record_id)
        self.stack.setCurrentWidget(page)
        self.message_bar.hide()
        entry = self._entries[place.key]
        self.sidebar.set_current(entry.parent or entry.key)
        page.activate()
        self._show_title()
        self._on_status_changed()
        page.focus_first()

    def page(self, key: str) -> Page:
        """Return a page; it is built the first time."""
        if key not in self._pages:
            page = self._entries[key].build(self.context)
            page.key = key
            page.title_changed.connect(self._show_title)
            page.status_changed.connect(self._on_status_changed)
            for splitter in page.findChildren(Splitter):
                splitter.remember_in(self._memory)
            page.remember_in(self._memory)
            self._pages[key] = page
            self.stack.addWidget(page)
        return self._pages[key]

    def current_page(self) -> Page | None:
        """Return the page shown."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def set_count(self, key: str, count: int) -> None:
        """Show in the sidebar how much waits on a page."""
        self.sidebar.set_count(key, count)

    # what the desk says
    def say(self, words: str) -> None:
        """Show a message for 10 s; with an undo link while a command that can be undone is just being answered."""
        self.toast.say(words, can_undo=self._operations.has_fresh_undo)

    def show_backup(self, last: datetime | None) -> None:
        """Say when the last verified backup was made."""
        self._last_backup = last
        self.top_bar.show_backup(last, self._now())

    def show_lock_time(self, minutes: int, *, soon: bool = False) -> None:
        """Say after how long without use the desk locks; ``soon`` warns one minute before."""
        self.sidebar.set_lock_words(minutes, soon=soon)

    def set_municipality(self, municipality: str) -> None:
        """Show whose desk this is."""
        self.top_bar.set_municipality(municipality)

    def open_palette(self, text: str = "") -> None:
        """Open the command palette (Ctrl+K)."""
        self.palette_box.open_under(self.top_bar.command_field, text)

    def show_help(self, topic: str = "") -> None:
        """Open the help (F1), at first the page's own."""
        page = self.current_page()
        HelpViewer(topic or (page.help_topic if page is not None else "index"), self).show()

    def show_about(self) -> None:
        """Open the about box."""
        AboutDialog(self).open()

    def next_pane(self, step: int) -> None:
        """Move the keyboard focus between sidebar, top bar and page (F6)."""
        page = self.current_page()
        panes: list[tuple[QWidget, Callable[[], object]]] = [
            (self.sidebar, self.sidebar.focus_current),
            (self.top_bar, self.top_bar.command_field.setFocus),
        ]
        if page is not None:
            panes.append((page, page.focus_first))
        focus = QApplication.focusWidget()
        here = next((at for at, (pane, _go) in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)), -1)
        panes[(here + step) % len(panes)][1]()

    def _show_title(self) -> None:
        page = self.current_page()
        title = _("SSP Desk – {page}").format(page=page.window_title) if page is not None else "SSP Desk"
        self.setWindowTitle(title)

    def unsaved(self) -> list[str]:
        """Return what the pages other than the one shown, and that one, say is not saved."""
        shown = self.current_page()
        others = [page for page in self._pages.values() if page is not shown and page.status]
        told = [f"{page.window_title}: {page.status}" for page in others]
        return [shown.status, *told] if shown is not None and shown.status else told

    def _on_status_changed(self) -> None:
        self.status.set_page_status(next(iter(self.unsaved()), ""))

    def _on_changed(self, changes: ChangeSet) -> None:
        for page in tuple(self._pages.values()):
            if page is self.current_page() or "exit" in changes.kinds:  # Exit closes: behind other pages too
                page.refresh(changes)

    def _on_saved(self) -> None:
        self.status.set_saved(self._now())

    def _on_told(self, words: str, can_undo: bool) -> None:
        self.toast.say(words, can_undo=can_undo)

    def _on_crashed(self, error: BaseException) -> None:
        """One dialog at a time: a bug that comes again and again must not cover the screen."""
        if not any(dialog.isVisible() for dialog in self.findChildren(CrashDialog)):
            CrashDialog(error, self).open()

    def _among_others(self) -> bool:
        page = self.current_page()
        return page is not None and page.shown_to_others

    def _on_clock_ticked(self) -> None:
        now = self._now()
        self.status.show_now(now)
        self.top_bar.show_backup(self._last_backup, now)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if icons.is_restyle(event) and hasattr(self, "sidebar"):
            self._fit_width()

    def _fit_width(self) -> None:
        narrow = self.width() < theme.px(NARROW_BELOW)
        self.sidebar.set_narrow(narrow)
        self.top_bar.set_narrow(narrow)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._leave() or not self._may_close():
            event.ignore()
            return
        self._clock.stop()
        self.toast.dismiss()
        self.closing.emit()
        super().closeEvent(event)

    def _may_close(self) -> bool:
        """Ask first where something typed would be lost."""
        unsaved = self.unsaved()
        if self._closes_anyway or not unsaved:
            return True
        dialog = close_dialog(unsaved, self)
        dialog.confirmed.connect(self._close_anyway)
        dialog.open()
        return False

    def _close_anyway(self) -> None:
        self._closes_anyway = True
        self.close()


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)  # noqa: S101 - a window cannot exist without one
    return application


def _call(run: Callable[[], object], _checked: bool = False) -> None:
    run()


def _demo_ribbon() -> QFrame:
    line = layouts.row(layouts.label(_("Demo, invented persons")), margins=(16, 3, 16, 3))
    return layouts.box(line, name="demo_ribbon")
