"""Runs queries and commands on one worker thread and brings answers home by one queued signal; keeps the undo stack."""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot

from sspdesk.domain.changes import ChangeSet, Outcome, UndoToken
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.i18n import _
from sspdesk.ui.shared.garbage import GarbageKeeper
from sspdesk.ui.shared.progress import CancelledWorkError

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

T = TypeVar("T")
ExpectedError = DomainError | KnownError
OnError = Callable[[ExpectedError], None]
RunWork = Callable[["Callable[[UnitOfWork], Any]"], Any]

UNDO_DEPTH = 20


@dataclass(slots=True)
class _Job:
    """What to do when the work is done. Stays on the UI thread, so that no widget is ever freed by the worker."""

    owner: QObject
    work: Callable[[], Any] | None
    on_done: Callable[[Any], None] | None
    on_error: OnError | None
    counts_as_busy: bool
    result: Any = None
    error: BaseException | None = None


class InlineExecutor(Executor):
    """Runs work at once on the calling thread, for tests and for the tour."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        """Run ``fn`` now and return its finished future."""
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class Operations(QObject):
    """The way from the screens to the services.

    ``run_work`` is ``Workspace.run``: it opens one transaction, runs the work in it and returns its answer.
    Answers come back on the UI thread, in order; an answer for an owner that is gone is dropped.
    """

    changed = Signal(object)
    """A command changed something; carries its ``ChangeSet``."""
    busy_changed = Signal(bool)
    """Work for the database began (True) or the last one ended (False)."""
    saved = Signal()
    """A command's transaction was committed."""
    failed = Signal(object)
    """An expected error that nobody else took; carries the ``DomainError`` or ``KnownError``."""
    crashed = Signal(object)
    """A bug; carries the exception."""
    told = Signal(str, bool)
    """A command with a message is done; carries the message and whether it can be undone."""
    undo_changed = Signal(bool, bool)
    """Whether there is something to undo, and something to redo."""
    _finished = Signal(int)

    def __init__(
        self, run_work: RunWork, executor: Executor | None = None, background_executor: Executor | None = None
    ) -> None:
        super().__init__()
        self._run_work = run_work
        self._executor = executor or ThreadPoolExecutor(1, thread_name_prefix="desk-worker")
        self._background = (
            background_executor or executor or ThreadPoolExecutor(1, thread_name_prefix="desk-background")
        )
        self._garbage = None if isinstance(self._executor, InlineExecutor) else GarbageKeeper(self)
        self._jobs: dict[int, _Job] = {}
        self._next_ticket = 0
        self._busy = 0
        self._closed = False
        self._fresh_undo = False
        self._undo: list[UndoToken] = []
        self._redo: list[UndoToken] = []
        self._finished.connect(self._on_finished)

    def query(
        self,
        owner: QObject,
        work: "Callable[[UnitOfWork], T]",
        on_done: Callable[[T], None],
        on_error: OnError | None = None,
    ) -> None:
        """Read something; ``on_done`` gets the answer unless ``owner`` is gone by then."""
        self._submit(self._executor, _Job(owner, lambda: self._run_work(work), on_done, on_error, counts_as_busy=True))

    def command(
        self,
        owner: QObject,
        work: "Callable[[UnitOfWork], Outcome[T]]",
        on_done: Callable[[T], None] | None = None,
        on_error: OnError | None = None,
        *,
        message: str = "",
    ) -> None:
        """Change something. ``on_done`` gets the outcome's value; ``changed`` and the undo stack hear of it even when
        ``owner`` is gone. ``message`` (without names) is told in the message bar, with an undo link if possible.
        """

        def settle(outcome: Outcome[T]) -> None:
            self._redo.clear()
            self._settle(outcome, self._undo)
            if message:
                self.told.emit(message, outcome.undo is not None)
            if on_done is not None and shiboken6.isValid(owner):
                self._fresh_undo = outcome.undo is not None
                try:
                    on_done(outcome.value)
                finally:
                    self._fresh_undo = False

        job = _Job(self, lambda: self._run_work(work), settle, self._guarded(owner, on_error), counts_as_busy=True)
        self._submit(self._executor, job)

    def background(
        self,
        owner: QObject,
        work: Callable[[], T],
        on_done: Callable[[T], None],
        on_error: OnError | None = None,
    ) -> None:
        """Do something slow without the database (PDF, reading a list): gather its data first with ``query``."""
        self._submit(self._background, _Job(owner, work, on_done, on_error, counts_as_busy=False))

    @property
    def has_fresh_undo(self) -> bool:
        """Say whether a command that can be undone is just being answered: a message shown now gets its undo link."""
        return self._fresh_undo

    @property
    def can_undo(self) -> bool:
        """Say whether there is a command to take back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Say whether there is an undone command to do again."""
        return bool(self._redo)

    def undo(self) -> None:
        """Take the latest command back."""
        self._apply_undo(self._undo, self._redo, _("It is taken back."))

    def redo(self) -> None:
        """Do the latest undone command again."""
        self._apply_undo(self._redo, self._undo, _("It is done again."))

    def clear_undo(self) -> None:
        """Forget everything that could be undone (at lock)."""
        self._undo.clear()
        self._redo.clear()
        self._tell_undo()

    def close(self) -> None:
        """Wait for the work under way, drop its answers and end both threads. Afterwards nothing can be started."""
        self._closed = True
        self._executor.shutdown(wait=True)
        self._background.shutdown(wait=True)
        if self._garbage is not None:
            self._garbage.stop()
        self._jobs.clear()
        self.clear_undo()

    def _apply_undo(self, source: list[UndoToken], target: list[UndoToken], words: str) -> None:
        if not source:
            return
        token = source.pop()

        def work(uow: "UnitOfWork") -> Outcome[Any]:
            from sspdesk.services.work import apply_undo  # noqa: PLC0415 - keeps storage out of the unlock screen

            return apply_undo(uow, token)

        def settle(outcome: Outcome[Any]) -> None:
            self._settle(outcome, target)
            self.told.emit(words, False)

        job = _Job(self, lambda: self._run_work(work), settle, None, counts_as_busy=True)
        self._submit(self._executor, job)

    def _settle(self, outcome: Outcome[Any], stack: list[UndoToken]) -> None:
        if outcome.ends_undo:
            self._undo.clear()
            self._redo.clear()
        if outcome.undo is not None:
            stack.append(outcome.undo)
            del stack[:-UNDO_DEPTH]
        self._tell_undo()
        self.saved.emit()
        changes: ChangeSet = outcome.changes
        self.changed.emit(changes)

    def _tell_undo(self) -> None:
        self.undo_changed.emit(self.can_undo, self.can_redo)

    def _guarded(self, owner: QObject, on_error: OnError | None) -> OnError | None:
        if on_error is None:
            return None

        def tell(error: ExpectedError) -> None:
            if shiboken6.isValid(owner):
                on_error(error)
            else:
                self.failed.emit(error)

        return tell

    def _submit(self, executor: Executor, job: _Job) -> None:
        if self._closed:
            return
        self._next_ticket += 1
        self._jobs[self._next_ticket] = job
        if job.counts_as_busy:
            self._busy += 1
            if self._busy == 1:
                self.busy_changed.emit(True)
        executor.submit(self._run, self._next_ticket)

    def _run(self, ticket: int) -> None:
        """On the worker. Holds no reference to owner or callbacks once the answer is on its way."""
        self._attempt(self._jobs[ticket])
        self._finished.emit(ticket)

    @staticmethod
    def _attempt(job: _Job) -> None:
        if job.work is None:
            return
        try:
            job.result = job.work()
        except BaseException as error:  # noqa: BLE001 - carried to the UI thread, which shows the crash dialog
            job.error = error

    @Slot(int)
    def _on_finished(self, ticket: int) -> None:
        job = self._jobs.pop(ticket, None)
        if job is None or self._closed:
            return
        if job.counts_as_busy:
            self._busy -= 1
            if self._busy == 0:
                self.busy_changed.emit(False)
        if job.error is None:
            if job.on_done is not None and shiboken6.isValid(job.owner):
                job.on_done(job.result)
        elif isinstance(job.error, DomainError | KnownError):
            if job.on_error is not None and shiboken6.isValid(job.owner):
                job.on_error(job.error)
            else:
                self.failed.emit(job.error)
        elif not isinstance(job.error, CancelledWorkError):
            self.crashed.emit(job.error)


class InlineOperations(Operations):
    """Operations without threads: every answer is there when the call returns. For tests and the tour."""

    def __init__(self, run_work: RunWork) -> None:
        super().__init__(run_work, InlineExecutor())
