"""What was read from a file or the clipboard: sheets of plain cells, and how they travel from the child process."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from sspdesk.domain.errors import KnownError

Cell = str | int | float | bool | date | datetime | time | None
"""One cell. A date without a time of day is a ``date``; an empty cell is None, never an empty text."""

ASK_ABOVE_ROWS = 20_000
"""More rows than this in one sheet: ask the user before going on."""

_CHUNK = 1_000


class Kind(StrEnum):
    """What the content is, whatever the file is called."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    DOCX = "docx"
    CSV = "csv"
    HTML = "html"
    ICS = "ics"


LISTS = frozenset(Kind) - {Kind.ICS}
"""What can be a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet, or one table of a document. ``rows[0]`` is row 1 of the file; cells missing at the end are empty."""

    name: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()
    visible: bool = True

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell by 0-based row and column; None outside the sheet."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if 0 <= column < len(cells) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """Everything that was in the file. ``name`` is the file's name without folder, empty for the clipboard."""

    name: str
    kind: Kind
    sha256: str
    sheets: tuple[Sheet, ...]

    @property
    def asks_first(self) -> bool:
        """Tell whether a sheet is so long that the user must confirm before it is read on."""
        return any(len(sheet.rows) > ASK_ABOVE_ROWS for sheet in self.sheets)


def tidy(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Return a row with empty texts as None and without the empty cells at its end."""
    row = [None if cell == "" else cell for cell in cells]
    while row and row[-1] is None:
        row.pop()
    return tuple(row)


def filled_down(rows: list[tuple[Cell, ...]], merges: Iterable[tuple[int, int, int]]) -> list[tuple[Cell, ...]]:
    """Repeat the value of cells merged downwards, as the eye does.

    ``merges`` holds (first row, last row, column), 0-based. A row that has nothing of its own stays empty, so that a
    list whose every record is merged over two rows is not read twice.
    """
    own = [bool(row) for row in rows]
    for top, bottom, column in merges:
        value = rows[top][column] if top < len(rows) and column < len(rows[top]) else None
        if value is None:
            continue
        for index in range(top + 1, min(bottom + 1, len(rows))):
            if own[index]:
                cells = [*rows[index], *([None] * (column + 1 - len(rows[index])))]
                if cells[column] is None:
                    cells[column] = value
                rows[index] = tuple(cells)
    return rows


def _pack(cell: object) -> list[str]:
    if isinstance(cell, datetime):
        return ["s", cell.isoformat()]
    if isinstance(cell, date):
        return ["d", cell.isoformat()]
    if isinstance(cell, time):
        return ["t", cell.isoformat()]
    raise TypeError(type(cell).__name__)


_UNPACK = {"s": datetime.fromisoformat, "d": date.fromisoformat, "t": time.fromisoformat}


def to_lines(kind: Kind, sheets: Sequence[Sheet]) -> Iterator[str]:
    """Yield a read file as lines of JSON; the last one is ``{"end": …}``, without which nothing may be believed."""
    for sheet in sheets:
        yield json.dumps({"sheet": sheet.name, "visible": sheet.visible})
        for start in range(0, len(sheet.rows), _CHUNK):
            yield json.dumps({"rows": sheet.rows[start : start + _CHUNK]}, default=_pack)
    yield json.dumps({"end": kind})


def from_lines(
    lines: Iterable[str | bytes], progress: Callable[[float], None] = lambda _done: None
) -> tuple[Kind, tuple[Sheet, ...]]:
    """Return what ``to_lines`` said; KnownError as the child said, or ``list_corrupt`` if the end is missing."""
    sheets: list[Sheet] = []
    rows: list[tuple[Cell, ...]] = []
    for line in lines:
        said = json.loads(line)
        if "rows" in said:
            rows.extend(_unpacked(said["rows"]))
            progress(0.9 - 0.5 / (1 + len(rows) / 5_000))
        elif "error" in said:
            raise KnownError(said["error"], **said["facts"])
        else:
            if sheets:
                sheets[-1] = replace(sheets[-1], rows=tuple(rows))
                rows = []
            if "end" in said:
                return Kind(said["end"]), tuple(sheets)
            sheets.append(Sheet(name=said["sheet"], visible=said["visible"]))
    raise KnownError("list_corrupt")


def _unpacked(rows: list[list[object]]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        yield tuple([_UNPACK[cell[0]](cell[1]) if type(cell) is list else cell for cell in row])  # type: ignore[misc]
