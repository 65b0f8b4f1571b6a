"""The school's cases: the open ones in a table, what the school saw and decided, and the talk that comes of it."""

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.ids import InstitutionId, PersonId
from sspdesk.domain.people import Institution, ProfessionalRole
from sspdesk.domain.school_cases import SCHOOL_MOVES, Measure, SchoolCase, SchoolCaseState, Trigger
from sspdesk.domain.talks import TalkState
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import talks as labels
from sspdesk.services import people, school_cases, talks
from sspdesk.services.school_cases import SchoolCaseRow
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.choose_person import ChoosePerson
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column
from sspdesk.ui.shared.choices import Chip
from sspdesk.ui.shared.fields import Option
from sspdesk.ui.shared.panels import EmptyState, Panel
from sspdesk.ui.shared.table import RecordTable
from sspdesk.ui.talks import moves
from sspdesk.ui.talks.moves import MoveFacts, add_step, read_step

if TYPE_CHECKING:
    from sspdesk.services.work import Outcome, UnitOfWork


class ChipSet(QWidget):
    """Several codes to choose among, as chips that wrap."""

    def __init__(self, options: list[tuple[Any, str]], chosen: tuple[Any, ...] = ()) -> None:
        super().__init__()
        self.chips = [(value, Chip(label, on=value in chosen)) for value, label in options]
        flow = layouts.FlowLayout(self)
        for _value, chip in self.chips:
            flow.addWidget(chip)

    @property
    def value(self) -> tuple[Any, ...]:
        """What is chosen."""
        return tuple(value for value, chip in self.chips if chip.isChecked())

    def set_value(self, chosen: tuple[Any, ...]) -> None:
        """Choose these."""
        for value, chip in self.chips:
            chip.setChecked(value in chosen)


class SchoolCasesView(QWidget):
    """The open cases; ``talk_begun`` carries a talk that came of one."""

    talk_begun = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("school_cases")
        self._context = context
        self._wanted = 0
        columns: tuple[Column[SchoolCaseRow], ...] = (
            Column(title=_("Pupil"), cell=_name_cell),
            Column(title=_("What the school saw"), cell=_trigger_cell),
            Column(title=_("State"), cell=_state_cell, width=170),
            Column(title=_("Measures"), cell=_measure_cell),
            Column(title=_("Since"), cell=self._since_cell, width=110),
            Column(title="", cell=_talk_cell, width=130, align_right=True),
        )
        empty = EmptyState(
            "school",
            _("No open case from a school"),
            _("When an SSP teacher calls, write what the school saw. A talk can come of it."),
            action=_("New case from a school…"),
            action_icon="school",
        )
        self.table = RecordTable(
            columns, name=_("The school's cases"), privacy=context.privacy, empty=empty, row_height=44
        )
        panel = Panel(padded=False)
        panel.body.addWidget(self.table)
        self.setLayout(layouts.column(panel, margins=(16, 0, 16, 16)))
        self.table.opened.connect(self.move_case)
        self.table.action_pressed.connect(self._on_talk_pressed)
        empty.pressed.connect(self.new_case)

    def _since_cell(self, row: SchoolCaseRow) -> Cell:
        return Cell(detail=dates.day_in_list(row.case.changed_on, self._context.now().date()))

    def reload(self) -> None:
        """Show the open cases as they are now."""
        self._context.operations.query(self, school_cases.open_cases, self._show)

    def point_at(self, case_id: int) -> None:
        """Choose a case once the cases are loaded."""
        self._wanted = case_id

    def _show(self, rows: list[SchoolCaseRow]) -> None:
        wanted, self._wanted = self._wanted, 0
        self.table.set_rows(rows)
        if wanted:
            self.table.select(lambda row: row.case.id == wanted)
            self.table.setFocus()

    def new_case(self) -> None:
        """Write what a school told."""

        def gathered(uow: "UnitOfWork") -> tuple[MoveFacts, list[Institution]]:
            return moves.gather(uow), people.schools(uow)

        def opened(found: tuple[MoveFacts, list[Institution]]) -> None:
            NewCaseDialog(self._context, *found, self).open()

        self._context.operations.query(self, gathered, opened)

    def open_case(self, case_id: int) -> None:
        """Open the editor of an open case by its id, or of a new one (0)."""

        def found(rows: list[SchoolCaseRow]) -> None:
            for row in rows:
                if row.case.id == case_id:
                    self.move_case(row)

        if case_id:
            self._context.operations.query(self, school_cases.open_cases, found)
        else:
            self.new_case()

    def move_case(self, row: SchoolCaseRow) -> None:
        """Ask where the case goes."""

        def opened(facts: MoveFacts) -> None:
            MoveCaseDialog(self._context, row.case, facts, self).open()

        self._context.operations.query(self, moves.gather, opened)

    def _on_talk_pressed(self, row: SchoolCaseRow, _column: int) -> None:
        case_id = row.case.id
        self._context.operations.command(
            self,
            lambda uow: school_cases.begin_talk(uow, case_id, talks.usual_step(uow, TalkState.RECOMMENDED)),
            self.talk_begun.emit,
            message=_("The talk has begun"),
        )


def _name_cell(row: SchoolCaseRow) -> Cell:
    under = " · ".join(filter(None, (row.school, row.teacher)))
    return Cell(text=row.name, is_name=True, strong=True, second=under)


def _trigger_cell(row: SchoolCaseRow) -> Cell:
    return Cell(text=", ".join(labels.trigger(one) for one in row.case.triggers), second=row.case.text)


def _state_cell(row: SchoolCaseRow) -> Cell:
    return Cell(badges=(BadgeSpec(labels.case_state(row.case.state), "circle-dot", "info"),))


def _measure_cell(row: SchoolCaseRow) -> Cell:
    return Cell(detail=", ".join(labels.measure(one) for one in row.case.measures) or "–")


def _talk_cell(row: SchoolCaseRow) -> Cell:
    return Cell(action=_("Begin the talk") if Measure.TALK in row.case.measures else "")


class NewCaseDialog(FormDialog):
    """An enquiry from a school: which pupil, what the school saw."""

    def __init__(
        self,
        context: PageContext,
        facts: MoveFacts,
        schools: list[Institution],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context, _("New case from a school"), _("Save the case"), columns=2, width=620, subject=0, parent=parent
        )
        self._facts = facts
        form = self.form
        self.choose = ChoosePerson(context, without=PersonId(0))
        self.choose.table.setMinimumHeight(theme.px(96))
        choose = self.choose
        form.add("person", _("Pupil"), choose, get=lambda: choose.person_id, set=choose.set_person, span=2)
        form.combo("school_id", _("School"), [Option(one.id, one.name, "school") for one in schools])
        teachers = [one for one in facts.colleagues if one.role is ProfessionalRole.TEACHER]
        form.combo("teacher_id", _("SSP teacher, short"), [Option(one.id, one.name) for one in teachers])
        chips = ChipSet([(one, labels.trigger(one)) for one in Trigger])
        form.add("triggers", _("What the school saw"), chips, get=lambda: chips.value, set=chips.set_value, span=2)
        form.line("text", _("What it is about, in a neutral line"), max_length=280, span=2)
        add_step(form, facts, TalkState.RECOMMENDED)
        self.save_button.setShortcut("Ctrl+Return")

    def save(self) -> None:
        values = self.form.values()
        pupil: PersonId | None = values["person"]
        if pupil is None:
            self.form.show_problems([("person", _("Point out the pupil."))])
            return
        if values["school_id"] is None:
            self.form.show_problems([("school_id", _("Choose the school."))])
            return
        step = read_step(values, self._facts.today)
        case = SchoolCase(
            person_id=pupil,
            school_id=InstitutionId(values["school_id"]),
            teacher_id=values["teacher_id"],
            triggers=values["triggers"],
            text=values["text"],
            received_on=step.day,
            changed_on=date.min,
        )
        self.choose.record(pupil)
        self.context.operations.command(
            self,
            lambda uow: school_cases.receive(uow, case, step),
            self.on_saved,
            self.show_problem,
            message=_("The case is saved"),
        )


class MoveCaseDialog(FormDialog):
    """Moves a school's case on, with the measures that were decided on."""

    def __init__(self, context: PageContext, case: SchoolCase, facts: MoveFacts, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            _("The school's case"),
            _("Save the step"),
            columns=2,
            width=560,
            subject=case.id,
            person_id=case.person_id,
            parent=parent,
        )
        self._case, self._facts = case, facts
        form = self.form
        states = [Option(one, labels.case_state(one)) for one in SCHOOL_MOVES[case.state]]
        form.combo("to", _("Next step"), states, states[0].value if states else None, search=False, span=2)
        chips = ChipSet([(one, labels.measure(one)) for one in Measure], case.measures)
        form.add("measures", _("Measures"), chips, get=lambda: chips.value, set=chips.set_value, span=2)
        add_step(
            form, facts, TalkState.RECOMMENDED, decided_by=_("SSP teacher, SSP consultant and the head of the school")
        )
        self.add_history("school_case", case.id)
        self.save_button.setShortcut("Ctrl+Return")

    def save(self) -> None:
        values, case_id = self.form.values(), self._case.id
        step = read_step(values, self._facts.today)
        to = SchoolCaseState(values["to"])

        def work(uow: "UnitOfWork") -> "Outcome[SchoolCase]":
            return school_cases.move(uow, case_id, to, step, measures=values["measures"])

        self.context.operations.command(self, work, self.on_saved, self.show_problem, message=_("The case is saved"))
