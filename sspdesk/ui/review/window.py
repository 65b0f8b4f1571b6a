"""The whole window for a reviewer: figures, settings and log. It ends with the passphrase, or with the lock."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from sspdesk.i18n import _
from sspdesk.services import review
from sspdesk.services.review import Health, ReviewPaper, Section
from sspdesk.ui import icons, theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.disclosures.log_filter import LogFilterBar
from sspdesk.ui.papers.flow import PaperFlow
from sspdesk.ui.review.dialogs import EndDialog, PrintDialog
from sspdesk.ui.review.figures import FiguresView
from sspdesk.ui.review.log_columns import columns
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button
from sspdesk.ui.shared.page import PageHeader
from sspdesk.ui.shared.panels import EmptyState, InlineMessage, Panel
from sspdesk.ui.shared.table import RecordTable

if TYPE_CHECKING:
    from sspdesk.services.log import LogRow
    from sspdesk.services.work import UnitOfWork

FIGURES, LOG = range(2)


class ReviewWindow(QWidget):
    """Stands in the place of the main window. ``ended``: the owner's passphrase was right; ``lock_requested``."""

    ended = Signal()
    lock_requested = Signal()

    def __init__(self, context: PageContext, health: Callable[[], Health], confirm: Callable[[str], None]) -> None:
        super().__init__()
        self._context, self._health, self._confirm = context, health, confirm
        self._ending = False
        self.setObjectName("review_window")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("SSP Desk – review"))
        self.setWindowIcon(icons.icon("brand", "accent", size=32))
        self.setMinimumSize(1180, 680)
        self.header = PageHeader(_("Review"), _("Figures, settings and log. No case text, no names of persons."))
        self.print_button = Button(_("Print or save …"), icon="printer", name="print_review_button", shortcut="Ctrl+P")
        self.lock_button = Button(_("Lock"), icon="lock", name="lock_review_button")
        self.end_button = Button(_("End the review …"), icon="lock-open", name="end_review_button")
        self.header.add_tools(self.print_button, self.lock_button, self.end_button)
        self.message = InlineMessage(tone="danger")
        self.message.hide()
        self.tabs = QTabBar()
        self.tabs.setObjectName("review_tabs")
        self.tabs.setAccessibleName(_("Parts of the page"))
        self.tabs.setExpanding(False)
        for title in (_("Figures and settings"), _("Log")):
            self.tabs.addTab(title)
        self.figures = FiguresView()
        self.filters = LogFilterBar(context)
        self.table: RecordTable[LogRow] = RecordTable(
            columns(context.now),
            name=_("Log"),
            operations=context.operations,
            empty=EmptyState("history", _("No entries"), _("Choose another kind of action, or other days.")),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self._scrolling(self.figures))
        self.stack.addWidget(self._log())
        body = layouts.column(self.message, self.tabs, self.stack, spacing=8, margins=(16, 0, 16, 16))
        body.setStretch(2, 1)
        whole = layouts.column(self.header, body, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._connect()

    def _scrolling(self, content: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setObjectName("review_area")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(content)
        return area

    def _log(self) -> QWidget:
        page = QWidget()
        panel = Panel(padded=False)
        panel.body.addWidget(self.table)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(self.filters)
        layout.addWidget(panel, 1)
        return page

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        self.filters.changed.connect(self._show_log)
        self.print_button.clicked.connect(self._on_print_pressed)
        self.lock_button.clicked.connect(self.lock_requested)
        self.end_button.clicked.connect(self._on_end_pressed)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self.lock_requested)

    def begin(self) -> None:
        """Load everything and note in the log that the review began."""
        health = self._health()

        def work(uow: "UnitOfWork") -> tuple[Section, ...]:
            review.begin(uow)
            return review.sections(uow, health)

        self._context.operations.query(self, work, self.figures.show_sections)
        self.filters.load_users()
        self._show_log()
        self.tabs.setFocus()

    def _show_log(self) -> None:
        self.table.set_source(self.filters.source())

    # printing
    def _on_print_pressed(self) -> None:
        dialog = PrintDialog(self)
        dialog.submitted.connect(partial(self._gather, dialog))
        dialog.open()

    def _gather(self, dialog: PrintDialog) -> None:
        health, recipient = self._health(), dialog.recipient
        asked = self.filters.asked() if dialog.form.value("with_log") else None

        def work(uow: "UnitOfWork") -> ReviewPaper:
            return review.paper(uow, health, recipient, asked(uow) if asked is not None else None)

        def gathered(paper: ReviewPaper) -> None:
            dialog.accept()
            PaperFlow(self._context, self, _("Review of SSP Desk")).show(paper)

        self._context.operations.query(dialog, work, gathered, dialog.refuse)

    # the end
    def _on_end_pressed(self) -> None:
        dialog = EndDialog(self._context.operations, self._confirm, self)
        dialog.confirmed.connect(self._end)
        dialog.open()

    def _end(self) -> None:
        self._ending = True
        self.ended.emit()

    def dismiss(self) -> None:
        """Go away for good, because the review ended or the desk is closed."""
        self._ending = True
        self.hide()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Lock instead of going back to the cases: whoever closes the window may be the reviewer."""
        if self._ending:
            super().closeEvent(event)
            return
        event.ignore()
        self.lock_requested.emit()
