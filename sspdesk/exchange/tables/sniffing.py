"""Finds out what a file is by its content, and whether that fits its name."""

import io
import re
import struct
import zipfile

from sspdesk.domain.errors import KnownError
from sspdesk.exchange.tables.workbook import Kind

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_PARTS = (
    (re.compile(r"xl/workbook\d*\.xml", re.IGNORECASE), Kind.XLSX),
    (re.compile(r"xl/workbook\.bin", re.IGNORECASE), Kind.XLSB),
    (re.compile(r"word/document\d*\.xml", re.IGNORECASE), Kind.DOCX),
)
_CALENDAR = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*BEGIN:VCALENDAR", re.IGNORECASE)
_EXPECTED = {
    "xlsx": {Kind.XLSX}, "xlsm": {Kind.XLSX}, "xltx": {Kind.XLSX}, "xlsb": {Kind.XLSB}, "xls": {Kind.XLS},
    "ods": {Kind.ODS}, "ots": {Kind.ODS}, "docx": {Kind.DOCX}, "docm": {Kind.DOCX},
    "csv": {Kind.CSV}, "tsv": {Kind.CSV}, "tab": {Kind.CSV}, "txt": {Kind.CSV, Kind.HTML},
    "ics": {Kind.ICS}, "ical": {Kind.ICS}, "ifb": {Kind.ICS}, "htm": {Kind.HTML}, "html": {Kind.HTML},
}  # fmt: skip
_FOREIGN = (
    (b"%PDF", "pdf"), (b"{\\rtf", "rtf"), (b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"),
    (b"MZ", "exe"), (b"\x7fELF", "exe"), (b"II*\x00", "tif"), (b"MM\x00*", "tif"), (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gz"), (b"BZh", "bz2"),
)  # fmt: skip


def detect(data: bytes, ending: str) -> Kind:
    """Return what the content is.

    ``ending`` is the file name's ending without dot, empty for the clipboard. Raises KnownError ``list_empty``,
    ``list_password``, ``list_unknown_format`` (fact ``found``), ``list_not_as_named`` or ``list_corrupt``.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise KnownError("list_corrupt" if b"\x00" in data and len(data) > 16 else "list_empty")
    kind = _by_content(data, ending)
    expected = _EXPECTED.get(ending)
    if expected is not None and kind not in expected:
        raise KnownError("list_not_as_named", ending=ending, found=kind.value)
    return kind


def _by_content(data: bytes, ending: str) -> Kind:
    if data.startswith(_OLE):
        return _ole_kind(data, ending)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data, ending)
    for start, found in _FOREIGN:
        if data.startswith(start):
            raise _foreign(ending, found)
    if _EXPECTED.get(ending, {Kind.CSV}) & {Kind.CSV, Kind.HTML, Kind.ICS} or looks_like_text(data):
        if not looks_like_text(data):
            raise _foreign(ending, "binary")
        if _CALENDAR.match(data.replace(b"\x00", b"")[:64]):
            return Kind.ICS
        return Kind.HTML if _looks_like_html(data) else Kind.CSV
    raise KnownError("list_corrupt")


def _foreign(ending: str, found: str) -> KnownError:
    """Return the error for content we do not read: under a false name, or honestly of another kind."""
    if ending in _EXPECTED:
        return KnownError("list_not_as_named", ending=ending, found=found)
    return KnownError("list_unknown_format", found=found)


def _ole_kind(data: bytes, ending: str) -> Kind:
    """Tell the old Office formats apart by the names in the compound file's directory."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") + b"\x00\x00" in data

    if has("EncryptedPackage") or has("EncryptionInfo") or _locked_xls(data):
        raise KnownError("list_password")
    if has("Workbook") or has("Book"):
        return Kind.XLS
    raise _foreign(ending, "doc" if has("WordDocument") else "ole")


def _zip_kind(data: bytes, ending: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if any(entry.flag_bits & 1 for entry in archive.infolist()) or _locked_ods(archive, names):
                raise KnownError("list_password")
            for part, kind in _ZIP_PARTS:
                if any(part.fullmatch(name) for name in names):
                    return kind
            if "content.xml" in names and b"opendocument.spreadsheet" in data[:200]:
                return Kind.ODS
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError, OSError, RuntimeError):
        raise KnownError("list_corrupt") from None
    raise _foreign(ending, "zip")


def _locked_xls(data: bytes) -> bool:
    """Tell whether an old workbook is encrypted: a FILEPASS record among the first after the stream's start."""
    start = max(data.find(b"\x09\x08\x10\x00\x00\x06\x05\x00"), data.find(b"\x09\x08\x08\x00\x00\x05\x05\x00"))
    position = start
    while 0 <= position - start < 400 and position + 4 <= len(data) and start >= 0:
        kind, size = struct.unpack_from("<HH", data, position)
        if kind == 0x2F:
            return True
        position += 4 + size
    return False


def _locked_ods(archive: zipfile.ZipFile, names: set[str]) -> bool:
    """Tell whether LibreOffice encrypted the parts of a document, or the whole of it."""
    if "META-INF/manifest.xml" not in names:
        return False
    with archive.open("META-INF/manifest.xml") as manifest:
        return "encrypted-package" in names or b"encryption-data" in manifest.read(1 << 20)


def looks_like_text(data: bytes) -> bool:
    """Tell whether bytes can be text in one of the encodings we read."""
    head = data[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or utf16_without_mark(head):
        return True
    controls = sum(head.count(bytes([code])) for code in (*range(9), *range(14, 32)) if code != 0x1A)
    return controls == 0 or (b"\x00" not in head and controls * 200 < len(head))


def utf16_without_mark(head: bytes) -> str | None:
    """Return the byte order of UTF-16 that lacks its mark: every other byte of western text is then zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(len(head) // 2, 1)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.05 * half else None


def _looks_like_html(data: bytes) -> bool:
    head = data[:4096].replace(b"\x00", b"").lower()
    return b"<table" in data.replace(b"\x00", b"").lower() and (
        b"<html" in head
        or b"<table" in head
        or b"<!doctype html" in head
        or b"<div" in head
        or b"startfragment" in head
    )
