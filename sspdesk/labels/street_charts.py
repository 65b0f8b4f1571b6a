"""Turns tendencies into charts with words: the same for the page and for the paper."""

from collections.abc import Hashable
from dataclasses import replace
from datetime import date, timedelta

from sspdesk.domain import chart_layout
from sspdesk.domain.charts import Chart, HeatRow, MultipleRow, Value
from sspdesk.domain.ids import PlaceId
from sspdesk.domain.street_counts import BAND, Columns, Compared, Filter, Span
from sspdesk.domain.street_team import Category
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates, street_team

_SHORT_DAYS = 7
_QUARTER = 13


def observations(count: int) -> str:
    """Return e.g. "12 observationer"."""
    return ngettext("{count} observation", "{count} observations", count).format(count=dates.number(count))


def value(count: int, what: str, key: Hashable) -> Value:
    """Return a count as a chart shows and reads it."""
    return Value(number=count, text=dates.number(count), name=f"{what}: {observations(count)}", key=key)


def theme_row(category: Category, counts: tuple[int, ...], columns: Columns, wanted: Filter) -> MultipleRow:
    """Return one theme's row of columns; each number opens the observations of the theme in those weeks."""
    words = street_team.category(category)
    values = []
    for span, count in zip(spans(columns, wanted), counts, strict=True):
        key = replace(wanted, span=span, category=category)
        values.append(value(count, f"{words}, {period(span)}", key))
    trend = ""
    if len(counts) > 1 and counts[-1] != counts[-2]:
        trend = "trending-up" if counts[-1] > counts[-2] else "trending-down"
    return MultipleRow(
        label=words,
        values=tuple(values),
        total=dates.number(counts[-1]),
        icon=street_team.CATEGORY_ICONS[category],
        trend_icon=trend,
    )


def spans(columns: Columns, wanted: Filter) -> list[Span]:
    """Return the days that the columns of a filter stand for."""
    first = columns.first if len(columns.starts) > columns.chosen else wanted.span.first
    days = timedelta(days=7 * columns.step - 1)
    return [Span(first=max(one, first), last=min(one + days, wanted.span.last)) for one in columns.starts]


def column_ticks(columns: Columns) -> list[str]:
    """Return what stands under the columns: weeks, months, or years where a column holds a quarter."""
    if columns.step == 1:
        return [str(day.isocalendar().week) for day in columns.starts]
    middles = [day + timedelta(days=7 * columns.step // 2) for day in columns.starts]
    return [dates.month_short(day) if columns.step < _QUARTER else f"{day.year}" for day in middles]


def column_heads(columns: Columns) -> tuple[str, str]:
    """Return the words under the labels and under the totals."""
    if columns.step == 1:
        return _("week"), dates.week(columns.starts[-1])
    left = _("month") if columns.step < _QUARTER else _("year")
    return left, _("last {count} weeks").format(count=columns.step)


def hours_row(label: str, counts: tuple[int, ...], bands: tuple[int, ...], wanted: Filter) -> HeatRow:
    """Return one row of hours of a place or a weekday; each number opens what lies behind it."""
    values = [
        value(count, f"{label} {_hours(band)}", replace(wanted, hours=(band, band + BAND)))
        for band, count in zip(bands, counts, strict=True)
    ]
    return HeatRow(label=label, values=tuple(values))


def _hours(band: int) -> str:
    return _("at {time}").format(time=street_team.band(band))


def weekdays() -> list[str]:
    """Return the weekdays from Monday, e.g. "man."."""
    return [dates.weekday(date(2026, 11, 23) + timedelta(days=at)) for at in range(7)]


def compared_rows(rows: tuple[Compared, ...], wanted: Filter) -> list[HeatRow]:
    """Return the themes now, in the period before and in the same period last year."""
    spans = (wanted.span, wanted.span.before, wanted.span.year_before)
    found = []
    for row in rows:
        words = street_team.category(row.category)
        label = _("{theme} (new)").format(theme=words) if row.new else words
        counts = zip((row.now, row.before, row.year_before), spans, compared_heads(), strict=True)
        values = [
            value(count, f"{words}, {head}", replace(wanted, span=span, category=row.category))
            for count, span, head in counts
        ]
        found.append(HeatRow(label=label, values=tuple(values)))
    return found


def compared_heads() -> list[str]:
    """Return the heads of the comparison."""
    return [_("Now"), _("The period before"), _("Last year")]


def band_heads(bands: tuple[int, ...]) -> list[str]:
    """Return the heads of the hours."""
    return [street_team.band(band) for band in bands]


def period(span: Span) -> str:
    """Return a period in words: whole weeks, a whole month, or its first and last day."""
    if span.first.weekday() == 0 and span.days % 7 == 0:
        first, last = span.first.isocalendar().week, span.last.isocalendar().week
        if span.days == _SHORT_DAYS:
            return dates.week(span.first)
        return _("weeks {first}–{last}").format(first=first, last=last)
    following = span.last + timedelta(days=1)
    if span.first.day == 1 and following.day == 1 and span.days <= 31:
        return dates.month(span.first)
    return f"{dates.plain_day(span.first)} – {dates.plain_day(span.last)}"


def told(wanted: Filter, places: dict[PlaceId, str]) -> str:
    """Return in words which observations are shown, e.g. "Stationen · kl. 20–22 · uge 44–47"."""
    parts = [
        places.get(wanted.place_id, "") if wanted.place_id is not None else wanted.area,
        street_team.category(wanted.category) if wanted.category is not None else "",
        weekdays()[wanted.weekday] if wanted.weekday is not None else "",
        _hours(wanted.hours[0]) if wanted.hours is not None and wanted.hours[1] - wanted.hours[0] == BAND else "",
        period(wanted.span),
    ]
    return " · ".join(part for part in parts if part)


def heat(rows: list[HeatRow], heads: list[str], width: float, label_width: float) -> Chart:
    """Lay out a heat table of the page's or the paper's width."""
    return chart_layout.heat(rows, heads, width=width, label_width=label_width, row_height=23)
