"""Says above a preview why a paper did not leave: what happened, what is safe, what to do."""

from PySide6.QtWidgets import QWidget

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.i18n import _
from sspdesk.labels.errors import explain
from sspdesk.ui.shared.dialogs import Dialog


class ProblemDialog(Dialog):
    """One problem and a button to close it."""

    def __init__(self, heading: str, words: str, *, icon: str, parent: QWidget) -> None:
        super().__init__(_("Paper"), heading, words, icon=icon, tint="danger", parent=parent)
        self.close_button = self.add_close_button(_("Close"), default=True)


def show_problem(parent: QWidget, heading: str, words: str, *, icon: str = "circle-alert") -> None:
    """Open the dialog."""
    ProblemDialog(heading, words, icon=icon, parent=parent).open()


def show_error(parent: QWidget, heading: str, error: Exception) -> None:
    """Open the dialog for an expected error."""
    if isinstance(error, DomainError | KnownError):
        show_problem(parent, heading, explain(error))
