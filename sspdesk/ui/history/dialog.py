"""The history of a record: a row a field changed, newest first, and a button that puts the earlier value back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.history import Change, FieldChange, Happened
from sspdesk.domain.ids import PersonId
from sspdesk.i18n import _
from sspdesk.labels import dates, log
from sspdesk.labels import history as labels
from sspdesk.labels.errors import explain
from sspdesk.services import history
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared.buttons import Kind
from sspdesk.ui.shared.cells import Cell, Column
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.panels import EmptyState, InlineMessage
from sspdesk.ui.shared.table import RecordTable

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

Load = Callable[["UnitOfWork"], Sequence[Change]]


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One field of one change, or the change itself where it has no fields to show."""

    change: Change
    field: FieldChange | None

    @property
    def can_go_back(self) -> bool:
        """Whether the earlier value, or the removed record, can be put back."""
        return self.field.restorable if self.field is not None else history.can_come_back(self.change)


class HistoryDialog(Dialog):
    """Shows what ``load`` finds. Opened only while discreet display is off, since it shows names in clear."""

    def __init__(self, context: PageContext, load: Load, parent: QWidget | None = None) -> None:
        words = _("Newest first. An earlier value that is put back can be undone like any other change.")
        super().__init__(_("History"), _("History"), words, width=900, parent=parent)
        self._context = context
        self._load = load
        self.setMinimumHeight(theme.px(440))
        self.message = InlineMessage(tone="danger")
        self.message.hide()
        columns: tuple[Column[HistoryRow], ...] = (
            Column(title=_("When"), cell=_when, width=200),
            Column(title=_("By whom"), cell=_who, width=130),
            Column(title=_("What"), cell=_what, width=200),
            Column(title=_("Before"), cell=_before),
            Column(title=_("After"), cell=_after),
        )
        empty = EmptyState("history", _("No changes yet"), _("What is changed from now on stands here."))
        self.table = RecordTable(columns, name=_("History"), privacy=context.privacy, empty=empty, row_height=42)
        self.body.addWidget(self.message)
        self.body.addWidget(self.table, 1)
        self.close_button = self.add_close_button(_("Close"))
        self.restore_button = self.add_button(_("Put the earlier value back"), kind=Kind.PRIMARY, icon="undo-2")
        self.restore_button.clicked.connect(self._on_restore_clicked)
        self.table.opened.connect(self._on_row_opened)
        self._reload()

    def _reload(self, _stored: object = None) -> None:
        self._context.operations.query(self, self._load, self._show, self._show_problem)

    def _show(self, changes: Sequence[Change]) -> None:
        self.table.set_rows([row for change in changes for row in _rows(change)])
        self.table.setFocus()

    def _show_problem(self, error: DomainError | KnownError) -> None:
        self.message.say("", explain(error), tone="danger")

    def _on_row_opened(self, _row: HistoryRow) -> None:
        self._on_restore_clicked()

    def _on_restore_clicked(self) -> None:
        row = self.table.current
        if row is None:
            return
        if not row.can_go_back:
            self.message.say("", _("Only a plain fact that holds something else now can be put back."), tone="info")
            return
        self.message.hide()
        change_id = row.change.id
        if row.field is None:
            work = partial(history.bring_back, change_id=change_id)
        else:
            work = partial(history.restore, change_id=change_id, name=row.field.name)
        told = _("The earlier value is put back")
        self._context.operations.command(self, work, self._reload, self._show_problem, message=told)


def show_history(context: PageContext, parent: QWidget, kind: str, row_id: int) -> None:
    """Open the history of one record, unless names are to be hidden."""
    _open(context, parent, partial(history.of_record, kind=kind, row_id=row_id))


def show_person_history(context: PageContext, parent: QWidget, person_id: PersonId) -> None:
    """Open the history of a person and of all that is theirs, unless names are to be hidden."""
    _open(context, parent, partial(history.of_person, person_id=person_id))


def _open(context: PageContext, parent: QWidget, load: Load) -> None:
    if context.privacy.discreet:
        context.say(_("Switch discreet display off (F9) to see the history."))
        return
    HistoryDialog(context, load, parent).open()


def _rows(change: Change) -> list[HistoryRow]:
    if not log.knows(change.kind):  # a table that only ties two records together
        return []
    fields = labels.shown(change) if change.happened is Happened.CHANGED else ()
    if change.happened is Happened.CHANGED and not fields:
        return []
    return [HistoryRow(change, field) for field in fields] or [HistoryRow(change, None)]


def _when(row: HistoryRow) -> Cell:
    return Cell(text=dates.moment(row.change.at))


def _who(row: HistoryRow) -> Cell:
    return Cell(detail=row.change.user)


def _what(row: HistoryRow) -> Cell:
    heading = labels.record(row.change)
    return Cell(
        text=labels.column(row.field.name) if row.field else labels.happened(row.change.happened), second=heading
    )


def _before(row: HistoryRow) -> Cell:
    if row.field is not None:
        words = labels.value(row.field.name, row.field.before)
        return Cell(text=words, tip=words, icon="undo-2" if row.can_go_back else "")
    if row.change.happened is Happened.REMOVED:
        words = " · ".join(labels.value(field.name, field.before) for field in labels.facts(row.change))
        return Cell(text=words, tip=words, icon="undo-2" if row.can_go_back else "")
    return Cell()


def _after(row: HistoryRow) -> Cell:
    words = labels.value(row.field.name, row.field.after) if row.field is not None else ""
    return Cell(text=words, tip=words)
