"""Mends a row that cannot be read: the field that is wrong can be edited, the others stand beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from sspdesk.domain.police_list import Field, ListProblem
from sspdesk.i18n import _
from sspdesk.labels import police_list as words
from sspdesk.ui import icons
from sspdesk.ui.police_list.comparing import Kind
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button
from sspdesk.ui.shared.buttons import Kind as ButtonKind
from sspdesk.ui.shared.form import FormRow
from sspdesk.ui.shared.privacy import Privacy

_HIDDEN = {
    Field.NAME: Kind.NAME,
    Field.FIRST_NAME: Kind.NAME,
    Field.MIDDLE_NAME: Kind.NAME,
    Field.LAST_NAME: Kind.NAME,
    Field.CPR: Kind.CPR,
    Field.SCHOOL: Kind.HIDDEN,
    Field.ADDRESS: Kind.HIDDEN,
    Field.TEXT: Kind.HIDDEN,
    Field.NOTE: Kind.HIDDEN,
}


class MendForm(QWidget):
    """``mended`` carries the row's values with the corrected one; ``passed`` says that the row is skipped knowingly."""

    mended = Signal(object)
    passed = Signal()

    def __init__(self, privacy: Privacy) -> None:
        super().__init__()
        self.setObjectName("mend_form")
        self._privacy = privacy
        self._problem: ListProblem | None = None
        self.picture = QLabel()
        icons.set_picture(self.picture, "circle-alert", "danger")
        self.words_label = layouts.label(wrap=True)
        head = layouts.row(self.picture, self.words_label, spacing=8)
        head.setAlignment(self.picture, Qt.AlignmentFlag.AlignTop)
        head.setStretch(1, 1)
        self.edit = QLineEdit()
        self.edit.setObjectName("mend_edit")
        self.row = FormRow("", self.edit)
        self.row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.others = QVBoxLayout()
        self.others.setSpacing(4)
        self.mend_button = Button(_("Mend the row"), icon="check", name="mend_button")
        self.pass_button = Button(_("Skip the row"), kind=ButtonKind.FLAT, name="pass_button")
        column = layouts.column(
            head, self.row, layouts.row(self.mend_button, self.pass_button, None), self.others, None,
            spacing=12, margins=(12, 12, 12, 12),
        )  # fmt: skip
        self.setLayout(column)
        self.edit.returnPressed.connect(self._on_mend_clicked)
        self.mend_button.clicked.connect(self._on_mend_clicked)
        self.pass_button.clicked.connect(self.passed)
        privacy.changed.connect(self._on_privacy_changed)

    def show_problem(self, problem: ListProblem) -> None:
        """Show what is wrong and what stands in the row."""
        self._problem = problem
        self.words_label.setText(words.describe(problem))
        label = words.field_label(problem.field)
        self.row.label.setText(label)
        self.row.label.show()
        self.edit.setAccessibleName(label)
        self.edit.setText(problem.text)
        self.row.show_problem("")
        layouts.clear(self.others)
        self._show_privacy()
        self.others.addWidget(layouts.label(_("The rest of the row"), level="label"))
        for field, value in problem.values.items():
            if field is not problem.field and value:
                line = layouts.label(f"{words.field_label(field)}: {self._shown(field, value)}", wrap=True)
                self.others.addWidget(line)

    def focus_field(self) -> None:
        """Go to the field and mark what stands there."""
        self.edit.setFocus()
        self.edit.selectAll()

    def _shown(self, field: Field, value: str) -> str:
        kind = _HIDDEN.get(field, Kind.PLAIN)
        if kind is Kind.CPR:
            return self._privacy.cpr(value)
        if not self._privacy.discreet or kind is Kind.PLAIN:
            return value
        return self._privacy.name(value) if kind is Kind.NAME else "…"

    def _show_privacy(self) -> None:
        hidden = self._privacy.discreet and self._problem is not None and self._problem.field in _HIDDEN
        self.edit.setEchoMode(QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal)

    def _on_privacy_changed(self) -> None:
        if self._problem is not None:
            self.show_problem(self._problem)

    def _on_mend_clicked(self) -> None:
        problem = self._problem
        if problem is None:
            return
        if self.edit.text().strip() == problem.text.strip():
            self.row.show_problem(_("The field says the same as before. Correct it, or skip the row."))
            self.focus_field()
            return
        self.mended.emit({**problem.values, problem.field: self.edit.text().strip()})
