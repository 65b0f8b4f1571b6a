"""The page "Fora": every forum with its chair, cadence and rule about persons, its series, and what it held (L-05)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sspdesk.domain.changes import ChangeSet
from sspdesk.domain.forums import Forum
from sspdesk.domain.ids import ForumId
from sspdesk.domain.school_calendar import school_year
from sspdesk.domain.series import Series
from sspdesk.i18n import _
from sspdesk.labels import forums as labels
from sspdesk.services import forums, series
from sspdesk.services.series import HeldOfPlanned
from sspdesk.ui.context import PageContext
from sspdesk.ui.forums.forum_dialog import ForumDialog
from sspdesk.ui.forums.set_up_dialog import SetUpDialog
from sspdesk.ui.forums.year_wheel_dialog import YearWheelDialog
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, IconButton, Kind
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column
from sspdesk.ui.shared.fields import CheckBox
from sspdesk.ui.shared.page import Command, Page
from sspdesk.ui.shared.panels import EmptyState, Panel
from sspdesk.ui.shared.table import RecordTable

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

_SERIES, _KINDS = 4, frozenset({"forum", "forum_member", "forum_item", "series", "meeting", "professional"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumRow:
    """A forum as the table shows it."""

    forum: Forum
    series: Series | None
    held: HeldOfPlanned


def load(uow: "UnitOfWork", *, with_inactive: bool) -> list[ForumRow]:
    """Return the forums with their series and what they held this school year."""
    year = school_year(uow.today)
    return [
        ForumRow(forum=one, series=series.of_forum(uow, one.id), held=series.held_of_planned(uow, one.id, year))
        for one in forums.listed(uow, with_inactive=with_inactive)
    ]


class ForumsPage(Page):
    """Lists the forums; a record is a forum, whose settings are opened."""

    help_topic = "moeder"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(_("Forums"), parent=parent)
        self._context = self.context = context
        self._asked: int | None = None
        self.back_button = IconButton(_("The calendar"), "chevron-left", bare=True)
        self.set_up_button = Button(_("Set-ups…"), icon="landmark", name="set_up_button")
        self.wheel_button = Button(_("The year wheel…"), icon="refresh-cw", name="year_wheel_button")
        self.new_button = Button(_("New forum"), kind=Kind.PRIMARY, icon="plus", name="new_forum_button")
        self.header.add_tools(self.set_up_button, self.wheel_button, self.new_button)
        line = self.header.layout()
        if isinstance(line, QHBoxLayout):
            line.insertWidget(0, self.back_button)
        self.former_box = CheckBox(_("Show those not in use"))
        columns: tuple[Column[ForumRow], ...] = (
            Column(title=_("Forum"), cell=_name_cell),
            Column(title=_("Chair"), cell=lambda row: Cell(detail=row.forum.chair), width=190),
            Column(title=_("Persons"), cell=_persons_cell, width=150),
            Column(title=_("This school year"), cell=_held_cell, width=130),
            Column(title=_("Series"), cell=_series_cell, width=230),
        )
        empty = EmptyState("landmark", _("No forums are in use"), _("Choose a set-up, or make a forum of your own."))
        self.table = RecordTable(columns, name=_("Forums"), privacy=context.privacy, empty=empty, row_height=44)
        panel = Panel(padded=False)
        panel.body.addWidget(self.table)
        self.body.addLayout(layouts.row(None, self.former_box))
        self.body.addWidget(panel, 1)
        self.back_button.clicked.connect(lambda: context.open_page("calendar", None))
        self.former_box.toggled.connect(self.activate)
        self.set_up_button.clicked.connect(self.open_set_ups)
        self.wheel_button.clicked.connect(self.open_year_wheel)
        self.new_button.clicked.connect(self.new_forum)
        self.table.opened.connect(lambda row: self.open_forum(row.forum.id))
        self.table.action_pressed.connect(self._on_action_pressed)

    # the shell's calls
    def open_record(self, record_id: int) -> None:
        self._asked = record_id

    def activate(self) -> None:
        work = partial(load, with_inactive=self.former_box.isChecked())
        self._context.operations.query(self, work, self._show)

    def _show(self, rows: list[ForumRow]) -> None:
        self.table.set_rows(rows)
        asked, self._asked = self._asked, None
        if asked is not None:
            self.table.select(lambda row: row.forum.id == asked)
            self.open_forum(ForumId(asked))

    def refresh(self, changes: ChangeSet) -> None:
        if changes.kinds & _KINDS:
            self.activate()

    def focus_first(self) -> None:
        self.table.setFocus()

    def editors(self) -> Mapping[str, Callable[[int], object]]:
        return {
            "ForumDialog": lambda forum_id: ForumDialog.ask(
                self._context, self, ForumId(forum_id) if forum_id else None
            ),
            "SeriesDialog": lambda forum_id: self.open_series(ForumId(forum_id)),
        }

    def commands(self) -> Sequence[Command]:
        return (
            Command(title=_("New forum"), run=self.new_forum, icon="plus"),
            Command(title=_("Choose a set-up of forums"), run=self.open_set_ups, icon="landmark"),
            Command(title=_("Reminders of the year wheel"), run=self.open_year_wheel, icon="refresh-cw"),
        )

    # what the user does
    def new_forum(self) -> None:
        """Open the settings of a new forum."""
        ForumDialog.ask(self._context, self, None)

    def open_forum(self, forum_id: ForumId) -> None:
        """Open the settings of a forum."""
        ForumDialog.ask(self._context, self, forum_id)

    def open_set_ups(self) -> None:
        """Offer the three ready-made set-ups."""
        SetUpDialog(self._context, self).open()

    def open_year_wheel(self) -> None:
        """Show the reminders that can be switched on."""
        YearWheelDialog.ask(self._context, self)

    def _on_action_pressed(self, row: ForumRow, column: int) -> None:
        if column == _SERIES:
            self.open_series(row.forum.id)

    def open_series(self, forum_id: ForumId) -> None:
        """Open a forum's series with its preview."""
        from sspdesk.ui.forums.series_dialog import SeriesDialog  # noqa: PLC0415 - opened now and then

        SeriesDialog.ask(self._context, self, forum_id)


def _name_cell(row: ForumRow) -> Cell:
    forum = row.forum
    badges = () if forum.active else (BadgeSpec(_("not in use"), "archive"),)
    return Cell(
        text=forum.name,
        strong=True,
        icon=labels.icon(forum.kind),
        icon_tint=_TINTS.get(labels.TONES[forum.colour], "muted"),
        badges=badges,
        second=forum.cadence or forum.purpose,
    )


_TINTS = {"accent": "accent", "plum": "plum", "warn": "warn", "info": "info", "ok": "ok"}


def _persons_cell(row: ForumRow) -> Cell:
    if row.forum.may_name_persons:
        return Cell(badges=(BadgeSpec(_("may be named"), "user-round", "info"),))
    return Cell(badges=(BadgeSpec(_("never named"), "ban", "neutral"),))


def _held_cell(row: ForumRow) -> Cell:
    if not row.held.planned:
        return Cell(detail="–")
    return Cell(text=_("{held} of {planned} held").format(held=row.held.held, planned=row.held.planned))


def _series_cell(row: ForumRow) -> Cell:
    if row.series is None:
        return Cell(action=_("Plan series…"))
    return Cell(text=labels.rhythm(row.series), action=_("Change"))
