"""What the command field offers besides persons: pages, new things, the desk's and the shown page's actions."""

from collections.abc import Callable, Sequence
from functools import partial

from sspdesk.i18n import _
from sspdesk.ui.shared.page import Page
from sspdesk.ui.shell.entries import CommandHit, NewAction, PageEntry


class DeskCommands:
    """Answers the command field: every word typed must stand in the title."""

    def __init__(
        self,
        entries: Sequence[PageEntry],
        new_actions: Sequence[NewAction],
        desk_actions: Sequence[NewAction],
        open_page: Callable[[str], object],
        current_page: Callable[[], Page | None],
    ) -> None:
        self._entries = [entry for entry in entries if entry.place != "hidden"]
        self._actions = [*new_actions, *desk_actions]
        self._open_page = open_page
        self._current_page = current_page

    def actions(self, typed: str) -> list[CommandHit]:
        """Return the actions that fit; those of the page shown first."""
        page = self._current_page()
        group = _("Actions")
        offered = [
            CommandHit(title=command.title, run=command.run, group=group, icon=command.icon, keys=command.keys)
            for command in (page.commands() if page is not None else ())
        ]
        offered += [
            CommandHit(title=action.title, run=action.run, group=group, icon=action.icon, keys=action.keys)
            for action in self._actions
        ]
        return [hit for hit in offered if _fits(hit.title, typed)]

    def pages(self, typed: str) -> list[CommandHit]:
        """Return the pages that fit."""
        return [
            CommandHit(title=entry.title, run=partial(self._open_page, entry.key), group=_("Pages"), icon=entry.icon)
            for entry in self._entries
            if _fits(entry.title, typed)
        ]


def _fits(title: str, typed: str) -> bool:
    words = title.casefold()
    return all(part in words for part in typed.casefold().split())
