"""The editors of a case: its facts, a point of the checklist, a visit, a contact after the release."""

from datetime import datetime, time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import PersonId
from sspdesk.domain.release_records import (
    ContactPoint,
    Known,
    ReleaseContact,
    ReleaseVisit,
    Section,
    VisitState,
)
from sspdesk.domain.releases import Custody, Release, guide_to_parole
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import releases as labels
from sspdesk.services import release_checklist, release_visits, releases
from sspdesk.services.release_checklist import ItemRow, NewItem
from sspdesk.services.releases import Facts
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.choose_person import ChoosePerson
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.releases.moves import add_step, read_step
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.fields import Option
from sspdesk.ui.shared.form import Form
from sspdesk.ui.talks.dialogs import add_remove
from sspdesk.ui.talks.moves import MoveFacts


class _FactsForm:
    """The fields of a case's facts, with a guide to the possible parole."""

    def __init__(self, form: Form, facts: MoveFacts, known: Facts, *, new: bool = False) -> None:
        self._form = form
        today = facts.today
        custody = [Option(one, labels.custody(one)) for one in Custody]
        form.combo("custody", _("Held for"), custody, known.custody, search=False)
        form.line("institution", _("Prison"), known.institution, max_length=80)
        for field, label, value, prefer in (
            ("imprisoned_on", _("Imprisoned"), known.imprisoned_on, Prefer.PAST),
            ("notified_on", _("Municipality notified on"), known.notified_on, Prefer.PAST),
            ("possible_on", _("Possible parole"), known.possible_on, Prefer.FUTURE),
            ("expected_on", _("Expected release"), known.expected_on, Prefer.FUTURE),
        ):
            form.date(field, label, value, prefer=prefer, today=lambda: today)
        form.time("expected_at", _("Expected time of day"), known.expected_at)
        form.line("sentence_days", _("Length of the sentence in days"), max_length=5, help=_guide_words())
        people = [Option(one.id, one.name) for one in facts.colleagues]
        form.combo("leading_id", _("Leads the case"), people, known.leading_id, placeholder=_("Nobody chosen"))
        form.combo("responsible_id", _("Responsible here"), people, known.responsible_id, placeholder=_("You"))
        form.line("owner", _("Plan owner"), known.owner, max_length=80)
        if not new:
            form.text("note", _("Note, only what is needed"), known.note, lines=1, span=3)
        form.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        values = self._form.values()
        start, days = values["imprisoned_on"], str(values["sentence_days"])
        told = _guide_words()
        if start is not None and days.isdigit() and int(days):
            try:
                told = _("Two thirds: {day}. Only a guide; the prison service decides.").format(
                    day=dates.day(guide_to_parole(start, int(days)))
                )
            except (DomainError, OverflowError):
                told = _guide_words()
        self._form.row("sentence_days").help_label.setText(told)

    def value(self) -> Facts:
        """Return what the form holds."""
        values = self._form.values()
        known = {name: values[name] for name in Facts.__dataclass_fields__ if name in values}
        return Facts(**(known | {"custody": Custody(values["custody"] or Custody.SENTENCE)}))


def _guide_words() -> str:
    return _("Only to compute a guide; it is not stored.")


class NewReleaseDialog(FormDialog):
    """Begins a case; ``begun`` carries it."""

    begun = Signal(object)

    def __init__(
        self,
        context: PageContext,
        facts: MoveFacts,
        *,
        person_id: PersonId | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            _("New release"),
            _("Begin the case"),
            columns=3,
            width=860,
            subject=0,
            scrolls=True,
            parent=parent,
        )
        self._facts, self._person_id = facts, person_id
        self.choose = ChoosePerson(context, without=PersonId(0), compact=True)
        if person_id is None:
            self.form.add("person", _("Citizen"), self.choose, span=3)
            self.choose.chosen.connect(self._on_person_chosen)
        self.facts_form = _FactsForm(self.form, facts, Facts(), new=True)
        add_step(self.form, facts, columns=3)
        self.save_button.setShortcut("Ctrl+Return")

    def _on_person_chosen(self, person_id: int) -> None:
        self._person_id = PersonId(person_id)

    def save(self) -> None:
        person_id = self._person_id
        if person_id is None:
            self.form.show_problems([("person", _("Point out whom the release is about."))])
            return
        wanted, step = self.facts_form.value(), read_step(self.form.values(), self._facts.today)
        self.choose.record(person_id)
        self.context.operations.command(
            self,
            lambda uow: releases.begin(uow, person_id, wanted, step),
            self._on_begun,
            self.show_problem,
            message=_("The case has begun"),
        )

    def _on_begun(self, case: Release) -> None:
        self.begun.emit(case)
        self.accept()


class FactsDialog(FormDialog):
    """Corrects a case's facts; its deadlines move along."""

    def __init__(self, context: PageContext, case: Release, facts: MoveFacts, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            _("Facts of the release"),
            _("Save the facts"),
            words=_("Deadlines that are counted from a day you change move with it."),
            columns=3,
            width=760,
            scrolls=True,
            subject=case.id,
            person_id=case.person_id,
            parent=parent,
        )
        self._case = case
        if case.released_on is not None:
            today = facts.today
            self.form.date(
                "released_on", _("Day of release"), case.released_on, prefer=Prefer.PAST, today=lambda: today
            )
        self.facts_form = _FactsForm(self.form, facts, releases.facts_of(case))
        self.add_history("release_case", case.id)
        self.save_button.setShortcut("Ctrl+Return")

    def save(self) -> None:
        wanted, case = self.facts_form.value(), self._case
        released = self.form.values().get("released_on")

        def work(uow: Any) -> Any:
            if released is not None and released != case.released_on:
                releases.correct_release_day(uow, case.id, released)
            return releases.correct(uow, case.id, wanted)

        self.context.operations.command(self, work, self.on_saved, self.show_problem, message=_("The facts are saved"))


class ItemDialog(FormDialog):
    """A point of the checklist."""

    def __init__(
        self, context: PageContext, case: Release, facts: MoveFacts, row: ItemRow | None, parent: QWidget | None = None
    ) -> None:
        item = row.item if row is not None else None
        super().__init__(
            context,
            _("Edit point") if item else _("New point"),
            _("Save the point"),
            columns=2,
            width=520,
            subject=item.id if item else 0,
            person_id=case.person_id,
            parent=parent,
        )
        self._case, self._row = case, row
        form, today = self.form, facts.today
        form.line("title", _("What is to be in place"), item.title if item else "", max_length=120, span=2)
        sections = [Option(one, labels.section(one)) for one in Section]
        form.combo("section", _("Group"), sections, item.section if item else Section.HOUSING, search=False)
        form.date("due", _("Deadline"), row.due if row else None, prefer=Prefer.FUTURE, today=lambda: today)
        people = [Option(one.id, one.name) for one in facts.colleagues]
        who = item.responsible_id if item else None
        form.combo("responsible_id", _("Responsible"), people, who, placeholder=_("Nobody chosen"))
        form.line("responsible", _("Or in words"), item.responsible if item else "", max_length=80)
        form.text("note", _("Note, only what is needed"), item.note if item else "", lines=2, span=2)
        if row is not None and row.task is not None and row.task.computed is not None:
            form.line("reason", _("Why another deadline than the rule's"), row.task.override_reason, span=2)
        if item is not None:
            self.add_history("release_item", item.id)
            add_remove(self, _("Remove the point"), self._on_remove_clicked)
            skip = self.add_button(_("Take it up again") if item.not_needed else _("Not needed here"))
            self.buttons.removeWidget(skip)
            self.buttons.insertWidget(self.buttons.count() - 2, skip)
            skip.clicked.connect(self._on_skip_clicked)

    def save(self) -> None:
        values, row, case = self.form.values(), self._row, self._case
        wanted = NewItem(
            section=Section(values["section"] or Section.HOUSING),
            title=values["title"],
            note=values["note"],
            responsible_id=values["responsible_id"],
            responsible=values["responsible"],
            due=values["due"],
        )
        reason = values.get("reason", "")
        self.context.operations.command(
            self,
            lambda uow: (
                release_checklist.change(uow, row.item.id, wanted, reason)
                if row is not None
                else release_checklist.add(uow, case.id, wanted)
            ),
            self.on_saved,
            self.show_problem,
            message=_("The point is saved"),
        )

    def _on_remove_clicked(self) -> None:
        row = self._row
        if row is not None:
            self.context.operations.command(
                self,
                lambda uow: release_checklist.remove(uow, row.item.id),
                self.on_saved,
                self.show_problem,
                message=_("The point is removed"),
            )

    def _on_skip_clicked(self) -> None:
        row = self._row
        if row is not None:
            verb = release_checklist.need_again if row.item.not_needed else release_checklist.set_not_needed
            self.context.operations.command(
                self,
                lambda uow: verb(uow, row.item.id),
                self.on_saved,
                self.show_problem,
                message=_("The point is saved"),
            )


class VisitDialog(FormDialog):
    """A visit in the prison."""

    def __init__(
        self, context: PageContext, case: Release, visit: ReleaseVisit | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context,
            _("Edit visit") if visit else _("New visit"),
            _("Save the visit"),
            columns=2,
            width=500,
            subject=visit.id if visit else 0,
            person_id=case.person_id,
            parent=parent,
        )
        self._case, self._visit = case, visit
        form, today = self.form, context.now().date()
        form.date("on", _("The visit is on"), visit.at.date() if visit else None, today=lambda: today)
        form.time("clock", _("Time"), visit.at.time() if visit else time(10))
        form.line("place", _("Place"), visit.place if visit else case.institution, max_length=80)
        states = [Option(one, labels.visit(one)) for one in VisitState]
        form.combo("state", _("State"), states, visit.state if visit else VisitState.PLANNED, search=False)
        form.text("note", _("Note, only what is needed"), visit.note if visit else "", lines=2, span=2)
        if visit is None:
            form.row("state").hide()
        else:
            self.add_history("release_visit", visit.id)
            add_remove(self, _("Remove the visit"), self._on_remove_clicked)

    def save(self) -> None:
        values, visit, case = self.form.values(), self._visit, self._case
        if values["on"] is None:
            self.form.show_problems([("on", _("Choose the day of the visit."))])
            return
        at = datetime.combine(values["on"], values["clock"] or time(10))
        state = VisitState(values["state"] or VisitState.PLANNED)
        self.context.operations.command(
            self,
            lambda uow: (
                release_visits.change(uow, visit.id, at=at, place=values["place"], state=state, note=values["note"])
                if visit is not None
                else release_visits.plan(uow, case.id, at, values["place"], values["note"])
            ),
            self.on_saved,
            self.show_problem,
            message=_("The visit is saved"),
        )

    def _on_remove_clicked(self) -> None:
        visit = self._visit
        if visit is not None:
            self.context.operations.command(
                self,
                lambda uow: release_visits.remove(uow, visit.id),
                self.on_saved,
                self.show_problem,
                message=_("The visit is removed"),
            )


class ContactDialog(FormDialog):
    """A contact after the release, with the three questions."""

    def __init__(
        self, context: PageContext, case: Release, contact: ReleaseContact, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context,
            _("Contact after the release"),
            _("Save the contact"),
            columns=2,
            width=520,
            subject=contact.id,
            person_id=case.person_id,
            parent=parent,
        )
        self._contact = contact
        form, today = self.form, context.now().date()
        points = [Option(one, labels.point(one)) for one in ContactPoint]
        form.combo("point", _("Which contact"), points, contact.point, search=False)
        form.date("day", _("Day"), contact.day, prefer=Prefer.PAST, today=lambda: today)
        form.check("reached", _("There was contact"), contact.reached, span=2)
        answers = [Option(one, labels.known(one)) for one in Known]
        form.combo("housing", _("A roof"), answers, contact.housing, search=False)
        form.combo("support", _("Money to live on"), answers, contact.support, search=False)
        form.combo("occupation", _("Something to do"), answers, contact.occupation, search=False)
        form.text("note", _("Note, only what is needed"), contact.note, lines=2, span=2)
        if contact.id:
            self.add_history("release_contact", contact.id)
            add_remove(self, _("Remove the contact"), self._on_remove_clicked)

    def save(self) -> None:
        values = self.form.values()
        known = {name: Known(values[name] or Known.UNKNOWN) for name in ("housing", "support", "occupation")}
        wanted = ReleaseContact(
            id=self._contact.id,
            release_id=self._contact.release_id,
            person_id=self._contact.person_id,
            point=ContactPoint(values["point"] or ContactPoint.OTHER),
            day=values["day"] or self.context.now().date(),
            reached=values["reached"],
            note=values["note"],
            **known,
        )
        self.context.operations.command(
            self,
            lambda uow: release_visits.contact(uow, wanted),
            self.on_saved,
            self.show_problem,
            message=_("The contact is saved"),
        )

    def _on_remove_clicked(self) -> None:
        contact_id = self._contact.id
        self.context.operations.command(
            self,
            lambda uow: release_visits.remove_contact(uow, contact_id),
            self.on_saved,
            self.show_problem,
            message=_("The contact is removed"),
        )
