"""The panel about the vault's health: when all of it was last looked at, what was found, and where it lies."""

from PySide6.QtWidgets import QLabel

from sspdesk.i18n import _
from sspdesk.labels.shell import check_state
from sspdesk.labels.vault import finding_words
from sspdesk.services import vaults
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button
from sspdesk.ui.shared.cells import BadgeSpec
from sspdesk.ui.shared.panels import Badge, Panel


class CheckPanel(Panel):
    """The weekly check, one now, and what is unwise about the vault's place."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(_("Health of the vault"))
        self._context = context
        told = _("Once a week, after two quiet minutes, every page, record and log entry is checked in a copy.")
        self.last_badge = Badge()
        self.now_button = Button(_("Check now"), icon="refresh-cw", name="check_button")
        self.now_button.setEnabled(context.vault is not None)
        self.now_button.clicked.connect(self._on_now_pressed)
        self.place_label = QLabel()
        self.place_label.setObjectName("place_label")
        self.place_label.setWordWrap(True)
        self.body.addWidget(layouts.label(told, tone="muted", wrap=True))
        self.body.addWidget(self.place_label)
        self.body.addLayout(layouts.row(self.last_badge, None, self.now_button))
        self.show_last()

    def show_last(self) -> None:
        """Say when the last check was made and how it ended, and what is unwise about the place."""
        vault = self._context.vault
        last, found = (vault.last_check(), vault.check_found()) if vault is not None else (None, ())
        words, tone = check_state(last, self._context.now(), found=len(found))
        icon = "circle-check" if tone == "ok" else "triangle-alert"
        self.last_badge.set_badge(BadgeSpec(words, icon, tone))
        place = vaults.place_findings(vault.folder) if vault is not None else []
        self.place_label.setText("\n".join(" ".join(finding_words(one)) for one in place))
        self.place_label.setVisible(bool(place))

    def _on_now_pressed(self) -> None:
        if self._context.vault is not None:
            self._context.say(_("The vault is being checked"))
            self._context.vault.check_now()
