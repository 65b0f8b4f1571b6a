"""Tables in Word documents, one sheet each: merged and nested cells, content controls, tables cut in two."""

import io
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from sspdesk.domain.errors import KnownError
from sspdesk.exchange.tables.guards import check_archive, check_sheet
from sspdesk.exchange.tables.workbook import Cell, Kind, Sheet, filled_down, tidy

_WRAPPERS = frozenset(
    qn(name) for name in ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:smartTag", "w:hyperlink", "w:customXml")
)
_SKIPPED = frozenset(qn(name) for name in ("w:del", "w:moveFrom", "w:pict", "w:drawing", "w:object"))


def read_document(data: bytes) -> tuple[Sheet, ...]:
    """Return the tables of a docx in their order; a table that goes on under the same headings is one sheet."""
    check_archive(data, Kind.DOCX)
    try:
        document = Document(io.BytesIO(data))
    except (PackageNotFoundError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError):
        raise KnownError("list_corrupt") from None
    sheets: list[list[tuple[Cell, ...]]] = []
    for table in document.element.body.iter(qn("w:tbl")):
        rows = _rows_of(table)
        if sheets and rows and sheets[-1] and rows[0] == sheets[-1][0] and len(rows[0]) > 1:
            sheets[-1].extend(rows)
        else:
            sheets.append(rows)
    check_sheet(sum(len(row) for rows in sheets for row in rows), 0)
    return tuple(Sheet(rows=tuple(rows)) for rows in sheets)


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the children with a tag, looking through content controls and tracked insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)


def _rows_of(table: etree._Element) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    merges: list[tuple[int, int, int]] = []
    open_spans: dict[int, int] = {}
    for index, row in enumerate(_children(table, qn("w:tr"))):
        cells: list[Cell] = [None] * _number(row.find(qn("w:trPr")), "w:gridBefore")
        for cell in _children(row, qn("w:tc")):
            about = cell.find(qn("w:tcPr"))
            column = len(cells)
            if _continues(about):
                merges.append((open_spans.get(column, index), index, column))
                cells.append(None)
            else:
                open_spans[column] = index
                cells.append(_text_of(cell))
            cells.extend([None] * (max(_number(about, "w:gridSpan"), 1) - 1))
        rows.append(tidy(cells))
    while rows and not rows[-1]:
        rows.pop()
    return filled_down(rows, merges)


def _number(about: etree._Element | None, name: str) -> int:
    found = about.find(qn(name)) if about is not None else None
    value = str(found.get(qn("w:val"), "")) if found is not None else ""
    return min(int(value), 1_000) if value.isascii() and value.isdigit() else 0


def _continues(about: etree._Element | None) -> bool:
    """Tell whether a cell is the lower part of a merged one."""
    merge = about.find(qn("w:vMerge")) if about is not None else None
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def _text_of(cell: etree._Element) -> str:
    """Return the text of a cell without that of tables inside it; paragraphs become lines."""
    lines = ["".join(_pieces(paragraph)).strip() for paragraph in _children(cell, qn("w:p"))]
    return "\n".join(line for line in lines if line)


def _pieces(node: etree._Element) -> Iterator[str]:
    for child in node:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in {qn("w:tab"), qn("w:br"), qn("w:cr")}:
            yield "\n" if child.tag == qn("w:br") else " "
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif child.tag not in _SKIPPED:
            yield from _pieces(child)
