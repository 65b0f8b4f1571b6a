"""The panel that opens the view for the head or data protection officer."""

from sspdesk.i18n import _
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button
from sspdesk.ui.shared.panels import Panel


class ReviewPanel(Panel):
    """Says what the view shows, and opens it."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(_("Review"))
        self._context = context
        told = _(
            "Log, figures and settings for your head or the data protection officer, without case text and names. "
            "Everything else is hidden until you type the passphrase."
        )
        self.open_button = Button(_("Open the review …"), icon="shield-check", name="open_review_button")
        self.open_button.setEnabled(context.vault is not None)
        self.open_button.clicked.connect(self._on_open_pressed)
        self.body.addWidget(layouts.label(told, tone="muted", wrap=True))
        self.body.addLayout(layouts.row(None, self.open_button))

    def _on_open_pressed(self) -> None:
        if self._context.vault is not None:
            self._context.vault.review()
