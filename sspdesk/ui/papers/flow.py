"""The way of every paper: gathered in one transaction, rendered without one, looked at, registered, then it leaves."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.disclosures import Channel, Disclosure
from sspdesk.exchange import encrypted, plain
from sspdesk.i18n import _
from sspdesk.labels.disclosures import refusal
from sspdesk.services import disclosures
from sspdesk.services.disclosures import Leaving, Sealed
from sspdesk.ui.context import PageContext
from sspdesk.ui.papers.delivery import Delivery, OutgoingFile
from sspdesk.ui.papers.problem import show_error, show_problem
from sspdesk.ui.papers.targets import choose_file
from sspdesk.ui.shared.operations import ExpectedError
from sspdesk.ui.shared.pdf_preview import PdfPreview

if TYPE_CHECKING:
    from sspdesk.services.work import Outcome, UnitOfWork


class Paper(Protocol):
    """A gathered paper, as the services give it."""

    @property
    def leaving(self) -> Leaving | None:
        """What leaves, to whom and why; None for an open paper without persons."""

    @property
    def number(self) -> str:
        """The paper's number."""

    @property
    def warning(self) -> str:
        """What is doubtful about the legal basis, in words."""

    @property
    def names(self) -> bool:
        """Whether names of persons stand on it."""

    def render(self) -> bytes:
        """Return the PDF; needs no database."""

    def render_discreet(self) -> bytes | None:
        """Return the PDF with initials, for discreet display, or None where there is none; needs no database."""


@dataclass(frozen=True, slots=True)
class _Rendered:
    pdf: bytes
    discreet: bytes | None


class PaperFlow(QObject):
    """Shows one paper and lets it leave; frees itself when its preview is closed. ``title`` holds no names.

    ``left`` tells that an open paper is printed or saved: those are not registered as disclosures. ``on_left`` is
    called each time the paper was printed or written.
    """

    left = Signal()

    def __init__(
        self, context: PageContext, parent: QWidget, title: str, *, on_left: Callable[[], None] | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._window, self._title = context, parent, title
        self._on_left = on_left
        self._paper: Paper | None = None
        self._pdf = b""
        self._printing: Disclosure | None = None
        self.preview: PdfPreview | None = None

    def start(self, gather: "Callable[[UnitOfWork], Paper]") -> None:
        """Gather the paper's data and go on with ``show``."""
        self._context.operations.query(self, gather, self.show, self._on_not_gathered)

    def show(self, paper: Paper) -> None:
        """Render a gathered paper and open its preview."""
        self._paper = paper
        self._context.operations.background(self, partial(_render, paper), self._on_rendered)

    def _on_not_gathered(self, error: ExpectedError) -> None:
        self._context.operations.failed.emit(error)
        self.deleteLater()

    def _on_rendered(self, rendered: _Rendered) -> None:
        paper = self._paper
        if paper is None:
            return
        self._pdf = rendered.pdf
        queue = _("The computer's print queue may keep a copy. Fetch the paper at once, and keep it locked away.")
        preview = PdfPreview(
            rendered.pdf,
            self._title,
            privacy=self._context.privacy if paper.names else None,
            discreet_data=rendered.discreet,
            note=f"{paper.warning} {queue}".strip() if paper.leaving is not None else "",
            before_print=self._register_print,
            parent=self._window,
        )
        preview.save_requested.connect(self._on_save_requested)
        preview.print_failed.connect(self._on_print_failed)
        if self._on_left is not None:
            preview.printed.connect(self._on_left)
        preview.finished.connect(self._on_closed)
        self.preview = preview
        preview.open()

    # printing
    def _register_print(self, go_on: Callable[[], None]) -> None:
        paper = self._paper
        if paper is None:
            return
        if paper.leaving is None:
            go_on()
            self.left.emit()
            return
        work = partial(
            disclosures.register,
            leaving=replace(paper.leaving, channel=Channel.PRINT),
            number=paper.number,
            sha256=encrypted.sha256(self._pdf),
        )
        self._context.operations.command(
            self,
            work,
            partial(self._on_print_registered, go_on),
            self._on_refused,
            message=_("The paper is registered as a disclosure, {number}").format(number=paper.number),
        )

    def _on_print_registered(self, go_on: Callable[[], None], disclosure: Disclosure) -> None:
        self._printing = disclosure
        if self.preview is not None and shiboken6.isValid(self.preview):
            go_on()
        else:
            self._on_print_failed()

    def _on_print_failed(self) -> None:
        if self._printing is not None:
            ids = [self._printing.id]
            self._context.operations.command(
                self._window, partial(disclosures.mark_failed, disclosure_ids=ids, code="print_failed")
            )
        show_problem(self._top(), _("The paper was not printed"), refusal("print_failed"), icon="printer-x")

    # saving
    def _on_save_requested(self) -> None:
        paper = self._paper
        if paper is not None:
            name = plain.file_name if paper.leaving is None else partial(encrypted.file_name, kind="pdf")
            choose_file(self._top(), name(paper.number), self.save_to)

    def save_to(self, path: Path) -> None:
        """Encrypt, register and write the paper as PDF; an open paper is just written."""
        paper = self._paper
        if paper is None:
            return
        if paper.leaving is None:
            self._context.operations.background(
                self, partial(plain.write, path, self._pdf), partial(self._on_written, path), self._on_not_written
            )
            return
        leaving = replace(paper.leaving, channel=Channel.PDF)

        def register(uow: "UnitOfWork", hashes: dict[Channel, str]) -> "Outcome[tuple[Disclosure, ...]]":
            sealed = Sealed(leaving=leaving, sha256=hashes[Channel.PDF])
            return disclosures.register_files(uow, [sealed], number=paper.number)

        pdf = self._pdf
        file = OutgoingFile(channel=Channel.PDF, path=path, make=lambda: pdf)
        delivery = Delivery(self._context, self._top(), self._window, (file,), register, number=paper.number)
        if self._on_left is not None:
            delivery.delivered.connect(self._on_left)
        delivery.start()

    def _on_written(self, path: Path, _nothing: None) -> None:
        self._context.say(_("The paper was saved as {name}").format(name=path.name))
        self.left.emit()

    def _on_not_written(self, error: ExpectedError) -> None:
        show_error(self._top(), _("The paper was not saved"), error)

    def _on_refused(self, error: Exception) -> None:
        show_error(self._top(), _("Nothing left the desk"), error)

    def _top(self) -> QWidget:
        return self.preview if self.preview is not None and shiboken6.isValid(self.preview) else self._window

    def _on_closed(self) -> None:
        self.preview = None
        self.deleteLater()


def _render(paper: Paper) -> _Rendered:
    """Render on the background thread."""
    return _Rendered(paper.render(), paper.render_discreet() if paper.names else None)
