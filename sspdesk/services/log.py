"""The access log on the screen: filters, names of today, the check of its chain, and what is old enough to leave."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from sspdesk.domain.changes import Outcome
from sspdesk.domain.errors import DomainError
from sspdesk.domain.ids import PersonId
from sspdesk.domain.log import Action, Expiry, LogEntry, LogFilter, LogState
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


def asked(
    uow: UnitOfWork,
    *,
    actions: Collection[Action] = (),
    person_id: PersonId | None = None,
    user: str = "",
    since: date | None = None,
    until: date | None = None,
) -> LogFilter:
    """Return the filter for what is asked; a person's own entries include those of records merged into theirs."""
    ids = () if person_id is None else ids_of(uow, person_id)
    return LogFilter(actions=actions, person_ids=ids, user=user, since=since, until=until)


def ids_of(uow: UnitOfWork, person_id: PersonId) -> tuple[PersonId, ...]:
    """Return the id of a person and of every record merged into theirs."""
    kept = uow.persons.final(person_id).id
    return tuple(sorted({kept, person_id, *uow.persons.merged_into(kept)}))


def count(uow: UnitOfWork, wanted: LogFilter) -> int:
    """Return how many entries the list shows."""
    return uow.count_log(wanted)


def page(uow: UnitOfWork, wanted: LogFilter, offset: int, limit: int) -> list[LogRow]:
    """Return one window of the log, newest first."""
    return [_row(uow, entry) for entry in uow.log_entries(wanted, limit=limit, offset=offset)]


def users(uow: UnitOfWork) -> list[str]:
    """Return everybody who stands in the log."""
    return uow.log_users()


def verify(uow: UnitOfWork) -> int:
    """Check that no entry was changed, taken out or put in, and return how many there are.

    Raises KnownError("log_broken", seq=…) at the first break.
    """
    return uow.verify_log()


def check_new(uow: UnitOfWork) -> LogState:
    """Check what came since the last check, and that the log still holds what it held when the vault was closed.

    For the time after unlocking; raises KnownError ``log_broken`` or ``log_shorter``.
    """
    return uow.check_log()


def expiry(uow: UnitOfWork) -> Expiry | None:
    """Return what is older than the term in the settings; None when there is nothing to propose."""
    return uow.expired_log(uow.today - relativedelta(months=uow.settings().log_months))


def let_expire(uow: UnitOfWork, approved: Expiry) -> Outcome[int]:
    """Let the entries of an approved proposal leave under a signed cut; there is nothing to undo.

    Raises DomainError("log_proposal_old") when it is no longer what was shown.
    """
    present = uow.expired_log(approved.before)
    if present is None or replace(present, before=approved.before) != approved:
        raise DomainError("log_proposal_old")
    gone = uow.cut_log(approved.before)
    uow.log(Action.DELETE, "log", None, rows=gone)
    uow.recorder.touch("log")
    return Outcome(gone, uow.recorder.changes())


def _row(uow: UnitOfWork, entry: LogEntry) -> LogRow:
    names, gone = names_of(uow, [PersonId(one) for one in entry.person_ids])
    at = datetime.fromisoformat(entry.at).replace(tzinfo=None)
    return LogRow(entry=entry, at=at, persons=tuple(names.items()), gone=gone)
