"""A chart on the screen: each number is an item with a name, found by mouse and arrow keys, opened by both."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from sspdesk.domain import chart_layout
from sspdesk.domain.charts import Chart, HeatRow, Value
from sspdesk.ui.shared.chart_view import ChartView
from sspdesk.ui.theme import Theme


def _table(width: float, _height: float) -> Chart:
    rows = [
        HeatRow(
            label=place,
            values=tuple(
                Value(number=at + row, text=str(at + row), name=f"{place}, kolonne {at}", key=(place, at))
                for at in range(3)
            ),
        )
        for row, place in enumerate(("Stationen", "Havnen"))
    ]
    return chart_layout.heat(rows, ["14-16", "16-18", "18-20"], width=width)


def _view(qtbot: QtBot) -> ChartView:
    view = ChartView(name="Sted og tidspunkt")
    qtbot.addWidget(view)
    view.resize(480, 120)
    view.set_layout(_table)
    view.show()
    return view


def test_arrows_walk_the_table_and_enter_opens(qtbot: QtBot, theme: Theme) -> None:
    view = _view(qtbot)
    opened: list[object] = []
    view.opened.connect(opened.append)
    view.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(view, key)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened == [("Havnen", 1), ("Stationen", 1), ("Havnen", 2)]


def test_a_click_opens_what_was_pressed_also_after_the_text_grew(qtbot: QtBot, theme: Theme) -> None:
    view = _view(qtbot)
    opened: list[object] = []
    view.opened.connect(opened.append)
    for base in (13, 16):
        theme.set_base(base)
        place = view.visualRect(view.model().index(4, 0)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [("Havnen", 1), ("Havnen", 1)]


def test_a_screen_reader_finds_the_chart_and_every_number(qtbot: QtBot, theme: Theme) -> None:
    view = _view(qtbot)
    spoken = QAccessible.queryAccessibleInterface(view)
    assert spoken.text(QAccessible.Text.Name) == "Sted og tidspunkt"
    names = [spoken.child(at).text(QAccessible.Text.Name) for at in range(spoken.childCount())]
    assert {"Stationen, kolonne 0", "Havnen, kolonne 2"} <= set(names)


def test_the_chart_is_laid_out_anew_for_the_width(qtbot: QtBot, theme: Theme) -> None:
    view = _view(qtbot)
    view.resize(800, 120)
    assert view.chart.width == view.viewport().width()
