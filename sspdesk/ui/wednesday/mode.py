"""Meeting mode: attendance on top, the list and one line side by side; saves decisions and keeps what is not saved."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import AttendanceId, LineId, MeetingId, ProfessionalId
from sspdesk.domain.meetings import Attendance, Meeting, MeetingState
from sspdesk.domain.wednesday import MeetingLine
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels.errors import explain
from sspdesk.services import minutes, wednesday, wednesday_list
from sspdesk.services.wednesday_list import LineDetail, LineRow, MeetingView
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.drafts import follow_drafts
from sspdesk.ui.shared.panels import InlineMessage
from sspdesk.ui.shared.splitter import Splitter
from sspdesk.ui.wednesday.attendance import AttendanceStrip
from sspdesk.ui.wednesday.dialogs import GuestDialog, TextDialog
from sspdesk.ui.wednesday.line_drafts import LineDrafts
from sspdesk.ui.wednesday.line_list import LineList
from sspdesk.ui.wednesday.line_pane import LinePane
from sspdesk.ui.wednesday.minutes_box import MinutesBox

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork


class MeetingMode(QWidget):
    """Shows one meeting. ``began`` is emitted with the first deed of a meeting that was not started yet."""

    add_line_pressed = Signal()
    import_pressed = Signal()
    began = Signal()
    drafts_changed = Signal(int)
    waiting_pressed = Signal(int)

    def __init__(self, context: PageContext, scope: QWidget) -> None:
        super().__init__()
        self.setObjectName("meeting_mode")
        self._context = context
        self.view: MeetingView | None = None
        self.kept = LineDrafts(self, self._shown_line, self._show_line_again)
        self.drafts = self.kept.answers
        self._followed = False
        self._wanted: LineId | None = None
        self._waiting: MeetingId | None = None
        self.message = InlineMessage()
        self.message.hide()
        self.strip = AttendanceStrip()
        self.list = LineList(context.privacy)
        self.pane = LinePane(context.privacy, scope, today=self._today)
        self.splitter = Splitter(
            self.list, self.pane, sizes=[theme.px(352), theme.px(822)], key="wednesday", grounds=("surface", "bg")
        )
        self.minutes_box = MinutesBox()
        text = layouts.column(self.minutes_box, margins=(16, 0, 16, 0))
        layout = layouts.column(self.message, text, self.strip, self.splitter, spacing=0)
        layout.setStretch(3, 1)
        self.setLayout(layout)
        self._connect()
        self._add_keys(scope)

    def _connect(self) -> None:
        self.message.pressed.connect(self._on_message_pressed)
        self.list.line_chosen.connect(self._on_line_chosen)
        self.list.decision_asked.connect(self.pane.form.focus_decision)
        self.list.add_pressed.connect(self.add_line_pressed)
        self.list.import_pressed.connect(self.import_pressed)
        self.strip.attendance_chosen.connect(self._on_attendance_chosen)
        self.strip.guest_removed.connect(self._on_guest_removed)
        self.strip.guest_asked.connect(self._on_guest_asked)
        self.pane.save_pressed.connect(self.save)
        self.pane.skip_pressed.connect(self.skip)
        self.pane.clear_pressed.connect(self.take_back)
        self.pane.person_pressed.connect(self._on_person_pressed)
        self.pane.withhold_pressed.connect(self._on_withhold_pressed)
        self.pane.edited.connect(self._on_edited)

    def _add_keys(self, scope: QWidget) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("F8", lambda: self._go_missing(1)),
            ("Shift+F8", lambda: self._go_missing(-1)),
        ]
        for sequence, run in keys:
            shortcut = QShortcut(QKeySequence(sequence), scope)
            shortcut.activated.connect(run)

    def _today(self) -> date:
        return self._context.now().date()

    # what is shown
    def show_meeting(self, view: MeetingView, chosen: LineId | None = None) -> None:
        """Show a meeting; the line chosen before stays chosen, or the first without a decision is."""
        same = self.view is not None and self.view.meeting.id == view.meeting.id
        current = self.list.current.line_id if same and self.list.current is not None else None
        self.view = view
        known = {row.line_id for row in view.lines}
        first = next((row.line_id for row in view.lines if row.decision is None), None)
        wanted = next((one for one in (self._wanted, chosen, current, first) if one in known), None)
        self._wanted = None
        self.minutes_box.show_minutes(view)
        locked = view.meeting.locked or view.meeting.state is MeetingState.CANCELLED
        started = view.meeting.state not in (MeetingState.PLANNED, MeetingState.INVITED, MeetingState.AGENDA_SENT)
        self.strip.show_rows(view.attendees, locked=locked, started=started)
        self.list.show_rows(view.lines, chosen=wanted, locked=locked)
        self._tell_drafts()
        if not view.lines:
            self.pane.show_nothing(_("The list is empty"))

    def focus_first(self) -> None:
        """Put the keyboard on the list."""
        target = self.list.view if self.view is not None and self.view.lines else self.list.empty
        target.setFocus()

    def panes(self) -> list[tuple[QWidget, Callable[[], object]]]:
        """Return the panes F6 goes through, each with what puts the keyboard there."""
        found: list[tuple[QWidget, Callable[[], object]]] = [
            (self.list, self.focus_first),
            (self.pane, self.pane.form.focus_decision),
            (self.strip, self.strip.focus_first),
        ]
        return found if self.pane.detail is not None else [found[0], found[2]]

    def _on_line_chosen(self, row: LineRow | None) -> None:
        if row is None:
            self.pane.show_nothing(_("Choose a line on the left") if self.view and self.view.lines else "")
            return
        line_id = row.line_id

        def load(uow: "UnitOfWork") -> LineDetail:
            return wednesday_list.open_line(uow, line_id)

        self._context.operations.query(self, load, self._on_line_loaded)

    def _on_line_loaded(self, detail: LineDetail) -> None:
        current = self.list.current
        if self.view is None or current is None or current.line_id != detail.row.line_id:
            return
        self.pane.show_line(detail, self.view, self.drafts.get(detail.row.line_id))

    # drafts
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._followed:
            self._followed = True
            follow_drafts(self.kept)

    def _shown_line(self) -> LineId | None:
        return self.list.current.line_id if self.list.current is not None else None

    def _show_line_again(self) -> None:
        detail = self.pane.detail
        if detail is not None and self.view is not None:
            self.pane.show_line(detail, self.view, self.drafts.get(detail.row.line_id))
        self._tell_drafts()

    def _on_edited(self) -> None:
        detail = self.pane.detail
        if detail is None:
            return
        if self.pane.form.is_dirty:
            self.kept.put(detail.row.line_id, self.pane.form.answer, detail.row.person_id)
        else:
            self.kept.drop(detail.row.line_id)
        self._tell_drafts()

    def _tell_drafts(self) -> None:
        lines = {row.line_id for row in self.view.lines} if self.view is not None else set()
        here = lines & self.drafts.keys()
        self.list.set_drafts(frozenset(here))
        self.drafts_changed.emit(len(here))

    # deciding
    def save(self) -> None:
        """Store the decision of the line shown and go on to the next one without a decision (Ctrl+Enter)."""
        detail, view = self.pane.detail, self.view
        if detail is None or view is None or view.meeting.locked or not self.pane.form.is_ready():
            return
        row, answer = detail.row, self.pane.form.answer

        def work(uow: "UnitOfWork") -> Outcome[MeetingLine]:
            return wednesday.decide(
                uow,
                row.line_id,
                answer.decision,
                responsible_id=answer.responsible_id,
                due=answer.due,
                note=answer.note,
            )

        self._wanted = self.list.next_missing(row.line_id) or row.line_id
        self._store(row, work, _("The decision for no. {number} is saved").format(number=row.number))

    def take_back(self) -> None:
        """Take the stored decision of the line shown back."""
        detail = self.pane.detail
        if detail is None:
            return
        row = detail.row

        def work(uow: "UnitOfWork") -> Outcome[MeetingLine]:
            return wednesday.decide(uow, row.line_id, None, note=row.note)

        self._wanted = row.line_id
        self._store(row, work, _("The decision for no. {number} is taken back").format(number=row.number))

    def _store(self, row: LineRow, work: "Callable[[UnitOfWork], Outcome[MeetingLine]]", message: str) -> None:
        draft = self.kept.drop(row.line_id)
        wanted = self._wanted

        def refused(error: DomainError | KnownError) -> None:
            self._wanted = None
            if draft is not None:
                self.kept.put(row.line_id, draft, row.person_id)
                self._tell_drafts()
            if not (isinstance(error, DomainError) and self.pane.form.show_error(error)):
                self.message.say("", explain(error), tone="danger")

        def stored(_line: MeetingLine) -> None:
            self._wanted = None
            if wanted is not None and self.list.current is not None and self.list.current.line_id == row.line_id:
                self.list.choose(wanted)
            self.focus_first()

        self.began.emit()
        self._context.operations.command(self, work, stored, refused, message=message)

    def skip(self) -> None:
        """Go on to the next line; what was written stays as a draft."""
        current = self.list.current
        if current is None:
            return
        following = self.list.next_missing(current.line_id) or self.list.following(current.line_id)
        if following is not None:
            self.list.choose(following)
        self.focus_first()

    def _go_missing(self, step: int) -> None:
        current = self.list.current
        found = self.list.next_missing(current.line_id if current is not None else None, step)
        if found is not None:
            self.list.choose(found)
            self.focus_first()

    # attendance and other deeds
    def _on_attendance_chosen(self, attendance_id: AttendanceId, attendance: Attendance) -> None:
        self.began.emit()
        self._context.operations.command(
            self, lambda uow: minutes.set_attendance(uow, attendance_id, attendance), on_error=self._say_error
        )

    def _on_guest_removed(self, attendance_id: AttendanceId) -> None:
        self._context.operations.command(
            self,
            lambda uow: minutes.remove_guest(uow, attendance_id),
            on_error=self._say_error,
            message=_("The guest is taken off the list"),
        )

    def _on_guest_asked(self) -> None:
        if self.view is None:
            return
        invited = {row.colleague.id for row in self.view.attendees}
        dialog = GuestDialog([one for one in self.view.colleagues if one.id not in invited], parent=self)
        meeting_id = self.view.meeting.id

        def submit() -> None:
            chosen = ProfessionalId(dialog.form.value("professional_id"))
            self._context.operations.command(
                dialog,
                lambda uow: minutes.add_guest(uow, meeting_id, chosen),
                lambda _guest: dialog.accept(),
                dialog.refuse,
                message=_("The guest is on the list"),
            )

        dialog.submitted.connect(submit)
        dialog.open()

    def _on_person_pressed(self) -> None:
        if self.pane.detail is not None:
            self._context.open_page("persons", self.pane.detail.row.person_id)

    def _on_withhold_pressed(self) -> None:
        detail = self.pane.detail
        if detail is None:
            return
        row = detail.row
        dialog = TextDialog(
            _("SSP Desk – meeting"),
            _("Information not shared, no. {number}").format(number=row.number),
            _("No party is obliged to share (§ 115, stk. 4). Write why, not what. An empty text removes the mark."),
            label=_("Reason"),
            value=row.withheld_reason or _("No reason given"),
            verb=_("Save"),
            lines=2,
            parent=self,
        )
        dialog.keep_drafts("withhold", row.line_id, person_id=row.person_id)

        def submit() -> None:
            text = dialog.text
            self._context.operations.command(
                dialog,
                lambda uow: wednesday.withhold(uow, row.line_id, text),
                lambda _line: dialog.accept(),
                dialog.refuse,
                message=_("No. {number} is saved").format(number=row.number),
            )

        dialog.submitted.connect(submit)
        dialog.open()

    def _say_error(self, error: DomainError | KnownError) -> None:
        self.message.say("", explain(error), tone="danger")

    def say_state(self, waiting: Meeting | None) -> None:
        """Say in the page that the minutes are a draft or locked, or that an earlier meeting's wait."""
        meeting = self.view.meeting if self.view is not None else None
        self.message.hide()
        self._waiting = None
        if meeting is None:
            return
        if meeting.state is MeetingState.MINUTES_APPROVED and meeting.approved_at is not None:
            self.message.say(
                _("The minutes are approved."),
                _("{day} by {name}. Changes are written as dated additions.").format(
                    day=dates.day(meeting.approved_at.date()), name=meeting.approved_by
                ),
                tone="ok",
            )
        elif meeting.state is MeetingState.MINUTES_DRAFT:
            self.message.say(
                _("The meeting has ended."), _("The minutes are a draft until they are approved."), tone="info"
            )
        elif meeting.state is MeetingState.CANCELLED:
            self.message.say(
                _("The meeting is cancelled."), _("Its lines come along into the next meeting."), tone="warn"
            )
        elif waiting is not None and meeting.state is not MeetingState.HELD:  # no reminders while a meeting goes on
            self._say_waiting(waiting)

    def _say_waiting(self, earlier: Meeting) -> None:
        self._waiting = earlier.id
        day = dates.day_in_list(earlier.starts_at.date(), self._today())
        ended = earlier.state is MeetingState.MINUTES_DRAFT
        fact = _("The minutes of {day} are not approved.") if ended else _("The meeting of {day} was not ended.")
        self.message.say(fact.format(day=day), tone="info", action=_("Open it"))

    def _on_message_pressed(self) -> None:
        if self._waiting is not None:
            self.waiting_pressed.emit(self._waiting)

    def want(self, line_id: LineId) -> None:
        """Choose a line as soon as the list shows it."""
        if self.view is not None and any(row.line_id == line_id for row in self.view.lines):
            self.list.choose(line_id)
        else:
            self._wanted = line_id
