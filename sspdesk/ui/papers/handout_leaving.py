"""The last stretch of a hand-out: checked, rendered, seen as the PDF that leaves, encrypted, registered, written."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.disclosures import Channel, Disclosure, Field
from sspdesk.domain.errors import KnownError
from sspdesk.domain.papers import Handout
from sspdesk.exchange import encrypted
from sspdesk.i18n import _
from sspdesk.services import handouts
from sspdesk.services.handouts import HandoutRequest, Ready, Refused
from sspdesk.ui.context import PageContext
from sspdesk.ui.papers.delivery import Delivery, OutgoingFile
from sspdesk.ui.papers.problem import show_error
from sspdesk.ui.papers.targets import choose_folder
from sspdesk.ui.shared.buttons import Kind
from sspdesk.ui.shared.operations import ExpectedError
from sspdesk.ui.shared.pdf_preview import PdfPreview

if TYPE_CHECKING:
    from sspdesk.services.work import Outcome, UnitOfWork

_KINDS = {Channel.PDF: "pdf", Channel.XLSX: "xlsx"}


class HandoutLeaving(QObject):
    """One attempt. ``refused`` carries why it was stopped (registered and logged); ``delivered``: files are written."""

    refused = Signal(object)
    failed = Signal(object)
    delivered = Signal()

    def __init__(
        self, context: PageContext, window: QWidget, request: HandoutRequest, channels: Sequence[Channel]
    ) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._request, self._channels = request, tuple(channels)
        self._ready: Ready | None = None
        self._pdf = b""
        self.preview: PdfPreview | None = None

    def start(self) -> None:
        """Check the request; what breaks a rule is refused."""
        self._context.operations.command(
            self, partial(handouts.prepare, request=self._request), self._on_prepared, self._on_failed
        )

    def _on_prepared(self, answer: Ready | Refused) -> None:
        if isinstance(answer, Refused):
            self.refused.emit(answer)
            self.deleteLater()
            return
        self._ready = answer
        names = Field.NAME in self._request.fields
        work = partial(_render_both, answer.handout, answer.discreet if names else None)
        self._context.operations.background(self, work, self._on_rendered)

    def _on_rendered(self, rendered: tuple[bytes, bytes | None]) -> None:
        self._pdf, discreet = rendered
        names = discreet is not None
        preview = PdfPreview(
            self._pdf,
            _("This is what leaves"),
            privacy=self._context.privacy if names else None,
            discreet_data=discreet,
            can_print=False,
            note=_("The files are encrypted, and the password is shown once. The teacher gets it over the phone."),
            parent=self._window,
        )
        preview.save_button.set_kind(Kind.PRIMARY)
        preview.save_button.set_words(_("Hand out …"), icon="file-lock")
        preview.save_requested.connect(self._on_save_requested)
        preview.finished.connect(self._on_preview_closed)
        self.preview = preview
        preview.open()

    def _on_save_requested(self) -> None:
        if self.preview is not None:
            choose_folder(self.preview, self.deliver_to)

    def deliver_to(self, folder: Path) -> None:
        """Encrypt, register and write the files into a folder; a file that is there already is never touched."""
        ready, preview, pdf = self._ready, self.preview, self._pdf
        if ready is None or preview is None:
            return
        paths = {one: folder / encrypted.file_name(ready.number, _KINDS[one]) for one in self._channels}
        taken = next((path for path in paths.values() if path.exists()), None)
        if taken is not None:
            show_error(preview, _("Nothing was handed out."), KnownError("file_exists", path=str(taken)))
            return
        makers: dict[Channel, Callable[[], bytes]] = {
            Channel.PDF: lambda: pdf,
            Channel.XLSX: partial(_render, Channel.XLSX, ready.handout),
        }
        files = [OutgoingFile(channel=one, path=path, make=makers[one]) for one, path in paths.items()]
        request = self._request

        def register(uow: "UnitOfWork", hashes: dict[Channel, str]) -> "Outcome[tuple[Disclosure, ...] | Refused]":
            return handouts.issue(uow, request, ready, hashes)

        keeper = self._window.parentWidget() or self._window
        delivery = Delivery(self._context, preview, keeper, files, register, number=ready.number)
        delivery.delivered.connect(self._on_delivered)
        delivery.start()

    def _on_delivered(self) -> None:
        if self.preview is not None:
            self.preview.accept()
        self.delivered.emit()

    def _on_preview_closed(self) -> None:
        self.preview = None
        self.deleteLater()

    def _on_failed(self, error: ExpectedError) -> None:
        self.failed.emit(error)
        self.deleteLater()


def _render_both(handout: Handout, discreet: Handout | None) -> tuple[bytes, bytes | None]:
    """Return the PDF and, if there is one, its version for discreet display."""
    return _render(Channel.PDF, handout), _render(Channel.PDF, discreet) if discreet is not None else None


def _render(channel: Channel, handout: Handout) -> bytes:
    """Return the plain bytes of one file, on the background thread."""
    from sspdesk.exchange import handout_sheet  # noqa: PLC0415 - needed for a hand-out only
    from sspdesk.reports import handout as report  # noqa: PLC0415 - reportlab is loaded when a paper is wanted

    return report.render(handout) if channel is Channel.PDF else handout_sheet.render(handout)
