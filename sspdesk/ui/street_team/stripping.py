"""Removes old texts from observations: shows the proposal, asks for the number, strips on approval."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.services import street_retention
from sspdesk.services.street_retention import StripProposal
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared.dialogs import ConfirmDialog


class Stripping(QObject):
    """One proposal; lives until it is answered."""

    def __init__(self, context: PageContext, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._owner = context, owner
        self._proposal: StripProposal | None = None

    def begin(self) -> None:
        """Look what is due, then ask."""
        self._context.operations.query(self._owner, street_retention.proposal, self._on_found)

    def _on_found(self, found: StripProposal) -> None:
        count = len(found.ids)
        if not count or found.oldest is None:
            told = _("No texts are older than {weeks} weeks. There is nothing to remove.")
            self._context.say(told.format(weeks=found.weeks))
            self.deleteLater()
            return
        self._proposal = found
        heading = ngettext(
            "Remove the text of {count} observation?", "Remove the texts of {count} observations?", count
        )
        words = _(
            "They are older than {weeks} weeks; the oldest is of {day}. Place, time, theme and number stay. The texts "
            "are removed from the history too, and cannot be brought back. A receipt is kept."
        )
        dialog = ConfirmDialog(
            _("Remove old texts"),
            heading.format(count=dates.number(count)),
            words.format(weeks=found.weeks, day=dates.day(found.oldest)),
            verb=_("Remove the texts"),
            verb_icon="trash-2",
            number=count,
            parent=self._owner,
        )
        dialog.confirmed.connect(self._on_confirmed)
        dialog.finished.connect(self.deleteLater)
        dialog.open()

    def _on_confirmed(self) -> None:
        approved = self._proposal
        if approved is not None:
            self._context.operations.command(
                self._owner, lambda uow: street_retention.strip(uow, approved), message=_("The texts are removed")
            )
