"""Makes the report to the local council: period, text, sentences one by one; shows it, puts it on an agenda."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from sspdesk.domain.agenda import AgendaItem
from sspdesk.domain.changes import Outcome
from sspdesk.domain.ids import MeetingId
from sspdesk.domain.meetings import Meeting
from sspdesk.domain.street_counts import Span
from sspdesk.i18n import _
from sspdesk.labels import dates, street_charts
from sspdesk.services import street_releases, street_report
from sspdesk.services.street_report import Doubts
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.papers.flow import Paper, PaperFlow
from sspdesk.ui.persons.small_dialogs import FormDialog
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button
from sspdesk.ui.shared.fields import CheckBox, Option
from sspdesk.ui.street_team.filters import month_of, quarter_of

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork


def _periods(today: date) -> list[Span]:
    """Return the months and quarters a report can be about, the latest whole ones first."""
    months = [month_of(today, back) for back in range(4)]
    quarters = [quarter_of(month_of(today, back).first) for back in (0, 3, 6)]
    return list(dict.fromkeys([months[1], quarters[1], *months, *quarters]))


def _words(span: Span) -> str:
    if span.days <= 31:
        return dates.month(span.first)
    return _("{number}. quarter {year}").format(number=(span.first.month + 2) // 3, year=span.first.year)


class ReportDialog(FormDialog):
    """Nothing leaves before the preview; a name in the texts stops the report."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            _("Report to the local council"),
            _("Show the report"),
            words=_("Counts from 1 to 4 are shown as <5. What the team wrote comes along only where you choose it."),
            columns=2,
            width=680,
            subject=0,
            parent=parent,
        )
        self._spans = _periods(context.now().date())
        options = [Option(at, _words(span)) for at, span in enumerate(self._spans)]
        self.period_combo = self.form.combo("period", _("Month or quarter"), options, 0, search=False)
        self.meeting_combo = self.form.combo("meeting", _("Meeting of the local council"), (), None, search=False)
        self.form.text("text", _("In short, in your own words"), lines=3, span=2)
        self.sentence_boxes: list[CheckBox] = []
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFixedHeight(theme.px(200))
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.form.add("sentences", _("Sentences from the street, chosen one by one"), self.area, span=2)
        self.agenda_button = Button(_("Put on the agenda"), icon="calendar-plus", name="agenda_button")
        self.buttons.insertWidget(0, self.agenda_button)
        self.period_combo.value_changed.connect(self._on_period_changed)
        self.agenda_button.clicked.connect(self._on_agenda_clicked)
        context.operations.query(self, street_report.council_meetings, self._on_meetings)
        self._on_period_changed(None)

    @property
    def span(self) -> Span:
        """The period the report is about."""
        return self._spans[self.period_combo.value or 0]

    @property
    def chosen(self) -> tuple[str, ...]:
        """The sentences that come along."""
        return tuple(box.text() for box in self.sentence_boxes if box.isChecked())

    def _on_meetings(self, meetings: Sequence[Meeting]) -> None:
        self.meeting_combo.set_options([Option(one.id, dates.moment(one.starts_at)) for one in meetings])
        if meetings:
            self.meeting_combo.setCurrentIndex(0)
        self.agenda_button.setEnabled(bool(meetings))

    def _on_period_changed(self, _value: object) -> None:
        span = self.span
        self.context.operations.query(self, lambda uow: street_report.sentences(uow, span), self._on_sentences)
        self.context.operations.query(self, lambda uow: street_report.doubts(uow, span), self._on_doubts)

    def _on_doubts(self, doubts: Doubts) -> None:
        told = []
        if doubts.told_for:
            periods = ", ".join(map(street_charts.period, doubts.told_for))
            told.append(
                _("The local council has the counts for {periods}. This report is without tables.").format(
                    periods=periods
                )
            )
        if doubts.changed:
            told.append(_("The council has had this report, and observations have changed since. Give it once only."))
        self.message.setVisible(bool(told))
        if told:
            self.message.say("", " ".join(told), tone="info")

    def _on_sentences(self, found: Sequence[str]) -> None:
        self.sentence_boxes = [CheckBox(sentence) for sentence in found]
        column = layouts.column(*self.sentence_boxes, spacing=4, margins=(8, 6, 8, 6))
        if not found:
            column.addWidget(layouts.label(_("Nothing that is read and without names."), tone="muted"))
        column.addStretch()
        self.area.setWidget(layouts.box(column, role="surface"))

    def _gathering(self) -> "Callable[[UnitOfWork], Paper]":
        """Return the work that gathers the report as it stands in the dialog."""
        return partial(street_report.gather, span=self.span, text=self.form.value("text"), chosen=self.chosen)

    def save(self) -> None:
        self.context.operations.query(self, self._gathering(), self._on_gathered, self.show_problem)

    def _on_gathered(self, paper: Paper) -> None:
        title = _("Report to the local council")
        window = self.parentWidget() or self
        flow = PaperFlow(self.context, window, title)
        flow.left.connect(partial(self._on_left, self.span))
        flow.show(paper)

    def _on_left(self, span: Span) -> None:
        self.context.operations.command(self, lambda uow: street_releases.remember(uow, span))

    def _on_agenda_clicked(self) -> None:
        meeting_id = self.meeting_combo.value
        if meeting_id is not None:
            rendered = partial(self._render_for, MeetingId(meeting_id), self.span)
            self.context.operations.query(self, self._gathering(), rendered, self.show_problem)

    def _render_for(self, meeting_id: MeetingId, span: Span, paper: Paper) -> None:
        self.context.operations.background(self, paper.render, partial(self._put, meeting_id, span), self.show_problem)

    def _put(self, meeting_id: MeetingId, span: Span, pdf: bytes) -> None:
        def work(uow: "UnitOfWork") -> Outcome[AgendaItem]:
            return street_report.put_on_agenda(uow, meeting_id, span, pdf)

        self.context.operations.command(
            self,
            work,
            partial(self._on_put, street_charts.period(span)),
            self.show_problem,
            message=_("The report is an annex on the agenda"),
        )

    def _on_put(self, period: str, _item: AgendaItem) -> None:
        told = _("{period} is an annex on the agenda, with the report itself beside the item.")
        self.message.say("", told.format(period=period), tone="ok")
