"""What the main window is given: its pages, the "Ny" menu, and who answers the command field."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sspdesk.domain.ids import PersonId
from sspdesk.domain.search import SearchHits
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
    """One answer of the command field. ``is_name`` makes discreet display show initials and no detail."""

    title: str
    run: Callable[[], object]
    group: str
    icon: str = "arrow-right"
    detail: str = ""
    keys: str = ""
    is_name: bool = False


HitProvider = Callable[[str], Sequence[CommandHit]]
PersonSearch = Callable[["UnitOfWork", str], SearchHits]
"""Finds persons as the user types: ``services.search.search_persons``."""
RecordSearch = Callable[["UnitOfWork", SearchHits, PersonId | None], None]
"""Writes a search in the log, never its words: ``services.search.record_search``."""
