"""The table: windows of a long list, headings, keyboard, links, choices, sorting by the source, discreet names."""

import threading
from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sspdesk.services.work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column, GroupRow, Sort
from sspdesk.ui.shared.operations import InlineOperations, Operations
from sspdesk.ui.shared.panels import EmptyState
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shared.table import RecordTable
from sspdesk.ui.shared.table_delegate import choice_places
from sspdesk.ui.shared.table_model import CELL, PAGE, PAGES_KEPT
from sspdesk.ui.theme import Theme

Row = tuple[int, str]


class Numbers:
    """A long list made up on the fly that notes what is asked of it."""

    def __init__(self, count: int) -> None:
        self.size = count
        self.asked: list[tuple[int, int, Sort | None]] = []

    def count(self, uow: UnitOfWork) -> int:
        return self.size

    def fetch(self, uow: UnitOfWork, offset: int, limit: int, sort: Sort | None) -> Sequence[Row]:
        self.asked.append((offset, limit, sort))
        numbers = range(self.size)[:: -1 if sort is not None and sort.descending else 1]
        return [(number, f"Nr. {number}") for number in numbers[offset : offset + limit]]


COLUMNS = [
    Column[Row](title="Nr.", cell=lambda row: Cell(text=str(row[0])), width=60, align_right=True, sort="number"),
    Column[Row](title="Navn", cell=lambda row: Cell(text=row[1], detail="14 år · 8.B", is_name=True, hide_detail=True)),
    Column[Row](title="Status", cell=lambda _row: Cell(badges=(BadgeSpec("I dag", "clock", "warn"),)), width=100),
    Column[Row](title="", cell=lambda _row: Cell(action="Åbn"), width=80, align_right=True),
]


@pytest.fixture
def table(qtbot: QtBot, theme: Theme, operations: InlineOperations, privacy: Privacy) -> RecordTable[Row]:
    table = RecordTable(COLUMNS, name="Personer", operations=operations, privacy=privacy)
    qtbot.addWidget(table)
    table.resize(600, 400)
    table.show()
    return table


def test_a_long_list_is_counted_once_and_fetched_only_where_it_is_seen(table: RecordTable[Row], qtbot: QtBot) -> None:
    source = Numbers(200_000)
    table.set_source(source)
    table.grab()
    assert table.model.rowCount() == 200_000
    assert [offset for offset, _limit, _sort in source.asked] == [0]
    table.view.scrollTo(table.model.index(150_000, 0))
    table.grab()
    assert {offset // PAGE for offset, _limit, _sort in source.asked} <= {0, 1499, 1500, 1501}
    assert table.model.record(150_000) == (150_000, "Nr. 150000")
    table.view.scrollToBottom()
    table.grab()
    assert table.model.record(199_999) == (199_999, "Nr. 199999")


def test_only_so_many_windows_are_kept(table: RecordTable[Row]) -> None:
    source = Numbers(200_000)
    table.set_source(source)
    for page in range(PAGES_KEPT * 2):
        table.model.record(page * PAGE)
    assert len(table.model._pages) <= PAGES_KEPT
    before = len(source.asked)
    assert table.model.record(0) is None or len(source.asked) == before
    assert table.model.record(0) == (0, "Nr. 0")


def test_a_window_under_way_is_not_asked_for_again(qtbot: QtBot, theme: Theme, workspace: Workspace) -> None:
    gate, source = threading.Event(), Numbers(1000)
    operations = Operations(workspace.run)
    table = RecordTable(COLUMNS, name="Personer", operations=operations)
    qtbot.addWidget(table)
    table.set_source(source)
    qtbot.waitUntil(lambda: table.model.rowCount() == 1000)
    operations.query(table, lambda _uow: gate.wait(30), lambda _done: None)
    assert [table.model.record(row) for row in (500, 501, 500)] == [None, None, None]
    gate.set()
    qtbot.waitUntil(lambda: table.model.record(500) is not None)
    assert [offset for offset, _limit, _sort in source.asked] == [0, 500]
    operations.close()


def test_a_late_answer_for_an_earlier_list_is_dropped(table: RecordTable[Row]) -> None:
    table.set_source(Numbers(500))
    late = (500, [(7, "For sent")])
    table.set_source(Numbers(3))
    table.model._on_counted(1, late)
    table.model._on_fetched(1, 0, [(7, "For sent")])
    assert [table.model.record(row) for row in range(3)] == [(0, "Nr. 0"), (1, "Nr. 1"), (2, "Nr. 2")]


def test_the_source_sorts_when_a_heading_is_pressed(table: RecordTable[Row], qtbot: QtBot) -> None:
    source = Numbers(1000)
    table.set_source(source)
    header = table.view.horizontalHeader()
    for _time in range(2):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert [sort for _offset, _limit, sort in source.asked if sort] == [Sort("number"), Sort("number", True)]
    assert table.model.record(0) == (999, "Nr. 999")
    before = len(source.asked)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 10))
    assert len(source.asked) == before


def test_headings_are_passed_over_by_the_keyboard(table: RecordTable[Row], qtbot: QtBot) -> None:
    chosen: list[Row] = []
    table.chosen.connect(chosen.append)
    heading = GroupRow(title="I dag", detail="2 frister", icon="clock", tint="warn")
    table.set_rows([heading, (1, "Testine"), (2, "Prøvine"), GroupRow(title="Senere"), (3, "Fiktus")])
    table.view.setFocus()
    for _time in range(3):
        qtbot.keyClick(table.view, Qt.Key.Key_Down)
    assert [row[0] for row in chosen] == [1, 2, 3]
    assert table.view.columnSpan(0, 0) == len(COLUMNS)
    assert table.view.columnSpan(1, 0) == 1
    assert table.model.data(table.model.index(0, 0)) == "I dag 2 frister"


def test_enter_opens_a_row_or_presses_its_link(table: RecordTable[Row], qtbot: QtBot) -> None:
    opened: list[Row] = []
    pressed: list[tuple[Row, int]] = []
    table.opened.connect(opened.append)
    table.action_pressed.connect(lambda row, column: pressed.append((row, column)))
    table.set_rows([(1, "Testine"), (2, "Prøvine")])
    assert table.select(lambda row: row[0] == 2)
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert (opened, pressed) == ([(2, "Prøvine")], [])
    table.view.setCurrentIndex(table.model.index(0, 3))
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert (len(opened), pressed) == (1, [((1, "Testine"), 3)])
    link = table.view.visualRect(table.model.index(1, 3)).center()
    right = QPoint(table.view.visualRect(table.model.index(1, 3)).right() - 14, link.y())
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=right)
    assert pressed[-1] == ((2, "Prøvine"), 3)


def test_a_choice_in_a_cell_can_be_pressed(qtbot: QtBot, theme: Theme) -> None:
    cell = Cell(choices=("Samme", "Ny", "Spring over"), chosen=0)
    table = RecordTable([Column[Row](title="Handling", cell=lambda _row: cell)], name="Række")
    qtbot.addWidget(table)
    pressed: list[tuple[Row, int]] = []
    table.choice_pressed.connect(lambda row, number: pressed.append((row, number)))
    table.set_rows([(1, "Testine")])
    table.resize(400, 200)
    table.show()
    rect = table.view.visualRect(table.model.index(0, 0))
    for place in choice_places(rect, cell):
        qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert [number for _row, number in pressed] == [0, 1, 2]
    assert cell.words == "Samme"


def test_an_empty_list_says_what_to_do(qtbot: QtBot, theme: Theme, operations: InlineOperations) -> None:
    empty = EmptyState("messages-square", "Ingen samtaler endnu", "De lander her.", action="Ny samtale")
    table = RecordTable(COLUMNS, name="Samtaler", operations=operations, empty=empty)
    qtbot.addWidget(table)
    table.show()
    table.set_source(Numbers(0))
    assert empty.isVisible()
    assert not table.view.isVisible()
    with qtbot.waitSignal(empty.pressed):
        qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    table.set_source(Numbers(1))
    assert table.view.isVisible()


def test_screen_readers_get_the_whole_cell_and_discreet_display_changes_the_picture(
    table: RecordTable[Row], privacy: Privacy
) -> None:
    table.set_rows([(1, "Testine Eksempelsen")])
    index = table.model.index(0, 1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Testine Eksempelsen 14 år · 8.B"
    assert isinstance(index.data(CELL), Cell)
    open_picture = table.grab().toImage()
    privacy.set_discreet(True)
    QApplication.sendPostedEvents()
    assert table.grab().toImage() != open_picture


def test_the_kept_record_stays_selected_after_a_reload(table: RecordTable[Row]) -> None:
    table.keep(lambda row: row[0] == 2)
    table.set_rows([(1, "Testine"), (2, "Prøvine")])
    assert table.current == (2, "Prøvine")
    table.set_rows([(2, "Prøvine"), (3, "Fiktus")])
    assert table.current == (2, "Prøvine")
    table.model.update_row(0, (2, "Prøvine Ny"))
    assert table.current == (2, "Prøvine Ny")
