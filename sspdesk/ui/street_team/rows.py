"""The observations behind a number: where the rows come from, and how they look."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sspdesk.domain.street_counts import Filter
from sspdesk.domain.street_team import ObservationState
from sspdesk.i18n import _
from sspdesk.labels import dates
from sspdesk.labels import street_team as words
from sspdesk.services import street_team
from sspdesk.services.street_team import ObservationRow
from sspdesk.ui.shared.cells import BadgeSpec, Cell, Column, Sort

if TYPE_CHECKING:
    from sspdesk.services.work import UnitOfWork


class Observations:
    """One filter's observations, newest first, in windows."""

    def __init__(self, wanted: Filter) -> None:
        self._wanted = wanted

    def count(self, uow: "UnitOfWork") -> int:
        """Return how many there are."""
        return street_team.count(uow, self._wanted)

    def fetch(self, uow: "UnitOfWork", offset: int, limit: int, sort: Sort | None) -> Sequence[ObservationRow]:
        """Return one window."""
        return street_team.rows(uow, self._wanted, offset, limit)


def columns() -> tuple[Column[ObservationRow], ...]:
    """Return the columns of the table."""
    return (
        Column(title=_("Time"), cell=_when, width=172),
        Column(title=_("Place"), cell=_place, width=132),
        Column(title=_("Theme"), cell=_theme, width=196),
        Column(title=_("Young people"), cell=_size, width=84, align_right=True),
        Column(title=_("Observation"), cell=_text),
        Column(title=_("Seen by"), cell=_workers, width=116),
        Column(title=_("State"), cell=_state, width=108),
    )


def _when(row: ObservationRow) -> Cell:
    one = row.observation
    return Cell(detail=f"{dates.day_short(one.day)} {_('at {time}').format(time=dates.clock(one.at))}")


def _place(row: ObservationRow) -> Cell:
    return Cell(text=row.place, tip=row.area)


def _theme(row: ObservationRow) -> Cell:
    kinds = row.observation.categories
    more = f"+{len(kinds) - 1}" if len(kinds) > 1 else ""
    return Cell(
        text=words.category(kinds[0]) if kinds else "",
        detail=more,
        icon=words.CATEGORY_ICONS[kinds[0]] if kinds else "",
        tip=words.categories(kinds),
    )


def _size(row: ObservationRow) -> Cell:
    return Cell(text=words.size(row.observation))


def _text(row: ObservationRow) -> Cell:
    one = row.observation
    return Cell(text=one.text, detail=one.action)


def _workers(row: ObservationRow) -> Cell:
    return Cell(text=", ".join(name.split()[0] for name in row.workers), tip=", ".join(row.workers))


def _state(row: ObservationRow) -> Cell:
    state = row.observation.state
    if state is ObservationState.REVIEWED:
        return Cell(detail=words.state(state), icon=words.STATE_ICONS[state])
    tone = "info" if state is ObservationState.DRAFT else "outline"
    return Cell(badges=(BadgeSpec(words.state(state), words.STATE_ICONS[state], tone),))
