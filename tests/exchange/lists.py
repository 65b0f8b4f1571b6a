"""Builds police lists of every kind for tests: real files, invented people."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path

import xlsxwriter
from docx import Document

from sspdesk.domain.police_list import ListRow, PoliceList
from sspdesk.exchange.police_list.interpreting import interpret
from sspdesk.exchange.police_list.layout import Layout, propose_layout
from sspdesk.exchange.tables.reading import Clipboard, read
from sspdesk.exchange.tables.workbook import Cell, Workbook

TODAY = date(2026, 12, 20)
DATA = Path(__file__).resolve().parent.parent / "data"

Rows = Sequence[Sequence[Cell]]


def xlsx(
    rows: Rows,
    *,
    sheet: str = "Liste",
    more: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None] | None = None,
) -> bytes:
    """Return a workbook with one sheet of cells; ``more`` may merge cells or add sheets."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet(sheet)
    day, moment, clock = (book.add_format({"num_format": code}) for code in ("dd-mm-yyyy", "dd-mm-yyyy hh:mm", "hh:mm"))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, datetime):
                page.write_datetime(row, column, cell, moment)
            elif isinstance(cell, date):
                page.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), day)
            elif isinstance(cell, time):
                page.write_datetime(row, column, cell, clock)
            elif cell is not None:
                page.write(row, column, cell)
    if more is not None:
        more(book, page)
    book.close()
    return target.getvalue()


_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_ODS = (
    f'<office:document-content xmlns:office="{_OASIS}:office:1.0" xmlns:table="{_OASIS}:table:1.0" '
    f'xmlns:text="{_OASIS}:text:1.0"><office:body><office:spreadsheet>'
)


def ods(rows: str, name: str = "Ark1") -> bytes:
    """Return an ods around the XML of its rows."""
    content = f'<table:table table:name="{name}">{rows}</table:table></office:spreadsheet></office:body>'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_OASIS}:manifest:1.0"/>',
            "content.xml": f'<?xml version="1.0" encoding="UTF-8"?>{_ODS}{content}</office:document-content>',
        },
        stored=True,
    )


def ods_cell(text: str, about: str = "") -> str:
    """Return the XML of a text cell."""
    return f'<table:table-cell office:value-type="string" {about}><text:p>{text}</text:p></table:table-cell>'


def ods_row(*cells: str, about: str = "") -> str:
    """Return the XML of a row."""
    return f"<table:table-row {about}>{''.join(cells)}</table:table-row>"


def zipped(parts: Mapping[str, str | bytes], *, stored: bool = False) -> bytes:
    """Return a zip archive of named parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def replaced(data: bytes, changes: Mapping[str, bytes]) -> bytes:
    """Return an archive with some parts put in place of its own, or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**parts, **changes})


def docx(*tables: Sequence[Sequence[str]]) -> bytes:
    """Return a Word document with tables and a line of text between them."""
    document = Document()
    for rows in tables:
        document.add_paragraph("Orientering til Onsdagsgruppen")
        table = document.add_table(len(rows), max(map(len, rows)))
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def written(folder: Path, name: str, data: bytes | str) -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


def understood(source: Path | Clipboard) -> tuple[Workbook, Layout, PoliceList]:
    """Read a source through all three steps."""
    workbook = read(source)
    layout = propose_layout(workbook)
    return workbook, layout, interpret(workbook, layout, TODAY)


def rows_of(source: Path | Clipboard) -> tuple[ListRow, ...]:
    """Return the rows of a list that has no problems."""
    _workbook, _layout, found = understood(source)
    assert found.problems == ()
    return found.rows


def brief(row: ListRow) -> dict[str, object]:
    """Return what a row says, without what it does not say."""
    return {name: getattr(row, name) for name in row.__slots__ if getattr(row, name) is not None}
