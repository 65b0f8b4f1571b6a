"""The shift plan: coming and walked shifts, a new one once or every week, each worker's hours against the norm."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sspdesk.domain.changes import Outcome
from sspdesk.domain.people import Professional
from sspdesk.domain.street_counts import Span, monday
from sspdesk.domain.street_team import Shift, ShiftState
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import street_team as words
from sspdesk.services import street_shifts
from sspdesk.services.street_shifts import ShiftRow, WorkerHours
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.panels import EmptyState, Panel
from sspdesk.ui.shared.table import RecordTable
from sspdesk.ui.street_team.workers_edit import WorkersEdit

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

_BACK, _AHEAD = timedelta(weeks=4), timedelta(weeks=8)
_TONES = {ShiftState.PLANNED: "info", ShiftState.WALKED: "ok", ShiftState.CANCELLED: "neutral"}
_ICONS = {
    ShiftState.PLANNED: "calendar-days",
    ShiftState.WALKED: "circle-check",
    ShiftState.CANCELLED: "ban",
}


class ShiftDialog(FormDialog):
    """One shift; a new one can come again every week."""

    def __init__(
        self, context: PageContext, row: ShiftRow | None, workers: Sequence[Professional], parent: QWidget | None = None
    ) -> None:
        title = _("Edit shift") if row is not None else _("New shift")
        shift = row.shift if row is not None else None
        subject = shift.id if shift is not None else 0
        super().__init__(context, title, _("Save shift"), columns=3, width=560, subject=subject, parent=parent)
        self._shift = shift
        today = context.now().date()
        self.form.date("day", _("Date"), shift.day if shift else None, today=lambda: today)
        self.form.time("starts", _("From"), shift.starts if shift else None)
        self.form.time("ends", _("To"), shift.ends if shift else None)
        self.workers_edit = WorkersEdit()
        self.workers_edit.set_workers(workers)
        self.workers_edit.set_value(row.worker_ids if row is not None else ())
        self.form.add("workers", _("Who walks"), self.workers_edit, get=self.workers_edit.text, span=2)
        if shift is None:
            self.form.date("until", _("Every week until"), None, today=lambda: today, help=_("Empty: once"))
        self.form.line("route", _("Route and areas"), shift.route if shift else "", span=3)
        if shift is not None and shift.state is ShiftState.PLANNED:
            self.cancel_shift_button = Button(_("Cancel the shift"), kind=Kind.DANGER, icon="ban", name="cancel_shift")
            self.buttons.insertWidget(0, self.cancel_shift_button)
            self.cancel_shift_button.clicked.connect(self._on_cancel_clicked)
        self.add_history("street_shift", subject)

    def save(self) -> None:
        values, who = self.form.values(), self.workers_edit.value
        problems = []
        if not values["day"]:
            problems.append(("day", _("This must be filled in.")))
        if not who:
            problems.append(("workers", _("Write first names or letters of the street team, e.g. GG/MM.")))
        if problems:
            self.form.show_problems(problems)
            return
        until = values.get("until")
        state = self._shift.state if self._shift is not None else self._state(values["day"])
        shift = Shift(
            id=self._shift.id if self._shift is not None else Shift(day=values["day"]).id,
            day=values["day"],
            starts=values["starts"],
            ends=values["ends"],
            route=values["route"],
            state=state,
        )

        def work(uow: "UnitOfWork") -> Outcome[int]:
            if until is not None:
                return street_shifts.plan_weekly(uow, shift, who, until)
            saved = street_shifts.save_shift(uow, shift, who)
            return Outcome(1, saved.changes, saved.undo)

        self.context.operations.command(self, work, self.on_saved, self.show_problem, message=_("The shift is saved"))

    def _state(self, day: object) -> ShiftState:
        return ShiftState.PLANNED if str(day) >= str(self.context.now().date()) else ShiftState.WALKED

    def _on_cancel_clicked(self) -> None:
        if self._shift is not None:
            shift_id = self._shift.id
            self.context.operations.command(
                self,
                lambda uow: street_shifts.cancel_shift(uow, shift_id),
                self.on_saved,
                self.show_problem,
                message=_("The shift is cancelled"),
            )


class ShiftsDialog(Dialog):
    """The plan on the left, hours of the last four weeks on the right."""

    def __init__(self, context: PageContext, workers: Sequence[Professional], parent: QWidget | None = None) -> None:
        super().__init__(
            _("Shift plan and hours"),
            _("Shift plan and hours"),
            _("Hours of the last four weeks against each worker's norm. A shift without an end is not counted."),
            width=900,
            parent=parent,
        )
        self._context, self._workers = context, workers
        self.table: RecordTable[ShiftRow] = RecordTable(
            _shift_columns(), name=_("Shifts"), privacy=context.privacy,
            empty=EmptyState("calendar-days", _("No shifts planned"), _("Plan the first one, once or every week.")),
        )  # fmt: skip
        self.hours_table: RecordTable[WorkerHours] = RecordTable(
            _hours_columns(), name=_("Hours"), privacy=context.privacy, row_height=42
        )
        self.table.setMinimumSize(theme.px(540), theme.px(360))
        left, right = Panel(padded=False), Panel(padded=False)
        left.body.addWidget(self.table)
        right.body.addWidget(self.hours_table)
        line = layouts.row(spacing=12)
        line.addWidget(left, 64)
        line.addWidget(right, 36)
        self.body.addLayout(line)
        self.new_button = self.add_button(_("New shift"), kind=Kind.PRIMARY, icon="plus")
        self.add_close_button(_("Close"))
        self.new_button.clicked.connect(self._on_new_clicked)
        self.table.opened.connect(self._on_opened)
        context.operations.changed.connect(self._on_changed)
        self._load()

    def _load(self) -> None:
        today = self._context.now().date()
        span = Span(first=today - _BACK, last=today + _AHEAD)
        last = monday(today) - timedelta(days=1)
        weeks = Span(first=last - timedelta(days=27), last=last)

        def work(uow: "UnitOfWork") -> tuple[list[ShiftRow], list[WorkerHours]]:
            return street_shifts.plan(uow, span), street_shifts.hours(uow, weeks)

        self._context.operations.query(self, work, self._show)

    def _show(self, found: tuple[list[ShiftRow], list[WorkerHours]]) -> None:
        shifts, hours = found
        self.table.set_rows(shifts)
        self.hours_table.set_rows(hours)
        today = self._context.now().date()
        self.table.select(lambda row: row.shift.day >= today)

    def _on_changed(self, _changes: object) -> None:
        self._load()

    def _on_new_clicked(self) -> None:
        ShiftDialog(self._context, None, self._workers, self).open()

    def _on_opened(self, row: ShiftRow) -> None:
        ShiftDialog(self._context, row, self._workers, self).open()


def _shift_columns() -> tuple[Column[ShiftRow], ...]:
    return (
        Column(title=_("Date"), cell=lambda row: Cell(text=dates.day_short(row.shift.day)), width=112),
        Column(title=_("Time"), cell=_when, width=116),
        Column(title=_("Who walks"), cell=lambda row: Cell(text=", ".join(one.split()[0] for one in row.workers))),
        Column(title=_("State"), cell=_state, width=150),
    )


def _when(row: ShiftRow) -> Cell:
    if row.shift.starts is None:
        return Cell(detail=_("no times"))
    return Cell(detail=dates.clock_span(row.shift.starts, row.shift.ends))


def _state(row: ShiftRow) -> Cell:
    state = row.shift.state
    badge = BadgeSpec(words.shift_state(state), _ICONS[state], _TONES[state])
    return Cell(badges=(badge,), detail=str(row.observations) if row.observations else "")


def _hours_columns() -> tuple[Column[WorkerHours], ...]:
    return (
        Column(title=_("Worker"), cell=_worker),
        Column(title=_("Hours"), cell=_hours, width=120, align_right=True),
    )


def _worker(row: WorkerHours) -> Cell:
    missing = _("{count} without an end").format(count=row.open_ends) if row.open_ends else ""
    return Cell(text=row.name, second=missing)


def _hours(row: WorkerHours) -> Cell:
    walked, norm = dates.number(row.hours, 1), dates.number(row.norm)
    text = _("{hours} of {norm}").format(hours=walked, norm=norm)
    return Cell(text=text, share=min(row.hours / (row.norm or 1), 1.0))
