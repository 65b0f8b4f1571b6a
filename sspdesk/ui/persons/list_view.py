"""The list of persons: search field, school filter, windowed table, and texts in which the words were found."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from sspdesk.domain.ids import PersonId
from sspdesk.domain.people import Institution
from sspdesk.domain.search import SearchHits, TextHit
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.services import persons, search
from sspdesk.services.persons import PersonRow
from sspdesk.ui import icons
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons import words
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.cells import Column, Sort
from sspdesk.ui.shared.date_edit import name_inner_buttons
from sspdesk.ui.shared.fields import Option, SearchCombo
from sspdesk.ui.shared.panels import EmptyState, Panel
from sspdesk.ui.shared.table import RecordTable

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

REST_MS = 3000
"""A search that rests this long is written in the log (design.md § 3a)."""


@dataclass(frozen=True, slots=True)
class PersonSource:
    """The list's rows, filtered by words and school."""

    words: str = ""
    school_id: int | None = None

    def count(self, uow: "UnitOfWork") -> int:
        """Return how many persons there are."""
        return persons.count(uow, school_id=self.school_id, words=self.words)

    def fetch(self, uow: "UnitOfWork", offset: int, limit: int, sort: Sort | None) -> Sequence[PersonRow]:
        """Return one window."""
        order = sort or Sort("name")
        return persons.page(
            uow,
            offset,
            limit,
            sort=order.key,
            descending=order.descending,
            school_id=self.school_id,
            words=self.words,
        )


class SearchField(QLineEdit):
    """A line with a magnifying glass. Arrow down and Enter go on to what was found, Esc empties it."""

    left_downwards = Signal()

    def __init__(self, placeholder: str, name: str) -> None:
        super().__init__()
        self.setObjectName("search_field")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        glass = QAction(name, self)
        icons.set_icon(glass, "search", "muted")
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        name_inner_buttons(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.textEdited.emit("")
        else:
            super().keyPressEvent(event)


class PersonListView(QWidget):
    """Shows the persons; ``opened`` carries a person's id, ``counted`` how many are shown."""

    opened = Signal(int)
    counted = Signal(int)
    new_pressed = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("person_list")
        self._context = context
        self._hits = SearchHits()
        self._asked = 0
        self.search_field = SearchField(_("Search name, CPR, school, class or text"), _("Search persons"))
        self.school_combo = SearchCombo([Option(None, _("All schools"))], placeholder=_("All schools"))
        self.school_combo.setAccessibleName(_("School"))
        self.school_combo.setMaximumWidth(280)
        self.count_label = layouts.label(tone="muted", level="small")
        self.table = self._build_table()
        self.texts = self._build_texts()
        self.texts_panel = Panel(_("Found in texts"), padded=False)
        self.texts_panel.body.addWidget(self.texts)
        self.texts_panel.hide()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._build()
        self._connect()

    def _build_table(self) -> RecordTable[PersonRow]:
        columns: tuple[Column[PersonRow], ...] = (
            Column(title=_("Person"), cell=words.name_cell, sort="name"),
            Column(title=_("Age"), cell=words.age_cell, width=190, sort="age"),
            Column(title=_("Class"), cell=words.class_cell, width=130),
            Column(title=_("School"), cell=words.school_cell, width=220),
            Column(title=_("Recorded on"), cell=words.created_cell, width=120, sort="newest"),
        )
        self.empty = EmptyState("contact-round", _("No persons yet"), action=_("New person"), action_icon="plus")
        return RecordTable(
            columns,
            name=_("Persons"),
            operations=self._context.operations,
            privacy=self._context.privacy,
            empty=self.empty,
        )

    def _build_texts(self) -> RecordTable[TextHit]:
        column: Column[TextHit] = Column(title=_("Text"), cell=words.text_hit_cell)
        return RecordTable(
            (column,),
            name=_("Found in texts"),
            privacy=self._context.privacy,
            row_height=42,
            show_header=False,
        )

    def _build(self) -> None:
        line = layouts.row(self.search_field, self.school_combo, self.count_label, spacing=12)
        line.setStretch(0, 1)
        panel = Panel(padded=False)
        panel.body.addWidget(self.table)
        layout = layouts.column(line, panel, self.texts_panel, spacing=12)
        layout.setStretch(1, 3)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.search_field.textEdited.connect(self._on_words_changed)
        self.search_field.returnPressed.connect(self._on_search_entered)
        self.search_field.left_downwards.connect(self.table.setFocus)
        self.school_combo.value_changed.connect(self._on_school_changed)
        self.table.opened.connect(self._on_row_opened)
        self.texts.opened.connect(self._on_text_opened)
        self.table.model.loaded.connect(self._on_loaded)
        self.empty.pressed.connect(self._on_empty_pressed)
        self._rest.timeout.connect(self._on_rested)

    # what is shown
    def show_schools(self, schools: Sequence[Institution]) -> None:
        """Offer these schools in the filter."""
        self.school_combo.set_options(
            [Option(None, _("All schools")), *(Option(one.id, one.name, "school") for one in schools)]
        )
        if self.school_combo.value is None:
            self.school_combo.set_value(None)

    def reload(self) -> None:
        """Fetch the list anew with the same words and filter."""
        self.table.set_source(PersonSource(self.search_field.text(), self.school_combo.value), self._order())
        self._search_texts()

    def _order(self) -> Sort:
        return self.table.model.sort_order or Sort("name")

    def _search_texts(self) -> None:
        typed = self.search_field.text().strip()
        self._asked += 1
        if len(typed) < 2:
            self._show_hits(self._asked, SearchHits())
            return
        self._context.operations.query(
            self, lambda uow: search.search(uow, typed), partial(self._show_hits, self._asked)
        )

    def _show_hits(self, asked: int, hits: SearchHits) -> None:
        if asked != self._asked:
            return
        self._hits = hits
        self.texts.set_rows(hits.texts)
        self.texts_panel.set_detail(dates.number(len(hits.texts)))
        self.texts_panel.setVisible(bool(hits.texts))

    # what the user does
    def _on_words_changed(self) -> None:
        self.reload()
        if self.search_field.text().strip():
            self._rest.start()
        else:
            self._rest.stop()

    def _on_school_changed(self) -> None:
        self.reload()

    def _on_search_entered(self) -> None:
        first = self.table.model.record(0) if self.table.model.rowCount() else None
        if first is not None:
            self._on_row_opened(first)

    def _on_row_opened(self, row: PersonRow) -> None:
        self._open(row.person.id)

    def _on_text_opened(self, hit: TextHit) -> None:
        self._open(hit.person_id)

    def _open(self, person_id: PersonId) -> None:
        if self._rest.isActive():
            self._rest.stop()
            self._record(person_id)
        self.opened.emit(person_id)

    def _on_rested(self) -> None:
        self._record(None)

    def _record(self, person_id: PersonId | None) -> None:
        """Write the search in the log: numbers and who was opened, never the words."""
        hits = self._hits
        self._context.operations.query(self, lambda uow: search.record_search(uow, hits, person_id), _nothing)

    def _on_loaded(self, count: int) -> None:
        typed = bool(self.search_field.text().strip()) or self.school_combo.value is not None
        said = ngettext("{count} person", "{count} persons", count).format(count=dates.number(count))
        self.count_label.setText(said)
        button = self.empty.button
        button.set_words(*((_("Show all persons"), "x") if typed else (_("New person"), "plus")))
        if typed:
            self.empty.set_words(
                _("Nobody found"), _("Try the beginning of the name, or another spelling. Texts are searched too.")
            )
        else:
            self.empty.set_words(_("No persons yet"), _("They come with the police's list, or you write them here."))
        self.counted.emit(count)

    def _on_empty_pressed(self) -> None:
        if self.search_field.text().strip() or self.school_combo.value is not None:
            self.search_field.clear()
            self.school_combo.set_value(None)
            self.reload()
            self.search_field.setFocus()
        else:
            self.new_pressed.emit()


def _nothing(_answer: object) -> None:
    """Take an answer that nobody needs."""
