"""Hides small counts of a table so that none of them can be computed from what is shown (domain.md § 4.3).

Counts 1-4 become "<5". Where a total would give one of them away, more is hidden ("skjult"): cells first, then totals.
A reader knows that "<5" is 1-4 and that "skjult" is at least 5. A table with its totals is a flow from a source through
the rows and columns back to it; a hidden number is safe exactly if the flow can be led around a circle of
hidden numbers, one more here and one less there, without leaving what the reader knows. Cheap circles are hidden.
"""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

FEW = 5
"""Counts below this, but not 0, are not shown."""
_TOTAL_COSTS = 1000


class Shown(StrEnum):
    """How a number is shown."""

    EXACT = "exact"
    FEW = "few"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it may be shown; None where it may not."""

    shown: Shown
    number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeTable:
    """A table without a number that could be computed back. ``total`` is always exact."""

    cells: tuple[tuple[Figure, ...], ...]
    row_totals: tuple[Figure, ...]
    column_totals: tuple[Figure, ...]
    total: int


@dataclass(slots=True)
class _Edge:
    """A cell or a total: flow from one node to another."""

    start: int
    end: int
    number: int
    cost: int
    shown: Shown = Shown.EXACT

    @property
    def up(self) -> bool:
        """Whether a reader must think that it may be one more."""
        return self.shown is Shown.HIDDEN or (self.shown is Shown.FEW and self.number < FEW - 1)

    @property
    def down(self) -> bool:
        """Whether a reader must think that it may be one less."""
        lowest = FEW if self.shown is Shown.HIDDEN else 1
        return self.shown is not Shown.EXACT and self.number > lowest

    @property
    def may_hide(self) -> bool:
        """Whether it can be hidden as "at least 5"."""
        return self.shown is Shown.EXACT and self.number >= FEW


def figure(number: int) -> Figure:
    """Return a number that stands alone, with no total beside it."""
    return Figure(Shown.FEW, None) if 0 < number < FEW else Figure(Shown.EXACT, number)


def protect(counts: Sequence[Sequence[int]]) -> SafeTable | None:
    """Return the table as it may be shown; None where too little is left to show anything."""
    total = sum(sum(row) for row in counts)
    if 0 < total < FEW:
        return None
    graph = _Graph(counts)
    for edge in graph.edges:
        if 0 < edge.number < FEW:
            edge.shown = Shown.FEW
    for edge in graph.edges:
        if edge.shown is Shown.FEW and not graph.hide_around(edge):
            return None
    return graph.table(total)


class _Graph:
    """Node 0 is where the flow begins, then the rows, then the columns, last where it ends; the total leads back."""

    def __init__(self, counts: Sequence[Sequence[int]]) -> None:
        self.rows, self.columns = len(counts), len(counts[0]) if counts else 0
        last = 1 + self.rows + self.columns
        self.cells = [
            [_Edge(1 + at, 1 + self.rows + to, number, number) for to, number in enumerate(row)]
            for at, row in enumerate(counts)
        ]
        sums = [sum(row) for row in counts]
        self.row_totals = [_Edge(0, 1 + at, one, _TOTAL_COSTS + one) for at, one in enumerate(sums)]
        self.column_totals = []
        for to in range(self.columns):
            one = sum(row[to] for row in counts)
            self.column_totals.append(_Edge(1 + self.rows + to, last, one, _TOTAL_COSTS + one))
        self.edges = [edge for row in self.cells for edge in row] + self.row_totals + self.column_totals

    def hide_around(self, edge: _Edge) -> bool:
        """Hide what is cheapest so that an edge lies on a circle; return False where there is none."""
        found = []
        if edge.up:
            found.append(self._path(edge.end, edge.start, edge))
        if edge.down:
            found.append(self._path(edge.start, edge.end, edge))
        circles = [one for one in found if one is not None]
        if not circles:
            return False
        _cost, path = min(circles, key=lambda one: one[0])
        for one in path:
            if one.shown is Shown.EXACT:
                one.shown = Shown.HIDDEN
        return True

    def _path(self, start: int, end: int, without: _Edge) -> tuple[int, list[_Edge]] | None:
        """Return the cheapest way for one unit between two nodes: what is hidden already costs nothing."""
        costs: dict[int, int] = {start: 0}
        came: dict[int, tuple[int, _Edge]] = {}
        waiting = [(0, start)]
        while waiting:
            cost, node = heapq.heappop(waiting)
            if node == end:
                return cost, list(_walked(came, start, end))
            if cost > costs[node]:
                continue
            for edge, to, price in self._ways(node, without):
                if cost + price < costs.get(to, cost + price + 1):
                    costs[to] = cost + price
                    came[to] = (node, edge)
                    heapq.heappush(waiting, (cost + price, to))
        return None

    def _ways(self, node: int, without: _Edge) -> Iterable[tuple[_Edge, int, int]]:
        for edge in self.edges:
            if edge is without or node not in (edge.start, edge.end):
                continue
            forward = edge.start == node
            to = edge.end if forward else edge.start
            if edge.may_hide and (forward or edge.number > FEW):
                yield edge, to, edge.cost
            elif edge.up if forward else edge.down:
                yield edge, to, 0

    def table(self, total: int) -> SafeTable:
        """Return what is shown."""
        return SafeTable(
            cells=tuple(tuple(_figure(edge) for edge in row) for row in self.cells),
            row_totals=tuple(_figure(edge) for edge in self.row_totals),
            column_totals=tuple(_figure(edge) for edge in self.column_totals),
            total=total,
        )


def _walked(came: dict[int, tuple[int, _Edge]], start: int, end: int) -> Iterable[_Edge]:
    node = end
    while node != start:
        node, edge = came[node]
        yield edge


def _figure(edge: _Edge) -> Figure:
    return Figure(edge.shown, edge.number if edge.shown is Shown.EXACT else None)
