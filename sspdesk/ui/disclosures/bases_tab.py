"""The legal bases: data with validity dates that the user keeps in step with the law (domain.md § 5, G-6)."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sspdesk.domain.disclosures import LegalBasis
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels.errors import explain
from sspdesk.services import disclosures
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.form import Form
from sspdesk.ui.shared.panels import EmptyState, InlineMessage, Panel
from sspdesk.ui.shared.table import RecordTable

if TYPE_CHECKING:
    from sspdesk.services.work import Outcome, UnitOfWork


class BasesTab(QWidget):
    """Table; Enter or a double click edits a basis, the link notes that its text was compared with the law today."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.new_button = Button(_("New legal basis …"), icon="plus", name="new_basis_button")
        self.edit_button = Button(_("Edit …"), icon="notebook-pen", name="edit_basis_button")
        self.new_button.clicked.connect(self._on_new_pressed)
        self.edit_button.clicked.connect(self._on_edit_pressed)
        self.table: RecordTable[LegalBasis] = RecordTable(
            self._columns(), name=_("Legal bases"), row_height=44, empty=EmptyState("scale", _("No legal bases"))
        )
        self.table.setObjectName("basis_table")
        self.table.opened.connect(self.edit)
        self.table.action_pressed.connect(self._on_checked_pressed)
        panel = Panel(padded=False)
        panel.body.addWidget(self.table)
        told = layouts.label(
            _("Compare each text with the law in force once a year. A disclosure uses only what is in force that day."),
            tone="muted",
            wrap=True,
        )
        tools = layouts.row(told, self.edit_button, self.new_button)
        tools.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(tools)
        layout.addWidget(panel, 1)

    def load(self) -> None:
        """Fetch the table anew; the chosen row stays chosen."""
        self._context.operations.query(self, disclosures.bases, self._on_loaded)

    def _on_loaded(self, bases: list[LegalBasis]) -> None:
        kept = self.table.current
        self.table.set_rows(bases)
        if kept is None or not self.table.select(lambda one: one.id == kept.id):
            self.table.view.select_row(0)

    def _columns(self) -> tuple[Column[LegalBasis], ...]:
        return (
            Column(title=_("Code"), cell=lambda one: Cell(text=one.code, strong=True), width=104),
            Column(title=_("Legal basis"), cell=lambda one: Cell(text=one.name, second=one.short_text)),
            Column(title=_("In force"), cell=self._validity, width=168),
            Column(title=_("Text checked"), cell=self._checked, width=384),
        )

    def _validity(self, one: LegalBasis) -> Cell:
        today = self._context.now().date()
        if not one.allows_disclosure:
            return Cell(badges=(BadgeSpec(_("Not for passing on"), "ban", "neutral"),), second=_span(one))
        if not one.valid_on(today):
            return Cell(badges=(BadgeSpec(_("Not in force"), "ban", "neutral"),), second=_span(one))
        return Cell(text=_("In force"), second=_span(one))

    def _checked(self, one: LegalBasis) -> Cell:
        today = self._context.now().date()
        action = "" if one.checked_on == today else _("Checked today")
        if one.outdated(today):
            word = _("Not checked") if one.checked_on is None else dates.plain_day(one.checked_on)
            return Cell(
                text=word, icon="triangle-alert", icon_tint="warn", tint="warn", second=one.warning, action=action
            )
        day = dates.plain_day(one.checked_on) if one.checked_on is not None else ""
        return Cell(text=day, second=one.checked_by, action=action)

    def edit(self, basis: LegalBasis) -> None:
        """Open the form of a basis."""
        dialog = BasisDialog(basis, parent=self)
        dialog.submitted.connect(partial(self._save, dialog))
        dialog.open()

    def resume(self, subject: int) -> None:
        """Open the form again in which the user was at lock."""

        def opened(bases: list[LegalBasis]) -> None:
            self.edit(next((one for one in bases if one.id == subject), LegalBasis(code="", name="")))

        self._context.operations.query(self, disclosures.bases, opened)

    def _on_new_pressed(self) -> None:
        self.edit(LegalBasis(code="", name=""))

    def _on_edit_pressed(self) -> None:
        if self.table.current is not None:
            self.edit(self.table.current)

    def _on_checked_pressed(self, basis: LegalBasis, _column: int) -> None:
        work = partial(disclosures.mark_checked, basis_id=basis.id)
        self._context.operations.command(self, work, message=_("{code} is checked").format(code=basis.code))

    def _save(self, dialog: "BasisDialog") -> None:
        basis = dialog.basis

        def work(uow: "UnitOfWork") -> "Outcome[LegalBasis]":
            return disclosures.save_basis(uow, basis)

        def done(_stored: LegalBasis) -> None:
            dialog.accept()

        self._context.operations.command(
            dialog, work, done, dialog.refuse, message=_("{code} is saved").format(code=basis.code)
        )


class BasisDialog(Dialog):
    """The form of one legal basis; ``submitted`` asks to store ``basis``."""

    submitted = Signal()

    def __init__(self, basis: LegalBasis, *, parent: QWidget) -> None:
        heading = _("Legal basis {code}").format(code=basis.code) if basis.id else _("New legal basis")
        super().__init__(_("Legal basis"), heading, width=560, parent=parent)
        self._basis = basis
        self.message = InlineMessage(tone="danger")
        self.message.hide()
        form = Form(columns=2)
        form.line("code", _("Code"), basis.code, max_length=20)
        form.line("source", _("Source"), basis.source)
        form.line("name", _("Name"), basis.name, span=2)
        form.text("short_text", _("In short"), basis.short_text, lines=3, span=2)
        form.date("valid_from", _("In force from"), basis.valid_from, prefer=Prefer.PAST)
        form.date("valid_to", _("In force until"), basis.valid_to, help=_("Empty: until further notice"))
        form.line("warning", _("Warning"), basis.warning, span=2)
        form.check("allows_disclosure", _("The municipality may pass information on by it"), basis.allows_disclosure)
        form.keep_drafts(basis.id)
        self.form = form
        self.body.addSpacing(4)
        self.body.addWidget(self.message)
        self.body.addWidget(form)
        self.add_close_button(_("Cancel"))
        self.save_button = self.add_button(_("Save the legal basis"), kind=Kind.PRIMARY, default=True)
        self.save_button.clicked.connect(self._on_save_pressed)

    @property
    def basis(self) -> LegalBasis:
        """What the form says. A changed text counts as unchecked."""
        values = self.form.values()
        changed = replace(self._basis, **values)
        same = (changed.name, changed.short_text) == (self._basis.name, self._basis.short_text)
        return changed if same else replace(changed, checked_on=None, checked_by="")

    def _on_save_pressed(self) -> None:
        self.message.hide()
        if self.form.is_readable():
            self.submitted.emit()

    def refuse(self, error: DomainError | KnownError) -> None:
        """Show why it was not stored."""
        if not (isinstance(error, DomainError) and self.form.show_error(error)):
            self.message.say("", explain(error), tone="danger")


def _span(one: LegalBasis) -> str:
    start = _("from {day}").format(day=dates.plain_day(one.valid_from)) if one.valid_from else ""
    end = _("until {day}").format(day=dates.plain_day(one.valid_to)) if one.valid_to else ""
    return " ".join(part for part in (start, end) if part)
