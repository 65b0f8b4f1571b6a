"""The page of one person: header, tabs and right column, and the commands that start from them."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from sspdesk.domain.attachments import Attachment
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import PersonId
from sspdesk.domain.log import LogEntry
from sspdesk.domain.people import Institution, Professional
from sspdesk.domain.persons import Guardian, Note
from sspdesk.domain.talks import Talk
from sspdesk.domain.tasks import SourceKind, Task, TaskKind
from sspdesk.domain.timeline import Left, OfEffort, OnMeeting, Responsible, TimelineEntry
from sspdesk.domain.wednesday import PoliceContact
from sspdesk.i18n import _
from sspdesk.labels.errors import explain
from sspdesk.services import people, person_view, persons, tasks
from sspdesk.services.person_view import PersonView
from sspdesk.ui.attachments.tab import AttachmentsTab
from sspdesk.ui.consents.panel import ConsentsSection
from sspdesk.ui.context import PageContext
from sspdesk.ui.history.dialog import show_person_history
from sspdesk.ui.letters.actions import write_letter_to
from sspdesk.ui.persons import efforts, person_header
from sspdesk.ui.persons.apart_dialogs import MoveContactDialog, TakeApartDialog
from sspdesk.ui.persons.course_tab import CourseTab
from sspdesk.ui.persons.merge_dialog import MergeDialog
from sspdesk.ui.persons.person_dialog import PersonDialog
from sspdesk.ui.persons.person_header import PersonHeader
from sspdesk.ui.persons.side_column import SideColumn
from sspdesk.ui.persons.side_parts import TaskBox
from sspdesk.ui.persons.small_dialogs import DutyDialog, GuardianDialog, NoteDialog, TaskDialog
from sspdesk.ui.persons.tables import ContactsTab, DisclosuresTab, LogTab
from sspdesk.ui.persons.talks_tab import TalksTab
from sspdesk.ui.retention.dialogs import ask_to_erase_person
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.clipboard import ShortClipboard
from sspdesk.ui.shared.panels import InlineMessage
from sspdesk.ui.shared.splitter import Splitter
from sspdesk.ui.talks import moves
from sspdesk.ui.talks.dialogs import NewTalkDialog
from sspdesk.ui.talks.moves import MoveFacts

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

_LOG_SHOWN = 300
_POINTED = {"note": Note, "contact": PoliceContact, "task": Task}
"""What stands on the timeline, by the name of its table."""


class PersonPane(QWidget):
    """``left`` asks for the list; ``gone`` says that the person is not there any more."""

    left = Signal()
    gone = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("person_pane")
        self.setProperty("role", "surface")
        self._context = context
        self._view: PersonView | None = None
        self._wanted: PersonId | None = None
        self._spot: tuple[str, int] | None = None
        self.clipboard = ShortClipboard(self)
        self.header = PersonHeader(context.privacy, self.clipboard)
        self.message = InlineMessage(tone="danger")
        self.message.hide()
        self.course = CourseTab(context.privacy)
        self.talks = TalksTab(context.privacy)
        self.contacts = ContactsTab(context.privacy)
        self.documents = AttachmentsTab(context)
        self.disclosures = DisclosuresTab(context.privacy)
        self.log = LogTab(context.privacy)
        self.side = SideColumn(context.privacy)
        self.consents = ConsentsSection(context)
        self.side.insert_section(1, self.consents)
        self.tabs = QStackedWidget()
        for tab in (self.course, self.talks, self.contacts, self.documents, self.disclosures, self.log):
            self.tabs.addWidget(tab)
        self._build()
        self._connect()

    def _build(self) -> None:
        left = QWidget()
        left.setProperty("role", "surface")
        box = layouts.column(self.message, self.tabs, spacing=0)
        box.setStretch(1, 1)
        left.setLayout(box)
        self.splitter = Splitter(left, self.side, key="person", sizes=(854, 320), grounds=("surface", "alt"))
        layout = layouts.column(self.header, self.splitter, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        header, side = self.header, self.side
        header.back_pressed.connect(self.left)
        header.edit_pressed.connect(self.edit)
        header.print_pressed.connect(self.print_summary)
        header.talk_pressed.connect(self.new_talk)
        header.letters_pressed.connect(self.write_letters)
        header.history_pressed.connect(self.show_history)
        header.notification_pressed.connect(self.write_notification)
        header.delete_pressed.connect(self.delete)
        header.merge_pressed.connect(self.merge)
        header.apart_pressed.connect(self.take_apart)
        header.move_pressed.connect(self.move_contact)
        header.cpr_requested.connect(self._on_cpr_requested)
        header.tab_chosen.connect(self._on_tab_chosen)
        self.course.note_entered.connect(self._on_note_entered)
        self.course.entry_opened.connect(self._on_entry_opened)
        self.talks.opened.connect(partial(self._context.open_page, "talks"))
        self.talks.new_pressed.connect(self.new_talk)
        self.contacts.move_pressed.connect(self._on_contact_to_move)
        side.guardian_asked.connect(self.edit_guardian)
        side.duty_asked.connect(self.answer_duty)
        side.task_asked.connect(self.new_task)
        side.task_done.connect(self._on_task_done)
        side.disclosures_asked.connect(partial(header.tabs.setCurrentIndex, person_header.DISCLOSURES))
        self._context.privacy.changed.connect(self._on_privacy_changed)
        self._on_privacy_changed()

    # what is shown
    @property
    def view(self) -> PersonView | None:
        """The person shown."""
        return self._view

    def open(self, person_id: PersonId) -> None:
        """Open a person, which the log hears of."""
        self._load(person_id, partial(_open, person_id))

    def reload(self) -> None:
        """Show the same person as they are now."""
        if self._wanted is not None:
            self._load(self._wanted, partial(_view, self._wanted))

    def _load(self, person_id: PersonId, work: Callable[..., PersonView]) -> None:
        self._wanted = person_id
        self._context.operations.query(self, work, partial(self._show, person_id), self._on_not_found)

    def _show(self, asked: PersonId, view: PersonView) -> None:
        if asked != self._wanted:
            return
        self._wanted = view.person.id
        self._view = view
        now = self._context.now()
        self.message.hide()
        self.header.show_view(view)
        self.course.show_view(view, now)
        self.talks.show_talks(view.talks, now.date())
        self.contacts.show_contacts(view.contacts, view.person.birth_date)
        self.documents.show_documents(view.person.id, view.documents)
        self.disclosures.table.set_rows(list(view.disclosures))
        self.side.show_view(view, now.date())
        self.consents.show_person(view.person.id)
        self._go_to_spot()
        self._load_log()

    def point_at(self, kind: str, record_id: int) -> None:
        """Choose a row of the person that is opened next: a note, a contact, a task, a consent or a document."""
        self._spot = (kind, record_id)

    def _go_to_spot(self) -> None:
        spot, self._spot = self._spot, None
        if spot is None:
            return
        kind, record_id = spot
        if kind == "consent":
            self.consents.point_at(record_id)
        elif kind == "attachment":
            self.header.tabs.setCurrentIndex(person_header.DOCUMENTS)
            self.documents.point_at(record_id)
        elif kind in _POINTED:
            self.header.tabs.setCurrentIndex(person_header.COURSE)
            self.course.point_at(_POINTED[kind], record_id)

    def _load_log(self) -> None:
        view = self._view
        if view is None or self.tabs.currentWidget() is not self.log:
            return
        person_id = view.person.id

        def work(uow: "UnitOfWork") -> list[LogEntry]:
            return uow.log_entries(kind="person", object_id=person_id, limit=_LOG_SHOWN)

        self._context.operations.query(self, work, self.log.show_entries)

    def focus_first(self) -> None:
        """Put the keyboard focus where work begins."""
        current = self.tabs.currentWidget()
        if current is not None:
            current.setFocus()

    def _on_tab_chosen(self, number: int) -> None:
        self.tabs.setCurrentIndex(number)
        self._load_log()

    def _on_not_found(self, error: DomainError | KnownError) -> None:
        self._view = self._wanted = None
        if isinstance(error, KnownError) and error.code == "record_gone":
            self.gone.emit()
        else:
            self._show_problem(error)

    def _show_problem(self, error: DomainError | KnownError) -> None:
        self.message.say("", explain(error), tone="danger")

    def _on_privacy_changed(self) -> None:
        self.header.keep_actions(not self._context.privacy.discreet)

    def _may_edit(self) -> bool:
        """Tell whether an editor may be opened: not in discreet display, since it shows names in clear."""
        if self._context.privacy.discreet:
            self._context.say(_("Switch discreet display off (F9) to edit."))
            return False
        return self._view is not None

    # the header's actions
    def edit(self) -> None:
        """Open the editor of the person."""
        if self._may_edit():
            self._context.operations.query(self, people.schools, self._open_editor)

    def _open_editor(self, schools: list[Institution]) -> None:
        if self._view is not None:
            PersonDialog(self._context, self._view.person, schools, self).open()

    def print_summary(self) -> None:
        """Show the person summary as it would be printed."""
        if self._view is not None:
            from sspdesk.ui.papers.actions import show_person_summary  # noqa: PLC0415 - papers load when printed

            show_person_summary(self._context, self, self._view.person.id)

    def new_talk(self) -> None:
        """Begin a talk with the person and go to it."""
        view = self._view
        if view is None:
            return

        def opened(facts: MoveFacts) -> None:
            dialog = NewTalkDialog(self._context, facts, person_id=view.person.id, parent=self)
            dialog.begun.connect(self._on_talk_begun)
            dialog.open()

        self._context.operations.query(self, moves.gather, opened)

    def write_letters(self) -> None:
        """Choose a letter of the person's talk, and to whom."""
        if self._view is not None:
            write_letter_to(self._context, self, self._view.person.id)

    def _on_talk_begun(self, talk: Talk) -> None:
        self._context.open_page("talks", talk.id)

    def write_notification(self) -> None:
        """Record that a notification about the person was sent."""
        if self._may_edit() and self._view is not None:
            efforts.write_notification(self._context, self, self._view.person.id)

    def show_history(self) -> None:
        """Show who changed what about the person, with a way back."""
        if self._view is not None:
            show_person_history(self._context, self, self._view.person.id)

    def delete(self) -> None:
        """Show what deleting the person takes, and do it once that is approved (art. 17)."""
        if self._may_edit() and self._view is not None:
            ask_to_erase_person(self._context, self, self._view.person.id)

    def merge(self) -> None:
        """Point out another record that is the same person."""
        if self._may_edit() and self._view is not None:
            MergeDialog(self._context, self._view.person.id, parent=self).open()

    def take_apart(self) -> None:
        """Take one of the person's merges apart."""
        if self._may_edit() and self._view is not None and self._view.merges:
            TakeApartDialog(self._context, self._view.merges, self).open()

    def move_contact(self) -> None:
        """Choose a contact and whom it is really about."""
        if self._may_edit() and self._view is not None and self._view.contacts:
            MoveContactDialog(self._context, self._view.contacts, self).open()

    def _on_contact_to_move(self, contact: PoliceContact) -> None:
        if self._may_edit():
            MoveContactDialog(self._context, [contact], self).open()

    def _on_cpr_requested(self) -> None:
        person_id = self._wanted
        if person_id is not None:
            self._context.operations.query(
                self, lambda uow: persons.show_cpr(uow, person_id), partial(self._reveal, person_id)
            )

    def _reveal(self, person_id: PersonId, cpr: str) -> None:
        if person_id == self._wanted and cpr:
            self.header.cpr_label.reveal(cpr)
            self._load_log()

    # notes and the timeline
    def _on_note_entered(self, text: str) -> None:
        person_id = self._wanted
        if person_id is None:
            return
        self._context.operations.command(
            self,
            lambda uow: persons.add_note(uow, person_id, text),
            self._on_note_saved,
            self._show_problem,
            message=_("The note is saved"),
        )

    def _on_note_saved(self, _note: Note) -> None:
        self.course.note_saved()

    def _on_entry_opened(self, entry: TimelineEntry) -> None:
        facts = entry.facts
        if isinstance(facts, Note):
            self.edit_note(facts)
        elif isinstance(facts, PoliceContact):
            self.header.tabs.setCurrentIndex(person_header.CONTACTS)
        elif isinstance(facts, Attachment):
            self.header.tabs.setCurrentIndex(person_header.DOCUMENTS)
        elif isinstance(facts, OfEffort):
            efforts.open_effort(self._context, self, self.consents, facts)
        elif isinstance(facts, Left):
            self.header.tabs.setCurrentIndex(person_header.DISCLOSURES)
        elif isinstance(facts, OnMeeting):
            self._context.open_page("wednesday", facts.meeting_id)
        elif isinstance(facts, Responsible):
            self._open_talk_of(facts.what)

    def _open_talk_of(self, what: Task | Talk) -> None:
        """Go to a talk, also from a task that hangs on one."""
        if isinstance(what, Talk):
            self._context.open_page("talks", what.id)
        elif what.source_kind is SourceKind.TALK and what.source_id is not None:
            self._context.open_page("talks", what.source_id)

    def edit_note(self, note: Note) -> None:
        """Open the editor of a note."""
        if self._may_edit():
            NoteDialog(self._context, note, self).open()

    # the right column
    def edit_guardian(self, guardian: Guardian | None) -> None:
        """Open the editor of a parent, or of a new one."""
        if self._may_edit() and self._view is not None:
            wanted = guardian or Guardian(person_id=self._view.person.id, name="")
            GuardianDialog(self._context, wanted, self).open()

    def answer_duty(self) -> None:
        """Say when the person was informed, or why not."""
        if self._view is not None:
            DutyDialog(self._context, self._view.person, self).open()

    def new_task(self) -> None:
        """Write a task on the person."""
        self._context.operations.query(self, people.professionals, self._open_task)

    def _open_task(self, professionals: list[Professional]) -> None:
        if self._view is not None:
            TaskDialog(self._context, self._view.person.id, professionals, self).open()

    def _on_task_done(self, box: TaskBox) -> None:
        task = box.row.task
        if task.kind is TaskKind.DUTY_TO_INFORM:
            box.take_back()
            self.answer_duty()
            return
        if self._may_edit() and efforts.answered_by_notification(self._context, self, task):
            box.take_back()
            return
        self._context.operations.command(
            self, lambda uow: tasks.complete(uow, task.id), None, self._show_problem, message=_("The task is done")
        )


def _open(person_id: PersonId, uow: "UnitOfWork") -> PersonView:
    return person_view.open_person(uow, person_id)


def _view(person_id: PersonId, uow: "UnitOfWork") -> PersonView:
    return person_view.person_view(uow, person_id)
