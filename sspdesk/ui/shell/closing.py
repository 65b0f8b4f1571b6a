"""Asks before the desk is closed where something would be lost that is not kept as a draft."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from sspdesk.i18n import _
from sspdesk.ui.shared.dialogs import ConfirmDialog


def close_dialog(unsaved: Sequence[str], parent: QWidget) -> ConfirmDialog:
    """Return the question; ``unsaved`` says what would be lost."""
    return ConfirmDialog(
        _("Close SSP Desk"),
        "\n".join(unsaved),
        _("It is not kept when you close. What is saved stays."),
        verb=_("Close without saving"),
        keep=_("Go back"),
        parent=parent,
    )
