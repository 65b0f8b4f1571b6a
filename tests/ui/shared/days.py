"""The desk before and after a lock, with the real main window and a real vault behind it."""

from typing import TypeVar

from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from sspdesk.services import drafts
from sspdesk.storage.workspace import Workspace
from sspdesk.ui import pages
from sspdesk.ui.shared.operations import InlineOperations
from sspdesk.ui.shared.privacy import Privacy
from sspdesk.ui.shell.window import MainWindow
from tests.conftest import Clock
from tests.ui.conftest import free_deleted

D = TypeVar("D", bound=QDialog)


class Day:
    """The desk before and after a lock: the same vault, each time a new window."""

    def __init__(self, qtbot: QtBot, workspace: Workspace, privacy: Privacy, clock: Clock) -> None:
        self._qtbot, self._workspace, self._privacy, self._clock = qtbot, workspace, privacy, clock
        self.window = self._open()

    def _open(self) -> MainWindow:
        operations = InlineOperations(self._workspace.run)
        window = MainWindow(pages.entries(), operations, self._privacy, municipality="Havnsø", now=self._clock)
        self._operations = operations
        with self._qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        kept = self._workspace.run(drafts.load)
        known = frozenset(entry.key for entry in pages.entries())
        self.went = window.returning.go(kept, known)
        return window

    def lock(self) -> None:
        """Do what the desk does at lock, and unlock again."""
        place = self.window.returning.place()
        fresh, gone = self.window.draft_keeper.gather()
        self.end()
        self._workspace.run(lambda uow: drafts.leave(uow, fresh, gone, place))
        self.window = self._open()

    def crash(self) -> None:
        """End without a word, and start again."""
        self.window.draft_keeper.gather()
        self.end()
        self.window = self._open()

    def end(self) -> None:
        """Close all dialogs and the window."""
        for dialog in self.window.findChildren(QDialog):
            dialog.reject()
        self.window.hide()
        self._operations.close()
        self.window.deleteLater()
        free_deleted()

    def dialog(self, kind: type[D]) -> D:
        """Return the dialog of a kind that is open."""
        (found,) = [one for one in self.window.findChildren(kind) if one.isVisible()]
        return found

    def field(self, name: str, within: QWidget | None = None) -> QLineEdit | QPlainTextEdit:
        (found,) = [one for one in (within or self.window).findChildren(QWidget, name) if one.isVisible()]
        assert isinstance(found, QLineEdit | QPlainTextEdit)
        return found

    def write(self, name: str, text: str, within: QWidget | None = None) -> None:
        edit = self.field(name, within)
        edit.setFocus()
        self._qtbot.keyClicks(edit, text)

    def kept(self) -> list[dict[str, object]]:
        found = self._workspace.run(lambda uow: uow.drafts.all())
        return [dict(one.fields) for one in found if not one.key.is_place]
