"""The blank shift sheet of the street team (DOC-08): one evening on A4, two observations to a third of a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import black
from reportlab.platypus import Flowable, Spacer

from sspdesk.domain.papers import Letterhead
from sspdesk.i18n import _
from sspdesk.reports import fonts, house, parts

_ON_A_PAGE = 6
_HEIGHT = 98.0
_SIZE = 7.6
_ROW = 12.8
_BOX = 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftSheet:
    """What is printed beside the empty lines: the themes and age bands to tick, and the municipality's places."""

    paper: Letterhead
    themes: tuple[str, ...]
    ages: tuple[str, ...]
    places: tuple[str, ...] = ()
    pages: int = 1


def render(data: ShiftSheet) -> bytes:
    """Return the sheet as PDF."""
    heading = _("The street team: shift sheet")
    sheet = house.Sheet(
        paper=data.paper,
        title=heading,
        footer=_("Write without names, addresses and nicknames. What concerns one person is told to the consultant."),
        confidential=False,
    )
    story: list[Flowable] = [parts.text(heading, parts.TITLE), Spacer(1, 4), _Evening(), Spacer(1, 4)]
    if data.places:
        story.append(parts.text(_("Places: {places}").format(places=" · ".join(data.places)), parts.SMALL))
    story.append(Spacer(1, 4))
    for number in range(_ON_A_PAGE * data.pages):
        story.append(_Observation(number + 1, data.themes, data.ages))
    return house.build(sheet, story)


class _Evening(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """Date, times and workers, once for the evening."""

    def __init__(self) -> None:
        super().__init__()
        self.width, self.height = house.TEXT_WIDTH, 24.0

    def draw(self) -> None:
        """Draw four fields with their words."""
        left = 0.0
        for words, width in ((_("Date"), 110), (_("From"), 70), (_("To"), 70), (_("Who walked"), 0)):
            room = width or house.TEXT_WIDTH - left
            _field(self.canv, words, left, 4, room - 8)
            left += room


def _field(canvas: object, words: str, left: float, base: float, width: float) -> None:
    text = fonts.printable(words)
    canvas.setFillColor(house.MUTED)  # type: ignore[attr-defined]
    canvas.setFont(fonts.REGULAR, _SIZE)  # type: ignore[attr-defined]
    canvas.drawString(left, base, text)  # type: ignore[attr-defined]
    start = left + fonts.width(text, fonts.REGULAR, _SIZE) + 4
    canvas.setStrokeColor(house.HAIRLINE)  # type: ignore[attr-defined]
    canvas.setLineWidth(0.6)  # type: ignore[attr-defined]
    canvas.line(start, base - 2, left + width, base - 2)  # type: ignore[attr-defined]


class _Observation(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """One observation: time, place, number, ages, mood, boxes for the themes, lines to write on."""

    def __init__(self, number: int, themes: Sequence[str], ages: Sequence[str]) -> None:
        super().__init__()
        self._number, self._themes, self._ages = number, tuple(themes), tuple(ages)
        self.width, self.height = house.TEXT_WIDTH, _HEIGHT

    def draw(self) -> None:
        """Draw from the top: the fields, the boxes, the lines."""
        canvas = self.canv
        top = _HEIGHT
        canvas.setStrokeColor(black)
        canvas.setLineWidth(0.8)
        canvas.line(0, top, self.width, top)
        canvas.setFillColor(black)
        canvas.setFont(fonts.SEMIBOLD, 9)
        canvas.drawString(0, top - 12, str(self._number))
        line = top - 12
        _field(canvas, _("Time"), 16, line, 74)
        _field(canvas, _("Place"), 98, line, 280)
        _field(canvas, _("Number of young people"), 386, line, self.width - 386)
        line -= _ROW
        self._boxes(self._ages, 16, line, 330, _("Age"))
        self._boxes(("1", "2", "3", "4", "5"), 340, line, self.width, _("Mood"))
        line = self._boxes(self._themes, 16, line - _ROW, self.width) - _ROW
        for words in (_("What did you see?"), _("What was done"), _("The place itself; to follow up")):
            _field(canvas, words, 16, line, self.width - 16)
            line -= _ROW

    def _boxes(self, words: Sequence[str], left: float, base: float, right: float, first: str = "") -> float:
        """Draw boxes with words from left to right; return the base of the last line."""
        canvas = self.canv
        x = left
        canvas.setFont(fonts.REGULAR, _SIZE)
        if first:
            canvas.setFillColor(house.MUTED)
            canvas.drawString(x, base, fonts.printable(first))
            x += fonts.width(fonts.printable(first), fonts.REGULAR, _SIZE) + 6
        canvas.setStrokeColor(black)
        canvas.setFillColor(black)
        canvas.setLineWidth(0.7)
        for word in words:
            text = fonts.printable(word)
            room = _BOX + 3 + fonts.width(text, fonts.REGULAR, _SIZE) + 9
            if x + room - 9 > right + 1:
                x, base = left, base - _ROW
            canvas.rect(x, base - 1, _BOX, _BOX, stroke=1, fill=0)
            canvas.drawString(x + _BOX + 3, base, text)
            x += room
        return base
