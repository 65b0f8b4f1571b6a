"""The numbers beside the pages' names in the sidebar: how much waits there today."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sspdesk.domain.changes import ChangeSet
from sspdesk.services import exit_views, release_deadlines, talk_list
from sspdesk.ui.shared.operations import Operations

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

COUNTED: "Mapping[str, tuple[frozenset[str], Callable[[UnitOfWork], int]]]" = {
    "exits": (frozenset({"exit_case", "exit_focus", "exit_party", "exit_outcome", "meeting"}), exit_views.count_due),
    "talks": (frozenset({"talk", "task", "professional", "setting"}), talk_list.waiting),
    "releases": (frozenset({"release_case", "task", "setting"}), release_deadlines.waiting),
}
"""Key of a page -> the kinds of record its number depends on, and how it is counted."""


class SidebarCounts(QObject):
    """Counts once at the start and after every change that matters; ``show`` is the window's ``set_count``."""

    def __init__(self, operations: Operations, show: Callable[[str, int], None], parent: QObject) -> None:
        super().__init__(parent)
        self._operations = operations
        self._show = show
        operations.changed.connect(self._on_changed)
        self._count(COUNTED)

    def _on_changed(self, changes: ChangeSet) -> None:
        self._count({key: one for key, one in COUNTED.items() if one[0] & changes.kinds})

    def _count(self, wanted: "Mapping[str, tuple[frozenset[str], Callable[[UnitOfWork], int]]]") -> None:
        if not wanted:
            return

        def work(uow: "UnitOfWork") -> dict[str, int]:
            return {key: count(uow) for key, (_kinds, count) in wanted.items()}

        self._operations.query(self, work, self._on_counted)

    def _on_counted(self, counts: dict[str, int]) -> None:
        for key, count in counts.items():
            self._show(key, count)
