"""Makes the day's backup by itself once the desk has been quiet for two minutes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.services import vaults
from sspdesk.ui.shared.operations import Operations

if TYPE_CHECKING:
    from sspdesk.services.session import BackupResult, PendingBackup

QUIET_SECONDS = 120
_LOOK_MS = 30_000
_AGAIN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where backups go, also, and went before; at what age in days they are deleted there."""

    folder: Path
    second: Path | None = None
    former: tuple[Path, ...] = ()
    days: int = 90


class AutoBackup(QObject):
    """``begin`` takes the copy on the worker thread and waits for it; the rest is done in the background.

    ``made`` carries the ``BackupResult``, ``failed`` the error: a drive that is not plugged in is
    a reminder, once an hour.
    """

    made = Signal(object)
    failed = Signal(object)
    second_reached = Signal(object)
    """The backup is at the second place too; carries when it was made. One that is not there is no error,
    one that is full or may not be written is told by ``failed``, although the backup itself is made."""

    def __init__(
        self,
        operations: Operations,
        begin: "Callable[[], PendingBackup]",
        places: Callable[[], Places],
        *,
        last: datetime | None,
        unused_seconds: Callable[[], float],
        now: Callable[[], datetime] = datetime.now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._operations, self._begin, self._places = operations, begin, places
        self._unused_seconds, self._now = unused_seconds, now
        self.last = last
        self._not_before: datetime | None = None
        self._running = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Make the backup if today's is still to be made and nobody is at work."""
        now = self._now()
        waiting = self._not_before is not None and now < self._not_before
        if not waiting and vaults.backup_due(self.last, now) and self._unused_seconds() >= QUIET_SECONDS:
            self.start()

    def start(self) -> None:
        """Make a backup now, unless one is being made."""
        if not self._running:
            self._running = True
            work = partial(_make, self._begin, self._places())
            self._operations.background(self, work, self._on_made, self._on_failed)

    def stop(self) -> None:
        """Make no more."""
        self._timer.stop()

    def _on_made(self, done: "tuple[BackupResult, bool, KnownError | None]") -> None:
        result, at_second, problem = done
        self._running = False
        self._not_before = None
        self.last = result.when
        self.made.emit(result)
        if at_second:
            self.second_reached.emit(result.when)
        if problem is not None:
            self.failed.emit(problem)

    def _on_failed(self, error: DomainError | KnownError) -> None:
        self._running = False
        self._not_before = self._now() + _AGAIN_AFTER
        self.failed.emit(error)


def _make(begin: "Callable[[], PendingBackup]", places: Places) -> "tuple[BackupResult, bool, KnownError | None]":
    """Make the backup; tell whether a copy reached the second place, and if not why: a stick not in is no error."""
    pending = begin()
    made = pending.finish(places.folder, days=places.days)
    pending.let_go_elsewhere(places.former, places.days)
    if places.second is None:
        return made, False, None
    try:
        pending.put_also(made, places.second, places.days)
    except KnownError as error:
        return made, False, None if error.code == "backup_folder_missing" else error
    return made, True, None
