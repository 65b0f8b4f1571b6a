"""Reads a street-team sheet row by row; what cannot be read becomes a problem with its row and value, never a guess."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from sspdesk.domain.errors import DomainError
from sspdesk.domain.street_list import SheetField, SheetProblem, SheetRow, StreetList
from sspdesk.domain.street_team import HIGHEST_MOOD, OLDEST, Category
from sspdesk.domain.street_text import Size, read_ages, read_codes, read_size
from sspdesk.exchange.police_list.dates import contact_date
from sspdesk.exchange.police_list.lines import shown
from sspdesk.exchange.street_list.headings import SheetLayout
from sspdesk.exchange.street_list.themes import plain, read_themes, shown_themes
from sspdesk.exchange.tables.workbook import Cell, Workbook
from sspdesk.labels import street_team as words

Values = Mapping[SheetField, Cell]
Mended = Mapping[int, Mapping[SheetField, str]]
"""What the user wrote in place of a row's cells, by the row's number in the file."""
Step = Callable[[int, int], None]

_LAST_HOUR = 24
_BEFORE_CLOCK = re.compile(r"^(?:ca\.?|cirka|omkring|kl(?:okken)?\b\.?|fra)\s*")
_SPAN = re.compile(r"\s*(?:-|–|—|\btil\b)\s*(?:ca\.?\s*)?(?:kl\.?\s*)?")
_MOOD = re.compile(r"(\d)\s*(?:/\s*5|af 5)?(?:\s*[(:–-].*)?")


class _UnreadableError(Exception):
    def __init__(self, field: SheetField, code: str, value: Cell = None) -> None:
        super().__init__(code)
        self.problem = (field, code, _text(value))


def interpret(
    workbook: Workbook, layout: SheetLayout, today: date, mended: Mended | None = None, step: Step | None = None
) -> StreetList:
    """Return the rows and problems of a sheet with a layout; an empty row is passed over.

    ``mended`` cells stand for those of the file. ``step(done, total)`` may raise to stop.
    """
    sheet = workbook.sheets[layout.sheet]
    known = _known_themes()
    rows: list[SheetRow] = []
    problems: list[SheetProblem] = []
    for at in range(layout.header_row + 1, len(sheet.rows)):
        if step is not None and at % 500 == 0:
            step(at, len(sheet.rows))
        values = {field: sheet.cell(at, column) for field, column in layout.columns.items()}
        values |= (mended or {}).get(at + 1, {})
        if all(_text(value) == "" for value in values.values()):
            continue
        found = _read(values, at + 1, today, known)
        if isinstance(found, SheetProblem):
            problems.append(found)
        else:
            rows.append(found)
    return StreetList(rows=tuple(rows), problems=tuple(problems))


def interpret_values(values: Values, row: int, today: date) -> SheetRow | SheetProblem:
    """Return one row as it is read with other values, e.g. after it was mended."""
    return _read(values, row, today, _known_themes())


def values_of(workbook: Workbook, layout: SheetLayout, row: int, mended: Mended) -> dict[SheetField, str]:
    """Return what a row of the file (1-based) says, as it may be shown and read again."""
    sheet = workbook.sheets[layout.sheet]
    said = {field: _shown(sheet.cell(row - 1, column)) for field, column in layout.columns.items()}
    return {field: mended.get(row, {}).get(field, said.get(field, "")) for field in SheetField}


def _known_themes() -> dict[str, Category]:
    return shown_themes({one: words.category(one) for one in Category})


def _read(values: Values, row: int, today: date, known: Mapping[str, Category]) -> SheetRow | SheetProblem:
    try:
        return _row(values, row, today, known)
    except _UnreadableError as error:
        field, code, value = error.problem
        said = {one: _shown(cell) for one, cell in values.items()}
        return SheetProblem(row=row, field=field, code=code, value=value, values=said)


def _row(values: Values, row: int, today: date, known: Mapping[str, Category]) -> SheetRow:
    day, told = _day(values.get(SheetField.DAY), today)
    starts, until = _span(values.get(SheetField.STARTS), SheetField.STARTS)
    at = starts or told
    if at is None:
        raise _UnreadableError(SheetField.STARTS, "value_missing")
    size = _size(values.get(SheetField.SIZE))
    youngest, oldest = _ages(values)
    return SheetRow(
        row=row,
        day=day,
        at=at,
        ends=_span(values.get(SheetField.ENDS), SheetField.ENDS)[0] or until,
        place=_needed(values, SheetField.PLACE),
        workers=read_codes(_needed(values, SheetField.WORKERS)),
        categories=_themes(values, known),
        size=size.low,
        size_to=size.high,
        estimated=size.estimated,
        age_from=youngest,
        age_to=oldest,
        mood=_mood(values.get(SheetField.MOOD)),
        text=_text(values.get(SheetField.TEXT)),
        action=_text(values.get(SheetField.ACTION)),
        situational=_text(values.get(SheetField.SITUATIONAL)),
        follow_up=_text(values.get(SheetField.FOLLOW_UP)),
    )


def _text(value: Cell) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else " ".join(str(value).split())


def _shown(value: Cell) -> str:
    return shown(value) if isinstance(value, date | time) else _text(value)


def _needed(values: Values, field: SheetField) -> str:
    text = _text(values.get(field))
    if not text:
        raise _UnreadableError(field, "value_missing")
    return text


def _day(value: Cell, today: date) -> tuple[date, time | None]:
    if _text(value) == "":
        raise _UnreadableError(SheetField.DAY, "value_missing")
    try:
        day, at = contact_date(value, today)
    except DomainError as error:
        raise _UnreadableError(SheetField.DAY, f"date_{error.code}", value) from None
    if day > today:
        raise _UnreadableError(SheetField.DAY, "date_future", value)
    return day, at


def _span(value: Cell, field: SheetField) -> tuple[time | None, time | None]:
    """Return a time and the end of a span ("kl. 20-22"), each None where it does not stand there."""
    if isinstance(value, datetime):
        return value.time().replace(second=0, microsecond=0), None
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0), None
    if isinstance(value, float) and 0 <= value < 1:
        minutes = round(value * 24 * 60)
        return time(minutes // 60 % 24, minutes % 60), None
    text = _text(value).casefold()
    first, *rest = _SPAN.split(text, maxsplit=1)
    start = _clock(first, field, value)
    return start, _clock(rest[0], field, value) if rest else None


def _clock(text: str, field: SheetField, value: Cell) -> time | None:
    bare = text
    while (shorter := _BEFORE_CLOCK.sub("", bare.strip(" ."))) != bare:
        bare = shorter
    if not bare or bare in "-–?":
        return None
    hour, _dot, minute = bare.replace(":", ".").replace(",", ".").partition(".")
    if not minute and len(hour) in (3, 4):
        hour, minute = hour[:-2], hour[-2:]
    if not hour.isdecimal() or (minute and not minute[:2].isdecimal()):
        raise _UnreadableError(field, "time_unreadable", value)
    numbers = int(hour), int(minute[:2] or 0)
    if numbers[0] > _LAST_HOUR or numbers[1] > 59:
        raise _UnreadableError(field, "time_unreadable", value)
    return time(numbers[0] % 24, numbers[1])


def _as_span(value: Cell, field: SheetField) -> Size:
    """Return a number or a span of them; a spreadsheet reads "5-6" as the 5th of June where the column is not text."""
    if isinstance(value, date):
        return Size(min(value.day, value.month), max(value.day, value.month))
    size = None if isinstance(value, time) else read_size(_text(value))
    if size is None:
        raise _UnreadableError(field, "number_unreadable", str(value))
    return size


def _size(value: Cell) -> Size:
    return _as_span(value, SheetField.SIZE)


def _ages(values: Values) -> tuple[int | None, int | None]:
    """Return the youngest and the oldest age; one column may hold both ("14-16 år")."""
    low, high = values.get(SheetField.AGE_FROM), values.get(SheetField.AGE_TO)
    if isinstance(low, date) and _text(high) == "":
        span = _as_span(low, SheetField.AGE_FROM)
        return span.low, span.high
    youngest = _age(low, SheetField.AGE_FROM)
    oldest = _age(high, SheetField.AGE_TO)
    if _text(high) == "" and "-" in _text(low).replace("–", "-"):
        return youngest
    first, last = youngest[0], oldest[1]
    if first is not None and last is not None and last < first:
        raise _UnreadableError(SheetField.AGE_TO, "range_backwards", high)
    return first, last


def _age(value: Cell, field: SheetField) -> tuple[int | None, int | None]:
    found = None if isinstance(value, date | time) else read_ages(_text(value))
    if found is None or any(age is not None and age > OLDEST for age in found):
        raise _UnreadableError(field, "number_unreadable", value)
    return found


def _mood(value: Cell) -> int | None:
    text = _text(value)
    if text in {"", "-", "–", "?", "0"}:
        return None
    found = _MOOD.fullmatch(text)
    if found is None or not 1 <= int(found[1]) <= HIGHEST_MOOD:
        raise _UnreadableError(SheetField.MOOD, "number_unreadable", value)
    return int(found[1])


def _themes(values: Values, known: Mapping[str, Category]) -> tuple[Category, ...]:
    found: list[Category] = []
    for field in (SheetField.THEME, SheetField.THEME_2):
        text = _text(values.get(field))
        if not plain(text):
            continue
        themes = read_themes(text, known)
        if themes is None:
            raise _UnreadableError(field, "theme_unknown", text)
        found += themes
    if not found:
        raise _UnreadableError(SheetField.THEME, "value_missing")
    return tuple(dict.fromkeys(found))
