"""Offers the three ready-made ways to organise a municipality; nothing that is there is taken away."""

from functools import partial

from PySide6.QtWidgets import QWidget

from sspdesk.i18n import _, ngettext
from sspdesk.services import forums
from sspdesk.services.forums import SetUp
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button
from sspdesk.ui.shared.dialogs import Dialog


class SetUpDialog(Dialog):
    """One button a set-up."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        super().__init__(
            _("Set-ups"),
            _("How is your municipality organised?"),
            _("The forums of a set-up come into use with words and agendas you can change. Nothing is taken away."),
            width=560,
            parent=parent,
        )
        self._context = context
        self.buttons_by_code: dict[str, Button] = {}
        for one in forums.set_ups():
            button = Button(_("Use this"), name=f"set_up_{one.code}_button")
            button.setAccessibleName(_("Use: {title}").format(title=one.title))
            button.clicked.connect(partial(self._use, one))
            self.buttons_by_code[one.code] = button
            text = layouts.column(
                layouts.label(one.title, level="strong"),
                layouts.label(one.text, tone="muted", wrap=True),
                spacing=2,
            )
            line = layouts.row(text, button, spacing=12)
            line.setStretch(0, 1)
            self.body.addWidget(layouts.rule())
            self.body.addLayout(line)
        self.add_close_button(_("Close"), default=True)

    def _use(self, one: SetUp, _checked: bool = False) -> None:
        self._context.operations.command(self, partial(forums.apply_set_up, code=one.code), self._on_used)

    def _on_used(self, came: int) -> None:
        words = ngettext("{count} forum came into use", "{count} forums came into use", came).format(count=came)
        self._context.say(words if came else _("All its forums were in use already."))
        self.accept()
