"""The street team's tendency report for the local council (DOC-07): protected counts, chosen words, what was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable, Spacer

from sspdesk.domain import chart_layout
from sspdesk.domain.charts import ColumnGroup, HeatRow, Value
from sspdesk.domain.papers import Letterhead
from sspdesk.domain.suppression import FEW, Figure, SafeTable, Shown
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.reports import house, parts
from sspdesk.reports.chart import WIDTH, ChartPicture


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFigures:
    """One theme now and in the same period last year, each as it may be shown."""

    theme: str
    now: Figure
    year_before: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterLine:
    """Something a place needs, with who does it and how far it has come."""

    place: str
    what: str
    responsible: str
    state: str
    reported_on: date
    done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StreetReport:
    """All that is printed. There is no room here for a person; ``text`` and ``sentences`` were checked for names."""

    paper: Letterhead
    period: str
    first: date
    last: date
    total: int | None
    """None where less what other papers told it would be a small count."""
    shifts: int
    text: str = ""
    sentences: tuple[str, ...] = ()
    themes: tuple[ThemeFigures, ...] = ()
    theme_names: tuple[str, ...] = ()
    place_names: tuple[str, ...] = ()
    by_place: SafeTable | None = None
    weekdays: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()
    by_hour: SafeTable | None = None
    matters: tuple[MatterLine, ...] = ()
    version: str = ""
    told_for: tuple[str, ...] = ()
    """Other periods with some of the same days whose counts have been handed out; then there are no tables here."""


def words(figure: Figure) -> str:
    """Return a figure as it is written: its number, "<5", or "skjult"."""
    if figure.shown is Shown.FEW:
        return "<5"
    return dates.number(figure.number) if figure.number is not None else _("hidden")


def render(data: StreetReport) -> bytes:
    """Return the report as PDF."""
    heading = _("The street team: tendencies")
    sheet = house.Sheet(
        paper=data.paper,
        title=f"{heading}, {data.period}",
        running=f"{heading} · {data.period}",
        footer=_("No personal data stands on this paper. Counts from 1 to 4 are shown as <5."),
        confidential=False,
    )
    facts = [
        (_("Period"), f"{dates.plain_day(data.first)} – {dates.plain_day(data.last)}"),
        (_("Observations"), _total(data.total)),
        (_("Shifts"), dates.number(data.shifts)),
    ]
    story = [*parts.title(heading, data.period), parts.facts(facts), *_said(data), *_themes(data)]
    story += _told(data) if data.told_for else [*_places(data), *_hours(data)]
    story += [*_matters(data.matters), *_method(data)]
    return house.build(sheet, story)


def _total(total: int | None) -> str:
    if total is None:
        return _("hidden")
    return "<5" if 0 < total < FEW else dates.number(total)


def _told(data: StreetReport) -> list[Flowable]:
    told = _(
        "Counts by theme, place and time have been given for {periods}. They are not given again for a period that "
        "shares days with it, for then small counts could be computed."
    )
    return [*parts.section(_("Counts")), parts.text(told.format(periods=", ".join(data.told_for)))]


def _said(data: StreetReport) -> list[Flowable]:
    story: list[Flowable] = []
    if data.text.strip():
        story += [*parts.section(_("In short")), parts.text(data.text)]
    if data.sentences:
        story += parts.section(_("From the street"))
        story += [parts.text(f"– {sentence}") for sentence in data.sentences]
    return story


def _value(figure: Figure) -> Value:
    return Value(number=figure.number, text=words(figure), name="")


def _themes(data: StreetReport) -> list[Flowable]:
    if not data.themes:
        return []
    groups = [
        ColumnGroup(label=one.theme, now=_value(one.now), before=_value(one.year_before), both=True)
        for one in data.themes[:6]
    ]
    chart = chart_layout.columns(groups, width=WIDTH, height=190)
    legend = _("Hatched: the same period last year. The most frequent themes.")
    return [*parts.section(_("Themes"), room=220), ChartPicture(chart), parts.text(legend, parts.SMALL)]


def _table(heads: Sequence[str], names: Sequence[str], table: SafeTable, first_width: float) -> Flowable:
    rows: list[list[str]] = []
    for name, cells, total in zip(names, table.cells, table.row_totals, strict=True):
        rows.append([name, *(words(cell) for cell in cells), words(total)])
    rows.append([_("In all"), *(words(one) for one in table.column_totals), dates.number(table.total)])
    each = (674 - first_width) / (len(heads) - 1)
    styles = [parts.BODY] + [parts.NUMBER] * (len(heads) - 1)
    return parts.table(heads, rows, [first_width, *[each] * (len(heads) - 1)], styles=styles)


def _places(data: StreetReport) -> list[Flowable]:
    heading = parts.section(_("Theme and place"), room=200)
    if data.by_place is None:
        return [*heading, parts.text(_("Too few observations to show by place."))]
    heads = [_("Theme"), *data.place_names, _("In all")]
    note = _("An observation with two themes counts once in each.")
    return [*heading, _table(heads, data.theme_names, data.by_place, 134), parts.text(note, parts.SMALL)]


def _hours(data: StreetReport) -> list[Flowable]:
    heading = parts.section(_("Weekday and time"), room=230)
    if data.by_hour is None:
        return [*heading, parts.text(_("Too few observations to show by time."))]
    rows = [
        HeatRow(label=name, values=tuple(_value(cell) for cell in cells))
        for name, cells in zip(data.weekdays, data.by_hour.cells, strict=True)
    ]
    chart = chart_layout.heat(rows, list(data.bands), width=WIDTH, label_width=80, row_height=22)
    return [*heading, ChartPicture(chart)]


def _matters(matters: Sequence[MatterLine]) -> list[Flowable]:
    if not matters:
        return []
    rows = []
    for one in matters:
        day = one.done_on or one.reported_on
        rows.append([one.place, one.what, one.responsible, f"{one.state} {dates.plain_day(day)}"])
    heads = [_("Place"), _("What was done about the place"), _("Responsible"), _("Status")]
    return [*parts.section(_("Lighting, planting and walks")), parts.table(heads, rows, [110, 260, 170, 134])]


def _method(data: StreetReport) -> list[Flowable]:
    told = _(
        "How it is counted: observations of the street team in the period, by the municipality's own places. Counts "
        "from 1 to 4 are <5; further numbers are hidden where a total would give one of them away."
    )
    made = _("Made {day} with SSP Desk {version}").format(
        day=dates.plain_day(data.paper.printed_at.date()), version=data.version
    )
    return [Spacer(1, 10), parts.text(f"{told} {made}.", parts.SMALL)]
