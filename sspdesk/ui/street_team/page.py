"""The page "Gadeteam": filters, tendencies, quick entry, and the observations behind every number."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from sspdesk.domain.changes import ChangeSet, Outcome
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import ObservationId
from sspdesk.domain.people import Professional
from sspdesk.domain.street_counts import Filter, Span
from sspdesk.domain.street_team import Observation, ObservationState, Place
from sspdesk.exchange.encrypted import write_exactly
from sspdesk.i18n import _
from sspdesk.labels import street_charts
from sspdesk.labels.errors import explain
from sspdesk.services import street_sheet, street_team
from sspdesk.services.street_team import Entry, ObservationRow
from sspdesk.services.street_tendencies import Tendencies, tendencies
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.papers.flow import PaperFlow
from sspdesk.ui.papers.targets import choose_file
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind, MenuButton
from sspdesk.ui.shared.page import Command, Page
from sspdesk.ui.shared.panels import EmptyState, Panel
from sspdesk.ui.shared.table import RecordTable
from sspdesk.ui.street_team import resuming
from sspdesk.ui.street_team.charts import HoursPanel, ThemePanel
from sspdesk.ui.street_team.dialogs import ObservationDialog, PlacesDialog
from sspdesk.ui.street_team.filters import FilterBar
from sspdesk.ui.street_team.matters_dialog import MattersDialog
from sspdesk.ui.street_team.quick_entry import QuickEntry
from sspdesk.ui.street_team.report_dialog import ReportDialog
from sspdesk.ui.street_team.rows import Observations, columns
from sspdesk.ui.street_team.saving import Saving
from sspdesk.ui.street_team.shifts_dialog import ShiftsDialog
from sspdesk.ui.street_team.stripping import Stripping

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

_KINDS = frozenset({"observation", "street_place", "street_shift", "street_shift_worker", "professional"})


class StreetTeamPage(Page):
    """What the street team saw, without names."""

    help_topic = "gadeteam"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(_("Street team"), full_bleed=True, parent=parent)
        self._context = context
        today = context.now().date()
        self._drill: Filter | None = None
        self._places: list[Place] = []
        self._workers: list[Professional] = []
        self._spot: tuple[str, int] | None = None
        self.filters = FilterBar(today)
        self.themes = ThemePanel()
        self.hours = HoursPanel()
        self.entry = QuickEntry(today)
        self.search_edit = QLineEdit()
        self.search_edit.setObjectName("search_edit")
        self.search_edit.setPlaceholderText(_("Search in the texts"))
        self.search_edit.setAccessibleName(_("Search in the texts"))
        self.search_edit.setMaximumWidth(theme.px(220))
        self.shown_label = layouts.label("", level="strong")
        self.all_button = Button(_("Show all"), kind=Kind.LINK, name="all_button")
        self.all_button.hide()
        self.read_button = Button(
            _("Mark as read"), kind=Kind.FLAT, compact=True, icon="circle-check", name="read_button"
        )
        self.table = self._build_table()
        self.more_menu = QMenu(self)
        self.more_menu.setAccessibleName(_("More"))
        self.more_menu.addAction(_("Import the team's sheet…"), self.open_import)
        self.more_menu.addAction(_("Print the blank shift sheet"), self.print_sheet)
        self.more_menu.addAction(_("Save the form as Excel…"), self.save_form)
        self.more_menu.addAction(_("Places and areas"), self.open_places)
        self.more_menu.addAction(_("Shift plan and hours"), self.open_shifts)
        self.more_menu.addAction(_("Measures at places"), self.open_matters)
        self.more_menu.addAction(_("Remove old texts…"), self.strip_texts)
        self.more_button = MenuButton(_("More"), self.more_menu)
        self.report_button = Button(_("To the local council…"), icon="file-text", name="report_button")
        self.header.add_tools(self.report_button, self.more_button)
        self._lay_out()
        self.filters.changed.connect(self._on_filter_changed)
        self.themes.opened.connect(self._on_number_opened)
        self.hours.opened.connect(self._on_number_opened)
        self.entry.entered.connect(self._on_entered)
        self.entry.more_asked.connect(self._on_more_asked)
        self.table.opened.connect(self._on_row_opened)
        self.all_button.clicked.connect(self._on_all_clicked)
        self.report_button.clicked.connect(self.open_report)
        self.read_button.clicked.connect(self._on_read_clicked)
        self.search_edit.returnPressed.connect(self._on_searched)

    def _build_table(self) -> RecordTable[ObservationRow]:
        empty = EmptyState(
            "footprints",
            _("No observations here"),
            _("Type the first one in the row above, or choose another period."),
        )
        return RecordTable(
            columns(), name=_("Observations"), operations=self._context.operations, privacy=self._context.privacy,
            empty=empty, row_height=30,
        )  # fmt: skip

    def _lay_out(self) -> None:
        charts = layouts.row(spacing=12, margins=(16, 12, 16, 12))
        charts.addWidget(self.themes, 54)
        charts.addWidget(self.hours, 46)
        top = layouts.box(charts)
        top.setFixedHeight(theme.px(262))
        line = layouts.row(
            self.shown_label, self.all_button, None, self.search_edit, self.read_button, margins=(12, 4, 12, 4)
        )
        panel = Panel(padded=False)
        panel.body.setSpacing(0)
        panel.body.addWidget(self.entry)
        panel.body.addWidget(layouts.rule())
        panel.body.addLayout(line)
        panel.body.addWidget(self.table, 1)
        self.body.addWidget(self.filters)
        self.body.addWidget(top)
        self.body.addLayout(layouts.column(panel, margins=(16, 0, 16, 16)), 1)

    # -- the shell's calls -----------------------------------------------------------------------------------------

    def point_at(self, kind: str, record_id: int) -> None:
        self._spot = (kind, record_id)

    def activate(self) -> None:
        def work(uow: "UnitOfWork") -> tuple[list[Place], list[str], list[Professional]]:
            return street_team.places(uow), street_team.areas(uow), street_team.workers(uow)

        self._context.operations.query(self, work, self._on_known)

    def _on_known(self, found: tuple[list[Place], list[str], list[Professional]]) -> None:
        self._places, areas, self._workers = found
        self.filters.set_known(self._places, areas, self._workers)
        self.entry.set_known(self._places, self._workers)
        self._load()
        self._go_to_spot()

    def _go_to_spot(self) -> None:
        """Open what was asked for: an observation among those of its day, or a measure among the others."""
        spot, self._spot = self._spot, None
        if spot is not None and spot[0] == "observation":
            observation_id = ObservationId(spot[1])
            self._context.operations.query(
                self, lambda uow: street_team.row(uow, observation_id), self._on_observation_found
            )
        elif spot is not None:
            MattersDialog(self._context, self._places, self, chosen=spot[1]).open()

    def _on_observation_found(self, row: ObservationRow) -> None:
        day, observation_id = row.observation.day, row.observation.id
        self._drill = Filter(span=Span(first=day, last=day))
        self.search_edit.clear()
        self.table.keep(lambda one: one.observation.id == observation_id)
        self._show_rows()
        self._on_row_opened(row)

    def refresh(self, changes: ChangeSet) -> None:
        if changes.kinds & _KINDS:
            self.activate()

    def focus_first(self) -> None:
        self.entry.focus_first()

    def editors(self) -> Mapping[str, Callable[[int], object]]:
        return resuming.editors(self._context, self, self._places, self._workers)

    def commands(self) -> Sequence[Command]:
        return (Command(title=_("Places and areas"), run=self.open_places, icon="flag"),)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def _load(self) -> None:
        wanted = self.filters.value
        self._context.operations.query(self, lambda uow: tendencies(uow, wanted), self._on_counted)
        self._show_rows()

    def _on_counted(self, found: Tendencies) -> None:
        self.set_subtitle(
            _("{observations} in {period}").format(
                observations=street_charts.observations(found.total), period=street_charts.period(found.wanted.span)
            )
        )
        self.themes.show_tendencies(found)
        self.hours.show_tendencies(found)

    @property
    def shown(self) -> Filter:
        """The observations the table shows: those behind a number, or all of the filter."""
        if self._drill is not None:
            return replace(self._drill, words=self.search_edit.text())
        wanted, today = self.filters.value, self._context.now().date()
        if self.filters.is_recent:  # what was just typed stands on top, also in a week that has only begun
            wanted = replace(wanted, span=Span(first=wanted.span.first, last=max(wanted.span.last, today)))
        return replace(wanted, words=self.search_edit.text())

    def _show_rows(self) -> None:
        wanted = self.shown
        self.all_button.setVisible(self._drill is not None or bool(wanted.words))
        self.shown_label.setText(street_charts.told(wanted, {one.id: one.name for one in self._places}))
        self.table.set_source(Observations(wanted))

    # -- what the user does ----------------------------------------------------------------------------------------

    def _on_filter_changed(self, _wanted: object) -> None:
        self._drill = None
        self.table.keep(None)
        self._load()

    def _on_number_opened(self, wanted: object) -> None:
        if isinstance(wanted, Filter):
            self._drill = wanted
            self.table.keep(None)
            self._show_rows()
            self.table.setFocus()

    def _on_all_clicked(self) -> None:
        self._drill = None
        self.table.keep(None)
        self.search_edit.clear()
        self._show_rows()

    def _on_searched(self) -> None:
        self._show_rows()

    def _on_read_clicked(self) -> None:
        wanted = replace(self.shown, state=ObservationState.DRAFT)

        def work(uow: "UnitOfWork") -> Outcome[int]:
            return street_team.review(uow, [row.observation.id for row in street_team.rows(uow, wanted, 0, 2000)])

        self._context.operations.command(self, work, message=_("Marked as read"))

    def _on_entered(self, entry: object) -> None:
        self._record(entry, self._on_stored)

    def _on_more_asked(self, entry: object) -> None:
        self._record(entry, self._on_stored_for_more)

    def _record(self, entry: object, done: Callable[[Observation], None]) -> None:
        if not isinstance(entry, Entry):
            return
        Saving(
            self._context,
            self,
            entry.texts,
            lambda uow, confirmed: street_team.record(uow, entry, names_confirmed=confirmed),
            done=done,
            failed=self._on_failed,
        ).begin()

    def _on_stored(self, _observation: Observation) -> None:
        self.entry.next_row()

    def _on_stored_for_more(self, observation: Observation) -> None:
        self.entry.next_row()
        work = partial(street_team.row, observation_id=observation.id)
        self._context.operations.query(self, work, self._on_row_opened)

    def _on_failed(self, error: DomainError | KnownError) -> None:
        self._context.say(explain(error))

    def _on_row_opened(self, row: ObservationRow) -> None:
        ObservationDialog(self._context, row, self._places, self._workers, self).open()

    def open_import(self) -> None:
        """Take in the team's own sheet."""
        self._context.open_page("street_import", None)

    def print_sheet(self) -> None:
        """Show the blank shift sheet to print."""
        PaperFlow(self._context, self, _("Shift sheet")).start(street_sheet.blank)

    def save_form(self) -> None:
        """Save the form that imports back without choosing columns."""
        choose_file(self, street_sheet.FORM_NAME, self.save_form_to)

    def save_form_to(self, path: Path) -> None:
        """Write the empty form; nothing of a person is in it."""

        def written(content: bytes) -> None:
            work, done = partial(write_exactly, path, content), partial(self._on_written, path)
            self._context.operations.background(self, work, done)

        self._context.operations.query(self, street_sheet.empty_form, written)

    def _on_written(self, path: Path, _nothing: None) -> None:
        self._context.say(_("The form was saved as {name}").format(name=path.name))

    def open_shifts(self) -> None:
        """Plan shifts, and see each worker's hours against the norm."""
        ShiftsDialog(self._context, self._workers, self).open()

    def open_matters(self) -> None:
        """Follow what places need: light, planting, walks."""
        MattersDialog(self._context, self._places, self).open()

    def strip_texts(self) -> None:
        """Show what is proposed: texts older than the set number of weeks."""
        Stripping(self._context, self).begin()

    def open_report(self) -> None:
        """Make the tendency report to the local council."""
        ReportDialog(self._context, self).open()

    def open_places(self) -> None:
        """Edit the municipality's own list of places."""
        PlacesDialog(self._context, self).open()
