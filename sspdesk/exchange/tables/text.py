"""Text files and clipped text as records: encoding, separator and quotes found by content."""

import codecs
import csv
import io
import re
from collections import Counter

from sspdesk.domain.errors import KnownError
from sspdesk.exchange.tables.guards import MAX_FIELD, check_sheet, refuse
from sspdesk.exchange.tables.sniffing import utf16_without_mark
from sspdesk.exchange.tables.workbook import Cell, Sheet, tidy

_SEPARATORS = ";\t,|"
_SEP_LINE = re.compile(r'\A"?sep=(.)"?[ \t]*\r?\n', re.IGNORECASE)
_EXCEL_TEXT = re.compile(r'="((?:[^"]|"")*)"')
_GAPS = re.compile(r"\s{2,}")
_DOS_LETTERS = frozenset(b"\x86\x8f\x91\x92\x9b\x9d")
_WINDOWS_LETTERS = frozenset("æøåÆØÅéÉöÖäÄüÜ".encode("cp1252"))


def decoded(data: bytes) -> str:
    """Return the text of a file: UTF-8 or UTF-16 with or without mark, else Windows-1252, else the old DOS letters."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
    ):  # fmt: skip
        if data.startswith(mark):
            return _strict(data, encoding)
    if encoding_16 := utf16_without_mark(data[:65536]):
        return _strict(data, encoding_16)
    try:
        return _unmangled(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    high = Counter(byte for byte in data if byte > 0x7F)
    if sum(high[byte] for byte in _DOS_LETTERS) > sum(high[byte] for byte in _WINDOWS_LETTERS):
        return data.decode("cp850")
    return data.decode("cp1252", errors="replace")


def _unmangled(text: str) -> str:
    """Return text that was taken for Windows-1252 once too often (``Ã¦`` for ``æ``) as it was meant."""
    if "Ã" not in text:
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise KnownError("list_corrupt") from None


def read_text(text: str) -> Sheet:
    """Return separated text as one sheet; a record with line breaks inside quotes is one row."""
    text = text.removeprefix("\ufeff").replace("\x00", "").rstrip("\x1a")
    named = _SEP_LINE.match(text)
    if named:
        text = text[named.end() :]
    separator = named.group(1) if named else _best_separator(text)
    if separator is None:
        records = [_GAPS.split(line.strip()) for line in io.StringIO(text, newline=None)]
    else:
        records = _records(text, separator)
    check_sheet(sum(map(len, records)), len(text))
    rows = [tidy(_value(field) for field in record) for record in records]
    while rows and not rows[-1]:
        rows.pop()
    return Sheet(rows=tuple(rows))


def _best_separator(text: str) -> str | None:
    """Return the separator that cuts most records into equally many fields; None when none cuts any."""
    sample = text[:200_000]
    best, best_score = None, 0
    for separator in _SEPARATORS:
        if separator not in sample:
            continue
        widths = Counter(len(record) for record in _records(sample, separator)[:400] if len(record) > 1)
        score = max((width * count * count for width, count in widths.items()), default=0)
        if score > best_score:
            best, best_score = separator, score
    return best


def _records(text: str, separator: str) -> list[list[str]]:
    """Return the records. Where quotes do not add up each line stands alone: a lone quote must not eat the rest."""
    csv.field_size_limit(MAX_FIELD)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        if "field larger" in str(error):
            raise refuse("field") from None
    return [_record(line.rstrip("\r\n"), separator) for line in io.StringIO(text, newline="")]


def _record(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator, strict=True), [])
    except csv.Error:
        return line.split(separator)


def _value(field: str) -> Cell:
    field = field.strip()
    formula = _EXCEL_TEXT.fullmatch(field)
    if formula:
        return formula.group(1).replace('""', '"').strip()
    return field[1:] if field[:1] == "'" and field[1:2].isdigit() else field
