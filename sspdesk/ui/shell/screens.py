"""Notices a second screen: discreet display goes on at once, and the user is asked once whether it should stay on."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from sspdesk.i18n import _
from sspdesk.ui.shared.dialogs import ConfirmDialog
from sspdesk.ui.shared.privacy import Privacy


class ScreenWatch(QObject):
    """Watches the application's screens for as long as ``window`` lives."""

    def __init__(self, application: QGuiApplication, privacy: Privacy, window: QWidget) -> None:
        super().__init__(window)
        self._privacy = privacy
        self._window = window
        self._asked = False
        application.screenAdded.connect(self._on_screen_added)

    def _on_screen_added(self, _screen: QScreen) -> None:
        if self._asked or self._privacy.discreet:
            return
        self._asked = True
        self._privacy.set_discreet(True)
        dialog = ConfirmDialog(
            _("Another screen"),
            _("A screen more was connected"),
            _("Discreet display was switched on, so that others cannot read names. F9 switches it at any time."),
            verb=_("Show names"),
            verb_icon="eye",
            keep=_("Keep discreet display"),
            danger=False,
            parent=self._window,
        )
        dialog.confirmed.connect(self._on_names_wanted)
        dialog.open()

    def _on_names_wanted(self) -> None:
        self._privacy.set_discreet(False)
