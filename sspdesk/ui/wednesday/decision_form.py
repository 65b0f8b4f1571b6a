"""The decision on a line: six buttons with a key each, responsible, deadline and note; nothing is chosen beforehand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import LineId, ProfessionalId
from sspdesk.domain.wednesday import NEEDS_RESPONSIBLE, Decision
from sspdesk.i18n import _
from sspdesk.labels import wednesday as labels
from sspdesk.labels.errors import explain
from sspdesk.services.wednesday_list import Colleague, LineDetail
from sspdesk.ui import theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.choices import Decision as Choice
from sspdesk.ui.shared.choices import DecisionGroup
from sspdesk.ui.shared.date_edit import DateEdit
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.fields import Option, SearchCombo, TextArea
from sspdesk.ui.shared.form import FormRow
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.wednesday import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What stands in the form."""

    decision: Decision | None
    responsible_id: ProfessionalId | None
    due: date | None
    note: str


class NoteEdit(TextArea):
    """The note. In discreet display it shows initials until one writes in it."""

    def __init__(self, privacy: Privacy) -> None:
        super().__init__(lines=2, placeholder=_("Who does what"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(theme.px(132))
        self._privacy = privacy
        self._text = ""
        self._masked = False
        self._names: tuple[str, ...] = ()
        self.textChanged.connect(self._on_text_changed)
        privacy.changed.connect(self._show)

    @property
    def note(self) -> str:
        """The text as written."""
        return (self._text if self._masked else self.toPlainText()).strip()

    def set_note(self, text: str, *names: str) -> None:
        """Show a text about somebody with these names."""
        self._text, self._names = text, names
        self._show()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self._show()
        return done

    def _show(self) -> None:
        shown = self._text if self.hasFocus() else self._privacy.text(self._text, *self._names)
        self._masked = shown != self._text
        if self.toPlainText() != shown:
            self.blockSignals(True)
            self.setPlainText(shown)
            self.blockSignals(False)

    def _on_text_changed(self) -> None:
        if not self._masked:
            self._text = self.toPlainText()


class DecisionForm(QWidget):
    """``changed`` follows every change by the user; ``cleared`` asks to take a stored decision back."""

    changed = Signal()
    cleared = Signal()

    def __init__(self, privacy: Privacy, scope: QWidget, *, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("decision_form")
        self._suggested: Mapping[Decision, ProfessionalId] = {}
        self._ordinary: date | None = None
        self._stored = Answer(decision=None, responsible_id=None, due=None, note="")
        self._filled_in: ProfessionalId | None = None
        self._filling = False
        self._locked = False
        self._line_id: LineId | None = None
        choices = [Choice(one, labels.decision(one), labels.DECISION_ICONS[one], str(one.key)) for one in Decision]
        self.group = DecisionGroup(choices, name=_("Decision"), scope=scope, columns=3)
        self.heading = layouts.label(_("Decision"), level="panel")
        self.problem_label = layouts.label(tone="danger", level="small")
        self.clear_button = Button(_("Take the decision back"), kind=Kind.LINK, name="clear_decision_button")
        self.responsible_combo = SearchCombo(placeholder=_("Choose"))
        self.due_edit = DateEdit(prefer=Prefer.FUTURE, today=today)
        self.note_edit = NoteEdit(privacy)
        self.responsible_row = self._row("responsible_id", _("Responsible"), self.responsible_combo)
        self.due_row = self._row("due", _("Deadline"), self.due_edit)
        self.note_row = self._row("note", _("Note (only what the follow-up needs)"), self.note_edit)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        for column, (part, share) in enumerate(((self.responsible_row, 31), (self.due_row, 23), (self.note_row, 46))):
            grid.addWidget(part, 0, column)
            grid.setColumnStretch(column, share)
        head = layouts.row(self.heading, self.problem_label, None, self.clear_button)
        grid.setRowStretch(0, 1)
        layout = layouts.column(head, self.group, 2, spacing=6)
        layout.addLayout(grid, 1)
        self.setLayout(layout)
        self.group.decided.connect(self._on_decided)
        self.clear_button.clicked.connect(self.cleared)
        self.responsible_combo.value_changed.connect(self._on_changed)
        self.due_edit.value_changed.connect(self._on_changed)
        self.note_edit.edited.connect(self._on_changed)

    def _row(self, field: str, label: str, widget: QWidget) -> FormRow:
        widget.setObjectName(f"{field}_field")
        widget.setAccessibleName(label)
        return FormRow(label, widget)

    # what is shown
    def show_line(
        self, detail: LineDetail, colleagues: tuple[Colleague, ...], ordinary: date, draft: Answer | None
    ) -> None:
        """Show the stored answer of a line, or the draft of one that was left without saving."""
        row = detail.row
        same_line, self._line_id = self._line_id == row.line_id, row.line_id
        self._suggested, self._ordinary, self._filled_in = detail.suggested, ordinary, None
        self._stored = Answer(
            decision=row.decision, responsible_id=row.responsible_id, due=row.due, note=row.note.strip()
        )
        if same_line and draft is not None and draft == self.answer:
            self._fit()
            return
        self._filling = True
        self.responsible_combo.set_options([Option(one.id, words.colleague_option(one)) for one in colleagues])
        answer = draft or self._stored
        self.group.set_value(answer.decision)
        self._show_responsible(answer.responsible_id)
        self.due_edit.set_value(answer.due)
        self.note_edit.set_note(answer.note, row.name)
        self._filling = False
        self.clear_problems()
        self._fit()

    def set_locked(self, locked: bool) -> None:
        """Make the form readable only."""
        self.group.setEnabled(not locked)
        self.note_edit.setReadOnly(locked)
        self.note_edit.setPlaceholderText("" if locked else _("Who does what"))
        self._locked = locked
        self._fit()

    @property
    def answer(self) -> Answer:
        """What stands in the form now."""
        decision = self.group.value
        acts = decision in NEEDS_RESPONSIBLE
        return Answer(
            decision=decision,
            responsible_id=self.responsible_combo.value if acts else None,
            due=self.due_edit.value if acts else None,
            note=self.note_edit.note,
        )

    @property
    def is_dirty(self) -> bool:
        """Whether something differs from what is stored."""
        return self.answer != self._stored

    # problems
    def is_ready(self) -> bool:
        """Show what is missing before the form can be saved; return True if nothing is."""
        self.clear_problems()
        if self.group.value is None:
            self.problem_label.setText(_("Choose a decision, or skip the line."))
            self.group.buttons[0].setFocus()
            return False
        if self.due_edit.isEnabled() and not self.due_edit.is_readable:
            words_ = _("The date {value} does not exist. Correct it, e.g. 9/12.").format(value=self.due_edit.text())
            self.due_row.show_problem(words_)
            self.due_edit.setFocus()
            return False
        return True

    def show_error(self, error: DomainError) -> bool:
        """Show an error beside its field; return False if there is no such field here."""
        if error.field != "due":
            return False
        self.due_row.show_problem(explain(error))
        self.due_edit.setFocus()
        return True

    def clear_problems(self) -> None:
        """Take all problems away."""
        self.problem_label.setText("")
        self.due_row.show_problem("")

    # what follows a choice
    def _on_decided(self, decision: Decision) -> None:
        """Suggest responsible and deadline for the decision; what the user chose stays."""
        self._filling = True
        if self.responsible_combo.value is None or self.responsible_combo.value == self._filled_in:
            self._filled_in = self._suggested.get(decision)
            self._show_responsible(self._filled_in)
        if self.due_edit.value is None and decision in NEEDS_RESPONSIBLE:
            self.due_edit.set_value(self._ordinary)
        self._filling = False
        self.clear_problems()
        self._fit()
        self.changed.emit()

    def _show_responsible(self, professional_id: ProfessionalId | None) -> None:
        self.responsible_combo.set_value(professional_id)
        line = self.responsible_combo.line
        if line is not None:
            line.setCursorPosition(0)

    def _on_changed(self) -> None:
        if not self._filling:
            self.due_row.show_problem("")
            self.changed.emit()

    def _fit(self) -> None:
        acts = self.group.value is None or self.group.value in NEEDS_RESPONSIBLE
        for field in (self.responsible_combo, self.due_edit):
            field.setEnabled(acts and not self._locked)
        self.clear_button.setVisible(self._stored.decision is not None and not self._locked)
        self.heading.setMinimumHeight(theme.px(22))
        self.update()

    def focus_decision(self) -> None:
        """Put the keyboard on the chosen decision, or on the first."""
        chosen = [button for button in self.group.buttons if button.isChecked()]
        (chosen or self.group.buttons)[0].setFocus()
