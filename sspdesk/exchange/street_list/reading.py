"""Reads a street-team sheet row by row; what cannot be read becomes a problem with its row and value, never a guess."""

from collections.abc import Mapping
from datetime import date, datetime, time

from sspdesk.domain.errors import DomainError
from sspdesk.domain.street_list import SheetField, SheetProblem, SheetRow, StreetList
from sspdesk.domain.street_team import HIGHEST_MOOD, OLDEST, Category
from sspdesk.domain.street_text import Size, read_codes, read_size
from sspdesk.exchange.police_list.dates import contact_date
from sspdesk.exchange.street_list.headings import SheetLayout, read_theme, shown_themes
from sspdesk.exchange.tables.workbook import Cell, Workbook
from sspdesk.labels import street_team as words

Values = Mapping[SheetField, Cell]
_LAST_HOUR = 24


class _UnreadableError(Exception):
    def __init__(self, field: SheetField, code: str, value: Cell = None) -> None:
        super().__init__(code)
        self.problem = (field, code, _text(value))


def interpret(workbook: Workbook, layout: SheetLayout, today: date) -> StreetList:
    """Return the rows and problems of a sheet with a layout; an empty row is passed over."""
    sheet = workbook.sheets[layout.sheet]
    shown = shown_themes({one: words.category(one) for one in Category})
    rows: list[SheetRow] = []
    problems: list[SheetProblem] = []
    for at in range(layout.header_row + 1, len(sheet.rows)):
        values = {field: sheet.cell(at, column) for field, column in layout.columns.items()}
        if all(_text(value) == "" for value in values.values()):
            continue
        try:
            rows.append(_row(values, at + 1, today, shown))
        except _UnreadableError as error:
            field, code, value = error.problem
            problems.append(SheetProblem(row=at + 1, field=field, code=code, value=value))
    return StreetList(rows=tuple(rows), problems=tuple(problems))


def _row(values: Values, row: int, today: date, shown: Mapping[str, Category]) -> SheetRow:
    day, told = _day(values.get(SheetField.DAY), today)
    at = _clock(values.get(SheetField.STARTS), SheetField.STARTS) or told
    if at is None:
        raise _UnreadableError(SheetField.STARTS, "value_missing")
    size = _size(values.get(SheetField.SIZE))
    ages = [_number(values.get(field), field, OLDEST) for field in (SheetField.AGE_FROM, SheetField.AGE_TO)]
    if ages[0] is not None and ages[1] is not None and ages[1] < ages[0]:
        raise _UnreadableError(SheetField.AGE_TO, "range_backwards", values.get(SheetField.AGE_TO))
    mood = _number(values.get(SheetField.MOOD), SheetField.MOOD, HIGHEST_MOOD)
    return SheetRow(
        row=row,
        day=day,
        at=at,
        ends=_clock(values.get(SheetField.ENDS), SheetField.ENDS),
        place=_needed(values, SheetField.PLACE),
        workers=read_codes(_needed(values, SheetField.WORKERS)),
        categories=_themes(values, shown),
        size=size.low,
        size_to=size.high,
        estimated=size.estimated,
        age_from=ages[0],
        age_to=ages[1],
        mood=mood or None,
        text=_text(values.get(SheetField.TEXT)),
        action=_text(values.get(SheetField.ACTION)),
        situational=_text(values.get(SheetField.SITUATIONAL)),
        follow_up=_text(values.get(SheetField.FOLLOW_UP)),
    )


def _text(value: Cell) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else " ".join(str(value).split())


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


def _clock(value: Cell, field: SheetField) -> time | None:
    if isinstance(value, datetime):
        return value.time().replace(second=0, microsecond=0)
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, float) and 0 <= value < 1:
        minutes = round(value * 24 * 60)
        return time(minutes // 60 % 24, minutes % 60)
    text = _text(value).casefold().removeprefix("kl").strip(" .")
    if not text:
        return None
    hour, _dot, minute = text.replace(":", ".").partition(".")
    if not minute and len(hour) in (3, 4):
        hour, minute = hour[:-2], hour[-2:]
    if not hour.isdecimal() or (minute and not minute[:2].isdecimal()):
        raise _UnreadableError(field, "time_unreadable", value)
    numbers = int(hour), int(minute[:2] or 0)
    if numbers[0] > _LAST_HOUR or numbers[1] > 59:
        raise _UnreadableError(field, "time_unreadable", value)
    return time(numbers[0] % 24, numbers[1])


def _size(value: Cell) -> Size:
    if isinstance(value, date | time):  # a spreadsheet reads "5-6" as the 5th of June where the column is not text
        if isinstance(value, date):
            return Size(min(value.day, value.month), max(value.day, value.month))
        raise _UnreadableError(SheetField.SIZE, "number_unreadable", str(value))
    size = read_size(_text(value))
    if size is None:
        raise _UnreadableError(SheetField.SIZE, "number_unreadable", value)
    return size


def _number(value: Cell, field: SheetField, highest: int) -> int | None:
    text = _text(value).removesuffix("år").strip()
    if not text:
        return None
    if not text.isdecimal() or not 0 <= int(text) <= highest:
        raise _UnreadableError(field, "number_unreadable", value)
    return int(text)


def _themes(values: Values, shown: Mapping[str, Category]) -> tuple[Category, ...]:
    found = []
    for field in (SheetField.THEME, SheetField.THEME_2):
        text = _text(values.get(field))
        if not text:
            continue
        whole = read_theme(text, shown)
        parts = [whole] if whole is not None else [read_theme(part, shown) for part in text.split(",")]
        if None in parts:
            raise _UnreadableError(field, "theme_unknown", text)
        found += [part for part in parts if part is not None]
    if not found:
        raise _UnreadableError(SheetField.THEME, "value_missing")
    return tuple(dict.fromkeys(found))
