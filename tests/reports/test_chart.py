"""A chart on paper has the numbers of the screen, and the same bytes every time."""

from sspdesk.domain import chart_layout
from sspdesk.domain.charts import ColumnGroup, HeatRow, Value
from sspdesk.reports import house
from sspdesk.reports.chart import WIDTH, ChartPicture
from tests.reports import examples, layout


def _pdf() -> bytes:
    def value(number: int | None) -> Value:
        return Value(number=number, text="<5" if number is None else str(number), name="")

    heat = chart_layout.heat(
        [HeatRow(label="Stationen", values=(value(None), value(12)))], ["14-16", "16-18"], width=WIDTH
    )
    columns = chart_layout.columns([ColumnGroup(label="jan", now=value(31), before=value(17))], width=WIDTH, height=200)
    sheet = house.Sheet(paper=examples.AGENDA.paper, title="Tal", footer="")
    return house.build(sheet, [ChartPicture(heat), ChartPicture(columns)])


def test_numbers_and_labels_stand_on_the_paper_and_nothing_on_top_of_each_other() -> None:
    pdf = _pdf()
    (text,) = layout.texts(pdf)
    for word in ("Stationen", "<5", "12", "14-16", "jan", "31"):
        assert word in text
    assert [layout.collisions(page) for page in layout.glyphs(pdf)] == [[]]
    assert pdf == _pdf()
