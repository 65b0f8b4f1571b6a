"""The window with what was found wrong with a vault: what it means, what is safe, and the ways on from here."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from sspdesk.domain.vault import Finding, Severity
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels.vault import finding_words
from sspdesk.ui import icons
from sspdesk.ui.shared.buttons import Kind
from sspdesk.ui.shared.dialogs import Dialog
from sspdesk.ui.shared.layouts import box, column, label, row

_LOOKS = {
    Severity.NOTICE: ("info", "info"),
    Severity.WARNING: ("warn", "triangle-alert"),
    Severity.ERROR: ("danger", "octagon-alert"),
}
_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)


class FindingsDialog(Dialog):
    """Tells findings, the worst first. Nothing happens to the vault before a button is pressed.

    ``restore_wanted``: the user wants the latest backup back; ``opening_wanted``: the vault as it is, all the same.
    """

    restore_wanted = Signal()
    opening_wanted = Signal()

    def __init__(
        self,
        findings: Sequence[Finding],
        *,
        may_open: bool = False,
        is_open: bool = False,
        can_restore: bool = True,
        last_backup: datetime | None = None,
        parent: QWidget | None = None,
    ) -> None:
        heading, words = _heading(may_open=may_open, is_open=is_open)
        worst = min(findings, key=lambda one: _WORST_FIRST.index(one.severity)).severity
        tone, icon = _LOOKS[worst]
        super().__init__(_("The vault's state"), heading, words, icon=icon, tint=tone, width=640, parent=parent)
        self.body.setSpacing(8)
        for finding in sorted(findings, key=lambda one: _WORST_FIRST.index(one.severity)):
            self.body.addWidget(_told(finding))
        self.backup_label = label(_backup_words(last_backup), tone="muted", wrap=True)
        self.backup_label.setObjectName("backup_label")
        self.body.addWidget(self.backup_label)
        self.close_button = self.add_close_button(_("Close") if is_open else _("Leave it closed"))
        if may_open:
            self.open_button = self.add_button(_("Open it as it is"), icon="lock-open")
            self.open_button.setObjectName("open_anyway_button")
            self.open_button.clicked.connect(self._on_open_pressed)
        if can_restore:
            words = _("Restore a backup …")
            self.restore_button = self.add_button(words, kind=Kind.PRIMARY, icon="database-backup", default=True)
            self.restore_button.setObjectName("restore_button")
            self.restore_button.clicked.connect(self._on_restore_pressed)
            self.restore_button.setFocus()

    def _on_open_pressed(self) -> None:
        self.opening_wanted.emit()
        self.accept()

    def _on_restore_pressed(self) -> None:
        self.restore_wanted.emit()
        self.accept()


def _heading(*, may_open: bool, is_open: bool) -> tuple[str, str]:
    if is_open:
        return (
            _("The vault did not pass its check"),
            _("What you see may be incomplete; the check changed nothing. Lock the vault to restore a backup."),
        )
    if may_open:
        return _("The vault is not as it was left"), _("Nothing has been changed. Read what was found, then choose.")
    return (
        _("The vault cannot be opened"),
        _("Nothing has been changed or written over. A backup holds everything up to the day it was made."),
    )


def _told(finding: Finding) -> QFrame:
    """Return one finding as a soft box: what it is in bold, what it means, what to do."""
    tone, icon = _LOOKS[finding.severity]
    message, action = finding_words(finding)
    fact, _dot, meaning = message.partition(". ")
    picture = QLabel()
    icons.set_picture(picture, icon, tone)
    lines = [label(f"{fact.rstrip('.')}.", level="strong", wrap=True)]
    lines += [label(words, wrap=True) for words in (meaning, action) if words]
    line = row(picture, column(*lines, spacing=2), spacing=8, margins=(10, 8, 10, 8))
    line.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
    line.setStretch(1, 1)
    frame = box(line, role="message", name="finding")
    frame.setProperty("tone", tone)
    frame.setAccessibleName(f"{message} {action}")
    return frame


def _backup_words(last: datetime | None) -> str:
    if last is None:
        return _("No backup was found where backups are kept. Plug in the drive they lie on.")
    return _("Latest backup: {time}.").format(time=dates.moment(last))
