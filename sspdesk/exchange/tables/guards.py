"""Refuses files that are built to choke a reader, before any reader sees them (security.md T18)."""

import io
import zipfile
from collections.abc import Callable
from xml.parsers import expat

from sspdesk.domain.errors import KnownError
from sspdesk.exchange.tables.workbook import Kind

MAX_FILE = 100 * 2**20
"""Largest file in bytes."""
MAX_UNZIPPED = 500 * 10**6
MAX_RATIO = 200
MAX_CELLS = 5_000_000
MAX_FIELD = 2**20
"""Longest single text in bytes."""
MAX_DEPTH = 50
MAX_ENTRIES = 10_000
_RATIO_MATTERS_FROM = 2**20
_CHUNK = 1 << 16

Merges = dict[int, list[tuple[int, int, int]]]
"""Cells merged downwards by number of the sheet: (first row, last row, column), 0-based."""


def refuse(reason: str) -> KnownError:
    """Return the error for a file that is too much; ``reason`` is one word for tests and IT staff."""
    return KnownError("list_bomb", reason=reason)


def check_archive(data: bytes, kind: Kind) -> Merges:
    """Check an xlsx, ods or docx: sizes from the directory first, then every part as it unfolds.

    Every part is read to its end, so that the archive's checksums vouch for it: a damaged file never gives half a list.
    Returns the cells merged downwards in an ods, which the reader does not tell. Raises KnownError ``list_bomb`` or
    ``list_corrupt``.
    """
    merges: Merges = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive, len(data))
            for entry in archive.infolist():
                scan = _scan_for(kind, entry.filename)
                with archive.open(entry) as part:
                    scan.feed_all(part.read)
                if isinstance(scan, _OdsScan):
                    merges = scan.merges
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, expat.ExpatError):
        raise KnownError("list_corrupt") from None
    return merges


def _check_directory(archive: zipfile.ZipFile, size: int) -> None:
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES:
        raise refuse("entries")
    if total > MAX_UNZIPPED:
        raise refuse("unzipped")
    if total > _RATIO_MATTERS_FROM and total > MAX_RATIO * max(size, 1):
        raise refuse("ratio")
    for entry in entries:
        if entry.file_size > _RATIO_MATTERS_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise refuse("ratio")
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise KnownError("list_corrupt")


class _Scan:
    """Reads a part to its end; a part that is not XML is only unfolded."""

    def feed_all(self, read: Callable[[int], bytes]) -> None:
        while read(_CHUNK):
            pass


class _XmlScan(_Scan):
    """Walks XML without building anything: no DTD, no depth, no giant text."""

    def __init__(self) -> None:
        self._depth = 0
        self._gap = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = False
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.EntityDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def feed_all(self, read: Callable[[int], bytes]) -> None:
        while chunk := read(_CHUNK):
            self._measure(chunk)
            self._parser.Parse(chunk, False)
        self._parser.Parse(b"", True)

    def _measure(self, chunk: bytes) -> None:
        """Refuse a run of more than MAX_FIELD bytes without a tag: one giant text or attribute."""
        first = chunk.find(b"<")
        if first < 0:
            self._gap += len(chunk)
        else:
            if self._gap + first > MAX_FIELD:
                raise refuse("field")
            self._gap = len(chunk) - chunk.rfind(b"<")
        if self._gap > MAX_FIELD:
            raise refuse("field")

    @staticmethod
    def _doctype(*_facts: object) -> None:
        raise refuse("dtd")

    def _start(self, _name: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise refuse("depth")

    def _end(self, _name: str) -> None:
        self._depth -= 1


class _XlsxScan(_XmlScan):
    """A worksheet: how large is the rectangle that its filled cells span?"""

    def __init__(self) -> None:
        super().__init__()
        self._cells = 0
        self._row = 0
        self._reference = ""
        self._columns: set[str] = set()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise refuse("depth")
        if name == "c" or name.endswith(":c"):
            self._reference = attributes.get("r", "")
        elif name in {"v", "is"} or name.endswith((":v", ":is")):
            self._filled(self._reference)

    def _filled(self, reference: str) -> None:
        self._cells += 1
        letters = reference.rstrip("0123456789")
        self._columns.add(letters)
        row = reference[len(letters) :]
        if row:
            self._row = max(self._row, int(row[:9]))
        if self._cells > MAX_CELLS:
            raise refuse("cells")

    def feed_all(self, read: Callable[[int], bytes]) -> None:
        super().feed_all(read)
        if self._row * max((_column_number(letters) for letters in self._columns), default=0) > MAX_CELLS:
            raise refuse("cells")


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper()[:4]:
        number = number * 26 + ord(letter) - 64
    return number


class _OdsScan(_XmlScan):
    """The content of an ods: repeated cells multiplied out, and cells merged downwards noted for the reader."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet = -1
        self._row = self._column = 0
        self._row_repeat = self._cell_repeat = 1
        self._last_filled = 0
        self._total = 0
        self.merges: Merges = {}

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        super()._start(name, attributes)
        local = name.rpartition(":")[2]
        if local == "table":
            self._sheet += 1
            self._row = 0
        elif local == "table-row":
            self._row_repeat = _repeat(attributes.get("table:number-rows-repeated"))
            self._column = self._last_filled = 0
        elif local in {"table-cell", "covered-table-cell"}:
            self._cell(attributes)
        elif local == "p" and self._depth > 2:
            self._last_filled = max(self._last_filled, self._column)

    def _cell(self, attributes: dict[str, str]) -> None:
        spanned = _repeat(attributes.get("table:number-rows-spanned"))
        if spanned > 1:
            span = (self._row, self._row + spanned - 1, self._column)
            self.merges.setdefault(self._sheet, []).append(span)
        self._column += _repeat(attributes.get("table:number-columns-repeated"))
        if "office:value-type" in attributes:
            self._last_filled = self._column

    def _end(self, name: str) -> None:
        super()._end(name)
        if name.rpartition(":")[2] == "table-row":
            self._total += self._row_repeat * self._last_filled
            self._row += self._row_repeat
            if self._total > MAX_CELLS:
                raise refuse("cells")


def _repeat(text: str | None) -> int:
    return int(text[:9]) if text and text.isascii() and text.isdigit() else 1


class _DocxScan(_XmlScan):
    """A document: how many table cells?"""

    def __init__(self) -> None:
        super().__init__()
        self._cells = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        super()._start(name, attributes)
        if name == "w:tc":
            self._cells += 1
            if self._cells > MAX_CELLS:
                raise refuse("cells")


def _scan_for(kind: Kind, part: str) -> _Scan:
    """Return the scan for one part of an archive."""
    if not part.lower().endswith((".xml", ".rels")):
        return _Scan()
    if kind is Kind.XLSX and part.startswith("xl/worksheets/"):
        return _XlsxScan()
    if kind is Kind.ODS and part == "content.xml":
        return _OdsScan()
    return _DocxScan() if kind is Kind.DOCX else _XmlScan()


def check_sheet(cells: int, text: int) -> None:
    """Refuse when what was read so far is more than a list can be: number of cells, and characters of text in all."""
    if cells > MAX_CELLS:
        raise refuse("cells")
    if text > MAX_FILE:
        raise refuse("text")
