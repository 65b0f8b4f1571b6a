"""No hidden count can be computed: whatever a table shows, every hidden number could be another one as well."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sspdesk.domain.suppression import FEW, Figure, SafeTable, Shown, figure, protect

TABLES = st.integers(1, 3).flatmap(
    lambda columns: st.lists(st.lists(st.integers(0, 9), min_size=columns, max_size=columns), min_size=1, max_size=2)
)
BIG = st.tuples(st.integers(2, 9), st.integers(2, 9)).flatmap(
    lambda size: st.lists(
        st.lists(st.sampled_from((0, 0, 1, 2, 3, 4, 5, 6, 7, 9, 12, 40)), min_size=size[1], max_size=size[1]),
        min_size=size[0],
        max_size=size[0],
    )
)


def possible(one: Figure, truth: int) -> range:
    """Return what a reader must think a number may be, as far as it matters here."""
    if one.shown is Shown.EXACT:
        return range(truth, truth + 1)
    return range(1, FEW) if one.shown is Shown.FEW else range(FEW, truth + 3)


def fits(one: Figure, number: int) -> bool:
    """Say whether a number agrees with what is shown."""
    if one.shown is Shown.EXACT:
        return number == one.number
    return 0 < number < FEW if one.shown is Shown.FEW else number >= FEW


def readings(counts: list[list[int]], table: SafeTable) -> Iterator[list[list[int]]]:
    """Try every table a reader could think of; independent of how the hiding was done."""
    width = len(counts[0])
    rows = []
    for at, row in enumerate(counts):
        choices = product(*(possible(table.cells[at][to], number) for to, number in enumerate(row)))
        rows.append([one for one in choices if fits(table.row_totals[at], sum(one))])
    for chosen in product(*rows):
        sums = [sum(row[to] for row in chosen) for to in range(width)]
        if sum(sums) == table.total and all(map(fits, table.column_totals, sums)):
            yield [list(row) for row in chosen]


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_every_hidden_number_could_be_another(counts: list[list[int]]) -> None:
    table = protect(counts)
    if table is None:
        return
    seen_cells: dict[tuple[int, int], set[int]] = {}
    seen_rows: dict[int, set[int]] = {}
    seen_columns: dict[int, set[int]] = {}
    for one in readings(counts, table):
        for at, row in enumerate(one):
            seen_rows.setdefault(at, set()).add(sum(row))
            for to, number in enumerate(row):
                seen_cells.setdefault((at, to), set()).add(number)
                seen_columns.setdefault(to, set()).add(sum(line[to] for line in one))
    for (at, to), numbers in seen_cells.items():
        assert (len(numbers) > 1) == (table.cells[at][to].shown is not Shown.EXACT)
    for totals, seen in ((table.row_totals, seen_rows), (table.column_totals, seen_columns)):
        for at, numbers in seen.items():
            if totals[at].shown is not Shown.EXACT:
                assert len(numbers) > 1


@settings(max_examples=200, deadline=None)
@given(BIG)
def test_no_small_count_is_shown_and_what_is_shown_is_true(counts: list[list[int]]) -> None:
    table = protect(counts)
    if table is None:
        return
    for row, shown in zip(counts, table.cells, strict=True):
        for number, one in zip(row, shown, strict=True):
            assert (one.shown is Shown.FEW) == (0 < number < FEW)
            if one.shown is Shown.EXACT:
                assert one.number == number
            if one.shown is Shown.HIDDEN:
                assert number >= FEW
    for totals, sums in (
        (table.row_totals, [sum(row) for row in counts]),
        (table.column_totals, [sum(column) for column in zip(*counts, strict=True)]),
    ):
        for one, number in zip(totals, sums, strict=True):
            assert one.number in (None, number)
            assert not (one.shown is Shown.EXACT and 0 < number < FEW)


def test_a_single_small_count_takes_others_with_it() -> None:
    table = protect([[3, 20, 7], [9, 30, 8]])
    assert table is not None
    hidden = [[one.shown is not Shown.EXACT for one in row] for row in table.cells]
    assert hidden[0][0]
    assert sum(sum(row) for row in hidden) == 4, "a circle of four cells is the least"
    assert table.total == 77


def test_a_table_without_small_counts_is_shown_whole() -> None:
    table = protect([[5, 0], [12, 8]])
    assert table is not None
    assert all(one.shown is Shown.EXACT for row in table.cells for one in row)


@pytest.mark.parametrize("counts", [[[3]], [[1, 2], [0, 0]]])
def test_too_little_is_not_shown_at_all(counts: list[list[int]]) -> None:
    assert protect(counts) is None


def test_a_number_that_stands_alone() -> None:
    assert [figure(number).number for number in (0, 1, 4, 5)] == [0, None, None, 5]


Line = tuple[str, str, Figure, int]
"""A number of a table as a road between two sums it stands in: a row and a column, or a total and the whole."""


def lines_of(counts: list[list[int]], table: SafeTable) -> list[Line]:
    """Return every number with what is shown of it."""
    found = [
        (f"row {at}", f"column {to}", table.cells[at][to], number)
        for at, row in enumerate(counts)
        for to, number in enumerate(row)
    ]
    found += [("rows", f"row {at}", table.row_totals[at], sum(row)) for at, row in enumerate(counts)]
    sums = [sum(column) for column in zip(*counts, strict=True)]
    return found + [(f"column {to}", "columns", table.column_totals[to], number) for to, number in enumerate(sums)]


def roads(lines: list[Line], without: Line) -> dict[str, set[str]]:
    """Return where one more or one less can be led on to, unseen by a reader of the table."""
    found: dict[str, set[str]] = {}
    for line in lines:
        start, end, one, number = line
        if line is without or one.shown is Shown.EXACT:
            continue
        if fits(one, number + 1):
            found.setdefault(start, set()).add(end)
        if fits(one, number - 1):
            found.setdefault(end, set()).add(start)
    return found


def leads(ways: dict[str, set[str]], start: str, end: str) -> bool:
    """Say whether there is a way from one sum to another."""
    seen, waiting = {start}, [start]
    while waiting:
        new = ways.get(waiting.pop(), set()) - seen
        seen |= new
        waiting += new
    return end in seen


@settings(max_examples=150, deadline=None)
@given(BIG)
def test_in_a_large_table_too_every_hidden_number_could_be_another(counts: list[list[int]]) -> None:
    table = protect(counts)
    if table is None:
        return
    lines = lines_of(counts, table)
    for line in lines:
        start, end, one, number = line
        if one.shown is Shown.EXACT:
            continue
        ways = roads(lines, line)
        more = fits(one, number + 1) and leads(ways, end, start)
        less = fits(one, number - 1) and leads(ways, start, end)
        assert more or less, (line, counts)
