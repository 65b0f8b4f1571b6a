"""Walks down a list: which lines are people, and which are blank, repeated headings, totals, notes or another table."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.names import clean, fold
from sspdesk.domain.police_list import NAME_FIELDS, Field, ListProblem, ListRow, PoliceList
from sspdesk.domain.wednesday import Role
from sspdesk.exchange.police_list.columns import assigned
from sspdesk.exchange.police_list.contents import looks_like_name
from sspdesk.exchange.police_list.dates import contact_date
from sspdesk.exchange.police_list.headings import field_of, normal
from sspdesk.exchange.police_list.layout import (
    LIST_SCORE,
    Layout,
    candidates,
    heading_score,
    heading_signature,
    headings_of,
    names_columns_only,
)
from sspdesk.exchange.police_list.lines import protected_by, read_line, shown
from sspdesk.exchange.police_list.persons import take_apart
from sspdesk.exchange.police_list.words import DITTO, is_no_name, is_note, is_total, role_of, yes_or_no
from sspdesk.exchange.tables.workbook import Cell, Workbook

_ANCHORS = frozenset({Field.CONTACT_DATE, Field.BIRTH_DATE, Field.CPR, Field.ROLE, Field.REFERENCE})
"""A line without a name is a line of the list (and a problem) if it has one of these."""

_NUMBERS = frozenset({Field.CPR, Field.BIRTH_DATE, Field.REFERENCE})

_ABOUT_WHOM = frozenset({Field.CONTACT_DATE, Field.BIRTH_DATE, Field.CPR})
"""A further table under the list is a list too if it has a name and one of these."""

_HINT = re.compile(
    r"\(.*\)|[\[(]?(?:d{1,2}|ddmmåå(?:åå)?|ddmmyy(?:yy)?)(?:[-./\s]?m{1,2})?(?:[-./\s]?[åy]{2,4})?(?:-x{4})?[\])]?|"
    r"ja\s?/\s?nej|tt[:.]mm|hh[:.]mm|tekst|dato|x{3,}|\d{1,2} (?:cifre|tegn)",
    re.IGNORECASE,
)
_STAFF = re.compile(r"politi|assistent|betjent|kommune|kreds\b|\bssp\b|konsulent|afdeling")
_WHOLE_DATE = re.compile(r"\s*\d{1,2}\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{2,4}\s*")
_DITTO_STARTS = "\"”“″〃´'’-dDsSiI "
_REPEATED_AFTER = 2
_TELL_EVERY = 500
_INVISIBLE = " \t\r\n\u00a0\u200b\ufeff\u202f"


def interpret(
    workbook: Workbook,
    layout: Layout,
    today: date,
    *,
    progress: Callable[[float], None] = lambda _done: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> PoliceList:
    """Return every line of the list as a row or a problem.

    Blank rows, repeated headings, units, totals and notes are passed over; a second table under the first is read by
    its own headings. ``progress`` hears 0.0 to 1.0 and ``cancelled`` is asked now and then, on the calling thread.
    Raises KnownError ``list_no_name_column``, ``list_only_headings`` or ``list_cancelled``.
    """
    if not layout.has_name:
        raise KnownError("list_no_name_column")
    walk = _Walk(workbook.sheets[layout.sheet].rows, layout, today)
    walk.all_lines(progress, cancelled)
    if not walk.rows and not walk.problems:
        raise KnownError("list_only_headings" if layout.header_row is not None else "list_no_table")
    return PoliceList(
        rows=tuple(walk.rows),
        problems=tuple(walk.problems),
        other_lists=_other_lists(workbook, layout),
        asks_first=workbook.asks_first,
    )


def _other_lists(workbook: Workbook, layout: Layout) -> tuple[str, ...]:
    """Return the names of other sheets with people and dates of contact under headings."""
    read = workbook.sheets[layout.sheet]
    if not read.visible:
        return ()
    names = []
    for other in candidates(workbook):
        sheet = workbook.sheets[other.sheet]
        alike = Field.CONTACT_DATE in other.columns or heading_signature(other) == heading_signature(layout)
        if other.sheet == layout.sheet or other.header_row is None or not other.has_name or not alike:
            continue
        filled = [row for row in sheet.rows[other.first_row :] if len([cell for cell in row if cell is not None]) > 1]
        if filled and sheet.rows != read.rows:
            names.append(sheet.name or str(other.sheet + 1))
    return tuple(names)


class _Walk:
    """The walk's memory: the columns in force, the line before, whether a blank row came between."""

    def __init__(self, table: Sequence[tuple[Cell, ...]], layout: Layout, today: date) -> None:
        self.rows: list[ListRow] = []
        self.problems: list[ListProblem] = []
        self._table = table
        self._start = layout.first_row
        self._today = today
        self._section: Cell = None
        self._gap = False
        self._reading = True
        self._before: dict[Field, Cell] = {}
        self._use(layout.columns, layout.headings, self._start)

    def _use(self, columns: Mapping[Field, int], headings: Sequence[str], start: int) -> None:
        self._columns = columns
        self._mapped = frozenset(columns.values())
        self._headings = [normal(heading) for heading in headings]
        self._last_first = any(re.match(r"efternavn\W.*fornavn", fold(heading)) for heading in headings)
        self._ticked = {
            column: heading
            for column, heading in enumerate(headings)
            if column not in self._mapped and role_of(heading) not in {None, Role.MET}
        }
        born = [columns[field] for field in (Field.BIRTH_DATE,) if field in columns]
        below = self._table[start : start + 5_000]
        self._six_digits = any(_six_digits(row[column]) for row in below for column in born if column < len(row))

    def all_lines(self, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> None:
        """Read on to the end of the sheet."""
        for index in range(self._start, len(self._table)):
            if index % _TELL_EVERY == 0:
                progress(index / len(self._table))
                if cancelled():
                    raise KnownError("list_cancelled")
            cells = tuple([None if _blank(cell) else cell for cell in self._table[index]])
            if cells.count(None) == len(cells):
                self._gap = True
                continue
            if not self._is_heading(index, cells) and self._reading:
                self._line(index, cells)

    def _is_heading(self, index: int, cells: tuple[Cell, ...]) -> bool:
        """Tell whether a row is headings again; those of another table put other columns in force."""
        texts = [cell for cell in cells if cell is not None]
        if not all(isinstance(cell, str) for cell in texts):
            return False
        if any(_WHOLE_DATE.fullmatch(str(cell)) for cell in texts):  # the cheapest sign that a line is no heading
            return False
        if not any(normal(str(cell)) in self._headings or field_of(str(cell))[1] for cell in texts[:2]):
            return False
        same = [
            cell is not None and column < len(self._headings) and normal(clean(str(cell))) == self._headings[column]
            for column, cell in enumerate(cells)
        ]
        if len(texts) > 1 and sum(same) * 2 > len(texts):
            self._reading = True
            return True
        if names_columns_only(cells) or heading_score([cells]) >= LIST_SCORE:
            headings = headings_of([cells])
            columns = assigned(headings, self._table[index + 1 :])
            self._reading = bool(NAME_FIELDS & columns.keys() and _ABOUT_WHOM & columns.keys())
            if self._reading:
                self._use(columns, headings, index + 1)
            return True
        return False

    def _line(self, index: int, cells: tuple[Cell, ...]) -> None:
        values = {field: cells[column] for field, column in self._columns.items() if column < len(cells)}
        values = {field: self._as_before(field, cell) for field, cell in values.items() if cell is not None}
        if self._passed_over(index, cells, values):
            return
        if Field.CONTACT_DATE not in self._columns and self._section is not None:
            values[Field.CONTACT_DATE] = self._section
        if Field.ROLE not in self._columns:
            marks = (heading for column, heading in self._ticked.items() if _ticked(cells[column : column + 1]))
            values[Field.ROLE] = next(marks, None)
        protected = protected_by(None, (cell for column, cell in enumerate(cells) if column not in self._mapped))
        if protected is not None and Field.PROTECTED not in values:
            values[Field.PROTECTED] = protected
        read = read_line(values, self._today, index + 1, six_digits=self._six_digits, last_first=self._last_first)
        if isinstance(read, ListRow):
            self.rows.append(read)
        else:
            self.problems.append(read)
        self._before, self._gap = values, False

    def _as_before(self, field: Field, cell: Cell) -> Cell:
        if (
            isinstance(cell, str)
            and len(cell) < 12
            and cell[:1] in _DITTO_STARTS
            and DITTO.fullmatch(cell.strip().casefold())
        ):
            return self._before.get(field, cell)
        return cell

    def _passed_over(self, index: int, cells: tuple[Cell, ...], values: Mapping[Field, Cell]) -> bool:
        """Tell whether a line is no line of the list: nothing in it, a total, a note, units, numbers of columns."""
        filled = [cell for cell in cells if cell is not None]
        first = filled[0] if filled and isinstance(filled[0], str) else ""
        if not values or (len(filled) <= 3 and is_total(first)):
            return True
        if len(filled) == 1:
            return self._single(filled[0], values)
        if index - self._start < _REPEATED_AFTER and (_units(filled) or filled == list(range(1, len(filled) + 1))):
            return True
        named = _named(values)
        if is_note(first) and not _dated(values, self._today) and not (named and _about_someone(first, filled)):
            return True
        return not named and not _ANCHORS & values.keys()

    def _single(self, cell: Cell, values: Mapping[Field, Cell]) -> bool:
        """Tell whether a line's only filled cell is no person: a note, a signature, a date over a group of lines."""
        if _dated({Field.CONTACT_DATE: cell}, self._today):
            if Field.CONTACT_DATE not in self._columns:
                self._section = cell
                return True
            return Field.CONTACT_DATE not in values and not {Field.BIRTH_DATE, Field.CPR} & values.keys()
        if not isinstance(cell, str):
            return not {Field.BIRTH_DATE, Field.CPR} & values.keys()
        if not _named(values):
            return not _alone_is_a_line(values)
        plain = fold(clean(cell))
        lone_name = len(self._columns) == 1 or (not self._gap and not _STAFF.search(plain))
        sentence = len(plain.split()) > 6 or plain.endswith((".", ":", "!")) or "=" in plain
        counted = any(char.isdecimal() for char in take_apart(cell).name)
        return not lone_name or sentence or counted or is_note(cell) or is_total(cell)


def _ticked(cell: tuple[Cell, ...]) -> bool:
    """Tell whether a cell has a tick: a list may have one column for every role."""
    return bool(cell) and cell[0] is not None and yes_or_no(shown(cell[0])) is True


def _alone_is_a_line(values: Mapping[Field, Cell]) -> bool:
    """Tell whether the only value of a line without a name belongs to the list: a number, a role, a reference."""
    numbered = any(re.search(r"\d{4}", str(values[field])) for field in _NUMBERS & values.keys())
    return numbered or (Field.ROLE in values and role_of(str(values[Field.ROLE])) not in {None, Role.MET})


def _about_someone(first: str, filled: Sequence[Cell]) -> bool:
    """Tell whether a line that starts as a note does speaks of a person all the same: ``Uge 46 | Demo Testsen``."""
    if len(filled) > 2:
        return True
    marked = first.strip()[:1] in "*†(" or first.strip().endswith(":")
    return not marked and looks_like_name(clean(str(filled[1])))


def _named(values: Mapping[Field, Cell]) -> bool:
    return any(not is_no_name(shown(values[field])) for field in NAME_FIELDS if field in values)


def _blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip(_INVISIBLE)


def _units(cells: Sequence[Cell]) -> bool:
    hints = sum(isinstance(cell, str) and _HINT.fullmatch(clean(cell)) is not None for cell in cells)
    return hints * 2 >= len(cells) and all(isinstance(cell, str) for cell in cells)


def _six_digits(cell: Cell) -> bool:
    if isinstance(cell, str):
        return len(cell.strip()) == 6 and cell.strip().isdecimal()
    return isinstance(cell, int) and 100_000 <= cell <= 999_999


def _dated(values: Mapping[Field, Cell], today: date) -> bool:
    """Tell whether the date of contact can be read."""
    cell = values.get(Field.CONTACT_DATE)
    if cell is None or (isinstance(cell, (int, float)) and cell < 20_000):
        return False
    try:
        contact_date(cell, today)
    except DomainError as error:
        return error.code != "unreadable"
    return True
