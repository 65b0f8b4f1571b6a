"""The import wizard: file, columns, persons, review; nothing is stored before its last button."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from sspdesk.domain.changes import ChangeSet
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import MeetingId
from sspdesk.domain.police_list import PoliceList
from sspdesk.exchange.police_list.layout import heading_signature
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.labels.errors import explain
from sspdesk.services import police_import, police_list
from sspdesk.services.import_plan import Plan
from sspdesk.services.police_import import Imported
from sspdesk.services.police_list import Review, Start
from sspdesk.ui.context import PageContext
from sspdesk.ui.importing.file_step import FileStep
from sspdesk.ui.importing.wait_step import WaitStep
from sspdesk.ui.police_list.columns_step import ColumnsStep
from sspdesk.ui.police_list.done_step import DoneStep
from sspdesk.ui.police_list.footer import ListFooter
from sspdesk.ui.police_list.match_step import MatchStep
from sspdesk.ui.police_list.review_step import ReviewStep
from sspdesk.ui.police_list.session import (
    Session,
    Source,
    empty_clipboard,
    mend,
    opened,
    questions_about,
    reader,
    with_remembered,
)
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.dialogs import ConfirmDialog
from sspdesk.ui.shared.page import Command, Page
from sspdesk.ui.shared.progress import Progress
from sspdesk.ui.shared.stepper import Stepper

FILE, COLUMNS, MATCH, REVIEW, DONE, WAIT = range(6)
_WAIT_MS = 500


class ImportPage(Page):
    """One list at a time; the page keeps it in memory until it is stored or given up."""

    help_topic = "politiliste"

    def __init__(self, context: PageContext) -> None:
        super().__init__(_("Import contact list"), lined=True, full_bleed=True)
        self._context = context
        self._session: Session | None = None
        self._meeting_id: MeetingId | None = None
        self._reading = 0
        self._busy = False
        self._wait_timer = QTimer(self)
        self._wait_timer.setSingleShot(True)
        self._wait_timer.setInterval(_WAIT_MS)
        self.cancel_button = Button(_("Cancel the import"), kind=Kind.FLAT, icon="x", name="cancel_import_button")
        self.header.add_tools(self.cancel_button)
        self.stepper = Stepper((_("Choose file"), _("Columns"), _("Match persons"), _("Look through")))
        self.file_step = FileStep(_("Drop the police's list here"), _("Choose the police's list"))
        self.columns_step = ColumnsStep(context.privacy)
        self.match_step = MatchStep(context)
        self.review_step = ReviewStep(context)
        self.done_step = DoneStep(context)
        self.wait_step = WaitStep()
        self.stack = QStackedWidget()
        steps = (self.file_step, self.columns_step, self.match_step, self.review_step, self.done_step, self.wait_step)
        for step in steps:
            self.stack.addWidget(step)
        self.strip = layouts.box(
            layouts.row(self.stepper, None, self.match_step.filter, margins=(16, 6, 16, 6)), role="strip"
        )
        self.body.addWidget(self.strip)
        self.body.addWidget(self.stack, 1)
        self.footer = ListFooter()
        self.body.addWidget(self.footer)
        self._connect()
        self._show(FILE)

    def _connect(self) -> None:
        self.cancel_button.clicked.connect(self._on_cancel_clicked)
        self.stepper.step_pressed.connect(self._on_step_pressed)
        self.footer.back_pressed.connect(self._on_back_pressed)
        self.footer.primary_pressed.connect(self._on_primary_pressed)
        self.footer.problem_pressed.connect(self.match_step.go_to_next)
        self.file_step.source_chosen.connect(self.open_source)
        self.columns_step.layout_changed.connect(self._read_lines)
        self.match_step.decided.connect(self._show_footer)
        self.match_step.mended.connect(self._on_mended)
        self.done_step.another_asked.connect(self.start_over)
        self._wait_timer.timeout.connect(self._on_wait_long)

    # -- the shell's calls ---------------------------------------------------------------------------------------------

    def open_record(self, record_id: int) -> None:
        """Import onto the list of a certain meeting."""
        self._meeting_id = MeetingId(record_id)
        if self._session is not None:
            self._session.meeting_id = self._meeting_id
        if self.stack.currentIndex() == DONE:
            self.start_over()

    def open_all(self) -> None:
        """Import onto the list of the next meeting."""
        self._meeting_id = None
        if self.stack.currentIndex() == DONE:
            self.start_over()

    def focus_first(self) -> None:
        """Go to where the step begins."""
        step = self.stack.currentIndex()
        if step == FILE:
            self.file_step.choose_button.setFocus()
        elif step == COLUMNS:
            self.columns_step.focus_problem()
        elif step == MATCH:
            self.match_step.table.setFocus()
        elif step == REVIEW:
            self.review_step.focus_first()
        else:
            self.done_step.focus_next()

    def commands(self) -> Sequence[Command]:
        """Return what the wizard can do now."""
        found = [
            Command(title=_("Choose the police's list …"), run=self.file_step.choose_button.click, icon="file-text")
        ]
        if self.stack.currentIndex() == MATCH:
            next_problem = _("Next row that needs an answer")
            found.append(Command(title=next_problem, run=self.match_step.go_to_next, icon="triangle-alert", keys="F8"))
        return found if self.stack.currentIndex() in (FILE, MATCH) else ()

    # -- step by step --------------------------------------------------------------------------------------------------

    def _show(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        self.stepper.set_current(step)
        self.strip.setVisible(step != DONE)
        self.match_step.filter.setVisible(step == MATCH)
        self.cancel_button.setVisible(self._session is not None and step != DONE)
        self.footer.setVisible(self._session is not None and step != DONE)
        self.set_status("" if step == DONE or self._session is None else _("Nothing of the import is stored yet"))
        self._show_footer()
        if self.isVisible():
            self.focus_first()

    def _show_footer(self) -> None:
        step, session = self.stack.currentIndex(), self._session
        if session is None:
            return
        if step == FILE:
            self.footer.show_file(session.file_name)
        elif step == COLUMNS:
            self.footer.show_columns()
        elif session.plan is not None:
            self.footer.show_plan(session.plan, last=step == REVIEW)

    def _on_step_pressed(self, step: int) -> None:
        if not self._busy:
            self._show(step)

    def _on_back_pressed(self) -> None:
        self._on_step_pressed(max(self.stack.currentIndex() - 1, FILE))

    def _on_primary_pressed(self) -> None:
        if self._busy or self._session is None:
            return
        step = self.stack.currentIndex()
        if step == FILE:
            self._show(COLUMNS)
        elif step == COLUMNS:
            self._match()
        elif step == MATCH:
            self._go_to_review()
        elif step == REVIEW:
            self._store()

    def _wait(self, title: str, back: int) -> Progress:
        """Begin long work; after half a second the page shows its progress. Stopping it goes to the step ``back``."""
        progress = Progress(self)
        self._busy = True
        self.wait_step.show_work(title, progress)
        progress.cancelled.connect(partial(self._end_wait, back))
        self._wait_timer.start()
        return progress

    def _on_wait_long(self) -> None:
        self.stack.setCurrentIndex(WAIT)
        self.footer.hide()
        self.match_step.filter.hide()
        self.wait_step.focus_stop()

    def _end_wait(self, step: int) -> None:
        self._busy = False
        self._wait_timer.stop()
        self._show(step)

    def _on_cancel_clicked(self) -> None:
        if self._session is None or self._session.plan is None:
            self.start_over()
            return
        dialog = ConfirmDialog(
            _("Cancel the import"),
            _("Drop the import?"),
            _("Your answers so far are dropped. Nothing is stored, and the file is not changed."),
            verb=_("Drop the import"),
            keep=_("Go on importing"),
            parent=self,
        )
        dialog.confirmed.connect(self.start_over)
        dialog.open()

    def start_over(self) -> None:
        """Forget the list and ask for a file."""
        self._session = None
        self._reading += 1
        self.match_step.clear()
        self.review_step.clear()
        self.file_step.message.hide()
        self.set_subtitle("")
        self._end_wait(FILE)

    # -- 1: the file ---------------------------------------------------------------------------------------------------

    def open_source(self, source: Source) -> None:
        """Read a file or what was pasted, off the screen's thread."""
        self.file_step.message.hide()
        self._reading += 1
        ticket, progress = self._reading, self._wait(_("Reading the list"), FILE)
        today = self._context.now().date()
        self._context.operations.background(
            self, partial(opened, source, today, progress), partial(self._on_opened, ticket), self._on_unreadable
        )

    def _on_unreadable(self, error: DomainError | KnownError) -> None:
        self._end_wait(FILE)
        if error.code != "list_cancelled":
            self.file_step.show_error(explain(error))

    def _on_opened(self, ticket: int, session: Session) -> None:
        if ticket != self._reading:
            return
        signature, sha256 = heading_signature(session.layout), session.workbook.sha256
        self._context.operations.query(
            self, lambda uow: police_list.start(uow, sha256, signature), partial(self._on_started, session)
        )

    def _on_started(self, session: Session, start: Start) -> None:
        session.start = start
        session.layout = with_remembered(session, start.columns)
        meetings = [one.id for one in start.meetings]
        first = next(iter(meetings), None)
        session.meeting_id = self._meeting_id if self._meeting_id in meetings else first
        self._end_wait(FILE)
        self._ask(questions_about(session), session)

    def _ask(self, questions: Sequence[tuple[str, str]], session: Session) -> None:
        """Ask what must be asked before the list is read on (imported before, very long); then show the columns."""
        if not questions:
            self._begin(session)
            return
        (heading, words), *rest = questions
        dialog = ConfirmDialog(
            _("Import contact list"), heading, words, verb=_("Read the list"), keep=_("Choose another file"),
            danger=False, parent=self,
        )  # fmt: skip
        dialog.confirmed.connect(partial(self._ask, rest, session))
        dialog.open()

    def _begin(self, session: Session) -> None:
        self._session = session
        self.columns_step.show_session(session)
        self.set_subtitle(session.file_name)
        self._read_lines()
        self._show(COLUMNS)

    # -- 2: the columns ------------------------------------------------------------------------------------------------

    def _read_lines(self) -> None:
        session = self._session
        if session is None:
            return
        session.listed = None
        session.plan = None
        self.columns_step.show_reading()
        self._reading += 1
        work = reader(session, session.layout, self._context.now().date())
        self._context.operations.background(
            self, work, partial(self._on_listed, self._reading), partial(self._on_unlisted, self._reading)
        )

    def _on_unlisted(self, ticket: int, error: DomainError | KnownError) -> None:
        if ticket == self._reading:
            self.columns_step.show_error(explain(error))

    def _on_listed(self, ticket: int, listed: PoliceList) -> None:
        session = self._session
        if ticket != self._reading or session is None:
            return
        session.listed = listed
        session.rows, session.problems = listed.rows, listed.problems
        self.columns_step.show_listed(listed)
        total = len(listed.rows) + len(listed.problems)
        rows = ngettext("{count} row", "{count} rows", total).format(count=dates.number(total))
        self.set_subtitle(_("{file} from the local police · {rows}").format(file=session.file_name, rows=rows))

    # -- 3: matching ---------------------------------------------------------------------------------------------------

    def _match(self) -> None:
        session = self._session
        if session is None or session.listed is None:
            self.columns_step.focus_problem()
            return
        if session.plan is not None:
            self._show(MATCH)
            self.match_step.show_session(session)
            return
        self._review(session, None)

    def _review(self, session: Session, row: int | None) -> None:
        rows, problems, earlier = session.rows, session.problems, session.plan
        progress = self._wait(_("Matching persons"), COLUMNS if row is None else MATCH)
        self._context.operations.query(
            self,
            lambda uow: police_list.review(uow, rows, problems, progress),
            partial(self._on_reviewed, session, earlier, row),
        )

    def _on_reviewed(self, session: Session, earlier: Plan | None, row: int | None, review: Review) -> None:
        if session is not self._session:
            return
        session.plan = Plan(review, earlier)
        session.rows, session.problems = review.rows, review.problems
        self.match_step.show_session(session, row)
        self._end_wait(MATCH)

    def _on_mended(self, row: int, values: object) -> None:
        session = self._session
        if session is None or not isinstance(values, dict):
            return
        mend(session, row, values, self._context.now().date())
        self._review(session, row)

    # -- 4: review and store -------------------------------------------------------------------------------------------

    def _go_to_review(self) -> None:
        session = self._session
        if session is None or session.plan is None:
            return
        if session.plan.counts().unanswered:
            self.match_step.go_to_next()
            return
        self.review_step.show_session(session)
        self._show(REVIEW)

    def _store(self) -> None:
        session = self._session
        if session is None or session.plan is None or not self.review_step.is_ready():
            return
        if not session.plan.kept():
            self._context.say(_("Every row is skipped, so there is nothing to store."))
            return
        order = session.order()
        progress = self._wait(_("Storing the contacts"), REVIEW)
        stored = len(order.rows)
        message = ngettext("{count} contact is stored", "{count} contacts are stored", stored)
        self._context.operations.command(
            self,
            lambda uow: police_import.import_list(uow, order, progress),
            partial(self._on_stored, session),
            self._on_not_stored,
            message=message.format(count=dates.number(stored)),
        )

    def _on_not_stored(self, error: DomainError | KnownError) -> None:
        self._end_wait(REVIEW)
        self._context.operations.failed.emit(error)

    def _on_stored(self, session: Session, done: Imported) -> None:
        emptied = empty_clipboard(session)
        path = session.source if isinstance(session.source, Path) else None
        self.done_step.show_result(done, file=path, clipboard_emptied=emptied)
        self._session = None
        self.match_step.clear()
        self.review_step.clear()
        self._end_wait(DONE)

    def refresh(self, changes: ChangeSet) -> None:
        """Say so when the import just made is undone, or done again."""
        if self.stack.currentIndex() == DONE and "import_batch" in changes.kinds:
            self.done_step.turn_back()
