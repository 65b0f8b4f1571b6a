"""Garbage is collected between events on the UI thread only."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from sspdesk.ui.shared.garbage import GarbageKeeper


class _Knot(QObject):
    """An object in a cycle, as a closed page is."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def keeper(qtbot: QtBot) -> Iterator[GarbageKeeper]:
    gc.enable()
    keeper = GarbageKeeper()
    yield keeper
    keeper.stop()


def _make_garbage(count: int) -> list[list[object]]:
    kept = []
    for _time in range(count):
        kept.append([])
    return kept


def test_nothing_is_collected_while_a_worker_allocates(keeper: GarbageKeeper) -> None:
    knot = _Knot()
    alive = weakref.ref(knot)
    del knot
    worker = threading.Thread(target=_make_garbage, args=(50_000,))
    worker.start()
    worker.join()
    assert alive() is not None
    held = _make_garbage(gc.get_threshold()[0] + 1)
    keeper.look()
    assert alive() is None
    assert held


def test_stopping_gives_collecting_back(keeper: GarbageKeeper) -> None:
    assert not gc.isenabled()
    keeper.stop()
    assert gc.isenabled()
