"""The year wheel's reminders: each can be switched on and off, and has its day."""

from functools import partial

from PySide6.QtWidgets import QWidget

from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.services import year_wheel
from sspdesk.services.year_wheel import FeedRow
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.table import RecordTable

_SWITCH = 3


class YearWheelDialog(Dialog):
    """A row a reminder; the link switches it on or off."""

    def __init__(self, context: PageContext, rows: list[FeedRow], parent: QWidget) -> None:
        super().__init__(
            _("The year wheel"),
            _("Reminders of the year wheel"),
            _("What is switched on becomes a task before its day, and comes round again."),
            width=720,
            parent=parent,
        )
        self._context = context
        columns: tuple[Column[FeedRow], ...] = (
            Column(title=_("What"), cell=lambda row: Cell(text=row.feed.title, second=row.feed.source)),
            Column(title=_("Day"), cell=lambda row: Cell(text=dates.day(row.feed.due)), width=130),
            Column(title=_("Reminder"), cell=_reminder_cell, width=150),
            Column(title="", cell=_switch_cell, width=100),
        )
        self.table = RecordTable(columns, name=_("Reminders of the year wheel"), row_height=44)
        self.table.setMinimumHeight(390)
        self.table.set_rows(rows)
        self.body.addWidget(self.table)
        self.add_close_button(_("Close"), default=True)
        self.table.action_pressed.connect(lambda row, _column: self._switch(row))
        self.table.opened.connect(self._switch)

    @classmethod
    def ask(cls, context: PageContext, page: QWidget) -> None:
        """Read the reminders and open the dialog."""
        context.operations.query(page, year_wheel.listed, lambda rows: cls(context, rows, page).open())

    def _switch(self, row: FeedRow) -> None:
        work = partial(year_wheel.switch, feed_id=row.feed.id, on=not row.feed.active)
        message = _("The reminder is off") if row.feed.active else _("The reminder is on")
        self._context.operations.command(self, work, lambda _feed: self._reload(), message=message)

    def _reload(self) -> None:
        self._context.operations.query(self, year_wheel.listed, self.table.set_rows)


def _reminder_cell(row: FeedRow) -> Cell:
    if row.reminded_on is not None:
        return Cell(badges=(BadgeSpec(dates.day_short(row.reminded_on), "circle-check", "ok"),))
    return Cell(detail=_("off"))


def _switch_cell(row: FeedRow) -> Cell:
    return Cell(action=_("Switch off") if row.feed.active else _("Switch on"))
