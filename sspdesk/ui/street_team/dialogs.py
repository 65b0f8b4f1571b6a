"""The editors of an observation and of the municipality's list of places."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sspdesk.domain.changes import Outcome
from sspdesk.domain.people import Professional
from sspdesk.domain.street_team import HIGHEST_MOOD, Category, Observation, ObservationState, Place
from sspdesk.domain.street_text import Size, read_ages, read_size
from sspdesk.i18n import _
from sspdesk.labels import street_team as words
from sspdesk.services import street_team
from sspdesk.services.street_team import Entry, ObservationRow
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column
from sspdesk.ui.shared.choices import Chip
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.fields import Option
from sspdesk.ui.shared.panels import EmptyState, Panel
from sspdesk.ui.shared.table import RecordTable
from sspdesk.ui.street_team.referral_dialog import ReferralDialog
from sspdesk.ui.street_team.saving import Saving
from sspdesk.ui.street_team.workers_edit import WorkersEdit

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork


class CategoryChips(QWidget):
    """Every theme as a chip; several may be on."""

    def __init__(self, chosen: Collection[Category], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = layouts.FlowLayout(self)
        self.chips: dict[Category, Chip] = {}
        for one in Category:
            chip = Chip(words.category(one), on=one in chosen)
            self.chips[one] = chip
            flow.addWidget(chip)
        self.setFocusProxy(self.chips[Category.GATHERING])

    @property
    def value(self) -> tuple[Category, ...]:
        """The themes that are on."""
        return tuple(one for one, chip in self.chips.items() if chip.isChecked())


class ObservationDialog(FormDialog):
    """One observation with everything the paper sheet has. A stripped one can only be looked at or deleted."""

    def __init__(
        self,
        context: PageContext,
        row: ObservationRow,
        places: Sequence[Place],
        workers: Sequence[Professional],
        parent: QWidget | None = None,
    ) -> None:
        one = row.observation
        super().__init__(
            context, _("Observation"), _("Save observation"), columns=3, width=660, subject=one.id, parent=parent
        )
        self._observation = one
        today = context.now().date()
        self.form.date("day", _("Date"), one.day, today=lambda: today)
        self.form.time("at", _("Time"), one.at)
        self.workers_edit = WorkersEdit()
        self.workers_edit.set_workers(workers)
        self.workers_edit.set_value(row.worker_ids)
        self.form.add("workers", _("Who walked"), self.workers_edit, get=self.workers_edit.text)
        self.form.combo("place_id", _("Place"), [Option(place.id, place.name) for place in places], one.place_id)
        self.form.line("size", _("Number of young people"), words.size(one), help=_("e.g. 8, 5-6 or about 10"))
        self.form.line("age", _("Age"), _ages(one), help=_("e.g. 14-16"))
        self.chips = CategoryChips(one.categories)
        self.form.add("categories", _("Themes"), self.chips, get=lambda: self.chips.value, span=3)
        self.form.text("text", _("What did you see? Write without names."), one.text, lines=2, span=3)
        self.form.line("action", _("What was done"), one.action, span=2)
        moods = [Option(None, _("Not noted")), *(Option(at, words.mood(at)) for at in range(1, HIGHEST_MOOD + 1))]
        self.form.combo("mood", _("Mood"), moods, one.mood, search=False)
        self.form.line("situational", _("The place itself: light, planting, mess"), one.situational, span=3)
        self.form.line(
            "follow_up", _("To follow up"), one.follow_up, help=_("Becomes a task with a deadline in a week"), span=3
        )
        self._add_buttons(one)

    def _add_buttons(self, one: Observation) -> None:
        self.remove_button = Button(_("Delete"), kind=Kind.DANGER, icon="trash-2", name="remove_button")
        self.refer_button = Button(_("Refer a person…"), kind=Kind.FLAT, icon="user-plus", name="refer_button")
        self.buttons.insertWidget(0, self.remove_button)
        self.buttons.insertWidget(1, self.refer_button)
        self.add_history("observation", one.id)
        self.remove_button.clicked.connect(self._on_remove_clicked)
        self.refer_button.clicked.connect(self._on_refer_clicked)
        if one.state is ObservationState.AGGREGATED:
            self.save_button.hide()
            self.form.setEnabled(False)

    def save(self) -> None:
        problems = self._problems()
        if problems:
            self.form.show_problems(problems)
            return
        entry = self._entry()
        Saving(
            self.context,
            self,
            entry.texts,
            lambda uow, confirmed: street_team.change(uow, self._observation.id, entry, names_confirmed=confirmed),
            done=self.on_saved,
            failed=self.show_problem,
        ).begin()

    def _problems(self) -> list[tuple[str, str]]:
        found = []
        if not self.workers_edit.value:
            found.append(("workers", _("Write first names or letters of the street team, e.g. GG/MM.")))
        if read_size(self.form.value("size")) is None:
            found.append(("size", _("Write a number, e.g. 8, 5-6 or about 10.")))
        if read_ages(self.form.value("age")) is None:
            found.append(("age", _("Write an age or a span, e.g. 14-16.")))
        found += [
            (field, _("This must be filled in.")) for field in ("day", "at", "place_id") if not self.form.value(field)
        ]
        return found

    def _entry(self) -> Entry:
        values = self.form.values()
        size = read_size(values["size"]) or Size()
        low, high = read_ages(values["age"]) or (None, None)
        return Entry(
            day=values["day"],
            at=values["at"],
            place_id=values["place_id"],
            worker_ids=self.workers_edit.value,
            categories=values["categories"],
            size=size.low,
            size_to=size.high,
            estimated=size.estimated,
            age_from=low,
            age_to=high,
            mood=values["mood"],
            text=values["text"],
            action=values["action"],
            situational=values["situational"],
            follow_up=values["follow_up"],
        )

    def _on_remove_clicked(self) -> None:
        observation_id = self._observation.id

        def work(uow: "UnitOfWork") -> Outcome[None]:
            return street_team.remove(uow, observation_id)

        self.context.operations.command(
            self, work, self.on_saved, self.show_problem, message=_("The observation is deleted")
        )

    def _on_refer_clicked(self) -> None:
        ReferralDialog(self.context, self).open()


def _ages(one: Observation) -> str:
    parts = [str(age) for age in (one.age_from, one.age_to) if age is not None]
    return "-".join(dict.fromkeys(parts))


class PlaceDialog(FormDialog):
    """One place and its area."""

    def __init__(self, context: PageContext, place: Place, areas: Sequence[str], parent: QWidget | None = None) -> None:
        title = _("Edit place") if place.id else _("New place")
        super().__init__(context, title, _("Save place"), subject=place.id, parent=parent)
        self._place = place
        self.form.line("name", _("Name"), place.name, help=_("Public places only, never a home"))
        self.form.line("area", _("Area"), place.area, help=", ".join(areas))
        self.form.check("active", _("In use"), place.active)
        self.add_history("street_place", place.id)

    def save(self) -> None:
        values = self.form.values()
        wanted = Place(id=self._place.id, **values)
        self.context.operations.command(
            self,
            lambda uow: street_team.save_place(uow, wanted),
            self.on_saved,
            self.show_problem,
            message=_("The place is saved"),
        )


class PlacesDialog(Dialog):
    """The municipality's own list of places with areas."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Places and areas"),
            _("Places and areas"),
            _("The municipality's own list. A place with observations is not deleted, only taken out of use."),
            width=560,
            parent=parent,
        )
        self._context = context
        self._areas: list[str] = []
        columns: tuple[Column[Place], ...] = (
            Column(title=_("Place"), cell=_place_name),
            Column(title=_("Area"), cell=_place_area, width=180),
        )
        empty = EmptyState("flag", _("No places yet"), _("Add the places the street team walks by."))
        self.table = RecordTable(columns, name=_("Places"), privacy=context.privacy, empty=empty)
        self.table.setMinimumHeight(theme.px(300))
        panel = Panel(padded=False)
        panel.body.addWidget(self.table)
        self.body.addWidget(panel)
        self.new_button = self.add_button(_("New place"), kind=Kind.PRIMARY, icon="plus")
        self.add_close_button(_("Close"))
        self.new_button.clicked.connect(self._on_new_clicked)
        self.table.opened.connect(self._edit)
        context.operations.changed.connect(self._on_changed)
        self._load()

    def _load(self) -> None:
        def work(uow: "UnitOfWork") -> tuple[list[Place], list[str]]:
            return street_team.places(uow, with_inactive=True), street_team.areas(uow)

        self._context.operations.query(self, work, self._show)

    def _show(self, found: tuple[list[Place], list[str]]) -> None:
        places, self._areas = found
        self.table.set_rows(places)

    def _on_changed(self, _changes: object) -> None:
        self._load()

    def _on_new_clicked(self) -> None:
        self._edit(Place(name=""))

    def _edit(self, place: Place) -> None:
        PlaceDialog(self._context, place, self._areas, self).open()


def _place_name(place: Place) -> Cell:
    return Cell(text=place.name, badges=() if place.active else (BadgeSpec(_("former"), "archive"),))


def _place_area(place: Place) -> Cell:
    return Cell(detail=place.area)
