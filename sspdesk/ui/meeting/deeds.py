"""Carries out what is done with a meeting and its agenda: steps, papers, items, dialogs."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from sspdesk.domain.agenda import AgendaItem
from sspdesk.domain.changes import Outcome
from sspdesk.domain.meetings import Meeting
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.services import agenda, meetings, minutes, open_names
from sspdesk.services.agenda import AgendaView, ItemRow
from sspdesk.services.meetings import MeetingPlan
from sspdesk.services.wednesday_list import MeetingView
from sspdesk.ui.context import PageContext
from sspdesk.ui.history.dialog import show_history
from sspdesk.ui.meeting import move_dialog
from sspdesk.ui.meeting.dialogs import ActionDialog, ItemDialog, WaitingDialog
from sspdesk.ui.papers import actions
from sspdesk.ui.shared.dialogs import ConfirmDialog
from sspdesk.ui.shared.names_question import NameQuestion
from sspdesk.ui.shared.page import Page
from sspdesk.ui.wednesday import dialogs

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork


class MeetingDeeds(QObject):
    """``meeting_made`` carries the id of a meeting to be shown next."""

    meeting_made = Signal(int)

    def __init__(self, context: PageContext, page: Page) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self._with_item: dict[str, Callable[[AgendaView, ItemRow], None]] = {
            "edit_item": lambda view, row: self._item(view, row.item),
            "item_up": lambda _view, row: self._run(partial(agenda.shift, item_id=row.item.id, step=-1)),
            "item_down": lambda _view, row: self._run(partial(agenda.shift, item_id=row.item.id, step=1)),
            "hold": self._hold,
            "remove_item": self._remove,
            "add_action": self._action,
            "move_item": self._move,
        }
        self._plain: dict[str, Callable[[MeetingView, AgendaView], None]] = {
            "add_item": self._add_item,
            "release_papers": lambda _view, plan: actions.show_any_agenda(context, page, plan.meeting.id),
            "release_case": lambda _view, plan: context.open_page("releases", plan.release_id),
            "take_up": lambda _view, plan: WaitingDialog(context, plan, page).open(),
            "copy_last": lambda view, _plan: self._run(
                partial(agenda.copy_last, meeting_id=view.meeting.id), _("The last agenda is copied")
            ),
            "invited": lambda view, _plan: self._run(
                partial(meetings.invited, meeting_id=view.meeting.id), _("The members are invited")
            ),
            "agenda_sent": lambda view, _plan: self._run(
                partial(meetings.invited, meeting_id=view.meeting.id, agenda=True), _("The agenda is sent")
            ),
            "start": lambda view, _plan: self._run(partial(minutes.start, meeting_id=view.meeting.id)),
            "present": lambda view, _plan: self._run(
                partial(minutes.all_present, meeting_id=view.meeting.id), _("Everyone is marked as present")
            ),
            "agenda": lambda view, plan: actions.show_forum_agenda(
                context, page, view.meeting.id, ask=plan.forum.may_name_persons
            ),
            "invitation": lambda view, _plan: actions.show_invitation(context, page, view.meeting.id),
            "minutes": lambda view, _plan: actions.show_minutes(context, page, view.meeting.id),
            "attendance": lambda view, _plan: actions.show_room_sheet(context, page, view.meeting.id, speaking=False),
            "speaking": lambda view, _plan: actions.show_room_sheet(context, page, view.meeting.id, speaking=True),
            "calendar_file": self._calendar_file,
            "history": lambda view, _plan: show_history(context, page, "meeting", view.meeting.id),
            "forum": lambda _view, plan: context.open_page("forums", plan.forum.id),
            "series": lambda _view, plan: self._series(plan),
            "end": self._end,
            "approve": self._approve,
            "addition": self._addition,
            "guest": self._guest,
            "edit": self._edit,
            "cancel": self._cancel,
        }

    def do(self, name: str, view: MeetingView, plan: AgendaView, row: ItemRow | None) -> None:
        """Carry out a deed of the meeting shown, or of its chosen item."""
        if name in self._with_item:
            if row is not None:
                self._with_item[name](plan, row)
            return
        self._plain[name](view, plan)

    def _run(self, work: "Callable[[UnitOfWork], Outcome[Any]]", message: str = "") -> None:
        self._context.operations.command(self._page, work, message=message)

    # items
    def _item(self, plan: AgendaView, item: AgendaItem) -> None:
        def opened(view: MeetingView) -> None:
            ItemDialog(self._context, plan, item, view.colleagues, self._page).open()

        self._with_view(plan.meeting, opened)

    def _add_item(self, _view: MeetingView, plan: AgendaView) -> None:
        if plan.release_id is not None:
            from sspdesk.ui.releases import of_meeting  # noqa: PLC0415 - of one kind of meeting only

            of_meeting.add_topic(self._context, self._page, plan.release_id, plan.meeting.id)
            return
        self._item(plan, AgendaItem(meeting_id=plan.meeting.id, number=0, title=""))

    def _with_view(self, meeting: Meeting, go_on: Callable[[MeetingView], None]) -> None:
        from sspdesk.services.wednesday_list import meeting_view  # noqa: PLC0415

        self._context.operations.query(self._page, partial(meeting_view, meeting_id=meeting.id), go_on)

    def _hold(self, plan: AgendaView, row: ItemRow) -> None:
        if row.item.on_agenda:
            self._run(partial(agenda.put_on_hold, item_id=row.item.id), _("The item waits for a later meeting"))
        else:
            work = partial(agenda.take_up, meeting_id=plan.meeting.id, item_id=row.item.id)
            self._run(work, _("The item stands on the agenda"))

    def _remove(self, _plan: AgendaView, row: ItemRow) -> None:
        self._run(partial(agenda.remove_item, item_id=row.item.id), _("The item is removed"))

    def _action(self, plan: AgendaView, row: ItemRow) -> None:
        def opened(view: MeetingView) -> None:
            ActionDialog(self._context, row.item.id, row.item.title, view.colleagues, self._page).open()

        self._with_view(plan.meeting, opened)

    def _move(self, plan: AgendaView, row: ItemRow) -> None:
        move_dialog.ask(self._context, self._page, plan, row)

    # the meeting
    def _calendar_file(self, view: MeetingView, _plan: AgendaView) -> None:
        from sspdesk.ui.calendar.deeds import export_meeting  # noqa: PLC0415 - wanted now and then

        export_meeting(self._context, self._page, view.meeting.id)

    def _series(self, plan: AgendaView) -> None:
        from sspdesk.ui.forums.series_dialog import SeriesDialog  # noqa: PLC0415 - opened now and then

        SeriesDialog.ask(self._context, self._page, plan.forum.id)

    def _end(self, view: MeetingView, _plan: AgendaView) -> None:
        dialog = dialogs.end_dialog(view, 0, self._page)
        work = partial(minutes.end_meeting, meeting_id=view.meeting.id)
        dialog.confirmed.connect(lambda: self._run(work, _("The meeting has ended")))
        dialog.open()

    def _approve(self, view: MeetingView, plan: AgendaView) -> None:
        present = _("{present} of {invited} were present.").format(present=view.present, invited=len(view.attendees))
        lock = _("Approved minutes are locked. Later changes are dated additions.")
        dialog = dialogs.TextDialog(
            _("SSP Desk – minutes"),
            _("Approve the minutes of {day}").format(day=dates.day(plan.meeting.starts_at.date())),
            f"{present} {lock}",
            label=_("General text in the minutes (without names)"),
            value=view.meeting.summary,
            verb=_("Approve minutes"),
            parent=self._page,
        )

        def work(uow: "UnitOfWork", text: str, confirmed: bool) -> "Outcome[Any]":
            minutes.save_summary(uow, view.meeting.id, text, names_confirmed=confirmed)
            return minutes.approve_minutes(uow, view.meeting.id)

        dialog.keep_drafts("approve", view.meeting.id)
        self._store(dialog, view.meeting, work, _("The minutes are approved"))

    def _addition(self, view: MeetingView, _plan: AgendaView) -> None:
        dialog = dialogs.TextDialog(
            _("SSP Desk – minutes"),
            _("Write an addition"),
            _("It stands under the approved minutes with date and name, and cannot be changed."),
            label=_("Addition (without names)"),
            verb=_("Add to the minutes"),
            needed=_("Write the addition."),
            parent=self._page,
        )

        def work(uow: "UnitOfWork", text: str, confirmed: bool) -> "Outcome[Any]":
            return minutes.add_addition(uow, view.meeting.id, text, names_confirmed=confirmed)

        dialog.keep_drafts("add", view.meeting.id)
        self._store(dialog, view.meeting, work, _("The addition stands in the minutes"))

    def _store(
        self,
        dialog: dialogs.TextDialog,
        meeting: Meeting,
        work: "Callable[[UnitOfWork, str, bool], Outcome[Any]]",
        message: str,
    ) -> None:
        def submit() -> None:
            text = dialog.text
            NameQuestion(
                self._context.operations,
                dialog,
                partial(open_names.in_meeting, meeting_id=meeting.id, texts=(text,)),
                lambda uow, confirmed: work(uow, text, confirmed),
                done=lambda _value: dialog.accept(),
                failed=dialog.refuse,
                message=message,
            ).begin()

        dialog.submitted.connect(submit)
        dialog.open()

    def _guest(self, view: MeetingView, _plan: AgendaView) -> None:
        here = {row.colleague.id for row in view.attendees}
        dialog = dialogs.GuestDialog([one for one in view.colleagues if one.id not in here], parent=self._page)

        def submit() -> None:
            work = partial(
                minutes.add_guest, meeting_id=view.meeting.id, professional_id=dialog.form.value("professional_id")
            )
            self._context.operations.command(dialog, work, lambda _value: dialog.accept(), dialog.refuse)

        dialog.submitted.connect(submit)
        dialog.open()

    def _edit(self, view: MeetingView, _plan: AgendaView) -> None:
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
            today=lambda: self._context.now().date(),
            theme=True,
            parent=self._page,
        )

        dialog.keep_drafts("edit", meeting.id)

        def submit() -> None:
            wanted = dialog.plan
            NameQuestion(
                self._context.operations,
                dialog,
                partial(open_names.in_meeting, meeting_id=meeting.id, texts=(wanted.title, wanted.place)),
                lambda uow, confirmed: meetings.change(uow, meeting.id, wanted, names_confirmed=confirmed),
                done=lambda _value: dialog.accept(),
                failed=dialog.refuse,
                message=_("The meeting is saved"),
            ).begin()

        dialog.submitted.connect(submit)
        dialog.open()

    def _cancel(self, view: MeetingView, _plan: AgendaView) -> None:
        dialog = ConfirmDialog(
            _("SSP Desk – meeting"),
            _("Cancel the meeting of {day}?").format(day=dates.day(view.meeting.starts_at.date())),
            _("The rest of its series stays. You can undo it."),
            verb=_("Cancel meeting"),
            verb_icon="ban",
            keep=_("Keep the meeting"),
            parent=self._page,
        )
        work = partial(meetings.cancel, meeting_id=view.meeting.id)
        dialog.confirmed.connect(lambda: self._run(work, _("The meeting is cancelled")))
        dialog.open()
