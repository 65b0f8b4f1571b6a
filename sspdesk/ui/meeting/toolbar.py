"""The buttons of a meeting's phase and the menu with everything else."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from sspdesk.domain.meetings import Meeting
from sspdesk.i18n import _
from sspdesk.ui import icons
from sspdesk.ui.meeting.phases import buttons_of, menu_of
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, Kind, MenuButton


@dataclass(frozen=True, slots=True)
class Deed:
    """Something the header offers."""

    name: str
    text: str
    icon: str
    keys: str = ""


def deeds() -> dict[str, Deed]:
    """Return everything the header and its menu offer, by name."""
    found = (
        Deed("invitation", _("Invitation"), "megaphone"),
        Deed("invited", _("Mark as invited"), "user-check"),
        Deed("agenda", _("Agenda"), "file-text", "Ctrl+P"),
        Deed("agenda_sent", _("Agenda sent"), "file-check-2"),
        Deed("start", _("Start the meeting"), "circle-dot"),
        Deed("end", _("End meeting"), "check"),
        Deed("release_papers", _("Papers…"), "printer", "Ctrl+P"),
        Deed("release_case", _("Open the release"), "sunrise"),
        Deed("minutes", _("Minutes"), "notebook-pen"),
        Deed("approve", _("Approve minutes …"), "file-check-2"),
        Deed("addition", _("Write addition …"), "notebook-pen"),
        Deed("attendance", _("Attendance sheet"), "users"),
        Deed("speaking", _("Speaking times"), "clock"),
        Deed("present", _("Mark everyone as present"), "user-check"),
        Deed("calendar_file", _("Calendar file…"), "share-2"),
        Deed("copy_last", _("Copy the last agenda"), "copy"),
        Deed("move_item", _("Move the item to another meeting …"), "arrow-right"),
        Deed("edit", _("Change the meeting …"), "calendar-clock"),
        Deed("cancel", _("Cancel the meeting …"), "ban"),
        Deed("forum", _("The forum's settings …"), "settings"),
        Deed("series", _("The series …"), "calendar-days"),
        Deed("history", _("History…"), "history"),
    )
    return {deed.name: deed for deed in found}


class MeetingToolbar(QWidget):
    """``pressed`` carries the name of the deed."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("meeting_toolbar")
        self.known = deeds()
        self._line = layouts.row(spacing=8)
        self.setLayout(self._line)
        self._buttons: tuple[str, ...] = ()
        self.menu = QMenu(self)

    def show_nothing(self) -> None:
        """Offer nothing: no meeting is shown."""
        layouts.clear(self._line)
        self._buttons = ()

    def show_meeting(self, meeting: Meeting, today: date, *, release: bool = False) -> None:
        """Offer what the phase of a meeting calls for: the last button is the primary one."""
        names = buttons_of(meeting, today, release=release)
        self._fill_menu(menu_of(meeting, release=release))
        if names == self._buttons:
            return
        self._buttons = names
        layouts.clear(self._line)
        for name in names:
            deed = self.known[name]
            kind = Kind.PRIMARY if name == names[-1] else Kind.NORMAL
            button = Button(deed.text, kind=kind, icon=deed.icon, shortcut=deed.keys, name=f"{name}_button")
            button.clicked.connect(partial(self._tell, name))
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # a long name gives way, not they
            self._line.addWidget(button)
        self._line.addWidget(MenuButton(_("More"), self.menu, icon="ellipsis-vertical"))

    def _fill_menu(self, names: tuple[str, ...]) -> None:
        self.menu.clear()
        for name in names:
            if not name:
                self.menu.addSeparator()
                continue
            deed = self.known[name]
            action = self.menu.addAction(deed.text)
            icons.set_icon(action, deed.icon)
            action.triggered.connect(partial(self._tell, name))

    def _tell(self, name: str, _checked: bool = False) -> None:
        self.pressed.emit(name)
