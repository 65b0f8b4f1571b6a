"""The third step: every row of the list beside the desk's persons; S, N, O and F8 do all of it from the keyboard."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sspdesk.domain.ids import PersonId
from sspdesk.domain.matching import Candidate, Choice, LineState
from sspdesk.domain.police_list import ListProblem
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.services import police_list
from sspdesk.services.import_plan import Plan, Settled
from sspdesk.services.police_import import updated_contact
from sspdesk.services.police_list import Candidate as Known
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.police_list import comparing
from sspdesk.ui.police_list.compare_pane import ComparePane
from sspdesk.ui.police_list.match_rows import (
    ACTION_COLUMN,
    CHOICES,
    WORDS_COLUMN,
    Columns,
    Entry,
    Filter,
    entries,
    number_of,
    tone,
)
from sspdesk.ui.police_list.session import Session
from sspdesk.ui.shared.choices import Segment, SegmentedControl
from sspdesk.ui.shared.panels import EmptyState
from sspdesk.ui.shared.splitter import Splitter
from sspdesk.ui.shared.table import RecordTable

_NARROW_BELOW = 960
_KEYS = {Qt.Key.Key_S: Choice.SAME, Qt.Key.Key_N: Choice.NEW, Qt.Key.Key_O: Choice.SKIP}


class MatchStep(QWidget):
    """``decided``: an answer was given. ``mended`` carries a row's number and its corrected values."""

    decided = Signal()
    mended = Signal(int, object)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("match_step")
        self._context = context
        self._session: Session | None = None
        self._seen: dict[PersonId, Known] = {}
        self.filter = SegmentedControl(_filters(), name=_("Show"), value=Filter.ALL)
        self.table: RecordTable[Entry] = RecordTable(
            Columns(self._the_plan, self._today).all(),
            name=_("The rows of the list"),
            privacy=context.privacy,
            empty=EmptyState("circle-check", _("No such rows")),
            row_tone=tone,
        )
        self.pane = ComparePane(context.privacy)
        self.splitter = Splitter(self.table, self.pane, sizes=(858, 316), key="import")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.splitter)
        self.setFocusProxy(self.table)
        self.table.view.installEventFilter(self)
        for keys, step in (("F8", 1), ("Shift+F8", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(self.go_to_next if step == 1 else self.go_to_previous)
        self.filter.value_changed.connect(self._on_filter_changed)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.table.choice_pressed.connect(self._on_choice_pressed)
        self.pane.answered.connect(self._on_answered)
        self.pane.candidate_chosen.connect(self._on_candidate_chosen)
        self.pane.another_person.connect(self._on_another_person)
        self.pane.mended.connect(self._on_mended)
        self.pane.passed.connect(self._on_passed)
        context.privacy.changed.connect(self._on_privacy_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the comparison under the table where large letters leave no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_NARROW_BELOW)
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.splitter.orientation() is not wanted:
            self.splitter.setOrientation(wanted)
            self.splitter.setSizes([self.height() // 2, self.height() // 2] if narrow else [858, 316])

    def _the_plan(self) -> Plan:
        assert self._session is not None  # noqa: S101 - the step is shown for a session only
        assert self._session.plan is not None  # noqa: S101 - matched before the step is shown
        return self._session.plan

    def _today(self) -> date:
        return self._context.now().date()

    # -- showing -------------------------------------------------------------------------------------------------------

    def show_session(self, session: Session, row: int | None = None) -> None:
        """Show the rows and go to ``row``, to the first that needs an answer, or to the top."""
        self._session = session
        self._refill()
        self._go_to(row if row is not None else self._the_plan().next_problem(None))

    def clear(self) -> None:
        """Forget the list."""
        self._session = None
        self._seen.clear()
        self.table.set_rows(())
        self.pane.show_nothing()

    def _refill(self) -> None:
        shown = self.filter.value or Filter.ALL
        rows = entries(self._the_plan(), shown)
        self.table.set_rows(rows)
        for at, entry in enumerate(rows):
            if isinstance(entry, ListProblem) or entry.line is LineState.REPEATED:
                self.table.view.setSpan(at, WORDS_COLUMN, 1, 2)
        self._count()

    def _count(self) -> None:
        counts = self._the_plan().counts()
        for value, label, number in (
            (Filter.ALL, _("All {count}"), counts.rows),
            (Filter.POSSIBLE, _("Possible {count}"), counts.possible),
            (Filter.NEW, _("New {count}"), counts.new),
            (Filter.PROBLEMS, _("Errors {count}"), counts.problems),
        ):
            self.filter.set_label(value, label.format(count=dates.number(number)))

    def _renew(self) -> None:
        """Show what became of the rows after an answer; rows stay where they are until the filter is pressed."""
        plan = self._the_plan()
        settled = {one.number: one for one in plan.all_settled()}
        for at in range(self.table.model.rowCount()):
            shown = self.table.model.record(at)
            fresh = settled.get(number_of(shown)) if isinstance(shown, Settled) else None
            if fresh is not None and fresh != shown:
                self.table.model.update_row(at, fresh)
        self._count()
        current = self.table.current
        if current is not None:
            self._show(current)
        self.decided.emit()

    def _go_to(self, row: int | None) -> None:
        if row is not None and not self._select(row):
            self.filter.set_value(Filter.ALL)
            self._refill()
            self._select(row)
        elif row is None:
            self._select_at(0)
        if self.table.current is None:
            self.pane.show_nothing()

    def _select(self, row: int) -> bool:
        """Go to a row of the list where it is shown; return False if it is not."""
        at = self.table.model.row_of(lambda entry: number_of(entry) == row)
        self._select_at(at)
        return at >= 0

    def _select_at(self, at: int) -> None:
        if 0 <= at < self.table.model.rowCount():
            self.table.view.setCurrentIndex(self.table.model.index(at, ACTION_COLUMN))

    def go_to_next(self) -> None:
        """Go to the next row that needs an answer or mending (F8)."""
        self._step(1)

    def go_to_previous(self) -> None:
        """Go to the one before (Shift+F8)."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if self._session is None or not self.isVisible():
            return
        current = self.table.current
        row = self._the_plan().next_problem(number_of(current) if current is not None else None, step)
        if row is None:
            self._context.say(_("No row needs an answer."))
            return
        self._go_to(row)
        if isinstance(self.table.current, ListProblem):
            self.pane.focus_answer()
        else:
            self.table.setFocus()

    # -- the row shown -------------------------------------------------------------------------------------------------

    def _on_chosen(self, entry: Entry) -> None:
        self._show(entry)

    def _show(self, entry: Entry, candidate: Candidate | None = None) -> None:
        if isinstance(entry, ListProblem):
            self.pane.show_problem(entry, self._place(entry.row))
            return
        compared = candidate or entry.chosen or next(iter(entry.candidates), None)
        names = [self._name(one) for one in entry.candidates]
        self.pane.show_row(entry, self._place(entry.number), names, compared)
        self._compare(entry, compared)

    def _place(self, row: int) -> str:
        plan = self._the_plan()
        waiting = [one.number for one in plan.all_settled() if one.asks]
        waiting = sorted(waiting + [one.row for one in plan.review.problems if not plan.is_passed(one.row)])
        if row not in waiting:
            return ""
        return _("{number} of {total}").format(number=waiting.index(row) + 1, total=len(waiting))

    def _name(self, candidate: Candidate) -> str:
        if candidate.row is not None:
            return _("Row {row}").format(row=candidate.row)
        return self._the_plan().review.names.get(candidate.person_id or PersonId(0), "")

    def _compare(self, entry: Settled, candidate: Candidate | None) -> None:
        keep = self._session is not None and self._session.keep_addresses
        if entry.line is LineState.UPDATE and entry.contact is not None:
            fields = comparing.with_contact(entry.row, entry.contact, updated_contact(entry.contact, entry.row))
            self.pane.show_comparison(fields, _("Stored"), only_changes=True)
        elif candidate is None:
            self.pane.show_comparison(())
        elif candidate.row is not None:
            earlier = self._the_plan().settled(candidate.row).row
            head = _("Row {row}").format(row=candidate.row)
            self.pane.show_comparison(comparing.with_row(entry.row, earlier, addresses=keep), head)
        elif candidate.person_id is not None:
            self._compare_person(entry, candidate.person_id, keep)

    def _compare_person(self, entry: Settled, person_id: PersonId, keep: bool) -> None:
        known = self._seen.get(person_id)
        if known is not None:
            self.pane.show_comparison(comparing.with_person(entry.row, known, addresses=keep))
            return

        def remember(found: Known) -> None:
            self._seen[person_id] = found
            current = self.table.current
            if isinstance(current, Settled) and current.number == entry.number and self._session is not None:
                self.pane.show_comparison(comparing.with_person(entry.row, found, addresses=keep))

        self._context.operations.query(self, lambda uow: police_list.candidate(uow, person_id), remember)

    # -- answers -------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.modifiers():
            choice = _KEYS.get(Qt.Key(event.key()))
            if choice is not None:
                self._answer(choice)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        choice = _KEYS.get(Qt.Key(event.key())) if not event.modifiers() else None
        if choice is None:
            super().keyPressEvent(event)
        else:
            self._answer(choice)

    def _answer(self, choice: Choice, candidate: Candidate | None = None) -> None:
        entry = self.table.current
        if isinstance(entry, ListProblem):
            if choice is Choice.SKIP:
                self._on_passed()
            else:
                self.pane.focus_answer()
            return
        if entry is None or (choice is Choice.SAME and not entry.candidates):
            return
        compared = candidate or self.pane.candidate
        was_asking = entry.asks
        update = entry.line is LineState.UPDATE
        self._the_plan().answer(entry.number, choice, None if update or choice is not Choice.SAME else compared)
        self._renew()
        after = self._the_plan().settled(entry.number)
        if was_asking and not after.asks:
            self._go_on(entry.number)

    def _go_on(self, row: int) -> None:
        """After an answer go to the next row that asks; stay where none is left."""
        following = [one.number for one in self._the_plan().all_settled() if one.asks and one.number > row]
        if following:
            self._go_to(following[0])

    def _on_answered(self, choice: Choice, candidate: Candidate | None) -> None:
        self._answer(choice, candidate)

    def _on_choice_pressed(self, entry: Entry, number: int) -> None:
        self._select(number_of(entry))
        if isinstance(entry, ListProblem):
            if number == 0:
                self.pane.focus_answer()
            else:
                self._on_passed()
            return
        self._answer(CHOICES[number])

    def _on_opened(self, _entry: Entry) -> None:
        self.pane.focus_answer()

    def _on_candidate_chosen(self, candidate: Candidate) -> None:
        entry = self.table.current
        if isinstance(entry, Settled):
            if entry.chosen is not None and entry.choice is Choice.SAME:
                self._the_plan().answer(entry.number, Choice.SAME, candidate)
                self._renew()
            else:
                self._show(entry, candidate)

    def _on_another_person(self) -> None:
        entry = self.table.current
        if isinstance(entry, Settled):
            self._the_plan().another_person(entry.number)
            self._renew()

    def _on_mended(self, values: object) -> None:
        entry = self.table.current
        if isinstance(entry, ListProblem):
            self.mended.emit(entry.row, values)

    def _on_passed(self) -> None:
        entry = self.table.current
        if isinstance(entry, ListProblem):
            self._the_plan().pass_over(entry.row)
            self._renew()
            self.table.setFocus()

    def _on_privacy_changed(self) -> None:
        entry = self.table.current if self._session is not None else None
        if isinstance(entry, Settled):
            self._show(entry, self.pane.candidate)

    def _on_filter_changed(self, _shown: Filter) -> None:
        if self._session is not None:
            current = self.table.current
            self._refill()
            if current is None or not self._select(number_of(current)):
                self._select_at(0)


def _filters() -> list[Segment]:
    return [
        Segment(Filter.ALL, _("All {count}").format(count=0)),
        Segment(Filter.POSSIBLE, _("Possible {count}").format(count=0), "triangle-alert", "warn"),
        Segment(Filter.NEW, _("New {count}").format(count=0), "user-plus"),
        Segment(Filter.PROBLEMS, _("Errors {count}").format(count=0), "circle-alert", "danger"),
    ]
