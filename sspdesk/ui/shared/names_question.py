"""Stores a text that is to be without names: where it holds the name of a person in the vault, the user is asked."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.i18n import _
from sspdesk.ui.shared.dialogs import ConfirmDialog
from sspdesk.ui.shared.operations import Operations

if TYPE_CHECKING:
    from sspdesk.services.work import Outcome, UnitOfWork

REFUSED = "names_in_open_text"
Look = Callable[["UnitOfWork"], tuple[str, ...]]
Store = Callable[["UnitOfWork", bool], "Outcome[Any]"]
OnError = Callable[[DomainError | KnownError], None]


class NameQuestion(QObject):
    """One attempt to store; ``look`` tells which words are names, ``store`` gets whether no person is meant.

    ``stopped`` is called when the user wants to mend the text.
    """

    def __init__(
        self,
        operations: Operations,
        owner: QWidget,
        look: Look,
        store: Store,
        *,
        done: Callable[[Any], None] | None = None,
        failed: OnError | None = None,
        stopped: Callable[[], None] | None = None,
        message: str = "",
    ) -> None:
        super().__init__(owner)
        self._operations, self._owner, self._look, self._store = operations, owner, look, store
        self._done, self._failed, self._stopped, self._message = done, failed, stopped, message

    def begin(self) -> None:
        """Store, or ask first."""
        self._run(confirmed=False)

    def _run(self, *, confirmed: bool) -> None:
        store = self._store
        self._operations.command(
            self._owner, lambda uow: store(uow, confirmed), self._on_stored, self._on_refused, message=self._message
        )

    def _on_stored(self, value: Any) -> None:
        if self._done is not None:
            self._done(value)
        self.deleteLater()

    def _on_refused(self, error: DomainError | KnownError) -> None:
        if isinstance(error, DomainError) and error.code == REFUSED:
            self._operations.query(self._owner, self._look, self._ask)
            return
        if self._failed is not None:
            self._failed(error)
        else:
            self._operations.failed.emit(error)
        self.deleteLater()

    def _ask(self, names: tuple[str, ...]) -> None:
        dialog = question(names, self._owner)
        dialog.confirmed.connect(partial(self._run, confirmed=True))
        dialog.rejected.connect(self._on_stopped)
        dialog.open()

    def _on_stopped(self) -> None:
        if self._stopped is not None:
            self._stopped()
        self.deleteLater()


def question(names: tuple[str, ...], parent: QWidget) -> ConfirmDialog:
    """Return the question whether the names in a text are a person."""
    quoted = ", ".join(f"»{name}«" for name in names)
    return ConfirmDialog(
        _("A name in the text"),
        _("Is {names} a person?").format(names=quoted),
        _(
            "This forum gets no personal data, and its papers lie open. If a child or young person is meant, write it "
            "without the name, or take the matter to a forum where persons may be named."
        ),
        verb=_("No person is meant, save"),
        keep=_("Mend the text"),
        danger=False,
        parent=parent,
    )
