"""IBM Plex Sans on paper: loads the embedded fonts and makes any text safe to set in them."""

import unicodedata
from functools import cache
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from sspdesk.resource import resource

REGULAR = "Plex"
MEDIUM = "Plex-Medium"
SEMIBOLD = "Plex-SemiBold"
BOLD = "Plex-Bold"
ITALIC = "Plex-Italic"

_FILES = {REGULAR: "Regular", MEDIUM: "Medium", SEMIBOLD: "SemiBold", BOLD: "Bold", ITALIC: "Italic"}
_ELLIPSIS = "…"


@cache
def register() -> frozenset[int]:
    """Load the five fonts once and return the code points that every one of them can draw."""
    drawable: set[int] | None = None
    for name, cut in _FILES.items():
        font = TTFont(name, str(resource(f"fonts/IBMPlexSans-{cut}.ttf")))
        pdfmetrics.registerFont(font)
        glyphs = set(font.face.charToGlyph)
        drawable = glyphs if drawable is None else drawable & glyphs
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=ITALIC, boldItalic=SEMIBOLD)
    return frozenset(drawable or ())


def printable(text: str) -> str:
    """Return ``text`` composed (NFC), without control characters, and with "?" for what the fonts cannot draw."""
    drawable = register()
    out = []
    for char in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(char)
        if char == "\n":
            out.append(char)
        elif kind in {"Cc", "Cf"}:
            out.append(" " if char.isspace() else "")
        elif ord(char) in drawable:
            out.append(char)
        elif kind != "Mn":
            base = unicodedata.normalize("NFKD", char)[0]
            out.append(base if ord(base) in drawable else "?")
    return "".join(out)


def markup(text: str) -> str:
    """Return ``text`` as paragraph markup: nothing in it can be read as a tag, line breaks are kept."""
    return escape(printable(text.strip())).replace("\n", "<br/>")


def width(text: str, font: str, size: float) -> float:
    """Return the width of a printable text in points."""
    register()
    return float(pdfmetrics.stringWidth(text, font, size))


def elide(text: str, font: str, size: float, limit: float) -> str:
    """Return one line of printable text, cut with "…" where it would be wider than ``limit`` points."""
    line = " ".join(printable(text).split())
    if width(line, font, size) <= limit:
        return line
    while line and width(line + _ELLIPSIS, font, size) > limit:
        line = line[:-1]
    return line.rstrip() + _ELLIPSIS
