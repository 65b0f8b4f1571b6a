"""Lets encrypted files leave: encrypted in memory, registered, written, and then the password is shown once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.disclosures import Channel, Disclosure
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.exchange import encrypted
from sspdesk.i18n import _
from sspdesk.labels.disclosures import refusal
from sspdesk.labels.errors import explain
from sspdesk.services import disclosures
from sspdesk.ui.context import PageContext
from sspdesk.ui.papers.password_dialog import PasswordDialog
from sspdesk.ui.papers.problem import show_problem

if TYPE_CHECKING:
    from sspdesk.services.work import Outcome, UnitOfWork

Register = Callable[["UnitOfWork", dict[Channel, str]], "Outcome[Any]"]
"""Registers the files by channel and SHA-256; the outcome holds the disclosures, or a refusal with its ``code``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingFile:
    """One file about to leave. ``make`` gives its plain bytes, which never touch the disk."""

    channel: Channel
    path: Path
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class _Sealed:
    password: str
    contents: dict[Channel, bytes]


class Delivery(QObject):
    """One delivery; frees itself when it has ended. All files have one password. ``delivered``: they are written.

    ``window`` is what the dialogs lie over, ``keeper`` what must live until the end.
    """

    delivered = Signal()
    stopped = Signal()

    def __init__(
        self,
        context: PageContext,
        window: QWidget,
        keeper: QWidget,
        files: Sequence[OutgoingFile],
        register: Register,
        *,
        number: str,
    ) -> None:
        super().__init__(keeper)
        self._context, self._window, self._keeper = context, window, keeper
        self._files, self._register, self._number = tuple(files), register, number
        self._sealed: _Sealed | None = None
        self._registered: tuple[Disclosure, ...] = ()

    def start(self) -> None:
        """Encrypt the files in memory and go on."""
        self._context.operations.background(self, partial(_seal, self._files), self._on_sealed, self._on_stopped)

    def _on_sealed(self, sealed: _Sealed) -> None:
        self._sealed = sealed
        hashes = {channel: encrypted.sha256(content) for channel, content in sealed.contents.items()}
        register = self._register

        def work(uow: "UnitOfWork") -> "Outcome[Any]":
            return register(uow, hashes)

        self._context.operations.command(self, work, self._on_registered, self._on_stopped)

    def _on_registered(self, answer: Any) -> None:
        if not isinstance(answer, tuple):
            self._end(refusal(answer.code))
            return
        self._registered = answer
        sealed = self._sealed
        if sealed is not None:
            work = partial(_write, self._files, sealed)
            self._context.operations.background(self, work, self._on_written, self._on_not_written)

    def _on_written(self, _nothing: None) -> None:
        sealed = self._sealed
        self._context.say(_("Saved and registered as a disclosure, {number}").format(number=self._number))
        if sealed is not None:
            paths = [file.path for file in self._files]
            PasswordDialog(sealed.password, paths, parent=self._keeper).open()
        self._sealed = None
        self.delivered.emit()
        self.deleteLater()

    def _on_not_written(self, error: DomainError | KnownError) -> None:
        ids = [one.id for one in self._registered]
        self._context.operations.command(self._keeper, partial(disclosures.mark_failed, disclosure_ids=ids))
        self._on_stopped(error)

    def _on_stopped(self, error: DomainError | KnownError) -> None:
        self._end(explain(error))

    def _end(self, words: str) -> None:
        self._sealed = None
        window = self._window if shiboken6.isValid(self._window) else self._keeper
        show_problem(window, _("Nothing left the desk"), words)
        self.stopped.emit()
        self.deleteLater()


def _seal(files: Sequence[OutgoingFile]) -> _Sealed:
    """Encrypt on the background thread."""
    password = encrypted.generate_password()
    sealers = {
        Channel.PDF: encrypted.encrypt_pdf,
        Channel.XLSX: encrypted.encrypt_office,
        Channel.DOCX: encrypted.encrypt_office,
    }
    return _Sealed(
        password=password,
        contents={file.channel: sealers[file.channel](file.make(), password) for file in files},
    )


def _write(files: Sequence[OutgoingFile], sealed: _Sealed) -> None:
    """Write on the background thread: all files, or none of them."""
    written: list[Path] = []
    try:
        for file in files:
            encrypted.write_exactly(file.path, sealed.contents[file.channel])
            written.append(file.path)
    except KnownError:
        for path in written:
            path.unlink(missing_ok=True)
        raise
