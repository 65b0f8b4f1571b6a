"""The dialogs of what a case holds: focus areas, parties and signatures, funds, ratings, notes, facts, set-up."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from sspdesk.domain.exit_parts import (
    ExitNote,
    Focus,
    FocusArea,
    FocusStatus,
    Funds,
    FundsAnswer,
    NoteKind,
    Party,
    PartyRole,
    Rating,
)
from sspdesk.domain.exits import Programme
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import exits as labels
from sspdesk.services import exit_parts, exits
from sspdesk.services.exit_views import CaseView
from sspdesk.ui.context import PageContext
from sspdesk.ui.exits import words
from sspdesk.ui.exits.moves import whole
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.fields import Option
from sspdesk.ui.talks.dialogs import add_remove
from sspdesk.ui.talks.moves import MoveFacts


class PartDialog(FormDialog):
    """A dialog that stores one part of a case with one command."""

    def run(self, work: Any, message: str) -> None:
        """Run the command and close."""
        self.context.operations.command(self, work, self.on_saved, self.show_problem, message=message)

    @property
    def today(self) -> date:
        """The local date."""
        return self.context.now().date()


class FocusDialog(PartDialog):
    """A focus area: how it stands, goal, next step, who does it, by when."""

    def __init__(
        self, context: PageContext, view: CaseView, focus: Focus | None, parent: QWidget | None = None
    ) -> None:
        title = _("Focus area") if focus is not None else _("Add a focus area")
        super().__init__(
            context,
            title,
            _("Save the focus area"),
            subject=focus.id if focus else 0,
            person_id=view.person.id,
            columns=2,
            width=560,
            parent=parent,
        )
        used = words.unused(view, focus)
        free = [one for one in FocusArea if one not in used or one is FocusArea.OTHER]
        self._focus = focus or Focus(case_id=view.case.id, area=free[0])
        form, present = self.form, self._focus
        form.combo("area", _("Area"), [Option(one, labels.area(one), labels.AREA_ICONS[one]) for one in free],
                   present.area, search=False)  # fmt: skip
        form.combo("status", _("Status"), [Option(one, labels.status(one), labels.STATUS_LOOKS[one][0])
                   for one in FocusStatus], present.status, search=False)  # fmt: skip
        form.line("goal", _("Goal"), present.goal, max_length=280, span=2)
        form.line("next_step", _("Next step"), present.next_step, max_length=280, span=2)
        form.line("responsible", _("Responsible"), present.responsible, max_length=80)
        form.date("due", _("Deadline"), present.due, prefer=Prefer.FUTURE, today=lambda: self.today)
        if focus is not None:
            add_remove(self, _("Remove the focus area"), self._on_remove_clicked)
            self.add_history("exit_focus", focus.id)

    def save(self) -> None:
        values = self.form.values()
        changed = replace(
            self._focus,
            area=values["area"] or self._focus.area,
            status=values["status"] or FocusStatus.NOT_BEGUN,
            goal=values["goal"],
            next_step=values["next_step"],
            responsible=values["responsible"],
            due=values["due"],
        )
        self.run(partial(exit_parts.save_focus, focus=changed), _("The focus area is saved"))

    def _on_remove_clicked(self) -> None:
        self.run(partial(exit_parts.remove_focus, focus_id=self._focus.id), _("The focus area is removed"))


class PartyDialog(PartDialog):
    """Who stands in the agreement, and when they signed."""

    def __init__(
        self, context: PageContext, view: CaseView, party: Party | None, parent: QWidget | None = None
    ) -> None:
        title = _("Party") if party is not None else _("Add a party")
        told = labels.ERRORS["exit_threat_missing"] if view.draft else ""
        super().__init__(
            context,
            title,
            _("Save the party"),
            subject=party.id if party else 0,
            person_id=view.person.id,
            words=_(told) if told else "",
            parent=parent,
        )
        self._party = party or Party(case_id=view.case.id, role=PartyRole.OTHER, name="")
        form, present = self.form, self._party
        roles = [Option(one, labels.party(one)) for one in PartyRole]
        form.combo("role", _("Role"), roles, present.role, search=False)
        form.line("name", _("Name"), present.name, max_length=80)
        if party is not None and not view.draft:
            form.date("signed_on", _("Signed on"), present.signed_on, prefer=Prefer.PAST, today=lambda: self.today)
        if party is not None and party.signed_on is None and party.role is not PartyRole.CITIZEN:
            add_remove(self, _("Take off the agreement"), self._on_remove_clicked)

    def save(self) -> None:
        values, before = self.form.values(), self._party
        changed = replace(before, role=values["role"] or before.role, name=values["name"])
        signed = values.get("signed_on")

        def work(uow: Any) -> Any:
            if (changed.role, changed.name) != (before.role, before.name) or not before.id:
                stored = exit_parts.save_party(uow, changed)
                if signed is None or signed == before.signed_on:
                    return stored
            if signed is not None and signed != before.signed_on:
                return exit_parts.sign(uow, before.id, signed)
            return uow.outcome(before)

        self.run(work, _("The party is saved"))

    def _on_remove_clicked(self) -> None:
        self.run(partial(exit_parts.remove_party, party_id=self._party.id), _("The party is taken off"))


class FundsDialog(PartDialog):
    """An application for funds and its answer."""

    def __init__(
        self, context: PageContext, view: CaseView, funds: Funds | None, parent: QWidget | None = None
    ) -> None:
        title = _("Application for funds")
        super().__init__(
            context,
            title,
            _("Save the application"),
            subject=funds.id if funds else 0,
            person_id=view.person.id,
            columns=2,
            width=540,
            parent=parent,
        )
        self._funds = funds or Funds(case_id=view.case.id, kroner=0, purpose="")
        form, present = self.form, self._funds
        amount = dates.number(present.kroner) if present.kroner else ""
        form.line("kroner", _("Amount in kroner"), amount, max_length=12)
        form.date("sent_on", _("Sent on"), present.sent_on, prefer=Prefer.PAST, today=lambda: self.today)
        form.line("purpose", _("Purpose"), present.purpose, max_length=280, span=2)
        answers = [Option(None, _("No answer yet")), *(Option(one, labels.funds_answer(one)) for one in FundsAnswer)]
        form.combo("answer", _("Answer"), answers, present.answer, search=False)
        form.date("answered_on", _("Answered on"), present.answered_on, prefer=Prefer.PAST, today=lambda: self.today)
        granted = dates.number(present.granted) if present.granted else ""
        form.line("granted", _("Granted amount"), granted, max_length=12)
        if funds is not None and funds.sent_on is None:
            add_remove(self, _("Remove the application"), self._on_remove_clicked)

    def save(self) -> None:
        values = self.form.values()
        changed = replace(
            self._funds,
            kroner=whole(values["kroner"]),
            purpose=values["purpose"],
            sent_on=values["sent_on"],
            answer=values["answer"],
            answered_on=values["answered_on"],
            granted=whole(values["granted"]) if values["granted"] else None,
        )
        self.run(partial(exit_parts.save_funds, funds=changed), _("The application is saved"))

    def _on_remove_clicked(self) -> None:
        self.run(partial(exit_parts.remove_funds, funds_id=self._funds.id), _("The application is removed"))


class RatingDialog(PartDialog):
    """An LS/RNR rating."""

    def __init__(self, context: PageContext, view: CaseView, parent: QWidget | None = None) -> None:
        told = _("Day, rater, summary level and notes by domain. The items of the form stay in the form.")
        super().__init__(
            context,
            _("LS/RNR rating"),
            _("Save the rating"),
            subject=0,
            person_id=view.person.id,
            words=told,
            columns=2,
            width=540,
            parent=parent,
        )
        self._case_id = view.case.id
        self.form.date("day", _("Day"), self.today, prefer=Prefer.PAST, today=lambda: self.today)
        self.form.line("rater", _("Rated by"), max_length=80)
        self.form.line("level", _("Summary level"), max_length=40, span=2)
        self.form.text("notes", _("Notes by domain"), lines=3, span=2)

    def save(self) -> None:
        values = self.form.values()
        rating = Rating(case_id=self._case_id, day=values["day"] or self.today, rater=values["rater"],
                        level=values["level"], notes=values["notes"])  # fmt: skip
        self.run(partial(exit_parts.rate, rating=rating), _("The rating is saved"))


class NoteDialog(PartDialog):
    """A note or a status; a written one is corrected."""

    def __init__(
        self, context: PageContext, view: CaseView, note: ExitNote | None, parent: QWidget | None = None
    ) -> None:
        title = _("New note") if note is None else labels.note_kind(note.kind)
        super().__init__(
            context,
            title,
            _("Save the note"),
            subject=note.id if note else 0,
            person_id=view.person.id,
            columns=2,
            width=560,
            parent=parent,
        )
        self._case_id, self._note = view.case.id, note
        form = self.form
        if note is None:
            kinds = [Option(one, labels.note_kind(one)) for one in (NoteKind.NOTE, NoteKind.STATUS)]
            form.combo("kind", _("Kind"), kinds, NoteKind.NOTE, search=False)
            form.date("day", _("Day"), self.today, prefer=Prefer.PAST, today=lambda: self.today)
        form.text("text", _("Only what is needed"), note.text if note else "", lines=6, span=2)
        if note is not None:
            self.add_history("exit_note", note.id)

    def save(self) -> None:
        values, note, case_id = self.form.values(), self._note, self._case_id
        if note is not None:
            self.run(partial(exit_parts.change_note, note_id=note.id, text=values["text"]), _("The note is saved"))
            return
        kind, day = values["kind"] or NoteKind.NOTE, values["day"] or self.today
        self.run(lambda uow: exit_parts.write_note(uow, case_id, kind, day, values["text"]), _("The note is saved"))


class FactsDialog(PartDialog):
    """Programme, contact person, planned length, note."""

    def __init__(self, context: PageContext, view: CaseView, facts: MoveFacts, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            _("Edit the case"),
            _("Save the case"),
            subject=view.case.id,
            person_id=view.person.id,
            columns=2,
            width=540,
            parent=parent,
        )
        case, form = view.case, self.form
        self._case = case
        form.combo("programme", _("Programme"), [Option(one, labels.programme(one)) for one in Programme],
                   case.programme, search=False)  # fmt: skip
        form.line("planned_weeks", _("Planned weeks, about"), str(case.planned_weeks), max_length=3)
        people = [Option(one.id, one.name) for one in facts.colleagues]
        form.combo("contact_id", _("Contact person in the municipality"), people, case.contact_id,
                   placeholder=_("You"), span=2)  # fmt: skip
        form.text("note", _("Note, only what is needed"), case.note, lines=3, span=2)

    def save(self) -> None:
        values, case = self.form.values(), self._case
        self.run(
            lambda uow: exits.change_facts(
                uow,
                case.id,
                programme=values["programme"] or case.programme,
                contact_id=values["contact_id"],
                planned_weeks=whole(values["planned_weeks"]),
                note=values["note"],
            ),
            _("The case is saved"),
        )


class SetUpDialog(PartDialog):
    """The levels of threat, how many courses there is room for, and when Exit closes by itself."""

    def __init__(
        self, context: PageContext, levels: tuple[str, ...], capacity: int, minutes: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context, _("Set up Exit"), _("Save the set-up"), subject=0, columns=2, width=520, parent=parent
        )
        form = self.form
        told = _("One on each line, as your police district uses them.")
        form.text("levels", _("Levels of threat"), "\n".join(levels), lines=4, help=told, span=2)
        form.line("capacity", _("Places for courses at a time"), str(capacity or ""), max_length=3)
        form.line("minutes", _("Exit closes after so many minutes"), str(minutes), max_length=3)

    def save(self) -> None:
        values = self.form.values()
        levels = tuple(values["levels"].splitlines())
        capacity, minutes = whole(values["capacity"]), whole(values["minutes"])
        self.run(
            lambda uow: exits.set_up(uow, own_levels=levels, capacity=capacity, minutes=minutes),
            _("The set-up is saved"),
        )
