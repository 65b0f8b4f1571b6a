"""The step of the sheet's rows: what is asked, every row with what happens to it, and the row that can be mended."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.services.street_import import SheetOrder
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.panels import InlineMessage, Panel
from sspdesk.ui.shared.table import RecordTable
from sspdesk.ui.street_team.import_rows import Line, Questions, State, columns, lines_of
from sspdesk.ui.street_team.import_session import SheetSession
from sspdesk.ui.street_team.mend_dialog import MendDialog


class SheetRowsStep(QWidget):
    """Choices go straight into the session. ``decided``: the counts are others; ``mended``: the rows must be read."""

    decided = Signal()
    mended = Signal(int)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("sheet_rows_step")
        self._context = context
        self._session: SheetSession | None = None
        self.message = InlineMessage(tone="warn")
        self.message.hide()
        self.questions = Questions()
        self.table: RecordTable[Line] = RecordTable(columns(), name=_("Rows"), privacy=context.privacy, row_height=30)
        panel = Panel(padded=False)
        panel.body.addWidget(self.table)
        column = layouts.column(self.message, self.questions, spacing=12, margins=(16, 12, 16, 12))
        column.addWidget(panel, 1)
        self.setLayout(column)
        self.table.opened.connect(self._on_opened)
        self.questions.changed.connect(self._on_answered)
        for keys, act in (("O", self.toggle), ("F8", self.go_to_next)):
            shortcut = QShortcut(QKeySequence(keys), self.table if keys == "O" else self)
            shortcut.activated.connect(act)

    def show_session(self, session: SheetSession, row: int | None = None) -> None:
        """Show a sheet that was looked up in the vault; the keyboard goes to a ``row`` that was mended."""
        self._session = session
        review = session.review
        if review is None:
            return
        self.questions.show_review(review, confirmed=session.names_confirmed)
        self.message.hide()
        if review.earlier is not None:
            told = _("The file was imported {day}. Rows that are stored already are passed over.")
            self.message.say("", told.format(day=dates.moment(review.earlier.imported_at)), tone="info")
        self._show_lines(row)

    def clear(self) -> None:
        """Forget the sheet."""
        self._session = None
        self.questions.forget()
        self.table.set_rows([])

    @property
    def order(self) -> SheetOrder | None:
        """What is to be stored as it is decided now."""
        session = self._session
        if session is None or session.review is None:
            return None
        places = self.questions.chosen("place", session.review.places)
        workers = self.questions.chosen("worker", session.review.workers)
        return session.order(places, workers)

    def waiting(self) -> str:
        """Say how many rows should be looked at, empty for none."""
        count = sum(1 for line in self._lines() if line.waits)
        told = ngettext("{count} row needs a look (F8)", "{count} rows need a look (F8)", count)
        return told.format(count=dates.number(count)) if count else ""

    def go_to_next(self) -> None:
        """Open the next row that cannot be read or holds a name."""
        waiting = [line for line in self._lines() if line.waits]
        here = self.table.current
        later = waiting[waiting.index(here) + 1 :] if here in waiting else []
        following = next(iter(later or waiting), None)
        if following is not None:
            number = following.number
            self.table.select(lambda line: line.number == number)
            self._on_opened(following)

    def toggle(self) -> None:
        """Skip the row with the keyboard, or take it along again."""
        line = self.table.current
        if line is None or line.state is State.NAMED:
            return
        if line.problem is None:
            self._on_chosen(line.number, line.state is not State.NEW)
        elif self._session is not None and line.state is State.SKIPPED:
            self._session.choices.pop(line.number, None)
            self._show_lines(line.number)
            self.decided.emit()
        else:
            self._on_chosen(line.number, False)

    def _lines(self) -> list[Line]:
        return lines_of(self._session) if self._session is not None else []

    def _show_lines(self, row: int | None) -> None:
        self.table.set_rows(self._lines())
        if row is not None:
            self.table.select(lambda line: line.number == row)

    def _on_opened(self, line: Line) -> None:
        if self._session is None:
            return
        dialog = MendDialog(self._context, line, self._session.said(line.number), self)
        dialog.mended.connect(self._on_mended)
        dialog.chosen.connect(self._on_chosen)
        dialog.open()

    def _on_mended(self, row: int, values: object) -> None:
        if self._session is not None and isinstance(values, dict):
            self._session.mend(row, values)
            self.mended.emit(row)

    def _on_chosen(self, row: int, taken: bool) -> None:
        if self._session is not None:
            self._session.choices[row] = taken
            self._show_lines(row)
            self.decided.emit()

    def _on_answered(self) -> None:
        if self._session is not None:
            self._session.names_confirmed = self.questions.names_box.isChecked()
            current = self.table.current
            self._show_lines(current.number if current is not None else None)
            self.decided.emit()
