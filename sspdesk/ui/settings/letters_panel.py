"""The panel of letters: every text, whether it is the municipality's own, and the way to change it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from sspdesk.domain.letters import LetterText
from sspdesk.i18n import _
from sspdesk.labels import letters as words
from sspdesk.services import letter_texts
from sspdesk.services.letter_texts import TextView
from sspdesk.ui.context import PageContext
from sspdesk.ui.letters.actions import edit_text
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.cells import BadgeSpec
from sspdesk.ui.shared.panels import Badge, Panel


class LettersPanel(Panel):
    """One row a text."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(_("Texts of letters"))
        self._context = context
        told = _("The letters of talks begin with these texts. What you change is used from the next letter on.")
        self.body.addWidget(layouts.label(told, tone="muted", wrap=True))
        self.edit_buttons: dict[LetterText, Button] = {}
        self._badges: dict[LetterText, Badge] = {}
        rows = layouts.column(spacing=2)
        for which in LetterText:
            rows.addWidget(self._row(which))
        self.body.addLayout(rows)

    def _row(self, which: LetterText) -> QWidget:
        badge = Badge()
        badge.set_badge(BadgeSpec(_("own text"), "notebook-pen", "info"))
        badge.hide()
        button = Button(_("Edit the text…"), kind=Kind.LINK, name=f"{which.value}_button")
        button.setAccessibleName(_("Edit the text »{name}«").format(name=words.text(which)))
        button.clicked.connect(partial(self._on_edit_pressed, which))
        self.edit_buttons[which], self._badges[which] = button, badge
        box = QWidget()
        box.setLayout(layouts.row(layouts.label(words.text(which)), None, badge, button, spacing=8))
        return box

    def _on_edit_pressed(self, which: LetterText, _checked: bool = False) -> None:
        edit_text(self._context, self, which)

    def show_texts(self) -> None:
        """Say which texts are the municipality's own."""
        self._context.operations.query(self, letter_texts.views, self._show)

    def _show(self, views: Sequence[TextView]) -> None:
        for view in views:
            self._badges[view.which].setVisible(view.own)
