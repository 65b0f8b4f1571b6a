"""One row of the sheet with everything it says: mend it, skip it, or take it along all the same."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from sspdesk.domain.street_list import SheetField, SheetProblem
from sspdesk.exchange.street_list.reading import interpret_values
from sspdesk.i18n import _
from sspdesk.labels import street_import as words
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.form import Form, focus_into
from sspdesk.ui.street_team.import_rows import Line, State

_WIDE = {SheetField.TEXT: 3, SheetField.ACTION: 3, SheetField.SITUATIONAL: 2, SheetField.WORKERS: 1}
_ORDER = (
    SheetField.DAY, SheetField.STARTS, SheetField.ENDS, SheetField.PLACE, SheetField.WORKERS, SheetField.SIZE,
    SheetField.THEME, SheetField.THEME_2, SheetField.MOOD, SheetField.AGE_FROM, SheetField.AGE_TO,
    SheetField.FOLLOW_UP, SheetField.TEXT, SheetField.ACTION, SheetField.SITUATIONAL,
)  # fmt: skip
_LONGEST = 2000


class MendDialog(Dialog):
    """``mended`` carries the row's number and what it says now, ``chosen`` its number and whether it is stored."""

    mended = Signal(int, object)
    chosen = Signal(int, bool)

    def __init__(
        self, context: PageContext, line: Line, said: dict[SheetField, str], parent: QWidget | None = None
    ) -> None:
        title = _("Row {row} of the sheet").format(row=line.number)
        super().__init__(title, title, width=660, parent=parent)
        self.form = Form(columns=3)
        self.body.addWidget(self.form)
        self._line, self._said = line, said
        self._today: date = context.now().date()
        for field in _ORDER:
            text = said.get(field, "")
            self.form.line(field, words.field(field), text, max_length=_LONGEST, span=_WIDE.get(field, 1))
        stored = line.state is State.NEW
        verb = _("Skip the row") if stored or line.problem is not None else _("Take the row along")
        if line.state is State.NAMED:
            verb = _("No person is meant, take the row along")
        self.choose_button = Button(verb, kind=Kind.FLAT, name="choose_button")
        self.choose_button.setVisible(line.problem is None or line.state is not State.SKIPPED)
        self.buttons.insertWidget(0, self.choose_button)
        self.cancel_button = self.add_close_button(_("Cancel"))
        self.save_button = self.add_button(_("Mend the row"), kind=Kind.PRIMARY, default=True)
        self.save_button.clicked.connect(self.save)
        self.choose_button.clicked.connect(self._on_choose_clicked)
        if line.problem is not None:
            self.form.show_problems([(line.problem.field, words.sentence(line.problem))])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        field = self._line.problem.field if self._line.problem is not None else _ORDER[0]
        focus_into(self.form.row(field).widget)

    def save(self) -> None:
        """Hand out the row once it can be read; else say what is wrong beside the field."""
        values = {field: str(self.form.value(field)) for field in SheetField}
        found = interpret_values(values, self._line.number, self._today)
        if isinstance(found, SheetProblem):
            self.form.show_problems([(found.field, words.sentence(found))])
            return
        self.mended.emit(self._line.number, values)
        self.accept()

    def _on_choose_clicked(self) -> None:
        stored = self._line.state is State.NEW or self._line.problem is not None
        self.chosen.emit(self._line.number, not stored)
        self.accept()
