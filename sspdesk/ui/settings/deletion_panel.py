"""The panel that leads to the page of deletions: how much is due."""

from collections.abc import Sequence

from sspdesk.i18n import _, ngettext
from sspdesk.services import retention, street_retention
from sspdesk.services.retention import DueSummary
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button
from sspdesk.ui.shared.cells import BadgeSpec
from sspdesk.ui.shared.panels import Badge, Panel


class DeletionPanel(Panel):
    """What is due, and the way to look it through."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(_("Deletion"))
        self._context = context
        self.due_badge = Badge()
        self.open_button = Button(_("Look through…"), icon="trash-2", name="open_deletion_button")
        self.open_button.clicked.connect(lambda: context.open_page("retention", None))
        told = _("What has passed its term is proposed. Terms, holds and receipts stand on the same page.")
        self.body.addWidget(layouts.label(told, tone="muted", wrap=True))
        self.body.addLayout(layouts.row(self.due_badge, None, self.open_button))

    def show_due(self) -> None:
        """Say how much is due."""
        self._context.operations.query(
            self, lambda uow: [*retention.due_summary(uow), *street_retention.due(uow)], self._show
        )

    def _show(self, due: Sequence[DueSummary]) -> None:
        count = sum(one.count for one in due)
        words = ngettext("{count} record is due", "{count} records are due", count).format(count=count)
        nothing = BadgeSpec(_("Nothing is due"), "circle-check", "ok")
        self.due_badge.set_badge(BadgeSpec(words, "clock", "warn") if count else nothing)
