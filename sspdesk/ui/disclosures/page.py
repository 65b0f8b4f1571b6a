"""The page "Videregivelser": what left the desk, the log, and the legal bases it rests on."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from sspdesk.domain.changes import ChangeSet
from sspdesk.i18n import _
from sspdesk.ui.context import PageContext
from sspdesk.ui.disclosures.bases_tab import BasesTab
from sspdesk.ui.disclosures.log_tab import LogTab
from sspdesk.ui.disclosures.register_tab import RegisterTab
from sspdesk.ui.shared.page import Command, Page

REGISTER, LOG, BASES = range(3)


class DisclosuresPage(Page):
    """Three tabs; a record is a disclosure. The help follows the page."""

    help_topic = "videregivelser"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(_("Disclosures"), _("What left, who looked, and on which legal basis"), parent=parent)
        self.register_tab = RegisterTab(context)
        self.log_tab = LogTab(context)
        self.bases_tab = BasesTab(context)
        self.tabs = QTabBar()
        self.tabs.setObjectName("disclosure_tabs")
        self.tabs.setAccessibleName(_("Parts of the page"))
        self.tabs.setExpanding(False)
        self.stack = QStackedWidget()
        self._loaded: set[int] = set()
        for title, tab in (
            (_("Disclosures"), self.register_tab),
            (_("Log"), self.log_tab),
            (_("Legal bases"), self.bases_tab),
        ):
            self.tabs.addTab(title)
            self.stack.addWidget(tab)
        self.body.setSpacing(8)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(self.show_tab)

    def show_tab(self, tab: int) -> None:
        """Show one of the three tabs and load it when it is shown the first time."""
        self.tabs.setCurrentIndex(tab)
        self.stack.setCurrentIndex(tab)
        if tab not in self._loaded:
            self._loaded.add(tab)
            self._load(tab)

    def _load(self, tab: int) -> None:
        (self.register_tab, self.log_tab, self.bases_tab)[tab].load()

    def open_record(self, record_id: int) -> None:
        self.register_tab.choose(record_id)
        self.tabs.setCurrentIndex(REGISTER)

    def activate(self) -> None:
        self._loaded.clear()
        self.show_tab(self.tabs.currentIndex())

    def editors(self) -> Mapping[str, Callable[[int], object]]:
        return {"BasisDialog": self._resume_basis}

    def _resume_basis(self, basis_id: int) -> None:
        self.show_tab(BASES)
        self.bases_tab.resume(basis_id)

    def refresh(self, changes: ChangeSet) -> None:
        here = self.tabs.currentIndex()
        wanted = {REGISTER: {"disclosure", "legal_basis"}, LOG: {"exit"}, BASES: {"legal_basis"}}
        if changes.kinds & wanted.get(here, set()):
            self._loaded = {here}
            self._load(here)

    def focus_first(self) -> None:
        (self.register_tab.table, self.log_tab.table, self.bases_tab.table)[self.tabs.currentIndex()].setFocus()

    def commands(self) -> Sequence[Command]:
        return (
            Command(title=_("Show the log"), run=partial(self.show_tab, LOG), icon="history"),
            Command(title=_("Show the legal bases"), run=partial(self.show_tab, BASES), icon="scale"),
            Command(title=_("Check the log"), run=self._check_log, icon="shield-check"),
        )

    def _check_log(self) -> None:
        self.show_tab(LOG)
        self.log_tab.verify()
