"""The figures about talks on paper: every figure with its definition, by quarter, by school, small counts hidden."""

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable, Spacer

from sspdesk.domain import chart_layout
from sspdesk.domain.chart_notes import noted_bars
from sspdesk.domain.charts import ColumnGroup, Value
from sspdesk.domain.papers import Letterhead
from sspdesk.domain.suppression import Figure
from sspdesk.domain.talk_summary import Paper
from sspdesk.i18n import _
from sspdesk.labels import dates, talk_charts
from sspdesk.reports import house, parts
from sspdesk.reports.chart import WIDTH, ChartPicture


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkFigures:
    """All that is printed. There is no room here for a person; ``shown`` is None where there is too little to show."""

    paper: Letterhead
    period: str
    first: date
    last: date
    shown: Paper | None
    schools: tuple[str, ...] = ()
    quarters: tuple[str, ...] = ()
    version: str = ""


def render(data: TalkFigures) -> bytes:
    """Return the figures as PDF."""
    heading = _("Talks: figures")
    sheet = house.Sheet(
        paper=data.paper,
        title=f"{heading}, {data.period}",
        running=f"{heading} · {data.period}",
        footer=_("No personal data stands on this paper. Counts from 1 to 4 are shown as <5."),
        confidential=False,
    )
    facts = [
        (_("Period"), f"{dates.plain_day(data.first)} – {dates.plain_day(data.last)}"),
        (_("As of"), dates.plain_day(data.paper.printed_at.date())),
    ]
    story: list[Flowable] = [*parts.title(heading, data.period), parts.facts(facts)]
    if data.shown is None:
        story += [Spacer(1, 12), parts.text(_("Too few talks were offered in the period to show anything."))]
    else:
        chart = noted_bars(talk_charts.figure_rows(data.shown.summary, None), width=WIDTH)
        story += [*parts.section(_("From offer to talk")), ChartPicture(chart)]
        story += [*_quarters(data, data.shown), *_schools(data, data.shown)]
    return house.build(sheet, [*story, *_method(data)])


def _value(figure: Figure) -> Value:
    return Value(number=figure.number, text=talk_charts.figure(figure), name="")


def _quarters(data: TalkFigures, shown: Paper) -> list[Flowable]:
    if len(shown.offered) < 2:
        return []
    groups = []
    for at, (label, offered) in enumerate(zip(data.quarters, shown.offered, strict=True)):
        if shown.held:
            now, before = _value(shown.held[at]), _value(offered)
            groups.append(ColumnGroup(label=label, now=now, before=before, both=True))
        else:
            groups.append(ColumnGroup(label=label, now=_value(offered)))
    chart = chart_layout.columns(groups, width=WIDTH, height=170)
    legend = _("Hatched: offered. Solid: held.") if shown.held else _("Talks offered. Those held would tell too much.")
    where = _("Every talk stands in the quarter of its first offer.")
    note = parts.text(f"{legend} {where}", parts.SMALL)
    return [*parts.section(_("By quarter"), room=210), ChartPicture(chart), note]


def _schools(data: TalkFigures, shown: Paper) -> list[Flowable]:
    heading = parts.section(_("By school"), room=120)
    if len(shown.schools) < 2:
        return [*heading, parts.text(_("Too few talks to show by school."))]
    answers = [head.replace("\n", " ") for head in talk_charts.table_heads()[1:6]]
    heads = [_("School"), *answers, _("Offered")]
    rows: list[list[str | Flowable]] = []
    for name, cells, total in zip(data.schools, shown.table.cells, shown.table.row_totals, strict=True):
        rows.append([name, *(talk_charts.figure(cell) for cell in cells), talk_charts.figure(total)])
    totals = [talk_charts.figure(one) for one in shown.table.column_totals]
    totals.append(dates.number(shown.table.total))
    rows.append([parts.text(_("In all"), parts.STRONG), *(parts.text(one, parts.STRONG_NUMBER) for one in totals)])
    styles = [parts.BODY] + [parts.NUMBER] * 6
    return [*heading, parts.table(heads, rows, [200, *[79] * 6], styles=styles)]


def _method(data: TalkFigures) -> list[Flowable]:
    told = _(
        "How it is counted: talks are counted as they stand on the day of the print, by the pupil's present school. "
        "Counts from 1 to 4 are <5; further numbers are hidden where a total would give one of them away."
    )
    made = _("Made {day} with SSP Desk {version}").format(
        day=dates.plain_day(data.paper.printed_at.date()), version=data.version
    )
    return [Spacer(1, 10), parts.text(f"{told} {made}.", parts.SMALL)]
