"""One case: count-down and stages on top, then consent, checklist and meetings side by side."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from sspdesk.domain.ids import ReleaseId
from sspdesk.domain.release_records import ContactPoint, ReleaseContact, ReleaseVisit
from sspdesk.domain.releases import MOVES, ReleaseState
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.labels import releases as labels
from sspdesk.services import release_checklist, release_meetings, release_sheets, release_view
from sspdesk.services.release_checklist import ItemRow
from sspdesk.services.release_view import MeetingRow, MemberRow, ReleaseView
from sspdesk.services.tasks import TaskRow
from sspdesk.ui import theme
from sspdesk.ui.consents import dialogs as consent_dialogs
from sspdesk.ui.context import PageContext
from sspdesk.ui.history.dialog import show_history
from sspdesk.ui.releases import dialogs, meeting_dialogs, papers_dialog, words
from sspdesk.ui.releases.columns import ChecklistColumn, ConsentColumn, SideColumn
from sspdesk.ui.releases.moves import ReleaseMoveDialog
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind, MenuButton
from sspdesk.ui.shared.panels import InlineMessage
from sspdesk.ui.shared.stages import StageBar
from sspdesk.ui.talks import moves
from sspdesk.ui.talks.moves import MoveFacts
from sspdesk.ui.tasks.dialog import ask_task


class ReleaseCaseView(QWidget):
    """``shown`` tells the page that another case, or the same one as it is now, is shown; ``gone`` that it is not."""

    shown = Signal(object)
    gone = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("release_case")
        self._context = context
        self._release_id: ReleaseId | None = None
        self._view: ReleaseView | None = None
        self.next_button = Button("", kind=Kind.PRIMARY, shortcut="Ctrl+Return", name="next_button")
        self.papers_menu, self.more_menu = QMenu(self), QMenu(self)
        self.papers_button = MenuButton(_("Print"), self.papers_menu)
        self.more_button = MenuButton(_("More"), self.more_menu, shortcut="Alt+M")
        self.count_label = layouts.label(level="count")
        self.to_label = layouts.label(tone="muted", level="small")
        self.day_label = layouts.label(level="medium")
        self.possible_label = layouts.label(tone="muted", level="small")
        self.stage_bar = StageBar(_("Where the case stands"))
        self.message = InlineMessage(tone="warn")
        self.message.hide()
        self.consent, self.checklist, self.side = (
            ConsentColumn(context),
            ChecklistColumn(context),
            SideColumn(context),
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        count = layouts.column(
            self.count_label, self.to_label, self.day_label, self.possible_label, spacing=0, margins=(16, 8, 12, 8)
        )
        strip = layouts.row(count, layouts.rule(vertical=True), self.stage_bar, spacing=0, margins=(0, 0, 8, 0))
        strip.setStretch(2, 1)
        columns = layouts.row(self.consent, self.checklist, self.side, spacing=12)
        for place, share in ((0, 5), (1, 5), (2, 4)):
            columns.setStretch(place, share)
        self.side.setMinimumWidth(theme.px(236))
        below = layouts.column(self.message, columns, spacing=8, margins=(16, 12, 16, 12))
        below.setStretch(1, 1)
        whole = layouts.column(layouts.box(strip, role="strip"), below, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.next_button.clicked.connect(self.next_move)
        self.consent.link_pressed.connect(self.new_consent)
        self.consent.add_pressed.connect(self.add_member)
        self.consent.member_chosen.connect(self.edit_member)
        self.consent.consent_asked.connect(self._ask_consent)
        self.consent.invite_pressed.connect(self._invite)
        self.consent.take_off_pressed.connect(self._take_off)
        self.consent.copy_pressed.connect(self._print_for)
        self.checklist.link_pressed.connect(partial(self.edit_item, None))
        self.checklist.ticked.connect(self._tick)
        self.checklist.item_chosen.connect(self.edit_item)
        self.side.link_pressed.connect(self.new_meeting)
        self.side.meeting_opened.connect(self._open_meeting)
        self.side.papers_pressed.connect(self.show_papers)
        self.side.topic_pressed.connect(self.add_topic)
        self.side.visit_chosen.connect(self.edit_visit)
        self.side.contact_chosen.connect(self.edit_contact)
        self.side.task_chosen.connect(self.edit_task)
        self.message.pressed.connect(self._on_message_pressed)
        self._context.privacy.changed.connect(self._fill)

    # showing
    @property
    def release_id(self) -> ReleaseId | None:
        """The case that is shown."""
        return self._release_id

    @property
    def view(self) -> ReleaseView | None:
        """Everything about it."""
        return self._view

    @property
    def _today(self) -> date:
        return self._context.now().date()

    def open(self, release_id: ReleaseId) -> None:
        """Show a case and write in the log that it was opened."""
        self._release_id = release_id
        self._context.operations.query(
            self, partial(release_view.open_release, release_id=release_id), self._on_view, self._on_gone
        )

    def reload(self) -> None:
        """Show the same case as it is now."""
        if self._release_id is not None:
            self._context.operations.query(
                self, partial(release_view.view, release_id=self._release_id), self._on_view, self._on_gone
            )

    def leave(self) -> None:
        """Show no case any more."""
        self._release_id, self._view = None, None

    def _on_gone(self, _error: object) -> None:
        self.leave()
        self.gone.emit()

    def _on_view(self, view: ReleaseView) -> None:
        if view.case.id == self._release_id:
            self._view = view
            self._fill()
            self.shown.emit(view)

    def _fill(self) -> None:
        view, today = self._view, self._today
        if view is None:
            return
        case = view.case
        count, to = labels.countdown(case, today)
        self.count_label.setText(count)
        self.to_label.setText(to)
        day = case.release_day
        clock = f" {dates.clock_span(case.expected_at, None)}" if case.expected_at and case.inside else ""
        self.day_label.setText(f"{dates.day(day)}{clock}" if day is not None else "")
        self.possible_label.setText(words.possible(case))
        self.possible_label.setVisible(bool(words.possible(case)))
        self.stage_bar.show_stages(words.stages(view, today))
        self.consent.show_case(view, today)
        self.checklist.show_case(view, today)
        self.side.show_case(view, today)
        self._fill_message(view)
        self._fill_buttons(view)

    def _fill_message(self, view: ReleaseView) -> None:
        outside = [row for row in view.members if row.invited and not row.topics]
        outdated = view.next.outdated if view.next is not None else 0
        if outside:
            self.message.say(
                _("The consent no longer covers somebody who is invited."),
                _("Take them off, call the paper back, and print the others anew."),
                tone="danger",
            )
        elif outdated:
            told = ngettext(
                "{count} printed paper of the next meeting is outdated.",
                "{count} printed papers of the next meeting are outdated.",
                outdated,
            )
            self.message.say(told.format(count=outdated), _("Print it anew."), tone="warn", action=_("Papers…"))
        else:
            self.message.hide()

    def _fill_buttons(self, view: ReleaseView) -> None:
        count = len(view.to_invite)
        nexts = MOVES[view.case.state]
        if count and view.next is not None:
            told = ngettext("Invite {count} to meeting {number}", "Invite {count} to meeting {number}", count)
            self.next_button.set_words(told.format(count=count, number=view.next.number), "calendar-plus")
        elif nexts:
            self.next_button.set_words(f"{labels.move(nexts[0])}…", labels.STATE_ICONS[nexts[0]])
        self.next_button.setVisible(bool(nexts))
        self.papers_button.setEnabled(not self._context.privacy.discreet)
        self.more_menu.clear()
        for to in nexts:
            self._add(self.more_menu, f"{labels.move(to)}…", partial(self.ask_move, to))
        self.more_menu.addSeparator()
        if view.case.open:
            self._add(self.more_menu, _("Facts of the release…"), self.edit_facts)
        self._add(self.more_menu, _("Open the person"), self._open_person)
        self._add(self.more_menu, _("History…"), self.show_history)
        self.papers_menu.clear()
        for title, gather in (
            (_("Consent form"), release_sheets.consent_form),
            (_("Checklist for oneself"), release_sheets.own_checklist),
            (_("Checklist for the prison service"), release_sheets.prison_checklist),
            (_("Contact sheet for the citizen"), release_sheets.contact_sheet),
        ):
            self._add(self.papers_menu, title, partial(self._show_sheet, title, gather))

    def _add(self, menu: QMenu, title: str, run: Callable[[], None]) -> None:
        action = QAction(title, menu)
        action.triggered.connect(lambda _checked=False: run())
        menu.addAction(action)

    # what the user does
    def next_move(self) -> None:
        """Invite everybody who may come, else ask for the next stage."""
        view = self._view
        if view is None:
            return
        if view.to_invite and view.next is not None:
            meeting_id = view.next.meeting.id
            self._context.operations.command(
                self,
                lambda uow: release_meetings.invite_all(uow, meeting_id),
                message=_("Those whom the consent covers are invited. Print their papers."),
            )
        elif MOVES[view.case.state]:
            self.ask_move(MOVES[view.case.state][0])

    def _with_facts(self, make: Callable[[MoveFacts, ReleaseView], Any]) -> None:
        """Open a dialog once what it offers is read."""

        def opened(facts: MoveFacts) -> None:
            if self._view is not None:
                make(facts, self._view).open()

        self._context.operations.query(self, moves.gather, opened)

    def ask_move(self, to: ReleaseState) -> None:
        """Ask for what a move needs."""
        self._with_facts(lambda facts, view: ReleaseMoveDialog(self._context, view.case, facts, to, self))

    def edit_facts(self) -> None:
        """Correct what is known of the case."""
        self._with_facts(lambda facts, view: dialogs.FactsDialog(self._context, view.case, facts, self))

    def new_consent(self) -> None:
        """Write a consent of the citizen's."""
        if self._view is not None:
            consent_dialogs.ask_new(self._context, self._view.person.id, self.window())

    def add_member(self) -> None:
        """Add somebody with a function."""
        self.edit_member(None)

    def edit_member(self, row: MemberRow | None) -> None:
        """Open the editor of somebody with a function, or of a new one."""
        self._with_facts(lambda facts, view: meeting_dialogs.MemberDialog(self._context, view.case, facts, row, self))

    def _ask_consent(self, row: MemberRow) -> None:
        member_id = row.admission.member.id
        self._context.operations.command(
            self,
            lambda uow: release_meetings.ask_for_consent(uow, member_id),
            message=_("A task asks you to get the consent. The form is under Print."),
        )

    def _invite(self, row: MemberRow) -> None:
        view = self._view
        if view is not None and view.next is not None:
            meeting_id, member_id = view.next.meeting.id, row.admission.member.id
            self._context.operations.command(
                self,
                lambda uow: release_meetings.invite(uow, meeting_id, member_id),
                message=_("Invited. Print their paper."),
            )

    def _take_off(self, row: MemberRow) -> None:
        view = self._view
        if view is not None and view.next is not None:
            meeting_id, member_id = view.next.meeting.id, row.admission.member.id
            self._context.operations.command(
                self,
                lambda uow: release_meetings.take_off(uow, meeting_id, member_id),
                message=_("Taken off the meeting"),
            )

    def _tick(self, row: ItemRow, done: bool) -> None:
        self._context.operations.command(
            self,
            lambda uow: release_checklist.tick(uow, row.item.id, done=done),
            message=_("The point is taken care of") if done else _("The point is open again"),
        )

    def edit_item(self, row: ItemRow | None) -> None:
        """Open the editor of a point, or of a new one."""
        self._with_facts(lambda facts, view: dialogs.ItemDialog(self._context, view.case, facts, row, self))

    def new_meeting(self) -> None:
        """Plan a release meeting."""
        if self._view is not None:
            meeting_dialogs.MeetingDialog(self._context, self._view, self).open()

    def _open_meeting(self, row: MeetingRow) -> None:
        self._context.open_page("meeting", row.meeting.id)

    def show_papers(self, row: MeetingRow, member: MemberRow | None = None) -> None:
        """Ask which paper of a meeting is for whom."""
        if self._view is not None:
            papers_dialog.ask(self._context, self, self._view, row, member)

    def _print_for(self, member: MemberRow) -> None:
        if self._view is not None and self._view.next is not None:
            self.show_papers(self._view.next, member)

    def _on_message_pressed(self) -> None:
        if self._view is not None and self._view.next is not None:
            self.show_papers(self._view.next)

    def add_topic(self, row: MeetingRow) -> None:
        """Ask for a further topic of a meeting."""
        if self._view is not None:
            meeting_dialogs.TopicDialog(self._context, self._view, row, self).open()

    def new_visit(self) -> None:
        """Write a visit."""
        self.edit_visit(None)

    def edit_visit(self, visit: ReleaseVisit | None) -> None:
        """Open the editor of a visit, or of a new one."""
        if self._view is not None:
            dialogs.VisitDialog(self._context, self._view.case, visit, self).open()

    def edit_contact(self, contact: ReleaseContact | None) -> None:
        """Open the editor of a contact after the release, or of the next one."""
        view = self._view
        if view is None:
            return
        if contact is None:
            first = not any(one.point is ContactPoint.FIRST and one.reached for one in view.contacts)
            contact = ReleaseContact(
                release_id=view.case.id,
                person_id=view.person.id,
                point=ContactPoint.FIRST if first else ContactPoint.THREE_MONTHS,
                day=self._today,
            )
        dialogs.ContactDialog(self._context, view.case, contact, self).open()

    def edit_task(self, row: TaskRow) -> None:
        """Open the editor of a deadline."""
        ask_task(self._context, row.task, self)

    def _show_sheet(self, title: str, gather: Callable[..., Any]) -> None:
        from sspdesk.ui.papers.flow import PaperFlow  # noqa: PLC0415 - a paper is wanted now and then

        if self._release_id is not None:
            PaperFlow(self._context, self, title).start(partial(gather, release_id=self._release_id))

    def _open_person(self) -> None:
        if self._view is not None:
            self._context.open_page("persons", self._view.person.id)

    def show_history(self) -> None:
        """Show who changed what when."""
        if self._release_id is not None:
            show_history(self._context, self, "release_case", self._release_id)
