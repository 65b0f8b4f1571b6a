"""Exit's door: the passphrase once more, before anything of Exit is shown."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.i18n import _
from sspdesk.labels.errors import explain
from sspdesk.services import exits
from sspdesk.ui import theme
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.form_row import FormRow
from sspdesk.ui.shared.panels import Panel
from sspdesk.ui.unlock.passphrase_edit import PassphraseEdit

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork


class DoorView(QWidget):
    """Asks for the passphrase; ``opened`` tells that it was right."""

    opened = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exit_door")
        self._context = context
        self.passphrase_edit = PassphraseEdit(_("Your passphrase"))
        self.row = FormRow(_("Your passphrase"), self.passphrase_edit)
        self.open_button = Button(_("Open Exit"), kind=Kind.PRIMARY, icon="lock-open", name="open_exit_button")
        told = _(
            "Who is in Exit is shown here only. While Exit is closed, no list, search, paper or export says so. It "
            "closes by itself when it is not used."
        )
        panel = Panel(_("Exit is closed"))
        panel.body.addWidget(layouts.label(told, wrap=True))
        panel.body.addWidget(self.row)
        panel.body.addLayout(layouts.row(self.open_button, None))
        panel.setFixedWidth(theme.px(440))
        line = layouts.row(None, panel, None, margins=(16, 40, 16, 16))
        line.setAlignment(panel, Qt.AlignmentFlag.AlignTop)
        self.setLayout(layouts.column(line, None, spacing=0))
        self.setFocusProxy(self.passphrase_edit)
        self.passphrase_edit.returnPressed.connect(self.try_to_open)
        self.open_button.clicked.connect(self.try_to_open)

    def try_to_open(self) -> None:
        """Open with what is typed."""
        typed = self.passphrase_edit.text()
        if not typed:
            self.row.show_problem(_("Write the passphrase."))
            self.passphrase_edit.setFocus()
            return
        self.row.show_problem("")
        self._context.operations.command(self, partial(_open, passphrase=typed), self._on_opened, self._on_refused)

    def clear(self) -> None:
        """Forget what was typed."""
        self.passphrase_edit.clear()
        self.passphrase_edit.hide_words()
        self.row.show_problem("")

    def _on_opened(self, _nothing: object) -> None:
        self.clear()
        self.opened.emit()

    def _on_refused(self, error: DomainError | KnownError) -> None:
        self.row.show_problem(explain(error))
        self.passphrase_edit.selectAll()
        self.passphrase_edit.setFocus()
        if error.code == "wrong_secret":
            self._context.operations.command(self, _refused)


def _open(uow: "UnitOfWork", passphrase: str) -> Outcome[None]:
    exits.open_door(uow, passphrase)
    return uow.outcome(None)


def _refused(uow: "UnitOfWork") -> Outcome[None]:
    exits.refused(uow)
    return uow.outcome(None)
