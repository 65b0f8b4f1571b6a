"""Opens the vault of the lock screen in the background, and lets the user choose where the vault is in doubt."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.domain.vault import InDoubtError, SecretKind
from sspdesk.ui.unlock.window import UnlockWindow

if TYPE_CHECKING:
    from datetime import datetime

    from sspdesk.domain.drafts import Draft
    from sspdesk.domain.settings import Settings
    from sspdesk.services.session import OpenVault
    from sspdesk.ui.shared.operations import Operations

_WRONG = "wrong_secret"


class Opening(QObject):
    """One try after the other to open one vault.

    ``opened`` carries the vault, its settings and its drafts. ``memory`` is the folder where this computer remembers
    vaults.
    """

    opened = Signal(object)
    restore_wanted = Signal()
    checking_begun = Signal()
    """Emitted from the thread that opens: the whole vault is being looked at."""

    def __init__(
        self,
        window: UnlockWindow,
        folder: Path,
        operations: "Callable[[], Operations]",
        *,
        memory: Path,
        last_backup: "Callable[[], datetime | None]",
    ) -> None:
        super().__init__(window)
        self._window, self._folder, self._operations = window, folder, operations
        self._memory, self._last_backup = memory, last_backup
        self.failures = 0
        self.checking_begun.connect(window.form.show_checking)

    def attempt(self, kind: SecretKind, secret: str, accepted: Sequence[str] = ()) -> None:
        """Try a secret; ``accepted`` are the codes of findings that the user has read and taken."""
        told = partial(_tell, self.checking_begun.emit)
        work = partial(_open, self._folder, secret, kind, accepted=accepted, memory=self._memory, progress=told)
        self._operations().background(self, work, self.opened.emit, partial(self._on_refused, kind, secret))

    def _on_refused(self, kind: SecretKind, secret: str, error: DomainError | KnownError) -> None:
        from sspdesk.labels.errors import explain  # noqa: PLC0415 - the lock screen is shown before
        from sspdesk.services import vaults  # noqa: PLC0415 - as above

        findings = vaults.findings_of(error)
        if not findings:
            wrong = error.code == _WRONG
            self.failures += wrong
            self._window.form.show_failure(explain(error), wrong=wrong)
            return
        from sspdesk.ui.unlock.findings import FindingsDialog  # noqa: PLC0415 - hopefully never needed

        self._window.form.show_doubt()
        may_open = isinstance(error, InDoubtError) and error.may_open
        dialog = FindingsDialog(findings, may_open=may_open, last_backup=self._last_backup(), parent=self._window)
        dialog.restore_wanted.connect(self.restore_wanted)
        dialog.opening_wanted.connect(partial(self._on_opening_wanted, kind, secret, [one.code for one in findings]))
        dialog.open()

    def _on_opening_wanted(self, kind: SecretKind, secret: str, accepted: Sequence[str]) -> None:
        self._window.form.show_opening()
        self.attempt(kind, secret, accepted)


def settled(vault: "OpenVault") -> "tuple[OpenVault, Settings, list[Draft]]":
    """Return an open vault with its settings and drafts; close it again where they cannot be read."""
    from sspdesk.services import drafts, settings  # noqa: PLC0415 - the lock screen does without the database
    from sspdesk.services.work import Workspace  # noqa: PLC0415 - as above

    try:
        workspace = Workspace(vault)
        return vault, workspace.run(settings.load), workspace.run(drafts.load)
    except BaseException:
        vault.close()
        raise


def _open(folder: Path, secret: str, kind: SecretKind, **more: Any) -> "tuple[OpenVault, Settings, list[Draft]]":
    """On the background thread: derive the key, open the database, read settings and drafts."""
    from sspdesk.services import vaults  # noqa: PLC0415 - the lock screen is shown before

    return settled(vaults.open_vault(folder, secret, kind, **more))


def _tell(tell: Callable[[], None], _step: str) -> None:
    tell()
