"""Lists the access log with the names of today, limited to a kind of action or a person, and checks its chain."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sspdesk.domain.ids import PersonId
from sspdesk.domain.log import Action, LogEntry
from sspdesk.services.disclosures import names_of
from sspdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """An entry as the list shows it. The log itself holds ids only: names are looked up when it is shown.

    ``gone`` counts persons who are no longer here. ``at`` is local time.
    """

    entry: LogEntry
    at: datetime
    persons: tuple[tuple[PersonId, str], ...]
    gone: int = 0


def count(uow: UnitOfWork, *, actions: Collection[Action] = (), person_id: PersonId | None = None) -> int:
    """Return how many entries the list shows."""
    return uow.count_log(actions=actions, person_id=person_id)


def page(
    uow: UnitOfWork,
    offset: int,
    limit: int,
    *,
    actions: Collection[Action] = (),
    person_id: PersonId | None = None,
) -> list[LogRow]:
    """Return one window of the log, newest first."""
    entries = uow.log_entries(actions=actions, person_id=person_id, limit=limit, offset=offset)
    return [_row(uow, entry) for entry in entries]


def verify(uow: UnitOfWork) -> int:
    """Check that no entry was changed, taken out or put in, and return how many there are.

    Raises KnownError("log_broken", seq=…) at the first break.
    """
    return uow.verify_log()


def _row(uow: UnitOfWork, entry: LogEntry) -> LogRow:
    names, gone = names_of(uow, [PersonId(one) for one in entry.person_ids])
    at = datetime.fromisoformat(entry.at).replace(tzinfo=None)
    return LogRow(entry=entry, at=at, persons=tuple(names.items()), gone=gone)
