"""Imports a calendar file: what is new, known, changed or cancelled is seen before anything is stored."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from sspdesk.domain.calendar_files import IMPORTED, CalendarFile, ComparedEvent, EventFate, last_day
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.forums import Forum
from sspdesk.domain.ids import MeetingId
from sspdesk.exchange.icalendar.reading import read
from sspdesk.i18n import _, ngettext
from sspdesk.labels import calendar_files as labels
from sspdesk.labels import dates
from sspdesk.labels.errors import explain
from sspdesk.services import calendar_files
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.form import Form
from sspdesk.ui.shared.names_question import NameQuestion
from sspdesk.ui.shared.panels import EmptyState, InlineMessage
from sspdesk.ui.shared.table import RecordTable

if TYPE_CHECKING:
    from sspdesk.services.work import Outcome, UnitOfWork


class ImportDialog(Dialog):
    """Choose a file, look at what it would change, store it with one button that says how much."""

    def __init__(self, context: PageContext, forums: Sequence[Forum], *, parent: QWidget) -> None:
        super().__init__(
            _("SSP Desk – calendar"),
            _("Import a calendar file"),
            _("From Outlook or another mail program (.ics). It is only read; nothing is stored before you say so."),
            width=900,
            parent=parent,
        )
        self._context = context
        self._found: tuple[ComparedEvent, ...] = ()
        self._forums = {forum.id: forum for forum in forums}
        self.message = InlineMessage()
        self.message.hide()
        self.file_button = Button(_("Choose file …"), icon="file-text", shortcut="Ctrl+O", name="choose_file_button")
        self.file_button.clicked.connect(self._on_file_pressed)
        self.table = self._table()
        self.table.setMinimumHeight(theme.px(260))
        self.form = Form(columns=2)
        self.form.combo("forum_id", _("Forum of the meetings whose forum is not known"), [], None,
                        placeholder=_("Choose a forum"))  # fmt: skip
        self.form.check("past", _("Also meetings that are over"), False)
        self.form.check("gone", _("Cancel those that are in the other calendar no more"), False, span=2)
        self.form.row("gone").hide()
        self.form.setEnabled(False)
        self.body.addWidget(self.message)
        self.body.addLayout(layouts.row(self.file_button, None))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.form)
        self.add_close_button(_("Cancel"))
        self.import_button = self.add_button(_("Import"), kind=Kind.PRIMARY, default=True)
        self.import_button.clicked.connect(self._on_import_pressed)
        self.form.changed.connect(self._count)
        self._count()

    @classmethod
    def ask(cls, context: PageContext, parent: QWidget) -> None:
        """Open the dialog with the forums that are in use."""

        def loaded(forums: list[Forum]) -> None:
            cls(context, forums, parent=parent).open()

        context.operations.query(parent, forums_in_use, loaded)

    def _table(self) -> RecordTable[ComparedEvent]:
        columns: tuple[Column[ComparedEvent], ...] = (
            Column(title=_("Date"), cell=lambda one: Cell(text=_when(one)), width=250),
            Column(title=_("Event"), cell=lambda one: Cell(text=one.event.title, detail=one.event.place)),
            Column(title=_("Forum"), cell=self._forum, width=170),
            Column(title=_("Import"), cell=_fate, width=220),
        )
        empty = EmptyState("calendar-days", _("No file chosen yet"), _("Choose a file to see what it would change."))
        return RecordTable(columns, name=_("Events of the file"), empty=empty)

    def _forum(self, one: ComparedEvent) -> Cell:
        forum = self._forums.get(one.forum_id) if one.forum_id is not None else None
        return Cell(text=forum.name) if forum is not None else Cell(text=_("not known"), tint="muted")

    # -- reading -------------------------------------------------------------------------------------------------

    def _on_file_pressed(self) -> None:
        dialog = QFileDialog(self, _("Choose a calendar file"))
        dialog.setObjectName("choose_file_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"{_('Calendar files')} (*.ics *.ical)", f"{_('All files')} (*)"])
        dialog.fileSelected.connect(lambda name: self.read_file(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def read_file(self, path: Path) -> None:
        """Read a file in the limited child process and show what it would change."""
        self.message.hide()
        self._context.operations.background(self, partial(read, path), self._on_read, self._on_refused)

    def _on_read(self, file: CalendarFile) -> None:
        if file.unread:
            count = len(file.unread)
            text = ngettext("{count} event cannot be read.", "{count} events cannot be read.", count)
            self.message.say(text.format(count=count), _("The others are below."), tone="warn")

        work = partial(calendar_files.compare_events, events=file.events)
        self._context.operations.query(self, work, self._on_compared)

    def _on_compared(self, found: tuple[ComparedEvent, ...]) -> None:
        self._found = found
        self.form.setEnabled(bool(self._found))
        self.form.row("gone").setVisible(any(one.fate is EventFate.GONE for one in found))
        self.table.set_rows(self._found)
        self._count()

    def _on_refused(self, error: DomainError | KnownError) -> None:
        self.message.say(_("Nothing was imported."), explain(error), tone="danger")

    # -- storing -------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> list[ComparedEvent]:
        """The events that would be imported."""
        past = bool(self.form.value("past"))
        now: datetime = self._context.now()
        return [
            one for one in self._found
            if one.fate in IMPORTED and (past or one.event.ends >= now or one.fate is not EventFate.NEW)
        ]  # fmt: skip

    @property
    def gone(self) -> list[MeetingId]:
        """The meetings that would be cancelled, since the other calendar has them no more."""
        if not self.form.value("gone"):
            return []
        return [one.meeting_id for one in self._found if one.fate is EventFate.GONE and one.meeting_id is not None]

    def _count(self) -> None:
        count = len(self.chosen) + len(self.gone)
        words = ngettext("Import {count} meeting", "Import {count} meetings", count).format(count=count)
        self.import_button.set_words(words if count else _("Import"))

    def _on_import_pressed(self) -> None:
        chosen, gone = self.chosen, self.gone
        if not chosen and not gone:
            self.message.say(
                _("There is nothing to import."), _("Choose a file with meetings that are new."), tone="info"
            )
            self.file_button.setFocus()
            return
        forum_id = self.form.value("forum_id")
        known = {one.event.uid: one.forum_id for one in chosen if one.forum_id is not None}
        events = [one.event for one in chosen]

        def work(uow: "UnitOfWork", confirmed: bool) -> "Outcome[int]":
            return calendar_files.take_over(uow, events, forum_id, of=known, gone=gone, names_confirmed=confirmed)

        count = len(chosen) + len(gone)
        text = ngettext("{count} meeting is imported", "{count} meetings are imported", count)
        NameQuestion(
            self._context.operations,
            self,
            partial(calendar_files.names_in, chosen=events, forum_id=forum_id, of=known),
            work,
            done=lambda _done: self.accept(),
            failed=self._on_not_stored,
            message=text.format(count=count),
        ).begin()

    def _on_not_stored(self, error: DomainError | KnownError) -> None:
        if not (isinstance(error, DomainError) and self.form.show_error(error)):
            self._on_refused(error)


def forums_in_use(uow: "UnitOfWork") -> list[Forum]:
    """Return the forums a meeting can be imported into."""
    return uow.forums.listed()


def _when(one: ComparedEvent) -> str:
    event = one.event
    if not event.whole_days:
        return dates.span(event.starts, event.ends)
    first, last = event.starts.date(), last_day(event)
    return dates.day(first) if first == last else f"{dates.day_short(first)} – {dates.day(last)}"


def _fate(one: ComparedEvent) -> Cell:
    return Cell(badges=(BadgeSpec(labels.fate(one.fate), labels.fate_icon(one.fate), labels.fate_tone(one.fate)),))
