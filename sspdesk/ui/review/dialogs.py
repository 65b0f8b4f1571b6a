"""The two questions of a review: the owner's passphrase at its end, and to whom its paper goes."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.i18n import _
from sspdesk.labels.errors import explain
from sspdesk.services.vaults import Delay
from sspdesk.ui.shared.buttons import Kind
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.form import Form, FormRow, focus_into
from sspdesk.ui.shared.operations import Operations
from sspdesk.ui.unlock.passphrase_edit import PassphraseEdit


class EndDialog(Dialog):
    """Asks for the passphrase that opened the vault; ``confirmed`` says that it was right. Keeps nothing of it."""

    confirmed = Signal()

    def __init__(self, operations: Operations, confirm: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(
            _("SSP Desk – review"),
            _("End the review"),
            _("Type the passphrase to go back to the cases. Without it the vault can only be locked."),
            icon="lock-open",
            tint="accent",
            parent=parent,
        )
        self._operations, self._confirm = operations, confirm
        self._failures = 0
        self.passphrase_edit = PassphraseEdit(_("Passphrase"))
        self.passphrase_row = FormRow(_("Passphrase"), self.passphrase_edit)
        self.body.addSpacing(4)
        self.body.addWidget(self.passphrase_row)
        self.add_close_button(_("Go on with the review"))
        self.end_button = self.add_button(_("End the review"), kind=Kind.PRIMARY, default=True)
        self.end_button.clicked.connect(self._on_end_pressed)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(partial(self.end_button.setEnabled, True))
        self.passphrase_edit.setFocus()

    def _on_end_pressed(self) -> None:
        self.passphrase_row.show_problem("")
        self.end_button.setEnabled(False)
        work = partial(self._confirm, self.passphrase_edit.text())
        self._operations.background(self, work, self._on_confirmed, self._on_refused)

    def _on_confirmed(self, _nothing: None) -> None:
        self.confirmed.emit()
        self.accept()

    def _on_refused(self, error: DomainError | KnownError) -> None:
        self._failures += 1
        wrong = error.code == "wrong_secret"
        self.passphrase_row.show_problem(_("That is not the present passphrase.") if wrong else explain(error))
        self.passphrase_edit.selectAll()
        self.passphrase_edit.setFocus()
        self._wait.start(Delay(self._failures).seconds * 1000)

    def done(self, result: int) -> None:
        self.passphrase_edit.clear()
        super().done(result)


class PrintDialog(Dialog):
    """Asks to whom the paper goes; ``submitted`` asks to show it."""

    submitted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            _("SSP Desk – review"),
            _("Print or save the figures"),
            _("The paper holds figures and settings, and is registered as a disclosure."),
            parent=parent,
        )
        self.form = Form()
        self.form.line("recipient", _("To whom"), placeholder=_("For example the head or the data protection officer"))
        self.form.check("with_log", _("The log too, as it is filtered now"), help=_("Persons stand as numbers."))
        self.body.addSpacing(4)
        self.body.addWidget(self.form)
        self.add_close_button(_("Cancel"))
        self.show_button = self.add_button(_("Show the paper"), kind=Kind.PRIMARY, default=True)
        self.show_button.clicked.connect(self.submitted)
        focus_into(self.form.row("recipient").widget)

    @property
    def recipient(self) -> str:
        """What was written."""
        return str(self.form.value("recipient"))

    def refuse(self, error: DomainError | KnownError) -> None:
        """Show why there is no paper."""
        if not (isinstance(error, DomainError) and self.form.show_error(error)):
            self.form.row("recipient").show_problem(explain(error))
