"""Reads dates and times as people type them: "9/12", "9. dec. 2026", "091226", "i morgen", "+14", "9.30", "930"."""

import re
from datetime import date, time, timedelta
from enum import StrEnum
from functools import cache

from sspdesk.labels import dates


class Prefer(StrEnum):
    """Which year a date without one means."""

    NEAREST = "nearest"
    FUTURE = "future"
    PAST = "past"


_PATTERNS = (
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
    r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{2}|\d{4})",
    r"(?P<day>\d{1,2})[./ -]+(?P<month>\d{1,2})(?:[./ -]+(?P<year>\d{4}|\d{2}))?\.?",
    r"(?:[a-zæøå]+\.? )?(?P<day>\d{1,2})\.? ?(?P<month>[a-z]{3,9})\.?(?: (?P<year>\d{4}|\d{2}))?",
)


@cache
def _months() -> dict[str, int]:
    return {dates.plain_day(date(2001, month, 1)).split()[1][:3].casefold(): month for month in range(1, 13)}


def read_day(text: str, today: date, prefer: Prefer = Prefer.NEAREST) -> date | None:
    """Return the date a text means, or None where it means none."""
    words = " ".join(text.casefold().split())
    for offset in (0, 1):
        if words == dates.relative_day(today + timedelta(days=offset), today).casefold():
            return today + timedelta(days=offset)
    if found := re.fullmatch(r"\+(\d{1,3})", words):
        return today + timedelta(days=int(found[1]))
    for pattern in _PATTERNS:
        if found := re.fullmatch(pattern, words):
            month = found["month"]
            number = int(month) if month.isdigit() else _months().get(month[:3], 0)
            return _build(int(found["day"]), number, found["year"], today, prefer)
    return None


def _build(day: int, month: int, year: str | None, today: date, prefer: Prefer) -> date | None:
    if year is None:
        return _without_year(day, month, today, prefer)
    number = int(year)
    if len(year) == 2:
        number += today.year // 100 * 100
        if number > today.year + 20:
            number -= 100
    return _date(number, month, day)


def _without_year(day: int, month: int, today: date, prefer: Prefer) -> date | None:
    around = [_date(today.year + offset, month, day) for offset in range(-4, 5)]
    possible = [value for value in around if value is not None]
    if prefer is Prefer.FUTURE:
        possible = [value for value in possible if value >= today]
    elif prefer is Prefer.PAST:
        possible = [value for value in possible if value <= today]
    return min(possible, key=lambda value: abs(value - today), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_time(text: str) -> time | None:
    """Return the time of day a text means ("9", "9.30", "9:30", "930", "kl. 9.30"), or None."""
    words = text.casefold().strip().removeprefix(dates.clock_span(time(0), None).split()[0]).strip()
    found = re.fullmatch(r"(\d{1,2})(?:[.:]?(\d{2}))?", words)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
