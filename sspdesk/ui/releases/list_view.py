"""The list of releases: who, stage, day of release, what is due next, whom the consents keep out."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.services import release_view
from sspdesk.services.release_view import ReleaseRow
from sspdesk.ui.context import PageContext
from sspdesk.ui.releases import words
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.cells import Cell, Column
from sspdesk.ui.shared.choices import Segment, SegmentedControl
from sspdesk.ui.shared.panels import EmptyState, Panel
from sspdesk.ui.shared.table import RecordTable


class ReleaseListView(QWidget):
    """Shows the cases; ``opened`` carries a case's id, ``new_pressed`` asks for a new one."""

    opened = Signal(int)
    new_pressed = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("release_list")
        self._context, self._asked = context, 0
        segments = [Segment("open", _("Open cases")), Segment("closed", _("Closed cases"))]
        self.side_control = SegmentedControl(segments, name=_("What is shown"), value="open")
        self.empty = EmptyState("sunrise", _("No releases"), action=_("New release…"), action_icon="plus")
        columns: tuple[Column[ReleaseRow], ...] = (
            Column(title=_("Citizen"), cell=words.name_cell),
            Column(title=_("Stage"), cell=words.state_cell, width=230),
            Column(title=_("Release"), cell=self._release, width=180),
            Column(title=_("Next deadline"), cell=self._due, width=240),
            Column(title=_("Consent"), cell=words.consent_cell, width=170),
        )
        self.table = RecordTable(columns, name=_("Releases"), privacy=context.privacy, empty=self.empty, row_height=44)
        self.count_label = layouts.label(tone="muted", level="small")
        panel = Panel(padded=False)
        panel.body.addWidget(self.table)
        layout = layouts.column(panel, self.count_label, spacing=8, margins=(16, 0, 16, 12))
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.side_control.value_changed.connect(self.reload)
        self.table.opened.connect(self._on_opened)
        self.empty.pressed.connect(self.new_pressed)

    @property
    def _today(self) -> date:
        return self._context.now().date()

    def _release(self, row: ReleaseRow) -> Cell:
        return words.release_cell(row, self._today)

    def _due(self, row: ReleaseRow) -> Cell:
        return words.due_cell(row, self._today)

    def reload(self) -> None:
        """Load the list as it is now."""
        self._asked += 1
        closed = self.side_control.value == "closed"
        self._context.operations.query(
            self, partial(release_view.rows, closed=closed), partial(self._on_rows, self._asked, closed)
        )

    def _on_rows(self, asked: int, closed: bool, rows: list[ReleaseRow]) -> None:
        if asked != self._asked:
            return
        if closed:
            self.empty.set_words(_("No closed cases"), _("A case that is closed stays here until it is deleted."))
        else:
            self.empty.set_words(
                _("No open releases"),
                _("Begin one when the prison notifies the municipality, or when you hear of it yourself."),
            )
        self.table.set_rows(rows)
        if rows and self.table.current is None:
            self.table.select(lambda _row: True)
        count = len(rows)
        self.count_label.setText(ngettext("{count} case", "{count} cases", count).format(count=dates.number(count)))

    def select(self, release_id: int) -> None:
        """Mark a case."""
        self.table.select(lambda row: row.case.id == release_id)

    def _on_opened(self, row: ReleaseRow) -> None:
        self.opened.emit(row.case.id)
