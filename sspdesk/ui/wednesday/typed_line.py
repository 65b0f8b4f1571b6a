"""A contact typed at the meeting: a person found as one types or a new one, and what the police told."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from sspdesk.domain.ids import PersonId
from sspdesk.domain.names import split_name
from sspdesk.domain.people import Institution
from sspdesk.domain.search import PersonHit, SearchHits
from sspdesk.domain.wednesday import MAX_TEXT, Role, Theme
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import wednesday as labels
from sspdesk.services.search import record_search, search_persons
from sspdesk.services.wednesday import TypedLine
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.fields import Option
from sspdesk.ui.shared.operations import Operations
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.wednesday import words
from sspdesk.ui.wednesday.dialogs import FormDialog

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

_NEW_PERSON = ("birth_date", "school_id", "class_name")


class PersonEdit(QLineEdit):
    """A name; known persons are offered as one types. ``chosen`` is None for a new person."""

    person_changed = Signal()

    def __init__(self, operations: Operations, privacy: Privacy) -> None:
        super().__init__()
        self._operations = operations
        self._privacy = privacy
        self._found = SearchHits()
        self.chosen: PersonHit | None = None
        self._offers = QStringListModel(self)
        self.completer_box = QCompleter(self._offers, self)
        self.completer_box.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.popup = QListView()
        self.popup.setProperty("role", "popup")
        self.popup.setAccessibleName(_("Known persons"))
        self.completer_box.setPopup(self.popup)
        self.completer_box.setWidget(self)
        self.completer_box.activated.connect(self._on_activated)
        self.setMaxLength(120)
        self.textEdited.connect(self._on_text_edited)

    def _on_text_edited(self, text: str) -> None:
        if self.chosen is not None:
            self.chosen = None
            self.person_changed.emit()
        typed = text.strip()
        if len(typed) < 2:
            self.popup.hide()
            return

        def search(uow: "UnitOfWork") -> tuple[str, SearchHits]:
            return typed, search_persons(uow, typed)

        self._operations.query(self, search, self._on_found)

    def _on_found(self, answer: tuple[str, SearchHits]) -> None:
        typed, found = answer
        if typed != self.text().strip() or self.chosen is not None:
            return
        self._found = found
        self._offers.setStringList([self._offer(hit) for hit in found.persons])
        if found.persons and self.hasFocus():
            self.completer_box.complete()
        else:
            self.popup.hide()

    def _offer(self, hit: PersonHit) -> str:
        return words.joined(self._privacy.name(hit.name), self.detail(hit))

    def detail(self, hit: PersonHit) -> str:
        """Return age, school and class of a hit."""
        school = ", ".join(part for part in (hit.school, self._privacy.detail(hit.class_name)) if part)
        return words.joined(dates.age(hit.age) if hit.age is not None else "", school)

    def _on_activated(self, offer: str) -> None:
        """Two persons may look alike, so the row chosen counts before the words."""
        row = self.popup.currentIndex().row()
        offers = self._offers.stringList()
        at = row if 0 <= row < len(offers) and offers[row] == offer else offers.index(offer)
        self.choose(self._found.persons[at])

    def choose(self, hit: PersonHit) -> None:
        """Choose a known person; the search stands in the log then."""
        self.chosen = hit
        self.setText(self._privacy.name(hit.name))
        found = self._found

        def log(uow: "UnitOfWork") -> None:
            record_search(uow, found, PersonId(hit.id))

        self._operations.query(self, log, lambda _done: None)
        self.person_changed.emit()


class TypedLineDialog(FormDialog):
    """Add a contact to the meeting's list. ``typed`` is what was written."""

    def __init__(
        self,
        operations: Operations,
        privacy: Privacy,
        schools: Sequence[Institution],
        *,
        today: Callable[[], date],
        parent: QWidget,
    ) -> None:
        super().__init__(
            _("SSP Desk – contact"),
            _("Add contact"),
            _("Write what the police tell at the meeting, and no more than the follow-up needs."),
            verb=_("Add contact"),
            columns=3,
            width=640,
            parent=parent,
        )
        form = self.form
        self.person_edit = PersonEdit(operations, privacy)
        self._advice = _("Choose a known person from the list, or write a new name.")
        form.add("first_name", _("Name"), self.person_edit, get=self.person_edit.text, help=self._advice, span=2)
        form.date("birth_date", _("Birth date"), prefer=Prefer.PAST, today=today)
        options = [Option(one.id, one.name) for one in schools]
        form.combo("school_id", _("School"), options, placeholder=_("No school"), span=2)
        form.line("class_name", _("Class"), placeholder=_("e.g. {example}").format(example="8.B"), max_length=20)
        form.date("contact_date", _("When was the contact?"), prefer=Prefer.PAST, today=today)
        form.time("contact_time", _("Time of day"))
        roles = [Option(one, labels.role(one)) for one in Role]
        form.combo("role", _("Role"), roles, Role.MET, search=False)
        themes = [Option(one, labels.theme(one), labels.THEME_ICONS[one]) for one in Theme]
        form.combo("theme", _("Theme"), themes, placeholder=_("No theme"), search=False)
        form.line("place", _("Place (area, no address)"), max_length=120, span=2)
        form.text("text", _("What happened (at most {limit} characters)").format(limit=MAX_TEXT), lines=3, span=3)
        form.check("talk_recommended", _("The police recommend a talk"), span=3)
        self.person_edit.person_changed.connect(self._on_person_changed)
        self._on_person_changed()
        self.person_edit.setFocus()

    def _on_person_changed(self) -> None:
        chosen = self.person_edit.chosen
        for field in _NEW_PERSON:
            self.form.row(field).setVisible(chosen is None)
        help_label = self.form.row("first_name").help_label
        known = _("Known: {facts}").format(facts=self.person_edit.detail(chosen)) if chosen is not None else ""
        help_label.setText(known or self._advice)

    def problems(self) -> list[tuple[str, str]]:
        found = []
        if not self.person_edit.text().strip():
            found.append(("first_name", _("Write a name, or choose a known person.")))
        if self.form.value("contact_date") is None:
            found.append(("contact_date", _("Write the date of the contact.")))
        return found

    @property
    def typed(self) -> TypedLine:
        """What was written; only after ``submitted``."""
        value = self.form.value
        chosen = self.person_edit.chosen
        first, last = split_name(self.person_edit.text()) if chosen is None else ("", "")
        return TypedLine(
            person_id=PersonId(chosen.id) if chosen is not None else None,
            first_name=first,
            last_name=last,
            birth_date=value("birth_date"),
            school_id=value("school_id"),
            class_name=value("class_name"),
            contact_date=value("contact_date"),
            contact_time=value("contact_time"),
            role=value("role") or Role.MET,
            theme=value("theme"),
            place=value("place"),
            text=value("text"),
            talk_recommended=True if value("talk_recommended") else None,
        )
