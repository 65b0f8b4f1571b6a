"""The small editors: parent or relative, duty to inform, short note, own task."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import PersonId
from sspdesk.domain.people import Professional
from sspdesk.domain.persons import DutyState, Guardian, Note, Person, Relation
from sspdesk.domain.tasks import DeadlineRule, Rule
from sspdesk.i18n import _
from sspdesk.labels import dates, people
from sspdesk.labels.errors import explain
from sspdesk.services import duty, persons, tasks
from sspdesk.services.tasks import NewTask
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.history.dialog import show_history
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.choices import Segment, SegmentedControl
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.fields import Option
from sspdesk.ui.shared.form import Form, focus_into
from sspdesk.ui.shared.form_area import FormArea
from sspdesk.ui.shared.panels import InlineMessage


class FormDialog(Dialog):
    """A dialog with a form, a message for what no field can mend, and buttons to keep or drop what was written.

    Unsaved text is kept as a draft (``ui.shared.drafts``): ``subject`` is the id of what is edited, or of what the new
    one belongs to (0: nothing), ``person_id`` whom the text is about, and ``editor`` the dialog's name in
    ``Page.editors`` where its class is not enough. ``scrolls`` lets a long form scroll where the screen is low.
    """

    def __init__(
        self,
        context: PageContext,
        title: str,
        verb: str,
        *,
        words: str = "",
        columns: int = 1,
        width: int = 460,
        subject: int,
        person_id: int | None = None,
        editor: str = "",
        scrolls: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, title, words, width=width, parent=parent)
        self.setObjectName(editor or type(self).__name__)
        self.context = context
        self._subject, self._about = subject, person_id
        self._follows = False
        self.form = Form(columns=columns)
        self.message = InlineMessage(tone="danger")
        self.message.hide()
        self.body.addWidget(self.message)
        self._scrolls = scrolls
        self.body.addWidget(FormArea(self.form) if scrolls else self.form)
        self.cancel_button = self.add_close_button(_("Cancel"))
        self.save_button = self.add_button(verb, kind=Kind.PRIMARY, default=True)
        self.save_button.clicked.connect(self._on_save_clicked)

    def add_history(self, kind: str, row_id: int) -> None:
        """Offer the history of the record being edited at the lower left; a new one has none."""
        if row_id:
            button = Button(_("History…"), kind=Kind.FLAT, icon="history")
            button.clicked.connect(partial(show_history, self.context, self, kind, row_id))
            self.buttons.insertWidget(0, button)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        room = self.screen().availableGeometry().height() - theme.px(40)
        if self._scrolls and self.height() > room:
            self.resize(self.width(), room)
        focus_into(self.form)
        if not self._follows:
            self._follows = True
            self.form.keep_drafts(self._subject, person_id=self._about)

    def save(self) -> None:
        """Store what the form holds; called once the fields can be read."""
        raise NotImplementedError

    def _on_save_clicked(self) -> None:
        self.message.hide()
        if self.form.is_readable():
            self.save()

    def show_problem(self, error: DomainError | KnownError) -> None:
        """Show an error beside its field, or above the form where no field can mend it."""
        if not isinstance(error, DomainError) or not self.form.show_error(error):
            self.message.say("", explain(error), tone="danger")

    def on_saved(self, _value: object) -> None:
        """Close, once everything is stored."""
        self.accept()


class GuardianDialog(FormDialog):
    """A parent or relative of a person."""

    def __init__(self, context: PageContext, guardian: Guardian, parent: QWidget | None = None) -> None:
        title = _("Edit parent") if guardian.id else _("New parent or relative")
        super().__init__(
            context,
            title,
            _("Save parent"),
            columns=2,
            width=520,
            subject=guardian.id,
            person_id=guardian.person_id,
            parent=parent,
        )
        self._guardian = guardian
        form = self.form
        form.line("name", _("Name"), guardian.name, span=2)
        relations = [Option(one, people.relation(one)) for one in Relation]
        form.combo("relation", _("Relation"), relations, guardian.relation, search=False)
        form.line("phone", _("Phone"), guardian.phone, max_length=40)
        form.line("mail", _("Mail"), guardian.mail, span=2)
        form.check("has_custody", _("Has custody"), guardian.has_custody, span=2)
        form.check("may_be_contacted", _("May be contacted"), guardian.may_be_contacted, span=2)
        form.check("contact_first", _("Contact first"), guardian.contact_first, span=2)
        form.check("told_address", _("Must not be told the address"), not guardian.may_know_address, span=2)
        if guardian.id:
            remove = self.add_button(_("Remove parent"), kind=Kind.DANGER, icon="trash-2")
            self.buttons.removeWidget(remove)
            self.buttons.insertWidget(0, remove)
            remove.clicked.connect(self._on_remove_clicked)

    def save(self) -> None:
        values = self.form.values()
        told = values.pop("told_address")
        relation = Relation(values.pop("relation") or Relation.OTHER)
        wanted = replace(self._guardian, **values, relation=relation, may_know_address=not told)
        self.context.operations.command(
            self,
            lambda uow: persons.save_guardian(uow, wanted),
            self.on_saved,
            self.show_problem,
            message=_("The parent is saved"),
        )

    def _on_remove_clicked(self) -> None:
        gone = self._guardian.id
        self.context.operations.command(
            self,
            lambda uow: persons.remove_guardian(uow, gone),
            self.on_saved,
            self.show_problem,
            message=_("The parent is removed"),
        )


class DutyDialog(FormDialog):
    """Whether and when the person was informed (GDPR art. 13-14), or why not (databeskyttelsesloven § 22)."""

    def __init__(self, context: PageContext, person: Person, parent: QWidget | None = None) -> None:
        words = _("Say when the family was told that the municipality keeps information, or why they are not told.")
        super().__init__(
            context,
            _("Duty to inform"),
            _("Save answer"),
            words=words,
            width=500,
            subject=person.id,
            person_id=person.id,
            parent=parent,
        )
        self._person_id = person.id
        segments = [
            Segment(DutyState.FULFILLED, people.duty(DutyState.FULFILLED)),
            Segment(DutyState.EXEMPT, people.duty(DutyState.EXEMPT)),
        ]
        present = person.duty_state if person.duty_state is not DutyState.MISSING else None
        self.choice = SegmentedControl(segments, name=_("Duty to inform"), value=present)
        self.form.add("duty_state", _("The answer"), self.choice, get=lambda: self.choice.value)
        today = context.now().date
        day = person.duty_date if present is DutyState.FULFILLED else None
        self.form.date("duty_date", _("Informed on"), day, prefer=Prefer.PAST, today=today)
        help_text = _("Concrete, for this person. § 22 asks for a decision in each case.")
        self.form.text("duty_reason", _("Reason for the exemption"), person.duty_reason, help=help_text)
        self.choice.value_changed.connect(self._show_fields)
        self._show_fields()

    def _show_fields(self) -> None:
        self.form.row("duty_date").setVisible(self.choice.value is DutyState.FULFILLED)
        self.form.row("duty_reason").setVisible(self.choice.value is DutyState.EXEMPT)

    def save(self) -> None:
        values, person_id = self.form.values(), self._person_id
        if values["duty_state"] is None:
            self.form.show_problems([("duty_state", _("Choose one of the two."))])
            return
        day: date | None = values["duty_date"]
        if values["duty_state"] is DutyState.EXEMPT:
            work = partial(duty.exempt_duty, person_id=person_id, reason=values["duty_reason"])
        elif day is None:
            self.form.show_error(DomainError("duty_date_missing", "duty_date"))
            return
        else:
            work = partial(duty.fulfil_duty, person_id=person_id, day=day)
        self.context.operations.command(self, work, self.on_saved, self.show_problem, message=_("The answer is saved"))


class NoteDialog(FormDialog):
    """Changes or removes a short note."""

    def __init__(self, context: PageContext, note: Note, parent: QWidget | None = None) -> None:
        words = _("Written {day}").format(day=dates.moment(note.at))
        super().__init__(
            context,
            _("Edit note"),
            _("Save note"),
            words=words,
            subject=note.id,
            person_id=note.person_id,
            parent=parent,
        )
        self._note_id = note.id
        self.form.text("text", _("Note"), note.text, lines=5)
        remove = self.add_button(_("Remove note"), kind=Kind.DANGER, icon="trash-2")
        self.buttons.removeWidget(remove)
        self.buttons.insertWidget(0, remove)
        remove.clicked.connect(self._on_remove_clicked)

    def save(self) -> None:
        note_id, text = self._note_id, self.form.value("text")
        self.context.operations.command(
            self,
            lambda uow: persons.change_note(uow, note_id, text),
            self.on_saved,
            self.show_problem,
            message=_("The note is saved"),
        )

    def _on_remove_clicked(self) -> None:
        note_id = self._note_id
        self.context.operations.command(
            self,
            lambda uow: persons.remove_note(uow, note_id),
            self.on_saved,
            self.show_problem,
            message=_("The note is removed"),
        )


def _repetitions() -> dict[str, tuple[str, Rule]]:
    """Return how often a task can come again: words and rule by a code of the form's own."""
    return {
        "week": (_("Every week"), Rule(DeadlineRule.WEEKS, 1)),
        "fortnight": (_("Every two weeks"), Rule(DeadlineRule.WEEKS, 2)),
        "month": (_("Every month"), Rule(DeadlineRule.MONTHS, 1)),
    }


class TaskDialog(FormDialog):
    """A task of one's own about a person."""

    def __init__(
        self,
        context: PageContext,
        person_id: PersonId,
        professionals: Sequence[Professional],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, _("New task"), _("Save task"), subject=person_id, person_id=person_id, parent=parent)
        self._person_id = person_id
        self.form.line("title", _("What is to be done"), placeholder=_("Write without names"))
        self.form.date("due", _("Deadline"), prefer=Prefer.FUTURE, today=context.now().date)
        options = [Option(one.id, one.name) for one in professionals]
        self.form.combo("responsible_id", _("Responsible"), options, placeholder=_("Nobody in particular"))
        again = [Option("", _("Once")), *(Option(code, words) for code, (words, _rule) in _repetitions().items())]
        self.form.combo("repeat", _("Comes again"), again, "", search=False)

    def save(self) -> None:
        values = self.form.values()
        repeat = _repetitions().get(values["repeat"] or "")
        wanted = NewTask(
            person_id=self._person_id,
            title=values["title"],
            due=values["due"],
            responsible_id=values["responsible_id"],
            repeat=repeat[1] if repeat is not None else None,
        )
        self.context.operations.command(
            self,
            lambda uow: tasks.create(uow, wanted),
            self.on_saved,
            self.show_problem,
            message=_("The task is saved"),
        )
