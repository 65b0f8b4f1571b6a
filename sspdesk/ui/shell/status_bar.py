"""The status bar: what is saved, where the data is, date and week."""

from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from sspdesk.i18n import _
from sspdesk.labels import capture
from sspdesk.labels import drafts as draft_labels
from sspdesk.labels import shell as labels
from sspdesk.ui import icons, theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind, set_tip

_SHOW_BUSY_AFTER_MS = 1000


class StatusBar(QFrame):
    """24 px at the bottom. ``capture_pressed`` asks to show the desk on shared screens, or to hide it."""

    capture_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_bar")
        self.setMinimumHeight(theme.px(24))
        self._saved_at: datetime | None = None
        self._page_status = ""
        self._drafts: tuple[bool, datetime | None] = (False, None)
        self.state_icon = QLabel()
        self.state_label = layouts.label()
        lock = QLabel()
        icons.set_picture(lock, "lock", "muted", 14)
        self.vault_label = layouts.label(_("Encrypted vault · on this computer only"))
        self.now_label = layouts.label()
        self.capture_button = Button("", kind=Kind.QUIET, name="capture_button")
        self.capture_button.clicked.connect(self.capture_pressed)
        self.capture_button.hide()
        self.setLayout(
            layouts.row(
                *(
                    self.state_icon,
                    self.state_label,
                    None,
                    self.capture_button,
                    8,
                    lock,
                    self.vault_label,
                    8,
                    self.now_label,
                ),
                spacing=6,
                margins=(12, 2, 12, 2),
            )
        )
        self._busy_timer = QTimer(self)
        self._busy_timer.setSingleShot(True)
        self._busy_timer.setInterval(_SHOW_BUSY_AFTER_MS)
        self._busy_timer.timeout.connect(self._on_busy_long)
        self._show_state()

    def set_saved(self, at: datetime) -> None:
        """Note that everything was saved."""
        self._saved_at = at
        self._show_state()

    def set_page_status(self, words: str) -> None:
        """Show what a page says about its own drafts; an empty text shows the desk's own words."""
        self._page_status = words
        self._show_state()

    def set_drafts(self, waiting: bool, kept_at: datetime | None) -> None:
        """Show whether something typed is not kept yet, or when drafts were last kept."""
        self._drafts = (waiting, kept_at)
        self._show_state()

    def show_capture(self, state: str) -> None:
        """Say what others see on a shared screen; nothing where the system leaves no choice."""
        words = capture.state(state)
        self.capture_button.set_words(words, "eye" if state == "shown" else "eye-off")
        set_tip(self.capture_button, capture.explained(state))
        self.capture_button.setVisible(bool(words))

    def set_busy(self, busy: bool) -> None:
        """Say that work goes on, once it takes longer than a second."""
        if busy:
            self._busy_timer.start()
        else:
            self._busy_timer.stop()
            self._show_state()

    def show_now(self, now: datetime) -> None:
        """Show date, time and week."""
        self.now_label.setText(labels.today_and_week(now))

    def _on_busy_long(self) -> None:
        self._say("hourglass", "muted", _("Working …"))

    def _show_state(self) -> None:
        if self._page_status:
            self._say("info", "muted", self._page_status)
        elif self._drafts[0]:
            self._say("circle-dot", "muted", _("Not saved yet"))
        elif self._drafts[1] is not None:
            self._say("notebook-pen", "muted", draft_labels.kept(self._drafts[1]))
        else:
            self._say("check", "ok", labels.saved_state(self._saved_at))

    def _say(self, icon: str, tint: str, words: str) -> None:
        icons.set_picture(self.state_icon, icon, tint, 14)
        self.state_label.setText(words)
