"""Finds the list in a workbook: the sheet, the heading rows, and the column of every field."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sspdesk.domain.errors import KnownError
from sspdesk.domain.names import clean
from sspdesk.domain.police_list import NAME_FIELDS, Field
from sspdesk.exchange.police_list.columns import assigned
from sspdesk.exchange.police_list.headings import MAX_LENGTH, field_of, normal
from sspdesk.exchange.tables.workbook import Cell, Workbook

_SEARCHED = 300
"""Headings are looked for in so many rows from the top."""

LIST_SCORE = 8
"""Headings that score so much (a name and two more fields) are those of a list of people."""

_DATA = re.compile(
    r"\d{6}[-–\s]?\d{4}|\d{1,2}\s?[./-]\s?\d{1,2}(?:\s?[./-]\s?\d{2,4})?(?:\s.*)?|\d[\d.,]*|\d{4}-\d+-\d+-\d+"
)
_UNFINISHED = re.compile(r"(?:-|/|,|\b(?:for|af|og|til|i|på|den|om))$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the list stands. The user may change any of it (``dataclasses.replace`` or ``layout_at``)."""

    sheet: int
    """0-based number of the sheet."""
    header_row: int | None
    """1-based row of the headings (the first of them); None for a list without headings."""
    header_rows: int = 1
    columns: Mapping[Field, int]
    """Field -> 0-based column."""
    headings: tuple[str, ...] = ()
    """The heading of every column, empty where there is none."""

    @property
    def first_row(self) -> int:
        """Return the 0-based row where the lines start."""
        return 0 if self.header_row is None else self.header_row - 1 + self.header_rows

    @property
    def has_name(self) -> bool:
        """Tell whether some column holds names, without which nothing can be read."""
        return bool(NAME_FIELDS & self.columns.keys())


def propose_layout(workbook: Workbook, remembered: Mapping[str, Mapping[str, int]] | None = None) -> Layout:
    """Return where the list most likely stands.

    ``remembered`` holds corrected columns by ``heading_signature``. The layout may lack a name column; the user can
    then point at one. Raises KnownError ``list_no_table`` when no sheet looks like a list.
    """
    found = candidates(workbook)
    if not found:
        raise KnownError("list_no_table")
    corrected = (remembered or {}).get(heading_signature(found[0]))
    return found[0] if corrected is None else with_columns(workbook, found[0], corrected)


def with_columns(workbook: Workbook, layout: Layout, columns: Mapping[str, int]) -> Layout:
    """Return a layout with columns that the user chose now or earlier; unknown fields and missing columns left out."""
    width = max((len(row) for row in workbook.sheets[layout.sheet].rows), default=0)
    known = {field: columns[field] for field in Field if 0 <= columns.get(field, -1) < width}
    return replace(layout, columns=known)


def candidates(workbook: Workbook) -> list[Layout]:
    """Return every sheet's likely layout, the best first; hidden sheets only where no other has a list."""
    scored = []
    for index, sheet in enumerate(workbook.sheets):
        layout = _best_of(workbook, index)
        if layout is not None:
            lines = min(sum(1 for row in sheet.rows[layout.first_row :] if row), 3)
            score = len(layout.columns) + (10 if layout.has_name else 0) + (5 if lines else 0)
            score += 3 if Field.CONTACT_DATE in layout.columns else 0
            scored.append((not sheet.visible, -score, index, layout))
    scored.sort(key=lambda entry: entry[:3])
    if any(not hidden for hidden, *_rest in scored):
        scored = [entry for entry in scored if not entry[0]]
    return [entry[3] for entry in scored]


def layout_at(workbook: Workbook, sheet: int, header_row: int | None, header_rows: int = 1) -> Layout:
    """Return the layout of a sheet whose headings the user pointed out (1-based row; None: there are none)."""
    rows = workbook.sheets[sheet].rows
    first = 0 if header_row is None else header_row - 1 + header_rows
    headings = headings_of(rows[first - header_rows : first]) if header_row is not None else ()
    columns = assigned(headings, rows[first:])
    return Layout(sheet=sheet, header_row=header_row, header_rows=header_rows, columns=columns, headings=headings)


def heading_signature(layout: Layout) -> str:
    """Return the key under which corrected columns are remembered: the headings themselves; empty without headings."""
    return "|".join(normal(heading) for heading in layout.headings) if layout.header_row is not None else ""


def _best_of(workbook: Workbook, index: int) -> Layout | None:
    rows = workbook.sheets[index].rows
    found = _heading_rows(rows)
    if found:
        best = max(found, key=lambda entry: (entry[0], -entry[1]))
        _score, start, count = _first_table(rows, found, best)
        return layout_at(workbook, index, start + 1, count)
    layout = layout_at(workbook, index, None)
    return layout if layout.has_name and len(layout.columns) > 1 else None


def _heading_rows(rows: Sequence[Sequence[Cell]]) -> list[tuple[float, int, int]]:
    """Return (score, 0-based row, number of rows) wherever headings stand; two rows only where neither alone does."""
    single = [heading_score([row]) for row in rows[:_SEARCHED]]
    found = []
    for start, score in enumerate(single):
        if score > 0:
            found.append((score, start, 1))
        if start + 1 < len(single):
            double = heading_score(rows[start : start + 2])
            if double > max(score, single[start + 1]):
                found.append((double, start, 2))
    return found


def _first_table(
    rows: Sequence[Sequence[Cell]], found: Sequence[tuple[float, int, int]], best: tuple[float, int, int]
) -> tuple[float, int, int]:
    """Return the headings of the first of several tables under each other, though a later one may have more columns."""
    for entry in found:
        score, start, count = entry
        below = start + count
        if below > best[1]:
            break
        if (Field.CONTACT_DATE in _fields(rows, best)) > (Field.CONTACT_DATE in _fields(rows, entry)):
            continue
        if score >= LIST_SCORE and below < len(rows) and rows[below] and not heading_score(rows[below : below + 1]):
            same_start = [other for other in found if other[1] == start]
            return max(same_start, key=lambda other: other[0])
    return best


def _fields(rows: Sequence[Sequence[Cell]], entry: tuple[float, int, int]) -> set[Field | None]:
    _score, start, count = entry
    return {field_of(heading)[0] for heading in headings_of(rows[start : start + count])}


def heading_score(rows: Sequence[Sequence[Cell]]) -> float:
    """Return how much one or two rows look like headings; 0 when they do not."""
    if any(not row or any(_is_data(cell) for cell in row) for row in rows):
        return 0.0
    found = [field_of(heading) for heading in headings_of(rows) if heading]
    fields = {field for field, _sure in found if field is not None}
    lone_name = len(found) == 1 and found[0] in {(field, 2) for field in NAME_FIELDS}
    if len(fields) < 2 and not lone_name:
        return 0.0
    if len(fields) * 4 < len(found):
        return 0.0
    sureness = sum(max(sure for other, sure in found if other is field) for field in fields)
    two_rows = 0.0 if len(rows) < 2 else 0.5 if _goes_on(rows[0], rows[1]) else -0.5
    wanted = (4 if fields & NAME_FIELDS else 0) + (2 if Field.CONTACT_DATE in fields else 0)
    return sureness + wanted + two_rows


def _goes_on(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Tell whether a second row of headings plainly continues the first: broken words, or nothing but small words."""
    broken = [
        isinstance(above, str) and isinstance(below, str) and _UNFINISHED.search(above.strip()) is not None
        for above, below in zip(upper, lower, strict=False)
    ]
    words = [cell.strip() for cell in lower if isinstance(cell, str)]
    return any(broken) or all(word[:1].islower() and field_of(word)[1] > 0 for word in words)


def names_columns_only(row: Sequence[Cell]) -> bool:
    """Tell whether every cell of a row is a known heading, also of columns that are no field (``Skole | Antal``)."""
    cells = [cell for cell in row if cell is not None]
    return len(cells) > 1 and all(isinstance(cell, str) and field_of(cell)[1] for cell in cells)


def _is_data(cell: Cell) -> bool:
    """Tell whether a cell is a value that no heading has: a date, a number, a CPR number, a long text."""
    if cell is None or isinstance(cell, str):
        text = clean(cell or "")
        return len(text) > 2 * MAX_LENGTH or _DATA.fullmatch(text) is not None
    return True


def headings_of(rows: Sequence[Sequence[Cell]]) -> tuple[str, ...]:
    """Return one heading a column, out of one row or of two that belong together."""
    texts = [[cell if isinstance(cell, str) else "" for cell in row] for row in rows]
    if len(texts) != 2:
        joined = [" ".join(clean(cell) for cell in cells if cell) for cells in _columns_of(texts)]
        return tuple(joined)
    upper, lower = texts
    width = max(len(upper), len(lower))
    upper, lower = upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower))
    headings, group = [], ""
    for above, below in zip(upper, lower, strict=True):
        group = above or group
        headings.append(_joined(clean(above), clean(below), clean(group)))
    return tuple(headings)


def _columns_of(texts: Sequence[Sequence[str]]) -> list[list[str]]:
    width = max((len(row) for row in texts), default=0)
    return [[row[column] for row in texts if column < len(row)] for column in range(width)]


def _joined(above: str, below: str, group: str) -> str:
    """Return the heading of a column under two rows: a split word joined, a group's name put before if it matters."""
    if not below or above == below:
        return above
    if above.endswith("-") and below[:1].islower():
        return above[:-1] + below
    if above and (_UNFINISHED.search(above) or below[:1].islower() or below.startswith("(")):
        return f"{above} {below}"
    group_field, sure = field_of(f"{group} {below}") if group else (None, 0)
    if field_of(below)[0] is None or (group_field is None and sure == 1):
        return f"{group} {below}".strip()
    return below
