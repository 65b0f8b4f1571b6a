"""Dates and times as police lists have them: cells, numbers, ``3/11-26``, ``13.11``, ``ons. d. 11. nov. kl. 22.40``."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from sspdesk.domain.errors import DomainError
from sspdesk.domain.names import clean, fold
from sspdesk.exchange.tables.workbook import Cell

UNREADABLE, IMPOSSIBLE, FUTURE = "unreadable", "impossible", "future"
"""Codes of the DomainError a date can raise."""

DAYS_AHEAD = 31
"""How far ahead a contact may lie."""

_EPOCH = datetime(1899, 12, 30)
_SERIALS = range(15_000, 80_000)
_MONTHS = (
    "januar january", "februar february", "marts march", "april", "maj may", "juni june", "juli july", "august",
    "september", "oktober october", "november", "december",
)  # fmt: skip
_DAY_WORDS = re.compile(
    r"^(?:(?:man|tir|tirs|ons|tor|tors|fre|loer|lor|soen|son)(?:dag)?\b[.,]?\s*)?(?:den\b\s*|d\b\.?\s*)?(?:ca\b\.?\s*)?"
)
_YEAR = r"'?(\d{4}|\d{2})"
_NUMERIC = re.compile(rf"(\d{{1,2}})(?:\s*[./–-]\s*|\s+)(\d{{1,2}})(?:\s*[.,/–-]\s*{_YEAR}|\s+{_YEAR})?\s*[.,/–-]?")
_NAMED = re.compile(rf"(\d{{1,2}})\s*[.,/–-]?\s*([a-z]{{3,9}})\.?\s*[,/–-]?\s*(?:{_YEAR})?\s*[.,]?")
_ISO = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})")
_NUMBER = re.compile(r"\d{4,8}|\d{5}[.,]\d+|\d{1,2},\d{1,2}")
_SECONDS = r"(?:[.:]\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?"
_ASIDE = re.compile(r"\s*\([^()]*\)$")
_UNTIL = r"(?:\s*[-–]\s*(?:kl\.?\s*)?\d{1,2}[.:]\d{2})?"
_ENDS_IN_TIME = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:[\s,;/–-]*\b(?:kl|klokken)\b\.?|[\s,;]|(?<=\d)t)\s*(?:ca\.?\s*)?(\d{{1,2}})[.:](\d{{2}}){_SECONDS}{_UNTIL}$",
        r"[\s,;/–-]*\b(?:kl|klokken)\b\.?\s*(?:ca\.?\s*)?(\d{1,2})(\d{2})?$",
        r"[\s,;]\s*(\d{2})(\d{2})$",
    )
)
_CLOCK = re.compile(
    r"(?:ca\.?\s*)?(?:(?:kl|klokken)\b\.?)?\s*(?:ca\.?\s*)?(\d{1,2})(?:\s*[.:,]\s*(\d{2})|(\d{2}))?(?:[.:]\d{2})?"
    r"(?:\s*[-–]\s*(?:kl\.?\s*)?\d{1,2}(?:[.:]?\d{2})?)?(?:\s*-?\s*(?:tiden|timen|hrs?|u))?\.?\s*"
)
_IN_TEXT = re.compile(
    r"\bkl(?:okken|\.|\b)\s*(?:ca\.?\s*)?(?:(\d{1,2})[.:](\d{2})|(\d{2})(\d{2})|(\d{1,2}))(?![\d])|\b([01]?\d|2[0-3]):([0-5]\d)\b",
    re.IGNORECASE,
)


def contact_date(value: Cell, today: date) -> tuple[date, time | None]:
    """Return the date of a contact, and its time of day if that stands there too.

    A date without a year is the latest one not after ``today``. Raises DomainError ``unreadable``, ``impossible`` or
    ``future`` (more than 31 days ahead).
    """
    if isinstance(value, str):
        found, at = _contact_text(clean(value), today)
    else:
        found, at = _cell_date(value, lambda number: _contact_number(number, today))
    if (found - today).days > DAYS_AHEAD:
        raise DomainError(FUTURE)
    return found, at


def birth_date(value: Cell, today: date, *, six_digits: bool = False) -> date:
    """Return a birth date; two-digit years give the latest date not in the future.

    ``six_digits`` tells that the column writes ``ddmmyy``, so that a number of five digits lost its leading zero.
    Raises DomainError ``unreadable``, ``impossible`` or ``future``.
    """
    if isinstance(value, str):
        found = _birth_text(clean(value), today, six_digits)
    else:
        found, _at = _cell_date(value, lambda number: _birth_number(number, today, six_digits))
    if found > today:
        raise DomainError(FUTURE)
    return found


@lru_cache(maxsize=4096)
def _contact_text(text: str, today: date) -> tuple[date, time | None]:
    plain = fold(text)
    if plain.isdecimal() and len(plain) <= 8 and (len(plain) == 6 or plain.startswith("0")):
        return _from_digits(int(plain), _this_century), None
    if _NUMBER.fullmatch(plain):
        return _contact_number(float(plain.replace(",", ".")), today)
    day, month, year, at = _parts(plain)
    if year is None:
        return _latest(day, month, today), at
    return _this_century(day, month, year), at


def _birth_text(text: str, today: date, six_digits: bool) -> date:
    plain = fold(text).removesuffix(".")
    if plain.isdecimal() and len(plain) <= 8:
        return _birth_number(int(plain), today, six_digits or plain.startswith("0"))[0]
    day, month, year, _at = _parts(plain)
    if year is None:
        raise DomainError(UNREADABLE)
    return _born(day, month, year, today)


def _parts(plain: str) -> tuple[int, int, int | None, time | None]:
    """Return day, month, year as written (None if absent) and time of a folded text."""
    plain = _ASIDE.sub("", _DAY_WORDS.sub("", plain))
    if (day := _day_of(plain)) is not None:
        return (*day, None)
    for pattern in _ENDS_IN_TIME:
        found = pattern.search(plain)
        if found and (day := _day_of(plain[: found.start()])) is not None:
            return (*day, _clock(found.group(1), found.group(2)))
    raise DomainError(UNREADABLE)


def _day_of(plain: str) -> tuple[int, int, int | None] | None:
    if found := _ISO.fullmatch(plain):
        return int(found.group(3)), int(found.group(2)), int(found.group(1))
    if found := _NUMERIC.fullmatch(plain):
        day, month, year, other_year = found.groups()
        year = year or other_year
        return int(day), int(month), int(year) if year else None
    if found := _NAMED.fullmatch(plain):
        day, name, year = found.groups()
        for number, names in enumerate(_MONTHS, 1):
            if any(full.startswith(name) for full in names.split()):
                return int(day), number, int(year) if year else None
    return None


def _clock(hour: str, minute: str | None) -> time | None:
    if int(hour) > 24 or int(minute or 0) > 59:
        raise DomainError(UNREADABLE)
    at = time(int(hour) % 24, int(minute or 0))
    return at if at != time() else None


def _date(year: int, month: int, day: int) -> date:
    if year < 1900:
        raise DomainError(IMPOSSIBLE)
    try:
        return date(year, month, day)
    except ValueError:
        raise DomainError(IMPOSSIBLE) from None


def _this_century(day: int, month: int, year: int) -> date:
    return _date(year + 2000 if year < 100 else year, month, day)


def _latest(day: int, month: int, today: date) -> date:
    """Return the latest such day not after today (29 February may lie eight years back)."""
    _date(2000, month, day)
    for year in range(today.year, today.year - 9, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    raise DomainError(IMPOSSIBLE)


def _born(day: int, month: int, year: int, today: date) -> date:
    if year >= 100:
        return _date(year, month, day)
    century = today.year // 100 * 100
    try:
        if _date(century + year, month, day) <= today:
            return _date(century + year, month, day)
    except DomainError:
        if not (day == 29 and month == 2):
            raise
    return _date(century - 100 + year, month, day)


def _cell_date(value: Cell, of_number: Callable[[float], tuple[date, time | None]]) -> tuple[date, time | None]:
    if isinstance(value, datetime):
        at = value.time().replace(second=0, microsecond=0)
        return _date(value.year, value.month, value.day), at if at != time() else None
    if isinstance(value, date):
        return _date(value.year, value.month, value.day), None
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e9:
        return of_number(value)
    raise DomainError(UNREADABLE)


def _serial(number: float) -> tuple[date, time | None]:
    moment = _EPOCH + timedelta(days=number) + timedelta(seconds=30)
    at = moment.time().replace(second=0, microsecond=0)
    return moment.date(), at if at != time() and number % 1 else None


def _contact_number(number: float, today: date) -> tuple[date, time | None]:
    """Return the date of an Excel serial, ``ddmmyy``, ``ddmmyyyy`` or of 13.11 typed as a number."""
    if 1 <= number < 32 and number % 1:
        return _day_and_month(number, today), None
    if int(number) in _SERIALS:
        found = _serial(number)
        near = -800 <= (found[0] - today).days <= DAYS_AHEAD
        digits = f"{int(number):06}"
        if not near and number % 1 == 0:
            try:
                written = _this_century(int(digits[:2]), int(digits[2:4]), int(digits[4:]))
            except DomainError:
                return found
            return (written, None) if abs((written - today).days) <= 800 else found
        return found
    return _from_digits(number, _this_century), None


def _day_and_month(number: float, today: date) -> date:
    day, _point, decimals = f"{number:.2f}".partition(".")
    month = int(decimals) if 1 <= int(decimals) <= 12 else int(decimals) // 10 if decimals.endswith("0") else 0
    return _latest(int(day), month, today)


def _birth_number(number: float, today: date, six_digits: bool) -> tuple[date, time | None]:
    serial = _serial(int(number))[0] if int(number) in _SERIALS else None
    if serial is not None and serial <= today and not six_digits:
        return serial, None
    try:
        return _from_digits(number, lambda day, month, year: _born(day, month, year, today)), None
    except DomainError:
        if serial is None or serial > today:
            raise
        return serial, None


def _from_digits(number: float, make: Callable[[int, int, int], date]) -> date:
    """Return the date of ddmmyy (5-6 digits) or ddmmyyyy, also yyyymmdd (7-8 digits)."""
    digits = str(int(number))
    if number % 1 or not 5 <= len(digits) <= 8:
        raise DomainError(UNREADABLE)
    if len(digits) <= 6:
        digits = digits.zfill(6)
        return make(int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    digits = digits.zfill(8)
    if 1900 <= int(digits[4:]) <= 2100:
        return make(int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    return make(int(digits[6:]), int(digits[4:6]), int(digits[:4]))


def clock_time(value: Cell) -> time | None:
    """Return a time of day from a cell of its own (``22.40``, ``kl. 2240``, a number); None when it says none."""
    if isinstance(value, datetime):
        return value.time().replace(second=0, microsecond=0)
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, (bool, date)) or value is None:
        return None
    if isinstance(value, (int, float)):
        return _clock_number(value) if 0 <= value <= 2400 else None
    found = _CLOCK.fullmatch(fold(clean(value)))
    if not found:
        return None
    hour, minute = int(found.group(1)), int(found.group(2) or found.group(3) or 0)
    return time(hour % 24, minute) if hour <= 24 and minute < 60 else None


def _clock_number(number: float) -> time | None:
    if 0 <= number < 1:
        return (_EPOCH + timedelta(days=number, seconds=30)).time().replace(second=0, microsecond=0)
    hour, minute = divmod(int(number), 100) if number >= 100 else (int(number), round(number % 1 * 100))
    return time(hour % 24, minute) if 0 <= hour <= 24 and 0 <= minute < 60 else None


def time_in_text(text: str) -> time | None:
    """Return the first time of day that a sentence names: ``Truffet kl. 02.15 i centrum``."""
    found = _IN_TEXT.search(text) if ":" in text or "kl" in text.casefold() else None
    if not found:
        return None
    numbers = [int(group) for group in found.groups() if group is not None]
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    return time(hour % 24, minute) if hour <= 24 and minute < 60 else None
