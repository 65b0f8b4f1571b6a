"""Lays out figures that carry their definition: label, bar and number on one line, how it is counted below."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from sspdesk.domain.charts import SMALL, Align, Box, Chart, Mark, Rule, Spot, Value, Word

_LINE, _NOTE_LINE, _PAD = 24.0, 15.0, 5.0
_NUMBER = 64.0
_CHARACTER = 6.0
"""A little more than the mean width of a character of a note in pixels, so that no line is cut off."""
_MOST_BAR = 220.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedRow:
    """One figure. ``note`` says how it is counted, ``aside`` what it is a share of; ``bar`` is False for no count."""

    label: str
    value: Value
    note: str
    aside: str = ""
    bar: bool = True
    faint: bool = False
    inset: bool = False
    """Whether it is a part of the figure above."""


def noted_bars(
    rows: Sequence[NotedRow], *, width: float, label_width: float = 172.0, aside_width: float = 150.0
) -> Chart:
    """Lay out figures below each other on one scale; rows grow with the lines of their notes."""
    marks: list[Mark] = []
    spots: list[Spot] = []
    scale = max([row.value.number or 0 for row in rows if row.bar] + [1.0])
    aside_width = min(aside_width, width * 0.3)
    left = label_width + _NUMBER
    room = min(max(width - left - aside_width - 24, 40.0), _MOST_BAR)
    y = 0.0
    for row in rows:
        inset = 16.0 if row.inset else 0.0
        lines = textwrap.wrap(row.note, max(int((width - inset) / _CHARACTER), 20))
        height = _LINE + len(lines) * _NOTE_LINE + 2 * _PAD
        if y:
            marks.append(Rule(x1=inset, y1=y, x2=width, y2=y))
        top = y + _PAD
        bold = 400 if row.inset else 600
        marks.append(Word(x=inset, y=top, width=label_width - inset, height=_LINE, text=row.label, weight=bold))
        marks.append(
            Word(
                x=label_width, y=top, width=_NUMBER - 12, height=_LINE, text=row.value.text, weight=600,
                align=Align.RIGHT,
            )
        )  # fmt: skip
        if row.bar:
            marks.append(Box(x=left, y=top + 9, width=room, height=6, fill="track", radius=2))
        if row.bar and row.value.number:
            fill = "bar2" if row.faint else "bar"
            long = room * min(row.value.number / scale, 1.0)
            marks.append(Box(x=left, y=top + 9, width=long, height=6, fill=fill, radius=2))
        if row.aside:
            start = left + room + 12 if row.bar else left
            marks.append(Word(x=start, y=top, width=width - start, height=_LINE, text=row.aside, tint="muted"))
        for number, line in enumerate(lines):
            below = top + _LINE + number * _NOTE_LINE - 2
            marks.append(
                Word(x=inset, y=below, width=width - inset, height=_NOTE_LINE, text=line, tint="muted", size=SMALL)
            )
        if row.value.key is not None:
            spots.append(Spot(x=0, y=y, width=width, height=height, name=row.value.name, key=row.value.key))
        y += height
    return Chart(width=width, height=y, marks=tuple(marks), spots=tuple(spots))
