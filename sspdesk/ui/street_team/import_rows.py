"""The sheet's rows as the wizard shows them, and the questions about places and workers it does not know."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.street_list import SheetProblem, SheetRow
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import street_import as sheet_words
from sspdesk.labels import street_team as words
from sspdesk.services.street_import import SheetReview
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column
from sspdesk.ui.shared.fields import CheckBox, Option
from sspdesk.ui.shared.form import Form
from sspdesk.ui.shared.panels import Panel
from sspdesk.ui.street_team.import_session import SheetSession

MAKE = 0
"""The choice to make a place or worker of this word."""


class State(StrEnum):
    """What happens to a row of the sheet."""

    UNREADABLE = "unreadable"
    NAMED = "named"
    NEW = "new"
    KNOWN = "known"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet that can be read, or what is wrong with it."""

    row: SheetRow | None
    problem: SheetProblem | None
    state: State

    @property
    def number(self) -> int:
        """The row's number in the file."""
        if self.row is not None:
            return self.row.row
        return self.problem.row if self.problem is not None else 0

    @property
    def waits(self) -> bool:
        """Whether somebody should look at it before anything is stored."""
        return self.state in (State.UNREADABLE, State.NAMED)


def lines_of(session: SheetSession) -> list[Line]:
    """Return all rows in the file's order; those that need a look stand first."""
    if session.listed is None:
        return []
    found = [Line(row, None, _state_of(session, row.row)) for row in session.listed.rows]
    skipped = {row for row, taken in session.choices.items() if not taken}
    for problem in session.listed.problems:
        found.append(Line(None, problem, State.SKIPPED if problem.row in skipped else State.UNREADABLE))
    return sorted(
        found, key=lambda line: (line.state is not State.UNREADABLE, line.state is not State.NAMED, line.number)
    )


def _state_of(session: SheetSession, row: int) -> State:
    if session.takes(row):
        return State.NEW
    if row in session.choices or session.review is None:
        return State.SKIPPED
    return State.KNOWN if row in session.review.known else State.NAMED


def columns() -> tuple[Column[Line], ...]:
    """Return the columns of the table of rows."""
    return (
        Column(title=_("Row"), cell=lambda line: Cell(detail=str(line.number)), width=56),
        Column(title=_("Time"), cell=_when, width=170),
        Column(title=_("Place"), cell=_text(lambda row: row.place), width=170),
        Column(title=_("Theme"), cell=_text(lambda row: words.categories(row.categories)), width=180),
        Column(title=_("Observation"), cell=_what),
        Column(title=_("Workers"), cell=_text(lambda row: ", ".join(row.workers)), width=100),
        Column(title=_("State"), cell=_state, width=190),
    )


def _text(of: Callable[[SheetRow], str]) -> Callable[[Line], Cell]:
    return lambda line: Cell(text=of(line.row) if line.row is not None else "")


def _when(line: Line) -> Cell:
    row = line.row
    return Cell(detail=f"{dates.day_short(row.day)} {_('at {time}').format(time=dates.clock(row.at))}" if row else "")


def _what(line: Line) -> Cell:
    if line.problem is not None:
        return Cell(text=sheet_words.problem(line.problem), tint="danger")
    return Cell(text=line.row.text, detail=line.row.action) if line.row is not None else Cell()


def _state(line: Line) -> Cell:
    text, icon, tone = {
        State.UNREADABLE: (_("Cannot be read"), "circle-alert", "danger"),
        State.NAMED: (_("Name in the text"), "triangle-alert", "warn"),
        State.NEW: (_("New"), "plus", "ok"),
        State.KNOWN: (_("Imported before"), "skip-forward", "neutral"),
        State.SKIPPED: (_("Skipped"), "skip-forward", "neutral"),
    }[line.state]
    return Cell(badges=(BadgeSpec(text, icon, tone),))


class Questions(QWidget):
    """One choice for every place and worker the vault does not know; ``changed`` when one is made."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_questions")
        self._asked: dict[str, tuple[Any, Any]] = {}
        self.form: Form | None = None
        self.names_box = CheckBox(_("The words marked as names are no persons; take the rows along"))
        self.names_box.toggled.connect(self.changed)
        self.panel = Panel(_("What the vault does not know yet"))
        self.setLayout(layouts.column(self.panel, spacing=0))

    def show_review(self, review: SheetReview, *, confirmed: bool = False) -> None:
        """Ask about one sheet; what was answered about a word before stands."""
        answered = self._answers()
        layouts.clear(self.panel.body)
        self.form = form = Form(columns=3)
        places = [Option(place.id, place.name) for place in review.all_places]
        workers = [Option(one.id, one.name) for one in review.all_workers]
        for at, word in enumerate(review.new_places):
            make = Option(MAKE, _("Make the place »{word}«").format(word=word))
            form.combo(
                f"place_{at}",
                _("Place »{word}«").format(word=word),
                [make, *places],
                answered.get(("place", word), MAKE),
            )
        for at, code in enumerate(review.new_workers):
            make = Option(MAKE, _("Make the worker »{word}«").format(word=code))
            form.combo(
                f"worker_{at}",
                _("Worker »{word}«").format(word=code),
                [make, *workers],
                answered.get(("worker", code), MAKE),
            )
        self._words = {"place": review.new_places, "worker": review.new_workers}
        self.panel.body.addWidget(form)
        self.names_box = CheckBox(_("The words marked as names are no persons; take the rows along"), checked=confirmed)
        self.names_box.toggled.connect(self.changed)
        self.panel.body.addWidget(self.names_box)
        self.names_box.setVisible(bool(review.named))
        self.setVisible(bool(review.new_places or review.new_workers or review.named))

    def forget(self) -> None:
        """Forget the answers, for another sheet."""
        self.form, self._words = None, {}

    def _answers(self) -> dict[tuple[str, str], Any]:
        if self.form is None:
            return {}
        form = self.form
        return {
            (kind, word): form.value(f"{kind}_{at}")
            for kind, asked in self._words.items()
            for at, word in enumerate(asked)
        }

    def chosen(self, kind: str, known: Mapping[str, Any]) -> dict[str, Any]:
        """Return the id every word stands for; None where it is to be made."""
        found: dict[str, Any] = dict(known)
        asked: Sequence[str] = self._words.get(kind, ())
        for at, word in enumerate(asked):
            value = self.form.value(f"{kind}_{at}") if self.form is not None else MAKE
            found[word] = value or None
        return found

    _words: Mapping[str, Sequence[str]] = {}
