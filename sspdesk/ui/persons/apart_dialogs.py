"""Taking a merge apart, moving a contact to another person, and the list of possible duplicates."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.ids import MergeId
from sspdesk.domain.wednesday import PoliceContact
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import persons as labels
from sspdesk.labels.errors import explain
from sspdesk.services import duplicates, merging
from sspdesk.services.duplicates import PossibleDuplicate
from sspdesk.services.merging import TakenApart
from sspdesk.services.person_view import MergeView
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.choose_person import ChoosePerson
from sspdesk.ui.persons.words import role_and_theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Kind
from sspdesk.ui.shared.cells import Cell, Column
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.fields import Option, SearchCombo
from sspdesk.ui.shared.panels import EmptyState, InlineMessage, Panel
from sspdesk.ui.shared.table import RecordTable


class TakeApartDialog(Dialog):
    """Shows what goes back and what stays, then takes the merge apart. ``parted`` carries the kept person's id."""

    parted = Signal(int)

    def __init__(self, context: PageContext, merges: Sequence[MergeView], parent: QWidget | None = None) -> None:
        super().__init__(_("Take apart"), _("Take a merge apart"), width=520, parent=parent)
        self._context = context
        name = context.privacy.name
        options = [Option(one.merge.id, f"{name(one.name)} · {dates.moment(one.merge.at)}") for one in merges]
        self.merge_combo = SearchCombo(options, search=False)
        self.merge_combo.setAccessibleName(_("Merge"))
        self.merge_combo.set_value(merges[0].merge.id)
        self.merge_combo.setVisible(len(options) > 1)
        self.back_label = layouts.label(wrap=True)
        self.stay_label = layouts.label(wrap=True)
        self.message = InlineMessage()
        self.message.hide()
        for part in (self.message, self.merge_combo, self.back_label, self.stay_label):
            self.body.addWidget(part)
        self.add_close_button(_("Keep merged"))
        self.apart_button = self.add_button(_("Take apart"), kind=Kind.PRIMARY, icon="equal-not")
        self.apart_button.clicked.connect(self._on_apart_clicked)
        self.merge_combo.value_changed.connect(self._ask)
        self._ask(merges[0].merge.id)

    def _ask(self, merge_id: MergeId) -> None:
        self._context.operations.query(
            self, lambda uow: merging.preview_take_apart(uow, merge_id), self._show, self._show_problem
        )

    def _show(self, told: TakenApart) -> None:
        name = self._context.privacy.name(told.other_name)
        back = _listed(told.back)
        self.back_label.setText(
            _("{name} becomes a person of their own again and gets back: {what}.").format(name=name, what=back)
            if back
            else _("{name} becomes a person of their own again. There is nothing else to give back.").format(name=name)
        )
        staying = _listed(told.staying)
        sentences = []
        if staying:
            sentences.append(
                _("Came after the merge and stays here: {what}. Move what belongs elsewhere.").format(what=staying)
            )
        if told.cpr_stays:
            sentences.append(_("The CPR number is in use here by now and stays."))
        self.stay_label.setText(" ".join(sentences))
        self.stay_label.setVisible(bool(sentences))

    def _on_apart_clicked(self) -> None:
        merge_id = self.merge_combo.value
        self._context.operations.command(
            self,
            lambda uow: merging.take_apart(uow, merge_id),
            self._on_parted,
            self._show_problem,
            message=_("The two persons are apart again"),
        )

    def _on_parted(self, told: TakenApart) -> None:
        self.parted.emit(told.kept_id)
        self.accept()

    def _show_problem(self, error: DomainError | KnownError) -> None:
        self.message.say("", explain(error), tone="danger")


def _listed(counts: Mapping[str, int]) -> str:
    return labels.moved_together(counts)


class MoveContactDialog(Dialog):
    """Points out whom a contact is really about, and moves it there with its lines, tasks and talk."""

    moved = Signal(int)

    def __init__(self, context: PageContext, contacts: Sequence[PoliceContact], parent: QWidget | None = None) -> None:
        words = _("Its lines on the meetings' lists, its tasks and its recommended talk follow along.")
        super().__init__(_("Move a contact"), _("Move a contact to another person"), words, width=640, parent=parent)
        self._context = context
        options = [Option(one.id, _contact_words(one)) for one in contacts]
        self.contact_combo = SearchCombo(options, search=False)
        self.contact_combo.setAccessibleName(_("Police contact"))
        self.contact_combo.set_value(contacts[0].id)
        self.message = InlineMessage()
        self.message.hide()
        self.choose = ChoosePerson(context, without=contacts[0].person_id)
        for part in (self.message, self.contact_combo, self.choose):
            self.body.addWidget(part)
        self.add_close_button(_("Cancel"))
        self.move_button = self.add_button(_("Move contact"), kind=Kind.PRIMARY, icon="arrow-right")
        self.move_button.clicked.connect(self._on_move_clicked)
        self.choose.setFocus()

    def _on_move_clicked(self) -> None:
        hit = self.choose.current
        if hit is None:
            self.message.say("", _("Point out the person first."), tone="warn")
            self.choose.setFocus()
            return
        contact_id, to_id = self.contact_combo.value, hit.id
        self.choose.record(to_id)
        self._context.operations.command(
            self,
            lambda uow: merging.move_contact(uow, contact_id, to_id),
            self._on_moved,
            self._show_problem,
            message=_("The contact is moved"),
        )

    def _on_moved(self, contact: PoliceContact) -> None:
        self.moved.emit(contact.person_id)
        self.accept()

    def _show_problem(self, error: DomainError | KnownError) -> None:
        self.message.say("", explain(error), tone="danger")


def _contact_words(contact: PoliceContact) -> str:
    return f"{dates.day(contact.contact_date)} · {role_and_theme(contact).text}"


class DuplicatesDialog(Dialog):
    """Persons that may be one; ``merge_asked`` carries the two ids."""

    merge_asked = Signal(int, int)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        words = _("The same birth date and names that are alike. Nothing is merged by itself.")
        super().__init__(_("Possible duplicates"), _("Possible duplicates"), words, width=720, parent=parent)
        columns: tuple[Column[PossibleDuplicate], ...] = (
            Column(title=_("Person"), cell=_first_cell),
            Column(title=_("May be the same as"), cell=_second_cell),
            Column(title=_("Birth date"), cell=_born_cell, width=120),
            Column(title="", cell=_merge_cell, width=130, align_right=True),
        )
        empty = EmptyState(
            "circle-check", _("No possible duplicates"), _("No two persons of one birth date are alike.")
        )
        self.table = RecordTable(columns, name=_("Possible duplicates"), privacy=context.privacy, empty=empty)
        self.table.setMinimumHeight(theme.px(280))
        panel = Panel(padded=False)
        panel.body.addWidget(self.table)
        self.body.addWidget(panel)
        self.add_close_button(_("Close"), default=True)
        self.table.opened.connect(self._on_pair_chosen)
        self.table.action_pressed.connect(self._on_pair_chosen)
        context.operations.query(self, duplicates.possible_duplicates, self.table.set_rows)

    def _on_pair_chosen(self, pair: PossibleDuplicate, _column: int = 0) -> None:
        self.merge_asked.emit(pair.first_id, pair.second_id)
        self.accept()


def _first_cell(pair: PossibleDuplicate) -> Cell:
    return Cell(text=pair.first_name, is_name=True, strong=True)


def _second_cell(pair: PossibleDuplicate) -> Cell:
    return Cell(text=pair.second_name, is_name=True)


def _born_cell(pair: PossibleDuplicate) -> Cell:
    return Cell(detail=dates.plain_day(pair.born), hide_detail=True)


def _merge_cell(_pair: PossibleDuplicate) -> Cell:
    return Cell(action=_("Merge…"))
