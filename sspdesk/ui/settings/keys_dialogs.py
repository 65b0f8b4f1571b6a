"""New keys for the vault, in three steps, and a deputy's own way in."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from sspdesk.domain.errors import DomainError, KnownError
from sspdesk.i18n import _
from sspdesk.labels.errors import explain
from sspdesk.ui import theme
from sspdesk.ui.first_run.step import Step
from sspdesk.ui.first_run.vault_steps import ConfirmStep, SheetStep
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Kind
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.form import Form, FormRow
from sspdesk.ui.shared.operations import Operations
from sspdesk.ui.shared.pdf_preview import PdfPreview
from sspdesk.ui.unlock.passphrase_edit import PassphraseEdit
from sspdesk.ui.unlock.passphrase_fields import PassphraseFields

if TYPE_CHECKING:
    from sspdesk.services.session import RecoveryKey
    from sspdesk.ui.context import VaultActions


class _SecretStep(Step):
    """The present passphrase, and a new one where the present one may be known."""

    def __init__(self, local_names: Callable[[], tuple[str, ...]], *, leaving: str) -> None:
        words = (
            _("{name} loses the way in. Everything is written anew under new keys.").format(name=leaving)
            if leaving
            else _("Everything is written anew under new keys. Do it when somebody else may know the passphrase.")
        )
        super().__init__(_("Passphrase"), _("Change the vault's keys"), words, name="rotation_secret_step")
        told = _(
            "Backups from before still open with the passphrases and the recovery key of their day: delete them, or "
            "keep them where nobody else comes. Other deputies must be let in again."
        )
        self.present_edit = PassphraseEdit(_("Present passphrase"))
        self.present_row = FormRow(_("Present passphrase"), self.present_edit)
        self.fields = PassphraseFields(local_names)
        self.fields.setHidden(bool(leaving))
        self._needs_new = not leaving
        self.build(layouts.label(told, tone="muted", wrap=True), 8, self.present_row, 8, self.fields)

    def enter(self) -> None:
        """Begin with the present passphrase."""
        self.present_edit.setFocus()

    @property
    def passphrase(self) -> str:
        """The passphrase the vault will open with."""
        return self.fields.passphrase if self._needs_new else self.present_edit.text()

    def is_ready(self) -> bool:
        """Require the present passphrase, and a good new one."""
        if not self.present_edit.text():
            self.present_row.show_problem(_("Write the present passphrase."))
            return False
        return not self._needs_new or self.fields.is_good()


class RotationDialog(Dialog):
    """Three steps: passphrase, new recovery sheet, two groups typed back. ``agreed`` carries passphrase and key.

    The desk then writes the vault anew and locks.
    """

    agreed = Signal(str, object)

    def __init__(
        self,
        operations: Operations,
        vault: "VaultActions",
        local_names: Callable[[], tuple[str, ...]],
        *,
        leaving: str = "",
        now: Callable[[], datetime] = datetime.now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Change keys"), width=640, parent=parent)
        self._operations, self._vault, self._now = operations, vault, now
        self._owner = local_names
        self.secret = _SecretStep(local_names, leaving=leaving)
        self.sheet = SheetStep()
        self.sheet.sheet_wanted.connect(self._on_sheet_wanted)
        self.confirm = ConfirmStep(self.sheet)
        self.stack = QStackedWidget()
        self.stack.setMinimumHeight(theme.px(470))
        for step in (self.secret, self.sheet, self.confirm):
            self.stack.addWidget(step)
        self.body.addWidget(self.stack)
        self.cancel_button = self.add_close_button(_("Cancel"))
        self.next_button = self.add_button(_("Next"), kind=Kind.PRIMARY, icon="arrow-right", default=True)
        self.next_button.clicked.connect(self.go_on)
        self.secret.enter()

    def go_on(self) -> None:
        """Go to the next step once this one is done; after the last one the keys are changed."""
        step = self.stack.currentWidget()
        if not isinstance(step, Step) or not step.is_ready():
            return
        if step is self.secret:
            work = partial(self._vault.confirm, self.secret.present_edit.text())
            self._operations.background(self, work, self._on_confirmed, self._on_refused)
        elif step is self.sheet:
            self._show(self.confirm, _("Change the keys and lock"))
        else:
            passphrase, key = self.secret.passphrase, self.sheet.key
            self.accept()
            self.agreed.emit(passphrase, key)

    def _on_confirmed(self, _nothing: None) -> None:
        self._show(self.sheet, _("Next"))

    def _on_refused(self, error: DomainError | KnownError) -> None:
        self.secret.present_row.show_problem(explain(error))
        self.secret.present_edit.setFocus()

    def _show(self, step: Step, words: str) -> None:
        self.stack.setCurrentWidget(step)
        self.next_button.set_words(words)
        step.enter()

    def _on_sheet_wanted(self) -> None:
        render = partial(_sheet, self._owner(), self._vault.folder.stem, self.sheet.key, self._now())
        self._operations.background(self, render, self._on_rendered)

    def _on_rendered(self, pdf: bytes) -> None:
        note = _("The sheet names nobody, but it is a key. The print queue may keep a copy: fetch it at once.")
        PdfPreview(pdf, _("Recovery sheet"), note=note, can_save=False, parent=self).open()


class DeputyDialog(Dialog):
    """Somebody's own log name and passphrase. ``given`` carries both."""

    given = Signal(str, str)

    def __init__(self, local_names: Callable[[], tuple[str, ...]], parent: QWidget | None = None) -> None:
        words = _("A deputy has a passphrase of their own, and the log says who it was. They see everything you see.")
        super().__init__(_("Let a deputy in"), _("Let a deputy in"), words, icon="user-plus", width=560, parent=parent)
        self.form = Form()
        self.name_edit = self.form.line("name", _("The deputy's name, as the log says it"), max_length=60)
        self.fields = PassphraseFields(lambda: (*local_names(), self.name_edit.text()))
        self.body.addWidget(self.form)
        self.body.addWidget(self.fields)
        self.cancel_button = self.add_close_button(_("Cancel"))
        self.give_button = self.add_button(_("Let in"), kind=Kind.PRIMARY, icon="user-plus", default=True)
        self.give_button.clicked.connect(self._on_give_pressed)

    def _on_give_pressed(self) -> None:
        name = " ".join(self.name_edit.text().split())
        if not name:
            self.form.show_error(DomainError("name_missing", "name"))
        elif self.fields.is_good():
            self.given.emit(name, self.fields.passphrase)

    def refuse(self, error: DomainError | KnownError) -> None:
        """Say why it was not done; what was typed stays."""
        self.form.show_error(DomainError(error.code, "name"))

    def finish(self) -> None:
        """Close, with the passphrase forgotten."""
        self.fields.clear()
        self.accept()


def _sheet(names: tuple[str, ...], vault: str, key: "RecoveryKey", now: datetime) -> bytes:
    from sspdesk.domain.papers import Letterhead  # noqa: PLC0415 - papers and reportlab are loaded when one is wanted
    from sspdesk.reports import recovery_sheet  # noqa: PLC0415 - as above

    municipality, consultant = (*names, "", "")[:2]
    paper = Letterhead(municipality=municipality, unit="", printed_at=now, printed_by=consultant)
    sheet = recovery_sheet.RecoverySheet(paper=paper, vault_name=vault, groups=key.groups, made_at=now)
    return recovery_sheet.render(sheet)
