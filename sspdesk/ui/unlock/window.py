"""The lock screen: the vault's name and times only, on the left what is safe, on the right the way in."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from sspdesk import __version__
from sspdesk.i18n import _, ngettext
from sspdesk.labels import dates
from sspdesk.ui import icons
from sspdesk.ui.computer import LockReason
from sspdesk.ui.shared.layouts import box, column, label, row
from sspdesk.ui.unlock.form import UnlockForm
from sspdesk.ui.unlock.glimpse import VaultGlimpse
from sspdesk.ui.unlock.side import Side


class UnlockWindow(QWidget):
    """The whole lock screen. Nothing about persons is known here.

    ``painted``: it stands on the screen for the first time; ``closed``: the user closed the window.
    """

    painted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painted = False
        self.setObjectName("unlock_window")
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("SSP Desk – locked"))
        self.setWindowIcon(icons.icon("brand", "accent", size=32))
        self.resize(1366, 736)
        self.setMinimumSize(1180, 680)
        self.side = Side()
        self.form = UnlockForm()
        self.now_label = label(level="small", tone="muted")
        middle = row(self.side, None, column(None, self.form, None), None, spacing=0)
        middle.setStretch(0, 52)
        middle.setStretch(1, 20)
        middle.setStretch(3, 20)
        self.setLayout(column(middle, self._status_strip(), spacing=0))
        self.layout().setStretch(0, 1)  # type: ignore[union-attr]  # it has just been set

    def _status_strip(self) -> QFrame:
        version = label(_("Version {version}").format(version=__version__), level="small", tone="muted")
        strip = box(row(version, None, self.now_label, margins=(12, 0, 12, 0)), name="status_bar")
        strip.setFixedHeight(24)
        return strip

    def show_vault(self, glimpse: VaultGlimpse) -> None:
        """Show what may be said about this vault."""
        self.form.show_vault(glimpse)
        self.show_facts(glimpse)

    def show_facts(self, glimpse: VaultGlimpse) -> None:
        """Show what has become known of the same vault since; what is typed stays."""
        self.form.show_state(glimpse)
        self.side.show_words(glimpse.municipality, _hero(glimpse), _facts(glimpse))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def show_now(self, now: datetime) -> None:
        """Show date, time and week in the status bar."""
        self.now_label.setText(f"{dates.moment(now)} · {dates.week(now.date())}")


def _hero(glimpse: VaultGlimpse) -> str:
    lines = [_("The vault is locked.")]
    if glimpse.saved_at:
        words = _("Last saved at {time}.") if glimpse.unsaved else _("Everything was saved at {time}.")
        lines.append(words.format(time=dates.clock(glimpse.saved_at)))
    return "\n".join(lines)


def _facts(glimpse: VaultGlimpse) -> list[tuple[str, str]]:
    facts = [("hard-drive", _("The information lies encrypted on this computer. The program sends nothing out."))]
    facts.append(("clock", _lock_fact(glimpse)))
    if glimpse.unsaved:
        facts.append(("info", _("Something was typed but not saved when the vault was locked. Type it again.")))
    if glimpse.drafts:
        facts.append(("notebook-pen", _("What you were writing is kept as a draft inside the vault.")))
    if glimpse.backup_at:
        words = _("Latest backup: {time}.").format(time=dates.moment(glimpse.backup_at))
        facts.append(("database-backup", words))
    return facts


def _lock_fact(glimpse: VaultGlimpse) -> str:
    if glimpse.locked_at is None:
        words = ngettext(
            "Locks after {count} minute without activity.",
            "Locks after {count} minutes without activity.",
            glimpse.idle_minutes,
        )
        return words.format(count=glimpse.idle_minutes)
    time = dates.clock(glimpse.locked_at)
    if glimpse.lock_reason is LockReason.IDLE:
        words = ngettext(
            "Locked at {time} after {count} minute without activity.",
            "Locked at {time} after {count} minutes without activity.",
            glimpse.idle_minutes,
        )
        return words.format(time=time, count=glimpse.idle_minutes)
    if glimpse.lock_reason is LockReason.SLEEP:
        return _("Locked at {time}, when the computer went to sleep.").format(time=time)
    if glimpse.lock_reason is LockReason.SCREEN:
        return _("Locked at {time} together with the screen.").format(time=time)
    if glimpse.lock_reason is LockReason.USER:
        return _("Locked at {time}, when another user took over the computer.").format(time=time)
    return _("Locked at {time}, when you asked for it.").format(time=time)
