"""Shows the password of encrypted files once, to be read out over the phone."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from sspdesk.i18n import _
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind
from sspdesk.ui.shared.clipboard import TEXT_SECONDS, ShortClipboard
from sspdesk.ui.shared.dialogs import Dialog


class PasswordDialog(Dialog):
    """The password is kept nowhere: Esc does not close the dialog, so that it is not lost by a slip."""

    def __init__(self, password: str, paths: Sequence[Path], *, parent: QWidget) -> None:
        super().__init__(
            _("Password"),
            _("The password is shown only now"),
            _(
                "Call the receiver and read the four words out, with a hyphen between them. "
                "Never send the password together with the file, and do not write it in the case."
            ),
            icon="key-round",
            tint="accent",
            width=520,
            parent=parent,
        )
        self._clipboard = ShortClipboard(parent.window())  # outlives this dialog, to clear what was copied
        self._password = password
        self.password_label = layouts.label(password, level="title", wrap=True, selectable=True)
        self.password_label.setObjectName("password_label")
        self.password_label.setAccessibleName(_("Password"))
        self.copy_button = Button(_("Copy"), icon="copy", name="copy_button")
        self.copy_button.clicked.connect(self._on_copy_pressed)
        line = layouts.row(self.password_label, self.copy_button, spacing=12, margins=(12, 10, 12, 10))
        line.setStretch(0, 1)
        self.body.addSpacing(4)
        self.body.addWidget(layouts.box(line, role="box", name="password_box"))
        names = ", ".join(path.name for path in paths)
        where = layouts.label(
            _("Saved: {names} in {folder}").format(names=names, folder=paths[0].parent),
            level="small",
            tone="muted",
            wrap=True,
        )
        self.body.addWidget(where)
        self.note_label = layouts.label(level="small", tone="muted", wrap=True)
        self.body.addWidget(self.note_label)
        self.note_label.hide()
        self.done_button = self.add_button(_("Close"), kind=Kind.PRIMARY)
        self.done_button.clicked.connect(self.accept)
        self.copy_button.setFocus()

    def _on_copy_pressed(self) -> None:
        self._clipboard.copy(self._password)
        self._say(_("Copied. The clipboard is cleared after {seconds} seconds.").format(seconds=TEXT_SECONDS))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._say(_("The password cannot be shown again. Press »Close« when you have passed it on."))
            self.done_button.setFocus()
            return
        super().keyPressEvent(event)

    def _say(self, words: str) -> None:
        self.note_label.setText(words)
        self.note_label.show()
