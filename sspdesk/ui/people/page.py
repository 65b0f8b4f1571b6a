"""The page "Fagpersoner og institutioner": two tables under one switch; those no longer in use on request."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from sspdesk.domain.changes import ChangeSet
from sspdesk.domain.people import Institution, Professional
from sspdesk.i18n import _
from sspdesk.labels import people as labels
from sspdesk.services import people
from sspdesk.ui.context import PageContext
from sspdesk.ui.people.dialogs import InstitutionDialog, ProfessionalDialog
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, IconButton, Kind
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column
from sspdesk.ui.shared.choices import Segment, SegmentedControl
from sspdesk.ui.shared.fields import CheckBox
from sspdesk.ui.shared.page import Command, Page
from sspdesk.ui.shared.panels import EmptyState, Panel
from sspdesk.ui.shared.table import RecordTable

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

PROFESSIONALS, INSTITUTIONS = range(2)


class PeoplePage(Page):
    """Lists and edits the professionals around the table and the institutions they come from."""

    help_topic = "personer"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(_("Professionals and institutions"), parent=parent)
        self._context = context
        self._places: dict[int, str] = {}
        self._institutions: list[Institution] = []
        self._professionals: list[Professional] = []
        self.back_button = IconButton(_("All persons"), "chevron-left", bare=True)
        segments = [Segment(PROFESSIONALS, _("Professionals")), Segment(INSTITUTIONS, _("Institutions"))]
        self.switch = SegmentedControl(segments, name=_("What is shown"), value=PROFESSIONALS, large=True)
        self.former_box = CheckBox(_("Show those no longer in use"))
        self.new_button = Button(_("New professional"), kind=Kind.PRIMARY, icon="plus")
        self.header.add_tools(self.new_button)
        line = self.header.layout()
        if isinstance(line, QHBoxLayout):
            line.insertWidget(0, self.back_button)
        self.professionals = self._build_professionals()
        self.institutions = self._build_institutions()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.professionals)
        self.stack.addWidget(self.institutions)
        panel = Panel(padded=False)
        panel.body.addWidget(self.stack)
        self.body.addLayout(layouts.row(self.switch, None, self.former_box, spacing=12))
        self.body.addWidget(panel, 1)
        self.back_button.clicked.connect(self._on_back_clicked)
        self.switch.value_changed.connect(self._on_switched)
        self.former_box.toggled.connect(self.activate)
        self.new_button.clicked.connect(self.new_one)
        self.professionals.opened.connect(self._edit_professional)
        self.institutions.opened.connect(self._edit_institution)
        self.professionals.empty.pressed.connect(self.new_one)
        self.institutions.empty.pressed.connect(self.new_one)

    def _build_professionals(self) -> RecordTable[Professional]:
        columns: tuple[Column[Professional], ...] = (
            Column(title=_("Name"), cell=_professional_name),
            Column(title=_("Role"), cell=_professional_role, width=170),
            Column(title=_("Authority"), cell=self._professional_place, width=230),
            Column(title=_("Phone"), cell=_phone, width=130),
            Column(title=_("Mail"), cell=_mail, width=220),
        )
        empty = EmptyState(
            "briefcase", _("No professionals yet"), _("The members of the Wednesday group and the SSP teachers."),
            action=_("New professional"), action_icon="plus",
        )  # fmt: skip
        return RecordTable(columns, name=_("Professionals"), privacy=self._context.privacy, empty=empty)

    def _build_institutions(self) -> RecordTable[Institution]:
        columns: tuple[Column[Institution], ...] = (
            Column(title=_("Name"), cell=_institution_name),
            Column(title=_("Kind"), cell=_institution_kind, width=170),
            Column(title=_("Phone"), cell=_phone, width=130),
            Column(title=_("Mail"), cell=_mail, width=220),
        )
        empty = EmptyState(
            "school", _("No institutions yet"), _("Schools, clubs and authorities."),
            action=_("New institution"), action_icon="plus",
        )  # fmt: skip
        return RecordTable(columns, name=_("Institutions"), privacy=self._context.privacy, empty=empty)

    def _professional_place(self, one: Professional) -> Cell:
        place = self._places.get(one.institution_id, "") if one.institution_id is not None else ""
        return Cell(detail=", ".join(part for part in (place, one.authority) if part))

    # the shell's calls
    def activate(self) -> None:
        former = self.former_box.isChecked()

        def work(uow: "UnitOfWork") -> tuple[list[Professional], list[Institution], list[Institution]]:
            everyone = people.institutions(uow, with_inactive=True)
            shown = [one for one in everyone if former or one.active]
            return people.professionals(uow, with_inactive=former), shown, everyone

        self._context.operations.query(self, work, self._show)

    def _show(self, found: tuple[list[Professional], list[Institution], list[Institution]]) -> None:
        professionals, shown, everyone = found
        self._places = {one.id: one.name for one in everyone}
        self._institutions = [one for one in everyone if one.active]
        self._professionals = professionals
        self.professionals.set_rows(professionals)
        self.institutions.set_rows(shown)

    def refresh(self, changes: ChangeSet) -> None:
        if changes.kinds & {"professional", "institution"}:
            self.activate()

    def focus_first(self) -> None:
        (self.institutions if self.switch.value == INSTITUTIONS else self.professionals).setFocus()

    def editors(self) -> Mapping[str, Callable[[int], object]]:
        return {"ProfessionalDialog": self._resume_professional, "InstitutionDialog": self._resume_institution}

    def _resume_professional(self, row_id: int) -> None:
        known = next((one for one in self._professionals if one.id == row_id), None)
        self._edit_professional(known or Professional(name=""))

    def _resume_institution(self, row_id: int) -> None:
        self.switch.set_value(INSTITUTIONS)
        self._on_switched(INSTITUTIONS)
        found = next((one for one in self._institutions if one.id == row_id), None)
        self._edit_institution(found or Institution(name=""))

    def commands(self) -> Sequence[Command]:
        return (
            Command(title=_("New professional"), run=self.new_professional, icon="plus"),
            Command(title=_("New institution"), run=self.new_institution, icon="plus"),
        )

    # what the user does
    def _on_back_clicked(self) -> None:
        self._context.open_page("persons", None)

    def _on_switched(self, which: int) -> None:
        self.stack.setCurrentIndex(which)
        self.new_button.set_words(_("New professional") if which == PROFESSIONALS else _("New institution"))

    def new_one(self) -> None:
        """Open the editor for what the shown table holds."""
        if self.switch.value == INSTITUTIONS:
            self.new_institution()
        else:
            self.new_professional()

    def new_professional(self) -> None:
        """Open the editor for a new professional."""
        self._edit_professional(Professional(name=""))

    def new_institution(self) -> None:
        """Open the editor for a new institution."""
        self._edit_institution(Institution(name=""))

    def _edit_professional(self, professional: Professional) -> None:
        ProfessionalDialog(self._context, professional, self._institutions, self).open()

    def _edit_institution(self, institution: Institution) -> None:
        InstitutionDialog(self._context, institution, self).open()


def _former(active: bool) -> tuple[BadgeSpec, ...]:
    return () if active else (BadgeSpec(_("former"), "archive"),)


def _professional_name(one: Professional) -> Cell:
    member = (BadgeSpec(_("The Wednesday group"), "users-round", "accent"),) if one.in_wednesday_group else ()
    return Cell(text=one.name, strong=True, badges=(*member, *_former(one.active)))


def _professional_role(one: Professional) -> Cell:
    return Cell(text=labels.professional_role(one.role))


def _institution_name(one: Institution) -> Cell:
    return Cell(text=one.name, strong=True, badges=_former(one.active))


def _institution_kind(one: Institution) -> Cell:
    return Cell(text=labels.institution_kind(one.kind))


def _phone(one: Professional | Institution) -> Cell:
    return Cell(detail=one.phone)


def _mail(one: Professional | Institution) -> Cell:
    return Cell(detail=one.mail)
