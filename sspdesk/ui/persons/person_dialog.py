"""The editor of a person: errors beside the fields; a CPR number that is stored already is never shown in clear."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.cpr import masked
from sspdesk.domain.people import Institution
from sspdesk.domain.persons import Person
from sspdesk.i18n import _
from sspdesk.services import persons
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.fields import Option


class PersonDialog(FormDialog):
    """Makes a new person or changes one; ``saved`` carries the stored ``Person``."""

    saved = Signal(object)

    def __init__(
        self, context: PageContext, person: Person, schools: Sequence[Institution], parent: QWidget | None = None
    ) -> None:
        title, verb = (_("Edit person"), _("Save person")) if person.id else (_("New person"), _("Create person"))
        super().__init__(
            context, title, verb, columns=2, width=640, subject=person.id, person_id=person.id or None, parent=parent
        )
        self._person = person
        form = self.form
        form.line("first_name", _("First name"), person.first_name)
        form.line("last_name", _("Last name"), person.last_name)
        today = context.now().date
        born = form.date("birth_date", _("Birth date"), person.birth_date, prefer=Prefer.PAST, today=today)
        born.setPlaceholderText(_("e.g. 15/5-2012"))
        kept = _("{cpr} is kept").format(cpr=masked(person.cpr)) if person.cpr else ""
        form.line("cpr", _("CPR"), placeholder=kept, max_length=20, help=_("Only where it is needed. May be left out."))
        options = [Option(one.id, one.name) for one in schools]
        form.combo("school_id", _("School"), options, person.school_id, placeholder=_("No school"))
        form.line("class_name", _("Class"), person.class_name, max_length=20, help=_("For example 8.B"))
        if person.cpr:
            form.check("no_cpr", _("Remove the CPR number"), span=2)
        form.check(
            "protected",
            _("Name and address protection"),
            person.protected,
            help=_("Address, phone and school then leave on no paper and in no export."),
            span=2,
        )
        form.line("phone", _("Phone"), person.phone, max_length=40)
        form.text("address", _("Home address"), person.address, lines=2, help=_("Only where a letter needs it."))
        form.text("note", _("Remark"), person.note, lines=3, help=_("Only what the follow-up needs."), span=2)
        self.resize(self.sizeHint())

    def save(self) -> None:
        wanted = self._wanted()
        self.context.operations.command(
            self,
            lambda uow: persons.save_person(uow, wanted),
            self._on_stored,
            self.show_problem,
            message=_("The person is saved"),
        )

    def _wanted(self) -> Person:
        values = self.form.values()
        typed, removed = values.pop("cpr"), values.pop("no_cpr", False)
        cpr = typed or (None if removed else self._person.cpr)
        same_class = values["class_name"] == self._person.class_name and values["school_id"] == self._person.school_id
        class_year = self._person.class_year if same_class else None
        return replace(self._person, **values, cpr=cpr, class_year=class_year)

    def _on_stored(self, person: Person) -> None:
        self.saved.emit(person)
        self.accept()
