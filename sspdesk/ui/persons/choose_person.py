"""Points out another person: a search field with what it found under it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.ids import PersonId
from sspdesk.domain.search import PersonHit, SearchHits
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.services import search
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.list_view import SearchField
from sspdesk.ui.persons.words import NOTHING, protection_badge
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.cells import Cell, Column
from sspdesk.ui.shared.panels import EmptyState, Panel
from sspdesk.ui.shared.table import RecordTable

_LIMIT = 20
_COMPACT = 28 + 32 * 3 + 2
"""The height of a compact list: its heads and three persons."""


class ChoosePerson(QWidget):
    """``chosen`` carries the id of the person pointed out; ``without`` is never offered.

    A ``compact`` one shows its list only once somebody is found.
    """

    chosen = Signal(int)

    def __init__(
        self, context: PageContext, *, without: PersonId, compact: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("choose_person")
        self._context = context
        self._without = without
        self._hits = SearchHits()
        self._asked = 0
        self._chosen: PersonId | None = None
        self.search_field = SearchField(_("Search name, CPR, school or class"), _("Search persons"))
        columns: tuple[Column[PersonHit], ...] = (
            Column(title=_("Person"), cell=_name_cell),
            Column(title=_("Age"), cell=_age_cell, width=180),
            Column(title=_("Class"), cell=_place_cell, width=190),
        )
        empty = EmptyState("search", _("Nobody found yet"), _("Write the beginning of the name, or a CPR number."))
        self.table = RecordTable(columns, name=_("Persons found"), privacy=context.privacy, empty=empty)
        self.table.setMinimumHeight(theme.px(170))
        self.table.set_rows([])
        self._compact = compact
        self.panel = Panel(padded=False)
        self.panel.body.addWidget(self.table)
        self.nobody_label = layouts.label(_("Nobody found"), tone="muted", level="small")
        self.setLayout(layouts.column(self.search_field, self.nobody_label, self.panel, spacing=8))
        self.nobody_label.hide()
        if compact:
            self.table.setFixedHeight(theme.px(_COMPACT))
            self.panel.hide()
        self.setFocusProxy(self.search_field)
        self.search_field.textEdited.connect(self._on_words_changed)
        self.search_field.left_downwards.connect(self.table.setFocus)
        self.search_field.returnPressed.connect(self._on_search_entered)
        self.table.chosen.connect(self._on_row_chosen)
        self.table.opened.connect(self._on_row_chosen)

    @property
    def person_id(self) -> PersonId | None:
        """The id of the person pointed out."""
        return self._chosen

    def set_person(self, person_id: PersonId | None) -> None:
        """Point out a person by the id; None nobody."""
        self._chosen = None
        self._asked += 1
        asked = self._asked

        def found(hits: SearchHits) -> None:
            self._show(asked, hits)
            self._chosen = person_id
            self.table.view.select_row(0)

        if person_id is None:
            self._show(asked, SearchHits())
        else:
            self._chosen = person_id
            self._context.operations.query(self, partial(search.person_as_hit, person_id=person_id), found)

    @property
    def current(self) -> PersonHit | None:
        """The person pointed out."""
        return self.table.current

    def record(self, person_id: PersonId) -> None:
        """Write the search in the log, with whom it led to."""
        hits = self._hits
        if hits.persons:
            self._context.operations.query(self, lambda uow: search.record_search(uow, hits, person_id), _nothing)

    def _on_words_changed(self, typed: str) -> None:
        self._asked += 1
        self._context.operations.query(
            self, lambda uow: search.search_persons(uow, typed, _LIMIT), partial(self._show, self._asked)
        )

    def _show(self, asked: int, hits: SearchHits) -> None:
        if asked == self._asked:
            self._hits = hits
            if self._chosen not in {hit.id for hit in hits.persons}:
                self._chosen = None
            rows = [hit for hit in hits.persons if hit.id != self._without]
            self.table.set_rows(rows)
            if self._compact:
                self.panel.setVisible(bool(rows))
                self.nobody_label.setVisible(not rows and bool(self.search_field.text().strip()))

    def _on_search_entered(self) -> None:
        self.table.view.select_row(0)
        self.table.setFocus()

    def _on_row_chosen(self, hit: PersonHit) -> None:
        self._chosen = hit.id
        self.chosen.emit(hit.id)


def _name_cell(hit: PersonHit) -> Cell:
    return Cell(text=hit.name, is_name=True, strong=True, badges=(protection_badge(),) if hit.protected else ())


def _age_cell(hit: PersonHit) -> Cell:
    if hit.age is None or hit.born is None:
        return Cell(detail=_("unknown"))
    born = _("born {day}").format(day=dates.plain_day(hit.born))
    return Cell(text=dates.age(hit.age), detail=born, hide_detail=True)


def _place_cell(hit: PersonHit) -> Cell:
    place = ", ".join(part for part in (hit.class_name, hit.school) if part)
    return Cell(detail=place or NOTHING, hide_detail=True)


def _nothing(_answer: object) -> None:
    """Take an answer that nobody needs."""
