"""The page "Personer": the list, or the page of one person, and the dialogs that make and sort out persons."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from sspdesk.domain.changes import ChangeSet
from sspdesk.domain.ids import PersonId
from sspdesk.domain.people import Institution
from sspdesk.domain.persons import Person
from sspdesk.i18n import _, ngettext
from sspdesk.services import classes, people
from sspdesk.ui import icons
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons import resuming
from sspdesk.ui.persons.apart_dialogs import DuplicatesDialog
from sspdesk.ui.persons.class_dialog import ClassDialog
from sspdesk.ui.persons.list_view import PersonListView
from sspdesk.ui.persons.merge_dialog import MergeDialog
from sspdesk.ui.persons.person_dialog import PersonDialog
from sspdesk.ui.persons.person_pane import PersonPane
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, IconButton, Kind
from sspdesk.ui.shared.page import Command, Page
from sspdesk.ui.shared.panels import InlineMessage

NEW_PERSON = 0
"""The record that ``open_page("persons", ...)`` is asked for where a new person is to be written."""


class PersonsPage(Page):
    """Shows the list until a person is opened. The window's title never holds a name."""

    help_topic = "personer"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(_("Persons"), full_bleed=True, parent=parent)
        self._context = context
        self._just_opened = False
        self.list = PersonListView(context)
        self.person = PersonPane(context)
        self.classes_message = InlineMessage()
        self.classes_message.hide()
        self.new_button = Button(
            _("New person"), kind=Kind.PRIMARY, icon="plus", shortcut="Ctrl+Shift+N", name="new_person"
        )
        self.more_button = IconButton(_("More about persons"), "ellipsis-vertical")
        self._build_menu()
        self.header.add_tools(self.new_button, self.more_button)
        box = layouts.column(self.classes_message, self.list, spacing=12, margins=(16, 0, 16, 16))
        box.setStretch(1, 1)
        self.list_box = QWidget()
        self.list_box.setLayout(box)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list_box)
        self.stack.addWidget(self.person)
        self.body.addWidget(self.stack)
        self._connect()

    def _build_menu(self) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(_("More about persons"))
        for title, icon, run in (
            (_("Move classes up…"), "arrow-big-up-dash", self.move_classes),
            (_("Possible duplicates…"), "users-round", self.show_duplicates),
            (_("Professionals and institutions"), "briefcase", self.open_people),
        ):
            action = menu.addAction(title)
            icons.set_icon(action, icon, "text")
            action.triggered.connect(partial(_call, run))
        self.more_button.setMenu(menu)
        self.more_button.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)

    def _connect(self) -> None:
        self.list.opened.connect(self._on_person_opened)
        self.list.new_pressed.connect(self.new_person)
        self.person.left.connect(self._on_person_left)
        self.person.gone.connect(self.open_all)
        self.new_button.clicked.connect(self.new_person)
        self.classes_message.pressed.connect(self.move_classes)

    # the shell's calls
    def point_at(self, kind: str, record_id: int) -> None:
        self.person.point_at(kind, record_id)

    def open_record(self, record_id: int) -> None:
        if record_id == NEW_PERSON:
            self.open_all()
            self.new_person()
            return
        self.stack.setCurrentWidget(self.person)
        self.header.hide()
        self._just_opened = True
        self.person.open(PersonId(record_id))

    def open_all(self) -> None:
        self.stack.setCurrentWidget(self.list_box)
        self.header.show()

    def activate(self) -> None:
        if self.stack.currentWidget() is self.person:
            if not self._just_opened:
                self.person.reload()
            self._just_opened = False
        else:
            self._load_list()

    def refresh(self, changes: ChangeSet) -> None:
        if self.stack.currentWidget() is self.person:
            self.person.reload()
        elif changes.kinds & {"person", "institution", "contact", "note"}:
            self._load_list()

    def focus_first(self) -> None:
        if self.stack.currentWidget() is self.person:
            self.person.focus_first()
        else:
            self.list.search_field.setFocus()

    def commands(self) -> Sequence[Command]:
        letters = Command(title=_("Letters and papers"), run=self.person.write_letters, icon="file-text")
        shown = (letters,) if self.stack.currentWidget() is self.person else ()
        return (
            *shown,
            Command(title=_("New person"), run=self.new_person, icon="plus"),
            Command(title=_("Move classes up"), run=self.move_classes, icon="arrow-big-up-dash"),
            Command(title=_("Possible duplicates"), run=self.show_duplicates, icon="users-round"),
            Command(title=_("Professionals and institutions"), run=self.open_people, icon="briefcase"),
        )

    def editors(self) -> Mapping[str, Callable[[int], object]]:
        if self.stack.currentWidget() is self.person:
            return resuming.editors(self._context, self.person)
        return {"PersonDialog": lambda _subject: self.new_person()}

    def _load_list(self) -> None:
        self.list.reload()
        operations = self._context.operations
        operations.query(self, people.schools, self.list.show_schools)
        operations.query(self, classes.waiting, self._show_waiting)

    def _show_waiting(self, count: int) -> None:
        self.classes_message.setVisible(bool(count))
        if count:
            fact = ngettext(
                "{count} pupil has the class of an earlier school year.",
                "{count} pupils have the class of an earlier school year.",
                count,
            )
            words = _("It stops the hand-out to their school.")
            self.classes_message.say(fact.format(count=count), words, tone="info", action=_("Move classes up"))

    # what the user does
    def _on_person_opened(self, person_id: int) -> None:
        self._context.open_page("persons", person_id)

    def _on_person_left(self) -> None:
        self._context.open_page("persons", None)

    def new_person(self) -> None:
        """Open the editor for a new person."""
        self._context.operations.query(self, people.schools, self._open_editor)

    def _open_editor(self, schools: list[Institution]) -> None:
        person = Person(first_name="", last_name="", created_on=date.min)
        dialog = PersonDialog(self._context, person, schools, self)
        dialog.saved.connect(self._on_created)
        dialog.open()

    def _on_created(self, person: Person) -> None:
        self._context.open_page("persons", person.id)

    def move_classes(self) -> None:
        """Review the proposal to move classes up."""
        ClassDialog(self._context, self).open()

    def show_duplicates(self) -> None:
        """List persons that may be one."""
        dialog = DuplicatesDialog(self._context, self)
        dialog.merge_asked.connect(self._on_merge_asked)
        dialog.open()

    def _on_merge_asked(self, kept_id: int, other_id: int) -> None:
        dialog = MergeDialog(self._context, PersonId(kept_id), PersonId(other_id), self)
        dialog.merged.connect(self._on_person_opened)
        dialog.open()

    def open_people(self) -> None:
        """Go to professionals and institutions."""
        self._context.open_page("people", None)


def _call(run: object, _checked: bool = False) -> None:
    if callable(run):
        run()
