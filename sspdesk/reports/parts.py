"""The building blocks of a page: headings, facts beside their labels, tables that break over pages, ruled lines."""

from collections.abc import Sequence

from reportlab.lib.colors import Color, black
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer, Table

from sspdesk.labels.dates import NBSP
from sspdesk.reports import fonts
from sspdesk.reports.house import HAIRLINE, MUTED, TEXT_WIDTH

_SIZE = 9.5
_LEADING = 13.2
_LABEL_WIDTH = 69.0
_NEARLY_A_PAGE = 580.0


def _style(name: str, font: str, size: float, leading: float, color: Color = black) -> ParagraphStyle:
    return ParagraphStyle(
        name, fontName=font, fontSize=size, leading=leading, textColor=color, splitLongWords=1, embeddedHyphenation=2
    )


BODY = _style("body", fonts.REGULAR, _SIZE, _LEADING)
STRONG = _style("strong", fonts.SEMIBOLD, _SIZE, _LEADING)
NOTE = _style("note", fonts.REGULAR, _SIZE, _LEADING, MUTED)
LABEL = _style("label", fonts.REGULAR, _SIZE, _LEADING, MUTED)
HEAD = _style("head", fonts.SEMIBOLD, 8.9, 12)
SMALL = _style("small", fonts.REGULAR, 8, 11, MUTED)
TITLE = _style("title", fonts.SEMIBOLD, 18, 22)
SUBTITLE = _style("subtitle", fonts.REGULAR, 11.6, 15.5)
SECTION = _style("section", fonts.SEMIBOLD, 10.6, 14)
NUMBER = ParagraphStyle("number", parent=BODY, alignment=2)
STRONG_NUMBER = ParagraphStyle("strong_number", parent=STRONG, alignment=2)
_HEAD_NUMBER = ParagraphStyle("head_number", parent=HEAD, alignment=2)


PLAIN = [
    ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]
_FACTS = [*PLAIN, ("TOPPADDING", (0, 0), (-1, -1), 1.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5)]


def text(value: str, style: ParagraphStyle = BODY) -> Paragraph:
    """Return a paragraph of plain text; nothing in ``value`` is read as markup."""
    return Paragraph(fonts.markup(value), style)


def title(value: str, subtitle: str = "") -> list[Flowable]:
    """Return the document's title with the line under it."""
    under = [Spacer(1, 1), text(subtitle, SUBTITLE)] if subtitle else []
    return [text(value, TITLE), *under, Spacer(1, 9)]


def people(names: Sequence[str]) -> str:
    """Return people separated by commas; a line never breaks inside an ordinary name."""
    return ", ".join(name if len(name) > 60 else name.replace(" ", NBSP) for name in names)


def section(value: str, room: float = 64) -> list[Flowable]:
    """Return a section heading that moves to the next page when less than ``room`` points follow it."""
    return [Spacer(1, 13), CondPageBreak(room), text(value, SECTION), Spacer(1, 2)]


def facts(rows: Sequence[tuple[str, str]], label_width: float = _LABEL_WIDTH, *, width: float = TEXT_WIDTH) -> Flowable:
    """Return label and value pairs, the values wrapping in their own column; empty values are left out."""
    cells = [[text(label, LABEL), text(value)] for label, value in rows if value.strip()]
    if not cells:
        return Spacer(1, 0)
    widths = [label_width, width - label_width]
    return BreakingTable(cells, colWidths=widths, hAlign="LEFT", style=_FACTS)


def facts_beside(first: tuple[str, str], second: tuple[str, str]) -> Flowable:
    """Return two facts on one line if both are there and fit, else one below the other."""
    gap, label = 26.0, fonts.width(fonts.printable(second[0]), LABEL.fontName, _SIZE) + 12
    value = fonts.width(fonts.printable(first[1]), BODY.fontName, _SIZE) + gap
    rest = TEXT_WIDTH - _LABEL_WIDTH - value - label
    fits = fonts.width(fonts.printable(second[1]), BODY.fontName, _SIZE) < rest
    if not (first[1].strip() and second[1].strip() and fits):
        return facts([first, second])
    cells = [[text(first[0], LABEL), text(first[1]), text(second[0], LABEL), text(second[1])]]
    return Table(cells, colWidths=[_LABEL_WIDTH, value, label, rest], hAlign="LEFT", style=_FACTS)


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str | Flowable | Sequence[Flowable]]],
    widths: Sequence[float],
    *,
    styles: Sequence[ParagraphStyle] = (),
    padding: float = 2.8,
    middle: bool = False,
    legend: str = "",
    width: float = TEXT_WIDTH,
) -> Flowable:
    """Return a table without vertical lines whose heads repeat on every page.

    ``widths`` are shares of ``width``, ``styles`` one for each column where a cell is plain text, ``legend``
    small print that stays with the last row. A row higher than a page is broken inside the row.
    """
    whole = sum(widths)
    columns = [width * share / whole for share in widths]
    over = [_HEAD_NUMBER if style is NUMBER else HEAD for style in styles] or [HEAD] * len(heads)
    cells: list[list[object]] = [[text(head, style) for head, style in zip(heads, over, strict=True)]]
    for row in rows:
        cells.append(
            [
                text(cell, styles[index] if styles else BODY) if isinstance(cell, str) else cell
                for index, cell in enumerate(row)
            ]
        )
    last, closing = -1, []
    if legend:
        cells.append([text(legend, SMALL), *[""] * (len(heads) - 1)])
        closing = [("SPAN", (0, -1), (-1, -1)), ("NOSPLIT", (0, -2), (-1, -1)), ("TOPPADDING", (0, -1), (-1, -1), 6)]
        last = -2
    grid = BreakingTable(cells, colWidths=columns, repeatRows=1, hAlign="LEFT")
    grid.setStyle(
        [
            *PLAIN,
            ("RIGHTPADDING", (0, 0), (-2, -1), 7),
            ("TOPPADDING", (0, 1), (-1, -1), padding),
            ("BOTTOMPADDING", (0, 1), (-1, -1), padding + 1.4),
            ("TOPPADDING", (0, 0), (-1, 0), 2),
            ("BOTTOMPADDING", (0, 0), (-1, 0), 5),
            ("VALIGN", (0, 1), (-1, -1), "MIDDLE" if middle else "TOP"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, black),
            ("LINEBELOW", (0, 1), (-1, last), 0.5, HAIRLINE),
            *closing,
        ]
    )
    return grid


class BreakingTable(Table):  # type: ignore[misc]  # reportlab ships no types
    """A table that breaks between rows, and inside a row only when that row is higher than a page."""

    def split(self, width: float, height: float) -> list[Flowable]:
        pieces: list[Flowable] = super().split(width, height)
        if pieces or height < _NEARLY_A_PAGE:
            return pieces
        self.splitInRow = 1
        pieces = super().split(width, height)
        for piece in pieces:
            piece.splitInRow = 0
        return pieces


class Boxes(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """Empty boxes to tick by hand, each with its letter."""

    _SIDE, _STEP, _LETTER = 8.2, 22.3, 8.9

    def __init__(self, letters: str) -> None:
        super().__init__()
        self._letters = letters
        self.width, self.height = self._STEP * len(letters) - 5, _LEADING

    def draw(self) -> None:
        canvas = self.canv
        canvas.setStrokeColor(black)
        canvas.setFillColor(black)
        canvas.setLineWidth(0.8)
        canvas.setFont(fonts.REGULAR, self._LETTER)
        for index, letter in enumerate(self._letters):
            left = index * self._STEP + 0.4
            canvas.rect(left, 2.6, self._SIDE, self._SIDE, stroke=1, fill=0)
            canvas.drawString(left + self._SIDE + 2.9, 3.6, letter)


class SignatureLine(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """Lines to write on by hand, side by side, each with its word under it."""

    def __init__(self, words: Sequence[str], height: float = 40) -> None:
        super().__init__()
        self._words = [fonts.printable(word) for word in words]
        self.width, self.height = TEXT_WIDTH, height

    def draw(self) -> None:
        canvas = self.canv
        gap = 18.0
        each = (TEXT_WIDTH - gap * (len(self._words) - 1)) / len(self._words)
        for index, word in enumerate(self._words):
            left = index * (each + gap)
            canvas.setStrokeColor(black)
            canvas.setLineWidth(0.6)
            canvas.line(left, 13, left + each, 13)
            canvas.setFillColor(MUTED)
            canvas.setFont(fonts.REGULAR, 8)
            canvas.drawString(left, 3, fonts.elide(word, fonts.REGULAR, 8, each))
