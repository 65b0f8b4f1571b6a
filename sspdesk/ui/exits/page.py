"""The page "Exit": closed until the passphrase is given, then the list of cases and one of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QStackedWidget, QWidget

from sspdesk.domain.changes import ChangeSet, Outcome
from sspdesk.domain.exits import ExitCase
from sspdesk.domain.ids import ExitCaseId
from sspdesk.exchange import attachments as files
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels.errors import explain
from sspdesk.services import exit_links, exits
from sspdesk.services.attachments import ShownDocument
from sspdesk.services.exit_views import CaseView
from sspdesk.ui.context import PageContext
from sspdesk.ui.exits import resuming, words
from sspdesk.ui.exits.asking import CaseActions
from sspdesk.ui.exits.case_pane import CasePane
from sspdesk.ui.exits.door import DoorView
from sspdesk.ui.exits.list_view import ExitListView
from sspdesk.ui.exits.moves import EnquiryDialog
from sspdesk.ui.exits.parts import SetUpDialog
from sspdesk.ui.shared.buttons import Button, Kind, MenuButton
from sspdesk.ui.shared.page import Command, Page
from sspdesk.ui.shared.panels import Badge
from sspdesk.ui.shared.pdf_preview import PdfPreview
from sspdesk.ui.talks import moves as talk_moves

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

NEW_ENQUIRY = 0
"""The record that stands for an enquiry yet to be received."""
_KINDS = frozenset({"task", "person", "meeting", "consent", "professional", "setting", "attachment"})
_CLOSED = ChangeSet(frozenset({"exit", "exit_case", "task", "meeting", "agenda_item"}))
"""What another page that is shown reads anew when Exit closes: its meetings, their tasks, the log."""
_LOOK_EVERY = 15_000
"""How often the open page looks whether Exit has closed by itself, in milliseconds."""


@dataclass(frozen=True, slots=True)
class _SetUp:
    levels: tuple[str, ...]
    capacity: int
    minutes: int


class ExitsPage(Page):
    """Door, list and case in one place. Leaving the page leaves Exit open until its minutes are over."""

    help_topic = "exit"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(_("Exit"), full_bleed=True, parent=parent)
        self._context = context
        self._wanted: int | None = None
        self._waiting: tuple[str, int] | None = None
        self.door, self.list, self.case = DoorView(context), ExitListView(context), CasePane(context)
        self.actions_ = CaseActions(context, self.case, self)
        self._make_tools()
        self.stack = QStackedWidget()
        for view in (self.door, self.list, self.case):
            self.stack.addWidget(view)
        self.body.addWidget(self.stack)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._connect()
        self._show_door()

    def _make_tools(self) -> None:
        self.badge = Badge()
        self.badge.set_badge(words.confidential_badge())
        self.header.middle.addWidget(self.badge)
        self.back_button = Button(_("All cases"), icon="chevron-left", shortcut="Alt+Up", name="all_cases_button")
        self.new_button = Button(_("New enquiry…"), icon="plus", name="new_enquiry_button")
        self.set_up_button = Button(_("Set up…"), icon="settings", name="set_up_button")
        self.figures_button = Button(_("Figures…"), icon="chart-column", name="figures_button")
        self.note_button = Button(_("Note (Exit)"), icon="notebook-pen", name="note_button")
        self.menu = QMenu(self)
        self.more_button = MenuButton(_("More"), self.menu, shortcut="Alt+M")
        self.next_button = Button("", kind=Kind.PRIMARY, shortcut="Ctrl+Return", name="next_button")
        self.close_button = Button(_("Close Exit"), icon="lock", name="close_exit_button")
        self.header.add_tools(
            *(self.back_button, self.set_up_button, self.figures_button, self.new_button),
            *(self.note_button, self.more_button, self.next_button, self.close_button),
        )

    def _connect(self) -> None:
        self.door.opened.connect(self._on_opened)
        self.list.opened.connect(self.open_case)
        self.list.new_pressed.connect(self.new_enquiry)
        self.case.shown.connect(self._on_case_shown)
        self.case.gone.connect(self._look)
        self.case.wanted.connect(self._on_wanted)
        self.back_button.clicked.connect(self.show_list)
        self.new_button.clicked.connect(self.new_enquiry)
        self.set_up_button.clicked.connect(self.set_up)
        self.figures_button.clicked.connect(self.actions_.show_figures)
        self.note_button.clicked.connect(partial(self._on_wanted, "note", None))
        self.next_button.clicked.connect(self.actions_.next_move)
        self.close_button.clicked.connect(self.close_exit)
        self._timer.timeout.connect(self._watch)
        self._context.privacy.changed.connect(self._show_heading)

    # -- the shell's calls -------------------------------------------------------------------------------------------

    @property
    def shown_record(self) -> int | None:
        return self.case.case_id

    def open_record(self, record_id: int) -> None:
        self._wanted = record_id

    def activate(self) -> None:
        self._context.operations.query(self, _is_open, self._on_looked)

    def refresh(self, changes: ChangeSet) -> None:
        if self.stack.currentWidget() is self.door:
            return
        if changes.kinds & _KINDS or any(kind.startswith("exit_") for kind in changes.kinds):
            self._reload()

    def focus_first(self) -> None:
        widget = self.stack.currentWidget()
        if widget is not None:
            (self.list.table if widget is self.list else widget).setFocus()

    def editors(self) -> Mapping[str, Callable[[int], object]]:
        return resuming.editors(self)

    def resume(self, editor: str, subject: int) -> None:
        """Open the editor again; behind the closed door once that is open and the case is there."""
        if self.stack.currentWidget() is self.door:
            self._waiting = (editor, subject)
        else:
            super().resume(editor, subject)

    def commands(self) -> Sequence[Command]:
        if self.stack.currentWidget() is self.door:
            return ()
        found = [
            Command(title=_("New enquiry"), run=self.new_enquiry, icon="plus"),
            Command(title=_("Close Exit"), run=self.close_exit, icon="lock"),
        ]
        return [*found, *self.actions_.commands()] if self.stack.currentWidget() is self.case else found

    # -- door --------------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        self._context.operations.query(self, _is_open, self._on_looked)

    def _watch(self) -> None:
        """See whether Exit has closed by itself; looking is no use that would keep it open."""
        self._context.operations.query(self, _is_open, self._on_watched)

    def _on_watched(self, is_open: bool) -> None:
        if not is_open:
            self._show_door()

    def _on_looked(self, is_open: bool) -> None:
        if not is_open:
            self._show_door()
        elif self.stack.currentWidget() is self.door:
            self._on_opened()
        elif self._wanted is not None:
            self._go_where_wanted()
        else:
            self._reload()

    def _on_opened(self) -> None:
        self._timer.start()
        self.show_list()
        self._go_where_wanted()
        self._context.operations.changed.emit(ChangeSet(frozenset({"exit_case"})))

    def _go_where_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted == NEW_ENQUIRY:
            self.new_enquiry()
        elif wanted is not None:
            self.open_case(wanted)

    def close_exit(self) -> None:
        """Close Exit now, also for undo: what was done there is taken back there or not at all."""
        self._context.operations.clear_undo()
        self._context.operations.command(self, _close, self._on_closed)

    def _on_closed(self, _nothing: object) -> None:
        self._show_door()

    def _show_door(self) -> None:
        was_open = self._timer.isActive()
        self._timer.stop()
        for view in (self.list, self.case):
            view.clear()
        for dialog in self.findChildren(QWidget):
            if dialog.isWindow() and dialog.isVisible():
                dialog.close()
        self.stack.setCurrentWidget(self.door)
        self.door.clear()
        self._show_heading()
        if was_open:
            self._context.operations.clear_undo()
            self._context.operations.changed.emit(_CLOSED)

    # -- list and case -----------------------------------------------------------------------------------------------

    def _reload(self) -> None:
        if self.stack.currentWidget() is self.case:
            self.case.reload()
        else:
            self.list.reload()

    def show_list(self) -> None:
        """Show every case."""
        self.case.clear()
        self.stack.setCurrentWidget(self.list)
        self.list.reload()
        self._show_heading()
        self.list.table.setFocus()

    def open_case(self, case_id: int) -> None:
        """Show one case."""
        self.stack.setCurrentWidget(self.case)
        self.case.open(ExitCaseId(case_id))

    def _on_case_shown(self, view: CaseView) -> None:
        self._show_heading()
        self._fill_menu(view)
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            super().resume(*waiting)

    def _show_heading(self) -> None:
        widget, view = self.stack.currentWidget(), self.case.view
        is_list, is_case = widget is self.list, widget is self.case and view is not None
        title, subtitle = _("Exit"), ""
        if is_case and view is not None:
            name = self._context.privacy.name(view.person.name)
            age = "" if view.age is None else f", {dates.age(view.age)}"
            title = _("Exit: {who}").format(who=f"{name}{age}")
            subtitle = _("case {number}").format(number=view.case.number)
        self.set_title(title, subtitle)
        self.badge.setVisible(is_list or is_case)
        for button in (self.new_button, self.set_up_button, self.figures_button):
            button.setVisible(is_list)
        for part in (self.back_button, self.more_button):
            part.setVisible(is_case)
        self.close_button.setVisible(is_list or is_case)
        self.note_button.setVisible(is_case and view is not None and view.case.open)
        step = self.actions_.next_step() if is_case else None
        self.next_button.setVisible(step is not None)
        if step is not None:
            self.next_button.set_words(*step)

    def _fill_menu(self, _view: CaseView) -> None:
        self.menu.clear()
        for group in self.actions_.menu():
            for title, run in group:
                action = QAction(title, self.menu)
                action.triggered.connect(partial(_run, run))
                self.menu.addAction(action)
            self.menu.addSeparator()

    # -- what the user does ------------------------------------------------------------------------------------------

    def new_enquiry(self) -> None:
        """Receive an enquiry."""

        def opened(facts: Any) -> None:
            dialog = EnquiryDialog(self._context, facts, self)
            dialog.received.connect(self._on_received)
            dialog.open()

        self._context.operations.query(self, talk_moves.gather, opened)

    def _on_received(self, case: ExitCase) -> None:
        self.open_case(case.id)

    def set_up(self) -> None:
        """Change levels, places and minutes."""

        def opened(now: _SetUp) -> None:
            SetUpDialog(self._context, now.levels, now.capacity, now.minutes, self).open()

        self._context.operations.query(self, _set_up, opened)

    def _on_wanted(self, what: str, part: Any, _checked: bool = False) -> None:
        if what == "document":
            self.choose_document()
        elif what == "show_document":
            link_id = part.link.id
            self._context.operations.query(
                self, lambda uow: exit_links.show_document(uow, link_id), self._on_document_read
            )
        else:
            self.actions_.ask(what, part)

    # -- documents ---------------------------------------------------------------------------------------------------

    def choose_document(self) -> None:
        """Ask for a scanned paper."""
        dialog = QFileDialog(self, _("Choose the scanned paper"))
        dialog.setObjectName("choose_document_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"{_('Documents')} (*.pdf *.jpg *.jpeg *.png)"])
        dialog.fileSelected.connect(self._on_file_chosen)
        dialog.open()

    def _on_file_chosen(self, path: str) -> None:
        self.take_in(Path(path))

    def take_in(self, path: Path) -> None:
        """Read a file apart from the window, then ask which paper it is."""
        if self.case.case_id is not None:
            ask = partial(self.actions_.ask, "keep_document")
            self._context.operations.background(self, partial(files.read, path), ask, self._on_not_read)

    def _on_not_read(self, error: Any) -> None:
        self.case.message.say("", explain(error), tone="danger")

    def _on_document_read(self, shown: ShownDocument) -> None:
        def show(pdf: bytes) -> None:
            PdfPreview(
                pdf, _("Scanned paper"), privacy=self._context.privacy, can_save=False, can_print=False, parent=self
            ).open()

        if shown.can_be_shown:
            self._context.operations.background(self, shown.pages, show, self._on_not_read)


def _is_open(uow: "UnitOfWork") -> bool:
    return uow.exit_door.is_open


def _close(uow: "UnitOfWork") -> Outcome[None]:
    exits.close_door(uow)
    return uow.outcome(None)


def _set_up(uow: "UnitOfWork") -> _SetUp:
    settings = uow.settings()
    return _SetUp(exits.levels(uow), settings.exit_capacity, settings.exit_minutes)


def _run(run: Callable[[], None], _checked: bool = False) -> None:
    run()
