"""What stands beside the pages' names in the sidebar: how much waits there today, and whether Exit is open."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sspdesk.domain.changes import ChangeSet
from sspdesk.i18n import _
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
    """Counts once at the start and after every change that matters.

    ``show`` is the window's ``set_count``, ``show_state`` the sidebar's ``set_state``.
    """

    def __init__(
        self,
        operations: Operations,
        show: Callable[[str, int], None],
        show_state: Callable[[str, str, str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._show, self._show_state = show, show_state
        operations.changed.connect(self._on_changed)
        self._count(COUNTED)

    def _on_changed(self, changes: ChangeSet) -> None:
        self._count({key: one for key, one in COUNTED.items() if one[0] & changes.kinds})

    def _count(self, wanted: "Mapping[str, tuple[frozenset[str], Callable[[UnitOfWork], int]]]") -> None:
        if not wanted:
            return

        def work(uow: "UnitOfWork") -> tuple[dict[str, int], bool]:
            return {key: count(uow) for key, (_kinds, count) in wanted.items()}, uow.exit_door.is_open

        self._operations.query(self, work, self._on_counted)

    def _on_counted(self, found: tuple[dict[str, int], bool]) -> None:
        counts, is_open = found
        for key, count in counts.items():
            self._show(key, count)
        self._show_state("exits", *(("lock-open", _("open now")) if is_open else ("lock", "")))
