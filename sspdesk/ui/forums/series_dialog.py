"""The series of a forum: its rhythm on the left, and on the right every date it gives, before anything is stored."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.forums import Forum
from sspdesk.domain.ids import ForumId
from sspdesk.domain.series import HolidayPolicy, Series, SeriesRule
from sspdesk.i18n import _
from sspdesk.labels import forums as labels
from sspdesk.labels.errors import explain
from sspdesk.services import series
from sspdesk.services.series import SeriesPreview
from sspdesk.ui.context import PageContext
from sspdesk.ui.forums import preview
from sspdesk.ui.forums.preview import PreviewRow
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.cells import Column
from sspdesk.ui.shared.date_reading import Prefer
from sspdesk.ui.shared.fields import Option
from sspdesk.ui.shared.table import RecordTable

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    forum: Forum
    series: Series


class SeriesDialog(FormDialog):
    """Edits a forum's series with its preview. A changed series never touches what was held."""

    def __init__(self, context: PageContext, asked: _Asked, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            _("Series: {forum}").format(forum=asked.forum.name),
            _("Save series"),
            words=_("Meetings that were held, moved, cancelled or announced stay as they are."),
            columns=2,
            width=1140,
            subject=asked.forum.id,
            parent=parent,
        )
        self._series = asked.series
        self._add_fields(asked.series)
        self.count_label = layouts.label(level="strong", wrap=True)
        self.notice_label = layouts.label(tone="muted", wrap=True)
        columns: tuple[Column[PreviewRow], ...] = (
            Column(title=_("Week"), cell=preview.week_cell, width=92),
            Column(title=_("This series"), cell=preview.own_cell),
            Column(title=_("Gap"), cell=preview.gap_cell, width=74),
            Column(title=_("The other rhythm"), cell=preview.other_cell, width=210),
            Column(title=_("Gap"), cell=preview.other_gap_cell, width=74),
        )
        self.table = RecordTable(columns, name=_("Dates of the series"))
        self.table.setMinimumSize(690, 360)
        self.other_button = Button(_("Use the other rhythm"), kind=Kind.FLAT, name="other_rhythm_button")
        right = layouts.column(
            self.count_label, self.notice_label, self.table, layouts.row(self.other_button, None), spacing=6
        )
        self.body.removeWidget(self.form)
        left = layouts.column(self.form, None)
        both = layouts.row(left, right, spacing=16)
        both.setStretch(0, 2)
        both.setStretch(1, 3)
        self.body.addLayout(both)
        if asked.series.id:
            stop = Button(_("End the series"), kind=Kind.DANGER, name="stop_series_button")
            stop.clicked.connect(self._on_stop_pressed)
            self.buttons.insertWidget(0, stop)
        self._other: Series | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(150)
        self._timer.timeout.connect(self._preview)
        self.form.changed.connect(self._on_changed)
        self.other_button.clicked.connect(self._on_other_pressed)
        self._show_fields()
        self._preview()
        self.add_history("series", asked.series.id)

    @classmethod
    def ask(cls, context: PageContext, page: QWidget, forum_id: ForumId) -> None:
        """Read a forum's series, or what a new one begins with, and open the dialog."""

        def work(uow: "UnitOfWork") -> _Asked:
            return _Asked(forum=uow.forums.get(forum_id), series=series.suggest(uow, forum_id))

        context.operations.query(page, work, lambda asked: cls(context, asked, page).open())

    def _add_fields(self, one: Series) -> None:
        form, today = self.form, self.context.now
        rules = [Option(rule, labels.rule(rule)) for rule in SeriesRule]
        form.combo("rule", _("Rhythm"), rules, one.rule, search=False, span=2)
        form.line("interval", _("Weeks or months between"), str(one.interval), max_length=2, span=2)
        form.combo(
            "weekday",
            _("Weekday"),
            [Option(day, labels.weekday(day)) for day in range(7)],
            one.weekday,
            search=False,
            span=2,
        )
        form.combo(
            "nth",
            _("Which in the month"),
            [Option(one, labels.nth(one)) for one in (1, 2, 3, 4, 5, -1)],
            one.nth,
            search=False,
            span=2,
        )
        form.date(
            "anchor", _("From (start again here)"), one.anchor, prefer=Prefer.FUTURE, today=lambda: today().date()
        )
        form.date("until", _("Until"), one.until, prefer=Prefer.FUTURE, today=lambda: today().date())
        form.line("days", _("Dates"), preview.days_text(one.days), span=2, max_length=2000)
        form.time("starts_at", _("Time"), one.starts_at)
        form.line("minutes", _("Duration (min.)"), str(one.minutes), max_length=4)
        form.line("place", _("Place"), one.place, span=2)
        policies = [Option(policy, labels.policy(policy)) for policy in HolidayPolicy]
        form.combo("policy", _("On holidays"), policies, one.policy, search=False, span=2)

    def _show_fields(self) -> None:
        rule = SeriesRule(self.form.value("rule"))
        shown = {
            "interval": rule in (SeriesRule.WEEKS, SeriesRule.MONTH_WEEKDAY),
            "weekday": rule in (SeriesRule.EVEN_WEEKS, SeriesRule.ODD_WEEKS, SeriesRule.MONTH_WEEKDAY),
            "nth": rule is SeriesRule.MONTH_WEEKDAY,
            "days": rule is SeriesRule.BY_HAND,
        }
        for field, visible in shown.items():
            self.form.row(field).setVisible(visible)

    def _on_changed(self) -> None:
        self._show_fields()
        self._timer.start()

    def wanted(self) -> Series | None:
        """Return the series as the form has it, or None while it cannot be read."""
        value = self.form.value
        numbers = (str(value("interval")), str(value("minutes")))
        days = preview.read_days(str(value("days")), self.context.now().date())
        if not all(one.isdigit() for one in numbers) or days is None:
            return None
        if None in (value("anchor"), value("until"), value("starts_at")):
            return None
        anchor: date = value("anchor")
        rule = SeriesRule(value("rule"))
        return replace(
            self._series,
            rule=rule,
            interval=int(numbers[0]),
            weekday=anchor.weekday() if rule is SeriesRule.WEEKS else value("weekday"),
            nth=value("nth"),
            anchor=min(days) if rule is SeriesRule.BY_HAND and days else anchor,
            until=max([value("until"), *days]) if rule is SeriesRule.BY_HAND else value("until"),
            starts_at=value("starts_at"),
            minutes=int(numbers[1]),
            place=str(value("place")),
            policy=HolidayPolicy(value("policy")),
            days=days,
        )

    def _preview(self) -> None:
        one = self.wanted()
        if one is None:
            self.count_label.setText(_("Fill in the fields to see the dates."))
            self.table.set_rows([])
            return
        self.context.operations.query(self, partial(series.preview, series=one), self._on_previewed, self._on_refused)

    def _on_previewed(self, found: SeriesPreview) -> None:
        self.message.hide()
        rows = preview.rows(found, self._own())
        self.table.set_rows(rows)
        self.count_label.setText(preview.counts(found, self._own()))
        self.notice_label.setText(preview.notices(found))
        self.notice_label.setVisible(bool(self.notice_label.text()))
        others = [turn.series for turn in found.turns if turn.series != self._own()]
        self._other = others[0] if others else None
        self.other_button.setVisible(self._other is not None)

    def _own(self) -> Series:
        return self.wanted() or self._series

    def _on_refused(self, error: DomainError | KnownError) -> None:
        self.table.set_rows([])
        self.count_label.setText(explain(error))

    def _on_other_pressed(self) -> None:
        if self._other is not None:
            self.form.set_value("rule", self._other.rule)
            self.form.set_value("anchor", self._other.anchor)
            self._on_changed()

    def save(self) -> None:
        one = self.wanted()
        if one is None:
            self.message.say("", _("Fill in the fields to see the dates."), tone="danger")
            return
        self.context.operations.command(
            self, partial(series.save, series=one), self.on_saved, self.show_problem, message=_("The series is saved")
        )

    def _on_stop_pressed(self) -> None:
        self.context.operations.command(
            self,
            partial(series.stop, series_id=self._series.id),
            self.on_saved,
            self.show_problem,
            message=_("The series has ended"),
        )
