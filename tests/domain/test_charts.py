"""A chart is numbers and places: every number is written, sizes keep their ratios, nothing lies outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sspdesk.domain import chart_layout
from sspdesk.domain.charts import BarRow, Box, Chart, ColumnGroup, HeatRow, MultipleRow, Rule, Value, Word


def value(number: float | None, key: object = None) -> Value:
    text = "<5" if number is None else f"{number:g}"
    return Value(number=number, text=text, name=f"navn {text}", key=key)


def boxes(chart: Chart, fill: str) -> list[Box]:
    return [mark for mark in chart.marks if isinstance(mark, Box) and mark.fill == fill]


def words(chart: Chart) -> list[str]:
    return [mark.text for mark in chart.marks if isinstance(mark, Word)]


@given(st.lists(st.lists(st.integers(0, 10**6), min_size=3, max_size=3), min_size=1, max_size=12), st.floats(200, 900))
def test_a_heat_table_writes_every_number_and_never_darkens_the_smaller(numbers: list[list[int]], width: float) -> None:
    rows = [
        HeatRow(label=str(at), values=tuple(value(number, (at, place)) for place, number in enumerate(row)))
        for at, row in enumerate(numbers)
    ]
    chart = chart_layout.heat(rows, ["a", "b", "c"], width=width)
    cells = [box for box in chart.marks if isinstance(box, Box)]
    written = [mark.text for mark in chart.marks if isinstance(mark, Word) and mark.tint.startswith("heat")]
    flat = [number for row in numbers for number in row]
    assert written == [f"{number:g}" for number in flat]
    levels = sorted(zip(flat, (int(box.fill[-1]) for box in cells), strict=True))
    assert [level for _number, level in levels] == sorted(level for _number, level in levels)
    assert all(box.x >= 0 and box.x + box.width <= width + 0.01 and box.y + box.height <= chart.height for box in cells)
    assert [spot.key for spot in chart.spots] == [(at, place) for at in range(len(numbers)) for place in range(3)]


def test_a_hidden_number_has_no_size_but_its_words() -> None:
    chart = chart_layout.heat(
        [HeatRow(label="Stationen", values=(value(None), value(20)))], ["14-16", "16-18"], width=400
    )
    assert [box.fill for box in chart.marks if isinstance(box, Box)] == ["heat0", "heat4"]
    assert "<5" in words(chart)
    row = chart_layout.multiples(
        [MultipleRow(label="Uro", values=(value(None), value(8)))], ["47", "48"], width=400, chosen=2
    )
    assert len(boxes(row, "bar")) == 1


def test_last_year_is_hatched_this_year_solid_and_the_target_a_stroke() -> None:
    groups = [ColumnGroup(label="jan", now=value(8), before=value(4), target=6)]
    chart = chart_layout.columns(groups, width=500, height=244)
    (before,), (now,) = boxes(chart, "bar2"), boxes(chart, "bar")
    assert (before.hatched, now.hatched) == (True, False)
    assert before.x < now.x
    assert now.height == pytest.approx(2 * before.height)
    base = now.y + now.height
    (stroke,) = [mark for mark in chart.marks if isinstance(mark, Rule) and mark.thickness == 2]
    assert base - stroke.y1 == pytest.approx(1.5 * before.height)


def test_a_target_beyond_every_bar_still_lies_inside() -> None:
    chart = chart_layout.bars([BarRow(label="Samtaler", value=value(10), target=40)], width=500)
    (bar,), (track,) = boxes(chart, "bar"), boxes(chart, "track")
    assert bar.width == pytest.approx(track.width / 4)
    (stroke,) = [mark for mark in chart.marks if isinstance(mark, Rule) and mark.thickness == 2]
    assert stroke.x1 == pytest.approx(track.x + track.width)


def test_small_multiples_share_one_scale_and_mark_the_period() -> None:
    rows = [MultipleRow(label="a", values=(value(1), value(2))), MultipleRow(label="b", values=(value(8), value(4)))]
    chart = chart_layout.multiples(rows, ["46", "47"], width=500, chosen=1)
    earlier, chosen = boxes(chart, "bar2"), boxes(chart, "bar")
    assert earlier[1].height == pytest.approx(8 * earlier[0].height)
    assert chosen[1].height == pytest.approx(2 * chosen[0].height)


@given(st.integers(1, 10**7))
def test_an_axis_is_round_and_holds_the_highest(highest: int) -> None:
    top, step = chart_layout.nice_top(highest)
    assert top >= highest
    assert step == int(step)
    assert top / step <= 4


def test_ticks_without_room_are_left_out_but_never_the_last() -> None:
    weeks = [str(week) for week in range(1, 54)]
    rows = [MultipleRow(label="a", values=tuple(value(1) for _week in weeks))]
    shown = [word for word in words(chart_layout.multiples(rows, weeks, width=500, chosen=4)) if word in weeks]
    assert shown[-1] == "53"
    assert len(shown) < 20
