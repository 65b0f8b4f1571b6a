"""Seventh chapter: the calendar in its four views, on paper, with the school's holidays and files of mail programs."""

import shutil
from functools import partial

from sspdesk.domain.calendar import EntryKind
from sspdesk.i18n import _
from sspdesk.reports import calendar_sheet
from sspdesk.resource import resource
from sspdesk.services import calendar_paper, meetings
from sspdesk.tour.stage import Stage
from sspdesk.ui.calendar import modes
from sspdesk.ui.calendar.deeds import import_file, school_holidays
from sspdesk.ui.calendar.import_dialog import ImportDialog
from sspdesk.ui.calendar.modes import Mode
from sspdesk.ui.calendar.page import CalendarPage
from sspdesk.ui.calendar.school_dialog import PreviewDialog, SchoolCalendarDialog

MAIL = "udvalgte-moeder-outlook.ics"
HOLIDAYS = "skoleferie-2026-27.csv"


def play(stage: Stage) -> None:
    """Look at the year, take in the school's holidays and the meetings of a mail program, and print."""
    stage.window.open_page("calendar")
    page = stage.page(CalendarPage)
    _holidays(stage, page)
    _views(stage, page)
    _files(stage, page)
    _papers(stage)
    stage.quiet()


def _views(stage: Stage, page: CalendarPage) -> None:
    meeting = stage.run(meetings.current)
    stage.window.open_page("calendar", meeting.id if meeting is not None else None)
    for mode, name, words in (
        (Mode.MONTH, "kalender", _("The calendar: forums, holidays, even weeks, and the chosen meeting beside them.")),
        (Mode.WEEK, "kalender-uge", _("A week by the hour.")),
        (Mode.YEAR, "kalender-skoleaar", _("The school year on one sheet.")),
        (Mode.LIST, "kalender-liste", _("The same as a list.")),
    ):
        page.show_mode(mode)
        page.focus_first()
        stage.picture(name, words)
    page.show_mode(Mode.MONTH)


def _holidays(stage: Stage, page: CalendarPage) -> None:
    source = stage.folder / HOLIDAYS
    shutil.copyfile(resource("demo") / HOLIDAYS, source)
    school_holidays(stage.window.context, page)
    dialog = stage.dialog(SchoolCalendarDialog)
    stage.picture("skoleferier", _("The school's holidays beside the public ones, which are there already."))
    dialog.read_file(source)
    stage.picture("skoleferier-liste", _("The municipality's list is looked at before it is stored."))
    stage.dialog(PreviewDialog).reject()
    stage.close_dialogs()


def _files(stage: Stage, page: CalendarPage) -> None:
    source = stage.folder / MAIL
    shutil.copyfile(resource("demo") / MAIL, source)
    import_file(stage.window.context, page)
    stage.dialog(ImportDialog).read_file(source)
    stage.picture("kalender-import", _("Meetings of a mail program: what is new, known, moved or cancelled."))
    stage.close_dialogs()


def _papers(stage: Stage) -> None:
    day = stage.clock.now.date()
    for mode, name, words in (
        (Mode.MONTH, "moedekalender", _("The month on A4.")),
        (Mode.YEAR, "aarshjul", _("The school year on A3.")),
    ):
        span = modes.span(mode, day)
        gather = partial(
            calendar_paper.gather,
            title=span.title,
            first=span.first,
            last=span.last,
            hidden=(EntryKind.SHIFT.value,),
            draw=partial(modes.draw, mode),
            large=mode is Mode.YEAR,
        )
        stage.camera.paper(name, words, calendar_sheet.render(stage.run(gather)))
