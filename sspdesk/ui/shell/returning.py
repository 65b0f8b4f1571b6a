"""Goes back after unlocking to where the user was, and tells what was brought back and what waits."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from sspdesk.domain.drafts import Draft, DraftKey
from sspdesk.i18n import _
from sspdesk.labels import drafts as words
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared.drafts import DraftKeeper, DraftSource, place_of
from sspdesk.ui.shared.operations import Operations
from sspdesk.ui.shared.page import Page
from sspdesk.ui.shared.toast import MessageBar

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork


class Returning(QObject):
    """``go`` takes over the drafts of the vault; ``place`` says where the user is, for the next time."""

    def __init__(
        self,
        keeper: DraftKeeper,
        operations: Operations,
        context: PageContext,
        message_bar: MessageBar,
        current_page: Callable[[], Page | None],
    ) -> None:
        super().__init__(keeper)
        self._keeper, self._operations, self._bar = keeper, operations, message_bar
        self._open_page, self._say, self._now = context.open_page, context.say, context.now
        self._current_page = current_page
        self._told: tuple[DraftSource, Sequence[Draft]] | None = None
        self._said = ""
        keeper.brought_back.connect(self._on_brought_back)
        keeper.left.connect(self._on_left)
        message_bar.message.pressed.connect(self._on_discard_pressed)

    # leaving
    def place(self) -> Draft | None:
        """Return the page, the editor and the field where the user is now."""
        page = self._current_page()
        if page is None:
            return None
        dialog = QApplication.activeModalWidget()
        focus = (dialog or page.window()).focusWidget()  # not the application's: another program may be in front
        fields: dict[str, object] = {}
        if focus is not None and place_of(focus)[0] == page.key:
            fields = {"field": focus.objectName(), "cursor": _cursor(focus)}
            source = self._keeper.source_at(focus, dialog)
            if source is not None:
                fields |= {"editor": source.editor, "item": source.here()}
        return Draft(key=DraftKey(page=page.key), at=self._now(), record=page.shown_record or 0, fields=fields)

    # coming back
    def go(self, drafts: Sequence[Draft], known: frozenset[str]) -> bool:
        """Take over what the vault kept and go where the user was today; return False when that is nowhere."""
        self._keeper.receive([one for one in drafts if not one.key.is_place])
        target = _target([one for one in drafts if one.key.page in known], self._now().date())
        if target is None:
            self._tell_waiting()
            return False
        self._open_page(target.key.page, target.record or None)
        self._after_loading(partial(self._resume, target))
        return True

    def _resume(self, target: Draft) -> None:
        page = self._current_page()
        key = target.key
        if key.is_place:
            editor, item = str(target.fields.get("editor", "")), str(target.fields.get("item", ""))
            key = DraftKey(page=key.page, editor=editor, item=item)
        if page is not None and page.key == key.page and key.editor:
            page.resume(key.editor, key.subject)
        self._after_loading(partial(self._focus, target))

    def _focus(self, target: Draft) -> None:
        self._tell_waiting()
        name = str(target.fields.get("field", "")) if target.key.is_place else ""
        page, dialog = self._current_page(), QApplication.activeModalWidget()
        scope = dialog if dialog is not None else page
        if not name or scope is None:
            return
        for widget in scope.findChildren(QWidget, name):
            if widget.isVisible() and widget.isEnabled():
                widget.setFocus()
                _set_cursor(widget, target.fields.get("cursor"))
                return

    def _after_loading(self, then: Callable[[], None]) -> None:
        """Call back when what the page asked the worker for has come."""
        self._operations.query(self, _nothing, lambda _done: then() if shiboken6.isValid(self) else None)

    # telling
    def _tell_waiting(self) -> None:
        waiting = self._keeper.waiting
        if waiting and self._bar.isHidden():
            self._told = None
            self._bar.say(
                words.waiting(len(waiting)),
                _("What you wrote comes back when you open it again."),
                action=_("Discard the drafts"),
            )
            self._said = self._bar.accessibleName()

    def _on_brought_back(self, source: DraftSource, drafts: Sequence[Draft]) -> None:
        if getattr(source, "tells_itself", False):
            return
        self._told = (source, drafts)
        action = _("Discard the draft") if len(drafts) == 1 else _("Discard the drafts")
        self._bar.say("", words.brought_back([one.at for one in drafts], self._now().date()), action=action)
        self._said = self._bar.accessibleName()

    def _on_left(self) -> None:
        self._say(_("The draft is kept and comes back when you open it again"))

    def _on_discard_pressed(self) -> None:
        if self._bar.accessibleName() != self._said:
            return  # the bar says something else by now
        self._bar.hide()
        if self._told is None:
            self._keeper.discard(self._keeper.waiting)
            return
        source, drafts = self._told
        self._told = None
        if shiboken6.isValid(source.widget):
            for one in drafts:
                source.discard(one)
        self._keeper.keep()


def _target(drafts: Sequence[Draft], today: date) -> Draft | None:
    """Return the place of an earlier lock today, else the newest draft."""
    place = next((one for one in drafts if one.key.is_place and one.at.date() == today), None)
    return place or next((one for one in drafts if not one.key.is_place), None)


def _cursor(widget: QWidget) -> int:
    if isinstance(widget, QLineEdit):
        return widget.cursorPosition()
    return widget.textCursor().position() if isinstance(widget, QPlainTextEdit) else 0


def _set_cursor(widget: QWidget, at: object) -> None:
    if not isinstance(at, int):
        return
    if isinstance(widget, QLineEdit):
        widget.setCursorPosition(at)
    elif isinstance(widget, QPlainTextEdit):
        cursor = QTextCursor(widget.document())
        cursor.setPosition(min(at, widget.document().characterCount() - 1))
        widget.setTextCursor(cursor)


def _nothing(_uow: "UnitOfWork") -> None:
    """Only wait for one's turn."""
