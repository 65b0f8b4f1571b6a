"""What is done with a meeting as a whole: planning, moving, starting, ending, approving, papers, typed lines."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.changes import Outcome
from sspdesk.domain.ids import LineId
from sspdesk.domain.meetings import Meeting
from sspdesk.domain.people import Institution
from sspdesk.domain.wednesday import MeetingLine
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.services import meetings, minutes, wednesday
from sspdesk.services.meetings import MeetingPlan
from sspdesk.services.wednesday_list import Colleague, MeetingView
from sspdesk.ui.context import PageContext
from sspdesk.ui.wednesday import dialogs
from sspdesk.ui.wednesday.typed_line import TypedLineDialog

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork


class MeetingCourse(QObject):
    """Carries out the deeds of the toolbar. ``meeting_made`` and ``line_made`` carry ids to be shown next."""

    meeting_made = Signal(int)
    line_made = Signal(int)

    def __init__(self, context: PageContext, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self.view: MeetingView | None = None
        self.drafts = 0
        self._deeds: dict[str, Callable[[MeetingView], None]] = {
            "start": self._start,
            "end": self._end,
            "approve": self._approve,
            "add": self._add,
            "agenda": self._agenda,
            "minutes": self._minutes,
            "items": lambda view: context.open_page("meeting", view.meeting.id),
            "handout": self._handout,
            "import": self._import,
            "present": self._all_present,
            "edit": self._edit,
            "cancel": self._cancel,
        }

    def do(self, name: str) -> None:
        """Carry out a deed of the meeting shown."""
        if self.view is not None:
            self._deeds[name](self.view)

    def _today(self) -> date:
        return self._context.now().date()

    # planning
    def plan(self, suggested: MeetingPlan, colleagues: Sequence[Colleague]) -> None:
        """Ask when and where the next meeting is held."""
        dialog = dialogs.MeetingDialog(
            _("Plan meeting"), suggested, colleagues, verb=_("Plan meeting"), today=self._today, parent=self._page
        )
        dialog.keep_drafts("plan", 0)
        self._store_plan(dialog, meetings.plan, _("The meeting is planned"))

    def plan_at_once(self, suggested: MeetingPlan) -> None:
        """Plan the meeting that was suggested."""
        self._context.operations.command(
            self._page, lambda uow: meetings.plan(uow, suggested), self._tell_made, message=_("The meeting is planned")
        )

    def _edit(self, view: MeetingView) -> None:
        meeting = view.meeting
        present = MeetingPlan(
            title=meeting.title,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            place=meeting.place,
            chair_id=meeting.chair_id,
        )
        dialog = dialogs.MeetingDialog(
            _("Change the meeting"),
            present,
            view.colleagues,
            verb=_("Save meeting"),
            today=self._today,
            parent=self._page,
        )

        dialog.keep_drafts("edit", meeting.id)

        def change(uow: "UnitOfWork", wanted: MeetingPlan) -> Outcome[Meeting]:
            return meetings.change(uow, meeting.id, wanted)

        self._store_plan(dialog, change, _("The meeting is saved"))

    def _store_plan(
        self, dialog: dialogs.MeetingDialog, work: "Callable[[UnitOfWork, MeetingPlan], Outcome[Meeting]]", message: str
    ) -> None:
        def stored(meeting: Meeting) -> None:
            dialog.accept()
            self._tell_made(meeting)

        def submit() -> None:
            wanted = dialog.plan
            self._context.operations.command(
                dialog, lambda uow: work(uow, wanted), stored, dialog.refuse, message=message
            )

        dialog.submitted.connect(submit)
        dialog.open()

    def _tell_made(self, meeting: Meeting) -> None:
        self.meeting_made.emit(meeting.id)

    def _cancel(self, view: MeetingView) -> None:
        dialog = dialogs.cancel_dialog(view, self._page)
        meeting_id = view.meeting.id
        dialog.confirmed.connect(
            lambda: self._context.operations.command(
                self._page, lambda uow: meetings.cancel(uow, meeting_id), message=_("The meeting is cancelled")
            )
        )
        dialog.open()

    # the course
    def _start(self, view: MeetingView) -> None:
        meeting_id = view.meeting.id
        self._context.operations.command(self._page, lambda uow: minutes.start(uow, meeting_id))

    def _all_present(self, view: MeetingView) -> None:
        meeting_id = view.meeting.id
        self._context.operations.command(
            self._page, lambda uow: minutes.all_present(uow, meeting_id), message=_("Everyone is marked as present")
        )

    def _end(self, view: MeetingView) -> None:
        dialog = dialogs.end_dialog(view, self.drafts, self._page)
        meeting_id = view.meeting.id
        dialog.confirmed.connect(
            lambda: self._context.operations.command(
                self._page, lambda uow: minutes.end_meeting(uow, meeting_id), message=_("The meeting has ended")
            )
        )
        dialog.open()

    def _approve(self, view: MeetingView) -> None:
        dialog = dialogs.approve_dialog(view, self._page)
        meeting_id = view.meeting.id
        dialog.keep_drafts("approve", meeting_id)

        def submit() -> None:
            text = dialog.text

            def work(uow: "UnitOfWork") -> Outcome[Meeting]:
                minutes.save_summary(uow, meeting_id, text)
                return minutes.approve_minutes(uow, meeting_id)

            self._context.operations.command(
                dialog, work, lambda _meeting: dialog.accept(), dialog.refuse, message=_("The minutes are approved")
            )

        dialog.submitted.connect(submit)
        dialog.open()

    def _add(self, view: MeetingView) -> None:
        meeting_id = view.meeting.id
        dialog = dialogs.TextDialog(
            _("SSP Desk – minutes"),
            _("Addition to the minutes of {day}").format(day=dates.day(view.meeting.starts_at.date())),
            _("It gets today's date and your name, and cannot be changed afterwards."),
            label=_("Addition (initials, no names)"),
            needed=_("Write what is to be added."),
            verb=_("Add to the minutes"),
            parent=self._page,
        )
        dialog.keep_drafts("add", meeting_id)

        def submit() -> None:
            text = dialog.text
            self._context.operations.command(
                dialog,
                lambda uow: minutes.add_addition(uow, meeting_id, text),
                lambda _addition: dialog.accept(),
                dialog.refuse,
                message=_("The addition is saved"),
            )

        dialog.submitted.connect(submit)
        dialog.open()

    def type_line(self, schools: Sequence[Institution]) -> None:
        """Ask for a contact told at the meeting."""
        if self.view is None:
            return
        meeting_id = self.view.meeting.id
        dialog = TypedLineDialog(
            self._context.operations, self._context.privacy, schools, today=self._today, parent=self._page
        )
        dialog.keep_drafts("line", meeting_id)

        def stored(line: MeetingLine) -> None:
            dialog.accept()
            self.line_made.emit(LineId(line.id))

        def submit() -> None:
            typed = dialog.typed
            self._context.operations.command(
                dialog,
                lambda uow: wednesday.add_typed_line(uow, meeting_id, typed),
                stored,
                dialog.refuse,
                message=_("The contact is on the list"),
            )

        dialog.submitted.connect(submit)
        dialog.open()

    # papers and lists
    def _import(self, view: MeetingView) -> None:
        self._context.open_page("import", view.meeting.id)

    def _agenda(self, view: MeetingView) -> None:
        from sspdesk.ui.papers.actions import show_agenda  # noqa: PLC0415 - brings reportlab, so not before it is needed

        show_agenda(self._context, self._page, view.meeting.id)

    def _minutes(self, view: MeetingView) -> None:
        from sspdesk.ui.papers.actions import show_minutes  # noqa: PLC0415 - as above

        show_minutes(self._context, self._page, view.meeting.id)

    def _handout(self, view: MeetingView) -> None:
        from sspdesk.ui.papers.actions import show_handout  # noqa: PLC0415 - as above

        show_handout(self._context, self._page, view.meeting.id)
