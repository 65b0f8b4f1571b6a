"""Has the whole vault looked at once a week by itself, when the desk has been quiet for two minutes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.vault import Finding
from sspdesk.services import vaults
from sspdesk.ui.backup import QUIET_SECONDS
from sspdesk.ui.shared.operations import Operations

if TYPE_CHECKING:
    from sspdesk.services.session import PendingCheck

_LOOK_MS = 60_000
_AGAIN_AFTER = timedelta(hours=1)


class WeeklyCheck(QObject):
    """``begin`` takes the copy on the worker thread and waits for it; the rest is done in the background.

    ``done`` carries the findings, an empty tuple when all is well; ``failed`` the error that kept it from looking.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        operations: Operations,
        begin: "Callable[[], PendingCheck]",
        *,
        unused_seconds: Callable[[], float],
        now: Callable[[], datetime] = datetime.now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._operations, self._begin = operations, begin
        self._unused_seconds, self._now = unused_seconds, now
        self.last: datetime | None = None
        self.found: tuple[Finding, ...] = ()
        self._known = False
        self._not_before: datetime | None = None
        self._running = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def set_last(self, last: datetime | None) -> None:
        """Say when the vault was last looked at; before that nothing is started by itself."""
        self.last, self._known = last, True

    def look(self) -> None:
        """Check the vault if this week's check is still to be made and nobody is at work."""
        now = self._now()
        waiting = not self._known or (self._not_before is not None and now < self._not_before)
        if not waiting and vaults.check_due(self.last, now) and self._unused_seconds() >= QUIET_SECONDS:
            self.start()

    def start(self) -> None:
        """Check the vault now, unless that is under way."""
        if not self._running:
            self._running = True
            self._operations.background(self, partial(_check, self._begin), self._on_done, self._on_failed)

    def stop(self) -> None:
        """Make no more."""
        self._timer.stop()

    def _on_done(self, findings: tuple[Finding, ...]) -> None:
        self._running = False
        self._not_before = None
        self.last, self.found = self._now(), findings
        self.done.emit(findings)

    def _on_failed(self, error: DomainError | KnownError) -> None:
        self._running = False
        self._not_before = self._now() + _AGAIN_AFTER
        self.failed.emit(error)


def _check(begin: "Callable[[], PendingCheck]") -> tuple[Finding, ...]:
    return begin().finish()
