"""Classes move up: every class of an earlier school year with what is proposed, pupil by pupil where they differ."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.i18n import _, ngettext
from sspdesk.labels.errors import explain
from sspdesk.services import classes
from sspdesk.services.classes import ClassMove
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.words import NOTHING
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Kind
from sspdesk.ui.shared.cells import Cell, Column
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.panels import EmptyState, InlineMessage, Panel
from sspdesk.ui.shared.table import RecordTable

UP, LEAVES, WAITS = range(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pupil:
    """One pupil's proposal and the choice made; None where nothing is chosen yet."""

    move: ClassMove
    target: str
    choice: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolClass:
    """The pupils of one class."""

    school: str
    name: str
    pupils: tuple[Pupil, ...]

    @property
    def choice(self) -> int | None:
        """The choice all pupils share, if they do."""
        found = {pupil.choice for pupil in self.pupils}
        return found.pop() if len(found) == 1 else None


def target_of(move: ClassMove) -> str:
    """Return the class a pupil may go on to: the proposed one, class 10 after class 9, else the same name."""
    if move.new_class:
        return move.new_class
    if move.old_year is not None and move.old_class.startswith("9"):
        return "10" + move.old_class[1:]
    return move.old_class


def grouped(moves: tuple[ClassMove, ...]) -> list[SchoolClass]:
    """Return the moves by school and class; what could not be told is not chosen beforehand."""
    found: dict[tuple[str, str, int | None], list[Pupil]] = {}
    for move in moves:
        pupil = Pupil(move=move, target=target_of(move), choice=UP if move.new_class else None)
        found.setdefault((move.school, move.old_class, move.old_year), []).append(pupil)
    return [
        SchoolClass(school=school, name=name, pupils=tuple(pupils)) for (school, name, _year), pupils in found.items()
    ]


class ClassDialog(Dialog):
    """Reviews the proposal; ``moved`` carries how many pupils were moved."""

    moved = Signal(int)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        words = _(
            "Choose for each class with the mouse or the keys 1, 2 and 3; a pupil who goes another way "
            "is chosen on the right. Nothing is stored yet."
        )
        super().__init__(_("Move classes up"), _("Move classes up"), words, width=1000, parent=parent)
        self._context = context
        self._classes: list[SchoolClass] = []
        self._shown = -1
        self.message = InlineMessage()
        self.message.hide()
        self.class_table = self._build_classes()
        self.pupil_table = self._build_pupils()
        left, right = Panel(_("Classes"), padded=False), Panel(_("Pupils of the class"), padded=False)
        left.body.addWidget(self.class_table)
        right.body.addWidget(self.pupil_table)
        both = layouts.row(left, right, spacing=12)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self.body.addWidget(self.message)
        self.body.addLayout(both)
        self.add_close_button(_("Cancel"))
        self.move_button = self.add_button(_("Move up"), kind=Kind.PRIMARY, icon="arrow-big-up-dash")
        self.move_button.clicked.connect(self._on_move_clicked)
        self.class_table.chosen.connect(self._on_class_chosen)
        self.class_table.choice_pressed.connect(self._on_class_choice)
        self.pupil_table.choice_pressed.connect(self._on_pupil_choice)
        for number in (UP, LEAVES, WAITS):
            for table in (self.class_table, self.pupil_table):
                shortcut = QShortcut(QKeySequence(str(number + 1)), table)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(partial(_press_choice, table, number))
        context.operations.query(self, classes.propose, self._show)

    def _build_classes(self) -> RecordTable[SchoolClass]:
        columns: tuple[Column[SchoolClass], ...] = (
            Column(title=_("Class"), cell=_class_cell),
            Column(title=_("Goes on to"), cell=_class_choices, width=290),
        )
        empty = EmptyState("school", _("No class waits to move up"), _("Every class is of this school year."))
        table = RecordTable(columns, name=_("Classes"), privacy=self._context.privacy, empty=empty, row_height=42)
        table.setMinimumHeight(theme.px(320))
        return table

    def _build_pupils(self) -> RecordTable[Pupil]:
        columns: tuple[Column[Pupil], ...] = (
            Column(title=_("Pupil"), cell=_pupil_cell),
            Column(title=_("Goes on to"), cell=_pupil_choices, width=290),
        )
        empty = EmptyState("users-round", _("No class chosen"))
        return RecordTable(columns, name=_("Pupils"), privacy=self._context.privacy, empty=empty)

    def _show(self, moves: tuple[ClassMove, ...]) -> None:
        self._classes = grouped(moves)
        self.class_table.set_rows(self._classes)
        if self._classes:
            self.class_table.view.select_row(0)
        else:
            self.pupil_table.set_rows([])
        self._tell()

    def _on_class_chosen(self, chosen: SchoolClass) -> None:
        self._shown = self._place_of(chosen)
        self.pupil_table.set_rows(list(chosen.pupils))

    def _place_of(self, chosen: SchoolClass) -> int:
        first = chosen.pupils[0].move.person_id
        return next(at for at, one in enumerate(self._classes) if one.pupils[0].move.person_id == first)

    def _on_class_choice(self, chosen: SchoolClass, number: int) -> None:
        at = self._place_of(chosen)
        self._put(at, tuple(replace(pupil, choice=number) for pupil in chosen.pupils))

    def _on_pupil_choice(self, chosen: Pupil, number: int) -> None:
        present = self._classes[self._shown]
        pupils = tuple(replace(one, choice=number) if one == chosen else one for one in present.pupils)
        self._put(self._shown, pupils)

    def _put(self, at: int, pupils: tuple[Pupil, ...]) -> None:
        self._classes[at] = replace(self._classes[at], pupils=pupils)
        self.class_table.model.update_row(at, self._classes[at])
        if at == self._shown:
            for row, pupil in enumerate(pupils):
                self.pupil_table.model.update_row(row, pupil)
        self._tell()

    def moves(self) -> list[ClassMove]:
        """Return the moves that are to be carried out; who waits is not among them."""
        pupils = [pupil for one in self._classes for pupil in one.pupils]
        up = [replace(one.move, new_class=one.target) for one in pupils if one.choice == UP]
        return up + [replace(one.move, leaves=True) for one in pupils if one.choice == LEAVES]

    def _tell(self) -> None:
        count = len(self.moves())
        self.move_button.set_words(ngettext("Move {count} pupil", "Move {count} pupils", count).format(count=count))
        unsure = sum(pupil.choice is None for one in self._classes for pupil in one.pupils)
        if unsure:
            said = ngettext("{count} pupil waits for your choice.", "{count} pupils wait for your choice.", unsure)
            words = _("Those who wait keep their old class, which stops a hand-out.")
            self.message.say(said.format(count=unsure), words, tone="warn")
        else:
            self.message.hide()

    def _on_move_clicked(self) -> None:
        moves = self.moves()
        if not moves:
            self.message.say("", _("No pupil is chosen to move."), tone="warn")
            return
        self.move_button.setEnabled(False)
        self.message.say("", _("The classes are moving up. It may take a few seconds."), tone="info")
        self._context.operations.command(
            self,
            lambda uow: classes.move_up(uow, moves),
            self._on_moved,
            self._show_problem,
            message=_("The classes are moved up"),
        )

    def _on_moved(self, count: int) -> None:
        self.moved.emit(count)
        self.accept()

    def _show_problem(self, error: DomainError | KnownError) -> None:
        self.move_button.setEnabled(True)
        self.message.say("", explain(error), tone="danger")


def _press_choice(table: RecordTable[Any], number: int) -> None:
    """Choose for the current row, as a press on the choice does."""
    record = table.current
    if record is not None:
        table.choice_pressed.emit(record, number)


def _class_cell(one: SchoolClass) -> Cell:
    count = len(one.pupils)
    pupils = ngettext("{count} pupil", "{count} pupils", count).format(count=count)
    return Cell(text=one.name, strong=True, detail=pupils, second=one.school or NOTHING)


def _choices(target: str) -> tuple[str, ...]:
    return target, _("Leaves"), _("Waits")


def _class_choices(one: SchoolClass) -> Cell:
    chosen = one.choice
    return Cell(choices=_choices(one.pupils[0].target), chosen=-1 if chosen is None else chosen)


def _pupil_cell(one: Pupil) -> Cell:
    return Cell(text=one.move.name, is_name=True)


def _pupil_choices(one: Pupil) -> Cell:
    return Cell(choices=_choices(one.target), chosen=-1 if one.choice is None else one.choice)
