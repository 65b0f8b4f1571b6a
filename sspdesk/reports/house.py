"""The house style of every paper: A4, header with "Fortroligt", footer with copy and page numbers, stable bytes."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from reportlab.lib.colors import Color, black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph
from reportlab.platypus.doctemplate import LayoutError

from sspdesk.domain.papers import Copy, Letterhead
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.reports import fonts

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 45.0
"""Left and right margin in points."""
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
MUTED = Color(0.24, 0.24, 0.24)
HAIRLINE = Color(0.58, 0.58, 0.58)

_TOP = PAGE_HEIGHT - 93
_HEADER_RULE = PAGE_HEIGHT - 80
_LAST_LINE = 37.0
_FOOTER_SIZE = 7.9
_FOOTER_LEADING = 11.0
_FOOTER_STYLE = ParagraphStyle(
    "footer", fontName=fonts.REGULAR, fontSize=_FOOTER_SIZE, leading=_FOOTER_LEADING, textColor=MUTED
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One document before it is set: ``title`` goes into the file's properties and must not hold a name.

    ``running`` repeats on page 2 and on, ``footer`` is the sentence above the last line, ``stamp`` a second box in the
    header (an expiry date), ``recipient`` stands in the last line of a paper without numbered copies. An open paper,
    without persons, is not ``confidential``.
    """

    paper: Letterhead
    title: str
    footer: str
    running: str = ""
    stamp: str = ""
    recipient: str = ""
    confidential: bool = True


def forbidden_use() -> str:
    """Return the sentence that must stand on every paper of the § 115 co-operation (RPL § 115, stk. 2)."""
    return _("The information must not be used for the investigation of criminal cases.")


def basis_footer(paper: Letterhead, *more: str) -> str:
    """Return the footer of a paper with persons: legal basis, forbidden use, and what else the document says."""
    basis = _("Legal basis: {basis}.").format(basis=paper.basis.rstrip(".")) if paper.basis else ""
    return " ".join(part for part in (basis, forbidden_use(), *more) if part)


def build(sheet: Sheet, story: Sequence[Flowable], copies: Sequence[Copy] = ()) -> bytes:
    """Return the PDF of ``story``; with ``copies`` the pages follow once for each, numbered and named.

    The same input always gives the same bytes: no clock, no random ids.
    """
    fonts.register()
    footer = _footer(sheet, copies)
    padding = {f"{side}Padding": 0 for side in ("left", "right", "top", "bottom")}
    frame = Frame(MARGIN, footer.top, TEXT_WIDTH, _TOP - footer.top, **padding)
    document = partial(BaseDocTemplate, pageTemplates=[PageTemplate(frames=[frame])])
    pages = partial(_Pages, sheet=sheet, copies=tuple(copies), footer=footer)
    return built(document, sheet.paper, sheet.title, story, pages)


def built(
    document: Callable[..., BaseDocTemplate],
    paper: Letterhead,
    title: str,
    story: Sequence[Flowable],
    pages: Callable[..., Canvas],
) -> bytes:
    """Return the PDF of a document of whatever layout, with the properties that every paper has."""
    out = io.BytesIO()
    made = document(
        out,
        pagesize=A4,
        invariant=1,
        pageCompression=1,
        lang="da",
        initialFontName=fonts.REGULAR,
        displayDocTitle=True,
        title=fonts.printable(title),
        author=fonts.printable(paper.municipality),
        subject=fonts.printable(paper.reference),
        creator="SSP Desk",
        producer="SSP Desk",
        keywords="",
    )
    try:
        made.build(list(story), canvasmaker=pages)
    except LayoutError:
        # reportlab's message quotes the text that did not fit
        raise RuntimeError("a part of the paper is higher than a page") from None
    return out.getvalue()


def _pdf_date(moment: datetime, *_now: int) -> str:
    return moment.strftime("D:%Y%m%d%H%M%S")


@dataclass(frozen=True, slots=True)
class _Box:
    """A boxed word in the header."""

    text: str
    font: str
    size: float
    line: float
    dash: tuple[float, ...] = ()

    def draw(self, canvas: Canvas, right: float) -> float:
        """Draw the box so that it ends at ``right``, and return where the next one to its left may end."""
        height, bottom = 23.0, PAGE_HEIGHT - 66
        width = fonts.width(self.text, self.font, self.size) + 19
        canvas.saveState()
        canvas.setLineWidth(self.line)
        canvas.setStrokeColor(black)
        canvas.setDash(*([list(self.dash)] if self.dash else []))
        canvas.rect(right - width + self.line / 2, bottom, width - self.line, height, stroke=1, fill=0)
        canvas.setFillColor(black)
        canvas.setFont(self.font, self.size)
        canvas.drawCentredString(right - width / 2, bottom + height / 2 - self.size * 0.35, self.text)
        canvas.restoreState()
        return right - width - 8


def _boxes(sheet: Sheet) -> list[_Box]:
    boxes = [_Box(_("Confidential"), fonts.BOLD, 11, 1.4)] if sheet.confidential else []
    if sheet.stamp:
        boxes.append(_Box(sheet.stamp, fonts.SEMIBOLD, 9, 0.8))
    return [*boxes, *_demo(sheet.paper)]


def _demo(paper: Letterhead) -> list[_Box]:
    return [_Box(_("Demo, invented persons"), fonts.MEDIUM, 9, 0.6, dash=(2.5, 2))] if paper.demo else []


def draw_demo_box(canvas: Canvas, paper: Letterhead, right: float) -> float:
    """Draw the box that tells a demo's paper, and return where the words to its left must end."""
    for box in _demo(paper):
        right = box.draw(canvas, right)
    return right


def _draw_header(canvas: Canvas, sheet: Sheet, number: int) -> None:
    left = PAGE_WIDTH - MARGIN
    for box in _boxes(sheet):
        left = box.draw(canvas, left)
    room = left - MARGIN
    second = sheet.paper.unit if number == 1 or not sheet.running else sheet.running
    canvas.setFillColor(black)
    canvas.setFont(fonts.SEMIBOLD, 11.25)
    name = fonts.elide(sheet.paper.municipality, fonts.SEMIBOLD, 11.25, room)
    canvas.drawString(MARGIN, PAGE_HEIGHT - 53, name)
    canvas.setFillColor(MUTED)
    canvas.setFont(fonts.REGULAR, 9.75)
    canvas.drawString(MARGIN, PAGE_HEIGHT - 67.5, fonts.elide(second, fonts.REGULAR, 9.75, room))
    canvas.setStrokeColor(black)
    canvas.setLineWidth(1.4)
    canvas.line(MARGIN, _HEADER_RULE, PAGE_WIDTH - MARGIN, _HEADER_RULE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Footer:
    """The foot of every page: the sentence, then who printed when, the copy and its receiver, page x of y."""

    sheet: Sheet
    sentence: Paragraph
    two_lines: bool

    @property
    def _base(self) -> float:
        return _LAST_LINE + (_FOOTER_LEADING if self.two_lines else 0)

    @property
    def top(self) -> float:
        """Where the text above must end."""
        return self._base + 13 + float(self.sentence.height) + 16

    def draw(self, canvas: Canvas, copy: Copy | None, number: int, total: int) -> None:
        """Draw the foot of page ``number`` of ``total``."""
        base = self._base
        self.sentence.drawOn(canvas, MARGIN, base + 13)
        rule = base + 13 + self.sentence.height + 5
        canvas.setStrokeColor(black)
        canvas.setLineWidth(0.75)
        canvas.line(MARGIN, rule, PAGE_WIDTH - MARGIN, rule)
        printed, receiver, page = _printed(self.sheet), _receiver(self.sheet, copy), _page(number, total)
        reference = self.sheet.paper.reference
        if self.two_lines:
            _last_line(canvas, base, printed, reference)
            _last_line(canvas, _LAST_LINE, receiver, page)
        else:
            _last_line(canvas, base, _joined(printed, receiver), _joined(reference, page))


def _footer(sheet: Sheet, copies: Sequence[Copy]) -> _Footer:
    sentence = Paragraph(fonts.markup(sheet.footer), _FOOTER_STYLE)
    sentence.wrap(TEXT_WIDTH, PAGE_HEIGHT)
    return _Footer(sheet=sheet, sentence=sentence, two_lines=not _fits_one_line(sheet, copies))


def _last_line(canvas: Canvas, base: float, left: str, right: str) -> None:
    room = TEXT_WIDTH - fonts.width(right, fonts.MEDIUM, _FOOTER_SIZE) - 16
    canvas.setFillColor(black)
    canvas.setFont(fonts.MEDIUM, _FOOTER_SIZE)
    canvas.drawString(MARGIN, base, fonts.elide(left, fonts.MEDIUM, _FOOTER_SIZE, room))
    canvas.drawRightString(PAGE_WIDTH - MARGIN, base, right)


def _fits_one_line(sheet: Sheet, copies: Sequence[Copy]) -> bool:
    right = _joined(sheet.paper.reference, _page(88, 88))
    return all(
        fonts.width(_joined(_printed(sheet), _receiver(sheet, copy)) + right, fonts.MEDIUM, _FOOTER_SIZE)
        <= TEXT_WIDTH - 16
        for copy in copies or (None,)
    )


def _joined(*parts: str) -> str:
    return fonts.printable(" · ".join(part for part in parts if part))


def _page(number: int, total: int) -> str:
    return _("page {number} of {total}").format(number=number, total=total)


def _printed(sheet: Sheet) -> str:
    paper = sheet.paper
    return _("Printed {moment} by {name}").format(moment=dates.moment(paper.printed_at), name=paper.printed_by)


def _receiver(sheet: Sheet, copy: Copy | None) -> str:
    if copy is not None:
        return _("copy {number} of {total} ({recipient})").format(
            number=copy.number, total=copy.total, recipient=copy.recipient
        )
    return _("to {recipient}").format(recipient=sheet.recipient) if sheet.recipient else ""


class HeldPages(Canvas):  # type: ignore[misc]  # reportlab ships no types
    """Holds every page back until the number of pages is known, then plays them once for each copy."""

    copies: tuple[Copy | None, ...] = (None,)

    def __init__(self, *args: Any, printed_at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self._copy: Copy | None = None
        self._held: list[dict[str, Any]] = []
        self.setDateFormatter(partial(_pdf_date, printed_at))

    def draw_round(self, number: int, total: int) -> None:
        """Draw what stands round the text of page ``number`` of ``total``."""
        raise NotImplementedError

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        held, total = self._held, len(self._held)
        for copy in self.copies:
            for number, page in enumerate(held, start=1):
                self.__dict__.update(page)
                self._code = list(page["_code"])
                self._copy = copy
                self.draw_round(number, total)
                super().showPage()
        super().save()


class _Pages(HeldPages):
    """The pages of the house: header and footer, once for each copy."""

    def __init__(self, *args: Any, sheet: Sheet, copies: tuple[Copy, ...], footer: _Footer, **options: Any) -> None:
        super().__init__(*args, printed_at=sheet.paper.printed_at, **options)
        self._sheet, self._footer = sheet, footer
        self.copies = copies or (None,)

    def draw_round(self, number: int, total: int) -> None:
        _draw_header(self, self._sheet, number)
        self._footer.draw(self, self._copy, number, total)
