"""One talk: who, where it stands, what comes next, and everything that hangs on it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QStackedLayout, QWidget

from sspdesk.domain.ids import TalkId
from sspdesk.domain.talk_records import Agreement, AgreementState, Notification
from sspdesk.domain.talks import ENDED, Talk, TalkState
from sspdesk.domain.tasks import Task
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import talks as labels
from sspdesk.services import talk_list, talk_records
from sspdesk.services.talk_list import TalkView
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.history.dialog import show_history
from sspdesk.ui.letters.actions import write_letter
from sspdesk.ui.persons.side_parts import Section, side_line
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind, MenuButton
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.panels import Badge, EmptyState
from sspdesk.ui.shared.stages import StageBar
from sspdesk.ui.talks import dialogs, move_table, moves, participant_dialogs, sections, words
from sspdesk.ui.talks.moves import MoveDialog, MoveFacts
from sspdesk.ui.tasks.dialog import ask_task


class TalkPane(QFrame):
    """The right pane. ``shown`` carries the id of the talk that is shown."""

    shown = Signal(int)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("talk_pane")
        self.setProperty("role", "panel")
        self._context = context
        self._view: TalkView | None = None
        self._talk_id: TalkId | None = None
        self.name_label = layouts.label(level="title")
        self.badge = Badge()
        self.facts_label = layouts.label(tone="muted", wrap=True)
        self.reason_label = layouts.label(wrap=True)
        self.person_button = Button(_("Open the person"), kind=Kind.LINK, icon="contact-round", name="person_button")
        self.letters_button = Button(_("Letters and papers…"), kind=Kind.LINK, icon="file-text", shortcut="Ctrl+P")
        self.next_button = Button("", kind=Kind.PRIMARY, shortcut="Ctrl+Return", name="next_button")
        self.menu = QMenu(self)
        self.more_button = MenuButton(_("More"), self.menu, shortcut="Alt+M")
        self.stage_bar = StageBar(_("Where the talk stands"))
        self.empty = EmptyState(
            "messages-square", _("No talk chosen"), _("Choose one in the list, or begin a new one.")
        )
        self._make_sections()
        self._build()
        context.privacy.changed.connect(self._fill)

    def _make_sections(self) -> None:
        self.deadlines = Section(_("Deadlines"))
        self.offers = Section(_("Offers"))
        self.participants = Section(_("Participants"), _("Add…"))
        self.minutes = Section(_("Minutes"), _("Write minutes…"))
        self.agreements = Section(_("Agreements"), _("New agreement…"))
        self.follow_ups = Section(_("Follow-up"), _("Write a follow-up…"))
        self.notification = Section(_("Duty to notify"), _("Check…"))
        self.course = Section(_("Course"), _("History…"))
        for section, run in (
            (self.participants, self.add_participant),
            (self.minutes, self.write_minutes),
            (self.agreements, self.new_agreement),
            (self.follow_ups, self.write_follow_up),
            (self.notification, self.check_duty),
            (self.course, self.show_history),
        ):
            section.link_pressed.connect(run)
        self.next_button.clicked.connect(self.next_move)
        self.person_button.clicked.connect(self._on_person_pressed)
        self.letters_button.clicked.connect(self.write_letters)

    def _build(self) -> None:
        top = layouts.row(self.name_label, self.badge, None, self.next_button, self.more_button, spacing=10)
        under = layouts.row(self.facts_label, self.letters_button, self.person_button, spacing=12)
        under.setStretch(0, 1)
        head = layouts.column(top, under, self.reason_label, self.stage_bar, spacing=4, margins=(16, 12, 16, 8))
        left = layouts.column(
            self.minutes, self.agreements, self.follow_ups, self.notification, self.course, None, spacing=0
        )
        right = layouts.column(self.deadlines, self.offers, self.participants, None, spacing=0)
        inside = QWidget()
        both = layouts.row(left, layouts.rule(vertical=True), right, spacing=0)
        both.setStretch(0, 3)
        both.setStretch(2, 2)
        inside.setLayout(both)
        self.area = QScrollArea()
        self.area.setObjectName("talk_area")
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setWidget(inside)
        for ground in (self.area.viewport(), inside):
            ground.setAutoFillBackground(False)
        whole = QWidget()
        column = layouts.column(head, layouts.rule(), self.area, spacing=0)
        column.setStretch(2, 1)
        whole.setLayout(column)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(whole)
        self.setMinimumWidth(theme.px(420))

    # showing
    @property
    def talk_id(self) -> TalkId | None:
        """The talk that is shown."""
        return self._talk_id

    @property
    def view(self) -> TalkView | None:
        """Everything about it."""
        return self._view

    @property
    def _today(self) -> date:
        return self._context.now().date()

    def open(self, talk_id: TalkId) -> None:
        """Show a talk and write in the log that it was opened."""
        self._talk_id = talk_id
        self._context.operations.query(
            self, lambda uow: talk_list.open_talk(uow, talk_id), partial(self._on_view, talk_id), self._on_gone
        )

    def reload(self) -> None:
        """Show the same talk as it is now."""
        talk_id = self._talk_id
        if talk_id is not None:
            self._context.operations.query(
                self, lambda uow: talk_list.talk_view(uow, talk_id), partial(self._on_view, talk_id), self._on_gone
            )

    def _on_gone(self, _error: object) -> None:
        self._talk_id, self._view = None, None
        self._stack.setCurrentIndex(0)

    def _on_view(self, talk_id: TalkId, view: TalkView) -> None:
        if talk_id != self._talk_id:
            return
        self._view = view
        self._stack.setCurrentIndex(1)
        self._fill()
        self.shown.emit(talk_id)

    def _fill(self) -> None:
        view = self._view
        if view is None:
            return
        privacy, today, talk = self._context.privacy, self._today, view.talk
        self._fill_head(view)
        self.stage_bar.show_stages(words.stages(view, today))
        self.deadlines.show_rows(sections.deadlines(view, today, self.edit_task), empty=_("No deadlines"))
        self.offers.show_rows(sections.offers(view, today), empty=_("Not offered yet"))
        self.participants.show_rows(
            sections.participants(view, privacy, self.edit_participant), count=len(view.participants)
        )
        held = talk.held_at is not None
        not_held = _("Can be written once the talk was held")
        self.minutes.show_rows(
            [*sections.minutes(view, privacy), self._read_line(view)] if held else [], empty=not_held
        )
        self.agreements.show_rows(
            sections.agreements(view, privacy, today, self.edit_agreement, self._judge) if held else [],
            count=len(view.agreements),
            empty=_("Nothing agreed yet") if held else not_held,
        )
        self.follow_ups.show_rows(
            sections.follow_ups(view, privacy, today, self._remove_follow_up),
            count=len(view.follow_ups),
            empty=_("No follow-up yet") if held else not_held,
        )
        rows = sections.notifications(view, today, self.edit_notification)
        self.notification.show_rows([*rows, self._notify_line()], empty="")
        self.course.show_rows(sections.course(view, privacy, today))
        for section in (self.minutes, self.agreements, self.follow_ups, self.notification):
            section.link_button.setVisible(held)
            section.link_button.setEnabled(not privacy.discreet)
        self.participants.link_button.setVisible(talk.state not in ENDED)
        self.letters_button.setEnabled(not privacy.discreet)

    def _fill_head(self, view: TalkView) -> None:
        privacy, talk = self._context.privacy, view.talk
        self.name_label.setText(privacy.name(view.person.name))
        self.badge.set_badge(words.state_badge(talk.state))
        place = "" if view.person.protected else privacy.detail(view.school)
        parts = [
            labels.kind(talk.kind),
            dates.age(view.age) if view.age is not None else "",
            place,
            labels.origin(talk.origin),
            _("held by {name}").format(name=privacy.name(view.responsible)) if view.responsible else "",
        ]
        if talk.state is TalkState.PLANNED and talk.planned_at is not None:
            parts += [_("planned {when}").format(when=dates.moment_short(talk.planned_at)), talk.place]
        self.facts_label.setText(" · ".join(filter(None, parts)))
        self.reason_label.setText(privacy.text(talk.reason, view.person.name))
        self.reason_label.setVisible(bool(talk.reason))
        first = move_table.FIRST.get(talk.state)
        self.next_button.setVisible(first is not None)
        if first is not None:
            self.next_button.set_words(move_table.title(first[0], talk.state), first[1])
        self._fill_menu(talk)

    def _fill_menu(self, talk: Talk) -> None:
        self.menu.clear()
        for kind in move_table.MORE.get(talk.state, ()):
            action = QAction(f"{move_table.title(kind, talk.state)}…", self.menu)
            action.triggered.connect(partial(self._on_move_chosen, kind))
            self.menu.addAction(action)
        self.menu.addSeparator()
        if talk.held_at is not None:
            correct = QAction(_("Correct when it was held…"), self.menu)
            correct.triggered.connect(self.correct_held)
            self.menu.addAction(correct)
        notify = QAction(_("Notification sent…"), self.menu)
        notify.triggered.connect(self.write_notification)
        self.menu.addAction(notify)

    def _read_line(self, view: TalkView) -> QWidget:
        read = view.talk.read_on
        said = _("Read by the family {day}").format(day=dates.day(read)) if read else _("Not read by the family yet")
        button = Button(_("Change…") if read else _("The family has read it…"), kind=Kind.LINK, name="read_button")
        button.clicked.connect(self.mark_read)
        return side_line(
            "circle-check" if read else "circle",
            "ok" if read else "muted",
            layouts.label(said, level="small", tone="muted", wrap=True),
            button=button,
        )

    def _notify_line(self) -> QWidget:
        button = Button(_("Notification sent…"), kind=Kind.LINK, icon="megaphone", name="notify_button")
        button.clicked.connect(self.write_notification)
        box = QWidget()
        box.setLayout(layouts.row(button, None))
        return box

    # moves
    def next_move(self) -> None:
        """Ask for what usually comes next."""
        if self._view is not None and self._view.talk.state in move_table.FIRST:
            self.ask_move(move_table.FIRST[self._view.talk.state][0])

    def _on_move_chosen(self, kind: type[MoveDialog], _checked: bool = False) -> None:
        self.ask_move(kind)

    def ask_move(self, kind: type[MoveDialog]) -> None:
        """Ask for what a move needs."""
        if self._view is None:
            return
        talk = self._view.talk

        def opened(facts: MoveFacts) -> None:
            kind(self._context, talk, facts, title=move_table.title(kind, talk.state), parent=self).open()

        self._context.operations.query(self, lambda uow: moves.gather(uow, talk), opened)

    # what hangs on it
    def _open(self, make: Callable[..., Dialog], *values: Any) -> None:
        if self._view is not None:
            make(self._context, self._view.talk, *values, self).open()

    def add_participant(self) -> None:
        """Ask whom to add."""
        view = self._view
        if view is None:
            return

        def opened(facts: MoveFacts) -> None:
            self._open(participant_dialogs.AddParticipantDialog, facts, view.guardians)

        self._context.operations.query(self, moves.gather, opened)

    def edit_task(self, task: Task) -> None:
        """Change a deadline."""
        ask_task(self._context, task, self)

    def edit_participant(self, participant_id: int) -> None:
        """Change a participant's yes or no."""
        view = self._view
        if view is not None:
            one = next(one for one in view.participants if one.id == participant_id)
            held = view.talk.held_at is not None
            participant_dialogs.ParticipantDialog(self._context, one, held=held, parent=self).open()

    def write_minutes(self) -> None:
        """Write the three phases."""
        self._open(dialogs.MinutesDialog)

    def write_letters(self) -> None:
        """Choose a letter or paper, and to whom; not while names are hidden."""
        if self._talk_id is not None and not self._context.privacy.discreet:
            write_letter(self._context, self, self._talk_id)

    def correct_held(self) -> None:
        """Correct the day and time the talk was held."""
        self._open(dialogs.HeldDialog)

    def mark_read(self) -> None:
        """Write the day the family read the minutes."""
        self._open(dialogs.ReadDialog)

    def new_agreement(self) -> None:
        """Write an agreement."""
        self._open(dialogs.AgreementDialog, None)

    def edit_agreement(self, agreement: Agreement) -> None:
        """Change an agreement."""
        self._open(dialogs.AgreementDialog, agreement)

    def _judge(self, agreement: Agreement, state: AgreementState) -> None:
        self._context.operations.command(
            self,
            lambda uow: talk_records.judge_agreement(uow, agreement.id, state),
            message=_("The agreement is saved"),
        )

    def write_follow_up(self) -> None:
        """Write a contact after the talk."""
        self._open(dialogs.FollowUpDialog)

    def _remove_follow_up(self, follow_up_id: Any) -> None:
        self._context.operations.command(
            self,
            lambda uow: talk_records.remove_follow_up(uow, follow_up_id),
            message=_("The follow-up is removed"),
        )

    def check_duty(self) -> None:
        """Answer the check on the duty to notify."""
        self._open(dialogs.CheckDialog)

    def write_notification(self) -> None:
        """Record that a notification was sent."""
        if self._view is not None:
            talk = self._view.talk
            fresh = Notification(person_id=talk.person_id, talk_id=talk.id, sent_on=self._today, recipient="")
            dialogs.NotificationDialog(self._context, fresh, self).open()

    def edit_notification(self, notification_id: int) -> None:
        """Change what is known of a notification."""
        if self._view is not None:
            one = next(one for one in self._view.notifications if one.id == notification_id)
            dialogs.NotificationDialog(self._context, one, self).open()

    def show_history(self) -> None:
        """Show who changed what when."""
        if self._talk_id is not None:
            show_history(self._context, self, "talk", self._talk_id)

    def _on_person_pressed(self) -> None:
        if self._view is not None:
            self._context.open_page("persons", self._view.person.id)
