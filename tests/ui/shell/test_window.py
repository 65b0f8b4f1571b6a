"""The main window: only the pages it is given, history, keys, messages and undo, discreet display, narrow screens."""

from collections.abc import Callable, Sequence
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sspdesk.domain.changes import ChangeSet, Outcome
from sspdesk.domain.errors import KnownError
from sspdesk.domain.people import Institution
from sspdesk.services import people
from sspdesk.services.work import UnitOfWork
from sspdesk.storage.workspace import Workspace
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared.crash import CrashDialog
from sspdesk.ui.shared.dialogs import ConfirmDialog
from sspdesk.ui.shared.memory import DeskMemory
from sspdesk.ui.shared.operations import InlineOperations
from sspdesk.ui.shared.page import Command, Page
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shared.splitter import Splitter
from sspdesk.ui.shell.about import AboutDialog
from sspdesk.ui.shell.entries import NewAction, PageEntry
from sspdesk.ui.shell.help_viewer import HelpViewer
from sspdesk.ui.shell.window import MainWindow
from sspdesk.ui.theme import Theme
from tests.ui.shared.test_accessibility import unnamed

NOW = datetime(2026, 11, 23, 10, 42)


class NotePage(Page):
    """Notes what the window asks of it."""

    help_topic = "keyboard"

    def __init__(self, title: str, context: PageContext) -> None:
        super().__init__(title)
        self.context = context
        self.calls: list[object] = []
        self.leavable = True
        self.edit = QLineEdit()
        self.edit.setAccessibleName("Note")
        self.body.addWidget(Splitter(self.edit, QWidget(), sizes=[300, 500], key=title))

    def activate(self) -> None:
        self.calls.append("activate")

    def open_record(self, record_id: int) -> None:
        self.calls.append(record_id)

    def open_all(self) -> None:
        self.calls.append("all")

    def refresh(self, changes: ChangeSet) -> None:
        self.calls.append(changes.kinds)

    def focus_first(self) -> None:
        self.edit.setFocus()

    def commands(self) -> Sequence[Command]:
        return (Command(title="Udskriv dagsorden", run=lambda: self.calls.append("print")),)

    def may_leave(self) -> bool:
        return self.leavable


def _entry(key: str, title: str, icon: str, place: str = "main", parent: str = "") -> PageEntry:
    build: Callable[[PageContext], Page] = lambda context: NotePage(title, context)
    return PageEntry(key=key, title=title, icon=icon, build=build, place=place, parent=parent)


ENTRIES = [
    _entry("wednesday", "Onsdagsgruppen", "users-round"),
    _entry("persons", "Personer", "contact-round"),
    _entry("import", "Importér kontaktliste", "file-down", "hidden", "wednesday"),
    _entry("settings", "Indstillinger", "settings", "bottom"),
]


@pytest.fixture
def made() -> list[str]:
    return []


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, operations: InlineOperations, privacy: Privacy, made: list[str]) -> MainWindow:
    window = MainWindow(
        ENTRIES,
        operations,
        privacy,
        municipality="Havnsø Kommune (fiktiv)",
        new_actions=[NewAction(title="Nyt møde", icon="calendar-plus", run=lambda: made.append("møde"))],
        now=lambda: NOW,
        demo=True,
    )
    qtbot.addWidget(window)
    window.resize(1366, 736)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.open_page("wednesday")
    return window


def _note(window: MainWindow, key: str) -> NotePage:
    page = window.page(key)
    assert isinstance(page, NotePage)
    return page


def _shown(window: MainWindow) -> str:
    page = window.current_page()
    return page.window_title if page is not None else ""


def _add(name: str) -> Callable[[UnitOfWork], Outcome[Institution]]:
    return lambda uow: people.save_institution(uow, Institution(name=name))


def test_the_sidebar_has_the_pages_it_was_given_and_no_others(window: MainWindow) -> None:
    assert list(window.sidebar._buttons) == ["wednesday", "persons", "settings"]
    assert window.sidebar.button("wednesday").is_current
    assert window.windowTitle() == "SSP Desk – Onsdagsgruppen"


def test_a_page_is_built_when_it_is_first_shown(window: MainWindow) -> None:
    assert list(window._pages) == ["wednesday"]
    window.open_page("persons", 7)
    assert _note(window, "persons").calls == [7, "activate"]
    window.open_page("persons")
    assert _note(window, "persons").calls == [7, "activate", "all", "activate"]


def test_a_hidden_page_marks_its_parent(window: MainWindow) -> None:
    window.open_page("persons")
    window.open_page("import")
    assert _shown(window) == "Importér kontaktliste"
    assert window.sidebar.button("wednesday").is_current
    assert not window.sidebar.button("persons").is_current


def test_back_and_forward_keep_the_record(window: MainWindow, qtbot: QtBot) -> None:
    window.open_page("persons", 7)
    window.open_page("settings")
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert (_shown(window), _note(window, "persons").calls[-2:]) == ("Personer", [7, "activate"])
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert _shown(window) == "Onsdagsgruppen"
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert _shown(window) == "Personer"
    window.open_page("wednesday")
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert _shown(window) == "Onsdagsgruppen"


def test_what_another_page_has_not_saved_is_said_and_asked_about_before_closing(
    window: MainWindow, qtbot: QtBot
) -> None:
    _note(window, "wednesday").set_status("1 linje er ikke gemt")
    window.open_page("persons")
    assert window.status.state_label.text() == "Onsdagsgruppen: 1 linje er ikke gemt"
    assert not window.close()
    (dialog,) = window.findChildren(ConfirmDialog)
    assert dialog.heading_label.text() == "Onsdagsgruppen: 1 linje er ikke gemt"
    dialog.keep_button.click()
    assert window.isVisible()
    assert not window.close()
    with qtbot.waitSignal(window.closing):
        window.findChildren(ConfirmDialog)[-1].verb_button.click()


def test_a_page_with_unsaved_text_is_not_left(window: MainWindow) -> None:
    _note(window, "wednesday").leavable = False
    window.open_page("persons")
    assert _shown(window) == "Onsdagsgruppen"
    assert not window.close()
    _note(window, "wednesday").leavable = True
    closed: list[bool] = []
    window.closing.connect(lambda: closed.append(True))
    assert window.close()
    assert closed == [True]


def test_the_keys_of_the_desk(window: MainWindow, privacy: Privacy, qtbot: QtBot) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(window, Qt.Key.Key_2, control)
    assert _shown(window) == "Personer"
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert (privacy.discreet, window.top_bar.discreet_button.text()) == (True, "Diskret visning: til")
    with qtbot.waitSignal(window.lock_requested):
        qtbot.keyClick(window, Qt.Key.Key_L, control)
    with qtbot.waitSignal(window.lock_requested):
        qtbot.mouseClick(window.sidebar.lock_button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(window, Qt.Key.Key_K, control)
    assert window.palette_box.isVisible()


def test_no_two_actions_share_a_key(window: MainWindow) -> None:
    keys = [action.shortcut().toString() for action in window.actions()]
    assert len(keys) == len(set(keys))
    assert QKeySequence("Ctrl+S").toString() not in keys  # pages save with it


def test_f6_goes_round_the_panes(window: MainWindow, qtbot: QtBot) -> None:
    seen = []
    for _time in range(4):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        focus = window.focusWidget()
        seen.append(focus.objectName() if focus is not None else "")
    assert seen[:3] == ["nav_wednesday", "command_field", ""]
    assert seen[3] == "nav_wednesday"
    qtbot.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is _note(window, "wednesday").edit


def test_a_command_refreshes_the_page_and_can_be_undone(
    window: MainWindow, operations: InlineOperations, workspace: Workspace, qtbot: QtBot
) -> None:
    operations.command(window, _add("Prøveskolen"), message="Skolen er gemt.")
    assert _note(window, "wednesday").calls[-1] == frozenset({"institution"})
    assert (window.toast.words_label.text(), window.toast.undo_button.isVisible()) == ("Skolen er gemt.", True)
    assert window.status.state_label.text() == "Alt er gemt · kl. 10.42"
    qtbot.mouseClick(window.toast.undo_button, Qt.MouseButton.LeftButton)
    assert workspace.run(people.institutions) == []
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.run(people.institutions) == []


def test_say_gets_the_undo_link_only_after_a_command(window: MainWindow, operations: InlineOperations) -> None:
    operations.command(window, _add("Prøveskolen"), lambda _one: window.context.say("Skolen er gemt."))
    assert window.toast.undo_button.isVisible()
    window.context.say("Udskriften er sendt til printeren.")
    assert not window.toast.undo_button.isVisible()


def test_ctrl_z_in_a_text_field_undoes_the_text(
    window: MainWindow, operations: InlineOperations, workspace: Workspace, qtbot: QtBot
) -> None:
    operations.command(window, _add("Prøveskolen"))
    edit = _note(window, "wednesday").edit
    edit.setFocus()
    qtbot.keyClicks(edit, "abc")
    qtbot.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert edit.text() == ""
    assert len(workspace.run(people.institutions)) == 1


def test_errors_are_said_above_the_page_and_bugs_in_a_dialog(window: MainWindow, operations: InlineOperations) -> None:
    def full(_uow: UnitOfWork) -> None:
        raise KnownError("disk_full")

    def bug(_uow: UnitOfWork) -> None:
        raise ZeroDivisionError

    operations.query(window, full, lambda _none: None)
    assert window.message_bar.accessibleName().startswith("Disken er fuld")
    window.open_page("persons")
    assert not window.message_bar.isVisible()
    for _time in range(3):
        operations.query(window, bug, lambda _none: None)
    dialogs = window.findChildren(CrashDialog)
    assert len(dialogs) == 1
    dialogs[0].reject()


def test_a_page_may_speak_in_the_status_bar(window: MainWindow) -> None:
    page = _note(window, "wednesday")
    page.set_status("Intet er gemt fra importen endnu")
    assert window.status.state_label.text() == "Intet er gemt fra importen endnu"
    page.set_status("")
    assert window.status.state_label.text() == "Alt er gemt"
    assert window.status.now_label.text() == "man. 23. nov. 2026 kl. 10.42 · uge 48"


def test_a_heading_with_a_name_stays_out_of_the_window_title(window: MainWindow) -> None:
    window.open_page("persons")
    page = _note(window, "persons")
    page.set_title("Testine Eksempelsen", "14 år")
    assert window.windowTitle() == "SSP Desk – Personer"
    assert page.accessibleName() == "Personer"


def test_backup_and_lock_say_their_state(window: MainWindow, qtbot: QtBot) -> None:
    assert window.top_bar.backup_button.text() == "Ingen sikkerhedskopi endnu"
    window.show_backup(datetime(2026, 11, 23, 8, 12))
    assert window.top_bar.backup_button.text() == "Sikkerhedskopi i dag kl. 8.12"
    with qtbot.waitSignal(window.top_bar.backup_pressed):
        qtbot.mouseClick(window.top_bar.backup_button, Qt.MouseButton.LeftButton)
    window.show_lock_time(30)
    assert window.sidebar.lock_button.accessibleDescription().startswith("låser efter 30 min")
    window.show_lock_time(30, soon=True)
    assert window.sidebar.lock_button.accessibleDescription().startswith("låser om 1 min")
    window.set_count("persons", 5)
    assert "5 venter" in window.sidebar.button("persons").accessibleDescription()


def test_a_narrow_window_shows_icons_with_tooltips(window: MainWindow, qtbot: QtBot) -> None:
    assert (window.minimumWidth(), window.minimumHeight()) == (1180, 680)
    wide = window.sidebar.width()
    window.resize(1200, 700)
    qtbot.waitUntil(lambda: window.sidebar.width() < wide)
    assert window.sidebar.button("persons").toolTip() == "Personer (Ctrl+2)"
    assert window.sidebar.button("persons").accessibleName() == "Personer"
    assert not window.top_bar.municipality_label.isVisible()


def test_demo_is_marked_and_new_things_are_offered(window: MainWindow, made: list[str], qtbot: QtBot) -> None:
    assert window.demo_ribbon.isVisible()
    assert [label.text() for label in window.demo_ribbon.findChildren(QLabel)] == ["Demo, opdigtede personer"]
    actions = window.top_bar.new_menu.actions()
    assert [action.text() for action in actions] == ["Nyt møde"]
    actions[0].trigger()
    assert made == ["møde"]


def test_another_screen_switches_discreet_display_on_and_asks_once(window: MainWindow, privacy: Privacy) -> None:
    screen = QGuiApplication.primaryScreen()
    window._screens._on_screen_added(screen)
    assert privacy.discreet
    dialogs = window.findChildren(ConfirmDialog)
    assert [dialog.keep_button.text() for dialog in dialogs] == ["Behold diskret visning"]
    dialogs[0].verb_button.click()
    assert not privacy.discreet
    window._screens._on_screen_added(screen)
    assert not privacy.discreet


def test_help_opens_at_the_page_and_about_names_the_licences(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    viewer = window.findChild(HelpViewer)
    assert isinstance(viewer, HelpViewer)
    assert "Diskret visning" in viewer.browser.toPlainText()
    viewer.close()
    window.show_about()
    about = window.findChild(AboutDialog)
    assert isinstance(about, AboutDialog)
    about.reject()


def test_dividers_are_remembered(qtbot: QtBot, theme: Theme, operations: InlineOperations, privacy: Privacy) -> None:
    memory = DeskMemory()
    memory.keep("splitter.Onsdagsgruppen", [500, 300])
    window = MainWindow(ENTRIES, operations, privacy, municipality="", memory=memory)
    qtbot.addWidget(window)
    window.show()
    window.open_page("wednesday")
    splitter = window.page("wednesday").findChild(Splitter)
    assert isinstance(splitter, Splitter)
    assert splitter.sizes()[0] == 500


def test_everything_in_the_frame_can_be_named_aloud(window: MainWindow) -> None:
    assert unnamed(window) == []
