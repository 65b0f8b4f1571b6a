"""The page of a letter: address in the window of an envelope, sender beside it, fold marks, page numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageTemplate, Paragraph

from sspdesk.domain.papers import Letterhead
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.reports import fonts, house
from sspdesk.reports.house import HAIRLINE, MUTED, PAGE_HEIGHT, PAGE_WIDTH

LEFT = 20 * mm
TEXT_WIDTH = 162 * mm
"""The measure of a letter's text."""
_WINDOW_WIDTH = 86 * mm
_ASIDE_LEFT, _ASIDE_WIDTH = 140 * mm, 50 * mm
_FIRST_TOP, _NEXT_TOP, _BOTTOM = PAGE_HEIGHT - 94 * mm, PAGE_HEIGHT - 34 * mm, 21 * mm
_FOLDS = (99 * mm, 198 * mm)
_ADDRESS = ParagraphStyle("address", fontName=fonts.REGULAR, fontSize=10.2, leading=13.2, splitLongWords=1)
_BY_HAND = ParagraphStyle("by_hand", parent=_ADDRESS, fontName=fonts.ITALIC, fontSize=8.6, leading=12, textColor=MUTED)
_ASIDE_LABEL = ParagraphStyle("aside_label", fontName=fonts.REGULAR, fontSize=7.6, leading=10, textColor=MUTED)
_ASIDE = ParagraphStyle("aside", fontName=fonts.REGULAR, fontSize=8.8, leading=11.6, splitLongWords=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who writes: name, phone and mail of the consultant, and where the municipality lives."""

    name: str
    phone: str = ""
    mail: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What stands round the text. Without address lines the letter is handed over, and ``by_hand`` says so."""

    paper: Letterhead
    sender: Sender
    to: str
    address: tuple[str, ...]
    by_hand: bool
    day: date


def build(envelope: Envelope, title: str, story: Sequence[Flowable]) -> bytes:
    """Return the letter as PDF; ``title`` goes into the file's properties and holds no name."""
    fonts.register()
    first = _frame(_FIRST_TOP, "first")
    others = _frame(_NEXT_TOP, "next")
    templates = [PageTemplate(id="first", frames=[first]), PageTemplate(id="next", frames=[others])]
    pages = partial(_Pages, envelope=envelope)
    document = partial(BaseDocTemplate, pageTemplates=templates)
    return house.built(document, envelope.paper, title, [NextPageTemplate("next"), *story], pages)


def _frame(top: float, name: str) -> Frame:
    padding = {f"{side}Padding": 0 for side in ("left", "right", "top", "bottom")}
    return Frame(LEFT, _BOTTOM, TEXT_WIDTH, top - _BOTTOM, id=name, **padding)


def _draw_head(canvas: Canvas, envelope: Envelope) -> None:
    paper = envelope.paper
    right = house.draw_demo_box(canvas, paper, PAGE_WIDTH - LEFT)
    room = right - LEFT
    canvas.setFillColor(black)
    canvas.setFont(fonts.SEMIBOLD, 13)
    canvas.drawString(LEFT, PAGE_HEIGHT - 19 * mm, fonts.elide(paper.municipality, fonts.SEMIBOLD, 13, room))
    canvas.setFillColor(MUTED)
    canvas.setFont(fonts.REGULAR, 9.6)
    canvas.drawString(LEFT, PAGE_HEIGHT - 24 * mm, fonts.elide(paper.unit, fonts.REGULAR, 9.6, room))


def _down(canvas: Canvas, left: float, top: float, width: float, lines: Sequence[tuple[str, ParagraphStyle]]) -> float:
    """Draw lines one below the other, wrapping, and return where the last one ends."""
    for text, style in lines:
        paragraph = Paragraph(fonts.markup(text), style)
        _width, height = paragraph.wrap(width, PAGE_HEIGHT)
        top -= height
        paragraph.drawOn(canvas, left, top)
    return top


def _draw_window(canvas: Canvas, envelope: Envelope) -> None:
    back = " · ".join(one for one in (envelope.paper.municipality, envelope.sender.address) if one)
    canvas.setFillColor(MUTED)
    canvas.setFont(fonts.REGULAR, 6.8)
    canvas.drawString(LEFT, PAGE_HEIGHT - 47 * mm, fonts.elide(back, fonts.REGULAR, 6.8, _WINDOW_WIDTH))
    lines = [(envelope.to, _ADDRESS), *((line, _ADDRESS) for line in envelope.address)]
    if envelope.by_hand:
        lines.append((_("Handed over in person"), _BY_HAND))
    _down(canvas, LEFT, PAGE_HEIGHT - 51 * mm, _WINDOW_WIDTH, lines)


def _draw_aside(canvas: Canvas, envelope: Envelope) -> None:
    sender = envelope.sender
    facts = (
        (_("Date"), dates.long_day(envelope.day)),
        (_("Written by"), "\n".join(one for one in (sender.name, sender.phone, sender.mail) if one)),
        (_("Letter no."), envelope.paper.reference),
    )
    top = PAGE_HEIGHT - 44.6 * mm
    for label, value in facts:
        if value:
            top = _down(canvas, _ASIDE_LEFT, top, _ASIDE_WIDTH, [(label, _ASIDE_LABEL), (value, _ASIDE)]) - 4


def _draw_foot(canvas: Canvas, envelope: Envelope, number: int, total: int) -> None:
    paper = envelope.paper
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.5)
    canvas.line(LEFT, 16 * mm, PAGE_WIDTH - LEFT, 16 * mm)
    page = _("page {number} of {total}").format(number=number, total=total)
    right = fonts.printable(" · ".join(one for one in (paper.reference, page) if one))
    printed = _("Printed {moment} by {name}").format(moment=dates.moment(paper.printed_at), name=paper.printed_by)
    room = PAGE_WIDTH - 2 * LEFT - fonts.width(right, fonts.REGULAR, 7.6) - 12
    canvas.setFillColor(MUTED)
    canvas.setFont(fonts.REGULAR, 7.6)
    canvas.drawString(LEFT, 12 * mm, fonts.elide(printed, fonts.REGULAR, 7.6, room))
    canvas.drawRightString(PAGE_WIDTH - LEFT, 12 * mm, right)


class _Pages(house.HeldPages):
    """Draws what stands round the text once the number of pages is known."""

    def __init__(self, *args: Any, envelope: Envelope, **options: Any) -> None:
        super().__init__(*args, printed_at=envelope.paper.printed_at, **options)
        self._envelope = envelope

    def draw_round(self, number: int, total: int) -> None:
        _draw_head(self, self._envelope)
        if number == 1:
            _draw_window(self, self._envelope)
            _draw_aside(self, self._envelope)
            self.setStrokeColor(HAIRLINE)
            self.setLineWidth(0.4)
            for fold in _FOLDS:
                self.line(5 * mm, PAGE_HEIGHT - fold, 8 * mm, PAGE_HEIGHT - fold)
        _draw_foot(self, self._envelope, number, total)
