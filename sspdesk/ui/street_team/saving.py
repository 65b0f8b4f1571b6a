"""Saves an observation from the screen: asks first where a text holds the name of a person in the vault."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.street_team import Observation
from sspdesk.i18n import _
from sspdesk.services.street_names import names_in
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared.dialogs import ConfirmDialog

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork

Store = Callable[["UnitOfWork", bool], Outcome[Observation]]
OnError = Callable[[DomainError | KnownError], None]


class Saving(QObject):
    """One attempt to save; lives until it is answered."""

    def __init__(
        self,
        context: PageContext,
        owner: QWidget,
        texts: tuple[str, ...],
        store: Store,
        *,
        done: Callable[[Observation], None],
        failed: OnError | None = None,
    ) -> None:
        super().__init__(owner)
        self._context, self._owner, self._texts = context, owner, texts
        self._store, self._done, self._failed = store, done, failed

    def begin(self) -> None:
        """Look for names, then save or ask."""
        texts = self._texts
        self._context.operations.query(self._owner, lambda uow: names_in(uow, texts), self._on_looked)

    def _on_looked(self, names: tuple[str, ...]) -> None:
        if not names:
            self._save(confirmed=False)
            self.deleteLater()
            return
        quoted = ", ".join(f"»{name}«" for name in names)
        dialog = ConfirmDialog(
            _("A name in the text"),
            _("Is {names} a person?").format(names=quoted),
            _(
                "Observations are without names. If a young person is meant, write it without the name; what concerns "
                "the person is made with »Refer a person«."
            ),
            verb=_("No person is meant, save"),
            keep=_("Mend the text"),
            danger=False,
            parent=self._owner,
        )
        dialog.confirmed.connect(self._on_confirmed)
        dialog.finished.connect(self.deleteLater)
        dialog.open()

    def _on_confirmed(self) -> None:
        self._save(confirmed=True)

    def _save(self, *, confirmed: bool) -> None:
        store = self._store
        self._context.operations.command(
            self._owner,
            lambda uow: store(uow, confirmed),
            self._done,
            self._failed,
            message=_("The observation is saved"),
        )
