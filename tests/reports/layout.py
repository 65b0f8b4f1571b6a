"""Reads a finished PDF back: its text, where every character stands, which characters lie on top of each other."""

import io
from typing import NamedTuple

import pypdfium2
from pypdf import PdfReader

_HYPHEN = "\x02"
"""How PDFium writes a hyphen at the end of a line."""
_TOUCH = 1.0
"""Points that two glyph boxes may overlap in both directions; overhanging letters touch, cells must not."""


class Glyph(NamedTuple):
    """One printed character and its box in points from the lower left corner of the page."""

    char: str
    left: float
    bottom: float
    right: float
    top: float


def texts(pdf: bytes, password: str | None = None) -> list[str]:
    """Return the text of every page as PDFium reads it, lines joined by single spaces."""
    document = pypdfium2.PdfDocument(pdf, password=password)
    pages = [" ".join(page.get_textpage().get_text_bounded().replace(_HYPHEN, "-").split()) for page in document]
    document.close()
    return pages


def glyphs(pdf: bytes) -> list[list[Glyph]]:
    """Return the visible characters of every page with their boxes."""
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        text = page.get_textpage()
        found = []
        for index in range(text.count_chars()):
            char = text.get_text_range(index, 1)
            if char.strip():
                left, bottom, right, top = text.get_charbox(index)
                found.append(Glyph(char, left, bottom, right, top))
        pages.append(found)
    document.close()
    return pages


def collisions(page: list[Glyph]) -> list[str]:
    """Return pairs of characters that are printed over each other."""
    ordered = sorted(page, key=lambda glyph: glyph.bottom)
    found = []
    for index, one in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if other.bottom >= one.top - _TOUCH:
                break
            wide = min(one.right, other.right) - max(one.left, other.left)
            high = min(one.top, other.top) - max(one.bottom, other.bottom)
            if wide > _TOUCH and high > _TOUCH:
                found.append(f"{one.char}{other.char} at {one.left:.0f},{one.bottom:.0f}")
    return found


def fonts(pdf: bytes) -> dict[str, bool]:
    """Return every font that a page uses, and whether its outlines are in the file."""
    found = {}
    for page in PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            descriptor = font.get_object().get("/FontDescriptor")
            embedded = descriptor is not None and "/FontFile2" in descriptor.get_object()
            found[str(font.get_object()["/BaseFont"])] = embedded
    return found
