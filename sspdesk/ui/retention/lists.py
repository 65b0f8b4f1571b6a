"""The other parts of the page: what is held back, the receipts, and the terms."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.retention import Period, Receipt, RetentionKind
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import retention as labels
from sspdesk.reports import deletion_receipt
from sspdesk.reports.deletion_receipt import DeletionReceipt
from sspdesk.services import retention
from sspdesk.services.retention import HeldRecord
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.cells import Cell, Column
from sspdesk.ui.shared.form import Form
from sspdesk.ui.shared.panels import EmptyState, Panel
from sspdesk.ui.shared.pdf_preview import PdfPreview
from sspdesk.ui.shared.table import RecordTable

Term = tuple[RetentionKind, Period, Period]


class HoldsTab(QWidget):
    """What is kept although its term may have passed; the link lifts the hold."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        columns: tuple[Column[HeldRecord], ...] = (
            Column(title=_("What"), cell=_held_what),
            Column(title=_("Reason"), cell=_held_why),
            Column(title=_("Look again on"), cell=self._again, width=230),
            Column(title=_("Held by"), cell=_held_by, width=240),
            Column(title="", cell=lambda _one: Cell(action=_("Lift")), width=90, align_right=True),
        )
        empty = EmptyState("hand", _("Nothing is held back"), _("Hold a proposal back, and it stands here."))
        self.table: RecordTable[HeldRecord] = RecordTable(
            columns, name=_("Held back"), privacy=context.privacy, empty=empty, row_height=42
        )
        _fill(self, self.table)
        self.table.action_pressed.connect(self._on_lift_pressed)

    def load(self) -> None:
        """Fetch the holds anew."""
        self._context.operations.query(self, retention.held, self.table.set_rows)

    def _again(self, one: HeldRecord) -> Cell:
        today = self._context.now().date()
        day = one.hold.review_on
        late = day <= today
        return Cell(
            text=dates.day(day), detail=dates.relative_day(day, today), icon="clock" if late else "",
            icon_tint="warn", tint="warn" if late else "text",
        )  # fmt: skip

    def _on_lift_pressed(self, one: HeldRecord, _column: int) -> None:
        self._context.operations.command(
            self, partial(retention.lift, hold_id=one.hold.id), message=_("The hold is lifted")
        )


def _held_what(one: HeldRecord) -> Cell:
    number = _("no. {number}").format(number=one.hold.row_id)
    return Cell(text=one.name, is_name=True, detail=f"{labels.table(one.hold.kind)}, {number}")


def _held_why(one: HeldRecord) -> Cell:
    return Cell(text=labels.reason(one.hold.reason), second=one.hold.note, hide_detail=True)


def _held_by(one: HeldRecord) -> Cell:
    return Cell(detail=one.hold.by, second=dates.day(one.hold.at.date()))


class ReceiptsTab(QWidget):
    """Every deletion's receipt; Enter shows it as it is printed."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        columns: tuple[Column[Receipt], ...] = (
            Column(title=_("No."), cell=lambda one: Cell(text=str(one.id)), width=70),
            Column(title=_("Deleted"), cell=lambda one: Cell(text=dates.moment(one.at), detail=one.by), width=330),
            Column(title=_("Reason"), cell=lambda one: Cell(text=labels.receipt_reason(one.reason)), width=280),
            Column(title=_("What"), cell=_taken),
            Column(title="", cell=lambda _one: Cell(action=_("Show")), width=80, align_right=True),
        )
        empty = EmptyState("file-check-2", _("No receipts yet"), _("Every deletion leaves one: numbers, never names."))
        self.table: RecordTable[Receipt] = RecordTable(columns, name=_("Receipts"), empty=empty, row_height=36)
        _fill(self, self.table)
        self.table.opened.connect(self._on_opened)
        self.table.action_pressed.connect(lambda one, _column: self._on_opened(one))

    def load(self) -> None:
        """Fetch the receipts anew."""
        self._context.operations.query(self, retention.receipts, self.table.set_rows)

    def _on_opened(self, receipt: Receipt) -> None:
        work = partial(retention.receipt_paper, receipt_id=receipt.id)
        self._context.operations.query(self, work, self._render)

    def _render(self, data: DeletionReceipt) -> None:
        self._context.operations.background(self, partial(deletion_receipt.render, data), self._show)

    def _show(self, pdf: bytes) -> None:
        note = _("Counters and hashes only. Nobody is named, so it may go to the data protection officer as it is.")
        PdfPreview(pdf, _("Deletion receipt"), can_save=False, note=note, parent=self).open()


def _taken(one: Receipt) -> Cell:
    return Cell(detail=" · ".join(f"{labels.table(name)}: {dates.number(count)}" for name, count in one.counts.items()))


class TermsTab(QWidget):
    """The municipality's own terms; a field is saved when it is left."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.form = Form(columns=2)
        self.fields: dict[RetentionKind, QWidget] = {}
        told = layouts.label(
            _("The numbers are proposals until the municipality has set its own. They are no law."),
            tone="muted",
            wrap=True,
        )
        panel = Panel(_("Terms before deletion is proposed"))
        panel.body.addWidget(told)
        panel.body.addWidget(self.form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panel)
        layout.addStretch()

    def load(self) -> None:
        """Fetch the terms anew."""
        self._context.operations.query(self, retention.terms, self._show)

    def _show(self, terms: Sequence[Term]) -> None:
        for kind, term, proposed in terms:
            unit = _("months") if proposed.months else _("days")
            if kind not in self.fields:
                help_text = _("{unit} {anchor}. Proposed: {proposed}.").format(
                    unit=unit, anchor=labels.anchor(kind), proposed=labels.period(proposed)
                )
                edit = self.form.line(kind.value, labels.kind(kind), help=help_text, max_length=4)
                edit.editingFinished.connect(partial(self._on_left, kind))
                self.fields[kind] = edit
            self.form.set_value(kind.value, str(term.months or term.days))

    def _on_left(self, kind: RetentionKind) -> None:
        text = self.form.value(kind.value).strip()
        self.form.clear_problems()
        number = int(text) if text.isdecimal() else 0
        work = partial(retention.set_term, kind=kind, number=number)
        self._context.operations.command(self, work, None, self._show_problem)

    def _show_problem(self, error: DomainError | KnownError) -> None:
        if not (isinstance(error, DomainError) and self.form.show_error(error)):
            self._context.operations.failed.emit(error)


def _fill(tab: QWidget, table: QWidget) -> None:
    panel = Panel(padded=False)
    panel.body.addWidget(table)
    layout = QVBoxLayout(tab)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(panel)
    tab.setFocusProxy(table)
