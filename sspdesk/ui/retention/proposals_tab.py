"""What is due for deletion, kind by kind: look it through, hold back, note the filing, approve."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.labels import retention as labels
from sspdesk.labels.errors import explain
from sspdesk.services import retention, street_retention
from sspdesk.services.retention import DryRun, DueSummary, Proposal
from sspdesk.ui.context import PageContext
from sspdesk.ui.retention.dialogs import FilingDialog, HoldDialog, approve
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column, GroupRow
from sspdesk.ui.shared.panels import EmptyState, InlineMessage, Panel
from sspdesk.ui.shared.table import RecordTable
from sspdesk.ui.street_team.stripping import Stripping

_NEAR_DAYS = 30


class ProposalsTab(QWidget):
    """Rows that are ready are chosen from the start; Enter or the link of a row takes it out of the deletion or in."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._found: list[Proposal] = []
        self._left_out: set[tuple[str, int]] = set()
        self.message = InlineMessage(tone="danger")
        self.message.hide()
        self.texts_label = layouts.label(wrap=True)
        self.texts_button = Button(_("Remove the texts…"), icon="footprints", name="street_texts_button")
        self.texts = layouts.box(
            layouts.row(self.texts_label, self.texts_button, spacing=8, margins=(12, 6, 6, 6)), role="surface"
        )
        self.texts.hide()
        self.told_label = layouts.label(tone="muted", wrap=True)
        self.hold_button = Button(_("Hold back…"), icon="hand")
        self.file_button = Button(_("Filed…"), icon="archive")
        self.erase_button = Button(_("Look through and delete…"), kind=Kind.PRIMARY, icon="trash-2")
        columns: tuple[Column[Proposal], ...] = (
            Column(title=_("What"), cell=_who),
            Column(title=_("Counted from"), cell=_since, width=170),
            Column(title=_("Due"), cell=self._due, width=210),
            Column(title=_("State"), cell=self._state, width=210),
            Column(title="", cell=self._choice, width=120, align_right=True),
        )
        empty = EmptyState(
            "leaf", _("Nothing is due for deletion"), _("What has passed its term is proposed here by itself.")
        )
        self.table: RecordTable[Proposal] = RecordTable(
            columns, name=_("Proposals for deletion"), privacy=context.privacy, empty=empty, row_height=36
        )
        panel = Panel(padded=False)
        panel.body.addWidget(self.table)
        tools = layouts.row(self.told_label, self.hold_button, self.file_button, self.erase_button, spacing=8)
        tools.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.message)
        layout.addLayout(tools)
        layout.addWidget(panel, 1)
        layout.addWidget(self.texts)
        self.setFocusProxy(self.table)
        self.table.opened.connect(self._on_switched)
        self.table.action_pressed.connect(self._on_action_pressed)
        self.hold_button.clicked.connect(self.hold_current)
        self.file_button.clicked.connect(self.file_current)
        self.erase_button.clicked.connect(self.review)
        self.texts_button.clicked.connect(lambda: Stripping(context, self).begin())

    def load(self) -> None:
        """Fetch the proposals anew."""
        self._context.operations.query(self, retention.proposals, self._show)
        self._context.operations.query(self, street_retention.due, self._show_texts)

    def _show_texts(self, due: Sequence[DueSummary]) -> None:
        count = sum(one.count for one in due)
        words = ngettext(
            "{count} observation of the street team still has a text that is due for removal. The numbers stay.",
            "{count} observations of the street team still have texts that are due for removal. The numbers stay.",
            count,
        )
        self.texts_label.setText(words.format(count=dates.number(count)))
        self.texts.setVisible(bool(count))

    def _show(self, found: Sequence[Proposal]) -> None:
        self._found = [one for one in found if one.hold is None]
        self._fill()

    def _fill(self) -> None:
        rows: list[Proposal | GroupRow] = []
        kinds = dict.fromkeys(one.candidate.kind for one in self._found)
        for kind in kinds:
            own = [one for one in self._found if one.candidate.kind is kind]
            rows.append(GroupRow(title=labels.kind(kind), detail=str(len(own)), icon="trash-2"))
            rows += own
        self.table.set_rows(rows)
        count = len(self.chosen())
        told = ngettext("{count} record is chosen.", "{count} records are chosen.", count).format(count=count)
        nothing = _("Nothing goes before you approve it.")
        self.told_label.setText(f"{told} {nothing}" if self._found else nothing)
        for button in (self.hold_button, self.file_button, self.erase_button):
            button.setVisible(bool(self._found))

    def chosen(self) -> list[Proposal]:
        """Return what an approval would take: what is ready and not left out."""
        return [one for one in self._found if one.ready and _key(one) not in self._left_out]

    # -- cells -------------------------------------------------------------------------------------------------------

    def _due(self, one: Proposal) -> Cell:
        day, today = one.candidate.due, self._context.now().date()
        near = (today - day).days <= _NEAR_DAYS
        return Cell(text=dates.day(day), detail=dates.relative_day(day, today) if near else "")

    def _state(self, one: Proposal) -> Cell:
        if one.needs_filing:
            return Cell(badges=(BadgeSpec(_("Not filed"), "triangle-alert", "warn"),))
        if _key(one) in self._left_out:
            return Cell(badges=(BadgeSpec(_("Left out"), "circle-minus"),))
        return Cell(badges=(BadgeSpec(_("Ready"), "circle-check", "ok"),))

    def _choice(self, one: Proposal) -> Cell:
        if one.needs_filing:
            return Cell(action=_("Filed…"))
        return Cell(action=_("Take along") if _key(one) in self._left_out else _("Leave out"))

    # -- acting ------------------------------------------------------------------------------------------------------

    def _on_action_pressed(self, one: Proposal, _column: int) -> None:
        self._on_switched(one)

    def _on_switched(self, one: Proposal) -> None:
        if one.needs_filing:
            FilingDialog(self._context, one, self).open()
            return
        self._left_out ^= {_key(one)}
        self._fill()
        self.table.select(lambda other: _key(other) == _key(one))

    def hold_current(self) -> None:
        """Hold the selected record back."""
        one = self.table.current
        if one is not None:
            HoldDialog(self._context, one, self).open()

    def file_current(self) -> None:
        """Note that the selected record is filed, or why not."""
        one = self.table.current
        if one is not None:
            FilingDialog(self._context, one, self).open()

    def resume(self, run: Callable[[], None], row_id: int) -> None:
        """Do something with the record of an id, as it was asked for before the lock."""
        if self.table.select(lambda one: one.candidate.row_id == row_id):
            run()

    def review(self) -> None:
        """Show the dry run of what is chosen."""
        chosen = [one.candidate for one in self.chosen()]
        if not chosen:
            self.message.say("", _("Nothing that is ready is chosen."), tone="info")
            return
        self.message.hide()
        self._context.operations.query(self, partial(retention.dry_run, chosen=chosen), self._ask, self._show_problem)

    def _ask(self, told: DryRun) -> None:
        heading = ngettext("Delete {count} record?", "Delete {count} records?", told.chosen)
        dialog = approve(self, told, self._context.privacy.discreet, heading.format(count=told.chosen))
        dialog.confirmed.connect(self._erase)
        dialog.open()

    def _erase(self) -> None:
        chosen = [one.candidate for one in self.chosen()]
        self._context.operations.command(
            self,
            partial(retention.erase, chosen=chosen),
            None,
            self._show_problem,
            message=_("It is deleted. The receipt stands under Receipts."),
        )

    def _show_problem(self, error: DomainError | KnownError) -> None:
        self.message.say("", explain(error), tone="danger")
        self.load()


def _key(one: Proposal) -> tuple[str, int]:
    return one.candidate.table, one.candidate.row_id


def _who(one: Proposal) -> Cell:
    number = _("no. {number}").format(number=one.candidate.row_id)
    return Cell(text=one.name, is_name=True, detail=number)


def _since(one: Proposal) -> Cell:
    return Cell(text=dates.day(one.candidate.since), tip=labels.anchor(one.candidate.kind))
