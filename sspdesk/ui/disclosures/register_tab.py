"""The register: every print and every file with persons on it, newest first, and beside it all there is to know."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sspdesk.domain.ids import DisclosureId
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import disclosures as words
from sspdesk.labels.reports import upper_first
from sspdesk.services import disclosures
from sspdesk.services.disclosures import DisclosureView
from sspdesk.ui.context import PageContext
from sspdesk.ui.disclosures.detail import DisclosureDetail
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column, Sort
from sspdesk.ui.shared.panels import EmptyState, Panel
from sspdesk.ui.shared.splitter import Splitter
from sspdesk.ui.shared.table import RecordTable

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork


class _Source:
    """The windowed list."""

    def count(self, uow: "UnitOfWork") -> int:
        """Return how many there are."""
        return disclosures.count(uow)

    def fetch(self, uow: "UnitOfWork", offset: int, limit: int, _sort: Sort | None) -> Sequence[DisclosureView]:
        """Return one window, newest first."""
        return disclosures.page(uow, offset, limit)


class RegisterTab(QWidget):
    """Table and detail."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._wanted: int | None = None
        self.table: RecordTable[DisclosureView] = RecordTable(
            self._columns(),
            name=_("Disclosures"),
            operations=context.operations,
            privacy=context.privacy,
            row_height=44,
            empty=EmptyState(
                "share-2",
                _("Nothing has left the desk yet"),
                _("Every print and every file with persons on it is listed here, with legal basis and receiver."),
            ),
        )
        self.table.setObjectName("disclosure_table")
        self.table.chosen.connect(self._on_chosen)
        self.table.model.loaded.connect(self._on_loaded)
        self.detail = DisclosureDetail(context)
        left = Panel(padded=False)
        left.body.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Splitter(left, self.detail, sizes=[820, 320], key="disclosures"))

    def load(self) -> None:
        """Fetch the list anew."""
        self.table.set_source(_Source())

    def choose(self, disclosure_id: int) -> None:
        """Show one disclosure, in the list too once it is loaded."""
        self._wanted = disclosure_id
        self._show(DisclosureId(disclosure_id))

    def _columns(self) -> tuple[Column[DisclosureView], ...]:
        today = self._context.now().date
        return (
            Column(
                title=_("When"),
                cell=lambda row: Cell(
                    text=dates.day_in_list(row.disclosure.at.date(), today()),
                    second=dates.clock_span(row.disclosure.at.time(), None),
                ),
                width=104,
            ),
            Column(title=_("Document"), cell=_document, width=190),
            Column(
                title=_("Receiver and what"),
                cell=lambda row: Cell(text=row.disclosure.recipient, second=words.fields(row.disclosure.fields)),
            ),
            Column(title=_("Legal basis"), cell=lambda row: Cell(detail=row.disclosure.basis_code), width=84),
            Column(
                title=_("Persons"),
                cell=lambda row: Cell(text=dates.number(len(row.disclosure.persons))),
                width=68,
                align_right=True,
            ),
            Column(title=_("Fingerprint"), cell=_fingerprint, width=96),
        )

    def _on_loaded(self, count: int) -> None:
        if not count:
            self.detail.show_nothing()
            return
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.table.select(lambda row: row.disclosure.id == wanted)
        elif self.table.current is None:
            self.table.view.select_row(0)

    def _on_chosen(self, row: DisclosureView) -> None:
        self._show(row.disclosure.id)

    def _show(self, disclosure_id: DisclosureId) -> None:
        def work(uow: "UnitOfWork") -> DisclosureView:
            return disclosures.view(uow, disclosure_id)

        self._context.operations.query(self, work, self.detail.show_view)


def _document(row: DisclosureView) -> Cell:
    told = row.disclosure
    number = " · ".join(part for part in (told.number, words.channel(told.channel)) if part)
    return Cell(text=upper_first(words.document(told.document)), second=number)


def _fingerprint(row: DisclosureView) -> Cell:
    if row.disclosure.refused:
        return Cell(badges=(BadgeSpec(_("Stopped"), "ban", "danger"),))
    return Cell(detail=row.disclosure.sha256[:8])
