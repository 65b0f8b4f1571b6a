"""The calendar on paper (DOC-30): month and week on A4, the school year on A3, the list as a table. Nobody is named."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.pdfgen.canvas import Canvas

from sspdesk.domain.calendar import Group
from sspdesk.domain.calendar_layout import fills
from sspdesk.domain.charts import Box, Chart
from sspdesk.domain.papers import Letterhead
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.reports import fonts
from sspdesk.reports.chart import ChartPicture
from sspdesk.reports.house import HAIRLINE, MUTED

_MARGIN = 28.0
_TOP, _FOOT = 62.0, 30.0
_A4, _A3 = landscape(A4), landscape(A3)
_LINE = 17.0
_LIST = ((0.0, 130.0), (136.0, 84.0), (226.0, 320.0), (552.0, 60.0), (618.0, 160.0))
"""Left edge and width of the list's columns in points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """One line of the list, in its five columns; ``month`` is a heading over the lines that follow."""

    month: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPaper:
    """What is printed: a chart laid out for the paper's size, or the lines of a list."""

    paper: Letterhead
    title: str
    subtitle: str
    groups: tuple[Group, ...] = ()
    chart: Chart | None = None
    heads: tuple[str, ...] = ()
    lines: tuple[ListLine, ...] = ()
    large: bool = False


def room(*, large: bool) -> tuple[float, float]:
    """Return the width and height in points that a chart has on the paper."""
    width, height = _A3 if large else _A4
    return width - 2 * _MARGIN, height - _TOP - _FOOT - _MARGIN


def render(data: CalendarPaper) -> bytes:
    """Return the PDF; the same input gives the same bytes."""
    fonts.register()
    out = io.BytesIO()
    size = _A3 if data.large else _A4
    canvas = Canvas(out, pagesize=size, invariant=1, pageCompression=1, lang="da")
    canvas.setTitle(fonts.printable(data.title))
    canvas.setAuthor(fonts.printable(data.paper.municipality))
    canvas.setCreator("SSP Desk")
    pages = _pages(data, size[1])
    for number, lines in enumerate(pages, 1):
        _head(canvas, data, size)
        if data.chart is not None:
            _chart(canvas, data, size)
        else:
            _list(canvas, data.heads, lines, size)
        _foot(canvas, data, size, (number, len(pages)))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _pages(data: CalendarPaper, height: float) -> list[Sequence[ListLine]]:
    if data.chart is not None:
        return [()]
    fits = int((height - _TOP - _FOOT - _MARGIN - _LINE) // _LINE)
    return [data.lines[at : at + fits] for at in range(0, len(data.lines), fits)] or [()]


def _head(canvas: Canvas, data: CalendarPaper, size: tuple[float, float]) -> None:
    width, height = size
    canvas.setFillColor(black)
    canvas.setFont(fonts.SEMIBOLD, 16)
    canvas.drawString(_MARGIN, height - _MARGIN - 14, fonts.printable(data.title))
    used = fonts.width(fonts.printable(data.title), fonts.SEMIBOLD, 16)
    canvas.setFont(fonts.REGULAR, 10)
    canvas.setFillColor(MUTED)
    canvas.drawString(_MARGIN + used + 10, height - _MARGIN - 14, fonts.printable(data.subtitle))
    sender = " · ".join(part for part in (data.paper.municipality, data.paper.unit) if part)
    canvas.drawRightString(width - _MARGIN, height - _MARGIN - 14, fonts.printable(sender))
    if data.paper.demo:
        canvas.setFont(fonts.MEDIUM, 8)
        canvas.drawRightString(width - _MARGIN, height - _MARGIN - 2, _("Demo, invented persons"))
    x = _MARGIN
    for group in data.groups:
        x = _swatch(canvas, group, x, height - _MARGIN - 32)
        if x > width - _MARGIN - 60:
            break


def _swatch(canvas: Canvas, group: Group, x: float, y: float) -> float:
    """Draw a colour with its words, and return where the next one begins."""
    back, bar, _text = fills(group.tone)
    marks = (
        Box(x=0, y=0, width=9, height=9, fill=back, radius=1.5),
        Box(x=0, y=0, width=3, height=9, fill=bar, radius=1),
    )
    picture = ChartPicture(Chart(width=9, height=9, marks=marks), 1.0)
    picture.drawOn(canvas, x, y - 1)
    canvas.setFont(fonts.REGULAR, 8.5)
    canvas.setFillColor(black)
    words = fonts.printable(group.title)
    canvas.drawString(x + 13, y, words)
    return x + 13 + fonts.width(words, fonts.REGULAR, 8.5) + 14


def _chart(canvas: Canvas, data: CalendarPaper, size: tuple[float, float]) -> None:
    assert data.chart is not None  # noqa: S101 - the caller looked
    wide, high = room(large=data.large)
    scale = min(wide / data.chart.width, high / data.chart.height)
    top = size[1] - _TOP - _MARGIN + 14
    picture = ChartPicture(data.chart, scale)
    picture.drawOn(canvas, _MARGIN, top - picture.height)
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.6)
    canvas.rect(_MARGIN, top - picture.height, picture.width, picture.height, stroke=1, fill=0)


def _list(canvas: Canvas, heads: Sequence[str], lines: Sequence[ListLine], size: tuple[float, float]) -> None:
    y = size[1] - _TOP - _MARGIN
    canvas.setFont(fonts.SEMIBOLD, 9)
    canvas.setFillColor(MUTED)
    for head, (x, _wide) in zip(heads, _LIST, strict=True):
        canvas.drawString(_MARGIN + x, y, fonts.printable(head))
    for line in lines:
        y -= _LINE
        canvas.setFillColor(black)
        if line.month:
            canvas.setFont(fonts.SEMIBOLD, 10.5)
            canvas.drawString(_MARGIN, y, fonts.printable(line.month))
            continue
        canvas.setFont(fonts.REGULAR, 9.5)
        for cell, (x, wide) in zip(line.cells, _LIST, strict=True):
            canvas.drawString(_MARGIN + x, y, fonts.elide(fonts.printable(cell), fonts.REGULAR, 9.5, wide))
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.4)
        canvas.line(_MARGIN, y - 4.5, size[0] - _MARGIN, y - 4.5)


def _foot(canvas: Canvas, data: CalendarPaper, size: tuple[float, float], page: tuple[int, int]) -> None:
    canvas.setFont(fonts.REGULAR, 8)
    canvas.setFillColor(MUTED)
    told = _("Printed {moment} by {name}. Without personal data.").format(
        moment=dates.moment(data.paper.printed_at), name=data.paper.printed_by
    )
    canvas.drawString(_MARGIN, 20, fonts.printable(told))
    number = _("Page {number} of {total}").format(number=page[0], total=page[1])
    canvas.drawRightString(size[0] - _MARGIN, 20, number)
