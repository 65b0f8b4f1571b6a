"""What places need: light, planting, walks, with who does it and how far it has come."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from sspdesk.domain.ids import MatterId
from sspdesk.domain.street_counts import Span
from sspdesk.domain.street_team import Matter, MatterKind, MatterState, Place
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import street_team as words
from sspdesk.services import street_matters
from sspdesk.services.street_matters import RESPONSIBLE, MatterRow
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.fields import Option
from sspdesk.ui.shared.panels import EmptyState, Panel
from sspdesk.ui.shared.table import RecordTable

_TONES = {MatterState.REPORTED: "warn", MatterState.ONGOING: "info", MatterState.DONE: "ok"}
_ICONS = {MatterState.REPORTED: "flag", MatterState.ONGOING: "circle-dot", MatterState.DONE: "circle-check"}


class MatterDialog(FormDialog):
    """One measure at one place."""

    def __init__(
        self, context: PageContext, matter: Matter | None, places: Sequence[Place], parent: QWidget | None = None
    ) -> None:
        title = _("Edit measure") if matter is not None else _("New measure")
        subject = matter.id if matter is not None else 0
        super().__init__(context, title, _("Save measure"), columns=2, width=560, subject=subject, parent=parent)
        self._matter = matter
        today = context.now().date()
        options = [Option(place.id, place.name) for place in places]
        kinds = [Option(one, words.matter(one)) for one in MatterKind]
        states = [Option(one, words.matter_state(one)) for one in MatterState]
        self.form.combo("place_id", _("Place"), options, matter.place_id if matter else None)
        self.form.combo("kind", _("Kind"), kinds, matter.kind if matter else MatterKind.LIGHT, search=False)
        help_ = _("Stands in the report to the local council. Write without names.")
        self.form.line("what", _("What is needed"), matter.what if matter else "", help=help_, span=2)
        self.form.line("responsible", _("Responsible"), matter.responsible if matter else RESPONSIBLE, span=2)
        state = matter.state if matter else MatterState.REPORTED
        self.form.combo("state", _("Status"), states, state, search=False)
        reported = matter.reported_on if matter else today
        self.form.date("reported_on", _("Reported"), reported, today=lambda: today)
        if matter is not None:
            self.remove_button = Button(_("Delete"), kind=Kind.DANGER, icon="trash-2", name="remove_button")
            self.buttons.insertWidget(0, self.remove_button)
            self.remove_button.clicked.connect(self._on_remove_clicked)
            self.add_history("situational_matter", matter.id)

    def save(self) -> None:
        values = self.form.values()
        missing = [(one, _("This must be filled in.")) for one in ("place_id", "reported_on") if not values[one]]
        if missing:
            self.form.show_problems(missing)
            return
        known = self._matter
        matter = Matter(
            id=known.id if known is not None else MatterId(0),
            done_on=known.done_on if known is not None else None,
            place_id=values["place_id"],
            kind=MatterKind(values["kind"]),
            what=values["what"],
            responsible=values["responsible"],
            state=MatterState(values["state"]),
            reported_on=values["reported_on"],
        )
        self.context.operations.command(
            self,
            lambda uow: street_matters.save(uow, matter),
            self.on_saved,
            self.show_problem,
            message=_("The measure is saved"),
        )

    def _on_remove_clicked(self) -> None:
        if self._matter is not None:
            matter_id = self._matter.id
            self.context.operations.command(
                self,
                lambda uow: street_matters.remove(uow, matter_id),
                self.on_saved,
                self.show_problem,
                message=_("The measure is deleted"),
            )


class MattersDialog(Dialog):
    """All measures of the last year; of all years where one is ``chosen``."""

    def __init__(
        self, context: PageContext, places: Sequence[Place], parent: QWidget | None = None, *, chosen: int = 0
    ) -> None:
        super().__init__(
            _("Measures at places"),
            _("Measures at places"),
            _("Light, planting and neighbourhood walks. They stand in the report to the local council."),
            width=820,
            parent=parent,
        )
        self._context, self._places, self._chosen = context, places, chosen
        columns: tuple[Column[MatterRow], ...] = (
            Column(title=_("Place"), cell=lambda row: Cell(text=row.place, strong=True), width=140),
            Column(title=_("What is needed"), cell=_what),
            Column(title=_("Responsible"), cell=lambda row: Cell(detail=row.matter.responsible), width=220),
            Column(title=_("Status"), cell=_state, width=200),
        )
        empty = EmptyState("flag", _("No measures yet"), _("Note what the places need, and who is to do it."))
        self.table = RecordTable(columns, name=_("Measures at places"), privacy=context.privacy, empty=empty)
        self.table.setMinimumHeight(theme.px(300))
        panel = Panel(padded=False)
        panel.body.addWidget(self.table)
        self.body.addWidget(panel)
        self.new_button = self.add_button(_("New measure"), kind=Kind.PRIMARY, icon="plus")
        self.add_close_button(_("Close"))
        self.new_button.clicked.connect(self._on_new_clicked)
        self.table.opened.connect(self._on_opened)
        context.operations.changed.connect(self._on_changed)
        self._load()

    def _load(self) -> None:
        today: date = self._context.now().date()
        first = date.min if self._chosen else today - timedelta(days=365)
        span = Span(first=first, last=today)
        self._context.operations.query(self, lambda uow: street_matters.listed(uow, span), self._show)

    def _show(self, rows: list[MatterRow]) -> None:
        self.table.set_rows(rows)
        if self._chosen:
            self.table.select(lambda row: row.matter.id == self._chosen)
            self.table.setFocus()

    def _on_changed(self, _changes: object) -> None:
        self._load()

    def _on_new_clicked(self) -> None:
        MatterDialog(self._context, None, self._places, self).open()

    def _on_opened(self, row: MatterRow) -> None:
        MatterDialog(self._context, row.matter, self._places, self).open()


def _what(row: MatterRow) -> Cell:
    return Cell(text=words.matter(row.matter.kind), detail=row.matter.what)


def _state(row: MatterRow) -> Cell:
    state = row.matter.state
    badge = BadgeSpec(words.matter_state(state), _ICONS.get(state, "ban"), _TONES.get(state, "neutral"))
    return Cell(badges=(badge,), detail=dates.day_short(row.matter.done_on or row.matter.reported_on))
