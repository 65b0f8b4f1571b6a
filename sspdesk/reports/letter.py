"""Letters and papers of talks (DOC-03 to DOC-06): a filled-in text set as a letter, or as a paper for the table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.colors import Color, black
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Paragraph, Spacer, Table

from sspdesk.domain.letters import LetterField, Part, PartKind
from sspdesk.domain.papers import Letterhead
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.reports import fonts, house, letter_page, parts
from sspdesk.reports.letter_page import Envelope, Sender

_BOX = Color(0.955, 0.955, 0.955)
_BODY = ParagraphStyle(
    "letter",
    fontName=fonts.REGULAR,
    fontSize=10.6,
    leading=14.8,
    spaceAfter=7.4,
    splitLongWords=1,
    embeddedHyphenation=2,
)
_SMALL = ParagraphStyle("letter_small", parent=_BODY, fontSize=9.9, leading=13.5, spaceAfter=5.2)
_TITLE = ParagraphStyle("letter_title", parent=_BODY, fontName=fonts.SEMIBOLD, fontSize=15.5, leading=20, spaceAfter=10)
_HEADING = ParagraphStyle(
    "letter_heading", parent=_BODY, fontName=fonts.SEMIBOLD, spaceBefore=7, spaceAfter=2.4, keepWithNext=1
)
_BULLET_INDENT = 11
_STRONG = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementLine:
    """One agreement: what, who does it, by when."""

    text: str
    who: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """What stands in place of the block fields."""

    meeting: tuple[tuple[str, str], ...] = ()
    minutes: tuple[tuple[str, str], ...] = ()
    agreements: tuple[AgreementLine, ...] = ()
    signatures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter to one receiver. ``title`` is the file's and holds no name; without ``mailed`` it is a paper.

    ``pages`` are texts that each begin on a page of its own; the greeting stands after the first.
    """

    paper: Letterhead
    title: str
    sender: Sender
    to: str
    address: tuple[str, ...] = ()
    by_hand: bool = False
    mailed: bool = True
    day: date
    pages: tuple[tuple[Part, ...], ...]
    blocks: Blocks = Blocks()


def render(letter: Letter) -> bytes:
    """Return the letter as PDF."""
    if not letter.mailed:
        return _paper(letter)
    story: list[Flowable] = []
    for number, page in enumerate(letter.pages):
        if number:
            story.append(PageBreak())
        story += _flow(page, letter.blocks, letter_page.TEXT_WIDTH, _SMALL if number else _BODY)
        if not number:
            story.append(_greeting(letter))
    envelope = Envelope(
        paper=letter.paper,
        sender=letter.sender,
        to=letter.to,
        address=letter.address,
        by_hand=letter.by_hand,
        day=letter.day,
    )
    return letter_page.build(envelope, letter.title, story)


def _paper(letter: Letter) -> bytes:
    footer = " ".join(
        (
            _("Legal basis: {basis}.").format(basis=letter.paper.basis.rstrip(".")),
            _("The paper is for those who took part. Keep it where others do not read it."),
        )
    )
    sheet = house.Sheet(
        paper=letter.paper, title=letter.title, running=letter.title, footer=footer, recipient=letter.to
    )
    story = [one for page in letter.pages for one in _flow(page, letter.blocks, house.TEXT_WIDTH, _BODY)]
    return house.build(sheet, story)


def _flow(page: Sequence[Part], blocks: Blocks, width: float, style: ParagraphStyle) -> Iterator[Flowable]:
    for part in page:
        if part.kind is PartKind.TITLE:
            yield _text(part.text, _TITLE)
        elif part.kind is PartKind.HEADING:
            yield _text(part.text, _HEADING)
        elif part.kind is PartKind.BULLET:
            yield _bullet(part.text, style)
        elif part.kind is PartKind.PARAGRAPH:
            yield _text(part.text, style)
        else:
            yield from _block(LetterField(part.text), blocks, width)


def _text(words: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(_STRONG.sub(r"<b>\1</b>", fonts.markup(words)), style)


def _bullet(words: str, style: ParagraphStyle) -> Paragraph:
    hanging = ParagraphStyle(
        f"{style.name}_bullet", parent=style, leftIndent=_BULLET_INDENT, bulletIndent=1, spaceAfter=style.spaceAfter / 2
    )
    return Paragraph(_STRONG.sub(r"<b>\1</b>", fonts.markup(words)), hanging, bulletText="•")


def _block(field: LetterField, blocks: Blocks, width: float) -> Iterator[Flowable]:
    if field is LetterField.MEETING and blocks.meeting:
        yield _box(blocks.meeting, width)
        yield Spacer(1, 9)
    elif field is LetterField.MINUTES:
        for heading, words in blocks.minutes:
            yield CondPageBreak(52)
            yield _text(heading, _HEADING)
            yield Paragraph(fonts.markup(words), _BODY)
    elif field is LetterField.AGREEMENTS and blocks.agreements:
        rows = [[one.text, one.who, dates.plain_day(one.due) if one.due else ""] for one in blocks.agreements]
        yield parts.table([_("What was agreed"), _("Who does it"), _("By when")], rows, (0.5, 0.3, 0.2), width=width)
        yield Spacer(1, 9)
    elif field is LetterField.SIGNATURES:
        for at in range(0, len(blocks.signatures), 2):
            pair = [*blocks.signatures[at : at + 2], ""][:2]
            yield KeepTogether([_Signatures(pair, width)])


def _box(rows: Sequence[tuple[str, str]], width: float) -> Flowable:
    """Return a shaded box of facts: when, where, who."""
    cells = [[parts.text(label, parts.LABEL), _text(value, parts.STRONG)] for label, value in rows]
    table = Table(cells, colWidths=[82, width - 82], hAlign="LEFT")
    last = len(rows) - 1
    table.setStyle(
        [
            *parts.PLAIN,
            ("BACKGROUND", (0, 0), (-1, -1), _BOX),
            ("LINEBEFORE", (0, 0), (0, -1), 2.2, black),
            ("LEFTPADDING", (0, 0), (0, -1), 11),
            ("RIGHTPADDING", (0, 0), (-1, -1), 8),
            ("TOPPADDING", (0, 0), (-1, -1), 1.6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6),
            ("TOPPADDING", (0, 0), (-1, 0), 7),
            ("BOTTOMPADDING", (0, last), (-1, last), 8),
        ]
    )
    return table


def _greeting(letter: Letter) -> Flowable:
    """Return the greeting, with room for a name written by hand."""
    return KeepTogether(
        [
            Spacer(1, 4),
            _text(_("Kind regards"), _BODY),
            Spacer(1, 20),
            _text(f"{letter.sender.name}\n{letter.paper.unit}", _BODY),
        ]
    )


class _Signatures(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """Two lines to sign on beside each other, each with its name and room for a date; long names wrap."""

    _GAP, _ROOM, _DATE = 24.0, 34.0, 62.0

    def __init__(self, names: Sequence[str], width: float) -> None:
        super().__init__()
        self._each = (width - self._GAP) / 2
        self._names = [Paragraph(fonts.markup(name), parts.SMALL) if name else None for name in names]
        heights = [name.wrap(self._each - self._DATE, 200)[1] for name in self._names if name is not None]
        self._below = max(heights) + 4
        self.width, self.height = width, self._ROOM + self._below

    def draw(self) -> None:
        canvas = self.canv
        canvas.setStrokeColor(black)
        canvas.setLineWidth(0.6)
        for index, name in enumerate(self._names):
            if name is None:
                continue
            left = index * (self._each + self._GAP)
            canvas.line(left, self._below, left + self._each - self._DATE - 8, self._below)
            canvas.line(left + self._each - self._DATE, self._below, left + self._each, self._below)
            name.drawOn(canvas, left, self._below - 2 - name.height)
            word = Paragraph(fonts.markup(_("Date")), parts.SMALL)
            word.wrap(self._DATE, 40)
            word.drawOn(canvas, left + self._each - self._DATE, self._below - 2 - word.height)
