"""Shows a PDF before it leaves the program: page turning, zoom, printing, and saving by the caller."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from sspdesk.i18n import _
from sspdesk.ui import theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, IconButton, Kind
from sspdesk.ui.shared.panels import EmptyState
from sspdesk.ui.shared.pdf_pages import POINTS_PER_INCH, PdfPages
from sspdesk.ui.shared.privacy import Privacy

_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_SCREEN_DPI = 96
_PRINT_DPI = 300


class PdfPreview(QDialog):
    """A preview of one paper. Show it with ``open()``; it is freed on close.

    ``printed`` is emitted once the pages were handed to the system (its queue is outside our reach).
    ``print_failed`` says that the printer took nothing. ``save_requested`` asks the caller to encrypt, save and show
    the password; without ``can_save`` there is no button. ``before_print`` is given what prints, to call it once the
    disclosure is registered; printing to a file, which would be a plain one, is then not offered.

    With ``privacy`` the paper is hidden in discreet display, or shown as ``discreet_data``: the same with initials.
    What leaves is ``data`` all the same, and a line says so.
    """

    printed = Signal()
    print_failed = Signal()
    save_requested = Signal()

    def __init__(
        self,
        data: bytes,
        title: str,
        *,
        privacy: Privacy | None = None,
        discreet_data: bytes | None = None,
        can_save: bool = True,
        can_print: bool = True,
        note: str = "",
        before_print: Callable[[Callable[[], None]], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pdf_preview")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._pages = PdfPages(data)
        self._discreet_pages = PdfPages(discreet_data) if discreet_data is not None else None
        self._privacy = privacy
        self._number = 0
        self._zoom: float | None = None
        self._can_print, self._can_save = can_print, can_save
        self._before_print = before_print
        self._build(title, note)
        self._add_keys()
        if privacy is not None:
            privacy.changed.connect(self._show_page)
        self.scroll_area.viewport().installEventFilter(self)
        self.resize(theme.px(860), theme.px(680))
        self._show_page()

    def _build(self, title: str, note: str) -> None:
        self.paper_label = QLabel()
        self.paper_label.setObjectName("paper_label")
        self.paper_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.scroll_area = QScrollArea()
        self.scroll_area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        # always there: a bar that comes and goes with the paper's height would change the width it is fitted to
        self.scroll_area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.scroll_area.setWidget(self.paper_label)
        self.scroll_area.setAccessibleName(_("The paper"))
        self.cover = EmptyState(
            "eye-off",
            _("Discreet display is on"),
            _("The paper may show names. Switch discreet display off with F9 to see it here."),
        )
        self.discreet_label = layouts.label(
            _("Shown with initials. What leaves holds the names."), level="small", tone="warn"
        )
        self.discreet_label.hide()
        self.note_label = layouts.label(
            note or _("The computer's print queue may keep a copy. Fetch the paper at once, and keep it locked away."),
            level="small",
            tone="muted",
            wrap=True,
        )
        self.close_button = Button(_("Close"))
        self.save_button = Button(_("Save as …"), icon="file-lock", shortcut="Ctrl+Shift+P")
        self.print_button = Button(_("Print …"), kind=Kind.PRIMARY, icon="printer", shortcut="Ctrl+P")
        self.save_button.setVisible(self._can_save)
        self.print_button.setVisible(self._can_print)
        notes = layouts.column(self.discreet_label, self.note_label, spacing=2)
        foot = layouts.row(notes, self.close_button, self.save_button, self.print_button, margins=(16, 8, 16, 8))
        foot.setStretch(0, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._bar(title))
        outer.addWidget(self.scroll_area, 1)
        outer.addWidget(self.cover, 1)
        outer.addWidget(layouts.box(foot, role="page-footer"))
        self.previous_button.clicked.connect(self._on_previous_clicked)
        self.next_button.clicked.connect(self._on_next_clicked)
        self.smaller_button.clicked.connect(self._on_smaller_clicked)
        self.larger_button.clicked.connect(self._on_larger_clicked)
        self.fit_button.clicked.connect(self._on_fit_clicked)
        self.close_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save_requested)
        self.print_button.clicked.connect(self._on_print_clicked)

    def _bar(self, title: str) -> QFrame:
        self.previous_button = IconButton(_("Previous page"), "chevron-left", shortcut="PgUp", compact=True)
        self.next_button = IconButton(_("Next page"), "chevron-right", shortcut="PgDown", compact=True)
        self.count_label = layouts.label(tone="muted")
        self.smaller_button = Button("−", compact=True, name="zoom_out_button")
        self.larger_button = Button("+", compact=True, name="zoom_in_button")
        self.smaller_button.setAccessibleName(_("Smaller"))
        self.larger_button.setAccessibleName(_("Larger"))
        self.fit_button = Button(_("Fit the width"), compact=True)
        self.zoom_label = layouts.label(tone="muted")
        line = layouts.row(
            *(layouts.label(title, level="panel"), None, self.previous_button, self.count_label, self.next_button, 16),
            *(self.smaller_button, self.zoom_label, self.larger_button, self.fit_button),
            margins=(16, 8, 16, 8),
        )
        return layouts.box(line, role="strip")

    def _add_keys(self) -> None:
        for keys, act in (("Ctrl++", self._on_larger_clicked), ("Ctrl+-", self._on_smaller_clicked)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        if self._privacy is not None:
            QShortcut(QKeySequence("F9"), self).activated.connect(self._privacy.toggle)

    @property
    def page_number(self) -> int:
        """The page shown, from 0."""
        return self._number

    def go_to(self, number: int) -> None:
        """Show a page (from 0)."""
        self._number = number
        self._show_page()

    @property
    def _shown_pages(self) -> PdfPages:
        """What is on the screen: in discreet display the version with initials, if there is one."""
        return self._discreet_pages if self._discreet and self._discreet_pages is not None else self._pages

    @property
    def _discreet(self) -> bool:
        return self._privacy is not None and self._privacy.discreet

    def _show_page(self) -> None:
        pages = self._shown_pages
        self._number = max(0, min(self._number, len(pages) - 1))
        covered = self._discreet and self._discreet_pages is None
        self.discreet_label.setVisible(self._discreet and not covered)
        self.cover.setVisible(covered)
        self.scroll_area.setHidden(covered)
        count = _("Page {number} of {total}").format(number=self._number + 1, total=len(pages))
        self.count_label.setText(count)
        self.paper_label.setAccessibleName(count)
        self.previous_button.setEnabled(self._number > 0)
        self.next_button.setEnabled(self._number < len(pages) - 1)
        zoom = self._zoom or self._fitting_zoom()
        self.zoom_label.setText(f"{round(zoom * 100)} %")
        if covered:
            self.paper_label.clear()
            return
        ratio = self.devicePixelRatioF()
        picture = pages.picture(self._number, _SCREEN_DPI * zoom * ratio)
        picture.setDevicePixelRatio(ratio)
        self.paper_label.setPixmap(_with_edge(picture))
        self.paper_label.adjustSize()

    def _fitting_zoom(self) -> float:
        width: float = self._shown_pages.size(self._number).width() / POINTS_PER_INCH * _SCREEN_DPI
        return max(0.3, (self.scroll_area.viewport().width() - 24) / width)

    def _step_zoom(self, larger: bool) -> None:
        now = self._zoom or self._fitting_zoom()
        steps = [zoom for zoom in _ZOOMS if (zoom > now + 0.01 if larger else zoom < now - 0.01)]
        if steps:
            self._zoom = steps[0] if larger else steps[-1]
            self._show_page()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.scroll_area.viewport() and event.type() is QEvent.Type.Resize and self._zoom is None:
            self._show_page()
        return super().eventFilter(watched, event)

    def done(self, result: int) -> None:
        super().done(result)
        self.scroll_area.viewport().removeEventFilter(self)
        if self._privacy is not None:
            self._privacy.changed.disconnect(self._show_page)
            self._privacy = None
        self.paper_label.clear()
        for pages in (self._pages, self._discreet_pages):
            if pages is not None:
                pages.close()
        self.deleteLater()

    def _on_previous_clicked(self) -> None:
        self.go_to(self._number - 1)

    def _on_next_clicked(self) -> None:
        self.go_to(self._number + 1)

    def _on_smaller_clicked(self) -> None:
        self._step_zoom(False)

    def _on_larger_clicked(self) -> None:
        self._step_zoom(True)

    def _on_fit_clicked(self) -> None:
        self._zoom = None
        self._show_page()

    def _on_print_clicked(self) -> None:
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName("SSP Desk")  # the queue shows it: no names, not even a date
        dialog = QPrintDialog(self._printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setMinMax(1, len(self._pages))
        if self._before_print is not None:
            dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
        dialog.accepted.connect(self._on_print_accepted)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _on_print_accepted(self) -> None:
        self.request_print(self._printer)

    def request_print(self, printer: QPrinter) -> None:
        """Print on a chosen printer, after what ``before_print`` has to do."""
        if self._before_print is None:
            self.print_to(printer)
        else:
            self._before_print(partial(self.print_to, printer))

    def print_to(self, printer: QPrinter) -> None:
        """Hand the chosen pages to a printer as pictures; emit ``print_failed`` when it does not take them."""
        first = printer.fromPage() or 1
        last = printer.toPage() or len(self._pages)
        printer.setFullPage(True)
        painter = QPainter()
        if not painter.begin(printer):
            self.print_failed.emit()
            return
        for number in range(first - 1, last):
            if number > first - 1:
                printer.newPage()
            area: QRect = painter.viewport()
            picture = self._pages.picture(number, _PRINT_DPI)
            size = picture.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRect(area.topLeft(), size), picture)
        painter.end()
        self.printed.emit()


def _with_edge(picture: QImage) -> QPixmap:
    """Return a page's picture with a thin line around the paper."""
    pixmap = QPixmap.fromImage(picture)
    painter = QPainter(pixmap)
    painter.setPen(theme.color("line"))
    ratio = picture.devicePixelRatio()
    painter.drawRect(0, 0, int(picture.width() / ratio) - 1, int(picture.height() / ratio) - 1)
    painter.end()
    return pixmap
