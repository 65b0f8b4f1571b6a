"""The school calendar: holidays typed or read from the municipality's list, beside the public ones."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import BreakId
from sspdesk.domain.school_calendar import Fate, ReadBreak, SchoolYear, gap_days, school_year
from sspdesk.domain.workdays import SchoolBreak
from sspdesk.exchange.school_calendar import ReadCalendar, read
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.labels import school_calendar as labels
from sspdesk.labels.errors import explain, templates
from sspdesk.services import school_calendar
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, IconButton, Kind
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.form import Form, focus_into
from sspdesk.ui.shared.panels import EmptyState, InlineMessage
from sspdesk.ui.shared.table import RecordTable

Row = tuple[SchoolBreak, bool]
"""A holiday, and whether it is a public one that the program knows by itself."""


class SchoolCalendarDialog(Dialog):
    """One school year's holidays. The public ones are filled in and cannot be changed."""

    def __init__(self, context: PageContext, *, parent: QWidget) -> None:
        super().__init__(
            _("SSP Desk – calendar"),
            _("School holidays"),
            _("Series of meetings pass over these days, and deadlines in school days do not count them."),
            width=720,
            parent=parent,
        )
        self._context = context
        self._year = school_year(context.now().date())
        self.message = InlineMessage()
        self.message.hide()
        self.back_button = IconButton(_("The school year before"), "chevron-left")
        self.forth_button = IconButton(_("The next school year"), "chevron-right")
        self.year_label = layouts.label(level="panel")
        self.file_button = Button(_("Read a file…"), icon="file-down", name="read_file_button")
        self.new_button = Button(_("New holiday…"), icon="plus", name="new_holiday_button")
        self.table = self._table()
        self.table.setMinimumHeight(theme.px(330))
        self.back_button.clicked.connect(partial(self._step, -1))
        self.forth_button.clicked.connect(partial(self._step, 1))
        self.file_button.clicked.connect(self._on_file_pressed)
        self.new_button.clicked.connect(self._on_new_pressed)
        self.table.opened.connect(self._on_opened)
        self.table.action_pressed.connect(lambda row, _column: self._on_opened(row))
        tools = layouts.row(
            self.back_button, self.year_label, self.forth_button, None, self.file_button, self.new_button
        )
        self.body.addWidget(self.message)
        self.body.addLayout(tools)
        self.body.addWidget(self.table, 1)
        self.add_close_button(_("Close"), default=True)
        self.load()

    def _table(self) -> RecordTable[Row]:
        columns: tuple[Column[Row], ...] = (
            Column(title=_("Days"), cell=lambda row: Cell(text=labels.span(row[0])), width=270),
            Column(title=_("Name"), cell=_name),
            Column(title=_("Length"), cell=lambda row: Cell(text=labels.weeks(gap_days(row[0]))), width=90),
            Column(title="", cell=lambda row: Cell(action="" if row[1] else _("Edit")), width=70, align_right=True),
        )
        empty = EmptyState("school", _("No holidays in this school year"))
        return RecordTable(columns, name=_("School holidays"), empty=empty)

    def load(self) -> None:
        """Fetch the holidays of the year anew."""
        year = self._year
        self.year_label.setText(labels.year(year))
        self._context.operations.query(self, partial(school_calendar.of_year, year=year), partial(self._show, year))

    def _show(self, year: SchoolYear, breaks: list[SchoolBreak]) -> None:
        public = [SchoolBreak(name=name, first=day, last=day) for day, name in school_calendar.public_holidays(year)]
        rows: list[Row] = [(one, False) for one in breaks] + [(one, True) for one in public]
        rows.sort(key=lambda row: (row[0].first, row[1]))
        self.table.set_rows(rows)

    def _step(self, years: int) -> None:
        self._year = SchoolYear(self._year.start + years)
        self.load()

    # -- typing --------------------------------------------------------------------------------------------------

    def _on_new_pressed(self) -> None:
        first = max(self._year.first, self._context.now().date())
        self._edit(SchoolBreak(name="", first=first, last=first))

    def _on_opened(self, row: Row) -> None:
        if not row[1]:
            self._edit(row[0])

    def _edit(self, one: SchoolBreak) -> None:
        dialog = HolidayDialog(self._context, one, parent=self)
        dialog.accepted.connect(self.load)
        dialog.open()

    # -- reading -------------------------------------------------------------------------------------------------

    def _on_file_pressed(self) -> None:
        dialog = QFileDialog(self, _("Choose the list of holidays"))
        dialog.setObjectName("choose_file_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"{_('Lists and calendars')} (*.csv *.xlsx *.xls *.ods *.ics *.txt)",
                               f"{_('All files')} (*)"])  # fmt: skip
        dialog.fileSelected.connect(lambda name: self.read_file(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def read_file(self, path: Path) -> None:
        """Read a list in the limited child process and show what it would change."""
        self.message.hide()
        self._context.operations.background(self, partial(read, path), self._on_read, self._on_refused)

    def _on_read(self, found: ReadCalendar) -> None:
        work = partial(school_calendar.compare, found=found.breaks)
        self._context.operations.query(self, work, partial(self._on_compared, found))

    def _on_compared(self, found: ReadCalendar, compared: tuple[ReadBreak, ...]) -> None:
        dialog = PreviewDialog(self._context, found, compared, parent=self)
        dialog.accepted.connect(self._on_taken_over)
        if compared:
            self._year = school_year(compared[-1].found.first)
        dialog.open()

    def _on_taken_over(self) -> None:
        self.load()

    def _on_refused(self, error: DomainError | KnownError) -> None:
        self.message.say(_("Nothing was stored."), explain(error), tone="danger")


def _name(row: Row) -> Cell:
    one, public = row
    badges = (BadgeSpec(_("Public holiday"), "calendar-days", "neutral"),) if public else ()
    return Cell(text=one.name, badges=badges)


class PreviewDialog(Dialog):
    """What a read list changes, before it does."""

    def __init__(
        self, context: PageContext, found: ReadCalendar, compared: tuple[ReadBreak, ...], *, parent: QWidget
    ) -> None:
        count = sum(one.fate is not Fate.SAME for one in compared)
        heading = ngettext("{count} holiday is new or changed", "{count} holidays are new or changed", count)
        super().__init__(_("SSP Desk – calendar"), heading.format(count=count), width=640, parent=parent)
        self._context, self._found = context, found
        columns: tuple[Column[ReadBreak], ...] = (
            Column(title=_("Days"), cell=lambda one: Cell(text=labels.span(one.found)), width=270),
            Column(title=_("Name"), cell=lambda one: Cell(text=one.found.name)),
            Column(title=_("Store"), cell=_read_fate, width=190),
        )
        self.table: RecordTable[ReadBreak] = RecordTable(columns, name=_("Holidays of the file"))
        self.table.setMinimumHeight(theme.px(280))
        self.table.set_rows(compared)
        if found.unread:
            message = InlineMessage()
            first = found.unread[0]
            text = ngettext("{count} row cannot be read.", "{count} rows cannot be read.", len(found.unread))
            why = _("Row {row}: {why}").format(row=first.row, why=_(templates()[first.code]).format(days=70))
            message.say(text.format(count=len(found.unread)), why, tone="warn")
            self.body.addWidget(message)
        self.body.addWidget(self.table, 1)
        self.add_close_button(_("Cancel"))
        words = ngettext("Store {count} holiday", "Store {count} holidays", count).format(count=count)
        self.store_button = self.add_button(words if count else _("Close"), kind=Kind.PRIMARY, default=True)
        self.store_button.clicked.connect(self._on_store_pressed if count else self.reject)

    def _on_store_pressed(self) -> None:
        work = partial(school_calendar.take_over, found=self._found.breaks)
        message = _("The school calendar is updated")
        self._context.operations.command(self, work, lambda _count: self.accept(), message=message)


def _read_fate(one: ReadBreak) -> Cell:
    tone = {Fate.NEW: ("plus", "info"), Fate.SAME: ("circle-check", "ok"), Fate.REPLACES: ("refresh-cw", "warn")}
    icon, colour = tone[one.fate]
    return Cell(badges=(BadgeSpec(labels.fate(one.fate), icon, colour),))


class HolidayDialog(Dialog):
    """One holiday: name, first and last day."""

    def __init__(self, context: PageContext, one: SchoolBreak, *, parent: QWidget) -> None:
        heading = labels.span(one) if one.id else _("New holiday")
        super().__init__(_("SSP Desk – calendar"), heading, width=440, parent=parent)
        self._context, self._one = context, one
        form = Form(columns=2)
        form.line("name", _("Name"), one.name, max_length=60, span=2)
        form.date("first", _("First day"), one.first if one.id else None, prefer=Prefer.FUTURE)
        form.date("last", _("Last day"), one.last if one.id else None, prefer=Prefer.FUTURE)
        self.form = form
        self.body.addWidget(form)
        if one.id:
            self.remove_button = self.add_button(_("Remove"), kind=Kind.DANGER)
            self.remove_button.clicked.connect(self._on_remove_pressed)
        self.add_close_button(_("Cancel"))
        self.save_button = self.add_button(_("Save the holiday"), kind=Kind.PRIMARY, default=True)
        self.save_button.clicked.connect(self._on_save_pressed)
        focus_into(form.row("name").widget)

    def _on_save_pressed(self) -> None:
        if not self.form.is_readable():
            return
        value = self.form.value
        missing = [(field, _("Write the date.")) for field in ("first", "last") if value(field) is None]
        self.form.show_problems(missing)
        if missing:
            return
        wanted = replace(self._one, name=value("name"), first=value("first"), last=value("last"))
        self._context.operations.command(
            self,
            partial(school_calendar.save, wanted=wanted),
            lambda _stored: self.accept(),
            self._on_refused,
            message=_("The holiday is saved: {day}").format(day=dates.day_short(wanted.first)),
        )

    def _on_refused(self, error: DomainError | KnownError) -> None:
        if isinstance(error, DomainError):
            self.form.show_error(error)

    def _on_remove_pressed(self) -> None:
        work = partial(school_calendar.remove, break_id=BreakId(self._one.id))
        message = _("The holiday is removed")
        self._context.operations.command(self, work, lambda _nothing: self.accept(), message=message)
