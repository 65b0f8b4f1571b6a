"""Reads one line of a list: plain values in, a row or a problem that a human can mend out."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

from sspdesk.domain.cpr import birth_date_of, parse_cpr
from sspdesk.domain.errors import DomainError
from sspdesk.domain.names import clean, with_capitals
from sspdesk.domain.police_list import NAME_FIELDS, Field, ListProblem, ListRow
from sspdesk.domain.wednesday import Role
from sspdesk.exchange.police_list import dates
from sspdesk.exchange.police_list.persons import NameCell, bare_birth, name_parts, take_apart
from sspdesk.exchange.police_list.words import (
    is_absent,
    is_no_name,
    protection_among,
    protection_in,
    role_of,
    talk_of,
    yes_or_no,
)
from sspdesk.exchange.tables.workbook import Cell

Values = Mapping[Field, Cell]

_CPR = re.compile(r"(?:cpr\S*\s*:?\s*)?(\d{5,6}\s?[-–.]?\s?\d{4})", re.IGNORECASE)
_MASKED = re.compile(r"(\d{6})\s?[-–]?\s?[xX*•?_.]*")
_NEARLY_CPR = re.compile(r"\d{6}\s?[-–]\s?\w+|\d{11,}")
_NO_ONE_NAME = re.compile(r"\d|[/&+]|\bog\b")
_NO_NAME = NameCell(name="")
_BLANK = re.compile(r"[-–—_.?/\s]*")


def interpret_values(values: Mapping[Field, str], today: date, row: int) -> ListRow | ListProblem:
    """Read one line again after the user mended a value in place."""
    return read_line(values, today, row)


def read_line(
    values: Values, today: date, row: int, *, six_digits: bool = False, last_first: bool = False
) -> ListRow | ListProblem:
    """Return what a line says, or the first thing wrong with it.

    ``six_digits``: its column writes birth dates as ``ddmmyy``. ``last_first``: the heading says last name first.
    """
    try:
        return _read(values, today, row, six_digits, last_first)
    except DomainError as error:
        field = Field(error.field or Field.NAME)
        parts = _parted(values) if field is Field.BIRTH_DATE and field not in values else values
        texts = {field: shown(cell, six_digits=six_digits) for field, cell in parts.items() if cell is not None}
        return ListProblem(row=row, code=error.code, field=field, values=texts)


def _parted(values: Values) -> Values:
    """Return a line's values with what its name cell says put into fields of its own, where it can be mended."""
    cell = take_apart(_raw(values.get(Field.NAME)))
    notes = [text for text in (text_of(values.get(Field.NOTE)), *cell.aside) if text]
    more: dict[Field, Cell] = {Field.NAME: cell.name, Field.BIRTH_DATE: cell.born, Field.NOTE: "; ".join(notes) or None}
    if cell.address and Field.ADDRESS not in values:
        more[Field.ADDRESS] = cell.address
    return {**values, **more}


def _read(values: Values, today: date, row: int, six_digits: bool, last_first: bool) -> ListRow:
    first, last, about = _name(values, last_first)
    cpr, born = _identity(values, about, today, six_digits)
    contact, at = _contact(values, today)
    if contact is not None and born is not None and contact < born:
        raise DomainError("contact_before_birth", Field.CONTACT_DATE)
    text = text_of(values.get(Field.TEXT))
    own_time = values.get(Field.CONTACT_TIME)
    own_at = dates.clock_time(own_time)
    role_text, asides = _role_text(values, about)
    if own_time is not None and own_at is None and (unread := text_of(own_time)):
        asides.append(unread)
    return ListRow(
        row=row,
        first_name=first or None,
        last_name=last or None,
        birth_date=born,
        cpr=cpr,
        contact_date=contact,
        contact_time=own_at or at or (dates.time_in_text(text) if text else None),
        role=role_of(role_text) if role_text else None,
        role_text=role_text,
        place=text_of(values.get(Field.PLACE)),
        text=text,
        reference=text_of(values.get(Field.REFERENCE)),
        school=text_of(values.get(Field.SCHOOL)),
        address=text_of(values.get(Field.ADDRESS)) or about.address or None,
        talk_recommended=_flag(values.get(Field.TALK_RECOMMENDED)),
        protected=protected_by(values.get(Field.PROTECTED), values.values()),
        note="; ".join([*filter(None, [text_of(values.get(Field.NOTE))]), *asides]) or None,
    )


def _name(values: Values, last_first: bool) -> tuple[str, str, NameCell]:
    """Return first names, last name, and what else the name cells said."""
    full, first_cell, last_cell = (
        take_apart(_raw(values[field])) if field in values else _NO_NAME
        for field in (Field.NAME, Field.FIRST_NAME, Field.LAST_NAME)
    )
    first, last, name = (
        "" if not cell.name or is_no_name(cell.name) else cell.name for cell in (first_cell, last_cell, full)
    )
    middle = clean(_raw(values.get(Field.MIDDLE_NAME)))
    about = NameCell(
        name="",
        born=full.born or last_cell.born or first_cell.born,
        address=full.address or last_cell.address,
        aside=full.aside + first_cell.aside + last_cell.aside,
    )
    if first and middle and not is_absent(middle):
        first = f"{first} {middle}"
    field_of_name = next((field for field in values if field in NAME_FIELDS), Field.NAME)
    if first and last:
        return with_capitals(first), with_capitals(last), about
    if name and first and first.casefold() not in name.casefold():
        return with_capitals(first), with_capitals(name), about  # "Navn" beside "Fornavn" is the last name
    if _NO_ONE_NAME.search(f"{name}{first}{last}"):
        raise DomainError("name_unreadable", field_of_name)
    if name or "," in last or "," in first:
        return *name_parts(name or last or first, last_first=last_first), about
    if first or last:
        return with_capitals(first), with_capitals(last), about
    raise DomainError("name_missing", field_of_name)


def _identity(values: Values, about: NameCell, today: date, six_digits: bool) -> tuple[str | None, date | None]:
    """Return CPR number and birth date from wherever they stand: either may stand in the other's column."""
    cpr: str | None = None
    born: date | None = None
    last_four = _last_four(values.get(Field.CPR))
    for field, cell in (
        (Field.CPR, None if last_four else values.get(Field.CPR)),
        (Field.BIRTH_DATE, values.get(Field.BIRTH_DATE)),
        (Field.BIRTH_DATE, about.born or None),
    ):
        number, day = _born(cell, field, today, six_digits)
        cpr = cpr or number
        if day is not None and born is not None and (day.day, day.month, day.year % 100) != _short(born):
            raise DomainError("birth_dates_differ", field)
        born = born or day
    if last_four and born is not None and cpr is None:
        cpr = _checked(f"{born:%d%m%y}{last_four}", Field.CPR)
        if birth_date_of(cpr) != born:
            raise DomainError("birth_dates_differ", Field.BIRTH_DATE)
    elif last_four:
        raise DomainError("cpr_length", Field.CPR)
    return cpr, birth_date_of(cpr) if cpr else born


def _short(day: date) -> tuple[int, int, int]:
    return day.day, day.month, day.year % 100


def _last_four(cell: Cell) -> str:
    """Return the last four digits of a CPR number where a column holds nothing else; empty otherwise."""
    text = text_of(cell) or ""
    return text.zfill(4) if text.isdecimal() and len(text) <= 4 and text.isascii() else ""


def _born(cell: Cell, field: Field, today: date, six_digits: bool) -> tuple[str | None, date | None]:
    if cell is None or (isinstance(cell, str) and is_absent(cell)):
        return None, None
    text = bare_birth(cell) if isinstance(cell, str) else str(cell) if isinstance(cell, int) else ""
    number = _CPR.fullmatch(text)
    if number:
        cpr = _checked(number.group(1), field)
        return cpr, birth_date_of(cpr)
    masked = _MASKED.fullmatch(text)
    try:
        value = masked.group(1) if masked else cell if not isinstance(cell, str) else text
        return None, dates.birth_date(value, today, six_digits=six_digits or field is Field.CPR)
    except DomainError as error:
        code = {dates.FUTURE: "birth_in_future"}.get(error.code, f"birth_date_{error.code}")
        digits = re.sub(r"\W", "", text)
        if error.code == dates.UNREADABLE and (field is Field.CPR or _NEARLY_CPR.fullmatch(text)):
            code = "cpr_length" if digits.isdecimal() else "cpr_chars"
        raise DomainError(code, field) from None


def _checked(digits: str, field: Field) -> str:
    try:
        return parse_cpr(digits)
    except DomainError as error:
        raise DomainError(error.code, field) from None


def _contact(values: Values, today: date) -> tuple[date | None, time | None]:
    cell = values.get(Field.CONTACT_DATE)
    if cell is None or (isinstance(cell, str) and _BLANK.fullmatch(cell) and "?" not in cell):
        return None, None
    try:
        return dates.contact_date(cell, today)
    except DomainError as error:
        code = {dates.FUTURE: "contact_in_future"}.get(error.code, f"contact_date_{error.code}")
        raise DomainError(code, Field.CONTACT_DATE) from None


def _role_text(values: Values, about: NameCell) -> tuple[str | None, list[str]]:
    """Return the role as written, and the asides of the name cell that are not the role."""
    role = text_of(values.get(Field.ROLE))
    asides = list(about.aside)
    if role is None:
        found = next((aside for aside in asides if role_of(aside) not in {None, Role.MET}), None)
        if found is not None:
            asides.remove(found)
            return found, asides
    return role, asides


def _flag(cell: Cell) -> bool | None:
    if isinstance(cell, bool) or cell is None:
        return cell
    return talk_of(str(cell)) if isinstance(cell, (str, int)) else None


def protected_by(own: Cell, others: Iterable[Cell]) -> bool | None:
    """Tell whether name and address are protected, by a column of its own or by a remark in any other."""
    if isinstance(own, bool):
        return own
    if isinstance(own, (str, int)) and not (isinstance(own, str) and not own.strip()):
        said = protection_in(str(own))
        said = yes_or_no(str(own)) if said is None else said
        if said is not None:
            return said
        if "beskyt" in str(own).casefold() or "hemmelig" in str(own).casefold():
            return True
    return protection_among([cell for cell in others if isinstance(cell, str)])


def _raw(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "" if cell is None else shown(cell)


def text_of(cell: Cell) -> str | None:
    """Return a cell as one line of text; None when it is empty or only a dash."""
    text = clean(cell) if isinstance(cell, str) else shown(cell) if cell is not None else ""
    return None if not text or _BLANK.fullmatch(text) else text


def shown(cell: Cell, *, six_digits: bool = False) -> str:
    """Return a cell as it may be shown and read again: ``14-11-2026 22:40``, a number without a needless point."""
    if isinstance(cell, datetime):
        return f"{cell:%d-%m-%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d-%m-%Y}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, int) and six_digits and 10_000 <= cell < 100_000:
        return f"{cell:06}"
    return "" if cell is None else str(cell)
