"""The import of the street team's own sheet: file, rows, stored; nothing is stored before the last button."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QWidget

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.street_list import StreetList
from sspdesk.exchange.street_list.headings import find_layout
from sspdesk.exchange.street_list.reading import interpret
from sspdesk.exchange.tables.reading import Clipboard, read
from sspdesk.exchange.tables.workbook import Workbook
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.labels import street_import as words
from sspdesk.labels.errors import explain
from sspdesk.services import street_import
from sspdesk.services.street_import import SheetOrder, SheetReview, SheetStored
from sspdesk.ui.context import PageContext
from sspdesk.ui.importing.file_step import FileStep
from sspdesk.ui.importing.footer import Footer
from sspdesk.ui.importing.wait_step import WaitStep
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.page import Page
from sspdesk.ui.shared.panels import EmptyState, InlineMessage, Panel
from sspdesk.ui.shared.progress import Progress
from sspdesk.ui.shared.stepper import Stepper
from sspdesk.ui.shared.table import RecordTable
from sspdesk.ui.street_team.import_rows import Line, Questions, columns, lines_of

FILE, ROWS, DONE, WAIT = range(4)


@dataclass(frozen=True, slots=True)
class _Opened:
    workbook: Workbook
    listed: StreetList
    missing: tuple[str, ...]


def _opened(source: Path | Clipboard, today: date, progress: Progress) -> _Opened:
    def step(share: float) -> None:
        progress(round(share * 100), 100)

    workbook = read(source, progress=step, cancelled=lambda: progress.is_cancelled)
    layout = find_layout(workbook)
    missing = tuple(words.field(one) for one in layout.missing)
    listed = StreetList(rows=(), problems=()) if missing else interpret(workbook, layout, today)
    return _Opened(workbook, listed, missing)


class StreetImportPage(Page):
    """One sheet at a time; the page keeps it in memory until it is stored or given up."""

    help_topic = "gadeteam"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(_("Import the street team's sheet"), lined=True, full_bleed=True, parent=parent)
        self._context = context
        self._found: _Opened | None = None
        self._review: SheetReview | None = None
        self._reading = 0
        self.cancel_button = Button(_("Cancel the import"), kind=Kind.FLAT, icon="x", name="cancel_import_button")
        self.header.add_tools(self.cancel_button)
        self.stepper = Stepper((_("Choose file"), _("Review"), _("Stored")))
        self.file_step = FileStep(_("Drop the street team's sheet here"), _("Choose the street team's sheet"))
        self.wait_step = WaitStep()
        self.message = InlineMessage(tone="warn")
        self.message.hide()
        self.questions = Questions()
        self.table: RecordTable[Line] = RecordTable(columns(), name=_("Rows"), privacy=context.privacy, row_height=30)
        self.done = EmptyState("circle-check", _("Stored"), action=_("Show the observations"), action_icon="footprints")
        self.stack = QStackedWidget()
        for step in (self.file_step, self._rows_step(), self.done, self.wait_step):
            self.stack.addWidget(step)
        self.body.addWidget(layouts.box(layouts.row(self.stepper, None, margins=(16, 6, 16, 6)), role="strip"))
        self.body.addWidget(self.stack, 1)
        self.footer = Footer()
        self.body.addWidget(self.footer)
        self.cancel_button.clicked.connect(self.start_over)
        self.file_step.source_chosen.connect(self.open_source)
        self.footer.back_pressed.connect(self.start_over)
        self.footer.primary_pressed.connect(self._on_store_pressed)
        self.questions.changed.connect(self._show_footer)
        self.done.pressed.connect(self._on_done_pressed)
        self._show(FILE)

    def _rows_step(self) -> QWidget:
        panel = Panel(padded=False)
        panel.body.addWidget(self.table)
        column = layouts.column(self.message, self.questions, spacing=12, margins=(16, 12, 16, 12))
        column.addWidget(panel, 1)
        return layouts.box(column)

    # -- the shell's calls ---------------------------------------------------------------------------------------

    def open_all(self) -> None:
        """Begin again once the last sheet is stored."""
        if self.stack.currentIndex() == DONE:
            self.start_over()

    def focus_first(self) -> None:
        """Go to where the step begins."""
        step = self.stack.currentIndex()
        {FILE: self.file_step.choose_button, DONE: self.done.button}.get(step, self.table).setFocus()

    # -- steps ---------------------------------------------------------------------------------------------------

    def _show(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        self.stepper.set_current({FILE: 0, WAIT: 0, ROWS: 1}.get(step, 3))
        self.footer.setVisible(step == ROWS)
        self.cancel_button.setVisible(step in (ROWS, WAIT))
        self.set_status(_("Nothing of the import is stored yet") if step in (ROWS, WAIT) else "")
        if self.isVisible():
            self.focus_first()

    def start_over(self) -> None:
        """Forget the sheet and ask for a file."""
        self._reading += 1
        self._found = self._review = None
        self.table.set_rows([])
        self.file_step.message.hide()
        self.set_subtitle("")
        self._show(FILE)

    def open_source(self, source: Path | Clipboard) -> None:
        """Read a file or what was pasted, off the screen's thread."""
        self.file_step.message.hide()
        self._reading += 1
        progress = Progress(self)
        self.wait_step.show_work(_("Reading the sheet"), progress)
        progress.cancelled.connect(self.start_over)
        self._show(WAIT)
        today = self._context.now().date()
        self._context.operations.background(
            self,
            partial(_opened, source, today, progress),
            partial(self._on_opened, self._reading),
            self._on_unreadable,
        )

    def _on_unreadable(self, error: DomainError | KnownError) -> None:
        self._show(FILE)
        if error.code != "list_cancelled":
            self.file_step.show_error(explain(error))

    def _on_opened(self, ticket: int, found: _Opened) -> None:
        if ticket != self._reading:
            return
        if found.missing:
            self._on_unreadable(KnownError("street_columns_missing", columns=", ".join(found.missing)))
            return
        self._found = found
        rows, sha256 = found.listed.rows, found.workbook.sha256
        self._context.operations.query(self, lambda uow: street_import.review(uow, rows, sha256), self._on_reviewed)

    def _on_reviewed(self, review: SheetReview) -> None:
        if self._found is None:
            return
        self._review = review
        self.questions.show_review(review)
        self.table.set_rows(lines_of(self._found.listed, review))
        name = self._found.workbook.name or _("The clipboard")
        count = len(self._found.listed.rows) + len(self._found.listed.problems)
        rows = ngettext("{count} row", "{count} rows", count).format(count=dates.number(count))
        self.set_subtitle(f"{name} · {rows}")
        self.message.hide()
        if review.earlier is not None:
            told = _("The file was imported {day}. Rows that are stored already are passed over.")
            self.message.say("", told.format(day=dates.moment(review.earlier.imported_at)), tone="info")
        self._show(ROWS)
        self._show_footer()

    def _order(self, found: _Opened, review: SheetReview) -> SheetOrder:
        confirmed = self.questions.names_box.isChecked()
        passed = review.known if confirmed else review.known | review.named
        rows = tuple(row for row in found.listed.rows if row.row not in passed)
        places = self.questions.chosen("place", review.places)
        workers = self.questions.chosen("worker", review.workers)
        written, codes = {row.place for row in rows}, {code for row in rows for code in row.workers}
        return SheetOrder(
            rows=rows,
            file_name=found.workbook.name,
            sha256=found.workbook.sha256,
            places={word: one for word, one in places.items() if word in written},
            workers={code: one for code, one in workers.items() if code in codes},
            names_confirmed=confirmed,
        )

    def _show_footer(self) -> None:
        if self._found is None or self._review is None:
            return
        stored = len(self._order(self._found, self._review).rows)
        passed = len(self._found.listed.rows) + len(self._found.listed.problems) - stored
        skipped = ngettext("{count} row is skipped.", "{count} rows are skipped.", passed)
        button = ngettext("Store {count} observation", "Store {count} observations", stored)
        note = skipped.format(count=dates.number(passed)) if passed else ""
        self.footer.show_step(button.format(count=dates.number(stored)), note, icon="save")

    def _on_store_pressed(self) -> None:
        if self._found is None or self._review is None:
            return
        order = self._order(self._found, self._review)
        if not order.rows:
            self._context.say(_("Every row is skipped, so there is nothing to store."))
            return
        told = ngettext("{count} observation is stored", "{count} observations are stored", len(order.rows))
        self._context.operations.command(
            self,
            lambda uow: street_import.import_sheet(uow, order),
            self._on_stored,
            message=told.format(count=dates.number(len(order.rows))),
        )

    def _on_stored(self, stored: SheetStored) -> None:
        told = ngettext("{count} observation", "{count} observations", stored.observations)
        shifts = ngettext("on {count} shift", "on {count} shifts", stored.shifts)
        self.done.title_label.setText(
            f"{told.format(count=dates.number(stored.observations))} {shifts.format(count=dates.number(stored.shifts))}"
        )
        self._found = self._review = None
        self.table.set_rows([])
        self._show(DONE)

    def _on_done_pressed(self) -> None:
        self._context.open_page("street_team", None)
