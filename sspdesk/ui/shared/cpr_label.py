"""Shows a CPR number masked; reveals it for 10 s on request, after the page has logged that, and hides it again."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from sspdesk.i18n import _
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, IconButton, Kind
from sspdesk.ui.shared.clipboard import CPR_SECONDS, ShortClipboard
from sspdesk.ui.shared.privacy import Privacy, mask_cpr

REVEAL_MS = 10_000


class CprLabel(QWidget):
    """Knows only the birth-date half until it is revealed.

    On ``reveal_requested`` the page logs the reveal in a command that returns the number, and calls ``reveal`` with it.
    """

    reveal_requested = Signal()

    def __init__(self, privacy: Privacy, clipboard: ShortClipboard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cpr_label")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._privacy = privacy
        self._clipboard = clipboard
        self._half = ""
        self._full = ""
        self.number_label = layouts.label()
        self.reveal_button = Button(_("Show for 10 sec."), kind=Kind.LINK, icon="eye", name="reveal_cpr_button")
        self.copy_button = IconButton(_("Copy the CPR number for 10 seconds"), "copy", bare=True)
        self.note_label = layouts.label(_("Showing it is written in the log"), tone="muted", level="small")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for widget in (self.number_label, self.reveal_button, self.copy_button, self.note_label):
            line.addWidget(widget)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REVEAL_MS)
        self._timer.timeout.connect(self.conceal)
        self.reveal_button.clicked.connect(self._on_reveal_clicked)
        self.copy_button.clicked.connect(self._on_copy_clicked)
        privacy.changed.connect(self.conceal)
        self.set_cpr("")

    def set_cpr(self, cpr: str) -> None:
        """Show a person's number masked; an empty one says that it is missing."""
        self._half = cpr.replace("-", "")[:6]
        self.conceal()

    def reveal(self, cpr: str) -> None:
        """Show the whole number for 10 s, or until the window loses the focus."""
        if self._privacy.discreet:
            return
        digits = cpr.replace("-", "")
        self._full = digits
        self.number_label.setText(f"{digits[:6]}-{digits[6:]}")
        self.reveal_button.set_words(_("Hide"), "eye-off")
        self.copy_button.show()
        self.window().installEventFilter(self)
        self._timer.start()

    def conceal(self) -> None:
        """Hide the number again."""
        self._timer.stop()
        self._full = ""
        masked = mask_cpr(self._half, discreet=self._privacy.discreet)
        self.number_label.setText(masked if self._half else _("missing"))
        self.number_label.setAccessibleName(_("CPR number"))
        self.reveal_button.set_words(_("Show for 10 sec."), "eye")
        can_reveal = bool(self._half) and not self._privacy.discreet
        self.reveal_button.setVisible(can_reveal)
        self.note_label.setVisible(can_reveal)
        self.copy_button.hide()

    @property
    def is_revealed(self) -> bool:
        """Say whether the whole number is on screen."""
        return bool(self._full)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.WindowDeactivate and self._full:
            self.conceal()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.conceal()

    def _on_reveal_clicked(self) -> None:
        if self._full:
            self.conceal()
        else:
            self.reveal_requested.emit()

    def _on_copy_clicked(self) -> None:
        self._clipboard.copy(self._full, CPR_SECONDS)
