"""A short table to type into: rows of fields that can be added and taken away; empty rows do not count."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from sspdesk.i18n import _
from sspdesk.ui.shared.buttons import Button, IconButton, repolish
from sspdesk.ui.shared.fields import CheckBox, SearchCombo
from sspdesk.ui.shared.layouts import column, label, row

Cell = QLineEdit | SearchCombo | CheckBox


class Rows(QWidget):
    """``make_row`` makes the fields of one row; ``headings`` stand over them. The last row is always an empty one."""

    changed = Signal()

    def __init__(self, headings: Sequence[str], make_row: Callable[[], Sequence[Cell]], add_words: str) -> None:
        super().__init__()
        self.setObjectName("rows")
        self._headings = headings
        self._make_row = make_row
        self._rows: list[tuple[Sequence[Cell], IconButton]] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        for place, heading in enumerate(headings):
            self._grid.addWidget(label(heading, level="label"), 0, place)
        self.problem_label = label(level="small", tone="danger", wrap=True)
        self.problem_label.hide()
        self.add_button = Button(add_words, icon="plus", compact=True, name="add_row_button")
        self.add_button.clicked.connect(self._on_add_pressed)
        self.setLayout(column(self._grid, self.problem_label, row(self.add_button, None), spacing=8))
        self.add_row()

    @property
    def rows(self) -> list[Sequence[Cell]]:
        """The fields of every row, the empty ones too."""
        return [cells for cells, _button in self._rows]

    def add_row(self) -> Sequence[Cell]:
        """Add an empty row and return its fields."""
        cells = self._make_row()
        number = len(self._rows) + 1
        for place, cell in enumerate(cells):
            self._grid.addWidget(cell, self._grid.rowCount() if place == 0 else self._grid.rowCount() - 1, place)
            if not isinstance(cell, CheckBox):
                name = _("{heading}, row {number}").format(heading=self._headings[place], number=number)
                cell.setAccessibleName(name)
            if isinstance(cell, QLineEdit):
                cell.textEdited.connect(self._on_edited)
                cell.returnPressed.connect(self._on_enter_pressed)
        take = IconButton(_("Take the row away"), "x", bare=True)
        take.clicked.connect(self._on_take_pressed)
        self._grid.addWidget(take, self._grid.rowCount() - 1, len(cells))
        self._rows.append((cells, take))
        return cells

    def show_problem(self, number: int | None, words: str) -> None:
        """Mark a row (from 0) and say what is wrong with it; None takes the mark away."""
        for at, cells in enumerate(self.rows):
            cells[0].setProperty("invalid", at == number)
            repolish(cells[0])
        self.problem_label.setText(words)
        self.problem_label.setVisible(bool(words))
        if number is not None:
            self.rows[number][0].setFocus()

    def _on_add_pressed(self) -> None:
        self.add_row()[0].setFocus()

    def _on_enter_pressed(self) -> None:
        for at, cells in enumerate(self.rows):
            if self.sender() in cells:
                following = self.rows[at + 1] if at + 1 < len(self.rows) else self.add_row()
                following[0].setFocus()
                return

    def _on_edited(self) -> None:
        self.show_problem(None, "")
        self.changed.emit()

    def _on_take_pressed(self) -> None:
        for entry in self._rows:
            cells, button = entry
            if button is self.sender():
                self._rows.remove(entry)
                for widget in (*cells, button):
                    self._grid.removeWidget(widget)
                    widget.hide()
                    widget.deleteLater()
                break
        if not self._rows:
            self.add_row()
        self.show_problem(None, "")
        self.changed.emit()


def line(placeholder: str = "") -> QLineEdit:
    """Return a text field for a row."""
    edit = QLineEdit()
    edit.setObjectName("cell")
    edit.setMaxLength(120)
    edit.setPlaceholderText(placeholder)
    return edit


def words(cell: Cell) -> str:
    """Return the text of a row's field without stray spaces."""
    return " ".join(cell.text().split()) if isinstance(cell, QLineEdit) else ""
