"""Workbooks of Excel and LibreOffice as sheets of cells, through calamine."""

import io
from datetime import date, datetime, time, timedelta

import python_calamine as calamine

from sspdesk.domain.errors import KnownError
from sspdesk.exchange.tables.guards import MAX_FIELD, Merges, check_archive, check_sheet, refuse
from sspdesk.exchange.tables.workbook import Cell, Kind, Sheet, filled_down, tidy


def read_spreadsheet(data: bytes, kind: Kind) -> tuple[Sheet, ...]:
    """Return every worksheet; the file is checked for bombs and damage first."""
    merges = check_archive(data, kind) if kind is not Kind.XLS else {}
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except calamine.PasswordError:
        raise KnownError("list_password") from None
    except calamine.CalamineError:
        raise KnownError("list_corrupt") from None
    sheets, cells = [], 0
    for index, about in enumerate(book.sheets_metadata):
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = _read_sheet(book, index, merges)
        cells += sum(map(len, sheet.rows))
        check_sheet(cells, 0)
        sheets.append(sheet)
    return tuple(sheets)


def _read_sheet(book: calamine.CalamineWorkbook, index: int, merges: Merges) -> Sheet:
    about = book.sheets_metadata[index]
    found = book.get_sheet_by_index(index)
    rows: list[tuple[Cell, ...]] = []
    size = 0
    for values in found.to_python(skip_empty_area=False):
        row = tidy(_plain(value) for value in values)
        rows.append(row)
        lengths = [len(cell) for cell in row if isinstance(cell, str)]
        if lengths and max(lengths) > MAX_FIELD:
            raise refuse("field")
        size += sum(lengths)
        check_sheet(0, size)
    while rows and not rows[-1]:
        rows.pop()
    spans = merges.get(index, [])
    for (top, left), (bottom, _right) in found.merged_cell_ranges or []:
        if bottom > top:
            spans.append((top, bottom, left))
    return Sheet(
        name=about.name,
        rows=tuple(filled_down(rows, spans)),
        visible=about.visible == calamine.SheetVisibleEnum.Visible,
    )


def _plain(value: object) -> Cell:
    """Return a cell with whole numbers as int and midnight as a plain date."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, datetime):
        return value if value.time() != time() else value.date()
    if isinstance(value, timedelta):
        return (datetime(2000, 1, 1) + value % timedelta(days=1)).time()
    return value if isinstance(value, (str, bool, int, date, time)) else None
