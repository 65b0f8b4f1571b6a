"""Two persons side by side: whose value stands where they differ, and what moves. Nothing happens before the button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QScrollArea, QWidget

from sspdesk.domain.cpr import masked
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import PersonId
from sspdesk.domain.persons import DutyState, Person
from sspdesk.i18n import _
from sspdesk.labels import dates, people
from sspdesk.labels import persons as labels
from sspdesk.labels.errors import explain
from sspdesk.services import merging
from sspdesk.services.merging import MergeField, MergePreview, Side
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.choose_person import ChoosePerson
from sspdesk.ui.persons.side_choice import SideChoice
from sspdesk.ui.persons.words import NOTHING
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Kind
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.panels import InlineMessage


class MergeDialog(Dialog):
    """First who, then side by side; ``merged`` carries the id of the person that stays."""

    merged = Signal(int)

    def __init__(
        self,
        context: PageContext,
        kept_id: PersonId,
        other_id: PersonId | None = None,
        parent: QWidget | None = None,
    ) -> None:
        words = _("Point out the record that is the same person. It can be taken apart again at any time.")
        super().__init__(_("Merge persons"), _("Merge persons"), words, width=720, parent=parent)
        self._context = context
        self._kept_id = kept_id
        self._other_id = other_id
        self._groups: dict[MergeField, QButtonGroup] = {}
        self.message = InlineMessage()
        self.message.hide()
        self.choose = ChoosePerson(context, without=kept_id)
        self.grid_box = QWidget()
        self._grid = QGridLayout(self.grid_box)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self.moving_label = layouts.label(tone="muted", wrap=True)
        self.pairs_area = QScrollArea()
        self.pairs_area.setWidgetResizable(True)
        self.pairs_area.setWidget(self.grid_box)
        self.pairs_area.setMinimumHeight(theme.px(330))
        self.pairs_area.hide()
        for part in (self.message, self.choose, self.pairs_area, self.moving_label):
            self.body.addWidget(part)
        self.moving_label.hide()
        self.cancel_button = self.add_close_button(_("Cancel"))
        self.merge_button = self.add_button(_("Merge"), kind=Kind.PRIMARY, icon="users-round")
        self.merge_button.hide()
        self.choose.chosen.connect(self._on_person_chosen)
        self.merge_button.clicked.connect(self._on_merge_clicked)
        self.choose.setFocus()
        if other_id is not None:
            self._ask_preview(other_id)

    def _on_person_chosen(self, person_id: int) -> None:
        self._ask_preview(PersonId(person_id))

    def _ask_preview(self, other_id: PersonId) -> None:
        self._other_id = other_id
        kept_id = self._kept_id
        self._context.operations.query(
            self, lambda uow: merging.preview_merge(uow, kept_id, other_id), self._show, self._show_problem
        )

    def _show(self, preview: MergePreview) -> None:
        layouts.clear(self._grid)
        self._groups.clear()
        self.choose.hide()
        name = self._context.privacy.name
        self.words_label.setText(_("Choose what stands where the two differ. Everything else is the same."))
        for column, (title, person) in enumerate(((_("Stays"), preview.kept), (_("Is merged"), preview.other)), 1):
            head = layouts.column(
                layouts.label(title, level="label"),
                layouts.label(name(person.name), level="strong", wrap=True),
                spacing=2,
            )
            self._grid.addLayout(head, 0, column)
        differing = [pair for pair in preview.pairs if pair.differs]
        for number, pair in enumerate(differing):
            self._add_pair(2 * number + 1, pair.field, preview, pair.suggested)
        self._grid.setRowStretch(2 * len(differing) + 1, 1)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        moving = labels.moved_together(preview.moving)
        self.moving_label.setText(_("Moves along: {what}.").format(what=moving) if moving else _("Nothing else moves."))
        if preview.two_cprs:
            fact = _("Two different CPR numbers.")
            self.message.say(fact, _("They are most likely two persons. Check before you merge."), tone="warn")
        for part in (self.pairs_area, self.moving_label, self.merge_button):
            part.show()
        self.merge_button.setFocus()

    def _add_pair(self, row: int, field: MergeField, preview: MergePreview, suggested: Side) -> None:
        title = labels.merge_field(field.value)
        label = layouts.label(title, level="label")
        label.setMinimumWidth(theme.px(120))
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
        group = QButtonGroup(self)
        self._groups[field] = group
        sides = [
            (Side.KEPT, value_words(preview.kept, field, preview.kept_school)),
            (Side.OTHER, value_words(preview.other, field, preview.other_school)),
        ]
        for column, (side, words) in enumerate(sides, start=1):
            choice = SideChoice(words, f"{title}: {words}")
            choice.setChecked(side is suggested)
            group.addButton(choice, list(Side).index(side))
            self._grid.addWidget(choice, row, column)
        if suggested is Side.BOTH:
            choice = SideChoice(_("Both"), f"{title}: {_('Both')}")
            choice.setChecked(True)
            group.addButton(choice, list(Side).index(Side.BOTH))
            self._grid.addWidget(choice, row + 1, 1, 1, 2)

    @property
    def choices(self) -> dict[MergeField, Side]:
        """Whose value is chosen for each field that differs."""
        return {field: list(Side)[group.checkedId()] for field, group in self._groups.items()}

    def _on_merge_clicked(self) -> None:
        kept_id, other_id, choices = self._kept_id, self._other_id, self.choices
        if other_id is None:
            return
        self.choose.record(other_id)
        self._context.operations.command(
            self,
            lambda uow: merging.merge(uow, kept_id, other_id, choices),
            self._on_merged,
            self._show_problem,
            message=_("The two records are merged"),
        )

    def _on_merged(self, _value: object) -> None:
        self.merged.emit(self._kept_id)
        self.accept()

    def _show_problem(self, error: DomainError | KnownError) -> None:
        self.message.say("", explain(error), tone="danger")


def value_words(person: Person, field: MergeField, school: str) -> str:
    """Return a person's value of a field as the review shows it; CPR masked."""
    simple: dict[MergeField, str] = {
        MergeField.FIRST_NAME: person.first_name,
        MergeField.LAST_NAME: person.last_name,
        MergeField.BIRTH_DATE: dates.plain_day(person.birth_date) if person.birth_date else "",
        MergeField.CPR: masked(person.cpr or ""),
        MergeField.SCHOOL: ", ".join(part for part in (person.class_name, school) if part),
        MergeField.PROTECTED: _("Protected") if person.protected else _("Not protected"),
        MergeField.ADDRESS: person.address,
        MergeField.PHONE: person.phone,
        MergeField.NOTE: person.note,
        MergeField.DUTY: _duty(person),
    }
    return simple[field] or NOTHING


def _duty(person: Person) -> str:
    words = people.duty(person.duty_state)
    if person.duty_state is DutyState.FULFILLED and person.duty_date is not None:
        return f"{words} {dates.plain_day(person.duty_date)}"
    return f"{words}: {person.duty_reason}" if person.duty_reason else words
