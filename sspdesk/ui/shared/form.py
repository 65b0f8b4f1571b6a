"""Forms: one call builds a row with label, buddy, accessible name, help text and a line for its problem."""

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from sspdesk.domain.drafts import Draft
from sspdesk.domain.errors import DomainError
from sspdesk.i18n import _
from sspdesk.labels.errors import explain
from sspdesk.ui.shared.date_edit import DateEdit, TimeEdit
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.drafts import follow_drafts, note_typed
from sspdesk.ui.shared.fields import CheckBox, Option, ReadOnlyField, SearchCombo, TextArea
from sspdesk.ui.shared.form_draft import DraftNotice, FormDraft
from sspdesk.ui.shared.form_row import FormRow

__all__ = ["Form", "FormField", "FormRow", "focus_into"]

W = TypeVar("W", bound=QWidget)


@dataclass(slots=True)
class _Access:
    """How one kind of field is read, written and watched."""

    get: Callable[[], Any]
    set: Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class FormField:
    """A field that has a value: its widget, and how it is read and written."""

    widget: QWidget
    get: Callable[[], Any]
    set: Callable[[Any], None]


class Form(QWidget):
    """Fields in one or more columns, filled from left to right.

    Every adder takes ``field`` (the name a ``DomainError`` uses), ``label``, and optionally ``help`` and ``span``
    (columns), and returns the field. ``changed`` is emitted when the user changes anything.
    """

    changed = Signal()

    def __init__(self, *, columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._place = 0
        self._rows: dict[str, FormRow] = {}
        self._access: dict[str, _Access] = {}
        self._clean: dict[str, Any] = {}
        self._draft: FormDraft | None = None
        self._grid = QGridLayout()
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(12)
        self._outer.addLayout(self._grid)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(12)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        for keys, step in (("F8", 1), ("Shift+F8", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.next_problem if step == 1 else self.previous_problem)

    # fields
    def line(
        self,
        field: str,
        label: str,
        value: str = "",
        *,
        help: str = "",
        placeholder: str = "",
        secret: bool = False,
        max_length: int = 200,
        span: int = 1,
    ) -> QLineEdit:
        """Add one line of text; ``secret`` hides what is typed."""
        edit = QLineEdit(value)
        edit.setPlaceholderText(placeholder)
        edit.setMaxLength(max_length)
        if secret:
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        edit.textEdited.connect(self._on_edited)
        return self.add(field, label, edit, get=lambda: edit.text().strip(), set=edit.setText, help=help, span=span)

    def text(
        self,
        field: str,
        label: str,
        value: str = "",
        *,
        help: str = "",
        placeholder: str = "",
        lines: int = 3,
        span: int = 1,
    ) -> TextArea:
        """Add several lines of text."""
        area = TextArea(value, lines=lines, placeholder=placeholder)
        area.edited.connect(self._on_edited)

        def get() -> str:
            return area.toPlainText().strip()

        return self.add(field, label, area, get=get, set=area.setPlainText, help=help, span=span)

    def date(
        self,
        field: str,
        label: str,
        value: datetime.date | None = None,
        *,
        help: str = "",
        prefer: Prefer = Prefer.NEAREST,
        today: Callable[[], datetime.date] = datetime.date.today,
        span: int = 1,
    ) -> DateEdit:
        """Add a date."""
        edit = DateEdit(value, prefer=prefer, today=today)
        edit.value_changed.connect(self._on_edited)
        return self.add(field, label, edit, get=lambda: edit.value, set=edit.set_value, help=help, span=span)

    def time(
        self,
        field: str,
        label: str,
        value: datetime.time | None = None,
        *,
        help: str = "",
        span: int = 1,
    ) -> TimeEdit:
        """Add a time of day."""
        edit = TimeEdit(value)
        edit.value_changed.connect(self._on_edited)
        return self.add(field, label, edit, get=lambda: edit.value, set=edit.set_value, help=help, span=span)

    def combo(
        self,
        field: str,
        label: str,
        options: Iterable[Option] = (),
        value: Any = None,
        *,
        help: str = "",
        placeholder: str = "",
        search: bool = True,
        span: int = 1,
    ) -> SearchCombo:
        """Add one choice of many."""
        combo = SearchCombo(options, placeholder=placeholder or _("Choose"), search=search)
        combo.set_value(value)
        combo.value_changed.connect(self._on_edited)
        return self.add(field, label, combo, get=lambda: combo.value, set=combo.set_value, help=help, span=span)

    def check(self, field: str, text: str, value: bool = False, *, help: str = "", span: int = 1) -> CheckBox:
        """Add a check box; its text is its label."""
        box = CheckBox(text, checked=value)
        box.toggled.connect(self._on_edited)
        self.add(field, "", box, get=box.isChecked, set=box.setChecked, help=help, span=span)
        box.setAccessibleName(text)
        return box

    def read_only(self, field: str, label: str, value: str = "", *, help: str = "", span: int = 1) -> ReadOnlyField:
        """Add a value that cannot be changed here."""
        edit = ReadOnlyField(value)
        return self.add(field, label, edit, get=edit.text, set=edit.setText, help=help, span=span)

    def add(
        self,
        field: str,
        label: str,
        widget: W,
        *,
        get: Callable[[], Any] | None = None,
        set: Callable[[Any], None] | None = None,
        help: str = "",
        span: int = 1,
    ) -> W:
        """Add any other widget as a field; without ``get`` it has no value of its own."""
        row = FormRow(label, widget, help=help)
        widget.setObjectName(f"{field}_field")
        if label:
            widget.setAccessibleName(label)
        self._put(row, span)
        self._rows[field] = row
        if get is not None:
            self._access[field] = _Access(get, set or (lambda _value: None))
            self._clean[field] = get()
        return widget

    def _put(self, widget: QWidget, span: int) -> None:
        span = min(span, self._columns)
        row, column = divmod(self._place, self._columns)
        if column + span > self._columns:
            row, column = row + 1, 0
        self._grid.addWidget(widget, row, column, 1, span)
        self._place = row * self._columns + column + span

    # values
    def row(self, field: str) -> FormRow:
        """Return the row of a field, e.g. to hide it or change its help text."""
        return self._rows[field]

    def value(self, field: str) -> Any:
        """Return what a field holds now."""
        return self._access[field].get()

    def values(self) -> dict[str, Any]:
        """Return what every field holds now."""
        return {field: access.get() for field, access in self._access.items()}

    def set_value(self, field: str, value: Any) -> None:
        """Put a value into a field."""
        self._access[field].set(value)

    @property
    def is_dirty(self) -> bool:
        """Say whether a field differs from when the form was built."""
        return self.values() != self._clean

    # drafts
    def fields(self) -> dict[str, FormField]:
        """Return every field that has a value."""
        return {
            field: FormField(self._rows[field].widget, access.get, access.set) for field, access in self._access.items()
        }

    def keep_drafts(self, subject: int = 0, *, person_id: int | None = None) -> None:
        """Keep what is unsaved here inside the vault, and bring it back (``ui.shared.drafts``).

        ``subject`` is the record the form edits, ``person_id`` whom it is about. Call it when all fields are there.
        """
        self._draft = FormDraft(self, subject, person_id)
        self.changed.connect(self._on_typed)
        if self.isVisible():
            self._follow()

    def mark_clean(self, except_for: Collection[str] = ()) -> None:
        """Take what the fields hold now as what is saved, but for some."""
        self._clean |= {field: value for field, value in self.values().items() if field not in except_for}
        if self._draft is not None:
            self._draft.mark_clean(except_for)

    def tell_draft(self, draft: Draft, today: datetime.date) -> None:
        """Say above the fields that a draft was brought back, and offer to discard it."""
        self._notice = DraftNotice(draft, today)
        self._notice.pressed.connect(self._on_draft_discarded)
        self._outer.insertWidget(0, self._notice)
        self._notice.show()

    def _on_draft_discarded(self) -> None:
        if self._draft is not None:
            self._draft.discard(self._notice.draft)
        self._notice.hide()
        self._notice.deleteLater()
        note_typed(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def _follow(self) -> None:
        if self._draft is not None and not self._draft.editor:
            self._draft.settle()
            follow_drafts(self._draft)

    def _on_typed(self) -> None:
        note_typed(self)

    # problems
    def show_error(self, error: DomainError) -> bool:
        """Show an error beside its field and go there; return False if no field here can mend it."""
        row = self._rows.get(error.field or "")
        if row is None:
            return False
        row.show_problem(explain(error))
        focus_into(row.widget)
        return True

    def mark_only(self, error: DomainError) -> None:
        """Show an error beside its field without going there, e.g. while one still writes; others are taken away."""
        self.clear_problems()
        if error.field in self._rows:
            self._rows[error.field].show_problem(explain(error))

    def show_problems(self, problems: Sequence[tuple[str, str]]) -> None:
        """Show (field, sentence) pairs, take other ones away, and go to the first."""
        self.clear_problems()
        for field, words in problems:
            self._rows[field].show_problem(words)
        if problems:
            focus_into(self._rows[problems[0][0]].widget)

    def unreadable(self) -> list[tuple[str, str]]:
        """Return the problems that the fields themselves can see: dates and times that are none."""
        found = []
        for field, row in self._rows.items():
            widget = row.widget
            if isinstance(widget, DateEdit) and not widget.is_readable:
                words = _("The date {value} does not exist. Correct it, e.g. 9/12.").format(value=widget.text())
                found.append((field, words))
            elif isinstance(widget, TimeEdit) and not widget.is_readable:
                words = _("The time {value} does not exist. Correct it, e.g. 9.30.").format(value=widget.text())
                found.append((field, words))
        return found

    def is_readable(self) -> bool:
        """Show what the fields themselves can see to be wrong; return True if there is nothing."""
        problems = self.unreadable()
        self.show_problems(problems)
        return not problems

    def clear_problems(self) -> None:
        """Take all error lines away."""
        for row in self._rows.values():
            if row.has_problem:
                row.show_problem("")

    def next_problem(self) -> None:
        """Go to the next field with a problem (F8)."""
        self._step(1)

    def previous_problem(self) -> None:
        """Go to the previous field with a problem (Shift+F8)."""
        self._step(-1)

    def _step(self, step: int) -> None:
        wrong = list(self._wrong_rows())
        if not wrong:
            return
        here = next((at for at, row in enumerate(wrong) if row.isAncestorOf(self.focusWidget() or self)), None)
        at = (0 if step == 1 else -1) if here is None else (here + step) % len(wrong)
        focus_into(wrong[at].widget)

    def _wrong_rows(self) -> Iterator[FormRow]:
        return (row for row in self._rows.values() if row.has_problem)

    def _on_edited(self) -> None:
        sender = self.sender()
        for row in self._rows.values():
            if row.widget is sender and row.has_problem:
                row.show_problem("")
        self.changed.emit()


def focus_into(widget: QWidget) -> None:
    """Put the keyboard focus on a widget, or on the first child that takes it."""
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return
    for child in widget.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isEnabled() and not child.isHidden():
            child.setFocus(Qt.FocusReason.OtherFocusReason)
            return
