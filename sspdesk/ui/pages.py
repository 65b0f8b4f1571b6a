"""The one list of the desk's pages and of what "Ny" offers. A page is imported when it is first built.

To add one: a ``_build_...`` function with a local import, its entry in ``entries``, its module in ``HEAVY``.
"""

from collections.abc import Callable
from importlib import import_module

from sspdesk.ui.shell.entries import NewAction, PageEntry

OpenPage = Callable[[str, int | None], None]

FIRST = "wednesday"
"""The page opened after unlocking (until "I dag" comes with a later issue)."""

HEAVY = (
    "sspdesk.services.vaults",
    "sspdesk.storage.vault",
    "sspdesk.services.session",
    "sspdesk.ui.shell.window",
)
"""What the lock screen does without. A worker imports it while the passphrase is typed, in this order."""


def entries() -> tuple[PageEntry, ...]:
    """Return the pages in the order of the sidebar."""
    return ()


def new_actions(open_page: OpenPage) -> tuple[NewAction, ...]:
    """Return what "Ny" offers."""
    return ()


def warm_up() -> None:
    """Import what the desk needs once it is unlocked."""
    for module in HEAVY:
        import_module(module)
