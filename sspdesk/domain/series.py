"""Series of meetings: the rule, the anchor date and what happens in holidays (domain.md § 7)."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import ForumId, SeriesId


class SeriesRule(StrEnum):
    """How a series' dates follow from its anchor."""

    WEEKS = "hver_n_uge"
    EVEN_WEEKS = "lige_uger"
    ODD_WEEKS = "ulige_uger"
    MONTH_WEEKDAY = "ugedag_i_maaneden"
    BY_HAND = "valgte_datoer"


class HolidayPolicy(StrEnum):
    """What happens to a date in the school holidays or on a public holiday."""

    SKIP = "spring_over"
    MOVE = "flyt"
    KEEP = "hold_alligevel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A row of meetings of one forum.

    ``anchor`` is the first date and, with WEEKS, the one the steps are counted from; "restart from this date" is a new
    anchor, and the meetings before it stay as they are. ``interval`` counts weeks (WEEKS) or months (MONTH_WEEKDAY),
    ``weekday`` is 0 for Monday, ``nth`` 1-5, or -1 for the last one in the month; ``days`` are the dates by hand.
    Dates that were moved or cancelled one by one are not here: they are the meetings themselves, which remember in
    ``series_day`` the date the rule gave.
    """

    id: SeriesId = SeriesId(0)
    forum_id: ForumId
    rule: SeriesRule = SeriesRule.WEEKS
    interval: int = 2
    weekday: int = 2
    nth: int = 1
    anchor: date
    until: date
    starts_at: time
    minutes: int = 120
    place: str = ""
    policy: HolidayPolicy = HolidayPolicy.SKIP
    days: tuple[date, ...] = ()
    active: bool = True


def check_series(series: Series) -> None:
    """Raise DomainError for a series that cannot be."""
    if series.until < series.anchor:
        raise DomainError("series_ends_before_start", "until")
    if (series.until - series.anchor).days > 366 * 4:
        raise DomainError("series_too_long", "until")
    if not 1 <= series.interval <= 26:
        raise DomainError("series_interval", "interval")
    if series.rule is SeriesRule.BY_HAND and not series.days:
        raise DomainError("series_without_dates", "days")
    if not 5 <= series.minutes <= 24 * 60:
        raise DomainError("meeting_length", "minutes")
