"""The right end of the page's header: progress, the buttons of the meeting's phase, and a menu with the rest."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QSizePolicy, QWidget

from sspdesk.domain.meetings import MeetingState
from sspdesk.i18n import _
from sspdesk.services.wednesday_list import MeetingView
from sspdesk.ui import icons, theme
from sspdesk.ui.shared import layouts
from sspdesk.ui.shared.buttons import Button, IconButton
from sspdesk.ui.wednesday import words


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done with the meeting: its name, words and icon."""

    name: str
    text: str
    icon: str
    keys: str = ""


def deeds() -> dict[str, Deed]:
    """Return everything the header and its menu offer, by name."""
    found = [
        Deed("start", _("Start the meeting"), "circle-dot"),
        Deed("end", _("End meeting"), "check"),
        Deed("approve", _("Approve minutes …"), "file-check-2"),
        Deed("add", _("Write addition …"), "notebook-pen"),
        Deed("agenda", _("Agenda"), "file-text", "Ctrl+P"),
        Deed("minutes", _("Minutes"), "notebook-pen"),
        Deed("items", _("The agenda's items …"), "list-checks"),
        Deed("handout", _("Hand-out"), "share-2"),
        Deed("import", _("Import list …"), "file-down"),
        Deed("line", _("Add contact …"), "plus"),
        Deed("present", _("Mark everyone as present"), "user-check"),
        Deed("edit", _("Change the meeting …"), "calendar-clock"),
        Deed("cancel", _("Cancel the meeting …"), "ban"),
        Deed("plan", _("Plan meeting …"), "calendar-plus"),
        Deed("overview", _("All meetings"), "calendar-days"),
    ]
    return {deed.name: deed for deed in found}


_WORKING = ("line", "import", "present", "edit")
_BUTTONS = {
    MeetingState.HELD: ("agenda", "end"),
    MeetingState.MINUTES_DRAFT: ("minutes", "handout", "approve"),
    MeetingState.MINUTES_APPROVED: ("minutes", "handout", "add"),
    MeetingState.CANCELLED: ("overview",),
}


def buttons_of(view: MeetingView, today: date) -> tuple[str, ...]:
    """Return the names of the buttons of a meeting's phase."""
    day = view.meeting.starts_at.date()
    before = ("agenda", "import") if day > today else ("agenda", "start") if day == today else ("agenda", "end")
    return _BUTTONS.get(view.meeting.state, before)


def menu_of(view: MeetingView) -> tuple[str, ...]:
    """Return the names of the menu's lines; "" is a separator."""
    papers = ("agenda", "minutes", "handout", "items")
    state = view.meeting.state
    if state in (MeetingState.MINUTES_APPROVED, MeetingState.CANCELLED):
        return (*papers, "", "overview", "plan")
    closing: tuple[str, ...] = ("end",) if state is not MeetingState.MINUTES_DRAFT else ("approve",)
    cancelling = ("cancel",) if view.decided == 0 and state is not MeetingState.MINUTES_DRAFT else ()
    return (*_WORKING, *closing, *cancelling, "", *papers, "", "overview", "plan")


class MeetingToolbar(QWidget):
    """``pressed`` carries the name of the deed."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("meeting_toolbar")
        self._deeds = deeds()
        self.progress_label = layouts.label(level="small")
        self.progress_label.setProperty("level", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Lines with a decision"))
        self.progress_box = QWidget()
        self.progress_box.setLayout(layouts.column(self.progress_label, self.bar, spacing=5))
        self.progress_box.setFixedWidth(theme.px(150))
        self._places = QHBoxLayout()
        self._places.setSpacing(8)
        self.menu = QMenu(self)
        self.menu_button = IconButton(_("More"), "ellipsis-vertical")
        self.menu_button.setPopupMode(self.menu_button.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setMenu(self.menu)
        self.buttons: dict[str, Button] = {}
        self._shown: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setLayout(layouts.row(self.progress_box, self._places, self.menu_button, spacing=8))

    def show_meeting(self, view: MeetingView, today: date) -> None:
        """Show the progress and what can be done in the meeting's phase."""
        self.progress_box.setVisible(bool(view.lines) and view.meeting.state is not MeetingState.CANCELLED)
        self.progress_label.setText(words.progress(view.decided, len(view.lines)))
        self.bar.setRange(0, max(len(view.lines), 1))
        self.bar.setValue(view.decided)
        self.bar.setAccessibleDescription(self.progress_label.text())
        self._show_buttons(buttons_of(view, today))
        self.menu_button.show()
        self._fill_menu(menu_of(view))

    def show_overview(self) -> None:
        """Show what can be done in the list of all meetings."""
        self.progress_box.hide()
        self.menu_button.hide()
        self._show_buttons(("plan",))

    def show_nothing(self) -> None:
        """Show what can be done while no meeting is planned."""
        self.progress_box.hide()
        self.menu_button.hide()
        self._show_buttons(("overview", "plan"))

    def _show_buttons(self, names: tuple[str, ...]) -> None:
        if names == self._shown:
            return
        self._shown = names
        layouts.clear(self._places)
        self.buttons = {}
        for name in names:
            deed = self._deeds[name]
            button = Button(deed.text, icon=deed.icon, name=f"{name}_button", shortcut=deed.keys)
            button.clicked.connect(self._presser(name))
            self._places.addWidget(button)
            self.buttons[name] = button

    def _fill_menu(self, names: tuple[str, ...]) -> None:
        self.menu.clear()
        for name in names:
            if not name:
                self.menu.addSeparator()
                continue
            deed = self._deeds[name]
            action = self.menu.addAction(deed.text)
            action.setObjectName(f"{name}_action")
            icons.set_icon(action, deed.icon, "muted")
            action.triggered.connect(self._presser(name))

    def _presser(self, name: str) -> Callable[[], None]:
        def press() -> None:
            self.pressed.emit(name)

        return press
