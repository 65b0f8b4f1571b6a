"""The log as a reviewer sees it: persons are numbers, never names."""

from collections.abc import Callable
from datetime import datetime

from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import log as words
from sspdesk.labels.log import ICONS
from sspdesk.services.log import LogRow
from sspdesk.ui.shared.cells import Cell, Column


def columns(now: Callable[[], datetime]) -> tuple[Column[LogRow], ...]:
    """Return the columns of the reviewer's log."""

    def when(row: LogRow) -> Cell:
        this_year = row.at.year == now().year
        return Cell(text=dates.moment_short(row.at) if this_year else dates.moment(row.at))

    return (
        Column(title=_("When"), cell=when, width=164),
        Column(title=_("Who"), cell=lambda row: Cell(text=row.entry.user), width=180),
        Column(title=_("What"), cell=_what, width=260),
        Column(title=_("Person"), cell=lambda row: Cell(detail=words.persons(row.entry)), width=160),
        Column(title=_("More"), cell=lambda row: Cell(detail=words.facts(row.entry))),
    )


def _what(row: LogRow) -> Cell:
    return Cell(text=words.what(row.entry), icon=ICONS[row.entry.action])
