"""Paints a chart on paper: the same numbers and places as on the screen, in the light theme's colours."""

import tomllib
from functools import cache

from reportlab.lib.colors import Color, HexColor, white
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from sspdesk.domain.charts import Align, Box, Chart, Rule, Word
from sspdesk.reports import fonts
from sspdesk.reports.house import TEXT_WIDTH
from sspdesk.resource import resource

SCALE = 0.75
"""Points for one pixel: the screen's 12 px text becomes 9 points."""
WIDTH = TEXT_WIDTH / SCALE
"""The width in pixels at which a chart fills the text width of a page."""
_FONTS = {400: fonts.REGULAR, 500: fonts.MEDIUM, 600: fonts.SEMIBOLD}


@cache
def _tokens() -> dict[str, str]:
    with resource("theme.toml").open("rb") as file:
        light: dict[str, str] = tomllib.load(file)["light"]
    return light


def _color(token: str) -> Color:
    return HexColor(_tokens()[token])


class ChartPicture(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """A chart as a part of a page."""

    def __init__(self, chart: Chart, scale: float = SCALE) -> None:
        super().__init__()
        self._chart, self._scale = chart, scale
        self.width, self.height = chart.width * scale, chart.height * scale

    def draw(self) -> None:
        """Paint every mark; reportlab counts from the bottom, the chart from the top."""
        canvas = self.canv
        canvas.saveState()
        canvas.translate(0, self.height)
        canvas.scale(self._scale, self._scale)
        for mark in self._chart.marks:
            if isinstance(mark, Box):
                _box(canvas, mark)
            elif isinstance(mark, Word):
                _word(canvas, mark)
            elif isinstance(mark, Rule):
                canvas.setStrokeColor(_color(mark.tint))
                canvas.setLineWidth(mark.thickness)
                canvas.line(mark.x1, -mark.y1, mark.x2, -mark.y2)
        canvas.restoreState()


def _box(canvas: Canvas, box: Box) -> None:
    bottom = -(box.y + box.height)
    outlined = box.open or (box.hatched and not box.faint)
    canvas.saveState()
    canvas.setFillColor(white if outlined else _color(box.fill))
    canvas.setStrokeColor(_color("input" if outlined else box.fill))
    canvas.setLineWidth(0.5 if box.faint else 0.8)
    if box.open:
        canvas.setDash(3, 2)
    radius = min(box.radius, box.width / 2, box.height / 2)
    if not box.faint:
        canvas.roundRect(box.x, bottom, box.width, box.height, radius, stroke=1 if outlined else 0, fill=1)
    if box.hatched:
        path = canvas.beginPath()
        path.rect(box.x, bottom, box.width, box.height)
        canvas.clipPath(path, stroke=0, fill=0)
        offset = -box.height
        while offset < box.width:
            canvas.line(box.x + offset, bottom, box.x + offset + box.height, bottom + box.height)
            offset += 5
    canvas.restoreState()


def _word(canvas: Canvas, word: Word) -> None:
    font = _FONTS[word.weight]
    text = fonts.elide(word.text, font, word.size, word.width)
    canvas.setFillColor(_color(word.tint))
    canvas.setFont(font, word.size)
    base = -(word.y + word.height / 2 + word.size * 0.35)
    if word.align is Align.RIGHT:
        canvas.drawRightString(word.x + word.width, base, text)
    elif word.align is Align.CENTRE:
        canvas.drawCentredString(word.x + word.width / 2, base, text)
    else:
        canvas.drawString(word.x, base, text)
