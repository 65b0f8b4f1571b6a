"""The import of the street team's own sheet: file, columns, rows, stored; nothing is stored before the last button."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.street_list import StreetList
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.labels.errors import explain
from sspdesk.services import street_import
from sspdesk.services.street_import import SheetReview, SheetStart, SheetStored
from sspdesk.ui.context import PageContext
from sspdesk.ui.importing.file_step import FileStep
from sspdesk.ui.importing.footer import Footer
from sspdesk.ui.importing.wait_step import WaitStep
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.dialogs import ConfirmDialog
from sspdesk.ui.shared.page import Command, Page
from sspdesk.ui.shared.panels import EmptyState
from sspdesk.ui.shared.progress import Progress
from sspdesk.ui.shared.stepper import Stepper
from sspdesk.ui.street_team.columns_step import SheetColumnsStep
from sspdesk.ui.street_team.import_session import SheetSession, Source, listed, opened, with_remembered
from sspdesk.ui.street_team.rows_step import SheetRowsStep

FILE, COLUMNS, ROWS, DONE, WAIT = range(5)


class StreetImportPage(Page):
    """One sheet at a time; the page keeps it in memory until it is stored or given up."""

    help_topic = "gadeteam"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(_("Import the street team's sheet"), lined=True, full_bleed=True, parent=parent)
        self._context = context
        self._session: SheetSession | None = None
        self._reading = 0
        self.cancel_button = Button(_("Cancel the import"), kind=Kind.FLAT, icon="x", name="cancel_import_button")
        self.header.add_tools(self.cancel_button)
        self.stepper = Stepper((_("Choose file"), _("Columns"), _("Look through"), _("Stored")))
        self.file_step = FileStep(_("Drop the street team's sheet here"), _("Choose the street team's sheet"))
        self.columns_step = SheetColumnsStep()
        self.rows_step = SheetRowsStep(context)
        self.wait_step = WaitStep()
        self.done = EmptyState("circle-check", _("Stored"), action=_("Show the observations"), action_icon="footprints")
        self.stack = QStackedWidget()
        for step in (self.file_step, self.columns_step, self.rows_step, self.done, self.wait_step):
            self.stack.addWidget(step)
        self.body.addWidget(layouts.box(layouts.row(self.stepper, None, margins=(16, 6, 16, 6)), role="strip"))
        self.body.addWidget(self.stack, 1)
        self.footer = Footer()
        self.body.addWidget(self.footer)
        self.cancel_button.clicked.connect(self.start_over)
        self.file_step.source_chosen.connect(self.open_source)
        self.columns_step.layout_changed.connect(self._read_rows)
        self.rows_step.mended.connect(self._on_mended)
        self.rows_step.decided.connect(self._show_footer)
        self.footer.back_pressed.connect(self._on_back_pressed)
        self.footer.primary_pressed.connect(self._on_primary_pressed)
        self.footer.problem_pressed.connect(self.rows_step.go_to_next)
        self.stepper.step_pressed.connect(self._on_step_pressed)
        self.done.pressed.connect(self._on_done_pressed)
        self._show(FILE)

    # -- the shell's calls ---------------------------------------------------------------------------------------

    def open_all(self) -> None:
        """Begin again once the last sheet is stored."""
        if self.stack.currentIndex() == DONE:
            self.start_over()

    def focus_first(self) -> None:
        """Go to where the step begins."""
        step = self.stack.currentIndex()
        if step == COLUMNS:
            self.columns_step.focus_first()
        elif step == WAIT:
            self.wait_step.focus_stop()
        else:
            {FILE: self.file_step.choose_button, DONE: self.done.button}.get(step, self.rows_step.table).setFocus()

    def commands(self) -> Sequence[Command]:
        """Return what the wizard can do now."""
        if self.stack.currentIndex() != ROWS:
            return ()
        title = _("Next row that needs a look")
        return (Command(title=title, run=self.rows_step.go_to_next, icon="triangle-alert", keys="F8"),)

    # -- steps ---------------------------------------------------------------------------------------------------

    def _show(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        self.stepper.set_current({FILE: 0, COLUMNS: 1, ROWS: 2, DONE: 4}.get(step, 0))
        self.footer.setVisible(step in (COLUMNS, ROWS))
        self.cancel_button.setVisible(step in (COLUMNS, ROWS, WAIT))
        self.set_status(_("Nothing of the import is stored yet") if step in (COLUMNS, ROWS, WAIT) else "")
        self._show_footer()
        if self.isVisible():
            self.focus_first()

    def _show_footer(self) -> None:
        session, step = self._session, self.stack.currentIndex()
        if session is None or step not in (COLUMNS, ROWS):
            return
        if step == COLUMNS:
            self.footer.show_step(_("Look at the rows"))
            return
        stored = len(session.taken())
        passed = session.total - stored
        skipped = ngettext("{count} row is skipped.", "{count} rows are skipped.", passed)
        button = ngettext("Store {count} observation", "Store {count} observations", stored)
        note = skipped.format(count=dates.number(passed)) if passed else ""
        self.footer.show_step(button.format(count=dates.number(stored)), note, icon="save")
        waiting = self.rows_step.waiting()
        self.footer.problem_button.set_words(waiting)
        self.footer.problem_button.setVisible(bool(waiting))

    def _on_back_pressed(self) -> None:
        if self.stack.currentIndex() == ROWS:
            self._show_columns()
        else:
            self.start_over()

    def _on_step_pressed(self, step: int) -> None:
        if step == 1 and self.stack.currentIndex() == ROWS:
            self._show_columns()
        elif step == 0:
            self.start_over()

    def _on_primary_pressed(self) -> None:
        if self.stack.currentIndex() == COLUMNS:
            self._review(None)
        else:
            self._store()

    def start_over(self) -> None:
        """Forget the sheet and ask for a file."""
        self._reading += 1
        self._session = None
        self.rows_step.clear()
        self.file_step.message.hide()
        self.set_subtitle("")
        self._show(FILE)

    def _wait(self, title: str) -> Progress:
        progress = Progress(self)
        self.wait_step.show_work(title, progress)
        progress.cancelled.connect(self.start_over)
        self._show(WAIT)
        return progress

    # -- the file ------------------------------------------------------------------------------------------------

    def open_source(self, source: Source) -> None:
        """Read a file or what was pasted, off the screen's thread."""
        self.file_step.message.hide()
        self._reading += 1
        progress = self._wait(_("Reading the sheet"))
        work, done = partial(opened, source, progress), partial(self._on_opened, self._reading)
        self._context.operations.background(self, work, done, self._on_unreadable)

    def _on_unreadable(self, error: DomainError | KnownError) -> None:
        self._show(FILE)
        if error.code != "list_cancelled":
            self.file_step.show_error(explain(error))

    def _on_opened(self, ticket: int, session: SheetSession) -> None:
        if ticket != self._reading:
            return
        sha256, signature = session.workbook.sha256, session.layout.signature
        begin = partial(self._on_started, ticket, session)
        self._context.operations.query(self, lambda uow: street_import.start(uow, sha256, signature), begin)

    def _on_started(self, ticket: int, session: SheetSession, start: SheetStart) -> None:
        if ticket != self._reading:
            return
        session.start = start
        session.layout = with_remembered(session, start.columns)
        self._session = session
        self.set_subtitle(session.file_name)
        if session.workbook.asks_first:
            self._ask_about_length(session)
        else:
            self._begin(session)

    def _ask_about_length(self, session: SheetSession) -> None:
        self._show(FILE)
        rows = max(len(sheet.rows) for sheet in session.workbook.sheets)
        dialog = ConfirmDialog(
            _("Import the street team's sheet"),
            _("The list has {count} rows").format(count=dates.number(rows)),
            _("That is far more than a team's sheet usually has. Reading it takes a while."),
            verb=_("Read the list"),
            keep=_("Choose another file"),
            danger=False,
            parent=self,
        )
        dialog.confirmed.connect(partial(self._begin, session))
        dialog.open()

    def _begin(self, session: SheetSession) -> None:
        """Show the rows at once where every column is known, or was pointed out before; else ask for the columns."""
        known = session.start is not None and session.start.columns is not None
        if session.layout.is_sure or (known and not session.layout.missing):
            self._review(None)
        else:
            self._show_columns()

    # -- the columns ---------------------------------------------------------------------------------------------

    def _show_columns(self) -> None:
        if self._session is not None:
            self.columns_step.show_session(self._session)
            self._show(COLUMNS)
            self._read_rows()

    def _read_rows(self) -> None:
        session = self._session
        if session is None:
            return
        self.columns_step.show_listed(None)
        self._reading += 1
        if not session.layout.missing:
            today, ticket = self._context.now().date(), self._reading
            work = partial(listed, session, today)
            self._context.operations.background(self, work, partial(self._on_listed, ticket))

    def _on_listed(self, ticket: int, found: StreetList) -> None:
        if ticket == self._reading and self._session is not None:
            self._session.listed = found
            self.columns_step.show_listed(found)

    # -- the rows ------------------------------------------------------------------------------------------------

    def _on_mended(self, row: int) -> None:
        self._review(row)

    def _review(self, row: int | None) -> None:
        session = self._session
        if session is None:
            return
        if session.layout.missing:
            self.columns_step.focus_first()
            return
        self._reading += 1
        today, ticket = self._context.now().date(), self._reading
        progress = Progress(self) if row is not None else self._wait(_("Reading the sheet"))
        work = partial(listed, session, today, progress)
        self._context.operations.background(self, work, partial(self._on_read, ticket, row, progress))

    def _on_read(self, ticket: int, row: int | None, progress: Progress, found: StreetList) -> None:
        session = self._session
        if ticket != self._reading or session is None:
            return
        session.listed = found
        rows, sha256 = found.rows, session.workbook.sha256
        done = partial(self._on_reviewed, ticket, row)
        self._context.operations.query(self, lambda uow: street_import.review(uow, rows, sha256, progress), done)

    def _on_reviewed(self, ticket: int, row: int | None, review: SheetReview) -> None:
        session = self._session
        if ticket != self._reading or session is None:
            return
        session.review = review
        self.rows_step.show_session(session, row)
        rows = ngettext("{count} row", "{count} rows", session.total).format(count=dates.number(session.total))
        self.set_subtitle(f"{session.file_name} · {rows}")
        self._show(ROWS)

    def _store(self) -> None:
        order = self.rows_step.order
        if order is None:
            return
        if not order.rows:
            self._context.say(_("Every row is skipped, so there is nothing to store."))
            return
        told = ngettext("{count} observation is stored", "{count} observations are stored", len(order.rows))
        progress = Progress(self)
        self.wait_step.show_work(_("Storing the observations"), progress)
        progress.cancelled.connect(partial(self._show, ROWS))
        self._show(WAIT)
        self._context.operations.command(
            self,
            lambda uow: street_import.import_sheet(uow, order, progress),
            self._on_stored,
            self._on_not_stored,
            message=told.format(count=dates.number(len(order.rows))),
        )

    def _on_not_stored(self, error: DomainError | KnownError) -> None:
        self._show(ROWS)
        self._context.operations.failed.emit(error)

    def _on_stored(self, stored: SheetStored) -> None:
        told = ngettext("{count} observation", "{count} observations", stored.observations)
        shifts = ngettext("on {count} shift", "on {count} shifts", stored.shifts)
        self.done.title_label.setText(
            f"{told.format(count=dates.number(stored.observations))} {shifts.format(count=dates.number(stored.shifts))}"
        )
        self._session = None
        self.rows_step.clear()
        self._show(DONE)

    def _on_done_pressed(self) -> None:
        self._context.open_page("street_team", None)
