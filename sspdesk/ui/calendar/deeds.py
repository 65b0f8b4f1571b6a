"""What the calendar page does besides showing: print, export, import, the school calendar, moving by a date."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from sspdesk.domain.calendar import Entry, EntryKind
from sspdesk.domain.calendar_files import Scope
from sspdesk.domain.ids import MeetingId
from sspdesk.domain.meetings import Meeting
from sspdesk.exchange.encrypted import write_exactly
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.reports import calendar_sheet
from sspdesk.reports.calendar_sheet import CalendarPaper
from sspdesk.services import calendar_files, calendar_paper
from sspdesk.services.calendar import Week53
from sspdesk.services.calendar_files import ExportedFile
from sspdesk.ui.calendar import modes
from sspdesk.ui.calendar.modes import Mode
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared.buttons import Kind
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.form import Form, focus_into
from sspdesk.ui.shared.page import Command
from sspdesk.ui.shared.pdf_preview import PdfPreview

if TYPE_CHECKING:
    from sspdesk.ui.calendar.page import CalendarPage

_PAGES = {
    EntryKind.MEETING: "wednesday",
    EntryKind.SHIFT: "street_team",
    EntryKind.TALK: "talks",
    EntryKind.TASK: "today",
}


def page_of(entry: Entry) -> str | None:
    """Return the key of the page where an entry is worked on; None where the desk has no such page."""
    from sspdesk.ui.pages import entries  # noqa: PLC0415 - it names every page, this one too

    key = _PAGES.get(entry.kind)
    if entry.kind is EntryKind.MEETING and not entry.has_police_list:
        key = "meeting"
    return key if key in {one.key for one in entries()} else None


def _deeds(page: "CalendarPage", context: PageContext) -> Sequence[tuple[str, str, Callable[[], object]]]:
    return (
        (_("New meeting…"), "calendar-plus", partial(context.open_page, "meeting", 0)),
        (_("Forums, series and year wheel"), "landmark", partial(context.open_page, "forums", None)),
        (_("Print this view…"), "printer", partial(print_view, page, context)),
        (_("Save a calendar file…"), "share-2", partial(ask_scope, context, page)),
        (_("Import a calendar file…"), "file-down", partial(import_file, context, page)),
        (_("School holidays…"), "school", partial(school_holidays, context, page)),
    )


def menu(page: "CalendarPage", context: PageContext) -> QMenu:
    """Return the menu of the page."""
    found = QMenu(page)
    for title, _icon, run in _deeds(page, context):
        action = found.addAction(title)
        action.triggered.connect(lambda _checked=False, run=run: run())
    return found


def commands(page: "CalendarPage", context: PageContext) -> tuple[Command, ...]:
    """Return the same for the command field."""
    return tuple(Command(title=title.rstrip("…"), icon=icon, run=run) for title, icon, run in _deeds(page, context))


# -- print -------------------------------------------------------------------------------------------------------------


def print_view(page: "CalendarPage", context: PageContext) -> None:
    """Show what the page shows as it is printed: A3 for the school year, A4 for the rest."""
    mode, span = page.mode, page.span
    work = partial(
        calendar_paper.gather,
        title=span.title,
        first=span.first,
        last=span.last,
        hidden=page.filters.hidden,
        draw=None if mode is Mode.LIST else partial(modes.draw, mode),
        large=mode is Mode.YEAR,
    )

    def gathered(paper: CalendarPaper) -> None:
        context.operations.background(page, partial(calendar_sheet.render, paper), rendered)

    def rendered(pdf: bytes) -> None:
        note = _("Talks and deadlines are left out, and an Exit meeting says only that you are busy.")
        preview = PdfPreview(pdf, _("Meeting calendar"), note=note, parent=page)
        preview.save_requested.connect(partial(_save_pdf, context, preview, pdf))
        preview.open()

    context.operations.query(page, work, gathered)


def print_meeting(context: PageContext, parent: QWidget, meeting_id: MeetingId) -> None:
    """Show a meeting's agenda as it is printed."""
    from sspdesk.ui.papers.actions import show_any_agenda  # noqa: PLC0415 - a paper is wanted now and then

    show_any_agenda(context, parent, meeting_id)


def _save_pdf(context: PageContext, parent: QWidget, pdf: bytes) -> None:
    _ask_target(parent, _("Save the meeting calendar"), "moedekalender.pdf", partial(_write, context, parent, pdf))


# -- files -------------------------------------------------------------------------------------------------------------


def export_meeting(context: PageContext, parent: QWidget, meeting_id: MeetingId) -> None:
    """Save one meeting as a calendar file."""
    export(context, parent, Scope(meeting_id=meeting_id))


def ask_scope(context: PageContext, parent: QWidget) -> None:
    """Ask whether everything, a forum or a series is exported, then save it."""
    from sspdesk.ui.calendar.export_dialog import ExportDialog  # noqa: PLC0415 - wanted now and then

    ExportDialog.ask(context, parent, partial(export, context, parent))


def export(context: PageContext, parent: QWidget, scope: Scope) -> None:
    """Ask where, then save a calendar file: names of forums, times and places, nothing else."""

    def chosen(path: Path) -> None:
        def exported(file: ExportedFile) -> None:
            _write(context, parent, file.content, path)
            text = ngettext("{count} meeting is in the file", "{count} meetings are in the file", file.count)
            context.say(text.format(count=file.count))

        context.operations.command(parent, partial(calendar_files.export, scope=scope), exported)

    _ask_target(parent, _("Save a calendar file"), "ssp-moeder.ics", chosen)


def _write(context: PageContext, parent: QWidget, content: bytes, path: Path) -> None:
    context.operations.background(parent, partial(write_exactly, path, content), lambda _nothing: None)


def _ask_target(parent: QWidget, title: str, name: str, on_chosen: Callable[[Path], None]) -> None:
    ending = Path(name).suffix
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, title, folder)
    dialog.setObjectName("target_dialog")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ending.removeprefix("."))
    dialog.setNameFilter(f"*{ending}")
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda found: on_chosen(Path(found)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def import_file(context: PageContext, parent: QWidget) -> None:
    """Open the import of a calendar file."""
    from sspdesk.ui.calendar.import_dialog import ImportDialog  # noqa: PLC0415 - wanted now and then

    ImportDialog.ask(context, parent)


def school_holidays(context: PageContext, parent: QWidget) -> None:
    """Open the school calendar."""
    from sspdesk.ui.calendar.school_dialog import SchoolCalendarDialog  # noqa: PLC0415 - wanted now and then

    SchoolCalendarDialog(context, parent=parent).open()


def plan_extra(context: PageContext, page: QWidget, found: Week53) -> None:
    """Plan a further meeting of a forum in a long gap; it is then chosen in the calendar."""
    from sspdesk.ui.meeting.new_dialog import NewMeetingDialog  # noqa: PLC0415 - wanted once a year

    def made(meeting: Meeting) -> None:
        context.open_page("calendar", meeting.id)

    NewMeetingDialog.ask(context, page, made, day=found.extra, forum_id=found.forum.id)


# -- moving ------------------------------------------------------------------------------------------------------------


def ask_day(parent: QWidget, entry: Entry, on_chosen: Callable[[date], None], context: PageContext) -> None:
    """Ask for the day a meeting moves to; its time stays."""
    dialog = MoveDialog(entry, today=lambda: context.now().date(), parent=parent)
    dialog.accepted.connect(lambda: on_chosen(dialog.day))
    dialog.open()


class MoveDialog(Dialog):
    """A new day for a meeting."""

    def __init__(self, entry: Entry, *, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(
            _("SSP Desk – calendar"),
            _("Move {what}").format(what=entry.title),
            _("It lies on {moment} now. The time of day stays.").format(moment=dates.moment(entry.starts)),
            width=420,
            parent=parent,
        )
        self.form = Form(columns=1)
        self.form.date("day", _("New date"), entry.day, prefer=Prefer.FUTURE, today=today)
        self.body.addWidget(self.form)
        self.add_close_button(_("Cancel"))
        self.move_button = self.add_button(_("Move the meeting"), kind=Kind.PRIMARY, default=True)
        self.move_button.clicked.connect(self._on_move_pressed)
        focus_into(self.form.row("day").widget)

    @property
    def day(self) -> date:
        """The day that was chosen; only after ``accepted``."""
        found = self.form.value("day")
        assert isinstance(found, date)  # noqa: S101 - accepted with a date only
        return found

    def _on_move_pressed(self) -> None:
        if not self.form.is_readable():
            return
        if self.form.value("day") is None:
            self.form.show_problems([("day", _("Write the new date."))])
            return
        self.accept()
