"""Operations: answers in order on the UI thread, none for closed pages; errors; undo; no thread left."""

import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sspdesk.domain.changes import ChangeSet, Outcome
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.people import Institution
from sspdesk.services import people
from sspdesk.services.work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.shared.operations import UNDO_DEPTH, InlineOperations, Operations
from sspdesk.ui.shared.progress import Progress


@pytest.fixture
def threaded(qtbot: QtBot, workspace: Workspace) -> Iterator[Operations]:
    operations = Operations(workspace.run)
    yield operations
    operations.close()


def _names(uow: UnitOfWork) -> list[str]:
    return [one.name for one in people.institutions(uow)]


def _add(name: str) -> "object":
    def work(uow: UnitOfWork) -> Outcome[Institution]:
        return people.save_institution(uow, Institution(name=name))

    return work


def _desk_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("desk-")]


def test_answers_come_in_order_on_the_ui_thread(threaded: Operations, qtbot: QtBot) -> None:
    home, seen = threading.get_ident(), []

    def note(answer: object) -> None:
        seen.append((answer, threading.get_ident() == home))

    for number in range(20):
        threaded.query(threaded, lambda _uow, number=number: (number, threading.get_ident() == home), note)
    qtbot.waitUntil(lambda: len(seen) == 20)
    assert seen == [((number, False), True) for number in range(20)]


def test_an_answer_for_a_closed_page_is_dropped(threaded: Operations, qtbot: QtBot) -> None:
    page, gate, seen = QWidget(), threading.Event(), []
    threaded.query(page, lambda _uow: gate.wait(30), seen.append)
    threaded.query(threaded, lambda _uow: "after", seen.append)
    shiboken6.delete(page)
    gate.set()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["after"]


def test_a_command_of_a_closed_page_still_tells_the_others(threaded: Operations, qtbot: QtBot) -> None:
    page, gate = QWidget(), threading.Event()

    def work(uow: UnitOfWork) -> Outcome[Institution]:
        gate.wait(30)
        return people.save_institution(uow, Institution(name="Prøveskolen"))

    with qtbot.waitSignal(threaded.changed) as told:
        threaded.command(page, work)
        shiboken6.delete(page)
        gate.set()
    assert told.args[0].kinds == {"institution"}
    assert threaded.can_undo


def test_errors_go_where_they_belong(operations: InlineOperations, qtbot: QtBot) -> None:
    own: list[object] = []
    failed: list[object] = []
    crashed: list[object] = []
    operations.failed.connect(failed.append)
    operations.crashed.connect(crashed.append)
    operations.command(operations, _add(""), on_error=own.append)  # type: ignore[arg-type]
    operations.command(operations, _add(""))  # type: ignore[arg-type]

    def full(_uow: UnitOfWork) -> None:
        raise KnownError("disk_full")

    def bug(_uow: UnitOfWork) -> None:
        raise ZeroDivisionError

    operations.query(operations, full, own.append)
    operations.query(operations, bug, own.append)
    assert [(type(error), error.code) for error in own] == [(DomainError, "name_missing")]  # type: ignore[attr-defined]
    assert [error.code for error in failed] == ["name_missing", "disk_full"]  # type: ignore[attr-defined]
    assert [type(error) for error in crashed] == [ZeroDivisionError]


def test_undo_and_redo_change_the_vault_and_tell(operations: InlineOperations, workspace: Workspace) -> None:
    changes: list[ChangeSet] = []
    states: list[tuple[bool, bool]] = []
    values: list[Institution] = []
    told: list[tuple[str, bool]] = []
    operations.changed.connect(changes.append)
    operations.told.connect(lambda *what: told.append(what))
    operations.undo_changed.connect(lambda *state: states.append(state))
    operations.command(operations, _add("Prøveskolen"), values.append)  # type: ignore[arg-type]
    assert values[0].name == "Prøveskolen"
    assert workspace.run(_names) == ["Prøveskolen"]
    operations.undo()
    assert workspace.run(_names) == []
    operations.redo()
    assert workspace.run(_names) == ["Prøveskolen"]
    assert states == [(True, False), (False, True), (True, False)]
    assert len(changes) == 3
    assert all(changes)
    assert told == [("Det er fortrudt.", False), ("Det er gjort igen.", False)]


def test_a_new_command_ends_redo_and_the_stack_has_a_depth(operations: InlineOperations, workspace: Workspace) -> None:
    for number in range(UNDO_DEPTH + 3):
        operations.command(operations, _add(f"Skole {number:02}"))  # type: ignore[arg-type]
    operations.undo()
    assert operations.can_redo
    operations.command(operations, _add("En ny"))  # type: ignore[arg-type]
    assert not operations.can_redo
    while operations.can_undo:
        operations.undo()
    assert workspace.run(_names) == ["Skole 00", "Skole 01", "Skole 02"]
    operations.redo()
    operations.clear_undo()
    assert not operations.can_undo
    assert not operations.can_redo


def test_at_lock_nothing_is_left_to_undo_and_the_buttons_know(
    operations: InlineOperations, workspace: Workspace
) -> None:
    operations.command(operations, _add("Skole"))  # type: ignore[arg-type]
    heard: list[tuple[bool, bool]] = []
    operations.undo_changed.connect(lambda *can: heard.append(can))
    operations.close()
    assert not operations.can_undo
    assert heard == [(False, False)]


def test_a_message_tells_whether_it_can_be_undone(operations: InlineOperations) -> None:
    told: list[tuple[str, bool]] = []
    fresh: list[bool] = []
    operations.told.connect(lambda *what: told.append(what))
    operations.command(
        operations,
        _add("Prøveskolen"),  # type: ignore[arg-type]
        lambda _one: fresh.append(operations.has_fresh_undo),
        message="Skolen er gemt.",
    )
    operations.command(operations, lambda _uow: Outcome(None), message="Intet at fortryde.")
    assert told == [("Skolen er gemt.", True), ("Intet at fortryde.", False)]
    assert (fresh, operations.has_fresh_undo) == ([True], False)


def test_busy_is_told_once_for_a_row_of_work(threaded: Operations, qtbot: QtBot) -> None:
    busy: list[bool] = []
    seen: list[object] = []
    threaded.busy_changed.connect(busy.append)
    for _time in range(5):
        threaded.query(threaded, _names, seen.append)
    qtbot.waitUntil(lambda: len(seen) == 5)
    assert busy == [True, False]


def test_background_work_does_not_wait_for_the_database(threaded: Operations, qtbot: QtBot) -> None:
    gate, seen = threading.Event(), []
    threaded.query(threaded, lambda _uow: gate.wait(30), lambda _answer: seen.append("database"))
    threaded.background(threaded, lambda: "paper", seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    gate.set()
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == ["paper", "database"]


def test_stopped_work_is_rolled_back_and_shown_nowhere(
    threaded: Operations, qtbot: QtBot, workspace: Workspace
) -> None:
    progress, reached, shown = Progress(), threading.Event(), []
    threaded.failed.connect(shown.append)
    threaded.crashed.connect(shown.append)

    def work(uow: UnitOfWork) -> Outcome[None]:
        people.save_institution(uow, Institution(name="Halvt gemt"))
        step = 0
        while True:
            progress(step, 10**9)
            step += 1
            reached.set()

    threaded.command(threaded, work, shown.append)
    reached.wait(30)
    progress.cancel()
    names: list[list[str]] = []
    threaded.query(threaded, _names, names.append)
    qtbot.waitUntil(lambda: bool(names))
    assert (names, shown) == ([[]], [])


def test_closing_waits_and_leaves_no_thread(qtbot: QtBot, workspace: Workspace) -> None:
    operations, seen = Operations(workspace.run), []
    operations.query(operations, _names, seen.append)
    operations.background(operations, lambda: 1, seen.append)
    assert _desk_threads()
    operations.close()
    assert _desk_threads() == []
    operations.query(operations, _names, seen.append)
    qtbot.wait(1)
    assert seen == []


class _Bell(QObject):
    rang = Signal(bool)


def test_twenty_thousand_emits_do_not_wear_out_true(qtbot: QtBot) -> None:
    """PySide 6.12.0 on CPython 3.11 loses a reference of True at every emit and aborts after some hundred."""
    bell, count = _Bell(), [0]

    def hear(rings: bool) -> None:
        count[0] += rings

    bell.rang.connect(hear, Qt.ConnectionType.DirectConnection)
    for _time in range(20_000):
        bell.rang.emit(True)
    assert count == [20_000]
