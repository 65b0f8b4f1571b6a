"""A chart as plain numbers and words, and the numbers it is made of; ``chart_layout`` lays out, screen and paper paint.

Lengths are pixels for the 13 px text; the painter scales. A colour is the name of a token of theme.toml.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum

LABEL, SMALL = 13, 12
"""Text sizes."""


class Align(StrEnum):
    """Where words stand in their rectangle."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A filled rectangle. ``hatched`` draws ``fill`` as slanting lines inside an outline (last year).

    A ``faint`` hatch is a ground without an outline (a holiday); an ``open`` box has a dashed outline and no fill.
    """

    x: float
    y: float
    width: float
    height: float
    fill: str
    hatched: bool = False
    radius: float = 0.0
    faint: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One line of text in a rectangle, shortened by the painter where it does not fit."""

    x: float
    y: float
    width: float
    height: float
    text: str
    tint: str = "text"
    size: int = LABEL
    weight: int = 400
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A straight line, ``thickness`` wide."""

    x1: float
    y1: float
    x2: float
    y2: float
    tint: str = "line"
    thickness: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """An icon; paper leaves it out, for the word beside it says the same."""

    x: float
    y: float
    side: float
    name: str
    tint: str = "muted"


Mark = Box | Word | Rule | Sign


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place that can be focused and opened: what a screen reader says, and what it stands for (``key``)."""

    x: float
    y: float
    width: float
    height: float
    name: str
    key: Hashable


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """All that is painted, back to front, and the spots in reading order."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One number. ``text`` is what is written, ``name`` what is read aloud; a hidden number is None and has no size."""

    number: float | None
    text: str
    name: str
    key: Hashable = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRow:
    """One horizontal bar with its label, its number, and a target if there is one."""

    label: str
    value: Value
    target: float | None = None
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnGroup:
    """Columns side by side over one label: last year's (hatched, left), this year's, and a target if there is one.

    ``both`` writes the number of the hatched column too.
    """

    label: str
    now: Value
    before: Value | None = None
    target: float | None = None
    both: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleRow:
    """One small row of columns: a theme over the weeks. ``total`` stands at the right with the trend's icon."""

    label: str
    values: tuple[Value, ...]
    total: str = ""
    icon: str = ""
    trend_icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """One row of a heat table; the cell's number is always written."""

    label: str
    values: tuple[Value, ...]
