"""How the dates of a series read before it is stored: both rhythms week by week, what is skipped and why, the gaps."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sspdesk.domain.series import Series, SeriesRule
from sspdesk.domain.series_dates import SeriesDate, Turn, Why
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates, school_calendar
from sspdesk.services.series import SeriesPreview
from sspdesk.ui.shared.cells import BadgeSpec, Cell

_DATE = re.compile(r"(\d{1,2})[./-]\s*(\d{1,2})(?:[./-]\s*(\d{4}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """One week of the preview; ``usual`` is the gap in days that needs no notice."""

    monday: date
    own: SeriesDate | None
    other: SeriesDate | None
    usual: int | None = None


def rows(found: SeriesPreview, own: Series) -> list[PreviewRow]:
    """Return the weeks in which either rhythm has a date."""
    mine = next((turn for turn in found.turns if turn.series == own), found.turns[0])
    others = next((turn for turn in found.turns if turn is not mine), None)
    left, right = _by_week(mine), _by_week(others)
    usual = {SeriesRule.WEEKS: 7 * own.interval, SeriesRule.EVEN_WEEKS: 14, SeriesRule.ODD_WEEKS: 14}.get(own.rule)
    return [
        PreviewRow(monday=week, own=left.get(week), other=right.get(week), usual=usual)
        for week in sorted({*left, *right})
    ]


def _by_week(turn: Turn | None) -> dict[date, SeriesDate]:
    if turn is None:
        return {}
    return {one.day - timedelta(days=one.day.weekday()): one for one in turn.dates}


def week_cell(row: PreviewRow) -> Cell:
    """Return the week's number and whether it is even."""
    week = row.monday.isocalendar().week
    return Cell(text=dates.week(row.monday), detail=_("even") if week % 2 == 0 else _("odd"))


def own_cell(row: PreviewRow) -> Cell:
    """Return the series' own date."""
    return _date_cell(row.own)


def other_cell(row: PreviewRow) -> Cell:
    """Return the other rhythm's date."""
    return _date_cell(row.other)


def _date_cell(one: SeriesDate | None) -> Cell:
    if one is None:
        return Cell()
    if one.why is Why.HELD:
        name = one.holiday
        return Cell(text=dates.day(one.day), badges=(BadgeSpec(name, "sunrise", "warn"),) if name else ())
    if one.why is Why.MOVED and one.held is not None:
        words = _("to {day}").format(day=dates.day_short(one.held))
        return Cell(
            detail=dates.day_short(one.day), badges=(BadgeSpec(f"{one.holiday}: {words}", "arrow-right", "info"),)
        )
    if one.why is Why.NO_SUCH_DAY:
        return Cell(detail=_("no such day this month"))
    words = one.holiday or _("coincides with the next")
    return Cell(detail=dates.day_short(one.day), badges=(BadgeSpec(words, "skip-forward", "neutral"),))


def gap_cell(row: PreviewRow) -> Cell:
    """Return how long it is to the next meeting; one that is not the usual is marked."""
    return _gap(row.own, row.usual)


def other_gap_cell(row: PreviewRow) -> Cell:
    """Return the same of the other rhythm."""
    return _gap(row.other, row.usual)


def _gap(one: SeriesDate | None, wanted: int | None) -> Cell:
    if one is None or one.gap is None:
        return Cell()
    usual = wanted is None or one.gap == wanted
    return Cell(text=school_calendar.weeks(one.gap), tint="muted" if usual else "text", strong=not usual)


def counts(found: SeriesPreview, own: Series) -> str:
    """Return how many meetings the series gives and what saving it does."""
    mine = next((turn for turn in found.turns if turn.series == own), found.turns[0])
    held = len(mine.meetings)
    skipped = sum(one.held is None for one in mine.dates)
    first = ngettext("{count} meeting", "{count} meetings", held).format(count=held)
    words = [first]
    if skipped:
        words.append(ngettext("{count} skipped", "{count} skipped", skipped).format(count=skipped))
    words.append(
        _("{new} new, {moved} get another date, {dropped} go, {kept} stay").format(
            new=found.new, moved=found.moved, dropped=found.dropped, kept=found.kept
        )
    )
    return " · ".join(words)


def notices(found: SeriesPreview) -> str:
    """Return what a week 53 does to even and odd weeks."""
    return " ".join(
        _("{year} has a week 53: there are {weeks} weeks between {before} and {after}.").format(
            year=gap.year, weeks=gap.weeks, before=dates.day_short(gap.before), after=dates.day(gap.after)
        )
        for gap in found.week_53
    )


def days_text(days: tuple[date, ...]) -> str:
    """Return dates as they are typed."""
    return ", ".join(f"{day.day}.{day.month}.{day.year}" for day in days)


def read_days(text: str, today: date) -> tuple[date, ...] | None:
    """Return the typed dates in order, or None where one cannot be read; a year left out is the next to come."""
    found = []
    for match in _DATE.finditer(text):
        day, month, year = match.groups()
        try:
            one = date(int(year or today.year), int(month), int(day))
        except ValueError:
            return None
        found.append(one if year or one >= today else one.replace(year=one.year + 1))
    rest = _DATE.sub("", text).strip(" ,;\n")
    return None if rest else tuple(sorted(set(found)))
