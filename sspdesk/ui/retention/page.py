"""The page "Sletning": proposals, what is held back, receipts, terms."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from sspdesk.domain.changes import ChangeSet
from sspdesk.i18n import _
from sspdesk.ui.context import PageContext
from sspdesk.ui.retention.lists import HoldsTab, ReceiptsTab, TermsTab
from sspdesk.ui.retention.proposals_tab import ProposalsTab
from sspdesk.ui.shared.page import Command, Page

PROPOSALS, HOLDS, RECEIPTS, TERMS = range(4)


class RetentionPage(Page):
    """Four tabs. Nothing is deleted without an approval here."""

    help_topic = "sletning"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(_("Deletion"), _("Proposed by term, deleted by you"), parent=parent)
        self.proposals_tab = ProposalsTab(context)
        self.holds_tab = HoldsTab(context)
        self.receipts_tab = ReceiptsTab(context)
        self.terms_tab = TermsTab(context)
        self.tabs = QTabBar()
        self.tabs.setObjectName("retention_tabs")
        self.tabs.setAccessibleName(_("Parts of the page"))
        self.tabs.setExpanding(False)
        self.stack = QStackedWidget()
        for title, tab in (
            (_("Proposals"), self.proposals_tab),
            (_("Held back"), self.holds_tab),
            (_("Receipts"), self.receipts_tab),
            (_("Terms"), self.terms_tab),
        ):
            self.tabs.addTab(title)
            self.stack.addWidget(tab)
        self.body.setSpacing(8)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(self.show_tab)

    def show_tab(self, tab: int) -> None:
        """Show one of the tabs as it is now."""
        self.tabs.setCurrentIndex(tab)
        self.stack.setCurrentIndex(tab)
        (self.proposals_tab, self.holds_tab, self.receipts_tab, self.terms_tab)[tab].load()

    def activate(self) -> None:
        self.show_tab(self.tabs.currentIndex())

    def refresh(self, changes: ChangeSet) -> None:
        if changes:
            self.show_tab(self.tabs.currentIndex())

    def focus_first(self) -> None:
        current = self.stack.currentWidget()
        if current is not None:
            current.setFocus()

    def editors(self) -> Mapping[str, Callable[[int], object]]:
        tab = self.proposals_tab
        return {
            "HoldDialog": partial(tab.resume, tab.hold_current),
            "FilingDialog": partial(tab.resume, tab.file_current),
        }

    def commands(self) -> Sequence[Command]:
        return tuple(
            Command(title=title, run=partial(self.show_tab, tab), icon=icon)
            for title, tab, icon in (
                (_("Show what is held back"), HOLDS, "hand"),
                (_("Show the receipts of deletions"), RECEIPTS, "file-check-2"),
                (_("Set the terms before deletion"), TERMS, "hourglass"),
            )
        )
