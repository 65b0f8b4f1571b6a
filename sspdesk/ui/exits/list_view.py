"""The list of Exit cases: search in Exit's own index, how the places are used, stage and what is due."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.services import exit_views
from sspdesk.services.exit_views import CaseRow, Overview
from sspdesk.ui.context import PageContext
from sspdesk.ui.exits import words
from sspdesk.ui.persons.list_view import SearchField
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.cells import Cell, Column
from sspdesk.ui.shared.panels import EmptyState, Panel
from sspdesk.ui.shared.table import RecordTable


class ExitListView(QWidget):
    """Shows the cases; ``opened`` carries a case's id."""

    opened = Signal(int)
    new_pressed = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exit_list")
        self._context = context
        self._asked = 0
        self.search_field = SearchField(_("Search name or text in Exit"), _("Search in Exit"))
        self.places_label = layouts.label(tone="muted")
        self.empty = EmptyState("door-open", _("No exit cases"), action=_("New enquiry…"), action_icon="plus")
        columns: tuple[Column[CaseRow], ...] = (
            Column(title=_("Person"), cell=words.name_cell),
            Column(title=_("State"), cell=words.state_cell, width=390),
            Column(title=_("Step"), cell=self._stage_cell, width=170),
            Column(title=_("Due next"), cell=self._due_cell, width=220),
        )
        self.table = RecordTable(
            columns, name=_("Exit cases"), privacy=context.privacy, empty=self.empty, row_height=44
        )
        panel = Panel(padded=False)
        panel.body.addWidget(self.table)
        top = layouts.row(self.search_field, self.places_label, spacing=16)
        top.setStretch(0, 1)
        layout = layouts.column(top, panel, spacing=8, margins=(16, 0, 16, 16))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.search_field.textEdited.connect(self._on_words_edited)
        self.search_field.left_downwards.connect(self.table.setFocus)
        self.search_field.returnPressed.connect(self.table.setFocus)
        self.table.opened.connect(self._on_row_opened)
        self.empty.pressed.connect(self._on_empty_pressed)

    @property
    def _today(self) -> date:
        return self._context.now().date()

    def _stage_cell(self, row: CaseRow) -> Cell:
        return words.stage_cell(row, self._today)

    def _due_cell(self, row: CaseRow) -> Cell:
        return words.due_cell(row, self._today)

    def reload(self) -> None:
        """Fetch the list anew."""
        self._asked += 1
        asked, typed = self._asked, self.search_field.text()

        def show(found: Overview) -> None:
            if asked == self._asked:
                self._show(found)

        self._context.operations.query(self, lambda uow: exit_views.overview(uow, typed), show, _ignore)

    def clear(self) -> None:
        """Forget everything that was shown."""
        self._asked += 1
        self.search_field.clear()
        self.table.set_rows([])
        self.places_label.clear()

    def _show(self, found: Overview) -> None:
        searched = bool(self.search_field.text().strip())
        if searched:
            self.empty.set_words(_("No case found"), _("Try the beginning of another word."))
        else:
            self.empty.set_words(
                _("No exit cases"),
                _("They come from an enquiry you write here, or from a preventive talk that is handed over."),
            )
        self.empty.button.setVisible(not searched)
        self.table.set_rows(list(found.rows))
        self.places_label.setText(_places(found))

    def _on_words_edited(self) -> None:
        self.reload()

    def _on_row_opened(self, row: CaseRow) -> None:
        self.opened.emit(row.case.id)

    def _on_empty_pressed(self) -> None:
        self.new_pressed.emit()


def _places(found: Overview) -> str:
    """Return how the places are used, e.g. "3 af 5 pladser i brug · 2 venter på aftale"."""
    if found.capacity:
        used = _("{used} of {places} places in use").format(
            used=dates.number(found.active), places=dates.number(found.capacity)
        )
    else:
        used = ngettext("{count} course under way", "{count} courses under way", found.active).format(
            count=dates.number(found.active)
        )
    waits = ngettext("{count} waits for an agreement", "{count} wait for an agreement", found.waiting)
    return f"{used} · {waits.format(count=dates.number(found.waiting))}"


def _ignore(_error: object) -> None:
    """The door closed meanwhile: the page shows it."""
