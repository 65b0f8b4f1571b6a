"""What the main window is given: its pages, the "Ny" menu, and who answers the command field."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sspdesk.domain.search import Found, PersonHit, RecordHit
from sspdesk.ui.context import PageContext
from sspdesk.ui.shared.page import Page

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """One page. ``build`` is called the first time it is shown.

    ``place``: "main" (sidebar), "bottom" (sidebar, above the lock) or "hidden" (reached from other pages; ``parent`` is
    the key of the page that the sidebar marks meanwhile).
    """

    key: str
    title: str
    icon: str
    build: Callable[[PageContext], Page]
    place: str = "main"
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAction:
    """One action: a line of the "Ny" menu, or something the desk can do; both are offered by the command field."""

    title: str
    icon: str
    run: Callable[[], object]
    keys: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandHit:
    """One answer of the command field. ``count`` says how many its group has; ``second`` runs on Ctrl+Enter.

    ``covered`` is the title and the detail of discreet display; with ``is_name`` that title becomes initials.
    """

    title: str
    run: Callable[[], object]
    group: str
    count: str = ""
    icon: str = "arrow-right"
    detail: str = ""
    keys: str = ""
    is_name: bool = False
    covered: tuple[str, str] | None = None
    second: Callable[[], object] | None = None


HitProvider = Callable[[str], Sequence[CommandHit]]
Search = Callable[["UnitOfWork", str, bool], Found]
"""Finds everything as the user types, without contents where the last is False: ``services.search.find``."""
RecordSearch = Callable[["UnitOfWork", Found, PersonHit | RecordHit | None], None]
"""Writes a search in the log, never its words: ``services.search.record_found``."""
