"""The list of talks: search, what is next, own ones only, school; the open ones by group, all of them in windows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.ids import TalkId
from sspdesk.domain.people import Institution
from sspdesk.domain.talk_statistics import TalksMeant
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.services import talk_list
from sspdesk.services.talk_list import ListWish, TalkGroup, TalkRow, group_of
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.list_view import SearchField
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.cells import Cell, Column, GroupRow, Sort
from sspdesk.ui.shared.fields import CheckBox, Option, SearchCombo
from sspdesk.ui.shared.panels import EmptyState, Panel
from sspdesk.ui.shared.table import RecordTable
from sspdesk.ui.talks import words

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

_ALL = "alle"


@dataclass(frozen=True, slots=True)
class TalkSource:
    """The rows of a long list."""

    wish: ListWish

    def count(self, uow: "UnitOfWork") -> int:
        """Return how many talks there are."""
        return talk_list.count(uow, self.wish)

    def fetch(self, uow: "UnitOfWork", offset: int, limit: int, sort: Sort | None) -> Sequence[TalkRow]:
        """Return one window."""
        return talk_list.page(uow, offset, limit, self.wish)


class TalkListView(QWidget):
    """Shows the talks; ``chosen`` carries a talk's id, ``counted`` how many are shown."""

    chosen = Signal(int)
    counted = Signal(int)
    new_pressed = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("talk_list")
        self._context = context
        self._asked = 0
        self._wanted: int | None = None
        self.search_field = SearchField(_("Search name, CPR, school or class"), _("Search talks"))
        self.group_combo = SearchCombo(search=False)
        self.group_combo.setAccessibleName(_("What is next"))
        self.school_combo = SearchCombo([Option(None, _("All schools"))], placeholder=_("All schools"))
        self.school_combo.setAccessibleName(_("School"))
        self.mine_box = CheckBox(_("Only mine"))
        self._meant: TalksMeant | None = None
        self.behind_label = layouts.label("", level="strong", wrap=True)
        self.behind_button = Button(_("Show the open talks"), kind=Kind.LINK, name="behind_button")
        self.behind_line = layouts.box(layouts.row(self.behind_label, None, self.behind_button, spacing=8))
        self.behind_line.hide()
        self.count_label = layouts.label(tone="muted", level="small")
        self._show_groups({})
        self.group_combo.set_value(None)
        self.table = self._build_table()
        filters = layouts.row(self.group_combo, self.school_combo, self.mine_box, spacing=8)
        filters.setStretch(0, 1)
        filters.setStretch(1, 1)
        panel = Panel(padded=False)
        panel.body.addWidget(self.table)
        layout = layouts.column(
            *(self.search_field, filters, self.behind_line, panel, self.count_label),
            spacing=8,
            margins=(16, 0, 8, 12),
        )
        layout.setStretch(3, 1)
        self.setLayout(layout)
        self._connect()

    def _build_table(self) -> RecordTable[TalkRow]:
        columns: tuple[Column[TalkRow], ...] = (
            Column(title=_("Talk with"), cell=words.name_cell),
            Column(title=_("State"), cell=words.state_cell, width=144),
            Column(title=_("Next deadline"), cell=self._due_cell, width=118),
        )
        self.empty = EmptyState("messages-square", _("No talks"), action=_("New talk…"), action_icon="plus")
        return RecordTable(
            columns,
            name=_("Talks"),
            operations=self._context.operations,
            privacy=self._context.privacy,
            empty=self.empty,
            row_height=44,
        )

    def _due_cell(self, row: TalkRow) -> Cell:
        return words.due_cell(row, self._today)

    @property
    def _today(self) -> date:
        return self._context.now().date()

    def _connect(self) -> None:
        self.search_field.textEdited.connect(self._on_words_edited)
        self.search_field.left_downwards.connect(self.table.setFocus)
        self.search_field.returnPressed.connect(self._on_search_entered)
        self.group_combo.value_changed.connect(self._on_filter_changed)
        self.school_combo.value_changed.connect(self._on_filter_changed)
        self.mine_box.toggled.connect(self._on_filter_changed)
        self.table.chosen.connect(self._on_row_chosen)
        self.table.opened.connect(self._on_row_chosen)
        self.table.model.loaded.connect(self._on_loaded)
        self.empty.pressed.connect(self._on_empty_pressed)
        self.behind_button.clicked.connect(self.show_open)

    # what is shown
    @property
    def wish(self) -> ListWish:
        """What the fields ask for."""
        group = self.group_combo.value
        return ListWish(
            group=None if group in (None, _ALL) else TalkGroup(group),
            everything=group == _ALL,
            mine=self.mine_box.isChecked(),
            school_id=self.school_combo.value,
            words=self.search_field.text().strip(),
            meant=self._meant,
        )

    @property
    def filtered(self) -> bool:
        """Whether anything but the open talks is asked for."""
        return self.wish != ListWish()

    def show_schools(self, schools: Sequence[Institution]) -> None:
        """Offer these schools in the filter."""
        options = [Option(None, _("All schools")), *(Option(one.id, one.name, "school") for one in schools)]
        self.school_combo.set_options(options)

    def _show_groups(self, counts: dict[TalkGroup, int]) -> None:
        """Offer the groups with how many talks each has."""

        def label(title: str, groups: Sequence[TalkGroup]) -> str:
            if not counts:
                return title
            return f"{title} · {dates.number(sum(counts.get(one, 0) for one in groups))}"

        options = [Option(None, label(_("Open talks"), talk_list.OPEN_GROUPS))]
        options += [Option(one.value, label(words.group(one), [one])) for one in TalkGroup]
        options.append(Option(_ALL, label(_("All talks"), list(TalkGroup))))
        self.group_combo.blockSignals(True)
        self.group_combo.set_options(options)
        self.group_combo.blockSignals(False)

    def reload(self) -> None:
        """Fetch the list anew with the same words and filters."""
        self._asked += 1
        wish = self.wish
        answer: Callable[[dict[TalkGroup, int]], None] = partial(self._on_counts, self._asked)
        self._context.operations.query(self, lambda uow: talk_list.counts(uow, wish), answer)
        if wish.everything or wish.group is TalkGroup.ENDED:
            self.table.set_source(TalkSource(wish))
            return
        self._context.operations.query(
            self, lambda uow: talk_list.open_rows(uow, wish), partial(self._on_rows, self._asked)
        )

    def _on_counts(self, asked: int, counts: dict[TalkGroup, int]) -> None:
        if asked == self._asked:
            self._show_groups(counts)

    def _on_rows(self, asked: int, rows: list[TalkRow]) -> None:
        if asked != self._asked:
            return
        shown: list[TalkRow | GroupRow] = []
        for group in TalkGroup:
            theirs = [row for row in rows if group_of(row.talk.state) is group]
            if theirs:
                shown += [words.group_row(group, len(theirs)), *theirs]
        self.table.set_rows(shown)

    def select(self, talk_id: int | None) -> None:
        """Mark a talk, now or once it is loaded; the pane that shows it is told by the page."""
        self._wanted = talk_id
        self.table.keep(None if talk_id is None else lambda row: row.talk.id == talk_id)
        if talk_id is not None:
            self.table.select(lambda row: row.talk.id == talk_id)

    # what the user does
    def _on_words_edited(self) -> None:
        self.reload()

    def _on_filter_changed(self) -> None:
        self.reload()

    def _on_search_entered(self) -> None:
        self.table.setFocus()

    def _on_row_chosen(self, row: TalkRow) -> None:
        if row.talk.id != self._wanted:
            self._wanted = row.talk.id
            self.table.keep(lambda other: other.talk.id == row.talk.id)
            self.chosen.emit(TalkId(row.talk.id))

    def _on_loaded(self, count: int) -> None:
        talks = count - sum(isinstance(self.table.model.item(row), GroupRow) for row in range(min(count, 600)))
        self.count_label.setText(ngettext("{count} talk", "{count} talks", talks).format(count=dates.number(talks)))
        if self.filtered:
            self.empty.set_words(_("No talk found"), _("Try another filter, or the beginning of the name."))
            self.empty.button.set_words(_("Show the open talks"), "x")
        else:
            self.empty.set_words(
                _("No open talks"),
                _("They come when the Wednesday group decides to offer one, from a school, or you begin one here."),
            )
            self.empty.button.set_words(_("New talk…"), "plus")
        self.counted.emit(talks)

    def _on_empty_pressed(self) -> None:
        if not self.filtered:
            self.new_pressed.emit()
            return
        self.show_open()
        self.search_field.setFocus()

    def show_open(self) -> None:
        """Show the open talks again, without any filter."""
        self._show_all(None, "")
        self.group_combo.set_value(None)
        self.reload()

    def show_behind(self, meant: TalksMeant, words: str) -> None:
        """Show the talks behind a number of the statistics; ``words`` say which."""
        self._show_all(meant, words)
        self.group_combo.blockSignals(True)
        self.group_combo.set_value(_ALL)
        self.group_combo.blockSignals(False)
        self.reload()

    def _show_all(self, meant: TalksMeant | None, words: str) -> None:
        self._meant = meant
        self.behind_label.setText(words)
        self.behind_line.setVisible(meant is not None)
        self.search_field.clear()
        self.school_combo.set_value(None)
        self.mine_box.setChecked(False)
