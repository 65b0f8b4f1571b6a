"""The table of the third step: a row of the list, who it is about, how sure that is, what is done with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sspdesk.domain.matching import Candidate, Certainty, Choice, LineState
from sspdesk.domain.persons import age_on
from sspdesk.domain.police_list import Field, ListProblem
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import police_import as words
from sspdesk.labels import police_list as list_words
from sspdesk.services.import_plan import Plan, Settled
from sspdesk.services.police_list import born_of
from sspdesk.ui.shared.cells import Cell, Column

Entry = Settled | ListProblem
"""A row of the table: one that can be read, or one that must be mended."""

WORDS_COLUMN, ACTION_COLUMN = 2, 4
CHOICES = (Choice.SAME, Choice.NEW, Choice.SKIP)


class Filter(StrEnum):
    """What the table shows."""

    ALL = "all"
    POSSIBLE = "possible"
    NEW = "new"
    PROBLEMS = "problems"


def number_of(entry: Entry) -> int:
    """Return the row's number in the file."""
    return entry.number if isinstance(entry, Settled) else entry.row


def entries(plan: Plan, shown: Filter) -> list[Entry]:
    """Return the rows of the table in the order of the file."""
    found: list[Entry] = []
    if shown is not Filter.PROBLEMS:
        found += [one for one in plan.all_settled() if _fits(one, shown)]
    if shown in (Filter.ALL, Filter.PROBLEMS):
        found += plan.review.problems
    return sorted(found, key=number_of)


def _fits(one: Settled, shown: Filter) -> bool:
    if shown is Filter.POSSIBLE:
        return one.certainty is Certainty.POSSIBLE or one.line is LineState.UPDATE
    return shown is Filter.ALL or one.certainty is Certainty.NEW


def tone(entry: Entry) -> str:
    """Return the tone of a whole row: warn where the user was or is asked, danger where it cannot be read."""
    if isinstance(entry, ListProblem):
        return "danger"
    asked = entry.certainty is Certainty.POSSIBLE or entry.line is LineState.UPDATE
    return "warn" if entry.asks or (asked and entry.choice is not Choice.SKIP) else ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Makes the cells; asks for the plan and today's date when it does."""

    plan: Callable[[], Plan]
    today: Callable[[], date]

    def all(self) -> Sequence[Column[Entry]]:
        """Return the table's columns."""
        return (
            Column(title=_("Row"), cell=_row, width=58, align_right=True),
            Column(title=_("In the police's list"), cell=self.listed, width=194),
            Column(title=_("In SSP Desk"), cell=self.known),
            Column(title=_("Certainty"), cell=certainty, width=128),
            Column(title=_("Action"), cell=action, width=246),
        )

    def listed(self, entry: Entry) -> Cell:
        """Return who stands in the list, with the age on the day of the contact."""
        if isinstance(entry, ListProblem):
            return Cell(text=written_name(entry) or "?", detail="?", strong=True, is_name=True)
        row = entry.row
        born = born_of(row)
        age = dates.age(age_on(born, row.contact_date or self.today())) if born else _("age unknown")
        name = f"{row.first_name or ''} {row.last_name or ''}".strip()
        return Cell(text=name, detail=age, strong=True, is_name=True)

    def known(self, entry: Entry) -> Cell:
        """Return who the program thinks it is, or what is wrong with the row."""
        if isinstance(entry, ListProblem):
            return Cell(text=problem_words(entry), icon="circle-alert", icon_tint="danger", tint="danger", strong=True)
        if entry.line is LineState.REPEATED:
            text = _("Stands in row {row} too.").format(row=entry.repeats)
            return Cell(text=text, detail=_("Skipped, so that it is not counted twice"), icon="copy", strong=True)
        candidate = entry.chosen or next(iter(entry.candidates), None)
        if candidate is None or (entry.choice is Choice.NEW and entry.line is LineState.FRESH and not entry.asks):
            return Cell(text=_("None found") if not entry.candidates else _("New person"), tint="muted")
        if candidate.row is not None:
            text = _("Stands in row {row} too.").format(row=candidate.row)
            return Cell(text=text, detail=_link_words(entry, candidate), icon="copy")
        return Cell(text=self._name(candidate), detail=_why(entry, candidate), is_name=True)

    def _name(self, candidate: Candidate) -> str:
        return self.plan().review.names.get(candidate.person_id, "") if candidate.person_id is not None else ""


def _link_words(entry: Settled, candidate: Candidate) -> str:
    if entry.certainty is Certainty.SURE:
        return _("The same person, another contact")
    return words.basis(candidate.basis)


def _why(entry: Settled, candidate: Candidate) -> str:
    if entry.line is LineState.STORED:
        return _("this contact is stored already")
    if entry.line is LineState.UPDATE:
        return _("known reference, something is new")
    return words.basis(candidate.basis)


def _row(entry: Entry) -> Cell:
    return Cell(text=str(number_of(entry)), tint="muted")


def certainty(entry: Entry) -> Cell:
    """Return how sure the match is: bar, icon and word."""
    if isinstance(entry, ListProblem):
        return Cell(text=_("Error"), icon="circle-alert", icon_tint="danger")
    if entry.line is LineState.UPDATE:
        return Cell(share=1.0, text=_("Known"), icon="refresh-cw", icon_tint="info")
    icon, tint = words.CERTAINTY_ICONS[entry.certainty]
    text = words.certainty(entry.certainty)
    if entry.certainty is Certainty.POSSIBLE and not entry.asks and entry.choice is not None:
        icon, tint, text = "circle-check", "ok", _("Settled")
    best = next(iter(entry.candidates), None)
    return Cell(share=best.score if best is not None else 0.0, text=text, icon=icon, icon_tint=tint)


def action(entry: Entry) -> Cell:
    """Return the choices, painted as a segmented control."""
    if isinstance(entry, ListProblem):
        return Cell(choices=(_("Mend"), words.choice(Choice.SKIP)), chosen=1)
    labels = [words.choice(choice) for choice in CHOICES]
    if entry.line is LineState.UPDATE:
        labels[0] = _("Update")
    return Cell(choices=tuple(labels), chosen=CHOICES.index(entry.choice) if entry.choice is not None else -1)


def problem_words(problem: ListProblem) -> str:
    """Return what is wrong with a row, without the row's number that stands beside it."""
    return list_words.describe(problem).partition(": ")[2]


def written_name(problem: ListProblem) -> str:
    """Return the name as the list has it, as far as there is one."""
    values = problem.values
    apart = " ".join(values[field] for field in (Field.FIRST_NAME, Field.LAST_NAME) if values.get(field))
    return values.get(Field.NAME, "") or apart
