"""The right pane of the third step: the question, the comparison, and the answer with one key each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from sspdesk.domain.matching import Candidate, Certainty, Choice, LineState
from sspdesk.domain.police_list import ListProblem
from sspdesk.i18n import _, ngettext
from sspdesk.labels import police_import as words
from sspdesk.services.import_plan import Settled
from sspdesk.ui import icons, theme
from sspdesk.ui.police_list.compare_table import CompareTable
from sspdesk.ui.police_list.comparing import Compared, changes_only
from sspdesk.ui.police_list.mend_form import MendForm
from sspdesk.ui.shared import layouts, paint
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.fields import Option, SearchCombo
from sspdesk.ui.shared.privacy import Privacy

KEYS = {Choice.SAME: "S", Choice.NEW: "N", Choice.SKIP: "O"}
_ICONS = {Choice.SAME: "user-check", Choice.NEW: "user-plus", Choice.SKIP: "skip-forward"}


class ChoiceButton(Button):
    """A wide button with its key on the right; checked when it is the row's answer."""

    def __init__(self, choice: Choice, text: str) -> None:
        super().__init__(text, icon=_ICONS[choice], name=f"{choice.name.lower()}_button", help=f"({KEYS[choice]})")
        self.choice = choice
        self.setProperty("role", "choice")
        self.setCheckable(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        paint.key_hint(painter, self.width() - theme.px(10), self.height() // 2, KEYS[self.choice])
        painter.end()


class ComparePane(QFrame):
    """``answered`` carries a choice and the candidate compared with (None: the likeliest)."""

    answered = Signal(object, object)
    candidate_chosen = Signal(object)
    another_person = Signal()
    mended = Signal(object)
    passed = Signal()

    def __init__(self, privacy: Privacy) -> None:
        super().__init__()
        self.setObjectName("compare_pane")
        self.setProperty("role", "column-right")
        self.setMinimumWidth(theme.px(280))
        self._candidates: Sequence[Candidate] = ()
        self._privacy = privacy
        self.title_label = layouts.label(level="medium")
        self.place_label = layouts.label(tone="muted", level="small")
        head = layouts.box(
            layouts.row(self.title_label, None, self.place_label, margins=(12, 0, 12, 0)), role="compare-head"
        )
        head.setFixedHeight(theme.px(28))
        self.stack = QStackedWidget()
        self.stack.addWidget(QWidget())
        self.stack.addWidget(self._comparison(privacy))
        self.mend_form = MendForm(privacy)
        self.stack.addWidget(self.mend_form)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.stack)
        column = layouts.column(head, spacing=0)
        column.addWidget(scroll, 1)
        self.setLayout(column)
        self.candidate_combo.value_changed.connect(self._on_candidate_chosen)
        self.mend_form.mended.connect(self.mended)
        self.mend_form.passed.connect(self.passed)

    def _comparison(self, privacy: Privacy) -> QWidget:
        self.picture = QLabel()
        self.question_label = layouts.label(wrap=True)
        question = layouts.row(self.picture, self.question_label, spacing=8, margins=(12, 12, 12, 12))
        question.setAlignment(self.picture, Qt.AlignmentFlag.AlignTop)
        question.setStretch(1, 1)
        self.candidate_combo = SearchCombo(search=False)
        self.candidate_combo.setAccessibleName(_("Compare with"))
        self.candidate_row = QWidget()
        self.candidate_row.setLayout(
            layouts.column(
                layouts.label(_("Compare with"), level="label"),
                self.candidate_combo,
                spacing=4,
                margins=(12, 0, 12, 12),
            )
        )
        self.table = CompareTable(privacy)
        self.summary_label = layouts.label(tone="muted", level="small", wrap=True)
        self.buttons = {
            Choice.SAME: ChoiceButton(Choice.SAME, _("Same person")),
            Choice.NEW: ChoiceButton(Choice.NEW, _("New person")),
            Choice.SKIP: ChoiceButton(Choice.SKIP, _("Skip")),
        }
        for button in self.buttons.values():
            button.clicked.connect(self._on_button_clicked)
        self.other_button = Button(_("It is another person"), kind=Kind.LINK, name="another_person_button")
        self.other_button.clicked.connect(self.another_person)
        answers = layouts.column(*self.buttons.values(), self.other_button, spacing=8, margins=(12, 4, 12, 12))
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(question)
        column.addWidget(self.candidate_row)
        column.addWidget(self.table)
        column.addLayout(layouts.row(self.summary_label, margins=(12, 10, 12, 8)))
        column.addLayout(answers)
        column.addStretch()
        return box

    def show_nothing(self) -> None:
        """Show an empty pane."""
        self.title_label.setText(_("No row chosen"))
        self.place_label.setText("")
        self.stack.setCurrentIndex(0)

    def show_problem(self, problem: ListProblem, place: str) -> None:
        """Show a row that cannot be read, with the field to be mended."""
        self.title_label.setText(_("Row {row} must be mended").format(row=problem.row))
        self.place_label.setText(place)
        self.mend_form.show_problem(problem)
        self.stack.setCurrentWidget(self.mend_form)

    def show_row(self, one: Settled, place: str, names: Sequence[str], candidate: Candidate | None) -> None:
        """Show a readable row; ``names`` are those of its candidates, ``candidate`` the one compared with."""
        title = _("Row {row} must be settled") if one.asks else _("Row {row}")
        self.title_label.setText(title.format(row=one.number))
        self.place_label.setText(place)
        tint = "warn" if one.asks else "muted"
        icons.set_picture(self.picture, "triangle-alert" if one.asks else "info", tint)
        self.question_label.setText(_question(one, candidate))
        self._candidates = ()
        self.candidate_combo.set_options(
            [Option(number, self._privacy.name(name)) for number, name in enumerate(names)]
        )
        self.candidate_combo.set_value(one.candidates.index(candidate) if candidate in one.candidates else None)
        self._candidates = one.candidates
        self.candidate_row.setVisible(len(names) > 1 and one.line is not LineState.UPDATE)
        update = one.line is LineState.UPDATE
        self.buttons[Choice.SAME].set_words(_("Update the contact") if update else _("Same person"))
        self.buttons[Choice.NEW].set_words(_("A further contact") if update else _("New person"))
        self.buttons[Choice.SAME].setVisible(bool(one.candidates))
        self.other_button.setVisible(update)
        for choice, button in self.buttons.items():
            button.setChecked(choice is one.choice)
        self.table.show_fields(())
        self.summary_label.setText("")
        self.stack.setCurrentIndex(1)

    def show_comparison(self, fields: Sequence[Compared], right_head: str = "", *, only_changes: bool = False) -> None:
        """Show the two sides and sum them up in words; ``only_changes`` leaves out what the list says no word of."""
        self.table.show_fields(changes_only(fields) if only_changes else fields, right_head)
        same = [one.title for one in fields if one.same]
        differs = len(changes_only(fields)) if only_changes else sum(one.differs for one in fields)
        parts = []
        if same:
            parts.append(_("Same: {fields}").format(fields=", ".join(same)))
        if differs:
            parts.append(
                ngettext("Different: {count} field", "Different: {count} fields", differs).format(count=differs)
            )
        self.summary_label.setText(" · ".join(parts))

    def focus_answer(self) -> None:
        """Put the keyboard focus where the row is answered."""
        if self.stack.currentWidget() is self.mend_form:
            self.mend_form.focus_field()
        else:
            shown = [button for button in self.buttons.values() if not button.isHidden()]
            shown[0].setFocus()

    @property
    def candidate(self) -> Candidate | None:
        """The candidate compared with."""
        at = self.candidate_combo.value
        return self._candidates[at] if isinstance(at, int) and at < len(self._candidates) else None

    def _on_candidate_chosen(self, at: object) -> None:
        if self._candidates and isinstance(at, int):
            self.candidate_chosen.emit(self._candidates[at])

    def _on_button_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, ChoiceButton):
            self.answered.emit(button.choice, None)


def _question(one: Settled, candidate: Candidate | None) -> str:
    if one.line is not LineState.FRESH:
        return _line_question(one)
    if candidate is None:
        return _("Nobody in SSP Desk is like this person. A new person is created.")
    if one.certainty is not Certainty.SURE:
        return _("Is it the same person? {reason}").format(reason=words.question(candidate.basis))
    if candidate.row is not None:
        return _("The same person stands in row {row}. Both contacts are stored.").format(row=candidate.row)
    return _("It is surely the same person: {reason}.").format(reason=words.basis(candidate.basis))


def _line_question(one: Settled) -> str:
    if one.line is LineState.UPDATE:
        return _("The reference is known. Shall the stored contact be brought up to date? Its decision stays.")
    if one.line is LineState.STORED:
        return _("This contact is stored already, so it is skipped.")
    return _("Person, time and reference are those of row {row}, so it is skipped.").format(row=one.repeats)
