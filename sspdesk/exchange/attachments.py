"""Reads a document that is to be kept in the vault: what it is, whether it is whole, and whether it may come in."""

import html
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sspdesk.domain.attachments import MAX_SIZE, MAX_TITLE, AttachmentKind
from sspdesk.domain.errors import KnownError

_BEGINNINGS = (
    (b"%PDF-", AttachmentKind.PDF),
    (b"\xff\xd8\xff", AttachmentKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", AttachmentKind.PNG),
    (b"PK\x03\x04", AttachmentKind.WORD),
)
_WORD_BODY = "word/document.xml"
_MACROS = "word/vbaProject.bin"
_PDF_HEAD = 1024
_WORDED = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_RUN = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|</w:p>|<w:(?:br|tab|cr)\b")
_MOST_WORDS = 40 * 1024 * 1024
_MOST_PIXELS = 60_000_000  # an A3 page at 400 dots an inch has half of it


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class IncomingDocument:
    """A document that may come in; ``title`` is proposed from the file's name and can be changed."""

    title: str
    kind: AttachmentKind
    content: bytes


def read(path: Path) -> IncomingDocument:
    """Return the document at ``path``.

    Raise KnownError ``document_unreadable``, ``document_too_large``, ``document_empty``, ``document_kind`` (not PDF,
    JPEG, PNG or Word), ``document_locked`` (a password of its own), ``document_damaged``, ``document_macros``.
    """
    try:
        if path.stat().st_size > MAX_SIZE:
            raise KnownError("document_too_large", limit=MAX_SIZE // 1024**2)
        content = path.read_bytes()
    except OSError as error:
        raise KnownError("document_unreadable") from error
    if not content:
        raise KnownError("document_empty")
    kind = _kind(content)
    if kind is AttachmentKind.PDF:
        _check_pdf(content)
    elif kind is AttachmentKind.WORD:
        _check_word(content)
    else:
        _check_picture(content)
    return IncomingDocument(title=" ".join(path.stem.replace("_", " ").split())[:MAX_TITLE], kind=kind, content=content)


def word_text(content: bytes) -> str:
    """Return what stands in a Word document, with its headers and notes; an empty text where nothing can be read."""
    found = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            wanted = [one for one in parts.infolist() if _WORDED.fullmatch(one.filename)]
            if sum(one.file_size for one in wanted) > _MOST_WORDS:
                return ""
            for one in wanted:
                text = parts.read(one).decode("utf-8", "replace")
                found.append("".join(_words_of(text)))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError):
        return ""  # a part is damaged, locked or packed in an unknown way: whoever lays it down is asked instead
    return " ".join(found)


def _words_of(xml: str) -> Iterator[str]:
    """Yield the runs of text; a paragraph, a line break or a tabulator parts words, a change of letters does not."""
    for part in _RUN.finditer(xml):
        yield html.unescape(part[1]) if part[1] is not None else " "


def _kind(content: bytes) -> AttachmentKind:
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if b"%PDF-" in content[:_PDF_HEAD]:  # readers allow some bytes before it, and mail programs put them there
        return AttachmentKind.PDF
    raise KnownError("document_kind")


def _check_pdf(content: bytes) -> None:
    import pikepdf  # noqa: PLC0415 - loads qpdf, which only a document needs

    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if not len(document.pages):
                raise KnownError("document_empty")
    except pikepdf.PasswordError as error:
        raise KnownError("document_locked") from error
    except pikepdf.PdfError as error:
        raise KnownError("document_damaged") from error


def _check_word(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = parts.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise KnownError("document_damaged") from error
    if _WORD_BODY not in names:
        raise KnownError("document_kind")
    if _MACROS in names:
        raise KnownError("document_macros")


def _check_picture(content: bytes) -> None:
    """Look at the head of the picture only: its pixels are unpacked when it is shown, with Qt's own limit."""
    from PIL import Image  # noqa: PLC0415 - only a document needs it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
                width, height = picture.size
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise KnownError("document_damaged") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise KnownError("document_damaged") from error
    if not 0 < width * height <= _MOST_PIXELS:
        raise KnownError("document_damaged")
