"""Lays charts out in plain numbers: bars, grouped columns, small multiples, heat tables (design.md § 4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sspdesk.domain.charts import (
    SMALL,
    Align,
    BarRow,
    Box,
    Chart,
    ColumnGroup,
    HeatRow,
    Mark,
    MultipleRow,
    Rule,
    Sign,
    Spot,
    Value,
    Word,
)

_ROW = 32.0
_GAP, _COLUMN_GAP = 8.0, 2.0


class _Area(NamedTuple):
    x: float
    y: float
    width: float
    height: float


@dataclass(slots=True)
class _Drawing:
    marks: list[Mark]
    spots: list[Spot]

    def spot(self, value: Value, x: float, y: float, width: float, height: float) -> None:
        if value.key is not None:
            self.spots.append(Spot(x=x, y=y, width=width, height=height, name=value.name, key=value.key))

    def chart(self, width: float, height: float) -> Chart:
        return Chart(width=width, height=height, marks=tuple(self.marks), spots=tuple(self.spots))


def nice_top(highest: float, steps: int = 4) -> tuple[float, float]:
    """Return (top, step) of an axis from 0: at most ``steps`` round steps with the highest number inside."""
    if highest <= 0:
        return float(steps), 1.0
    step = 1.0
    while True:
        for factor in (1, 2, 2.5, 4, 5):
            size = step * factor
            if size == int(size) and size * steps >= highest:
                lines = -(-highest // size)
                return size * lines, size
        step *= 10


def heat_level(number: float | None, highest: float) -> int:
    """Return the tint 0-4 of a heat cell: 0 for nothing or hidden, the others by the share of the highest."""
    if not number or highest <= 0:
        return 0
    share = number / highest
    return 1 if share < 0.2 else 2 if share < 0.4 else 3 if share < 0.75 else 4


def bars(rows: Sequence[BarRow], *, width: float, label_width: float = 160.0, top: float | None = None) -> Chart:
    """Lay out horizontal bars on one scale; ``top`` is the scale's end (else the highest number or target)."""
    drawing = _Drawing([], [])
    number_width = 52.0
    left = label_width + _GAP
    room = max(width - left - number_width - _GAP, 40.0)
    sizes = [size for row in rows for size in (row.value.number, row.target) if size is not None]
    scale = top or max([*sizes, 1.0])
    for at, row in enumerate(rows):
        y = at * _ROW
        if at:
            drawing.marks.append(Rule(x1=0, y1=y, x2=width, y2=y))
        indent = _sign(drawing, row.icon, y, _ROW)
        drawing.marks.append(Word(x=indent, y=y, width=label_width - indent, height=_ROW, text=row.label))
        drawing.marks.append(Box(x=left, y=y + 13, width=room, height=6, fill="track", radius=2))
        if row.value.number:
            length = room * min(row.value.number / scale, 1.0)
            drawing.marks.append(Box(x=left, y=y + 13, width=length, height=6, fill="bar", radius=2))
        if row.target is not None:
            x = left + room * min(row.target / scale, 1.0)
            drawing.marks.append(Rule(x1=x, y1=y + 8, x2=x, y2=y + 24, tint="text", thickness=2))
        number = Word(
            x=width - number_width,
            y=y,
            width=number_width,
            height=_ROW,
            text=row.value.text,
            weight=600,
            align=Align.RIGHT,
        )
        drawing.marks.append(number)
        drawing.spot(row.value, 0, y, width, _ROW)
    return drawing.chart(width, len(rows) * _ROW)


def _sign(drawing: _Drawing, icon: str, y: float, height: float) -> float:
    """Draw a row's icon if it has one; return where its label begins."""
    if not icon:
        return 0.0
    drawing.marks.append(Sign(x=0, y=y + (height - 16) / 2, side=16, name=icon))
    return 24.0


def columns(groups: Sequence[ColumnGroup], *, width: float, height: float) -> Chart:
    """Lay out grouped columns over an axis from 0: last year hatched, this year solid, the target as a stroke."""
    drawing = _Drawing([], [])
    left, foot, head = 32.0, 24.0, 20.0
    every = [part for group in groups for part in (group.now, group.before) if part is not None]
    sizes = [part.number for part in every if part.number is not None]
    sizes += [group.target for group in groups if group.target is not None]
    top, step = nice_top(max(sizes, default=0.0))
    room = max(height - head - foot, 40.0)
    base = head + room
    lines = int(top / step)
    for at in range(lines + 1):
        y = base - room * at / lines
        drawing.marks.append(Rule(x1=left, y1=y, x2=width, y2=y))
        axis = Word(
            x=0, y=y - 8, width=left - 6, height=16, text=f"{at * step:g}", tint="muted", size=SMALL, align=Align.RIGHT
        )
        drawing.marks.append(axis)
    each = (width - left) / max(len(groups), 1)
    for at, group in enumerate(groups):
        _group(drawing, group, _Area(left + at * each, head, each, room), top)
    return drawing.chart(width, base + foot)


def _group(drawing: _Drawing, group: ColumnGroup, area: _Area, top: float) -> None:
    left, each = area.x, area.width
    base, unit = area.y + area.height, area.height / top
    parts = [(group.before, True), (group.now, False)] if group.before is not None else [(group.now, False)]
    thick = min(max((each - 10) / len(parts) - _COLUMN_GAP, 4.0), 34.0)
    x = left + (each - len(parts) * (thick + _COLUMN_GAP) + _COLUMN_GAP) / 2
    for value, hatched in parts:
        if value is None:
            continue
        high = unit * (value.number or 0)
        if value.number:
            fill = "bar2" if hatched else "bar"
            drawing.marks.append(Box(x=x, y=base - high, width=thick, height=high, fill=fill, hatched=hatched))
        if (group.both or not hatched) and value.text:
            clear = base - high
            if group.target is not None and clear - 20 < base - unit * group.target < clear + 4:
                clear = base - unit * group.target  # the number stands above the stroke, not under it
            words = Word(
                x=x - 16,
                y=clear - 18,
                width=thick + 32,
                height=16,
                text=value.text,
                size=SMALL,
                weight=600,
                align=Align.CENTRE,
            )
            drawing.marks.append(words)
        drawing.spot(value, x - 1, base - max(high, 16.0), thick + 2, max(high, 16.0))
        x += thick + _COLUMN_GAP
    if group.target is not None:
        y = base - unit * group.target
        drawing.marks.append(Rule(x1=left + 4, y1=y, x2=left + each - 4, y2=y, tint="text", thickness=2))
    under = Word(
        x=left, y=base + 4, width=each, height=18, text=group.label, tint="muted", size=SMALL, align=Align.CENTRE
    )
    drawing.marks.append(under)


def multiples(
    rows: Sequence[MultipleRow],
    ticks: Sequence[str],
    *,
    width: float,
    chosen: int,
    heads: tuple[str, str] = ("", ""),
    label_width: float = 144.0,
    row_height: float = 33.0,
) -> Chart:
    """Lay out one small row of columns per theme, all on one scale; the last ``chosen`` columns are the period.

    ``heads`` are the words under the labels and under the totals ("uge", "uge 47").
    """
    drawing = _Drawing([], [])
    right = 52.0
    each = max((width - label_width - right) / max(len(ticks), 1), 3.0)
    thick = min(max(each * 0.6, 2.0), 30.0)
    highest = max((value.number or 0 for row in rows for value in row.values), default=0) or 1
    for at, row in enumerate(rows):
        y = at * row_height
        indent = _sign(drawing, row.icon, y, row_height)
        drawing.marks.append(Word(x=indent, y=y, width=label_width - indent - 4, height=row_height, text=row.label))
        for number, value in enumerate(row.values):
            x = label_width + number * each + (each - thick) / 2
            if value.number:
                high = max((row_height - 9) * value.number / highest, 2.0)
                fill = "bar" if number >= len(ticks) - chosen else "bar2"
                box = Box(x=x, y=y + row_height - high - 0.5, width=thick, height=high, fill=fill, radius=1.5)
                drawing.marks.append(box)
            drawing.spot(value, label_width + number * each, y + 1, each, row_height - 2)
        _total(drawing, row, _Area(width - right, y, right, row_height))
        drawing.marks.append(Rule(x1=0, y1=y + row_height, x2=width, y2=y + row_height))
    foot = len(rows) * row_height
    _ticks(drawing, ticks, _Area(label_width, foot, each * len(ticks), 20), chosen)
    drawing.marks.append(Word(x=0, y=foot + 2, width=label_width, height=18, text=heads[0], tint="muted", size=SMALL))
    last = Word(
        x=width - right - 12,
        y=foot + 2,
        width=right + 12,
        height=18,
        text=heads[1],
        tint="muted",
        size=SMALL,
        align=Align.RIGHT,
    )
    drawing.marks.append(last)
    return drawing.chart(width, foot + 22)


def _total(drawing: _Drawing, row: MultipleRow, area: _Area) -> None:
    x, y, width, height = area
    room = width - (22 if row.trend_icon else 0)
    words = Word(x=x, y=y, width=room, height=height, text=row.total, weight=600, align=Align.RIGHT)
    drawing.marks.append(words)
    if row.trend_icon:
        drawing.marks.append(Sign(x=x + room + 6, y=y + (height - 14) / 2, side=14, name=row.trend_icon))


def _ticks(drawing: _Drawing, ticks: Sequence[str], area: _Area, chosen: int) -> None:
    """Write the ticks that have room, counted from the last one."""
    left, y, each = area.x, area.y, area.width / max(len(ticks), 1)
    apart = max(1, -(-26 // int(max(each, 1))))
    for number, text in enumerate(ticks):
        if (len(ticks) - 1 - number) % apart:
            continue
        inside = number >= len(ticks) - chosen
        room = max(each, 26.0)
        word = Word(
            x=left + (number + 0.5) * each - room / 2,
            y=y + 2,
            width=room,
            height=18,
            text=text,
            tint="text" if inside else "muted",
            size=SMALL,
            weight=600 if inside else 400,
            align=Align.CENTRE,
        )
        drawing.marks.append(word)


def heat(
    rows: Sequence[HeatRow], heads: Sequence[str], *, width: float, label_width: float = 104.0, row_height: float = 28.0
) -> Chart:
    """Lay out a heat table: rows by columns, the number in every cell, the tint only in support.

    A head may have two lines.
    """
    drawing = _Drawing([], [])
    head = 24.0 + (14 if any("\n" in text for text in heads) else 0)
    each = max((width - label_width) / max(len(heads), 1), 18.0)
    highest = max((value.number or 0 for row in rows for value in row.values), default=0)
    for number, text in enumerate(heads):
        _head(drawing, text, _Area(label_width + number * each, 0, each, head))
    for at, row in enumerate(rows):
        y = head + at * row_height
        drawing.marks.append(Word(x=0, y=y, width=label_width - _GAP, height=row_height, text=row.label))
        for number, value in enumerate(row.values):
            _heat_cell(drawing, value, _Area(label_width + number * each, y, each, row_height), highest)
    return drawing.chart(width, head + len(rows) * row_height)


def _head(drawing: _Drawing, text: str, area: _Area) -> None:
    """Write a head's lines; the last one stands just over the column."""
    lines = text.split("\n")
    high = area.height if len(lines) == 1 and area.height < 30 else 14.0
    for at, line in enumerate(lines):
        y = area.height - high * (len(lines) - at) - (0 if high == area.height else 3)
        word = Word(
            x=area.x, y=y, width=area.width, height=high, text=line, tint="muted", size=SMALL, align=Align.CENTRE
        )
        drawing.marks.append(word)


def _heat_cell(drawing: _Drawing, value: Value, area: _Area, highest: float) -> None:
    x, y, each, row_height = area
    level = heat_level(value.number, highest)
    wide, high = each - _COLUMN_GAP, row_height - _COLUMN_GAP * 1.5
    drawing.marks.append(Box(x=x + 1, y=y + 1.5, width=wide, height=high, fill=f"heat{level}", radius=3))
    word = Word(
        x=x + 1,
        y=y + 1.5,
        width=wide,
        height=high,
        text=value.text,
        tint=f"heat{level}_text",
        size=SMALL,
        weight=600 if level else 400,
        align=Align.CENTRE,
    )
    drawing.marks.append(word)
    drawing.spot(value, x + 1, y + 1.5, wide, high)
